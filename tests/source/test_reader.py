import pytest

from scrplan.dates import parse_period
from scrplan.model import (
    Acceptance,
    Action,
    Agency,
    Evidence,
    Lead,
    Link,
    Milestone,
    Numbering,
    Plan,
    Progress,
    Rating,
    Recommendation,
    Relation,
    Review,
    ReviewKind,
    Revision,
    Scope,
    SignOff,
    State,
    Update,
    UpdateKind,
)
from scrplan.source.reader import read_plan
from scrplan.yamltext.document import Document
from tests.building import HEAD, ROOT, ROW, plan_of, plan_text, problems_of

FULL = """\
format: 1
id: sample
title: A sample plan
review: {kind: rapid_review, subject: Child S, published: 2012-03}
board: A board
as_at: 2013-09
source: A source
numbering: assigned
ratings:
  Green: {state: complete, meaning: Done}
  RED: {state: in_progress, meaning: Late}
  4: {state: not_started, meaning: Not begun, off_track: true}
agencies:
  - {name: Health, full_name: The Health Trust, aliases: [NHS]}
recommendations:
  - ref: 1.10
    agency: nhs
    text: Do it
    rag: 4
    state: stopped
    stopped_reason: Merged
    due: 2013/14-Q2
    due_text: In the summer
    revisions:
      - {from: 2012, to: 2013/14-Q2, reason: Late, on: 2012-05-01, approved_by: Chair}
    milestones:
      - {text: First, due: 2012-06, completed: 2012-07-01}
    leads:
      - {name: A, role: B, agency: C, unconfirmed: true, accountable: true}
    outcome: Better
    updates:
      - {on: 2013-09, by: LSCB, rag: RED, text: Asked, kind: challenge}
      - {on: 2013-10, text: Said}
    completed: 2013
    evidence:
      - {title: Audit, held_by: Unit, on: 2013-Q3, ref: docs/audit.pdf}
    evidence_wanted: An audit
    impact: Seen
    sign_off: {by: Board, on: 2013-12}
    review_on: 2014
    note: A note
    themes: [information]
    actions:
      - {part: 1, text: Meet, rag: Green}
      - {text: Write}
    scope: national
    acceptance: accepted_in_part
    acceptance_reason: Cost
    links:
      - {plan: child-d, ref: 3, relation: repeats}
    allow: [no-lead]
board_asked_to:
  - Note it
note: Of the whole
"""


def test_every_field_of_the_format_is_read() -> None:
    day = parse_period
    expected = Plan(
        format=1,
        id="sample",
        title="A sample plan",
        review=Review(ReviewKind.RAPID_REVIEW, "Child S", day("2012-03")),
        board="A board",
        as_at=day("2013-09"),
        source="A source",
        numbering=Numbering.ASSIGNED,
        ratings={
            "Green": Rating("Green", State.COMPLETE, "Done", False),
            "RED": Rating("RED", State.IN_PROGRESS, "Late", True),
            "4": Rating("4", State.NOT_STARTED, "Not begun", True),
        },
        agencies=(Agency("Health", "The Health Trust", ("NHS",)),),
        recommendations=(
            Recommendation(
                ref="1.10",
                agency="Health",
                text="Do it",
                progress=Progress(
                    rag="4",
                    state=State.STOPPED,
                    stopped_reason="Merged",
                    due=day("2013/14-Q2"),
                    due_text="In the summer",
                    revisions=(Revision(day("2013/14-Q2"), day("2012"), "Late", day("2012-05-01"), "Chair"),),
                    milestones=(Milestone("First", day("2012-06"), day("2012-07-01")),),
                    leads=(Lead("A", "B", "C", True, True),),
                    outcome="Better",
                    updates=(
                        Update(day("2013-09"), "LSCB", "RED", "Asked", UpdateKind.CHALLENGE),
                        Update(day("2013-10"), text="Said"),
                    ),
                    completed=day("2013"),
                    evidence=(Evidence("Audit", "Unit", day("2013-Q3"), "docs/audit.pdf"),),
                    evidence_wanted="An audit",
                    impact="Seen",
                    sign_off=SignOff("Board", day("2013-12")),
                    review_on=day("2014"),
                    note="A note",
                ),
                themes=("information",),
                actions=(Action("Meet", "1", Progress(rag="Green")), Action("Write")),
                scope=Scope.NATIONAL,
                acceptance=Acceptance.ACCEPTED_IN_PART,
                acceptance_reason="Cost",
                links=(Link("child-d", "3", Relation.REPEATS),),
                allow=("no-lead",),
            ),
        ),
        board_asked_to=("Note it",),
        note="Of the whole",
    )
    assert plan_of(FULL) == expected


