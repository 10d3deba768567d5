from datetime import date

import pytest

from scrplan.compare.movement import movement
from scrplan.compare.reconciliation import Flow
from scrplan.content import Facts, Paragraph, Section, Table, Tone
from scrplan.model import Plan
from scrplan.render.csv_text import render_csv
from scrplan.render.plain import render_plain
from scrplan.report.answer import Answer
from scrplan.report.changes import Endpoint, changes_answer, movement_record
from scrplan.report.movement_tables import sum_words
from tests.assessment import assess_plan
from tests.building import HEAD, plan_of, plan_text
from tests.compare import foots
from tests.compare.test_movement import plan_with

OPENING = Endpoint(date(2013, 6, 30), "1" * 40, date(2013, 6, 12), is_eve=True)
CLOSING = Endpoint(date(2013, 9, 30))


def answer_of(*two: Plan | None, opening: Endpoint = OPENING, filtered: str = "") -> Answer:
    before, after = (
        [assess_plan(plan, end.day)] if plan else [] for plan, end in zip(two, (opening, CLOSING), strict=True)
    )
    return changes_answer(opening, CLOSING, movement(before, after), filtered)


def said(answer: Answer) -> list[str]:
    """Return the head, a line each, without the ends."""
    lines = []
    for block in answer.report.head:
        lines += [block.text] if isinstance(block, Paragraph) else []
        if isinstance(block, Facts):
            lines += [f"{one.label}: {one.lines[0].text}" for one in block.facts if one.label not in {"Start", "End"}]
    return lines


def section(answer: Answer, heading: str) -> Section:
    return next(one for one in answer.report.sections if one.heading.startswith(heading))


def table_of(answer: Answer, heading: str) -> list[list[str]]:
    """Return the table of a section, its headings first."""
    (table,) = (block for block in section(answer, heading).blocks if isinstance(block, Table))
    return [[column.heading for column in table.columns], *([cell.text for cell in row] for row in table.rows)]


@pytest.mark.parametrize(
    ("opening", "begin"),
    [(OPENING, "1 July 2013"), (OPENING._replace(is_eve=False), "commit 1111111")],
    ids=["a date", "a commit"],
)
def test_the_title_names_the_period(opening: Endpoint, begin: str) -> None:
    plan = plan_with("rag: amber")
    answer = answer_of(plan, plan, opening=opening)
    assert answer.report.title == f"Changes from {begin} to 30 September 2013: A sample plan (sample)"


def test_where_the_ends_are_from() -> None:
    assert OPENING.words == "30 June 2013: commit 1111111 of 12 June 2013"
    assert CLOSING.words == "30 September 2013: the files as they are now"
    assert Endpoint(date(2013, 6, 30), is_before_all=True).words == "30 June 2013: no commit yet"


@pytest.mark.parametrize(
    ("flow", "words"),
    [
        (Flow(opening=3, closing=3), "3 at the start and at the end"),
        (
            Flow(3, 2, 1, 0, 2, 1, 1, 0, 2),
            "3 at the start + 2 added + 1 reopened - 2 closed - 1 stopped - 1 removed = 2 at the end",
        ),
        (Flow(opening=3, moved_in=2, moved_out=2, closing=3), "3 at the start and at the end"),
        (Flow(opening=3, moved_out=1, closing=2), "3 at the start - 1 moved out = 2 at the end"),
    ],
)
def test_the_sum_can_be_checked(flow: Flow, words: str) -> None:
    assert foots(flow)
    assert sum_words(flow) == words


def test_what_did_not_happen_is_told() -> None:
    plan = plan_with("rag: amber", "rag: green")
    assert said(answer_of(plan, plan)) == [
        "Nothing changed.",
        "Open: 1 at the start and at the end",
        "No update: from Health",
        "None was: closed, reopened, stopped, added, removed, rated up, rated down, given another date, given evidence",
    ]


