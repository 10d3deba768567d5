import enum
from typing import Any, NamedTuple

import pytest

from scrplan.diagnostics import Diagnostic
from scrplan.model import Agency, Rating, State
from scrplan.source.value_readers import (
    LONGEST_REF,
    Reader,
    Reading,
    agency,
    flag,
    many,
    one_of,
    period,
    rating,
    record,
    ref_text,
    slug,
    text,
    whole_number,
)
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping

AT = (1, 6)  # where the value of `key: ` begins


class Colour(enum.StrEnum):
    RED = "red"
    GREEN = "green"
    NO = "no"


class Thing(NamedTuple):
    name: str = ""
    was: str = ""


colour = one_of(Colour, Colour.GREEN)
days = whole_number(1, 31)
thing = record(Thing, {"name": text, "from": text}, ("name",), "a thing")
loose = record(Thing, {"name": text, "from": text}, (), "a thing")
pair = record(Thing, {"name": text, "from": text}, ("name",), "a pair", any_of=("from",))


def reading_with(ratings: tuple[str, ...] | None, agencies: dict[str, str] | None) -> Reading:
    reading = Reading("f.yaml")
    if ratings is not None:
        reading.ratings = {name: Rating(name, State.IN_PROGRESS, "x", False) for name in ratings}
    reading.agencies = agencies
    return reading


def read(
    reader: Reader, raw: str, ratings: tuple[str, ...] | None = None, agencies: dict[str, str] | None = None
) -> tuple[Any, list[Diagnostic]]:
    root = Document.from_text(f"key: {raw}\n", "f.yaml").root
    assert isinstance(root, Mapping)
    reading = reading_with(ratings, agencies)
    return reader(reading, root.entries["key"][1], "the key"), reading.problems


GOOD: list[tuple[str, Reader, str, object]] = [
    ("text", text, "words", "words"),
    ("text of YAML 1.1 booleans", text, "no", "no"),
    ("text that begins like a number", text, "3 of 5", "3 of 5"),
    ("text that begins like null", text, "nulls", "nulls"),
    ("text of a date", text, "2012-05-01", "2012-05-01"),
    ("quoted number as text", text, "'5'", "5"),
    ("quoted null as text", text, "'~'", "~"),
    ("block text keeps its lines", text, "|\n  a\n  b", "a\nb\n"),
    ("text keeps outer spaces in quotes", text, "' a '", " a "),
    ("text beyond ASCII", text, "\u00e9t\u00e9", "\u00e9t\u00e9"),
    ("written number keeps its form", ref_text, "1.10", "1.10"),
    ("written integer", ref_text, "5", "5"),
    ("written quoted number", ref_text, "'5'", "5"),
    ("written hexadecimal keeps its form", ref_text, "0x1F", "0x1F"),
    ("written octal keeps its form", ref_text, "0o17", "0o17"),
    ("written infinity keeps its form", ref_text, ".inf", ".inf"),
    ("written exponent keeps its form", ref_text, "1e3", "1e3"),
    ("written leading zeros", ref_text, "007", "007"),
    ("written with brackets", ref_text, "2 (i)", "2 (i)"),
    ("written word", ref_text, "no", "no"),
    ("written quoted boolean", ref_text, "'true'", "true"),
    ("written at its longest", ref_text, "x" * LONGEST_REF, "x" * LONGEST_REF),
    ("true", flag, "true", True),
    ("True", flag, "True", True),
    ("false", flag, "FALSE", False),
    ("least number", days, "1", 1),
    ("most number", days, "31", 31),
    ("whole number as a fraction", days, "7.0", 7),
    ("octal number", days, "0o17", 15),
    ("slug", slug, "child-g", "child-g"),
    ("slug with digits", slug, "kirklees-2011", "kirklees-2011"),
    ("one letter slug", slug, "a", "a"),
    ("word of a closed set", colour, "red", Colour.RED),
    ("word that YAML 1.1 makes false", colour, "no", Colour.NO),
    ("quoted word of a closed set", colour, "'red'", Colour.RED),
    ("empty list", many(text), "[]", ()),
    ("list", many(text), "[a, b]", ("a", "b")),
    ("list of lists", many(many(text)), "[[a], []]", (("a",), ())),
    ("record", thing, "{name: x}", Thing("x")),
    ("record with a reserved word", thing, "{name: x, from: y}", Thing("x", "y")),
    ("record of two", pair, "{name: x, from: y}", Thing("x", "y")),
]


