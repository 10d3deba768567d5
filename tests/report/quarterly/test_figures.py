from datetime import timedelta

import pytest

from scrplan.model import State
from scrplan.report.quarterly.figures import figures_record
from scrplan.report.quarterly.quarter_facts import Basis
from tests.report.quarterly.papers import QUARTER, More, figures, named, plan_with, position

MANY = plan_with(
    "rag: green, completed: 2013-05",
    "rag: green, completed: 2013-05, evidence: [{title: Letter}]",
    "rag: green, completed: 2013-05, sign_off: {by: Board}",
    "rag: amber, due: 2013-08",
    "rag: red, due: 2013-08-30",
    "rag: amber, due: 2013-10",
    "due: 2013-12-31",
    "due: 2014-01",
    "state: stopped, stopped_reason: Merged",
    "rag: red, agency: Police",
)


def test_everything_is_counted_by_hand() -> None:
    found = figures(MANY)
    assert found.ratings == {"green": 3, "amber": 2, "red": 2, "not_stated": 3}
    assert (found.recommendations, found.open, found.complete, found.stopped) == (10, 6, 3, 1)
    assert (found.overdue, found.overdue_not_red, found.overdue_actions, found.oldest_days) == (2, 1, 2, 31)
    assert (found.complete_without_evidence, found.at_odds, found.due_next) == (1, 1, 2)
    assert (found.closed, found.dates_moved, found.updates) == (0, 0, 0)
    assert (found.agencies_owing, found.agencies_silent) == (2, ("Health", "Police"))


def test_of_nothing_there_is_nothing() -> None:
    found = figures(plan_with())
    numbers = [value for value in found._asdict().values() if isinstance(value, int)]
    assert len(numbers) == 22
    assert set(numbers) == {0}
    assert set(found.ratings.values()) == set(found.ages.values()) == {0}
    assert found.agencies_silent == ()


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (1, "up to 3 months"),
        (92, "up to 3 months"),
        (93, "3 to 6 months"),
        (183, "3 to 6 months"),
        (184, "6 to 12 months"),
        (365, "6 to 12 months"),
        (366, "over a year"),
        (40_000, "over a year"),
    ],
)
def test_an_age_has_its_bounds(days: int, label: str) -> None:
    found = figures(plan_with(f"due: {QUARTER.last - timedelta(days=days)}"))
    assert found.oldest_days == days
    assert {name: number for name, number in found.ages.items() if number} == {label: 1}


def test_what_is_due_on_the_last_day_is_not_overdue() -> None:
    found = figures(plan_with("due: 2013-09-30", "due: 2013-Q3", "due: 2013-09"))
    assert (found.overdue, found.overdue_actions, sum(found.ages.values())) == (0, 0, 0)


def test_a_recommendation_is_overdue_once_and_each_of_its_late_actions_counts() -> None:
    actions = "[{text: A, due: 2013-08-31}, {text: B, due: 2013-02}, {text: C, due: 2013-10}, {text: D, rag: green}]"
    found = figures(plan_with(f"rag: amber, actions: {actions}"))
    assert (found.overdue, found.overdue_actions, found.oldest_days) == (1, 2, 214)
    assert found.ages == {"up to 3 months": 1, "3 to 6 months": 0, "6 to 12 months": 1, "over a year": 0}
    assert found.due_next == 1


def test_not_red_means_by_the_key_of_the_plan() -> None:
    head = named(
        "own",
        ("  red: {state: in_progress, meaning: Off track}", "  9: {state: in_progress, meaning: L, off_track: true}"),
    )
    found = figures(plan_with("rag: 9, due: 2013-08", "rag: amber, due: 2013-08", "due: 2013-08", head=head))
    assert (found.overdue, found.overdue_not_red) == (3, 2)


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("rag: green", 0),
        ("rag: green, completed: 2013-05", 0),
        ("agency: Health", 0),
        ("rag: green, updates: [{on: 2013-08, text: This is not yet done}]", 1),
        ("rag: amber, due: 2013-08", 1),
        ("rag: red, due: 2013-08", 0),
        ("rag: amber, due: 2013-12, completed: 2013-05", 1),
        ("rag: amber, due: 2013-08, completed: 2013-05", 1),
        ("rag: amber, due: 2013-08, allow: [late-not-red], note: Why", 0),
    ],
    ids=["no proof", "no evidence", "gaps", "denied", "late", "late and red", "open", "two are one", "allowed"],
)
def test_what_lacks_only_its_proof_is_not_at_odds(row: str, number: int) -> None:
    assert figures(plan_with(row)).at_odds == number


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("rag: green", 1),
        ("rag: green, completed: 2013-05", 0),
        ("rag: green, updates: [{on: 2013-05, rag: green, text: Done}]", 0),
        ("rag: green, updates: [{on: 2013-05, text: Done}]", 1),
        ("rag: green, updates: [{on: 2013-06-30, rag: green, text: Done}]", 0),
        ("rag: green, updates: [{on: 2013-07-01, rag: green, text: Done}]", 1),
        ("rag: green, updates: [{on: 2013-08, rag: green, text: Done}]", 1),
        ("rag: amber", 0),
        ("state: complete, actions: [{text: A, completed: 2013-05}, {text: B, completed: 2013-06}]", 0),
        ("state: complete, actions: [{text: A, completed: 2013-05}, {text: B}]", 1),
    ],
)
def test_complete_since_nobody_knows_when(row: str, number: int) -> None:
    assert figures(plan_with(row), more=More(basis=Basis.NO_GIT)).complete_undated == number
    assert figures(plan_with(row), more=More(basis=Basis.NO_OPENING)).complete_undated == number
    assert figures(plan_with(row)).complete_undated == 0  # git tells what was complete at the start


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("due: 2013-09-29", 0),
        ("due: 2013-09-30", 1),  # late from the next day
        ("due: 2013-10-01", 1),
        ("due: 2013-12-31", 1),
        ("due: 2013-Q4", 1),
        ("due: 2014-01-01", 0),
        ("rag: green, due: 2013-11", 0),
        ("state: stopped, due: 2013-11", 0),
        ("due_text: Soon", 0),
        ("actions: [{text: A, due: 2013-10}, {text: B, due: 2013-11}, {text: C, due: 2014-02}]", 2),
        ("actions: [{text: A, rag: green}, {text: B}], due: 2013-11, rag: amber", 1),
        ("rag: amber, due: 2013-11, actions: [{text: A, rag: green}, {text: B, rag: green}]", 1),
    ],
)
def test_what_falls_due_in_the_next_quarter(row: str, number: int) -> None:
    assert figures(plan_with(row)).due_next == number


