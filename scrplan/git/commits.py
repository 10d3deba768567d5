"""The only writing to git: a commit of one file, and the revert of such a commit."""

import enum
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.errors import GitProblem, NoCommits
from scrplan.git.calls import STATUS, cleaned_environment, finished, run_git

# The environment may say who commits and when, and where the user's own settings are; never which repository.
KEPT = (
    *(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL", "DATE")),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSH_COMMAND"),
)


class FileState(enum.Enum):
    """How a file compares with the last commit."""

    COMMITTED = "as committed"
    CHANGED = "changed"
    UNTRACKED = "not tracked"
    IGNORED = "ignored"


def file_state(path: Path) -> FileState:
    """Return how a file compares with the last commit."""
    # Settings of the user's own put heads above, of the branch or the stash.
    entries = [
        entry
        for entry in run_git([*STATUS, "--", path.name], path.parent).split("\0")
        if entry and not entry.startswith("# ")
    ]
    kinds = {"?": FileState.UNTRACKED, "!": FileState.IGNORED}
    return kinds.get(entries[0][:1], FileState.CHANGED) if entries else FileState.COMMITTED


def commit_file(path: Path, message: str) -> str:
    """Commit one file alone, and return the commit; hooks run, and it is signed where git is set to sign.

    Raises:
        GitProblem: git refused, or one of its hooks did; carries its words.

    """
    folder = path.parent
    if file_state(path) is FileState.UNTRACKED:
        _write_git(["add", "--", path.name], folder)
    _write_git(["commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-", "--", path.name], folder, message)
    return run_git(["rev-parse", "HEAD"], folder).strip()


class Recorded(NamedTuple):
    """A commit that scrplan made."""

    id: str
    subject: str


PLAN_TRAILER, REF_TRAILER = "Plan", "Ref"
_REVERTS = re.compile(r"^This reverts commit ([0-9a-f]{40,64})", re.MULTILINE)


def last_recorded(folder: Path) -> Recorded | None:
    """Return the last commit of this branch that scrplan made and that was not taken back; None where there is none."""
    shape = f"--format=%H%x00%(trailers:key={PLAN_TRAILER},valueonly)%x00%s%x00%b%x00"
    asked = ["log", "--no-show-signature", "--first-parent", "--no-merges", shape, "--", "."]
    try:
        fields = run_git(asked, folder).split("\0")[:-1]
    except NoCommits:
        return None
    taken_back: set[str] = set()
    for start in range(0, len(fields), 4):
        commit, plan, subject, body = (field.lstrip("\n") for field in fields[start : start + 4])
        if commit not in taken_back:
            taken_back.update(_REVERTS.findall(body))
            if plan.strip() and not _REVERTS.search(body):
                return Recorded(commit, subject)
    return None


def revert(folder: Path, last: Recorded) -> str:
    """Take a commit back by a commit of its own, and return that; where git cannot, nothing stays changed.

    Git's own revert runs no hooks that check, and leaves its change in the files where one that it runs refuses.

    Raises:
        GitProblem: a later change prevents it, or a hook refused.

    """
    _see_that_nothing_is_under_way(folder)
    message = f'Revert "{one_line(last.subject)}"\n\nThis reverts commit {last.id}.\n'
    try:
        _write_git(["revert", "--no-commit", last.id], folder)
        _write_git(["commit", "--quiet", "--cleanup=whitespace", "--file=-"], folder, message)
    except BaseException as problem:
        with suppress(GitProblem):  # it had not started
            _write_git(["revert", "--abort"], folder)
        complaint = problem.hint if isinstance(problem, GitProblem) else ""
        why = next((why for words, why in _WHY_NOT.items() if words in complaint), "")
        if why:
            raise GitProblem("it cannot be taken back", why) from None
        raise
    return run_git(["rev-parse", "HEAD"], folder).strip()


_WHY_NOT = {
    "CONFLICT": "a later change touches the same lines; take that back first, or record how things are now",
    "would be overwritten": "a file has changes that are not committed; commit them, or git restore the file",
    "nothing to commit": "what it changed has been changed back already",
}


def _see_that_nothing_is_under_way(folder: Path) -> None:
    """Refuse where taking a failed revert back would end or undo what another person started."""
    asked = [word for head in ("REVERT_HEAD", "CHERRY_PICK_HEAD", "MERGE_HEAD") for word in ("--git-path", head)]
    heads = run_git(["rev-parse", *asked], folder).splitlines()
    if any((folder / head).exists() for head in heads):
        raise GitProblem("a merge, revert or cherry-pick is under way here", "git status says how to end it")
    if run_git(["diff-index", "--cached", "--name-only", "HEAD", "--"], folder):
        raise GitProblem("changes are staged for another commit", "git commit them first, or git restore --staged .")


class GitRefusal(GitProblem):
    """Git or one of its hooks refused to write; carries everything that it printed."""

    def __init__(self, what: str, complaints: Sequence[str]) -> None:
        super().__init__(f"git {what} refused", " / ".join(complaints) or "it, or one of its hooks, does not say why")
        self.complaints = tuple(complaints)

    def lines(self) -> tuple[str, ...]:
        """Return one line where little was said, else one for each that was said, up to a screen."""
        if len(self.complaints) <= 1:
            return super().lines()
        return (f"scrplan: {self.message}:", *self.complaints[:SCREEN])


SCREEN = 20  # lines


def _write_git(arguments: Sequence[str], folder: Path, said: str = "") -> None:
    """Call git to write. It has all the time that hooks and signing need, and may ask for a passphrase."""
    environment = cleaned_environment() | {name: os.environ[name] for name in KEPT if name in os.environ}
    settings = ("-c", "i18n.commitEncoding=UTF-8")
    del environment["GIT_OPTIONAL_LOCKS"]
    done = finished(["git", "-C", str(folder), *settings, *arguments], environment, said, None)
    if done.returncode:
        raise _refusal(arguments[0], done.stderr + done.stdout)


def _refusal(what: str, output: bytes) -> GitProblem:
    said = [line.strip() for line in output.decode("utf-8", "replace").splitlines()]
    lines = [line for line in said if line and not line.startswith("hint:")]
    if any("identity unknown" in line or "tell me who you are" in line for line in lines):
        who = "run git config user.name 'Your name' and git config user.email you@example.org"
        return GitProblem("git does not know who you are", who)
    return GitRefusal(what, lines)
