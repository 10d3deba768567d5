import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.errors import BadWhere
from scrplan.model import Board
from scrplan.selection import FIELDS, Vocabulary
from scrplan.selection.where import MAX_DEPTH, SIGNS, parse_where
from tests.assessment import assessed, row

PLAN = assessed(
    row(
        "rag: red", "due: 2012-12", "themes: [Training]", "leads: [{name: Ann Bee}, {role: Chair}]",
        "revisions: [{from: 2012-11, to: 2012-12}]",
    ),
    row("rag: amber", "due: 2013-10-05", "note: The == sign", ref="2"),
    row(
        "rag: green", "due: 2013-06", "completed: 2013-07-02", "evidence: [{title: The Audit}]", "outcome: a = b",
        "updates: [{on: 2013-07, text: Done}]", ref="10",
    ),
    row("due_text: July Board", ref="1.10", agency="Police", text="Say 'yes' and no"),
)  # fmt: skip
VOCABULARY = Vocabulary.of([PLAN.plan], Board())


def kept(expression: str) -> list[str]:
    asked = parse_where(expression, VOCABULARY)
    return [item.recommendation.ref for item in PLAN.items if asked.holds(item)]


@pytest.mark.parametrize(
    ("expression", "refs"),
    [
        # names
        ("rag = red", ["1"]),
        ("rag == red", ["1"]),
        ("RAG=RED", ["1"]),
        ("rating != red", ["2", "10", "1.10"]),
        ("rag ~ e", ["1", "2", "10", "1.10"]),
        ("rag ~ re", ["1", "10"]),
        ("rag !~ re", ["2", "1.10"]),
        ("ref = 10", ["10"]),
        ("ref = 1.10", ["1.10"]),
        ("ref ~ 1", ["1", "10", "1.10"]),
        ("plan = sample", ["1", "2", "10", "1.10"]),
        ("agency = nhs", ["1", "2", "10"]),
        ("agency != NHS", ["1.10"]),
        ("agencies ~ trust", ["1", "2", "10"]),
        ("state = complete", ["10"]),
        ("state = open", ["1", "2", "1.10"]),
        ("state != open", ["10"]),
        ("timeliness = overdue", ["1"]),
        ("assurance = evidenced", ["10"]),
        ("themes = training", ["1"]),
        ("conflicts = no-lead", ["2", "10", "1.10"]),
        ("conflict = no-date", ["1.10"]),
        # words
        ("lead ~ BEE", ["1"]),
        ("leads = chair", ["1"]),
        ("lead = bee", []),
        ("lead != chair", ["2", "10", "1.10"]),
        ("lead !~ chair", ["2", "10", "1.10"]),
        ("text ~ something", ["1", "2", "10"]),
        ("text = 'July board'", ["1.10"]),
        ("outcome = 'A = B'", ["10"]),
        ("evidence ~ audit", ["10"]),
        ("evidence !~ audit", ["1", "2", "1.10"]),
        # dates
        ("due = 2013", ["2", "10"]),
        ("due = 2013-06", ["10"]),
        ("due = 2013-06-30", []),
        ("due_by = 2013-06-30", ["10"]),
        ("due != 2013", ["1", "1.10"]),
        ("due < 2013", ["1"]),
        ("due < 2012-12", []),
        ("due <= 2012-12", ["1"]),
        ("due <= 2013-06-29", ["1"]),
        ("due > 2012", ["2", "10"]),
        ("due > 2012-12", ["2", "10"]),
        ("due > 2013-06-15", ["2"]),
        ("due >= 2013-06-01", ["2", "10"]),
        ("due >= 2013-06-02", ["2"]),
        ("due = 2013/14-Q3", ["2"]),
        ("due ~ 2013", ["2", "10"]),
        ("due !~ 2013", ["1", "1.10"]),
        ("original_due = 2012-11", ["1"]),
        ("completed = 2013-07", ["10"]),
        ("updated >= 2013-07", ["10"]),
        # numbers
        ("days_overdue = 273", ["1"]),
        ("days_overdue != 273", ["2", "10", "1.10"]),
        ("days_overdue > 272", ["1"]),
        ("days_overdue > 273", []),
        ("days_overdue >= 273", ["1"]),
        ("days_overdue < 1", ["2", "10", "1.10"]),
        ("days_overdue <= 0", ["2", "10", "1.10"]),
        ("days_overdue ~ 27", ["1"]),
        ("slippage_days = 31", ["1"]),
        ("slippage_days > -1", ["1", "2", "10"]),
        # nothing
        ("rag = none", ["1.10"]),
        ("rag != none", ["1", "2", "10"]),
        ("rag = not_stated", ["1.10"]),
        ("due = none", ["1.10"]),
        ("due != NONE", ["1", "2", "10"]),
        ("lead = none", ["2", "10", "1.10"]),
        ("theme != none", ["1"]),
        ("slippage_days = none", ["1.10"]),
        ("part = none", ["1", "2", "10", "1.10"]),
        ("text ~ none", []),
        ("lead = 'none'", []),
        # and, or, not, brackets
        ("rag = red or rag = green and ref = 10", ["1", "10"]),
        ("(rag = red or rag = green) and ref = 10", ["10"]),
        ("rag = green and ref = 10 or rag = red", ["1", "10"]),
        ("not rag = red and not rag = green", ["2", "1.10"]),
        ("not (rag = red and rag = green)", ["1", "2", "10", "1.10"]),
        ("not (rag = red or rag = green)", ["2", "1.10"]),
        ("not not rag = red", ["1"]),
        ("NOT rag=red AND agency=health OR ref=1", ["1", "2", "10"]),
        ("((rag = red))", ["1"]),
        ("rag = red or rag = amber or rag = green", ["1", "2", "10"]),
        ("(rag=red)or(rag=amber)", ["1", "2"]),
        # quotes
        ("text ~ \"say 'yes'\"", ["1.10"]),
        ("text ~ 'yes\" and'", []),
        ("text ~ ' and no'", ["1.10"]),
        ("text ~ '=='", ["2"]),
        ("text ~ '= '", ["2", "10"]),
        ("text ~ 'and'", ["1.10"]),
        ("agency = 'The Health Trust'", ["1", "2", "10"]),
    ],
)
def test_an_expression_keeps_what_it_says(expression: str, refs: list[str]) -> None:
    assert kept(expression) == refs


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("rag=red", "rag is 'red'"),
        ("rating != Red", "rag is not 'Red'"),
        ("due<2013", "due is before '2013'"),
        ("due<=2013", "due is not after '2013'"),
        ("due>2013", "due is after '2013'"),
        ("due>=2013", "due is not before '2013'"),
        ("days_overdue<7", "days_overdue is below '7'"),
        ("days_overdue<=7", "days_overdue is at most '7'"),
        ("days_overdue>7", "days_overdue is above '7'"),
        ("days_overdue>=7", "days_overdue is at least '7'"),
        ("lead ~ \N{LEFT DOUBLE QUOTATION MARK}A B\N{RIGHT DOUBLE QUOTATION MARK}", "lead contains 'A B'"),
        ("lead ~ \N{LEFT SINGLE QUOTATION MARK}A B\N{RIGHT SINGLE QUOTATION MARK}", "lead contains 'A B'"),
        ('lead ~ "A B"', "lead contains 'A B'"),
        ("leads !~ x", "lead does not contain 'x'"),
        ("text ~ 'a == b'", "text contains 'a == b'"),
        ("rag == red", "rag is 'red'"),
        ("due = none", "due is 'none'"),
        ("rag = none", "rag is 'not_stated'"),
        ("not rag=red", "not (rag is 'red')"),
        ("ref=1 or ref=2 and rag=red", "(ref is '1') or ((ref is '2') and (rag is 'red'))"),
        ("(ref=1 or ref=2) and rag=red", "((ref is '1') or (ref is '2')) and (rag is 'red')"),
    ],
)
def test_it_is_told_as_it_was_understood(expression: str, words: str) -> None:
    assert parse_where(expression, VOCABULARY).words == words


