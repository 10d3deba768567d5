"""The report command: what it is asked, what it refuses, and where its plans are from."""

import json
import shutil
from pathlib import Path

import pytest

from scrplan.cli.app import run
from tests.building import ROOT, call, committed, in_git

QUARTER = ("child-g", "--quarter", "2013/14-Q2")
OVERDUE = "6 of 26 (23%)"  # of the published plan on 30 September 2013


@pytest.fixture(autouse=True)
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    in_git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(board: Path, ending: str, *more: str) -> bytes:
    path = board / f"report.{ending}"
    assert run(["report", *QUARTER, "-o", str(path), *more]) == 0
    return path.read_bytes()


def test_the_records_count_the_same(board: Path) -> None:
    items = json.loads(made(board, "json"))["items"]
    assert sum(item["timeliness"] == "overdue" for item in items) == 6
    assert made(board, "csv").decode().startswith("ref,")  # one plan has no column of its id


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["--quarter", "2013"],
            "scrplan: --quarter: '2013' is not a quarter: write 2013/14-Q2 (financial) or 2013-Q3 (calendar)",
        ),
        (
            ["--quarter", "2013-Q3", "--to", "2014"],
            "scrplan: both a quarter and --from or --to are given: give only one of them",
        ),
        (["--from", "2013"], "scrplan: --from and --to belong together: give both"),
        (
            ["--from", "2014", "--to", "2013"],
            "scrplan: --from is after --to: the period would start on 1 January 2014",
        ),
        (
            ["--quarter", "2013-Q3", "--from", ""],
            "scrplan: both a quarter and --from or --to are given: give only one of them",
        ),
        (["--quarter", "2013-Q3", "--ask", ""], "scrplan: --ask is empty: write it out"),
        (["--quarter", "2013-Q3", "-f", "docs"], "scrplan: unknown format 'docs'"),
        (
            ["--quarter", "2013-Q3", "-o", "a.doc"],
            "scrplan: a.doc: its ending names no format: use .json, .csv, .md, .markdown, .txt, .tsv, .docx",
        ),
        (["--quarter", "2199-Q4", "--as-at", "2199-12-31"], "scrplan: no quarter follows October to December 2199"),
    ],
    ids=["no quarter", "both", "one end", "turned", "empty end", "empty ask", "format", "ending", "last"],
)
def test_what_is_asked_wrongly_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    done = call(capsys, "report", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(line)
    assert done.err.count("\n") == 1


def test_a_past_quarter_that_git_does_not_have_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    told = call(capsys, "report", "child-g", "--quarter", "2012/13-Q2", "-f", "markdown").out
    assert "git has no version of the plans from 30 September 2012 or before" in told


def test_a_quarter_that_git_has_is_read_from_it(capsys: pytest.CaptureFixture[str], board: Path) -> None:
    (board / "plans" / "child-g.yaml").write_text("no plan any more\n")
    told = call(capsys, "report", *QUARTER, "-f", "markdown")
    assert told.code == 0
    assert OVERDUE in told.out
    assert "commit" in told.out.partition("How this paper was made")[2]


def test_what_the_board_is_asked_to_do_is_what_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    told = call(capsys, "report", *QUARTER, "--ask", "Challenge the six", "--board", "A board", "-f", "markdown").out
    assert "**The board is asked to**: Challenge the six\n" in told
    assert "**Board**: A board\n" in told


@pytest.mark.parametrize(
    ("format_", "module", "package"),
    [
        ("word", "docx", "python-docx"),
        ("pdf", "typst", "typst"),
        ("html", "jinja2", "Jinja2"),
        ("workbook", "xlsxwriter", "XlsxWriter"),
    ],
)
def test_a_missing_extra_is_told_before_any_plan_is_read(
    board: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    format_: str,
    module: str,
    package: str,
) -> None:
    (board / "plans" / "child-g.yaml").write_text("broken: [\n")
    monkeypatch.setattr("scrplan.cli.document_output.find_spec", lambda name: None if name == module else name)
    done = call(capsys, "report", "-f", format_, "-o", "paper")
    line = f"scrplan: {package} is not installed: pip install 'scrplan[reports]' brings what reports need\n"
    assert (done.code, done.out, done.err) == (2, "", line)


def test_of_the_text_formats_none_needs_an_extra(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scrplan.cli.document_output.find_spec", lambda _: None)
    for name in ("markdown", "json", "csv", "plain"):
        assert call(capsys, "report", *QUARTER, "-f", name).code == 0


def test_the_properties_of_a_document_name_the_board(board: Path) -> None:
    import io

    from docx import Document
    from pypdf import PdfReader

    name = "Southampton Local Safeguarding Children Board"
    pdf = PdfReader(io.BytesIO(made(board, "pdf"))).metadata
    assert pdf is not None
    assert pdf.author == name
    assert Document(io.BytesIO(made(board, "docx", "--board", "A board"))).core_properties.author == "A board"
    assert f'<meta name="author" content="{name}">' in made(board, "html").decode()
