"""How wide the columns of a table are on paper, so that no cell overflows and long texts have the room.

All widths are in points. Letters are measured by a table that is never too small for the paper's face.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Column, ColumnKind, Table

GAP = 8.0  # between the words of neighbours, half of it on either side
KEPT_WHOLE = 66.0  # a short cell up to this is never wrapped
BOLD = 1.08  # as wide as other letters, at most
LONGEST_WORD = 76.0  # a column need not be wider for the sake of one word
LEAST_LONG = 128.0  # a narrower column of long text is a tower of words; it goes under its row
MANY_WORDS = 25**0.8  # letters of a cell on average; where texts go under their row, a column with more goes too
EASY = 0.94  # of the room may be needed before texts go under their rows
TALL = 8  # lines of a row on average; where texts of such rows need but SAVING of that under them, they go there too
SAVING = 0.8
SAMPLE = 40  # rows by which that is judged
LINE_MOST = 600.0  # a longer line is hard to read
LEAST_SHARE = 0.3  # of the room, for either of two texts that stand beside each other under their row
LITTLE = 0.2  # of the free room, which a column gets at once if then none of its cells is wrapped
TAME = 1.15  # columns that need less than the room grow by this at most

_WIDTHS = (
    (0.3, " !',.:;fijl|\\I(){}"),
    (0.4, '"-/[]`rst*J'),
    (0.9, "mMw%&"),
    (1.0, "@W"),
)
_PUNCTUATION = "\u2013\u2018\u2019\u201c\u201d\u2022"
_CAPITAL, _OTHER, _FOREIGN = 0.74, 0.55, 1.0


class _Letters(dict[str, float]):
    """How wide each letter is, in sizes of the face; it learns those that it does not know."""

    def __missing__(self, letter: str) -> float:
        """Judge a letter by its kind."""
        lower = _OTHER if letter < "\u0250" or letter in _PUNCTUATION else _FOREIGN
        width = self[letter] = _CAPITAL if letter.isupper() else lower
        return width


_LETTERS = _Letters({letter: width for width, letters in _WIDTHS for letter in letters})


class Under(NamedTuple):
    """A column whose texts stand under their row, across some of the others; `spare` is left free at their right."""

    place: int
    span: int
    width: float
    spare: float


class Layout(NamedTuple):
    """A width for each column that stands side by side with others, and the lines of columns that go under each row."""

    beside: tuple[int, ...]
    below: tuple[tuple[Under, ...], ...]
    widths: tuple[float, ...]

    def lines(self, texts: Sequence[str], size: float) -> int:
        """Return on how many lines a row stands, rather one too many."""
        beside = max(lines_of(texts[place], width, size) for place, width in zip(self.beside, self.widths, strict=True))
        below = (max(lines_of(texts[one.place], one.width, size) for one in line if texts[one.place]) for line in
                 self.below if any(texts[one.place] for one in line))  # fmt: skip
        return beside + sum(below)


def laid_out(table: Table, room: float, size: float) -> Layout:
    """Return the layout of a table of at least one column in a room, with letters of a size."""
    measures = tuple(_measure(table, place, size) for place in range(len(table.columns)))
    plain = Layout(tuple(range(len(measures))), (), _shares(measures, room))
    others = [_stacked(measures, below, room) for below in _lower(table.columns, measures)]
    if not others:
        return plain
    rows = [[harmless(cell.text).strip() for cell in row] for row in table.rows[:: 1 + len(table.rows) // SAMPLE]]
    in_lines = {one: sum(one.lines(row, size) for row in rows) for one in (plain, *others)}
    best = min(others, key=lambda one: (not _fits(one, measures, room), in_lines[one]))
    is_tall = in_lines[plain] > TALL * len(rows) and in_lines[best] <= SAVING * in_lines[plain]
    return best if is_tall or not _fits(plain, measures, EASY * room) else plain


def _lower(columns: Sequence[Column], measures: Sequence["_Measure"]) -> Iterator[tuple[int, ...]]:
    """Yield which columns could go under each row: the long texts, or these and others with many words."""
    long = tuple(place for place, column in enumerate(columns) if column.kind is ColumnKind.LONG)
    if len(long) + 1 >= len(columns):
        return
    if long:
        yield long
    others = [place for place in range(len(columns)) if place not in long][1:]
    wordy = tuple(place for place in others if measures[place].is_wordy and measures[place].weight > MANY_WORDS)
    if wordy and len(wordy) < len(others):
        yield (*long, *wordy)


def _fits(layout: Layout, measures: Sequence["_Measure"], room: float) -> bool:
    return sum(measures[place].least for place in layout.beside) <= room


def _stacked(measures: Sequence["_Measure"], lower: tuple[int, ...], room: float) -> Layout:
    """Return a layout with some columns below, two on a line where one alone would be too long to read."""
    beside = tuple(place for place in range(len(measures)) if place not in lower)
    first, *others = [measures[place] for place in beside]
    widths = _filled(_shares([first.emboldened(), *others], room), room)
    free = widths[1:]
    if sum(free) <= LINE_MOST or len(free) == 1:
        return Layout(beside, tuple((_under(place, free),) for place in lower), widths)
    pairs = [lower[start : start + 2] for start in range(0, len(lower), 2)]
    return Layout(beside, tuple(_halves(pair, free, measures) for pair in pairs), widths)


def _filled(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths that fill the room, the first as it is: nothing stands under it."""
    first, *others = widths
    return (first, *(width * (room - first) / sum(others) for width in others))


