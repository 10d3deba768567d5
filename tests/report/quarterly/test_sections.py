from itertools import takewhile

import pytest

from scrplan.content import Tone
from scrplan.report.quarterly.figures import quarter_figures
from scrplan.report.quarterly.quarter_facts import Basis
from tests.report.quarterly.papers import (
    More,
    answer,
    named,
    plan_with,
    position,
    rows_of,
    section,
    the_table,
    words_of,
)

OTHER = named("other")


EMPTY = (
    "Overdue on",
    "Where the stated",
    "Due next",
    "Complete without",
    "Closed in this",
    "Stopped",
    "Updates by",
    "Questions",
    "What else",
)


@pytest.mark.parametrize("heading", EMPTY)
@pytest.mark.parametrize("rows", [(), ("rag: green, completed: 2013-05, evidence: [{title: Letter}]",)])
def test_a_section_with_nothing_to_tell_says_none(heading: str, rows: tuple[str, ...]) -> None:
    found = section(answer(plan_with(*rows)), heading)
    assert words_of(found.blocks).endswith("None.")
    assert the_table(found) is None


def test_what_disagrees_is_told_in_its_words_without_what_is_only_unproven() -> None:
    plan = plan_with("rag: green", "rag: amber, due: 2013-08, completed: 2013-05", "due: 2014-02")
    found = section(answer(plan), "Where the stated")
    assert rows_of(found) == [
        {
            "ref": "2",
            "agency": "Health",
            "rag": "amber",
            "what": "overdue, but not rated red: it was due by 31 August 2013, is open, and is rated amber\n"
            "open, but has a completion date: it is stated as open and as completed in May 2013",
        }
    ]


def test_what_falls_due_next_stands_by_its_date() -> None:
    plan = plan_with("due: 2013-12", "actions: [{part: a, text: A, due: 2013-11}, {part: b, text: B, rag: green}]")
    found = section(answer(plan), "Due next: October to December 2013")
    assert [(row["ref"], row["due"], row["action"]) for row in rows_of(found)] == [
        ("2, part a", "Nov 2013", "A"),
        ("1", "Dec 2013", "Row 1"),
    ]


def test_what_is_complete_without_evidence() -> None:
    plan = plan_with(
        "rag: green, completed: 2013-05, updates: [{on: 2013-05, text: Said}]",
        "rag: green, evidence: [{title: Letter}]",
        "rag: green, sign_off: {by: Board}",
        "state: signed_off",
        "state: complete, actions: [{text: A, evidence: [{title: Form}]}, {text: B}]",
        "rag: green, evidence: [{title: Later, on: 2013-11}]",
    )
    found = rows_of(section(answer(plan), "Complete without evidence"))
    assert [(row["ref"], row["completed"], row["progress"]) for row in found] == [
        ("1", "May 2013", "Said"),
        ("5", "", ""),
        ("6", "", ""),
    ]


CLOSED = plan_with(
    "rag: green, completed: 2013-08, evidence: [{title: Letter}, {title: Form}], impact: Fewer calls",
    "rag: green",
    "rag: green, actions: [{text: A, completed: 2013-08, impact: One}, {text: B, completed: 2013-09-02, impact: Two}]",
    "rag: amber",
    "state: stopped",
)


def test_what_was_closed_has_its_date_its_evidence_and_its_impact() -> None:
    before = plan_with(*["rag: amber"] * 5)
    found = rows_of(section(answer(CLOSED, more=More(before=(before,))), "Closed in this period"))
    keys = ("ref", "completed", "evidence", "impact")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("1", "Aug 2013", "Letter; Form", "Fewer calls"),
        ("2", "no date", "no evidence", "not recorded"),
        ("3", "2 Sep 2013", "no evidence", "One\nTwo"),
    ]


def test_what_was_complete_before_was_not_closed() -> None:
    assert rows_of(section(answer(plan_with("rag: green, completed: 2013-05")), "Closed in this period")) == []


def test_what_the_plan_itself_dates_in_the_period_was_closed_in_it() -> None:
    found = rows_of(section(answer(plan_with("rag: green, completed: 2013-08")), "Closed in this period"))
    assert [row["completed"] for row in found] == ["Aug 2013"]


def test_what_is_complete_since_nobody_knows_when_is_named_beside_what_was_closed() -> None:
    more = More(basis=Basis.NO_GIT)
    one = section(answer(plan_with("rag: green", "rag: amber", "rag: green"), more=more), "Closed in this period")
    assert words_of(one.blocks).startswith(
        "2 recommendations are complete, with no completion date recorded (1, 3). It is not known whether"
    )
    two = section(answer(plan_with("rag: amber"), plan_with("rag: green", head=OTHER), more=more), "Closed in this")
    assert words_of(two.blocks).startswith("1 recommendation is complete, with no completion date recorded (other: 1).")


