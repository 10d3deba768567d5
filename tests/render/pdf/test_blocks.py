"""The colours of words on paper: dark enough for everyone (WCAG AA)."""

import pytest

from scrplan.render.pdf.blocks import COLOURS, TONES


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#ffffff", COLOURS["tint"]], ids=["paper", "tint"])
@pytest.mark.parametrize("colour", [*TONES.values(), COLOURS["ink"], COLOURS["accent"]])
def test_words_stand_out_from_their_ground(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(ground), luminance(colour)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