@pytest.mark.parametrize("case", GOOD, ids=[case[0] for case in GOOD])
def test_value_is_read(case: tuple[str, Reader, str, object]) -> None:
    _, reader, raw, expected = case
    value, problems = read(reader, raw)
    assert problems == []
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "raw", ["2012", "2012-05", "2012-05-31", "2012-02-29", "2013-Q3", "2012/13", "1999/00", "2013/14-Q2", "'2012'"]
)
def test_date_keeps_its_form(raw: str) -> None:
    value, problems = read(period, raw)
    assert problems == []
    assert value.text == raw.strip("'")


EMPTY = ("empty-value", "the key is empty", "write its value, or delete the line")
A_TEXT = "must be text, and is"
SHORT = "must be a number or short text, and is"

BAD: list[tuple[str, Reader, str, str, str, str]] = [
    ("nothing as text", text, "", *EMPTY),
    ("null as text", text, "~", *EMPTY),
    ("null word as text", text, "null", *EMPTY),
    ("empty quotes as text", text, "''", "empty-value", "the key is empty", "write the text"),
    ("blanks as text", text, "'  '", "empty-value", "the key is empty", "write the text"),
    ("no-break space as text", text, "'\u00a0'", "empty-value", "the key is empty", "write the text"),
    ("number as text", text, "5", "wrong-type", f"{A_TEXT} a number ('5')", "put it in quotes"),
    ("fraction as text", text, "1.5", "wrong-type", f"{A_TEXT} a number ('1.5')", "put it in quotes"),
    ("infinity as text", text, ".INF", "wrong-type", f"{A_TEXT} a number ('.INF')", "put it in quotes"),
    ("not a number as text", text, ".NaN", "wrong-type", f"{A_TEXT} a number ('.NaN')", "put it in quotes"),
    ("boolean as text", text, "true", "wrong-type", f"{A_TEXT} true or false ('true')", "put it in quotes"),
    ("list as text", text, "[a]", "wrong-type", f"{A_TEXT} a list", "put it in quotes"),
    ("mapping as text", text, "{a: b}", "wrong-type", f"{A_TEXT} keys with values", "put it in quotes"),
    ("nothing as ref", ref_text, "", *EMPTY),
    ("boolean as ref", ref_text, "true", "wrong-type", f"{SHORT} true or false", "put it in quotes"),
    ("list as ref", ref_text, "[1]", "wrong-type", f"{SHORT} a list", "put it in quotes"),
    ("long ref", ref_text, "x" * 41, "bad-name", "not one short line", "at most 40 characters"),
    ("long number as ref", ref_text, "9" * 41, "bad-name", "not one short line", "at most 40 characters"),
    ("ref of two lines", ref_text, '"a\\nb"', "bad-name", "not one short line", "at most 40 characters"),
    ("ref with outer spaces", ref_text, "' a'", "bad-name", "not one short line", "at most 40 characters"),
    ("ref in a block", ref_text, "|\n  a", "bad-name", "not one short line", "at most 40 characters"),
    ("empty quotes as ref", ref_text, "''", "empty-value", "the key is empty", ""),
    ("blanks as ref", ref_text, "' '", "empty-value", "the key is empty", ""),
    ("nothing as date", period, "", *EMPTY),
    ("boolean as date", period, "true", "wrong-type", "must be a date, and is true or false", "2012-05-31"),
    ("list as date", period, "[2012]", "wrong-type", "must be a date, and is a list", "2012-05-31"),
    ("empty quotes as date", period, "''", "empty-value", "the key is empty", ""),
    ("infinity as date", period, ".INF", "bad-date", "'.INF' is not a date", "2012-05"),
    ("month 13", period, "2012-13", "bad-date", "'2012-13' has no such month", "the financial year is written 2012/13"),
    ("month 00", period, "2012-00", "bad-date", "no such month", "months run from 01 to 12"),
    ("UK date", period, "31/12/2012", "bad-date", "'31/12/2012'", "if it means 31 December 2012, write 2012-12-31"),
    ("UK date with dots", period, "31.12.2012", "bad-date", "'31.12.2012'", "write 2012-12-31"),
    ("UK date of two digits", period, "19/02/13", "bad-date", "'19/02/13'", "19 February 2013, write 2013-02-19"),
    ("US date", period, "12/31/2012", "bad-date", "'12/31/2012'", "due_text"),
    ("day not in the calendar", period, "2012-02-30", "bad-date", "not in the calendar", "February 2012 has 29 days"),
    ("leap day of a common year", period, "2013-02-29", "bad-date", "not in the calendar", "2013 has 28 days"),
    ("two years apart", period, "2013/15", "bad-date", "'2013/15' is not a financial year", "written 2013/14"),
    ("month as a word", period, "Dec 2012", "bad-date", "'Dec 2012'", "December 2012, write 2012-12"),
    ("day and month as words", period, "31st December 2012", "bad-date", "'31st", "write 2012-12-31"),
    ("fifth quarter", period, "2013-Q5", "bad-date", "no such quarter", "Q1 to Q4"),
    ("quarter zero of a financial year", period, "2013/14-Q0", "bad-date", "no such quarter", "Q1 to Q4"),
    ("one digit month", period, "2012-5", "bad-date", "'2012-5' is not a date", "2012-05"),
    ("year before the first", period, "1899", "bad-date", "between 1900 and 2199", "check the year"),
    ("year after the last", period, "2200-01", "bad-date", "between 1900 and 2199", "check the year"),
    ("fraction as date", period, "2012.5", "bad-date", "'2012.5'", "2012-05"),
    ("hexadecimal as date", period, "0x7DC", "bad-date", "'0x7DC'", "2012-05"),
    ("day with time", period, "2012-05-31T10:00", "bad-date", "T10:00", "2012-05-31"),
    ("words as date", period, "July Board meeting", "bad-date", "'July Board meeting'", "belong in due_text"),
    ("outer spaces round a date", period, "' 2012'", "bad-date", "' 2012'", "2012"),
    ("date with a line end", period, '"2012\\n"', "bad-date", "'2012\\n'", "2012"),
    ("other digits", period, "\u0662\u0660\u0661\u0662", "bad-date", "is not a date", "2012"),
    ("yes as flag", flag, "yes", "wrong-type", "must be true or false, and is text ('yes')", "without quotes"),
    ("quoted true as flag", flag, "'true'", "wrong-type", "and is text ('true')", "without quotes"),
    ("number as flag", flag, "1", "wrong-type", "and is a number ('1')", "without quotes"),
    ("nothing as flag", flag, "", *EMPTY),
    ("list as flag", flag, "[]", "wrong-type", "and is a list", "without quotes"),
    ("number too small", days, "0", "out-of-range", "the key is 0", "from 1 to 31"),
    ("number too large", days, "32", "out-of-range", "the key is 32", "from 1 to 31"),
    ("fraction as whole number", days, "1.5", "wrong-type", "must be a whole number", "from 1 to 31"),
    ("text as whole number", days, "'7'", "wrong-type", "and is text ('7')", "from 1 to 31"),
    ("boolean as whole number", days, "true", "wrong-type", "and is true or false", "from 1 to 31"),
    ("infinity as whole number", days, ".inf", "wrong-type", "must be a whole number", "from 1 to 31"),
    ("capital infinity as whole number", days, "-.Inf", "wrong-type", "must be a whole number", "from 1 to 31"),
    ("nan as whole number", days, ".nan", "wrong-type", "must be a whole number", "from 1 to 31"),
    ("mapping as whole number", days, "{}", "wrong-type", "and is keys with values", "from 1 to 31"),
    ("nothing as whole number", days, "", *EMPTY),
    ("capitals in a slug", slug, "Child-G", "bad-name", "'Child-G' is no id", "small letters"),
    ("blank in a slug", slug, "child g", "bad-name", "'child g' is no id", "single hyphens"),
    ("two hyphens in a slug", slug, "child--g", "bad-name", "'child--g'", "single hyphens"),
    ("hyphen at the end of a slug", slug, "child-", "bad-name", "'child-'", "single hyphens"),
    ("line end in a slug", slug, '"child\\n"', "bad-name", "'child\\n'", "single hyphens"),
    ("accent in a slug", slug, "\u00e9", "bad-name", "is no id", "small letters"),
    ("number as slug", slug, "5", "wrong-type", A_TEXT, "put it in quotes"),
    ("unknown word", colour, "rde", "unknown-value", "'rde' is not one of its words", "did you mean 'red'?"),
    ("unknown word, none near", colour, "purple", "unknown-value", "'purple'", "choose from red, no"),
    ("word left out of a set", colour, "green", "unknown-value", "'green'", "choose from red, no"),
    ("other case of a word", colour, "Red", "unknown-value", "'Red'", "did you mean 'red'?"),
    ("boolean as a word", colour, "true", "unknown-value", "true or false", "choose from red, no"),
    ("number as a word", colour, "5", "unknown-value", "a number ('5')", "choose from red, no"),
    ("list as a word", colour, "[red]", "unknown-value", "a list", "choose from red, no"),
    ("nothing as a word", colour, "", "unknown-value", "the key: empty", "choose from red, no"),
    ("text as list", many(text), "a", "wrong-type", "must be a list, and is text ('a')", "- "),
    ("mapping as list", many(text), "{a: b}", "wrong-type", "must be a list, and is keys with values", "- "),
    ("nothing as list", many(text), "", *EMPTY),
    ("text as record", thing, "x", "wrong-type", "a thing must be keys with values, and is text ('x')", "write name:"),
    ("list as record", thing, "[x]", "wrong-type", "a thing must be keys with values, and is a list", "write name:"),
    ("nothing as record", thing, "", "empty-value", "a thing is empty", "delete the line"),
    ("record that says nothing", loose, "{}", "empty-value", "a thing says nothing", "write name, from, or delete"),
    ("record that lacks a key", thing, "{from: x}", "missing-key", "a thing has no name", "add a line name:"),
    ("empty record that needs a key", thing, "{}", "missing-key", "a thing has no name", "add a line name:"),
    ("record that says too little", pair, "{name: x}", "empty-value", "a pair says nothing", "write from"),
    ("empty record of two", pair, "{}", "missing-key", "a pair has no name", "add a line name:"),
]


