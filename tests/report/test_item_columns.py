import json

import pytest

from scrplan.assessment import Item
from scrplan.content import Cell, ColumnKind, Tone
from scrplan.errors import UnknownName
from scrplan.report.item_columns import COLUMNS, check_columns, item_record, items_table
from tests.assessment import assessed, judged, row

KEYS = [
    "plan", "ref", "part", "agency", "text", "action", "rag", "state", "timeliness", "assurance", "due", "due_by",
    "due_text", "original_due", "slippage_days", "days_overdue", "completed", "leads", "outcome", "evidence", "themes",
    "updated", "conflicts",
]  # fmt: skip

FULL = (
    "rag: amber", "due: 2012-12", "due_text: by Christmas", "revisions: [{from: 2012-09, to: 2012-12}]",
    "completed: 2012-11-05", "outcome: Safer", "themes: [training, records]",
    "leads: [{name: Ann Bee, role: Nurse, agency: NHS}, {role: Chair, unconfirmed: true}]",
    "evidence: [{title: Audit, held_by: Unit, on: 2012, ref: audit.pdf}, {title: Letter}]",
    "updates: [{on: 2013-05, text: Nearly}]",
)  # fmt: skip


def shown(item: Item, key: str) -> Cell:
    return items_table([item], [key]).rows[0][0]


def test_a_record_has_the_keys_of_the_page_in_their_order() -> None:
    item = judged("actions: [{part: a, text: A}]")
    assert list(item_record(item)) == KEYS
    assert list(item_record(item.parts[0])) == KEYS
    assert [key for key in COLUMNS if key in KEYS] == KEYS


def test_what_is_absent_is_null() -> None:
    assert item_record(judged()) == {
        "plan": "sample",
        "ref": "1",
        "part": None,
        "agency": "Health",
        "text": "Do something",
        "action": None,
        "rag": None,
        "state": "not_stated",
        "timeliness": "no_date",
        "assurance": "none",
        "due": None,
        "due_by": None,
        "due_text": None,
        "original_due": None,
        "slippage_days": None,
        "days_overdue": 0,
        "completed": None,
        "leads": [],
        "outcome": None,
        "evidence": [],
        "themes": [],
        "updated": None,
        "conflicts": [
            {"kind": "not-stated", "message": "neither a rating nor a state is stated"},
            {"kind": "no-lead", "message": "nobody is named as lead"},
            {"kind": "no-date", "message": "it is open and no due date is known"},
        ],
    }


def test_what_is_known_is_given_as_it_is_written() -> None:
    record = item_record(judged(*FULL))
    assert json.loads(json.dumps(record)) == record
    assert {key: record[key] for key in KEYS[6:17]} == {
        "rag": "amber",
        "state": "in_progress",
        "timeliness": "overdue",
        "assurance": "evidenced",
        "due": "2012-12",
        "due_by": "2012-12-31",
        "due_text": "by Christmas",
        "original_due": "2012-09",
        "slippage_days": 92,
        "days_overdue": 273,
        "completed": "2012-11-05",
    }
    assert record["leads"] == [
        {"name": "Ann Bee", "role": "Nurse", "agency": "NHS", "unconfirmed": False},
        {"name": None, "role": "Chair", "agency": None, "unconfirmed": True},
    ]
    assert record["evidence"] == [
        {"title": "Audit", "held_by": "Unit", "on": "2012", "ref": "audit.pdf"},
        {"title": "Letter", "held_by": None, "on": None, "ref": None},
    ]
    assert (record["outcome"], record["themes"], record["updated"]) == ("Safer", ["training", "records"], "2013-05")
    assert [one["kind"] for one in record["conflicts"]] == [
        "late-not-red",
        "completed-but-open",
        "no-recent-update",
    ]


