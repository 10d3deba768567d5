"""A commit of scrplan's is found and taken back by another, whole or not at all."""

import subprocess
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git.commits import Recorded, last_recorded, revert
from tests.building import committed, in_git
from tests.git.recorded import forget_author, hook, log, new_repository, recorded, sign, status


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return new_repository(tmp_path / "board", monkeypatch)


# -- what scrplan made ---------------------------------------------------------------------------------------------


def test_the_last_commit_that_scrplan_made(repository: Path) -> None:
    assert last_recorded(repository) is None
    first = recorded(repository, "two\n")
    (repository / "other.txt").write_text("by hand\n")
    committed(repository)
    assert last_recorded(repository) == Recorded(first, "a 1: rated red")
    second = recorded(repository, "three\n", "a 2: é\n\nlong\n\nPlan: a\nRef: 2\n")
    assert last_recorded(repository) == Recorded(second, "a 2: é")


def test_words_alone_make_no_commit_of_scrplan(repository: Path) -> None:
    recorded(repository, "two\n", "Plan: a\n\nPlan: is it\n\nThe end.\n")
    assert last_recorded(repository) is None


def test_commits_beside_the_folder_do_not_count(repository: Path) -> None:
    (repository / "elsewhere").mkdir()
    recorded(repository, "two\n")
    assert last_recorded(repository / "elsewhere") is None
    assert last_recorded(repository / "plans")


def test_what_was_taken_back_does_not_count_and_can_be_put_back(repository: Path) -> None:
    first = Recorded(recorded(repository, "two\n"), "a 1: rated red")
    second = Recorded(recorded(repository, "three\n"), "a 1: rated red")
    assert last_recorded(repository) == second
    taken = revert(repository, second)
    assert last_recorded(repository) == first
    in_git(repository, "revert", "--no-edit", taken)
    assert last_recorded(repository) == second


def test_what_takes_back_is_nothing_to_take_back_whatever_it_says(repository: Path) -> None:
    made = recorded(repository, "two\n")
    recorded(repository, "one\n", f"By hand\n\nThis reverts commit {made}.\n\nPlan: a\n")
    assert last_recorded(repository) is None


def test_a_merge_is_nothing_that_scrplan_made(repository: Path) -> None:
    in_git(repository, "checkout", "--quiet", "-b", "side")
    recorded(repository, "two\n")
    in_git(repository, "checkout", "--quiet", "main")
    in_git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge\n\nPlan: a", "side")
    assert last_recorded(repository) is None


def test_a_repository_without_commits_has_none_of_scrplan(tmp_path: Path) -> None:
    with pytest.raises(GitProblem):
        last_recorded(tmp_path)
    in_git(tmp_path, "init", "--quiet")
    assert last_recorded(tmp_path) is None


@pytest.mark.parametrize("wanted", [True, False])
def test_signatures_do_not_matter_and_what_takes_back_is_signed_too(
    repository: Path, tmp_path: Path, wanted: bool
) -> None:
    sign(repository, tmp_path / "signer", wanted=wanted)
    in_git(repository, "config", "log.showSignature", "true")
    made = Recorded(recorded(repository, "two\n"), "a 1: rated red")
    assert last_recorded(repository) == made
    revert(repository, made)
    assert ("made by the test" in in_git(repository, "cat-file", "commit", "HEAD")) == wanted


# -- taken back ----------------------------------------------------------------------------------------------------


def test_a_commit_is_taken_back_by_another(repository: Path) -> None:
    made = recorded(repository, "two\n")
    taken = revert(repository, Recorded(made, 'a 1: "rated" red'))
    assert taken == in_git(repository, "rev-parse", "HEAD")
    assert (repository / "plans" / "a.yaml").read_text() == "one\n"
    assert in_git(repository, "log", "-1", "--format=%B") == f'Revert "a 1: "rated" red"\n\nThis reverts commit {made}.'
    assert status(repository) == ""


def test_a_subject_that_is_no_text_is_no_hindrance(repository: Path) -> None:
    (repository / "plans" / "a.yaml").write_text("two\n")
    commit = ["git", "commit", "--quiet", "--all", "--file=-"]
    subprocess.run(commit, cwd=repository, input=b"caf\xe9 \x1b[31m\n\nPlan: a\n", check=True, capture_output=True)
    last = last_recorded(repository)
    assert last is not None
    revert(repository, last)
    assert log(repository)[0].startswith('Revert "caf')
    assert (repository / "plans" / "a.yaml").read_text() == "one\n"


def test_from_a_folder_below_it_is_the_same(repository: Path) -> None:
    made = recorded(repository, "two\n")
    revert(repository / "plans", Recorded(made, "x"))
    assert (repository / "plans" / "a.yaml").read_text() == "one\n"


