"""All that a board's folder needs, step by step: what is there, what would be made, and what you must do by hand."""

from collections.abc import Iterator
from pathlib import Path

from scrplan.errors import GitProblem
from scrplan.git import is_in_repository
from scrplan.git.config import NoWorkTree, place_in_work_tree
from scrplan.setup.board_files import board_files
from scrplan.setup.clone_settings import clone_settings
from scrplan.setup.git_attributes import git_attributes
from scrplan.setup.hooks import hooks
from scrplan.setup.modelines import modelines
from scrplan.setup.setup_changes import FileChange, SetupStep


def steps(
    root: Path, board: str, command: str, *, upgrade: bool = False, here: Path | None = None
) -> Iterator[SetupStep]:
    """Yield what a board's folder needs; each step is found out when the ones before it are done.

    `command` is how a shell starts scrplan. With `upgrade`, what another version of scrplan wrote is replaced; no two
    steps change one file, so that all of them can be shown before the first is done. Files are shown from the folder
    `here`, or from the root.

    Raises:
        NoWorkTree: the folder is one of git's own.

    """
    above = f"{here or root}/"
    for step in _steps(root, board, command, upgrade=upgrade):
        lines = tuple(line.replace(above, "") for line in step.lines)
        change = step.change
        if isinstance(change, FileChange):
            change = change._replace(here=here or root)
        yield step._replace(what=step.what.removeprefix(above), change=change, lines=lines)


def _steps(root: Path, board: str, command: str, *, upgrade: bool) -> Iterator[SetupStep]:
    """Yield the steps, their files with whole paths."""
    start = next(folder for folder in (root, *root.parents) if folder.is_dir())
    place, why = "", ""
    try:
        place = place_in_work_tree(start)
    except NoWorkTree:
        raise
    except GitProblem as problem:
        why = f"{problem.message}: {problem.hint}; then"
        if not is_in_repository(start):
            why = "there is no repository yet: run git init, then"
    yield from board_files(root, board, upgrade=upgrade)
    yield from modelines(root, upgrade=upgrade)
    yield from hooks(root, is_top=not place and (start == root or bool(why)), upgrade=upgrade)
    if why:
        yield SetupStep("git", why=f"{why} scrplan init again")
        return
    yield from git_attributes(root, start, upgrade=upgrade)
    yield from clone_settings(start, command, upgrade=upgrade)
