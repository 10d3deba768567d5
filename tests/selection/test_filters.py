import pytest

from scrplan.assessment import AssessedPlan, leaves
from scrplan.dates import parse_period
from scrplan.errors import UnknownName
from scrplan.model import Agency, Board
from scrplan.selection import FIELDS, Filter, Vocabulary, check_filter, filter_words, matches, sort_items
from scrplan.selection.filters import natural_order
from scrplan.selection.where import parse_where
from tests.assessment import assessed, row

PLAN = assessed(
    row("rag: red", "due: 2012-12", "themes: [Training, information-sharing]", "leads: [{name: Ann Bee}]"),
    row("rag: amber", "due: 2013-10-05", "leads: [{role: Head of Nursing}]", "note: A garbled CELL", ref="2"),
    row("rag: green", "due: 2013-06", "evidence: [{title: The Audit}]", "outcome: Better care", ref="10"),
    row(
        "due_text: July Board", "updates: [{on: 2013-05, text: Letter sent}]", "impact: Trust is up", ref="1.10",
        agency="Police",
    ),
    row(
        "due: 2014", "actions: [{text: Write the guide, part: a, impact: Calm}, {text: Ask, part: b, rag: green,"
        "note: Lost words}]", ref="1.2", agency="Police", text="Straße",
    ),
)  # fmt: skip
BOARD = Board(agencies=(Agency("Health", aliases=("The PCT",)), Agency("Housing")), themes=("Supervision",))
VOCABULARY = Vocabulary.of([PLAN.plan], BOARD)


def kept(wanted: Filter, plan: AssessedPlan = PLAN) -> list[str]:
    return [item.recommendation.ref for item in plan.items if matches(wanted, item, VOCABULARY)]


def test_no_filter_keeps_everything() -> None:
    assert kept(Filter()) == ["1", "2", "10", "1.10", "1.2"]


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        (Filter(agencies=("Health",)), ["1", "2", "10"]),
        (Filter(agencies=("hEALTH",)), ["1", "2", "10"]),
        (Filter(agencies=("NHS",)), ["1", "2", "10"]),
        (Filter(agencies=("the health trust",)), ["1", "2", "10"]),
        (Filter(agencies=("the pct",)), ["1", "2", "10"]),
        (Filter(agencies=("Housing",)), []),
        (Filter(agencies=("NHS", "Police")), ["1", "2", "10", "1.10", "1.2"]),
        (Filter(leads=("bee",)), ["1"]),
        (Filter(leads=("NURSING", "ann")), ["1", "2"]),
        (Filter(leads=("nobody",)), []),
        (Filter(rags=("RED",)), ["1"]),
        (Filter(rags=("red", "amber")), ["1", "2"]),
        (Filter(rags=("not_stated",)), ["1.10", "1.2"]),
        (Filter(rags=("Not stated",)), ["1.10", "1.2"]),
        (Filter(states=("in_progress",)), ["1", "2"]),
        (Filter(states=("In progress",)), ["1", "2"]),
        (Filter(states=("in-progress", "complete")), ["1", "2", "10"]),
        (Filter(states=("Open",)), ["1", "2", "1.10", "1.2"]),
        (Filter(themes=("training",)), ["1"]),
        (Filter(themes=("Supervision",)), []),
        (Filter(timeliness=("overdue",)), ["1"]),
        (Filter(timeliness=("due-soon", "no date")), ["2", "1.10"]),
        (Filter(due_before=parse_period("2013-10")), ["1", "10"]),
        (Filter(due_before=parse_period("2013-10-05")), ["1", "10"]),
        (Filter(due_before=parse_period("2013-10-06")), ["1", "2", "10"]),
        (Filter(due_before=parse_period("2013-06")), ["1"]),
        (Filter(due_before=parse_period("2012")), []),
        (Filter(due_after=parse_period("2013-10-05")), ["1.2"]),
        (Filter(due_after=parse_period("2013-10-04")), ["2", "1.2"]),
        (Filter(due_after=parse_period("2013-06")), ["2", "1.2"]),
        (Filter(due_after=parse_period("2014")), []),
        (Filter(due_after=parse_period("2013-01"), due_before=parse_period("2013-12")), ["2", "10"]),
        (Filter(texts=("garbled cell",)), ["2"]),
        (Filter(texts=("STRASSE",)), ["1.2"]),
        (Filter(texts=("audit", "letter")), ["10", "1.10"]),
        (Filter(texts=("better CARE",)), ["10"]),
        (Filter(texts=("july",)), ["1.10"]),
        (Filter(texts=("trust",)), ["1.10"]),
        (Filter(texts=("calm",)), ["1.2"]),
        (Filter(texts=("lost words",)), ["1.2"]),
        (Filter(texts=("write the guide",)), ["1.2"]),
        (Filter(texts=("do something",)), ["1", "2", "10", "1.10"]),
        (Filter(where=(parse_where("rag = red or ref = 2", VOCABULARY),)), ["1", "2"]),
    ],
    ids=lambda value: filter_words(value) if isinstance(value, Filter) else "",
)
def test_each_option_keeps_what_it_names(wanted: Filter, refs: list[str]) -> None:
    check_filter(wanted, VOCABULARY)
    assert kept(wanted) == refs


