"""Texts that would do harm if a renderer took them for anything but words."""

from scrplan.content import Cell, Column, ColumnKind, Facts, Paragraph, Report, Section, Table, Tone, fact, table

HOSTILE = {
    "style": "[red]alarm[/red] [link=http://x]here[/link]",
    "escape": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "nul": "a\0b",
    "bell": "a\ab",
    "direction": "abc\u202efed\u202c \u2066x\u2069",
    "separators": "one\u2028two\u2029three\x0bfour\x0cfive\x85six",
    "tabs": "a\tb\t\tc",
    "lines": "one\ntwo\r\nthree\rfour",
    "surrogate": "a\ud800b",
    "emoji-code": "fine :smile: and :+1:",
    "wide": "漢字の説明文はとても長いので折り返す必要がある",
    "emoji": "👍 done 👩‍👩‍👧 family",
    "formula": '=HYPERLINK("http://x","y")',
    "markup": "| *a* _b_ `c` <d> [e](http://f) # g ~~h~~ \\ i",
    "entity": "&lt;b&gt; &#60;",
    "commas": 'a, "b"; c',
}

COLUMNS = (
    Column("ref", "Ref"),
    Column("days", "Days", ColumnKind.NUMBER),
    Column("lead", "Lead", ColumnKind.WORDS),
    Column("text", "Text", ColumnKind.LONG),
)


def row_of(text: str, number: int = 7) -> tuple[Cell, ...]:
    """Return a row that has a text in every column but the number."""
    return (Cell(text), Cell(str(number), number, Tone.BAD), Cell(text, None, Tone.CAUTION), Cell(text))


def records_of(*texts: str) -> Table:
    """Return a table with a row for each text."""
    return table(COLUMNS, map(row_of, texts))


def report_of(text: str) -> Report:
    """Return a report that has a text in every place where a plan's words can stand."""
    return Report(
        title=text,
        head=(Paragraph(text), Facts((fact("Label", text, Cell(text, None, Tone.GOOD)), fact("Other", text)))),
        sections=(
            Section(text, (records_of(text, "short"), Paragraph(text, Tone.MUTED)), Tone.CAUTION),
            Section("Facts", (Facts((fact("In a section", text),)),), Tone.BAD),
        ),
        records=records_of(text, "short"),
    )
