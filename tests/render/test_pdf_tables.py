"""Tables of the PDF: no row, head or sum alone, no text beyond its column, one table for who has it read aloud."""

import re
from typing import Any

import pytest

from scrplan.content import Cell, Column, ColumnKind, Facts, Listing, PageStart, Paragraph, Report, Section, fact, table
from scrplan.render.pdf.blocks import MARGIN
from tests.render.pdf_reading import elements, pages, placed, read, words_of

LONG = (
    Column("ref", "Ref"),
    Column("days", "Days", ColumnKind.NUMBER),
    Column("text", "Recommendation", ColumnKind.LONG),
)


def long_report(count: int) -> Report:
    rows = [[Cell(str(at)), Cell(f"{at * 7:,}", at * 7), Cell(f"Row {at}. " + "Share what is known. " * 12)]
            for at in range(1, count + 1)]  # fmt: skip
    return Report("Long", (), (Section("All", (table(LONG, rows),)),))


def test_every_row_of_a_long_table_is_there_under_its_head_and_no_page_is_empty() -> None:
    found = pages(long_report(26))
    assert re.findall(r"Row (\d+)\.", "".join(found)) == [str(at) for at in range(1, 27)]
    assert ["Recommendation" in page for page in found] == [True, True]


def test_the_rows_of_fifty_plans() -> None:
    found = pages(long_report(1300))
    assert re.findall(r"Row (\d+)\.", "".join(found)) == [str(at) for at in range(1, 1301)]
    assert all(len(page.split()) > 20 for page in found)


def test_two_long_texts_stand_beside_each_other_under_their_row_in_one_table() -> None:
    columns = [*(Column(str(at), f"Head{at}") for at in range(9)), Column("a", "Left", ColumnKind.LONG),
               Column("b", "Right", ColumnKind.LONG)]  # fmt: skip
    row = [*(Cell(f"short cell {at}") for at in range(9)), Cell("left " * 90), Cell("right " * 90)]
    report = Report("T", (), (Section("S", (table(columns, [row] * 30),), page=PageStart.WIDE),))
    reader = read(report)
    assert len(elements(reader, "/Table")) == 1
    assert len(elements(reader, "/TH")) == 9  # what stands below has its heading before it
    assert words_of(reader).count("Left:left") == words_of(reader).count("Right:right") == 30
    assert len(elements(reader, "/TD")) == len(columns) * 30
    words = placed(report)
    left = min(start for word, start, _, _ in words if word == "left")
    end = max(stop for word, _, stop, _ in words if word == "left")
    assert end < min(start for word, start, _, _ in words if word == "right")
    assert end - left > 250


SUMS = (Column("agency", "Agency"), Column("open", "Open", ColumnKind.NUMBER))
FULL_PAGES = range(38, 48)  # rows of one line on the first page are about as many


def summed_report(count: int, *, has_total: bool = True, page: PageStart = PageStart.HERE) -> Report:
    rows = [[Cell(f"Agency{at}"), Cell("1", 1)] for at in range(1, count)] + [[Cell("Together"), Cell(str(count))]]
    return Report("Sums", (), (Section("All", (table(SUMS, rows, has_total=has_total),), page=page),))


@pytest.mark.parametrize("has_total", [True, False], ids=["sum", "row"])
def test_a_sum_is_set_off_in_bold(*, has_total: bool) -> None:
    bold: list[str] = []

    def see(text: str, _: object, __: object, font: Any, ___: object) -> None:
        bold.extend([text.strip()] if font and "Semibold" in font["/BaseFont"] else [])

    for page in read(summed_report(5, has_total=has_total)).pages:
        page.extract_text(visitor_text=see)
    assert ("Together" in " ".join(bold)) is has_total
    assert "Agency1" not in " ".join(bold)


@pytest.mark.parametrize("has_total", [True, False], ids=["sum", "row"])
def test_no_last_row_stands_alone_on_a_page(*, has_total: bool) -> None:
    last = [pages(summed_report(count, has_total=has_total))[-1] for count in FULL_PAGES]
    assert [page for page in last if "Together" in page and page.count("Agency") == 1] == []
    assert {"Agency1 " in page for page in last} == {True, False}, "some of them fill more than a page"


def test_no_heading_and_no_head_of_a_table_stands_alone_at_the_foot_of_a_page() -> None:
    table_of_rows = long_report(12).sections[0].blocks[0]
    for count in range(30, 42):
        before = Listing(tuple(f"Point {at}" for at in range(count)))
        found = pages(
            Report("T", (), (Section("Before", (before,)), Section("Aloft", (Paragraph("Words."), table_of_rows))))
        )
        (page,) = [page for page in found if "Aloft" in page]
        assert re.search(r"Aloft.*Words\..*Recommendation.*Row 1\.", page, re.DOTALL), count


def test_a_few_facts_stand_on_one_page_and_many_go_on() -> None:
    for count in range(34, 42):
        before = Listing(tuple(f"Point {at}" for at in range(count)))
        few = Facts(tuple(fact(f"Label{at}", "said") for at in range(6)))
        found = pages(Report("T", (), (Section("Before", (before,)), Section("Facts", (few,)))))
        assert [page.count("Label") for page in found if "Label" in page] == [6], count
    many = Facts(tuple(fact(f"Label{at}", "said") for at in range(90)))
    assert len(pages(Report("T", (many,)))) > 1


LETTERS = "abcdefghij" * 300
SENTENCES = "".join(f"word{at} " for at in range(400))


@pytest.mark.parametrize("text", [LETTERS, SENTENCES, "W" * 3000], ids=["one word", "words", "wide letters"])
@pytest.mark.parametrize("kind", ColumnKind)
@pytest.mark.parametrize("page", [PageStart.HERE, PageStart.WIDE], ids=["stands", "lies"])
def test_long_texts_break_inside_their_column(text: str, kind: ColumnKind, page: PageStart) -> None:
    columns = (Column("a", "A"), Column("b", "Long", kind), Column("c", "C", ColumnKind.LONG), Column("d", "D"))
    rows = [[Cell("before"), Cell(text), Cell("aside"), Cell("after")]]
    report = Report("T", (), (Section("S", (table(columns, rows),), page=page),))
    words = words_of(read(report))
    assert [one for one in set(text) - {" "} if words.count(one) < text.count(one)] == []
    assert [word for word, left, right, width in placed(report) if left < MARGIN or right > width - MARGIN] == []


def test_a_head_that_is_taller_than_a_page_ends() -> None:
    columns = (Column("a", "head " * 700), Column("b", "B", ColumnKind.LONG))
    assert len(read(Report("T", (), (Section("S", (table(columns, [[Cell("a"), Cell("b")]]),)),))).pages) < 20
