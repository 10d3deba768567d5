import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import AUTHOR, ROOT, Outcome, call, committed, in_git, plan_text


@pytest.mark.parametrize("name", ["plan.yaml", "a b", "x.txt", "é.yml"])
def test_plan_of_any_name_is_told_by_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + plan_text().replace("\n", "\r\n").encode())
    done = call(capsys, "textconv", str(tmp_path / name))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("plan, format: 1\nplan, id: sample\n")
    assert done.out.endswith("recommendation 1: Do something\nrecommendation 1, agency: Health\n")


@pytest.mark.parametrize(
    ("raw", "why", "printed"),
    [
        (b"a: 'x\n\tb: \x1b[2J\n", "line 2: the control character U+001B", "a: 'x\n b: \ufffd[2J\n"),
        (b"due: 1\ndue: 2\n", "line 2: 'due' appears twice here, first in line 1", "due: 1\ndue: 2\n"),
        (b"\x00\xff\x1b]0;x\x07", "line 1: byte 0xFF is not UTF-8", "\ufffd\ufffd\ufffd]0;x\ufffd"),
        (b"- a\n- b", "it has no keys", "- a\n- b"),
        (b"<<<<<<< ours\na: 1\n", "line 1: a merge was not finished", "<<<<<<< ours\na: 1\n"),
    ],
    ids=["control character", "key twice", "binary", "list", "half a conflict"],
)
def test_what_is_no_plan_is_printed_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes, why: str, printed: str
) -> None:
    (tmp_path / "x").write_bytes(raw)
    done = call(capsys, "textconv", str(tmp_path / "x"))
    assert (done.code, done.err) == (0, "")
    first, _, rest = done.out.partition("\n")
    assert first.startswith(f"# No plan can be read here, and the file is shown as it is ({why}")
    assert rest == printed


def test_empty_file_has_no_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").touch()
    assert call(capsys, "textconv", str(tmp_path / "x")) == Outcome(0, "", "")


def test_plan_with_mistakes_is_told_by_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("id: a\nrecommendations:\n  - {ref: 1, raq: red, due: soon}\n")
    assert call(capsys, "textconv", str(tmp_path / "x")).out == (
        'plan, id: a\nrecommendation 1\nrecommendation 1, "raq": red\nrecommendation 1, due: "soon"\n'
    )


@pytest.mark.parametrize("name", ["nowhere", "folder"])
def test_file_that_cannot_be_opened_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "folder").mkdir()
    done = call(capsys, "textconv", str(tmp_path / name))
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scrplan: ")
    assert done.err.count("\n") == 1
    assert "cannot be read" in done.err


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository with one plan, in which git compares plans by their facts."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "sample.yaml").write_text(plan_text())
    (tmp_path / ".gitattributes").write_text("plans/*.yaml diff=scrplan\n")
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    command = f"PYTHONPATH='{ROOT}' '{Path(sys.executable).as_posix()}' -m scrplan textconv"
    in_git(tmp_path, "config", "diff.scrplan.textconv", command)
    in_git(tmp_path, "config", "diff.scrplan.xfuncname", "^plan, title: (.*)$")
    committed(tmp_path)
    return tmp_path


def changed_lines(clone: Path, *arguments: str) -> list[str]:
    """Return the lines of git's answer that tell of a change."""
    lines = in_git(clone, *arguments).splitlines()
    return [line for line in lines if line[:1] in ("+", "-", "@") and line[:3] not in ("+++", "---")]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell for the setting")
def test_git_shows_changes_as_facts(clone: Path) -> None:
    plan = clone / "plans" / "sample.yaml"
    row = '  - ref: "1"\n    agency: Health\n    due: 2013-11\n    text: >-\n      Do\n      something\n'
    plan.write_text(plan_text(row))
    assert changed_lines(clone, "diff") == [
        "@@ -12,3 +12,4 @@ A sample plan",
        "+recommendation 1, due: November 2013",
    ]
    plan.write_text(plan_text(row).replace("2013-11", "2014-02"))
    in_git(clone, "commit", "--quiet", "--all", "--message", "Agreed by the board")
    assert changed_lines(clone, "log", "-p", "-1") == [
        "@@ -12,3 +12,4 @@ A sample plan",
        "+recommendation 1, due: February 2014",
    ]
    blamed = subprocess.run(
        ["git", "blame", "-s", "plans/sample.yaml"], cwd=clone, env=os.environ | AUTHOR, capture_output=True, check=True
    ).stdout.decode()
    (line,) = [line for line in blamed.splitlines() if "due: February 2014" in line]
    assert not line.startswith("^")


def test_layout_is_no_change_to_git(clone: Path) -> None:
    plan = clone / "plans" / "sample.yaml"
    plan.write_text(plan_text('  - {text: "Do something", agency: Health, ref: 1}\n'))
    assert changed_lines(clone, "diff") == []
    assert len(changed_lines(clone, "diff", "--no-textconv")) > 2


@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_unfinished_merge_is_told_by_the_facts_of_both_sides(clone: Path, style: str, newline: str) -> None:
    plan = clone / "plans" / "sample.yaml"
    (clone / ".gitattributes").write_text("plans/*.yaml diff=scrplan -text\n")

    def commit(row: str) -> None:
        plan.write_bytes(plan_text(row).replace("\n", newline).encode())
        in_git(clone, "commit", "--quiet", "--all", "--message", "Recorded")

    commit('  - ref: "1"\n    agency: Health\n    due: 2012\n    text: Do\n')
    in_git(clone, "checkout", "--quiet", "-b", "other")
    commit('  - ref: "1"\n    agency: Health\n    due: 2014\n    text: Do\n')
    in_git(clone, "checkout", "--quiet", "main")
    commit('  - ref: "1"\n    agency: Police\n    due: 2013\n    text: Do\n')
    with pytest.raises(subprocess.CalledProcessError):
        in_git(clone, "-c", f"merge.conflictStyle={style}", "merge", "other")
    assert in_git(clone, "diff").splitlines()[-10:] == [
        "  agency Health, alias: NHS",
        "  agency Police",
        "  recommendation 1: Do",
        "++<<<<<<< HEAD",
        " +recommendation 1, agency: Police",
        " +recommendation 1, due: 2013",
        "++=======",
        "+ recommendation 1, agency: Health",
        "+ recommendation 1, due: 2014",
        "++>>>>>>> other",
    ]
