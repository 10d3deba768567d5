"""Opens the plans that a reading command was asked for, judged on the day that was asked for."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scrplan.cli.option_values import the_day
from scrplan.cli.options import ClockOptions, RevisionOptions
from scrplan.errors import BrokenPlans
from scrplan.workspace.workspace import PlansAt, PlansOnDay, Workspace

if TYPE_CHECKING:
    from scrplan.history.slippage import Overwritten


def plans_on_day(plans: Sequence[str] | None, clock: ClockOptions | RevisionOptions) -> PlansOnDay:
    """Return the plans asked for, of the folder or of a revision, judged on a day."""
    _, found, day = _opened(plans, clock)
    return found.assessed(day)


def dated_plans(
    plans: Sequence[str] | None, clock: ClockOptions | RevisionOptions
) -> "tuple[PlansOnDay, Mapping[str, Sequence[Overwritten]]]":
    """Return the same with the first due dates that git knows, and the overwritten dates by plan id."""
    from scrplan.workspace.first_dates import dates_in_git

    workspace, found, day = _opened(plans, clock)
    dates = dates_in_git(workspace.root, found)
    judged = found.assessed(day, dates.originals)
    return judged._replace(notices=(*judged.notices, *dates.notices)), dates.overwritten


def _opened(plans: Sequence[str] | None, clock: ClockOptions | RevisionOptions) -> tuple[Workspace, PlansAt, date]:
    """Return the board, the plans asked for, and the day to judge on."""
    if isinstance(clock, RevisionOptions) and clock.revision is not None:
        return _opened_at(clock.revision, plans or (), clock)
    workspace, day = Workspace.open(Path.cwd(), plans or ()), the_day(clock)
    return workspace, workspace.now(plans or ()), day


def _opened_at(revision: str, plans: Sequence[str], clock: RevisionOptions) -> tuple[Workspace, PlansAt, date]:
    """Return the plans of a commit; one that was named by a date is judged on that date's last day."""
    from scrplan.history.snapshots import day_named

    named = day_named(revision)
    day = the_day(clock) if named is None or clock.as_at is not None else named
    workspace = Workspace.with_history(Path.cwd(), plans)
    where = workspace.commit_at(revision)
    try:
        return workspace, workspace.at_commit(where, plans), day
    except BrokenPlans as broken:
        why = f"scrplan: {where.words} cannot be read, and a commit cannot be changed; name another"
        raise BrokenPlans((*broken.problems, why)) from None
