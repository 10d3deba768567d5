import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.render.text_width import cell_width
from scrplan.render.text_wrapping import wrapped


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
