import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scrplan.characters import HARMFUL, one_line
from scrplan.content import Cell, Column, ColumnKind, Facts, Paragraph, Report, Section, Table, fact, table
from scrplan.render.markdown import literal, render_markdown
from tests.render import COLUMNS, HOSTILE, records_of, report_of, row_of

MARKUP = [
    "a | b | c", "*bold* **strong**", "_low_ __line__", "`code` ``more``", "<b>tag</b> <!-- c -->", "> quote",
    "[x](http://y) ![i](j) [r][s]", "[x]: http://y", "# heading", "#heading", "## a ##", "title #", "title ##",
    "one\n\ntwo", "one\ntwo", "&lt; &amp; &#60; &#x3c; &copy;", "AT&T; a & b", "http://x.y https://x.y", "www.x.y",
    "WWW.X.Y", "mail a@b.uk", "@name", "#12 and gh#12", "a/b#12", "- item", "+ item", "* item", "-", "+1", "-5",
    "1. item", "1) item", "12. item", "123. item", "2013. The year", "2013) The year", "999999999. item",
    "1234567890. no item", "---", "***", "===", "~~~ fence", "``` fence", "~~struck~~", "~a~", "$x$ $$y$$",
    ":smile:", "a: b :c", "\\", "\\\\", "\\*", "a\\|b", "|", "||", "\\|", "a\\", "    indented", "\tindented",
    "| a | b |\n|---|---|", "[ ] task", "[^1] note", "a  \nb", "x<br>y", "{{x}} {% y %}", "!", "'q' \"r\" (s)",
    "a--b...c",
]  # fmt: skip
TEXTS = st.text(st.sampled_from("ab12 \\`*_[]()<>|~$@&#;:/.-+=!{}\"'w\n\t漢")).filter(str.strip)

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PUNCTUATION = r"[!-/:-@\[-`{-~]"
# Where no backslash stands before: signs of GitHub that a reader of CommonMark does not know.
LIVE = re.compile(r"[`*_\[\]<>|~$@]|&#?\w+;|\w:/|www\.|#\d|:(?:\w+|[+-]1):", re.IGNORECASE)


def words_of(token: Token) -> str:
    """Return the words of a line, in which nothing may be markup but a `<br>` of our own."""
    assert token.children is not None
    kinds = {child.type for child in token.children if child.content != "<br>"}
    assert kinds <= {"text"}, (kinds, token.content)
    return "".join("\n" if child.type == "html_inline" else child.content for child in token.children)


def blocks_of(markdown: str) -> list[tuple[str, str]]:
    """Return each block of words with the element it stands in."""
    tokens = READER.parse(markdown)
    opened = [(tokens[place - 1].tag, token) for place, token in enumerate(tokens) if token.type == "inline"]
    return [(tag, words_of(token)) for tag, token in opened]


