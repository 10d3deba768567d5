import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scrplan.diagnostics import Diagnostic
from scrplan.errors import BrokenPlans, GitProblem, PlanNotFound, ScrplanError, UnreadableFile, UsageProblem
from scrplan.git import revisions, short_name
from scrplan.history.snapshots import Snapshot, commit_named, day_named, snapshot_at
from scrplan.model import Board, Plan
from scrplan.source.files import MAX_BYTES, find_root, found_plans, load_board, load_plan
from scrplan.source.incremental import Versions
from scrplan.source.plan_tree import Unread
from tests.building import AUTHOR, HEAD, in_git, plan_text

GONE = "0" * 40


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository without a commit, which holds the plan `plans/a.yaml`."""
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    write(root / "plans/a.yaml")
    monkeypatch.chdir(root)
    return root


def write(path: Path, text: str = "", **changed: str) -> None:
    """Write a plan whose id is its name, with some words of its head changed, or another text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.replace("id: sample", f"id: {path.stem}")
    for key, value in changed.items():
        head = head.replace(f"{key}: ", f"{key}: {value} ")
    path.write_text(text or plan_text(head=head), encoding="utf-8")


def commit_on(root: Path, day: str = "2013-09-30") -> str:
    """Commit all there is, at noon of a day, and return the commit."""
    dated = AUTHOR | {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    in_git(root, "add", "--all", "--force")
    command = ["git", "commit", "--quiet", "--allow-empty", "--message", day]
    subprocess.run(command, cwd=root, env=os.environ | dated, check=True)
    return in_git(root, "rev-parse", "HEAD")


def titles(snapshot: Snapshot) -> dict[str, str]:
    return {path: plan.title for path, plan in zip(snapshot.paths, snapshot.plans, strict=True)}


# -- the commit -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("revision", "found"),
    [
        ("@2013-06-30", 0), ("@2013-06", 0), ("@2013-Q2", 0), ("@2013/14-Q1", 0), ("@2013-09-29", 0),
        ("@2013-09-30", 1), ("@2013-Q3", 1), ("@2013/14-Q2", 1), ("@2013/14", 1), ("@2013", 1), ("@2199", 1),
        ("HEAD", 1), ("HEAD~1", 0),
        ("@~1", 0), ("@^", 0), ("main", 1), ("first", 0), ("q3;$(x)'\"ü|-", 0), ("2013-Q3", 0),
    ],
)  # fmt: skip
def test_a_commit_is_named_by_a_date_or_as_git_does(root: Path, revision: str, found: int) -> None:
    commits = (commit_on(root, "2013-06-30"), commit_on(root, "2013-09-30"))
    in_git(root, "tag", "--annotate", "--message", "x", "first", "HEAD~1")
    for tag in ("q3;$(x)'\"ü|-", "2013-Q3"):
        in_git(root, "tag", tag, "HEAD~1")
    assert commit_named(root, revision) == commits[found]


@pytest.mark.parametrize("revision", ["HEAD", "main", "@~1", "2013-09-30", "v@2013"])
def test_only_what_begins_with_an_at_sign_is_a_day(revision: str) -> None:
    assert day_named(revision) is None


WRITE = "write a date as in @2013-09-30, a commit, a branch or a tag"


@pytest.mark.parametrize(
    ("revision", "message", "hint"),
    [
        ("", "the revision is empty", WRITE),
        ("  ", "the revision is empty", WRITE),
        ("@", "the revision '@' has no date", WRITE),
        ("--help", "'--help' is not a revision", WRITE),
        ("-x", "'-x' is not a revision", WRITE),
        (
            "@{1}",
            "the revision '@{1}' is not taken: it asks what this machine had then, and others had something else",
            WRITE,
        ),
        ("@2013-13", "the revision '@2013-13': '2013-13' has no such month", "months run from 01 to 12"),
        (
            "@30/09/2013",
            "the revision '@30/09/2013': '30/09/2013' is not a date of the format",
            "dates are written year first; if it means 30 September 2013, write 2013-09-30",
        ),
    ],
)
def test_words_that_are_no_revision_are_told_before_git_is_asked(
    tmp_path: Path, revision: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageProblem) as raised:
        commit_named(tmp_path, revision)
    assert (raised.value.message, raised.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("revision", "hint"),
    [
        ("2013-09-30", "a date has an @ in front, @2013-09-30"),
        ("2013", "a date has an @ in front, @2013"),
        (
            "30/09/2013",
            "dates are written year first; if it means 30 September 2013, write 2013-09-30, with an @ in front",
        ),
        ("mian", "did you mean 'main'?"),
    ],
)
def test_a_date_without_its_sign_is_told(root: Path, revision: str, hint: str) -> None:
    commit_on(root)
    with pytest.raises(GitProblem, match="there is no commit") as raised:
        commit_named(root, revision)
    assert raised.value.hint == hint


