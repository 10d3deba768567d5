import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.characters import HARMFUL, one_line
from scrplan.content import Cell, Column, Facts, Paragraph, Report, Section, Table, fact, table
from scrplan.render.plain import render_plain
from tests.render import COLUMNS, HOSTILE, records_of, report_of, row_of


def test_what_is_said_stands_in_comments_around_the_records() -> None:
    report = Report(
        "A title",
        head=(Paragraph("first\nsecond"), Facts((fact("Due", "July", "2012"), fact("Lead", "A. Person")))),
        records=records_of("a", "b"),
    )
    assert render_plain(report) == (
        "# A title\n"
        "# first\n"
        "# second\n"
        "# Due: July; 2012\n"
        "# Lead: A. Person\n"
        "ref\tdays\tlead\ttext\n"
        "a\t7\ta\ta\n"
        "b\t7\tb\tb\n"
    )


def test_records_stand_for_the_sections_where_there_are_any() -> None:
    report = Report("T", sections=(Section("Hidden", (Paragraph("hidden"),)),), records=records_of("a"))
    assert "idden" not in render_plain(report)


def test_without_records_the_sections_are_told() -> None:
    blocks = (Paragraph("said"), Facts((fact("Due", "July"),)), records_of("a"))
    report = Report("T", head=(records_of("b"),), sections=(Section("One", blocks), Section("Two", ())))
    assert render_plain(report).splitlines() == [
        "# T",
        "# ref\tdays\tlead\ttext",
        "# b\t7\tb\tb",
        "",
        "One",
        "said",
        "Due: July",
        "ref\tdays\tlead\ttext",
        "a\t7\ta\ta",
        "",
        "Two",
    ]


def test_an_empty_table_keeps_its_line_of_keys() -> None:
    assert render_plain(Report("T", records=records_of())) == "# T\nref\tdays\tlead\ttext\n"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_record_is_one_line_with_its_cells_whatever_the_text_holds(text: str) -> None:
    lines = render_plain(report_of(text)).split("\n")
    assert lines[-1] == ""
    records = [line for line in lines[:-1] if not line.startswith("# ")]
    assert [len(line.split("\t")) for line in records] == [len(COLUMNS)] * 3
    assert records[1].split("\t") == [one_line(text), "7", one_line(text), one_line(text)]
    assert not any(HARMFUL.search(line) for line in lines)


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\x1bb"], ids=ascii)
def test_a_key_cannot_break_the_line_of_keys(text: str) -> None:
    made = Table((Column(text, text), Column("b", "B")), ((Cell("1"), Cell("2")),))
    lines = render_plain(Report("T", records=made)).split("\n")
    assert len(lines) == 4
    assert len(lines[1].split("\t")) == 2
    assert not HARMFUL.search(lines[1])


@settings(max_examples=100)
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_there_are_as_many_lines_as_records(texts: list[str]) -> None:
    lines = render_plain(Report("T", records=table(COLUMNS, map(row_of, texts)))).splitlines()
    assert len(lines) == 2 + len(texts)