@pytest.mark.parametrize(
    ("fields", "action"),
    [
        (["actions: [{text: Write}]"], "Write"),
        (["actions: [{part: a, text: Write}, {text: Ask}, {part: '2', text: Tell}]"], "a) Write\nAsk\n2) Tell"),
        ([], None),
    ],
)
def test_the_actions_of_a_recommendation_are_told_with_their_parts(fields: list[str], action: str | None) -> None:
    assert item_record(judged(*fields))["action"] == action


def test_an_action_tells_its_own_words_and_part() -> None:
    record = item_record(judged("actions: [{part: a, text: Write}, {part: b, text: Ask}]").parts[1])
    assert (record["part"], record["action"], record["text"]) == ("b", "Ask", "Do something")


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("plan", Cell("sample")),
        ("ref", Cell("1")),
        ("part", Cell("")),
        ("agency", Cell("Health")),
        ("text", Cell("Do something")),
        ("action", Cell("Do something")),
        ("rag", Cell("amber", "amber", Tone.CAUTION)),
        ("state", Cell("in progress", "in_progress")),
        ("timeliness", Cell("overdue 273 days", "overdue", Tone.BAD)),
        ("assurance", Cell("evidenced", "evidenced")),
        ("due", Cell("Dec 2012", "2012-12")),
        ("due_by", Cell("2012-12-31")),
        ("due_text", Cell("by Christmas")),
        ("original_due", Cell("Sep 2012", "2012-09")),
        ("slippage_days", Cell("92", 92)),
        ("days_overdue", Cell("273 days", 273, Tone.BAD)),
        ("completed", Cell("5 Nov 2012", "2012-11-05")),
        ("leads", Cell("Ann Bee, Nurse (NHS); Chair (to be confirmed)")),
        ("outcome", Cell("Safer")),
        ("evidence", Cell("Audit; Letter")),
        ("themes", Cell("training, records")),
        ("updated", Cell("May 2013", "2013-05")),
        ("progress", Cell("Nearly")),
        ("conflicts", Cell("late-not-red; completed-but-open; no-recent-update")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_column_shows_words_for_people_and_a_value_for_machines(key: str, cell: Cell) -> None:
    assert shown(judged(*FULL), key) == cell


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("rag", Cell("not stated", "not_stated", Tone.CAUTION)),
        ("timeliness", Cell("no date", "no_date", Tone.CAUTION)),
        ("due", Cell("none", "", Tone.MUTED)),
        ("due_by", Cell("")),
        ("original_due", Cell("", "")),
        ("slippage_days", Cell("", "")),
        ("days_overdue", Cell("", 0)),
        ("completed", Cell("", "")),
        ("leads", Cell("no lead", "", Tone.CAUTION)),
        ("evidence", Cell("none", "", Tone.MUTED)),
        ("themes", Cell("")),
        ("updated", Cell("", "")),
        ("progress", Cell("")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_column_says_that_there_is_nothing(key: str, cell: Cell) -> None:
    assert shown(judged(), key) == cell


@pytest.mark.parametrize(
    ("fields", "words", "tone"),
    [
        (["rag: amber", "due: 2013-09-29"], "overdue 1 day", Tone.BAD),
        (["rag: amber", "due: 2013-09-30"], "due today", Tone.CAUTION),
        (["rag: amber", "due: 2013-10-01"], "due in 1 day", Tone.CAUTION),
        (["rag: amber", "due: 2013-10-10"], "due in 10 days", Tone.CAUTION),
        (["rag: amber", "due: 2014"], "not yet due", Tone.PLAIN),
        (["rag: amber"], "no date", Tone.CAUTION),
        (["rag: green"], "done, no evidence", Tone.PLAIN),
        (["rag: green", "evidence: [{title: A}]"], "done", Tone.GOOD),
        (["rag: green", "sign_off: {by: B}"], "signed off", Tone.GOOD),
        (["rag: green", "due: 2012", "completed: 2013"], "done late, no evidence", Tone.PLAIN),
        (["rag: green", "due: 2012", "completed: 2013", "evidence: [{title: A}]"], "done late", Tone.GOOD),
        (["state: signed_off", "due: 2012", "completed: 2013"], "signed off late", Tone.GOOD),
        (["state: stopped", "stopped_reason: Merged"], "stopped", Tone.MUTED),
        (
            ["rag: green", "evidence: [{title: A}]", "updates: [{on: 2013, text: Ongoing}]"],
            "done, in doubt",
            Tone.CAUTION,
        ),
        (["rag: green", "updates: [{on: 2013, text: Ongoing}]"], "done, no evidence", Tone.PLAIN),
    ],
)
def test_timeliness_in_a_table(fields: list[str], words: str, tone: Tone) -> None:
    cell = shown(judged(*fields), "timeliness")
    assert (cell.text, cell.tone) == (words, tone)


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ("{text: A, rag: amber}, {text: B, rag: green}", "amber (1 of 2 done)"),
        ("{text: A, rag: green}, {text: B, rag: green}", "green (2 of 2 done)"),
        ("{text: A, rag: amber}", "amber"),
        ("{text: A, rag: amber}, {text: B}", "not stated (0 of 2 done)"),
    ],
)
def test_a_rating_that_comes_from_the_actions_says_how_many_are_done(actions: str, words: str) -> None:
    cell = shown(judged(f"actions: [{actions}]"), "rag")
    assert cell.text == words
    assert cell.value == words.split(" (", maxsplit=1)[0].replace(" ", "_")


