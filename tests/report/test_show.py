import json
import re
from datetime import date

import pytest

from scrplan.content import Cell, Facts, Paragraph, Report, Table, Tone
from scrplan.dates import Period, parse_period
from scrplan.git import Commit
from scrplan.history.slippage import Overwritten
from scrplan.render.plain import render_plain
from scrplan.report.show import show_answer
from tests.assessment import DAY, assess_plan, assessed, judged, row
from tests.building import HEAD, plan_of, plan_text
from tests.report.test_item_columns import KEYS

# Every field of the format, each with words that stand nowhere else.
EVERYTHING = """\
  - ref: R7
    agency: Health
    text: Textword
    rag: amber
    due: 2014-02
    due_text: Duetextword
    revisions:
      - {from: 2012-05, to: 2013-06, reason: Reasonword, on: 2012-04-03, approved_by: Approverword}
      - {to: 2014-02}
    milestones:
      - {text: Milestoneword, due: 2013-01, completed: 2013-02}
      - {text: Bareword}
    leads:
      - {name: Leadname, role: Leadrole, agency: Leadagency}
      - {role: Secondrole, unconfirmed: true}
    outcome: Outcomeword
    themes: [Themeword]
    actions:
      - part: q
        text: Actionword
        rag: red
        due: 2012-08
        due_text: Actiondueword
        revisions: [{from: 2011-11, to: 2012-08, reason: Actionreason}]
        milestones: [{text: Actionmilestone, due: 2012-07}]
        leads: [{role: Actionlead}]
        outcome: Actionoutcome
        updates: [{on: 2012-10, by: Actionreporter, text: Actionupdate, rag: red}]
        evidence: [{title: Actionevidence}]
        evidence_wanted: Actionwanted
        impact: Actionimpact
        sign_off: {by: Actionsigner, on: 2013-03}
        review_on: 2015-01
        note: Actionnote
      - part: z
        text: Stoppedaction
        state: stopped
        stopped_reason: Stoppedreason
      - part: w
        text: Doneaction
        completed: 2010-10
    updates:
      - {on: 2013-05, by: Reporterword, rag: amber, text: Updateword}
      - {on: 2013-06, text: Challengeword, kind: challenge}
      - {on: 2013-07, text: Decisionword, kind: decision}
    completed: 2013-09-09
    evidence: [{title: Evidenceword, held_by: Heldword, on: 2013-04, ref: Whereword}]
    evidence_wanted: Wantedword
    impact: Impactword
    sign_off: {by: Signerword, on: 2013-08}
    review_on: 2016-11
    note: Noteword
    scope: regional
    acceptance: accepted_in_part
    acceptance_reason: Acceptanceword
    links: [{plan: other-plan, ref: L9, relation: follows_up}]
    allow: [allowed-rule]
"""
SAID = sorted(set(re.findall(r"\b[A-Z][a-z]{4,}\b", EVERYTHING)) | {"R7", "L9", "other-plan", "allowed-rule"})
ITEM = assessed(EVERYTHING).items[0]


def facts_of(report: Report) -> dict[str, list[str]]:
    return {
        fact.label: [cell.text for cell in fact.lines]
        for block in report.head
        if isinstance(block, Facts)
        for fact in block.facts
    }


@pytest.mark.parametrize("word", SAID)
def test_nothing_that_the_plan_says_is_kept_from_the_reader(word: str) -> None:
    assert word in render_plain(show_answer(ITEM).report)


@pytest.mark.parametrize("word", SAID)
def test_nothing_that_the_plan_says_is_kept_from_a_program(word: str) -> None:
    assert word in json.dumps(list(show_answer(ITEM).items()))


@pytest.mark.parametrize(
    "words",
    [
        "February 2014", "May 2012", "June 2013", "3 April 2012", "31 January 2013", "in February 2013",
        "November 2011", "August 2012", "31 July 2012", "January 2015", "9 September 2013", "November 2016",
        "Apr 2013", "Jul 2013", "October 2010", "regional", "accepted in part", "follows up", "challenge", "decision",
        "to be confirmed", "August 2013", "March 2013",
    ],
)  # fmt: skip
def test_every_date_and_choice_is_told(words: str) -> None:
    assert words in render_plain(show_answer(ITEM).report)


