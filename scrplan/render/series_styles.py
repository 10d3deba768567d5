"""How the series of a chart are told apart: by the colour of a tone, by a pattern, where both run out by a letter."""

from collections.abc import Sequence
from itertools import count
from types import MappingProxyType
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.content import Series, Tone


class Colours(NamedTuple):
    """The colours of a tone: a strong fill with the text on it, a tint of a cell with the text on that or on white."""

    fill: str
    on_fill: str
    tint: str
    on_tint: str


PALETTE = MappingProxyType(
    {
        Tone.PLAIN: Colours("#56657a", "#ffffff", "#f4f5f7", "#1d2a35"),
        Tone.GOOD: Colours("#2f6f4f", "#ffffff", "#e3f0e8", "#1f5138"),
        Tone.CAUTION: Colours("#e2b04a", "#2b1e00", "#faf0d7", "#6b4700"),
        Tone.BAD: Colours("#a3343c", "#ffffff", "#f8e3e3", "#8a1f2b"),
        Tone.INFO: Colours("#3a6591", "#ffffff", "#e2ecf5", "#224a72"),
        Tone.MUTED: Colours("#c3cad1", "#1f2933", "#eef0f2", "#4d5963"),
    }
)

# What is drawn in a square that is repeated; nothing is plain.
MARKS = (
    "",
    "M-1,1 l2,-2 M0,10 l10,-10 M9,11 l2,-2",
    "M0,0 l10,10 M0,10 l10,-10",
    "M0,5 h10",
    "M2,2 h1 v1 h-1 z M7,7 h1 v1 h-1 z",
    "M5,0 v10",
    "M-1,9 l2,2 M0,0 l10,10 M9,-1 l2,2",
    "M0,5 h10 M5,0 v10",
    "M0,1.5 h10 M0,4 h10",
    "M1.5,0 v10 M4,0 v10",
    "M0,7 l5,-5 l5,5",
    "M5,1 l4,4 l-4,4 l-4,-4 z",
    "M2,2 h6 v6 h-6 z",
    "M0,0.5 h10 M0,5.5 h10 M2.5,0 v5.5 M7.5,5.5 v4.5",
    "M2,5 h6 M5,2 v6",
    "M1,8 l4,-6 l4,6 z",
)
MARK_SIDE = 10
_MARK_OF = {Tone.GOOD: 0, Tone.CAUTION: 1, Tone.BAD: 2, Tone.INFO: 3, Tone.MUTED: 4, Tone.PLAIN: 5}


class SeriesStyle(NamedTuple):
    """How a series looks: no other has its marks; where there are more series than marks, no other has its letter."""

    name: str
    id: str
    colours: Colours
    marks: str
    letter: str = ""

    @property
    def paint(self) -> str:
        """Return what fills a part."""
        return f"url(#{self.id})" if self.marks else self.colours.fill

    def numbered(self, value: int) -> str:
        """Return a number as it stands in a part."""
        return f"{value:,} {self.letter}".rstrip()


def series_styles(series: Sequence[Series], prefix: str) -> list[SeriesStyle]:
    """Return a look for each series; the first of a tone has that tone's own marks."""
    own = {_MARK_OF[one.tone] for one in series}
    free = [mark for mark in range(len(MARKS)) if mark not in own]
    taken: set[int] = set()
    letters = map(lettered, count(1))
    looks = []
    for number, one in enumerate(series, 1):
        mark, letter = _MARK_OF[one.tone], ""
        if mark in taken:
            mark, letter = (free.pop(0), "") if free else (mark, next(letters))
        taken.add(mark)
        name = one_line(one.name)
        named = f"{letter}: {name}" if letter else name
        looks.append(SeriesStyle(named, f"{prefix}-pattern-{number}", PALETTE[one.tone], MARKS[mark], letter))
    return looks


def lettered(number: int) -> str:
    """Return the letters of a number from 1: A to Z, then AA and so on."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
