"""The only subprocess: git, by argument lists, in a cleaned environment, without a shell."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, shown

MANY_PATHS = 200  # beyond this a whole folder is asked for, to stay below the limit of a command line
TIMEOUT = 60  # seconds; git on a local repository answers in far less, and a hung one must not hang the command


class Provenance(NamedTuple):
    """Where the plans that were read come from: the commit, and whether any of them differs from it."""

    commit: str | None
    dirty: bool


def provenance(paths: Sequence[Path]) -> Provenance:
    """Return the commit that the working tree of these files is on; none without git, repository or commit."""
    if not paths:
        return Provenance(None, dirty=False)
    asked = sorted({Path(os.path.realpath(path)) for path in paths})
    if len(asked) > MANY_PATHS:
        asked = sorted({path.parent for path in asked})
    folder = asked[0] if asked[0].is_dir() else asked[0].parent
    try:
        out = run_git(
            [
                "status",
                "--porcelain=v2",
                "--branch",
                "-z",
                "--untracked-files=all",
                "--ignored=matching",
                "--",
                *map(str, asked),
            ],
            folder,
        )
    except GitProblem:
        return Provenance(None, dirty=False)
    commit = None
    dirty = False
    for entry in out.split("\0"):
        if entry.startswith("# branch.oid "):
            oid = entry.removeprefix("# branch.oid ")
            commit = None if oid == "(initial)" else oid
        elif entry and not entry.startswith("# "):
            dirty = True
    return Provenance(commit, dirty)


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


def blobs_before(folder: Path, commit: str = "HEAD") -> dict[str, str]:
    """Return, for each file below a folder that differs from a commit, the blob that it was there.

    Paths are relative to the folder; a renamed file has its new path.

    Raises:
        GitProblem: there is no git, no repository or no commit.

    """
    parts = run_git(["diff-index", "-z", "-M", "--raw", "--relative", commit, "--"], folder).split("\0")
    before: dict[str, str] = {}
    fields = iter(parts)
    for head in fields:
        if not head.startswith(":"):
            continue
        _, _, was, _, status = head.split(" ")
        path = next(fields, "")
        if status[0] in "RC":
            path = next(fields, "")
        if was.strip("0"):
            before[path] = was
    return before


def blob_texts(folder: Path, blobs: Sequence[str]) -> dict[str, str]:
    """Return the text of each blob; one that is no UTF-8 is left out.

    Raises:
        GitProblem: git could not answer.

    """
    answer = run_git(["cat-file", "--batch"], folder, "".join(f"{blob}\n" for blob in blobs)).encode(
        "utf-8", "surrogateescape"
    )
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


def has_or_would_take(folder: Path, path: Path) -> bool:
    """Return whether git has a file, or would take it with the next `git add .`; False where git cannot say."""
    try:
        found = run_git(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", str(path)], folder)
    except GitProblem:
        return False
    return bool(found)


def git_version() -> str | None:
    """Return git's version, None where there is no git."""
    try:
        return run_git(["--version"], Path.cwd()).strip().removeprefix("git version ")
    except GitProblem:
        return None


def run_git(arguments: Sequence[str], folder: Path, said: str = "") -> str:
    """Return what git prints, told `said` on its standard input.

    Raises:
        GitProblem: there is no git, or it refused; carries its first line.

    """
    # A file system monitor is a program named by the repository's own settings; a read-only question starts none.
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  (an argument list, no shell; no option comes from data)
            command, env=_environment(), capture_output=True, check=False, timeout=TIMEOUT, input=said.encode()
        )
    except OSError:
        raise GitProblem("git cannot be started", "install it to use the audit trail") from None
    except subprocess.TimeoutExpired:
        raise GitProblem(f"git did not answer within {TIMEOUT} seconds") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitProblem("git refused", words[0] if words else f"exit code {done.returncode}")
    return done.stdout.decode("utf-8", "surrogateescape")


def _environment() -> dict[str, str]:
    """Return the environment without anything that could turn git to another repository, or make it ask."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
