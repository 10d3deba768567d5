"""First due dates that only git still knows, for the commands that show how far a date has slipped."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrplan.assessment import AssessedPlan, assess_by
from scrplan.cli.output import say
from scrplan.cli.session import Session
from scrplan.errors import GitProblem, NoHistory
from scrplan.git import is_shallow
from scrplan.git.revisions import SHALLOW
from scrplan.history.due_date_history import Slippage, slippage_in
from scrplan.history.slippage import Overwritten
from scrplan.model import Plan


def with_first_dates(session: Session) -> tuple[Session, Mapping[str, Sequence[Overwritten]]]:
    """Return the plans judged with the first due dates that git knows, and the overwritten dates by plan id.

    Without a history there are none; where there is one and git cannot tell it, or not all of it, that is said.
    """
    places = [_place(session, path) for path in session.paths]
    within = {
        place: one.plan for place, one in zip(places, session.assessed, strict=True) if not place.startswith("../")
    }
    found = first_dates(session.root, within, session.at.commit if session.at else None)
    assessed = [
        _assessed(session, one, found[place]) if place in found else one
        for place, one in zip(places, session.assessed, strict=True)
    ]
    by_id = {within[place].id: one.overwritten for place, one in found.items()}
    return session._replace(assessed=tuple(assessed)), by_id


def first_dates(root: Path, plans: Mapping[str, Plan], commit: str | None) -> Mapping[str, Slippage]:
    """Return what git knows of the due dates of plans, by their paths from the root; what it cannot tell is said."""
    try:
        found = slippage_in(root, plans, commit) if plans else {}
        if plans and is_shallow(root):
            say(f"warning: the first due dates are those of the last commits; {SHALLOW}")
    except NoHistory:
        return {}
    except GitProblem as problem:
        why = ": ".join(filter(None, (problem.message, problem.hint)))
        say(f"warning: the first due dates are those of the files alone; {why}")
        return {}
    return found


def _assessed(session: Session, one: AssessedPlan, slippage: Slippage) -> AssessedPlan:
    return assess_by(session.board, one.plan, session.day, slippage.originals)


def _place(session: Session, path: Path) -> str:
    """Return a plan's path from the root, as git names it."""
    if session.at:
        return path.as_posix()
    return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(session.root))).as_posix()
