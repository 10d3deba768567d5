"""The figures of the paper, each counted once: the sentences, the tables and the records for programs all say these."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from scrplan.assessment import (
    Assurance,
    Conflict,
    ConflictKind,
    Item,
    Timeliness,
    count_ratings,
    leaves,
    overdue_leaves,
)
from scrplan.compare.events import EventKind, completion
from scrplan.compare.movement import Movement
from scrplan.compare.reconciliation import Flows
from scrplan.history import period_figures as trend
from scrplan.history.period_figures import Point
from scrplan.model import Plan, Progress, Update, UpdateKind
from scrplan.report.quarterly.quarter_facts import QuarterFacts

AGES = (("up to 3 months", 92), ("3 to 6 months", 183), ("6 to 12 months", 365), ("over a year", 10**6))
_BY_WORDS = frozenset({ConflictKind.UNFINISHED_BY_ITS_WORDS, ConflictKind.REPEATS_OUTCOME})
_PROOF = frozenset({ConflictKind.NO_EVIDENCE, ConflictKind.NO_COMPLETION_DATE})


class QuarterFigures(NamedTuple):
    """Counts of recommendations on the last day of the period, and of what happened in it.

    `overdue_actions` counts each late action of a recommendation, by how long it is late (`ages`); days are calendar
    days. `at_odds` leaves out what lacks only its evidence or its date; `at_odds_by_words` are those of them in which
    the words of the progress alone disagree. `complete_undated` is complete while nobody recorded when. `due_next`
    counts actions. `agencies_owing` had open work at the end; `agencies_silent` are those of them without an update.
    """

    recommendations: int
    added: int
    removed: int
    ratings: Mapping[str, int]
    open: int
    stopped: int
    overdue: int
    open_overdue: int
    overdue_not_red: int
    overdue_actions: int
    oldest_days: int
    ages: Mapping[str, int]
    complete: int
    complete_without_evidence: int
    complete_undated: int
    at_odds: int
    at_odds_by_words: int
    due_next: int
    unanswered: int
    closed: int
    dates_moved: int
    dates_moved_without_reason: int
    updates: int
    agencies_owing: int
    agencies_silent: tuple[str, ...]


def quarter_figures(quarter: QuarterFacts) -> QuarterFigures:
    """Count everything once."""
    items, stood = quarter.items, trend.figures_of(quarter.plans)
    late = [item for item in items if item.timeliness is Timeliness.OVERDUE]
    disagreeing = list(filter(None, map(odds, items)))
    moves = quarter.movement.of_kind(EventKind.DATE_MOVED)
    answers = quarter.movement.answers
    owing = [name for name, said in answers.items() if said.open]
    return QuarterFigures(
        recommendations=stood.total,
        added=len(quarter.movement.of_kind(EventKind.ADDED)),
        removed=len(quarter.movement.of_kind(EventKind.REMOVED)),
        ratings=count_ratings(items, rating_names(quarter.whole)),
        open=stood.open,
        stopped=stood.stopped,
        overdue=stood.overdue,
        open_overdue=stood.open_overdue,
        overdue_not_red=sum(not item.is_off_track for item in late),
        overdue_actions=sum(len(overdue_leaves(item)) for item in items),
        oldest_days=max((item.days_overdue for item in late), default=0),
        ages=_ages(items),
        complete=stood.done,
        complete_without_evidence=len(unproven(items)),
        complete_undated=len(undated(quarter)),
        at_odds=len(disagreeing),
        at_odds_by_words=sum(_is_by_words(found) for found in disagreeing),
        due_next=len(due_next(quarter)),
        unanswered=len(unanswered(quarter)),
        closed=len(quarter.movement.of_kind(EventKind.CLOSED)),
        dates_moved=len(moves),
        dates_moved_without_reason=sum(not move.reason for move in moves),
        updates=sum(said.updates for said in answers.values()),
        agencies_owing=len(owing),
        agencies_silent=tuple(name for name in owing if not answers[name].updates),
    )


def rating_names(plans: Iterable[Plan]) -> list[str]:
    """Return every rating of the plans' keys, those of the same name together."""
    return list(dict.fromkeys(name for plan in plans for name in plan.ratings))


