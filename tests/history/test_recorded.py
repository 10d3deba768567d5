from datetime import date

import pytest

from scrplan.history.recorded import as_recorded
from scrplan.model import Progress, State
from tests.building import plan_of, plan_text

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
