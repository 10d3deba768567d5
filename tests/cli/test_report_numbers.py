"""Every number of the report is read back out of every format, and is the same one."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from scrplan.cli.app import run
from scrplan.cli.options import PaperOptions, PeriodOptions
from scrplan.cli.periods import report_asked
from scrplan.content import Block, Chart, ColumnKind, Facts, Listing, Report, Table
from scrplan.report.quarterly.paper import paper
from scrplan.workspace.report_position import quarter_facts
from tests.building import AUTHOR, ROOT, in_git
from tests.cli.report_reading import READERS, Reading, Rows, squeezed
from tests.tools import needs_poppler

QUARTER = "2013/14-Q2"
CHANGES = {  # what the published plans are made of in June, so that there is something to move
    "    due: 2014-02\n": "    due: 2013-04\n",
    "    rag: red\n": "    rag: amber\n",
}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a board's folder: the published plans as they may have stood in March and June, and as they are."""
    root = tmp_path_factory.mktemp("board")
    shutil.copytree(ROOT / "plans", root / "plans")
    in_git(root, "init", "--quiet")
    child_g = root / "plans" / "child-g.yaml"
    published = child_g.read_text()
    assert all(now in published for now in CHANGES)
    for now, then in CHANGES.items():
        child_g.write_text(child_g.read_text().replace(now, then, 1))
    text = child_g.read_text()
    _commit(root, "2013-03-20")
    at = text.index("  - ref:", text.index("updates:"))  # the second row was added in the quarter
    child_g.write_text(text[:at] + text[text.index("  - ref:", at + 1) :])
    _commit(root, "2013-06-20")
    child_g.write_text(published)
    _commit(root, "2013-09-20")
    return root


def _commit(root: Path, day: str) -> None:
    dated = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    in_git(root, "add", "--all")
    subprocess.run(
        ["git", "commit", "--quiet", "--message", "Plans"],
        cwd=root,
        env={"PATH": "/usr/bin:/bin"} | AUTHOR | dated,
        check=True,
    )


