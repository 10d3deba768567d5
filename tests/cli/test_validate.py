import json
from pathlib import Path

import pytest

from tests.building import call, plan_text


@pytest.mark.usefixtures("published")
def test_the_published_plans_are_without_problem(capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "validate")
    assert (done.code, done.out, done.err) == (0, "", "2 files checked: no problems\n")


def test_every_problem_of_every_file_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "a.yaml").write_text(
        plan_text("  - {ref: 1, agency: Helth, text: Do, raq: red, due: 2012-13}\n")
    )
    (board / "plans" / "b.yaml").write_text("a: [\n")
    (board / "scrplan.yaml").write_text("due_soon_days: soon\n")
    done = call(capsys, "validate")
    places = [line.split(": error")[0] for line in done.out.splitlines()]
    assert done.code == 1
    assert places == [
        "plans/a.yaml:2:5",
        "plans/a.yaml:15:22",
        "plans/a.yaml:15:39",
        "plans/a.yaml:15:54",
        "plans/b.yaml:2:1",
        "scrplan.yaml:1:16",
    ]
    assert done.err == "4 files checked: 6 problems in 3 files\n"


def test_the_json_has_the_promised_keys(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "sample.yaml").write_text(plan_text().replace("amber:", "amber :", 1).replace("text:", "txet:"))
    done = call(capsys, "validate", "-f", "json")
    answer = json.loads(done.out)
    assert done.code == 1
    assert answer["kind"] == "validate"
    assert [list(item) for item in answer["items"]] == [
        ["path", "line", "column", "rule", "severity", "message", "hint"]
    ] * len(answer["items"])
    assert [(item["line"], item["column"], item["rule"]) for item in answer["items"]] == [
        (15, 5, "missing-key"),
        (17, 5, "unknown-key"),
    ]
    assert answer["items"][1]["hint"] == "did you mean 'text'?"


def test_problems_can_be_written_as_a_table(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "sample.yaml").write_text("")
    done = call(capsys, "validate", "-o", "problems.csv")
    assert done.code == 1
    assert (board / "problems.csv").read_text().splitlines()[1].startswith("plans/sample.yaml,1,1,empty,error,")
