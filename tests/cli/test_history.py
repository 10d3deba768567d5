import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scrplan.cli.commands.history import EXAMPLES
from tests.building import Outcome, call, committed, in_git, plan_text
from tests.history.board_year import FIRST_PATH, PATH, Year, build_year

GREEN = plan_text().replace("    text: Do", "    rag: green\n    text: Do")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return build_year(tmp_path_factory.mktemp("year"))


@pytest.fixture
def year(built: Year, monkeypatch: pytest.MonkeyPatch) -> Year:
    monkeypatch.chdir(built.root)
    return built


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    return lambda *arguments: call(capsys, "history", *arguments)


Asked = Callable[..., Outcome]


def records(done: Outcome) -> list[dict[str, str]]:
    assert (done.code, done.err) == (0, "")
    return list(csv.DictReader(io.StringIO(done.out)))


def test_each_change_is_a_line_of_csv(year: Year, asked: Asked) -> None:
    found = records(asked("child-y", "-f", "csv"))
    assert len(found) == 38
    assert {"due", "rag", "updates", "revisions", "position", "ref", "file"} <= {one["field"] for one in found}
    (revised,) = (one for one in found if one["kind"] == "revised")
    assert revised == {
        "plan": "child-y",
        "commit": year.commits["revised"],
        "on": "2013-07-10",
        "author": "C. Constable",
        "subject": "Revise the date of 3",
        "ref": "3",
        "part": "",
        "field": "due",
        "kind": "revised",
        "before": "2013-07",
        "after": "2013-10",
        "reason": "The form waits for the printer",
        "passed_over": "",
        "path": PATH,
    }
    (mended,) = (one for one in found if one["commit"] == year.commits["mended"])
    assert mended["passed_over"] == year.commits["broken"]


def test_json_has_the_envelope_of_every_command(year: Year, asked: Asked) -> None:
    done = asked("child-y", "4", "-f", "json", "--as-at", "2013-12-31")
    answer = json.loads(done.out)
    assert {key: answer[key] for key in ("schema_version", "kind", "as_at")} == {
        "schema_version": 1,
        "kind": "history",
        "as_at": "2013-12-31",
    }
    assert answer["generated_from"] == {"commit": year.commits["winter"], "dirty": False}
    kinds = [(item["ref"], item["field"], item["kind"]) for item in answer["items"]]
    assert kinds == [
        ("4", "recommendation", "added"),
        ("4", "note", "added"),
        ("4", "note", "dropped"),
        (None, "file", "not_read"),
        ("4a", "ref", "renumbered"),
    ]
    assert (answer["items"][0]["before"], answer["items"][0]["passed_over"]) == (None, [])


@pytest.mark.parametrize("width", ["80", "120"])
def test_on_a_screen_each_commit_has_its_section(
    year: Year, asked: Asked, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    done = asked("child-y", "-f", "terminal")
    lines = done.out.splitlines()
    assert max(map(len, lines)) <= int(width)
    assert f"10 July 2013, C. Constable, {year.commits['revised'][:7]}: Revise the date of 3" in lines
    assert "3     due date revised           Jul 2013" in done.out
    assert "reason: The form waits" in done.out
    assert lines.count("Against the last version before " + year.commits["broken"][:7] + ", which cannot be read.") == 1


def test_the_newest_first(year: Year, asked: Asked) -> None:
    oldest, newest = (
        [one["commit"] for one in records(asked("child-y", "-f", "csv", *more))] for more in ([], ["--reverse"])
    )
    assert list(dict.fromkeys(newest)) == list(dict.fromkeys(oldest))[::-1]
    assert newest[0] == year.commits["winter"]


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["--since", "2013-12"], ["2013-12-01", "2013-12-31"]),
        (["--until", "2013-Q1", "--field", "rag"], ["2013-03-31"]),
        (["--since", "2013-10-20", "--until", "2013-10-21", "--field", "rag"], ["2013-10-20", "2013-10-21"]),
        (["3", "--part", "a"], ["2013-03-31", "2013-11-05"]),
        (["--field", "due", "--field", "file", "--until", "2013-06"], ["2013-04-20", "2013-05-07"]),
    ],
)
def test_what_is_told_can_be_narrowed(asked: Asked, arguments: list[str], days: list[str]) -> None:
    assert list(dict.fromkeys(one["on"] for one in records(asked("child-y", "-f", "csv", *arguments)))) == days