@pytest.mark.parametrize("case", BAD, ids=[case[0] for case in BAD])
def test_value_is_refused(case: tuple[str, Reader, str, str, str, str]) -> None:
    _, reader, raw, rule, message, hint = case
    _, problems = read(reader, raw)
    assert [(one.rule, *one.position) for one in problems] == [(rule, *place_of(raw))]
    assert message in problems[0].message
    assert hint in problems[0].hint
    assert problems[0].path == "f.yaml"


def place_of(raw: str) -> tuple[int, int]:
    # An empty value stands right after its colon.
    return AT if raw else (1, 5)


@pytest.mark.parametrize("raw", ["31/12/1899", "31/12/8999", "1/1/2200", "31 December 1899", "31 December 2200"])
def test_no_date_is_offered_that_would_be_refused(raw: str) -> None:
    _, problems = read(period, raw)
    assert [one.rule for one in problems] == ["bad-date"]
    assert "if it means" not in problems[0].hint


@pytest.mark.parametrize(
    ("reader", "raw", "column"),
    [
        (many(text), "[a, 5, b]", 10),
        (many(thing), "[{name: a}, {nmae: b, name: c}]", 19),
        (many(thing), "[{name: a}, {from: ''}]", 25),
    ],
    ids=["entry of a list", "key of an entry", "value of an entry"],
)
def test_problem_inside_a_collection_is_shown_where_it_is(reader: Reader, raw: str, column: int) -> None:
    _, problems = read(reader, raw)
    assert (1, column) in [one.position for one in problems]


