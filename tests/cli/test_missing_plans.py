"""No command leaves a plan out in silence: a plan that git keeps is found where it was moved to, or it stops totals."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.building import HEAD, ROW, Outcome, call, committed, in_git, plan_text

DAY = ("--as-at", "2013-12-31")
TOTALS = {
    "status": ("status", *DAY),
    "list": ("list", *DAY),
    "overdue": ("overdue", *DAY),
    "red": ("red", *DAY),
    "changes": ("changes", "--since", "2013-07", *DAY),
    "trend": ("trend", *DAY),
    "validate": ("validate", *DAY),
}
REPORT = ("report", "--quarter", "2013/14-Q3", "-f", "json", "--as-at", "2014-01-05")
WHY = "git has it and the folder does not, so totals would leave it out; to fix: "


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = f"{ROW}    rag: red\n    due: 2013-01\n"
    path.write_text(plan_text(rows, HEAD.replace("id: sample", f"id: {path.stem}")), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a board whose last commit, of 30 September 2013, holds the plans a and b."""
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    for name in ("a", "b"):
        write(tmp_path / "plans" / f"{name}.yaml")
    committed(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def remove(root: Path) -> str:
    (root / "plans/b.yaml").unlink()
    return "git checkout -- plans/b.yaml; or git rm plans/b.yaml and commit, if it is meant to go"


def remove_by_git(root: Path) -> str:
    in_git(root, "rm", "--quiet", "plans/b.yaml")
    return "git checkout HEAD -- plans/b.yaml; or commit, if it is meant to go"


def move_out(root: Path) -> str:
    (root / "archive").mkdir()
    in_git(root, "mv", "plans/b.yaml", "archive/b.yaml")
    return "git checkout HEAD -- plans/b.yaml; or commit, if it is meant to go"


def leave_out(root: Path) -> str:
    in_git(root, "sparse-checkout", "set", "--no-cone", "/plans/a.yaml")
    return "git sparse-checkout disable"


def skip(root: Path) -> str:
    in_git(root, "update-index", "--skip-worktree", "plans/b.yaml")
    (root / "plans/b.yaml").unlink()
    return "git update-index --no-skip-worktree plans/b.yaml"


MISSING = {"rm": remove, "git rm": remove_by_git, "git mv": move_out, "sparse checkout": leave_out, "skip": skip}


@pytest.mark.parametrize("way", MISSING)
@pytest.mark.parametrize("command", TOTALS)
def test_a_plan_that_is_missing_stops_totals_with_the_command_that_helps(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, way: str
) -> None:
    fix = MISSING[way](root)
    done = call(capsys, *TOTALS[command])
    assert done.code == 2
    start = "warning: " if command == "validate" else "scrplan: "
    assert f"{start}plans/b.yaml: {WHY}{fix}" in done.err.splitlines()
    if command == "validate":
        assert "plans/b.yaml" in done.out
        assert "unreadable" in done.out
    else:
        assert done.out == ""


@pytest.mark.parametrize("way", MISSING)
def test_the_board_paper_has_what_the_last_commit_has(root: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    MISSING[way](root)
    done = call(capsys, *REPORT)
    assert done.code == 0
    assert {item["plan"] for item in json.loads(done.out)["items"]} == {"a", "b"}


@pytest.mark.parametrize("way", ["rm", "git rm"])
def test_the_command_that_helps_does(root: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    fix = MISSING[way](root)
    in_git(root, *fix.partition(";")[0].split()[1:])
    assert call(capsys, *TOTALS["status"]).code == 0


def test_the_command_for_a_sparse_checkout_does(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(root, *leave_out(root).split()[1:])
    assert (root / "plans/b.yaml").exists()
    assert call(capsys, *TOTALS["status"]).code == 0


def test_a_file_that_the_index_skips_is_next_a_file_that_was_removed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_git(root, *skip(root).split()[1:])
    assert f"plans/b.yaml: {WHY}git checkout -- plans/b.yaml; or " in call(capsys, *TOTALS["status"]).err


def test_the_command_of_a_notice_is_ready_to_type(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remove(root)
    notices = json.loads(call(capsys, "validate", *DAY, "-f", "json").out)["notices"]
    assert [one["command"] for one in notices] == ["git checkout -- plans/b.yaml"]


def remove_folder(root: Path) -> str:
    shutil.rmtree(root / "plans")
    return "git checkout -- plans"


def remove_all_by_git(root: Path) -> str:
    in_git(root, "rm", "--quiet", "-r", "plans")
    return "git checkout HEAD -- plans"


def leave_all_out(root: Path) -> str:
    (root / "other").mkdir()
    (root / "other/file").write_text("")
    committed(root)
    in_git(root, "sparse-checkout", "set", "other")
    return "git sparse-checkout add plans"


ALL_GONE = {"rm -r": remove_folder, "git rm -r": remove_all_by_git, "sparse checkout": leave_all_out}


@pytest.mark.parametrize("way", ALL_GONE)
@pytest.mark.parametrize("command", TOTALS)
def test_where_every_plan_is_missing_the_command_for_all_of_them_helps(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, way: str
) -> None:
    fix = ALL_GONE[way](root)
    done = call(capsys, *TOTALS[command])
    assert (done.code, done.out) == (2, "")
    assert "no plans here" in done.err
    assert f"plans/a.yaml: {WHY}" in done.err
    assert f"plans/b.yaml: {WHY}" in done.err
    assert f"scrplan: to fix all of them: {fix}\n" in done.err
    in_git(root, *fix.split()[1:])
    assert call(capsys, *TOTALS[command]).code in {0, 1}


def test_of_many_missing_plans_the_first_are_named_and_the_rest_counted(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        write(root / f"plans/c{number:02}.yaml")
    committed(root)
    shutil.rmtree(root / "plans")
    lines = call(capsys, "changes", "--since", "2013-07", *DAY).err.splitlines()
    assert [WHY in line for line in lines].count(True) == 10
    assert "scrplan: and 12 more plans that git has and the folder does not" in lines


@pytest.mark.parametrize("is_committed", [False, True], ids=["staged", "committed"])
@pytest.mark.parametrize("command", TOTALS)
def test_plans_that_are_all_called_otherwise_stop_totals(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, *, is_committed: bool
) -> None:
    for name in ("a", "b"):
        in_git(root, "mv", f"plans/{name}.yaml", f"plans/{name}.yml")
    if is_committed:
        committed(root)
    done = call(capsys, *TOTALS[command])
    assert (done.code, done.out) == (2, "")
    assert "not read: plans/a.yml (plans end in .yaml), plans/b.yml (plans end in .yaml)" in done.err


@pytest.mark.parametrize("command", TOTALS)
def test_a_folder_of_plans_in_capitals_stops_totals(
    root: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    in_git(root, "mv", "plans", "Plans")
    committed(root)
    done = call(capsys, *TOTALS[command])
    assert (done.code, done.out) == (2, "")
    assert "not read: Plans (the folder of plans is called plans)" in done.err


def test_a_commit_whose_plans_are_called_otherwise_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        in_git(root, "mv", f"plans/{name}.yaml", f"plans/{name}.yml")
    in_git(root, "commit", "--quiet", "--message", "Rename", on="2013-11-01")
    for words in (
        ["changes", "--since", "2013-10", "--until", "HEAD"],
        ["trend", "--until", "2013-11", "--by", "month"],
    ):
        notices = json.loads(call(capsys, *words, "-f", "json", *DAY).out)["notices"]
        assert {one["kind"] for one in notices} == {"not_read"}
        assert any("plans/b.yml is not read; plans end in .yaml" in one["words"] for one in notices)


def test_when_every_plan_is_deleted_and_that_is_committed_they_are_removed(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_git(root, "rm", "--quiet", "-r", "plans")
    in_git(root, "commit", "--quiet", "--message", "Remove all", on="2013-11-01")
    done = call(capsys, "changes", "--since", "2013-11", *DAY)
    assert done.code == 0
    assert "2 removed" in done.out


@pytest.mark.parametrize("name", ["b", "plans/b.yaml"])
def test_a_missing_plan_that_is_named_is_missing_too(root: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    fix = remove(root)
    for command in ("status", "list", "validate"):
        done = call(capsys, command, name, *DAY)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"scrplan: plans/b.yaml: {WHY}{fix}\n"
    assert call(capsys, "status", "a", *DAY).code == 0


def test_the_path_is_the_one_from_the_current_folder(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(root)
    monkeypatch.chdir(root / "plans")
    done = call(capsys, *TOTALS["status"])
    assert "to fix: git checkout -- b.yaml; " in done.err
    in_git(root / "plans", "checkout", "--", "b.yaml")
    assert call(capsys, *TOTALS["status"]).code == 0


def test_a_board_below_the_top_of_its_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(tmp_path, "init", "--quiet")
    board = tmp_path / "safeguarding/board"
    write(board / "plans/a.yaml")
    write(board / "plans/closed/b.yaml")
    committed(tmp_path)
    monkeypatch.chdir(board)
    assert call(capsys, *TOTALS["status"]).code == 0
    (board / "plans/closed/b.yaml").unlink()
    assert "git checkout -- plans/closed/b.yaml; " in call(capsys, *TOTALS["status"]).err


@pytest.mark.parametrize("is_committed", [False, True], ids=["in the folder", "committed"])
@pytest.mark.parametrize("command", TOTALS)
def test_a_plan_that_was_moved_to_a_subfolder_is_found(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, *, is_committed: bool
) -> None:
    before, first = call(capsys, *TOTALS[command]), in_git(root, "rev-parse", "HEAD")
    (root / "plans/closed").mkdir()
    in_git(root, "mv", "plans/b.yaml", "plans/closed/b.yaml")
    if is_committed:
        committed(root)
    after = call(capsys, *TOTALS[command])
    out = after.out.replace("plans/closed/", "plans/").replace(in_git(root, "rev-parse", "HEAD")[:7], first[:7])
    assert Outcome(after.code, out, after.err) == before


def test_the_paper_has_a_plan_that_was_moved_to_a_subfolder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = json.loads(call(capsys, *REPORT).out)
    (root / "plans/closed").mkdir()
    in_git(root, "mv", "plans/b.yaml", "plans/closed/b.yaml")
    committed(root)
    after = json.loads(call(capsys, *REPORT).out)
    assert after["items"] == before["items"]
    assert after["headlines"] == before["headlines"]


def test_a_plan_that_was_renamed_is_found(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(root, "mv", "plans/b.yaml", "plans/c.yaml")
    text = (root / "plans/c.yaml").read_text()
    (root / "plans/c.yaml").write_text(text.replace("id: b", "id: c"))
    assert call(capsys, *TOTALS["status"]).code == 0


@pytest.mark.parametrize("command", TOTALS)
def test_a_deletion_that_is_committed_is_a_deletion(
    root: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    in_git(root, "rm", "--quiet", "plans/b.yaml")
    committed(root)
    done = call(capsys, *TOTALS[command])
    assert done.code in {0, 1}
    assert "plans/b.yaml" not in done.err


def test_a_deletion_is_an_event(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(root, "rm", "--quiet", "plans/b.yaml")
    in_git(root, "commit", "--quiet", "--message", "Remove b", on="2013-11-01")
    done = call(capsys, "changes", "--since", "2013-11", *DAY)
    assert done.code == 0
    assert "removed" in done.out


def as_folder(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_link(path: Path) -> None:
    path.rename(path.with_suffix(".txt"))
    path.symlink_to(path.with_suffix(".txt").name)


@pytest.mark.parametrize("spoil", [as_folder, as_link])
@pytest.mark.parametrize("command", TOTALS)
def test_a_plan_that_cannot_be_read_stops_totals(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, spoil: Callable[[Path], None]
) -> None:
    spoil(root / "plans/b.yaml")
    done = call(capsys, *TOTALS[command])
    assert done.code == 2
    assert "plans/b.yaml" in (done.out if command == "validate" else done.err)


def test_a_plan_that_is_no_plan_is_not_missed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "plans/notes.txt").write_text("")
    (root / "other.yaml").write_text("")
    committed(root)
    (root / "plans/notes.txt").unlink()
    (root / "other.yaml").unlink()
    assert call(capsys, *TOTALS["status"]).code == 0


def test_where_nothing_is_committed_the_index_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(tmp_path, "init", "--quiet")
    for name in ("a", "b"):
        write(tmp_path / "plans" / f"{name}.yaml")
    monkeypatch.chdir(tmp_path)
    assert call(capsys, *TOTALS["status"]).code == 0
    in_git(tmp_path, "add", "plans")
    (tmp_path / "plans/b.yaml").unlink()
    assert f"plans/b.yaml: {WHY}" in call(capsys, *TOTALS["status"]).err


@pytest.mark.parametrize("command", ["status", "list", "overdue", "red", "validate"])
def test_where_git_cannot_be_asked_that_is_a_notice(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PATH", str(root / "empty"))
    done = call(capsys, *TOTALS[command], "-f", "json")
    notices = json.loads(done.out)["notices"]
    words = "git could not say whether a plan is missing from the folder: git cannot be started: "
    assert [one["kind"] for one in notices] == ["not_checked"]
    assert notices[0]["words"].startswith(words)
    assert f"warning: {words}" in done.err


# -- notices --------------------------------------------------------------------------------------------------------

ANSWERS = {**TOTALS, "show": ("show", "a", "1", *DAY), "report": REPORT[:3] + REPORT[5:]}
NOT_READ = "plans/other.yml is not read; plans end in .yaml"


@pytest.mark.parametrize("command", ANSWERS)
def test_what_is_left_out_is_on_stderr_and_in_json(
    root: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (root / "plans/other.yml").write_text("")
    in_git(root, "add", "--all")
    in_git(root, "commit", "--quiet", "--message", "Other", on="2013-10-01")
    done = call(capsys, *ANSWERS[command], "-f", "json")
    envelope = json.loads(done.out)
    assert [one["kind"] for one in envelope["notices"]] == ["not_read"] * len(envelope["notices"])
    words = [one["words"] for one in envelope["notices"]]
    assert any(one.endswith(NOT_READ) for one in words)
    assert [f"warning: {one}" for one in words] == [line for line in done.err.splitlines() if "not read" in line]
    assert list(envelope)[-2:] == ["notices", "items"]


def test_where_nothing_is_left_out_the_list_is_empty(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (*ANSWERS.values(), ("history", "a")):
        assert json.loads(call(capsys, *words, "-f", "json").out)["notices"] == []
    assert root.exists()


def test_the_paper_says_what_it_is_short_of(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "plans/other.yml").write_text("")
    committed(root)
    done = call(capsys, *ANSWERS["report"], "-f", "markdown")
    part = done.out.partition("What this paper cannot know")[2].partition("## ")[0]
    assert NOT_READ in part
    assert NOT_READ in done.err


# -- settings ---------------------------------------------------------------------------------------------------------

NO_SETTINGS = "scrplan.yaml: git has it and the folder does not, so the board's settings would not apply; to fix: "


@pytest.mark.parametrize("way", [("rm", "--quiet", "--cached"), ()], ids=["git rm", "rm"])
@pytest.mark.parametrize("command", [*TOTALS, "report", "validate one"])
def test_settings_that_are_missing_stop_totals(
    root: Path, capsys: pytest.CaptureFixture[str], command: str, way: tuple[str, ...]
) -> None:
    (root / "scrplan.yaml").write_text("board: Board\nrules: {no-lead: error}\n")
    committed(root)
    words = (TOTALS | {"report": ("report", *DAY), "validate one": ("validate", "plans/a.yaml", *DAY)})[command]
    before = call(capsys, *words)
    assert before.code in {0, 1}
    if way:
        in_git(root, *way, "scrplan.yaml")
    (root / "scrplan.yaml").unlink()
    fix = "git checkout HEAD -- scrplan.yaml" if way else "git checkout -- scrplan.yaml"
    done = call(capsys, *words)
    assert done.code == 2
    assert f"{NO_SETTINGS}{fix}; or " in done.err
    in_git(root, *fix.split()[1:])
    assert call(capsys, *words) == before


def test_settings_whose_deletion_is_committed_are_not_missed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "scrplan.yaml").write_text("board: Board\n")
    committed(root)
    in_git(root, "rm", "--quiet", "scrplan.yaml")
    committed(root)
    assert call(capsys, *TOTALS["status"]).code == 0


# -- another board, by its path ---------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a board with the plan a; beside it, another of its own repository, of 31 October, holds b and c."""
    here, other = tmp_path / "here", tmp_path / "other"
    for board, names in ((here, "a"), (other, "bc")):
        board.mkdir()
        in_git(board, "init", "--quiet", "--initial-branch=main")
        for name in names:
            write(board / f"plans/{name}.yaml")
        (board / "scrplan.yaml").write_text(f"board: Board {board.name}\n")
    committed(here)
    in_git(other, "add", "--all")
    in_git(other, "commit", "--quiet", "--message", "Two plans", on="2013-06-30")
    monkeypatch.chdir(here)
    return other


@pytest.mark.parametrize("named", ["../other/plans", "../other", "absolute"])
@pytest.mark.parametrize("command", TOTALS)
def test_a_plan_that_another_board_lacks_stops_totals_too(
    other: Path, capsys: pytest.CaptureFixture[str], command: str, named: str
) -> None:
    (other / "plans/c.yaml").unlink()
    done = call(capsys, *TOTALS[command], str(other) if named == "absolute" else named)
    assert done.code == 2
    fix = f"to fix: git -C {other} checkout -- plans/c.yaml; "
    assert f"{other}/plans/c.yaml: git has it and the folder does not" in done.err
    assert fix in done.err
    in_git(other, "checkout", "--", "plans/c.yaml")
    assert call(capsys, *TOTALS[command], named if named != "absolute" else str(other)).code in {0, 1}


@pytest.mark.parametrize("command", TOTALS)
def test_the_plans_of_another_board_are_judged_by_its_own_git_and_settings(
    other: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    path = other / "plans/b.yaml"
    path.write_text(path.read_text().replace("2013-01", "2013-12"))
    in_git(other, "commit", "--quiet", "--all", "--message", "Another date", on="2013-08-01")
    words = (*TOTALS[command], *(["--columns", "plan,original_due"] if command in {"list", "overdue"} else []))
    outside = call(capsys, *words, "-f", "csv", "../other/plans")
    monkeypatch.chdir(other)
    inside = call(capsys, *words, "-f", "csv", "plans")
    assert outside.code == inside.code
    assert outside.out.replace("../other/", "") == inside.out
    if command == "list":
        assert "2013-01" in inside.out


def test_the_paper_of_another_board_is_its_own(
    other: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = call(capsys, *REPORT, "../other/plans")
    monkeypatch.chdir(other)
    inside = call(capsys, *REPORT, "plans")
    assert outside == inside
    assert {item["plan"] for item in json.loads(inside.out)["items"]} == {"b", "c"}


@pytest.mark.parametrize(
    "words", [TOTALS["changes"], TOTALS["trend"], REPORT, (*TOTALS["status"], "--revision", "HEAD")]
)
def test_plans_of_two_boards_have_no_history_in_common(
    other: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    done = call(capsys, *words, "plans", "../other/plans")
    assert (done.code, done.out) == (2, "")
    boards = f"{other.parent}/here and {other}"
    assert done.err == f"scrplan: the plans named are of several boards: {boards}: name those of one board at a time\n"


def test_plans_of_two_boards_are_each_judged_by_their_own_git(
    other: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (other.parent / "here/plans/a.yaml", other / "plans/b.yaml"):
        path.write_text(path.read_text().replace("2013-01", "2013-12"))
    words = ("list", *DAY, "--columns", "plan,original_due", "-f", "csv")
    out = call(capsys, *words, "plans", "../other/plans").out
    rows = [line for line in out.splitlines() if line[:2] in {"a,", "b,", "c,"}]
    assert [line[:9] for line in rows] == ["a,2013-01", "b,2013-01", "c,2013-01"]
    (other / "plans/c.yaml").unlink()
    assert f"{other}/plans/c.yaml: git has it" in call(capsys, *words, "plans", "../other/plans").err
    monkeypatch.chdir(other.parent)
    assert call(capsys, "status", *DAY, "here").code == 0


def by_git(root: Path) -> None:
    (root / "plans/closed").mkdir()
    in_git(root, "mv", "plans/b.yaml", "plans/closed/b.yaml")


def by_hand(root: Path) -> None:
    (root / "plans/closed").mkdir()
    (root / "plans/b.yaml").rename(root / "plans/closed/b.yaml")


@pytest.mark.parametrize("move", [by_git, by_hand])
def test_a_plan_that_was_moved_and_not_yet_committed_keeps_its_first_dates(
    root: Path, capsys: pytest.CaptureFixture[str], move: Callable[[Path], None]
) -> None:
    plan = root / "plans/b.yaml"
    plan.write_text(plan.read_text().replace("due: 2013-01", "due: 2013-12"))
    committed(root)
    move(root)

    def item(*arguments: str) -> Any:
        return json.loads(call(capsys, *arguments, "-f", "json", *DAY).out)["items"][0]

    assert item("list", "b")["original_due"] == "2013-01"
    assert "January 2013" in call(capsys, "show", "b", "1", *DAY).out
    found = call(capsys, "validate", "plans/closed/b.yaml", "--rule", "date-overwritten", *DAY)
    assert "January 2013" in found.out
    told = call(capsys, "history", "b")
    assert told.code == 0
    assert "plans/b.yaml was moved to plans/closed/b.yaml, which is not committed" in told.err


def test_a_hook_compares_a_moved_plan_with_the_commit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand(root)
    plan = root / "plans/closed/b.yaml"
    plan.write_text(plan.read_text().replace("due: 2013-01", "due: 2013-12"))
    found = call(capsys, "validate", "--changed", "plans/closed/b.yaml", "--rule", "date-overwritten")
    assert "date-overwritten" in found.out
