from datetime import date
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git.days import DatedCommit, commits_by_day, last_until
from tests.building import in_git
from tests.git.test_revisions import commit_on


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def test_the_commits_of_the_own_line_the_newest_first(repository: Path) -> None:
    first = commit_on(repository, "2013-06-29", "one")
    second = commit_on(repository, "2013-07-01T00:30:00", "two", zone="+0100")
    in_git(repository, "switch", "--quiet", "--create=other", first)
    commit_on(repository, "2013-07-05", "elsewhere")
    in_git(repository, "switch", "--quiet", "main")
    commits = commits_by_day(repository)
    assert commits == (DatedCommit(second, date(2013, 7, 1)), DatedCommit(first, date(2013, 6, 29)))
    assert last_until(commits, date(2013, 6, 30)) == commits[1]
    assert last_until(commits, date(2013, 7, 1)) == commits[0]
    assert last_until(commits, date(2013, 6, 28)) is None


def test_a_repository_without_a_commit_has_no_days(repository: Path) -> None:
    with pytest.raises(GitProblem):
        commits_by_day(repository)
