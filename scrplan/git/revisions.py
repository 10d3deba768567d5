"""What git holds at a revision: which commit it is, its files, their texts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.dates import day_words
from scrplan.errors import GitProblem, shown
from scrplan.git.calls import git_bytes, run_git


def commit_of(folder: Path, revision: str) -> str:
    """Return the commit that a revision names; a revision is never taken for an option.

    Raises:
        GitProblem: there is no such revision, no repository, or no git.

    """
    run_git(["rev-parse", "--git-dir"], folder)  # says by itself when there is no repository
    try:
        name = f"{revision}^{{commit}}"
        return run_git(["rev-parse", "--verify", "--quiet", "--end-of-options", name], folder).strip()
    except GitProblem:
        raise GitProblem(
            f"there is no commit {shown(revision)}", "git log and git branch name those there are"
        ) from None


def parted_at(folder: Path, revision: str) -> str:
    """Return the last commit that the working tree shares with a revision.

    What has changed in another branch since then is no change of this one.

    Raises:
        GitProblem: there is no such revision, or it shares nothing with this one.

    """
    commit = commit_of(folder, revision)
    try:
        return run_git(["merge-base", commit, "HEAD"], folder).strip()
    except GitProblem:
        hint = "in a shallow clone, fetch the whole history"
        raise GitProblem(f"{shown(revision)} shares no commit with this one", hint) from None


class Stored(NamedTuple):
    """A file as a commit holds it: its blob and how many bytes that has; `is_link` where it is a symbolic link."""

    blob: str
    size: int
    is_link: bool


def revision_at(folder: Path, day: date, revision: str = "HEAD") -> str:
    """Return the last commit of a revision's own line (first parents) on or before a day.

    A commit's day is the one that its committer's clock showed, so that the answer is the same in every time zone.

    Raises:
        GitProblem: there is none that early, or no repository, no commit, no git.

    """
    commit = commit_of(folder, revision)
    line = [entry.split(" ") for entry in _line_of(folder, commit)]
    found = next((name for name, on in line if date.fromisoformat(on) <= day), None)
    if found:
        return found
    first = date.fromisoformat(line[-1][1])
    hint = "this is a shallow clone, which has only the last ones" if is_shallow(folder) else ""
    raise GitProblem(f"there is no commit on or before {day_words(day)}", hint or f"the first is of {day_words(first)}")


def _line_of(folder: Path, commit: str) -> list[str]:
    return run_git(["log", "--first-parent", "--format=%H %cs", commit, "--"], folder).splitlines()


def files_at(folder: Path, commit: str, paths: Sequence[str] = ()) -> dict[str, Stored]:
    """Return the files that a commit holds at and below these paths, which are relative to the folder.

    Raises:
        GitProblem: git could not answer.

    """
    found: dict[str, Stored] = {}
    for entry in run_git(["ls-tree", "-r", "-l", "-z", commit, "--", *paths], folder).split("\0"):
        facts, _, path = entry.partition("\t")
        if path:
            mode, kind, blob, size = facts.split()
            if kind == "blob":
                found[path] = Stored(blob, int(size), mode.startswith("12"))
    return found


def is_shallow(folder: Path) -> bool:
    """Return whether the history of a repository is cut."""
    return run_git(["rev-parse", "--is-shallow-repository"], folder).strip() == "true"


def each_text(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each blob, once, with its text without a byte order mark; None for what is missing or no UTF-8.

    Raises:
        GitProblem: git could not answer.

    """
    wanted = list(dict.fromkeys(blobs))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        texts = blob_texts(folder, some)
        yield from ((blob, texts.get(blob)) for blob in some)


AT_ONCE = 100  # blobs; a plan has 40 KB, so that a long history never stands in memory as a whole


def blob_texts(folder: Path, blobs: Sequence[str]) -> dict[str, str]:
    """Return the text of each blob; one that is no UTF-8 is left out.

    Raises:
        GitProblem: git could not answer.

    """
    answer = git_bytes(["cat-file", "--batch"], folder, "".join(f"{blob}\n" for blob in blobs))
    texts: dict[str, str] = {}
    at = 0
    for blob in blobs:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        words = head.split(b" ")
        at += len(head) + 1
        if len(words) != 3:  # noqa: PLR2004  (a blob that is missing has no size)
            continue
        raw = answer[at : at + int(words[2])]
        at += len(raw) + 1
        with suppress(UnicodeDecodeError):
            texts[blob] = raw.decode("utf-8").removeprefix("\ufeff")
    return texts
