"""What is held at each commit is what git itself says of it, in histories of any shape."""

import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.git import is_cut_at
from scrplan.git.patches import renames_in
from scrplan.history import ancestry as module
from scrplan.history.ancestry import Ancestry, ancestry
from tests.building import in_git
from tests.history.board_year import Step, commit_steps

DAY = date(2013, 1, 1)
LONG = "".join(f"line {number} of the plan\n" for number in range(40))


def step(name: str, text: str, *after: str, path: str = "a.yaml") -> Step:
    return Step(name, DAY + timedelta(days=len(name)), "A. Keeper", name, text, path, after)


def traced(root: Path, steps: list[Step], path: str = "a.yaml") -> tuple[Ancestry, dict[str, str]]:
    """Return the ancestry of a file and the name of the step of each commit."""
    names = {commit: name for name, commit in commit_steps(root, steps).items()}
    return ancestry(root, path, "HEAD"), names


def paths(found: Ancestry, names: dict[str, str]) -> dict[str, str | None]:
    """Return what the file is called at each commit, None where it is not there."""
    return {names[name]: held.path if held.blob else None for name, held in found.held.items()}


@st.composite
def graphs(draw: st.DrawFn) -> list[Step]:
    """Draw a history of any shape; its last commit has all the others before it."""
    steps: list[Step] = []
    texts = st.sampled_from(["", "one", "two", "three"])
    for number in range(draw(st.integers(2, 9))):
        earlier = [one.name for one in steps]
        after = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3, unique=True)) if earlier else []
        steps.append(step(f"s{number}", draw(texts), *after))
    used = {name for one in steps for name in one.after}
    loose = [one.name for one in steps if one.name not in used]
    return [*steps, step("last", draw(texts), *loose)]


@settings(max_examples=30)
@given(graphs())
def test_what_is_held_is_what_git_says(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        found, names = traced(root, steps)
        texts = {one.name: one.text for one in steps}
        if not any(texts.values()):
            assert not found.held
            return
        for commit in found.commits:
            blob = found.held[commit.id].blob
            told = in_git(root, "cat-file", "blob", blob) if blob else ""
            assert told == texts[names[commit.id]]


@settings(max_examples=30)
@given(graphs())
def test_lines_parted_where_git_says_or_at_a_commit_that_holds_the_same(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        found, _ = traced(root, steps)
        for commit in found.commits if found.held else ():
            if len(commit.parents) != 2:
                continue
            bases = in_git(root, "merge-base", "--all", *commit.parents).split()
            parted = found.parted(commit.parents)
            blobs = {in_git(root, "ls-tree", base, "--", "a.yaml").partition("\t")[0][-40:] for base in bases}
            if parted is None:  # on the line before that there never was a file
                assert blobs == {""}
            else:
                assert (found.held[parted].blob or "") in blobs


def test_a_file_is_followed_through_every_name(tmp_path: Path) -> None:
    steps = [
        step("one", LONG, path="a.yaml"),
        step("two", LONG, path="b.yaml"),
        step("three", f"{LONG}more\n", path="b.yaml"),
        step("four", f"{LONG}more\n", path="plans/c.yaml"),
    ]
    found, names = traced(tmp_path, steps, "plans/c.yaml")
    assert paths(found, names) == {"one": "a.yaml", "two": "b.yaml", "three": "b.yaml", "four": "plans/c.yaml"}


def test_a_file_that_goes_back_to_its_first_name(tmp_path: Path) -> None:
    steps = [step("one", LONG), step("two", LONG, path="b.yaml"), step("three", LONG)]
    found, names = traced(tmp_path, steps)
    assert paths(found, names) == {"one": "a.yaml", "two": "b.yaml", "three": "a.yaml"}


def test_a_file_that_is_gone_for_a_while(tmp_path: Path) -> None:
    found, names = traced(tmp_path, [step("one", LONG), step("two", ""), step("three", LONG), step("four", "")])
    assert paths(found, names) == {"one": "a.yaml", "two": None, "three": "a.yaml", "four": None}


def test_another_file_that_had_the_name_before_is_not_it(tmp_path: Path) -> None:
    other = LONG.replace("line", "another")
    steps = [
        step("other", other, path="b.yaml"),
        step("none", "", path="b.yaml"),
        step("first", LONG, path="a.yaml"),
        step("renamed", LONG, path="b.yaml"),
    ]
    found, names = traced(tmp_path, steps, "b.yaml")
    assert paths(found, names) == {"other": None, "none": None, "first": "a.yaml", "renamed": "b.yaml"}


def test_a_name_that_one_line_gave_is_followed_on_both(tmp_path: Path) -> None:
    steps = [
        step("base", LONG),
        step("changed", f"{LONG}more\n", "base"),
        step("again", f"{LONG}more\nand more\n", "changed"),
        step("renamed", LONG, "base", path="b.yaml"),
        step("merged", f"{LONG}more\nand more\n", "again", "renamed", path="b.yaml"),
    ]
    found, names = traced(tmp_path, steps, "b.yaml")
    assert paths(found, names) == {
        "base": "a.yaml",
        "changed": "a.yaml",
        "again": "a.yaml",
        "renamed": "b.yaml",
        "merged": "b.yaml",
    }


def test_a_file_that_one_line_renamed_twice(tmp_path: Path) -> None:
    steps = [
        step("base", LONG),
        step("first", LONG, "base", path="b.yaml"),
        step("second", LONG, "first", path="c.yaml"),
        step("changed", f"{LONG}more\n", "base"),
        step("merged", f"{LONG}more\n", "second", "changed", path="c.yaml"),
    ]
    found, names = traced(tmp_path, steps, "c.yaml")
    assert paths(found, names) == {
        "base": "a.yaml",
        "first": "b.yaml",
        "second": "c.yaml",
        "changed": "a.yaml",
        "merged": "c.yaml",
    }


def test_each_commit_is_asked_once_for_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(folder: Path, commits: Iterable[str]) -> dict[tuple[str, str], str]:
        asked.extend(commits)
        return renames_in(folder, commits)

    monkeypatch.setattr(module, "renames_in", noted)
    steps = [step("one", LONG), *(step(f"more{number}", f"{LONG}{number}\n") for number in range(5))]
    last = [step("renamed", LONG, path="b.yaml"), step("last", f"{LONG}last\n", path="b.yaml")]
    _, names = traced(tmp_path, [*steps, *last], "b.yaml")
    assert [names[commit] for commit in asked] == ["renamed", "one"]


@pytest.mark.parametrize("path", ["other.yaml", "plans", ".", "plans/a.yaml/b"])
def test_there_is_no_history_of_what_was_never_a_file(tmp_path: Path, path: str) -> None:
    found, _ = traced(tmp_path, [step("one", LONG, path="plans/a.yaml")], path)
    assert found == ((), {}, {})


def test_lines_that_share_nothing_parted_nowhere(tmp_path: Path) -> None:
    commit_steps(tmp_path, [step("one", "one")])
    in_git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    (tmp_path / "a.yaml").write_text("two")
    in_git(tmp_path, "add", "--all")
    in_git(tmp_path, "commit", "--quiet", "--message", "two")
    in_git(tmp_path, "merge", "--quiet", "--strategy=ours", "--allow-unrelated-histories", "--message", "x", "main")
    found = ancestry(tmp_path, "a.yaml", "HEAD")
    assert len(found.commits) == 3
    assert found.parted(found.commits[-1].parents) is None
    assert not is_cut_at(tmp_path, found.commits[0].id)