def test_work_on_other_files_stays(repository: Path) -> None:
    made = recorded(repository, "two\n")
    (repository / "other.txt").write_text("in work\n")
    (repository / "plans" / "new.yaml").write_text("in work\n")
    hook(repository, "pre-commit", "exit 1")
    with pytest.raises(GitProblem):
        revert(repository, Recorded(made, "x"))
    assert (repository / "other.txt").read_text() == "in work\n"
    assert (repository / "plans" / "a.yaml").read_text() == "two\n"
    hook(repository, "pre-commit", "exit 0")
    revert(repository, Recorded(made, "x"))
    assert (repository / "other.txt").read_text() == "in work\n"
    assert status(repository).splitlines() == ["M other.txt", "?? plans/new.yaml"]


@pytest.mark.parametrize("name", ["pre-commit", "prepare-commit-msg", "commit-msg"])
def test_a_hook_that_refuses_leaves_nothing_half_done(repository: Path, name: str) -> None:
    made = recorded(repository, "two\n")
    hook(repository, name, "echo no; exit 1")
    with pytest.raises(GitProblem, match="git commit refused"):
        revert(repository, Recorded(made, "x"))
    assert _is_as_after(repository, made)


def _is_as_after(root: Path, commit: str) -> bool:
    heads = ("REVERT_HEAD", "CHERRY_PICK_HEAD", "MERGE_HEAD", "sequencer")
    is_quiet = not any((root / ".git" / name).exists() for name in heads)
    return is_quiet and status(root) == "" and in_git(root, "rev-parse", "HEAD") == commit


def test_a_later_change_of_the_same_lines_stands_in_the_way(repository: Path) -> None:
    made = recorded(repository, "two\n")
    later = recorded(repository, "three\n", "By hand")
    with pytest.raises(GitProblem) as refused:
        revert(repository, Recorded(made, "x"))
    assert refused.value.message == "it cannot be taken back"
    assert refused.value.hint.startswith("a later change touches the same lines; take that back first")
    assert _is_as_after(repository, later)


def test_what_was_changed_back_by_hand_is_told(repository: Path) -> None:
    made = recorded(repository, "two\n")
    later = recorded(repository, "one\n", "By hand")
    with pytest.raises(GitProblem, match="it cannot be taken back") as refused:
        revert(repository, Recorded(made, "x"))
    assert refused.value.hint == "what it changed has been changed back already"
    assert _is_as_after(repository, later)


def test_a_change_that_is_not_committed_is_not_lost(repository: Path) -> None:
    made = recorded(repository, "two\n")
    (repository / "plans" / "a.yaml").write_text("in work\n")
    with pytest.raises(GitProblem) as refused:
        revert(repository, Recorded(made, "x"))
    assert "has changes that are not committed" in refused.value.hint
    assert (repository / "plans" / "a.yaml").read_text() == "in work\n"
    assert status(repository) == "M plans/a.yaml"


def test_what_is_staged_is_neither_committed_nor_lost(repository: Path) -> None:
    made = recorded(repository, "two\n")
    (repository / "other.txt").write_text("staged\n")
    in_git(repository, "add", "other.txt")
    with pytest.raises(GitProblem, match="staged for another commit"):
        revert(repository, Recorded(made, "x"))
    assert status(repository) == "M  other.txt"


@pytest.mark.parametrize("what", ["revert", "cherry-pick", "merge"])
def test_what_somebody_has_begun_is_left_to_them(repository: Path, what: str) -> None:
    made = recorded(repository, "two\n")
    in_git(repository, "checkout", "--quiet", "-b", "side")
    recorded(repository, "side\n")
    in_git(repository, "checkout", "--quiet", "main")
    recorded(repository, "three\n")
    subprocess.run(
        ["git", what, "side" if what != "revert" else made], cwd=repository, capture_output=True, check=False
    )
    before = status(repository)
    assert before == "UU plans/a.yaml"
    with pytest.raises(GitProblem, match="is under way here"):
        revert(repository, Recorded(made, "x"))
    assert status(repository) == before


def test_who_is_unknown_to_git_takes_nothing_back(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = recorded(repository, "two\n")
    forget_author(repository, monkeypatch)
    with pytest.raises(GitProblem, match="git does not know who you are"):
        revert(repository, Recorded(made, "x"))
    assert _is_as_after(repository, made)


def test_on_a_detached_head_and_in_a_linked_worktree(repository: Path) -> None:
    in_git(repository, "worktree", "add", "--quiet", "--detach", "../linked")
    linked = repository.parent / "linked"
    made = recorded(linked, "two\n")
    assert last_recorded(linked) == Recorded(made, "a 1: rated red")
    hook(repository, "pre-commit", "exit 1")
    with pytest.raises(GitProblem):
        revert(linked, Recorded(made, "x"))
    assert status(linked) == ""
    hook(repository, "pre-commit", "exit 0")
    revert(linked, Recorded(made, "x"))
    assert (linked / "plans" / "a.yaml").read_text() == "one\n"
    assert log(repository) == ["Plans"]
