"""A check that could not run is a finding, for each reason once, in real clones; what is normal stays silent."""

import os
import shutil
from pathlib import Path

import pytest

from scrplan.check.runner import Job, check_files
from scrplan.diagnostics import Diagnostic, Severity
from scrplan.git import calls
from scrplan.source.files import plan_paths
from tests.building import ROW, THE_DAY, committed, in_git, plan_text

NAMES = ("a", "b", "c")


def write(root: Path, due: int, *names: str, extra: str = "") -> None:
    for name in names or NAMES:
        text = plan_text(f"{ROW}    due: {due}\n{extra}").replace("id: sample", f"id: {name}")
        (root / "plans" / f"{name}.yaml").write_text(text)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """Return a repository of three plans whose due date was overwritten twice."""
    origin = tmp_path / "origin"
    (origin / "plans").mkdir(parents=True)
    in_git(origin, "init", "--quiet", "--initial-branch=main")
    in_git(origin, "config", "uploadpack.allowFilter", "true")
    for due in (2012, 2013, 2014):
        write(origin, due)
        committed(origin)
    return origin


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> "Clone":
    return Clone(origin, tmp_path / "clone")


class Clone:
    """A clone in the making."""

    def __init__(self, origin: Path, folder: Path) -> None:
        self.origin = origin
        self.folder = folder

    def made(self, *options: str) -> Path:
        in_git(self.origin.parent, "clone", "--quiet", *options, f"file://{self.origin}", str(self.folder))
        return self.folder


def found(root: Path, *rules: str, ignored: tuple[str, ...] = (), history: bool = True) -> list[Diagnostic]:
    """Return what `validate` finds of these rules in every plan and in the settings."""
    settings = [root / "scrplan.yaml"] if (root / "scrplan.yaml").exists() else []
    job = Job(root, THE_DAY, (*plan_paths([], root), *settings), rules, ignored, history=history)
    every = [one for file in check_files(job) for one in file.findings]
    return [one for one in every if one.rule == "not-checked"]


def reasons(root: Path, *rules: str) -> list[tuple[str, str, str]]:
    return [(Path(one.path).name, one.message.rpartition(": ")[2], one.hint) for one in found(root, *rules)]


SHALLOW = ("a.yaml", "this clone is shallow, it has only the last commits", "git fetch --unshallow brings the rest")
PARTIAL = ("a.yaml", "this clone was made without older files", "git fetch --refetch --no-filter brings them")


def test_a_shallow_clone_has_one_finding_at_the_first_line_of_the_first_plan(clone: Clone) -> None:
    root = clone.made("--depth=2")
    (one,) = found(root)
    assert one.position == (1, 1)
    assert one.severity is Severity.WARNING
    assert one.message.startswith("due dates were not compared with all earlier commits: ")
    assert reasons(root) == [SHALLOW]


def test_what_can_be_seen_in_a_shallow_clone_is_still_found(clone: Clone) -> None:
    root = clone.made("--depth=2")
    job = Job(root, THE_DAY, tuple(plan_paths([], root)), ("date-overwritten",), history=True)
    told = [one.rule for file in check_files(job) for one in file.findings]
    assert told == ["not-checked", *["date-overwritten"] * 3]


def test_what_helps_does_help(clone: Clone) -> None:
    root = clone.made("--depth=1")
    in_git(root, "fetch", "--quiet", "--unshallow")
    assert reasons(root) == []


def test_a_clone_without_older_files_says_so(clone: Clone) -> None:
    assert reasons(clone.made("--filter=blob:none")) == [PARTIAL]


def test_a_clone_without_older_files_compares_with_a_commit_that_it_lacks(origin: Path, clone: Clone) -> None:
    first = in_git(origin, "rev-parse", "HEAD~2")
    root = clone.made("--filter=blob:none")
    job = Job(root, THE_DAY, tuple(plan_paths([], root)), since=first)
    told = [one.message for file in check_files(job) for one in file.findings if one.rule == "not-checked"]
    assert [message.rpartition(": ")[2] for message in told] == [PARTIAL[1]]


@pytest.mark.parametrize("history", [True, False], ids=["whole", "as a hook"])
def test_another_users_repository_says_so(origin: Path, monkeypatch: pytest.MonkeyPatch, *, history: bool) -> None:
    monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (one,) = found(origin, history=history)
    assert one.message.endswith(": this repository belongs to another user, so git does not open it")
    assert one.hint == f"if you trust it, run git config --global --add safe.directory {origin}"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_that_was_given_away_says_so(origin: Path) -> None:
    for path in (origin, *origin.rglob("*")):
        os.chown(path, 12345, 12345)
    assert [reason[1] for reason in reasons(origin)] == [
        "this repository belongs to another user, so git does not open it"
    ]


