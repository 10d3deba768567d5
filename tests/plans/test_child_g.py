"""The plan of Child G, row by row, as read from the published text and not from the plan file."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from scrplan.assessment import Timeliness
from scrplan.model import Lead, Numbering, Progress, Recommendation, ReviewKind
from tests.assessment import assess_plan
from tests.building import ROOT, findings_of
from tests.plans.published import transcribed

PLAN = transcribed("child-g")
PATH = ROOT / "plans" / "child-g.yaml"


class Part(NamedTuple):
    """One of several actions of a row."""

    part: str
    begins: str
    due: str = ""
    due_text: str = ""
    completed: str = ""
    leads: tuple[Lead, ...] = ()


class Expected(NamedTuple):
    """What the source says of a row; `updated` is the date of the progress, the plan's own where it gives none."""

    agency: str
    rag: str | None
    due: str = ""
    due_text: str = ""
    completed: str = ""
    leads: tuple[Lead, ...] = ()
    parts: tuple[Part, ...] = ()
    updated: str = "2013-09"


CHAIR = Lead(role="Chair of the Board")
NURSE = Lead("Mrs Lindsay Voss", "Designated Nurse for Safeguarding Children")
NAMED_GP = Lead("Dr Alison Robins", "Named GP")
BENNETT = Lead("PS Nick Bennett", "PPD Strategy & Compliance Team")
DORE = Lead("M Dore", "Head of Midwifery")
DENTON = Lead("S Denton", "Child Protection Midwife")
ROE = Lead("Dr M Roe", "Named Doctor")
STEELE = Lead("Dr S Steele (PhD)", "Consultant Nurse CP/Safeguarding")
NEWCOMBE, HALCROW = Lead("Trish Newcombe"), Lead("Claire Halcrow")

UHS = "University Hospitals Southampton"
POLICE = "Hampshire Constabulary"
SOLENT = "Solent NHS Trust"

