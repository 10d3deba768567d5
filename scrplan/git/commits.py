"""The only writing to git: a commit of one file, and the revert of such a commit."""

import enum
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, ScrplanError
from scrplan.git.calls import cleaned_environment, run_git

# Who commits and when may be said by the environment, and where the user's own settings lie; never which repository.
KEPT = (
    *(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE")),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSH_COMMAND"),
)


class FileState(enum.Enum):
    """How a file stands to the last commit."""

    COMMITTED = "as committed"
    CHANGED = "changed"
    UNTRACKED = "not tracked"
    IGNORED = "ignored"


def file_state(path: Path) -> FileState:
    """Return how a file stands to the last commit.

    Raises:
        GitProblem: there is no repository or no git.

    """
    asked = ["status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignored=matching", "--", path.name]
    out = run_git(asked, path.parent)
    kinds = {"?": FileState.UNTRACKED, "!": FileState.IGNORED}
    return kinds.get(out[:1], FileState.CHANGED) if out else FileState.COMMITTED


def commit_file(path: Path, message: str) -> str:
    """Commit one file alone, and return the commit; hooks run, and it is signed where git is told to.

    Raises:
        GitProblem: git refused, or one of its hooks did; carries its words.

    """
    folder = path.parent
    if file_state(path) is FileState.UNTRACKED:
        _write_git(["add", "--", path.name], folder)
    _write_git(["commit", "--quiet", "--only", "--file=-", "--", path.name], folder, message)
    return run_git(["rev-parse", "HEAD"], folder).strip()


class Recorded(NamedTuple):
    """A commit that scrplan made."""

    id: str
    subject: str


PLAN_TRAILER, REF_TRAILER = "Plan", "Ref"
_REVERTS = re.compile(r"^This reverts commit ([0-9a-f]{40,64})", re.MULTILINE)


def last_recorded(folder: Path) -> Recorded | None:
    """Return the last commit of this branch that scrplan made and that was not taken back; None where there is none.

    Raises:
        GitProblem: there is no commit, no repository or no git.

    """
    shape = f"--format=%H%x00%(trailers:key={PLAN_TRAILER},valueonly)%x00%s%x00%b%x00"
    fields = run_git(["log", "--first-parent", shape], folder).split("\0")[:-1]
    taken_back: set[str] = set()
    for start in range(0, len(fields), 4):
        commit, plan, subject, body = (field.lstrip("\n") for field in fields[start : start + 4])
        if commit not in taken_back:
            taken_back.update(_REVERTS.findall(body))
            if plan.strip() and not _REVERTS.search(body):
                return Recorded(commit, subject)
    return None


def revert(folder: Path, commit: str) -> str:
    """Take a commit back by a commit of its own, and return that; where git cannot, nothing stays changed.

    Raises:
        GitProblem: what was changed since stands in the way, or a hook refused.

    """
    try:
        _write_git(["revert", "--no-edit", commit], folder)
    except GitProblem as problem:
        try:
            _write_git(["revert", "--abort"], folder)
        except GitProblem:
            raise problem from None  # it had not begun
        raise GitProblem("it cannot be taken back", f"later changes touch the same lines ({problem.hint})") from None
    return run_git(["rev-parse", "HEAD"], folder).strip()


def _write_git(arguments: Sequence[str], folder: Path, said: str = "") -> None:
    """Call git to write. It has all the time that hooks and signing need, and may ask for a passphrase."""
    environment = cleaned_environment() | {name: os.environ[name] for name in KEPT if name in os.environ}
    del environment["GIT_OPTIONAL_LOCKS"]
    try:
        done = subprocess.run(  # noqa: S603  (an argument list, no shell; no option comes from data)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (the user's own git)
            env=environment,
            capture_output=True,
            check=False,
            input=said.encode(),
        )
    except OSError:
        raise GitProblem("git cannot be started", "install it to use the audit trail") from None
    if done.returncode:
        raise _refusal(arguments[0], done.stderr + done.stdout)


def _refusal(what: str, told: bytes) -> ScrplanError:
    lines = [line.strip() for line in told.decode("utf-8", "replace").splitlines() if line.strip()]
    if any("identity unknown" in line or "tell me who you are" in line for line in lines):
        who = "git config user.name 'Your name' and git config user.email you@example.org tell it"
        return GitProblem("git does not know who you are", who)
    return GitProblem(f"git {what} refused", " / ".join(lines[:3]) or "without a word")
