"""The program as people start it: in a process of its own, at once with others, on a terminal."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.building import AUTHOR, ROOT, Outcome

CTRL_C, CTRL_D = "\x03", "\x04"
MOMENT = 0.5  # seconds; an interruption between a question and the waiting for its answer is lost in Python itself
PATIENCE = 300  # seconds; a machine that is busy with other tests is slow
ENVIRONMENT = {**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **AUTHOR, "PYTHONPATH": str(ROOT)}


_AS_IT_IS = """\
import runpy
runpy.run_module("scrplan", run_name="__main__", alter_sys=True)
"""


def started(words: Sequence[str], folder: Path, before: str = "") -> "subprocess.Popen[bytes]":
    """Start the program in a folder, as from a pipe, and go on; `before` is what Python does first."""
    line = [sys.executable, "-c", f"{before}{_AS_IT_IS}", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(line, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)


def ended(process: "subprocess.Popen[bytes]") -> Outcome:
    """Wait for the end of a process."""
    out, err = process.communicate(timeout=PATIENCE)
    return Outcome(process.returncode, out.decode(), err.decode())


# Takes the terminal as its own, as a shell gives it, so that Ctrl-C there reaches it.
_ON_TERMINAL = f"""\
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
{_AS_IT_IS}"""


class Terminal:
    """The program on a terminal, which is read and typed into from here."""

    def __init__(self, words: Sequence[str], folder: Path) -> None:
        """Start it in a folder."""
        import pty

        self.own, other = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ON_TERMINAL, *words],
            cwd=folder,
            env=ENVIRONMENT | {"TERM": "dumb"},
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)
        self.shown = ""
        self._passed = 0

    def answer(self, question: str, text: str) -> None:
        """Wait until a question is asked, and type an answer with what ends it, such as a line end."""
        while (found := self.shown.find(question, self._passed)) < 0:
            if not self._read():
                raise AssertionError(f"{question!r} was not asked: {self.shown}")
        self._passed = found + len(question)
        time.sleep(MOMENT if CTRL_C in text else 0)
        os.write(self.own, text.encode())

    def end(self) -> int:
        """Read what is left and return the exit code."""
        while self._read():
            pass
        os.close(self.own)
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.own], [], [], PATIENCE)
        if not ready:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"nothing more is said: {self.shown}")
        try:
            some = os.read(self.own, 4096)
        except OSError:  # the other side is closed, as Linux tells it
            return False
        self.shown += some.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(some)