ROWS = {
    "1": Expected("LSCB", "green", "2012-05", "", "2013-02-19", (CHAIR,)),
    "2": Expected("LSCB", "green", "2012-05", "", "2013-02-19", (CHAIR,)),
    "3": Expected("LSCB", "amber", "2012-07", "July 2012 Board meeting", "", (CHAIR,), updated="2013-07"),
    "4": Expected("LSCB", None, "2012-08", "", "", (Lead(role="Chair of the serious case review sub committee"),)),
    "5": Expected(
        "LSCB",
        "red",
        "2014-02",
        "Revised completion date is February 2014",
        leads=(Lead("Theresa Leavy"), Lead(role="Safeguarding Board Chair", unconfirmed=True)),
    ),
    "6": Expected(
        "LSCB",
        "green",
        parts=(
            Part(
                "a",
                "SSCB to undertake a review of effectiveness",
                due="2012-10",
                leads=(Lead(role="Chair of Monitoring & Evaluation sub committee"),),
            ),
            Part(
                "b",
                "SSCB to seek update from NHS Southampton",
                due_text="July Board meeting",
                leads=(Lead(role="Chair of Board"),),
            ),
        ),
    ),
    "7": Expected("LSCB", "amber", "2012-07", leads=(CHAIR,)),
    "8": Expected(
        "Health",
        "green",
        due_text="July 2012 for the letter to all Trusts. April 2013 provider contract requirement.",
        leads=(Lead("Sarah Elliott", "Director of Nursing and Quality"),),
    ),
    "9": Expected("Health", "green", "", "Commence May 2012", leads=(Lead("Lindsay Voss", "Designated Nurse"),)),
    "10": Expected(
        "GP",
        "amber",
        "2012-09",
        leads=(
            Lead(role="Commissioning Lead- Child Health & Well-Being", agency="Southampton CCG"),
            Lead(agency="West Hampshire CCG (South West System)"),
            Lead(agency="Southampton Public Health"),
            Lead(agency="Southampton City Council"),
        ),
    ),
    "11": Expected("GP", "green", "2012-09", "By September 2012", leads=(NURSE, NAMED_GP)),
    "12": Expected("GP", "green", "2012-09", leads=(NAMED_GP,)),
    "13": Expected("GP", "amber", "2012-06", "June 2012 baseline audit", leads=(NURSE, NAMED_GP)),
    "14": Expected(
        "Housing",
        "green",
        "2012-10",
        leads=(
            Lead("Parmjit Thiara", "District Housing Manager"),
            Lead("Steve Smith", "Housing Services Manager"),
            Lead("Liz Slater", "Housing Needs Manager"),
        ),
    ),
    "15": Expected(POLICE, "green", "2012-04", "", "2012-05", (BENNETT,)),
    "16": Expected(
        POLICE,
        "red",
        parts=(
            Part("1", "To conduct a comprehensive review", leads=(BENNETT,)),
            Part(
                "2",
                "To set up the recommended model",
                due="2012-12-31",
                due_text="2) 31st Dec 2012. (possible Mid Aug for update)",
                leads=(BENNETT,),
            ),
        ),
        updated="2013-08-06",
    ),
    "17": Expected(UHS, "green", "2012-08-01", "", "2012-11", (DORE, DENTON)),
    "18": Expected(UHS, "green", "2012-08-01", "", "2012-11", (DORE, DENTON)),
    "19": Expected(
        UHS,
        "green",
        completed="2012-11",
        leads=(DORE, DENTON),
        parts=(
            Part("A", "Develop and implement new antenatal", due="2012-08-01"),
            Part("B", "All midwifery staff to attend", due="2012-12-31"),
        ),
    ),
    "20": Expected(UHS, "green", "2012-12-31", "", "2013-01-24", (DORE, DENTON), updated="2013-01-24"),
    "21": Expected(
        UHS,
        "green",
        completed="2012-11",
        parts=(
            Part(
                "A",
                "Full review as soon as possible",
                due="2012-08-01",
                # The year stood where the page ends, and is lost; that it is 2012 stands in the progress.
                due_text="As soon as possible and fully completed and implemented by 01.08.12 "
                "Action completed November",
                completed="2012-11",
                leads=(DORE, DENTON),
            ),
            Part(
                "B",
                "Develop and sessions for midwifery staff",
                due="2012-08-01",
                due_text="01.08.12 Action completed November 2012",
                completed="2012-11",
                leads=(DORE, DENTON, ROE, STEELE),
            ),
        ),
    ),
    "22": Expected(UHS, "green", "", "", "2012-12", (STEELE, ROE)),
    "23": Expected("Probation", "green", "2012-03", leads=(Lead("Martin Roscoe"),)),
    "24": Expected(SOLENT, "green", "2012-09", leads=(NEWCOMBE,)),
    "25": Expected(SOLENT, "green", "2012-06", leads=(NEWCOMBE, HALCROW)),
    "26": Expected(SOLENT, "green", "2012-05", leads=(HALCROW, NEWCOMBE)),
}

# Rows in which something was mended, lost, moved or can be read in two ways, with a word that their note must have.
NOTED = {
    "2": "breaks off",
    "3": "mooning",
    "4": "no rating",
    "5": "first one",
    "6": "no year",
    "8": "two dates",
    "9": "no end",
    "10": "accountable",
    "13": "baseline audit",
    "15": "heading",
    "16": "part 1",
    "17": "mended",
    "18": "mended",
    "19": "two parts",
    "21": "lost its number",
    "22": "number is lost",
    "24": "broken",
    "26": "outcome",
}


def row_of(ref: str) -> Recommendation:
    return next(row for row in PLAN.recommendations if row.ref == ref)


def dates_of(facts: Progress) -> tuple[str, str, str]:
    """Return the due date, the words for it and the completion, each empty where not given."""
    return str(facts.due or ""), facts.due_text, str(facts.completed or "")


each_row = pytest.mark.parametrize("ref", ROWS, ids=str)


@each_row
def test_agency_and_rating(ref: str) -> None:
    row = row_of(ref)
    assert (row.agency, row.progress.rag) == (ROWS[ref].agency, ROWS[ref].rag)


@each_row
def test_dates(ref: str) -> None:
    expected = ROWS[ref]
    assert dates_of(row_of(ref).progress) == (expected.due, expected.due_text, expected.completed)


