from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.history.period_figures import Step, figures_of, period_of, periods_before, periods_between
from scrplan.model import Quarters
from tests.assessment import assess_plan
from tests.building import HEAD, plan_of, plan_text

FINANCIAL, CALENDAR = Quarters.FINANCIAL, Quarters.CALENDAR


@pytest.mark.parametrize(
    ("day", "step", "quarters", "period"),
    [
        ("2013-09-30", Step.MONTH, FINANCIAL, "2013-09"),
        ("2013-09-30", Step.QUARTER, FINANCIAL, "2013/14-Q2"),
        ("2013-09-30", Step.QUARTER, CALENDAR, "2013-Q3"),
        ("2013-03-31", Step.QUARTER, FINANCIAL, "2012/13-Q4"),
        ("2013-04-01", Step.QUARTER, FINANCIAL, "2013/14-Q1"),
        ("2013-01-01", Step.QUARTER, CALENDAR, "2013-Q1"),
        ("2013-03-31", Step.YEAR, FINANCIAL, "2012/13"),
        ("2013-03-31", Step.YEAR, CALENDAR, "2013"),
        ("1999-12-31", Step.YEAR, FINANCIAL, "1999/00"),
    ],
)
def test_the_period_of_a_day(day: str, step: Step, quarters: Quarters, period: str) -> None:
    assert period_of(date.fromisoformat(day), step, quarters).text == period


days = st.dates(date(1901, 1, 1), date(2198, 12, 31))
steps, kinds = st.sampled_from(Step), st.sampled_from(Quarters)


@given(days, steps, kinds)
def test_every_day_lies_in_its_period(day: date, step: Step, quarters: Quarters) -> None:
    period = period_of(day, step, quarters)
    assert period.first <= day <= period.last


@given(days, st.integers(0, 1000), steps, kinds)
def test_periods_follow_one_another_without_a_gap(first: date, more: int, step: Step, quarters: Quarters) -> None:
    last = min(first + timedelta(days=more), date(2198, 12, 31))
    found = periods_between(first, last, step, quarters)
    assert found[0].first <= first
    assert found[-1].first <= last <= found[-1].last
    for one, following in pairwise(found):
        assert following.first - one.last == timedelta(days=1)


@given(st.dates(date(1920, 1, 1), date(2198, 12, 31)), st.integers(1, 12), steps, kinds)
def test_the_last_periods_ended_before_the_day(day: date, number: int, step: Step, quarters: Quarters) -> None:
    found = periods_before(day, number, step, quarters)
    assert len(found) == number
    assert found[-1].last < day <= period_of(found[-1].last + timedelta(days=1), step, quarters).last
    assert found == periods_between(found[0].first, found[-1].last, step, quarters)


def test_figures_are_those_of_status() -> None:
    one = plan_of(
        plan_text(
            "  - {ref: 1, agency: Health, text: A, rag: green}\n"
            "  - {ref: 2, agency: Health, text: B, rag: amber, due: 2013-06}\n"
            "  - {ref: 3, agency: Health, text: C, rag: red, due: 2014-06}\n"
            "  - {ref: 4, agency: Health, text: D}\n"
            "  - {ref: 5, agency: Health, text: E, state: stopped}\n"
        )
    )
    head = HEAD.replace("  red:", "  blue: {state: signed_off, meaning: Proven}\n  red:")
    other = plan_of(plan_text("  - {ref: 1, agency: Health, text: A, rag: blue}\n", head=head))
    figures = figures_of([assess_plan(plan, date(2013, 9, 30)) for plan in (one, other)])
    assert figures[:-1] == (6, 3, 1, 1, 2, 1)
    assert figures.ratings == {"green": 1, "amber": 1, "red": 1, "blue": 1, "not_stated": 2}


def test_no_plan_is_nothing() -> None:
    assert figures_of([]) == (0, 0, 0, 0, 0, 0, {})