@pytest.fixture(params=[(), ("child-g",)], ids=["both plans", "one plan"])
def plans(request: pytest.FixtureRequest, board: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.chdir(board)
    found: tuple[str, ...] = request.param
    return found


def said(plans: tuple[str, ...]) -> Report:
    """Return the content that every format is made from."""
    options = PeriodOptions(quarter=QUARTER), PaperOptions()
    position, _ = quarter_facts(report_asked(*options, plans, date(2026, 11, 22)), lambda _: None)
    return paper(position).report


def written(plans: tuple[str, ...], ending: str, tmp_path: Path) -> bytes:
    path = tmp_path / f"report.{ending}"
    assert run(["report", *plans, "--quarter", QUARTER, "-o", str(path)]) == 0
    return path.read_bytes()


def blocks_of(report: Report) -> Iterator[Block]:
    yield from report.head
    yield from chain.from_iterable(section.blocks for section in report.sections)


def tables_of(report: Report) -> list[Table]:
    return [block for block in blocks_of(report) if isinstance(block, Table)]


def rows_of(report: Report) -> Rows:
    rows: Rows = []
    for one in tables_of(report):
        rows.append([squeezed(column.heading) for column in one.columns])
        rows += [[squeezed(cell.text) for cell in row] for row in one.rows]
    return rows


@pytest.mark.parametrize("ending", ["html", "docx", "md"])
def test_every_cell_of_every_table_is_the_same(plans: tuple[str, ...], ending: str, tmp_path: Path) -> None:
    assert READERS[ending](written(plans, ending, tmp_path)).rows == rows_of(said(plans))


def test_every_cell_of_the_pdf_is_the_same(plans: tuple[str, ...], tmp_path: Path) -> None:
    report, rows = said(plans), READERS["pdf"](written(plans, "pdf", tmp_path)).rows
    heads = {squeezed(column.heading) for one in tables_of(report) for column in one.columns}
    place = 0
    for row in (row for one in tables_of(report) for row in rows_of(Report("", sections=(), head=(one,)))[1:]):
        while not _is_within(rows[place], row):
            assert set(rows[place]) <= heads  # nothing but heads stands between
            place += 1
        missing = list(row)
        for cell in rows[place]:
            missing.remove(cell)
        place += 1
        under = list(filter(None, missing))
        while under:  # what has no room beside the others stands under them, some with their headings
            for cell in filter(None, rows[place]):
                found = [text for text in under if cell.endswith(text)]
                assert found
                under.remove(max(found, key=len))
            place += 1
    assert place == len(rows)


def _is_within(some: list[str], row: list[str]) -> bool:
    """Return whether cells are some of a row's, in its order."""
    left = iter(row)
    return bool(some) and some[0] == row[0] and all(any(cell == one for one in left) for cell in some)


def test_every_cell_of_the_workbook_is_the_same(plans: tuple[str, ...], tmp_path: Path) -> None:
    rows = {tuple(filter(None, row)) for row in READERS["xlsx"](written(plans, "xlsx", tmp_path)).rows}
    wanted = [row for one in tables_of(said(plans)) for row in one.rows]
    assert wanted
    sectioned = {row[1:] for row in rows}
    for row in wanted:
        cells = tuple(filter(None, (squeezed(_as_typed(cell)) for cell in row)))
        assert cells in rows | sectioned


def _as_typed(cell: Any) -> str:
    is_day = isinstance(cell.value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", cell.value) and "," not in cell.text
    return str(cell.value) if isinstance(cell.value, int) or is_day else cell.text


@pytest.mark.parametrize("ending", READERS)
def test_every_sentence_fact_and_chart_is_the_same(plans: tuple[str, ...], ending: str, tmp_path: Path) -> None:
    words, missing = READERS[ending](written(plans, ending, tmp_path)).words, []
    for block in blocks_of(said(plans)):
        match block:
            case Listing():
                missing += [point for point in block.points if squeezed(point) not in words]
            case Facts():
                lines = (cell.text for one in block.facts for cell in one.lines)
                missing += [line for line in lines if squeezed(line) not in words]
            case Chart():
                missing += [block.alternative] if squeezed(block.alternative) not in words else []
    assert missing == []


def test_the_charts_draw_the_same_numbers(plans: tuple[str, ...], tmp_path: Path) -> None:
    page = written(plans, "html", tmp_path).decode()
    drawings = re.findall(r"<svg(?:(?!</svg>).)*</svg>", page, re.DOTALL)
    texts = [re.findall(r"<text[^>]*>([^<]*)</text>", drawing) for drawing in drawings]
    charts = [block for block in blocks_of(said(plans)) if isinstance(block, Chart)]
    assert len(charts) == 3
    for chart in charts:
        names = {*chart.labels, *(one.name for one in chart.series)}
        drawn = [
            sorted(int(number) for text in some if text not in names for number in re.findall(r"\d+", text))
            for some in texts
            if set(chart.labels) <= set(some)
        ]
        assert drawn
        wanted = sorted(value for one in chart.series for value in one.values if value)
        assert all([number for number in numbers if number] == wanted for numbers in drawn)


def test_the_figures_for_programs_are_those_of_the_tables(plans: tuple[str, ...], tmp_path: Path) -> None:
    told = json.loads(written(plans, "json", tmp_path))
    report = said(plans)
    by_heading = {section.heading: section for section in report.sections}
    figures, movement = told["figures"], told["movement"]
    assert told["headlines"] == list(_only(by_heading["At a glance"].blocks, Listing).points)

    total = _only(by_heading["Ratings by agency"].blocks, Table)
    assert total.has_total
    shown = {column.key: cell.value for column, cell in zip(total.columns, total.rows[-1], strict=True)}
    ratings = {f"rated_{name}": number for name, number in figures["ratings"].items() if number}
    assert shown == {
        "agency": None,
        "total": figures["recommendations"],
        **ratings,
        "overdue": figures["overdue"],
        "complete": figures["complete"],
    }
    flows = _only(by_heading["Open recommendations by agency"].blocks, Table)
    for row in flows.rows:
        name, counts = (
            row[0].text,
            dict(zip((column.key for column in flows.columns), (cell.value for cell in row), strict=True)),
        )
        flow = movement["open"] if name == "All" else movement["agencies"][name]
        assert {key: number for key, number in counts.items() if key != "agency"} == {
            key: flow["moved_in"] - flow["moved_out"] if key == "moved" else flow[key]
            for key in counts
            if key != "agency"
        }
    assert movement["open"]["closing"] == figures["open"]
    late = next(section for heading, section in by_heading.items() if heading.startswith("Overdue on"))
    assert len(_only(late.blocks, Table).rows) == figures["overdue_actions"] == sum(figures["ages"].values())
    assert sum(item["timeliness"] == "overdue" for item in told["items"]) == figures["overdue"]
    trend = _only(by_heading["Over the last quarters"].blocks, Table)
    assert [[row[0].text, *(cell.value for cell in row[2:])] for row in trend.rows] == [
        [point["period"], *(point["figures"][name] for name in ("total", "open", "overdue", "done"))]
        for point in told["trend"]
    ]


def _only(blocks: tuple[Block, ...], kind: type) -> Any:
    (found,) = [block for block in blocks if isinstance(block, kind)]
    return found


def test_the_table_for_programs_is_that_of_the_records(plans: tuple[str, ...], tmp_path: Path) -> None:
    report = said(plans)
    assert report.records
    rows = list(csv.reader(io.StringIO(written(plans, "csv", tmp_path).decode())))
    assert rows[0] == [column.key for column in report.records.columns]
    numbers = [place for place, column in enumerate(report.records.columns) if column.kind is ColumnKind.NUMBER]
    assert numbers
    assert len(rows) - 1 == len(report.records.rows)
    for row, told in zip(report.records.rows, rows[1:], strict=True):
        assert [told[place] for place in numbers] == [row[place].raw for place in numbers]
        assert told[:2] == [row[0].raw, row[1].raw]


def test_another_reader_finds_every_headline_in_the_pdf(plans: tuple[str, ...], tmp_path: Path) -> None:
    needs_poppler()
    path = tmp_path / "report.pdf"
    written(plans, "pdf", tmp_path)
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    points = [point for block in blocks_of(said(plans)) if isinstance(block, Listing) for point in block.points]
    assert [point for point in points if squeezed(point) not in squeezed(told)] == []


def test_what_is_read_back_can_differ(plans: tuple[str, ...], tmp_path: Path) -> None:
    """The comparison itself: another quarter's numbers are not these."""
    path = tmp_path / "other.md"
    assert run(["report", *plans, "--quarter", "2012/13-Q4", "-o", str(path)]) == 0
    other: Reading = READERS["md"](path.read_bytes())
    assert other.rows != rows_of(said(plans))
