"""`--revision`: the plans and settings as git has them, the same bytes for the same commit and day, for ever."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from scrplan.git import calls
from tests.building import AUTHOR, ROOT, call, in_git

NO_TABLE = ("show", "csv")
FORMATS = ("terminal", "plain", "markdown", "csv", "json")
QUESTIONS = (
    ("status",),
    ("status", "child-g", "--agency", "Health"),
    ("list", "--view", "late"),
    ("list", "--actions", "--where", "state = open", "--columns", "ref,part,due,leads"),
    ("overdue", "plans/child-g.yaml", "--within", "1y"),
    ("red",),
    ("show", "child-g", "16"),
)
SETTINGS = "board: A board\ndue_soon_days: 40\nviews:\n  late:\n    timeliness: [overdue]\n    sort: [-due]\n"
Place = Callable[[Path], Path]
THEN = ("--as-at", "2013-10-15")  # another day than that of the commit


def record(root: Path, day: str, zone: str = "+0100") -> str:
    """Commit all there is, at half past midnight of a day, and return the commit."""
    dated = AUTHOR | {"GIT_AUTHOR_DATE": f"{day}T00:30:00{zone}", "GIT_COMMITTER_DATE": f"{day}T00:30:00{zone}"}
    in_git(root, "add", "--all")
    command = ["git", "commit", "--quiet", "--allow-empty", "--message", day]
    subprocess.run(command, cwd=root, env=os.environ | dated, check=True)
    return in_git(root, "rev-parse", "HEAD")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository with the published plans and settings, in its only commit, of 30 September 2013."""
    root = tmp_path / "board"
    shutil.copytree(ROOT / "plans", root / "plans")
    (root / "scrplan.yaml").write_text(SETTINGS)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    record(root, "2013-09-30")
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return root


def _go_on(root: Path) -> None:
    """Let time pass: other titles, a plan that goes, other settings, a later commit, and a file that is broken."""
    path = root / "plans/child-g.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Later ", 1), encoding="utf-8")
    (root / "plans/kirklees-2011.yaml").unlink()
    (root / "scrplan.yaml").write_text("board: Another board\n")
    record(root, "2013-12-20")
    path.write_text("not: [a plan\n")


EVERY = tuple((*question, "-f", name) for question in QUESTIONS for name in FORMATS if (question[0], name) != NO_TABLE)
# Each question in one format, each format for one question at least.
SOME = tuple((*question, "-f", FORMATS[place % 5]) for place, question in enumerate(QUESTIONS))


def asked(capsys: pytest.CaptureFixture[str], questions: Sequence[Sequence[str]], *more: str) -> Iterator[str]:
    """Yield what each question answers; all must be answered."""
    for question in questions:
        done = call(capsys, *question, *more)
        assert done.code == 0, done.err
        yield done.out


# -- the same for ever ----------------------------------------------------------------------------------------------


def test_a_revision_answers_as_its_files_did_and_says_which_it_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit = in_git(root, "rev-parse", "HEAD")
    before = list(asked(capsys, EVERY, *THEN))
    _go_on(root)
    after = list(asked(capsys, EVERY, *THEN, "--revision", commit))
    words = f"Plans as of commit {commit[:7]} (30 September 2013)"
    heads = {"terminal": f"{words}\n", "plain": f"# {words}\n", "markdown": f"{words}\n\n", "csv": "", "json": ""}
    for question, was, answer in zip(EVERY, before, after, strict=True):
        head = heads[question[-1]]
        assert (words in "".join(answer.splitlines(keepends=True)[:3])) is bool(head)
        assert answer.replace(head, "", 1) == was


def _bare(root: Path) -> Path:
    in_git(root.parent, "clone", "--quiet", "--bare", str(root), "other.git")
    return root.parent / "other.git"


def _clone(root: Path) -> Path:
    in_git(root.parent, "clone", "--quiet", str(root), "other")
    return root.parent / "other"


def _worktree(root: Path) -> Path:
    in_git(root, "worktree", "add", "--quiet", "--detach", "../linked")
    return root.parent / "linked"


