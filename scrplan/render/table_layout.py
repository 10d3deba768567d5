"""How wide the columns of a table are in a given room: one way for screen, PDF, Word and workbook.

Each says how it measures and what its kinds of columns need. Widths are in its own unit, cells or points or letters,
and have the gap between columns in them.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Column, ColumnKind, Table


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
    than `longest_word` may be broken. Where lines are too long to be kept whole, the share `usual` of a column's lines
    decides, so that one odd row does not. Columns compete for room by how many letters
    their cells have on average, to the power `by_text`: with 0, all alike.
    """

    width: Callable[[str], float]
    heading: Callable[[str], tuple[float, float]]
    limits: Mapping[ColumnKind, ColumnLimits]
    gap: float
    longest_word: float = 0.0
    usual: float = 1.0
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
    widths = fitted_widths(needs, room)
    return TableLayout(dict(zip(beside, widths, strict=True)), tuple(below), needed_width(needs) > room)


def column_needs(table: Table, measure: TableMeasure) -> list[ColumnNeed]:
    """Return what each column of a table needs."""
    return [column_need(table, place, measure) for place in range(len(table.columns))]


def needed_width(needs: Sequence[ColumnNeed]) -> float:
    """Return the width that columns need beside each other."""
    return sum(need.least for need in needs)


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
    texts = [harmless(row[place].text) for row in table.rows]
    known = {line: measure.width(line) for text in set(texts) for line in text.split("\n")}
    longest = max(known.values(), default=0.0)
    usual = longest if longest <= limits.whole else _usual(known, texts, measure.usual)
    kept = min(max(usual, in_heading), limits.whole)
    least = max(min(max(_longest_word(known, measure), in_heading), measure.longest_word), kept)
    return ColumnNeed(least + measure.gap, max(least, min(max(usual, heading), limits.most)) + measure.gap, weight)


def _usual(known: Mapping[str, float], texts: Sequence[str], share: float) -> float:
    """Return the width that a share of the lines of texts have at most."""
    widths = sorted(known[line] for text in texts for line in text.split("\n"))
    return widths[math.ceil(len(widths) * share) - 1]


def _longest_word(lines: Iterable[str], measure: TableMeasure) -> float:
    """Return the width of the longest word; one may be broken after a hyphen."""
    if not measure.longest_word:
        return 0.0
    words = {word for line in lines for word in line.replace("-", "- ").split()}
    return max(map(measure.width, words), default=0.0)


def _weight(texts: Sequence[str], power: float) -> float:
    average = sum(map(len, texts)) / max(1, len(texts))
    return float((average + 1) ** power)


def fitted_widths(needs: Sequence[ColumnNeed], room: float) -> list[float]:
    """Return widths that take the room at most: what each column needs, then what each takes, as far as there is room.

    What is left of the room, where all have what they take, is the caller's to give.
    """
    needed = needed_width(needs)
    if needed > room:
        return [need.least * room / needed for need in needs]
    level = _level(needs, room)
    return [need.at(level) for need in needs]


def _level(needs: Sequence[ColumnNeed], room: float) -> float:
    """Return the level at which the columns together take the room, or the one at which all have what they take."""

    def taken(level: float) -> float:
        return sum(need.at(level) for need in needs)

    marks = sorted({bound / need.weight for need in needs for bound in need[:2] if bound < math.inf})
    reached = bisect_right(marks, room, key=taken)
    low = marks[reached - 1] if reached else 0.0
    growing = sum(need.weight for need in needs if need.least / need.weight <= low < need.natural / need.weight)
    return low + (room - taken(low)) / growing if growing else low
