"""The widths of columns: each has what it needs, the room is never left, and what is left goes where there is text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.content import Cell, Column, ColumnKind, Table, table
from scrplan.render.table_layout import (
    ColumnLimits,
    ColumnNeed,
    TableMeasure,
    column_needs,
    fitted_widths,
    needed_width,
    places_of,
    table_layout,
)

LETTERS = TableMeasure(
    width=len,
    heading=lambda text: (max(map(len, text.split()), default=0), len(text)),
    limits={
        **dict.fromkeys(ColumnKind, ColumnLimits(10)),
        ColumnKind.WORDS: ColumnLimits(),
        ColumnKind.LONG: ColumnLimits(20),
    },
    gap=2,
    longest_word=12,
    by_text=1,
)  # fmt: skip


def one(kind: ColumnKind, *texts: str, heading: str = "H") -> Table:
    return table([Column("c", heading, kind)], [[Cell(text)] for text in texts])


def need(made: Table, measure: TableMeasure = LETTERS) -> tuple[float, float]:
    (found,) = column_needs(made, measure)
    return found.least, found.natural


@pytest.mark.parametrize(
    ("made", "least", "natural"),
    [
        (one(ColumnKind.SHORT, "31 Dec 12"), 9, 9),
        (one(ColumnKind.SHORT, "some words that are long"), 10, 24),
        (one(ColumnKind.WORDS, "some words that are long"), 5, 24),
        (one(ColumnKind.WORDS, "multi-agency training"), 8, 21),
        (one(ColumnKind.WORDS, "incomprehensibilities"), 12, 21),
        (one(ColumnKind.LONG, "Ok"), 2, 2),
        (one(ColumnKind.LONG, "word " * 20), 20, 100),
        (one(ColumnKind.SHORT, "a", heading="Times moved"), 5, 11),
        (one(ColumnKind.SHORT, "one\nfour"), 4, 4),
        (one(ColumnKind.SHORT), 1, 1),
    ],
)
def test_a_column_needs_its_words_and_takes_its_lines(made: Table, least: int, natural: int) -> None:
    assert need(made) == (least + LETTERS.gap, natural + LETTERS.gap)


def test_one_odd_row_does_not_decide_where_only_a_share_does() -> None:
    made = one(ColumnKind.SHORT, *["May 2012"] * 19, "to be agreed with all")
    assert need(made, LETTERS._replace(usual=0.9)) == (10, 10)
    assert need(made) == (12, 23)


def test_a_column_that_fills_is_not_measured() -> None:
    limits = {**LETTERS.limits, ColumnKind.LONG: ColumnLimits(7, fills=True)}
    assert need(one(ColumnKind.LONG, "Ok"), LETTERS._replace(limits=limits)) == (9, math.inf)


@pytest.mark.parametrize(
    ("room", "widths"),
    [(5, [2.5, 2.5]), (10, [5, 5]), (14, [5, 9]), (30, [7.5, 22.5]), (50, [10, 40]), (500, [10, 40])],
)
def test_columns_compete_by_their_weight_between_what_they_need_and_what_they_take(
    room: float, widths: list[float]
) -> None:
    assert fitted_widths([ColumnNeed(5, 10, 1), ColumnNeed(5, 40, 3)], room) == pytest.approx(widths)


NEEDS = st.builds(
    lambda least, more, weight: ColumnNeed(least, least + more, weight),
    st.floats(1, 100), st.floats(0, 400) | st.just(math.inf), st.floats(1, 50),
)  # fmt: skip


@given(st.lists(NEEDS, min_size=1, max_size=12), st.floats(1, 900))
def test_the_room_is_used_and_never_left(needs: list[ColumnNeed], room: float) -> None:
    widths = fitted_widths(needs, room)
    assert sum(widths) == pytest.approx(min(room, sum(one.natural for one in needs)))
    if needed_width(needs) <= room:
        for width, one_need in zip(widths, needs, strict=True):
            assert one_need.least - 1e-6 <= width <= one_need.natural + 1e-6


def test_what_goes_under_a_row_has_no_width_beside_it() -> None:
    columns = [Column("a", "A"), Column("b", "B", ColumnKind.LONG), Column("c", "C", ColumnKind.WORDS)]
    made = table(columns, [[Cell("one"), Cell("long " * 9), Cell("two words")]])
    assert places_of(columns, ColumnKind.LONG, ColumnKind.WORDS) == (1, 2)
    whole = table_layout(made, 20, LETTERS)
    assert whole.is_cramped
    assert sum(whole.widths.values()) == pytest.approx(20)
    assert table_layout(made, 20, LETTERS, (1,)) == ({0: 5, 2: 11}, (1,), False)