def test_what_was_stopped_says_why() -> None:
    plan = plan_with(
        "state: stopped, stopped_reason: Merged",
        "state: stopped",
        "rag: amber, actions: [{part: a, text: A, state: stopped, stopped_reason: No form}, {part: b, text: B}]",
    )
    found = rows_of(section(answer(plan), "Stopped"))
    assert [(row["ref"], row["reason"], row["action"]) for row in found] == [
        ("1", "Merged", "Row 1"),
        ("2", "no reason recorded", "Row 2"),
        ("3, part a", "No form", "A"),
    ]


def test_what_was_stopped_as_a_whole_is_told_whatever_its_actions_say() -> None:
    plan = plan_with("state: stopped, stopped_reason: Merged, actions: [{text: A, rag: amber}, {text: B, rag: green}]")
    found = rows_of(section(answer(plan), "Stopped"))
    assert [(row["ref"], row["reason"]) for row in found] == [("1", "Merged")]


def test_what_is_missing_is_said_in_a_tone_that_is_not_plain() -> None:
    table = the_table(section(answer(CLOSED, more=More(before=(plan_with(*["rag: amber"] * 5),))), "Closed in"))
    assert table
    assert [cell.tone for cell in table.rows[1][2:5]] == [Tone.CAUTION] * 3


def test_what_was_due_on_the_last_day_is_told_with_what_falls_due_next() -> None:
    found = section(answer(plan_with("due: 2013-09", "due: 2013-10")), "Due next")
    assert [row["ref"] for row in rows_of(found)] == ["1", "2"]
    assert "1 of these was due by 30 September 2013, and late from the next day." in words_of(found.blocks)
    assert words_of(section(answer(plan_with("due: 2013-10")), "Due next").blocks).count("late from") == 0


def test_what_was_completed_before_the_period_and_recorded_in_it_says_so() -> None:
    before = plan_with("rag: amber", "rag: amber")
    after = plan_with("rag: green, completed: 2013-06-20", "rag: green, completed: 2013-07-02")
    found = rows_of(section(answer(after, more=More(before=(before,))), "Closed in this period"))
    assert [row["completed"] for row in found] == ["20 Jun 2013, recorded later", "2 Jul 2013"]


ASKED = "updates: [{on: 2013-05, kind: challenge, text: Why?}"


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ("updates: [{on: 2013-05, kind: challenge, text: Why?, by: Chair}]", [("1", "Chair")]),
        (f"{ASKED}, {{on: 2013-06, text: So}}]", []),
        (f"{ASKED}, {{on: 2013-06, kind: decision, text: Wait}}]", [("1", "")]),
        ("updates: [{on: 2013-05, text: So}, {on: 2013-06, kind: challenge, text: Why?}]", [("1", "")]),
        ("updates: [{on: 2013-10, kind: challenge, text: Why?}]", []),
        ("updates: [{on: 2013-09, kind: challenge, text: Why?}, {on: 2013-10, text: So}]", [("1", "")]),
        (f"{ASKED}], actions: [{{text: A, updates: [{{on: 2013-06, text: So}}]}}]", []),
        (f"updates: [{{on: 2013-06, text: So}}], actions: [{{part: a, text: A, {ASKED}]}}]", [("1, part a", "")]),
    ],
    ids=["none", "answered", "decided", "once more", "later", "answered later", "by an action", "not by the whole"],
)
def test_a_question_waits_for_an_answer(row: str, asked: list[tuple[str, str]]) -> None:
    found = section(answer(plan_with(row)), "Questions without an answer")
    assert [(one["ref"], one["by"]) for one in rows_of(found)] == asked
    assert all(one["question"] == "Why?" for one in rows_of(found))
    assert quarter_figures(position(plan_with(row))).unanswered == len(asked)


def test_what_happened_is_told_one_by_one_besides_what_was_closed() -> None:
    before = plan_with("rag: amber, due: 2013-08", "rag: amber", "rag: green", "rag: red")
    after = plan_with(
        "rag: amber, due: 2013-12, revisions: [{from: 2013-08, to: 2013-12, reason: Ill, on: 2013-08}]",
        "rag: green, completed: 2013-08",
        "rag: amber",
    )
    found = answer(after, more=More(before=(before,))).report.sections
    start = next(place for place, one in enumerate(found) if one.heading == "What else happened, one by one")
    parts = [one.heading for one in takewhile(lambda one: one.level == 2, found[start + 1 :])]
    assert parts == ["Reopened: 1", "Removed from the plan: 1", "Due date moved: 1"]
    (moved,) = rows_of(found[start + 3])
    assert (moved["ref"], moved["due_before"], moved["due_after"], moved["reason"]) == (
        "1",
        "Aug 2013",
        "Dec 2013",
        "Ill",
    )
