import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from scrplan.render.text_width import cell_edges, cell_width
from scrplan.render.text_wrapping import wrapped


@pytest.mark.parametrize(
    "text",
    ["", "abc", "naïve café", "e\u0301", "漢字の説明", "\uff48\uff41", "🙂 ok", "한국어", "Ω≈ç√", "Žluťoučký", "…│"],
    ids=ascii,
)
def test_the_width_is_that_of_the_other_renderers(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("👩‍👩‍👧", 2),
        ("👍🏽", 2),
        ("❤️", 2),
        ("❤", 1),
        ("🇬🇧", 2),
        ("🧑‍⚕️", 2),
        ("क्\u200dष", 2),
        ("a\ufe0f", 1),
        ("\ufe0f", 0),
    ],
    ids=ascii,
)
def test_what_is_drawn_as_one_has_the_width_of_one(text: str, width: int) -> None:
    assert cell_width(text) == width


@pytest.mark.parametrize(
    ("text", "places"), [("abc", [0, 1, 2, 3]), ("", [0]), ("漢a", [0, 2, 3]), ("e\u0301x", [0, 1, 1, 2])], ids=ascii
)
def test_the_edges_are_where_each_character_begins(text: str, places: list[int]) -> None:
    assert list(cell_edges(text)) == places


@pytest.mark.parametrize(
    ("text", "room", "lead", "lines"),
    [
        ("one two three", None, 5, ["one two three"]),
        ("one two three", 7, 0, ["one two", "three"]),
        ("one two three", 7, 3, ["one", "two", "three"]),
        ("one two three", 7, 5, ["", "one two", "three"]),
        ("one two three", 13, 0, ["one two three"]),
        ("abcdefghij", 4, 0, ["abcd", "efgh", "ij"]),
        ("a bcdefghij k", 4, 0, ["a", "bcde", "fghi", "j k"]),
        ("漢字 漢字", 5, 0, ["漢字", "漢字"]),
        ("漢字漢字", 5, 0, ["漢字", "漢字"]),
        ("漢字", 1, 0, ["", "漢", "字"]),
        ("", 4, 0, [""]),
        ("", 4, 4, [""]),
    ],
)
def test_words_are_wrapped_at_spaces(text: str, room: int | None, lead: int, lines: list[str]) -> None:
    assert wrapped(text, room, lead) == lines


@settings(max_examples=100)
@given(st.text(st.sampled_from("abc defgh-漢🙂é ")), st.integers(2, 40), st.integers(0, 1))
def test_every_word_is_kept_and_no_line_is_too_long(text: str, room: int, lead: int) -> None:
    lines = wrapped(text, room, lead)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cell_width, lines)) <= room
    assert cell_width(lines[0]) <= room - lead
