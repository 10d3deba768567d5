"""The benchmarks run, and measure plans that are what they claim to be; how fast anything is, is never asserted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scrplan.check.schema_check import PLAN_SCHEMA, schema_problems
from scrplan.model import Plan
from scrplan.source.files import load_document, load_plan
from tests.benchmarks import measure
from tests.benchmarks.generate import ROWS, plan_text, write_plans
from tests.benchmarks.generate import main as generate
from tests.benchmarks.processes import Command, CommandFailed, Sample, interleaved, ratios
from tests.building import ROOT

SEEDS = (1, 7, 2024)
PLANS = 12  # of each seed: four of each rating key


def _plans(folder: Path, seed: int) -> list[Plan]:
    write_plans(folder, PLANS, seed)
    read = [load_plan(path) for path in sorted(folder.iterdir())]
    assert [problem.line() for _, problems in read for problem in problems] == []
    return [plan for plan, _ in read if plan]


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_plans_are_read_without_a_problem(tmp_path: Path, seed: int) -> None:
    plans = _plans(tmp_path, seed)
    assert [plan.id for plan in plans] == [f"plan-{number:04}" for number in range(1, PLANS + 1)]
    assert {len(plan.recommendations) for plan in plans} == {ROWS}
    assert len({tuple(plan.ratings) for plan in plans}) == 3
    assert len({agency.name for plan in plans for agency in plan.agencies}) > 8


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_plans_pass_the_schema(tmp_path: Path, seed: int) -> None:
    write_plans(tmp_path, 3, seed)
    for path in tmp_path.iterdir():
        assert schema_problems(load_document(path), PLAN_SCHEMA) == ()


def test_generated_plans_use_the_whole_format(tmp_path: Path) -> None:
    rows = [row for plan in _plans(tmp_path, 1) for row in plan.recommendations]
    for field in ("themes", "actions", "scope", "acceptance", "acceptance_reason", "links", "allow"):
        assert any(getattr(row, field) for row in rows), field
    for field in rows[0].progress._fields:
        assert any(getattr(row.progress, field) for row in rows), field
    assert any(action.progress.leads for row in rows for action in row.actions)
    assert any(len(row.actions) > 1 for row in rows)
    assert any(len(row.progress.leads) > 1 for row in rows)
    assert any(len(row.progress.updates) > 1 for row in rows)


def test_generated_plans_use_every_style_of_yaml(tmp_path: Path) -> None:
    write_plans(tmp_path, PLANS)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    for style in (">-\n", "|-\n", ": {", ": [", 'ref: "1"', "ref: 1\n", "ref: R1\n", 'title: "', "\u00a3"):
        assert style in text, style


@pytest.mark.parametrize("number", range(1, 40))
def test_a_generated_plan_has_the_size_of_a_published_one(number: int) -> None:
    assert 30 * 1024 <= len(plan_text(number, seed=3).encode()) <= 45 * 1024


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    assert generate([str(tmp_path / "few"), "--plans", "2", "--seed", "5"]) == 0
    write_plans(tmp_path / "more", 3, seed=5)
    few = {path.name: path.read_bytes() for path in (tmp_path / "few").iterdir()}
    more = {path.name: path.read_bytes() for path in (tmp_path / "more").iterdir()}
    assert len(few) == 2
    assert few.items() < more.items()
    assert plan_text(1, seed=5) != plan_text(1, seed=6)


def test_the_command_prints_its_table() -> None:
    line = [sys.executable, "-m", "tests.benchmarks", "--quick", "--rounds", "1", "--plans", "2,4"]
    ran = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", env={**os.environ}, check=False)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0].split("  ")[0] == "what"
    for what in ("status plans/child-g.yaml", "--version", "list, 2 plans", "list, 4 plans", "list, a plan of 4"):
        assert any(one.startswith(what) for one in lines), what


def test_a_failing_command_is_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails = Command("fails", (sys.executable, "-c", "import sys; sys.exit(3)"), tmp_path)
    monkeypatch.setattr(measure, "start_rows", lambda *_: interleaved([fails], 1))
    assert measure.main(["--quick"]) == 1
    assert "fails ended with 3" in capsys.readouterr().err


def test_a_command_that_does_nothing_is_no_figure(tmp_path: Path) -> None:
    idle = Command("idle", (sys.executable, "-c", "pass"), tmp_path, says=lambda said: "done" in said)
    with pytest.raises(CommandFailed, match="did not do its work"):
        interleaved([idle], 1)


def test_a_ratio_is_the_median_of_pairs() -> None:
    ours = [Sample(2.0, 0), Sample(9.0, 0), Sample(8.0, 0)]
    theirs = [Sample(1.0, 0), Sample(3.0, 0), Sample(2.0, 0)]
    assert ratios(ours, theirs) == (3.0, 2.0, 4.0)
