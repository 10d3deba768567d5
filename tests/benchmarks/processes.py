"""Whole processes, timed side by side: wall time, peak memory, and whether each did what it was asked."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

MEGABYTE = 1024 * 1024
LOOKED_AT = 64 * 1024  # bytes of the output that tell whether a command did its work


class CommandFailed(Exception):
    """A measured command ended badly or did not say what it must; without it the figures would be a lie."""


class Command(NamedTuple):
    """One command line; `says` tells from its output whether it did its work, `fine` are its good exit codes."""

    name: str
    line: tuple[str, ...]
    folder: Path
    says: Callable[[str], bool] = lambda _: True
    environment: Mapping[str, str] = {}
    fine: frozenset[int] = frozenset({0})


class Sample(NamedTuple):
    """One run of a command: seconds from start to end, peak memory in bytes (0 where the system does not tell)."""

    seconds: float
    peak: int


class Spread(NamedTuple):
    """The middle of some figures, with the least and the greatest."""

    median: float
    least: float
    greatest: float


def spread(figures: Sequence[float]) -> Spread:
    """Return the median of the figures and their bounds."""
    return Spread(statistics.median(figures), min(figures), max(figures))


def ratios(ours: Sequence[Sample], theirs: Sequence[Sample]) -> Spread:
    """Return how many times longer ours took, run by run: both of a pair ran at nearly the same moment."""
    return spread([one.seconds / other.seconds for one, other in zip(ours, theirs, strict=True)])


def interleaved(commands: Sequence[Command], rounds: int) -> dict[str, list[Sample]]:
    """Run the commands in turn, A B C A B C, so that a slow spell of the machine meets all of them alike.

    A round before the first is not counted: it warms the file cache, and its output is checked.

    Raises:
        CommandFailed: a command ended with an error, or its output is not what it must be.

    """
    for command in commands:
        _checked(command)
    samples: dict[str, list[Sample]] = {command.name: [] for command in commands}
    for _ in _told(rounds, ", ".join(samples)):
        for command in commands:
            samples[command.name].append(_timed(command))
    return samples


def _told(rounds: int, names: str) -> Iterator[int]:
    for number in range(1, rounds + 1):
        sys.stderr.write(f"round {number} of {rounds}: {names}\n")
        yield number


def _checked(command: Command) -> None:
    """Run a command once and look at how its output begins."""
    with tempfile.TemporaryFile() as sink:
        process = _started(command, sink)
        _wait(process)
        sink.seek(0)
        # No more of it: what this process holds is the least peak that the system reports of those it starts.
        said = sink.read(LOOKED_AT).decode("utf-8", "replace")
    if process.returncode not in command.fine:
        raise CommandFailed(f"{command.name} ended with {process.returncode}: {said.strip()}")
    if not command.says(said):
        raise CommandFailed(f"{command.name} did not do its work; it said: {said[:200]!r}")


def _timed(command: Command) -> Sample:
    """Run a command and wait for its end; what it prints goes to a file, as from a pipe."""
    with tempfile.TemporaryFile() as sink:
        start = time.perf_counter()
        process = _started(command, sink)
        peak = _wait(process)
        seconds = time.perf_counter() - start
    if process.returncode not in command.fine:
        raise CommandFailed(f"{command.name} ended with {process.returncode}")
    return Sample(seconds, peak)


def _started(command: Command, sink: IO[bytes]) -> "subprocess.Popen[bytes]":
    # An installed program has its bytecode; where writing it is forbidden, compiling is most of what would be measured.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= command.environment
    return subprocess.Popen(command.line, cwd=command.folder, env=environment, stdout=sink, stderr=subprocess.STDOUT)


def _wait(process: "subprocess.Popen[bytes]") -> int:
    """Wait for the process, set its return code, and return its peak memory in bytes."""
    if not hasattr(os, "wait4"):
        process.wait()
        return 0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # The BSDs and Linux count in KB, macOS in bytes.
    return usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
