"""What many commits changed, in one question: the lines of files, and from which names files were renamed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.git.calls import git_bytes

Blobs = tuple[str, str]  # of a file before a commit and after it


class Hunk(NamedTuple):
    """Neighbouring lines that were changed: what went, what came, and the number from 1 of the first.

    Where nothing went, or nothing came, it is the number of the line before.
    """

    before: int
    gone: tuple[str, ...]
    after: int
    come: tuple[str, ...]


_TREES = ("--no-replace-objects", "diff-tree", "--stdin", "-r", "-m", "--no-ext-diff")
# No attribute of a file may turn its lines into other ones, or into "Binary files differ".
_LINES = ("-U0", "--full-index", "--text", "--no-textconv", "--no-renames", "--no-commit-id", "--diff-filter=M")
_NAMES = ("-M50%", "-l1000", "-z", "--raw", "--no-abbrev", "--root", "--relative", "--diff-filter=R")

_INDEX = re.compile(rb"index ([0-9a-f]+)\.\.([0-9a-f]+)")
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def changed_lines(folder: Path, commits: Sequence[str], paths: Sequence[str]) -> Iterator[tuple[Blobs, list[Hunk]]]:
    """Yield which lines commits changed in each file; paths are relative to the folder.

    A merge is compared with each of its parents. Files that came or went are left out.
    """
    if not commits:
        return
    lines = git_bytes([*_TREES, *_LINES, "-p", "--", *paths], folder, "\n".join([*commits, ""])).split(b"\n")
    blobs: Blobs | None = None
    found: list[Hunk] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if index := _INDEX.match(line):
            if blobs:
                yield blobs, found
            blobs, found = (index[1].decode("ascii"), index[2].decode("ascii")), []
        elif begin := _HUNK.match(line):
            before, gone, after, come = (1 if number is None else int(number) for number in begin.groups())
            # Only the numbers distinguish the lines of a file from those of the patch.
            taken, at = _taken(lines, at, gone)
            added, at = _taken(lines, at, come)
            found.append(Hunk(before, taken, after, added))
    if blobs:
        yield blobs, found


def _taken(lines: Sequence[bytes], at: int, number: int) -> tuple[tuple[str, ...], int]:
    """Return that many lines from a place on, without their signs, and the place after them."""
    end = at + number
    found = tuple(line[1:].decode("utf-8", "replace") for line in lines[at:end])
    return found, end + (end < len(lines) and lines[end].startswith(b"\\"))  # "No newline at end of file"


def renames_in(folder: Path, commits: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the names from which commits renamed files, as git judges it, by the commit and the new name.

    Names are relative to the folder. A file that was copied, and is still there, is no earlier name.
    """
    asked = "".join(f"{commit}\n" for commit in commits)
    words = git_bytes([*_TREES, *_NAMES], folder, asked).split(b"\0") if asked else []
    found: dict[tuple[str, str], str] = {}
    commit = ""
    at = 0
    while at < len(words) - 1:
        if words[at].startswith(b":"):
            old, new = (word.decode("utf-8", "surrogateescape") for word in words[at + 1 : at + 3])
            found.setdefault((commit, new), old)
            at += 3
        else:
            commit = words[at].decode("ascii")
            at += 1
    return found