def test_an_action_shows_its_own_rating_and_state() -> None:
    text = render_plain(
        show_answer(judged("actions: [{part: a, text: A, rag: red}, {part: b, text: B, rag: green}]")).report
    )
    section = text.split("Action a")[1].split("Action b")[0]
    assert "red" in section


def test_the_record_begins_with_the_keys_of_every_item_and_gives_the_reasons() -> None:
    (record,) = show_answer(ITEM).items()
    assert list(record)[: len(KEYS)] == KEYS
    assert record["why"] == {
        "state": "in progress: the rating is amber, which means 'In hand' here",
        "timeliness": "overdue: due by 31 August 2012, open on 30 September 2013, 395 days",
        "assurance": "signed off by Signerword in August 2013",
    }
    assert [action["part"] for action in record["actions"]] == ["q", "z", "w"]
    assert [list(action)[: len(KEYS)] for action in record["actions"]] == [KEYS] * 3
    assert [update["kind"] for update in record["updates"]] == ["update", "update", "challenge", "decision"]
    assert record["revisions"] == [
        {"from": "2012-05", "to": "2013-06", "reason": "Reasonword", "on": "2012-04-03", "approved_by": "Approverword"},
        {"from": None, "to": "2014-02", "reason": None, "on": None, "approved_by": None},
    ]
    assert record["milestones"] == [
        {"text": "Milestoneword", "due": "2013-01", "completed": "2013-02"},
        {"text": "Bareword", "due": None, "completed": None},
    ]
    assert (record["note"], record["impact"]) == ("Noteword", "Impactword")


def test_what_is_absent_is_null_or_empty() -> None:
    (record,) = show_answer(judged("updates: [{on: 2013, text: A}]")).items()
    assert record["updates"] == [{"on": "2013", "by": None, "rag": None, "text": "A", "kind": "update"}]
    assert (record["actions"], record["revisions"], record["milestones"]) == ([], [], [])
    assert (record["note"], record["impact"]) == (None, None)


def test_the_head_says_what_is_known_of_a_bare_row() -> None:
    answer = show_answer(judged())
    assert (answer.kind, answer.as_at, answer.report.title) == ("show", DAY, "sample 1, Health")
    assert answer.report.head[0] == Paragraph("Do something")
    assert facts_of(answer.report) == {
        "Rating": ["not stated"],
        "State": ["not stated: the plan gives neither a rating nor a state, so it counts as open"],
        "Timeliness": ["no date: it is open, and no due date"],
        "Assurance": ["none: no evidence and no sign-off is recorded"],
        "Due": ["none"],
        "Lead": ["nobody is named"],
        "Key": ["green = Done (complete)", "amber = In hand (in progress)", "red = Off track (in progress)"],
    }


@pytest.mark.parametrize(
    ("fields", "label", "lines"),
    [
        (["rag: amber"], "Rating", ["amber (In hand), as stated"]),
        (
            ["actions: [{text: A, rag: amber}, {text: B, rag: green}]"],
            "Rating",
            ["amber (In hand), as stated, from its actions"],
        ),
        (["due: 2014-02"], "Due", ["February 2014"]),
        (["due: 2014-02", "due_text: in spring"], "Due", ["February 2014 (as written: in spring)"]),
        (["due_text: in spring"], "Due", ["in spring"]),
        (["acceptance: no_response"], "Acceptance", ["no response"]),
        (["acceptance: not_accepted", "acceptance_reason: Too dear"], "Acceptance", ["not accepted: Too dear"]),
        (["scope: national"], "Scope", ["national"]),
        (["themes: [a, b]"], "Themes", ["a, b"]),
        (["completed: 2013"], "Completed", ["2013"]),
        (
            ["links: [{plan: x, ref: 1, relation: repeats}, {plan: y, ref: 2, relation: depends_on}]"],
            "Linked to",
            ["repeats x 1; depends on y 2"],
        ),
        (["milestones: [{text: A}]"], "Milestones", ["A, not marked as completed"]),
        (
            ["milestones: [{text: A, due: 2013-05, completed: 2013-05-09}]"],
            "Milestones",
            ["A, due by 31 May 2013, completed on 9 May 2013"],
        ),
        (
            ["due: 2014", "revisions: [{to: 2014}]"],
            "Revisions",
            ["from a date not known to 2014 (no reason recorded)"],
        ),
        (
            ["due: 2014", "revisions: [{from: 2013-05, to: 2014, reason: Ill}]"],
            "Revisions",
            ["from May 2013 to 2014 (Ill)"],
        ),
        (["due: 2014", "revisions: [{from: 2013-05, to: 2014}]"], "Due date moved",
         ["moved once, from May 2013: 579 days later"]),
        (["state: stopped", "stopped_reason: Merged"], "Stopped because", ["Merged"]),
        (["review_on: 2014-06"], "Next review", ["June 2014"]),
    ],
)  # fmt: skip
def test_each_fact_is_told_in_its_words(fields: list[str], label: str, lines: list[str]) -> None:
    assert facts_of(show_answer(judged(*fields)).report)[label] == lines


