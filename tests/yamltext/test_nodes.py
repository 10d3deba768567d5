import math
from dataclasses import dataclass

import pytest

from scrplan.diagnostics import Position
from scrplan.yamltext.document import Document, Events, c_events, pure_events
from scrplan.yamltext.nodes import (
    Data,
    Mapping,
    Scalar,
    Sequence,
    end_of,
    node_at,
    position,
    resolved,
    to_data,
)


@dataclass
class At:
    index: int = 0
    line: int = 0
    column: int = 0


def plain(text: str) -> Scalar:
    return Scalar(text, True, At(), At())


def quoted(text: str) -> Scalar:
    return Scalar(text, False, At(), At())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        ("none", "none"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("no", "no"),
        ("No", "No"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("n", "n"),
        ("0", 0),
        ("-0", 0),
        ("5", 5),
        ("+5", 5),
        ("-5", -5),
        ("0123", 123),
        ("0o17", 15),
        ("0o18", "0o18"),
        ("-0o17", "-0o17"),
        ("0x1F", 31),
        ("0x1G", "0x1G"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("1:30", "1:30"),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
        ("e3", "e3"),
        (".", "."),
        ("-", "-"),
        ("+", "+"),
        ("-x", "-x"),
        (".inf", math.inf),
        (".Inf", math.inf),
        (".INF", math.inf),
        ("+.inf", math.inf),
        ("-.inf", -math.inf),
        ("-.INF", -math.inf),
        ("inf", "inf"),
        ("nan", "nan"),
        ("1e999", math.inf),
        ("2012", 2012),
        ("2012-05", "2012-05"),
        ("2012-05-01", "2012-05-01"),
        ("2012/13", "2012/13"),
        ("2013-Q3", "2013-Q3"),
        ("2012-05-01T10:00:00Z", "2012-05-01T10:00:00Z"),
        ("<<", "<<"),
        ("=", "="),
        ("\u0665", "\u0665"),
        ("Housing", "Housing"),
        ("Tate", "Tate"),
        ("north", "north"),
        ("9" * 40, int("9" * 40)),
        ("9" * 41, "9" * 41),
    ],
)
def test_plain_scalar_resolves_by_yaml_1_2(written: str, value: object) -> None:
    result = resolved(plain(written))
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize("written", [".nan", ".NaN", ".NAN"])
def test_every_spelling_of_nan_resolves_to_nan(written: str) -> None:
    result = resolved(plain(written))
    assert isinstance(result, float)
    assert math.isnan(result)


@pytest.mark.parametrize("written", ["", "~", "null", "true", "5", "1.10", ".inf", ".INF", "0x1F"])
def test_quoted_scalar_is_always_text(written: str) -> None:
    assert resolved(quoted(written)) == written


def root_of(text: str) -> Mapping:
    root = Document.from_text(text, "x.yaml").root
    assert isinstance(root, Mapping)
    return root


TREE = "a:\n  - 1\n  - {b: no, c: '5'}\n1.10: ~\n"


def test_data_keeps_keys_as_written_and_resolves_values() -> None:
    expected: Data = {"a": [1, {"b": "no", "c": "5"}], "1.10": None}
    assert to_data(root_of(TREE)) == expected


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("a",), (2, 3)),
        (("a", 0), (2, 5)),
        (("a", 1), (3, 5)),
        (("a", 1, "c"), (3, 16)),
        (("missing",), (1, 1)),
        (("missing", "a"), (1, 1)),
        (("a", 2), (2, 3)),
        (("a", "b"), (2, 3)),
        ((0,), (1, 1)),
        (("a", 0, "deeper"), (2, 5)),
        (("1.10",), (4, 7)),
    ],
    ids=str,
)
def test_node_at_leads_to_the_last_node_that_exists(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert position(node_at(root_of(TREE), path)) == place


def test_position_counts_from_one() -> None:
    assert position(Sequence(At(9, 4, 2), At())) == (5, 3)


# what stands behind `key: `, and the column just behind it; None where it has no end on the line
ENDS: dict[str, tuple[str, int | None]] = {
    "a word": ("soon", 10),
    "words": ("later this year", 21),
    "words with blanks behind them": ("soon   ", 10),
    "a word before a comment": ("soon  # or not", 10),
    "quoted": ("'soon'", 12),
    "in double quotes": ('"so\\x6fn"', 15),
    "empty quotes": ("''", 8),
    "beyond ASCII": ("\u00fcb\u00e9r \U0001f600", 12),
    "over two lines": ("later\n  this year", None),
    "quoted over two lines": ("'later\n  this year'", None),
    "a block": ("|\n  later\n  this year", None),
    "folded": (">-\n  later", None),
    "nothing": ("", None),
    "a list": ("[a, b]", None),
    "a mapping": ("{a: b}", None),
}


@pytest.mark.parametrize("events", [c_events, pure_events], ids=["c", "pure"])
@pytest.mark.parametrize(("written", "column"), ENDS.values(), ids=ENDS)
def test_the_end_of_a_value_on_one_line_is_known(written: str, column: int | None, events: Events) -> None:
    root = Document.from_text(f"key: {written}\n", "x.yaml", events).root
    assert isinstance(root, Mapping)
    assert end_of(root.entries["key"][1]) == (None if column is None else Position(1, column))


def test_the_end_of_a_key_is_before_its_colon() -> None:
    root = Document.from_text("a:\n  'some key': x\n", "x.yaml").root
    assert isinstance(root, Mapping)
    inner = root.entries["a"][1]
    assert isinstance(inner, Mapping)
    assert end_of(inner.entries["some key"][0]) == Position(2, 13)