def test_a_repository_without_git_says_so(origin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(origin / "empty"))
    assert reasons(origin) == [("a.yaml", "git cannot be started", "install it to use the audit trail")]


def test_a_repository_that_is_broken_says_so(origin: Path) -> None:
    shutil.rmtree(origin / ".git" / "objects")
    (one,) = found(origin)
    assert one.message.startswith("due dates were not compared with all earlier commits: ")
    assert one.hint


@pytest.mark.parametrize("state", ["whole", "hook in a shallow clone", "no commit", "no repository", "neither", "new"])
def test_what_is_normal_stays_silent(origin: Path, clone: Clone, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    history, root = True, origin
    if state == "hook in a shallow clone":
        root, history = clone.made("--depth=1"), False
        write(root, 2015)
    elif state == "no commit":
        shutil.rmtree(origin / ".git")
        in_git(origin, "init", "--quiet")
    elif state in {"no repository", "neither"}:
        shutil.rmtree(origin / ".git")
        if state == "neither":
            monkeypatch.setenv("PATH", str(origin / "empty"))
    elif state == "new":
        write(root, 2015, "d")
    assert found(root, history=history) == []


def test_it_belongs_to_the_answer_about_the_rule_that_was_asked_for(clone: Clone) -> None:
    root = clone.made("--depth=1")
    assert reasons(root, "date-overwritten") == [SHALLOW]
    assert reasons(root, "not-checked") == [SHALLOW]
    assert reasons(root, "no-lead") == []
    assert found(root, ignored=("date-overwritten",)) == []
    assert found(root, ignored=("not-checked",)) == []


def test_the_board_may_make_it_an_error_or_switch_it_off(clone: Clone) -> None:
    root = clone.made("--depth=1")
    (root / "scrplan.yaml").write_text("rules: {not-checked: error}\n")
    assert [one.severity for one in found(root)] == [Severity.ERROR]
    (root / "scrplan.yaml").write_text("rules: {not-checked: off}\n")
    assert found(root) == []


def test_each_reason_is_told_once_by_many_processes_too(
    origin: Path, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(origin, 2012, *(f"p{number}" for number in range(20)))
    committed(origin)
    root = clone.made("--depth=1")
    alone = found(root)
    monkeypatch.setattr("scrplan.check.runner.MANY", 2)
    monkeypatch.setattr("scrplan.check.runner._cores", lambda: 2)
    assert found(root) == alone
    assert len(alone) == 1


# -- links -----------------------------------------------------------------------------------------------------------

TO_B = '    links: [{plan: b, ref: "1", relation: repeats}]\n'


def links_found(root: Path, *names: str) -> list[tuple[str, str]]:
    """Return what could not be checked when only these plans are."""
    job = Job(root, THE_DAY, tuple(root / "plans" / f"{name}.yaml" for name in names))
    every = [one for file in check_files(job) for one in file.findings]
    return [(Path(one.path).name, one.message) for one in every if one.rule == "not-checked"]


@pytest.mark.parametrize("broken", ["recommendations: [\n", "recommendations: {a: b}\n", ""])
def test_links_to_a_plan_that_cannot_be_read_are_not_known(origin: Path, broken: str) -> None:
    write(origin, 2014, "a", extra=TO_B)
    (origin / "plans" / "b.yaml").write_text(broken)
    assert links_found(origin, "a") == [("a.yaml", "links to b were not checked: not all its refs can be read")]
    assert links_found(origin, "c") == []


def test_links_to_a_plan_that_cannot_be_opened_are_not_known(origin: Path) -> None:
    write(origin, 2014, "a", extra=TO_B)
    (origin / "plans" / "b.yaml").unlink()
    (origin / "plans" / "b.yaml").symlink_to("nowhere")
    assert [name for name, _ in links_found(origin, "a", "c")] == ["a.yaml"]


def test_a_plan_that_is_checked_itself_tells_its_own_mistakes(origin: Path) -> None:
    write(origin, 2014, "a", extra=TO_B)
    (origin / "plans" / "b.yaml").write_text("recommendations: [\n")
    assert links_found(origin, "a", "b") == []


# -- the list of names in a repository that git does not open --------------------------------------------------------


def test_nobody_knows_whether_the_list_is_in_another_users_repository(
    origin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (origin / "names.txt").write_text("Jo Bloggs\n")
    (origin / "scrplan.yaml").write_text("board: A board\nnames_file: names.txt\n")
    job = Job(origin, THE_DAY, (origin / "scrplan.yaml",))
    assert [one.rule for file in check_files(job) for one in file.findings] == ["names-in-git"]
    monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    (one,) = (one for file in check_files(job) for one in file.findings)
    assert (one.rule, one.position) == ("not-checked", (2, 13))
    assert one.message.startswith("whether the private list of names is in git could not be checked: ")
    assert "safe.directory" in one.hint
