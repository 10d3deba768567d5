"""From plan to assessment: each recommendation and action judged on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from scrplan.assessment.conflicts import conflicts_in
from scrplan.assessment.items import AssessedPlan, Assurance, Disagreements, Item, Timeliness
from scrplan.dates import Period
from scrplan.model import Action, Board, Plan, Progress, Recommendation, State, Update, action_name

# The members of each are in this order in their classes.
_LEAST_ADVANCED_FIRST = {state: rank for rank, state in enumerate(State)}
_GRAVEST_FIRST = {timeliness: rank for rank, timeliness in enumerate(Timeliness)}
_LEAST_FIRST = {assurance: rank for rank, assurance in enumerate(Assurance)}

T = TypeVar("T")


Originals = Mapping[tuple[str, str | None], Period]  # by the ref and, of an action, its name; see `action_name`
NO_ORIGINALS: Originals = MappingProxyType({})


class Clock(NamedTuple):
    """The day to judge on, the last day that counts as soon, and for how many days an update is recent.

    `originals` are first due dates that the plan itself no longer knows.
    """

    day: date
    soon: date
    stale_days: int
    originals: Originals = NO_ORIGINALS


def assess_by(board: Board, plan: Plan, day: date, originals: Originals = NO_ORIGINALS) -> AssessedPlan:
    """Judge every recommendation of a plan on a day, by what a board's settings call soon and stale.

    What falls due within the board's `due_soon_days` is due soon; an update older than its `stale_days` is not recent.
    `originals` are the first due dates of rows and actions where git knows an earlier one than the plan, which was
    overwritten.
    """
    soon = day + timedelta(days=min(board.due_soon_days, (date.max - day).days))
    clock = Clock(day, soon, board.stale_days, originals)
    return AssessedPlan(plan, day, tuple([_recommendation(plan, row, clock) for row in plan.recommendations]))


def _recommendation(plan: Plan, row: Recommendation, clock: Clock) -> Item:
    alone = _judge(plan, row, None, row.progress, clock)
    if not row.actions:
        return alone
    day = clock.day
    parts = tuple([_judge(plan, row, action, _inherited(plan, row, action), clock) for action in row.actions])
    own = row.progress
    # Among the least advanced one that is rated off track goes first: an unrated part must not hide a red one.
    least = min(parts, key=lambda part: (_LEAST_ADVANCED_FIRST[part.state], not part.is_off_track))
    unstated = own.rag is None and own.state is None and own.completed is None
    state = least.state if unstated else alone.state
    open_parts = [part for part in parts if part.state.is_open]
    # Work that is open although each of its parts is done is judged by its own date.
    shown = [alone] if state.is_open and not open_parts else parts
    nearest = _earliest([part.due for part in open_parts or shown])
    every = (own, *(action.progress for action in row.actions))
    return alone._replace(
        rag=own.rag if not unstated else next((part.rag for part in parts if part.is_off_track), least.rag),
        state=state,
        timeliness=min((part.timeliness for part in shown), key=_GRAVEST_FIRST.__getitem__),
        due=nearest,
        due_text=own.due_text or _due_text(nearest, open_parts or shown),
        original_due=next((part.original_due for part in open_parts or shown if part.due is nearest), None),
        assurance=min((part.assurance for part in parts), key=_LEAST_FIRST.__getitem__),
        leads=_united(part.leads for part in parts),
        outcome=own.outcome or "\n".join(dict.fromkeys(part.outcome for part in parts if part.outcome)),
        evidence=_united(facts.evidence for facts in every),
        updates=_known(day, tuple([update for facts in every for update in facts.updates])),
        parts=parts,
        disagreements=Disagreements(conflicts_in),
    )


def _due_text(due: Period | None, parts: Iterable[Item]) -> str:
    """Return the words that belong to the due date shown; where no part has a date, the words of all."""
    words = (part.due_text for part in parts if part.due is due and part.due_text)
    return next(words, "") if due else "; ".join(dict.fromkeys(words))


def _inherited(plan: Plan, row: Recommendation, action: Action) -> Progress:
    """Return the facts of an action; what it does not say itself it has from its recommendation."""
    own, above = action.progress, row.progress
    rated = own.rag is not None or own.state is not None
    dated = own.due is not None
    # An action that says only when it was completed is complete, whatever the rating of the whole still is.
    done = own.completed is not None and not rated
    own_state = own.state or (plan.ratings[own.rag].state if own.rag is not None else None)
    rag_fits = not done or (above.rag is not None and plan.ratings[above.rag].state.is_done)
    return own._replace(
        rag=own.rag if rated else above.rag if rag_fits else None,
        state=own.state if rated or done else above.state,
        stopped_reason=own.stopped_reason or above.stopped_reason,
        completed=own.completed or (above.completed if own_state is None or own_state.is_done else None),
        due=own.due or above.due,
        due_text=own.due_text or ("" if dated else above.due_text),
        revisions=own.revisions or (() if dated else above.revisions),
        milestones=own.milestones or above.milestones,
        leads=own.leads or above.leads,
        outcome=own.outcome or above.outcome,
        evidence=_united((own.evidence, above.evidence)),
        updates=own.updates or above.updates,
        sign_off=own.sign_off or above.sign_off,
    )


def _judge(plan: Plan, row: Recommendation, action: Action | None, facts: Progress, clock: Clock) -> Item:
    day = clock.day
    state = state_on(plan, facts, day)
    due = facts.due or _milestone_due(facts, state, day)
    timeliness = _timeliness(state, due, facts.completed, clock)
    updates = _known(day, facts.updates)
    return Item(
        plan=plan,
        recommendation=row,
        action=action,
        facts=facts,
        day=day,
        rag=facts.rag,
        state=state,
        timeliness=timeliness,
        assurance=_assurance(facts, day),
        due=due,
        due_text=facts.due_text,
        original_due=_original(row, action, clock) or (facts.revisions[0].was if facts.revisions else due),
        completed=facts.completed,
        leads=facts.leads,
        outcome=facts.outcome,
        evidence=facts.evidence,
        updates=updates,
        stale_days=clock.stale_days,
        disagreements=Disagreements(conflicts_in),
    )


def state_on(plan: Plan, facts: Progress, day: date) -> State:
    """Return the state on a day: as stated, else as rated, else complete where completed, else not stated.

    A completion whose period begins after the day is no completion on it. The file does not say how far the work
    was then, so the state is that of the last rating reported by then if it was open, else not stated.
    """
    if facts.state is not None:
        state = facts.state
    elif facts.rag is not None:
        state = plan.ratings[facts.rag].state
    else:
        state = State.COMPLETE if facts.completed else State.NOT_STATED
    if not (state.is_done and facts.completed and facts.completed.first > day):
        return state
    rated = [plan.ratings[update.rag].state for update in _known(day, facts.updates) if update.rag is not None]
    return rated[-1] if rated and rated[-1].is_open else State.NOT_STATED


def _original(row: Recommendation, action: Action | None, clock: Clock) -> Period | None:
    """Return the first due date that git knows of; an action without a date of its own has its recommendation's."""
    if not clock.originals:
        return None
    if action is None:
        return clock.originals.get((row.ref, None))
    place = next(place for place, one in enumerate(row.actions) if one is action)
    own = clock.originals.get((row.ref, action_name(action, place)))
    return own or (clock.originals.get((row.ref, None)) if action.progress.due is None else None)


