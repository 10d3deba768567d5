import pytest

from scrplan.render.text_width import text_width
from tests.render import HOSTILE


@pytest.mark.parametrize("text", ["", "Words, and MORE.", "\U0001f44d", *HOSTILE.values()], ids=ascii)
def test_words_are_as_wide_as_their_letters_each_time(text: str) -> None:
    first = text_width(text, 9)
    assert first == pytest.approx(sum(text_width(letter, 9) for letter in text))
    assert text_width(text, 9) == first