def test_a_year_is_not_taken_for_the_beginning_of_a_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrplan.history.snapshots.commit_of", lambda _root, _name: f"2013{GONE[4:]}")
    with pytest.raises(UsageProblem, match="'2013' is a date, and the beginning of a commit's name") as raised:
        commit_named(root, "2013")
    assert raised.value.hint == "write @2013, or more of the name"


# -- the plans ------------------------------------------------------------------------------------------------------


def test_plans_and_settings_are_those_of_the_commit(root: Path) -> None:
    (root / "scrplan.yaml").write_text("board: The old board\ndue_soon_days: 5\n")
    write(root / "plans/b.yaml")
    first = commit_on(root)
    write(root / "plans/a.yaml", title="New")
    (root / "plans/b.yaml").unlink()
    (root / "scrplan.yaml").write_text("board: [\n")
    last = commit_on(root)
    taken = snapshot_at(root, first)
    assert (taken.commit, taken.board) == (first, Board(board="The old board", due_soon_days=5))
    assert titles(taken) == {"plans/a.yaml": "A sample plan", "plans/b.yaml": "A sample plan"}
    with pytest.raises(BrokenPlans) as raised:
        snapshot_at(root, last)
    assert raised.value.problems[0].startswith(f"{short_name(last)}:scrplan.yaml:2:1: error: ")
    in_git(root, "rm", "--quiet", "scrplan.yaml")
    assert snapshot_at(root, commit_on(root)).board == Board()


def _files_now(root: Path, wanted: Sequence[str]) -> Snapshot:
    """Return what is read from the files of the working tree, as a snapshot would have it."""
    found = found_plans(wanted, root, Path.cwd())
    paths = found.paths
    read = [load_plan(path, Path.cwd()) for path in paths]
    board, problems = load_board(root, Path.cwd())
    lines = [problem.line() for some in (problems, *(wrong for _, wrong in read)) for problem in some]
    if lines:
        raise BrokenPlans(lines)
    relative = [path.resolve().relative_to(root).as_posix() for path in paths]
    places = [((Path.cwd() / one.path).resolve().relative_to(root).as_posix(), one.why) for one in found.unread]
    plans = tuple(plan for plan, _ in read if plan)
    return Snapshot("", board or Board(), plans, tuple(relative), tuple(Unread(*place) for place in places))


LAYOUTS = {
    "plans": ("plans/b.yaml", "plans/a.yaml", "c.yaml", "scrplan.yaml", "plans/.hidden.yaml", "archive/d.yaml"),
    "unread": ("plans/b.yml", "plans/c.YAML", "plans/d.yaml ", "plans/sub/e.yaml", "plans/sub/deep/f.yaml", "x.yml"),
    "settings among the plans": ("plans/scrplan.yaml", "archive/scrplan.yaml", "archive/d.yaml"),
    "an archive with plans of its own": ("archive/plans/d.yaml", "archive/e.yaml", "archive/plans/sub/f.yaml"),
}
WANTED: tuple[list[str], ...] = (
    [], ["a"], ["plans/a.yaml"], ["./plans//a.yaml"], ["plans"], ["plans/"], ["."], ["archive"], ["archive/d.yaml"],
    ["archive/plans"], ["c.yaml"], ["a", "plans/a.yaml", "plans"], ["archive", "a"], ["plans/sub"], ["plans/../plans"],
    ["archive/../archive"], ["nothing"], [""], [" "], ["plans/none.yaml"], ["none/a.yaml"], ["a.yaml"], ["plans/a"],
    ["a/"], ["plans/a.yaml/"], ["../board/plans"], ["scrplan"], ["plans/b.yml"], ["a", "nothing"],
)  # fmt: skip


