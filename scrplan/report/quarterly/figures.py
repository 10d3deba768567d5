"""The figures of the paper, each counted once: the sentences, the tables and the records for programs all say these."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from scrplan.assessment import UNRATED, Assurance, Conflict, ConflictKind, Item, Timeliness, leaves, overdue_leaves
from scrplan.history.events import EventKind
from scrplan.history.flows import Flows
from scrplan.history.movement import Movement
from scrplan.history.trend import Point
from scrplan.model import Plan, State
from scrplan.report.quarterly.limits import undated
from scrplan.report.quarterly.records import Position

AGES = (("up to 3 months", 92), ("3 to 6 months", 183), ("6 to 12 months", 365), ("over a year", 10**6))
_PROOF = frozenset({ConflictKind.NO_EVIDENCE, ConflictKind.NO_COMPLETION_DATE})


class Figures(NamedTuple):
    """Counts of recommendations on the last day of the period, and of what happened in it.

    `overdue_actions` counts each late action of a recommendation, by how long it is late (`ages`); days are calendar
    days. `at_odds` leaves out what lacks only its evidence or its date. `complete_undated` is complete while nobody
    recorded when. `agencies_owing` had open work at the end; `agencies_silent` are those of them without an update.
    """

    recommendations: int
    ratings: Mapping[str, int]
    open: int
    stopped: int
    overdue: int
    overdue_not_red: int
    overdue_actions: int
    oldest_days: int
    ages: Mapping[str, int]
    complete: int
    complete_without_evidence: int
    complete_undated: int
    at_odds: int
    due_next: int
    closed: int
    dates_moved: int
    dates_moved_without_reason: int
    updates: int
    agencies_owing: int
    agencies_silent: tuple[str, ...]


def figures_of(position: Position) -> Figures:
    """Count everything once."""
    items = position.items
    late = [item for item in items if item.timeliness is Timeliness.OVERDUE]
    done = [item for item in items if item.state.is_done]
    moves = position.movement.of_kind(EventKind.DATE_MOVED)
    answers = position.movement.answers
    owing = [name for name, said in answers.items() if said.open]
    return Figures(
        recommendations=len(items),
        ratings=ratings_of(items, rating_names(position.whole)),
        open=sum(item.state.is_open for item in items),
        stopped=sum(item.state is State.STOPPED for item in items),
        overdue=len(late),
        overdue_not_red=sum(not item.is_off_track for item in late),
        overdue_actions=sum(len(overdue_leaves(item)) for item in items),
        oldest_days=max((item.days_overdue for item in late), default=0),
        ages=_ages(items),
        complete=len(done),
        complete_without_evidence=len(unproven(items)),
        complete_undated=len(undated(position)),
        at_odds=sum(bool(odds(item)) for item in items),
        due_next=len(due_next(position)),
        closed=len(position.movement.of_kind(EventKind.CLOSED)),
        dates_moved=len(moves),
        dates_moved_without_reason=sum(not move.reason for move in moves),
        updates=sum(said.updates for said in answers.values()),
        agencies_owing=len(owing),
        agencies_silent=tuple(name for name in owing if not answers[name].updates),
    )


def rating_names(plans: Iterable[Plan]) -> list[str]:
    """Return every rating of the plans' keys, and at last that of those without."""
    return [*dict.fromkeys(name for plan in plans for name in plan.ratings), UNRATED]


def rating_of(item: Item) -> str:
    """Return the rating that is stated, or what stands for none."""
    return UNRATED if item.rag is None else item.rag


def ratings_of(items: Iterable[Item], names: Sequence[str]) -> dict[str, int]:
    """Return how many have each rating."""
    counts = dict.fromkeys(names, 0)
    for item in items:
        counts[rating_of(item)] += 1
    return counts


def _ages(items: Iterable[Item]) -> dict[str, int]:
    """Return how many actions have been overdue for how long."""
    counts = {label: 0 for label, _ in AGES}
    for days in (leaf.days_overdue for item in items for leaf in overdue_leaves(item)):
        counts[next(label for label, most in AGES if days <= most)] += 1
    return counts


def odds(item: Item) -> list[Conflict]:
    """Return where the stated rating and the facts disagree, besides evidence and dates that are only missing."""
    return [one for one in item.conflicts if not one.kind.is_gap and one.kind not in _PROOF]


def late_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are overdue."""
    return sum(item.timeliness is Timeliness.OVERDUE for item in items)


def done_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are stated as complete."""
    return sum(item.state.is_done for item in items)


def unproven(items: Iterable[Item]) -> list[Item]:
    """Return what is stated as complete without evidence or sign-off."""
    return [item for item in items if item.state.is_done and item.assurance is Assurance.NONE]


def due_next(position: Position) -> list[Item]:
    """Return the open actions that fall due in the next period."""
    coming = position.coming
    owed = (one for item in position.items for one in _owed(item))
    return [one for one in owed if one.due and coming.first <= one.due.last <= coming.last]


def _owed(item: Item) -> tuple[Item, ...]:
    """Return the open actions of a recommendation; itself where it is open although none of them is."""
    return tuple(leaf for leaf in leaves(item) if leaf.state.is_open) or ((item,) if item.state.is_open else ())


def figures_record(position: Position, figures: Figures) -> dict[str, Any]:
    """Return all figures in plain JSON types, for the envelope; keys are only ever added."""
    return {
        "period": _period_record(position),
        "basis": position.basis.name.lower(),
        "figures": {**figures._asdict(), "agencies_silent": list(figures.agencies_silent)},
        "movement": _movement_record(position.movement),
        "trend": [_point_record(point) for point in position.points],
    }


def _period_record(position: Position) -> dict[str, str]:
    period = position.period
    return {"text": period.text, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _movement_record(found: Movement) -> dict[str, Any]:
    return {
        "open": found.total._asdict(),
        "agencies": _flows_record(found.agencies),
        "plans": _flows_record({one.plan.id: one.total for one in found.plans}),
        "ratings": _flows_record(found.ratings),
        "answers": {name: said._asdict() for name, said in found.answers.items()},
    }


def _flows_record(flows: Flows) -> dict[str, Any]:
    return {name: flow._asdict() for name, flow in flows.items()}


def _point_record(point: Point) -> dict[str, Any]:
    figures = point.figures
    return {
        "period": point.period.text if point.period else None,
        "day": point.day.isoformat(),
        "commit": point.commit,
        "figures": figures and {**figures._asdict(), "ratings": dict(figures.ratings)},
    }