def _under(place: int, free: Sequence[float]) -> Under:
    whole = sum(free)
    width = min(whole, LINE_MOST)
    return Under(place, len(free), width, whole - width)


def _halves(pair: tuple[int, ...], free: Sequence[float], measures: Sequence["_Measure"]) -> tuple[Under, ...]:
    """Return one column or two in a line, parted between two columns above, by how much text each has to place."""
    if len(pair) == 1:
        return (_under(pair[0], free),)
    first, second = (measures[place].weight for place in pair)
    share = min(max(first / (first + second), LEAST_SHARE), 1 - LEAST_SHARE)
    parted = min(range(1, len(free)), key=lambda span: abs(sum(free[:span]) - sum(free) * share))
    left = _under(pair[0], free[:parted])
    return left._replace(width=left.width - GAP, spare=left.spare + GAP), _under(pair[1], free[parted:])


@lru_cache(1 << 14)
def text_width(words: str, size: float) -> float:
    """Return how wide words on one line are at most."""
    return size * (len(words) * 0.02 + sum(map(_LETTERS.__getitem__, words)))


def lines_of(text: str, width: float, size: float) -> int:
    """Return on how many lines a text stands, rather one too many."""
    room = max(width - GAP, size)
    return sum(max(1, math.ceil(text_width(line, size) * 1.1 / room)) for line in text.split("\n"))


class _Measure(NamedTuple):
    """What a column needs, what it would take if nothing were wrapped, and how much text it has to place."""

    least: float
    natural: float
    weight: float
    is_wordy: bool

    def emboldened(self) -> "_Measure":
        """Return what it needs in bold letters."""
        return self._replace(least=self.least * BOLD, natural=self.natural * BOLD)


def _measure(table: Table, place: int, size: float) -> _Measure:
    column = table.columns[place]
    bold = size * BOLD
    size = bold if table.has_total else size
    lengths: set[str] = set()
    for row in table.rows:
        lengths.update(harmless(row[place].text).split("\n"))
    widest = _widest(lengths, size)
    word = _widest({word for line in lengths for word in line.replace("-", "- ").split()}, size)
    heading = max(_widest(column.heading.split(), bold), 0.6 * text_width(column.heading, bold))
    natural = max(widest, text_width(column.heading, bold)) + GAP
    average = sum(len(row[place].text) for row in table.rows) / max(1, len(table.rows))
    is_wordy = column.kind in {ColumnKind.WORDS, ColumnKind.LONG}
    return _Measure(_least(column, widest, word, heading), natural, (average + 1) ** 0.8, is_wordy)


def _least(column: Column, widest: float, word: float, heading: float) -> float:
    heading = min(heading, LONGEST_WORD)
    if column.kind is ColumnKind.LONG:
        return max(min(LEAST_LONG, max(widest, heading) + GAP), min(word, LONGEST_WORD) + GAP)
    if column.kind is ColumnKind.WORDS or widest > KEPT_WHOLE:
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
    """Widen columns up to what they would take: those that lack little, then those with much text more than others."""
    for place in sorted(range(len(widths)), key=lambda place: measures[place].natural - widths[place]):
        if measures[place].natural - widths[place] <= LITTLE * (room - sum(widths)):
            widths[place] = measures[place].natural
    wanting = [place for place, one in enumerate(measures) if widths[place] < one.natural]
    left = room - sum(widths)
    while wanting and left > 1:
        weights = sum(measures[place].weight for place in wanting)
        for place in wanting:
            widths[place] = min(widths[place] + left * measures[place].weight / weights, measures[place].natural)
        left = room - sum(widths)
        wanting = [place for place in wanting if widths[place] < measures[place].natural - 0.01]
