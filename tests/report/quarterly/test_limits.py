from datetime import date

import pytest

from scrplan.report.quarterly.limits import limits
from scrplan.report.quarterly.quarter_facts import Basis
from tests.assessment import assess_plan
from tests.report.quarterly.papers import More, named, plan_with, position, position_of

GUESSED = "What moved is only what the plans themselves date: "
FIRST_RATED = (
    "Of 1 recommendation the plans record no rating from 30 June 2013 or before; it is counted as if it had been the "
    "same."
)


def beginnings(basis: Basis, *rows: str) -> list[str]:
    """Return how each point begins."""
    return [one[:40] for one in limits(position(plan_with(*rows), more=More(basis=basis)))]


def test_what_git_has_at_both_ends_has_no_limits() -> None:
    assert limits(position(plan_with("rag: green"))) == ()


@pytest.mark.parametrize(
    ("basis", "beginning"),
    [
        (Basis.NO_OPENING, ["git has no version of the plans from 30 June 2013 or before."]),
        (Basis.NOT_THEN, ["git has no version of the plans from 30 September 2013 or before."]),
        (Basis.NO_GIT, ["The plans are not in git, so nobody can show what they said on 30 September 2013."]),
    ],
)
def test_what_git_does_not_have_is_said(basis: Basis, beginning: list[str]) -> None:
    assert beginnings(basis, "rag: green") == [one[:40] for one in [*beginning, GUESSED]]


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ("rag: red, updates: [{on: 2013-08, rag: red, text: A}]", True),
        ("rag: red, updates: [{on: 2013-07-01, rag: red, text: A}]", True),
        ("rag: red, updates: [{on: 2013-06-30, rag: amber, text: A}, {on: 2013-08, rag: red, text: B}]", False),
        ("rag: red, updates: [{on: 2013-08, text: A}]", False),
        ("rag: red", False),
        ("actions: [{text: A, rag: red, updates: [{on: 2013-08, rag: red, text: A}]}, {text: B}]", True),
    ],
    ids=["first in it", "on its first day", "before", "without a rating", "never", "of an action"],
)
def test_what_was_first_rated_in_the_period_counts_as_rated_then_as_now(row: str, is_told: bool) -> None:
    found = limits(position(plan_with(row), more=More(basis=Basis.NO_GIT)))
    assert (FIRST_RATED in found) == is_told


def test_what_was_completed_in_the_period_is_not_said_to_count_as_now() -> None:
    row = "rag: green, completed: 2013-08, updates: [{on: 2013-08, rag: green, text: Done}]"
    assert FIRST_RATED not in limits(position(plan_with(row), more=More(basis=Basis.NO_GIT)))


OLD = ("as_at: 2013-09", "as_at: 2013-06")


def test_a_plan_that_nobody_brought_up_to_date_in_the_period_is_said() -> None:
    (found,) = limits(position(plan_with("rag: red", head=named("old", OLD))))
    assert found.startswith("One plan was last brought up to date (old in June 2013) before this period began; ")
    assert found.endswith("what this paper says of it is what was known then.")
    assert limits(position(plan_with("rag: red", head=named("new", ("as_at: 2013-09", "as_at: 2013-07-01"))))) == ()


def test_an_old_position_of_a_plan_that_was_changed_since_is_not_said_to_be_of_then() -> None:
    head = named("old", OLD)
    of = position(plan_with("rag: red", head=head), more=More(before=(plan_with("rag: amber", head=head),)))
    (found,) = limits(of)
    words = " was last brought up to date (old in June 2013) before this period began, though it was changed in it."
    assert found.endswith(words)


FIVE = (
    "5 plans were last brought up to date (p1 in June 2013, p2 in June 2013, p3 in June 2013, p4 in June 2013 and "
    "1 more) before this period began; what this paper says of them is what was known then."
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "One plan was last brought up to date (p1 in June 2013) before this period began; what this paper"),
        (2, "2 plans were last brought up to date (p1 in June 2013, p2 in June 2013) before this period began; "),
        (5, FIVE),
    ],
)
def test_of_several_plans_those_that_are_old_are_counted(number: int, words: str) -> None:
    old = [plan_with("rag: red", head=named(f"p{place}", OLD)) for place in range(1, number + 1)]
    (found,) = limits(position(*old, plan_with("rag: red")))
    assert found.startswith(words)


def test_a_period_that_has_not_ended_is_said() -> None:
    plan, day = plan_with("rag: red"), date(2013, 8, 15)
    of = position_of([assess_plan(plan, date(2013, 6, 30))], (assess_plan(plan, day),))
    assert limits(of) == ("The period has not ended: the plans are judged on 15 August 2013.",)
