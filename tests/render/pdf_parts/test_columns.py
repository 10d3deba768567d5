"""Widths of columns: within the room, and never too small for a letter."""

import json
from typing import Any

import pytest
import typst

from scrplan.content import Cell, Column, Kind, table
from scrplan.render.pdf_parts.columns import laid_out, lines_of, text_width


@pytest.mark.parametrize("room", [200.0, 491.0, 738.0])
def test_columns_fill_their_room_at_most(room: float) -> None:
    columns = [Column(str(at), "A heading", kind) for at, kind in enumerate([*Kind, *Kind, *Kind])]
    rows = [[Cell("word " * at) for at in range(len(columns))]]
    layout = laid_out(table(columns, rows), room, 9)
    assert sum(layout.widths) <= room + 0.01
    assert sorted((*layout.beside, *layout.below)) == list(range(len(columns)))


def test_letters_are_never_measured_too_small() -> None:
    letters = [chr(code) for code in range(33, 127)]
    source = (
        '#set text(font: "Libertinus Serif", size: 100pt, weight: 600)\n'
        '#context [#metadata(json("letters.json").map(it => measure(it).width.pt())) <widths>]'
    )
    files: Any = {"main.typ": source.encode(), "letters.json": json.dumps(letters).encode()}
    found = typst.Compiler(files, ignore_system_fonts=True).query("<widths>", field="value", one=True)
    wide = zip(letters, json.loads(found), strict=True)
    assert [letter for letter, width in wide if width > text_width(letter, 100) + 3] == []


WIDE = (
    Column("ref", "Ref"),
    *(Column(str(at), "Two words", Kind.WORDS) for at in range(5)),
    Column("t", "What", Kind.LONG),
)


@pytest.mark.parametrize(("room", "is_below"), [(300.0, True), (738.0, False)], ids=["narrow", "wide"])
def test_a_long_text_goes_under_its_row_where_it_would_be_a_tower(room: float, *, is_below: bool) -> None:
    layout = laid_out(table(WIDE, [[Cell("words of some length")] * 6 + [Cell("long " * 90)]]), room, 9)
    assert (6 in layout.below) is is_below


def test_a_short_cell_is_never_wrapped() -> None:
    columns = (Column("due", "Due"), Column("text", "What", Kind.LONG))
    layout = laid_out(table(columns, [[Cell("31 Dec 2012"), Cell("long " * 90)]]), 491.0, 9)
    assert lines_of("31 Dec 2012", layout.widths[0] * 1.1, 9) == 1
    assert layout.widths[1] > 400
