from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scrplan.compare.differences import Change, ChangeKind, differences
from scrplan.model import Plan
from tests.building import HEAD, plan_of, plan_text
from tests.history.plans import PROGRESS, plans, versions

ROW = '  - {ref: "1", agency: Health, text: Do something'


def told(before: str, after: str, ref: str | None = "1") -> list[tuple[Any, ...]]:
    """Return what changed between the rows of two versions, without the ref, which is that of the row."""
    found = differences(plan_of(plan_text(before)), plan_of(plan_text(after)))
    assert {one.ref for one in found} <= {ref}
    return [tuple(one)[1:] if one.reason else tuple(one)[1:-1] for one in found]


def of_row(before: str, after: str) -> list[tuple[Any, ...]]:
    return told(f"{ROW}{before}}}\n", f"{ROW}{after}}}\n")


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("", ", rag: red", (None, "rag", None, "red", "added")),
        (", rag: green", ", rag: red", (None, "rag", "green", "red", "changed")),
        (", rag: green", "", (None, "rag", "green", None, "removed")),
        ("", ", state: not_started", (None, "state", None, "not_started", "added")),
        (", due: 2013-Q3", ", due: 2013/14-Q2", (None, "due", "2013-Q3", "2013/14-Q2", "changed")),
        ("", ", due: 2013-07", (None, "due", None, "2013-07", "added")),
        (", due: 2013-07", "", (None, "due", "2013-07", None, "overwritten")),
        (", due: 2013-07", ", due: 2014-02", (None, "due", "2013-07", "2014-02", "overwritten")),
        ("", ", sign_off: {by: The board, on: 2013-06}", (None, "sign_off", None, "The board, 2013-06", "added")),
        ("", ", scope: local", (None, "scope", None, "local", "added")),
        ("", ", themes: [training]", (None, "themes", None, "training", "added")),
        (
            "",
            ", links: [{plan: child-d, ref: 3, relation: repeats}]",
            (None, "links", None, "repeats child-d 3", "added"),
        ),
        (
            ", leads: [{role: Chair}]",
            ", leads: [{role: Chair, name: A. Person}]",
            (None, "leads", "Chair", "A. Person, Chair", "changed"),
        ),
        ("", ", leads: [{role: Chair, agency: Police}]", (None, "leads", None, "Chair (Police)", "added")),
        (
            "",
            ", evidence: [{title: Minutes, held_by: The board, on: 2013-06, ref: minutes.pdf}]",
            (None, "evidence", None, "Minutes, The board, 2013-06, minutes.pdf", "added"),
        ),
        (
            ", milestones: [{text: Draft, due: 2013-03}]",
            ", milestones: [{text: Draft, due: 2013-03, completed: 2013-04}]",
            (None, "milestones", "Draft, due 2013-03", "Draft, due 2013-03, completed 2013-04", "changed"),
        ),
        (
            "",
            ", updates: [{on: 2013-06, by: Health, rag: red, text: Late.}]",
            (None, "updates", None, "2013-06, Health, red: Late.", "added"),
        ),
        (
            "",
            ", updates: [{on: 2013-06, kind: challenge, text: Why?}]",
            (None, "updates", None, "2013-06, challenge: Why?", "added"),
        ),
        (
            ", updates: [{on: 2013-06, by: Health, text: Late.}]",
            ", updates: [{on: 2013-06, by: Health, text: In time.}]",
            (None, "updates", "2013-06, Health: Late.", "2013-06, Health: In time.", "rewritten"),
        ),
        (
            ", updates: [{on: 2013-06, text: Late.}]",
            ", updates: [{on: 2013-05, text: Late.}]",
            (None, "updates", "2013-06: Late.", "2013-05: Late.", "rewritten"),
        ),
        (
            ", updates: [{on: 2013-06, text: Late.}]",
            "",
            (None, "updates", "2013-06: Late.", None, "removed"),
        ),
        (", themes: [a, b]", ", themes: [b, a]", (None, "themes", "a; b", "b; a", "moved")),
        (
            ", actions: [{text: Write}]",
            ", actions: [{text: Write, due: 2013-07}]",
            ("#1", "due", None, "2013-07", "added"),
        ),
        (
            ", actions: [{part: a, text: Write}]",
            ", actions: [{part: a, text: Write to the Home Office}]",
            ("a", "text", "Write", "Write to the Home Office", "changed"),
        ),
        (
            ", actions: [{text: Write}]",
            ", actions: [{text: Write to the Home Office}]",
            ("#1", "text", "Write", "Write to the Home Office", "changed"),
        ),
        (
            ", actions: [{part: a, text: Write}]",
            ", actions: [{part: b, text: Write}]",
            ("b", "part", "a", "b", "renumbered"),
        ),
        (
            ", actions: [{text: Write}]",
            ", actions: [{text: Write}, {text: Train}]",
            ("#2", "action", None, "Train", "added"),
        ),
        (
            ", actions: [{text: Write}, {text: Train}]",
            ", actions: [{text: Train}]",
            ("#1", "action", "Write", None, "removed"),
        ),
        (
            ", actions: [{text: Write}, {text: Train}, {text: Check}]",
            ", actions: [{text: Check}, {text: Write}, {text: Train}]",
            ("#1", "position", "3", "1", "moved"),
        ),
    ],
)  # fmt: skip
def test_one_change_of_a_row(before: str, after: str, change: tuple[Any, ...]) -> None:
    assert of_row(before, after) == [change]