def test_a_rating_of_its_own_is_only_its_word() -> None:
    item = judged("rag: amber", "actions: [{text: A, rag: amber}, {text: B, rag: green}]")
    assert shown(item, "rag").text == "amber"
    assert shown(item.parts[1], "rag").text == "green"


NAMED_BY_NUMBERS = """\
format: 1
id: sample
title: A sample plan
review: {kind: other}
board: A board
as_at: 2013-09
ratings:
  "1": {state: complete, meaning: A}
  "2": {state: in_progress, meaning: B}
  "3": {state: in_progress, meaning: C, off_track: true}
  Blue: {state: in_progress, meaning: D}
  YELLOW: {state: in_progress, meaning: E}
agencies: [{name: Health}]
"""


@pytest.mark.parametrize(
    ("rag", "tone"),
    [("1", Tone.GOOD), ("2", Tone.PLAIN), ("3", Tone.BAD), ("Blue", Tone.INFO), ("YELLOW", Tone.CAUTION)],
)
def test_a_rating_has_the_colour_of_its_name_or_of_its_meaning(rag: str, tone: Tone) -> None:
    item = assessed(row(f"rag: {rag}"), head=NAMED_BY_NUMBERS).items[0]
    assert shown(item, "rag") == Cell(rag, rag, tone)


def test_a_table_has_the_columns_asked_for() -> None:
    table = items_table([judged(*FULL)], ["text", "days_overdue", "agency", "ref"])
    assert [column.key for column in table.columns] == ["text", "days_overdue", "agency", "ref"]
    assert [column.kind for column in table.columns] == [
        ColumnKind.LONG,
        ColumnKind.NUMBER,
        ColumnKind.WORDS,
        ColumnKind.SHORT,
    ]
    assert [cell.raw for cell in table.rows[0]] == ["Do something", "273", "Health", "1"]
    assert items_table([], ["ref"]).rows == ()


@pytest.mark.parametrize(
    ("word", "key"),
    [("rating", "rag"), ("lead", "leads"), ("late", "days_overdue"), ("theme", "themes"), ("conflict", "conflicts")],
)
def test_a_word_of_the_headings_is_a_column_too(word: str, key: str) -> None:
    check_columns([word, key])
    assert items_table([], [word]).columns == items_table([], [key]).columns


def test_an_unknown_column_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        items_table([], ["ref", "leeds"])
    assert (caught.value.message, caught.value.hint) == ("unknown column 'leeds'", "did you mean 'leads'?")