def test_what_is_left_out_has_its_default() -> None:
    plan = plan_of(plan_text())
    assert plan.numbering is Numbering.PUBLISHED
    assert plan.recommendations == (Recommendation("1", "Health", "Do something"),)
    assert (plan.source, plan.note, plan.board_asked_to) == ("", "", ())


@pytest.mark.parametrize(
    ("name", "off_track", "expected"),
    [
        ("red", "", True),
        ("Red", "", True),
        ("amber", "", False),
        ("red", ", off_track: false", False),
        ("amber", ", off_track: true", True),
    ],
)
def test_a_rating_called_red_is_off_track_unless_it_says_otherwise(name: str, off_track: str, expected: bool) -> None:
    head = HEAD.replace("  red: {state: in_progress, meaning: Off track}\n", "").replace(
        "  amber: {state: in_progress, meaning: In hand}",
        f"  {name}: {{state: in_progress, meaning: In hand{off_track}}}",
    )
    assert plan_of(plan_text(head=head)).ratings[name].off_track is expected


@pytest.mark.parametrize("written", ["5", '"5"', "'5'"])
def test_ref_in_quotes_and_without_is_one(written: str) -> None:
    assert plan_of(plan_text().replace('"1"', written)).recommendations[0].ref == "5"


@pytest.mark.parametrize("ref", ["1.10", "1.1", "2 (i)", "Advisory Point 6", "0x1F", "017", "1e3", "no"])
def test_ref_keeps_its_form(ref: str) -> None:
    assert plan_of(plan_text().replace('"1"', ref)).recommendations[0].ref == ref


def row(extra: str) -> str:
    return plan_text(f"{ROW}{extra}")


def without(line: str) -> str:
    assert line in plan_text()
    return plan_text().replace(line, "")


def swapped(old: str, new: str) -> str:
    assert old in plan_text()
    return plan_text().replace(old, new)