@pytest.mark.parametrize("text", [*MARKUP, *HOSTILE.values()], ids=ascii)
class TestLiteral:
    def test_without_its_backslashes_it_is_the_text(self, text: str) -> None:
        assert re.sub(rf"\\({PUNCTUATION})", r"\1", literal(text)) == one_line(text)

    def test_no_sign_of_markup_is_left(self, text: str) -> None:
        assert not LIVE.search(re.sub(rf"\\{PUNCTUATION}", "·", literal(text)))

    def test_a_reader_sees_the_text(self, text: str) -> None:
        assert blocks_of(render_markdown(Report("T", head=(Paragraph(text),)))) == [
            ("h1", "T"),
            *(("p", one_line(line)) for line in text.replace("\r\n", "\n").split("\n") if one_line(line)),
        ]

    def test_a_heading_is_the_text(self, text: str) -> None:
        report = Report(text, sections=(Section(text, (Paragraph("p"),)),))
        assert blocks_of(render_markdown(report)) == [("h1", one_line(text)), ("h2", one_line(text)), ("p", "p")]

    def test_a_cell_is_the_text_and_rows_keep_their_number_of_cells(self, text: str) -> None:
        lines = [one_line(line) for line in text.replace("\r\n", "\n").split("\n")]
        words = "\n".join(line for line in lines if line)
        found = blocks_of(render_markdown(Report("T", records=records_of(text, "b"))))
        assert found == [
            ("h1", "T"),
            *(("th", column.heading) for column in COLUMNS),
            *(("td", shown) for shown in (words, "7", words, words, "b", "7", "b", "b")),
        ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_whole_report_of_hostile_texts_has_nothing_harmful(text: str) -> None:
    assert not HARMFUL.search(render_markdown(report_of(text)))


def test_a_report_has_its_parts_in_order() -> None:
    report = Report(
        "A title",
        head=(Paragraph("first\n\nsecond"), Facts((fact("Due", "July", "2012"), fact("Lead", "A. Person")))),
        sections=(Section("One", (Paragraph("said"), records_of("a"))),),
        records=records_of("hidden"),
    )
    assert render_markdown(report) == (
        "# A title\n\n"
        "first\n\n"
        "second\n\n"
        "- **Due**: July; 2012\n"
        "- **Lead**: A. Person\n\n"
        "## One\n\n"
        "said\n\n"
        "| Ref | Days | Lead | Text |\n"
        "| --- | ---: | --- | --- |\n"
        "| a | 7 | a | a |\n"
    )


def test_without_sections_the_records_are_shown() -> None:
    made = render_markdown(Report("T", records=records_of("a")))
    assert made == "# T\n\n| Ref | Days | Lead | Text |\n| --- | ---: | --- | --- |\n| a | 7 | a | a |\n"


def test_an_empty_table_has_its_headings() -> None:
    assert render_markdown(Report("T", records=records_of())).endswith(
        "| Ref | Days | Lead | Text |\n| --- | ---: | --- | --- |\n"
    )


def test_the_lines_of_a_cell_are_kept() -> None:
    made = Table((Column("a", "A|B"), Column("b", "B")), ((Cell("one\n\ntwo"), Cell("")),))
    assert render_markdown(Report("T", records=made)).splitlines()[2:] == [
        "| A\\|B | B |",
        "| --- | --- |",
        "| one<br>two |  |",
    ]


@pytest.mark.parametrize("text", ["A. Person (GP), 24/01/2013 §4", "50% of £5", "why? yes!", 'it\'s "so"'])
def test_usual_words_stay_as_people_wrote_them(text: str) -> None:
    assert literal(text) == text


@settings(max_examples=100)
@given(TEXTS)
def test_a_reader_sees_any_text_wherever_it_stands(text: str) -> None:
    assert re.sub(rf"\\({PUNCTUATION})", r"\1", literal(text)) == one_line(text)
    facts = Facts((fact("Label", text),))
    report = Report(text, head=(facts,), records=table(COLUMNS, [row_of(text)]))
    tokens = READER.parse(render_markdown(report))
    lines = [token for token in tokens if token.type == "inline"]
    assert words_of(lines[0]) == one_line(text)
    assert lines[1].children is not None
    assert "".join(child.content for child in lines[1].children) == f"Label: {one_line(text)}"
    assert len(lines) == 2 + 2 * len(COLUMNS)
    assert words_of(lines[6]).replace("\n", " ") == one_line(text)


@settings(max_examples=100)
@given(TEXTS.filter(lambda text: "\n" not in text))
def test_a_reader_sees_any_paragraph(text: str) -> None:
    assert blocks_of(render_markdown(Report("T", head=(Paragraph(text),)))) == [("h1", "T"), ("p", one_line(text))]


def test_numbers_stand_to_the_right() -> None:
    made = render_markdown(Report("T", records=Table((Column("n", "N", ColumnKind.NUMBER),), ((Cell("7"),),))))
    assert "| ---: |" in made


def test_a_total_is_bold_and_still_literal() -> None:
    of = table(
        (Column("a", "Agency"), Column("b", "Open")), [[Cell("*x*"), Cell("1")], [Cell("*all*\nof it"), Cell("")]]
    )
    lines = render_markdown(Report("T", records=of._replace(has_total=True))).splitlines()
    assert lines[-2:] == [r"| \*x\* | 1 |", r"| **\*all\***<br>**of it** |  |"]
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines))
    strong = [child.type for token in tokens for child in token.children or () if child.type == "strong_open"]
    assert len(strong) == 2
    assert render_markdown(Report("T", records=table(of.columns, [])._replace(has_total=True))).endswith(
        "| --- | --- |\n"
    )
