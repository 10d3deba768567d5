"""How wide the columns of a table are on paper, so that no cell overflows and long texts have the room.

All widths are in points. Letters are measured by a table that is never too small for the paper's face.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Column, Kind, Table

GAP = 8.0  # between the words of neighbours, half of it on either side
KEPT_WHOLE = 66.0  # a short cell up to this is never wrapped
LONGEST_WORD = 76.0  # a column need not be wider for the sake of one word
LEAST_LONG = 128.0  # a narrower column of long text is a tower of words; it goes under its row
MANY_WORDS = 25**0.8  # letters of a cell on average; where texts go under their row, a column with more goes too
EASY, TIGHT = 0.94, 1.06  # of the room may be needed before texts go under their rows
LINE_MOST = 600.0  # in a wider room they would stand in lines too long to read, so that it is used to the last
TAME = 1.15  # columns that need less than the room grow by this at most

_WIDTHS = (
    (0.3, " !',.:;fijl|\\I(){}"),
    (0.4, '"-/[]`rst*J'),
    (0.9, "mMw%&"),
    (1.0, "@W"),
)
_LETTERS = {letter: width for width, letters in _WIDTHS for letter in letters}
_PUNCTUATION = "\u2013\u2018\u2019\u201c\u201d\u2022"
_CAPITAL, _OTHER, _FOREIGN = 0.74, 0.55, 1.0


class Layout(NamedTuple):
    """A width for each column that stands side by side with others, and the columns that go under each row."""

    beside: tuple[int, ...]
    below: tuple[int, ...]
    widths: tuple[float, ...]

    @property
    def room_below(self) -> float:
        """Return how wide a text under its row may be: as all the columns but the first."""
        return sum(self.widths[1:]) or sum(self.widths)


def laid_out(table: Table, room: float, size: float) -> Layout:
    """Return the layout of a table of at least one column in a room, with letters of a size."""
    every = tuple(range(len(table.columns)))
    measures = [_measure(table, place, size) for place in every]
    long = tuple(place for place in every if table.columns[place].kind is Kind.LONG)
    beside = tuple(place for place in every if place not in long)
    if len(beside) > 1 and sum(one.least for one in measures) > room * (TIGHT if room > LINE_MOST else EASY):
        wordy = tuple(place for place in beside[1:] if measures[place].is_wordy and measures[place].weight > MANY_WORDS)
        beside = tuple(place for place in beside if place not in wordy)
        return Layout(beside, (*long, *wordy), _shares([measures[place] for place in beside], room))
    return Layout(every, (), _shares(measures, room))


def text_width(words: str, size: float) -> float:
    """Return how wide words on one line are at most."""
    return size * (len(words) * 0.02 + sum(map(_letter_width, words)))


def lines_of(text: str, width: float, size: float) -> int:
    """Return on how many lines a text stands, rather one too many."""
    room = max(width - GAP, size)
    return sum(max(1, math.ceil(text_width(line, size) * 1.1 / room)) for line in text.split("\n"))


@lru_cache(4096)
def _letter_width(letter: str) -> float:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter.isupper():
        return _CAPITAL
    return _OTHER if letter < "\u0250" or letter in _PUNCTUATION else _FOREIGN


class _Measure(NamedTuple):
    """What a column needs, what it would take if nothing were wrapped, and how much text it has to place."""

    least: float
    natural: float
    weight: float
    is_wordy: bool


def _measure(table: Table, place: int, size: float) -> _Measure:
    column = table.columns[place]
    lengths: set[str] = set()
    for row in table.rows:
        lengths.update(harmless(row[place].text).split("\n"))
    widest = _widest(lengths, size)
    word = _widest({word for line in lengths for word in line.replace("-", "- ").split()}, size)
    bold = size * 1.08
    heading = max(_widest(column.heading.split(), bold), 0.6 * text_width(column.heading, bold))
    natural = max(widest, text_width(column.heading, bold)) + GAP
    average = sum(len(row[place].text) for row in table.rows) / max(1, len(table.rows))
    is_wordy = column.kind in {Kind.WORDS, Kind.LONG}
    return _Measure(_least(column, widest, word, heading), natural, (average + 1) ** 0.8, is_wordy)


def _least(column: Column, widest: float, word: float, heading: float) -> float:
    heading = min(heading, LONGEST_WORD)
    if column.kind is Kind.LONG:
        return max(min(LEAST_LONG, max(widest, heading) + GAP), min(word, LONGEST_WORD) + GAP)
    if column.kind is Kind.WORDS or widest > KEPT_WHOLE:
        return max(min(word, LONGEST_WORD), heading) + GAP
    return max(widest, heading) + GAP


def _widest(words: Iterable[str], size: float) -> float:
    return max((text_width(word, size) for word in words), default=0.0)


def _shares(measures: Sequence[_Measure], room: float) -> tuple[float, ...]:
    """Return widths that fill the room at most: what each needs, then by how much text there is to place."""
    widths = [one.least for one in measures]
    needed = sum(widths)
    if needed >= room:
        return tuple(width * room / needed for width in widths)
    _grow(widths, measures, room)
    total = sum(widths)
    grown = room if total * TAME >= room or any(one.is_wordy for one in measures[1:]) else total * TAME
    return tuple(width * grown / total for width in widths)


def _grow(widths: list[float], measures: Sequence[_Measure], room: float) -> None:
    """Widen columns up to what they would take, those with much text more than others."""
    wanting = [place for place, one in enumerate(measures) if widths[place] < one.natural]
    left = room - sum(widths)
    while wanting and left > 1:
        weights = sum(measures[place].weight for place in wanting)
        for place in wanting:
            widths[place] = min(widths[place] + left * measures[place].weight / weights, measures[place].natural)
        left = room - sum(widths)
        wanting = [place for place in wanting if widths[place] < measures[place].natural - 0.01]
