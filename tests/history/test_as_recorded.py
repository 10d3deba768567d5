from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.assessment import Assurance
from scrplan.history.as_recorded import as_recorded, first_rated_after
from scrplan.model import Plan, Progress, State
from tests.assessment import assess_plan
from tests.building import ROW, plan_of, plan_text
from tests.history.plans import plans

DAY = date(2013, 6, 30)


def recorded(*facts: str) -> Progress:
    lines = "".join(f"    {fact}\n" for fact in facts)
    plan = plan_of(plan_text(f'  - ref: "1"\n    agency: Health\n    text: Do something\n{lines}'))
    return as_recorded(plan, DAY).recommendations[0].progress


def test_what_is_dated_later_is_left_out() -> None:
    facts = recorded(
        "rag: green",
        "completed: 2013-08",
        "updates: [{on: 2013-05, rag: amber, text: Begun}, {on: 2013-08, rag: green, text: Done}]",
        "evidence: [{title: Plan, on: 2013-04}, {title: Letter, on: 2013-08}, {title: Minutes}]",
        "sign_off: {by: Board, on: 2013-09}",
    )
    assert (facts.rag, facts.completed, facts.sign_off) == ("amber", None, None)
    assert [one.text for one in facts.updates] == ["Begun"]
    assert [one.title for one in facts.evidence] == ["Plan", "Minutes"]


def test_what_was_rated_only_later_is_not_stated() -> None:
    assert recorded("rag: green", "updates: [{on: 2013-08, rag: green, text: Done}]").rag is None


def test_what_may_have_been_rated_by_the_day_is_not_taken_back() -> None:
    assert recorded("rag: green", "updates: [{on: 2013, rag: red, text: A}]").rag == "green"


def test_what_has_no_later_date_stays() -> None:
    before = recorded("rag: green", "completed: 2013-05", "updates: [{on: 2013-05, rag: green, text: Done}]")
    assert (before.rag, str(before.completed)) == ("green", "2013-05")


@pytest.mark.parametrize(
    ("revisions", "due"),
    [
        ("[{from: 2013-03, to: 2013-12, on: 2013-07}]", "2013-03"),
        ("[{from: 2013-03, to: 2013-09, on: 2013-05}, {to: 2013-12, on: 2013-07}]", "2013-09"),
        ("[{from: 2013-03, to: 2013-12, on: 2013-05}]", "2013-12"),
        ("[{from: 2013-03, to: 2013-12}]", "2013-12"),
    ],
)
def test_a_date_that_was_moved_later_is_the_one_before(revisions: str, due: str) -> None:
    assert str(recorded("due: 2013-12", f"revisions: {revisions}").due) == due


def test_a_stop_that_was_decided_later_is_none() -> None:
    facts = recorded(
        "state: stopped",
        "stopped_reason: Merged",
        "updates: [{on: 2013-08, text: Stopped, kind: decision}]",
    )
    assert (facts.state, facts.stopped_reason) == (None, "")
    assert recorded("state: stopped", "stopped_reason: Merged").state is State.STOPPED


def kept(*facts: str) -> Progress:
    """Return what counts as having been so where nothing else is recorded."""
    lines = "".join(f"    {fact}\n" for fact in facts)
    plan = plan_of(plan_text(f'  - ref: "1"\n    agency: Health\n    text: Do something\n{lines}'))
    return as_recorded(plan, DAY, keeps_ratings=True).recommendations[0].progress


LATER = "updates: [{on: 2013-08, rag: green, text: Done}]"


@pytest.mark.parametrize(
    ("facts", "rag"),
    [
        (("rag: green", LATER), "green"),
        (("rag: red", "updates: [{on: 2013-08, rag: amber, text: A}]"), "red"),
        (("rag: green", "completed: 2013-08", LATER), None),
        (("rag: green", "completed: 2013-08"), None),
        (("rag: amber", "completed: 2013-08"), "amber"),
        (("rag: green", "updates: [{on: 2013-05, rag: red, text: A}, {on: 2013-08, rag: green, text: B}]"), "red"),
    ],
)
def test_a_rating_that_nothing_contradicts_counts_as_it_is_now(facts: tuple[str, ...], rag: str | None) -> None:
    assert kept(*facts).rag == rag


