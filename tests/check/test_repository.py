import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scrplan.check.repository import Repository, every_plan, others_than
from scrplan.check.rules.records import Presence
from scrplan.errors import UnreadableFile
from scrplan.model import Board
from scrplan.source.files import shown_path
from tests.building import ROW, THE_DAY, committed, in_git, plan_of, plan_text

THERE, MISSING, OUTSIDE = Presence.THERE, Presence.MISSING, Presence.OUTSIDE


def _shown(path: Path) -> str:
    return shown_path(path, Path.cwd())


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one plan and some evidence, with secrets beside it."""
    house = tmp_path / "house"
    for folder in ("plans", "evidence", ".git", "evidence/.git"):
        (house / folder).mkdir(parents=True)
    for name in ("evidence/letter.pdf", "evidence/..odd", ".gitignore", ".git/config", "evidence/.git/config"):
        (house / name).write_text("x")
    (house / "plans" / "sample.yaml").write_text(plan_text())
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "house-of-others").mkdir()
    (tmp_path / "house-of-others" / "secret.txt").write_text("x")
    monkeypatch.chdir(house)
    return house


# -- where a path leads ---------------------------------------------------------------------------------------------

PATHS: dict[str, tuple[str, Presence]] = {
    "a file": ("evidence/letter.pdf", THERE),
    "a folder": ("evidence", THERE),
    "a folder with a slash": ("evidence/", THERE),
    "a file at the top": (".gitignore", THERE),
    "with a dot": ("./evidence/./letter.pdf", THERE),
    "with two slashes": ("evidence//letter.pdf", THERE),
    "up and down again": ("evidence/../evidence/letter.pdf", THERE),
    "a name that begins with dots": ("evidence/..odd", THERE),
    "no such file": ("evidence/none.pdf", MISSING),
    "no such folder": ("nothing/letter.pdf", MISSING),
    "below a file": ("evidence/letter.pdf/x", MISSING),
    "words": ("Minutes of the board, May 2013", MISSING),
    "of another case": ("evidence/none/LETTER.PDF", MISSING),
    "a long name": ("a" * 5000, MISSING),
    "many folders": ("a/" * 3000, MISSING),
    "beyond ASCII": ("evidence/\u00fcber.pdf", MISSING),
    "no text": ("evidence/\udcff.pdf", MISSING),
    "absolute": ("/etc/passwd", OUTSIDE),
    "absolute and not there": ("/nothing/here", OUTSIDE),
    "of the home": ("~/letter.pdf", OUTSIDE),
    "of another's home": ("~root/letter.pdf", OUTSIDE),
    "above": ("../secret.txt", OUTSIDE),
    "above and not there": ("../none.txt", OUTSIDE),
    "above by a long way": ("evidence/../../secret.txt", OUTSIDE),
    "a folder of almost the same name": ("../house-of-others/secret.txt", OUTSIDE),
    "the folder above": ("..", OUTSIDE),
    "far above": ("../" * 60 + "etc/passwd", OUTSIDE),
    "in the store of git": (".git/config", OUTSIDE),
    "the store of git": (".git", OUTSIDE),
    "in the store of git, not there": (".git/none", OUTSIDE),
    "in a store of git below": ("evidence/.git/config", OUTSIDE),
    "in the store of git by a long way": ("evidence/../.git/config", OUTSIDE),
    "NUL": ("evidence/letter.pdf\0.txt", OUTSIDE),
    "backslashes": ("evidence\\letter.pdf", OUTSIDE),
    "a share": ("\\\\server\\share\\letter.pdf", OUTSIDE),
    "a drive": ("C:/letters/letter.pdf", OUTSIDE),
    "a drive without a folder": ("c:letter.pdf", OUTSIDE),
    "another protocol": ("ftp://example.org/letter.pdf", OUTSIDE),
    "a file by its address": ("file:///etc/passwd", OUTSIDE),
}


@pytest.mark.parametrize(("where", "presence"), PATHS.values(), ids=PATHS)
def test_a_path_leads_into_the_repository_or_not(root: Path, where: str, presence: Presence) -> None:
    assert Repository(root, []).presence(where) is presence


LINKS: dict[str, tuple[str, str, Presence]] = {
    "to a file inside": ("evidence/letter.pdf", "link", THERE),
    "to nothing inside": ("evidence/none.pdf", "link", MISSING),
    "to a file outside": ("../secret.txt", "link", OUTSIDE),
    "to nothing outside": ("../none.txt", "link", OUTSIDE),
    "to the root of all": ("/", "link/etc/passwd", OUTSIDE),
    "to a folder outside": ("../house-of-others", "link/secret.txt", OUTSIDE),
    "to a folder inside": ("evidence", "link/letter.pdf", THERE),
    "through a folder inside and up": ("evidence", "link/../evidence/letter.pdf", THERE),
    "to the store of git": (".git", "link/config", OUTSIDE),
    "to itself": ("link", "link", MISSING),
}


@pytest.mark.parametrize(("target", "where", "presence"), LINKS.values(), ids=LINKS)
def test_a_symbolic_link_is_where_it_leads(root: Path, target: str, where: str, presence: Presence) -> None:
    (root / "link").symlink_to(target)
    assert Repository(root, []).presence(where) is presence


def test_a_pipe_is_there_and_nobody_waits_on_it(root: Path) -> None:
    os.mkfifo(root / "evidence" / "pipe")
    assert Repository(root, []).presence("evidence/pipe") is THERE


def test_the_repository_may_be_reached_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "door").symlink_to(root)
    repository = Repository(tmp_path / "door", [])
    assert repository.presence("evidence/letter.pdf") is THERE
    assert repository.presence("../secret.txt") is OUTSIDE


def test_paths_are_from_the_root_wherever_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "evidence")
    assert Repository(root, []).presence("letter.pdf") is MISSING
    assert Repository(root, []).presence("evidence/letter.pdf") is THERE


# -- the other plans ------------------------------------------------------------------------------------------------


def test_the_refs_of_a_plan_are_known(root: Path) -> None:
    (root / "plans" / "other.yaml").write_text(plan_text(f"{ROW}{ROW.replace('1', '2a')}").replace("sample", "other"))
    repository = Repository(root, [])
    assert repository.around(THE_DAY, Board()).refs_of("other") == frozenset({"1", "2a"})
    assert repository.around(THE_DAY, Board()).refs_of("sample") == frozenset("1")


def test_a_plan_that_is_not_there_has_none(root: Path) -> None:
    assert Repository(root, []).around(THE_DAY, Board()).refs_of("none") is None


def _as_folder(path: Path) -> None:
    path.mkdir()


def _as_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("extra", ["    raq: x\n", "  - a word\n"], ids=["an unknown key", "a row that is none"])
def test_a_plan_with_mistakes_has_the_refs_that_can_be_read(root: Path, extra: str) -> None:
    (root / "plans" / "other.yaml").write_text(plan_text(f"{ROW}{extra}"))
    assert Repository(root, []).around(THE_DAY, Board()).refs_of("other") == frozenset("1")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text(plan_text(f"{ROW}  - {{agency: Health, text: Do}}\n")),
        lambda path: path.write_text("a: [\n"),
        lambda path: path.write_text(""),
        lambda path: path.write_text("- a\n"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        _as_folder,
        _as_dangling_link,
    ],
    ids=["a row without a ref", "no YAML", "empty", "a list", "no UTF-8", "a folder", "a dangling link"],
)
def test_of_a_plan_that_cannot_be_read_no_ref_is_known_but_it_is_there(
    root: Path, make: Callable[[Path], object]
) -> None:
    make(root / "plans" / "other.yaml")
    around = Repository(root, []).around(THE_DAY, Board())
    assert around.refs_of("other") is None
    assert around.plans["other"] == ("plans/other.yaml",)


def test_a_plan_is_read_once(root: Path) -> None:
    around = Repository(root, []).around(THE_DAY, Board())
    assert around.refs_of("sample") == frozenset("1")
    (root / "plans" / "sample.yaml").unlink()
    assert around.refs_of("sample") == frozenset("1")


def test_the_plans_around_are_those_of_the_repository_and_those_checked(root: Path, tmp_path: Path) -> None:
    for path in (root / "archive" / "sample.yaml", tmp_path / "elsewhere.yaml"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(plan_text())
    around = Repository(root, [root / "archive" / "sample.yaml", tmp_path / "elsewhere.yaml"]).around(THE_DAY, Board())
    assert around.plans == {
        "sample": ("archive/sample.yaml", "plans/sample.yaml"),
        "elsewhere": (str(tmp_path / "elsewhere.yaml"),),
    }


@pytest.mark.parametrize(
    "name", ["plans/sample.yaml", "plans/../plans/sample.yaml", "{root}/plans/sample.yaml", "door/sample.yaml"]
)
def test_a_plan_named_in_another_way_is_the_same_plan(root: Path, name: str) -> None:
    (root / "door").symlink_to("plans")
    named = Path(name.format(root=root))
    around = Repository(root, [named], here=Path.cwd()).around(THE_DAY, Board())
    assert around.plans == {"sample": (_shown(named),)}


def test_the_others_are_all_but_those_checked(root: Path) -> None:
    for name in ("c", "a", "b"):
        (root / "plans" / f"{name}.yaml").write_text(plan_text())
    checked = [Path("plans/../plans/b.yaml"), root / "plans" / "sample.yaml"]
    assert others_than(checked, root) == [root / "plans" / "a.yaml", root / "plans" / "c.yaml"]
    assert others_than([root / "plans" / "gone.yaml"], root) == sorted((root / "plans").iterdir())


def test_every_plan_is_none_where_there_is_no_plan_yet(tmp_path: Path) -> None:
    assert every_plan(tmp_path) == []
    assert every_plan(tmp_path / "nowhere") == []
    (tmp_path / "plans").mkdir()
    assert every_plan(tmp_path) == []


def test_a_folder_of_plans_that_cannot_be_listed_is_not_one_without_plans(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "plans":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(UnreadableFile, match="plans: cannot be read"):
        every_plan(root)


# -- what was committed ---------------------------------------------------------------------------------------------

DUE_2012, DUE_2013 = (plan_text(f"{ROW}    due: {year}\n") for year in (2012, 2013))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a repository of git that has a committed plan, due in 2012."""
    house = tmp_path / "house"
    (house / "plans").mkdir(parents=True)
    in_git(house, "init", "--quiet", "--initial-branch=main")
    (house / "plans" / "sample.yaml").write_text(DUE_2012)
    committed(house)
    monkeypatch.chdir(house)
    return house


