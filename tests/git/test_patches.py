"""The lines that commits changed, and the names from which they renamed files, whatever these hold."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrplan.errors import GitProblem
from scrplan.git.patches import Hunk, changed_lines, renames_in
from tests.building import committed, in_git

NAME = "plans/a.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a new repository with a folder for plans."""
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def commit(root: Path, text: str | bytes, name: str = NAME) -> str:
    (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return committed(root)


def hunks_between(root: Path, before: str | bytes, after: str | bytes) -> list[Hunk]:
    commits = [commit(root, before), commit(root, after)]
    (found,) = changed_lines(root, commits, ["plans"])
    assert found[0] == tuple(in_git(root, "rev-parse", f"{name}:{NAME}") for name in commits)
    return found[1]


LINES = "one\ntwo\nthree\nfour\n"


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        (LINES, "one\n2\nthree\nfour\n", [Hunk(2, ("two",), 2, ("2",))]),
        (LINES, "one\nthree\nfour\n", [Hunk(2, ("two",), 1, ())]),
        (LINES, "one\ntwo\nand\nmore\nthree\nfour\n", [Hunk(2, (), 3, ("and", "more"))]),
        (LINES, "1\ntwo\nthree\n4\n", [Hunk(1, ("one",), 1, ("1",)), Hunk(4, ("four",), 4, ("4",))]),
        (LINES, "", [Hunk(1, ("one", "two", "three", "four"), 0, ())]),
        ("", LINES, [Hunk(0, (), 1, ("one", "two", "three", "four"))]),
        ("one", "two", [Hunk(1, ("one",), 1, ("two",))]),
        ("one", "one\n", [Hunk(1, ("one",), 1, ("one",))]),
        ("one\n", "one\ntwo", [Hunk(1, (), 2, ("two",))]),
        ("one\r\n", "two\r\n", [Hunk(1, ("one\r",), 1, ("two\r",))]),
        ("one\n", "\\ two\n", [Hunk(1, ("one",), 1, ("\\ two",))]),
        ("\ufeffone\n", "\u00fcber\u2028two\n", [Hunk(1, ("\ufeffone",), 1, ("\u00fcber\u2028two",))]),
        (b"\0\xff\n", b"\0\xfe\n", [Hunk(1, ("\0\ufffd",), 1, ("\0\ufffd",))]),
    ],
)
def test_lines_that_changed_with_their_numbers(
    root: Path, before: str | bytes, after: str | bytes, hunks: list[Hunk]
) -> None:
    assert hunks_between(root, before, after) == hunks


FORGED = [
    "@@ -1 +1 @@",
    "index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644",
    "diff --git a/plans/a.yaml b/plans/b.yaml",
    "-- a/plans/a.yaml",
    "++ b/plans/a.yaml",
    "\\ No newline at end of file",
    "",
    "x",
]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(*[st.lists(st.sampled_from(FORGED), max_size=6)] * 2, st.booleans())
def test_no_line_of_a_file_is_taken_for_one_of_git(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], ended: bool
) -> None:
    root = tmp_path_factory.mktemp("forged")
    (root / "plans").mkdir()
    in_git(root, "init", "--quiet")
    texts = ["\n".join(lines) + "\n" * (ended and bool(lines)) for lines in (before, after)]
    if texts[0] == texts[1]:
        return
    hunks = hunks_between(root, *texts)
    lines = [text.split("\n")[:-1] if text.endswith("\n") else text.split("\n") * bool(text) for text in texts]
    kept = lines[0][:]
    for hunk in reversed(hunks):
        begin = hunk.before - bool(hunk.gone)
        assert kept[begin : begin + len(hunk.gone)] == list(hunk.gone)
        assert lines[1][hunk.after - bool(hunk.come) :][: len(hunk.come)] == list(hunk.come)
        kept[begin : begin + len(hunk.gone)] = hunk.come
    assert kept == lines[1]


def test_files_that_come_go_or_get_another_name_are_left_out(root: Path) -> None:
    names = [commit(root, LINES)]
    in_git(root, "mv", NAME, "plans/b.yaml")
    names += [commit(root, "new", "plans/c.yaml")]
    (root / "plans/c.yaml").unlink()
    names += [committed(root)]
    assert list(changed_lines(root, names, ["plans"])) == []
    assert list(changed_lines(root, [], ["plans"])) == []


def test_only_what_is_asked_for_is_told_each_file_by_itself(root: Path) -> None:
    for text in ("one\n", "two\n"):
        for name in (NAME, "plans/b.yaml", "c.txt"):
            (root / name).write_text(f"{name} {text}")
        last = committed(root)
    assert [hunks for _, hunks in changed_lines(root, [last], ["plans"])] == [
        [Hunk(1, (f"{name} one",), 1, (f"{name} two",))] for name in (NAME, "plans/b.yaml")
    ]
    assert len(list(changed_lines(root, [last], ["plans/b.yaml"]))) == 1
    assert len(list(changed_lines(root / "plans", [last], ["b.yaml"]))) == 1


def test_a_merge_is_compared_with_each_parent(root: Path) -> None:
    commit(root, LINES)
    in_git(root, "switch", "--quiet", "--create", "other")
    commit(root, LINES.replace("one", "1"))
    in_git(root, "switch", "--quiet", "main")
    commit(root, LINES.replace("four", "4"))
    in_git(root, "merge", "--quiet", "--no-edit", "other")
    found = changed_lines(root, [in_git(root, "rev-parse", "HEAD")], ["plans"])
    assert sorted(hunks for _, hunks in found) == [[Hunk(1, ("one",), 1, ("1",))], [Hunk(4, ("four",), 4, ("4",))]]


def test_the_names_of_renamed_files(root: Path) -> None:
    (root / "drafts").mkdir()
    text = "".join(f"line {number}\n" for number in range(40))
    for name in ("drafts/a.yaml", "plans/b\n.yaml", "plans/c.yaml"):
        (root / name).write_text(f"{name}\n{text}")
    first = committed(root)
    in_git(root, "mv", "drafts/a.yaml", NAME)
    in_git(root, "mv", "plans/b\n.yaml", "plans/ü.yaml")
    (root / "plans/d.yaml").write_text((root / "plans/c.yaml").read_text())  # a copy
    second = commit(root, f"changed\n{text}")
    in_git(root, "mv", NAME, "plans/e.yaml")
    third = committed(root)
    assert renames_in(root, [first, third, second]) == {
        (second, NAME): "drafts/a.yaml",
        (second, "plans/ü.yaml"): "plans/b\n.yaml",
        (third, "plans/e.yaml"): NAME,
    }
    assert renames_in(root / "plans", [second]) == {(second, "ü.yaml"): "b\n.yaml"}
    assert renames_in(root, []) == {}


def test_what_is_no_commit_is_a_problem(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    commit(root, LINES)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with pytest.raises(GitProblem, match="this folder is in no git repository"):
        list(changed_lines(elsewhere, ["HEAD"], ["plans"]))
    with pytest.raises(GitProblem, match="this folder is in no git repository"):
        renames_in(elsewhere, ["HEAD"])
