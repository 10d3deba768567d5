import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import each_text, files_at, is_shallow, revision_at
from tests.building import AUTHOR, in_git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    return root


def commit_on(root: Path, day: str, text: str, name: str = "plans/a.yaml", *, zone: str = "+0000") -> str:
    """Commit a file, at noon of a day unless that says more, and return the commit."""
    (root / name).write_text(text)
    in_git(root, "add", "--all")
    when = day if "T" in day else f"{day}T12:00:00"
    dated = AUTHOR | {"GIT_AUTHOR_DATE": f"{when}{zone}", "GIT_COMMITTER_DATE": f"{when}{zone}"}
    subprocess.run(["git", "commit", "--quiet", "-m", text], cwd=root, env=os.environ | dated, check=True)
    return in_git(root, "rev-parse", "HEAD")


def test_the_last_commit_on_or_before_a_day(repository: Path) -> None:
    first = commit_on(repository, "2013-06-30", "one")
    second = commit_on(repository, "2013-09-30", "two")
    assert revision_at(repository, date(2013, 6, 30)) == first
    assert revision_at(repository, date(2013, 9, 29)) == first
    assert revision_at(repository, date(2013, 9, 30)) == second
    assert revision_at(repository, date(2026, 1, 1)) == second


def test_the_day_of_a_commit_is_that_of_its_own_clock(repository: Path) -> None:
    first = commit_on(repository, "2013-06-29", "one")
    late = commit_on(repository, "2013-07-01T00:30:00", "two", zone="+0100")  # still 30 June by Greenwich
    assert revision_at(repository, date(2013, 6, 30)) == first
    assert revision_at(repository, date(2013, 7, 1)) == late


def test_a_day_before_the_first_commit_is_told_with_the_first(repository: Path) -> None:
    commit_on(repository, "2013-06-30", "one")
    with pytest.raises(GitProblem, match="no commit on or before 29 June 2013") as raised:
        revision_at(repository, date(2013, 6, 29))
    assert raised.value.hint == "the first is of 30 June 2013"


def test_a_shallow_clone_says_so(repository: Path, tmp_path: Path) -> None:
    commit_on(repository, "2013-06-30", "one")
    commit_on(repository, "2013-09-30", "two")
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "cut")
    assert is_shallow(tmp_path / "cut")
    assert not is_shallow(repository)
    with pytest.raises(GitProblem) as raised:
        revision_at(tmp_path / "cut", date(2013, 7, 1))
    assert "shallow" in raised.value.hint


def test_files_of_a_commit_with_their_size_and_kind(repository: Path) -> None:
    (repository / "plans/link.yaml").symlink_to("a.yaml")
    commit = commit_on(repository, "2013-06-30", "one")
    commit_on(repository, "2013-06-30", "text", "other.txt")
    found = files_at(repository, commit, ["plans"])
    assert {path: (one.size, one.is_link) for path, one in found.items()} == {
        "plans/a.yaml": (3, False),
        "plans/link.yaml": (6, True),
    }
    assert set(files_at(repository / "plans", "HEAD")) == {"a.yaml", "link.yaml"}


def test_each_text_once_and_what_is_none(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrplan.git.revisions.AT_ONCE", 2)
    commit_on(repository, "2013-06-30", "\ufeffone")
    (repository / "plans/b.yaml").write_bytes(b"\xff\xfe\n")
    commit_on(repository, "2013-06-30", "three\n", "plans/c.yaml")
    blobs = [stored.blob for stored in files_at(repository, "HEAD", ["plans"]).values()]
    missing = "0" * 39 + "1"
    found = dict(each_text(repository, [*blobs, missing, *blobs]))
    assert list(found.values()) == ["one", None, "three\n", None]