def _said(ask: object, root: Path, wanted: Sequence[str], *more: object) -> object:
    """Return what is found, or the kind of error where it is one."""
    try:
        found: Snapshot = ask(root, *more, wanted)  # type: ignore[operator]
    except PlanNotFound:
        return PlanNotFound  # an empty folder is one without plans on disk, and none at all in git
    except ScrplanError as error:
        return type(error)
    unread = tuple(sorted(one._replace(path=one.path.rpartition(":")[2]) for one in found.unread))
    return found._replace(commit="", unread=unread)


def _at(root: Path, commit: str, wanted: Sequence[str]) -> Snapshot:
    return snapshot_at(root, commit, wanted, here=Path.cwd())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("wanted", WANTED, ids=" ".join)
@pytest.mark.parametrize("cwd", [".", "plans", "archive"])
def test_a_commit_gives_what_its_files_give(
    root: Path, monkeypatch: pytest.MonkeyPatch, layout: str, wanted: list[str], cwd: str
) -> None:
    for name in LAYOUTS[layout]:
        write(root / name, "board: A board\n" if name.endswith("scrplan.yaml") else "")
    (root / "archive").mkdir(exist_ok=True)
    commit = commit_on(root)
    monkeypatch.chdir(root / cwd)
    expected = _said(_files_now, root, wanted)
    for path in root.glob("[!.]*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if cwd != ".":
        (root / cwd).mkdir()
        monkeypatch.chdir(root / cwd)
    assert _said(_at, root, wanted, commit) == expected


def test_a_plan_that_is_no_more_is_found_by_its_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "plans/gone.yaml")
    commit = commit_on(root)
    (root / "plans/gone.yaml").unlink()
    for name in ("gone", "plans/gone.yaml", str(root / "plans/gone.yaml")):
        assert snapshot_at(root, commit, [name]).paths == ("plans/gone.yaml",)
    (root / "notes").mkdir()
    monkeypatch.chdir(root / "notes")
    assert snapshot_at(root, commit, ["../plans/gone.yaml"], here=Path.cwd()).paths == ("plans/gone.yaml",)
    in_git(root, "rm", "--quiet", "plans/gone.yaml")
    after = commit_on(root)
    with pytest.raises(PlanNotFound) as raised:
        snapshot_at(root, after, ["gone"])
    words = (raised.value.message, raised.value.hint)
    assert words == (f"gone: commit {after[:7]} holds no such plan", "choose from a")


def test_what_lies_outside_the_repository_is_told(root: Path) -> None:
    write(root.parent / "other.yaml")
    for name in (str(root.parent / "other.yaml"), "../other.yaml", "/", ".."):
        with pytest.raises(PlanNotFound) as raised:
            snapshot_at(root, commit_on(root), [name])
        assert raised.value.hint == "it is outside the repository"


def test_a_commit_without_plans_is_told(root: Path) -> None:
    (root / "plans/a.yaml").rename(root / "plans/a.txt")
    commit = commit_on(root)
    with pytest.raises(PlanNotFound, match=f"commit {commit[:7]} holds no plans here"):
        snapshot_at(root, commit)
    with pytest.raises(PlanNotFound, match=f"commit {commit[:7]} holds no plans in plans"):
        snapshot_at(root, commit, ["plans"])


def test_a_board_in_a_folder_has_its_own_plans_and_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "child/plans/b.yaml")
    (root / "child/scrplan.yaml").write_text("board: The child\n")
    (root / "scrplan.yaml").write_text("board: The parent\n")
    commit = commit_on(root)
    monkeypatch.chdir(root / "child/plans")
    taken = snapshot_at(find_root(Path.cwd()), commit, ["b.yaml"], here=Path.cwd())
    assert (taken.board.board, taken.paths) == ("The child", ("plans/b.yaml",))
    monkeypatch.chdir(root)
    assert snapshot_at(root, commit, ["child"]).paths == ("child/plans/b.yaml",)
    assert snapshot_at(root, commit, ["child", "a"]).board.board == "The parent"


@pytest.mark.parametrize("cwd", [".", "refs"])
def test_in_a_bare_repository_paths_begin_at_its_root(root: Path, monkeypatch: pytest.MonkeyPatch, cwd: str) -> None:
    commit = commit_on(root)
    bare = root.parent / "bare.git"
    in_git(root.parent, "clone", "--quiet", "--bare", str(root), str(bare))
    monkeypatch.chdir(bare / cwd)
    for wanted in ([], ["a"], ["plans/a.yaml"], ["./plans"], ["."]):
        assert snapshot_at(bare, commit, wanted, here=Path.cwd()).paths == ("plans/a.yaml",)