REASONS = ", revisions: [{from: 2013-07, to: 2013-10, reason: The board met late}, {to: 2014-02, reason: Snow}]"


@pytest.mark.parametrize(
    ("before", "after", "kind", "reason"),
    [
        ("2013-07", f"2014-02{REASONS}", "revised", "The board met late; Snow"),
        ("2013-10", f"2014-02{REASONS}", "revised", "Snow"),
        ("2013-07", "2014-02, revisions: [{from: 2013-07, to: 2014-02}]", "overwritten", ""),
        ("2013-07", "2014-02, revisions: [{from: 2013-08, to: 2014-02, reason: Snow}]", "overwritten", ""),
        ("2013-07", "2014-03, revisions: [{from: 2013-07, to: 2014-02, reason: Snow}]", "overwritten", ""),
        ("2013-07", "2014-02, revisions: [{to: 2014-02, reason: Snow}]", "revised", "Snow"),
        ("2013-07", "2013-07-31", "changed", ""),
    ],
    ids=["two steps", "last of two", "without a reason", "elsewhere", "to elsewhere", "from unknown", "same day"],
)  # fmt: skip
def test_a_due_date_has_the_reason_of_its_revisions(before: str, after: str, kind: str, reason: str) -> None:
    found = differences(plan_of(plan_text(f"{ROW}, due: {before}}}\n")), plan_of(plan_text(f"{ROW}, due: {after}}}\n")))
    (due,) = (one for one in found if one.field == "due")
    assert (due.kind, due.reason) == (kind, reason)


def test_an_action_that_gets_another_date_than_its_recommendation_has_moved() -> None:
    above = f"{ROW}, due: 2013-07, actions: [{{text: Write"
    (found,) = told(f"{above}}}]}}\n", f"{above}, due: 2014-02}}]}}\n")
    assert found == ("#1", "due", "2013-07", "2014-02", ChangeKind.OVERWRITTEN)
    (found,) = told(f"{above}}}]}}\n", f"{above}, due: 2013-07-31}}]}}\n")
    assert found == ("#1", "due", None, "2013-07-31", ChangeKind.ADDED)


def rows(*named: str) -> str:
    return "".join(f"  - {{ref: {name[0]}, agency: Health, text: Row {name[1]}}}\n" for name in named)


def test_a_row_that_only_moved_is_one_change_of_its_place() -> None:
    assert told(rows("1a", "2b", "3c"), rows("3c", "1a", "2b"), "3") == [(None, "position", "3", "1", "moved")]


def test_a_row_in_front_moves_no_other() -> None:
    found = told(rows("1a", "2b"), rows("9z", "1a", "2b"), "9")
    assert found == [(None, "recommendation", None, "Row z", "added")]


