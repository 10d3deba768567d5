"""The last commit that scrplan made is taken back, and before it the one before; never anything else."""

from pathlib import Path

import pytest

from tests.building import Outcome, call, committed, in_git
from tests.cli.samples import SUBJECT, UPDATE, sample_in_git
from tests.recording.acting import TEXT


@pytest.fixture
def sample(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sample_in_git(board, monkeypatch)


@pytest.fixture
def commits(sample: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the commits of two updates."""
    made = []
    for words in (UPDATE, ("update", "sample", "2", "--rag", "red")):
        assert call(capsys, *words, "--commit").code == 0
        made.append(in_git(sample.parent, "rev-parse", "HEAD"))
    return made


def test_the_last_is_taken_back_then_the_one_before(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "undo", "--yes")
    taken = in_git(sample.parent, "rev-parse", "HEAD")
    assert done == Outcome(
        0,
        f"took back {commits[1][:10]}: sample 2: rated red\n",
        f"committed {taken[:10]}; both stay in the history\n",
    )
    assert call(capsys, "undo", "--yes").out == f"took back {commits[0][:10]}: {SUBJECT}\n"
    assert sample.read_text(encoding="utf-8") == TEXT
    assert in_git(sample.parent, "log", "--format=%s").splitlines() == [
        f'Revert "{SUBJECT}"',
        'Revert "sample 2: rated red"',
        "sample 2: rated red",
        SUBJECT,
        "Plans",
    ]
    done = call(capsys, "undo", "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("scrplan: scrplan made no commit here that could be taken back: git restore FILE takes")


def test_what_was_committed_since_by_hand_stays(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sample.write_text(sample.read_text(encoding="utf-8").replace("text: Train", "text: Teach"), encoding="utf-8")
    committed(sample.parent)
    assert call(capsys, "undo", "--yes").out.startswith(f"took back {commits[1][:10]}")
    assert "text: Teach" in sample.read_text(encoding="utf-8")


def test_dry_run_says_which_it_would_be(sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "undo", "--dry-run")
    assert done == Outcome(0, "", f"would take back {commits[1][:10]}: sample 2: rated red\n")
    assert in_git(sample.parent, "rev-parse", "HEAD") == commits[1]


def test_off_a_terminal_nothing_is_taken_back_unasked(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    done = call(capsys, "undo")
    told = f"scrplan: this takes back {commits[1][:10]}: sample 2: rated red: give --yes to do it without asking\n"
    assert done == Outcome(2, "", told)
    assert in_git(sample.parent, "rev-parse", "HEAD") == commits[1]


def test_what_stands_in_the_way_is_told_and_nothing_is_half_done(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sample.write_text(sample.read_text(encoding="utf-8").replace("rag: red", "rag: amber"), encoding="utf-8")
    head = committed(sample.parent)
    assert head != commits[1]
    done = call(capsys, "undo", "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert done.err.startswith("scrplan: it cannot be taken back: a later change touches the same lines")
    assert in_git(sample.parent, "status", "--porcelain") == ""
    assert in_git(sample.parent, "rev-parse", "HEAD") == head


def test_a_change_that_is_not_committed_is_not_lost(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commits
    assert call(capsys, "update", "sample", "4", "--rag", "red").code == 0
    text = sample.read_text(encoding="utf-8")
    done = call(capsys, "undo", "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert "a file has changes that are not committed" in done.err
    assert sample.read_text(encoding="utf-8") == text


def test_a_hook_that_refuses_is_quoted_and_nothing_is_half_done(
    sample: Path, commits: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    hook = sample.parent.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no\nexit 1\n")
    hook.chmod(0o755)
    assert call(capsys, "undo", "--yes") == Outcome(3, "", "scrplan: git commit refused: no\n")
    assert in_git(sample.parent, "status", "--porcelain") == ""
    assert in_git(sample.parent, "rev-parse", "HEAD") == commits[1]


@pytest.mark.parametrize("place", ["plans", "."])
def test_it_works_from_any_folder_of_the_board(
    sample: Path,
    commits: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: str,
) -> None:
    monkeypatch.chdir(sample.parent.parent / place)
    assert call(capsys, "undo", "--yes").out.startswith(f"took back {commits[1][:10]}")


def test_a_plan_that_was_begun_is_taken_back_whole(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--title", "T", "--kind", "other", "--board", "B", "--agency", "Health", "--text", "Do")
    assert call(capsys, "new", "child-h", *words, "--commit").code == 0
    assert call(capsys, "undo", "--yes").code == 0
    assert [path.name for path in sample.parent.iterdir()] == ["sample.yaml"]


@pytest.mark.usefixtures("board")
def test_without_a_commit_there_is_nothing_to_take_back(capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "undo", "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    in_git(Path.cwd(), "init", "--quiet")
    done = call(capsys, "undo", "--yes")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("scrplan: scrplan made no commit here that could be taken back")


def test_a_subject_cannot_move_the_cursor(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample.write_text(f"# x\n{TEXT}", encoding="utf-8")
    in_git(sample.parent, "commit", "--quiet", "--all", "--message", "a \x1b[2J\n\nPlan: sample")
    done = call(capsys, "undo", "--dry-run")
    assert (done.code, "\x1b" in done.err) == (0, False)
