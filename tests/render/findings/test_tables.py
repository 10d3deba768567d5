import csv
import io

import pytest
from markdown_it import MarkdownIt

from scrplan.characters import harmless, one_line
from scrplan.diagnostics import FileFindings
from scrplan.render.findings.finding_records import COLUMNS
from scrplan.render.findings.findings_csv import render_findings_csv
from scrplan.render.findings.findings_markdown import TITLE, render_findings_markdown
from tests.render.findings import ABOUT, ATTACKS, file_of, one_of_each
from tests.render.test_csv_text import FORMULAS

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_csv_has_a_line_of_keys_and_a_record_a_finding() -> None:
    assert "".join(render_findings_csv(one_of_each(), ABOUT)) == (
        "path,line,column,rule,severity,message,hint\n"
        "plans/child-g.yaml,3,8,bad-date,error,due: no date,write 2012\n"
        "plans/child-g.yaml,5,1,stale,warning,silent,ask\n"
        "plans/child-g.yaml,9,3,no-lead,advice,nobody leads,\n"
    )


def test_csv_without_findings_has_its_keys() -> None:
    assert list(render_findings_csv([FileFindings("a.yaml")], ABOUT)) == [
        "path,line,column,rule,severity,message,hint\n"
    ]


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_csv_gives_any_text_back_and_no_formula(text: str) -> None:
    made = "".join(render_findings_csv([file_of(text)], ABOUT))
    _, row = csv.reader(io.StringIO(made, newline=""), strict=True)
    words = f"'{harmless(text)}" if text.lstrip().startswith(FORMULAS) else harmless(text)
    assert row == [words, "3", "7", words, "error", words, words]


def test_markdown_has_a_title_a_table_and_the_count() -> None:
    assert "".join(render_findings_markdown(one_of_each(), ABOUT)) == (
        "# What was found in the plans\n\n"
        "| File | Line | Column | Rule | Severity | What | How to fix it |\n"
        "| --- | ---: | ---: | --- | --- | --- | --- |\n"
        "| plans/child-g.yaml | 3 | 8 | bad-date | error | due: no date | write 2012 |\n"
        "| plans/child-g.yaml | 5 | 1 | stale | warning | silent | ask |\n"
        "| plans/child-g.yaml | 9 | 3 | no-lead | advice | nobody leads |  |\n"
        "\n2 files checked: 1 error in 1 file, 1 warning, 1 piece of advice\n"
    )


def test_markdown_of_nothing_has_no_table() -> None:
    assert "".join(render_findings_markdown([FileFindings("a.yaml")], ABOUT)) == (
        "# What was found in the plans\n\n1 file checked: no problems\n"
    )


def test_markdown_of_two_files_has_one_table() -> None:
    made = "".join(render_findings_markdown([file_of("a"), file_of("b")], ABOUT))
    assert made.count("| File |") == 1
    assert made.index("| a |") < made.index("| b |")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    tokens = READER.parse("".join(render_findings_markdown([file_of(text)], ABOUT)))
    cells = [token.children or [] for token in tokens if token.type == "inline"]
    kinds = {child.type for cell in cells for child in cell if child.content != "<br>"}
    assert kinds == {"text"}
    words = ["".join("\n" if one.content == "<br>" else one.content for one in cell) for cell in cells]
    same = "\n".join(one_line(line) for line in harmless(text).splitlines() if line.strip())
    assert words == [
        TITLE,
        *(column.heading for column in COLUMNS),
        *(same, "3", "7", same, "error", same, same),
        "1 file checked: 1 error in 1 file",
    ]
