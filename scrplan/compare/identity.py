"""Which recommendation and which action of one version of a plan is which of another, however they were moved about."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from scrplan.dates import Period
from scrplan.model import Action, Recommendation, Revision

T = TypeVar("T")


class Pair(NamedTuple):
    """The places of the same thing before and after; None where it was not there."""

    before: int | None
    after: int | None


def row_pairs(before: Sequence[Recommendation], after: Sequence[Recommendation]) -> list[Pair]:
    """Return the rows by their ref; a ref that is gone and a new one with the same text are one row, renumbered.

    They stand in the order of the later version, then what is gone in the order of the earlier one.
    """
    if len(before) == len(after) and all(map(_is_same, before, after)):
        return [Pair(place, place) for place in range(len(after))]
    return _pairs(before, after, lambda _, row: row.ref, lambda _, row: row.text)


def _is_same(before: Recommendation, after: Recommendation) -> bool:
    return before is after or before.ref == after.ref


def action_pairs(before: Sequence[Action], after: Sequence[Action]) -> list[Pair]:
    """Return the actions by their part, else by their text, else, without a part, by their place among as many."""
    as_many = len(before) == len(after)

    def place_of(place: int, action: Action) -> int | None:
        return place if as_many and action.part is None else None

    return _pairs(before, after, lambda _, action: action.part, lambda _, action: action.text, place_of)


def _pairs(before: Sequence[T], after: Sequence[T], *keys: Callable[[int, T], Hashable]) -> list[Pair]:
    """Return the things that share a key, tried in turn; a key that is None is none."""
    match: dict[int, int] = {}
    gone, come = list(range(len(before))), list(range(len(after)))
    for key in keys:
        places: dict[Hashable, list[int]] = {}
        for place in gone:
            places.setdefault(key(place, before[place]), []).append(place)
        places.pop(None, None)
        for place in come:
            alike = places.get(key(place, after[place]))
            if alike:
                match[place] = alike.pop(0)
        kept = set(match.values())
        gone = [place for place in gone if place not in kept]
        come = [place for place in come if place not in match]
        if not gone or not come:
            break
    return [*(Pair(match.get(place), place) for place in range(len(after))), *(Pair(place, None) for place in gone)]


def moved_places(pairs: Iterable[Pair]) -> set[int]:
    """Return the places after of the fewest things that must have been moved for the others to keep their order."""
    kept = [(pair.before, pair.after) for pair in pairs if pair.before is not None and pair.after is not None]
    places = [was for was, _ in kept]
    if places == sorted(places):
        return set()
    stayed = _longest_rise(places)
    return {now for was, now in kept if was not in stayed}


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the numbers of a longest rising part of a sequence in which each stands once."""
    from bisect import bisect_left  # noqa: PLC0415  (rows are rarely moved)

    ends: list[int] = []
    earlier: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        earlier[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    rise = set[int]()
    last = ends[-1] if ends else None
    while last is not None:
        rise.add(last)
        last = earlier[last]
    return rise


def moves_between(revisions: Sequence[Revision], was: Period, due: Period | None) -> Sequence[Revision]:
    """Return the revisions that lead from one due date to another, in one step or several; none where none do.

    A revision without its earlier date begins where the one before it led to; the first may begin anywhere.
    """
    if not revisions or not revisions[-1].to.same_as(due):
        return ()
    begins = [move.was or (revisions[place - 1].to if place else None) for place, move in enumerate(revisions)]
    known = [place for place, begin in enumerate(begins) if begin is not None and was.same_as(begin)]
    if known:
        return revisions[known[-1] :]
    return () if begins[0] else revisions
