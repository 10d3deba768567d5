import pytest

from scrplan.content import Page, Tone
from scrplan.report.quarterly.records import Basis
from tests.report.quarterly.papers import (
    More,
    answer,
    named,
    overwritten,
    plan_with,
    rows_of,
    section,
    the_table,
    words_of,
)

OTHER = named("other")
EMPTY = ("Overdue on", "Where the stated", "Due next", "Complete without", "Closed in this", "Stopped", "Updates by")


@pytest.mark.parametrize("heading", EMPTY)
@pytest.mark.parametrize("rows", [(), ("rag: green, completed: 2013-05, evidence: [{title: Letter}]",)])
def test_a_section_with_nothing_to_tell_says_none(heading: str, rows: tuple[str, ...]) -> None:
    found = section(answer(plan_with(*rows)), heading)
    assert words_of(found.blocks).endswith("None.")
    assert the_table(found) is None


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
        ("3 b", "Do", "not known", "Jul 2013", "61 days", "not known"),
        ("1", "Row 1", "Aug 2013", "Aug 2013", "30 days", "not moved"),
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
    assert [(row["ref"], row["times_moved"], row["reason"]) for row in found] == [("1 a", "", ""), ("1", "1", LOST)]


def test_actions_in_the_same_words_have_each_their_own_dates() -> None:
    plan = plan_with("actions: [{text: A, due: 2013-08}, {text: A, due: 2013-08}]")
    more = More(overwritten={"sample": (overwritten("1", "2013-05", "2013-08", part="#2"),)})
    found = rows_of(section(answer(plan, more=more), "Overdue on"))
    assert [row["times_moved"] for row in found] == ["", "1"]


def test_an_action_with_the_date_of_its_recommendation_moved_with_it() -> None:
    plan = plan_with("due: 2013-08, actions: [{part: a, text: A}, {part: b, text: B, due: 2013-07}]")
    more = More(overwritten={"sample": (overwritten("1", "2013-05", "2013-08"),)})
    found = rows_of(section(answer(plan, more=more), "Overdue on"))
    assert [(row["ref"], row["times_moved"], row["reason"]) for row in found] == [("1 b", "", ""), ("1 a", "1", LOST)]


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
        ("2 a", "Nov 2013", "A"),
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
        "2 recommendations are complete, and nobody recorded since when (1, 3). Whether in this period is not known"
    )
    two = section(answer(plan_with("rag: amber"), plan_with("rag: green", head=OTHER), more=more), "Closed in this")
    assert words_of(two.blocks).startswith("1 recommendation is complete, and nobody recorded since when (other: 1).")


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
        ("3 a", "No form", "A"),
    ]


def test_what_was_stopped_as_a_whole_is_told_whatever_its_actions_say() -> None:
    plan = plan_with("state: stopped, stopped_reason: Merged, actions: [{text: A, rag: amber}, {text: B, rag: green}]")
    found = rows_of(section(answer(plan), "Stopped"))
    assert [(row["ref"], row["reason"]) for row in found] == [("1", "Merged")]


def test_who_gave_no_update_stands_first() -> None:
    before = plan_with("rag: amber", "rag: amber, agency: Police")
    after = plan_with("rag: amber, updates: [{on: 2013-08, text: Begun}]", "rag: amber, agency: Police")
    found = section(answer(after, more=More(before=(before,))), "Updates by agency: 1 update")
    assert [tuple(row.values()) for row in rows_of(found)] == [
        ("Police", "none", "1", "1", "2"),
        ("Health", "1", "1", "0", ""),
    ]


def test_what_nothing_was_said_about_is_named_up_to_a_dozen() -> None:
    first, second = plan_with(*["rag: amber"] * 13), plan_with("rag: amber", "rag: red", head=named("other"))
    found = section(answer(first, second), "Updates by agency: no update was given")
    refs = ", ".join(str(ref) for ref in range(1, 13))
    (row,) = rows_of(found)
    assert (row["silent"], row["which"]) == ("15", f"{first.id} {refs} and 3 more")