def _timeliness(state: State, due: Period | None, completed: Period | None, clock: Clock) -> Timeliness:
    if state is State.STOPPED:
        return Timeliness.STOPPED
    if state.is_done:
        # Late only where it is certain: the whole of the completion's period is after the due period.
        late = due is not None and completed is not None and completed.first > due.last
        return Timeliness.DONE_LATE if late else Timeliness.DONE
    if due is None:
        return Timeliness.NO_DATE
    if due.last < clock.day:
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if due.last <= clock.soon else Timeliness.ON_TIME


def _milestone_due(facts: Progress, state: State, day: date) -> Period | None:
    """Return the next milestone's date that is still owed; the last one's where none is, or where all is done."""
    open_steps = () if state.is_done else (step for step in facts.milestones if not step.completed_by(day))
    owed = [step.due for step in open_steps]
    return _earliest(owed) or max(
        (step.due for step in facts.milestones if step.due), key=lambda due: due.last, default=None
    )


def _assurance(facts: Progress, day: date) -> Assurance:
    """Return what supported the claim by the day; what has no date counts on every day, as a completion does."""
    if facts.state is State.SIGNED_OFF or (facts.sign_off and _by(facts.sign_off.on, day)):
        return Assurance.SIGNED_OFF
    return Assurance.EVIDENCED if any(_by(one.on, day) for one in facts.evidence) else Assurance.NONE


def _by(on: Period | None, day: date) -> bool:
    return on is None or on.first <= day


def _known(day: date, updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """Return the updates that had been given by the day, oldest first."""
    given = [update for update in updates if update.on.first <= day]
    return tuple(sorted(given, key=lambda update: update.on.last)) if len(given) > 1 else tuple(given)


def _earliest(dates: list[Period | None]) -> Period | None:
    return min((due for due in dates if due), key=lambda due: (due.last, due.first), default=None)


def _united(lists: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """Return the members of all the lists, each once, in order."""
    return tuple(dict.fromkeys(one for some in lists for one in some))
