"""What the quarterly report rests on: the period, the plans at both its ends, and what moved."""

import enum
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, Item
from scrplan.compare.movement import Movement
from scrplan.dates import Period
from scrplan.history.period_figures import Point
from scrplan.history.slippage import Overwritten
from scrplan.model import Board, Plan, action_name
from scrplan.notices import Notice, NoticeKind


class FrontSheet(NamedTuple):
    """What the paper says for itself: its board, its purpose, and what the board is asked to do."""

    board: str = ""
    purpose: str = ""
    asked_to: tuple[str, ...] = ()


class Origin(NamedTuple):
    """From what the paper was made: the version of the program, both ends in words, the commit of the files read.

    `commit` is None outside git; `dirty` is said where files differ from it.
    """

    version: str
    opening: str
    closing: str
    commit: str | None
    dirty: bool


class Basis(enum.Enum):
    """What the two ends of the period were read from, the best first."""

    GIT = "git"
    NO_OPENING = "git at the end alone"
    NOT_THEN = "the files of today, since git has no earlier version"
    NO_GIT = "the files of today, which are not in git"

    @property
    def is_recorded(self) -> bool:
        """Return whether the start is only what the plans themselves record of it."""
        return self is not Basis.GIT


class QuarterFacts(NamedTuple):
    """A period and everything that the plans say about it.

    `plans` are judged on the period's last day, or on the day that it has reached; `movement` leads there from the day
    before its first. `coming` is the period after it. `overwritten` are by plan id the due dates that no revision
    keeps, where git has them. `notices` are what the plans are short of.
    """

    period: Period
    coming: Period
    plans: tuple[AssessedPlan, ...]
    movement: Movement
    points: tuple[Point, ...]
    board: Board
    asked: FrontSheet
    origin: Origin
    basis: Basis = Basis.GIT
    overwritten: Mapping[str, tuple[Overwritten, ...]] = {}
    notices: tuple[Notice, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the recommendations of all plans."""
        return tuple(item for one in self.plans for item in one.items)

    @property
    def day(self) -> date:
        """Return the day on which the plans are judged."""
        return self.plans[0].day if self.plans else self.period.last

    @property
    def eve(self) -> date:
        """Return the day before the period, on which the movement starts."""
        return self.period.first - timedelta(days=1)

    @property
    def keeper(self) -> str:
        """Return what has no earlier version; git may have what a cut clone lacks."""
        return "this clone" if any(one.kind is NoticeKind.CUT for one in self.notices) else "git"

    @property
    def is_many(self) -> bool:
        """Return whether it is about several plans."""
        return len(self.plans) != 1

    @property
    def whole(self) -> tuple[Plan, ...]:
        """Return the plans without their assessment."""
        return tuple(one.plan for one in self.plans)

    def overwritten_of(self, item: Item) -> tuple[Overwritten, ...]:
        """Return the overwritten due dates of a recommendation or of one action, with those that it has from above."""
        row, action = item.recommendation, item.action
        parts: set[str | None] = {action_name(one, place) for place, one in enumerate(row.actions) if one is action}
        if action is None or action.progress.due is None:
            parts.add(None)
        found = self.overwritten.get(item.plan.id, ())
        return tuple(one for one in found if one.ref == row.ref and one.part in parts)


def percent(part: int, whole: int) -> int:
    """Return a share in whole per cent, a half rounded up; nothing is bent so that shares add up to a hundred."""
    return (200 * part + whole) // (2 * whole)


def share(part: int, whole: int) -> str:
    """Return a share with what it is of: `64 of 114 (56%)`; of nothing there is no share."""
    return f"{part:,} of {whole:,} ({percent(part, whole)}%)" if whole else "none, as there are none"