@pytest.mark.parametrize("fields", ["on: 2012-04-03", "on: 2012-04-03, approved_by: The board", "approved_by: Board"])
def test_a_move_of_the_date_reads_as_a_sentence(fields: str) -> None:
    item = judged("due: 2014", f"revisions: [{{from: 2013-05, to: 2014, {fields}, reason: Ill}}]")
    (line,) = facts_of(show_answer(item).report)["Revisions"]
    assert line.startswith("from May 2013 to 2014")
    assert line.endswith(" (Ill)")
    assert ", (" not in line


@pytest.mark.parametrize(
    ("actions", "headings"),
    [
        ("{text: A}", ["Action"]),
        ("{part: a, text: A}", ["Action a"]),
        ("{part: a, text: A}, {text: B}", ["Action a", "An action"]),
    ],
)
def test_each_action_has_its_heading(actions: str, headings: list[str]) -> None:
    report = show_answer(judged("rag: red", "due: 2014", "leads: [{role: X}]", f"actions: [{actions}]")).report
    assert [section.heading for section in report.sections] == headings


def test_a_challenge_and_a_decision_are_called_so() -> None:
    report = show_answer(ITEM).report
    table = next(section.blocks[0] for section in report.sections if section.heading == "Updates, oldest first")
    assert isinstance(table, Table)
    assert [cells[3].text for cells in table.rows] == [
        "Actionupdate",
        "Updateword",
        "challenge: Challengeword",
        "decision: Decisionword",
    ]
    assert table.rows[0][2] == Cell("red", None, Tone.BAD)
    assert table.rows[2][2] == Cell("")


def test_disagreements_are_told_and_only_where_there_are_any() -> None:
    heading = "Where the stated rating and the facts disagree"
    odd = show_answer(judged("rag: amber", "due: 2012", "leads: [{role: X}]")).report.sections[-1]
    assert (odd.heading, odd.tone) == (heading, Tone.CAUTION)
    assert odd.blocks == (
        Paragraph("overdue, but not rated red: it was due by 31 December 2012, is open, and is rated amber"),
    )
    even = show_answer(judged("rag: red", "due: 2012", "leads: [{role: X}]"))
    assert heading not in [section.heading for section in even.report.sections]


def test_the_key_of_a_plan_with_its_own_ratings_is_shown() -> None:
    head = HEAD.replace("meaning: Done", "meaning: On track")
    item = assessed(row("rag: green"), head=head).items[0]
    assert facts_of(show_answer(item).report)["Key"][0] == "green = On track (complete)"


def test_the_sample_uses_every_field_of_a_recommendation_and_of_an_action() -> None:
    plan = plan_of(plan_text(EVERYTHING))
    used = plan.recommendations[0]
    own = used.progress
    assert all(value or name in {"state", "stopped_reason"} for name, value in own._asdict().items())
    assert all(value or name == "extra" for name, value in used._asdict().items())
    of_actions = [action.progress._asdict() for action in used.actions]
    assert all(any(fields[name] for fields in of_actions) for name in of_actions[0])


# -- due dates that were overwritten --------------------------------------------------------------------------------

HEADING = "Due dates overwritten, as git has them"
WHERE = Commit("1234567890abcdef", (), date(2013, 3, 3), "2013-03-03T12:00:00Z", "[bold]B.[/bold] *Officer*", "Tidy")
ONCE = Overwritten("1", None, parse_period("2013-07"), parse_period("2014-02"), WHERE)


