"""Plans are found by one rule on disk and in git: the same files, for the same names, whatever the folders are."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.errors import ScrplanError
from scrplan.history.snapshots import snapshot_at
from scrplan.source.files import found_plans
from scrplan.source.plan_tree import EntryKind, NamesTree
from tests.building import HEAD, committed, in_git, plan_text

FOLDERS = st.sampled_from(
    ["", "plans/", "plans/closed/", "plans/closed/old/", "plans/.hidden/", "archive/", "a/plans/"]
)
NAMES = st.sampled_from(
    ["a.yaml", "b.yaml", "c.yaml", "d.yml", "E.YAML", ".f.yaml", "scrplan.yaml", "notes.txt", "link"]
)
TREES = st.sets(st.tuples(FOLDERS, NAMES), min_size=1, max_size=8)
WANTED = st.sampled_from(
    ["", "a", "b", "plans", "plans/closed", "plans/closed/a.yaml", "archive", "a/plans", ".", "plans/c.yaml", "link"]
)


def build(root: Path, tree: set[tuple[str, str]]) -> None:
    for folder, name in tree:
        path = root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name == "link":
            path.symlink_to("elsewhere.yaml")
        else:
            path.write_text("board: A board\n" if name == "scrplan.yaml" else _plan(path), encoding="utf-8")


def _plan(path: Path) -> str:
    return plan_text(head=HEAD.replace("id: sample", f"id: {path.stem}"))


def on_disk(root: Path, wanted: list[str]) -> object:
    try:
        found = found_plans(wanted, root, root)
    except ScrplanError as error:
        return type(error)
    paths = [path.relative_to(root).as_posix() for path in found.paths]
    if len({path.stem for path in found.paths}) < len(paths):
        return "one id twice"
    return paths, {(one.path, one.why) for one in found.unread}


def in_commit(root: Path, commit: str, wanted: list[str]) -> object:
    try:
        found = snapshot_at(root, commit, wanted)
    except ScrplanError as error:
        return "one id twice" if "is also that of" in str(error) else type(error)
    return list(found.paths), {(one.path.partition(":")[2], one.why) for one in found.unread}


@settings(max_examples=40, deadline=None)
@given(tree=TREES, wanted=WANTED)
def test_names_found_on_disk_are_those_found_in_the_commit(tree: set[tuple[str, str]], wanted: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        in_git(root, "init", "--quiet")
        build(root, tree)
        commit = committed(root)
        names = [wanted] if wanted else []
        assert on_disk(root, names) == in_commit(root, commit, names)


def test_plans_in_subfolders_are_plans_and_hidden_ones_are_not() -> None:
    tree = NamesTree(
        dict.fromkeys(
            (
                "plans/a.yaml", "plans/closed/b.yaml", "plans/closed/old/c.yaml", "plans/.trash/d.yaml",
                "plans/.e.yaml", "plans/scrplan.yaml", "f.yaml", "archive/g.yaml",
            ),
            EntryKind.FILE,
        )
    )  # fmt: skip
    assert tree.plans_of("") == ["plans/a.yaml", "plans/closed/b.yaml", "plans/closed/old/c.yaml"]
    assert tree.plans_of("plans/closed") == ["plans/closed/b.yaml", "plans/closed/old/c.yaml"]
    assert tree.plans_of("archive") == ["archive/g.yaml"]
    assert tree.of_id("c") == ["plans/closed/old/c.yaml"]


def test_without_a_folder_of_plans_they_are_at_the_root_alone() -> None:
    tree = NamesTree(dict.fromkeys(("a.yaml", "docs/b.yaml"), EntryKind.FILE))
    assert tree.plans_of("") == ["a.yaml"]


def test_what_looks_like_a_plan_is_named_wherever_it_is() -> None:
    names = ("plans/a.yaml", "plans/b.yml", "plans/closed/c.YAML", "plans/closed/d.yaml ", "e.yml")
    tree = NamesTree(dict.fromkeys(names, EntryKind.FILE) | {"plans/old": EntryKind.LINK})
    assert [tuple(one) for one in tree.unread_near(["plans/a.yaml"])] == [
        ("plans/b.yml", "plans end in .yaml"),
        ("plans/closed/c.YAML", "plans end in .yaml"),
        ("plans/closed/d.yaml ", "plans end in .yaml"),
        ("plans/old", "it is a symbolic link, and those are not followed"),
    ]
