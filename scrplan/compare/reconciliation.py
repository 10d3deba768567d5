"""Opening balance, what came, what went, closing balance: counts of recommendations that always foot."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scrplan.assessment import UNRATED, Item
from scrplan.model import State


class Flow(NamedTuple):
    """What became of the recommendations that are under one heading at the opening or at the closing.

    Of open recommendations each that is open at either end is in exactly one of the columns between (in none where it
    stayed): `added` is open and was not there; `reopened` was done or stopped; `closed` is now done, `stopped` now
    stopped, `removed` no longer there; `moved_in` and `moved_out` went from one heading to another. One that was
    added and closed (or stopped) within the period is in both. `closing` is counted, not worked out.
    """

    opening: int = 0
    added: int = 0
    reopened: int = 0
    moved_in: int = 0
    closed: int = 0
    stopped: int = 0
    removed: int = 0
    moved_out: int = 0
    closing: int = 0


Flows = Mapping[str, Flow]  # by agency or by rating


class ItemPair(NamedTuple):
    """A recommendation at both ends; None where it was not there, or is no more."""

    was: Item | None
    now: Item | None

    @property
    def item(self) -> Item:
        """Return it as it is, or as it last was."""
        item = self.now or self.was
        assert item is not None  # noqa: S101  (one of the two is there)
        return item


AgencyOf = Callable[[Item], str]


def open_flows(rows: Iterable[ItemPair], agency_of: AgencyOf) -> dict[str, Flow]:
    """Return the movement of the open recommendations of each agency that has any recommendation at either end."""
    tally = _Tally()
    for was, now in rows:
        before, after = was and agency_of(was), now and agency_of(now)
        if was and was.state.is_open:
            tally.add(before, "opening")
            if not (now and now.state.is_open):
                tally.add(before, _gone_as(now))
            elif before != after:
                tally.add(before, "moved_out")
                tally.add(after, "moved_in")
        elif now and (was is None or now.state.is_open):
            tally.add(after, "reopened" if was else "added")
            if not now.state.is_open:
                tally.add(after, _gone_as(now))
        tally.add(after, "closing", int(bool(now and now.state.is_open)))
        tally.add(before, "opening", 0)
    return tally.flows()


def _gone_as(now: Item | None) -> str:
    if now is None:
        return "removed"
    return "stopped" if now.state is State.STOPPED else "closed"


def rating_flows(rows: Iterable[ItemPair], names: Iterable[str], is_kept: Callable[[Item], bool]) -> dict[str, Flow]:
    """Return the movement of all recommendations between the ratings, with 0 for those of `names` that none has.

    One that is kept at one end only has moved from or to another agency.
    """
    tally = _Tally()
    for name in (*names, UNRATED):
        tally.add(name, "opening", 0)
    for was, now in rows:
        before = was.rating_name if was and is_kept(was) else None
        after = now.rating_name if now and is_kept(now) else None
        tally.add(before, "opening")
        tally.add(after, "closing")
        if before != after:
            tally.add(before, "moved_out" if now else "removed")
            tally.add(after, "moved_in" if was else "added")
    return tally.flows()


class _Tally:
    """Counts by heading and column; a heading that is None is none."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[str, int]] = {}

    def add(self, heading: str | None, column: str, number: int = 1) -> None:
        if heading is not None:
            counts = self._counts.setdefault(heading, {})
            counts[column] = counts.get(column, 0) + number

    def flows(self) -> dict[str, Flow]:
        return {heading: Flow(**counts) for heading, counts in self._counts.items()}


def total_flow(flows: Iterable[Flow]) -> Flow:
    """Return the sum of flows, column by column."""
    return Flow(*map(sum, zip(*flows, strict=True)))


def united_flows(every: Iterable[Flows]) -> dict[str, Flow]:
    """Return the sum of the flows of several plans under each heading."""
    by_name: dict[str, list[Flow]] = {}
    for flows in every:
        for name, flow in flows.items():
            by_name.setdefault(name, []).append(flow)
    return {name: total_flow(some) for name, some in by_name.items()}
