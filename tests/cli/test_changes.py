import csv
import io
import json
from pathlib import Path

import pytest

from scrplan.cli.app import COMMANDS
from tests.building import Outcome, call, in_git
from tests.cli.periods import AUTUMN, SAMPLE, board_with_a_past, rows


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "changes", "changes")


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(tmp_path)
    return board_with_a_past(tmp_path)


def changes(capsys: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    return call(capsys, "changes", "--as-at", "2013-10-15", *arguments)


def events(done: Outcome) -> list[tuple[str, str]]:
    assert done.code == 0, done.err
    lines = [line.split("\t") for line in done.out.splitlines() if not line.startswith("#")]
    return [(line[0], line[2]) for line in lines[1:]]


SECOND_QUARTER = [
    ("closed", "1"),
    ("rating_up", "1"),
    ("evidence_added", "1"),
    ("updated", "1"),
    ("date_moved", "2"),
    ("lead_changed", "2"),
    ("rating_up", "3"),
    ("added", "4"),
]
THIRD_QUARTER = [("rating_down", "2"), ("removed", "3")]


def test_a_quarter_begins_after_the_last_commit_before_it(
    past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    done = changes(capsys, "--since", "2013-Q2", "--until", "2013-Q2")
    assert events(done) == SECOND_QUARTER
    assert done.out.splitlines()[:5] == [
        "# Changes from 1 April 2013 to 30 June 2013: A sample plan (sample)",
        f"# Start: 31 March 2013: commit {past['spring'][:7]} of 12 March 2013",
        f"# End: 30 June 2013: commit {past['summer'][:7]} of 20 June 2013",
        "# Open: 3 at the start + 1 added - 1 closed = 3 at the end",
        "# No update: from Police",
    ]
    assert done.err == ""


def test_without_an_end_it_is_the_files_as_they_are(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("rag: red", "rag: green"))
    done = changes(capsys, "--since", past["autumn"])
    assert events(done) == [("closed", "2"), ("rating_up", "2")]
    assert "# End: 15 October 2013: the files as they are now" in done.out


@pytest.mark.parametrize("since", ["2013-07-01", "2013-07", "2013-Q3", "2013/14-Q2", "@2013-06-30"])
def test_ways_to_say_a_beginning(since: str, past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    assert events(changes(capsys, "--since", since)) == THIRD_QUARTER


@pytest.mark.parametrize("until", ["HEAD~1", "refs/heads/summer", "2013-06-30", "2013-08", "@2013-09-27"])
def test_ways_to_say_an_end(
    until: str, past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_git(tmp_path, "branch", "summer", past["summer"])
    assert events(changes(capsys, "--since", past["spring"], "--until", until)) == SECOND_QUARTER


def test_what_parses_as_a_date_is_one(past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(tmp_path, "branch", "2013", past["autumn"])
    assert len(events(changes(capsys, "--since", "2013"))) > 3
    assert events(changes(capsys, "--since", "refs/heads/2013")) == []


def test_both_ends_are_judged_on_their_own_day(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    done = changes(capsys, "--since", "HEAD~1", "--until", "HEAD", "-f", "json")
    assert json.loads(done.out)["as_at"] == "2013-10-15"  # as asked for
    done = call(capsys, "changes", "--since", "HEAD~1", "--until", "HEAD", "-f", "json")
    assert json.loads(done.out)["as_at"] == "2013-09-28"
    done = call(capsys, "changes", "--since", "HEAD~1", "--until", "2013", "-f", "json")
    assert json.loads(done.out)["as_at"] == "2013-12-31"


def test_a_period_that_has_not_ended_is_judged_today(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    done = call(capsys, "changes", "--since", "2013", "--until", "2199", "-f", "json")
    assert "2013" < json.loads(done.out)["as_at"] < "2199"


def test_before_the_first_commit_everything_counts_as_added(
    past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    done = changes(capsys, "--since", "2013-01", "--until", "2013-03")
    assert events(done) == [("added", "1"), ("added", "2"), ("added", "3")]
    assert "# There is no commit on or before 31 December 2012: everything counts as added." in done.out


def test_a_plan_that_was_not_there_is_told_as_new(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    other = rows("ref: 1, text: Act, rag: green").replace("id: sample", "id: other").replace("A sample", "Another")
    (tmp_path / "plans" / "other.yaml").write_text(other)
    for named in ([], ["other", "sample"]):
        done = changes(capsys, "--since", "HEAD", *named)
        assert "# New plans: other" in done.out.splitlines()
        assert events(done) == [("added", "1"), ("closed", "1")]
    assert events(changes(capsys, "--since", "HEAD", "other")) == [("added", "1"), ("closed", "1")]
    first = in_git(tmp_path, "rev-parse", "HEAD")
    in_git(tmp_path, "rm", "--quiet", "--force", SAMPLE)
    in_git(tmp_path, "commit", "--quiet", "--message", "Remove the sample")
    done = changes(capsys, "--since", first)
    assert "# Plans gone: sample" in done.out
    assert [kind for kind, _ in events(done)].count("removed") == 3
    assert events(changes(capsys, "--since", first, "sample")) == [("removed", ref) for ref in "124"]


def test_one_agency(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    done = changes(capsys, "--since", "2013-Q2", "--until", "2013-Q2", "--agency", "police")
    assert events(done) == [("rating_up", "3"), ("added", "4")]
    assert "# Only agency police" in done.out
    assert "# Open: 1 at the start + 1 added = 2 at the end" in done.out
    assert events(changes(capsys, "--since", "2013-Q3", "--agency", "NHS")) == [("rating_down", "2")]


def test_csv_has_a_record_for_each_event(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    done = changes(capsys, "--since", "2013-Q2", "--until", "2013-Q2", "-f", "csv")
    records = list(csv.DictReader(io.StringIO(done.out)))
    assert [(one["event"], one["ref"]) for one in records] == SECOND_QUARTER
    moved = records[4]
    assert (moved["before"], moved["after"], moved["days"], moved["reason"]) == ("2013-07", "2014-02", "212", "")


def test_json_has_an_item_for_each_event(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(changes(capsys, "--since", "2013-Q2", "--until", "2013-Q2", "-f", "json").out)
    assert answer["kind"] == "changes"
    assert answer["generated_from"] == {"commit": past["summer"], "dirty": False}
    closed, *_ = answer["items"]
    assert closed == {
        "event": "closed",
        "plan": "sample",
        "ref": "1",
        "part": None,
        "agency": "Health",
        "text": "Write to the Home Office",
        "before": "in_progress",
        "after": "complete",
        "on": "2013-06-12",
        "days": None,
        "reason": None,
        "rag": "green",
        "state": "complete",
        "due": "2013-07",
        "evidence": ["The letter"],
    }


def test_on_a_screen_the_tables_foot(past: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert past
    lines = changes(capsys, "--since", "2013-Q2", "--until", "2013-Q3", "-f", "terminal").out.splitlines()
    at = lines.index("Open recommendations by agency")
    assert lines[at + 1 : at + 5] == [
        "Agency  Start  Added  Closed  Removed  End",
        "Health      2             -1             1",
        "Police      1     +1               -1    1",
        "All         3     +1      -1       -1    2",
    ]
    assert "Due date moved: 1" in lines
    assert any("no reason recorded" in line for line in lines)
    assert "Updates by agency: 1 update" in lines


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "scrplan: Missing option '--since'; see scrplan changes --help"),
        (["--since", "2013-13"], 2, "scrplan: --since: '2013-13' has no such month: months run from 01 to 12"),
        (["--since", "1/4/2013"], 2, "scrplan: --since: '1/4/2013' is not a date of the format: "),
        (["--since", "nowhere"], 3, "scrplan: there is no commit 'nowhere': "),
        (["--since", ""], 2, "scrplan: the revision is empty: "),
        (["--since", "--all"], 2, "scrplan: '--all' is not a revision"),
        (["--since", "2014"], 2, "scrplan: --since is after the end: the period would start on 1 January 2014"),
        (["--since", "2013", "--until", "2012"], 3, "scrplan: there is no commit on or before 31 December 2012: "),
        (["--since", "2013", "--until", "31.12.2012"], 2, "scrplan: --until: '31.12.2012' is not a date"),
        (["--since", "2013", "--agency", "Polise"], 2, "scrplan: unknown agency 'Polise': did you mean 'Police'?"),
        (["--since", "2013", "--agency", " "], 2, "scrplan: --agency is empty: "),
        (["--since", "2013", "other"], 2, "scrplan: other: there is no such plan"),
        (["--since", "2013-Q3", "sample", "other"], 2, "scrplan: other: there is no such plan"),
        (["--since", "2013-Q3", "--until", "HEAD", "other"], 2, "scrplan: other: commit "),
    ],
)
def test_words_that_do_not_fit(
    arguments: list[str], code: int, words: str, past: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    done = changes(capsys, *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(words)
    assert done.err.count("\n") == 1


def test_a_plan_that_cannot_be_read_at_either_end_stops_everything(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / SAMPLE).write_text(AUTUMN.replace("rag: red", "raq: red"))
    done = changes(capsys, "--since", "2013-Q3")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("plans/sample.yaml:16:")
    in_git(tmp_path, "commit", "--quiet", "--all", "--message", "A slip")
    slip = in_git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / SAMPLE).write_text(AUTUMN)
    done = changes(capsys, "--since", slip, "--until", past["summer"])
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{slip[:7]}:plans/sample.yaml:16:")
    (tmp_path / "scrplan.yaml").write_text("bored: A board\n")
    done = changes(capsys, "--since", slip)
    assert [line.split(":")[0] for line in done.err.splitlines()] == [slip[:7], "scrplan.yaml"]


def test_a_file_that_is_no_text_is_told_as_everywhere(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / SAMPLE).write_bytes(b"\xff\xfea")
    done = changes(capsys, "--since", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert "not-utf-8" in done.err
    (tmp_path / SAMPLE).unlink()
    (tmp_path / SAMPLE).mkdir()
    assert "cannot be read" in changes(capsys, "--since", "HEAD").err


def test_what_looks_like_a_plan_and_is_not_read_is_told(
    past: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    (tmp_path / "plans" / "other.yml").write_text(AUTUMN)
    assert changes(capsys, "--since", "HEAD").err.splitlines() == [
        "warning: plans/other.yml is not read; plans end in .yaml"
    ]


def test_a_cut_history_is_not_taken_for_the_beginning(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert past
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = changes(capsys, "--since", "2013-Q2")
    assert (done.code, done.out) == (3, "")
    assert "shallow" in done.err


def test_a_bare_repository_ends_with_its_last_commit(
    past: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_git(tmp_path, "clone", "--quiet", "--bare", str(tmp_path), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    done = changes(capsys, "--since", "2013-Q3")
    assert events(done) == THIRD_QUARTER
    assert f"# End: 15 October 2013: commit {past['autumn'][:7]} of 28 September 2013" in done.out


@pytest.mark.parametrize("start", ["no repository", "no commit"])
def test_without_a_history(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    if start == "no commit":
        in_git(tmp_path, "init", "--quiet")
    done = changes(capsys, "--since", "2013")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("scrplan: ")
