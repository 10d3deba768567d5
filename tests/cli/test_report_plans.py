"""The report command over a year in git: of which plans, over which quarters, and the same bytes everywhere."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import ROOT, in_git, plan_text
from tests.cli.periods import AUTUMN, SAMPLE, SUMMER, board_with_a_past, rows
from tests.cli.processes import ENVIRONMENT, PATIENCE
from tests.cli.reports import answer, flow, paper, report
from tests.git.test_revisions import commit_on

OTHER = "plans/other.yaml"


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return board_with_a_past(tmp_path)


# ---- Which plans


def other(*every: str) -> str:
    return rows(*every).replace("id: sample", "id: other").replace("A sample plan", "Another plan")


def test_one_plan_some_and_all(past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    commit_on(tmp_path, "2013-09-29", other("ref: 1, text: Read, rag: red, due: 2013-08"), OTHER)
    numbers = {
        names: answer(capsys, *names)["figures"]["recommendations"]
        for names in [(), ("sample",), ("other",), ("sample", "other"), (OTHER,)]
    }
    assert numbers == {(): 4, ("sample",): 3, ("other",): 1, ("sample", "other"): 4, (OTHER,): 1}
    assert "## Another plan (other)" in paper(capsys)
    assert "## Another plan (other)" not in paper(capsys, "other")


def test_a_plan_that_came_in_the_quarter_is_added(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-09-29", other("ref: 1, text: Read", "ref: 2, text: Write, rag: green"), OTHER)
    found = answer(capsys)
    assert found["basis"] == "git"
    assert flow(found) == {"opening": 3, "added": 2, "closed": 1, "removed": 1, "closing": 3}
    assert flow(found, "other") == {"added": 2, "closed": 1, "closing": 1}
    alone = answer(capsys, "other")
    assert (alone["basis"], flow(alone)) == ("git", {"added": 2, "closed": 1, "closing": 1})


def test_a_plan_that_is_younger_than_every_quarter_does_not_cost_the_others_their_trend(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-10-05", other("ref: 1, text: Read"), OTHER)
    period = ("--from", "2013-07-01", "--to", "2013-10-15")
    alone, both = answer(capsys, "sample", *period), answer(capsys, "sample", "other", *period)
    assert len(alone["trend"]) > 1
    assert both["trend"] == alone["trend"]
    assert both["figures"]["recommendations"] == alone["figures"]["recommendations"] + 1


def test_a_plan_that_came_beside_one_that_could_not_be_read_is_added(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-06-29", "broken: [", "plans/broken.yaml")
    commit_on(tmp_path, "2013-09-29", other("ref: 1, text: Read"), OTHER)
    found = answer(capsys, "other", "--quarter", "2013/14-Q2")
    assert (found["basis"], flow(found)) == ("git", {"added": 1, "closing": 1})


def test_of_several_plans_one_that_came_later_is_left_out_and_that_is_said(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit_on(tmp_path, "2013-10-10", other("ref: 1, text: Read"), OTHER)
    wanted = answer(capsys, "sample", "--quarter", "2013/14-Q1")
    done = report(capsys, "other", "sample", "--quarter", "2013/14-Q1", "-f", "json")
    told = "warning: other is left out, because git has no version of it from 30 June 2013 or before\n"
    assert (done.code, done.err) == (0, told)
    words = told.removeprefix("warning: ").rstrip()
    notices = [{"kind": "left_out", "words": words, "command": ""}]
    assert json.loads(done.out) == wanted | {"notices": notices}
    assert wanted["generated_from"]["commit"] == past["summer"]
    assert len(wanted["trend"]) == 2


def test_a_plan_that_went_in_the_quarter_is_removed(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-10-10", other("ref: 1, text: Read"), OTHER)
    (tmp_path / SAMPLE).unlink()
    commit_on(tmp_path, "2014-01-10", "More words\n", "README.md")
    found = answer(capsys, "--quarter", "2013/14-Q4", today=("--as-at", "2014-05-01"))
    assert flow(found) == {"opening": 3, "removed": 2, "closing": 1}
    assert flow(found, "sample") == {"opening": 2, "removed": 2}
    assert found["figures"]["recommendations"] == 1


def test_a_plan_whose_id_changed_is_the_same_plan(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / SAMPLE).unlink()
    commit_on(tmp_path, "2013-10-10", AUTUMN.replace("id: sample", "id: child-h"), "plans/child-h.yaml")
    found = answer(capsys, "--quarter", "2013/14-Q3", today=("--as-at", "2014-02-01"))
    assert flow(found) == {"opening": 2, "closing": 2}
    assert flow(found, "child-h") == {"opening": 2, "closing": 2}


def test_a_plan_that_is_nowhere_is_told(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    for names in (["nowhere"], ["sample", "nowhere"]):
        done = report(capsys, *names, "--quarter", "2013/14-Q2")
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert "nowhere" in done.err


def test_the_settings_are_those_of_that_time(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-09-29", "board: Of September\n", "scrplan.yaml")
    commit_on(tmp_path, "2013-10-20", "board: Of October\n", "scrplan.yaml")
    assert "**Board**: Of September\n" in paper(capsys)
    assert "**Board**: Of October\n" in paper(capsys, "--quarter", "2013/14-Q3", today=("--as-at", "2014-01-05"))
    assert "**Board**: A board\n" in paper(capsys, "--quarter", "2013/14-Q1")


# ---- Over the last quarters


def test_the_trend_is_of_eight_quarters(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--quarter", "2014/15-Q4", today=("--as-at", "2015-05-01"))["trend"]
    assert [one["period"] for one in found][:2] == ["2013/14-Q1", "2013/14-Q2"]
    assert (len(found), found[-1]["period"]) == (8, "2014/15-Q4")
    assert [one["commit"] for one in found] == [past["summer"], *[past["autumn"]] * 7]
    assert [one["figures"]["open"] for one in found] == [3, *[2] * 7]
    assert [one["figures"]["overdue"] for one in found] == [0, 0, 0, *[1] * 5]


def test_the_last_point_of_the_trend_is_the_figures(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    for quarter in ("2012/13-Q4", "2013/14-Q1", "2013/14-Q2"):
        found = answer(capsys, "--quarter", quarter)
        last, figures = found["trend"][-1], found["figures"]
        assert (last["period"], last["figures"]["total"]) == (quarter, figures["recommendations"])
        assert [last["figures"][key] for key in ("open", "overdue", "done")] == [
            figures[key] for key in ("open", "overdue", "complete")
        ]


def test_a_quarter_that_cannot_be_read_has_no_figures_and_the_others_have(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-12-30", "format: [\n", SAMPLE)
    for day in ("2014-03-30", "2014-06-29"):
        commit_on(tmp_path, day, plan_text() + f"# {day}\n", SAMPLE)
    done = report(capsys, "--quarter", "2014/15-Q1", "-f", "json", today=("--as-at", "2014-07-05"))
    assert done.code == 0
    assert "2013/14-Q3 has no figures" in done.err
    found = json.loads(done.out)["trend"]
    assert [(one["period"], one["figures"] is None) for one in found][2:5] == [
        ("2013/14-Q2", False),
        ("2013/14-Q3", True),
        ("2013/14-Q4", False),
    ]


# ---- The same everywhere

ENDINGS = ("html", "docx", "xlsx", "pdf", "md", "json", "csv")
_MADE = """\
import sys
from scrplan.cli.app import run
for ending in sys.argv[1:]:
    assert run(["report", "--quarter", "2013/14-Q2", "-o", f"report.{ending}"]) == 0
