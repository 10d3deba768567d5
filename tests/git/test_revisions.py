import os
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import (
    Stored,
    bare_at,
    commit_of,
    day_of,
    files_at,
    is_shallow,
    is_unborn,
    listed_at,
    revision_at,
    short_name,
    texts_ahead,
)
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
    monkeypatch.setattr("scrplan.git.ahead.AT_ONCE", 2)
    commit_on(repository, "2013-06-30", "\ufeffone")
    (repository / "plans/b.yaml").write_bytes(b"\xff\xfe\n")
    commit_on(repository, "2013-06-30", "three\n", "plans/c.yaml")
    blobs = [stored.blob for stored in files_at(repository, "HEAD", ["plans"]).values()]
    missing = "0" * 39 + "1"
    found = dict(texts_ahead(repository, [*blobs, missing, *blobs]))
    assert list(found.values()) == ["one", None, "three\n", None]


def test_what_lies_side_by_side_in_folders_of_a_commit(repository: Path) -> None:
    (repository / "plans/deep/deeper").mkdir(parents=True)
    for name in ("plans/deep/c.yaml", "plans/deep/deeper/d.yaml", "b.yaml"):
        (repository / name).write_text("one")
    commit = commit_on(repository, "2013-06-30", "one")
    both = listed_at(repository, commit, [".", "plans/"])
    assert (set(both.files), both.folders) == ({"b.yaml", "plans/a.yaml"}, ("plans/deep",))
    assert listed_at(repository, commit, ["plans/"]).files == {
        "plans/a.yaml": Stored(in_git(repository, "rev-parse", "HEAD:plans/a.yaml"), 3, is_link=False)
    }
    below = listed_at(repository / "plans", commit, [".", "deep/", "none", "none/"])
    assert (set(below.files), below.folders) == ({"a.yaml", "deep/c.yaml"}, ("deep/deeper",))
    (repository / "new").mkdir()
    assert listed_at(repository / "new", commit, ["."]) == ({}, ())


@pytest.mark.parametrize("name", ["a b.yaml", "a\nb.yaml", "\u00fc\t.yaml", ":(top)x.yaml", "*.yaml", "-l", 'a"b'])
def test_a_listed_name_is_taken_as_it_is_written(repository: Path, name: str) -> None:
    commit_on(repository, "2013-06-30", "one")
    (repository / name).write_text("one")
    commit = commit_on(repository, "2013-06-30", "one")
    assert set(listed_at(repository, commit, [name]).files) == {name}
    assert set(listed_at(repository, commit, ["."]).files) == {name}


def test_a_commit_has_the_day_of_its_own_clock_and_a_name_of_one_length(repository: Path) -> None:
    commit = commit_on(repository, "2013-07-01T00:30:00", "two", zone="+0100")
    in_git(repository, "config", "core.abbrev", "12")
    assert day_of(repository, commit) == date(2013, 7, 1)
    assert short_name(commit) == commit[:7]


def test_a_bare_repository_is_known_from_anywhere_inside(repository: Path, tmp_path: Path) -> None:
    commit_on(repository, "2013-06-30", "one")
    in_git(tmp_path, "clone", "--quiet", "--bare", "board", "a\nb.git")
    bare = tmp_path / "a\nb.git"
    assert bare_at(bare) == bare_at(bare / "refs") == bare
    assert bare_at(repository) is bare_at(repository / "plans") is bare_at(repository / ".git") is None


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("HEAD:plans/a.yaml", "it names a file; name the commit alone, and plans as usual"),
        ("HEAD^{tree}", "it names a folder; name the commit alone, and plans as usual"),
        ("blob", "it names a file; name the commit alone, and plans as usual"),
        ("HEAD..main", "it names a range; name one commit"),
        ("HEAD...main", "it names a range; name one commit"),
        ("mian", "did you mean 'main'?"),
        ("^HEAD", "git log and git branch list those there are"),
        ("HEAD~1", "git log and git branch list those there are"),
        ("deadbeef", "git log and git branch list those there are"),
    ],
)
def test_what_names_no_commit_is_told_with_what_it_may_be(repository: Path, name: str, hint: str) -> None:
    commit_on(repository, "2013-06-30", "one")
    in_git(repository, "tag", "blob", "HEAD:plans/a.yaml")
    with pytest.raises(GitProblem, match="there is no commit") as raised:
        commit_of(repository, name)
    assert raised.value.hint == hint


def test_a_short_name_that_two_commits_share_is_told(repository: Path) -> None:
    stream = "".join(
        f"commit refs/heads/main\nmark :{number}\ncommitter A <a@b> {1380542400 + number} +0000\ndata 0\n"
        for number in range(1, 701)
    )
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository, input=stream.encode(), check=True)
    names = sorted(in_git(repository, "rev-list", "main").split())
    shared, *_ = [one for one, other in pairwise(names) if one[:4] == other[:4]]
    with pytest.raises(GitProblem, match="there is no commit") as raised:
        commit_of(repository, shared[:4])
    assert raised.value.hint == "more than one begins like this; write more of its characters"
    assert commit_of(repository, shared[:12]) == shared


def test_a_repository_without_a_commit_says_so(repository: Path) -> None:
    with pytest.raises(GitProblem, match="there is no commit 'HEAD'") as raised:
        commit_of(repository, "HEAD")
    assert raised.value.hint == "nothing is committed here yet"
    with pytest.raises(GitProblem, match="there is no commit 'HEAD'"):
        revision_at(repository, date(2013, 9, 30))


def test_a_head_that_leads_nowhere_says_so(repository: Path) -> None:
    commit_on(repository, "2013-06-30", "one")
    in_git(repository, "symbolic-ref", "HEAD", "refs/heads/master")
    with pytest.raises(GitProblem) as raised:
        revision_at(repository, date(2013, 9, 30))
    assert "to fix it, run git symbolic-ref HEAD refs/heads/main" in raised.value.hint
    assert commit_of(repository, "main")


def test_a_name_that_a_shallow_clone_lacks_says_so(repository: Path, tmp_path: Path) -> None:
    first = commit_on(repository, "2013-06-30", "one")
    commit_on(repository, "2013-09-30", "two")
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", "cut")
    for name in (first, first[:8], "HEAD~1"):
        with pytest.raises(GitProblem) as raised:
            commit_of(tmp_path / "cut", name)
        assert "git fetch --unshallow brings the rest" in raised.value.hint


def test_a_branch_without_a_commit_is_unborn(repository: Path, tmp_path: Path) -> None:
    assert is_unborn(repository)
    commit_on(repository, "2013-06-30", "one")
    assert not is_unborn(repository)
    in_git(repository, "checkout", "--quiet", "--detach")
    assert not is_unborn(repository)
    in_git(repository, "checkout", "--quiet", "--orphan", "new")
    assert is_unborn(repository)
    assert not is_unborn(tmp_path)
