"""What git holds at a revision: which commit it is, its files, their texts."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import AmbiguousRevision, GitProblem, NoCommits, nearest, shown
from scrplan.git.calls import git_bytes, run_git


def commit_of(folder: Path, revision: str) -> str:
    """Return the commit that a revision names; a revision is never taken for an option."""
    try:
        found = _resolved(folder, f"{revision}^{{commit}}")
    except GitProblem:
        found = ""
    if not found.isalnum():  # ^HEAD names all but that commit, and git hands the ^ back
        kind = NoCommits if revision == "HEAD" else GitProblem
        raise kind(f"there is no commit {shown(revision)}", _why_none(folder, revision))
    return found


def _resolved(folder: Path, name: str) -> str:
    return run_git(["rev-parse", "--verify", "--quiet", "--end-of-options", name], folder).strip()


def _why_none(folder: Path, revision: str) -> str:
    """Return why a name may lead to no commit, and what to do."""
    run_git(["rev-parse", "--git-dir"], folder)  # says by itself when there is no repository
    thing = _kind_of(folder, revision)
    if thing:
        return f"it names {thing}; name the commit alone, and plans as usual"
    if ".." in revision:
        return "it names a range; name one commit"
    if _is_ambiguous(folder, revision):
        return "more than one begins like this; write more of its characters"
    names = run_git(["for-each-ref", "--format=%(refname)"], folder).split("\n")[:-1]
    if not names:
        return "nothing is committed here yet"
    if revision == "HEAD":
        branch = next((name for name in names if name.startswith("refs/heads/")), "refs/heads/NAME")
        return f"HEAD names a branch that is not here; to fix it, run git symbolic-ref HEAD {branch}"
    near = nearest(revision, (name.split("/", 2)[-1] for name in names))
    if near:
        return f"did you mean {near!r}?"
    return SHALLOW if is_shallow(folder) else "git log and git branch list those there are"


IS_SHALLOW, UNSHALLOW = "this clone is shallow, it has only the last commits", "git fetch --unshallow brings the rest"
SHALLOW = f"{IS_SHALLOW}; {UNSHALLOW}"


def _kind_of(folder: Path, revision: str) -> str:
    """Return what a name names where that is not a commit; empty where it is nothing."""
    try:
        kind = run_git(["cat-file", "-t", _resolved(folder, revision)], folder).strip()
    except GitProblem:
        return ""
    return {"blob": "a file", "tree": "a folder"}.get(kind, "")


def _is_ambiguous(folder: Path, revision: str) -> bool:
    try:
        run_git(["rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"], folder)
    except AmbiguousRevision:
        return True
    except GitProblem:
        return False
    return False


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


def is_unborn(folder: Path) -> bool:
    """Return whether nothing is committed yet on the branch in use; False where git cannot say."""
    try:
        branch = run_git(["symbolic-ref", "--quiet", "HEAD"], folder).strip()
        return not run_git(["for-each-ref", branch], folder)
    except GitProblem:
        return False


class Stored(NamedTuple):
    """A file as a commit holds it: its blob and how many bytes that has; `is_link` where it is a symbolic link."""

    blob: str
    size: int
    is_link: bool


def day_of(folder: Path, commit: str) -> date:
    """Return the day of a commit, as its committer's clock showed it."""
    return date.fromisoformat(run_git(["log", "--no-walk", "--format=%cs", commit, "--"], folder).strip())


def short_name(commit: str) -> str:
    """Return the name of a commit as people write it; of the same length on every machine, as git's own is not."""
    return commit[:7]


def files_at(folder: Path, commit: str, paths: Sequence[str] = ()) -> dict[str, Stored]:
    """Return the files that a commit holds at and below these paths, which are relative to the folder."""
    return {path: stored for path, stored in _entries(folder, ["-r"], commit, paths) if stored}


class Listed(NamedTuple):
    """What is in some folders of a commit: its files, and the folders below, whose files are not among them."""

    files: dict[str, Stored]
    folders: tuple[str, ...]


def listed_at(folder: Path, commit: str, paths: Sequence[str]) -> Listed:
    """Return the files of these paths, and what is directly in those that end in `/`; `.` is the folder itself."""
    entries = list(_entries(folder, [], commit, paths))
    return Listed(
        {path: stored for path, stored in entries if stored}, tuple(path for path, stored in entries if not stored)
    )


def _entries(
    folder: Path, options: Sequence[str], commit: str, paths: Sequence[str]
) -> Iterator[tuple[str, Stored | None]]:
    """Yield each path with what is stored there; None for a folder, and nothing for another repository."""
    for entry in run_git(["ls-tree", *options, "-l", "-z", commit, "--", *paths], folder).split("\0"):
        facts, _, path = entry.partition("\t")
        if path:
            mode, kind, blob, size = facts.split()
            if kind == "blob":
                yield path, Stored(blob, int(size) if size.isdigit() else 0, mode.startswith("12"))
            elif kind == "tree":
                yield path, None


def bare_at(folder: Path) -> Path | None:
    """Return the bare repository, one without files, that a folder is in; None where it is in another kind."""
    bare, where = run_git(["rev-parse", "--is-bare-repository", "--absolute-git-dir"], folder).split("\n", 1)
    return Path(where.removesuffix("\n")) if bare == "true" else None


def is_shallow(folder: Path) -> bool:
    """Return whether the history of a repository is cut."""
    return run_git(["rev-parse", "--is-shallow-repository"], folder).strip() == "true"


def blob_texts(folder: Path, blobs: Sequence[str]) -> dict[str, str]:
    """Return the text of each blob; one that is no UTF-8 is left out."""
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


def blob_bytes(folder: Path, blob: str) -> bytes:
    """Return a blob as it is, whatever it holds."""
    return git_bytes(["cat-file", "blob", blob], folder)
