"""How much room text takes, on a screen in cells and on paper in points; nothing else in the package measures text.

A screen's cells are counted here and not by the library that draws on it, whose start-up `validate` cannot afford.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

SIZE = 13  # of letters in a drawing


class LetterWidths(NamedTuple):
    """The widths of letters by their kind, in sizes of the face; `listed` has those that differ from their kind.

    `latin` is that of letters before `latin_end`, `spacing` what comes to each letter.
    """

    listed: Mapping[str, float]
    latin_end: str
    latin: float
    capital: float
    other: float
    full: float
    combining: float
    spacing: float = 0.0


class Face(dict[str, float]):
    """How wide each letter of a face is at most, in its sizes; a letter is judged when it is first met."""

    def __init__(self, widths: LetterWidths) -> None:
        super().__init__()
        self._widths = widths

    def __missing__(self, letter: str) -> float:
        width = self[letter] = _letter_width(letter, self._widths) + self._widths.spacing
        return width


def _letter_width(letter: str, widths: LetterWidths) -> float:
    if letter in widths.listed:
        return widths.listed[letter]
    if unicodedata.combining(letter):
        return widths.combining
    if unicodedata.east_asian_width(letter) in "WF":
        return widths.full
    if letter.isupper():
        return widths.capital
    return widths.latin if letter < widths.latin_end else widths.other


def _listed(*groups: tuple[float, str]) -> dict[str, float]:
    return {letter: width for width, letters in groups for letter in letters}


# One of the wider sans serif faces: for whoever draws with letters that are not known here.
SANS = Face(
    LetterWidths(
        _listed((0.38, " iIjl|!.,:;'`"), (1.0, "mMwW@%&—…")),
        latin_end="\x80",
        latin=0.6,
        capital=0.72,
        other=0.85,
        full=1.3,
        combining=0.0,
    )
)
# The face of the paper, which the compiler has inside; a test holds this table against the compiler's own measure.
SERIF = Face(
    LetterWidths(
        _listed(
            (0.3, " !',.:;fijl|\\I(){}"),
            (0.4, '"-/[]`rst*J'),
            (0.9, "mMw%&"),
            (1.0, "@W"),
            (0.55, "\u2013\u2018\u2019\u201c\u201d\u2022"),
        ),
        latin_end="\u0250",
        latin=0.55,
        capital=0.74,
        other=1.0,
        full=1.0,
        combining=1.0,
        spacing=0.02,
    )
)


def text_width(words: str, size: float = SIZE, face: Face = SANS) -> float:
    """Return how wide words on one line are at most, in the unit of the size of their letters."""
    return sum(map(face.__getitem__, words)) * size


_JOINER, _AS_EMOJI = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_SKINS = range(0x1F3FB, 0x1F400)
_NO_WIDTH = {"Mn", "Me", "Cf"}
_SYMBOL = "So"


def cell_width(text: str) -> int:
    """Return how many cells of a screen a text without control characters fills.

    Two a wide character, none a mark on the one before, one any other.
    """
    return cell_edges(text)[-1]


def cell_edges(text: str) -> Sequence[int]:
    """Return the cell where each character begins, and after them the cell behind the last."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate(_cell_widths(text), initial=0))


def _cell_widths(text: str) -> Iterator[int]:
    before, width = "", 0
    for character in text:
        joined = before == _JOINER and unicodedata.category(character) == _SYMBOL
        if character == _AS_EMOJI:
            # It makes a narrow symbol a wide one.
            width = 1 if width == 1 and unicodedata.category(before) == _SYMBOL else 0
        elif joined or (ord(character) in _SKINS and width) or unicodedata.category(character) in _NO_WIDTH:
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        yield width
        before = character
