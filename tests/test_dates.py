import calendar
import operator
import pickle
import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.dates import (
    MONTHS,
    BadDate,
    Precision,
    day_period,
    day_words,
    days_words,
    later_day,
    month_end,
    parse_period,
)

YEARS = st.integers(1900, 2199)
MONTH_NUMBERS = st.integers(1, 12)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WRITTEN = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, MONTH_NUMBERS),
    DAYS.map(date.isoformat),
    st.builds("{}-Q{}".format, YEARS, st.integers(1, 4)),
    YEARS.map(lambda year: f"{year}/{(year + 1) % 100:02}"),
    st.builds(lambda year, quarter: f"{year}/{(year + 1) % 100:02}-Q{quarter}", YEARS, st.integers(1, 4)),
)
# Made of the pieces of dates, so that far more than one text in a million comes near one.
NEARLY = st.lists(
    st.sampled_from(["2012", "13", "1", "31", "-", "/", ".", " ", "Q", "Q2", "st", "Dec", "September", "of", "0", "٣"])
).map("".join)


@pytest.mark.parametrize(
    ("text", "first", "last", "words", "short"),
    [
        ("2012", (2012, 1, 1), (2012, 12, 31), "2012", "2012"),
        ("2012-05", (2012, 5, 1), (2012, 5, 31), "May 2012", "May 2012"),
        ("2013-09", (2013, 9, 1), (2013, 9, 30), "September 2013", "Sep 2013"),
        ("2012-02", (2012, 2, 1), (2012, 2, 29), "February 2012", "Feb 2012"),
        ("2100-02", (2100, 2, 1), (2100, 2, 28), "February 2100", "Feb 2100"),
        ("2012-12", (2012, 12, 1), (2012, 12, 31), "December 2012", "Dec 2012"),
        ("2012-05-31", (2012, 5, 31), (2012, 5, 31), "31 May 2012", "31 May 2012"),
        ("2012-07-01", (2012, 7, 1), (2012, 7, 1), "1 July 2012", "1 Jul 2012"),
        ("2013-Q1", (2013, 1, 1), (2013, 3, 31), "January to March 2013 (2013-Q1)", "2013-Q1"),
        ("2013-Q3", (2013, 7, 1), (2013, 9, 30), "July to September 2013 (2013-Q3)", "2013-Q3"),
        ("2013-Q4", (2013, 10, 1), (2013, 12, 31), "October to December 2013 (2013-Q4)", "2013-Q4"),
        ("2013/14", (2013, 4, 1), (2014, 3, 31), "financial year 2013/14", "financial year 2013/14"),
        ("1999/00", (1999, 4, 1), (2000, 3, 31), "financial year 1999/00", "financial year 1999/00"),
        ("2013/14-Q1", (2013, 4, 1), (2013, 6, 30), "April to June 2013 (2013/14-Q1)", "2013/14-Q1"),
        ("2013/14-Q2", (2013, 7, 1), (2013, 9, 30), "July to September 2013 (2013/14-Q2)", "2013/14-Q2"),
        ("2013/14-Q4", (2014, 1, 1), (2014, 3, 31), "January to March 2014 (2013/14-Q4)", "2013/14-Q4"),
        ("2199/00-Q4", (2200, 1, 1), (2200, 3, 31), "January to March 2200 (2199/00-Q4)", "2199/00-Q4"),
        ("1900", (1900, 1, 1), (1900, 12, 31), "1900", "1900"),
        ("2199", (2199, 1, 1), (2199, 12, 31), "2199", "2199"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_form_has_its_days_and_words(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str, short: str
) -> None:
    period = parse_period(text)
    assert (period.first, period.last) == (date(*first), date(*last))
    assert (period.words, period.short_words, str(period)) == (words, short, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2013-08-06", "on 6 August 2013"),
        ("2012-05", "in May 2012"),
        ("2012", "in 2012"),
        ("2013/14-Q1", "in April to June 2013 (2013/14-Q1)"),
    ],
)
def test_a_date_has_its_preposition(text: str, words: str) -> None:
    assert parse_period(text).on_words == words


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("31/12/2012", "is not a date of the format", "if it means 31 December 2012, write 2012-12-31"),
        ("31.12.12", "is not a date of the format", "if it means 31 December 2012, write 2012-12-31"),
        ("1-7-2012", "is not a date of the format", "if it means 1 July 2012, write 2012-07-01"),
        ("04/05/2026", "is not a date of the format", "if it means 4 May 2026, write 2026-05-04"),
        (" 04/05/2026 ", "is not a date of the format", "if it means 4 May 2026, write 2026-05-04"),
        ("31/13/2012", "is not a date of the format", "words without a certain date belong in due_text"),
        ("31/02/2012", "is not a date of the format", "words without a certain date belong in due_text"),
        ("Dec 2012", "is not a date of the format", "if it means December 2012, write 2012-12"),
        ("Dec. 2012", "is not a date of the format", "if it means December 2012, write 2012-12"),
        ("Sept-2012", "is not a date of the format", "if it means September 2012, write 2012-09"),
        ("december 2012", "is not a date of the format", "if it means December 2012, write 2012-12"),
        ("1st July 2012", "is not a date of the format", "if it means 1 July 2012, write 2012-07-01"),
        ("31 September 2020", "is not a date of the format", "words without a certain date belong in due_text"),
        ("July Board meeting", "is not a date of the format", "words without a certain date belong in due_text"),
        ("Smarch 2012", "is not a date of the format", "words without a certain date belong in due_text"),
        ("July 1850", "is not a date of the format", "words without a certain date belong in due_text"),
        ("2012-5-1", "is not a date of the format", "write 2012, 2012-05, 2012-05-31, 2013-Q3 (calendar quarter)"),
        ("2012-05-31\n", "is not a date of the format", "write 2012, 2012-05"),
        ("٢٠١٢", "is not a date of the format", "write 2012, 2012-05"),
        ("", "is not a date of the format", "write 2012, 2012-05"),
        ("2012-13", "has no such month", "the financial year is written 2012/13"),
        ("1999-00", "has no such month", "the financial year is written 1999/00"),
        ("2012-14", "has no such month", "months run from 01 to 12"),
        ("2012-00-01", "has no such month", "months run from 01 to 12"),
        ("2012-02-30", "is not in the calendar", "February 2012 has 29 days; check the day"),
        ("2013-02-29", "is not in the calendar", "February 2013 has 28 days; check the day"),
        ("2012-05-00", "is not in the calendar", "May 2012 has 31 days; check the day"),
        ("2013/15", "is not a financial year", "the year from April 2013 is written 2013/14"),
        ("1999/01-Q2", "is not a financial year", "the year from April 1999 is written 1999/00"),
        ("2013-Q5", "has no such quarter", "quarters run from Q1 to Q4"),
        ("2013/14-Q0", "has no such quarter", "quarters run from Q1 to Q4"),
        ("1850", "is not a year between 1900 and 2199", "check the year"),
        ("2200-01-01", "is not a year between 1900 and 2199", "check the year"),
        ("0000", "is not a year between 1900 and 2199", "check the year"),
    ],
)
def test_a_bad_date_says_why_and_how_to_write_it(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_period(text)
    assert caught.value.message == f"{text!r} {message}"
    assert hint in caught.value.hint
    assert str(caught.value) == f"{caught.value.message}: {caught.value.hint}"


@pytest.mark.parametrize("text", ["01/01/1850", "31/12/0050", "01/01/9999", "2-3-2200"])
def test_a_hint_never_offers_a_date_that_would_be_refused(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_period(text)
    offered = re.search(r"write ([0-9-]+)$", caught.value.hint)
    assert offered is None, caught.value.hint


@pytest.mark.parametrize("text", ["Decision 2012", "Marathon 2012", "Mayor 2014", "Octagon-2013"])
def test_a_word_that_only_begins_like_a_month_is_not_offered_as_one(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_period(text)
    assert "if it means" not in caught.value.hint


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("letters", [3, 4, 9])
def test_every_month_is_known_by_its_name_and_its_first_letters(number: int, letters: int) -> None:
    with pytest.raises(BadDate) as caught:
        parse_period(f"2 {MONTHS[number - 1][:letters]} 2013")
    assert caught.value.hint.endswith(f"write 2013-{number:02}-02")


@settings(max_examples=100)
@given(WRITTEN)
def test_what_follows_the_format_is_read_and_keeps_its_text(text: str) -> None:
    period = parse_period(text)
    assert period.text == text
    assert period.first <= period.last


@settings(max_examples=100)
@given(YEARS, MONTH_NUMBERS)
def test_a_month_has_the_days_of_the_calendar(year: int, month: int) -> None:
    length = calendar.monthrange(year, month)[1]
    period = parse_period(f"{year}-{month:02}")
    assert (period.first, period.last) == (date(year, month, 1), date(year, month, length))
    assert month_end(year, month) == period.last


@settings(max_examples=100)
@given(YEARS, st.booleans())
def test_four_quarters_follow_each_other_and_make_the_year(year: int, financial: bool) -> None:
    name = f"{year}/{(year + 1) % 100:02}" if financial else str(year)
    whole = parse_period(name)
    quarters = [parse_period(f"{name}-Q{number}") for number in (1, 2, 3, 4)]
    assert (quarters[0].first, quarters[-1].last) == (whole.first, whole.last)
    for earlier, later in pairwise(quarters):
        assert later.first - earlier.last == timedelta(days=1)


@settings(max_examples=100)
@given(DAYS)
def test_a_day_is_its_own_period(day: date) -> None:
    assert parse_period(day.isoformat()) == day_period(day)
    assert day_period(day).words == day_words(day)


@settings(max_examples=100)
@given(st.one_of(st.text(), NEARLY, WRITTEN.map(lambda text: f"{text} ")))
def test_any_text_is_a_date_or_a_bad_date_with_a_hint(text: str) -> None:
    try:
        outcome = parse_period(text).text
    except BadDate as bad:
        outcome = bad.hint
    assert outcome == text or outcome.startswith(("write ", "dates are ", "months ", "quarters ", "check ", "the year"))


@pytest.mark.parametrize(
    ("year", "month", "end"),
    [(2012, 2, date(2012, 2, 29)), (2012, 12, date(2012, 12, 31)), (2012, 13, date(2013, 1, 31))],
)
def test_a_month_may_run_into_the_next_year(year: int, month: int, end: date) -> None:
    assert month_end(year, month) == end


@pytest.mark.parametrize(
    ("days", "words"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (273, "273 days"), (5123, "5,123 days")]
)
def test_a_number_of_days_in_words(days: int, words: str) -> None:
    assert days_words(days) == words


@pytest.mark.parametrize(
    ("span", "day"),
    [
        ("28d", date(2012, 2, 28)),
        ("0d", date(2012, 1, 31)),
        ("4w", date(2012, 2, 28)),
        ("1m", date(2012, 2, 29)),
        ("3M", date(2012, 4, 30)),
        ("1y", date(2013, 1, 31)),
        (" 2 weeks ", date(2012, 2, 14)),
        ("1 day", date(2012, 2, 1)),
        ("10 days", date(2012, 2, 10)),
        ("6 months", date(2012, 7, 31)),
        ("2 years", date(2014, 1, 31)),
    ],
)
def test_a_span_leads_to_a_later_day(span: str, day: date) -> None:
    assert later_day(date(2012, 1, 31), span) == day


@pytest.mark.parametrize(
    "span", ["", "28", "d", "-1d", "1.5m", "28 d 3 h", "12345d", "1 hour", "٣d", "2 decades", "30 minutes", "5 mice"]
)
def test_a_span_written_otherwise_is_refused(span: str) -> None:
    with pytest.raises(BadDate, match="is not a length of time: write 28d, 4w, 3m or 1y"):
        later_day(date(2012, 1, 31), span)


@pytest.mark.parametrize("span", ["9999y", "9999d"])
def test_a_span_beyond_the_calendar_is_refused(span: str) -> None:
    with pytest.raises(BadDate, match="is beyond the calendar: write a shorter time"):
        later_day(date(9990, 1, 31), span)


@settings(max_examples=100)
@given(st.text())
def test_any_span_gives_a_day_or_a_bad_date(span: str) -> None:
    try:
        outcome = later_day(date(2012, 1, 31), span).isoformat()
    except BadDate as bad:
        outcome = bad.hint
    assert outcome == "write 28d, 4w, 3m or 1y" or outcome >= "2012-01-31"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2013-Q3", "2013/14-Q2", True),
        ("2013-07", "2013-07", True),
        ("2013-07", "2013-07-31", False),
        ("2013", "2013/14", False),
        ("2013-Q3", "2013-Q4", False),
    ],
)
def test_two_dates_are_the_same_when_they_mean_the_same_days(one: str, other: str, *, same: bool) -> None:
    assert parse_period(one).same_as(parse_period(other)) is same
    assert parse_period(other).same_as(parse_period(one)) is same


def test_no_date_is_not_the_same_as_one() -> None:
    assert not parse_period("2013").same_as(None)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2012-05-31", Precision.DAY),
        ("2012-05", Precision.MONTH),
        ("2013-Q3", Precision.QUARTER),
        ("2013/14-Q2", Precision.FINANCIAL_QUARTER),
        ("2013", Precision.YEAR),
        ("2013/14", Precision.FINANCIAL_YEAR),
    ],
)
def test_a_date_says_how_precise_it_is(text: str, precision: Precision) -> None:
    assert parse_period(text).precision is precision
    assert precision.is_quarter is ("Q" in text)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("other", ["2013", "2012-05"])
def test_dates_have_no_order(compare: Callable[[object, object], bool], other: str) -> None:
    one = parse_period("2012-05")
    with pytest.raises(TypeError, match="not supported between instances of 'Period' and 'Period'"):
        compare(one, parse_period(other))
    with pytest.raises(TypeError, match="not supported"):
        compare((1, one), (1, parse_period("2014")))
    with pytest.raises(TypeError, match="not supported"):
        max(one, parse_period("2014"))


@given(WRITTEN, WRITTEN)
def test_dates_are_equal_when_written_alike(one: str, other: str) -> None:
    parse_period.cache_clear()
    first, again = parse_period(one), pickle.loads(pickle.dumps(parse_period(one)))  # noqa: S301  (its own bytes)
    assert first == again
    assert hash(first) == hash(again)
    assert (first == parse_period(other)) is (one == other)


def test_a_date_is_never_changed() -> None:
    with pytest.raises(AttributeError):
        parse_period("2013").text = "2014"  # type: ignore[misc]
