"""Which period a report is about: a quarter, two dates, or the last full quarter; and the quarter after it."""

from datetime import date, timedelta
from pathlib import Path

from scrplan.cli.option_values import needed_date
from scrplan.cli.options import PeriodOptions
from scrplan.cli.shelf import Shelf
from scrplan.dates import BadDate, Period, Precision, day_words
from scrplan.errors import UsageProblem
from scrplan.history.trend import Step, period_of, periods_before
from scrplan.model import Quarters
from scrplan.source.files import find_root, load_board


def period_asked(asked: PeriodOptions, day: date, shelf: Shelf | None) -> Period:
    """Return the period that was asked for, else the last full quarter before a day; outside git there is no shelf.

    Raises:
        UsageProblem: it is none, it has not begun, or it is asked for in two ways.

    """
    if asked.quarter is not None and (asked.since is not None or asked.until is not None):
        raise UsageProblem("both a quarter and --from or --to are given", "give the one or the other")
    if asked.quarter is not None:
        return _quarter(asked.quarter)
    if asked.since is None and asked.until is None:
        return periods_before(day, 1, Step.QUARTER, _quarters(shelf))[0]
    if asked.since is None or asked.until is None:
        raise UsageProblem("--from and --to belong together", "give both")
    first, last = needed_date("--from", asked.since).first, needed_date("--to", asked.until).last
    if first > last:
        raise UsageProblem("--from lies after --to", f"the period would begin on {day_words(first)}")
    return _days(first, last)


def _quarters(shelf: Shelf | None) -> Quarters:
    """Return by which quarters the board reports; a bare repository has its settings in its last commit."""
    if shelf and shelf.is_bare:
        return shelf._replace(wanted=(), known={}).board().quarters
    board, _ = load_board(find_root(Path.cwd()))
    return board.quarters if board else Quarters.FINANCIAL


def _quarter(written: str) -> Period:
    period = needed_date("--quarter", written)
    if not period.precision.is_quarter:
        raise UsageProblem(
            f"--quarter: {written!r} is no quarter", "write 2013/14-Q2 (financial) or 2013-Q3 (calendar)"
        )
    return period


def next_quarter(period: Period, day: date, quarters: Quarters) -> Period:
    """Return the quarter after a period, by the calendar or by the financial year as the period itself is.

    Where the period ends within a quarter, or has only reached a day of it, it is the rest of that.
    """
    if period.precision.is_quarter:
        quarters = Quarters.CALENDAR if period.precision is Precision.QUARTER else Quarters.FINANCIAL
    first = min(period.last, day) + timedelta(days=1)
    try:
        quarter = period_of(first, Step.QUARTER, quarters)
    except BadDate:
        raise UsageProblem(f"no quarter follows {period.words}", "ask for an earlier period") from None
    return quarter if quarter.first == first else _days(first, quarter.last)


def _days(first: date, last: date) -> Period:
    return Period(f"{day_words(first)} to {day_words(last)}", first, last, Precision.SPAN)