def test_a_renumbered_row_is_compared_on_its_fields() -> None:
    before = rows("1a", "2b")
    after = rows("1a") + "  - {ref: 7, agency: Police, text: Row b}\n"
    assert told(before, after, "7") == [
        (None, "ref", "2", "7", ChangeKind.RENUMBERED),
        (None, "agency", "Health", "Police", ChangeKind.CHANGED),
    ]


def test_a_row_that_is_gone_stands_after_the_others() -> None:
    before, after = (
        plan_of(plan_text(rows("1a", "2b"))),
        plan_of(plan_text(rows("2b", "3c")).replace("Row b", "Row b of two")),
    )
    assert [(one.ref, one.field, one.kind.value) for one in differences(before, after)] == [
        ("2", "text", "changed"),
        ("3", "recommendation", "added"),
        ("1", "recommendation", "removed"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("title: A sample plan", "title: A plan", ("title", "A sample plan", "A plan", "changed")),
        ("as_at: 2013-09", "as_at: 2013-12", ("as_at", "2013-09", "2013-12", "changed")),
        ("board: A board", "board: Another", ("board", "A board", "Another", "changed")),
        (
            "serious_case_review}",
            "rapid_review, published: 2012}",
            ("review.kind", "serious_case_review", "rapid_review", "changed"),
        ),
        (
            "{state: in_progress, meaning: In hand}",
            "{state: not_started, meaning: In hand, off_track: true}",
            ("ratings", "amber: in_progress, In hand", "amber: not_started, In hand, off track", "changed"),
        ),
        ("  - {name: Police}\n", "", ("agencies", "Police", None, "removed")),
        (
            "  - {name: Police}",
            "  - {name: Police, aliases: [Cops]}",
            ("agencies", "Police", "Police, Cops", "changed"),
        ),
        ("agencies:", "board_asked_to: [Note it]\nagencies:", ("board_asked_to", None, "Note it", "added")),
        ("as_at", "numbering: assigned\nas_at", ("numbering", "published", "assigned", "changed")),
    ],
)  # fmt: skip
def test_a_change_of_the_plan_itself(before: str, after: str, change: tuple[Any, ...]) -> None:
    assert before in HEAD
    then, now = plan_of(plan_text()), plan_of(plan_text(head=HEAD.replace(before, after, 1)))
    assert differences(then, now)[0] == Change(None, None, *change)
    assert {one.ref for one in differences(then, now)} == {None}


def test_a_plan_that_came_or_went_is_told_with_its_rows() -> None:
    plan = plan_of(plan_text())
    assert differences(None, plan) == (
        Change(None, None, "plan", None, "A sample plan", ChangeKind.ADDED),
        Change("1", None, "recommendation", None, "Do something", ChangeKind.ADDED),
    )
    assert [one.kind for one in differences(plan, None)] == [ChangeKind.REMOVED] * 2
    assert differences(None, None) == ()


@given(versions())
def test_there_is_a_difference_exactly_where_two_versions_differ(two: tuple[Plan, Plan]) -> None:
    before, after = two
    assert bool(differences(before, after)) is (before != after)


@given(plans(), plans())
def test_there_is_a_difference_exactly_where_two_plans_differ(before: Plan, after: Plan) -> None:
    assert bool(differences(before, after)) is (before != after)


@given(versions())
def test_the_way_back_has_as_many_rows_that_came_as_the_way_there_that_went(two: tuple[Plan, Plan]) -> None:
    there, back = differences(*two), differences(*two[::-1])
    for field in ("recommendation", "action"):
        came = [(one.ref, one.after) for one in there if one.field == field and one.kind is ChangeKind.ADDED]
        went = [(one.ref, one.before) for one in back if one.field == field and one.kind is ChangeKind.REMOVED]
        assert len(came) == len(went)
    assert bool(there) is bool(back)


@given(plans(), st.data())
def test_a_change_of_one_field_is_told_of_that_field_alone(plan: Plan, data: st.DataObject) -> None:
    assume(plan.recommendations)
    field = data.draw(st.sampled_from([*PROGRESS]))
    row = plan.recommendations[0]
    later = row._replace(progress=row.progress._replace(**{field: data.draw(PROGRESS[field])}))
    found = differences(plan, plan._replace(recommendations=(later, *plan.recommendations[1:])))
    assert {one[:3] for one in found} == ({(row.ref, None, field)} if row != later else set())