def test_a_folder_reached_by_a_link_is_the_same_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = commit_on(root)
    (root.parent / "link").symlink_to(root)
    monkeypatch.chdir(root.parent / "link")
    for name in ("plans/a.yaml", str(root.parent / "link/plans/a.yaml"), str(root.parent / "link/plans")):
        assert snapshot_at(root.parent / "link", commit, [name]).paths == ("plans/a.yaml",)


@pytest.mark.parametrize("name", ["a b", "a\nb", "ü", ":(top)x", "*", "-l", "HEAD", "a:b"])
def test_a_path_is_taken_as_it_is_written(root: Path, name: str) -> None:
    write(root / name / "b.yaml")
    commit = commit_on(root)
    assert snapshot_at(root, commit, [name]).paths == (f"{name}/b.yaml",)
    assert snapshot_at(root, commit, [f"{name}/b.yaml"]).paths == (f"{name}/b.yaml",)


# -- what is wrong with a file --------------------------------------------------------------------------------------

WHOLE = plan_text(head=HEAD.replace("id: sample", "id: a")).encode()
FAULTS = {
    "one byte too many": WHOLE + b"#" * (MAX_BYTES + 1 - len(WHOLE)),
    "much too large": b"\xff" * (MAX_BYTES + 2),
    "no UTF-8": WHOLE.replace(b"A sample", b"\xef\xbb\xbf\n  caf\xe9"),
    "UTF-16": "\ufeff".encode("utf-16-le") + WHOLE.decode().encode("utf-16-le"),
    "UTF-16 without a mark": WHOLE.decode().encode("utf-16-le"),
    "a control character": WHOLE.replace(b"A sample", b"\x1b[31m"),
    "nothing": b"",
    "a merge that was not finished": b"<<<<<<< ours\n" + WHOLE,
    "the id of another": WHOLE.replace(b"id: a", b"id: b"),
    "an unknown key and a bad date": WHOLE.replace(b"as_at: 2013-09", b"as_at: 2013-13\nodd: 1"),
    "no mapping": b"- 1\n",
}
FINE = {
    "as it was": WHOLE,
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "carriage returns": WHOLE.replace(b"\n", b"\r\n"),
    "as large as may be": WHOLE + b"#" * (MAX_BYTES - len(WHOLE)),
    "no line end": WHOLE.rstrip(b"\n"),
}


@pytest.mark.parametrize("versions", [None, Versions()], ids=["alone", "with versions"])
@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_in_the_words_for_files(root: Path, fault: str, versions: Versions | None) -> None:
    (root / "plans/a.yaml").write_bytes(FAULTS[fault])
    in_git(root, "config", "core.autocrlf", "false")
    commit = commit_on(root)
    with pytest.raises(BrokenPlans) as told:
        _files_now(root, [])
    with pytest.raises(BrokenPlans) as raised:
        snapshot_at(root, commit, versions=versions)
    assert raised.value.problems == tuple(f"{commit[:7]}:{line}" for line in told.value.problems)


@pytest.mark.parametrize("versions", [None, Versions()], ids=["alone", "with versions"])
@pytest.mark.parametrize("content", FINE)
def test_what_is_well_is_read_as_from_a_file(root: Path, content: str, versions: Versions | None) -> None:
    (root / "plans/a.yaml").write_bytes(FINE[content])
    commit = commit_on(root)
    assert snapshot_at(root, commit, versions=versions) == _files_now(root, [])._replace(commit=commit)


def test_all_problems_of_all_files_are_told_in_order(root: Path) -> None:
    for name in ("plans/c.yaml", "plans/b.yaml", "scrplan.yaml"):
        write(root / name, "odd: [\n")
    (root / "plans/d.yaml").symlink_to("a.yaml")
    commit = commit_on(root)
    with pytest.raises(BrokenPlans) as raised:
        snapshot_at(root, commit, ["c", "a", "d", "b"])
    named = [line.removeprefix("scrplan: ").removeprefix(f"{commit[:7]}:") for line in raised.value.problems]
    places = [line.partition(":")[0] for line in named]
    assert places == ["scrplan.yaml", "plans/c.yaml", "plans/d.yaml", "plans/b.yaml"]


