"""A due date that was overwritten by hand, and which was the first; how they are found stands in `overwriting`."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scrplan.dates import Period
from scrplan.git.log import Commit
from scrplan.model import Plan, Progress, action_name

Key = tuple[str, str | None]  # a ref and, for an action, what changes call it


class Overwritten(NamedTuple):
    """A due date that was exchanged for another or taken out, while no revision keeps it.

    `commit` is where, None while it is not committed yet.
    """

    ref: str
    part: str | None
    was: Period
    now: Period | None
    commit: Commit | None


def original_dates(plan: Plan, found: Iterable[Overwritten]) -> Mapping[Key, Period]:
    """Return the first due date of each recommendation and action for which git knows an earlier one than the plan."""
    by_key: dict[Key, list[Overwritten]] = {}
    for one in found:
        by_key.setdefault((one.ref, one.part), []).append(one)
    originals: dict[Key, Period] = {}
    facts = stated_at(plan)
    for key, moves in by_key.items():
        own, above = facts[key]
        first = _first_recorded(own) or _first_recorded(above)
        for move in reversed(moves):
            if first is None or (move.now is not None and move.now.same_as(first)):
                first = move.was
                originals[key] = first
    return originals


def _first_recorded(facts: Progress) -> Period | None:
    """Return the earliest date that is written down: where the first revision came from or, if lost, led to."""
    if facts.revisions:
        return facts.revisions[0].was or facts.revisions[0].to
    return facts.due


def stated_at(plan: Plan) -> dict[Key, tuple[Progress, Progress]]:
    """Return what is stated of each recommendation and action, each with what its recommendation states."""
    facts: dict[Key, tuple[Progress, Progress]] = {}
    for row in plan.recommendations:
        facts[row.ref, None] = (row.progress, row.progress)
        for place, action in enumerate(row.actions):
            facts[row.ref, action_name(action, place)] = (action.progress, row.progress)
    return facts