def _ages(items: Iterable[Item]) -> dict[str, int]:
    """Return how many actions have been overdue for how long."""
    counts = {label: 0 for label, _ in AGES}
    for days in (leaf.days_overdue for item in items for leaf in overdue_leaves(item)):
        counts[next(label for label, most in AGES if days <= most)] += 1
    return counts


def odds(item: Item) -> list[Conflict]:
    """Return where the stated rating and the facts disagree, besides evidence and dates that are only missing."""
    return [one for one in item.conflicts if not one.kind.is_gap and one.kind not in _PROOF]


def _is_by_words(found: Sequence[Conflict]) -> bool:
    """Return whether nothing but the words of the progress disagrees."""
    return all(one.kind in _BY_WORDS for one in found)


def late_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are overdue."""
    return sum(item.timeliness is Timeliness.OVERDUE for item in items)


def done_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are stated as complete."""
    return sum(item.state.is_done for item in items)


def unproven(items: Iterable[Item]) -> list[Item]:
    """Return what is stated as complete without evidence or sign-off."""
    return [item for item in items if item.state.is_done and item.assurance is Assurance.NONE]


def due_next(quarter: QuarterFacts) -> list[Item]:
    """Return the open actions that fall due in the next period, or on the very day of the position."""
    owed = (one for item in quarter.items for one in _owed(item))
    return [one for one in owed if one.due and quarter.day <= one.due.last <= quarter.coming.last]


def _owed(item: Item) -> tuple[Item, ...]:
    """Return the open actions of a recommendation; itself where it is open although none of them is."""
    return tuple(leaf for leaf in leaves(item) if leaf.state.is_open) or ((item,) if item.state.is_open else ())


def undated(quarter: QuarterFacts) -> list[Item]:
    """Return what is complete while nobody recorded when, where git cannot tell it either."""
    if not quarter.basis.is_recorded:
        return []
    return [
        item
        for item in quarter.items
        if item.state.is_done and completion(item) is None and not _is_rated_by(item, quarter.eve)
    ]


def _is_rated_by(item: Item, day: date) -> bool:
    """Return whether a rating from that day or before is recorded, of the whole or of each of its actions."""

    def has_rating(facts: Progress) -> bool:
        return any(one.rag is not None and one.on.first <= day for one in facts.updates)

    return has_rating(item.recommendation.progress) or all(has_rating(leaf.facts) for leaf in leaves(item))


def unanswered(quarter: QuarterFacts) -> list[tuple[Item, Update]]:
    """Return the questions put to an agency after which it gave no update, each with what it is about.

    A question about a recommendation is also answered by an update of one of its actions.
    """
    return [found for item in quarter.items for found in _unanswered_of(item, quarter.day)]


def _unanswered_of(item: Item, day: date) -> Iterator[tuple[Item, Update]]:
    parts = [(part, part.action.progress.updates) for part in item.parts if part.action]
    below = [one for _, updates in parts for one in updates if one.kind is UpdateKind.UPDATE]
    for holder, updates in [(item, item.recommendation.progress.updates), *parts]:
        for place, question in enumerate(updates):
            if question.kind is not UpdateKind.CHALLENGE or question.on.first > day:
                continue
            later = [one for one in updates[place + 1 :] if one.kind is UpdateKind.UPDATE]
            later += [one for one in below if holder is item and one.on.first >= question.on.first]
            if not any(one.on.first <= day for one in later):
                yield holder, question


def figures_record(quarter: QuarterFacts, figures: QuarterFigures) -> dict[str, Any]:
    """Return all figures in plain JSON types, for the envelope; keys are only ever added."""
    return {
        "period": _period_record(quarter),
        "basis": quarter.basis.name.lower(),
        "figures": {**figures._asdict(), "agencies_silent": list(figures.agencies_silent)},
        "movement": _movement_record(quarter.movement),
        "trend": [_point_record(point) for point in quarter.points],
    }


def _period_record(quarter: QuarterFacts) -> dict[str, str]:
    period = quarter.period
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
