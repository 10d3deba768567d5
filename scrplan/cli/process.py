"""The process around one call: its streams, the answer to `--version`, and how it ends.

It imports nothing but what the interpreter has loaded already, not even `typing`, for `--version` needs no more.
"""

import io
import os
import sys

from scrplan.cli.conventions import COMPLETION, USAGE, VERSION_LINE


def exit_code_of(arguments: list[str]) -> int:
    """Run one call as a process of its own, to the last byte on stdout, and return its exit code."""
    _make_streams_alike()
    if arguments == ["--version"] and not os.environ.get(COMPLETION):
        return _ended(0, VERSION_LINE)
    # The command line library alone costs four times what the interpreter's start costs.
    from scrplan.cli.app import run

    return _ended(run(arguments))


def _make_streams_alike() -> None:
    # A stream that was closed before the start is None here.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes on every machine, whatever its locale says.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _ended(code: int, last: str = "") -> int:
    """Write what is left for stdout, and return the exit code; a pipe whose reader has left is no error."""
    try:
        sys.stdout.write(last)
        sys.stdout.flush()
    except OSError as error:
        # Only here is anything said; it needs what no other end of a call does.
        from scrplan.cli.output import say, stop_writing

        stop_writing()
        if isinstance(error, BrokenPipeError):
            return code
        if not code:  # else it was said already
            say(f"scrplan: the result cannot be written: {error.strerror or error}")
        return code or USAGE
    return code
