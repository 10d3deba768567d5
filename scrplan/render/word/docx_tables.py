"""Tables of the Word paper: fixed widths that fit the page, a head on every page, rows that stay whole where short."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from scrplan.characters import one_line
from scrplan.content import Cell, Column, Table, Tone
from scrplan.render.paper_tables import paper_measure, paper_widths, stretched, wrapping
from scrplan.render.series_styles import PALETTE
from scrplan.render.table_layout import TableMeasure, column_needs, needed_width
from scrplan.render.text_width import text_width
from scrplan.render.word.docx_styles import hexed
from scrplan.render.word.wordml import POINT, PageRoom, attribute, cell_run, paragraph, text_run

TABLE_END = "</w:tbl>"
PADDING = 9.0  # points, both sides of a cell together
NARROWED = 0.86  # from the widest face that charts reckon with to ours
_BOLD = 1.2  # heads are
_LINE = 1.25  # the height of a line, to the size of its letters
_WHOLE_SHARE = 0.3  # of the height of a page; a taller row may go over to the next
_WHOLE_TABLE = 20  # lines; a longer table may, too


class Size(NamedTuple):
    """The letters of a table: their size in points, and our styles of its cells, of its head and of its sum."""

    letters: float
    cell: str
    head: str
    total: str


class RowStyle(NamedTuple):
    """How a row looks: whether it stays whole, how and in which style its paragraphs stand; the ids of all styles."""

    is_whole: bool
    standing: Sequence[str]
    style: str
    styles: Mapping[str, str]


NORMAL = Size(9, "ReportCell", "ReportHead", "ReportTotal")
SMALL = Size(8, "ReportSmallCell", "ReportSmallHead", "ReportSmallTotal")


def docx_column_widths(table: Table, room: float, letters: float) -> list[float]:
    """Return a width in points for each column in letters of a size; together they take the room."""
    needs = column_needs(table, _measure(letters))
    if needed_width(needs) > room:
        needs = column_needs(table, wrapping(_measure(letters)))
    return stretched(paper_widths(needs, room), room)


def least_width(table: Table, letters: float) -> float:
    """Return the width in points that a table's columns need, in letters of a size, for their words and no more."""
    return needed_width(column_needs(table, wrapping(_measure(letters))))


def _measure(letters: float) -> TableMeasure:
    return paper_measure(lambda words: text_width(words, letters) * NARROWED, letters, _BOLD, PADDING)


def needs_width(table: Table, sheet: PageRoom) -> bool:
    """Return whether a table's columns are too many for a sheet, even in small letters."""
    return least_width(table, SMALL.letters * sheet.breadth) > sheet.width


def table_markup(table: Table, title: str, sheet: PageRoom, styles: Mapping[str, str]) -> str:
    """Return a table that is at most as wide as the sheet; `styles` are the ids of ours in the document."""
    size = NORMAL if least_width(table, NORMAL.letters * sheet.breadth) <= sheet.width * 0.8 else SMALL
    widths = docx_column_widths(table, sheet.width, size.letters * sheet.breadth)
    grid = "".join(f'<w:gridCol w:w="{round(width * POINT)}"/>' for width in widths)
    whole = f'<w:tblW w:w="{sum(round(width * POINT) for width in widths)}" w:type="dxa"/>'
    described = f"{len(table.rows):,} rows; columns: {', '.join(column.heading for column in table.columns)}"
    return (
        f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(styles['ReportTable'])}/>{whole}"
        f'<w:tblLayout w:type="fixed"/>{_look(table)}'
        f"<w:tblCaption w:val={attribute(title)}/><w:tblDescription w:val={attribute(described)}/>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_head(table.columns, widths, styles[size.head])}"
        f"{_rows(table, widths, size, sheet, styles)}{TABLE_END}"
    )


def _look(table: Table) -> str:
    """Return which rows the style of the table sets off: the head, and a sum at the end."""
    last = int(table.has_total)
    return (
        f'<w:tblLook w:val="{0x0620 + 0x0040 * last:04X}" w:firstRow="1" w:lastRow="{last}" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _head(columns: Sequence[Column], widths: Sequence[float], style: str) -> str:
    cells = (
        _cell(paragraph(style, text_run(one_line(column.heading)), _side(column)), width)
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _rows(table: Table, widths: Sequence[float], size: Size, sheet: PageRoom, styles: Mapping[str, str]) -> str:
    """Return the rows; short ones stay whole, a short table does, and no last row is left to a page of its own."""
    letters = size.letters * sheet.breadth
    lines = [math.ceil(_lines(row, widths, letters)) for row in table.rows]
    most = sheet.height * _WHOLE_SHARE / (size.letters * _LINE)
    kept = range(len(lines) - 1) if sum(lines) <= _WHOLE_TABLE else range(len(lines) - 2, len(lines) - 1)
    sides = [_side(column) for column in table.columns]
    close = [f"<w:keepNext/>{side}" for side in sides]
    looks = [
        RowStyle(number <= most, close if at in kept else sides, styles[size.cell], styles)
        for at, number in enumerate(lines)
    ]
    if table.has_total:
        looks[-1] = looks[-1]._replace(style=styles[size.total])
    return "".join(_row(row, widths, look) for row, look in zip(table.rows, looks, strict=True))


def _row(row: Sequence[Cell], widths: Sequence[float], look: RowStyle) -> str:
    cells = (
        _cell(paragraph(look.style, cell_run(cell, look.styles), properties), width, _fill(cell))
        for cell, width, properties in zip(row, widths, look.standing, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if look.is_whole else ''}{''.join(cells)}</w:tr>"


def _lines(row: Sequence[Cell], widths: Sequence[float], letters: float) -> float:
    """Return about how many lines the fullest cell of a row takes."""
    return max(
        text_width(cell.text, letters) * NARROWED / max(width - PADDING, 1) + cell.text.count("\n")
        for cell, width in zip(row, widths, strict=True)
    )


def _side(column: Column) -> str:
    return '<w:jc w:val="right"/>' if column.kind.is_number else ""


def _fill(cell: Cell) -> str:
    if cell.tone in {Tone.PLAIN, Tone.MUTED} or not cell.text:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{hexed(PALETTE[cell.tone].tint)}"/>'


def _cell(inside: str, width: float, fill: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * POINT)}" w:type="dxa"/>{fill}</w:tcPr>{inside}</w:tc>'
