"""What becomes of a change in git: a commit, or the line that makes one; what git refuses is told, and nothing lost."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.building import AUTHOR, Outcome, call, committed, in_git, plan_of
from tests.cli.samples import LINE, SHOWN, SUBJECT, UPDATE, sample_in_git
from tests.recording.acting import TEXT


@pytest.fixture
def sample(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sample_in_git(board, monkeypatch)


_OUT = ("rm --quiet --cached plans/sample.yaml", "commit --quiet --message Out")
_DIRTY = "it has changes that are not committed: commit them first, or leave --commit out"
COMMITS: dict[str, tuple[tuple[str, ...], str]] = {
    "untracked": (_OUT, "it is not in git yet: git add and git commit it first, or leave --commit out"),
    "ignored": ((*_OUT, "config core.excludesFile ignored"), "git ignores it: leave --commit out, or change"),
    "changed": ((), _DIRTY),
    "staged": (("add --all",), _DIRTY),
    "staged to go": (_OUT[:1], _DIRTY),
}


@pytest.mark.parametrize(("commands", "told"), COMMITS.values(), ids=COMMITS)
def test_a_commit_that_would_hold_more_than_the_change_is_refused_before_anything_is_written(
    sample: Path, capsys: pytest.CaptureFixture[str], commands: tuple[str, ...], told: str
) -> None:
    root = sample.parent.parent
    text = f"# by hand\n{TEXT}"
    sample.write_text(text, encoding="utf-8")
    (root / "ignored").write_text("plans\n")
    for command in commands:
        in_git(root, *command.split())
    done = call(capsys, *UPDATE, "--commit")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"scrplan: plans/sample.yaml: {told}")
    assert done.err.count("\n") == 1
    assert sample.read_text(encoding="utf-8") == text
    assert call(capsys, *UPDATE).code == 0


@pytest.mark.usefixtures("board")
def test_without_a_repository_a_commit_is_refused_before_anything_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("plans/sample.yaml").write_text(TEXT, encoding="utf-8")
    done = call(capsys, *UPDATE, "--commit")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert Path("plans/sample.yaml").read_text(encoding="utf-8") == TEXT


def test_before_the_first_commit_the_plan_is_not_in_git_yet(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "plans" / "sample.yaml").write_text(TEXT, encoding="utf-8")
    in_git(board, "init", "--quiet")
    done = call(capsys, *UPDATE, "--commit")
    assert (done.code, done.err.startswith("scrplan: plans/sample.yaml: it is not in git yet")) == (2, True)
    assert call(capsys, *UPDATE).err == f"written; to commit it: git add -- plans/sample.yaml && {LINE}\n"


def test_where_a_hook_refuses_the_file_stays_changed_and_that_is_said(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = sample.parent.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho names in the plan\nexit 1\n")
    hook.chmod(0o755)
    done = call(capsys, *UPDATE, "--commit")
    assert (done.code, done.out) == (3, SHOWN)
    assert done.err.splitlines() == [
        f"plans/sample.yaml is written, and not committed; to commit it: {LINE}",
        "scrplan: git commit refused: names in the plan",
    ]
    assert "Late" in sample.read_text(encoding="utf-8")
    assert in_git(sample.parent, "log", "--format=%s") == "Plans"


def test_where_nobody_is_known_to_git_the_file_stays_changed_and_that_is_said(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in AUTHOR:
        if name.endswith(("_NAME", "_EMAIL")):
            monkeypatch.delenv(name)
    in_git(sample.parent, "config", "user.useConfigOnly", "true")
    done = call(capsys, *UPDATE, "--commit")
    assert done.code == 3
    assert done.err.splitlines()[0].startswith("plans/sample.yaml is written, and not committed; to commit it: git")
    assert done.err.splitlines()[1].startswith("scrplan: git does not know who you are: run git config user.name")


def test_an_interruption_of_the_commit_says_that_the_file_is_changed(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("scrplan.cli.commit.commit_file", interrupt)
    done = call(capsys, *UPDATE, "--commit")
    assert (done.code, done.err.count("\n")) == (130, 1)
    assert done.err.startswith("plans/sample.yaml is written, and not committed; to commit it: git commit")
    assert "Late" in sample.read_text(encoding="utf-8")


def test_on_a_detached_head_it_is_the_same(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_git(sample.parent, "checkout", "--quiet", "--detach")
    assert call(capsys, *UPDATE, "--commit").code == 0
    assert in_git(sample.parent, "log", "-1", "--format=%s") == SUBJECT


def test_in_a_linked_worktree_it_is_the_same(
    sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_git(sample.parent, "worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    monkeypatch.chdir(tmp_path / "linked")
    assert call(capsys, *UPDATE, "--commit").code == 0
    assert in_git(tmp_path / "linked", "log", "-1", "--format=%s") == SUBJECT
    assert sample.read_text(encoding="utf-8") == TEXT


# -- the line that commits it --------------------------------------------------------------------------------------


def line_of(done: Outcome) -> str:
    """Return the command that is offered."""
    (line,) = (line for line in done.err.splitlines() if "to commit it: " in line)
    return line.partition("to commit it: ")[2]


def run_in_shell(line: str, folder: Path) -> None:
    """Do what somebody does who copies a line into a shell."""
    subprocess.run(["/bin/sh", "-c", line], cwd=folder, env=os.environ | AUTHOR, check=True, capture_output=True)


REASONS = {
    "plain": "The new board meets then",
    "quotes": "it's \"so\" ''\\",
    "command substitution": "$(touch pwned) `touch pwned` ${HOME}",
    "separators": "; touch pwned & touch pwned | touch pwned > pwned # x",
    "lines": "one\ntouch pwned\n\nRef: 99",
    "an option": "--amend --trailer='Ref: 99' -m x",
    "history and globs": "!! !x * ? ~ [a] {a,b} $0 \\n %s",
    "beyond ASCII": "caf\u00e9 \u2013 \U0001f600 \u05d0",
    "long": "because " * 40,
    "a trailer": "Plan: other",
}


@pytest.mark.skipif(os.name == "nt", reason="no such shell there")
@pytest.mark.parametrize("reason", REASONS.values(), ids=REASONS)
def test_the_line_makes_the_same_commit_in_a_shell(
    sample: Path, capsys: pytest.CaptureFixture[str], reason: str
) -> None:
    root = sample.parent.parent
    revise = ("revise", "sample", "1", "--due", "2014-02", "--on", "2013-10", "--reason", reason)
    run_in_shell(line_of(call(capsys, *revise)), root)
    message = in_git(root, "log", "-1", "--format=%B")
    assert in_git(root, "show", "--format=", "--name-only") == "plans/sample.yaml"
    assert not list(root.rglob("pwned"))
    in_git(root, "reset", "--quiet", "--hard", "HEAD~1")
    assert call(capsys, *revise, "--commit").code == 0
    assert in_git(root, "log", "-1", "--format=%B") == message
    assert in_git(root, "log", "-1", "--format=%(trailers:key=Ref,valueonly)").split() == ["1"]
    assert in_git(root, "log", "-1", "--format=%(trailers:key=Plan,valueonly)").split() == ["sample"]
    kept = plan_of(sample.read_text(encoding="utf-8")).recommendations[0].progress.revisions[0].reason
    assert kept == "\n".join(" ".join(line.split()) for line in reason.splitlines())


def test_the_line_names_every_ref(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("update", "sample", "1", "2", "--note", "x", "--on", "2013-10", "--yes")
    run_in_shell(line_of(call(capsys, *words)), sample.parent.parent)
    assert in_git(sample.parent, "log", "-1", "--format=%(trailers:key=Ref,valueonly)").split() == ["1", "2"]


WAYS = {
    "the folder of plans": ("plans", "sample"),
    "a folder below": ("deep/er", "../../plans/sample.yaml"),
    "outside of the repository": ("..", "board/plans/sample.yaml"),
    "another repository": ("../other", "../board/plans/sample.yaml"),
}


@pytest.mark.parametrize(("folder", "name"), WAYS.values(), ids=WAYS)
def test_the_line_works_where_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    (root / "deep" / "er").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    in_git(tmp_path / "other", "init", "--quiet")
    sample_in_git(root, monkeypatch)
    monkeypatch.chdir(root / folder)
    run_in_shell(line_of(call(capsys, "update", name, "1", "--rag", "red")), Path.cwd())
    assert in_git(root, "log", "-1", "--format=%s") == "sample 1: rating from amber to red"


def test_a_board_below_the_root_of_its_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "boards" / "north"
    (root / "plans").mkdir(parents=True)
    in_git(tmp_path, "init", "--quiet")
    (root / "plans" / "sample.yaml").write_text(TEXT, encoding="utf-8")
    committed(tmp_path)
    monkeypatch.chdir(root)
    run_in_shell(line_of(call(capsys, *UPDATE)), root)
    assert in_git(tmp_path, "show", "--format=", "--name-only") == "boards/north/plans/sample.yaml"
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    assert call(capsys, "update", "sample", "2", "--rag", "red", "--commit").code == 0


def test_a_file_that_git_has_not_is_added_by_the_line(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = sample.with_name("new one.yaml")
    new.write_text(TEXT, encoding="utf-8")
    (sample.parent / "other.yaml").write_text("not to be added")
    run_in_shell(line_of(call(capsys, "update", "plans/new one.yaml", "1", "--rag", "red")), sample.parent.parent)
    assert in_git(sample.parent, "status", "--porcelain") == "?? plans/other.yaml"


def test_a_plan_behind_a_link_is_left_as_it_is(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = sample.parent.parent
    sample.rename(root / "kept.yaml")
    sample.symlink_to(Path("..") / "kept.yaml")
    committed(root)
    before = (root / "kept.yaml").read_bytes()
    for words in (UPDATE, ("update", "sample", "2", "--rag", "red", "--commit")):
        done = call(capsys, *words)
        assert (done.code, done.out) == (2, "")
        assert (
            done.err
            == "scrplan: plans/sample.yaml: cannot be read: it is a symbolic link, and those are not followed\n"
        )
    assert (root / "kept.yaml").read_bytes() == before
    assert sample.is_symlink()


def test_a_file_that_git_ignores_is_said_to_be(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (sample.parent / ".gitignore").write_text("new.yaml\n")
    sample.with_name("new.yaml").write_text(TEXT, encoding="utf-8")
    told = call(capsys, "update", "new", "1", "--rag", "red").err.splitlines()[-1]
    assert told == "written; git ignores it, so there is no record of who changed it and when"


def test_a_change_that_leads_back_to_the_commit_needs_none(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace("leads: [{role: Head of service, agency: Health}]", "leads:\n      - {role: Clerk}")
    sample.write_text(text, encoding="utf-8")
    committed(sample.parent)
    sample.write_text(text.replace("Clerk", "Nobody"), encoding="utf-8")
    done = call(capsys, "assign", "sample", "1", "--lead", "Clerk")
    assert sample.read_text(encoding="utf-8") == text
    assert done.err == "written; it is the same as in the last commit again\n"
