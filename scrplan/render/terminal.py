"""For a screen: tables that fit its width. Words are never hidden by a colour; only long texts are ever shortened."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
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
from scrplan.render.bars import natural_width, with_bars

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
    layouts: Mapping[tuple[Column, ...], "_Layout"]

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
        labels = max(cell_len(harmless(fact.label)) for fact in facts.facts)
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
        layout = self.layouts.get(table.columns) or _layout(table, self.look.width)
        if layout.widths is None:
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
        if cell_len(last.plain) >= width:
            # Room for the ellipsis is made at a space, so that no half word can be misread.
            blank = last.plain.rfind(" ")
            if blank > 0:
                last.right_crop(len(last.plain) - blank)
            else:
                last.truncate(width - 1)
        last.append("…")
        return Text("\n").join([kept, last])


class _Layout(NamedTuple):
    """Where a table's columns go: side by side with these widths, or below each row; no widths, nothing fits."""

    widths: Mapping[int, int] | None
    below: tuple[int, ...] = ()


def _layout(table: Table, width: int) -> _Layout:
    """Return the first layout that fits: all side by side; long texts below; all words below; a line a value."""
    kinds = [column.kind for column in table.columns]
    long = tuple(place for place, kind in enumerate(kinds) if kind is ColumnKind.LONG)
    wordy = tuple(place for place, kind in enumerate(kinds) if kind is ColumnKind.WORDS)
    natural = {place: natural_width(table, place) for place in range(len(kinds)) if place not in long}
    fixed = {place: min(size, SHORT_CAP) for place, size in natural.items() if place not in wordy}

    capped = fixed | {place: min(natural[place], WORDS_CAP) for place in wordy}
    free = width - sum(capped.values()) - GAP * len(kinds)
    if long and free >= LONG_LEAST * len(long) + GAP * (len(long) - 1):
        share = (free - GAP * (len(long) - 1)) // len(long)
        return _Layout({place: capped.get(place, share) for place in range(len(kinds))})
    squeezed = _squeezed(fixed | {place: natural[place] for place in wordy}, wordy, width)
    if squeezed:
        return _Layout(squeezed, long)
    if sum(fixed.values()) + GAP * (len(fixed) - 1) <= width and fixed:
        return _Layout(dict(sorted(fixed.items())), tuple(sorted((*wordy, *long))))
    return _Layout(None)


def _shared_layouts(report: Report, width: int) -> dict[tuple[Column, ...], _Layout]:
    """Return one layout for all the sections' tables with the same columns, so that the eye runs down the page."""
    rows: dict[tuple[Column, ...], list[tuple[Cell, ...]]] = {}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.rows:
                rows.setdefault(block.columns, []).extend(block.rows)
    return {columns: _layout(Table(columns, tuple(of_all)), width) for columns, of_all in rows.items()}


def _squeezed(widths: Mapping[int, int], wordy: Sequence[int], room: int) -> dict[int, int] | None:
    """Return widths that fit the room, taken from the widest column of words first; None where that is too little."""
    fitted = dict(sorted(widths.items()))
    while sum(fitted.values()) + GAP * (len(fitted) - 1) > room:
        widest = max(wordy, key=lambda place: fitted[place], default=None)
        if widest is None or fitted[widest] <= WORDS_LEAST:
            return None
        fitted[widest] -= 1
    return fitted