def due_before(root: Path, *names: str) -> list[str | None]:
    """Return the due date of the first row of each plan as it was last committed, None where nothing is known."""
    paths = [root / name for name in names or ["plans/sample.yaml"]]
    repository = Repository(root, paths, here=Path.cwd())
    repository.prepare(paths)
    committed_plan = repository.around(THE_DAY, Board()).committed
    plans = [committed_plan(os.path.relpath(path)) for path in paths]
    return [None if plan is None else str(plan.recommendations[0].progress.due) for plan in plans]


def test_an_unchanged_plan_has_nothing_to_compare(house: Path) -> None:
    assert due_before(house) == [None]


def test_a_changed_plan_is_known_as_it_was(house: Path) -> None:
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    assert due_before(house) == ["2012"]


def test_a_staged_plan_is_known_as_it_was_committed(house: Path) -> None:
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    in_git(house, "add", "--all")
    assert due_before(house) == ["2012"]
    (house / "plans" / "sample.yaml").write_text(plan_text(f"{ROW}    due: 2014\n"))
    assert due_before(house) == ["2012"]


def test_a_renamed_plan_is_known_as_it_was_under_its_old_name(house: Path) -> None:
    in_git(house, "mv", "plans/sample.yaml", "plans/renamed.yaml")
    (house / "plans" / "renamed.yaml").write_text(DUE_2013.replace("id: sample", "id: renamed"))
    assert due_before(house, "plans/renamed.yaml") == ["2012"]