def _below(root: Path) -> Path:
    (root / "notes/deep").mkdir(parents=True)
    return root / "notes/deep"


def _detached(root: Path) -> Path:
    in_git(root, "checkout", "--quiet", "--force", "--detach", "HEAD~1")
    return root


def _inside_git(root: Path) -> Path:
    return root / ".git"


def _as_it_is(root: Path) -> Path:
    return root


@pytest.mark.parametrize("place", [_bare, _clone, _worktree, _below, _detached, _inside_git, _as_it_is])
def test_the_same_commit_and_day_give_the_same_bytes_from_everywhere(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    commit = in_git(root, "rev-parse", "HEAD")
    # Paths begin where one is.
    questions = [["child-g" if word.startswith("plans/") else word for word in words] for words in SOME]
    expected = list(asked(capsys, questions, *THEN, "--revision", commit))
    _go_on(root)
    monkeypatch.chdir(place(root))
    found = list(asked(capsys, questions, *THEN, "--revision", commit))
    assert found == expected
    assert not any(str(root.parent) in answer for answer in found)
    assert list(asked(capsys, questions, *THEN, "--revision", "@2013-11-01")) == expected


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set there")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_same_bytes_come_in_every_time_zone(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    expected = list(asked(capsys, SOME, *THEN, "--revision", "@2013-09-30"))
    assert root.is_dir()
    try:
        with monkeypatch.context() as patch:
            patch.setenv("TZ", zone)
            time.tzset()
            assert list(asked(capsys, SOME, *THEN, "--revision", "@2013-09-30")) == expected
    finally:
        time.tzset()


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_same_bytes_come_in_every_locale_and_from_a_process(
    root: Path, capsys: pytest.CaptureFixture[str], question: tuple[str, ...]
) -> None:
    asks = (*question, *THEN, "--revision", "main", "-f", "markdown")
    expected = call(capsys, *asks).out
    surroundings = {"LC_ALL": "tr_TR.ISO-8859-9", "LANG": "tr_TR", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7"}
    git_says = {"GIT_DIR": "/nowhere", "GIT_PAGER": "false", "LANGUAGE": "de"}
    done = subprocess.run(
        [sys.executable, "-m", "scrplan", *asks],
        cwd=root,
        env=os.environ | surroundings | git_says,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("utf-8") == expected


def test_json_names_the_commit_and_is_never_dirty(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit = in_git(root, "rev-parse", "HEAD")
    (root / "plans/child-g.yaml").write_text("broken")
    for question in QUESTIONS:
        answer = json.loads(call(capsys, *question, "-f", "json", "--revision", "HEAD").out)
        assert answer["generated_from"] == {"commit": commit, "dirty": False}


# -- the day --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "clock", "day"),
    [
        ("@2013-10-15", (), "2013-10-15"),
        ("@2013-10", (), "2013-10-31"),
        ("@2013-Q4", (), "2013-12-31"),
        ("@2013/14", (), "2014-03-31"),
        ("@2013-10", ("--as-at", "2020-02-01"), "2020-02-01"),
        ("HEAD", ("--as-at", "2013-Q3"), "2013-09-30"),
    ],
)
@pytest.mark.usefixtures("root")
def test_a_date_is_also_the_day_unless_another_is_asked_for(
    capsys: pytest.CaptureFixture[str], revision: str, clock: tuple[str, ...], day: str
) -> None:
    assert json.loads(call(capsys, "red", "-f", "json", "--revision", revision, *clock).out)["as_at"] == day


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("revision", ["HEAD", "main", "@~0"])
def test_any_other_revision_is_judged_on_today(capsys: pytest.CaptureFixture[str], revision: str) -> None:
    today = json.loads(call(capsys, "red", "-f", "json").out)["as_at"]
    assert json.loads(call(capsys, "red", "-f", "json", "--revision", revision).out)["as_at"] == today


# -- what cannot be answered ----------------------------------------------------------------------------------------

WRITE = "write a date as in @2013-09-30, a commit, a branch or a tag"
REFUSED = {
    "": (2, f"the revision is empty: {WRITE}"),
    "@": (2, f"the revision '@' has no date: {WRITE}"),
    "--help": (2, f"'--help' is not a revision: {WRITE}"),
    "-x": (2, f"'-x' is not a revision: {WRITE}"),
    "@2013-02-30": (
        2,
        "the revision '@2013-02-30': '2013-02-30' is not in the calendar: February 2013 has 28 days; check the day",
    ),
    "@2012": (3, "there is no commit on or before 31 December 2012: the first is of 30 September 2013"),
    "2013-09-30": (3, "there is no commit '2013-09-30': a date has an @ in front, @2013-09-30"),
    "HEAD:plans/child-g.yaml": (
        3,
        "there is no commit 'HEAD:plans/child-g.yaml': it names a file; name the commit alone, and plans as usual",
    ),
    "HEAD:": (3, "there is no commit 'HEAD:': it names a folder; name the commit alone, and plans as usual"),
    "mian": (3, "there is no commit 'mian': did you mean 'main'?"),
    "deadbeef": (3, "there is no commit 'deadbeef': git log and git branch list those there are"),
    "\u202e\x1b[31m": (
        3,
        "there is no commit '\\u202e\\x1b[31m': git log and git branch list those there are",
    ),
}


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("revision", REFUSED)
@pytest.mark.parametrize("command", [("status",), ("list",), ("overdue",), ("red",), ("show", "child-g", "16")])
def test_what_is_no_revision_is_one_line(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...], revision: str
) -> None:
    code, words = REFUSED[revision]
    done = call(capsys, *command, f"--revision={revision}")
    assert (done.code, done.out, done.err) == (code, "", f"scrplan: {words}\n")


def _none(tmp_path: Path) -> Path:
    (tmp_path / "none/plans").mkdir(parents=True)
    return tmp_path / "none"


def _new(tmp_path: Path) -> Path:
    in_git(tmp_path, "init", "--quiet", "new")
    return tmp_path / "new"


def _new_bare(tmp_path: Path) -> Path:
    in_git(tmp_path, "init", "--quiet", "--bare", "new.git")
    return tmp_path / "new.git"


def _cut(tmp_path: Path) -> Path:
    root = tmp_path / "board"
    record(root, "2013-12-20")
    in_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "cut")
    return tmp_path / "cut"


NO_REPOSITORY = "this folder is in no git repository: go to the board's folder; git init makes a repository of it"
SHALLOW = "this clone is shallow, it has only the last commits; git fetch --unshallow brings the rest"


@pytest.mark.parametrize(
    ("place", "revision", "words"),
    [
        (_none, "HEAD", NO_REPOSITORY),
        (_none, "@2013-09", NO_REPOSITORY),
        (_new, "HEAD", "there is no commit 'HEAD': nothing is committed here yet"),
        (_new, "@2013-09", "there is no commit 'HEAD': nothing is committed here yet"),
        (_new_bare, "main", "there is no commit 'main': nothing is committed here yet"),
        (_cut, "HEAD~1", f"there is no commit 'HEAD~1': {SHALLOW}"),
        (_cut, "@2013-Q3", f"there is no commit on or before 30 September 2013: {SHALLOW}"),
    ],
)
def test_a_place_without_the_commit_is_one_line(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: Place,
    revision: str,
    words: str,
) -> None:
    monkeypatch.chdir(place(root.parent))
    done = call(capsys, "status", "--revision", revision)
    assert (done.code, done.out, done.err) == (3, "", f"scrplan: {words}\n")


def test_a_repository_of_another_user_is_one_line(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = call(capsys, "status", "--revision", "HEAD")
    mend = f"if you trust it, run git config --global --add safe.directory {root}"
    words = "this repository belongs to another user, so git does not open it"
    assert (done.code, done.out, done.err) == (3, "", f"scrplan: {words}: {mend}\n")


@pytest.mark.usefixtures("root")
def test_no_git_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    done = call(capsys, "status", "--revision", "HEAD")
    assert (done.code, done.err) == (3, "scrplan: git cannot be started: install it to use the audit trail\n")


def test_a_plan_that_the_commit_has_not_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit = in_git(root, "rev-parse", "HEAD")
    shutil.copy(root / "plans/child-g.yaml", root / "plans/child-h.yaml")
    done = call(capsys, "list", "child-h", "--revision", "HEAD")
    words = f"child-h: commit {commit[:7]} holds no such plan: did you mean 'child-g'?"
    assert (done.code, done.out, done.err) == (2, "", f"scrplan: {words}\n")


def test_a_plan_that_was_broken_then_is_told_with_its_commit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "plans/child-g.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("as_at: 2013-09", "as_at: 2013-13"), encoding="utf-8")
    commit = record(root, "2013-12-20")
    in_git(root, "checkout", "--quiet", "HEAD~1", "--", ".")
    done = call(capsys, "status", "kirklees-2011", "child-g", "--revision", "@2013-12")
    first, last = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert first.startswith(f"{commit[:7]}:plans/child-g.yaml:")
    assert first.endswith(" error: as_at: '2013-13' has no such month: months run from 01 to 12 [bad-date]")
    head = f"scrplan: commit {commit[:7]} (20 December 2013) cannot be read"
    assert last == f"{head}, and a commit cannot be changed; name another"
    assert call(capsys, "status", "kirklees-2011", "--revision", "@2013-12").code == 0


def test_what_the_commit_has_beside_its_plans_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "plans/sub").mkdir()
    for name in ("plans/other.yml", "plans/sub/child-h.YAML"):
        (root / name).write_text("x")
    commit = record(root, "2013-12-20")
    shutil.rmtree(root / "plans")
    done = call(capsys, "list", "--revision", "HEAD", "--rag", "red")
    assert (done.code, done.err.splitlines()) == (
        0,
        [
            f"warning: {commit[:7]}:plans/other.yml is not read; plans end in .yaml",
            f"warning: {commit[:7]}:plans/sub/child-h.YAML is not read; plans end in .yaml",
        ],
    )


def test_the_view_is_the_one_of_that_commit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _go_on(root)
    (root / "scrplan.yaml").write_text("board: [broken\n")
    assert call(capsys, "list", "--view", "late", "--revision", "@2013-09").code == 0
    done = call(capsys, "list", "--view", "late", "--revision", "HEAD")
    assert (done.code, done.err) == (2, "scrplan: unknown view 'late': there are none here\n")


# -- what it costs those who do not ask -----------------------------------------------------------------------------


def test_without_a_revision_nothing_of_it_is_loaded(root: Path) -> None:
    words = (
        "import sys\nfrom scrplan.cli.app import run\nrun(['status'])\nprint('LOADED', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", words], cwd=root, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split("LOADED", 1)[1].split())
    assert "scrplan.workspace.workspace" in loaded
    assert not [name for name in loaded if name.startswith("scrplan.history")]


def test_a_plan_that_is_named_needs_no_git(root: Path) -> None:
    words = "import sys\nfrom scrplan.cli.app import run\nprint('ENDS', run(['status', 'child-g']), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], cwd=root, capture_output=True, text=True, check=True)
    code, *loaded = done.stdout.split("ENDS", 1)[1].split()
    assert code == "0"
    assert not [name for name in loaded if name.startswith(("scrplan.git", "scrplan.history"))]


def test_tab_offers_tags_and_branches(root: Path) -> None:
    in_git(root, "tag", "2013-Q3")
    asked_by_the_shell = {"_SCRPLAN_COMPLETE": "complete_bash", "COMP_CWORD": "3"}

    def offered(words: str, cwd: Path) -> list[str]:
        environment = os.environ | asked_by_the_shell | {"COMP_WORDS": words}
        command = [sys.executable, "-m", "scrplan"]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        return done.stdout.split()

    assert offered("scrplan status --revision ", root) == ["main", "2013-Q3"]
    assert offered("scrplan status --revision 2", root) == ["2013-Q3"]
    assert offered("scrplan status --revision ", root.parent) == []
