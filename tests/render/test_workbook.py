import io
import re
import sys
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from scrplan.characters import HARMFUL, harmless, one_line
from scrplan.content import Cell, Column, ColumnKind, PageStart, Paragraph, Report, Section, Tone, table
from scrplan.errors import MissingExtra
from scrplan.render.workbook.sheet_plan import planned, sheet_name, unique_names
from scrplan.render.workbook.xlsx import render_workbook, unique_headings
from scrplan.render.workbook.xlsx_cells import CUT, FULLEST, cell_text, number_format
from tests.render.documents import ATTACKS, LATE, MADE, MEASURED, ROWS, attacked, late_row, texts_of, whole

SHEETS = ["Figures", "Late", "By section", "Appendix", "All recommendations"]


def rows_of(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def parts_of(data: bytes) -> dict[str, str]:
    """Return the markup of every part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def is_bold(styles: str, number: int) -> bool:
    """Return whether cells of a style are bold."""
    font = re.findall(r'fontId="(\d+)"', styles.split("<cellXfs")[1].split("</cellXfs>", maxsplit=1)[0])[number]
    return "<b/>" in styles.split("<font>")[1:][int(font)]


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_workbook(whole(), MADE)


@pytest.fixture(scope="module")
def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    return rows_of(data)


class TestWhatItSays:
    def test_every_table_has_its_sheet(self, sheets: dict[str, list[list[Any]]]) -> None:
        assert list(sheets) == ["Figures", "Late", "Nothing", *SHEETS[2:]]

    def test_numbers_are_numbers_and_full_days_are_days(self, sheets: dict[str, list[list[Any]]]) -> None:
        assert sheets["Late"][0] == ["Ref", "Due", "Late by", "What"]
        assert [row[:3] for row in sheets["Late"][1:]] == [
            ["1", date(2012, 12, 31), 273],
            ["2", "Mar 2012", 1548],
            ["3", "2012-13", 0],  # the words as written, where they are not the day
        ]
        assert sheets["Late"][2][3] == "Long words. " * 30

    def test_figures_stand_together_with_the_words(self, sheets: dict[str, list[list[Any]]]) -> None:
        found = [[cell for cell in row if cell != ""] for row in sheets["Figures"]]
        assert [row for row in found if row][:4] == [
            ["The title"],
            ["Board", "One\nTwo"],
            ["A label that is far too long to stand beside", "V"],
            ["At a glance"],
        ]
        assert ["Health", 4, 1] in found
        assert ["Police", 0, 3] in found
        assert ["All", 4, 0] in found
        assert ["Ratings: A: 3; B: 1, 2"] in found

    def test_every_text_of_the_report_is_somewhere(self, sheets: dict[str, list[list[Any]]]) -> None:
        every = " ".join(one_line(str(cell)) for rows in sheets.values() for row in rows for cell in row)
        numbers = {
            cell.text for made in (LATE, MEASURED) for row in made.rows for cell in row if cell.value is not None
        }
        left = [text for text in texts_of(whole()) if one_line(text) not in every and text not in numbers]
        assert left == []

    def test_where_a_table_has_its_own_sheet_the_figures_name_it(self, sheets: dict[str, list[list[Any]]]) -> None:
        first = [row[0] for row in sheets["Figures"]]
        for place, text in enumerate(first):
            if text.startswith("See the sheet "):
                assert text.removeprefix("See the sheet ").removesuffix(".") in sheets
                assert first[place - 1] != ""
        assert first[first.index("Nothing") + 1] == "See the sheet Nothing."

    def test_parts_of_one_shape_are_one_table(self, sheets: dict[str, list[list[Any]]]) -> None:
        assert sheets["By section"][0] == ["Section", "Ref", "Due", "Late by", "What"]
        assert [row[0] for row in sheets["By section"][1:]] == ["Plan one"] * 3 + ["Plan two"] * 3

    def test_a_single_part_keeps_its_name(self) -> None:
        report = whole()
        one = report._replace(sections=tuple(part for part in report.sections if part.heading != "Plan two"))
        assert "Plan one" in rows_of(render_workbook(one, MADE))

    def test_a_part_with_two_tables_is_joined_once(self) -> None:
        parts = tuple(Section(name, (LATE, Paragraph("And"), LATE), page=PageStart.NEW) for name in ("One", "Two"))
        plan = planned(Report("T", sections=parts))
        assert [one.name for one in plan.sheets] == ["By section"]
        assert [row[0].text for row in plan.sheets[0].table.rows] == ["One"] * 6 + ["Two"] * 6
        told = [block.text for part in plan.figures for block in part.blocks if isinstance(block, Paragraph)]
        assert told == ["See the sheet By section.", "And", "See the sheet By section."] * 2

    def test_two_tables_of_one_part_are_not_joined(self) -> None:
        plan = planned(Report("T", sections=(Section("One", (LATE, LATE), page=PageStart.NEW),)))
        assert [one.name for one in plan.sheets] == ["One", "One 2"]

    def test_sums_are_no_rows_of_a_joined_table(self) -> None:
        summed = LATE._replace(has_total=True)
        parts = (Section("One", (summed,), page=PageStart.NEW), Section("Two", (LATE,), page=PageStart.NEW))
        ((_, joined),) = planned(Report("T", sections=parts)).sheets
        assert [row[:2] for row in joined.rows] == [
            *((Cell("One"), row[0]) for row in LATE.rows[:-1]),
            *((Cell("Two"), row[0]) for row in LATE.rows),
        ]
        assert not joined.has_total

    def test_one_table_that_stands_twice_has_a_sheet_for_either_place(self) -> None:
        sections = (Section("One", (LATE,)), Section("Two", (LATE,)))
        told = [part.blocks[0] for part in planned(Report("T", (), sections, LATE)).figures]
        assert told == [Paragraph(f"See the sheet {name}.", Tone.MUTED) for name in ("One", "Two")]

    def test_a_table_without_rows_says_none(self, sheets: dict[str, list[list[Any]]]) -> None:
        assert sheets["Nothing"][1][0] == "none"

    def test_a_report_without_tables_is_its_words(self) -> None:
        found = rows_of(render_workbook(Report("T", (Paragraph("Words."),)), MADE))
        assert [[row[0] for row in rows] for rows in found.values()] == [["T", "Words."]]

    def test_a_bare_report_is_its_title(self) -> None:
        assert [rows[0][0] for rows in rows_of(render_workbook(Report("T"), MADE)).values()] == ["T"]


class TestTables:
    def test_sheets_have_a_table_with_filters_and_a_head_that_stays(self, data: bytes) -> None:
        parts = parts_of(data)
        for number in (2, 3, 4, 5, 6):
            sheet = parts[f"xl/worksheets/sheet{number}.xml"]
            assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
            assert "<tablePart " in sheet
            assert 'orientation="landscape"' in sheet
            assert '<pageSetUpPr fitToPage="1"/>' in sheet
        tables = [markup for name, markup in sorted(parts.items()) if name.startswith("xl/tables/")]
        assert sum("<autoFilter " in markup for markup in tables) == 5
        assert parts["xl/workbook.xml"].count("_xlnm.Print_Titles") == 5

    def test_names_of_tables_are_unique(self, data: bytes) -> None:
        names = [
            re.findall(r' name="(\w+)"', markup)[0] for name, markup in parts_of(data).items() if "/tables/" in name
        ]
        assert sorted(names) == ["Figures_1", "Table_1", "Table_2", "Table_3", "Table_4", "Table_5"]

    def test_numbers_have_bars_and_columns_of_bars_one_scale(self, data: bytes) -> None:
        parts = parts_of(data)
        assert 'sqref="C2:C4"' in parts["xl/worksheets/sheet2.xml"]
        figures = parts["xl/worksheets/sheet1.xml"]
        assert figures.count("<dataBar") == 1
        assert '<cfvo type="num" val="4"/>' in figures

    def test_no_column_is_wider_than_a_screen_or_narrower_than_its_heading(self, data: bytes) -> None:
        for name, markup in parts_of(data).items():
            if "/worksheets/sheet" in name:
                widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', markup)]
                assert widths
                assert all(4 < width < 60 for width in widths)

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            (Cell("548 days", 548), '#,##0" days"'),
            (Cell("1,548 days", 1548), '#,##0" days"'),
            (Cell("+3", 3), '"+"#,##0'),
            (Cell("-3", 3), '"-"#,##0'),
            (Cell("-3", -3), "#,##0"),
            (Cell("7", 7), "#,##0"),
            (Cell("", 0), ";;;"),
            (Cell("not moved", 0), '"not moved"'),
            (Cell('7"];[Red]', 7), "#,##0"),
            (Cell("no number; none", 7), "#,##0"),
        ],
        ids=lambda one: one.text if isinstance(one, Cell) else "",
    )
    def test_a_number_is_shown_with_its_words(self, cell: Cell, shown: str) -> None:
        assert number_format(cell) == shown

    def test_a_total_is_bold_under_its_table_and_out_of_its_filters(self) -> None:
        long = table((*MEASURED.columns, ROWS[-1]), [(*row, Cell("Words")) for row in MEASURED.rows], has_total=True)
        report = Report("T", sections=(Section("S", (MEASURED._replace(has_total=True),)), Section("L", (long,))))
        data = render_workbook(report, MADE)
        parts = parts_of(data)
        assert re.findall(r' ref="([A-Z\d:]+)"', parts["xl/tables/table2.xml"]) == ["A1:D3", "A1:D3"]
        assert re.findall(r'<conditionalFormatting sqref="(\w+:\w+)"', parts["xl/worksheets/sheet2.xml"]) == [
            "B2:B3", "C2:C3",
        ]  # fmt: skip
        assert rows_of(data)["L"][3] == ["All", 4, 0, "Words"]
        assert ["All", 4, 0] in [row[:3] for row in rows_of(data)["Figures"]]
        for sheet, last in (("sheet2", "A4"), ("sheet1", "A7")):
            styles = re.findall(rf'<c r="{last}" s="(\d+)"', parts[f"xl/worksheets/{sheet}.xml"])
            assert [is_bold(parts["xl/styles.xml"], int(style)) for style in styles] == [True], sheet

    @pytest.mark.parametrize(("words", "paper"), [(2, 9), (9, 8)])
    def test_a_sheet_too_wide_for_its_paper_has_a_greater_one(self, words: int, paper: int) -> None:
        columns = [Column(str(at), f"Heading {at}", ColumnKind.WORDS) for at in range(words)]
        of = table(columns, [[Cell("Words that go on and on and on")] * words])
        parts = parts_of(render_workbook(Report("T", records=of), MADE))
        assert f'paperSize="{paper}"' in parts["xl/worksheets/sheet2.xml"]

    def test_headings_are_unique_whatever_their_case(self) -> None:
        columns = [Column(str(place), heading) for place, heading in enumerate(["Ref", "ref", "", "Ref", "x" * 400])]
        assert unique_headings(columns) == ["Ref", "ref 2", "Column", "Ref 3", "x" * 240]


class TestNames:
    @pytest.mark.parametrize(
        ("heading", "name"),
        [
            ("Overdue on 30 September 2013, oldest first", "Overdue on 30 September 2013"),
            ("Where the stated rating and the facts disagree", "Where the stated rating and…"),
            ("Updates by agency: 2 updates", "Updates by agency"),
            ("a/b\\c[d]e*f?g:h", "a b c d e f g h"),
            ("'quoted'", "quoted"),
            ("", "Sheet"),
            ("///", "Sheet"),
            ("x" * 40, "x" * 30 + "…"),
            ("\U0001f44d" * 20, "\U0001f44d" * 15 + "…"),
        ],
    )
    def test_a_heading_becomes_a_name(self, heading: str, name: str) -> None:
        assert sheet_name(heading) == name

    def test_no_two_are_alike(self) -> None:
        assert unique_names(["figures", "History", "Late", "LATE", "late", "x" * 40, "x" * 40]) == [
            "figures 2", "History 2", "Late", "LATE 2", "late 3", "x" * 30 + "…", "x" * 29 + " 2",
        ]  # fmt: skip

    @given(st.lists(st.text(), max_size=6))
    def test_excel_takes_every_name(self, headings: list[str]) -> None:
        names = unique_names(headings)
        assert len({name.casefold() for name in names} | {"figures", "history"}) == len(names) + 2
        for name in names:
            assert 0 < len(name.encode("utf-16-le")) <= 62
            assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
            assert not HARMFUL.search(name)


class TestTheFile:
    def test_the_same_report_is_the_same_bytes(self, data: bytes) -> None:
        assert render_workbook(whole(), MADE) == data

    def test_its_entries_are_sorted_and_dated_alike(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.namelist() == sorted(archive.namelist())
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_its_properties_say_what_it_is(self, data: bytes) -> None:
        core = parts_of(data)["docProps/core.xml"]
        assert "<dc:title>The title</dc:title>" in core
        assert "<dc:creator>Board &amp; Co</dc:creator>" in core
        assert set(re.findall(r">([\d-]+T[\d:]+Z)<", core)) == {"2013-09-30T00:00:00Z"}

    def test_no_package_no_workbook(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        with pytest.raises(MissingExtra, match="XlsxWriter"):
            render_workbook(whole(), MADE)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
class TestAttacks:
    def test_it_comes_out_as_text(self, text: str) -> None:
        found = rows_of(render_workbook(attacked(text), MADE))
        records = found["All recommendations"]
        assert [records[1][0], records[1][1], records[1][3]] == [cell_text(text), 7, cell_text(text)]
        assert {cell for row in found["Figures"] for cell in row} >= {cell_text(text), "Label", "Other"}

    def test_it_makes_no_formula_no_link_and_nothing_harmful(self, text: str) -> None:
        parts = parts_of(render_workbook(attacked(text), MADE))
        for name, markup in parts.items():
            assert not re.search(r"<f[ >/]|<hyperlink|TargetMode=\"External\"|<r>|calculatedColumnFormula", markup), (
                name
            )
            assert not HARMFUL.search(markup), name


class TestWritten:
    def test_it_is_the_text_but_for_tags_of_the_library(self) -> None:
        assert cell_text("a\nb = <b>") == "a\nb = <b>"
        assert cell_text("<r>x</r>") == "\u2060<r>x</r>"
        assert cell_text("<r>x") == "<r>x"

    @pytest.mark.parametrize("letter", ["x", "\U0001f44d"])
    def test_it_is_never_longer_than_a_cell_holds(self, letter: str) -> None:
        found = cell_text(letter * 40_000)
        assert FULLEST - 2 <= len(found.encode("utf-16-le")) // 2 <= FULLEST
        assert found.endswith(CUT)
        assert cell_text("x" * FULLEST) == "x" * FULLEST

    @given(st.text())
    def test_it_has_nothing_harmful(self, text: str) -> None:
        assert cell_text(text).removeprefix("\u2060") == harmless(text)


def test_thousands_of_rows_are_all_there() -> None:
    rows = [late_row(str(number), Cell("Mar 2012", "2012-03"), number, f"Text {number}") for number in range(1300)]
    found = rows_of(render_workbook(Report("T", sections=(Section("S", (table(ROWS, rows),)),)), MADE))
    assert [row[2] for row in found["S"][1:]] == list(range(1300))


def test_a_long_table_of_numbers_has_a_sheet_with_filters() -> None:
    numbers = table(
        (Column("a", "A", ColumnKind.WORDS), Column("b", "B", ColumnKind.NUMBER), Column("c", "C", ColumnKind.NUMBER)),
        [[Cell("x"), Cell("1", 1), Cell("2", 2)]] * 61,
    )
    assert [one.name for one in planned(Report("T", sections=(Section("S", (numbers,)),))).sheets] == ["S"]
