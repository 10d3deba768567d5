"""The commits that touched some files, with what each made of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.git.calls import git_bytes


class Commit(NamedTuple):
    """One commit as the history of some files knows it.

    `parents` are the nearest commits before it in that history: one that changed none of the files is replaced by its
    own parent, and a line on which there never was any of them is left out. `moment` is the time of the committer's own
    clock in full and `day` its day; where git holds none, they are the empty text and the first day of the calendar.
    """

    id: str
    parents: tuple[str, ...]
    day: date
    moment: str
    author: str
    subject: str


class Touched(NamedTuple):
    """What a commit made of one file: its blob after it, and before it in each parent that has another; None: no file.

    `before` leaves out the parents, of a merge, that have what the merge has.
    """

    after: str | None
    before: tuple[str | None, ...]


class Logged(NamedTuple):
    """A commit and the files that it touched, by path."""

    commit: Commit
    touched: Mapping[str, Touched]


# Of a merge each parent is compared with it. No user's setting may change what git answers.
_LOG = (
    *("--no-replace-objects", "-c", "log.diffMerges=separate", "-c", "log.showRoot=true", "-c", "log.follow=false"),
    *("log", "-m", "--full-history", "--topo-order", "--reverse", "--parents", "-z", "--raw", "--no-abbrev"),
    *("--no-renames", "--no-ext-diff", "--no-color", "--relative", "--no-show-signature", "--no-notes"),
    *("--encoding=UTF-8", "--format=%x00%H%x00%P%x00%cI%x00%an%x00%s"),
)
_FIELDS = 5


def log_of(folder: Path, paths: Sequence[str], revision: str = "HEAD") -> list[Logged]:
    """Return the commits of a revision's history that touched files at and below these paths, parents first.

    Paths are relative to the folder. Every merge is there too, as a link between others, whether or not it touched any.
    """
    words = git_bytes([*_LOG, "--end-of-options", revision, "--", *paths], folder).split(b"\0")
    found: list[Logged] = []
    at = 1  # the first word is what is before the first commit: nothing
    while at + _FIELDS < len(words):
        commit = _commit(words[at : at + _FIELDS])
        at += _FIELDS
        changes, at = _changes(words, at)
        if found and found[-1].commit.id == commit.id:  # a merge, against its next parent
            changes = _joined(found.pop().touched, changes)
        found.append(Logged(commit, changes))
        at += 1
    return found


def _commit(words: Sequence[bytes]) -> Commit:
    name, parents, moment, author, subject = (word.decode("utf-8", "replace") for word in words)
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        day, moment = date.min, ""
    return Commit(name, tuple(parents.split()), day, moment, author, subject)


def _changes(words: Sequence[bytes], at: int) -> tuple[dict[str, Touched], int]:
    """Return the files that are listed from a place on, and the place after them."""
    found: dict[str, Touched] = {}
    while at + 1 < len(words) and (head := words[at].lstrip(b"\n")).startswith(b":"):
        _, _, before, after, _ = head.decode("ascii").split(" ")
        path = words[at + 1].decode("utf-8", "surrogateescape")
        found[path] = Touched(_blob(after), (_blob(before),))
        at += 2
    return found, at


def _blob(name: str) -> str | None:
    return name if name.strip("0") else None


def _joined(some: Mapping[str, Touched], more: Mapping[str, Touched]) -> dict[str, Touched]:
    found = dict(some)
    for path, one in more.items():
        known = found.get(path)
        found[path] = one._replace(before=(*known.before, *one.before)) if known else one
    return found


def is_cut_at(folder: Path, commit: str) -> bool:
    """Return whether a repository has not the parents of a commit, because its history is cut there."""
    asked = ["--no-replace-objects", "rev-list", "--no-walk", "--parents", "--end-of-options", commit]
    own = git_bytes(["--no-replace-objects", "cat-file", "commit", commit], folder).partition(b"\n\n")[0]
    return git_bytes(asked, folder).count(b" ") < own.count(b"\nparent ")
