import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scrplan import git
from scrplan.errors import GitProblem
from scrplan.git import MANY_PATHS, Provenance, git_version, provenance, run_git

AUTHOR = {
    "GIT_AUTHOR_NAME": "A. Keeper",
    "GIT_AUTHOR_EMAIL": "keeper@example.org",
    "GIT_AUTHOR_DATE": "2013-09-30T12:00:00+0000",
    "GIT_COMMITTER_NAME": "A. Keeper",
    "GIT_COMMITTER_EMAIL": "keeper@example.org",
    "GIT_COMMITTER_DATE": "2013-09-30T12:00:00+0000",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
NO_COMMIT = Provenance(None, dirty=False)


def in_git(folder: Path, *arguments: str) -> str:
    """Run git as a user would, with a fixed author and day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=kept | AUTHOR, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Commit all there is and return the commit."""
    in_git(folder, "add", "--all")
    in_git(folder, "commit", "--quiet", "--allow-empty", "--message", "Plans")
    return in_git(folder, "rev-parse", "HEAD")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan file in a new repository without a commit."""
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    path = root / "plans" / "sample.yaml"
    path.write_text("format: 1\n")
    return path


def test_no_file_has_no_commit() -> None:
    assert provenance([]) == NO_COMMIT


def test_a_folder_without_a_repository_has_no_commit(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text("format: 1\n")
    assert provenance([path]) == NO_COMMIT


def test_a_folder_that_is_not_there_has_no_commit(tmp_path: Path) -> None:
    assert provenance([tmp_path / "gone" / "sample.yaml"]) == NO_COMMIT


def test_a_repository_without_a_commit_has_none_and_its_files_are_not_kept(plan: Path) -> None:
    assert provenance([plan]) == Provenance(None, dirty=True)


def test_a_committed_file_is_that_of_its_commit(plan: Path) -> None:
    commit = committed(plan.parent)
    assert len(commit) == 40
    assert provenance([plan]) == Provenance(commit, dirty=False)


def _change(path: Path) -> None:
    path.write_text("format: 1\nid: sample\n")


def _stage(path: Path) -> None:
    _change(path)
    in_git(path.parent, "add", "--all")


def _ignore_and_recreate(path: Path) -> None:
    in_git(path.parent, "rm", "--quiet", "--cached", path.name)
    (path.parent / ".gitignore").write_text("sample.yaml\n")
    committed(path.parent)


@pytest.mark.parametrize(
    "change", [_change, _stage, Path.unlink, _ignore_and_recreate], ids=["changed", "staged", "deleted", "ignored"]
)
def test_a_file_that_is_not_as_in_the_commit_makes_it_dirty(plan: Path, change: Callable[[Path], None]) -> None:
    committed(plan.parent)
    change(plan)
    assert provenance([plan]) == Provenance(in_git(plan.parent, "rev-parse", "HEAD"), dirty=True)


def test_a_new_file_is_dirty_and_does_not_touch_the_others(plan: Path) -> None:
    commit = committed(plan.parent)
    new = plan.with_name("new.yaml")
    new.write_text("format: 1\n")
    assert provenance([plan]) == Provenance(commit, dirty=False)
    assert provenance([new]) == provenance([plan, new]) == Provenance(commit, dirty=True)


@pytest.mark.parametrize(
    "name", ["sp ace.yaml", "ünï.yaml", "-n.yaml", "a*.yaml", ":(top).yaml", "# branch.oid x.yaml"]
)
def test_a_name_is_taken_as_it_is_written(plan: Path, name: str) -> None:
    commit = committed(plan.parent)
    odd = plan.with_name(name)
    odd.write_text("format: 1\n")
    plan.with_name("ab.yaml").write_text("format: 1\n")
    assert provenance([odd]) == Provenance(commit, dirty=True)
    in_git(plan.parent, "--literal-pathspecs", "add", "--", str(odd))
    in_git(plan.parent, "commit", "--quiet", "--message", "Odd")
    assert provenance([odd]) == Provenance(in_git(plan.parent, "rev-parse", "HEAD"), dirty=False)


@pytest.mark.parametrize("number", [MANY_PATHS, MANY_PATHS + 1])
def test_many_files_are_all_looked_at(plan: Path, number: int) -> None:
    paths = [plan.with_name(f"p{place:03}.yaml") for place in range(number)]
    for path in paths:
        path.write_text("format: 1\n")
    commit = committed(plan.parent)
    assert provenance(paths) == Provenance(commit, dirty=False)
    _change(paths[-1])
    assert provenance(paths) == Provenance(commit, dirty=True)


def test_a_relative_path_and_a_detached_head_are_understood(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = committed(plan.parent)
    in_git(plan.parent, "checkout", "--quiet", "--detach")
    monkeypatch.chdir(plan.parent)
    assert provenance([Path(plan.name)]) == Provenance(commit, dirty=False)


def test_files_of_two_repositories_have_no_one_commit(plan: Path, tmp_path: Path) -> None:
    committed(plan.parent)
    other = tmp_path / "other" / "sample.yaml"
    other.parent.mkdir()
    in_git(other.parent, "init", "--quiet")
    other.write_text("format: 1\n")
    committed(other.parent)
    assert provenance([plan, other]) == NO_COMMIT


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES"])
def test_the_environment_does_not_lead_to_another_repository(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    commit = committed(plan.parent)
    other = tmp_path / "other"
    other.mkdir()
    in_git(other, "init", "--quiet")
    committed(other)
    values = {"GIT_WORK_TREE": other, "GIT_CEILING_DIRECTORIES": plan.parent.parent}
    monkeypatch.setenv(name, str(values.get(name, other / ".git")))
    assert provenance([plan]) == Provenance(commit, dirty=False)


def test_a_monitor_named_by_the_repository_is_not_started(plan: Path, tmp_path: Path) -> None:
    committed(plan.parent)
    trace = tmp_path / "started"
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    monitor.chmod(0o755)
    in_git(plan.parent, "config", "core.fsmonitor", str(monitor))
    assert not provenance([plan]).dirty
    assert not trace.exists()


def test_without_git_there_is_no_commit(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(plan.parent)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert provenance([plan]) == NO_COMMIT
    assert git_version() is None
    with pytest.raises(GitProblem, match="git cannot be started") as caught:
        run_git(["status"], plan.parent)
    assert caught.value.hint == "install it to use the audit trail"


def test_a_git_that_cannot_be_started_is_none(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(plan.parent)
    (tmp_path / "git").write_text("no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert provenance([plan]) == NO_COMMIT
    assert git_version() is None


def test_git_tells_its_version() -> None:
    version = git_version()
    assert version is not None
    assert version[0].isdigit()
    assert version == version.strip()


@pytest.mark.parametrize(
    ("script", "hint"),
    [("echo first >&2; echo second >&2; exit 1", "first"), ("exit 7", "exit code 7")],
    ids=["with-words", "without"],
)
def test_a_refusal_carries_the_first_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, hint: str
) -> None:
    stand_in = tmp_path / "git"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitProblem, match="git refused") as caught:
        run_git(["status"], tmp_path)
    assert caught.value.hint == hint


def test_a_git_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "git"
    stand_in.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(git, "TIMEOUT", 0.05)
    with pytest.raises(GitProblem, match=r"git did not answer within 0\.05 seconds"):
        run_git(["status"], tmp_path)
