import pytest

from tests.report.quarterly.papers import (
    More,
    answer,
    overwritten,
    plan_with,
    rows_of,
    section,
)


def test_what_is_overdue_stands_oldest_first_with_its_slips() -> None:
    plan = plan_with(
        "rag: amber, due: 2013-08, leads: [{role: Head}]",
        "rag: red, due: 2013-06, revisions: [{from: 2013-03, to: 2013-05, reason: A}, {from: 2013-05, to: 2013-06}]",
        "due: 2013-07, revisions: [{to: 2013-07, reason: The form}], actions: [{part: b, text: Do}]",
    )
    found = rows_of(section(answer(plan), "Overdue on 30 September 2013, oldest first"))
    keys = ("ref", "text", "original_due", "due", "days_overdue", "slippage_days")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("2", "Row 2", "Mar 2013", "Jun 2013", "92 days", "91 days"),
        ("3, part b", "Do", "not known", "Jul 2013", "61 days", "not known"),
        ("1", "Row 1", "Aug 2013", "Aug 2013", "30 days", ""),
    ]
    assert [(row["times_moved"], row["reason"], row["leads"]) for row in found] == [
        ("2", "none recorded", "nobody named"),
        ("1", "The form", "nobody named"),
        ("", "", "Head"),
    ]


REVISED = "revisions: [{from: 2013-03, to: 2013-06, reason: The form}]"


LOST = "none: overwritten on 20 August 2013"


@pytest.mark.parametrize(
    ("row", "lost", "times", "reason"),
    [
        ("due: 2013-08", [("2013-05", "2013-08")], "1", LOST),
        ("due: 2013-08", [("2013-03", "2013-05"), ("2013-05", "2013-08")], "2", LOST),
        (f"due: 2013-08, {REVISED}", [("2013-06", "2013-08")], "2", LOST),
        (f"due: 2013-06, {REVISED}", [("2013-01", "2013-03")], "2", "The form"),
        (f"due: 2013-06, {REVISED}", [], "1", "The form"),
    ],
    ids=["once", "twice", "after a revision", "before a revision", "never"],
)
def test_an_overwritten_date_counts_as_a_move_and_says_so(
    row: str, lost: list[tuple[str, str]], times: str, reason: str
) -> None:
    more = More(overwritten={"sample": tuple(overwritten("1", *pair) for pair in lost)})
    (found,) = rows_of(section(answer(plan_with(row), more=more), "Overdue on"))
    assert (found["times_moved"], found["reason"]) == (times, reason)


def test_an_overwritten_date_is_that_of_its_own_action() -> None:
    plan = plan_with("actions: [{part: a, text: A, due: 2013-08}, {text: B, due: 2013-08}]")
    more = More(overwritten={"sample": (overwritten("1", "2013-05", "2013-08", part="#2"),)})
    found = rows_of(section(answer(plan, more=more), "Overdue on"))
    assert [(row["ref"], row["times_moved"], row["reason"]) for row in found] == [
        ("1, part a", "", ""),
        ("1", "1", LOST),
    ]


def test_actions_in_the_same_words_have_each_their_own_dates() -> None:
    plan = plan_with("actions: [{text: A, due: 2013-08}, {text: A, due: 2013-08}]")
    more = More(overwritten={"sample": (overwritten("1", "2013-05", "2013-08", part="#2"),)})
    found = rows_of(section(answer(plan, more=more), "Overdue on"))
    assert [row["times_moved"] for row in found] == ["", "1"]


def test_an_action_with_the_date_of_its_recommendation_moved_with_it() -> None:
    plan = plan_with("due: 2013-08, actions: [{part: a, text: A}, {part: b, text: B, due: 2013-07}]")
    more = More(overwritten={"sample": (overwritten("1", "2013-05", "2013-08"),)})
    found = rows_of(section(answer(plan, more=more), "Overdue on"))
    assert [(row["ref"], row["times_moved"], row["reason"]) for row in found] == [
        ("1, part b", "", ""),
        ("1, part a", "1", LOST),
    ]


def test_a_date_whose_first_was_lost_slipped_by_at_least_what_is_known() -> None:
    row = "rag: red, due: 2013-08, revisions: [{to: 2013-06, reason: A}, {from: 2013-06, to: 2013-08, reason: B}]"
    (found,) = rows_of(section(answer(plan_with(row)), "Overdue on"))
    assert (found["original_due"], found["slippage_days"]) == ("not known", "at least 62 days")
