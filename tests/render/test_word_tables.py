from typing import Any

import pytest

from scrplan.content import Cell, Column, Kind, Paragraph, Report, Section, Tone, table
from scrplan.render.charts import PALETTE
from scrplan.render.word import render_word
from scrplan.render.word_styles import TONES
from scrplan.render.word_tables import column_widths, needs_width
from tests.render.documents import LATE, MADE, ROWS, attacked, late_row, whole
from tests.render.word_reading import W, body_of, lying, read, words


@pytest.fixture(scope="module")
def body() -> Any:
    return body_of(whole())


class TestTables:
    def test_the_head_is_repeated_and_marked(self, body: Any) -> None:
        for one in body.iter(f"{W}tbl"):
            first, *others = one.iter(f"{W}tr")
            assert first.find(f"{W}trPr/{W}tblHeader") is not None
            assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in others)
            assert one.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"

    def test_each_has_a_title_and_a_description(self, body: Any) -> None:
        titles = [one.get(f"{W}val") for one in body.iter(f"{W}tblCaption")]
        assert titles == ["By agency", "Late: on 30 September", "Plan one", "Plan two", "Appendix: all"]
        assert next(body.iter(f"{W}tblDescription")).get(f"{W}val") == "3 rows; columns: Agency, Open, Late"

    def test_short_rows_stay_whole_and_long_ones_may_break(self) -> None:
        rows = [late_row("1", Cell("x"), 1), late_row("2", Cell("x"), 1, "Many words here. " * 150)]
        found = body_of(Report("T", records=table(ROWS, rows)))
        assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in found.iter(f"{W}tr")] == [True, True, False]

    def test_widths_are_fixed_and_fit_the_page(self) -> None:
        for text in ("x" * 300, "words and " * 80, ""):
            found = body_of(attacked(text))
            for one in found.iter(f"{W}tbl"):
                assert one.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
                assert sum(int(column.get(f"{W}w")) for column in one.iter(f"{W}gridCol")) <= 16838 - 2 * 1134 + 20

    @pytest.mark.parametrize("columns", [1, 3, 8, 20, 60])
    def test_columns_never_take_more_than_the_room(self, columns: int) -> None:
        kinds = [list(Kind)[place % 5] for place in range(columns)]
        made = table(
            (Column(str(place), "Head of it", kind) for place, kind in enumerate(kinds)),
            [[Cell("incomprehensibilities and more words " * 3) for _ in kinds]] * 3,
        )
        assert sum(column_widths(made, 482, 9)) <= 482.001
        assert min(column_widths(made, 482, 9)) > 0

    def test_a_table_too_wide_for_upright_pages_lies_on_its_side(self) -> None:
        columns = [Column(str(place), "Incomprehensible", Kind.WORDS) for place in range(8)]
        wide = table(columns, [[Cell("words")] * 8])
        assert needs_width(wide, 482)
        assert not needs_width(LATE, 482)
        found = body_of(Report("T", sections=(Section("A", (wide,)), Section("B", (LATE,)))))
        assert lying(found) == ["upright", "wide", "upright"]

    def test_numbers_stand_right(self, body: Any) -> None:
        row = list(body.iter(f"{W}tr"))[1]
        assert [cell.find(f".//{W}jc") is not None for cell in row.iter(f"{W}tc")] == [False, True, True]

    def test_a_tone_is_seen_in_colour_beside_its_words(self, body: Any) -> None:
        cell = list(list(body.iter(f"{W}tbl"))[1].iter(f"{W}tc"))[6]
        assert words(cell) == "273 days"
        assert cell.find(f".//{W}shd").get(f"{W}fill") == PALETTE[Tone.BAD].tint.removeprefix("#").upper()
        assert cell.find(f".//{W}rStyle").get(f"{W}val") == "ReportBad"

    @pytest.mark.parametrize("tone", TONES)
    def test_every_tone_has_its_style(self, tone: Tone) -> None:
        data = render_word(Report("T", (Paragraph("x", tone),)), MADE)
        style = next(one for one in read(data).styles if one.style_id == f"Report{tone.value.capitalize()}")
        assert str(style.font.color.rgb) == PALETTE[tone].on_tint.removeprefix("#").upper()
