"""How wide the columns of a table are in a given room: one way for screen, PDF, Word and workbook.

Each says how it measures and what its kinds of columns need. Widths are in its own unit, cells or points or letters,
and have the gap between columns in them.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Column, ColumnKind, Table

USUAL = 0.9  # of the lines of a column; where the longest is too long to keep whole, the last of these may be


class ColumnLimits(NamedTuple):
    """Up to which width a column of some kind is not wrapped, and how wide it gets at most.

    Where it `fills`, its texts are so long that it takes whatever room there is, up to that most.
    """

    whole: float = 0.0
    most: float = math.inf
    fills: bool = False


class TableMeasure(NamedTuple):
    """How a medium measures tables.

    `width` is that of words on one line; `heading` gives the least and the natural width of a heading. A longer word
    than `longest_word` may be broken. Columns that lack but the share `little` of the free room get it at once; the
    rest goes to columns by how many letters their cells have on average, to the power `by_text`: with 0, all alike.
    """

    width: Callable[[str], float]
    heading: Callable[[str], tuple[float, float]]
    limits: Mapping[ColumnKind, ColumnLimits]
    gap: float
    longest_word: float = 0.0
    little: float = 0.0
    by_text: float = 0.0


class ColumnNeed(NamedTuple):
    """What a column needs, what it takes where there is room, and its weight where columns compete for that."""

    least: float
    natural: float
    weight: float = 1.0

    def at(self, level: float) -> float:
        """Return the width at a level: as much as its weight says, between what it needs and what it takes."""
        return min(max(level * self.weight, self.least), self.natural)


class TableLayout(NamedTuple):
    """The width of each column that stands beside others, by its place in the table; `below` go under each row.

    Where it `is_cramped`, the columns have less than they need.
    """

    widths: Mapping[int, float]
    below: tuple[int, ...]
    is_cramped: bool


def table_layout(table: Table, room: float, measure: TableMeasure, below: Sequence[int] = ()) -> TableLayout:
    """Return the widths of a table's columns in a room, those left out that go under each row."""
    beside = [place for place in range(len(table.columns)) if place not in below]
    needs = [column_need(table, place, measure) for place in beside]
    widths = fitted_widths(needs, room, measure.little)
    is_cramped = sum(need.least for need in needs) > room
    return TableLayout(dict(zip(beside, widths, strict=True)), tuple(below), is_cramped)


def places_of(columns: Sequence[Column], *kinds: ColumnKind) -> tuple[int, ...]:
    """Return the places of the columns of these kinds."""
    return tuple(place for place, column in enumerate(columns) if column.kind in kinds)


def column_need(table: Table, place: int, measure: TableMeasure) -> ColumnNeed:
    """Return what a column of a table needs."""
    column = table.columns[place]
    limits = measure.limits[column.kind]
    weight = _weight([row[place].text for row in table.rows], measure.by_text)
    in_heading, heading = measure.heading(harmless(column.heading))
    if limits.fills:
        return ColumnNeed(limits.whole + measure.gap, limits.most + measure.gap, weight)
    texts = {harmless(row[place].text) for row in table.rows}
    lines = sorted(measure.width(line) for text in texts for line in text.split("\n"))
    longest = max(lines, default=0.0)
    usual = longest if longest <= limits.whole or not lines else lines[math.ceil(len(lines) * USUAL) - 1]
    kept = min(max(usual, in_heading), limits.whole)
    least = max(min(max(_longest_word(texts, measure), in_heading), measure.longest_word), kept)
    return ColumnNeed(least + measure.gap, max(least, min(max(longest, heading), limits.most)) + measure.gap, weight)


def _longest_word(texts: set[str], measure: TableMeasure) -> float:
    """Return the width of the longest word; one may be broken after a hyphen."""
    if not measure.longest_word:
        return 0.0
    words = {word for text in texts for word in text.replace("-", "- ").split()}
    return max(map(measure.width, words), default=0.0)


def _weight(texts: Sequence[str], power: float) -> float:
    average = sum(map(len, texts)) / max(1, len(texts))
    return float((average + 1) ** power)


def fitted_widths(needs: Sequence[ColumnNeed], room: float, little: float = 0.0) -> list[float]:
    """Return widths that take the room at most: what each column needs, then what each takes, as far as there is room.

    What is left of the room, where all have what they take, is the caller's to give.
    """
    needed = sum(need.least for need in needs)
    if needed > room:
        return [need.least * room / needed for need in needs]
    needs = _satisfied(needs, room - needed, little) if little else needs
    level = _level(needs, room)
    return [need.at(level) for need in needs]


def _satisfied(needs: Sequence[ColumnNeed], free: float, little: float) -> list[ColumnNeed]:
    """Return the needs of columns, those that lack little raised to what they take."""
    found = list(needs)
    for place, need in sorted(enumerate(needs), key=lambda one: one[1].natural - one[1].least):
        lack = need.natural - need.least
        if lack <= little * free:
            found[place] = need._replace(least=need.natural)
            free -= lack
    return found


def _level(needs: Sequence[ColumnNeed], room: float) -> float:
    """Return the level at which the columns together take the room, or the one at which all have what they take."""

    def taken(level: float) -> float:
        return sum(need.at(level) for need in needs)

    marks = sorted({bound / need.weight for need in needs for bound in need[:2] if bound < math.inf})
    reached = bisect_right(marks, room, key=taken)
    low = marks[reached - 1] if reached else 0.0
    growing = sum(need.weight for need in needs if need.least <= low * need.weight < need.natural)
    return low + (room - taken(low)) / growing if growing else low
