import pytest

from scrplan.assessment import AssessedPlan
from scrplan.report.explain import assurance_reason, slippage_reason, state_reason, timeliness_reason
from scrplan.source.files import load_plan
from tests.assessment import DAY, assess_plan, judged
from tests.building import ROOT


@pytest.fixture(scope="module")
def child_g() -> AssessedPlan:
    plan, problems = load_plan(ROOT / "plans" / "child-g.yaml")
    assert plan is not None, problems
    return assess_plan(plan, DAY)


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("16", "overdue: due by 31 December 2012, open on 30 September 2013, 273 days"),
        ("3", "overdue: due by 31 July 2012, open on 30 September 2013, 426 days"),
        ("5", "not yet due: due by 28 February 2014, 151 days after 30 September 2013"),
        ("1", "done late: due by 31 May 2012, completed on 19 February 2013"),
        ("17", "done late: due by 1 August 2012, completed in November 2012"),
        ("23", "done: due by 31 March 2012, completion date not known"),
    ],
)
def test_the_published_plan_is_explained(child_g: AssessedPlan, ref: str, words: str) -> None:
    item = next(item for item in child_g.items if item.recommendation.ref == ref)
    assert timeliness_reason(item) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["rag: amber", "due: 2013-09-29"], "overdue: due by 29 September 2013, open on 30 September 2013, 1 day"),
        (["rag: amber", "due: 2013-10"], "due soon: due by 31 October 2013, 31 days after 30 September 2013"),
        (["rag: amber", "due: 2013-10-01"], "due soon: due by 1 October 2013, 1 day after 30 September 2013"),
        (["rag: amber"], "no date: it is open, and no due date"),
        (["rag: amber", "due_text: July Board"], "no date: it is open, and the date is only words: July Board"),
        (["rag: green"], "done: no due date, completion date not known"),
        (["rag: green", "completed: 2013-01"], "done: no due date, completed in January 2013"),
        (["state: stopped", "stopped_reason: Merged with 4"], "stopped: Merged with 4"),
        (
            ["actions: [{text: A, due: 2012, completed: 2013}, {text: B, rag: green}]"],
            "done late: one of its actions was",
        ),
        (
            ["actions: [{text: A, state: stopped, stopped_reason: x}]"],
            "stopped: one of its actions was",
        ),
        (["state: stopped", "due: 2012"], "stopped: due by 31 December 2012"),
    ],
)
def test_timeliness_is_explained_with_its_dates(fields: list[str], words: str) -> None:
    assert timeliness_reason(judged(*fields, soon=31)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["state: not_started"], "not started: stated so in the plan"),
        (["rag: amber"], "in progress: the rating is amber, which means 'In hand' here"),
        (["completed: 2013-02-19"], "complete: completed on 19 February 2013"),
        (["completed: 2013-02"], "complete: completed in February 2013"),
        ([], "not stated: the plan gives neither a rating nor a state, so it counts as open"),
        (
            ["actions: [{text: A, rag: amber}, {text: B, rag: green}]"],
            "in progress: that of the least advanced action; 1 of 2 are done",
        ),
        (
            ["actions: [{text: A, state: not_started}, {text: B, rag: green}]"],
            "not started: that of the least advanced action; 1 of 2 are done",
        ),
        (
            ["actions: [{text: A}, {text: B}]"],
            "not stated: the plan gives neither a rating nor a state, so it counts as open",
        ),
        (["completed: 2013-11", "rag: green"], "not stated on 30 September 2013: completed later, in November 2013"),
        (
            ["completed: 2013-11-05", "rag: green"],
            "not stated on 30 September 2013: completed later, on 5 November 2013",
        ),
        (
            ["completed: 2013-11", "rag: green", "updates: [{on: 2013-05, rag: amber}]"],
            "in progress on 30 September 2013: completed later, in November 2013",
        ),
    ],
)
def test_a_state_is_explained_by_what_it_rests_on(fields: list[str], words: str) -> None:
    assert state_reason(judged(*fields)) == words


def test_the_state_of_an_action_is_explained_by_its_own_rating_or_the_one_above() -> None:
    own = judged("actions: [{text: A, rag: amber}, {text: B, rag: green}]").parts[0]
    above = judged("rag: red", "actions: [{text: A}]").parts[0]
    assert state_reason(own) == "in progress: the rating is amber, which means 'In hand' here"
    assert state_reason(above) == "in progress: the rating is red, which means 'Off track' here"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["rag: green"], "none: no evidence and no sign-off is recorded"),
        (["evidence: [{title: A}]"], "evidenced: 1 item of evidence, not signed off"),
        (["evidence: [{title: A}, {title: B}]"], "evidenced: 2 items of evidence, not signed off"),
        (["sign_off: {by: The board}"], "signed off by The board"),
        (["sign_off: {by: The board, on: 2013-06}"], "signed off by The board in June 2013"),
        (["sign_off: {by: The board, on: 2013-06-03}"], "signed off by The board on 3 June 2013"),
        (["state: signed_off"], "signed off: stated so in the plan"),
    ],
)
def test_assurance_is_explained(fields: list[str], words: str) -> None:
    assert assurance_reason(judged(*fields)) == words


def test_actions_signed_off_one_by_one_are_not_called_signed_off_in_the_plan() -> None:
    item = judged("rag: green", "actions: [{text: A, sign_off: {by: X}}, {text: B, sign_off: {by: Y}}]")
    assert assurance_reason(item) != "signed off: stated so in the plan"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["due: 2014-02"], ""),
        (
            ["due: 2014-02", "revisions: [{from: 2013-09, to: 2014-02}]"],
            "moved once, from September 2013: 151 days later",
        ),
        (
            ["due: 2014-02-28", "revisions: [{from: 2014-02-27, to: 2014-03}, {from: 2014-03, to: 2014-02-28}]"],
            "moved 2 times, from 27 February 2014: 1 day later",
        ),
        (
            ["due: 2013-08-31", "revisions: [{from: 2013-09-30, to: 2013-08-31}]"],
            "moved once, from 30 September 2013: 30 days earlier",
        ),
        (["due: 2014-02", "revisions: [{to: 2014-02}]"], "moved once; the first date is not known"),
    ],
)
def test_a_moved_date_is_explained(fields: list[str], words: str) -> None:
    assert slippage_reason(judged(*fields)) == words


def test_the_moves_of_a_recommendation_are_told_by_its_own_dates() -> None:
    item = judged("due: 2014-02", "revisions: [{from: 2013-09, to: 2014-02}]", "actions: [{text: A, due: 2013-12}]")
    assert slippage_reason(item) == "moved once, from September 2013: 151 days later"
