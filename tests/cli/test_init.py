import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scrplan.cli.commands.init import scrplan_command
from tests.building import ROOT, Outcome, call, in_git, plan_text
from tests.cli.processes import Terminal

EACH = "git's settings apply to this clone only: run scrplan init, and pre-commit install, once in each clone\n"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty repository, with scrplan on the path."""
    folder = tmp_path / "clone"
    folder.mkdir()
    in_git(folder, "init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("scrplan.cli.commands.init.scrplan_command", lambda: "scrplan")
    return folder


ELSE = "|| { test $? -gt 1 && git merge-file -L ours -L before -L theirs %A %O %B; }"
DONE = f"""\
scrplan.yaml: made
plans/.gitkeep: made
schema/plan.schema.json: made
schema/board.schema.json: made
the first line for editors in 1 file: already there
.pre-commit-config.yaml: made
.gitattributes: made
git config merge.scrplan.driver: set to scrplan merge-driver %O %A %B %P {ELSE}
git config merge.scrplan.recursive: set to binary
git config merge.scrplan.name: set to plans, by recommendation
git config diff.scrplan.textconv: set to scrplan textconv
git config diff.scrplan.xfuncname: set to ^plan, title: (.*)$
"""
WHATS = [line.partition(": ")[0].replace("plans/.gitkeep", "plans") for line in DONE.splitlines()]


def test_each_step_is_told(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "init") == Outcome(0, DONE, f"11 done, 1 already there, 0 left\n{EACH}")
    assert (clone / ".gitattributes").exists()


def test_second_time_changes_nothing_and_says_so(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "init")
    before = {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()}
    done = call(capsys, "init")
    assert done == Outcome(
        0, "".join(f"{what}: already there\n" for what in WHATS), "0 done, 12 already there, 0 left\n"
    )
    assert {path: path.read_bytes() for path in clone.rglob("*") if path.is_file()} == before


def test_dry_run_says_what_would_be_done(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "init", "--dry-run")
    assert (done.code, done.err) == (0, "11 to do, 0 already there, 0 left\n")
    wanted = DONE.replace("the first line for editors in 1 file: already there\n", "")
    assert done.out == wanted.replace(": made\n", ": would be made\n").replace(": set to", ": would be set to")
    assert [path.name for path in clone.iterdir()] == [".git"]


def test_what_is_left_is_told_with_the_lines_to_add(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / ".gitattributes").write_text("*.yaml merge=union diff=\n")
    (clone / ".pre-commit-config.yaml").write_text("repos: []\n")
    done = call(capsys, "init")
    assert done.code == 0
    assert (
        ".pre-commit-config.yaml: left as it is: it is your own file; add under repos:\n      - repo: local" in done.out
    )
    assert "\n    plans/**/*.yaml merge=scrplan diff=scrplan\n" in done.out
    assert "left as it is: plans have merge=union diff=; to let scrplan do it" in done.out


@pytest.mark.parametrize("arguments", [["board"], ["board/"], ["./board"]], ids=lambda arguments: arguments[0])
def test_folder_can_be_named(clone: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    done = call(capsys, "init", *arguments, "--board", "A  board")
    assert done.code == 0
    assert "board/scrplan.yaml: made\n" in done.out
    assert "\nboard: A board\n" in (clone / "board" / "scrplan.yaml").read_text()
    assert not (clone / "scrplan.yaml").exists()


def test_without_a_repository_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call(capsys, "init")
    assert done.code == 0
    assert done.out.endswith("git: left as it is: there is no repository yet: run git init, then scrplan init again\n")
    assert (tmp_path / "scrplan.yaml").exists()


def test_folder_of_gits_own_is_refused(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(clone / ".git")
    assert call(capsys, "init") == Outcome(
        3, "", "scrplan: git keeps its own data here, and no plans: go to the folder of a clone\n"
    )


@pytest.mark.parametrize("inside", ["plans", "schema", "deep/er"])
def test_folder_inside_of_a_board_is_refused_unless_named(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], inside: str
) -> None:
    call(capsys, "init")
    (clone / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(clone / inside)
    done = call(capsys, "init")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scrplan: this folder belongs to the board in ")
    assert f"scrplan init {clone} sets that up" in done.err
    assert call(capsys, "init", ".", "--dry-run").code == 0
    assert call(capsys, "init", str(clone)).err == "0 done, 12 already there, 0 left\n"


def test_folder_of_plans_alone_is_refused(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clone / "plans").mkdir()
    monkeypatch.chdir(clone / "plans")
    assert "belongs to the board in" in call(capsys, "init").err


def test_file_is_no_folder(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / "x").touch()
    done = call(capsys, "init", "x")
    assert done == Outcome(2, "", "scrplan: x is no folder: name the folder that has plans/, or will have it\n")


@pytest.mark.parametrize("name", ["", "a\x1bb"])
def test_name_of_the_board_must_be_one(clone: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    done = call(capsys, "init", "--board", f" {name}")
    assert (done.code, done.out) == (2, "")
    assert "--board" in done.err
    assert not (clone / "scrplan.yaml").exists()


def test_closed_folder_is_refused_with_one_line(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = call(capsys, "init")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"scrplan: {clone}: cannot be written: you may not make files there\n"
    assert call(capsys, "init", "--dry-run").code == 0


def test_what_cannot_be_done_is_told_and_the_rest_is_done(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / "schema").write_text("")
    (clone / ".git" / "config.lock").touch()
    done = call(capsys, "init")
    assert done.code == 2
    told = done.err.splitlines()
    assert [line.partition(": cannot")[0] for line in told[:2]] == [
        "scrplan: schema/plan.schema.json",
        "scrplan: schema/board.schema.json",
    ]
    assert all(line.startswith("scrplan: git refused: could not lock config file") for line in told[2:7])
    assert told[7].startswith("4 done, ")
    assert (clone / ".gitattributes").exists()
    (clone / "schema").unlink()
    assert call(capsys, "init").code == 3


def test_name_of_a_file_cannot_move_the_cursor(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clone / "plans").mkdir()
    (clone / "plans" / "a\x1b[2J.yaml").write_text("id: 'a\n")
    in_git(clone, "config", "diff.scrplan.textconv", "x\x1b[2J")
    done = call(capsys, "init")
    assert "left as it is: it has mistakes" in done.out
    assert "\x1b" not in done.out + done.err


# What another version made.


FORMER = "plans/*.yaml merge=scrplan diff=scrplan\n"


@pytest.fixture
def former(clone: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Work in a board whose attributes and command another version wrote."""
    call(capsys, "init")
    (clone / ".gitattributes").write_text(f"# Ours\n{FORMER}")
    in_git(clone, "config", "diff.scrplan.textconv", "/old/py\x1bthon -m scrplan textconv")
    return clone