def test_the_ratings_of_each_agency_add_up() -> None:
    plan = plan_with("rag: red, due: 2013-08", "rag: green", "rag: amber, agency: Police", "agency: NHS")
    found = rows_of(section(answer(plan), "Ratings by agency"))
    assert [tuple(row.values()) for row in found] == [
        ("Health", "3", "1", "", "1", "1", "1", "1"),
        ("Police", "1", "", "1", "", "", "", ""),
        ("All", "4", "1", "1", "1", "1", "1", "1"),
    ]
    assert list(found[0]) == ["agency", "total", "green", "amber", "red", "not_stated", "overdue", "complete"]


def test_one_agency_needs_no_sum() -> None:
    found = the_table(section(answer(plan_with("rag: red")), "Ratings by agency"))
    assert found
    assert (len(found.rows), found.has_total) == (1, False)


ONE = plan_with(*[f"rag: red, due: 2013-0{month}" for month in range(1, 10)])
TWO = plan_with("rag: amber, due: 2013-03", "rag: green, agency: Police", head=OTHER)


def test_several_plans_are_told_apart() -> None:
    paper = answer(ONE, TWO)
    for heading in ("Overdue on", "Where the stated", "Complete without", "Appendix"):
        table = the_table(section(paper, heading))
        assert table, heading
        assert table.columns[0].key == "plan"
    assert {row["plan"] for row in rows_of(section(paper, "Overdue on"))} == {"sample", "other"}
    one = the_table(section(answer(ONE), "Overdue on"))
    assert one
    assert one.columns[0].key == "ref"


def test_a_plan_that_went_stands_beside_the_one_that_is_left() -> None:
    found = rows_of(section(answer(ONE, more=More(before=(ONE, TWO))), "Open recommendations by plan"))
    assert [(row["plan"], row["opening"], row["removed"], row["closing"]) for row in found] == [
        ("sample", "9", "", "9"),
        ("other", "1", "-1", "0"),
        ("All", "10", "-1", "9"),
    ]


def test_each_of_several_plans_has_its_page() -> None:
    paper = answer(ONE, TWO)
    of_one, of_two = section(paper, "A sample plan (sample)"), section(paper, "The plan other (other)")
    assert of_one.page is of_two.page is Page.NEW
    assert words_of(of_one.blocks).splitlines()[2:6] == [
        "Open: 9 at the start and at the end",
        "Overdue: 8 of 9 (89%)",
        "Stated as complete: 0 of 9 (0%)",
        "Without evidence: none, as there are none",
    ]
    assert words_of(of_one.blocks).endswith("Overdue:")
    assert "Overdue: 1 of 2 (50%)\nStated as complete: 1 of 2 (50%)\nWithout evidence: 1 of 1 (100%)" in words_of(
        of_two.blocks
    )
    assert not [one for one in answer(ONE).report.sections if one.page is Page.NEW]


def test_the_page_of_a_plan_names_its_eight_oldest() -> None:
    plan = plan_with(*[f"rag: red, due: 2013-0{month}" for month in range(8, 0, -1)], "rag: red, due: 2012-12")
    found = section(answer(plan, TWO), "A sample plan (sample)")
    assert words_of(found.blocks).endswith("Overdue, the 8 oldest of 9:")
    table = found.blocks[-1]
    assert [row[0].text for row in getattr(table, "rows", ())] == ["9", "8", "7", "6", "5", "4", "3", "2"]


def test_what_is_missing_is_said_in_a_tone_that_is_not_plain() -> None:
    table = the_table(section(answer(CLOSED, more=More(before=(plan_with(*["rag: amber"] * 5),))), "Closed in"))
    assert table
    assert [cell.tone for cell in table.rows[1][2:5]] == [Tone.CAUTION] * 3
