"""The state of plans at the end of each period: the periods, and the figures of each point."""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, Timeliness
from scrplan.dates import FINANCIAL_YEAR_STARTS, Period, parse_period
from scrplan.model import Quarters, State


class Step(enum.StrEnum):
    """How far apart the points are."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Figures(NamedTuple):
    """Counts of recommendations: all of them; open; overdue; done; stopped; each rating.

    `open_overdue` leaves out what is overdue by one of its actions alone, while it is stated as done.
    """

    total: int
    open: int
    overdue: int
    open_overdue: int
    done: int
    stopped: int
    ratings: Mapping[str, int]


class Point(NamedTuple):
    """The plans as they were on a day: at the end of a period, or now (None). No figures where none could be made."""

    period: Period | None
    day: date
    commit: str | None = None
    figures: Figures | None = None


def figures_of(assessed: Iterable[AssessedPlan]) -> Figures:
    """Count the recommendations of plans, each judged on its day; ratings of the same name are counted together."""
    plans = list(assessed)
    items = [item for plan in plans for item in plan.items]
    ratings = Counter(dict.fromkeys((name for one in plans for name in one.plan.ratings), 0))
    ratings.update(item.rating_name for item in items)
    return Figures(
        total=len(items),
        open=sum(item.state.is_open for item in items),
        overdue=sum(item.timeliness is Timeliness.OVERDUE for item in items),
        open_overdue=sum(item.state.is_open and item.timeliness is Timeliness.OVERDUE for item in items),
        done=sum(item.state.is_done for item in items),
        stopped=sum(item.state is State.STOPPED for item in items),
        ratings=dict(ratings),
    )


def period_of(day: date, step: Step, quarters: Quarters) -> Period:
    """Return the month, quarter or year that a day is in, by the calendar or by the financial year."""
    if step is Step.MONTH:
        return parse_period(f"{day.year}-{day.month:02}")
    start = FINANCIAL_YEAR_STARTS if quarters is Quarters.FINANCIAL else 1
    year = day.year - (day.month < start)
    written = f"{year}/{(year + 1) % 100:02}" if quarters is Quarters.FINANCIAL else f"{year}"
    if step is Step.YEAR:
        return parse_period(written)
    return parse_period(f"{written}-Q{(day.month - start) % 12 // 3 + 1}")


def periods_between(first: date, last: date, step: Step, quarters: Quarters) -> list[Period]:
    """Return every period from the one that holds the first day to the one that holds the last."""
    found = [period_of(first, step, quarters)]
    while found[-1].last < last:
        found.append(period_of(found[-1].last + timedelta(days=1), step, quarters))
    return found


def periods_before(day: date, number: int, step: Step, quarters: Quarters) -> list[Period]:
    """Return the last periods that had ended before a day, the oldest first."""
    found: list[Period] = []
    while len(found) < number:
        day = period_of(day, step, quarters).first
        found.append(period_of(day - timedelta(days=1), step, quarters))
        day -= timedelta(days=1)
    return found[::-1]
