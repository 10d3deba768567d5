"""What the quarterly report rests on: the period, the plans at both its ends, what moved, and what is not known."""

from collections.abc import Mapping
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, Item
from scrplan.dates import Period
from scrplan.history.movement import Movement
from scrplan.history.trend import Point
from scrplan.model import Board, Plan


class Asked(NamedTuple):
    """What the paper says for itself: its board, its purpose, and what the board is asked to do."""

    board: str = ""
    purpose: str = ""
    asked_to: tuple[str, ...] = ()


class Origin(NamedTuple):
    """How the paper was made: the version of scrplan, and from where the plans of both ends are."""

    version: str
    opening: str
    closing: str
    commit: str | None
    dirty: bool


class Position(NamedTuple):
    """A period and everything that the plans say about it.

    `plans` are judged on the period's last day, `movement` leads from the day before its first. `coming` is the period
    after it. `limits` say in words what could not be known. `moved` counts by plan and ref the recorded and the
    overwritten moves of a date.
    """

    period: Period
    coming: Period
    plans: tuple[AssessedPlan, ...]
    movement: Movement
    points: tuple[Point, ...]
    board: Board
    asked: Asked
    origin: Origin
    limits: tuple[str, ...] = ()
    moved: Mapping[tuple[str, str], int] = {}

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the recommendations of all plans."""
        return tuple(item for one in self.plans for item in one.items)

    @property
    def is_many(self) -> bool:
        """Return whether it is about several plans."""
        return len(self.plans) != 1

    @property
    def whole(self) -> tuple[Plan, ...]:
        """Return the plans without their assessment."""
        return tuple(one.plan for one in self.plans)


def percent(part: int, whole: int) -> int:
    """Return a share in whole per cent, a half rounded up; nothing is bent so that shares add up to a hundred."""
    return (200 * part + whole) // (2 * whole)


def share(part: int, whole: int) -> str:
    """Return a share with what it is of: `64 of 114 (56%)`; of nothing there is no share."""
    return f"{part:,} of {whole:,} ({percent(part, whole)}%)" if whole else "none, as there are none"
