"""The only writing to git: a commit of one file alone."""

import os
import subprocess
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git.commits import FileState, GitRefusal, commit_file, file_state
from tests.building import AUTHOR, committed, in_git
from tests.git.recorded import MESSAGE, forget_author, hook, log, new_repository, recorded, sign, status


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return new_repository(tmp_path / "board", monkeypatch)


# -- how a file stands ---------------------------------------------------------------------------------------------


def test_the_state_of_a_file(repository: Path) -> None:
    path = repository / "plans" / "a.yaml"
    assert file_state(path) is FileState.COMMITTED
    path.write_text("two\n")
    assert file_state(path) is FileState.CHANGED
    in_git(repository, "add", "--all")
    assert file_state(path) is FileState.CHANGED
    new = repository / "plans" / "b.yaml"
    new.write_text("x")
    assert file_state(new) is FileState.UNTRACKED
    in_git(repository, "add", "--all")
    assert file_state(new) is FileState.CHANGED
    (repository / ".gitignore").write_text("c.yaml\n")
    ignored = repository / "plans" / "c.yaml"
    ignored.write_text("x")
    assert file_state(ignored) is FileState.IGNORED


def test_other_files_do_not_matter(repository: Path) -> None:
    (repository / "other.txt").write_text("changed\n")
    (repository / "plans" / "b.yaml").write_text("x")
    assert file_state(repository / "plans" / "a.yaml") is FileState.COMMITTED


def test_the_users_own_settings_do_not_matter(repository: Path) -> None:
    (repository / "other.txt").write_text("changed\n")
    in_git(repository, "stash")
    for setting in ("status.showStash", "status.branch", "status.aheadBehind", "color.ui", "core.quotePath"):
        in_git(repository, "config", setting, "always" if setting == "color.ui" else "true")
    assert file_state(repository / "plans" / "a.yaml") is FileState.COMMITTED


def test_a_name_is_no_pattern(repository: Path) -> None:
    (repository / "plans" / "b.yaml").write_text("x")
    (repository / "plans" / "[ab].yaml").write_text("x")
    committed(repository)
    (repository / "plans" / "b.yaml").write_text("changed")
    assert file_state(repository / "plans" / "[ab].yaml") is FileState.COMMITTED


def test_without_a_repository_there_is_no_state(tmp_path: Path) -> None:
    with pytest.raises(GitProblem):
        file_state(tmp_path / "a.yaml")


# -- a commit ------------------------------------------------------------------------------------------------------


def test_a_commit_holds_one_file_alone(repository: Path) -> None:
    (repository / "other.txt").write_text("staged\n")
    in_git(repository, "add", "other.txt")
    made = recorded(repository, "two\n")
    assert made == in_git(repository, "rev-parse", "HEAD")
    assert in_git(repository, "show", "--format=", "--name-only").splitlines() == ["plans/a.yaml"]
    assert in_git(repository, "log", "-1", "--format=%B%an %ad", "--date=short") == f"{MESSAGE}A. Keeper 2013-09-30"
    assert status(repository) == "M  other.txt"


@pytest.mark.parametrize(
    "message",
    [
        "#5 not a comment\n\n# nor this\n\nPlan: a\n",
        "a: é 😀\n\n; $(id) `id`\n",
        "- dash\n\n--amend\n",
        f"{'w ' * 900}\n",
    ],
)
def test_a_message_stays_as_it_is(repository: Path, message: str) -> None:
    in_git(repository, "config", "commit.cleanup", "strip")
    in_git(repository, "config", "i18n.commitEncoding", "latin1")
    recorded(repository, "two\n", message)
    raw = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=repository, capture_output=True, check=True).stdout
    assert b"\nencoding" not in raw.partition(b"\n\n")[0]
    assert raw.partition(b"\n\n")[2].decode() == "\n".join(line.rstrip() for line in message.split("\n"))


def test_the_first_commit_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    in_git(tmp_path, "init", "--quiet")
    (tmp_path / "a.yaml").write_text("one\n")
    assert len(commit_file(tmp_path / "a.yaml", MESSAGE)) == 40


def test_a_file_named_like_an_option_or_pattern(repository: Path) -> None:
    for name in ("-f.yaml", "[ab].yaml", ":(top)x.yaml", "a b.yaml"):
        (repository / "plans" / name).write_text("x")
        commit_file(repository / "plans" / name, MESSAGE)
        assert file_state(repository / "plans" / name) is FileState.COMMITTED


@pytest.mark.parametrize("wanted", [True, False])
def test_a_commit_is_signed_where_git_is_told_to(repository: Path, tmp_path: Path, wanted: bool) -> None:
    sign(repository, tmp_path / "signer", wanted=wanted)
    recorded(repository, "two\n")
    assert ("made by the test" in in_git(repository, "cat-file", "commit", "HEAD")) == wanted


def test_a_signature_that_cannot_be_made_is_told(repository: Path) -> None:
    in_git(repository, "config", "gpg.program", "/nowhere/gpg")
    in_git(repository, "config", "commit.gpgSign", "true")
    with pytest.raises(GitProblem, match="git commit refused"):
        recorded(repository, "two\n")
    assert status(repository) == "M plans/a.yaml"


def test_a_hook_that_refuses_is_quoted_and_the_file_stays(repository: Path) -> None:
    hook(repository, "pre-commit", "echo 'names in the plan'\necho 'hint: no' >&2\nexit 1")
    with pytest.raises(GitProblem) as refused:
        recorded(repository, "two\n")
    assert refused.value.lines() == ("scrplan: git commit refused: names in the plan",)
    assert (refused.value.exit_code, log(repository)) == (3, ["Plans"])
    assert (repository / "plans" / "a.yaml").read_text() == "two\n"


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("exit 1", ("scrplan: git commit refused: it, or one of its hooks, does not say why",)),
        ("echo one; echo; echo two; exit 1", ("scrplan: git commit refused:", "one", "two")),
        ("seq 100; exit 1", ("scrplan: git commit refused:", *map(str, range(1, 21)))),
    ],
)
def test_what_a_hook_says_is_told_up_to_a_screen(repository: Path, script: str, lines: tuple[str, ...]) -> None:
    hook(repository, "commit-msg", script)
    with pytest.raises(GitRefusal) as refused:
        recorded(repository, "two\n")
    assert refused.value.lines() == lines


def test_who_is_unknown_to_git_is_told_how_to_say_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_author(repository, monkeypatch)
    with pytest.raises(GitProblem) as refused:
        recorded(repository, "two\n")
    (line,) = refused.value.lines()
    assert line.startswith("scrplan: git does not know who you are: run git config user.name")


def test_without_git_it_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "plans" / "a.yaml").write_text("two\n")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitProblem, match="git cannot be started"):
        commit_file(repository / "plans" / "a.yaml", MESSAGE)


def test_no_repository_of_the_surroundings_is_written_to(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_git(tmp_path, "init", "--quiet", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", os.devnull)
    recorded(repository, "two\n")
    monkeypatch.delenv("GIT_DIR")
    assert log(repository) == ["a 1: rated red", "Plans"]
