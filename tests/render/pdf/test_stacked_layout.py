"""Widths of columns: within the room, and never too small for a letter."""

import json
from typing import Any

import pytest
import typst

from scrplan.content import Cell, Column, ColumnKind, table
from scrplan.render.pdf.stacked_layout import StackedLayout, line_count, serif_width, stacked_layout


@pytest.mark.parametrize("room", [200.0, 491.0, 738.0])
def test_columns_fill_their_room_at_most(room: float) -> None:
    columns = [Column(str(at), "A heading", kind) for at, kind in enumerate([*ColumnKind, *ColumnKind, *ColumnKind])]
    rows = [[Cell("word " * at) for at in range(len(columns))]]
    layout = stacked_layout(table(columns, rows), room, 9)
    assert sum(layout.widths) <= room + 0.01
    assert sorted((*layout.beside, *below(layout))) == list(range(len(columns)))


def below(layout: StackedLayout) -> list[int]:
    return [one.place for line in layout.below for one in line]


def test_letters_are_never_measured_too_small() -> None:
    letters = [chr(code) for code in range(33, 127)]
    source = (
        '#set text(font: "Libertinus Serif", size: 100pt, weight: 600)\n'
        '#context [#metadata(json("letters.json").map(it => measure(it).width.pt())) <widths>]'
    )
    files: Any = {"main.typ": source.encode(), "letters.json": json.dumps(letters).encode()}
    found = typst.Compiler(files, ignore_system_fonts=True).query("<widths>", field="value", one=True)
    wide = zip(letters, json.loads(found), strict=True)
    assert [letter for letter, width in wide if width > serif_width(letter, 100) + 3] == []


WIDE = (
    Column("ref", "Ref"),
    *(Column(str(at), "Two words", ColumnKind.WORDS) for at in range(5)),
    Column("t", "What", ColumnKind.LONG),
)


@pytest.mark.parametrize(("room", "is_below"), [(300.0, True), (738.0, False)], ids=["narrow", "wide"])
def test_a_long_text_goes_under_its_row_where_it_would_be_a_tower(room: float, *, is_below: bool) -> None:
    layout = stacked_layout(table(WIDE, [[*[Cell("words of some length")] * 6, Cell("long " * 90)]]), room, 9)
    assert (6 in below(layout)) is is_below


@pytest.mark.parametrize(("count", "is_below"), [(200, True), (20, False)], ids=["much", "little"])
def test_texts_go_under_their_rows_where_that_saves_much_paper(count: int, *, is_below: bool) -> None:
    layout = stacked_layout(table(SIDES[:-1], [[*SHORT, Cell("long " * count)]]), 738.0, 9)
    assert below(layout) == ([9] if is_below else [])


SIDES = (
    Column("ref", "Ref"), *(Column(str(at), "Two words") for at in range(8)), Column("t", "What", ColumnKind.LONG),
    Column("p", "Progress", ColumnKind.LONG),
)  # fmt: skip
SHORT = [Cell("some letters")] * 9


@pytest.mark.parametrize(
    ("room", "spans"),
    [(300.0, [[8], [8]]), (491.0, [[8], [8]]), (738.0, [[4, 4]])],
    ids=["too narrow", "stands", "lies"],
)
def test_two_long_texts_share_a_line_where_one_would_be_too_long_to_read(room: float, spans: list[list[int]]) -> None:
    row = [*SHORT, Cell("long " * 300), Cell("more " * 300)]
    layout = stacked_layout(table(SIDES, [row]), room, 9)
    assert [[one.span for one in line] for line in layout.below] == spans
    assert all(
        sum(one.width + one.spare for one in line) == pytest.approx(sum(layout.widths[1:])) for line in layout.below
    )


def test_a_line_is_never_too_long_to_read() -> None:
    layout = stacked_layout(table(SIDES[:-1], [[*SHORT, Cell("long " * 900)]]), 738.0, 9)
    ((one,),) = layout.below
    assert one.width == 600
    assert one.width + one.spare == pytest.approx(sum(layout.widths[1:]))


@pytest.mark.parametrize(("first", "second"), [(900, 1), (1, 900)], ids=["first", "second"])
def test_the_longer_text_has_more_of_the_line(first: int, second: int) -> None:
    row = [*SHORT, Cell("long " * first), Cell("more " * second)]
    ((one, other),) = stacked_layout(table(SIDES, [row]), 738.0, 9).below
    assert (one.width > other.width) is (first > second)


def test_the_lines_of_a_row_are_those_beside_and_those_under_it() -> None:
    row = [*["some letters"] * 9, "long " * 300, "more " * 300]
    layout = stacked_layout(table(SIDES, [list(map(Cell, row))]), 738.0, 9)
    without = layout.line_count([*row[:-2], "", ""], 9)
    assert without < layout.line_count([*row[:-1], ""], 9)
    (line,) = layout.below
    assert layout.line_count(row, 9) == without + max(line_count(row[one.place], one.width, 9) for one in line)


def test_a_short_cell_is_never_wrapped() -> None:
    columns = (Column("due", "Due"), Column("text", "What", ColumnKind.LONG))
    layout = stacked_layout(table(columns, [[Cell("31 Dec 2012"), Cell("long " * 90)]]), 491.0, 9)
    assert line_count("31 Dec 2012", layout.widths[0] * 1.1, 9) == 1
    assert layout.widths[1] > 400
