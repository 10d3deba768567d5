"""What git cannot answer has a class by its reason, so that nobody has to compare words."""

from pathlib import Path

import pytest

from scrplan.errors import AmbiguousRevision, NoCommits, NoGit, NoHistory, NoRepository
from scrplan.git import commit_of, run_git
from scrplan.git.commits import last_recorded
from scrplan.git.days import commits_by_day
from tests.building import committed, in_git


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NoRepository):
        commits_by_day(tmp_path)


def test_no_commits(tmp_path: Path) -> None:
    in_git(tmp_path, "init", "--quiet")
    with pytest.raises(NoCommits, match=r"there is no commit 'HEAD'"):
        commits_by_day(tmp_path)
    with pytest.raises(NoCommits):
        run_git(["log"], tmp_path)
    assert last_recorded(tmp_path) is None


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoGit):
        commits_by_day(tmp_path)


def test_what_goes_on_without_a_history_knows_them_by_one_class() -> None:
    assert all(issubclass(kind, NoHistory) for kind in (NoRepository, NoCommits, NoGit))


def test_a_beginning_of_several_names(tmp_path: Path) -> None:
    in_git(tmp_path, "init", "--quiet")
    names = {committed(tmp_path)}
    for number in range(1000):
        (tmp_path / "file").write_text(str(number))
        blob = in_git(tmp_path, "hash-object", "-w", "file")
        short = next((name for name in names if name[:4] == blob[:4]), None)
        if short:
            break
        names.add(blob)
    assert short
    with pytest.raises(AmbiguousRevision):
        run_git(["rev-parse", "--verify", "--end-of-options", f"{short[:4]}"], tmp_path)


def test_a_name_that_leads_nowhere_is_no_lack_of_history(tmp_path: Path) -> None:
    in_git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    with pytest.raises(Exception, match="there is no commit 'nowhere'") as caught:
        commit_of(tmp_path, "nowhere")
    assert not isinstance(caught.value, NoHistory)