# text, rule, line, column, telling words
PROBLEMS: dict[str, tuple[str, str, int, int, str]] = {
    "unknown key of the plan": (
        swapped("title:", "titel: x\ntitle:"),
        "unknown-key",
        3,
        1,
        "a plan has no key 'titel': did you mean 'title'?",
    ),
    "unknown key of a row": (row("    raq: red\n"), "unknown-key", 18, 5, "no key 'raq': did you mean 'rag'?"),
    "unknown key far from all": (row("    zzz: x\n"), "unknown-key", 18, 5, "choose from ref, agency, text, rag"),
    "unknown key of the review": (
        swapped("{kind: serious_case_review}", "{kind: inquiry, publshed: 2012}"),
        "unknown-key",
        4,
        25,
        "did you mean 'published'?",
    ),
    "unknown key of a rating": (
        swapped("meaning: In hand", "meaning: x, offtrack: true"),
        "unknown-key",
        9,
        43,
        "did you mean 'off_track'?",
    ),
    "unknown key of an agency": (
        swapped("{name: Police}", "{name: Police, alias: [x]}"),
        "unknown-key",
        13,
        20,
        "did you mean 'aliases'?",
    ),
    "successor in a plan's agency": (
        swapped("{name: Police}", "{name: Police, succeeded_by: x}"),
        "unknown-key",
        13,
        20,
        "an agency has no key 'succeeded_by'",
    ),
    "unknown key of a lead": (
        row("    leads: [{nmae: x}]\n"),
        "unknown-key",
        18,
        14,
        "a lead has no key 'nmae': did you mean 'name'?",
    ),
    "unknown key of an update": (
        row("    updates: [{on: 2013, txt: x}]\n"),
        "unknown-key",
        18,
        26,
        "did you mean 'text'?",
    ),
    "unknown key of an action": (
        row("    actions: [{text: x, ref: a}]\n"),
        "unknown-key",
        18,
        25,
        "an action has no key 'ref'",
    ),
    "unknown key of a revision": (
        row("    revisions: [{to: 2013, form: 2012}]\n"),
        "unknown-key",
        18,
        28,
        "did you mean 'from'?",
    ),
    "unknown key of evidence": (
        row("    evidence: [{title: x, date: 2012}]\n"),
        "unknown-key",
        18,
        27,
        "an item of evidence has no key 'date'",
    ),
    "unknown key of a link": (
        row("    links: [{plan: a, ref: 1, relation: repeats, why: x}]\n"),
        "unknown-key",
        18,
        50,
        "a link has no key 'why'",
    ),
    "unknown key of a sign-off": (
        row("    sign_off: {by: x, at: 2012}\n"),
        "unknown-key",
        18,
        23,
        "a sign-off has no key 'at'",
    ),
    "unknown key of a milestone": (
        row("    milestones: [{text: x, done: 2012}]\n"),
        "unknown-key",
        18,
        28,
        "a milestone has no key 'done'",
    ),
    "lead that says nothing": (row("    leads: [{}]\n"), "empty-value", 18, 13, "a lead says nothing"),
    "lead as text": (
        row("    leads: [Chair]\n"),
        "wrong-type",
        18,
        13,
        "a lead must be keys with values, and is text ('Chair')",
    ),
    "leads as text": (row("    leads: Chair\n"), "wrong-type", 18, 12, "leads must be a list, and is text"),
    "update with only a date": (row("    updates: [{on: 2013-09}]\n"), "empty-value", 18, 15, "an update says nothing"),
    "update without a date": (
        row("    updates: [{text: x, rag: red}]\n"),
        "missing-key",
        18,
        15,
        "an update has no on: add a line on:",
    ),
    "empty update": (row("    updates: [{}]\n"), "missing-key", 18, 15, "an update has no on"),
    "update with only a date and who": (
        row("    updates: [{on: 2013-09, by: x}]\n"),
        "empty-value",
        18,
        15,
        "an update says nothing",
    ),
    "update with only a date and kind": (
        row("    updates: [{on: 2013-09, kind: update}]\n"),
        "empty-value",
        18,
        15,
        "an update says nothing",
    ),
    "revision without its new date": (
        row("    revisions: [{from: 2012}]\n"),
        "missing-key",
        18,
        17,
        "a revision has no to",
    ),
    "evidence without title": (
        row("    evidence: [{on: 2012}]\n"),
        "missing-key",
        18,
        16,
        "an item of evidence has no title",
    ),
    "sign-off without who": (row("    sign_off: {on: 2012}\n"), "missing-key", 18, 15, "a sign-off has no by"),
    "sign-off as a date": (row("    sign_off: 2012-05\n"), "wrong-type", 18, 15, "a sign-off must be keys with values"),
    "action without text": (row("    actions: [{part: a}]\n"), "missing-key", 18, 15, "an action has no text"),
    "actions as keys": (
        row("    actions: {a: b}\n"),
        "wrong-type",
        18,
        14,
        "actions must be a list, and is keys with values",
    ),
    "milestone without text": (
        row("    milestones: [{due: 2012}]\n"),
        "missing-key",
        18,
        18,
        "a milestone has no text",
    ),
    "link without relation": (row("    links: [{plan: a, ref: 1}]\n"), "missing-key", 18, 13, "a link has no relation"),
    "link to no plan's id": (
        row("    links: [{plan: Child D, ref: 1, relation: repeats}]\n"),
        "bad-name",
        18,
        20,
        "'Child D' is no id",
    ),
    "unknown relation": (
        row("    links: [{plan: a, ref: 1, relation: repeat}]\n"),
        "unknown-value",
        18,
        41,
        "did you mean 'repeats'?",
    ),
    "rule that is no name": (row("    allow: [No Lead]\n"), "bad-name", 18, 13, "'No Lead' is no id"),
    "row without ref": (without('ref: "1"\n    '), "missing-key", 15, 5, "a recommendation has no ref"),
    "row without agency": (without("    agency: Health\n"), "missing-key", 15, 5, "a recommendation has no agency"),
    "row without text": (without("    text: Do something\n"), "missing-key", 15, 5, "a recommendation has no text"),
    "row as text": (plan_text("  - Do something\n"), "wrong-type", 15, 5, "a recommendation must be keys with values"),
    "rows as keys": (
        plan_text('  "1": {text: x}\n'),
        "wrong-type",
        15,
        3,
        "recommendations must be a list, and is keys with values",
    ),
    "no rows": (f"{HEAD}recommendations:\n", "empty-value", 14, 17, "recommendations is empty"),
    "no format": (without("format: 1\n"), "missing-key", 1, 1, "the plan has no format: add a line format:"),
    "no title": (without("title: A sample plan\n"), "missing-key", 1, 1, "the plan has no title"),
    "no agencies": (
        f"{HEAD.split('agencies:')[0]}recommendations: []\n",
        "missing-key",
        1,
        1,
        "the plan has no agencies",
    ),
    "no recommendations": (HEAD, "missing-key", 1, 1, "the plan has no recommendations"),
    "no review": (without("review: {kind: serious_case_review}\n"), "missing-key", 1, 1, "the plan has no review"),
    "first key indented": (
        without("format: 1\n").replace("\n", "\n  ").replace("id:", "  id:", 1).rstrip(" "),
        "missing-key",
        1,
        3,
        "the plan has no format",
    ),
    "later format": (swapped("format: 1", "format: 2"), "out-of-range", 1, 9, "format is 2"),
    "format as text": (swapped("format: 1", "format: one"), "wrong-type", 1, 9, "format must be a whole number"),
    "format as infinity": (swapped("format: 1", "format: .INF"), "wrong-type", 1, 9, "format must be a whole number"),
    "id of another file": (
        swapped("id: sample", "id: child-g"),
        "id-not-file-name",
        2,
        5,
        "the id is 'child-g' and the file is called sample.yaml: write id: sample",
    ),
    "empty title": (swapped("A sample plan", ""), "empty-value", 3, 7, "title is empty"),
    "title as a number": (
        swapped("A sample plan", "2012"),
        "wrong-type",
        3,
        8,
        "title must be text, and is a number ('2012'): put it in quotes",
    ),
    "title as boolean": (swapped("A sample plan", "true"), "wrong-type", 3, 8, "true or false"),
    "title as list": (swapped("A sample plan", "[red]"), "wrong-type", 3, 8, "title must be text, and is a list"),
    "review without kind": (
        swapped("{kind: serious_case_review}", "{subject: Child S}"),
        "missing-key",
        4,
        9,
        "the review has no kind",
    ),
    "review as text": (
        swapped("{kind: serious_case_review}", "inquiry"),
        "wrong-type",
        4,
        9,
        "the review must be keys with values",
    ),
    "unknown kind of review": (
        swapped("serious_case_review", "serious_case_reveiw"),
        "unknown-value",
        4,
        16,
        "did you mean 'serious_case_review'?",
    ),
    "unknown numbering": (
        swapped("as_at:", "numbering: own\nas_at:"),
        "unknown-value",
        6,
        12,
        "choose from published, assigned",
    ),
    "bad date of the plan": (swapped("2013-09", "09/2013"), "bad-date", 6, 8, "as_at: '09/2013'"),
    "month 13": (row("    due: 2012-13\n"), "bad-date", 18, 10, "due: '2012-13' has no such month"),
    "UK date": (row("    due: 31/12/2012\n"), "bad-date", 18, 10, "write 2012-12-31"),
    "no day of the calendar": (row("    completed: 2012-02-30\n"), "bad-date", 18, 16, "February 2012 has 29 days"),
    "no financial year": (row("    review_on: 2013/15\n"), "bad-date", 18, 16, "written 2013/14"),
    "month as a word": (row("    updates: [{on: Dec 2012, text: x}]\n"), "bad-date", 18, 20, "write 2012-12"),
    "empty date": (row("    due:\n"), "empty-value", 18, 9, "due is empty: write its value, or delete the line"),
    "date of a revision": (row("    revisions: [{from: 2012-13, to: 2013}]\n"), "bad-date", 18, 24, "from: '2012-13'"),
    "unknown rating": (row("    rag: purple\n"), "unknown-rating", 18, 10, "(green, amber, red): use one of them"),
    "mistyped rating": (row("    rag: amer\n"), "unknown-rating", 18, 10, "did you mean 'amber'?"),
    "rating in capitals": (row("    rag: RED\n"), "unknown-rating", 18, 10, "did you mean 'red'?"),
    "unknown rating of an update": (row("    updates: [{on: 2013, rag: blue}]\n"), "unknown-rating", 18, 31, "'blue'"),
    "unknown rating of an action": (row("    actions: [{text: x, rag: blue}]\n"), "unknown-rating", 18, 30, "'blue'"),
    "state not_stated": (
        row("    state: not_stated\n"),
        "unknown-value",
        18,
        12,
        "'not_stated' is not one of its words",
    ),
    "unknown state": (row("    state: done\n"), "unknown-value", 18, 12, "'done'"),
    "unknown scope": (row("    scope: locale\n"), "unknown-value", 18, 12, "did you mean 'local'?"),
    "unknown acceptance": (row("    acceptance: yes\n"), "unknown-value", 18, 17, "'yes'"),
    "unknown kind of update": (
        row("    updates: [{on: 2013, text: x, kind: note}]\n"),
        "unknown-value",
        18,
        41,
        "choose from update, challenge, decision",
    ),
    "unknown agency": (
        swapped("agency: Health", "agency: Fire"),
        "unknown-agency",
        16,
        13,
        "'Fire' is not one of this plan's agencies: choose from Health, Police, or add it",
    ),
    "mistyped agency": (swapped("agency: Health", "agency: Helth"), "unknown-agency", 16, 13, "did you mean 'Health'?"),
    "agency as list": (
        swapped("agency: Health", "agency: [Health]"),
        "wrong-type",
        16,
        13,
        "agency must be text, and is a list",
    ),
    "flag in words": (row("    leads: [{role: x, unconfirmed: yes}]\n"), "wrong-type", 18, 36, "must be true or false"),
    "theme as number": (row("    themes: [a, 5]\n"), "wrong-type", 18, 17, "themes must be text"),
    "empty entry of a list": (row("    themes:\n      -\n"), "empty-value", 19, 8, "themes is empty"),
    "empty list": (row("    themes:\n"), "empty-value", 18, 12, "themes is empty"),
    "long ref": (swapped('"1"', "x" * 41), "bad-name", 15, 10, "at most 40 characters"),
    "ref as list": (swapped('"1"', "[1]"), "wrong-type", 15, 10, "ref must be a number or short text, and is a list"),
    "ratings as list": (
        swapped("  green:", "  - green:").replace("  amber:", "  - amber:").replace("  red:", "  - red:"),
        "wrong-type",
        8,
        3,
        "ratings must name each rating",
    ),
    "rating as state": (
        swapped("{state: complete, meaning: Done}", "complete"),
        "wrong-type",
        8,
        10,
        "a rating must be keys with values",
    ),
    "rating without meaning": (
        swapped("{state: complete, meaning: Done}", "{state: complete}"),
        "missing-key",
        8,
        10,
        "a rating has no meaning",
    ),
    "rating without state": (
        swapped("{state: complete, meaning: Done}", "{meaning: Done}"),
        "missing-key",
        8,
        10,
        "a rating has no state",
    ),
    "rating with a long name": (swapped("green:", f"{'x' * 41}:"), "bad-name", 8, 3, "at most 40 characters"),
    "rating without a name": (swapped("green:", '"":'), "empty-value", 8, 3, "is empty"),
    "rating with an unknown state": (swapped("state: complete", "state: done"), "unknown-value", 8, 18, "'done'"),
    "duplicate ref": (
        plan_text(f"{ROW}{ROW.replace('Health', 'Police')}"),
        "duplicate-ref",
        18,
        10,
        "ref '1' appears twice, first in line 15",
    ),
    "duplicate ref, once without quotes": (
        plan_text(ROW + ROW.replace('"1"', "1")),
        "duplicate-ref",
        18,
        10,
        "give each its own",
    ),
    "duplicate part": (
        row("    actions: [{part: a, text: x}, {part: a, text: y}]\n"),
        "duplicate-part",
        18,
        42,
        "part 'a' appears twice, first in line 18",
    ),
    "duplicate agency": (
        swapped("{name: Police}", "{name: Health}"),
        "duplicate-agency",
        13,
        12,
        "agency 'Health' appears twice, first in line 12",
    ),
    "duplicate agency in other case": (
        swapped("{name: Police}", "{name: HEALTH}"),
        "duplicate-agency",
        13,
        12,
        "appears twice",
    ),
    "agency called as another's alias": (swapped("{name: Police}", "{name: NHS}"), "duplicate-agency", 13, 12, "'NHS'"),
    "no id": (without("id: sample\n"), "missing-key", 1, 1, "the plan has no id"),
    "empty id": (swapped("id: sample", "id:"), "empty-value", 2, 4, "id is empty"),
    "id as list": (swapped("id: sample", "id: [sample]"), "wrong-type", 2, 5, "id must be text"),
}