@pytest.mark.parametrize("staged", [False, True], ids=["not staged", "staged"])
def test_a_new_plan_was_nothing_before(house: Path, *, staged: bool) -> None:
    (house / "plans" / "new.yaml").write_text(plan_text(f"{ROW}    due: 2013\n    note: Quite another plan.\n"))
    if staged:
        in_git(house, "add", "--all")
    assert due_before(house, "plans/new.yaml") == [None]


def test_each_of_several_plans_is_known_as_it_was(house: Path) -> None:
    names = [f"plans/p{number}.yaml" for number in range(5)]
    for number, name in enumerate(names):
        (house / name).write_text(plan_text(f"{ROW}    due: {2001 + number}\n"))
    committed(house)
    for name in names[:4]:
        (house / name).write_text(DUE_2013)
    assert due_before(house, *names) == ["2001", "2002", "2003", "2004", None]


def test_plans_with_the_same_text_before_are_each_known(house: Path) -> None:
    names = ["plans/a.yaml", "plans/b.yaml"]
    for name in names:
        (house / name).write_text(DUE_2012)
    committed(house)
    for name in names:
        (house / name).write_text(DUE_2013)
    assert due_before(house, *names) == ["2012", "2012"]


def test_one_handful_of_plans_after_another_is_known(house: Path) -> None:
    names = ["plans/a.yaml", "plans/b.yaml", "plans/c.yaml"]
    for number, name in enumerate(names):
        (house / name).write_text(plan_text(f"{ROW}    due: {2001 + number}\n"))
    committed(house)
    for name in names:
        (house / name).write_text(DUE_2013)
    repository = Repository(house, [])
    found = []
    for name in names:
        repository.prepare([house / name])
        plan = repository.committed(name)
        found.append(plan and str(plan.recommendations[0].progress.due))
    assert found == ["2001", "2002", "2003"]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (".", "plans/sample.yaml"),
        (".", "plans/../plans/sample.yaml"),
        (".", "{house}/plans/../plans/sample.yaml"),
        (".", "door/sample.yaml"),
        ("plans", "sample.yaml"),
        ("plans", "../plans/sample.yaml"),
        ("notes", "../plans/sample.yaml"),
        ("notes", "{house}/plans/sample.yaml"),
    ],
)
def test_a_plan_is_known_however_it_was_named_and_wherever_one_stands(
    house: Path, monkeypatch: pytest.MonkeyPatch, where: str, name: str
) -> None:
    (house / "notes").mkdir()
    (house / "door").symlink_to("plans")
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    monkeypatch.chdir(house / where)
    path = Path(name.format(house=house))
    repository = Repository(house, [path], here=Path.cwd())
    repository.prepare([path])
    plan = repository.around(THE_DAY, Board()).committed(_shown(path))
    assert plan is not None
    assert str(plan.recommendations[0].progress.due) == "2012"


