"""The report command in a period that has not ended, has not begun, or is younger than a quarter."""

import json
from pathlib import Path

import pytest

from tests.cli.periods import AUTUMN, SAMPLE, board_with_a_past, rows
from tests.cli.reports import answer, paper, report
from tests.git.test_revisions import commit_on


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return board_with_a_past(tmp_path)


def test_a_period_that_has_not_ended_is_judged_today_and_says_so(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    text = AUTUMN.replace("due: 2014-02", "due: 2013-11-30")
    commit_on(tmp_path, "2013-11-01", text, SAMPLE)
    found = answer(capsys, "--quarter", "2013/14-Q3")
    assert (found["figures"]["overdue"], found["as_at"]) == (0, "2013-11-15")
    assert [one["period"] for one in found["trend"]][-1] == "2013/14-Q2"
    told = paper(capsys, "--quarter", "2013/14-Q3")
    assert "Nothing was overdue on 15 November 2013." in told
    assert "15 November 2013, as it was known" in told
    assert "- The period has not ended: the plans are judged on 15 November 2013.\n" in told
    assert "on 31 December 2013" not in told


def test_what_is_not_committed_is_not_in_the_paper_and_that_is_said(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("rag: red, due: 2014-02", "rag: green, due: 2014-02"))
    done = report(capsys, "--quarter", "2013/14-Q3", "-f", "json")
    assert done.code == 0
    assert done.err == (
        "warning: there are changes that are not committed, and the report is on the last commit; commit them first\n"
    )
    found = json.loads(done.out)
    assert found["figures"]["ratings"]["red"] == 1
    assert found["generated_from"] == {"commit": past["autumn"], "dirty": False}
    assert report(capsys, "--quarter", "2013/14-Q2").err == ""  # a period that has ended is not about the present


def test_a_first_period_within_a_quarter_has_no_trend(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--from", "2013-03-01", "--to", "2013-03-20")
    assert (found["generated_from"]["commit"], found["trend"]) == (past["spring"], [])
    found = answer(capsys, "--quarter", "2012/13-Q4", today=("--as-at", "2013-03-20"))
    assert (found["generated_from"]["commit"], found["trend"]) == (past["spring"], [])


def test_files_in_a_period_that_has_not_ended_are_judged_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("due: 2014-02", "due: 2013-11-30"))
    found = answer(capsys, "--quarter", "2013/14-Q3")
    assert (found["figures"]["overdue"], found["as_at"]) == (0, "2013-11-15")


@pytest.mark.parametrize("in_git", [True, False])
def test_a_period_that_has_not_begun_is_none(
    in_git: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if in_git:
        board_with_a_past(tmp_path)
    done = report(capsys, "--quarter", "2014/15-Q1")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "scrplan: April to June 2014 (2014/15-Q1) has not begun on 15 November 2013: ask for a period that has\n"
    )


@pytest.mark.parametrize("name", ["plans/new.yaml", "scrplan.yaml"])
def test_what_git_does_not_know_yet_is_said_too(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert past
    text = AUTUMN.replace("id: sample", "id: new") if "new" in name else "board: Another\n"
    (tmp_path / name).write_text(text)
    done = report(capsys, "--quarter", "2013/14-Q3", "-f", "json")
    assert done.err.startswith("warning: there are changes that are not committed")
    assert json.loads(done.out)["figures"]["recommendations"] == 3
    assert report(capsys, "--quarter", "2013/14-Q2").err == ""


def test_in_a_period_that_has_not_ended_the_rest_of_it_falls_due_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    board_with_a_past(tmp_path)
    dues = ("2013-11-14", "2013-11-16", "2013-12-31", "2014-01-01")
    text = rows(*(f"ref: {place}, text: Row, rag: red, due: {due}" for place, due in enumerate(dues, 1)))
    commit_on(tmp_path, "2013-11-01", text, SAMPLE)
    figures = answer(capsys, "--quarter", "2013/14-Q3")["figures"]
    assert (figures["overdue"], figures["due_next"]) == (1, 2)
    assert "\n## Due next: 16 November 2013 to 31 December 2013\n" in paper(capsys, "--quarter", "2013/14-Q3")