CHANGES = """\
--- a/.gitattributes
+++ b/.gitattributes
@@ -1,2 +1,2 @@
 # Ours
-plans/*.yaml merge=scrplan diff=scrplan
+plans/**/*.yaml merge=scrplan diff=scrplan
git config diff.scrplan.textconv
- /old/py\N{REPLACEMENT CHARACTER}thon -m scrplan textconv
+ scrplan textconv
"""


def test_without_upgrade_a_former_board_is_not_taken_for_somebodys_own(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "init")
    why = "another version of scrplan made it; scrplan init --upgrade brings it up to date"
    assert f".gitattributes: left as it is: {why}\n" in done.out
    assert (former / ".gitattributes").read_text() == f"# Ours\n{FORMER}"


def test_upgrade_shows_the_changes_and_is_refused_off_a_terminal(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in former.rglob("*") if path.is_file()}
    done = call(capsys, "init", "--upgrade")
    hint = "scrplan init --upgrade --yes changes them without asking, --dry-run only shows them"
    assert done == Outcome(2, CHANGES, f"scrplan: 2 things would be changed: {hint}\n")
    assert {path: path.read_bytes() for path in former.rglob("*") if path.is_file()} == before


def test_upgrade_as_a_trial_shows_the_changes_and_writes_nothing(
    former: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in former.rglob("*") if path.is_file()}
    done = call(capsys, "init", "--upgrade", "--dry-run")
    assert (done.code, done.err) == (0, "2 to do, 10 already there, 0 left\n")
    assert done.out.startswith(CHANGES)
    assert ".gitattributes: would be brought up to date\n" in done.out
    assert {path: path.read_bytes() for path in former.rglob("*") if path.is_file()} == before