def test_the_root_may_lie_below_that_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "all" / "boards" / "ours"
    (root / "plans").mkdir(parents=True)
    in_git(tmp_path / "all", "init", "--quiet", "--initial-branch=main")
    (root / "plans" / "sample.yaml").write_text(DUE_2012)
    committed(tmp_path / "all")
    (root / "plans" / "sample.yaml").write_text(DUE_2013)
    monkeypatch.chdir(root)
    assert due_before(root) == ["2012"]


@pytest.mark.parametrize(
    ("content", "rows"),
    [(DUE_2012.replace("title:", "titel:").encode(), 1), (b"a: [\n", 0), (b"", 0), (b"caf\xe9\n", 0)],
    ids=["with a mistake", "no YAML", "empty", "no UTF-8"],
)
def test_what_was_committed_broken_is_known_as_far_as_it_can_be_read(house: Path, content: bytes, rows: int) -> None:
    (house / "plans" / "sample.yaml").write_bytes(content)
    committed(house)
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    assert len([due for due in due_before(house) if due == "2012"]) == rows


def test_a_plan_is_known_as_it_was_in_the_commit_that_is_named(house: Path) -> None:
    first = in_git(house, "rev-parse", "HEAD")
    path = house / "plans" / "sample.yaml"
    path.write_text(DUE_2013)
    committed(house)
    for since, due in ((first, "2012"), ("HEAD", None)):
        repository = Repository(house, [path], since, here=Path.cwd())
        repository.prepare([path])
        plan = repository.committed("plans/sample.yaml")
        assert (plan and str(plan.recommendations[0].progress.due)) == due


def test_without_git_nothing_is_known(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    monkeypatch.setenv("PATH", str(house / "empty"))
    assert due_before(house) == [None]


def test_without_a_repository_of_git_nothing_is_known(root: Path) -> None:
    assert due_before(root) == [None]


def test_without_a_commit_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet")
    (tmp_path / "plans" / "sample.yaml").write_text(DUE_2013)
    in_git(tmp_path, "add", "--all")
    monkeypatch.chdir(tmp_path)
    assert due_before(tmp_path) == [None]


def test_where_git_loses_its_voice_nothing_is_known(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    blob = in_git(house, "rev-parse", "HEAD:plans/sample.yaml")
    stand_in = tmp_path / "bin" / "git"
    stand_in.parent.mkdir()
    line = f":100644 100644 {blob} {'0' * 40} M\\0plans/sample.yaml\\0"
    stand_in.write_text(f"#!/bin/sh\ncase \"$*\" in *diff-index*) printf '{line}';; *) exit 1;; esac\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", f"{stand_in.parent}:/bin")
    assert due_before(house) == [None]


# -- the commits before ---------------------------------------------------------------------------------------------

DUE_2014 = DUE_2012.replace("2012", "2014")


@pytest.fixture
def moved(house: Path) -> Path:
    """Work in that repository after the due date was overwritten, and the commit before it is no longer the last."""
    (house / "plans" / "sample.yaml").write_text(DUE_2013)
    committed(house)
    return house


def overwritten_in(root: Path, name: str = "plans/sample.yaml", text: str = "", *, history: bool = True) -> list[str]:
    """Return from and to of each overwritten date of a plan, after it was given another text."""
    path = root / name
    if text:
        path.write_text(text)
    repository = Repository(root, [path], history=history, here=Path.cwd())
    repository.prepare([path])
    found = repository.around(THE_DAY, Board()).overwritten(_shown(path), plan_of(path.read_text()))
    assert all(one.commit for one in found)
    return [f"{one.ref} {one.was} {one.now or '-'}" for one in found]


def test_what_earlier_commits_overwrote_is_known_where_it_is_asked_for(moved: Path) -> None:
    assert overwritten_in(moved) == ["1 2012 2013"]
    assert overwritten_in(moved, history=False) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (DUE_2014, ["1 2012 2013"]),
        (DUE_2012, []),
        (DUE_2013.replace('ref: "1"', 'ref: "1a"'), ["1a 2012 2013"]),
        (f"{DUE_2013}    revisions: [{{from: 2012, to: 2013}}]\n", []),
    ],
    ids=["overwritten again", "put back", "renumbered", "recorded"],
)
def test_what_is_not_committed_is_no_commit_but_may_mend_one(moved: Path, text: str, told: list[str]) -> None:
    assert overwritten_in(moved, text=text) == told