def test_overwritten_dates_are_told_with_who_and_when() -> None:
    told = (ONCE, ONCE._replace(part="a", now=None), ONCE._replace(part="#2", commit=None))
    report = show_answer(judged("due: 2014-02", "actions: [{part: a, text: A}, {text: B}]"), told).report
    (section,) = (one for one in report.sections if one.heading == HEADING)
    who = "on 3 March 2013 by [bold]B.[/bold] *Officer* (1234567)"
    assert section.tone is Tone.CAUTION
    assert section.blocks == (
        Paragraph(f"July 2013 became February 2014 {who}, no reason recorded"),
        Paragraph(f"Action a: July 2013 was taken out {who}, no reason recorded"),
        Paragraph(
            "Action #2: July 2013 became February 2014 in the file, which is not committed yet, no reason recorded"
        ),
    )


def test_they_stand_between_the_actions_and_what_was_reported() -> None:
    item = judged("due: 2014-02", "actions: [{part: a, text: A}]", "updates: [{on: 2013, text: A}]")
    headings = [section.heading for section in show_answer(item, (ONCE,)).report.sections]
    assert headings[:3] == ["Action a", HEADING, "Updates, oldest first"]


def test_where_none_was_overwritten_nothing_is_told() -> None:
    answer = show_answer(judged("due: 2014-02"))
    assert HEADING not in [section.heading for section in answer.report.sections]
    assert [record["overwritten"] for record in answer.items()] == [[]]


def test_a_program_is_told_the_same() -> None:
    told = (ONCE, ONCE._replace(part="a", now=None), ONCE._replace(commit=None))
    (record,) = show_answer(judged("due: 2014-02"), told).items()
    by = {"on": "2013-03-03", "by": WHERE.author, "commit": WHERE.id}
    assert record["overwritten"] == [
        {"part": None, "from": "2013-07", "to": "2014-02", **by},
        {"part": "a", "from": "2013-07", "to": None, **by},
        {"part": None, "from": "2013-07", "to": "2014-02", "on": None, "by": None, "commit": None},
    ]


REVISED = ("due: 2014-02", "revisions: [{from: 2014-01, to: 2014-02, reason: Ill}]")


@pytest.mark.parametrize(
    ("fields", "first", "words"),
    [
        (["due: 2014-02"], None, None),
        (["due: 2014-02"], "2013-07", "first committed as July 2013: 212 days later"),
        (["due: 2013-06"], "2013-07", "first committed as July 2013: 31 days earlier"),
        (["due: 2013-07-30"], "2013-07", "first committed as July 2013: 1 day earlier"),
        (["due: 2013-07-31"], "2013-07", None),
        (REVISED, None, "moved once, from January 2014: 28 days later"),
        (REVISED, "2013-07", "first committed as July 2013: 212 days later"),
        (REVISED, "2014-01-31", "moved once, from January 2014: 28 days later"),
        (["due: 2014-02", "revisions: [{to: 2014-02}]"], None, "moved once; the first date is not known"),
        (["due: 2014-02", "revisions: [{to: 2014-02}]"], "2013-07", "first committed as July 2013: 212 days later"),
        (["rag: amber"], "2013-07", None),
        ([*REVISED, "actions: [{text: A}]"], "2013-07", "first committed as July 2013: 212 days later"),
        ([*REVISED, "actions: [{text: A, due: 2013-12}]"], "2013-07", "moved once, from January 2014: 28 days later"),
        (["milestones: [{text: A, due: 2014-02}]"], "2013-07", None),
    ],
    ids=[
        "never", "overwritten", "brought forward", "by a day", "put back", "revised", "overwritten, then revised",
        "as first recorded", "the first lost", "the first lost, but in git", "taken out",
        "of an action too", "beside an action's", "beside a milestone's",
    ],
)  # fmt: skip
def test_how_far_a_date_has_moved_is_told_from_the_first_that_is_known(
    fields: list[str], first: str | None, words: str | None
) -> None:
    plan = plan_of(plan_text(row(*fields)))
    originals: dict[tuple[str, str | None], Period] = {("1", None): parse_period(first)} if first else {}
    report = show_answer(assess_plan(plan, DAY, originals=originals).items[0]).report
    assert facts_of(report).get("Due date moved") == ([words] if words else None)
