"""Which sheets a workbook has: what is figures together, every long table by itself, parts of the same shape in one."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.content import Block, Cell, Column, ColumnKind, PageStart, Paragraph, Report, Section, Table, Tone
from scrplan.render.workbook.xlsx_cells import cut_to_units

LONGEST_NAME = 31
FIGURES, ALL = "Figures", "All recommendations"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FIGURE_ROWS = 60  # a longer table of figures wants a sheet with filters
_WHERE = Column("section", "Section", ColumnKind.WORDS)


class TableSheet(NamedTuple):
    """A table that has a sheet to itself."""

    name: str
    table: Table


class SheetPlan(NamedTuple):
    """What stands where: the sections of the sheet of figures, and the sheets of tables."""

    figures: tuple[Section, ...]
    sheets: tuple[TableSheet, ...]


def planned(report: Report) -> SheetPlan:
    """Return where every block of a report goes."""
    every = list(_joined(_long(report)))
    if report.records is not None:
        every.append(_Joined(ALL, report.records))
    names = unique_names(one.name for one in every)
    sheets = tuple(TableSheet(name, one.table) for name, one in zip(names, every, strict=True))
    sheet_of = {place: name for name, one in zip(names, every, strict=True) for place in one.places}
    figures = (
        section._replace(
            blocks=tuple(_or_place(block, sheet_of.get((number, at))) for at, block in enumerate(section.blocks))
        )
        for number, section in enumerate(report.sections)
    )
    return SheetPlan(tuple(figures), sheets)


def _or_place(block: Block, sheet: str | None) -> Block:
    """Return a block, or where it stands."""
    return block if sheet is None else Paragraph(f"See the sheet {sheet}.", Tone.MUTED)


class _Long(NamedTuple):
    """A table for a sheet of its own, with its section and where it stands: the numbers of section and block."""

    section: Section
    table: Table
    place: tuple[int, int]


def _long(report: Report) -> Iterator[_Long]:
    for number, section in enumerate(report.sections):
        for at, block in enumerate(section.blocks):
            if isinstance(block, Table) and not _is_figures(block):
                yield _Long(section, block, (number, at))


def _is_figures(block: Block) -> bool:
    """Return whether a table is one of numbers, such as those that foot."""
    if not isinstance(block, Table) or len(block.rows) > _FIGURE_ROWS:
        return False
    kinds = [column.kind for column in block.columns]
    return ColumnKind.LONG not in kinds and sum(kind.is_number for kind in kinds) > 1


class _Joined(NamedTuple):
    """The table of a sheet, with the name that it would like, and the places of what it was made of."""

    name: str
    table: Table
    places: tuple[tuple[int, int], ...] = ()


def _joined(every: Iterable[_Long]) -> Iterator[_Joined]:
    """Yield the table of each sheet; parts that begin a page and have the same columns are one."""
    found = list(every)
    parts: dict[tuple[Column, ...], list[_Long]] = {}
    for one in found:
        if one.section.page is PageStart.NEW:
            parts.setdefault(one.table.columns, []).append(one)
    for one in found:
        same = parts.get(one.table.columns, []) if one.section.page is PageStart.NEW else []
        if len({part.place[0] for part in same}) < 2:  # noqa: PLR2004  (one section is nothing to join)
            yield _Joined(one.section.heading, one.table, (one.place,))
        elif same[0] is one:
            rows = tuple((Cell(part.section.heading), *row) for part in same for row in part.table.body)
            table = Table((_WHERE, *one.table.columns), rows)
            yield _Joined("By section", table, tuple(part.place for part in same))


def unique_names(names: Iterable[str]) -> list[str]:
    """Return names that Excel takes for sheets: short, without its signs, no two alike whatever their case."""
    taken, found = {FIGURES.casefold(), "history"}, []
    for given in names:
        name = sheet_name(given)
        number = 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = cut_to_units(sheet_name(given), LONGEST_NAME - len(ending)).rstrip() + ending
        taken.add(name.casefold())
        found.append(name)
    return found


def sheet_name(heading: str) -> str:
    """Return what a heading begins with, cut between words."""
    words = re.split(r"[,:;] ", one_line(heading), maxsplit=1)[0]
    name = one_line(_FORBIDDEN.sub(" ", words)).strip("' ") or "Sheet"
    cut = cut_to_units(name, LONGEST_NAME)
    if cut != name:
        cut = cut_to_units(name, LONGEST_NAME - 1)
        cut = (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip("' ") + "…"
    return cut