@pytest.mark.parametrize("case", PROBLEMS.values(), ids=PROBLEMS)
def test_problem_is_the_only_one_and_at_its_place(case: tuple[str, str, int, int, str]) -> None:
    text, rule, line, column, words = case
    problems = problems_of(text)
    assert [(one.rule, *one.position) for one in problems] == [(rule, line, column)]
    assert words in problems[0].line()


def test_empty_key_of_ratings_is_one_problem_and_ratings_are_not_doubted() -> None:
    text = f"{HEAD.split('ratings:')[0]}ratings:\nagencies: [{{name: Health}}]\nrecommendations:\n{ROW}    rag: red\n"
    problems = problems_of(text)
    assert [(one.rule, *one.position) for one in problems][:1] == [("wrong-type", 7, 9)]
    assert "green: {state: complete, meaning: Done}" in problems[0].hint


def test_broken_rating_is_told_once_and_rows_may_still_use_it() -> None:
    text = row("    rag: green\n").replace("meaning: Done", "meaning: ''")
    assert [(one.rule, *one.position) for one in problems_of(text)] == [("empty-value", 8, 37)]


def test_broken_agencies_are_told_once_and_rows_may_still_name_them() -> None:
    text = plan_text().replace("{name: Police}", "{nmae: Police}").replace("agency: Health", "agency: Fire")
    assert [(one.rule, one.position.line) for one in problems_of(text)] == [("unknown-key", 13)]


