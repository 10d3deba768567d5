from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git.config import NoWorkTree, Setting, attributes, place_in_work_tree, set_setting, setting
from tests.building import committed, in_git


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a new repository with a folder inside."""
    (tmp_path / "clone" / "board").mkdir(parents=True)
    in_git(tmp_path / "clone", "init", "--quiet")
    return tmp_path / "clone"


def test_setting_that_is_not_made_is_empty(clone: Path) -> None:
    assert [setting(clone, key) for key in Setting] == [""] * len(Setting)


@pytest.mark.parametrize("value", ["scrplan textconv", "'/a b/python' -m scrplan %O", "--global", 'a\n"b" # c \\ é'])
def test_setting_is_the_clones_own(clone: Path, value: str) -> None:
    set_setting(clone / "board", Setting.TEXTCONV, value)
    assert setting(clone, Setting.TEXTCONV) == value
    assert in_git(clone, "config", "--file", ".git/config", "diff.scrplan.textconv") == value


def test_what_a_user_sets_for_all_clones_is_not_the_clones(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text('[diff "scrplan"]\n\ttextconv = other\n')
    assert setting(clone, Setting.TEXTCONV) == ""


def test_settings_of_a_second_work_tree_are_those_of_the_clone(clone: Path, tmp_path: Path) -> None:
    committed(clone)
    in_git(clone, "worktree", "add", "--quiet", str(tmp_path / "second"))
    set_setting(tmp_path / "second", Setting.TEXTCONV, "scrplan textconv")
    assert setting(clone, Setting.TEXTCONV) == "scrplan textconv"


def test_settings_need_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitProblem):
        setting(tmp_path, Setting.TEXTCONV)
    with pytest.raises(GitProblem):
        set_setting(tmp_path, Setting.TEXTCONV, "scrplan textconv")


def test_settings_that_are_locked_are_told(clone: Path) -> None:
    (clone / ".git" / "config.lock").touch()
    with pytest.raises(GitProblem, match="git refused") as refused:
        set_setting(clone, Setting.TEXTCONV, "scrplan textconv")
    assert "config" in refused.value.hint


@pytest.mark.parametrize(("folder", "place"), [("", ""), ("board", "board/")])
def test_place_is_that_within_the_files(clone: Path, folder: str, place: str) -> None:
    assert place_in_work_tree(clone / folder) == place


@pytest.mark.parametrize("folder", [".git", ".git/refs", "bare"])
def test_where_git_keeps_its_data_no_files_lie(clone: Path, folder: str) -> None:
    in_git(clone, "init", "--quiet", "--bare", "bare")
    with pytest.raises(NoWorkTree, match="git keeps its own data here"):
        place_in_work_tree(clone / folder)


def test_place_needs_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitProblem) as refused:
        place_in_work_tree(tmp_path)
    assert not isinstance(refused.value, NoWorkTree)


def test_attributes_are_the_repositorys_alone(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine").write_text("* merge=mine diff=mine\n")
    (tmp_path / ".gitconfig").write_text(f"[core]\n\tattributesFile = {tmp_path / 'mine'}\n")
    (clone / ".gitattributes").write_text("*.yaml diff=other\n")
    asked = attributes(clone / "board", "plans/a.yaml", ("merge", "diff"))
    assert asked == {"merge": "unspecified", "diff": "other"}
