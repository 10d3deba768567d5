from collections.abc import Callable
from pathlib import Path

import pytest

from scrplan.errors import GitProblem
from scrplan.git import (
    Provenance,
    blob_texts,
    blobs_before,
    calls,
    commit_of,
    git_version,
    has_or_would_take,
    is_in_repository,
    provenance,
    run_git,
)
from scrplan.git.worktree import MANY_PATHS
from tests.building import committed, in_git

NO_COMMIT = Provenance(None, dirty=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan file in a new repository without a commit."""
    root = tmp_path / "board"
    (root / "plans").mkdir(parents=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    path = root / "plans" / "sample.yaml"
    path.write_text("format: 1\n")
    return path


def test_no_file_has_no_commit() -> None:
    assert provenance([]) == NO_COMMIT


def test_a_folder_without_a_repository_has_no_commit(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text("format: 1\n")
    assert provenance([path]) == NO_COMMIT


def test_a_folder_that_is_not_there_has_no_commit(tmp_path: Path) -> None:
    assert provenance([tmp_path / "gone" / "sample.yaml"]) == NO_COMMIT


def test_a_repository_without_a_commit_has_none_and_its_files_are_not_kept(plan: Path) -> None:
    assert provenance([plan]) == Provenance(None, dirty=True)


def test_a_committed_file_is_that_of_its_commit(plan: Path) -> None:
    commit = committed(plan.parent)
    assert len(commit) == 40
    assert provenance([plan]) == Provenance(commit, dirty=False)


def _change(path: Path) -> None:
    path.write_text("format: 1\nid: sample\n")


def _stage(path: Path) -> None:
    _change(path)
    in_git(path.parent, "add", "--all")


def _ignore_and_recreate(path: Path) -> None:
    in_git(path.parent, "rm", "--quiet", "--cached", path.name)
    (path.parent / ".gitignore").write_text("sample.yaml\n")
    committed(path.parent)


@pytest.mark.parametrize(
    "change", [_change, _stage, Path.unlink, _ignore_and_recreate], ids=["changed", "staged", "deleted", "ignored"]
)
def test_a_file_that_is_not_as_in_the_commit_makes_it_dirty(plan: Path, change: Callable[[Path], None]) -> None:
    committed(plan.parent)
    change(plan)
    assert provenance([plan]) == Provenance(in_git(plan.parent, "rev-parse", "HEAD"), dirty=True)


def test_a_new_file_is_dirty_and_does_not_touch_the_others(plan: Path) -> None:
    commit = committed(plan.parent)
    new = plan.with_name("new.yaml")
    new.write_text("format: 1\n")
    assert provenance([plan]) == Provenance(commit, dirty=False)
    assert provenance([new]) == provenance([plan, new]) == Provenance(commit, dirty=True)


@pytest.mark.parametrize(
    "name", ["sp ace.yaml", "ünï.yaml", "-n.yaml", "a*.yaml", ":(top).yaml", "# branch.oid x.yaml"]
)
def test_a_name_is_taken_as_it_is_written(plan: Path, name: str) -> None:
    commit = committed(plan.parent)
    odd = plan.with_name(name)
    odd.write_text("format: 1\n")
    plan.with_name("ab.yaml").write_text("format: 1\n")
    assert provenance([odd]) == Provenance(commit, dirty=True)
    in_git(plan.parent, "--literal-pathspecs", "add", "--", str(odd))
    in_git(plan.parent, "commit", "--quiet", "--message", "Odd")
    assert provenance([odd]) == Provenance(in_git(plan.parent, "rev-parse", "HEAD"), dirty=False)


@pytest.mark.parametrize("number", [MANY_PATHS, MANY_PATHS + 1])
def test_many_files_are_all_looked_at(plan: Path, number: int) -> None:
    paths = [plan.with_name(f"p{place:03}.yaml") for place in range(number)]
    for path in paths:
        path.write_text("format: 1\n")
    commit = committed(plan.parent)
    assert provenance(paths) == Provenance(commit, dirty=False)
    _change(paths[-1])
    assert provenance(paths) == Provenance(commit, dirty=True)


def test_a_relative_path_and_a_detached_head_are_understood(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = committed(plan.parent)
    in_git(plan.parent, "checkout", "--quiet", "--detach")
    monkeypatch.chdir(plan.parent)
    assert provenance([Path(plan.name)]) == Provenance(commit, dirty=False)


def test_files_of_two_repositories_have_no_one_commit(plan: Path, tmp_path: Path) -> None:
    committed(plan.parent)
    other = tmp_path / "other" / "sample.yaml"
    other.parent.mkdir()
    in_git(other.parent, "init", "--quiet")
    other.write_text("format: 1\n")
    committed(other.parent)
    assert provenance([plan, other]) == NO_COMMIT


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES"])
def test_the_environment_does_not_lead_to_another_repository(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    commit = committed(plan.parent)
    other = tmp_path / "other"
    other.mkdir()
    in_git(other, "init", "--quiet")
    committed(other)
    values = {"GIT_WORK_TREE": other, "GIT_CEILING_DIRECTORIES": plan.parent.parent}
    monkeypatch.setenv(name, str(values.get(name, other / ".git")))
    assert provenance([plan]) == Provenance(commit, dirty=False)


def test_a_monitor_named_by_the_repository_is_not_started(plan: Path, tmp_path: Path) -> None:
    committed(plan.parent)
    trace = tmp_path / "started"
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    monitor.chmod(0o755)
    in_git(plan.parent, "config", "core.fsmonitor", str(monitor))
    assert not provenance([plan]).dirty
    assert not trace.exists()


def test_without_git_there_is_no_commit(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(plan.parent)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert provenance([plan]) == NO_COMMIT
    assert git_version(Path()) is None
    with pytest.raises(GitProblem, match="git cannot be started") as caught:
        run_git(["status"], plan.parent)
    assert caught.value.hint == "install it to use the audit trail"


def test_a_git_that_cannot_be_started_is_none(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(plan.parent)
    (tmp_path / "git").write_text("no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert provenance([plan]) == NO_COMMIT
    assert git_version(Path()) is None


def test_git_tells_its_version() -> None:
    version = git_version(Path())
    assert version is not None
    assert version[0].isdigit()
    assert version == version.strip()


@pytest.mark.parametrize(
    ("script", "hint"),
    [("echo first >&2; echo second >&2; exit 1", "first"), ("exit 7", "exit code 7")],
    ids=["with-words", "without"],
)
def test_a_refusal_carries_the_first_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, hint: str
) -> None:
    stand_in = tmp_path / "git"
    stand_in.write_text(f"#!/bin/sh\n{script}\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitProblem, match="git refused") as caught:
        run_git(["status"], tmp_path)
    assert caught.value.hint == hint


def test_a_git_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = tmp_path / "git"
    stand_in.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(calls, "TIMEOUT", 0.05)
    with pytest.raises(GitProblem, match=r"git did not answer within 0\.05 seconds"):
        run_git(["status"], tmp_path)


# -- what the last commit has ---------------------------------------------------------------------------------------


def blob_of(path: Path, at: str = "HEAD") -> str:
    return in_git(path.parent, "rev-parse", f"{at}:./{path.name}")


def _stage_and_change_again(path: Path) -> None:
    _stage(path)
    path.write_text("format: 1\nid: other\n")


def _make_it_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    "change",
    [_change, _stage, _stage_and_change_again, Path.unlink, _make_it_a_link],
    ids=["changed", "staged", "staged and changed again", "deleted", "made a link"],
)
def test_a_file_that_differs_has_the_blob_of_the_last_commit(plan: Path, change: Callable[[Path], None]) -> None:
    plan.with_name("same.yaml").write_text("format: 1\n")
    committed(plan.parent)
    before = blob_of(plan)
    change(plan)
    assert blobs_before(plan.parent) == {"sample.yaml": before}


@pytest.mark.parametrize("staged", [False, True], ids=["not staged", "staged"])
def test_a_new_file_was_nothing_before(plan: Path, *, staged: bool) -> None:
    committed(plan.parent)
    plan.with_name("new.yaml").write_text("format: 1\nid: new\n")
    if staged:
        in_git(plan.parent, "add", "--all")
    assert blobs_before(plan.parent) == {}


def test_a_renamed_file_has_its_new_path_and_its_old_blob(plan: Path) -> None:
    plan.write_text("format: 1\n" * 50)
    committed(plan.parent)
    before = blob_of(plan)
    in_git(plan.parent, "mv", "sample.yaml", "renamed.yaml")
    plan.with_name("renamed.yaml").write_text("format: 1\n" * 50 + "id: renamed\n")
    assert blobs_before(plan.parent) == {"renamed.yaml": before}


def test_paths_are_those_below_the_folder(plan: Path) -> None:
    root = plan.parent.parent
    (root / "README.md").write_text("first\n")
    committed(root)
    (root / "README.md").write_text("second\n")
    _change(plan)
    assert set(blobs_before(root)) == {"README.md", "plans/sample.yaml"}
    assert set(blobs_before(plan.parent)) == {"sample.yaml"}


ODD_NAMES = {
    "blanks": " two  blanks .yaml",
    "a line end": "a\nb.yaml",
    "a tab": "a\tb.yaml",
    "an umlaut": "\u00fcber.yaml",
    "an accent by itself": "u\u0308ber.yaml",
    "a leading dash": "-n.yaml",
    "an option": "--help",
    "quotes": "\"a'b.yaml",
    "a backslash": "a\\b.yaml",
    "a colon": ":(top).yaml",
    "stars": "*.yaml",
    "what git itself prints": ":100644 100644 1234 5678 M",
    "bytes that are no text": "\udcff.yaml",
}
each_odd_name = pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)


@each_odd_name
def test_a_file_of_any_name_has_its_blob(plan: Path, name: str) -> None:
    odd = plan.with_name(name)
    odd.write_text("first\n")
    committed(plan.parent)
    odd.write_text("second\n")
    (before,) = blobs_before(plan.parent).items()
    assert before[0] == name
    assert blob_texts(plan.parent, [before[1]]) == {before[1]: "first\n"}


@each_odd_name
def test_a_file_renamed_to_any_name_has_its_blob(plan: Path, name: str) -> None:
    plan.write_text("format: 1\n" * 50)
    committed(plan.parent)
    before = blob_of(plan)
    plan.rename(plan.with_name(name))
    in_git(plan.parent, "add", "--all")
    assert blobs_before(plan.parent) == {name: before}


@pytest.mark.parametrize("name", ["-C", "--exec-path=x", "-c", "--git-dir=x"])
def test_a_folder_of_any_name_is_a_folder(plan: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    root = plan.parent.parent
    plan.parent.rename(root / name)
    odd = root / name / plan.name
    committed(root)
    _change(odd)
    monkeypatch.chdir(root)
    assert set(blobs_before(Path(name))) == {"sample.yaml"}
    assert has_or_would_take(Path(name), odd)


@pytest.mark.parametrize("state", ["no repository", "no commit", "no git"])
def test_what_was_before_cannot_be_said_without_git_repository_or_commit(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    folder = plan.parent
    if state == "no repository":
        folder = tmp_path / "elsewhere"
        folder.mkdir()
    if state == "no git":
        committed(folder)
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(GitProblem):
        blobs_before(folder)


# Each is a text that could be taken for the frame that git puts around another.
TEXTS = {
    "words": "format: 1\nid: sample\n",
    "nothing": "",
    "no line end": "format: 1",
    "only line ends": "\n\n\n",
    "carriage returns": "format: 1\r\nid: x\r\n",
    "what git prints before a text": f"{'a' * 40} blob 5\nhello\n",
    "beyond ASCII": "caf\u00e9 \u2013 \u6f22\n",
    "a zero": "a\0b\n",
    "long": "x" * 100_000,
}


def stored(folder: Path, content: bytes) -> str:
    (folder / "content").write_bytes(content)
    return in_git(folder, "hash-object", "-w", "--no-filters", "content")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_blob_is_what_was_stored(plan: Path, text: str) -> None:
    blob = stored(plan.parent, text.encode())
    assert blob_texts(plan.parent, [blob]) == {blob: text}


def test_many_texts_are_had_at_once_whatever_stands_between_them(plan: Path) -> None:
    blobs = {stored(plan.parent, text.encode()): text for text in TEXTS.values()}
    odd = stored(plan.parent, b"caf\xe9 \xff\xfe\n")
    missing = "0" * 39 + "1"
    asked = list(blobs)
    asked.insert(4, odd)
    asked.insert(2, missing)
    assert blob_texts(plan.parent, asked) == blobs


def test_a_text_has_no_byte_order_mark(plan: Path) -> None:
    blob = stored(plan.parent, b"\xef\xbb\xbfformat: 1\n")
    assert blob_texts(plan.parent, [blob]) == {blob: "format: 1\n"}


def test_no_blob_has_no_text(plan: Path) -> None:
    assert blob_texts(plan.parent, []) == {}


def test_texts_cannot_be_had_without_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitProblem, match="this folder is in no git repository"):
        blob_texts(tmp_path, ["0" * 40])


@pytest.mark.parametrize(
    ("kind", "taken"),
    [("committed", True), ("staged", True), ("new", True), ("ignored", False), ("committed and ignored", True)],
)
def test_git_has_a_file_or_would_take_it_unless_it_is_told_to_ignore_it(plan: Path, kind: str, *, taken: bool) -> None:
    folder = plan.parent
    committed(folder)
    names = folder / "names.txt"
    names.write_text("Jo Bloggs\n")
    if kind.startswith("committed"):
        committed(folder)
    if kind == "staged":
        in_git(folder, "add", "--all")
    if kind.endswith("ignored"):
        (folder / ".gitignore").write_text("names.txt\n")
    assert has_or_would_take(folder, names) is taken


@pytest.mark.parametrize("state", ["no repository", "neither git nor a repository", "not there"])
def test_git_has_nothing_where_there_is_nothing(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    folder = plan.parent if state == "not there" else tmp_path
    if state == "neither git nor a repository":
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    if state != "not there":
        (folder / "names.txt").write_text("Jo Bloggs\n")
    assert not has_or_would_take(folder, folder / "names.txt")


@pytest.mark.parametrize("state", ["outside", "no git", "another user's", "broken"])
def test_git_that_cannot_say_what_it_has_is_no_answer(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    names = (tmp_path if state == "outside" else plan.parent) / "names.txt"
    names.write_text("Jo Bloggs\n")
    if state == "no git":
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    if state == "another user's":
        monkeypatch.setitem(calls.ALONE, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    if state == "broken":
        (plan.parent.parent / ".git" / "HEAD").write_text("nothing\n")
    with pytest.raises(GitProblem):
        has_or_would_take(plan.parent, names)


def test_a_repository_is_known_without_git(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    (plan.parent / "deep" / "er").mkdir(parents=True)
    assert is_in_repository(plan.parent)
    assert is_in_repository(plan.parent / "deep" / "er")
    assert not is_in_repository(tmp_path)
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    assert is_in_repository(tmp_path)


@each_odd_name
def test_git_is_asked_for_the_very_name(plan: Path, name: str) -> None:
    odd = plan.with_name(name)
    assert not has_or_would_take(plan.parent, odd)
    odd.write_text("Jo Bloggs\n")
    assert has_or_would_take(plan.parent, odd)


def test_what_is_said_to_git_reaches_it(plan: Path) -> None:
    committed(plan.parent)
    assert run_git(["cat-file", "--batch-check=%(objecttype)"], plan.parent, "HEAD\nHEAD:./sample.yaml\n") == (
        "commit\nblob\n"
    )


# -- a commit by its name -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["HEAD", "main", "first", "HEAD~0", "v/\u00fc"])
def test_a_commit_is_found_by_any_of_its_names(plan: Path, name: str) -> None:
    commit = committed(plan.parent)
    in_git(plan.parent, "tag", "--annotate", "--message", "x", "first")
    in_git(plan.parent, "branch", "v/\u00fc")
    assert commit_of(plan.parent, name) == commit
    assert commit_of(plan.parent, commit[:10]) == commit


@pytest.mark.parametrize(
    "name",
    [
        "none", "", " ", "HEAD~9", "HEAD:./sample.yaml", "HEAD^{tree}", "HEAD main", "HEAD..main", "--all", "--help",
        "--output=found.txt", "-q", "a\nb", "0" * 40,
    ],
)  # fmt: skip
def test_what_names_no_commit_is_told_and_never_taken_for_an_option(plan: Path, name: str) -> None:
    committed(plan.parent)
    with pytest.raises(GitProblem, match="there is no commit"):
        commit_of(plan.parent, name)
    assert [path.name for path in plan.parent.iterdir()] == ["sample.yaml"]


def test_without_a_repository_there_is_no_commit_to_name(tmp_path: Path) -> None:
    with pytest.raises(GitProblem, match="this folder is in no git repository"):
        commit_of(tmp_path, "HEAD")


def test_a_file_is_compared_with_the_commit_that_is_named(plan: Path) -> None:
    committed(plan.parent)
    first = blob_of(plan)
    _change(plan)
    committed(plan.parent)
    assert blobs_before(plan.parent) == {}
    assert blobs_before(plan.parent, commit_of(plan.parent, "HEAD~1")) == {"sample.yaml": first}
