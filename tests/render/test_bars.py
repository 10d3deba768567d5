import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from scrplan.content import Cell, Column, ColumnKind, Report, Section, Table, Tone, table
from scrplan.render.bars import BLOCK, LONGEST, SHORTEST, with_bars
from scrplan.render.csv_text import render_csv
from scrplan.render.markdown import render_markdown
from scrplan.render.plain import render_plain
from scrplan.render.terminal import ScreenSettings, render_terminal

COLUMNS = (Column("day", "On"), Column("open", "Open", ColumnKind.BAR), Column("late", "Overdue", ColumnKind.BAR))


def bars_of(*rows: tuple[int, ...], columns: tuple[Column, ...] = COLUMNS) -> Table:
    cells = ([Cell("30 Sep 2013"), *(Cell(f"{number:,}", number, Tone.BAD) for number in row)] for row in rows)
    return table(columns, cells)


def shown(of: Table, width: int, *, colour: bool = False) -> list[str]:
    return render_terminal(Report("T", sections=(Section("S", (of,)),)), ScreenSettings(width, colour)).splitlines()[3:]


def test_bars_stand_beside_their_numbers() -> None:
    assert shown(bars_of((20, 5), (10, 0), (1, 7)), 80) == [
        "On           Open                     Overdue",
        f"30 Sep 2013  20 {BLOCK * 20}  5 {BLOCK * 5}",
        f"30 Sep 2013  10 {BLOCK * 10}            0",
        f"30 Sep 2013   1 {BLOCK}                     7 {BLOCK * 7}",
    ]


def test_bars_say_the_same_without_colour() -> None:
    plain = "\n".join(shown(bars_of((20, 5)), 80))
    coloured = "\n".join(shown(bars_of((20, 5)), 80, colour=True))
    assert coloured != plain
    assert coloured.count(BLOCK) == plain.count(BLOCK)


def test_what_is_not_nothing_has_a_bar() -> None:
    (_, many, one, none) = shown(bars_of((1000, 1), (1, 1), (0, 0)), 80)
    assert many.count(BLOCK) == LONGEST + 1
    assert one.count(BLOCK) == 2
    assert BLOCK not in none


@pytest.mark.parametrize(("width", "blocks"), [(80, LONGEST), (45, 12), (29, SHORTEST), (28, 0)])
def test_bars_are_as_long_as_the_room_allows(width: int, blocks: int) -> None:
    lines = shown(bars_of((20, 20)), width)
    assert lines[1].count(BLOCK) == 2 * blocks
    assert max(map(cell_len, lines)) <= width


def test_without_room_the_numbers_stand_as_numbers() -> None:
    assert shown(bars_of((20, 5)), 27) == ["On           Open  Overdue", "30 Sep 2013    20        5"]


def test_a_cell_without_a_number_has_no_bar() -> None:
    of = table(COLUMNS, [[Cell("30 Sep 2013"), Cell("?", ""), Cell("", "")], [Cell("now"), Cell("4", 4), Cell("2", 2)]])
    assert shown(of, 80)[1:] == ["30 Sep 2013  ?", f"now          4 {BLOCK * 20}  2 {BLOCK * 10}"]


@pytest.mark.parametrize("rows", [[], [(0, 0)]], ids=["no rows", "nothing but nothing"])
def test_a_table_of_nothing_has_no_bars(rows: list[tuple[int, ...]]) -> None:
    assert BLOCK not in "".join(shown(bars_of(*rows), 80))


def test_a_total_has_its_number_and_no_bar() -> None:
    lines = shown(bars_of((20, 5), (10, 0), (30, 5))._replace(has_total=True), 80)
    assert lines[1:] == [f"30 Sep 2013  20 {BLOCK * 20}  5 {BLOCK * 5}", f"30 Sep 2013  10 {BLOCK * 10}            0",
        "30 Sep 2013  30                       5"]  # fmt: skip


def test_a_table_keeps_its_total_where_bars_have_no_room() -> None:
    drawn = with_bars(Report("T", records=bars_of((20, 5))._replace(has_total=True)), 27, 2).records
    assert drawn is not None
    assert drawn.has_total


def test_every_place_of_a_report_has_its_bars() -> None:
    of = bars_of((4, 2))
    report = Report("T", (of,), (Section("S", (of,)),), of)
    drawn = with_bars(report, 80, 2)
    blocks = (*drawn.head, *drawn.sections[0].blocks, drawn.records)
    assert [isinstance(one, Table) and one.rows[0][1].text.count(BLOCK) for one in blocks] == [20, 20, 20]


def test_other_formats_have_the_numbers_alone() -> None:
    report = Report("T", records=bars_of((1200, 5)))
    assert render_plain(report).splitlines()[1:] == ["day\topen\tlate", "30 Sep 2013\t1,200\t5"]
    assert render_csv(report).splitlines()[1] == "30 Sep 2013,1200,5"
    assert render_markdown(report).splitlines()[-2:] == ["| --- | ---: | ---: |", "| 30 Sep 2013 | 1,200 | 5 |"]


numbers = st.integers(0, 5000)


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=5), st.integers(60, 160))
def test_bars_fit_and_a_greater_number_never_has_the_shorter_bar(rows: list[tuple[int, ...]], width: int) -> None:
    of = bars_of(*rows, columns=(*COLUMNS, Column("done", "Done", ColumnKind.BAR)))
    assert max(map(cell_len, shown(of, width))) <= width
    drawn = with_bars(Report("T", records=of), width, 2).records
    assert drawn is not None
    lengths = [(cell.value, cell.text.count(BLOCK)) for row in drawn.rows for cell in row[1:]]
    ordered = [length for _, length in sorted((int(value or 0), length) for value, length in lengths)]
    assert ordered == sorted(ordered)
