"""Reports that go through every block, for the formats that are files; texts that would do harm in one of them."""

from scrplan.content import (
    Block,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Facts,
    Listing,
    PageStart,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tone,
    fact,
    table,
)  # fmt: skip
from scrplan.render.document_properties import Made
from tests.render import HOSTILE, records_of, report_of

MADE = Made("9.9", "2013-09-30", author="Board & Co")
FORMULAE = {
    "equals": "=1+1", "plus": "+1+1", "minus": "-1+1", "at": "@SUM(1)", "tab": "\t=1+1", "return": "\r=1+1",
    "dde": "=cmd|' /C calc'!A0", "braces": "{=1+1}", "link": "http://example.org/x", "mail": "mailto:a@b.uk",
    "internal": "internal:Sheet2!A1", "field": '{ HYPERLINK "http://x" }', "field-code": 'DDEAUTO c:\\x "y"',
    "rich": "<r><t>bare</t></r>", "rich-broken": "<r><&\x01></r>", "escape": "_x000D_ _x0041_", "cdata": "]]>",
    "xml": "<w:p/><c/>&amp;", "quotes": "\"'", "number": "007", "day": "2012-01-01", "blank": " ",
    "astral": "\U0001f44d" * 40,
    "word": "x" * 300, "not-a-character": "a\uffffb\ufffe", "percent": "50%",
    "sheet": "[a]:b*c?d/e\\f'", "page": "&P &N &A",
}  # fmt: skip
ATTACKS = HOSTILE | FORMULAE

MEASURES = (
    Column("agency", "Agency", ColumnKind.WORDS), Column("open", "Open", ColumnKind.BAR),
    Column("late", "Late", ColumnKind.NUMBER),
)  # fmt: skip
ROWS = (
    Column("ref", "Ref"), Column("due", "Due"),
    Column("late", "Late by", ColumnKind.NUMBER), Column("text", "What", ColumnKind.LONG),
)  # fmt: skip
CHART = Chart(
    "Ratings", ("A", "B"), (Series("green", (3, 1), Tone.GOOD), Series("red", (0, 2), Tone.BAD)), "A: 3; B: 1, 2"
)


def late_row(ref: str, due: Cell, days: int, text: str = "Do this.") -> tuple[Cell, ...]:
    """Return a row of what is late."""
    return (Cell(ref), due, Cell(f"{days:,} days", days, Tone.BAD), Cell(text))


LATE = table(
    ROWS,
    [
        late_row("1", Cell("31 Dec 2012", "2012-12-31"), 273),
        late_row("2", Cell("Mar 2012", "2012-03"), 1548, "Long words. " * 30),
        late_row("3", Cell("2012-13", "2012-12-31", Tone.CAUTION), 0),
    ],
)
MEASURED = table(
    MEASURES,
    [
        (Cell("Health"), Cell("4", 4), Cell("+1", 1)),
        (Cell("Police"), Cell("", 0), Cell("-3", 3)),
        (Cell("All"), Cell("4", 4), Cell("none", 0)),
    ],
)


def whole() -> Report:
    """Return a report with every kind of block and page."""
    front: tuple[Block, ...] = (
        Facts((fact("Board", "One", "Two"), fact("A label that is far too long to stand beside", "V"))),
    )
    sections = (
        Section("At a glance", (Listing(("First point", "Second point")),)),
        Section("What moved", (Paragraph("Words.\nMore."), CHART)),
        Section("By agency", (MEASURED,), level=2),
        Section("Late: on 30 September", (LATE,), Tone.BAD),
        Section("Nothing", (Table(ROWS, ()), Paragraph("None.", Tone.MUTED))),
        Section("Plan one", (Facts((fact("Late", "1 of 2"),)), LATE), page=PageStart.NEW),
        Section("Plan two", (LATE,), page=PageStart.NEW),
        Section("Appendix: all", (LATE,), page=PageStart.WIDE),
    )
    return Report("The title", front, sections, LATE)


def attacked(text: str) -> Report:
    """Return a report that has a text in every place, headings of columns and the words of charts too."""
    columns = (Column("a", text), Column("b", text, ColumnKind.NUMBER), Column("c", text, ColumnKind.LONG))
    rows = [(Cell(text), Cell(text, 5), Cell(text, "2012-12-31", Tone.BAD)), (Cell(text, text), Cell(text), Cell(text))]
    chart = Chart(text, (text,), (Series(text, (1,)), Series(text, (2,))), text)
    more = (
        Section(text, (table(columns, rows), chart, Listing((text,)), Facts((fact(text, text),))), level=2),
        Section(text, (table(columns, rows),), page=PageStart.WIDE),
        Section(text, (table(columns, rows),), page=PageStart.NEW),
    )
    report = report_of(text)
    return report._replace(sections=(*report.sections, *more), records=records_of(text))


def texts_of(report: Report) -> list[str]:
    """Return every text that a reader is to see, but for those of charts and records."""
    blocks = [*report.head, *(block for section in report.sections for block in section.blocks)]
    said = [report.title, *(section.heading for section in report.sections)]
    return said + [text for block in blocks for text in _texts(block)]


def _texts(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [block.text]
        case Facts():
            return [text for one in block.facts for text in (one.label, *(cell.text for cell in one.lines))]
        case Table():
            headings = [column.heading for column in block.columns] if block.rows else []
            return [*headings, *(cell.text for row in block.rows for cell in row)]
        case Chart():
            return [block.title]
        case Listing():
            return list(block.points)
