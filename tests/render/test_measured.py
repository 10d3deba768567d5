import pytest

from scrplan.render.lettering import text_width
from scrplan.render.measured import width_of
from tests.render import HOSTILE


@pytest.mark.parametrize("text", ["", "Words, and MORE.", "\U0001f44d", *HOSTILE.values()], ids=ascii)
def test_it_is_as_wide_as_charts_reckon(text: str) -> None:
    assert width_of(text, 9) == pytest.approx(text_width(text, 9))
