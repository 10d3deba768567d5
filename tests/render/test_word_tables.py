from typing import Any

import pytest

from scrplan.content import Cell, Column, ColumnKind, Paragraph, Report, Section, Table, Tone, table
from scrplan.render.series_styles import PALETTE
from scrplan.render.word.docx import render_word
from scrplan.render.word.docx_styles import TONES
from scrplan.render.word.docx_tables import needs_width
from scrplan.render.word.wordml import PageRoom
from tests.render.documents import LATE, MADE, ROWS, attacked, late_row, whole
from tests.render.word_reading import W, body_of, lying, read, words

UPRIGHT = PageRoom(482, 730)


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

    def test_a_table_too_wide_for_upright_pages_lies_on_its_side(self) -> None:
        columns = [Column(str(place), "Incomprehensible", ColumnKind.WORDS) for place in range(8)]
        wide = table(columns, [[Cell("words")] * 8])
        assert needs_width(wide, UPRIGHT)
        assert not needs_width(LATE, UPRIGHT)
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


class TestSums:
    @pytest.mark.parametrize("rows", [3, 60])
    def test_a_sum_is_set_off_and_never_alone_on_a_page(self, rows: int) -> None:
        (found,) = body_of(Report("T", records=_summed(rows, has_total=True))).iter(f"{W}tbl")
        assert found.find(f"{W}tblPr/{W}tblLook").get(f"{W}lastRow") == "1"
        *_, before, last = found.iter(f"{W}tr")
        assert {one.style for one in last.iter(f"{W}p")} == {"ReportTotal"}
        assert {one.style for one in before.iter(f"{W}p")} == {"ReportCell"}
        assert len(list(before.iter(f"{W}keepNext"))) == 2
        assert not list(last.iter(f"{W}keepNext"))

    def test_without_one_the_last_row_is_as_the_others(self) -> None:
        (found,) = body_of(Report("T", records=_summed(3, has_total=False))).iter(f"{W}tbl")
        assert found.find(f"{W}tblPr/{W}tblLook").get(f"{W}lastRow") == "0"
        assert {one.style for row in list(found.iter(f"{W}tr"))[1:] for one in row.iter(f"{W}p")} == {"ReportCell"}

    def test_small_letters_have_a_sum_too(self) -> None:
        columns = [Column(str(place), "Heading", ColumnKind.WORDS) for place in range(10)]
        made = table(columns, [[Cell("word")] * 10] * 2, has_total=True)
        last = list(body_of(Report("T", records=made)).iter(f"{W}tr"))[-1]
        assert {one.style for one in last.iter(f"{W}p")} == {"ReportSmallTotal"}

    def test_it_is_bold_with_a_rule_above(self) -> None:
        styles = read(render_word(Report("T"), MADE)).styles
        assert styles["Report Total"].font.bold
        assert styles["Report Small Total"].base_style.name == "Report Total"
        (look,) = (
            one for one in styles["Report Table"].element.iter(f"{W}tblStylePr") if one.get(f"{W}type") == "lastRow"
        )
        assert look.find(f"{W}tcPr/{W}tcBorders/{W}top").get(f"{W}val") == "single"

    def test_one_row_alone_may_be_the_sum(self) -> None:
        (found,) = body_of(Report("T", records=_summed(1, has_total=True))).iter(f"{W}tbl")
        assert not [one for row in list(found.iter(f"{W}tr"))[1:] for one in row.iter(f"{W}keepNext")]


def _summed(rows: int, *, has_total: bool) -> Table:
    columns = (Column("a", "Agency", ColumnKind.WORDS), Column("n", "Open", ColumnKind.NUMBER))
    return table(columns, [(Cell(f"Agency {number}"), Cell("1", 1)) for number in range(rows)], has_total=has_total)


class TestPages:
    def test_a_short_table_stays_on_one_page_and_a_long_one_keeps_its_last_two_rows_together(self) -> None:
        for rows, kept in ((4, [0, 1, 2]), (60, [58])):
            (found,) = body_of(Report("T", records=_summed(rows, has_total=False))).iter(f"{W}tbl")
            told = [place for place, row in enumerate(list(found.iter(f"{W}tr"))[1:]) if list(row.iter(f"{W}keepNext"))]
            assert told == kept