MOVES = [
    ("due: 2013-12", "due: 2013-12", 0, 0),
    ("due: 2013-08", "due: 2013-12, revisions: [{from: 2013-08, to: 2013-12, reason: Ill, on: 2013-08}]", 1, 0),
    ("due: 2013-08", "due: 2013-12, revisions: [{from: 2013-08, to: 2013-12, on: 2013-08}]", 1, 1),
    ("due: 2013-08", "due: 2013-12", 1, 1),
    ("due: 2013-08", "due: 2013-07", 1, 1),
    ("due: 2013-08", "due_text: Later", 1, 1),
    ("due_text: Soon", "due: 2013-12", 0, 0),
]


@pytest.mark.parametrize(("before", "after", "moved", "unexplained"), MOVES)
def test_a_date_that_moved(before: str, after: str, moved: int, unexplained: int) -> None:
    found = figures(plan_with(after), more=More(before=(plan_with(before),)))
    assert (found.dates_moved, found.dates_moved_without_reason) == (moved, unexplained)


def test_an_agency_is_silent_that_owes_and_gave_nothing() -> None:
    before = plan_with("rag: amber", "rag: amber, agency: Police", "rag: amber, agency: NHS")
    after = plan_with(
        "rag: amber, updates: [{on: 2013-08, text: Begun}, {on: 2013-09, text: Further}]",
        "rag: amber, agency: Police, updates: [{on: 2013-08, text: Where is it?, kind: challenge}]",
        "rag: amber, agency: NHS",
    )
    found = figures(after, more=More(before=(before,)))
    assert (found.updates, found.agencies_owing, found.agencies_silent) == (2, 2, ("Police",))


def test_an_agency_that_owes_nothing_is_not_silent() -> None:
    found = figures(plan_with("rag: green", "state: stopped, agency: Police"))
    assert (found.agencies_owing, found.agencies_silent) == (0, ())
    after = plan_with("rag: green, updates: [{on: 2013-08, text: Done}]")
    found = figures(after, more=More(before=(plan_with("rag: amber"),)))
    assert (found.updates, found.agencies_owing, found.agencies_silent) == (1, 0, ())


def test_plans_with_different_keys_are_counted_each_by_its_own_words() -> None:
    head = named(
        "other", ("  amber: {state: in_progress, meaning: In hand}", "  yellow: {state: complete, meaning: Y}")
    )
    found = figures(plan_with("rag: green", "rag: amber"), plan_with("rag: yellow", "rag: red", head=head))
    assert found.ratings == {"green": 1, "amber": 1, "red": 1, "yellow": 1, "not_stated": 0}
    assert (found.complete, found.open) == (2, 2)


def test_the_record_is_made_of_plain_words_and_numbers() -> None:
    of = position(MANY)
    record = figures_record(of, figures(MANY))
    assert record["period"] == {"text": "2013/14-Q2", "first": "2013-07-01", "last": "2013-09-30"}
    assert record["basis"] == "git"
    assert record["figures"]["overdue"] == 2
    assert record["movement"]["open"]["opening"] == record["movement"]["open"]["closing"] == 6
    assert list(record["movement"]["plans"]) == ["sample"]
    assert record["movement"]["answers"]["Police"] == {"updates": 0, "open": 1, "silent": 1}
    assert record["trend"] == []


def test_a_state_that_a_rating_contradicts_counts_as_it_is_stated() -> None:
    plan = plan_with("rag: green, state: in_progress", "rag: amber, state: complete")
    assert [one.progress.state for one in plan.recommendations] == [State.IN_PROGRESS, State.COMPLETE]
    found = figures(plan)
    assert (found.ratings["green"], found.open, found.complete, found.at_odds) == (1, 1, 1, 2)
