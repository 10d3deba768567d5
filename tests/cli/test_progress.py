"""What a long command shows on a terminal while it works, and that nothing of it stays."""

import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from scrplan.cli.progress import ProgressLine
from tests.cli.processes import ENVIRONMENT, PATIENCE

BEGIN = """\
import sys, time
from scrplan.cli.progress import ProgressLine

def shown(progress):
    for _ in range(600):
        time.sleep(0.1)
        if progress._bar:
            return progress._bar.refresh()

"""
STEPS = """\
with ProgressLine(2, patience=0) as progress:
    progress.step("reading the plans")
    shown(progress)
    progress.step("making the document")
    shown(progress)
"""
ENDINGS = {
    "at its end": "",
    "by an error": "    raise SystemExit(2)\n",
    "before it": "    progress.stop()\n",
    "twice": "    progress.stop()\n    progress.stop()\n",
    "with words beside it": "    print('warning: of a plan', file=sys.stderr)\n",
}


def on_terminal(program: str, folder: Path) -> tuple[str, str]:
    """Return what a program shows on a terminal's stderr, and what it writes to its stdout, which is a pipe."""
    import pty

    own, other = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        env=ENVIRONMENT | {"TERM": "xterm", "COLUMNS": "100"},
        stdin=other,
        stdout=subprocess.PIPE,
        stderr=other,
    ) as process:
        os.close(other)
        told = list[bytes]()
        reader = Thread(target=lambda: told.append(_all_of(own)))
        reader.start()
        out, _ = process.communicate(timeout=PATIENCE)
        reader.join(PATIENCE)
    os.close(own)
    return told[0].decode(), out.decode()


def _all_of(own: int) -> bytes:
    raw = b""
    while True:
        try:
            some = os.read(own, 4096)
        except OSError:  # the other side is closed, as Linux tells it
            return raw
        if not some:
            return raw
        raw += some


def screen(told: str) -> list[str]:
    """Return the lines that are left on the screen."""
    lines, row, column = [""], 0, 0
    for mark, number, kind, word in re.findall(r"(\x1b\[\??(\d*)[\d;]*([A-Za-z])|\r|\n)|([^\x1b\r\n]+)", told):
        if word:
            lines[row] = lines[row][:column].ljust(column) + word + lines[row][column + len(word) :]
            column += len(word)
        elif mark == "\n":
            row += 1
            lines += [""] * (row == len(lines))
        elif mark == "\r":
            column = 0
        elif kind == "A":
            row -= int(number or 1)
        elif kind == "K":
            lines[row] = ""
    return [line.rstrip() for line in lines if line.strip()]


needs_terminal = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")


@needs_terminal
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_steps_are_shown_and_nothing_of_them_stays(tmp_path: Path, ending: str) -> None:
    told, out = on_terminal(BEGIN + STEPS + ENDINGS[ending], tmp_path)
    assert "reading the plans" in told
    assert "making the document" in told
    assert screen(told) == (["warning: of a plan"] if "words" in ending else [])
    assert told.rfind("\x1b[?25h") > told.rfind("\x1b[?25l")  # the cursor is there again
    assert out == ""


@needs_terminal
def test_what_is_written_after_it_stands_alone(tmp_path: Path) -> None:
    told, _ = on_terminal(BEGIN + STEPS + "    progress.stop()\n    print('written', file=sys.stderr)\n", tmp_path)
    assert screen(told) == ["written"]


@needs_terminal
def test_an_error_inside_is_told_below_nothing(tmp_path: Path) -> None:
    told, _ = on_terminal(BEGIN + STEPS + "    raise ValueError('a plan')\n", tmp_path)
    left = screen(told)
    assert (left[0], left[-1]) == ("Traceback (most recent call last):", "ValueError: a plan")


@needs_terminal
def test_what_is_done_at_once_shows_nothing(tmp_path: Path) -> None:
    program = BEGIN + "with ProgressLine(2) as progress:\n    progress.step('reading the plans')\n"
    assert on_terminal(program, tmp_path) == ("", "")


def test_in_a_pipe_nothing_is_shown(tmp_path: Path) -> None:
    program = "import time\n" + BEGIN + STEPS.replace("shown(progress)", "time.sleep(0.2)")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_it_does_not_appear_once_it_was_taken_off() -> None:
    progress = ProgressLine(2, patience=0)
    progress.stop()
    progress._show()  # noqa: SLF001  (as the timer does that had run out already)
    try:
        assert progress._bar is None  # noqa: SLF001
    finally:
        progress.stop()