@pytest.mark.parametrize("agencies", ["agencies:", "agencies: Health"])
def test_agencies_that_are_no_list_leave_rows_alone(agencies: str) -> None:
    text = f"{HEAD.split('agencies:')[0]}{agencies}\nrecommendations:\n{ROW}"
    assert [one.position.line for one in problems_of(text)] == [11]


def test_wrong_types_where_doubles_are_sought_do_not_hide_the_doubles() -> None:
    rest = "    agency: Health\n    text: x\n"
    rows = f'{ROW}  - text\n  - ref: [1]\n{rest}  - ref: ""\n{rest}{ROW}'
    found = {(one.rule, one.position.line) for one in problems_of(plan_text(rows))}
    assert ("duplicate-ref", 25) in found
    assert ("wrong-type", 18) in found
    assert ("wrong-type", 19) in found


def test_each_of_three_doubles_is_told() -> None:
    places = [(one.rule, one.position.line) for one in problems_of(plan_text(ROW * 3))]
    assert places == [("duplicate-ref", 18), ("duplicate-ref", 21)]


def test_same_part_in_two_rows_is_no_double() -> None:
    action = "    actions: [{part: a, text: x}]\n"
    assert problems_of(plan_text(f"{ROW}{action}{ROW.replace('1', '2')}{action}")) == ()