def test_unknown_key_suggests_the_nearest_and_gives_no_record() -> None:
    value, problems = read(thing, "{name: x, form: y}")
    assert value is None
    assert [one.line() for one in problems] == [
        "f.yaml:1:16: error: a thing has no key 'form': did you mean 'from'? [unknown-key]"
    ]


def test_unknown_key_far_from_all_lists_the_known_ones() -> None:
    _, problems = read(thing, "{name: x, zzz: y}")
    assert problems[0].hint == "choose from name, from"


def test_each_problem_of_a_record_is_told() -> None:
    value, problems = read(many(thing), "[{from: 5}, x]")
    assert value == ()
    assert [one.rule for one in problems] == ["wrong-type", "missing-key", "wrong-type"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("red", "red"), ("1", "1"), ("'1'", "1"), ("no", "no")],
)
def test_rating_of_the_key_is_read(raw: str, expected: str) -> None:
    assert read(rating, raw, ratings=("red", "1", "no")) == (expected, [])


@pytest.mark.parametrize(
    ("raw", "rule", "message", "hint"),
    [
        ("purple", "unknown-rating", "'purple' is not one of this plan's ratings (red, 1)", "add it to ratings"),
        ("rd", "unknown-rating", "'rd'", "did you mean 'red'?"),
        ("Red", "unknown-rating", "'Red'", "did you mean 'red'?"),
        ("1.0", "unknown-rating", "'1.0'", "add it to ratings"),
        ("true", "wrong-type", "true or false", "quotes"),
        ("", "empty-value", "the key is empty", "delete the line"),
    ],
)
def test_rating_outside_the_key_is_refused(raw: str, rule: str, message: str, hint: str) -> None:
    _, problems = read(rating, raw, ratings=("red", "1"))
    assert [(one.rule, *one.position) for one in problems] == [(rule, *place_of(raw))]
    assert message in problems[0].message
    assert hint in problems[0].hint