@pytest.mark.parametrize(
    ("expression", "character", "why"),
    [
        ("", 1, "missing here: a field, such as agency"),
        ("   ", 4, "missing here: a field, such as agency"),
        ("rag", 4, "missing here: a sign: = != < <= > >= ~ !~"),
        ("rag =", 6, "missing here: a value"),
        ("rag = red and", 14, "missing here: a field, such as agency"),
        ("not", 4, "missing here: a field"),
        ("rga = red", 1, "there is no field 'rga'; did you mean 'rag'?"),
        ("= red", 1, "there is no field '='"),
        (") = red", 1, "there is no field ')'"),
        ("rag is red", 5, "after rag comes a sign (= != < <= > >= ~ !~), not 'is'"),
        ("rag '=' red", 6, "after rag comes a sign (= != < <= > >= ~ !~), not '='"),
        ("rag ( red", 5, "after rag comes a sign (= != < <= > >= ~ !~), not '('"),
        ("rag = = red", 7, "a value is missing after '='"),
        ("rag = )", 7, "a value is missing after '='"),
        ("rag = gren", 7, "unknown rag 'gren'; did you mean 'green'?"),
        ("agency = 'Helth'", 11, "unknown agency 'Helth'; did you mean 'Health'?"),
        ("state = complet", 9, "unknown state 'complet'; did you mean 'complete'?"),
        ("timeliness = overdeu", 14, "unknown timeliness 'overdeu'; did you mean 'overdue'?"),
        ("conflict = no-leads", 12, "unknown conflict 'no-leads'; did you mean 'no-lead'?"),
        ("plan = sampel", 8, "unknown plan 'sampel'; did you mean 'sample'?"),
        ("ref = 77", 7, "unknown ref '77'; choose from 1, 2, 10, 1.10"),
        ("rag < red", 5, "rag holds a name; compare it with = or ~"),
        ("lead >= x", 6, "lead holds words; compare it with = or ~"),
        ("due < 01/02/2013", 7, "if it means 1 February 2013, write 2013-02-01"),
        ("due = soon", 7, "'soon' is not a date of the format"),
        ("due < none", 7, "'none' is not a date of the format"),
        ("days_overdue > ten", 16, "days_overdue is a number of days, not 'ten'"),
        ("days_overdue > 1.5", 16, "days_overdue is a number of days, not '1.5'"),
        ("days_overdue > 1234567890", 16, "days_overdue is a number of days, not '1234567890'"),
        ("days_overdue > ٣", 16, "days_overdue is a number of days, not '٣'"),
        ("(rag = red", 11, "a bracket is not closed"),
        ("(rag = red rag", 12, "a bracket is not closed"),
        ("rag = red)", 10, "')' is not expected here; join with 'and' or 'or'"),
        ("rag = red ref = 1", 11, "'ref' is not expected here; join with 'and' or 'or'"),
        ("rag = red 'and' ref = 1", 12, "'and' is not expected here"),
        ("text ~ 'open", 8, "a quote is not closed"),
        ('text ~   "open', 10, "a quote is not closed"),
        ("rag ! red", 5, "'!' is not expected here"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(expression: str, character: int, why: str) -> None:
    with pytest.raises(BadWhere) as caught:
        parse_where(expression, VOCABULARY)
    assert caught.value.message == f"--where, character {character}"
    assert why in caught.value.hint
    assert caught.value.hint.endswith(f", in {expression!r}")


@pytest.mark.parametrize(
    ("before", "after", "levels"),
    [("(", ")", MAX_DEPTH - 1), ("not ", "", MAX_DEPTH - 1), ("not (", ")", (MAX_DEPTH - 1) // 2)],
    ids=["brackets", "not", "both"],
)
def test_nesting_has_a_limit(before: str, after: str, levels: int) -> None:
    assert parse_where(before * levels + "rag = red" + after * levels, VOCABULARY)
    for deep in (levels + 1, 10_000):
        with pytest.raises(BadWhere) as caught:
            parse_where(before * deep + "rag = red" + after * deep, VOCABULARY)
        assert caught.value.hint.startswith(f"more than {MAX_DEPTH} levels of 'not' and brackets")


def test_a_long_row_of_conditions_is_no_nesting() -> None:
    assert kept(" or ".join(["(not rag = red)"] * 500)) == ["2", "10", "1.10"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_for_nothing_and_for_a_part_of_its_words(field: str) -> None:
    empty = kept(f"{field} = none")
    assert sorted([*empty, *kept(f"{field} != none")]) == sorted(item.recommendation.ref for item in PLAN.items)
    assert len(kept(f"{field} ~ e")) + len(kept(f"{field} !~ e")) == len(PLAN.items)


PIECES = st.sampled_from(
    [*FIELDS, *SIGNS, "and", "or", "not", "(", ")", "'", '"', "red", "none", "2013", "2012-13", "7", "-", "!", "é", ""]
)


@settings(max_examples=100)
@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_an_expression_or_a_bad_one_with_its_place(expression: str) -> None:
    try:
        asked = parse_where(expression, VOCABULARY)
    except BadWhere as bad:
        assert bad.message.startswith("--where, character ")  # noqa: PT017  (either is right, and nothing else)
        assert 1 <= int(bad.message.rsplit(" ", 1)[1]) <= len(expression) + 1  # noqa: PT017
    else:
        assert asked.words
        assert all(asked.holds(item) in {True, False} for item in PLAN.items)


SIMPLE = st.builds("{} {} {}".format, st.just("rag"), st.sampled_from(["=", "!="]), st.sampled_from(["red", "amber"]))


@settings(max_examples=100)
@given(SIMPLE, SIMPLE, SIMPLE)
def test_and_binds_before_or_and_not_before_both(one: str, two: str, three: str) -> None:
    assert kept(f"{one} or {two} and {three}") == kept(f"{one} or ({two} and {three})")
    assert kept(f"not {one} and {two}") == kept(f"(not ({one})) and {two}")
    assert kept(f"not ({one} or {two})") == kept(f"not {one} and not {two}")