@each_row
def test_leads(ref: str) -> None:
    assert row_of(ref).progress.leads == ROWS[ref].leads


@pytest.mark.parametrize("ref", [ref for ref, expected in ROWS.items() if expected.parts])
def test_parts_with_their_dates_and_leads(ref: str) -> None:
    actions, parts = row_of(ref).actions, ROWS[ref].parts
    assert [action.part for action in actions] == [part.part for part in parts]
    for action, part in zip(actions, parts, strict=True):
        assert action.text.startswith(part.begins)
        assert dates_of(action.progress) == (part.due, part.due_text, part.completed)
        assert action.progress.leads == part.leads


@pytest.mark.parametrize("ref", [ref for ref, expected in ROWS.items() if not expected.parts])
def test_only_action_of_a_row_has_no_facts_of_its_own(ref: str) -> None:
    (action,) = row_of(ref).actions
    assert (action.part, action.progress) == (None, Progress())


@each_row
def test_progress_has_the_date_it_gives_itself_and_else_the_position_of_the_plan(ref: str) -> None:
    row = row_of(ref)
    every = (row.progress, *(action.progress for action in row.actions))
    assert {str(update.on) for facts in every for update in facts.updates} == {ROWS[ref].updated}


@pytest.mark.parametrize(("ref", "words"), NOTED.items(), ids=NOTED)
def test_note_says_what_was_mended_lost_or_unclear(ref: str, words: str) -> None:
    row = row_of(ref)
    notes = (row.progress.note, *(action.progress.note for action in row.actions))
    assert words in " ".join(notes)


def test_numbers_are_the_published_ones() -> None:
    assert PLAN.numbering is Numbering.PUBLISHED
    assert [row.ref for row in PLAN.recommendations] == [str(number) for number in range(1, 27)]


def test_totals_by_rating() -> None:
    assert Counter(row.progress.rag for row in PLAN.recommendations) == {"green": 19, "amber": 4, "red": 2, None: 1}


def test_rows_by_agency() -> None:
    counts = {"LSCB": 7, "Health": 2, "GP": 4, "Housing": 1, POLICE: 2, UHS: 6, "Probation": 1, SOLENT: 3}
    assert Counter(row.agency for row in PLAN.recommendations) == counts


def test_head() -> None:
    assert (PLAN.id, PLAN.review.kind, str(PLAN.as_at)) == ("child-g", ReviewKind.SERIOUS_CASE_REVIEW, "2013-09")
    assert PLAN.review.published is None


def test_row_5_was_revised_from_a_date_that_is_lost() -> None:
    (revision,) = row_of("5").progress.revisions
    assert (str(revision.to), revision.was, revision.reason) == ("2014-02", None, "")


def test_row_8_has_two_milestones_and_no_one_date() -> None:
    steps = [(str(one.due), one.text, one.completed) for one in row_of("8").progress.milestones]
    assert steps == [
        ("2012-07", "the letter to all Trusts", None),
        ("2013-04", "provider contract requirement", None),
    ]


def test_rating_of_row_6_is_given_with_its_first_part_alone() -> None:
    first, second = row_of("6").actions
    assert [update.rag for update in first.progress.updates] == ["green"]
    assert [update.rag for update in second.progress.updates] == [None]


def test_update_of_row_3_is_from_health() -> None:
    assert [update.by for update in row_of("3").progress.updates] == ["Health"]


def test_six_rows_are_overdue_at_the_end_of_september_2013() -> None:
    items = assess_plan(PLAN, date(2013, 9, 30)).items
    overdue = {item.recommendation.ref: item.days_overdue for item in items if item.timeliness is Timeliness.OVERDUE}
    assert overdue == {"3": 426, "4": 395, "7": 426, "10": 365, "13": 457, "16": 273}


def test_file_begins_with_the_line_that_shows_editors_its_schema() -> None:
    path = "../schema/plan.schema.json"
    first = PATH.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={path}"
    assert (PATH.parent / path).is_file()


def test_file_is_valid() -> None:
    assert findings_of(PATH) == ()