def test_plans_that_came_and_went_are_told() -> None:
    plan = plan_with("rag: green")
    assert "New plans: sample" in said(answer_of(None, plan))
    assert "Plans gone: sample" in said(answer_of(plan, None))
    before_all = Endpoint(OPENING.day, is_before_all=True, is_eve=True)
    words = said(answer_of(None, plan, opening=before_all, filtered="agency Health"))
    assert words[:2] == [
        "Only agency Health",
        "There is no commit on or before 30 June 2013: everything counts as added.",
    ]
    assert "New plans: sample" not in words


def test_what_was_closed_shows_its_completion_and_its_evidence() -> None:
    before = plan_with("rag: red", "rag: amber", "rag: red")
    after = plan_with(
        "rag: green, completed: 2013-08, evidence: [{title: Letter}, {title: Minutes}]", "rag: green", "rag: amber"
    )
    answer = answer_of(before, after)
    assert table_of(answer, "Closed: 2") == [
        ["Ref", "Agency", "Rating was", "Rating is", "Completed", "Evidence", "Recommendation"],
        ["1", "Health", "red", "green", "Aug 2013", "Letter; Minutes", "Row 1"],
        ["2", "Health", "amber", "green", "no date", "no evidence", "Row 2"],
    ]
    # Their ratings went up too, which is told with them and not again.
    assert [row[0] for row in table_of(answer, "Rated up: 1, and 2 above")[1:]] == ["3"]


def test_what_came_closed_was_not_there_before() -> None:
    answer = answer_of(plan_with("rag: red"), plan_with("rag: red", "rag: green, completed: 2013-08"))
    assert table_of(answer, "Closed")[1] == ["2", "Health", "not there", "green", "Aug 2013", "no evidence", "Row 2"]


def test_a_moved_date_says_how_far_and_why() -> None:
    reason = "revisions: [{from: 2013-07, to: 2014-02, reason: The board met late}]"
    before = plan_with("due: 2013-07", "due: 2013-07", "due: 2013-07", "due: 2013-07")
    after = plan_with(f"due: 2014-02, {reason}", "due: 2014-02", "due: 2013-06", "")
    assert table_of(answer_of(before, after), "Due date moved: 4")[1:] == [
        ["1", "Health", "Jul 2013", "Feb 2014", "212 days later", "The board met late", "Row 1"],
        ["2", "Health", "Jul 2013", "Feb 2014", "212 days later", "no reason recorded", "Row 2"],
        ["3", "Health", "Jul 2013", "Jun 2013", "31 days earlier", "no reason recorded", "Row 3"],
        ["4", "Health", "Jul 2013", "none", "taken away", "no reason recorded", "Row 4"],
    ]


@pytest.mark.parametrize(
    ("actions", "part"), [("{text: Write", []), ("{part: a, text: Write", ["a"]), ("{text: A}, {text: Write", ["#2"])]
)
def test_an_action_is_named_where_there_is_more_than_one_or_it_has_a_part(actions: str, part: list[str]) -> None:
    before, after = plan_with(f"actions: [{actions}}}]"), plan_with(f"actions: [{actions}, due: 2013-12}}]")
    assert table_of(answer_of(before, after), "Given a first due date")[1] == [
        "1",
        *part,
        "Health",
        "Dec 2013",
        "Row 1",
    ]


def test_other_events_have_their_sections() -> None:
    old = ["rag: green", "", "", "leads: [{role: Matron}]", "evidence: [{title: Old}]"]
    new = [
        "rag: amber",
        "state: stopped, stopped_reason: Merged",
        "agency: Police",
        "sign_off: {by: The board}",
        "updates: [{on: 2013-08, kind: challenge, text: Why?}]",
    ]
    update = "updates: [{on: 2013-06, text: Sent.}]"
    answer = answer_of(
        plan_with(*old, update, update, "rag: red"), plan_with(*new, update.replace("Sent", "Lost"), "", "rag: amber")
    )
    assert [one.heading for one in answer.report.sections] == [
        "Open recommendations by agency",
        "All recommendations by rating, as stated",
        "Reopened: 1",
        "Stopped: 1",
        "Rated up: 1",
        "Lead changed: 1",
        "Moved to another agency: 1",
        "Evidence taken away: 1",
        "Signed off: 1",
        "Challenged: 1",
        "Updates rewritten after they were given: 1",
        "Updates taken away after they were given: 1",
        "Updates by agency: no update was given",
    ]
    assert table_of(answer, "Stopped")[1] == ["2", "Health", "not stated", "Merged", "Row 2"]
    assert table_of(answer, "Lead changed")[1] == ["4", "Health", "Matron", "nobody"]
    assert table_of(answer, "Moved to another")[1] == ["3", "Health", "Police", "Row 3"]
    assert table_of(answer, "Updates rewritten")[1][2:] == ["2013-06: Sent.", "2013-06: Lost."]


