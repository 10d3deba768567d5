"""Counts over recommendations; each is counted once under each heading, so every heading adds up to the total."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scrplan.assessment.conflict_kinds import ConflictKind
from scrplan.assessment.items import UNRATED, Item


class Counts(NamedTuple):
    """How many recommendations have each rating (and `not_stated`), state and timeliness.

    `conflicts` gives the recommendations that have each kind of conflict; a recommendation can have several.
    """

    total: int
    ratings: Mapping[str, int]
    states: Mapping[str, int]
    timeliness: Mapping[str, int]
    conflicts: Mapping[ConflictKind, tuple[Item, ...]]


def count(items: Iterable[Item], rating_names: Iterable[str]) -> Counts:
    """Count recommendations; `rating_names` are the key's, so that a rating without recommendations is shown as 0."""
    rows = tuple(items)
    conflicts: dict[ConflictKind, list[Item]] = {kind: [] for kind in ConflictKind}
    for row in rows:
        for kind in {conflict.kind for conflict in row.conflicts}:
            conflicts[kind].append(row)
    return Counts(
        total=len(rows),
        ratings=count_ratings(rows, rating_names),
        states=dict(Counter(row.state.value for row in rows)),
        timeliness=dict(Counter(row.timeliness.value for row in rows)),
        conflicts={kind: tuple(found) for kind, found in conflicts.items() if found},
    )


def count_ratings(items: Iterable[Item], rating_names: Iterable[str]) -> dict[str, int]:
    """Return how many recommendations have each rating, and at last how many none; `rating_names` are the key's."""
    ratings = Counter(dict.fromkeys((*rating_names, UNRATED), 0))
    ratings.update(item.rating_name for item in items)
    return dict(ratings)


def by_agency(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the rows of each agency, by the name that its plan lists, in the order in which they first appear."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.plan.agency_name(item.recommendation.agency), []).append(item)
    return grouped
