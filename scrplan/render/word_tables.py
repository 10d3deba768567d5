"""Tables of the Word paper: fixed widths that fit the page, a head on every page, rows that stay whole where short."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.content import Cell, Column, Kind, Table, Tone
from scrplan.render.charts import PALETTE
from scrplan.render.measured import width_of
from scrplan.render.word_styles import hexed
from scrplan.render.word_text import attribute, cell_run, paragraph, run

POINT = 20  # twentieths: the unit of Word's widths
_PADDING = 9.0  # points, both sides of a cell together
_NARROWED = 0.86  # from the widest face that charts reckon with to ours
_BOLD = 1.25  # and with room for the wider face of a template
_LEAST = {Kind.WORDS: 46.0, Kind.LONG: 110.0}  # a narrower column of such words is a tower
_MOST = {Kind.SHORT: 92.0, Kind.NUMBER: 70.0, Kind.BAR: 70.0, Kind.WORDS: 150.0}
_SHORT_SHARE = 0.6  # of what is left, that columns of dates and numbers may have
_LONGEST_WORD = 84.0  # a longer word may be broken
_WHOLE_LINES = 14  # a longer row may go over to the next page
_WHOLE_TABLE = 20  # lines; a longer table may, too


class Size(NamedTuple):
    """The letters of a table: their size in points, and the styles of its cells and of its head."""

    letters: float
    cell: str
    head: str


NORMAL, SMALL = Size(9, "ReportCell", "ReportHead"), Size(8, "ReportSmallCell", "ReportSmallHead")


def needs_width(table: Table, room: float) -> bool:
    """Return whether a table's columns are too many for this room, in points, even in small letters."""
    return sum(least for least, _ in _demands(table, SMALL.letters)) > room


def table_markup(table: Table, title: str, room: float) -> str:
    """Return a table that is at most as wide as the room, in points."""
    size = NORMAL if sum(least for least, _ in _demands(table, NORMAL.letters)) <= room * 0.8 else SMALL
    widths = column_widths(table, room, size.letters)
    grid = "".join(f'<w:gridCol w:w="{round(width * POINT)}"/>' for width in widths)
    whole = f'<w:tblW w:w="{sum(round(width * POINT) for width in widths)}" w:type="dxa"/>'
    described = f"{len(table.rows):,} rows; columns: {', '.join(column.heading for column in table.columns)}"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>{whole}<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={attribute(title)}/><w:tblDescription w:val={attribute(described)}/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table.columns, widths, size)}"
        f"{_rows(table, widths, size)}</w:tbl>"
    )


def column_widths(table: Table, room: float, letters: float) -> list[float]:
    """Return a width in points for each column, all of them at most the room.

    Each has at least its longest word. Then dates and numbers come onto one line, where that leaves enough for words,
    and the rest goes to those that have most to say. A table of short columns alone stays as narrow as it is.
    """
    demands = _demands(table, letters)
    widths = [small for small, _ in demands]
    if sum(widths) >= room:
        return [small * room / sum(widths) for small in widths]
    wordy = [column.kind in {Kind.LONG, Kind.WORDS} for column in table.columns]
    short = sum(wish - small for (small, wish), is_wordy in zip(demands, wordy, strict=True) if not is_wordy)
    if short <= (room - sum(widths)) * _SHORT_SHARE:
        widths = [small if is_wordy else wish for (small, wish), is_wordy in zip(demands, wordy, strict=True)]
    wishes = [wish - width for (_, wish), width in zip(demands, widths, strict=True)]
    spare = room - sum(widths)
    if sum(wishes) > spare:
        return [width + spare * wish / sum(wishes) for width, wish in zip(widths, wishes, strict=True)]
    rest = (spare - sum(wishes)) / (sum(wordy) or 1)
    return [wish + (rest if is_wordy else 0) for (_, wish), is_wordy in zip(demands, wordy, strict=True)]


def _demands(table: Table, letters: float) -> list[tuple[float, float]]:
    """Return for each column the least width that it needs and the one that it would like."""
    return [_demand(column, [row[place] for row in table.rows], letters) for place, column in enumerate(table.columns)]


def _demand(column: Column, cells: Sequence[Cell], letters: float) -> tuple[float, float]:
    texts = {harmless(cell.text) for cell in cells}
    heading = harmless(column.heading)
    longest = max((width_of(word, letters) for text in texts for word in text.split()), default=0)
    in_head = max((width_of(word, letters) * _BOLD for word in heading.split()), default=0)
    least = max(min(max(longest, in_head) * _NARROWED, _LONGEST_WORD), _LEAST.get(column.kind, 0)) + _PADDING
    if column.kind is Kind.LONG:
        lengths = sorted(width_of(text, letters) for text in texts) or [0.0]
        # What is usual decides, not the one row that says most; a wide column saves lines, but less and less.
        return least, least + lengths[len(lengths) * 3 // 4] ** 0.5 * 24
    lines = sorted(width_of(line, letters) for cell in cells for line in harmless(cell.text).split("\n"))
    # Of words, the few that are longest may be wrapped; of dates and numbers, none.
    longest = lines[len(lines) * 9 // 10 if column.kind is Kind.WORDS else -1] if lines else 0
    wish = min(max(longest, width_of(heading, letters)) * _NARROWED, _MOST[column.kind]) + _PADDING
    return least, max(least, wish)


def _head(columns: Sequence[Column], widths: Sequence[float], size: Size) -> str:
    cells = (
        _cell(paragraph(size.head, run(one_line(column.heading)), _side(column)), width)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _rows(table: Table, widths: Sequence[float], size: Size) -> str:
    lines = [math.ceil(_lines(row, widths, size)) for row in table.rows]
    last = len(lines) - 1 if sum(lines) <= _WHOLE_TABLE else 0
    sides = [_side(column) for column in table.columns]
    kept = [f"<w:keepNext/>{side}" for side in sides]
    whole = "<w:trPr><w:cantSplit/></w:trPr>"
    looks = ((whole if number <= _WHOLE_LINES else "", kept if at < last else sides) for at, number in enumerate(lines))
    return "".join(_row(row, widths, look, size) for row, look in zip(table.rows, looks, strict=True))


def _row(row: Sequence[Cell], widths: Sequence[float], look: tuple[str, Sequence[str]], size: Size) -> str:
    """Return a row; `look` is how it goes over pages, and how each of its paragraphs stands."""
    whole, standing = look
    cells = (
        _cell(paragraph(size.cell, cell_run(cell), properties), width, _fill(cell))
        for cell, width, properties in zip(row, widths, standing, strict=True)
    )
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _lines(row: Sequence[Cell], widths: Sequence[float], size: Size) -> float:
    """Return about how many lines the fullest cell of a row takes."""
    return max(
        width_of(cell.text, size.letters) * _NARROWED / max(width - _PADDING, size.letters) + cell.text.count("\n")
        for cell, width in zip(row, widths, strict=True)
    )


def _side(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.kind in {Kind.NUMBER, Kind.BAR} else ""


def _fill(cell: Cell) -> str:
    if cell.tone in {Tone.PLAIN, Tone.MUTED} or not cell.text:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{hexed(PALETTE[cell.tone].tint)}"/>'


def _cell(inside: str, width: float, fill: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * POINT)}" w:type="dxa"/>{fill}</w:tcPr>{inside}</w:tc>'
