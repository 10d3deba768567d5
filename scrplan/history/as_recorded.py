"""A plan as its own dates say it was on a day, for where git has no version of that time. What has no date stays."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from scrplan.dates import Period
from scrplan.model import Plan, Progress, Recommendation, State, Update, UpdateKind


def as_recorded(plan: Plan, day: date, *, keeps_ratings: bool = False) -> Plan:
    """Return a plan without what it dates after a day: updates, completions, evidence, sign-offs, moves of dates.

    Where a rating or a state was given after the day, the one before is that of the last update by then. Without such
    an update it is not stated; with `keeps_ratings` it counts as what it is now, unless its completion is after the
    day. A recommendation that was added later cannot be distinguished from the others.
    """
    then = partial(_progress, plan, day=day, keeps=keeps_ratings)

    def row_then(row: Recommendation) -> Recommendation:
        actions = tuple(one._replace(progress=then(one.progress, row.progress)) for one in row.actions)
        return row._replace(progress=then(row.progress, Progress()), actions=actions)

    return plan._replace(recommendations=tuple(map(row_then, plan.recommendations)))


def first_rated_after(plan: Plan, day: date) -> tuple[str, ...]:
    """Return the recommendations of which no rating from before the day's end is recorded, though a later one is.

    What was completed only after the day is none of them: its rating of now is not taken for that of then.
    """
    return tuple(
        row.ref
        for row in plan.recommendations
        if any(
            _is_first_rated_after(facts, day) and not _is_after(_completed(plan, facts, above), day)
            for facts, above in _stated(row)
        )
    )


def _stated(row: Recommendation) -> Iterator[tuple[Progress, Progress]]:
    """Yield what is stated of the whole and of each action, with what is above it."""
    yield row.progress, Progress()
    yield from ((action.progress, row.progress) for action in row.actions)


def _is_first_rated_after(facts: Progress, day: date) -> bool:
    known, later = _by_day(facts, day)
    return _is_rated_in(later) and _last_rating(known) is None


def _completed(plan: Plan, facts: Progress, above: Progress) -> Period | None:
    """Return when it was completed; an action that is done by its own word, and has no date, as its recommendation."""
    return facts.completed or (above.completed if _is_done(plan, facts) else None)


def _is_done(plan: Plan, facts: Progress) -> bool:
    stated = facts.state or (plan.ratings[facts.rag].state if facts.rag is not None else None)
    return stated is not None and stated.is_done


def _by_day(facts: Progress, day: date) -> tuple[tuple[Update, ...], tuple[Update, ...]]:
    """Return the updates up to a day, and those after it."""
    known = tuple(one for one in facts.updates if one.on.first <= day)
    return known, tuple(one for one in facts.updates if one.on.first > day)


def _progress(plan: Plan, facts: Progress, above: Progress, *, day: date, keeps: bool) -> Progress:
    known, later = _by_day(facts, day)
    undone = _is_after(_completed(plan, facts, above), day)
    is_done = facts.rag is not None and plan.ratings[facts.rag].state.is_done
    was = _last_rating(known)
    if was is None and keeps and not undone:
        was = facts.rag
    was_stopped = facts.state is State.STOPPED and not any(one.kind is UpdateKind.DECISION for one in later)
    keeps_state = facts.state is None or was_stopped or (facts.state is not State.STOPPED and not undone)
    return _dates(facts, day)._replace(
        updates=known,
        rag=was if _is_rated_in(later) or (undone and is_done) else facts.rag,
        state=_unsigned(facts, day) if keeps_state else None,
        stopped_reason=facts.stopped_reason if keeps_state else "",
        completed=None if undone else facts.completed,
        evidence=tuple(one for one in facts.evidence if not _is_after(one.on, day)),
        sign_off=None if facts.sign_off and _is_after(facts.sign_off.on, day) else facts.sign_off,
    )


def _unsigned(facts: Progress, day: date) -> State | None:
    """Return the state; what was signed off only after the day was at most complete."""
    is_later = facts.sign_off is not None and _is_after(facts.sign_off.on, day)
    return State.COMPLETE if is_later and facts.state is State.SIGNED_OFF else facts.state


def _dates(facts: Progress, day: date) -> Progress:
    """Return the facts with the moves of the due date taken back that were made after the day."""
    revisions, due = list(facts.revisions), facts.due
    while revisions and _is_after(revisions[-1].on, day):
        last = revisions.pop()
        due = last.was or (revisions[-1].to if revisions else None)
    return facts._replace(revisions=tuple(revisions), due=due)


def _is_after(on: Period | None, day: date) -> bool:
    return on is not None and on.first > day


def _is_rated_in(updates: tuple[Update, ...]) -> bool:
    return any(one.rag is not None for one in updates)


def _last_rating(updates: tuple[Update, ...]) -> str | None:
    return next((one.rag for one in reversed(updates) if one.rag is not None), None)
