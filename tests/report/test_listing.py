from datetime import date

import pytest

from scrplan.assessment import Item, leaves
from scrplan.content import Cell, Facts, Paragraph, Tone
from scrplan.errors import UnknownName
from scrplan.report.item_columns import item_record
from scrplan.report.listing import (
    ACTION_COLUMNS,
    COMING_COLUMNS,
    LATE_COLUMNS,
    LIST_COLUMNS,
    RED_COLUMNS,
    late_title,
    list_answer,
    list_title,
    oldest_first,
    red_title,
    unrated_late_words,
    without_empty_parts,
)
from tests.assessment import DAY, assess_plan, assessed, judged, row
from tests.building import HEAD, plan_of, plan_text

LATE = ("rag: amber", "due: 2012-12")
OLDER = ("rag: red", "due: 2012-03")
COMING = ("rag: amber", "due: 2013-10-10")


def of_plan(name: str, meaning: str = "Done") -> Item:
    head = HEAD.replace("id: sample", f"id: {name}").replace("meaning: Done", f"meaning: {meaning}")
    return assess_plan(plan_of(plan_text(row("rag: green"), head), name), DAY).items[0]


def items_of(*rows: tuple[str, ...]) -> list[Item]:
    if not rows:
        return []
    return list(assessed(*(row(*fields, ref=str(place)) for place, fields in enumerate(rows))).items)


@pytest.mark.parametrize(
    ("number", "actions", "filtered", "title"),
    [
        (0, False, "", "0 recommendations, judged on 30 September 2013"),
        (1, False, "", "1 recommendation, judged on 30 September 2013"),
        (2, False, "rating red", "2 recommendations, judged on 30 September 2013; rating red"),
        (0, True, "", "0 actions, judged on 30 September 2013"),
        (1, True, "", "1 action, judged on 30 September 2013"),
        (1200, True, "", "1,200 actions, judged on 30 September 2013"),
        (1200, False, "", "1,200 recommendations, judged on 30 September 2013"),
    ],
)
def test_the_title_of_a_list_counts_what_was_found(number: int, filtered: str, title: str, *, actions: bool) -> None:
    assert list_title(number, filtered, DAY, actions=actions) == title


@pytest.mark.parametrize(
    ("rows", "until", "title"),
    [
        ([], None, "Nothing is overdue on 30 September 2013"),
        ([LATE], None, "1 action is overdue on 30 September 2013, the oldest by 273 days"),
        ([LATE, OLDER], None, "2 actions are overdue on 30 September 2013, the oldest by 548 days"),
        (
            [LATE],
            date(2014, 5, 1),
            "1 action is overdue on 30 September 2013, the oldest by 273 days; nothing more falls due by 1 May 2014",
        ),
        (
            [LATE, COMING],
            date(2013, 10, 28),
            "1 action is overdue on 30 September 2013, the oldest by 273 days; 1 more falls due by 28 October 2013",
        ),
        (
            [OLDER, LATE, COMING, COMING],
            date(2013, 10, 28),
            "2 actions are overdue on 30 September 2013, the oldest by 548 days; 2 more fall due by 28 October 2013",
        ),
    ],
    ids=["nothing", "one", "two", "nothing-more", "one-more", "two-more"],
)
def test_the_title_of_what_is_late_says_how_late_the_oldest_is(
    rows: list[tuple[str, ...]], until: date | None, title: str
) -> None:
    assert late_title(items_of(*rows), DAY, until) == title


def test_where_nothing_is_overdue_nothing_more_is_said_to_fall_due() -> None:
    title = late_title(items_of(COMING), DAY, date(2013, 10, 28))
    assert title.startswith("Nothing is overdue on 30 September 2013; 1 ")
    assert title.endswith("falls due by 28 October 2013")
    assert "more" not in title


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "Nothing is rated red"),
        ([OLDER], "1 rated red, or off track by the plan's own key"),
        ([OLDER, OLDER], "2 rated red, or off track by the plan's own key"),
    ],
)
def test_the_title_of_what_is_red(rows: list[tuple[str, ...]], title: str) -> None:
    assert red_title(items_of(*rows)) == title


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], ""),
        ([OLDER, COMING, ("rag: green",)], ""),
        ([LATE, OLDER], "1 more recommendation is overdue and not rated red; scrplan overdue lists them"),
        ([LATE, LATE], "2 more recommendations are overdue and not rated red; scrplan overdue lists them"),
        ([("due: 2012",)], "1 more recommendation is overdue and not rated red; scrplan overdue lists them"),
    ],
)
def test_what_is_late_without_being_red_is_told(rows: list[tuple[str, ...]], words: str) -> None:
    assert unrated_late_words(items_of(*rows)) == words


