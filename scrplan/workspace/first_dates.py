"""First due dates that only git still knows, to show how far a date has slipped."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, NoHistory
from scrplan.git import is_shallow
from scrplan.git.revisions import SHALLOW
from scrplan.history.due_date_history import Slippage, slippage_in
from scrplan.history.slippage import Overwritten
from scrplan.notices import Notice, NoticeKind
from scrplan.source.files import find_root, is_root
from scrplan.workspace.workspace import FirstDates, PlansAt


class DatesInGit(NamedTuple):
    """What git knows of the due dates of plans: the first ones by path, the overwritten ones by plan id.

    Without a history there are none. `notices` report a history that git cannot give, or not all of it.
    """

    originals: FirstDates
    overwritten: Mapping[str, Sequence[Overwritten]]
    notices: tuple[Notice, ...] = ()


def dates_in_git(root: Path, plans: PlansAt) -> DatesInGit:
    """Return what git knows of the due dates of plans; of those of another board, what that board's git knows."""
    boards: dict[Path, dict[str, str]] = {}
    for path in plans.paths:
        file = Path(os.path.realpath(root / path))
        own = root if not path.startswith("../") else find_root(file.parent)
        if is_root(own) or own == root:
            boards.setdefault(own, {})[path if own == root else file.relative_to(own).as_posix()] = path
    parts = [_dates_of_board(own, paths, plans) for own, paths in boards.items()]
    return DatesInGit(
        {path: dates for part in parts for path, dates in part.originals.items()},
        {plan: moves for part in parts for plan, moves in part.overwritten.items()},
        tuple(dict.fromkeys(notice for part in parts for notice in part.notices)),
    )


def _dates_of_board(root: Path, paths: Mapping[str, str], plans: PlansAt) -> DatesInGit:
    """Return the same of one board; given the path of each plan from the board's root, and its path in `plans`."""
    within = {own: plans.by_path[path] for own, path in paths.items()}
    found: Mapping[str, Slippage] = {}
    notices: tuple[Notice, ...] = ()
    try:
        found = slippage_in(root, within, plans.commit)
        if is_shallow(root):
            words = f"the first due dates are those of the last commits; {SHALLOW}"
            notices = (Notice(NoticeKind.CUT, words),)
    except NoHistory:
        pass
    except GitProblem as problem:
        why = ": ".join(filter(None, (problem.message, problem.hint)))
        words = f"the first due dates are those of the files alone; {why}"
        found, notices = {}, (Notice(NoticeKind.NOT_KNOWN, words),)
    originals = {paths[own]: one.originals for own, one in found.items()}
    return DatesInGit(originals, {within[own].id: one.overwritten for own, one in found.items()}, notices)
