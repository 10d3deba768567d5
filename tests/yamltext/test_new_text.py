from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.source.key_orders import plan_order, settings_order
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Bare, Value, said
from scrplan.yamltext.formatter import normal_form
from scrplan.yamltext.new_text import in_line, key_in_line, lines_of_item, lines_under_key, ordered, text_of_new
from scrplan.yamltext.style_detection import Layout
from tests.yamltext.edit_proof import exactly
from tests.yamltext.random_edits import random_value
from tests.yamltext.untidy import KEYS, SHORT

LONG = "one two three four five six seven eight nine ten " * 5 + "end"
NAMES = (*KEYS, *SHORT, *plan_order().keys, *settings_order().keys)
ROW_NAMES = (*SHORT, *plan_order().under("recommendations").keys)


def random_plan(random: Random) -> dict[str, Value]:
    plan = {key: random_value(random) for key in random.sample(NAMES, random.randint(0, 8))}
    rows = (random.sample(ROW_NAMES, random.randint(1, 7)) for _ in range(random.randint(0, 3)))
    listed: list[Value] = [{key: random_value(random) for key in keys} for keys in rows]
    return plan | ({"recommendations": listed} if listed else {})


@given(st.randoms(use_true_random=False), st.booleans(), st.sampled_from([(), ("# a",), ("# a", "#b: c")]))
@settings(max_examples=200)
def test_text_of_a_new_file_says_what_was_given_in_normal_form(
    random: Random, is_settings: bool, head: tuple[str, ...]
) -> None:
    value = random_plan(random)
    order = settings_order() if is_settings else plan_order()
    text = text_of_new(value, order, head)
    document = Document.from_text(text, "x")
    assert document.problems == ()
    assert document.root is not None
    assert exactly(said(document.root)) == exactly(value)
    assert normal_form(document, order) == text
    assert text.startswith("".join(f"{line}\n" for line in head))


def test_text_of_a_new_plan() -> None:
    plan: dict[str, Value] = {
        "recommendations": [
            {"text": LONG, "ref": "1", "leads": [{"role": "Chair", "name": "A. Smith"}], "themes": ["a", "b"]},
            {"text": "First line\nsecond line", "ref": "2a", "agency": "Health", "own": ["one two three four"]},
        ],
        "format": Bare("1"),
        "id": "child-x",
        "ratings": {"green": {"meaning": "Done", "state": "complete"}, "0": {"meaning": LONG}},
    }
    assert text_of_new(plan, plan_order(), ("# head",)) == (
        """\
# head
format: 1
id: child-x
ratings:
  green: {state: complete, meaning: Done}
  "0":
    meaning: >-
      one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three
      four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six
      seven eight nine ten end
recommendations:
  - ref: "1"
    text: >-
      one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three
      four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six
      seven eight nine ten end
    leads:
      - {name: A. Smith, role: Chair}
    themes: [a, b]

  - ref: 2a
    agency: Health
    text: |-
      First line
      second line
    own:
      - one two three four
"""
    )


def test_text_of_new_settings_has_their_order() -> None:
    value: dict[str, Value] = {"views": {"v": {"sort": "due", "agency": "GP"}}, "board": "B", "agencies": []}
    assert text_of_new(value, settings_order()) == "board: B\nagencies: []\nviews:\n  v: {agency: GP, sort: due}\n"


@pytest.mark.parametrize("head", [(), ("# only this",)])
def test_text_of_nothing(head: tuple[str, ...]) -> None:
    assert text_of_new({}, plan_order(), head) == "".join(f"{line}\n" for line in head) + "{}\n"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("a b", "a b"),
        ("a, b", '"a, b"'),
        ("12:30", '"12:30"'),
        ("a: b", '"a: b"'),
        ("no", '"no"'),
        ("5", '"5"'),
        (Bare("5"), "5"),
        ("", '""'),
        ("a\nb", '"a\\nb"'),
        ([], "[]"),
        ({}, "{}"),
        (["a", {"b": ["c]", Bare("true")]}], '[a, {b: ["c]", true]}]'),
        ({"on": "é", "a b": "x", "a:b": "x"}, '{on: é, a b: x, "a:b": x}'),
    ],
)
def test_value_inside_brackets(value: Value, line: str) -> None:
    assert in_line(value) == line