def test_the_oldest_stands_first_and_what_has_no_date_last() -> None:
    items = items_of(("rag: amber",), LATE, COMING, OLDER, LATE)
    assert [item.recommendation.ref for item in oldest_first(items)] == ["3", "1", "4", "2", "0"]


def test_a_column_of_parts_stands_only_where_there_are_parts() -> None:
    item = judged("actions: [{part: a, text: A}, {text: B}]")
    assert without_empty_parts(leaves(item), ACTION_COLUMNS) == ACTION_COLUMNS
    assert "part" not in without_empty_parts(item.parts[1:], ACTION_COLUMNS)
    assert "part" not in without_empty_parts([item], ACTION_COLUMNS)


@pytest.mark.parametrize("columns", [LIST_COLUMNS, ACTION_COLUMNS, COMING_COLUMNS, RED_COLUMNS, LATE_COLUMNS])
def test_a_list_of_one_plan_has_its_columns_its_records_and_the_key(columns: tuple[str, ...]) -> None:
    items = list(judged(*LATE, "actions: [{part: a, text: A}, {part: b, text: B}]").parts)
    answer = list_answer("list", items, DAY, "A title", columns, ["A note"])
    assert (answer.kind, answer.as_at, answer.report.title) == ("list", DAY, "A title")
    assert list(answer.items()) == [item_record(item) for item in items]
    assert answer.report.records is not None
    assert tuple(column.key for column in answer.report.records.columns) == columns
    assert [len(cells) for cells in answer.report.records.rows] == [len(columns)] * 2
    assert answer.report.head[0] == Paragraph("A note")
    key = answer.report.head[1]
    assert isinstance(key, Facts)
    assert [fact.label for fact in key.facts] == ["Key"]
    assert key.facts[0].lines == (
        Cell("green = Done (complete)", None, Tone.GOOD),
        Cell("amber = In hand (in progress)", None, Tone.CAUTION),
        Cell("red = Off track (in progress)", None, Tone.BAD),
    )


def test_a_list_without_ratings_has_no_key() -> None:
    assert list_answer("list", items_of(LATE), DAY, "T", ("ref", "due")).report.head == ()


def test_an_empty_list_has_no_key_and_keeps_its_columns() -> None:
    report = list_answer("list", [], DAY, "T", LIST_COLUMNS).report
    assert report.head == ()
    assert report.records is not None
    assert tuple(column.key for column in report.records.columns) == LIST_COLUMNS


@pytest.mark.parametrize(
    ("columns", "shown"), [(("ref", "rag"), ["plan", "ref", "rag"]), (("ref", "plan"), ["ref", "plan"])]
)
def test_several_plans_are_told_apart_by_their_ids(columns: tuple[str, ...], shown: list[str]) -> None:
    report = list_answer("list", [of_plan("one"), of_plan("two")], DAY, "T", columns).report
    assert report.records is not None
    assert [column.key for column in report.records.columns] == shown


@pytest.mark.parametrize(
    ("plans", "labels"),
    [
        ([("one", "Done"), ("two", "Done")], ["Key"]),
        ([("one", "Done"), ("two", "On track")], ["Key of one", "Key of two"]),
        ([("one", "Done"), ("two", "On track"), ("three", "Done")], ["Key of one, three", "Key of two"]),
        ([(name, "Done") for name in "abc"] + [("z", "So so")], ["Key of a, b, c", "Key of z"]),
        ([(name, "Done") for name in "abcde"] + [("z", "So so")], ["Key of a, b, c and 2 more", "Key of z"]),
    ],
)
def test_plans_with_the_same_key_share_it(plans: list[tuple[str, str]], labels: list[str]) -> None:
    report = list_answer("list", [of_plan(name, meaning) for name, meaning in plans], DAY, "T", ("rag",)).report
    assert isinstance(report.head[0], Facts)
    assert [fact.label for fact in report.head[0].facts] == labels


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(UnknownName, match="unknown column 'colour'"):
        list_answer("list", [], DAY, "T", ("colour",))
