"""`show`, `list` and `overdue`, with first due dates and overwritten ones that only git still knows."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.building import Outcome, call, in_git
from tests.history.board_year import Step, commit_steps
from tests.history.stories import SAMPLE, A, B, C, due, moved, plan, row, step

Capture = pytest.CaptureFixture[str]
DAY = ("--as-at", "2014-12-31")
STEPS = [
    step("first", due(A)),
    step("second", due(B)),
    step("third", due(B, "note: Nothing else")),
]
HEADING = "Due dates overwritten, as git has them"


@pytest.fixture
def commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Work in a repository with one plan, whose due date was overwritten once; return its commits by name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return commit_steps(tmp_path, STEPS)


def items(done: Outcome) -> list[dict[str, Any]]:
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["items"]
    return found


def first_and_days(done: Outcome) -> list[tuple[str | None, int | None]]:
    return [(item["original_due"], item["slippage_days"]) for item in items(done)]


@pytest.mark.usefixtures("commits")
@pytest.mark.parametrize("command", [("list",), ("list", "--actions"), ("overdue",), ("show", "sample", "1")])
def test_the_first_date_is_the_one_first_committed(capsys: Capture, command: tuple[str, ...]) -> None:
    done = call(capsys, *command, *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(A, 212)], "")


@pytest.mark.usefixtures("commits")
def test_it_can_be_a_column_a_condition_and_an_order(capsys: Capture) -> None:
    columns = ("--columns", "ref,due,original_due,slippage_days")
    asked = ("list", "-f", "csv", *DAY, *columns)
    assert call(capsys, *asked).out.splitlines()[1:] == ["1,2014-02,2013-07,212"]
    assert len(call(capsys, *asked, "--where", "slippage_days > 200").out.splitlines()) == 2
    assert len(call(capsys, *asked, "--where", "slippage_days < 200").out.splitlines()) == 1
    assert call(capsys, "overdue", "-f", "csv", *DAY, *columns).out.splitlines()[1:] == ["1,2014-02,2013-07,212"]


def test_show_tells_who_overwrote_a_date_and_when(commits: dict[str, str], capsys: Capture) -> None:
    done = call(capsys, "show", "sample", "1", *DAY)
    words = f"July 2013 became February 2014 on 10 January 2013 by Officer second ({commits['second'][:7]})"
    assert f"{HEADING}\n{words}, no reason recorded\n" in done.out
    assert "# Due date moved: first committed as July 2013: 212 days later\n" in done.out
    assert (done.code, done.err) == (0, "")


def test_show_tells_a_program_the_same(commits: dict[str, str], capsys: Capture) -> None:
    (item,) = items(call(capsys, "show", "sample", "1", *DAY, "-f", "json"))
    assert item["overwritten"] == [
        {
            "part": None,
            "from": A,
            "to": B,
            "on": "2013-01-10",
            "by": "Officer second",
            "commit": commits["second"],
        }
    ]


def test_what_is_not_committed_is_told_without_anyone(commits: dict[str, str], capsys: Capture) -> None:
    Path(SAMPLE).write_text(due(C))
    done = call(capsys, "show", "sample", "1", *DAY)
    assert f"({commits['second'][:7]}), no reason recorded\n" in done.out
    assert "February 2014 became June 2014 in the file, which is not committed yet, no reason recorded\n" in done.out
    (item,) = items(call(capsys, "show", "sample", "1", *DAY, "-f", "json"))
    assert [one["by"] for one in item["overwritten"]] == ["Officer second", None]
    assert first_and_days(call(capsys, "list", *DAY, "-f", "json")) == [(A, 334)]


@pytest.mark.usefixtures("commits")
@pytest.mark.parametrize("text", [due(B, moved(A, B)), due(A)], ids=["recorded", "put back"])
def test_what_is_mended_is_no_longer_told(capsys: Capture, text: str) -> None:
    Path(SAMPLE).write_text(text)
    done = call(capsys, "show", "sample", "1", *DAY)
    assert HEADING not in done.out
    ((first, _),) = first_and_days(call(capsys, "list", *DAY, "-f", "json"))
    assert first == A


@pytest.mark.parametrize(
    ("name", "first", "told"), [("first", (A, 0), 0), ("second", (A, 212), 1), ("third", (A, 212), 1)]
)
def test_a_revision_is_told_by_what_came_before_it(
    commits: dict[str, str], capsys: Capture, name: str, first: tuple[str, int], told: int
) -> None:
    Path(SAMPLE).write_text(due(C))
    asked = ("--revision", commits[name], *DAY, "-f", "json")
    assert first_and_days(call(capsys, "list", *asked)) == [first]
    assert first_and_days(call(capsys, "overdue", *asked)) == [first]
    (item,) = items(call(capsys, "show", "sample", "1", *asked))
    assert len(item["overwritten"]) == told


def test_only_what_is_of_the_recommendation_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    two = [plan(row(f"due: {A}"), row(f"due: {day}", ref="2", text="Do another thing")) for day in (A, B)]
    commit_steps(tmp_path, [step(str(number), text) for number, text in enumerate(two)])
    assert HEADING not in call(capsys, "show", "sample", "1", *DAY).out
    assert HEADING in call(capsys, "show", "sample", "2", *DAY).out


def test_plans_that_are_named_keep_their_order_and_their_own_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet")
    texts = {"b": (A, B), "a": (B, C), "c": (C, C)}
    for number in range(2):
        for name, days in texts.items():
            Path(f"plans/{name}.yaml").write_text(due(days[number]).replace("id: sample", f"id: {name}"))
        in_git(tmp_path, "add", "--all")
        in_git(tmp_path, "commit", "--quiet", "--message", "Plans")
    done = call(capsys, "list", "c", "plans/b.yaml", "a", "b", *DAY, "-f", "json")
    assert [item["plan"] for item in items(done)] == ["c", "b", "a"]
    assert first_and_days(done) == [(C, 0), (A, 212), (B, 122)]


# -- where git lies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["plans", ".git", "notes/deep"])
@pytest.mark.usefixtures("commits")
def test_wherever_one_stands(where: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(where).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(where)
    done = call(capsys, "list", *(["--revision", "HEAD"] if where == ".git" else []), *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(A, 212)], "")


@pytest.mark.usefixtures("commits")
def test_through_a_link(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "door").symlink_to("plans")
    done = call(capsys, "list", "door", *DAY, "-f", "json")
    assert (done.code, done.err) == (
        2,
        "scrplan: door: cannot be read: it is a symbolic link, and those are not followed\n",
    )
    (tmp_path.parent / f"{tmp_path.name}-door").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path.parent / f"{tmp_path.name}-door")
    assert first_and_days(call(capsys, "list", *DAY, "-f", "json")) == [(A, 212)]


def _below(steps: list[Step]) -> list[Step]:
    return [one._replace(path=f"boards/ours/{one.path}") for one in steps]


@pytest.mark.parametrize("revision", [(), ("--revision", "HEAD")], ids=["files", "revision"])
def test_a_board_below_the_top_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, revision: tuple[str, ...]
) -> None:
    commit_steps(tmp_path, _below(STEPS))
    monkeypatch.chdir(tmp_path / "boards/ours")
    done = call(capsys, "list", *revision, *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(A, 212)], "")


@pytest.mark.usefixtures("commits")
def test_a_bare_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    in_git(tmp_path, "clone", "--quiet", "--bare", ".", "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    done = call(capsys, "show", "sample", "1", "--revision", "HEAD", *DAY, "-f", "json")
    assert (first_and_days(done), len(items(done)[0]["overwritten"]), done.err) == ([(A, 212)], 1, "")


@pytest.mark.parametrize("revision", [(), ("--revision", "HEAD")], ids=["files", "revision"])
@pytest.mark.usefixtures("commits")
def test_a_shallow_clone_says_that_it_does_not_know_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, revision: tuple[str, ...]
) -> None:
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = call(capsys, "list", *revision, *DAY, "-f", "json")
    assert first_and_days(done) == [(B, 0)]
    assert done.err == (
        "warning: the first due dates are those of the last commits; this clone is shallow, it has only the last "
        "commits; git fetch --unshallow brings the rest\n"
    )


def test_without_a_history_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    Path(SAMPLE).write_text(due(B))
    for line in ((), ("init", "--quiet"), ("add", "--all")):
        if line:
            in_git(tmp_path, *line)
        done = call(capsys, "list", *DAY, "-f", "json")
        assert (first_and_days(done), done.err) == ([(B, 0)], "")


@pytest.mark.usefixtures("commits")
def test_a_plan_that_is_not_tracked_has_no_history(capsys: Capture) -> None:
    Path("plans/other.yaml").write_text(due(C).replace("id: sample", "id: other"))
    done = call(capsys, "list", *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(C, 0), (A, 212)], "")


@pytest.mark.usefixtures("commits")
def test_without_git_nothing_is_said_of_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    done = call(capsys, "list", *DAY, "-f", "json")
    words = "warning: git could not say whether a plan is missing from the folder: git cannot be started: "
    assert first_and_days(done) == [(B, 0)]
    assert done.err == f"{words}install it to use the audit trail\n"
    assert call(capsys, "list", "sample", *DAY, "-f", "json").err == ""


def test_where_git_cannot_tell_the_files_are_told_with_a_warning(commits: dict[str, str], capsys: Capture) -> None:
    first = commits["first"]
    (Path(".git/objects") / first[:2] / first[2:]).unlink()
    done = call(capsys, "list", *DAY, "-f", "json")
    assert first_and_days(done) == [(B, 0)]
    assert done.err.startswith("warning: the first due dates are those of the files alone; ")
    assert (done.err.count("\n"), "Traceback" in done.err) == (1, False)


@pytest.mark.usefixtures("commits")
def test_a_plan_outside_the_repository_has_no_history(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Capture
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "other.yaml"
    outside.write_text(due(C).replace("id: sample", "id: other"))
    done = call(capsys, "list", str(outside), str(tmp_path / SAMPLE), *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(C, 0), (A, 212)], "")
    done = call(capsys, "list", str(outside), *DAY, "-f", "json")
    assert (first_and_days(done), done.err) == ([(C, 0)], "")


@pytest.mark.parametrize("form", ["terminal", "plain", "markdown", "json"])
def test_a_name_from_git_cannot_write_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    commit_steps(tmp_path, [step("1", due(A)), step("2", due(B))._replace(author="\033[31m[bold]Red[/bold]\u202e X")])
    done = call(capsys, "show", "sample", "1", *DAY, "-f", form, "--color", "always")
    told = done.out.split("Due dates overwritten")[-1].split("by ")[1].split("(")[0]
    assert "\033[31m" not in told
    assert "\u202e" not in told
    assert form == "json" or "[bold]" in told.replace("\\", "")