@pytest.mark.parametrize("target", ["a.yaml", "../../elsewhere.yaml", "none.yaml", "b.yaml"])
def test_a_link_is_not_followed(root: Path, target: str) -> None:
    (root / "plans/b.yaml").symlink_to(target)
    commit = commit_on(root)
    with pytest.raises(BrokenPlans) as raised:
        snapshot_at(root, commit)
    why = "cannot be read: it is a symbolic link, and those are not followed"
    assert raised.value.problems == (f"scrplan: {commit[:7]}:plans/b.yaml: {why}",)
    assert snapshot_at(root, commit, ["a"]).paths == ("plans/a.yaml",)


@pytest.mark.parametrize("name", ["plans", "scrplan.yaml"])
def test_a_link_in_the_place_of_the_folder_or_the_settings_is_told(root: Path, name: str) -> None:
    (root / "plans").rename(root / "elsewhere")
    if name == "plans":
        (root / "plans").symlink_to("elsewhere")
    else:
        write(root / "plans/a.yaml")
        (root / "scrplan.yaml").symlink_to("elsewhere/a.yaml")
    commit = commit_on(root)
    with pytest.raises((BrokenPlans, UnreadableFile)) as raised:
        snapshot_at(root, commit)
    assert raised.value.lines()[0].startswith(f"scrplan: {commit[:7]}:{name}: cannot be read: it is a symbolic link")


def test_a_repository_in_the_place_of_a_plan_is_no_plan(root: Path) -> None:
    in_git(root, "init", "--quiet", "plans/b.yaml")
    commit_on(root / "plans/b.yaml")
    assert snapshot_at(root, commit_on(root)).paths == ("plans/a.yaml",)


def test_a_text_that_is_lost_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = commit_on(root)
    blob = in_git(root, "rev-parse", "HEAD:plans/a.yaml")
    stored = revisions.listed_at(root, commit, ["plans/"])
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    monkeypatch.setattr("scrplan.history.snapshots.listed_at", lambda *_: stored)
    with pytest.raises(BrokenPlans, match="cannot be read: git does not have it; git fsck lists what else is missing"):
        snapshot_at(root, commit)


# -- at what price --------------------------------------------------------------------------------------------------


def test_git_is_asked_twice_however_many_plans_there_are(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        write(root / f"plans/p{number}.yaml")
    (root / "scrplan.yaml").write_text("board: A board\n")
    commit = commit_on(root)
    asked: list[str] = []
    start = subprocess.run

    def counted(command: list[str], **options: object) -> object:
        asked.append(next(word for word in command if word in {"ls-tree", "cat-file"}))
        return start(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", counted)
    assert len(snapshot_at(root, commit).plans) == 31
    assert asked == ["ls-tree", "cat-file"]
    asked.clear()
    assert len(snapshot_at(root, commit, ["p1", "plans/p2.yaml"]).plans) == 2
    assert asked == ["ls-tree", "cat-file"]


class Counting:
    """Reads as `Versions` does, and counts what it is given."""

    def __init__(self) -> None:
        self._versions = Versions()
        self.given: list[tuple[str, str]] = []

    def read(self, text: str, path: str, plan_id: str) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
        self.given.append((path, plan_id))
        return self._versions.read(text, path, plan_id)


def test_versions_know_a_text_again_at_another_commit(root: Path) -> None:
    commits = [commit_on(root, day) for day in ("2013-06-30", "2013-09-30")]
    versions = Counting()
    first, second = (snapshot_at(root, commit, versions=versions) for commit in commits)
    assert versions.given == [("plans/a.yaml", "a")] * 2
    assert first.plans[0] is second.plans[0]


def test_reading_changes_nothing(root: Path) -> None:
    commit = commit_on(root)
    write(root / "plans/a.yaml", "not: [a plan\n")
    (root / "plans/b.yaml").write_text("new")

    def state() -> dict[str, tuple[int, int, int]]:
        found = {path: path.stat() for path in sorted(root.rglob("*"))}
        return {str(path): (one.st_mtime_ns, one.st_size, one.st_mode) for path, one in found.items()}

    before = state()
    assert titles(snapshot_at(root, commit_named(root, "@2013-09"))) == {"plans/a.yaml": "A sample plan"}
    assert snapshot_at(root, commit).commit == commit
    assert state() == before
