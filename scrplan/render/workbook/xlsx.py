"""The workbook: figures on one sheet, each table on its own with filters, so that a board can sort and count itself."""

import io
import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Cell, Chart, Column, ColumnKind, Facts, Listing, Paragraph, Report, Table
from scrplan.errors import MissingExtra
from scrplan.render.archive import packed_anew
from scrplan.render.document_properties import Made
from scrplan.render.table_layout import ColumnLimits, TableMeasure, places_of, table_layout
from scrplan.render.text_width import text_width
from scrplan.render.workbook.sheet_plan import FIGURES, TableSheet, planned
from scrplan.render.workbook.xlsx_cells import RULE, TOTAL, Looks, cell_text, cut_to_units, indent_of, write_cell

HEADING = "#17456B"
_CAPS = {
    ColumnKind.SHORT: 20,
    ColumnKind.NUMBER: 14,
    ColumnKind.BAR: 14,
    ColumnKind.WORDS: 26,
    ColumnKind.LONG: 52,
}  # letters
_GAP, _BUTTON = 2.0, 1.0  # letters: between columns, and what a filter takes besides
_LONGEST_WORD = 24.0  # letters; a longer one may be broken
_WIDTH = 1.4  # of text, in the letters by which columns are measured
_FIRST, _OTHERS, _ACROSS = 34, 14, 7  # columns of the sheet of figures: their widths, and how many words go across
_A3, _A4, _WIDEST = 8, 9, 180  # paper as Excel numbers it; letters beside each other that A4 leaves legible
_LINE = 13.5  # points
_TALLEST = 409.0  # of a row, in Excel
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def render_workbook(report: Report, made: Made) -> bytes:
    """Return a report as an .xlsx.

    Raises:
        MissingExtra: XlsxWriter is not installed.

    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("XlsxWriter") from None
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, _SAFE)
    _set_properties(workbook, report.title, made)
    looks = Looks(workbook, {})
    plan = planned(report)
    figures = _Figures(_sheet(workbook, FIGURES), looks, [0], [0])
    figures.write(report.title, report.head, [(one.heading, one.blocks) for one in plan.figures])
    for number, sheet in enumerate(plan.sheets, 1):
        _write_sheet(_sheet(workbook, sheet.name), sheet, number, looks)
    workbook.close()
    return packed_anew(out.getvalue())


def _set_properties(workbook: Any, title: str, made: Made) -> None:
    workbook.set_size(2400, 1400)
    workbook.set_properties(
        {
            "title": cut_to_units(one_line(title), 255),
            "author": one_line(made.author)[:255],
            "comments": f"Made by scrplan {made.version}",
            "created": datetime.fromisoformat(made.day),
        }
    )


def _sheet(workbook: Any, name: str) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.hide_gridlines(2)
    return sheet


def _write_sheet(sheet: Any, told: TableSheet, number: int, looks: Looks) -> None:
    widths = _column_widths(told.table)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width, looks.of(text_wrap=True))
    sheet.set_paper(_A3 if sum(widths) > _WIDEST else _A4)
    _write_table(sheet, (0, 0), told.table, f"Table_{number}", looks)
    inner = [width - 2 * indent_of(column) for width, column in zip(widths, told.table.columns, strict=True)]
    heads = [Cell(column.heading) for column in told.table.columns]
    sheet.set_row(0, _height(heads, [max(width - 3, 1) for width in inner]))
    for at, row in enumerate(told.table.rows, 1):
        sheet.set_row(at, _height(row, inner))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _add_bars(sheet, 1, told.table, {ColumnKind.NUMBER, ColumnKind.BAR})


def _write_table(sheet: Any, at: tuple[int, int], table: Table, name: str, looks: Looks) -> int:
    """Write a table with its head; return the row after it. Excel wants one row at least, so nothing is told in one.

    A table that begins its sheet has filters. A total stands under the table of Excel, where no filter hides it and
    no sorting moves it.
    """
    top, left = at
    rows = table.rows or ((Cell("none"), *(Cell("") for _ in table.columns[1:])),)
    headings = [
        {"header": text, "header_format": _head_look(looks, column, filtered=top == 0)}
        for text, column in zip(unique_headings(table.columns), table.columns, strict=True)
    ]
    bottom, right = top + len(rows) - _totals(table), left + len(table.columns) - 1
    options = {
        "name": name,
        "columns": headings,
        "style": "Table Style Light 1",
        "banded_rows": False,
        "autofilter": top == 0,
    }
    sheet.add_table(top, left, bottom, right, options)
    for down, row in enumerate(rows, top + 1):
        look = TOTAL if table.has_total and down == top + len(rows) else RULE
        for across, (column, cell) in enumerate(zip(table.columns, row, strict=True), left):
            write_cell(sheet, (down, across), cell, column, looks, look)
    return top + len(rows) + 1


def _totals(table: Table) -> int:
    """Return how many rows at the end are totals; a table of Excel keeps one row at least."""
    return int(table.has_total and len(table.rows) > 1)


def _head_look(looks: Looks, column: Column, *, filtered: bool) -> Any:
    # The button of a filter stands at the right of its heading.
    side = "right" if column.kind.is_number and not filtered else "left"
    rule = {"bottom": 1, "bottom_color": HEADING}
    shown = {"bg_color": "#E9EFF4", "text_wrap": True, "align": side, "indent": indent_of(column), **rule}
    return looks.of(bold=True, font_color=HEADING, **shown)


def unique_headings(columns: Sequence[Column]) -> list[str]:
    """Return the headings, none empty and no two alike whatever their case, as a table of Excel needs them."""
    found: dict[str, str] = {}
    for column in columns:
        name = wanted = cut_to_units(cell_text(one_line(column.heading)), 240) or "Column"
        number = 1
        while name.casefold() in found:
            number += 1
            name = f"{wanted} {number}"
        found[name.casefold()] = name
    return list(found.values())


def _column_widths(table: Table) -> list[float]:
    """Return the width of each column in letters: what it holds, up to what its kind may have."""
    widths = table_layout(table, math.inf, _MEASURE).widths
    return [widths[place] + 2 * indent_of(column) for place, column in enumerate(table.columns)]


def _letters(text: str) -> float:
    return text_width(text, 1) * _WIDTH


def _heading(heading: str) -> tuple[float, float]:
    """Return the width of a heading, wrapped at every blank, with the button of its filter."""
    width = max((_letters(word) * 1.05 for word in heading.split()), default=0) + _BUTTON
    return width, width


_MEASURE = TableMeasure(
    _letters,
    _heading,
    {kind: ColumnLimits(most=cap - _GAP) for kind, cap in _CAPS.items()},
    _GAP,
    longest_word=_LONGEST_WORD,
)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height of a row whose texts are wrapped; a spreadsheet does not measure that by itself everywhere."""
    lines = max(_lines(cell.text, width) for cell, width in zip(row, widths, strict=True))
    return min(lines * _LINE + 3, _TALLEST)


