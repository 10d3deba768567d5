import json
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from scrplan.cli import health_checks as surroundings
from scrplan.git import calls
from tests.building import call


def findings(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, object]]]:
    done = call(capsys, "doctor", "-f", "json")
    return done.code, {item["what"]: item for item in json.loads(done.out)["items"]}


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_a_sound_repository_is_well(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(board, "init", "-q")
    call(capsys, "init")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "Begin")
    code, found = findings(capsys)
    assert code == 0
    assert found["Set-up"]["found"] == "as this version sets it up"
    assert found["Plans"]["found"] == "1 read, no problem"
    assert str(found["History"]["found"]).startswith("at commit ")
    assert found["typer"]["found"] == metadata.version("typer")
    assert call(capsys, "doctor").out.startswith("# All is well\n")


def test_each_thing_wrong_says_how_to_mend_it(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "sample.yaml").write_text("format: 2\n")
    (board / "scrplan.yaml").write_text("nothing: here\n")
    code, found = findings(capsys)
    wrong = {name: item["mend"] for name, item in found.items() if item["wrong"]}
    assert code == 1
    assert wrong == {
        "History": "git init, then commit the plans",
        "Plans": "run scrplan validate",
        "scrplan.yaml": "run scrplan validate",
        "Set-up": "scrplan init --upgrade shows the changes and asks",
    }


def test_what_the_set_up_lacks_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(board, "init", "-q")
    call(capsys, "init")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "Begin")
    (board / ".gitattributes").write_text("plans/*.yaml merge=scrplan diff=scrplan\n")
    git(board, "config", "--unset", "diff.scrplan.textconv")
    code, found = findings(capsys)
    assert code == 1
    told = "missing, or made by another version: .gitattributes, git config diff.scrplan.textconv"
    assert found["Set-up"]["found"] == told
    assert call(capsys, "init", "--upgrade", "--yes").code == 0
    assert findings(capsys)[1]["Set-up"]["wrong"] is False


def test_what_people_wrote_otherwise_lacks_nothing(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(board, "init", "-q")
    call(capsys, "init")
    (board / ".gitattributes").write_text("plans/**/*.yaml merge=union -diff\n")
    (board / ".pre-commit-config.yaml").write_text("repos: []\n")
    git(board, "config", "diff.scrplan.xfuncname", "^ours")
    assert findings(capsys)[1]["Set-up"]["wrong"] is False


HISTORIES = {
    "no commit": ("nothing is committed yet", "git add --all, then git commit"),
    "no git": ("git cannot be started", "install it to use the audit trail"),
    "another user's": (
        "this repository belongs to another user, so git does not open it",
        "if you trust it, run git config --global --add safe.directory {board}",
    ),
}


@pytest.mark.parametrize("state", HISTORIES)
def test_why_there_is_no_history_is_told(
    board: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    git(board, "init", "-q")
    if state != "no commit":
        git(board, "add", "-A")
        git(board, "commit", "-qm", "Begin")
    if state == "no git":
        monkeypatch.setenv("PATH", str(board / "empty"))
    if state == "another user's":
        monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    found = findings(capsys)[1]["History"]
    message, mend = HISTORIES[state]
    assert (found["found"], found["mend"], found["wrong"]) == (message, mend.format(board=board), True)


def test_a_shallow_clone_is_told(
    board: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    git(board, "init", "-q")
    for message in ("Begin", "Go on"):
        git(board, "add", "-A")
        git(board, "commit", "-qm", message, "--allow-empty")
    git(board, "clone", "-q", "--depth=1", f"file://{board}", "cut")
    monkeypatch.chdir(board / "cut")
    found = findings(capsys)[1]["History"]
    assert str(found["found"]).endswith("; this clone is shallow, it has only the last commits")
    assert (found["mend"], found["wrong"]) == ("git fetch --unshallow brings the rest", False)


def test_it_looks_at_the_folder_that_it_is_given(board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    found = {one.what: one.found for one in surroundings.health_checks(board, "scrplan")}
    assert (found["Repository"], found["Plans"]) == (str(board), "1 read, no problem")


def test_changes_not_committed_are_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(board, "init", "-q")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "Begin")
    (board / "plans" / "other.yaml").write_text(
        (board / "plans" / "sample.yaml").read_text().replace("sample", "other")
    )
    (board / "scrplan.yaml").write_text("board: Ours\n")
    _, found = findings(capsys)
    assert str(found["History"]["found"]).endswith(", with changes not committed")
    assert found["scrplan.yaml"]["found"] == "1 read, no problem"


def test_a_folder_without_plans_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, found = findings(capsys)
    assert (code, found["Plans"]["wrong"], found["Plans"]["mend"]) == (1, True, "plans are files that end in .yaml")


def test_an_unreadable_plan_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "folder.yaml").mkdir()
    code, found = findings(capsys)
    assert (code, found["Plans"]["found"]) == (1, "plans/folder.yaml: cannot be read")


def test_what_is_missing_on_the_machine_is_told(
    board: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(_name: str) -> str:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "version", nothing)
    monkeypatch.setattr(surroundings, "has_c_parser", lambda: False)
    monkeypatch.setattr(surroundings, "PLAN_SCHEMA", "none.json")
    monkeypatch.setenv("PATH", str(board))
    _, found = findings(capsys)
    assert found["rich"]["mend"] == "install scrplan again"
    assert found["YAML parser"]["mend"] == "pip install ruamel.yaml.clib"
    assert found["none.json"]["found"] == "missing"
    assert found["git"]["mend"] == "install git, to have an audit trail"
