"""The board's private list of names: what it holds, whether git would take it, and why it cannot be used."""

import os
from contextlib import suppress
from pathlib import Path

from scrplan.check.identifying_words import Names, read_names
from scrplan.check.rules.records import Unchecked
from scrplan.check.rules.settings_rules import NamesList
from scrplan.errors import GitProblem, UnreadableFile
from scrplan.git import has_or_would_take
from scrplan.model import Board
from scrplan.source.files import SETTINGS, holds, load_board, text_of


def names_of(root: Path, board: Board) -> Names | None:
    """Return the board's private list of names; None where there is none, or where it cannot be used."""
    return _names_or_reason(root, board.names_file)[0] if board.names_file else None


def lacks_names(root: Path) -> str:
    """Return why no names are looked for, where the settings name a list of them; else nothing."""
    try:
        board, problems = load_board(root)
        if problems and holds(root / SETTINGS, b"names_file"):
            return f"{SETTINGS} has mistakes, scrplan validate lists them"
    except UnreadableFile as error:
        return f"{SETTINGS} cannot be opened: {error.hint}"
    named = board.names_file if board else ""
    return _names_or_reason(root, named)[1] if named else ""


def names_list(root: Path, named: str) -> NamesList:
    """Return what there is to know of the list, from its path as the settings write it."""
    path = _place(root, named)
    unchecked = []
    reason = _names_or_reason(root, named)[1]
    if reason:
        why = f"no names were looked for, since the private list cannot be used: {reason}"
        hint = "put the list there, a name a line, or correct names_file"
        unchecked.append(Unchecked("listed-name", why, hint))
    try:
        in_git = os.path.isfile(path) and has_or_would_take(path.parent, path)  # noqa: PTH113  (answers no where pathlib raises)
    except GitProblem as problem:
        in_git = False
        why = f"whether the private list of names is in git could not be checked: {problem.message}"
        unchecked.append(Unchecked("names-in-git", why, problem.hint))
    return NamesList(in_git, tuple(unchecked))


def _names_or_reason(root: Path, named: str) -> tuple[Names | None, str]:
    try:
        names = read_names(text_of(_place(root, named)))
    except UnreadableFile as error:
        return None, error.hint
    return (names, "") if names.whole else (None, "it holds no name")


def _place(root: Path, named: str) -> Path:
    """Return a path of the settings: from the root, with ~ for the home of whoever runs this."""
    path = Path(named)
    with suppress(RuntimeError):  # nobody's home
        path = path.expanduser()
    return Path(os.path.realpath(root / path))
