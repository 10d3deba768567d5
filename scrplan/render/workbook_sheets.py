"""Which sheets a workbook has: what is figures together, every long table by itself, parts of the same shape in one."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeGuard

from scrplan.characters import one_line
from scrplan.content import Block, Cell, Column, Kind, Page, Paragraph, Report, Section, Table, Tone
from scrplan.render.workbook_cells import shortened

LONGEST_NAME = 31
FIGURES, ALL = "Figures", "All recommendations"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_FIGURE_ROWS = 60  # a longer table of figures wants a sheet with filters
_WHERE = Column("section", "Section", Kind.WORDS)


class Sheet(NamedTuple):
    """A table that has a sheet to itself."""

    name: str
    title: str
    table: Table


class Plan(NamedTuple):
    """What stands where: the sections of the sheet of figures, and the sheets of tables."""

    figures: tuple[Section, ...]
    sheets: tuple[Sheet, ...]


def planned(report: Report) -> Plan:
    """Return where every block of a report goes."""
    every = list(
        _joined((section, block) for section in report.sections for block in section.blocks if _is_long(block))
    )
    if report.records is not None:
        every.append(_Joined(ALL, report.title, report.records))
    names = unique_names(one.name for one in every)
    sheets = tuple(Sheet(name, one.title, one.table) for name, one in zip(names, every, strict=True))
    sheet_of = {id(part): name for name, one in zip(names, every, strict=True) for part in one.parts}

    def block_or_place(block: Block) -> Block:
        return Paragraph(f"See the sheet {sheet_of[id(block)]}.", Tone.MUTED) if id(block) in sheet_of else block

    figures = (one._replace(blocks=tuple(map(block_or_place, one.blocks))) for one in report.sections)
    return Plan(tuple(figures), sheets)


def _is_long(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and not _is_figures(block)


def _is_figures(block: Block) -> bool:
    """Return whether a table is one of numbers, such as those that foot."""
    if not isinstance(block, Table) or len(block.rows) > _FIGURE_ROWS:
        return False
    kinds = [column.kind for column in block.columns]
    return Kind.LONG not in kinds and sum(kind in {Kind.NUMBER, Kind.BAR} for kind in kinds) > 1


class _Joined(NamedTuple):
    """The table of a sheet, with the name that it would like, and the tables that it was made of."""

    name: str
    title: str
    table: Table
    parts: tuple[Table, ...] = ()


def _joined(long: Iterable[tuple[Section, Table]]) -> Iterator[_Joined]:
    """Yield the table of each sheet; parts that begin a page and have the same columns are one."""
    found = list(long)
    parts: dict[tuple[Column, ...], list[tuple[Section, Table]]] = {}
    for section, table in found:
        if section.page is Page.NEW:
            parts.setdefault(table.columns, []).append((section, table))
    for section, table in found:
        same = parts.get(table.columns, []) if section.page is Page.NEW else []
        if len(same) < 2:  # noqa: PLR2004  (one is nothing to join)
            yield _Joined(section.heading, section.heading, table, (table,))
        elif same[0][0] is section:
            rows = tuple((Cell(part.heading), *row) for part, one in same for row in one.rows)
            joined = Table((_WHERE, *table.columns), rows)
            yield _Joined("By section", "By section", joined, tuple(one for _, one in same))


def unique_names(names: Iterable[str]) -> list[str]:
    """Return names that Excel takes for sheets: short, without its signs, no two alike whatever their case."""
    taken, found = {FIGURES.casefold(), "history"}, []
    for given in names:
        name = short_name(given)
        number = 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = shortened(short_name(given), LONGEST_NAME - len(ending)).rstrip() + ending
        taken.add(name.casefold())
        found.append(name)
    return found


def short_name(heading: str) -> str:
    """Return what a heading begins with, cut between words."""
    words = re.split(r"[,:;] ", one_line(heading), maxsplit=1)[0]
    name = one_line(_FORBIDDEN.sub(" ", words)).strip("' ") or "Sheet"
    cut = shortened(name, LONGEST_NAME)
    if cut != name:
        cut = shortened(name, LONGEST_NAME - 1)
        cut = (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip("' ") + "…"
    return cut