@pytest.mark.parametrize(
    ("wanted", "refs"),
    [
        (Filter(agencies=("Health",), rags=("red", "green")), ["1", "10"]),
        (Filter(agencies=("Police",), rags=("red",)), []),
        (Filter(agencies=("NHS",), texts=("something",), due_before=parse_period("2013-07"), leads=("bee",)), ["1"]),
        (Filter(states=("complete", "in_progress"), timeliness=("overdue", "done"), rags=("green",)), ["10"]),
        (
            Filter(
                rags=("amber", "red"),
                where=(parse_where("days_overdue > 0", VOCABULARY), parse_where("theme = training", VOCABULARY)),
            ),
            ["1"],
        ),
        (
            Filter(where=(parse_where("days_overdue > 0", VOCABULARY), parse_where("rag = green", VOCABULARY))),
            [],
        ),
    ],
)
def test_every_option_must_hold(wanted: Filter, refs: list[str]) -> None:
    assert kept(wanted) == refs


def test_an_action_is_searched_for_its_own_words_and_its_recommendations() -> None:
    parts = leaves(PLAN.items[4])
    assert [matches(Filter(texts=("guide",)), part, VOCABULARY) for part in parts] == [True, False]
    assert [matches(Filter(texts=("straße",)), part, VOCABULARY) for part in parts] == [True, True]
    assert [matches(Filter(rags=("green",)), part, VOCABULARY) for part in parts] == [False, True]


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        (Filter(agencies=("Helth",)), "unknown agency 'Helth'", "did you mean 'Health'?"),
        (Filter(agencies=("Zoo",)), "unknown agency 'Zoo'", "choose from Health, The PCT, Housing, The Health Trust"),
        (Filter(rags=("gren",)), "unknown rating 'gren'", "did you mean 'green'?"),
        (Filter(rags=("red", "x")), "unknown rating 'x'", "choose from not_stated, green, amber, red"),
        (Filter(states=("finished",)), "unknown state 'finished'", "choose from not_stated, not_started"),
        (Filter(states=("Complet",)), "unknown state 'Complet'", "did you mean 'complete'?"),
        (Filter(themes=("trainign",)), "unknown theme 'trainign'", "did you mean 'Training'?"),
        (Filter(timeliness=("over due",)), "unknown timeliness 'over due'", "did you mean 'overdue'?"),
    ],
    ids=lambda value: filter_words(value) if isinstance(value, Filter) else "",
)
def test_an_unknown_name_suggests_the_nearest(wanted: Filter, message: str, hint: str) -> None:
    with pytest.raises(UnknownName) as caught:
        check_filter(wanted, VOCABULARY)
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


