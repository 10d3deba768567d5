"""Any front end opens a board by its folder: no terminal, no current folder, no command line is needed."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from scrplan.dates import parse_period
from scrplan.errors import BrokenPlans, NoHistory
from scrplan.history.period_figures import Step
from scrplan.notices import NoticeKind
from scrplan.report.quarterly.quarter_facts import FrontSheet
from scrplan.workspace.comparison import WantedPeriod, compared_plans
from scrplan.workspace.report_position import WantedReport, quarter_facts
from scrplan.workspace.time_series import PeriodRange, time_series
from scrplan.workspace.versions import BoardVersions, versions_or_none
from scrplan.workspace.workspace import Workspace
from tests.building import HEAD, ROOT, committed, in_git, plan_text

DAY = date(2013, 12, 31)


def board_of(folder: Path, *names: str) -> Path:
    """Make a board with a commit of 30 September 2013 that holds plans of these names."""
    (folder / "plans").mkdir(parents=True)
    in_git(folder, "init", "--quiet", "--initial-branch=main")
    for name in names:
        write(folder / "plans" / f"{name}.yaml")
    committed(folder)
    return folder


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plan_text(head=HEAD.replace("id: sample", f"id: {path.stem}")), encoding="utf-8")


def test_two_boards_are_open_in_one_process(tmp_path: Path) -> None:
    one, two = board_of(tmp_path / "one", "a"), board_of(tmp_path / "two", "b", "c")
    (two / "scrplan.yaml").write_text("board: The second\n")
    boards = [Workspace.open(one), Workspace.open(two / "plans")]
    assert [[plan.id for plan in board.at().plans] for board in boards] == [["a"], ["b", "c"]]
    assert [board.at().assessed(DAY).board.board for board in boards] == ["", "The second"]
    assert [[plan.id for plan in board.at("HEAD", ["plans"]).plans] for board in (boards[0],)] == [["a"]]
    every = [BoardVersions.of(folder, ()) for folder in (one, two)]
    series = [time_series(one, PeriodRange(Step.QUARTER, None, None, DAY)) for one in every]
    assert [found.points[-1].figures and found.points[-1].figures.total for found in series] == [1, 2]


def test_a_relative_name_starts_from_the_folder_that_was_opened(tmp_path: Path) -> None:
    root = board_of(tmp_path / "one", "a", "b")
    here = Workspace.open(root / "plans")
    assert here.root == root
    assert here.at(None, ["b.yaml"]).paths == here.at("HEAD", ["b.yaml"]).paths == ("plans/b.yaml",)
    (root / "plans/b.yaml").write_text("odd: [\n")
    with pytest.raises(BrokenPlans, match=r"\Ab\.yaml:2:1: error"):
        here.at()


def test_what_the_commands_ask_needs_no_command_line(tmp_path: Path) -> None:
    root = board_of(tmp_path / "one", "a", "b")
    words = f"""
import sys
from datetime import date
from pathlib import Path
from scrplan.compare.movement import movement
from scrplan.dates import parse_period
from scrplan.history.period_figures import Step
from scrplan.report.changes import changes_answer
from scrplan.report.listing import LIST_COLUMNS, list_answer
from scrplan.report.quarterly.paper import paper
from scrplan.report.quarterly.quarter_facts import FrontSheet
from scrplan.report.status import status_answer
from scrplan.report.trend import trend_answer
from scrplan.workspace.comparison import WantedPeriod, compared_plans
from scrplan.workspace.first_dates import dates_in_git
from scrplan.workspace.report_position import WantedReport, quarter_facts
from scrplan.workspace.time_series import PeriodRange, time_series
from scrplan.workspace.versions import BoardVersions
from scrplan.workspace.workspace import Workspace

folder, day = Path({str(root)!r}), date(2013, 12, 31)
board = Workspace.open(folder)
plans = board.at()
judged = plans.assessed(day, dates_in_git(board.root, plans).originals)
answers = [status_answer(judged.assessed, day, "", ())]
answers.append(list_answer("list", judged.assessed[0].items, day, "x", LIST_COLUMNS))
versions = BoardVersions.of(folder, ())
ends = compared_plans(versions, WantedPeriod("2013-07", None, day, is_fixed=False))
answers.append(changes_answer(ends.opening, ends.closing, movement(*ends.assessed()), ""))
series = time_series(versions, PeriodRange(Step.QUARTER, None, None, day))
answers.append(trend_answer(series.points, series.last.plans, series.scope))
wanted = WantedReport(board, versions, (), parse_period("2013/14-Q2"), day, FrontSheet(), "0")
answers.append(paper(quarter_facts(wanted, lambda _: None)[0]))
print(*(answer.kind for answer in answers))
assert "typer" not in sys.modules and not [name for name in sys.modules if name.startswith("scrplan.cli")]
"""
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("status list changes trend report\n", "")


def test_only_the_command_line_knows_the_current_folder_and_prints() -> None:
    below = [path for path in (ROOT / "scrplan").rglob("*.py") if "cli" not in path.parts]
    assert len(below) > 100
    hits = re.compile(r"\bcwd\(\)|getcwd\(|import typer|from typer|\bsay\(|(?<![.\w])print\(")
    assert not [(path.name, line) for path in below for line in path.read_text().splitlines() if hits.search(line)]


def test_one_id_in_two_folders_stops_totals_on_disk_and_in_git(tmp_path: Path) -> None:
    root = board_of(tmp_path / "one", "a", "closed/a")
    line = "plans/closed/a.yaml: the id 'a' is also that of plans/a.yaml: give one of the two another id"
    with pytest.raises(BrokenPlans, match=line):
        Workspace.open(root).at()
    with pytest.raises(BrokenPlans, match=r"plans/closed/a.yaml: the id 'a' is also that of \w+:plans/a.yaml"):
        Workspace.open(root).at("HEAD")


def test_notices_of_files_that_are_not_read_are_values(tmp_path: Path) -> None:
    root = board_of(tmp_path / "one", "a")
    (root / "plans/b.yml").write_text("")
    committed(root)
    expected = [(NoticeKind.NOT_READ, "plans/b.yml is not read; plans end in .yaml")]
    found = Workspace.open(root)
    assert [(one.kind, one.words) for one in found.at().notices] == expected
    assert [one.words.partition(":")[2] for one in found.at("HEAD").notices] == [expected[0][1]]
    versions = BoardVersions.of(root, ())
    ends = compared_plans(versions, WantedPeriod("2013-10", None, DAY, is_fixed=False))
    assert {one.kind for one in ends.notices} == {NoticeKind.NOT_READ}
    report = WantedReport(found, versions, (), parse_period("2013/14-Q3"), DAY, FrontSheet(), "0")
    assert expected[0][1] in "\n".join(one.words for one in quarter_facts(report, lambda _: None)[0].notices)


def test_without_git_there_are_no_versions_and_the_plans_are_read(tmp_path: Path) -> None:
    write(tmp_path / "plans/a.yaml")
    assert versions_or_none(tmp_path, ()) is None
    with pytest.raises(NoHistory):
        BoardVersions.of(tmp_path, ())
    assert [plan.id for plan in Workspace.open(tmp_path).at().plans] == ["a"]