@pytest.mark.parametrize(
    ("key", "written"),
    [
        *[("on", "on"), ("no", "no"), ("null", "null"), ("due_text", "due_text"), ("a b", "a b"), ("<<", '"<<"')],
        *[("5", '"5"'), ("", '""'), ("a: b", '"a: b"'), ("a,b", '"a,b"'), ("- a", '"- a"'), ("a\nb", '"a\\nb"')],
    ],
)
def test_key(key: str, written: str) -> None:
    assert key_in_line(key) == written


def test_lines_in_the_look_of_their_neighbours() -> None:
    style = Layout(below=4, dash=0, item=4, width=40)
    value: Value = [{"a": "one two three four five six seven eight", "b": {"c": "d\ne"}}, [["x"], {"k": "v"}], "y z"]
    assert lines_under_key("list", value, 2, style) == [
        "  list:",
        "  -   a: >-",
        "          one two three four five six",
        "          seven eight",
        "      b:",
        "          c: |-",
        "              d",
        "              e",
        "  -   - [x]",
        "      - {k: v}",
        "  - y z",
    ]


@pytest.mark.parametrize(
    ("value", "in_block", "lines"),
    [
        ({"a": "b"}, False, ["  - {a: b}"]),
        ({"a": "b", "c": "d"}, True, ["  - a: b", "    c: d"]),
        ({}, True, ["  - {}"]),
        ([], False, ["  - []"]),
        ({"a": "x" * 90}, False, [f"  - a: {'x' * 90}"]),
        (["a", "b"], True, ["  - [a, b]"]),
        (["one two three four"], False, ["  - - one two three four"]),
        ("", False, ['  - ""']),
        (Bare(""), False, ["  -"]),
    ],
)
def test_item(value: Value, in_block: bool, lines: list[str]) -> None:
    assert lines_of_item(value, 2, in_block=in_block) == lines


def test_keys_come_into_the_order_of_the_format_at_every_level() -> None:
    value: Value = [{"own": "1", "due": "2", "leads": [{"role": "3", "name": "4"}], "ref": "5"}]
    found = ordered(value, plan_order().under("recommendations"))
    assert str(found) == "[{'ref': '5', 'due': '2', 'leads': [{'name': '4', 'role': '3'}], 'own': '1'}]"


@pytest.mark.parametrize(
    ("length", "column", "first"),
    [(85, 0, "k: {a: "), (86, 0, "k:"), (85, 27, "k: {a: "), (85, 28, "k:"), (3, 112, "k:"), (0, 110, "k: {a: ")],
)
def test_short_record_stands_in_brackets(length: int, column: int, first: str) -> None:
    lines = lines_under_key("k", {"a": "x" * length if length else Bare("")}, column)
    assert lines[0].startswith(" " * column + first)
    assert (len(lines) == 1) == first.endswith("{a: ")


@pytest.mark.parametrize(
    ("value", "first"),
    [
        ("x\ny", "k: |-"),
        (f"{'x y' * 39}z\ny", "k: |-"),
        (f"{'x y' * 39}zz\ny", "k: >-"),
        ("\nx", 'k: "\\nx"'),
        ("x\n", 'k: "x\\n"'),
        ("x \ny", 'k: "x \\ny"'),
        ("x\u200b\ny", 'k: "x\u200b\\ny"'),
    ],
)
def test_text_of_several_lines_stands_in_a_block_where_all_of_it_can_be_seen(value: str, first: str) -> None:
    assert lines_under_key("k", value, 0)[0] == first
