"""Partial dates, quarters and periods, as precise as they were written; today is always a parameter."""

import enum
import re
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from types import NotImplementedType
from typing import NamedTuple

from scrplan.errors import shown

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

FIRST_YEAR, LAST_YEAR = 1900, 2199
ISO_FORMS = "2012, 2012-05, 2012-05-31, 2013-Q3 (calendar quarter), 2013/14 or 2013/14-Q2 (financial year)"
FINANCIAL_YEAR_STARTS = 4  # April: the UK public sector's year


class BadDate(ValueError):
    """Text that is not a date of the format; `message` says why, `hint` how to write it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}: {hint}")
        self.message = message
        self.hint = hint


class Precision(enum.Enum):
    """How much of the calendar a date names."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    FINANCIAL_QUARTER = "financial quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"
    SPAN = "from one day to another"

    @property
    def is_quarter(self) -> bool:
        """Return whether it is a quarter, of either kind of year."""
        return self in {Precision.QUARTER, Precision.FINANCIAL_QUARTER}


class Period(NamedTuple):
    """A date as precise as known: `text` as written, and the first and last day it can mean (both inclusive).

    Periods have no order: code that compares two must say which of their days it means.
    """

    text: str
    first: date
    last: date
    precision: Precision

    def __lt__(self, other: object) -> NotImplementedType:
        return NotImplemented

    def __le__(self, other: object) -> NotImplementedType:
        return NotImplemented

    def __gt__(self, other: object) -> NotImplementedType:
        return NotImplemented

    def __ge__(self, other: object) -> NotImplementedType:
        return NotImplemented

    def __str__(self) -> str:
        return self.text

    def same_as(self, other: "Period | None") -> bool:
        """Return whether both are the same days, however they are written: `2013-Q3` and `2013/14-Q2` are."""
        return other is not None and (self.first, self.last) == (other.first, other.last)

    @property
    def words(self) -> str:
        """Return the date for people: `31 December 2012`, `July 2012`, `July to September 2013 (2013-Q3)`."""
        return _words(self, len("September"))

    @property
    def on_words(self) -> str:
        """Return the date with its preposition: `on 6 August 2013`, `in May 2012`."""
        return f"{'on' if self.first == self.last else 'in'} {self.words}"

    @property
    def short_words(self) -> str:
        """Return the date for a table cell: `31 Dec 2012`, `Jul 2012`, `2013-Q3`."""
        return self.text if self.precision.is_quarter else _words(self, 3)


_SHAPE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>\d)|/(?P<next>\d{2})(?:-Q(?P<fiscal>\d))?)?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a date of the format.

    Raises:
        BadDate: the text is no such date; carries the ISO form to write where the text shows what was meant.

    """
    found = _SHAPE.fullmatch(text)
    if not found:
        raise BadDate(f"{shown(text)} is not a date of the format", _iso_hint(text))
    year = int(found["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadDate(f"{text!r} is not a year between {FIRST_YEAR} and {LAST_YEAR}", "check the year")
    if found["next"]:
        return _financial(text, year, int(found["next"]), found["fiscal"])
    if found["quarter"]:
        return _quarter(text, date(year, 1, 1), found["quarter"], Precision.QUARTER)
    if not found["month"]:
        return Period(text, date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    return _month_or_day(text, year, int(found["month"]), found["day"])


def day_period(day: date) -> Period:
    """Return the period of one day."""
    return Period(day.isoformat(), day, day, Precision.DAY)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; `month` may run past 12 into the next year."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def day_words(day: date) -> str:
    """Return a day for people, whatever the locale: `31 December 2012`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_words(days: int) -> str:
    """Return a number of days for people: `1 day`, `273 days`."""
    return "1 day" if days == 1 else f"{days:,} days"


_UNITS = {"d": (1, 0), "w": (7, 0), "m": (0, 1), "y": (0, 12)}  # days and months


