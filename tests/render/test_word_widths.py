import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.content import Cell, Column, ColumnKind, Table, table
from scrplan.render.text_width import text_width
from scrplan.render.word.docx_tables import NARROWED, PADDING, docx_column_widths, least_width

ROOM = 482


def made(kinds: list[ColumnKind], *rows: list[str]) -> Table:
    columns = (Column(str(place), "Head", kind) for place, kind in enumerate(kinds))
    return table(columns, [[Cell(text) for text in row] for row in rows])


@pytest.mark.parametrize("columns", [1, 3, 8, 20, 60])
def test_columns_never_take_more_than_the_room(columns: int) -> None:
    kinds = [list(ColumnKind)[place % 5] for place in range(columns)]
    many = made(kinds, *[["incomprehensibilities and more words " * 3] * columns] * 3)
    assert sum(docx_column_widths(many, ROOM, 9)) == pytest.approx(ROOM)
    assert min(docx_column_widths(many, ROOM, 9)) > 0


@given(
    st.lists(st.sampled_from(ColumnKind), min_size=1, max_size=12).flatmap(
        lambda kinds: st.builds(
            lambda rows: made(kinds, *rows),
            st.lists(st.lists(st.text(max_size=60), min_size=len(kinds), max_size=len(kinds)), min_size=1, max_size=5),
        )
    ),
    st.floats(100, 800),
)
def test_a_table_takes_the_room_and_no_more_whatever_it_says(any_table: Table, room: float) -> None:
    widths = docx_column_widths(any_table, room, 9)
    assert sum(widths) == pytest.approx(room)
    assert min(widths) > 0
    alone = [least_width(_of_one(any_table, place), 9) for place in range(len(widths))]
    if sum(alone) <= room:
        assert all(width >= least - 1e-6 for width, least in zip(widths, alone, strict=True))


def _of_one(any_table: Table, place: int) -> Table:
    return table([any_table.columns[place]], [[row[place]] for row in any_table.rows])


def test_dates_and_numbers_are_not_wrapped() -> None:
    dates, number, words = docx_column_widths(
        made(
            [ColumnKind.SHORT, ColumnKind.NUMBER, ColumnKind.LONG],
            *[["31 Dec 2012", "548 days", "Words and words. " * 40]] * 9,
        ),
        ROOM,
        8,
    )
    assert dates >= text_width("31 Dec 2012", 8) * NARROWED + PADDING
    assert number >= text_width("548 days", 8) * NARROWED + PADDING
    assert words > ROOM / 2


def test_what_has_most_to_say_has_most_room() -> None:
    lead, progress, text = docx_column_widths(
        made(
            [ColumnKind.WORDS, ColumnKind.LONG, ColumnKind.LONG],
            *[["A lead of some board", "Done.", "Many more words. " * 30]] * 9,
        ),
        ROOM,
        9,
    )
    assert text > progress
    assert text > lead


def test_one_odd_row_does_not_decide() -> None:
    usual = [["31 Dec 2012", "Words and words. " * 20]] * 20
    plain, _ = docx_column_widths(made([ColumnKind.SHORT, ColumnKind.LONG], *usual), ROOM, 9)
    odd, _ = docx_column_widths(
        made([ColumnKind.SHORT, ColumnKind.LONG], *usual, ["to be agreed, after the report", "x"]), ROOM, 9
    )
    assert odd == pytest.approx(plain, abs=6)


def test_numbers_alone_share_the_room() -> None:
    first, *others = docx_column_widths(
        made([ColumnKind.WORDS, ColumnKind.NUMBER, ColumnKind.NUMBER], ["Police", "1", "2"]), ROOM, 9
    )
    assert all(other > ROOM / 4 for other in others)
    assert first > others[0]
