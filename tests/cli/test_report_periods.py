"""The report command over a year in git: which period, and from where its figures are."""

import json
from pathlib import Path

import pytest

from tests.building import in_git
from tests.cli.periods import AUTUMN, SAMPLE, board_with_a_past, rows
from tests.cli.reports import answer, flow, paper, report
from tests.git.test_revisions import commit_on


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return board_with_a_past(tmp_path)


# ---- Both ends


def test_a_quarter_between_two_commits(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "--quarter", "2013/14-Q1")
    assert (found["basis"], found["as_at"]) == ("git", "2013-06-30")
    assert found["period"] == {"text": "2013/14-Q1", "first": "2013-04-01", "last": "2013-06-30"}
    assert found["generated_from"] == {"commit": past["summer"], "dirty": False}
    assert flow(found) == {"opening": 3, "added": 1, "closed": 1, "closing": 3}
    figures = found["figures"]
    assert (figures["dates_moved"], figures["dates_moved_without_reason"], figures["updates"]) == (1, 1, 1)
    assert (figures["overdue"], figures["closed"], figures["complete_without_evidence"]) == (0, 1, 0)
    told = paper(capsys, "--quarter", "2013/14-Q1")
    assert "What this paper cannot know" not in told
    assert f"**Commit**: {past['summer']}\n" in told