def test_refs_that_only_look_alike_are_two() -> None:
    assert problems_of(plan_text(ROW.replace('"1"', "1.1") + ROW.replace('"1"', "1.10"))) == ()


def test_every_missing_key_is_told() -> None:
    messages = [one.message for one in problems_of("format: 1\n")]
    keys = ("agencies", "as_at", "board", "id", "ratings", "recommendations", "review", "title")
    assert messages == [f"the plan has no {key}" for key in keys]


@pytest.mark.parametrize("root", ["text", "- a", "5", "[]", "''"])
def test_file_whose_first_level_has_no_keys_is_no_plan(root: str) -> None:
    (problem,) = problems_of(f"{root}\n")
    assert (problem.rule, *problem.position) == ("wrong-type", 1, 1)
    assert "begin with format: 1" in problem.hint


def test_problems_of_syntax_and_of_meaning_come_in_one_order() -> None:
    text = row("    raq: x\n    due: &a 2012\n    rag: blue\n").replace("A board", "")
    places = [(one.rule, *one.position) for one in problems_of(text)]
    assert places == [
        ("empty-value", 5, 7),
        ("unknown-key", 18, 5),
        ("anchor", 19, 10),
        ("unknown-rating", 20, 10),
    ]


def test_problem_names_the_file() -> None:
    _, problems = read_plan(Document.from_text("a: 1\n", "plans/x.yaml"), "x")
    assert {one.path for one in problems} == {"plans/x.yaml"}


@pytest.mark.parametrize("name", ["Child G", "child_g", "Child-G", "child g (2)"])
def test_hint_never_proposes_an_id_that_would_be_refused(name: str) -> None:
    problems = problems_of(plan_text().replace("id: sample", "id: child-g"), name)
    assert [one.rule for one in problems] == ["id-not-file-name"]
    assert f"id: {name}" not in problems[0].hint
    assert "rename the file" in problems[0].hint


def test_long_values_do_not_make_long_messages() -> None:
    long = "x" * 20_000
    text = row(f"    due: {long}\n    scope: {long}\n    rag: {long}\n    ? {long}\n    : y\n")
    problems = problems_of(text.replace("agency: Health", f"agency: {long}").replace("id: sample", f"id: {long}"))
    assert len(problems) >= 6
    assert max(len(one.line()) for one in problems) < 1000


@pytest.mark.parametrize("name", ["child-g", "kirklees-2011"])
def test_published_plan_is_read_without_problems(name: str) -> None:
    plan = plan_of((ROOT / "plans" / f"{name}.yaml").read_text(encoding="utf-8"), name)
    assert plan.id == name
    assert plan.recommendations
