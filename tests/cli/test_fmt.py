import os
import subprocess
from pathlib import Path

import pytest

from scrplan.cli.app import run
from tests.building import Outcome, call, plan_text

NORMAL = plan_text()
UNTIDY = NORMAL.replace('  - ref: "1"\n    agency: Health\n', '- agency: Health  # c\n  ref: "1"\n').replace(
    "    text: Do", "  text:   Do"
)
TIDY = NORMAL.replace("agency: Health\n", "agency: Health  # c\n")


@pytest.fixture
def untidy(board: Path) -> Path:
    """Work in a repository with one untidy plan and one in normal form."""
    plans = board / "plans"
    (plans / "a.yaml").write_text(UNTIDY)
    return plans


def test_untidy_plan_is_rewritten_and_named(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "fmt") == Outcome(0, "plans/a.yaml: formatted\n", "1 file formatted, 1 unchanged\n")
    assert (untidy / "a.yaml").read_text() == TIDY
    assert call(capsys, "fmt") == Outcome(0, "", "0 files formatted, 2 unchanged\n")


def test_file_in_normal_form_is_not_touched(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.utime(untidy / "sample.yaml", ns=(1, 1))
    before = (untidy / "sample.yaml").stat()
    call(capsys, "fmt")
    after = (untidy / "sample.yaml").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_check_names_what_would_change_and_writes_nothing(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "fmt", "--check")
    assert done == Outcome(1, "plans/a.yaml: would be formatted\n", "1 file would be formatted, 1 unchanged\n")
    assert (untidy / "a.yaml").read_text() == UNTIDY
    assert call(capsys, "fmt", "--check", "sample").code == 0


def test_diff_shows_what_would_change_and_writes_nothing(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "fmt", "--diff", "a")
    assert done.code == 1
    assert done.err == "1 file would be formatted, 0 unchanged\n"
    assert done.out.startswith("--- a/plans/a.yaml\n+++ b/plans/a.yaml\n@@")
    assert "\n-- agency: Health  # c\n" in done.out
    assert '\n+  - ref: "1"\n+    agency: Health  # c\n' in done.out
    assert (untidy / "a.yaml").read_text() == UNTIDY


@pytest.mark.skipif(os.name == "nt", reason="patch is not at hand there")
def test_diff_can_be_applied_by_git(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (untidy / "a.yaml").write_text(UNTIDY.rstrip("\n"))
    patch = call(capsys, "fmt", "--diff", "--check").out
    subprocess.run(["git", "apply", "-"], input=patch, text=True, cwd=untidy.parent, check=True)
    assert (untidy / "a.yaml").read_text() == TIDY


def test_diff_holds_nothing_that_moves_a_cursor(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "a.yaml").write_bytes(b"id:  a\tb\r\n")
    done = call(capsys, "fmt", "--diff", "a")
    assert done.out.splitlines()[3:] == ["-id:  a b", "+id: a b"]


def test_problems_are_told_and_the_other_files_are_done(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (untidy / "b.yaml").write_text("a: 'x\n")
    (untidy / "c.yaml").write_bytes(b"a: \xff\n")
    done = call(capsys, "fmt")
    assert done.code == 2
    assert done.out == "plans/a.yaml: formatted\n"
    first, second, summary = done.err.splitlines()
    assert first.startswith("plans/b.yaml:1:4: error: not formatted, see scrplan validate [syntax]")
    assert second.startswith("plans/c.yaml:1:4: error: not formatted, see scrplan validate [not-utf-8]")
    assert summary == "1 file formatted, 1 unchanged, 2 refused"
    assert (untidy / "b.yaml").read_text() == "a: 'x\n"
    assert (untidy / "a.yaml").read_text() == TIDY


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_problems_go_before_what_would_change(untidy: Path, capsys: pytest.CaptureFixture[str], option: str) -> None:
    (untidy / "b.yaml").write_text("a: 1\na: 2\n")
    done = call(capsys, "fmt", option)
    assert done.code == 2
    assert "duplicate-key" in done.err


def test_mistake_that_is_no_matter_of_layout_does_not_stop_it(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "a.yaml").write_text("zzz:   1\nid:  a\n")
    assert call(capsys, "fmt", "a").code == 0
    assert (board / "plans" / "a.yaml").read_text() == "id: a\nzzz: 1\n"


def test_settings_are_done_with_all_plans_or_by_name(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = board / "scrplan.yaml"
    settings.write_text("due_soon_days: 14\nboard:  B\n")
    assert call(capsys, "fmt", "sample") == Outcome(0, "", "0 files formatted, 1 unchanged\n")
    assert call(capsys, "fmt").out == "scrplan.yaml: formatted\n"
    assert settings.read_text() == "board: B\ndue_soon_days: 14\n"
    settings.write_text("due_soon_days: 14\nboard:  B\n")
    assert call(capsys, "fmt", "scrplan.yaml").out == "scrplan.yaml: formatted\n"
    assert settings.read_text() == "board: B\ndue_soon_days: 14\n"


def test_mark_and_line_ends_stay_and_a_link_is_left(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = board / "plans" / "a.yaml"
    target.write_bytes(b"\xef\xbb\xbfid:  a\r\nformat: 1")
    (board / "plans" / "b.yaml").symlink_to(target)
    assert call(capsys, "fmt", "b").code == 2
    assert target.read_bytes() == b"\xef\xbb\xbfid:  a\r\nformat: 1"
    assert call(capsys, "fmt", "a").code == 0
    assert target.read_bytes() == b"\xef\xbb\xbfformat: 1\r\nid: a\r\n"
    assert (board / "plans" / "b.yaml").is_symlink()


def test_file_that_cannot_be_written_is_one_line(
    untidy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    done = call(capsys, "fmt")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "scrplan: plans/a.yaml: cannot be written: No space left on device",
        "0 files formatted, 1 unchanged, 1 refused",
    ]
    assert (untidy / "a.yaml").read_text() == UNTIDY


def test_plan_that_is_not_there_is_told(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert board.is_dir()
    done = call(capsys, "fmt", "nowhere")
    assert (done.code, done.out) == (2, "")
    assert "nowhere: there is no such plan" in done.err


@pytest.mark.usefixtures("published")
def test_the_published_plans_are_in_normal_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "fmt", "--diff") == Outcome(0, "", "0 files would be formatted, 2 unchanged\n")


def test_name_of_a_file_cannot_move_the_cursor(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "a\x1b[2J.yaml").write_text("id:  a\n")
    run(["fmt", "--check"])
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "would be formatted" in shown.out
