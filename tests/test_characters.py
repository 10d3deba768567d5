import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.characters import HARMFUL, REPLACEMENT, harmless, one_line

HARMFUL_ONES = [
    "\0", "\a", "\b", "\v", "\f", "\x1b", "\x1f", "\x7f", "\x85", "\x9b", "\x9f", "\u2028", "\u2029", "\u202a",
    "\u202e", "\u2066", "\u2069", "\ufeff", "\ud800", "\udfff", "\ufffe", "\uffff",
]  # fmt: skip


@pytest.mark.parametrize("character", HARMFUL_ONES, ids=ascii)
def test_a_harmful_character_is_replaced(character: str) -> None:
    assert harmless(f"a{character}b") == f"a{REPLACEMENT}b"
    assert one_line(f"a {character} b") == f"a {REPLACEMENT} b"


@pytest.mark.parametrize(
    "text",
    ["plain", "two\nlines", "é £ § “quoted”", "漢字", "👩‍👩‍👧", "שלום", "a\N{NO-BREAK SPACE}b", "~ !"],
    ids=ascii,
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a\tb", "a b"),
        ("a\r\nb", "a\nb"),
        ("a\rb", f"a{REPLACEMENT}b"),
        ("a\r\r\nb", f"a{REPLACEMENT}\nb"),
        ("\x1b[31mred\x1b[0m", f"{REPLACEMENT}[31mred{REPLACEMENT}[0m"),
    ],
    ids=ascii,
)
def test_tabs_line_ends_and_escapes(text: str, made: str) -> None:
    assert harmless(text) == made


@pytest.mark.parametrize(
    ("text", "made"), [("", ""), (" a  b\n\n c\t", "a b c"), ("a\N{NO-BREAK SPACE}\N{EM SPACE}b", "a b"), ("\n", "")]
)
def test_one_line_has_single_spaces(text: str, made: str) -> None:
    assert one_line(text) == made


@settings(max_examples=100)
@given(st.text(st.characters() | st.sampled_from([*HARMFUL_ONES, "\r", "\n", "\t"])))
def test_nothing_that_moves_a_terminal_is_left(text: str) -> None:
    made = harmless(text)
    assert not HARMFUL.search(made)
    assert {unicodedata.category(one) for one in made.replace("\n", "")}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert harmless(made) == made
    assert len(one_line(text).splitlines()) <= 1
