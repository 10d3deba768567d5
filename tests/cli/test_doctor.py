import json
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from scrplan.cli import health_checks as surroundings
from tests.building import call


def findings(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, object]]]:
    done = call(capsys, "doctor", "-f", "json")
    return done.code, {item["what"]: item for item in json.loads(done.out)["items"]}


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_a_sound_repository_is_well(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(board, "init", "-q")
    git(board, "add", "-A")
    git(board, "commit", "-qm", "Begin")
    code, found = findings(capsys)
    assert code == 0
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
    }


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
