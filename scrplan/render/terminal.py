"""For a screen: tables that fit its width. Words are never hidden by a colour; only long texts are ever shortened."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console, JustifyMethod
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from scrplan.characters import harmless
from scrplan.content import (
    Block,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Facts,
    Listing,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
)
from scrplan.render.bars import with_bars
from scrplan.render.table_layout import ColumnLimits, TableLayout, TableMeasure, places_of, table_layout
from scrplan.render.text_width import cell_width

_STYLES = {
    Tone.PLAIN: "",
    Tone.GOOD: "green",
    Tone.CAUTION: "yellow",
    Tone.BAD: "bold red",
    Tone.INFO: "blue",
    Tone.MUTED: "dim",
}
GAP = 2  # blanks between columns
INDENT = 4  # of a long text under its row
SHORT_CAP = 26  # a short column that is wider than this is wrapped
WORDS_LEAST, WORDS_CAP = 20, 34
VALUES_LEAST = 24  # beside their labels; where less is left, each stands under its label
LONG_LEAST = 44  # a narrower column of long text is a tower of words; it goes under its row instead
SHORTENED_LINES = 2


class ScreenSettings(NamedTuple):
    """How a screen is: its width in cells, whether it has colours, whether long texts are to stand in full."""

    width: int
    colour: bool = False
    full: bool = False


def render_terminal(report: Report, look: ScreenSettings) -> str:
    """Return a report for a screen, with colour codes where it has colours."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    drawn = with_bars(report, look.width, GAP)
    screen = _Screen(console, look, _shared_layouts(drawn, look.width))
    screen.report(drawn)
    lines = out.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _text(words: str, style: str = "") -> Text:
    return Text(harmless(words), style=style)


def _cell(cell: Cell) -> Text:
    return _text(cell.text, _STYLES[cell.tone])


def _styled_rows(table: Table) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """Yield each row with its style: a total is bold."""
    last = len(table.rows) - 1
    for at, row in enumerate(table.rows):
        yield row, "bold" if table.has_total and at == last else ""