def test_upgrade_is_done_once(former: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "init", "--upgrade", "--yes")
    assert (done.code, done.err) == (0, f"2 done, 10 already there, 0 left\n{EACH}")
    assert done.out.startswith(CHANGES)
    assert (former / ".gitattributes").read_text() == "# Ours\nplans/**/*.yaml merge=scrplan diff=scrplan\n"
    before = {path: path.read_bytes() for path in former.rglob("*") if path.is_file()}
    done = call(capsys, "init", "--upgrade")
    assert (done.code, done.err) == (0, "0 done, 12 already there, 0 left\n")
    assert {path: path.read_bytes() for path in former.rglob("*") if path.is_file()} == before


def test_upgrade_sets_a_new_board_up_too(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "init", "--upgrade", "--yes").code == 0
    assert call(capsys, "init").err == "0 done, 12 already there, 0 left\n"
    assert (clone / ".gitattributes").read_text() == "plans/**/*.yaml merge=scrplan diff=scrplan\n"


def test_yes_alone_is_refused(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "init", "--yes")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scrplan: --yes is only for --upgrade: ")
    assert not (clone / "scrplan.yaml").exists()


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals there")
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 130), ("", 130)])
def test_upgrade_asks_on_a_terminal(former: Path, answer: str, code: int) -> None:
    terminal = Terminal(("init", "--upgrade"), former)
    terminal.answer("Change ", f"{answer}\n")
    assert terminal.end() == code
    assert "+plans/**/*.yaml merge=scrplan diff=scrplan\n" in terminal.shown
    changed = "**" in (former / ".gitattributes").read_text()
    assert (changed, "nothing was changed" in terminal.shown) == (code == 0, code != 0)


# How git starts scrplan.


def test_command_is_short_where_it_is_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "bin" / "scrplan"))
    assert scrplan_command() == "scrplan"


@pytest.mark.parametrize("inside", [True, False], ids=["of an environment", "nowhere"])
def test_command_names_the_interpreter_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, inside: bool
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "my env"))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "my env" / "bin" / "python"))
    monkeypatch.setattr(shutil, "which", lambda _: str(tmp_path / "my env" / "bin" / "scrplan") if inside else None)
    assert scrplan_command() == f"'{tmp_path.as_posix()}/my env/bin/python' -P -m scrplan"


@pytest.mark.skipif(os.name == "nt", reason="the interpreter of a link finds no packages there")
def test_git_starts_an_interpreter_in_a_folder_with_a_blank(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    python = tmp_path / "my env" / "py'thon"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("scrplan.cli.commands.init.scrplan_command", scrplan_command)
    (clone / "plans").mkdir()
    (clone / "plans" / "sample.yaml").write_text(plan_text())
    assert call(capsys, "init").code == 0
    in_git(clone, "add", "--all")
    in_git(clone, "commit", "--quiet", "--message", "Begun")
    (clone / "typer.py").write_text("raise SystemExit('started from the repository')\n")
    (clone / "plans" / "sample.yaml").write_text(plan_text().replace("Do something", "Do more"))
    assert "+recommendation 1: Do more" in in_git(clone, "diff").splitlines()
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], cwd=clone, check=True)