def test_a_boards_own_rating_may_be_called_like_a_word_of_the_tool() -> None:
    head = """\
format: 1
id: sample
title: A sample plan
review: {kind: inquiry}
board: A board
as_at: 2013-09
ratings: {Not started: {state: not_started, meaning: A}, In progress: {state: in_progress, meaning: B}}
agencies: [{name: Health}]
"""
    plan = assessed(row("rag: In progress"), row("rag: Not started", ref="2"), head=head)
    vocabulary = Vocabulary.of([plan.plan], Board())
    wanted = Filter(rags=("In progress",))
    check_filter(wanted, vocabulary)
    assert [matches(wanted, item, vocabulary) for item in plan.items] == [True, False]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Filter(), ""),
        (Filter(agencies=("Health", "GP"), rags=("amber",)), "agency Health or GP; rating amber"),
        (Filter(states=("complete",), timeliness=("done",), themes=("x",)), "state complete; theme x; timeliness done"),
        (Filter(leads=("Bee",), texts=("a", "b")), "lead Bee; text a or b"),
        (
            Filter(due_before=parse_period("2013-10"), due_after=parse_period("2012")),
            "due before October 2013; due after 2012",
        ),
        (Filter(where=(parse_where("rag = red", VOCABULARY),)), "rag is 'red'"),
    ],
)
def test_a_filter_is_told_in_words(wanted: Filter, words: str) -> None:
    assert filter_words(wanted) == words


@pytest.mark.parametrize(
    ("keys", "refs"),
    [
        ([], ["1", "2", "10", "1.10", "1.2"]),
        (["ref"], ["1", "1.2", "1.10", "2", "10"]),
        (["-ref"], ["10", "2", "1.10", "1.2", "1"]),
        (["due"], ["1", "10", "2", "1.2", "1.10"]),
        (["-due"], ["1.2", "2", "10", "1", "1.10"]),
        (["agency"], ["1", "2", "10", "1.10", "1.2"]),
        (["agency", "ref"], ["1", "2", "10", "1.2", "1.10"]),
        (["-agency", "-ref"], ["1.10", "1.2", "10", "2", "1"]),
        (["days_overdue"], ["2", "10", "1.10", "1.2", "1"]),
        (["-days_overdue", "due"], ["1", "10", "2", "1.2", "1.10"]),
        (["lead"], ["1", "2", "10", "1.10", "1.2"]),
        (["-leads"], ["2", "1", "10", "1.10", "1.2"]),
        (["themes", "-ref"], ["1", "10", "2", "1.10", "1.2"]),
    ],
    ids=",".join,
)
def test_items_are_sorted_and_what_is_missing_comes_last(keys: list[str], refs: list[str]) -> None:
    assert [item.recommendation.ref for item in sort_items(PLAN.items, keys)] == refs


@pytest.mark.parametrize("key", [name for name in FIELDS if name != "part"])
def test_every_field_can_be_sorted_by_both_ways(key: str) -> None:
    assert sorted(map(id, sort_items(PLAN.items, [key]))) == sorted(map(id, PLAN.items))
    assert len(sort_items(reversed(PLAN.items), [f"-{key}"])) == len(PLAN.items)


def test_an_unknown_field_to_sort_by_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        sort_items(PLAN.items, ["ref", "-deu"])
    assert caught.value.message == "unknown field to sort by 'deu'"
    assert caught.value.hint == "did you mean 'due'?"


@pytest.mark.parametrize(
    "names",
    [
        ["1", "2", "10"],
        ["1", "1.2", "1.10", "2"],
        ["2", "2a", "2b", "10a"],
        ["a1", "A2", "a10", "b"],
        ["9" * 40, "1" + "0" * 40],
        ["0", "1"],
        ["R1", "R1.1", "R2"],
    ],
)
def test_the_natural_order_is_that_of_the_numbers(names: list[str]) -> None:
    assert sorted(set(names), key=natural_order) == names


def test_the_vocabulary_is_that_of_the_plans_and_of_the_board() -> None:
    assert VOCABULARY.names["theme"] == ("Supervision", "Training", "information-sharing")
    assert VOCABULARY.names["rag"] == ("not_stated", "green", "amber", "red")
    assert VOCABULARY.names["agency"] == ("Health", "The PCT", "Housing", "The Health Trust", "NHS", "Police")
    assert VOCABULARY.same_names("agency", "NHS") >= {"health", "the health trust", "nhs"}
    assert VOCABULARY.same_names("agency", "Police") == {"police"}
    assert VOCABULARY.same_names("theme", "NHS") == {"nhs"}