"""
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "40"}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "LANG": "de_DE.UTF-8",
    "PYTHONHASHSEED": "2",
    "COLUMNS": "200",
}


def made_in(folder: Path, surroundings: dict[str, str]) -> dict[str, bytes]:
    """Make the report in every format in a process of its own."""
    line = [sys.executable, "-c", _MADE, *ENDINGS]
    subprocess.run(line, cwd=folder, env=ENVIRONMENT | surroundings, check=True, timeout=PATIENCE)
    return {ending: (folder / f"report.{ending}").read_bytes() for ending in ENDINGS}


def test_two_clones_of_a_commit_make_the_same_bytes_in_every_format(tmp_path: Path) -> None:
    root = tmp_path / "board"
    board_with_a_past(root)
    shutil.copy(ROOT / "plans" / "child-g.yaml", root / "plans")
    late = SUMMER.replace("due: 2014-02", "due: 2013-08")
    commit_on(root, "2013-09-29T23:30:00", late, SAMPLE, zone="-0900")  # by Greenwich in October
    one, two = tmp_path / "one", tmp_path / "quite another folder \u00e9"
    for folder in (one, two):
        in_git(tmp_path, "clone", "--quiet", str(root), str(folder))
    first, second = made_in(one, HERE), made_in(two, THERE)
    assert [ending for ending in ENDINGS if first[ending] != second[ending]] == []
    assert [ending for ending in ENDINGS if str(tmp_path).encode() in first[ending]] == []


def test_where_git_says_nothing_the_bytes_are_the_same_too(tmp_path: Path) -> None:
    made = []
    for name, surroundings in (("one", HERE), ("two \u00e9", THERE)):
        (tmp_path / name / "plans").mkdir(parents=True)
        (tmp_path / name / SAMPLE).write_text(SUMMER)
        made.append(made_in(tmp_path / name, surroundings))
    assert [ending for ending in ENDINGS if made[0][ending] != made[1][ending]] == []
