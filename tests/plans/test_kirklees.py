"""The plan of Kirklees 2011, row by row, as read from the published text and not from the plan file."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from scrplan.assessment import Timeliness
from scrplan.model import Numbering, Recommendation, ReviewKind
from tests.assessment import assess_plan
from tests.building import ROOT, findings_of
from tests.plans.published import transcribed

PLAN = transcribed("kirklees-2011")
PATH = ROOT / "plans" / "kirklees-2011.yaml"


class Expected(NamedTuple):
    """What the source says of a row; its one date is the due date of amber rows and the completion of green ones."""

    agency: str
    rag: str
    day: str
    evidence: str = ""


KSCB = "KSCB"
CHILDREN = "Children and Young People Service"
SWYPFT = "SWYPFT"
NHS = "NHS Kirklees"
HOSPITALS = "Mid Yorkshire Hospitals"
OVERVIEW = "Health Overview Report"

ROWS = {
    "1": Expected(KSCB, "amber", "2012-03"),
    "2": Expected(KSCB, "amber", "2012-03"),
    "3": Expected(KSCB, "green", "2011-11", "Joint Visits Guidance"),
    "4": Expected(KSCB, "green", "2010-12", "Protocol to gain access to a family home"),
    "5": Expected(KSCB, "amber", "2012-03"),
    "6": Expected("Action for Children", "green", "2010-08", "Updated recording policy for Action for Children"),
    "7": Expected(CHILDREN, "green", "", "Revised procedures"),
    "8": Expected(CHILDREN, "green", "2011-01"),
    "9": Expected(CHILDREN, "green", "2010-12"),
    "10": Expected(CHILDREN, "green", "2010-11"),
    "11": Expected(CHILDREN, "green", "2010-02", "Instruction issued by divisional manager"),
    "12": Expected(SWYPFT, "green", "2011-06", "Link to single point of access team"),
    "13": Expected(SWYPFT, "green", "", "Training presentation"),
    "14": Expected(SWYPFT, "green", "2011-08", "Safeguarding policy"),
    "15": Expected(SWYPFT, "green", "2011-06", "Communications strategy"),
    "16": Expected(SWYPFT, "green", "2011-09", "Safeguarding policy"),
    "17": Expected(NHS, "green", "2010-09", "Monthly reports monitoring CAF assessments"),
    "18": Expected(NHS, "green", "2010-07", "Best Practice Framework for information sharing"),
    "19": Expected(NHS, "green", "2010-04", "Powerpoint for training"),
    "20": Expected(NHS, "green", "2010-11", "Powerpoint for training"),
    "21": Expected(HOSPITALS, "green", "2011-03", "Revised Psychiatric Problems in the Emergency Department policy"),
    "22": Expected(HOSPITALS, "green", "2011-08", "Safeguarding Strategy"),
    "23": Expected(HOSPITALS, "green", "2011-03", "Training needs analysis report"),
    "24": Expected(
        OVERVIEW,
        "green",
        "2011-09",
        "The overarching strategy for peri-natal and infant mortality, the care pathway and action plan",
    ),
    "25": Expected(OVERVIEW, "green", "2010-05", "Level 2 training presentation"),
    "26": Expected(OVERVIEW, "green", "2010-10", "Discharge procedure/policy"),
}

# Rows in which something was taken out, or a cell that a green row should have is empty, with a word of their note.
NOTED = {
    "7": "completion date",
    "8": "evidence",
    "9": "evidence",
    "10": "evidence",
    "13": "completion date",
    "15": "web page's list",
    "26": "web page's paragraph",
}


def row_of(ref: str) -> Recommendation:
    return next(row for row in PLAN.recommendations if row.ref == ref)


def overdue_on(day: date) -> dict[str, int]:
    """Return the days by which each overdue row is late."""
    items = assess_plan(PLAN, day).items
    return {item.recommendation.ref: item.days_overdue for item in items if item.timeliness is Timeliness.OVERDUE}


each_row = pytest.mark.parametrize("ref", ROWS, ids=str)


@each_row
def test_agency_and_rating(ref: str) -> None:
    row = row_of(ref)
    assert (row.agency, row.progress.rag) == (ROWS[ref].agency, ROWS[ref].rag)


@each_row
def test_date_is_due_where_amber_and_completed_where_green(ref: str) -> None:
    progress, expected = row_of(ref).progress, ROWS[ref]
    due, completed = (expected.day, "") if expected.rag == "amber" else ("", expected.day)
    assert (str(progress.due or ""), str(progress.completed or "")) == (due, completed)
    assert progress.due_text == ""


@each_row
def test_evidence(ref: str) -> None:
    expected = [ROWS[ref].evidence] if ROWS[ref].evidence else []
    assert [one.title for one in row_of(ref).progress.evidence] == expected


@each_row
def test_row_is_its_own_action_without_leads(ref: str) -> None:
    row = row_of(ref)
    assert (row.actions, row.progress.leads) == ((), ())


@each_row
def test_row_has_one_update_with_its_rating_at_the_position_of_the_plan(ref: str) -> None:
    updates = [(str(update.on), update.rag) for update in row_of(ref).progress.updates]
    assert updates == [("2011-12", ROWS[ref].rag)]


@pytest.mark.parametrize(("ref", "words"), NOTED.items(), ids=NOTED)
def test_note_says_what_was_taken_out_or_is_empty(ref: str, words: str) -> None:
    assert words in row_of(ref).progress.note


def test_note_of_the_plan_says_how_numbers_and_dates_came_about() -> None:
    assert "1 to 26 were assigned" in PLAN.note
    assert "Completion Date" in PLAN.note


def test_numbers_are_assigned_in_the_order_of_the_source() -> None:
    assert PLAN.numbering is Numbering.ASSIGNED
    assert [row.ref for row in PLAN.recommendations] == [str(number) for number in range(1, 27)]


def test_totals_by_rating() -> None:
    assert Counter(row.progress.rag for row in PLAN.recommendations) == {"green": 23, "amber": 3}


def test_rows_by_agency() -> None:
    counts = {KSCB: 5, "Action for Children": 1, CHILDREN: 5, SWYPFT: 5, NHS: 4, HOSPITALS: 3, OVERVIEW: 3}
    assert Counter(row.agency for row in PLAN.recommendations) == counts


def test_three_green_rows_show_no_evidence_and_two_no_date() -> None:
    green = [row for row in PLAN.recommendations if row.progress.rag == "green"]
    assert [row.ref for row in green if not row.progress.evidence] == ["8", "9", "10"]
    assert [row.ref for row in green if row.progress.completed is None] == ["7", "13"]


def test_head() -> None:
    assert (PLAN.id, PLAN.review.kind, str(PLAN.as_at)) == ("kirklees-2011", ReviewKind.SERIOUS_CASE_REVIEW, "2011-12")


def test_nothing_is_overdue_at_the_end_of_2011() -> None:
    assert overdue_on(date(2011, 12, 31)) == {}


def test_amber_rows_are_overdue_the_day_after_their_month() -> None:
    assert overdue_on(date(2012, 3, 31)) == {}
    assert overdue_on(date(2012, 4, 1)) == {"1": 1, "2": 1, "5": 1}


def test_file_begins_with_the_line_that_shows_editors_its_schema() -> None:
    path = "../schema/plan.schema.json"
    first = PATH.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={path}"
    assert (PATH.parent / path).is_file()


def test_file_is_valid() -> None:
    assert findings_of(PATH) == ()
