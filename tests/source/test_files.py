import os
from pathlib import Path

import pytest

from scrplan.errors import PlanNotFound, ScrplanError, UnreadableFile
from scrplan.model import Board
from scrplan.source.files import (
    MAX_BYTES,
    find_root,
    found_plans,
    holds,
    load_board,
    load_document,
    load_plan,
    plan_ids,
    plan_paths,
    shown_path,
)
from scrplan.source.plan_tree import Unread
from tests.building import plan_text


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two plans, worked in from its root."""
    (tmp_path / "plans").mkdir()
    for name in ("sample", "other"):
        (tmp_path / "plans" / f"{name}.yaml").write_text(plan_text().replace("id: sample", f"id: {name}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("mark", ["scrplan.yaml", "plans", ".git"])
def test_root_is_the_nearest_folder_with_a_mark(tmp_path: Path, mark: str) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "a" / mark).mkdir()
    assert find_root(deep) == tmp_path / "a"
    assert find_root(tmp_path / "a") == tmp_path / "a"


def test_root_is_the_start_where_no_folder_has_a_mark() -> None:
    start = Path("/nowhere/at/all")
    assert find_root(start) == start


def test_git_file_of_a_worktree_marks_the_root(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    assert find_root(tmp_path) == tmp_path


def test_all_plans_of_the_root_when_none_is_named(house: Path) -> None:
    assert plan_paths([], house) == [house / "plans" / "other.yaml", house / "plans" / "sample.yaml"]


def test_plans_stand_at_the_root_where_there_is_no_folder_of_plans(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "scrplan.yaml", ".hidden.yaml", "c.yml", "notes.txt"):
        (tmp_path / name).write_text("")
    assert plan_paths([], tmp_path) == [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    assert plan_ids(tmp_path) == ["a", "b"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["plans/sample.yaml"], ["sample"]),
        (["sample"], ["sample"]),
        (["plans"], ["other", "sample"]),
        (["."], ["other", "sample"]),
        (["sample", "other"], ["sample", "other"]),
        (["sample", "sample"], ["sample"]),
        (["plans/sample.yaml", "./plans/sample.yaml"], ["sample"]),
        (["sample", "plans/sample.yaml"], ["sample"]),
        (["plans", "sample"], ["other", "sample"]),
        (["plans/../plans/sample.yaml", "plans/sample.yaml"], ["sample"]),
    ],
    ids=str,
)
@pytest.mark.usefixtures("house")
def test_each_plan_is_named_once_however_it_is_called(wanted: list[str], expected: list[str]) -> None:
    assert [path.stem for path in plan_paths(wanted, Path.cwd())] == expected


def test_same_plan_by_relative_and_absolute_path_is_one(house: Path) -> None:
    assert len(plan_paths(["plans/sample.yaml", str(house / "plans" / "sample.yaml")], house)) == 1


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("smaple", "smaple: there is no such plan: did you mean 'sample'?"),
        ("plans/smaple.yaml", "did you mean 'sample'?"),
        ("zzz", "choose from other, sample"),
        ("plans/sample", "plans/sample: there is no such plan"),
        ("empty", "empty: no plans here: plans are files that end in .yaml"),
        ("plans/sample.yaml/x", "there is no such plan"),
        ("dangling.yaml", "dangling.yaml: cannot be read: it is a symbolic link, and those are not followed"),
        ("loop", "loop: cannot be read: it is a symbolic link, and those are not followed"),
        ("a" * 300, "there is no such plan"),
        ("/" + "a/" * 3000, "there is no such plan"),
        ("a\0b", "there is no such plan"),
    ],
    ids=["typo", "path", "far", "ending", "empty", "below", "dangling", "loop", "long", "deep", "nul"],
)
def test_plan_that_is_not_there_is_told(house: Path, wanted: str, words: str) -> None:
    (house / "empty").mkdir()
    (house / "dangling.yaml").symlink_to("nowhere")
    (house / "loop").symlink_to("loop")
    with pytest.raises(ScrplanError) as told:
        plan_paths([wanted], house, house)
    assert words in told.value.lines()[0]


def test_nothing_to_choose_from_is_told(tmp_path: Path) -> None:
    with pytest.raises(PlanNotFound, match="there is no such plan") as told:
        plan_paths(["sample"], tmp_path)
    assert told.value.hint == "there are none here"


def test_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        plan_paths([], tmp_path / "missing")


def test_misnamed_files_beside_plans_are_found_once(house: Path) -> None:
    (house / "plans" / "third.yml").write_text("")
    assert found_plans([], house, house).unread == (Unread("plans/third.yml", "plans end in .yaml"),)
    assert found_plans(["plans", "sample", "plans/other.yaml"], house).unread == (
        Unread("plans/third.yml", "plans end in .yaml"),
    )


@pytest.mark.usefixtures("house")
def test_path_is_shown_from_the_current_folder() -> None:
    here = Path.cwd()
    assert shown_path(here / "plans" / "sample.yaml", here) == "plans/sample.yaml"
    assert shown_path(Path("plans/sample.yaml"), here) == "plans/sample.yaml"
    assert shown_path(Path("/elsewhere/a.yaml"), here) == "/elsewhere/a.yaml"
    assert shown_path(here / "plans" / "sample.yaml") == str(here / "plans" / "sample.yaml")


def write(folder: Path, content: bytes, name: str = "sample.yaml") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


PLAN = plan_text().encode()
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    "content",
    [PLAN, BOM + PLAN, PLAN.replace(b"\n", b"\r\n"), BOM + PLAN.replace(b"\n", b"\r\n"), PLAN.rstrip(b"\n")],
    ids=["plain", "BOM", "CRLF", "BOM and CRLF", "no line end at the end"],
)
def test_plan_is_read_from_its_file(tmp_path: Path, content: bytes) -> None:
    plan, problems = load_plan(write(tmp_path, content))
    assert problems == ()
    assert plan is not None
    assert plan.recommendations[0].text == "Do something"


@pytest.mark.parametrize("prefix", [b"", BOM], ids=["plain", "BOM"])
def test_bom_does_not_shift_columns(tmp_path: Path, prefix: bytes) -> None:
    _, problems = load_plan(write(tmp_path, prefix + b"fromat: 1\n"))
    assert ("unknown-key", 1, 1) in [(one.rule, *one.position) for one in problems]


# content, rule, line, column, telling words
UNFIT = {
    "empty": (b"", "empty", 1, 1, "holds nothing"),
    "only a BOM": (BOM, "empty", 1, 1, "holds nothing"),
    "UTF-16 little": (plan_text().encode("utf-16"), "not-utf-8", 1, 1, "UTF-16: save it as UTF-8"),
    "UTF-16 big": (b"\xfe\xff" + plan_text().encode("utf-16-be"), "not-utf-8", 1, 1, "UTF-16"),
    "UTF-16 without mark": (plan_text().encode("utf-16-le"), "not-utf-8", 1, 1, "UTF-16"),
    "Latin-1": (
        "a: b\nc: caf\u00e9\n".encode("latin-1"),
        "not-utf-8",
        2,
        7,
        "byte 0xE9 is not UTF-8: save the file as",
    ),
    "Latin-1 after a BOM": (BOM + b"caf\xe9\n", "not-utf-8", 1, 4, "byte 0xE9"),
    "Latin-1 after umlauts": ("\u00e9: ".encode() + b"\xe9\n", "not-utf-8", 1, 4, "byte 0xE9"),
    "cut short": ("a: \u00e9".encode()[:-1], "not-utf-8", 1, 4, "byte 0xC3"),
    "encoded surrogate": (b"a: \xed\xa0\x80\n", "not-utf-8", 1, 4, "byte 0xED"),
    "too long form": (b"a: \xc0\x80\n", "not-utf-8", 1, 4, "byte 0xC0"),
    "second BOM": (BOM + BOM + PLAN, "control-character", 1, 1, "U+FEFF"),
    "too large": (b"#" * (MAX_BYTES + 1), "too-large", 1, 1, "larger than 4 MB"),
}


@pytest.mark.parametrize("case", UNFIT.values(), ids=UNFIT)
def test_unfit_file_is_told_at_its_place(tmp_path: Path, case: tuple[bytes, str, int, int, str]) -> None:
    content, rule, line, column, words = case
    plan, problems = load_plan(write(tmp_path, content))
    assert plan is None
    assert [(one.rule, *one.position) for one in problems] == [(rule, line, column)]
    assert words in problems[0].line()


# content, the text that is kept
TEXTS = {
    "plain": (PLAN, PLAN.decode()),
    "BOM": (BOM + PLAN, PLAN.decode()),
    "CRLF": (PLAN.replace(b"\n", b"\r\n"), PLAN.decode().replace("\n", "\r\n")),
    "tabs": (b"a: b\tc\n\td: e\n", "a: b\tc\n\td: e\n"),
    "no YAML": (b"a: [\n# b\n", "a: [\n# b\n"),
    "a control character": (b"a: \x1b\n", "a: \x1b\n"),
    "an unfinished merge": (b"<<<<<<< a\n", "<<<<<<< a\n"),
    "beyond ASCII": ("a: caf\u00e9 \u2013 \u6f22\n".encode(), "a: caf\u00e9 \u2013 \u6f22\n"),
    "empty": (b"", ""),
    "Latin-1": (b"caf\xe9\n", ""),
    "UTF-16": (PLAN.decode().encode("utf-16"), ""),
    "too large": (b"#" * (MAX_BYTES + 1), ""),
}


@pytest.mark.parametrize(("content", "text"), TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_document_is_what_was_written_where_it_can_be_decoded(
    tmp_path: Path, content: bytes, text: str
) -> None:
    assert load_document(write(tmp_path, content)).text == text


@pytest.mark.parametrize(
    ("content", "is_there"),
    [(b"links:", True), (b"\xff\xfelinks\x00", True), (b"link s", False), (b"", False), (b"LINKS", False)],
)
def test_words_are_found_in_a_file_without_reading_it_as_a_plan(
    tmp_path: Path, content: bytes, *, is_there: bool
) -> None:
    assert holds(write(tmp_path, content), b"links") is is_there


def test_words_are_not_looked_for_in_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        holds(tmp_path, b"links")


def test_largest_file_allowed_is_read(tmp_path: Path) -> None:
    content = PLAN + b"#" * (MAX_BYTES - len(PLAN) - 1) + b"\n"
    plan, problems = load_plan(write(tmp_path, content))
    assert problems == ()
    assert plan is not None


def test_no_more_of_a_huge_file_is_read_than_is_allowed(tmp_path: Path) -> None:
    path = write(tmp_path, b"")
    os.truncate(path, 2**40)  # a terabyte that takes no room
    assert [one.rule for one in load_document(path).problems] == ["too-large"]


@pytest.mark.parametrize("kind", ["folder", "FIFO", "dangling symlink", "device", "missing", "loop"])
def test_what_is_no_readable_file_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "sample.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "FIFO":
            os.mkfifo(path)
        case "dangling symlink":
            path.symlink_to(tmp_path / "nowhere")
        case "device":
            path.symlink_to("/dev/zero")
        case "loop":
            path.symlink_to(path)
    with pytest.raises(UnreadableFile, match=r"sample\.yaml: cannot be read"):
        load_document(path)


def test_file_without_permission_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, PLAN)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(UnreadableFile, match="Permission denied"):
        load_document(path)


def test_symlink_to_a_plan_is_not_followed_as_in_a_commit(tmp_path: Path) -> None:
    target = write(tmp_path, PLAN, "target.txt")
    (tmp_path / "sample.yaml").symlink_to(target)
    with pytest.raises(UnreadableFile) as caught:
        load_plan(tmp_path / "sample.yaml")
    assert caught.value.hint == "it is a symbolic link, and those are not followed"


def test_problems_are_shown_with_the_path_people_know(house: Path) -> None:
    path = write(house / "plans", b"a: 1\n", "bad.yaml")
    assert {one.path for one in load_plan(path, house)[1]} == {"plans/bad.yaml"}


def test_id_is_compared_with_the_name_of_the_file(tmp_path: Path) -> None:
    _, problems = load_plan(write(tmp_path, PLAN, "other.yaml"))
    assert [(one.rule, *one.position) for one in problems] == [("id-not-file-name", 2, 5)]


def test_settings_have_defaults_where_there_is_no_file(tmp_path: Path) -> None:
    assert load_board(tmp_path) == (Board(), ())


def test_settings_are_read_from_the_root(tmp_path: Path) -> None:
    write(tmp_path, b"board: A board\n", "scrplan.yaml")
    assert load_board(tmp_path) == (Board("A board"), ())


@pytest.mark.parametrize("kind", ["folder", "dangling symlink"])
def test_settings_that_cannot_be_read_never_pass_as_none(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "scrplan.yaml"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    with pytest.raises(UnreadableFile, match=r"scrplan\.yaml: cannot be read"):
        load_board(tmp_path)