def _lines(text: str, letters: float) -> int:
    return sum(max(1, math.ceil(_letters(line) / letters)) for line in harmless(text).split("\n"))


def _add_bars(sheet: Any, top: int, table: Table, kinds: set[ColumnKind]) -> None:
    """Draw bars behind the numbers of these kinds of columns; those of columns of bars have one scale."""
    rows = table.rows[: len(table.rows) - _totals(table)]
    if not rows:
        return
    shared = [row[place].value for row in rows for place in places_of(table.columns, ColumnKind.BAR)]
    most = max((value for value in shared if isinstance(value, int)), default=0)
    for place, column in enumerate(table.columns):
        if column.kind in kinds:
            bars = {"type": "data_bar", "bar_solid": True, "bar_color": "#C5D7E8", "min_type": "num", "min_value": 0}
            if column.kind is ColumnKind.BAR:
                bars |= {"max_type": "num", "max_value": most}
            sheet.conditional_format(top, place, top + len(rows) - 1, place, bars)


class _Figures(NamedTuple):
    """The first sheet, written from its top down; `at` holds the next row, `tables` how many there are."""

    sheet: Any
    looks: Looks
    at: list[int]
    tables: list[int]

    def write(self, title: str, head: Iterable[Block], sections: Iterable[tuple[str, Sequence[Block]]]) -> None:
        """Write the title, what stands first, and the sections."""
        self.sheet.set_column(0, 0, _FIRST)
        self.sheet.set_column(1, _ACROSS, _OTHERS)
        self._across(title, 22, bold=True, font_size=16, font_color=HEADING)
        for block in head:
            self._block(block)
        for heading, blocks in sections:
            self.at[0] += 1
            self._across(heading, 18, bold=True, font_size=12, font_color=HEADING)
            for block in blocks:
                self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._across(block.text)
            case Facts():
                for fact in block.facts:
                    self._fact(fact.label, "\n".join(cell.text for cell in fact.lines))
            case Listing():
                for point in block.points:
                    self._across(point)
            case Chart():
                self._across(f"{block.title}: {block.alternative}")
            case Table():
                self._table(block)

    def _across(self, text: str, least: float = 0, **look: Any) -> None:
        row = self.at[0]
        size = look.get("font_size", 10) / 10
        lines = _lines(text, (_FIRST + _OTHERS * _ACROSS) / size)
        self.sheet.set_row(row, min(max(least, lines * _LINE * size + 3), _TALLEST))
        self._merged(0, text, look)

    def _fact(self, label: str, words: str) -> None:
        row = self.at[0]
        lines = max(_lines(words, _OTHERS * _ACROSS), _lines(label, _FIRST * 0.9))
        self.sheet.set_row(row, min(lines * _LINE + 3, _TALLEST))
        self.sheet.write_string(row, 0, cell_text(label), self.looks.of(bold=True, text_wrap=True))
        self._merged(1, words, {})

    def _merged(self, first: int, text: str, look: dict[str, Any]) -> None:
        row = self.at[0]
        shown = self.looks.of(text_wrap=True, align="left", **look)
        self.sheet.merge_range(row, first, row, _ACROSS, "", shown)
        self.sheet.write_string(row, first, cell_text(text), shown)
        self.at[0] += 1

    def _table(self, table: Table) -> None:
        self.tables[0] += 1
        top = self.at[0]
        self.at[0] = _write_table(self.sheet, (top, 0), table, f"Figures_{self.tables[0]}", self.looks) + 1
        _add_bars(self.sheet, top + 1, table, {ColumnKind.BAR})