def test_of_the_plan_that_was_committed_it_is_told_as_it_was_then(moved: Path) -> None:
    path = moved / "plans" / "sample.yaml"
    path.write_text(DUE_2012)
    repository = Repository(moved, [path], history=True, here=Path.cwd())
    repository.prepare([path])
    before, now = repository.committed(_shown(path)), plan_of(DUE_2012)
    assert before is not None
    told = [len(repository.overwritten(_shown(path), plan)) for plan in (now, before, now, before)]
    assert told == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (".", "plans/sample.yaml"),
        ("plans", "sample.yaml"),
        ("notes", "../plans/sample.yaml"),
        (".", "door/sample.yaml"),
        ("notes", "{house}/plans/../door/sample.yaml"),
    ],
)
def test_it_is_known_however_a_plan_was_named(
    moved: Path, monkeypatch: pytest.MonkeyPatch, where: str, name: str
) -> None:
    (moved / "notes").mkdir()
    (moved / "door").symlink_to("plans")
    monkeypatch.chdir(moved / where)
    path = Path(name.format(house=moved))
    found = Repository(moved, [path], history=True, here=Path.cwd()).overwritten(_shown(path), plan_of(DUE_2013))
    assert [one.was.text for one in found] == ["2012"]


def test_it_is_known_of_a_board_below_the_root_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "all" / "ours"
    (root / "plans").mkdir(parents=True)
    in_git(tmp_path / "all", "init", "--quiet")
    monkeypatch.chdir(root)
    for text in (DUE_2012, DUE_2013):
        (root / "plans" / "sample.yaml").write_text(text)
        committed(tmp_path / "all")
    assert overwritten_in(root) == ["1 2012 2013"]
    (tmp_path / "door").symlink_to(root)
    assert overwritten_in(tmp_path / "door") == ["1 2012 2013"]


def test_git_is_asked_once_for_plans_that_are_prepared_together(moved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["sample", "other", "third"]
    for text in (DUE_2012, DUE_2013):
        for name in names:
            (moved / f"plans/{name}.yaml").write_text(text.replace("id: sample", f"id: {name}"))
        committed(moved)
    paths = [moved / f"plans/{name}.yaml" for name in names]
    repository = Repository(moved, paths, history=True, here=Path.cwd())
    repository.prepare(paths)
    plans = {path: plan_of(path.read_text(), path.stem) for path in paths}
    assert repository.overwritten(_shown(paths[0]), plans[paths[0]])
    monkeypatch.setenv("PATH", str(moved / "empty"))
    assert all(repository.overwritten(_shown(path), plan) for path, plan in plans.items())


def test_a_plan_outside_has_no_history_here(moved: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(DUE_2013)
    inside, outside = moved / "plans" / "sample.yaml", tmp_path / "sample.yaml"
    repository = Repository(moved, [outside, inside], history=True, here=Path.cwd())
    repository.prepare([outside, inside])
    assert len(repository.overwritten(str(outside), plan_of(DUE_2013))) == 0
    assert len(repository.overwritten(_shown(inside), plan_of(DUE_2013))) == 1


def test_without_git_there_is_no_history(moved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("new", "none"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "sample.yaml").write_text(DUE_2013)
    in_git(tmp_path / "new", "init", "--quiet")
    assert overwritten_in(tmp_path / "new", "sample.yaml") == overwritten_in(tmp_path / "none", "sample.yaml") == []
    monkeypatch.setenv("PATH", str(moved / "empty"))
    assert overwritten_in(moved) == []
