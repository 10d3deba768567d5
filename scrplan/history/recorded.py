"""A plan as its own dates say it was on a day, for where git has no version of that time. What has no date stays."""

from datetime import date

from scrplan.dates import Period
from scrplan.model import Plan, Progress, Recommendation, State, Update, UpdateKind


def as_recorded(plan: Plan, day: date) -> Plan:
    """Return a plan without what it dates after a day: updates, completions, evidence, sign-offs, moves of dates.

    Where a rating or a state was given after the day, the one before is that of the last update by then; without such
    an update it is not stated. A recommendation that was added later cannot be told from the others.
    """
    return plan._replace(recommendations=tuple(_row(plan, row, day) for row in plan.recommendations))


def _row(plan: Plan, row: Recommendation, day: date) -> Recommendation:
    actions = tuple(one._replace(progress=_progress(plan, one.progress, day)) for one in row.actions)
    return row._replace(progress=_progress(plan, row.progress, day), actions=actions)


def _progress(plan: Plan, facts: Progress, day: date) -> Progress:
    known = tuple(one for one in facts.updates if one.on.first <= day)
    later = tuple(one for one in facts.updates if one.on.first > day)
    undone = _is_after(facts.completed, day)
    was = _last_rating(known)
    is_done = facts.rag is not None and plan.ratings[facts.rag].state.is_done
    rated_later = any(one.rag is not None for one in later) or (undone and is_done)
    was_stopped = facts.state is State.STOPPED and not any(one.kind is UpdateKind.DECISION for one in later)
    keeps_state = facts.state is None or was_stopped or (facts.state is not State.STOPPED and not undone)
    return _dates(facts, day)._replace(
        updates=known,
        rag=was if rated_later else facts.rag,
        state=facts.state if keeps_state else None,
        stopped_reason=facts.stopped_reason if keeps_state else "",
        completed=None if undone else facts.completed,
        evidence=tuple(one for one in facts.evidence if not _is_after(one.on, day)),
        sign_off=None if facts.sign_off and _is_after(facts.sign_off.on, day) else facts.sign_off,
    )


def _dates(facts: Progress, day: date) -> Progress:
    """Return the facts with the moves of the due date taken back that were made after the day."""
    revisions, due = list(facts.revisions), facts.due
    while revisions and _is_after(revisions[-1].on, day):
        last = revisions.pop()
        due = last.was or (revisions[-1].to if revisions else None)
    return facts._replace(revisions=tuple(revisions), due=due)


def _is_after(on: Period | None, day: date) -> bool:
    return on is not None and on.first > day


def _last_rating(updates: tuple[Update, ...]) -> str | None:
    return next((one.rag for one in reversed(updates) if one.rag is not None), None)
