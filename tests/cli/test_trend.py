import csv
import io
import json
from pathlib import Path

import pytest

from scrplan.cli.app import COMMANDS
from tests.building import Outcome, call, in_git
from tests.cli.periods import AUTUMN, SAMPLE, SPRING, board_with_a_past, rows
from tests.git.test_revisions import commit_on


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "trend", "trend")


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return board_with_a_past(tmp_path)


def trend(capsys: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    return call(capsys, "trend", "--as-at", "2013-11-15", *arguments)


def periods(done: Outcome) -> list[tuple[str, ...]]:
    """Return the period of each point, with how many there are, are open, overdue, done."""
    assert done.code == 0, done.err
    records = csv.DictReader(io.StringIO(done.out))
    return [tuple(one[key] for key in ("period", "total", "open", "overdue", "done")) for one in records]


def test_by_quarter_to_the_files_as_they_are(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("rag: red, due: 2014-02", "rag: green, due: 2014-02"))
    done = trend(capsys, "-f", "csv")
    assert periods(done) == [
        ("2012/13-Q4", "3", "3", "0", "0"),
        ("2013/14-Q1", "4", "3", "0", "1"),
        ("2013/14-Q2", "3", "2", "0", "1"),
        ("now", "3", "1", "0", "2"),
    ]
    assert past["summer"] in done.out
    assert done.err == ""


def test_each_point_is_judged_on_its_own_day(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    found = periods(trend(capsys, "-f", "csv", "--by", "month", "--from", "2013-05", "--until", "2013-08"))
    assert [(period, late) for period, _, _, late, _ in found] == [
        ("2013-05", "0"),
        ("2013-06", "0"),
        ("2013-07", "0"),
        ("2013-08", "0"),
    ]
    done = trend(capsys, "-f", "csv", "--by", "month", "--from", "2014-01", "--as-at", "2014-04-10")
    assert [one[3] for one in periods(done)] == ["0", "0", "1", "1"]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--by", "year"], ["2012/13", "now"]),
        (["--by", "month", "--until", "2013-05"], ["2013-03", "2013-04", "2013-05"]),
        (["--from", "2013-05"], ["2013/14-Q1", "2013/14-Q2", "now"]),
        (["--until", "2013-08"], ["2012/13-Q4", "2013/14-Q1"]),
        (["--until", "2013-09-30"], ["2012/13-Q4", "2013/14-Q1", "2013/14-Q2"]),
        (["--from", "1900", "--by", "year"], ["2012/13", "now"]),
        (["--until", "2199"], ["2012/13-Q4", "2013/14-Q1", "2013/14-Q2", "now"]),
    ],
)
def test_which_periods(
    arguments: list[str], wanted: list[str], past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    assert [one[0] for one in periods(trend(capsys, "-f", "csv", *arguments))] == wanted


def test_quarters_are_those_of_the_settings(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / "scrplan.yaml").write_text("quarters: calendar\n")
    assert [one[0] for one in periods(trend(capsys, "-f", "csv"))] == ["2013-Q1", "2013-Q2", "2013-Q3", "now"]
    assert "# By calendar quarter: " in trend(capsys).out


def test_at_most_two_years_where_nothing_else_is_asked(
    past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    assert len(periods(call(capsys, "trend", "-f", "csv", "--as-at", "2019-01-10"))) == 9


def test_periods_before_the_first_plan_are_told(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    assert "# Not shown: 2011/12-Q3 to 2012/13-Q3, when there was no plan in git.\n" in trend(capsys).out
    assert "Not shown: 2012/13-Q3, when" in trend(capsys, "--from", "2012-10").out
    assert "Not shown" not in trend(capsys, "--from", "2013").out
    later = rows("ref: 1, text: Act").replace("id: sample", "id: other")
    commit_on(tmp_path, "2013-10-02", later, "plans/other.yaml")
    assert [one[0] for one in periods(trend(capsys, "other", "-f", "csv"))] == ["now"]
    assert [one[1] for one in periods(trend(capsys, "other", "sample", "-f", "csv"))] == ["3", "4", "3", "4"]


def test_a_plan_that_was_taken_away_leaves_nothing(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    in_git(tmp_path, "rm", "--quiet", "--force", SAMPLE)
    in_git(tmp_path, "commit", "--quiet", "--message", "Remove the sample")
    found = periods(trend(capsys, "sample", "-f", "csv"))
    assert found[-1] == ("now", "0", "0", "0", "0")


def test_a_point_that_cannot_be_read_is_told_and_has_no_figures(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    slip = commit_on(tmp_path, "2013-09-29", AUTUMN.replace("rag: red", "raq: red"), SAMPLE)
    commit_on(tmp_path, "2013-10-02", AUTUMN, SAMPLE)
    done = trend(capsys, "-f", "csv")
    assert periods(done)[2:] == [("2013/14-Q2", "", "", "", ""), ("now", "3", "2", "0", "1")]
    problem, summary = done.err.splitlines()
    assert problem.startswith(f"warning: {slip[:7]}:plans/sample.yaml:16:")
    assert summary == f"warning: 2013/14-Q2 has no figures: a plan of commit {slip[:7]} cannot be read"
    assert "# No figures for 2013/14-Q2: a plan could not be read." in trend(capsys).out
    assert "2013/14-Q2  30 Sep 2013  ?" in trend(capsys, "-f", "terminal").out.replace("   ?", "?")
    answer = json.loads(trend(capsys, "-f", "json").out)
    assert answer["items"][2] == {
        "period": "2013/14-Q2",
        "day": "2013-09-30",
        "commit": slip,
        **dict.fromkeys(("total", "open", "overdue", "done", "stopped", "ratings")),
    }


def test_where_no_point_can_be_read_none_has_figures(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    commit_on(tmp_path, "2013-09-29", AUTUMN.replace("rag: red", "raq: red"), SAMPLE)
    done = trend(capsys, "-f", "csv", "--from", "2013-Q3", "--until", "2013-Q3")
    assert periods(done) == [("2013/14-Q2", "", "", "", "")]
    assert "No figures for 2013/14-Q2" in trend(capsys, "--from", "2013-Q3", "--until", "2013-Q3").out


def test_files_that_cannot_be_read_now_stop_everything(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("rag: red", "raq: red"))
    done = trend(capsys)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("plans/sample.yaml:16:")
    assert len(periods(trend(capsys, "-f", "csv", "--until", "2013-09"))) == 3
    (tmp_path / "scrplan.yaml").write_text("bored: A board\n")
    done = trend(capsys, "--until", "2013-09")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scrplan.yaml:1:")


def test_on_a_screen_there_are_bars(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    lines = trend(capsys, "-f", "terminal").out.splitlines()
    at = lines.index("Recommendations")
    assert lines[at + 1 : at + 4] == [
        "Period      On           All  Open                    Overdue  Done",
        "2012/13-Q4  31 Mar 2013    3  3 ████████████████████  0        0",
        "2013/14-Q1  30 Jun 2013    4  3 ████████████████████  0        1 ███████",
    ]


def test_json_has_an_item_for_each_point(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(trend(capsys, "-f", "json", "--until", "2013-08").out)
    assert (answer["kind"], answer["generated_from"]) == ("trend", {"commit": past["summer"], "dirty": False})
    assert answer["items"][0] == {
        "period": "2012/13-Q4",
        "day": "2013-03-31",
        "commit": past["spring"],
        "total": 3,
        "open": 3,
        "overdue": 0,
        "done": 0,
        "stopped": 0,
        "ratings": {"green": 0, "amber": 2, "red": 1},
    }


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--by", "week"], 2, "scrplan: unknown step 'week': choose from month, quarter, year"),
        (["--from", "01/04/2013"], 2, "scrplan: --from: '01/04/2013' is not a date of the format: "),
        (["--until", "soon"], 2, "scrplan: --until: 'soon' is not a date of the format: "),
        (["--from", "2014"], 2, "scrplan: --from 2014 leaves nothing to show: it starts on 1 January 2014, and "),
        (["--until", "2012"], 2, "scrplan: there was no plan in git by 31 December 2012: choose a later --until"),
        (["nowhere"], 2, "scrplan: nowhere: there is no such plan"),
        (["sample", "nowhere"], 2, "scrplan: nowhere: there is no such plan"),
        (["nowhere", "--until", "2013-09"], 2, "scrplan: nowhere: commit "),
    ],
)
def test_words_that_do_not_fit(
    arguments: list[str], code: int, words: str, past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    done = trend(capsys, *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(words)
    assert done.err.count("\n") == 1


def test_a_bare_repository_ends_with_its_last_commit(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    in_git(tmp_path, "clone", "--quiet", "--bare", str(tmp_path), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert [one[0] for one in periods(trend(capsys, "-f", "csv"))][-2:] == ["2013/14-Q2", "now"]


def test_a_cut_history_is_told(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / SAMPLE).write_text(SPRING)
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    assert [one[0] for one in periods(trend(capsys, "-f", "csv"))] == ["2013/14-Q2", "now"]
    assert "# Not shown: 2011/12-Q3 to 2013/14-Q1, which this shallow clone does not hold." in trend(capsys).out
    done = trend(capsys, "-f", "json")
    assert [(one["kind"], one["command"]) for one in json.loads(done.out)["notices"]] == [
        ("cut", "git fetch --unshallow")
    ]
    assert "earlier versions of the plans are not known: this clone is shallow" in done.err


def test_without_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = trend(capsys)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("scrplan: ")
