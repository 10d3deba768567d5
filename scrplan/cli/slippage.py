"""First due dates that only git still knows, for the commands that show how far a date has slipped."""

import os
from collections.abc import Mapping
from pathlib import Path

from scrplan.assessment import assess_plan
from scrplan.cli.output import say
from scrplan.cli.session import Session
from scrplan.errors import GitProblem
from scrplan.history.overwriting import Overwriting, overwritten_in
from scrplan.history.slippage import original_dates

WITHOUT_HISTORY = ("this folder is in no git repository", "there is no commit 'HEAD'", "git cannot be started")


def with_first_dates(session: Session) -> tuple[Session, Mapping[str, Overwriting]]:
    """Return the plans judged with the first due dates that git knows, and the overwritten dates by plan id.

    Without a history there are none; where there is one and git cannot tell it, that is said.
    """
    places = {_place(session, path): one for path, one in zip(session.paths, session.assessed, strict=True)}
    plans = {place: one.plan for place, one in places.items()}
    try:
        found = overwritten_in(session.root, plans, session.at.commit if session.at else None)
    except GitProblem as problem:
        if problem.message not in WITHOUT_HISTORY:
            say(f"warning: the first due dates are those of the files alone; {problem.message}: {problem.hint}")
        return session, {}
    soon, stale = session.board.due_soon_days, session.board.stale_days
    assessed = [
        assess_plan(one.plan, session.day, soon, stale, original_dates(one.plan, found[place]))
        if place in found
        else one
        for place, one in places.items()
    ]
    by_id = {plans[place].id: some for place, some in found.items()}
    return session._replace(assessed=tuple(assessed)), by_id


def _place(session: Session, path: Path) -> str:
    """Return a plan's path from the root, as git names it."""
    if session.at:
        return path.as_posix()
    return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(session.root))).as_posix()
