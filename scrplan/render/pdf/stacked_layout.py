"""Tables of the PDF: which texts go under their row, and how they stand there, so that long ones have the room.

All widths are in points.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Column, ColumnKind, Table
from scrplan.render.paper_tables import BY_TEXT, paper_measure, paper_widths, stretched
from scrplan.render.table_layout import (
    ColumnNeed,
    TableMeasure,
    column_needs,
    needed_width,
    places_of,
)
from scrplan.render.text_width import SERIF, text_width

GAP = 8.0  # between the words of neighbours, half of it on either side
BOLD = 1.08  # as wide as other letters, at most
MANY_WORDS = 25**BY_TEXT  # letters of a cell on average; where texts go under their row, a column with more goes too
EASY = 0.94  # of the room may be needed before texts go under their rows
TALL = 8  # lines of a row on average; where texts of such rows need but SAVING of that under them, they go there too
SAVING = 0.8
SAMPLE = 40  # rows by which that is judged
LINE_MOST = 600.0  # a longer line is hard to read
LEAST_SHARE = 0.3  # of the room, for either of two texts that stand beside each other under their row
TAME = 1.15  # columns that need less than the room grow by this at most


class Under(NamedTuple):
    """A column whose texts stand under their row, across some of the others; `spare` is left free at their right."""

    place: int
    span: int
    width: float
    spare: float


class StackedLayout(NamedTuple):
    """A width for each column that stands side by side with others, and the lines of columns that go under each row."""

    beside: tuple[int, ...]
    below: tuple[tuple[Under, ...], ...]
    widths: tuple[float, ...]

    def line_count(self, texts: Sequence[str], size: float) -> int:
        """Return on how many lines a row stands, rather one too many."""
        pairs = zip(self.beside, self.widths, strict=True)
        beside = max(line_count(texts[place], width, size) for place, width in pairs)
        said = [[one for one in line if texts[one.place]] for line in self.below]
        return beside + sum(max(line_count(texts[one.place], one.width, size) for one in line) for line in said if line)


def stacked_layout(table: Table, room: float, size: float) -> StackedLayout:
    """Return the layout of a table of at least one column in a room, with letters of a size."""
    needs = column_needs(table, _measure(table, size))
    plain = StackedLayout(tuple(range(len(needs))), (), tuple(_spread(needs, table.columns, room)))
    others = [_stacked(needs, table.columns, below, room) for below in _lower(table.columns, needs)]
    if not others:
        return plain
    rows = [[harmless(cell.text).strip() for cell in row] for row in table.rows[:: 1 + len(table.rows) // SAMPLE]]
    in_lines = {one: sum(one.line_count(row, size) for row in rows) for one in (plain, *others)}
    best = min(others, key=lambda one: (not _fits(one, needs, room), in_lines[one]))
    is_tall = in_lines[plain] > TALL * len(rows) and in_lines[best] <= SAVING * in_lines[plain]
    return best if is_tall or not _fits(plain, needs, EASY * room) else plain


@lru_cache(1 << 14)
def serif_width(words: str, size: float) -> float:
    """Return how wide words on one line are at most, in the letters of the paper."""
    return text_width(words, size, SERIF)


def line_count(text: str, width: float, size: float) -> int:
    """Return on how many lines a text stands, rather one too many."""
    room = max(width - GAP, size)
    return sum(max(1, math.ceil(serif_width(line, size) * 1.1 / room)) for line in text.split("\n"))


def _measure(table: Table, size: float) -> TableMeasure:
    """Return how a table is measured; where it has a sum, that is in bold letters."""
    if table.has_total:
        return paper_measure(lambda words: serif_width(words, size * BOLD), size, 1, GAP)
    return paper_measure(lambda words: serif_width(words, size), size, BOLD, GAP)


def _lower(columns: Sequence[Column], needs: Sequence[ColumnNeed]) -> Iterator[tuple[int, ...]]:
    """Yield which columns could go under each row: the long texts, or these and others with many words."""
    long = places_of(columns, ColumnKind.LONG)
    if len(long) + 1 >= len(columns):
        return
    if long:
        yield long
    others = [place for place in range(len(columns)) if place not in long][1:]
    words = places_of(columns, ColumnKind.WORDS)
    wordy = tuple(place for place in others if place in words and needs[place].weight > MANY_WORDS)
    if wordy and len(wordy) < len(others):
        yield (*long, *wordy)


def _fits(layout: StackedLayout, needs: Sequence[ColumnNeed], room: float) -> bool:
    return needed_width([needs[place] for place in layout.beside]) <= room


def _spread(needs: Sequence[ColumnNeed], columns: Sequence[Column], room: float) -> list[float]:
    """Return widths that fill the room, but for columns of few words: those grow only a little."""
    widths = paper_widths(needs, room)
    is_wordy = any(place > 0 for place in places_of(columns, ColumnKind.WORDS, ColumnKind.LONG))
    return stretched(widths, room if is_wordy else min(room, sum(widths) * TAME))


def _stacked(
    needs: Sequence[ColumnNeed], columns: Sequence[Column], lower: tuple[int, ...], room: float
) -> StackedLayout:
    """Return a layout with some columns below, two on a line where one alone would be too long to read."""
    beside = tuple(place for place in range(len(needs)) if place not in lower)
    name, *others = (needs[place] for place in beside)
    bold = name._replace(least=name.least * BOLD, natural=name.natural * BOLD)
    first, *free = _spread([bold, *others], [columns[place] for place in beside], room)
    free = stretched(free, room - first)  # nothing stands under the first
    widths = (first, *free)
    if sum(free) <= LINE_MOST or len(free) == 1:
        return StackedLayout(beside, tuple((_under(place, free),) for place in lower), widths)
    pairs = [lower[start : start + 2] for start in range(0, len(lower), 2)]
    return StackedLayout(beside, tuple(_halves(pair, free, needs) for pair in pairs), widths)


def _under(place: int, free: Sequence[float]) -> Under:
    whole = sum(free)
    width = min(whole, LINE_MOST)
    return Under(place, len(free), width, whole - width)


def _halves(pair: tuple[int, ...], free: Sequence[float], needs: Sequence[ColumnNeed]) -> tuple[Under, ...]:
    """Return one column or two in a line, parted between two columns above, by how much text each has to place."""
    if len(pair) == 1:
        return (_under(pair[0], free),)
    first, second = (needs[place].weight ** (1 / BY_TEXT) for place in pair)
    share = min(max(first / (first + second), LEAST_SHARE), 1 - LEAST_SHARE)
    parted = min(range(1, len(free)), key=lambda span: abs(sum(free[:span]) - sum(free) * share))
    left = _under(pair[0], free[:parted])
    return left._replace(width=left.width - GAP, spare=left.spare + GAP), _under(pair[1], free[parted:])
