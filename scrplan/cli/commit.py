"""Commits a plan that was written, with a message made from the change, or prints the command for it."""

import os
import shlex
from pathlib import Path

from scrplan.characters import one_line
from scrplan.cli.output import say, shown_here
from scrplan.errors import GitProblem, UsageProblem
from scrplan.git.commits import FileState, commit_file, file_state
from scrplan.recording.messages import Message
from scrplan.source.files import find_root

_NOT_READY = {
    FileState.CHANGED: ("it has changes that are not committed", "commit them first, or leave --commit out"),
    FileState.UNTRACKED: ("it is not in git yet", "git add and git commit it first, or leave --commit out"),
    FileState.IGNORED: ("git ignores it", "leave --commit out, or change .gitignore"),
}


def ready_for_commit(path: Path) -> None:
    """Refuse a file of which a commit would hold anything else than what is going to change."""
    state = file_state(_real(path))
    if state is not FileState.COMMITTED:
        why, hint = _NOT_READY[state]
        raise UsageProblem(f"{shown_here(path)}: {why}", hint)


def keep(path: Path, message: Message, *, commit: bool) -> None:
    """Commit a file that was written, or say how to; where git refuses, the file stays as it was written."""
    if not commit:
        say(f"written; {_how_to_commit(path, message)}")
        return
    try:
        made = commit_file(_real(path), message.text)
    except (GitProblem, KeyboardInterrupt):
        say(f"{shown_here(path)} is written, and not committed; {_how_to_commit(path, message)}")
        raise
    say(f"committed {made[:10]}: {message.subject}")


def _how_to_commit(path: Path, message: Message) -> str:
    try:
        state = file_state(_real(path))
    except GitProblem:
        return "without git there is no record of who changed it and when"
    if state is FileState.IGNORED:
        return "git ignores it, so there is no record of who changed it and when"
    if state is FileState.COMMITTED:
        return "it is the same as in the last commit again"
    return f"to commit it: {commit_line(path, message, state)}"


def commit_line(path: Path, message: Message, state: FileState) -> str:
    """Return the command that commits one file, ready for the shell in the current folder."""
    real = _real(path)
    git, name = ["git"], shown_here(real)
    if find_root(Path.cwd()) != find_root(real.parent):
        git, name = ["git", "-C", shown_here(real.parent)], real.name
    words = [*git, "commit", "-m", message.subject]
    if len(message.body) == 1:  # the subject in full; of several recommendations it says enough
        words += ["-m", message.body[0]]
    words += [word for trailer in message.trailers for word in ("--trailer", one_line(trailer))]
    line = shlex.join([*words, "--", name])
    return f"{shlex.join([*git, 'add', '--', name])} && {line}" if state is FileState.UNTRACKED else line


def _real(path: Path) -> Path:
    """Return the file itself, which is what git knows; a link to it stays as it is."""
    return Path(os.path.realpath(path))