def test_the_quarter_after_has_what_went(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    found = answer(capsys, "--quarter", "2013-Q3")
    assert flow(found) == {"opening": 3, "removed": 1, "closing": 2}
    assert found["figures"]["agencies_silent"] == ["Health", "Police"]


def test_the_first_quarter_has_its_end_alone(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    found = answer(capsys, "--quarter", "2012/13-Q4")
    assert (found["basis"], flow(found)) == ("no_opening", {"opening": 3, "closing": 3})
    told = paper(capsys, "--quarter", "2012/13-Q4")
    assert "- git has no version of the plans from 31 December 2012 or before.\n" in told


def test_what_the_plan_dates_in_its_first_quarter_moved_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    text = rows("ref: 1, text: Write, rag: green, completed: 2013-02", "ref: 2, text: Read, rag: amber")
    commit_on(tmp_path, "2013-03-12", text, SAMPLE)
    found = answer(capsys, "--quarter", "2012/13-Q4")
    assert (found["basis"], flow(found)) == ("no_opening", {"opening": 2, "closed": 1, "closing": 1})


def test_before_all_commits_there_are_the_files_of_today(
    past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    found = answer(capsys, "--quarter", "2012/13-Q1")
    assert (found["basis"], found["trend"]) == ("not_then", [])
    assert found["figures"]["recommendations"] == 3
    assert (found["figures"]["complete"], found["figures"]["overdue"]) == (0, 0)  # it was completed in 2013
    told = paper(capsys, "--quarter", "2012/13-Q1")
    assert "git has no version of the plans from 30 June 2012 or before." in told
    assert "30 June 2012, as the plans record it" in told


def test_a_date_that_was_overwritten_later_had_not_moved_before_all_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    board_with_a_past(tmp_path)
    commit_on(tmp_path, "2013-10-10", AUTUMN.replace("due: 2014-02", "due: 2012-05"), SAMPLE)
    overdue = paper(capsys, "--quarter", "2012/13-Q1").partition("## Overdue")[2].partition("\n## ")[0]
    assert "| 2 " in overdue
    assert "overwritten on" not in overdue


def test_outside_git_there_are_the_files_of_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / SAMPLE).write_text(AUTUMN)
    found = answer(capsys, "--quarter", "2013/14-Q1")
    assert (found["basis"], found["generated_from"]["commit"]) == ("no_git", None)
    assert flow(found) == {"opening": 3, "closed": 1, "closing": 2}
    told = paper(capsys, "--quarter", "2013/14-Q1")
    assert "The plans are not in git" in told
    assert "**Commit**: none: the plans are not in git\n" in told


def test_a_shallow_clone_says_what_it_does_not_hold(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = report(capsys, "--quarter", "2013/14-Q2")
    assert (done.code, done.out) == (3, "")
    assert "shallow" in done.err
    assert done.err.count("\n") == 1


def test_a_clone_that_is_cut_after_the_period_says_that_it_is_cut_and_not_that_git_has_nothing(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    told = report(capsys, "--quarter", "2012-Q1", "-f", "markdown").out
    assert "this clone has no version of the plans from 31 March 2012 or before." in told
    assert "git fetch --unshallow" in told
    assert "git has no" not in told
    done = report(capsys, "--quarter", "2012-Q1", "-f", "json")
    assert "to fix: git fetch --unshallow" in done.err
    cut = [one for one in json.loads(done.out)["notices"] if one["kind"] == "cut"]
    assert [one["command"] for one in cut] == ["git fetch --unshallow"]


def test_a_bare_repository_has_the_same_figures(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    wanted = answer(capsys, "--quarter", "2013/14-Q2")
    in_git(tmp_path, "clone", "--quiet", "--bare", str(tmp_path), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert answer(capsys, "--quarter", "2013/14-Q2") == wanted
    assert answer(capsys) == wanted


def test_a_date_that_was_overwritten_in_git_has_its_first_date_and_when(
    past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    told = paper(capsys, "--quarter", "2013/14-Q4", today=("--as-at", "2014-05-01"))
    overdue = told.partition("## Overdue")[2].partition("\n## ")[0]
    assert "| Jul 2013 | Feb 2014 | 31 days | 212 days | 1 | none: overwritten on 20 June 2013 | red |" in overdue
    assert "No due date was moved in this period." in told
    assert "One due date was moved, 1 without a recorded reason." in paper(capsys, "--quarter", "2013/14-Q1")


# ---- Which period


@pytest.mark.parametrize(
    ("today", "financial", "calendar"),
    [
        ("2013-09-30", "2013/14-Q1", "2013-Q2"),
        ("2013-10-01", "2013/14-Q2", "2013-Q3"),
        ("2013-12-31", "2013/14-Q2", "2013-Q3"),
        ("2014-02-01", "2013/14-Q3", "2013-Q4"),
        ("2014-04-01", "2013/14-Q4", "2014-Q1"),
    ],
)
def test_the_default_is_the_last_full_quarter(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], today: str, financial: str, calendar: str
) -> None:
    assert past
    assert answer(capsys, today=("--as-at", today))["period"]["text"] == financial
    (tmp_path / "scrplan.yaml").write_text("quarters: calendar\n")
    assert answer(capsys, today=("--as-at", today))["period"]["text"] == calendar


@pytest.mark.parametrize("in_repository", [False, True], ids=["no git", "no commit"])
def test_outside_git_too_it_is_the_last_full_quarter_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], in_repository: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / SAMPLE).write_text(AUTUMN)
    (tmp_path / "scrplan.yaml").write_text("quarters: calendar\n")
    if in_repository:
        in_git(tmp_path, "init", "--quiet")
    found = answer(capsys)
    assert (found["basis"], found["period"]["text"]) == ("no_git", "2013-Q3")


def test_a_bare_repository_has_the_quarters_of_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "board"
    board_with_a_past(root)
    commit_on(root, "2013-09-29", "quarters: calendar\n", "scrplan.yaml")
    in_git(root, "clone", "--quiet", "--bare", str(root), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert answer(capsys)["period"]["text"] == "2013-Q3"


@pytest.mark.parametrize("settings", ["quarters: financial\n", "quarters: calendar\n"])
@pytest.mark.parametrize("written", ["2013/14-Q1", "2013-Q2"])
def test_a_quarter_has_the_same_days_by_either_name(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, settings: str
) -> None:
    assert past
    commit_on(tmp_path, "2013-06-25", settings, "scrplan.yaml")
    found = answer(capsys, "--quarter", written)
    assert (found["period"]["first"], found["period"]["last"]) == ("2013-04-01", "2013-06-30")
    coming = "2013/14-Q2" if "/" in written else "2013-Q3"
    assert f"Due next: July to September 2013 ({coming})" in paper(capsys, "--quarter", written)


@pytest.mark.parametrize(
    ("first", "last", "days", "title"),
    [
        ("2013-07-01", "2013-09-15", ("2013-07-01", "2013-09-15"), "1 July 2013 to 15 September 2013"),
        ("2013-04", "2013-06", ("2013-04-01", "2013-06-30"), "1 April 2013 to 30 June 2013"),
        ("2013-06-20", "2013-06-20", ("2013-06-20", "2013-06-20"), "20 June 2013"),
        ("2012/13-Q4", "2013/14-Q1", ("2013-01-01", "2013-06-30"), "1 January 2013 to 30 June 2013"),
        pytest.param(
            "2013-06-03",
            "2013-06-28",
            ("2013-06-03", "2013-06-28"),
            "3 June 2013 to 28 June 2013",
        ),
    ],
)
def test_any_period(
    past: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    first: str,
    last: str,
    days: tuple[str, str],
    title: str,
) -> None:
    assert past
    found = answer(capsys, "--from", first, "--to", last)
    assert (found["period"]["first"], found["period"]["last"]) == days
    assert paper(capsys, "--from", first, "--to", last).startswith(f"# A sample plan: progress, {title}\n")


def test_what_falls_due_next_falls_due_after_the_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    board_with_a_past(tmp_path)
    dues = ("2013-07-31", "2013-08-15", "2013-08-16", "2013-09-30", "2013-10-01")
    text = rows(*(f"ref: {place}, text: Row, rag: red, due: {due}" for place, due in enumerate(dues, 1)))
    commit_on(tmp_path, "2013-06-25", text, SAMPLE)
    found = answer(capsys, "--from", "2013-07-01", "--to", "2013-08-15")
    assert (found["figures"]["overdue"], found["figures"]["due_next"]) == (1, 3)  # one on the very last day
    assert "\n## Due next: 16 August 2013 to 30 September 2013\n" in paper(
        capsys, "--from", "2013-07", "--to", "2013-08-15"
    )
