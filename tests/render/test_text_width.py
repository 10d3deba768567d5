import pytest
from rich.cells import cell_len

from scrplan.render.text_width import SERIF, cell_edges, cell_width, text_width
from tests.render import HOSTILE


@pytest.mark.parametrize("text", ["", "Words, and MORE.", "\U0001f44d", *HOSTILE.values()], ids=ascii)
def test_words_are_as_wide_as_their_letters_each_time(text: str) -> None:
    first = text_width(text, 9)
    assert first == pytest.approx(sum(text_width(letter, 9) for letter in text))
    assert text_width(text, 9) == first


@pytest.mark.parametrize(
    ("letter", "sans", "serif"), [("f", 6, 3.2), ("m", 10, 9.2), ("é", 8.5, 5.7), ("漢", 13, 10.2)]
)
def test_each_face_has_its_own_letters(letter: str, sans: float, serif: float) -> None:
    assert text_width(letter, 10) == pytest.approx(sans)
    assert text_width(letter, 10, SERIF) == pytest.approx(serif)


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