def test_who_gave_no_update_comes_first() -> None:
    update = "updates: [{on: 2013-08, text: Sent.}]"
    answer = answer_of(plan_with("", "agency: Police"), plan_with(update, "agency: Police"))
    assert table_of(answer, "Updates by agency: 1 update") == [
        ["Agency", "Updates", "Still open", "Open, no update"],
        ["Police", "none", "1", "1"],
        ["Health", "1", "1", "0"],
    ]


def test_a_changed_key_is_told() -> None:
    head = HEAD.replace("meaning: In hand", "meaning: Nearly done")
    before, after = plan_with(""), plan_of(plan_text("  - {ref: 1, text: Row 1, agency: Health}\n", head=head))
    answer = answer_of(before, after)
    assert table_of(answer, "The key changed")[1] == [
        "sample",
        "amber: in_progress, In hand",
        "amber: in_progress, Nearly done",
    ]
    assert section(answer, "The key changed").tone is Tone.CAUTION


def test_what_no_table_shows_is_counted() -> None:
    answer = answer_of(plan_with("note: A", "note: B"), plan_with("note: C", "note: D, outcome: E"))
    assert section(answer, "Also changed").blocks == (Paragraph("note (2), outcome (1)"),)
    assert "Nothing changed." not in said(answer)


def test_several_plans_have_a_table_by_plan() -> None:
    one, other = plan_with("rag: amber"), plan_with("rag: green")._replace(id="other", title="Another")
    found = movement([assess_plan(one, OPENING.day)], [assess_plan(plan, CLOSING.day) for plan in (one, other)])
    answer = changes_answer(OPENING, CLOSING, found)
    assert answer.report.title == "Changes from 1 July 2013 to 30 September 2013, in 2 plans"
    assert table_of(answer, "Open recommendations by plan") == [
        ["Plan", "Start", "Added", "Closed", "End"],
        ["sample", "1", "", "", "1"],
        ["other", "0", "+1", "-1", "0"],
        ["All", "1", "+1", "-1", "1"],
    ]
    assert table_of(answer, "Closed")[1][:2] == ["other", "1"]


def test_the_movement_in_plain_types() -> None:
    before, after = plan_with("rag: amber"), plan_with("rag: green, updates: [{on: 2013-08, text: Sent.}]")
    found = movement([assess_plan(before, OPENING.day)], [assess_plan(after, CLOSING.day)])
    record = movement_record(OPENING, CLOSING, found)
    assert record["opening"] == {"day": "2013-06-30", "commit": "1" * 40, "committed": "2013-06-12"}
    assert record["closing"] == {"day": "2013-09-30", "commit": None, "committed": None}
    none = dict.fromkeys(Flow._fields, 0)
    closed = none | {"opening": 1, "closed": 1}
    assert record["flows"]["open"] == closed
    assert record["flows"]["agencies"] == {"Health": closed}
    assert record["flows"]["ratings"]["green"] == none | {"moved_in": 1, "closing": 1}
    assert record["plans"] == {"sample": record["flows"]}
    assert record["answers"] == {"Health": {"updates": 1, "open": 0, "silent": 0}}


def test_machines_get_iso_dates_and_bare_numbers() -> None:
    answer = answer_of(plan_with("due: 2013-07"), plan_with("due: 2014-02"))
    assert render_csv(answer.report).splitlines() == [
        "event,plan,ref,part,agency,before,after,on,days,reason,text",
        "date_moved,sample,1,,Health,2013-07,2014-02,,212,,Row 1",
    ]
    assert "date_moved\tsample\t1" in render_plain(answer.report)