class _Screen(NamedTuple):
    console: Console
    look: ScreenSettings
    layouts: Mapping[tuple[Column, ...], "_CellLayout | None"]

    def report(self, report: Report) -> None:
        self.console.print(_text(report.title, "bold"))
        self._blocks(report.head)
        for section in report.sections:
            self._section(section)
        if report.records and not report.sections:
            self.console.print()
            self._table(report.records)

    def _section(self, section: Section) -> None:
        self.console.print()
        self.console.print(_text(section.heading, f"bold {_STYLES[section.tone].replace('bold ', '')}".strip()))
        self._blocks(section.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self.console.print(_text(block.text, _STYLES[block.tone]))
                case Facts():
                    self._facts(block)
                case Table():
                    self._table(block)
                case Chart():
                    self.console.print(_text(f"{block.title}: {block.alternative}"))
                case Listing():
                    for point in block.points:
                        self.console.print(_text(f"- {point}"))

    def _facts(self, facts: Facts) -> None:
        labels = max(cell_width(harmless(fact.label)) for fact in facts.facts)
        if self.look.width - labels - GAP < VALUES_LEAST:
            for fact in facts.facts:
                self.console.print(_text(fact.label, "bold"), overflow="fold")
                for cell in fact.lines:
                    self.console.print(_cell(cell), overflow="fold")
            return
        grid = RichTable.grid(padding=(0, GAP, 0, 0))
        grid.add_column(style="bold", no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        for fact in facts.facts:
            grid.add_row(_text(fact.label), Text("\n").join(_cell(cell) for cell in fact.lines))
        self.console.print(grid)

    def _table(self, table: Table) -> None:
        if not table.rows:
            self.console.print(_text("none", "dim"))
            return
        known = self.layouts
        layout = known[table.columns] if table.columns in known else _layout(table, self.look.width)
        if layout is None:
            self._vertical(table)
        elif layout.below:
            self._stacked(table, layout.widths, layout.below)
        else:
            self._wide(table, layout.widths)

    def _wide(self, table: Table, widths: Mapping[int, int]) -> None:
        grid = self._grid(table.columns, widths, header=True)
        for row, style in _styled_rows(table):
            cells = (self._shown(row[place], table.columns[place], width) for place, width in widths.items())
            grid.add_row(*cells, style=style)
        self.console.print(grid)

    def _stacked(self, table: Table, widths: Mapping[int, int], below: Sequence[int]) -> None:
        self.console.print(self._grid(table.columns, widths, header=True))
        for row, style in _styled_rows(table):
            grid = self._grid(table.columns, widths, header=False)
            grid.add_row(*(_cell(row[place]) for place in widths), style=style)
            self.console.print(grid)
            words = [place for place in below if table.columns[place].kind is ColumnKind.WORDS and row[place].text]
            lines = [Text(" · ").join(_cell(row[place]) for place in words)] if words else []
            width = self.look.width - INDENT
            lines += [self._shown(row[place], table.columns[place], width) for place in below if place not in words]
            for line in lines:
                if line.plain:
                    self.console.print(Padding(line, (0, 0, 0, INDENT)))

    def _vertical(self, table: Table) -> None:
        for row, style in _styled_rows(table):
            for column, cell in zip(table.columns, row, strict=True):
                if not cell.text:
                    continue
                line = Text().append_text(_text(f"{column.heading}: ", "bold"))
                line.append_text(_text(cell.text, f"{style} {_STYLES[cell.tone]}".strip()))
                self.console.print(line)
            self.console.print()

    def _grid(self, columns: Sequence[Column], widths: Mapping[int, int], *, header: bool) -> RichTable:
        grid = RichTable(box=None, padding=(0, GAP, 0, 0), show_header=header, header_style="underline", pad_edge=False)
        for place, width in widths.items():
            justify: JustifyMethod = "right" if columns[place].kind is ColumnKind.NUMBER else "left"
            grid.add_column(_text(columns[place].heading), width=width, justify=justify, overflow="fold")
        return grid

    def _shown(self, cell: Cell, column: Column, width: int) -> Text:
        """Return a cell, a long text shortened to its first lines with an ellipsis where it is cut."""
        text = _cell(cell)
        if column.kind is not ColumnKind.LONG or self.look.full:
            return text
        text = _text(" ".join(cell.text.split()), _STYLES[cell.tone])
        lines = text.wrap(self.console, max(width, 10))
        if len(lines) <= SHORTENED_LINES:
            return text
        kept = Text("\n").join(lines[: SHORTENED_LINES - 1])
        last = lines[SHORTENED_LINES - 1]
        last.rstrip()
        if cell_width(last.plain) >= width:
            # Room for the ellipsis is made at a space, so that no half word can be misread.
            blank = last.plain.rfind(" ")
            if blank > 0:
                last.right_crop(len(last.plain) - blank)
            else:
                last.truncate(width - 1)
        last.append("…")
        return Text("\n").join([kept, last])


class _CellLayout(NamedTuple):
    """Where a table's columns go: side by side with these widths in cells, without gaps, or below each row."""

    widths: Mapping[int, int]
    below: tuple[int, ...]


def _heading(heading: str) -> tuple[int, int]:
    return cell_width(heading), cell_width(heading)


_SHORT = ColumnLimits(SHORT_CAP, SHORT_CAP)
_SQUEEZED = TableMeasure(
    cell_width,
    _heading,
    dict.fromkeys(ColumnKind, _SHORT) | {ColumnKind.WORDS: ColumnLimits(WORDS_LEAST)},
    GAP,
)
_BESIDE_LONG = _SQUEEZED._replace(
    limits={
        **_SQUEEZED.limits,
        ColumnKind.WORDS: ColumnLimits(WORDS_CAP, WORDS_CAP),
        ColumnKind.LONG: ColumnLimits(LONG_LEAST, fills=True),
    }
)


def _layout(table: Table, width: int) -> _CellLayout | None:
    """Return the first layout that fits: all side by side; long texts below; all words below. None: a line a value.

    At the right of a long text as much is left free as between columns.
    """
    long = places_of(table.columns, ColumnKind.LONG)
    wordy = places_of(table.columns, ColumnKind.LONG, ColumnKind.WORDS)
    room = width + GAP
    layouts = [] if not long else [table_layout(table, room - GAP * len(long), _BESIDE_LONG)]
    layouts += [table_layout(table, room, _SQUEEZED, below) for below in (long, wordy)]
    return next((_in_cells(one, table, room) for one in layouts if one.widths and not one.is_cramped), None)


def _in_cells(layout: TableLayout, table: Table, room: int) -> _CellLayout:
    """Return a layout in whole cells without the gaps; what is left over goes to columns of words, from the right."""
    widths = {place: int(width) for place, width in layout.widths.items()}
    left = room - sum(widths.values())
    for place in reversed(widths):
        if left and table.columns[place].kind is ColumnKind.WORDS and widths[place] < layout.widths[place]:
            widths[place] += 1
            left -= 1
    return _CellLayout({place: width - GAP for place, width in widths.items()}, layout.below)


def _shared_layouts(report: Report, width: int) -> dict[tuple[Column, ...], _CellLayout | None]:
    """Return one layout for all the sections' tables with the same columns, so that the eye runs down the page."""
    rows: dict[tuple[Column, ...], list[tuple[Cell, ...]]] = {}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.rows:
                rows.setdefault(block.columns, []).extend(block.rows)
    return {columns: _layout(Table(columns, tuple(of_all)), width) for columns, of_all in rows.items()}
