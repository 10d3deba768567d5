import pytest

from scrplan.report.quarterly.figures import quarter_figures
from scrplan.report.quarterly.headlines import headlines
from scrplan.report.quarterly.quarter_facts import Basis
from tests.report.quarterly.papers import NOTHING, More, named, plan_with, position


def said(*rows: str, more: More = NOTHING) -> list[str]:
    of = position(plan_with(*rows), more=more)
    return list(headlines(of, quarter_figures(of)))


def test_of_a_plan_without_a_recommendation() -> None:
    assert said() == [
        "No recommendation.",
        "Open: 0 at the start and at the end.",
        "Nothing was overdue on 30 September 2013.",
        "Nothing is stated as complete.",
        "Apart from missing evidence and dates, no stated rating disagrees with the facts.",
        "No due date was moved in this period.",
        "No agency owed an update.",
    ]


def test_of_a_plan_with_a_little_of_everything() -> None:
    before = plan_with(
        "rag: amber", "rag: amber, due: 2013-08", "rag: amber, due: 2013-07", "rag: green, agency: Police"
    )
    found = said(
        "rag: green, completed: 2013-08",
        "rag: red, due: 2013-09-29, updates: [{on: 2013-09, text: Begun}]",
        "rag: amber, due: 2013-12, revisions: [{from: 2013-07, to: 2013-12, reason: Ill, on: 2013-08}]",
        "rag: amber, agency: Police",
        "due: 2013-08, agency: Police",
        more=More(before=(before,)),
    )
    ratings = "green 1 of 5 (20%); amber 2 of 5 (40%); red 1 of 5 (20%); not stated 1 of 5 (20%)"
    assert found == [
        f"As reported, 5 recommendations: {ratings}.",
        "Recommendations: 4 at the start + 1 added = 5 at the end.",
        "Open: 3 at the start + 1 added + 1 reopened - 1 closed = 4 at the end.",
        "Overdue: 2 of 5 (40%), and of what is open 2 of 4 (50%), the oldest by 30 days; 1 of these is not rated red.",
        "Stated as complete: 1 of 5 (20%); of these without evidence: 1 of 1 (100%).",
        "Apart from missing evidence and dates, the stated rating and the facts disagree in 1 of 5 (20%).",
        "2 due dates were moved, 1 without a recorded reason.",
        "Agencies with open work that gave no update: 1 of 2 (50%): Police.",
    ]


ALL_LATE = "Overdue: 1 of 1 (100%), and of what is open 1 of 1 (100%)"
AT_ODDS = "Apart from missing evidence and dates, the stated rating and the facts disagree in"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "rag: red, due: 2013-09-29",
            f"{ALL_LATE}, the oldest by 1 day.",
        ),
        (
            "due: 2009-12",
            f"{ALL_LATE}, the oldest by 1,369 days; 1 of these is not rated red.",
        ),
        (
            "state: complete, actions: [{text: A, rag: amber, due: 2013-08}, {text: B, rag: green}]",
            "Overdue: 1 of 1 (100%), the oldest by 30 days; 1 of these is not rated red.",
        ),
        (
            "rag: green, completed: 2013-08, updates: [{on: 2013-09, text: Not yet done}]",
            f"{AT_ODDS} 1 of 1 (100%), in 1 of these by the words of their progress alone.",
        ),
        (
            "state: stopped, stopped_reason: A",
            "As reported, 1 recommendation: not stated 1 of 1 (100%); of all these 1 stopped.",
        ),
        ("updates: [{on: 2013-08, kind: challenge, text: Why?}]", "One question of the board has no answer."),
        (
            "rag: green, evidence: [{title: A}]",
            "Stated as complete: 1 of 1 (100%); of these without evidence: 0 of 1 (0%).",
        ),
        ("rag: amber, updates: [{on: 2013-08, text: A}]", "Every agency with open work gave an update (1)."),
    ],
)
def test_a_sentence(row: str, sentence: str) -> None:
    assert sentence in said(row, more=More(before=(plan_with("rag: amber"),)))


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (
            "due: 2013-10, revisions: [{from: 2013-08, to: 2013-10, reason: Ill}]",
            "One due date was moved, each with its reason.",
        ),
        ("due: 2013-10", "One due date was moved, 1 without a recorded reason."),
    ],
)
def test_one_move(after: str, sentence: str) -> None:
    assert sentence in said(after, more=More(before=(plan_with("due: 2013-08"),)))


@pytest.mark.parametrize("basis", [Basis.NO_OPENING, Basis.NOT_THEN, Basis.NO_GIT])
def test_what_is_only_recorded_is_said_to_be(basis: Basis) -> None:
    found = said("rag: amber", more=More(basis=basis))
    assert "Open: 1 at the start and at the end (as far as the plans date it)." in found
    assert "No due date was moved in this period that the plans record." in found


def test_many_are_written_with_commas() -> None:
    plan = plan_with(*["rag: red, due: 2013-08"] * 1001)
    of = position(plan, plan_with("rag: green", head=named("other")))
    found = headlines(of, quarter_figures(of))
    assert found[0] == "As reported, 1,002 recommendations: green 1 of 1,002 (0%); red 1,001 of 1,002 (100%)."
    late = "Overdue: 1,001 of 1,002 (100%), and of what is open 1,001 of 1,001 (100%), the oldest by 30 days."
    assert found[2] == late


def test_many_are_written_with_commas_in_sums() -> None:
    of = position(plan_with(*["rag: red"] * 1001))
    assert headlines(of, quarter_figures(of))[1] == "Open: 1,001 at the start and at the end."
