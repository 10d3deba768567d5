"""Numbers as bars for a screen: text beside each number, as long as the room allows, that does without colour."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Block, Cell, ColumnKind, Report, Table
from scrplan.render.table_layout import places_of
from scrplan.render.text_width import cell_width

BLOCK = "\u2588"
LONGEST, SHORTEST = 20, 4  # blocks of the greatest number; a shorter bar shows nothing


def with_bars(report: Report, width: int, gap: int) -> Report:
    """Return a report whose tables have their bars drawn, in what other columns leave of the width; `gap` is between.

    The bars of one table have one scale, and what is not nothing has at least one block.
    """

    def drawn(blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(_table(block, width, gap) if isinstance(block, Table) else block for block in blocks)

    sections = tuple(one._replace(blocks=drawn(one.blocks)) for one in report.sections)
    records = _table(report.records, width, gap) if report.records else None
    return report._replace(head=drawn(report.head), sections=sections, records=records)


def _natural_width(table: Table, place: int) -> int:
    """Return how many cells of a screen a column takes where nothing is wrapped."""
    cells = (row[place].text for row in table.rows)
    return max(
        cell_width(line) for words in (table.columns[place].heading, *cells) for line in harmless(words).split("\n")
    )


def _table(table: Table, width: int, gap: int) -> Table:
    places = places_of(table.columns, ColumnKind.BAR)
    if not places:
        return table
    others = sum(_natural_width(table, place) for place in range(len(table.columns)) if place not in places)
    columns = [_Column.of(table, place) for place in places]
    scale = _scale(columns, width - others - gap * (len(table.columns) - 1))
    kind = ColumnKind.SHORT if scale else ColumnKind.NUMBER
    renamed = tuple(one._replace(kind=kind) if one.kind is ColumnKind.BAR else one for one in table.columns)
    if not scale:
        return table._replace(columns=renamed)
    digits = {place: column.digits for place, column in zip(places, columns, strict=True)}
    rows = [_drawn(row, digits, scale) for row in table.body]  # the bar of a sum would make the others short
    rows += [_drawn(row, digits, 0) for row in table.rows[len(rows) :]]
    return table._replace(columns=renamed, rows=tuple(rows))


class _Column(NamedTuple):
    """What decides how wide a column of bars is: its heading, its longest number, its greatest."""

    heading: int
    digits: int
    most: int

    @classmethod
    def of(cls, table: Table, place: int) -> "_Column":
        """Measure a column."""
        cells = [row[place] for row in table.rows]
        numbers = (row[place].value for row in table.body)
        most = max((number for number in numbers if isinstance(number, int)), default=0)
        digits = max((cell_width(cell.text) for cell in cells), default=0)
        return cls(cell_width(harmless(table.columns[place].heading)), digits, most)

    def width(self, scale: float) -> int:
        """Return how wide the column is with bars of so many blocks for one."""
        return max(self.heading, self.digits + 1 + _blocks(self.most, scale))


def _scale(columns: Sequence[_Column], room: int) -> float:
    """Return how many blocks stand for one, so that all the bars fit; 0 where they would be too short to tell."""
    most = max(column.most for column in columns)
    lengths = range(LONGEST, SHORTEST - 1, -1) if most > 0 else ()
    scales = (length / most for length in lengths)
    return next((scale for scale in scales if sum(column.width(scale) for column in columns) <= room), 0)


def _blocks(number: int, scale: float) -> int:
    return max(1, round(number * scale)) if number > 0 and scale else 0


def _drawn(row: Sequence[Cell], digits: Mapping[int, int], scale: float) -> tuple[Cell, ...]:
    return tuple(_bar(cell, digits[place], scale) if place in digits else cell for place, cell in enumerate(row))


def _bar(cell: Cell, digits: int, scale: float) -> Cell:
    if not isinstance(cell.value, int):
        return cell
    return cell._replace(text=f"{cell.text.rjust(digits)} {BLOCK * _blocks(cell.value, scale)}".rstrip())