@pytest.mark.usefixtures("year")
def test_what_was_kept_is_said(asked: Asked) -> None:
    done = asked("child-y", "4a", "--field", "note", "--since", "2013-07", "--part", "x")
    assert done.code == 2
    done = asked("child-y", "4", "--field", "note", "--since", "2013-07", "--until", "2013-10")
    assert done.out.splitlines()[:2] == [
        "# History of child-y 4a: 2 changes in 2 commits, 1 October 2013 to 5 October 2013",
        "# Only note, since 1 July 2013, until 31 October 2013",
    ]


# -- which plan, which line ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["child-y", PATH, f"./{PATH}", "plans"])
def test_a_plan_is_named_as_everywhere(year: Year, asked: Asked, name: str) -> None:
    assert records(asked(name, "-f", "csv"))[0]["commit"] == year.commits["begun"]


def test_a_plan_is_found_from_a_folder_below_and_from_elsewhere(
    year: Year, asked: Asked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(year.root / "plans")
    assert len(records(asked("child-y", "-f", "csv"))) == 38
    assert len(records(asked("child-y.yaml", "-f", "csv"))) == 38
    monkeypatch.chdir(tmp_path)
    assert len(records(asked(str(year.root / PATH), "-f", "csv"))) == 38


@pytest.mark.parametrize(
    ("revision", "last"),
    [("main~1", "renumbered"), ("@2013-08-31", "merged"), ("@2013-Q3", "resolved"), ("HEAD", "winter")],
)
def test_the_line_of_another_revision(year: Year, asked: Asked, revision: str, last: str) -> None:
    done = asked("child-y", "--revision", revision, "-f", "json")
    answer = json.loads(done.out)
    told = [item["commit"] for item in answer["items"]]
    assert year.commits[last] in (*told, answer["generated_from"]["commit"])
    assert answer["generated_from"] == {"commit": year.commits[last], "dirty": False}


def test_a_plan_has_its_earlier_life_under_its_earlier_name(year: Year, asked: Asked) -> None:
    done = asked("child-x", "--revision", year.commits["overwritten"], "-f", "csv")
    assert [one["path"] for one in records(done)][-1] == FIRST_PATH


def test_a_deleted_plan_is_found_by_its_id_and_by_its_path(board: Path, asked: Asked) -> None:
    in_git(board, "init", "--quiet")
    committed(board)
    (board / "plans" / "other.yaml").write_text(plan_text().replace("id: sample", "id: other"))
    (board / "plans" / "sample.yaml").unlink()
    committed(board)
    for name in ("sample", "plans/sample.yaml"):
        found = records(asked(name, "-f", "csv"))
        assert [(one["field"], one["kind"]) for one in found] == [
            ("plan", "added"),
            ("recommendation", "added"),
            ("plan", "removed"),
            ("recommendation", "removed"),
        ]


def test_a_plan_whose_whole_folder_is_gone(board: Path, asked: Asked) -> None:
    in_git(board, "init", "--quiet")
    first = committed(board)
    (board / "plans" / "sample.yaml").unlink()
    (board / "plans").rmdir()
    answer = json.loads(asked("sample", "-f", "json").out)
    assert [(item["commit"], item["kind"]) for item in answer["items"]] == [
        (first, "added"),
        (first, "added"),
        (None, "removed"),
        (None, "removed"),
    ]
    assert answer["generated_from"]["commit"] == first


def test_what_is_not_committed_yet_comes_last(board: Path, asked: Asked) -> None:
    in_git(board, "init", "--quiet")
    committed(board)
    (board / "plans" / "sample.yaml").write_text(GREEN)
    done = asked("sample", "-f", "markdown")
    assert done.out.endswith(
        "## Not committed yet\n\n| Ref | What | Before | After |\n| --- | --- | --- | --- |\n"
        "| 1 | rating added | none | green |\n"
    )
    assert json.loads(asked("sample", "-f", "json").out)["generated_from"]["dirty"]
    assert "Not committed" not in asked("sample", "-f", "markdown", "--revision", "HEAD").out
    assert "Not committed" not in asked("sample", "-f", "markdown", "--until", "2013-09").out


def test_a_worktree_and_a_detached_head(
    year: Year, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(year.root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"), year.commits["merged"])
    monkeypatch.chdir(tmp_path / "beside")
    assert records(asked("child-y", "-f", "csv"))[-1]["commit"] == year.commits["police"]


def test_a_bare_repository(year: Year, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_git(tmp_path, "clone", "--quiet", "--bare", str(year.root), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    for name in ("child-y", PATH):
        assert len(records(asked(name, "-f", "csv"))) == 38
    answer = json.loads(asked("child-y", "-f", "json").out)
    assert answer["generated_from"] == {"commit": year.commits["winter"], "dirty": False}


def test_a_shallow_clone_says_so(year: Year, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{year.root}", "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = asked("child-y")
    assert done.code == 0
    assert done.err.startswith("warning: the history is cut: this clone is shallow")
    assert "\tcut\t" in done.out


def test_a_link_to_a_plan_is_not_followed(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(board, "init", "--quiet")
    committed(board)
    (board / "here.yaml").symlink_to("plans/sample.yaml")
    done = call(capsys, "history", "here.yaml")
    assert (done.code, done.err) == (
        2,
        "scrplan: here.yaml: cannot be read: it is a symbolic link, and those are not followed\n",
    )


# -- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["child-z"], 2, "scrplan: child-z: there is no such plan: did you mean 'child-y'?"),
        (["../../etc/passwd.yaml"], 2, "scrplan: ../../etc/passwd.yaml: there is no such plan"),
        ([""], 2, "scrplan: the name of a plan is empty"),
        (["child-y", "9"], 2, "scrplan: unknown recommendation in this history '9'"),
        (["child-y", "--field", "dew"], 2, "scrplan: unknown field 'dew': did you mean 'due'?"),
        (["child-y", "--part", "z"], 2, "scrplan: unknown action in this history 'z'"),
        (["child-y", "--since", "soon"], 2, "scrplan: --since: 'soon' is not a date of the format"),
        (["child-y", "--until", "2013-13"], 2, "scrplan: --until: '2013-13' has no such month"),
        (["child-y", "--revision", "none"], 3, "scrplan: there is no commit 'none'"),
        (["child-y", "--revision", "--all"], 2, "scrplan: "),
        (["child-y", "--revision", "@2012"], 3, "scrplan: there is no commit on or before 31 December 2012"),
        (["child-x", "--revision", "none"], 3, "scrplan: there is no commit 'none'"),
        (["child-y", "-f", "pdf"], 2, "scrplan: unknown format 'pdf'"),
        ([], 2, "scrplan: Missing argument 'PLAN'"),
    ],
)
def test_a_mistake_is_one_line(asked: Asked, arguments: list[str], code: int, words: str) -> None:
    done = asked(*arguments)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert done.err.startswith(words)


def test_a_name_that_an_earlier_commit_did_not_know(year: Year, asked: Asked) -> None:
    done = asked("child-y", "--revision", year.commits["spring"])
    words = f"{PATH} is in no commit up to {year.commits['spring'][:7]}: it may have had another name then"
    assert (done.code, done.err) == (3, f"scrplan: {words}\n")


def test_where_there_is_no_repository_a_wrong_name_is_a_wrong_name(board: Path, asked: Asked) -> None:
    assert board.is_dir()
    assert asked("simple").err == "scrplan: simple: there is no such plan: did you mean 'sample'?\n"


def test_several_plans_have_several_lives(board: Path, asked: Asked) -> None:
    (board / "plans" / "other.yaml").write_text(plan_text().replace("id: sample", "id: other"))
    done = asked("plans")
    assert (done.code, done.err) == (2, "scrplan: plans holds 2 plans: name one of them\n")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("no repository", "scrplan: "),
        ("no commit", "scrplan: there is no commit 'HEAD': nothing is committed here yet"),
        ("not tracked", "scrplan: plans/sample.yaml is not committed yet: git add and git commit start its history"),
        ("no git", "scrplan: git cannot be started: install it to use the audit trail"),
    ],
)
def test_without_a_history_there_is_one_line(
    board: Path, asked: Asked, monkeypatch: pytest.MonkeyPatch, state: str, words: str
) -> None:
    if state != "no repository":
        in_git(board, "init", "--quiet")
    if state == "not tracked":
        in_git(board, "commit", "--quiet", "--allow-empty", "--message", "x")
    if state == "no git":
        monkeypatch.setenv("PATH", str(board / "nowhere"))
    done = asked("sample")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert done.err.startswith(words)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_names_an_option_that_there_is(asked: Asked, example: str) -> None:
    told = asked("--help").out
    assert all(word in told for word in example.split() if word.startswith("--"))
