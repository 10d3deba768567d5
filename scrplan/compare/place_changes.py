"""Which entries changed their place from one version of a list to the next, and which kept their order."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Pair(NamedTuple):
    """The places of the same thing before and after; None where it was not there."""

    before: int | None
    after: int | None

    def of(self, before: Sequence[T], after: Sequence[T]) -> tuple[T | None, T | None]:
        """Return what is at these places of the earlier and of the later list."""
        return (
            None if self.before is None else before[self.before],
            None if self.after is None else after[self.after],
        )


def moved_places(pairs: Iterable[Pair]) -> set[int]:
    """Return the places after of the fewest things that must have been moved for the others to keep their order."""
    kept = [(pair.before, pair.after) for pair in pairs if pair.before is not None and pair.after is not None]
    places = [was for was, _ in kept]
    if places == sorted(places):
        return set()
    stayed = _longest_rise(places)
    return {now for was, now in kept if was not in stayed}


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the numbers of a longest rising part of a sequence in which each appears once."""
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