def test_any_rating_passes_where_the_key_itself_cannot_be_read() -> None:
    assert read(rating, "purple") == ("purple", [])


AGENCIES = {"health": "Health", "nhs": "Health", "police": "Police"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("Health", "Health"), ("NHS", "Health"), ("nhs", "Health"), ("POLICE", "Police")],
)
def test_agency_is_read_by_any_of_its_names(raw: str, expected: str) -> None:
    assert read(agency, raw, agencies=AGENCIES) == (expected, [])


@pytest.mark.parametrize(
    ("raw", "rule", "message", "hint"),
    [
        ("Helth", "unknown-agency", "'Helth' is not one of this plan's agencies", "did you mean 'Health'?"),
        ("Fire", "unknown-agency", "'Fire'", "add it to the plan's agencies"),
        ("5", "wrong-type", A_TEXT, "quotes"),
        ("", "empty-value", "the key is empty", "delete the line"),
    ],
)
def test_agency_outside_the_plan_is_refused(raw: str, rule: str, message: str, hint: str) -> None:
    _, problems = read(agency, raw, agencies=AGENCIES)
    assert [(one.rule, *one.position) for one in problems] == [(rule, *place_of(raw))]
    assert message in problems[0].message
    assert hint in problems[0].hint


def test_any_agency_passes_where_the_register_cannot_be_read() -> None:
    assert read(agency, "Fire") == ("Fire", [])


LONG = "x" * 20_000


@pytest.mark.parametrize(
    ("reader", "raw"),
    [
        (text, f"[{LONG}]"),
        (ref_text, LONG),
        (period, LONG),
        (flag, LONG),
        (days, LONG),
        (slug, f"{LONG}_"),
        (colour, LONG),
        (many(text), LONG),
        (thing, LONG),
        (rating, LONG),
        (agency, LONG),
        (thing, f"\n  ? {LONG}\n  : y"),
    ],
    ids=["text", "ref", "date", "flag", "number", "slug", "word", "list", "record", "rating", "agency", "key"],
)
def test_long_value_does_not_make_a_long_message(reader: Reader, raw: str) -> None:
    _, problems = read(reader, raw, ratings=("red",), agencies=AGENCIES)
    assert problems
    assert max(len(one.line()) for one in problems) < 1000


def test_record_builds_the_model_with_defaults() -> None:
    reader = record(Agency, {"name": text, "aliases": many(text)}, ("name",), "an agency")
    assert read(reader, "{name: Health}") == (Agency("Health"), [])
