"""Counts over recommendations; each is counted once under each heading, so every heading adds up to the total."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scrplan.assessment.conflicts import ConflictKind
from scrplan.assessment.records import Item

UNRATED = "not_stated"


class Counts(NamedTuple):
    """How many recommendations stand under each rating (and `not_stated`), state and timeliness.

    `conflicts` gives the rows that have each kind of conflict; a row can stand under several.
    """

    total: int
    ratings: Mapping[str, int]
    states: Mapping[str, int]
    timeliness: Mapping[str, int]
    conflicts: Mapping[ConflictKind, tuple[Item, ...]]


def count(items: Iterable[Item], rating_names: Iterable[str]) -> Counts:
    """Count recommendations; `rating_names` are the key's, so that a rating nobody has is shown as 0."""
    rows = tuple(items)
    ratings = dict.fromkeys(rating_names, 0) | {UNRATED: 0}
    for row in rows:
        name = UNRATED if row.rag is None else row.rag
        ratings[name] = ratings.get(name, 0) + 1
    conflicts: dict[ConflictKind, list[Item]] = {kind: [] for kind in ConflictKind}
    for row in rows:
        for kind in {conflict.kind for conflict in row.conflicts}:
            conflicts[kind].append(row)
    return Counts(
        total=len(rows),
        ratings=ratings,
        states=_tally(rows, lambda row: row.state.value),
        timeliness=_tally(rows, lambda row: row.timeliness.value),
        conflicts={kind: tuple(found) for kind, found in conflicts.items() if found},
    )


def by_agency(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the rows of each agency, by the name that its plan lists, in the order in which they first appear."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        written = item.recommendation.agency
        listed = item.plan.agency(written)
        grouped.setdefault(listed.name if listed else written, []).append(item)
    return grouped


def _tally(rows: Iterable[Item], name_of: Callable[[Item], str]) -> dict[str, int]:
    tally: dict[str, int] = {}
    for row in rows:
        tally[name_of(row)] = tally.get(name_of(row), 0) + 1
    return tally