def later_day(day: date, span: str) -> date:
    """Return the day `span` after `day`; a span is `28d`, `4w`, `3m` or `1y`.

    Raises:
        BadDate: the span is written otherwise, or is beyond the calendar.

    """
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  (start-up)

    units = "(d|w|m|y)(?:ays?|eeks?|onths?|ears?)?"
    found = re.fullmatch(rf"(\d{{1,4}})\s*{units}", span.strip().lower(), re.ASCII)
    if not found:
        raise BadDate(f"{shown(span)} is not a length of time", "write 28d, 4w, 3m or 1y")
    number, (days, months) = int(found[1]), _UNITS[found[2]]
    try:
        return day + relativedelta(days=number * days, months=number * months)
    except (OverflowError, ValueError):
        raise BadDate(f"{span!r} is beyond the calendar", "write a shorter time") from None


def _month_or_day(text: str, year: int, month: int, day: str | None) -> Period:
    if not 1 <= month <= len(MONTHS):
        financial = f"{year}/{month:02}" if month == (year + 1) % 100 else ""
        hint = f"months run from 01 to 12; the financial year is written {financial}" if financial else ""
        raise BadDate(f"{text!r} has no such month", hint or "months run from 01 to 12")
    last = month_end(year, month)
    if day is None:
        return Period(text, date(year, month, 1), last, Precision.MONTH)
    if not 1 <= int(day) <= last.day:
        raise BadDate(
            f"{text!r} is not in the calendar", f"{MONTHS[month - 1]} {year} has {last.day} days; check the day"
        )
    only = date(year, month, int(day))
    return Period(text, only, only, Precision.DAY)


def _quarter(text: str, year_starts: date, quarter: str, precision: Precision) -> Period:
    number = int(quarter)
    if not 1 <= number <= 4:  # noqa: PLR2004  (a year has four quarters)
        raise BadDate(f"{text!r} has no such quarter", "quarters run from Q1 to Q4")
    before = month_end(year_starts.year, year_starts.month + 3 * number - 4)
    last = month_end(year_starts.year, year_starts.month + 3 * number - 1)
    return Period(text, before + timedelta(days=1), last, precision)


def _financial(text: str, year: int, following: int, quarter: str | None) -> Period:
    if following != (year + 1) % 100:
        raise BadDate(
            f"{text!r} is not a financial year", f"the year from April {year} is written {year}/{(year + 1) % 100:02}"
        )
    if quarter:
        return _quarter(text, date(year, FINANCIAL_YEAR_STARTS, 1), quarter, Precision.FINANCIAL_QUARTER)
    first, last = date(year, FINANCIAL_YEAR_STARTS, 1), date(year + 1, FINANCIAL_YEAR_STARTS - 1, 31)
    return Period(text, first, last, Precision.FINANCIAL_YEAR)


def _words(period: Period, letters: int) -> str:
    first, last = period.first, period.last
    month = MONTHS[first.month - 1][:letters]
    if first == last:
        return f"{first.day} {month} {first.year}"
    if first.day == 1 and last == month_end(first.year, first.month):
        return f"{month} {first.year}"
    if period.precision.is_quarter:
        return f"{month} to {MONTHS[last.month - 1][:letters]} {last.year} ({period.text})"
    return f"financial year {period.text}" if period.precision is Precision.FINANCIAL_YEAR else period.text


# Compiled when first needed: only a mistake pays.
_DAY_FIRST = r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
_MONTH_WORD = r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?[\s-]*(\d{4})"


def _iso_hint(text: str) -> str:
    """Return how a date in a common UK form is written here; a reading is offered, never taken."""
    written = _iso_of_day_first(text) or _iso_of_month_word(text)
    if written:
        with suppress(BadDate):
            return f"dates are written year first; if it means {parse_period(written).words}, write {written}"
    return f"write {ISO_FORMS}; words without a certain date belong in due_text"


def _iso_of_day_first(text: str) -> str:
    found = re.fullmatch(_DAY_FIRST, text.strip(), re.ASCII)
    if not found:
        return ""
    day, month, year = found.groups()
    century = "20" if len(year) == 2 else ""  # noqa: PLR2004  (12 is 2012)
    return f"{century}{year}-{month:0>2}-{day:0>2}"


def _iso_of_month_word(text: str) -> str:
    found = re.fullmatch(_MONTH_WORD, text.strip(), re.ASCII)
    if not found:
        return ""
    month = next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(found[2].lower())), 0)
    day = f"-{found[1]:0>2}" if found[1] else ""
    return f"{found[3]}-{month:02}{day}" if month else ""
