"""First due dates that only git still knows, to show how far a date has slipped."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, NoHistory
from scrplan.git import is_shallow
from scrplan.git.revisions import SHALLOW
from scrplan.history.due_date_history import Slippage, slippage_in
from scrplan.history.slippage import Overwritten
from scrplan.notices import Notice, NoticeKind
from scrplan.workspace.workspace import FirstDates, PlansAt


class DatesInGit(NamedTuple):
    """What git knows of the due dates of plans: the first ones by path, the overwritten ones by plan id.

    Without a history there are none. `notices` report a history that git cannot give, or not all of it.
    """

    originals: FirstDates
    overwritten: Mapping[str, Sequence[Overwritten]]
    notices: tuple[Notice, ...] = ()


def dates_in_git(root: Path, plans: PlansAt) -> DatesInGit:
    """Return what git knows of the due dates of plans, of those that are in the board's folder."""
    within = {path: plan for path, plan in plans.by_path.items() if not path.startswith("../")}
    found: Mapping[str, Slippage] = {}
    notices: tuple[Notice, ...] = ()
    try:
        found = slippage_in(root, within, plans.commit) if within else {}
        if within and is_shallow(root):
            words = f"the first due dates are those of the last commits; {SHALLOW}"
            notices = (Notice(NoticeKind.CUT, words),)
    except NoHistory:
        pass
    except GitProblem as problem:
        why = ": ".join(filter(None, (problem.message, problem.hint)))
        words = f"the first due dates are those of the files alone; {why}"
        found, notices = {}, (Notice(NoticeKind.NOT_KNOWN, words),)
    originals = {path: one.originals for path, one in found.items()}
    return DatesInGit(originals, {within[path].id: one.overwritten for path, one in found.items()}, notices)