@pytest.mark.parametrize(
    ("stated", "then"),
    [
        (("state: complete", "completed: 2013-05"), State.COMPLETE),
        (("state: complete", "completed: 2013-08"), None),
        (("state: complete",), State.COMPLETE),
        (("state: in_progress",), State.IN_PROGRESS),
        (("state: signed_off", "sign_off: {by: Board, on: 2013-05}"), State.SIGNED_OFF),
        (("state: signed_off", "sign_off: {by: Board}"), State.SIGNED_OFF),
        (("state: signed_off", "completed: 2013-05", "sign_off: {by: Board, on: 2013-08}"), State.COMPLETE),
        (("state: signed_off", "completed: 2013-08", "sign_off: {by: Board, on: 2013-08}"), None),
    ],
)
def test_a_state_that_was_reached_later_is_not_that_of_then(stated: tuple[str, ...], then: State | None) -> None:
    assert recorded(*stated).state is then
    assert kept(*stated).state is then


def test_nobody_had_signed_off_before_the_sign_off() -> None:
    plan = plan_of(plan_text(ROW + "    state: signed_off\n    sign_off: {by: Board, on: 2013-08}\n"))
    (item,) = assess_plan(as_recorded(plan, DAY), DAY).items
    assert item.assurance is Assurance.NONE


def test_the_actions_are_taken_back_each_by_its_own_dates() -> None:
    actions = "[{text: A, rag: green, completed: 2013-05}, {text: B, rag: green, completed: 2013-08}, {text: C}]"
    plan = plan_of(plan_text(f"{ROW}    actions: {actions}\n"))
    then = [action.progress for action in as_recorded(plan, DAY).recommendations[0].actions]
    assert [(one.rag, str(one.completed)) for one in then] == [("green", "2013-05"), (None, "None"), (None, "None")]


def test_actions_without_a_date_were_done_when_the_whole_was() -> None:
    actions = "[{text: A, rag: green}, {text: B, state: complete}, {text: C, rag: amber}]"
    plan = plan_of(plan_text(f"{ROW}    rag: green\n    completed: 2013-08\n    actions: {actions}\n"))
    then = [action.progress for action in as_recorded(plan, DAY).recommendations[0].actions]
    assert [(one.rag, one.state) for one in then] == [(None, None), (None, None), ("amber", None)]
    (item,) = assess_plan(as_recorded(plan, DAY, keeps_ratings=True), DAY).items
    assert item.state.is_open


@pytest.mark.parametrize("on", ["2013-06-30", "2013-06", "2013-Q2", "2013"])
def test_what_may_have_been_by_the_day_was(on: str) -> None:
    facts = recorded(f"updates: [{{on: {on}, text: Begun}}]", f"evidence: [{{title: A, on: {on}}}]")
    assert (len(facts.updates), len(facts.evidence)) == (1, 1)


@pytest.mark.parametrize("on", ["2013-07-01", "2013-07", "2013-Q3", "2014"])
def test_what_cannot_have_been_by_the_day_was_not(on: str) -> None:
    facts = recorded(f"updates: [{{on: {on}, text: Begun}}]", f"evidence: [{{title: A, on: {on}}}]")
    assert (facts.updates, facts.evidence) == ((), ())


def test_the_first_rated_are_those_of_the_row_or_of_an_action() -> None:
    rows = (
        f"  - {{ref: 1, agency: Health, text: A, rag: green, {LATER}}}\n"
        f"  - {{ref: 2, agency: Health, text: A, actions: [{{text: B}}, {{text: C, rag: green, {LATER}}}]}}\n"
        f"  - {{ref: 3, agency: Health, text: A, rag: green, completed: 2013-08, {LATER}}}\n"
        "  - {ref: 4, agency: Health, text: A, rag: green}\n"
    )
    assert first_rated_after(plan_of(plan_text(rows)), DAY) == ("1", "2")


@given(plans(), st.dates(date(2012, 1, 1), date(2014, 6, 1)))
@settings(max_examples=150)
def test_taking_back_twice_is_taking_back_once_and_leaves_nothing_dated_later(plan: Plan, day: date) -> None:
    then = as_recorded(plan, day)
    assert as_recorded(then, day) == then
    assert [row.ref for row in then.recommendations] == [row.ref for row in plan.recommendations]
    for row in then.recommendations:
        for facts in (row.progress, *(action.progress for action in row.actions)):
            dated = [*(one.on for one in facts.updates), *(one.on for one in facts.evidence), facts.completed]
            dated += [facts.sign_off.on] if facts.sign_off else []
            dated += [one.on for one in facts.revisions[-1:]]
            assert all(on is None or on.first <= day for on in dated)


@given(plans(), st.dates(date(2012, 1, 1), date(2014, 6, 1)))
@settings(max_examples=150)
def test_what_is_first_rated_later_counts_as_rated_now(plan: Plan, day: date) -> None:
    then = as_recorded(plan, day, keeps_ratings=True)
    told = first_rated_after(plan, day)
    for was, now in zip(then.recommendations, plan.recommendations, strict=True):
        if now.ref in told and not now.actions:
            assert was.progress.rag == now.progress.rag
