"""A board's folder gets what it lacks; nothing that is there is replaced, and the second time nothing is done."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems, schema_text
from scrplan.errors import ScrplanError, UnwritableFile
from scrplan.git.config import NoWorkTree, Setting, setting
from scrplan.model import Board
from scrplan.setup.board_files import SETTINGS_TEXT
from scrplan.setup.hooks import HOOK_TEXTS, HOOKS_HEAD
from scrplan.setup.setup_changes import SetupStep
from scrplan.setup.steps import steps
from scrplan.source.key_orders import settings_order
from scrplan.source.settings import read_board
from scrplan.yamltext.document import Document
from scrplan.yamltext.formatter import normal_form
from scrplan.yamltext.nodes import to_data
from tests.building import ROOT, committed, findings_of, in_git, plan_text

ELSE = "|| { test $? -gt 1 && git merge-file -L ours -L before -L theirs %A %O %B; }"
LINE = "plans/**/*.yaml merge=scrplan diff=scrplan\n"
PLAN_LINE = "# yaml-language-server: $schema=../schema/plan.schema.json"
BOARD_LINE = "# yaml-language-server: $schema=schema/board.schema.json"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty repository."""
    folder = tmp_path / "clone"
    folder.mkdir()
    in_git(folder, "init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(folder)
    return folder


def set_up(folder: Path, board: str = "", command: str = "scrplan") -> dict[str, SetupStep]:
    """Do all there is to do, and return each step by what it is about."""
    found = {}
    for step in steps(folder, board, command, here=Path.cwd()):
        found[step.what] = step
        if step.change:
            step.change.carry_out()
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but git's own, and git's settings."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    own = [path for path in [folder / ".git" / "config"] if path.exists()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in [*files, *own]}


def test_empty_repository_gets_all_it_needs(clone: Path) -> None:
    found = set_up(clone)
    assert sorted(contents(clone)) == [
        ".git/config",
        ".gitattributes",
        ".pre-commit-config.yaml",
        "plans/.gitkeep",
        "schema/board.schema.json",
        "schema/plan.schema.json",
        "scrplan.yaml",
    ]
    assert not any(step.why or step.lines for step in found.values())
    assert (clone / ".gitattributes").read_text() == LINE
    for name in (PLAN_SCHEMA, BOARD_SCHEMA):
        assert (clone / "schema" / name).read_text(encoding="utf-8") == schema_text(name)
    assert setting(clone, Setting.MERGE_DRIVER) == f"scrplan merge-driver %O %A %B %P {ELSE}"
    assert setting(clone, Setting.TEXTCONV) == "scrplan textconv"
    assert setting(clone, Setting.MERGE_NAME) == "plans, by recommendation"
    for place in ("plans/child g.yaml", "plans/closed/a.yaml", "plans/closed/2012/a.yaml"):
        assert in_git(clone, "check-attr", "merge", "diff", "--", place).count(": scrplan") == 2


def test_second_time_nothing_is_done(clone: Path) -> None:
    (clone / "plans").mkdir()
    (clone / "plans" / "sample.yaml").write_bytes(plan_text().encode())
    set_up(clone)
    before = contents(clone)
    found = set_up(clone)
    assert [step for step in found.values() if step != SetupStep(step.what)] == []
    assert contents(clone) == before


def test_nothing_is_done_before_it_is_asked_for(clone: Path) -> None:
    before = contents(clone)
    found = list(steps(clone, "", "scrplan"))
    assert all(step.change for step in found)
    assert contents(clone) == before
    assert [path.name for path in clone.iterdir()] == [".git"]


def test_without_a_repository_all_but_git_is_done(tmp_path: Path) -> None:
    found = set_up(tmp_path / "new")
    assert found["git"] == SetupStep("git", why="there is no repository yet: run git init, then scrplan init again")
    assert sorted(contents(tmp_path / "new")) == [
        ".pre-commit-config.yaml",
        "plans/.gitkeep",
        "schema/board.schema.json",
        "schema/plan.schema.json",
        "scrplan.yaml",
    ]


def test_repository_that_git_does_not_open_is_told_in_its_words(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere/at/all\n")
    why = set_up(tmp_path)["git"].why
    assert "no repository yet" not in why
    assert why.endswith("then scrplan init again")


@pytest.mark.parametrize("folder", ["bare", "bare/refs", ".git"])
def test_folder_of_gits_own_is_refused(clone: Path, folder: str) -> None:
    in_git(clone, "init", "--quiet", "--bare", "bare")
    before = sorted(clone.rglob("*"))
    with pytest.raises(NoWorkTree):
        set_up(clone / folder)
    assert sorted(clone.rglob("*")) == before


def test_second_work_tree_is_set_up_like_the_first(clone: Path, tmp_path: Path) -> None:
    committed(clone)
    second = tmp_path / "second"
    in_git(clone, "worktree", "add", "--quiet", str(second))
    assert (second / ".git").is_file()
    assert not any(step.why for step in set_up(second).values())
    assert (second / ".gitattributes").read_text() == LINE
    assert setting(clone, Setting.TEXTCONV) == "scrplan textconv"


def test_board_below_the_root_of_a_repository(clone: Path) -> None:
    found = set_up(clone / "safeguarding" / "board")
    board = clone / "safeguarding" / "board"
    assert (board / ".gitattributes").read_text() == LINE
    told = in_git(clone, "check-attr", "diff", "--", "safeguarding/board/plans/a.yaml", "plans/a.yaml").splitlines()
    assert [line.rpartition(" ")[2] for line in told] == ["scrplan", "unspecified"]
    why = "pre-commit reads only the one at the top of the repository"
    assert found["safeguarding/board/.pre-commit-config.yaml"].why == why
    assert not (board / ".pre-commit-config.yaml").exists()
    assert all(step == SetupStep(step.what) for step in set_up(board).values() if not step.why)


# The settings of the board.


def test_template_is_in_order_and_says_no_more_than_what_holds_without_it(clone: Path) -> None:
    set_up(clone)
    path = clone / "scrplan.yaml"
    document = Document.from_text(path.read_text(), "scrplan.yaml")
    assert schema_problems(document, BOARD_SCHEMA) == ()
    assert findings_of(path) == ()
    assert normal_form(document, settings_order()) == document.text
    board, _ = read_board(document)
    assert board == Board()


def test_template_is_in_order_with_everything_that_it_offers() -> None:
    offered = re.sub(r"^# (?=[a-z_]+:( |$)| )", "", SETTINGS_TEXT.partition("\n")[2], flags=re.MULTILINE)
    document = Document.from_text(offered, "scrplan.yaml")
    assert document.problems == ()
    assert schema_problems(document, BOARD_SCHEMA) == ()
    board, problems = read_board(document)
    assert problems == ()
    assert board is not None
    assert (list(board.ratings), board.agencies[0].name, list(board.views)) == (
        ["green", "amber", "red"],
        "Health",
        ["late-health"],
    )
    schema: Any = json.loads(schema_text(BOARD_SCHEMA))
    assert document.root is not None
    assert set(schema["properties"]) == set(to_data(document.root))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["A board", "Borough: #1 'board' \"x\"", "yes", "{a}", "2012"])
def test_board_has_its_name(clone: Path, name: str) -> None:
    set_up(clone, name)
    board, problems = read_board(Document.from_text((clone / "scrplan.yaml").read_text(), "scrplan.yaml"))
    assert problems == ()
    assert board is not None
    assert board.board == name
    assert findings_of(clone / "scrplan.yaml") == ()


def test_board_is_named_by_hand_where_there_are_settings(clone: Path) -> None:
    (clone / "scrplan.yaml").write_text(f"{BOARD_LINE}\ndue_soon_days: 14\n")
    step = set_up(clone, "A: board")["scrplan.yaml"]
    assert step == SetupStep("scrplan.yaml", why="to name the board, write in it:", lines=('board: "A: board"',))
    assert (clone / "scrplan.yaml").read_text() == f"{BOARD_LINE}\ndue_soon_days: 14\n"


# The schemas.


def test_schema_of_another_scrplan_is_left(clone: Path) -> None:
    (clone / "schema").mkdir()
    (clone / "schema" / PLAN_SCHEMA).write_text("{}\n")
    (clone / "schema" / BOARD_SCHEMA).write_bytes(schema_text(BOARD_SCHEMA).replace("\n", "\r\n").encode())
    found = set_up(clone)
    assert found["schema/plan.schema.json"].lines == ("scrplan schema > schema/plan.schema.json",)
    assert "not the schema of this version of scrplan" in found["schema/plan.schema.json"].why
    assert found["schema/board.schema.json"] == SetupStep("schema/board.schema.json")
    assert (clone / "schema" / PLAN_SCHEMA).read_text() == "{}\n"


def test_what_is_no_schema_is_left(clone: Path) -> None:
    (clone / "schema" / PLAN_SCHEMA).mkdir(parents=True)
    (clone / "schema" / BOARD_SCHEMA).write_bytes(b"\xff")
    found = set_up(clone)
    assert found["schema/plan.schema.json"].why
    assert found["schema/board.schema.json"].why == "it is not saved as UTF-8"


# The first line for editors.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"id: a\n", b"%s\nid: a\n"),
        (b"\xef\xbb\xbfid: a\r\nformat: 1\r\n", b"\xef\xbb\xbf%s\r\nid: a\r\nformat: 1\r\n"),
        (b"# Ours\n---\nid: a", b"%s\n# Ours\n---\nid: a"),
        (b"id: >-\n\n  a #\n", b"%s\nid: >-\n\n  a #\n"),
    ],
    ids=["plain", "mark and line ends", "comment above", "block"],
)
def test_plan_is_given_the_first_line_for_editors(clone: Path, before: bytes, after: bytes) -> None:
    (clone / "plans").mkdir()
    plan = clone / "plans" / "a.yaml"
    plan.write_bytes(before)
    assert set_up(clone)["plans/a.yaml"].done == "given the first line for editors"
    assert plan.read_bytes() == after.replace(b"%s", PLAN_LINE.encode())


@pytest.mark.parametrize(
    "text",
    [
        f"{PLAN_LINE}\nid: a\n",
        "#yaml-language-server: $schema=elsewhere.json\nid: a\n",
        f"# Ours\n{PLAN_LINE}\nid: a\n",
    ],
    ids=["ours", "another", "second line"],
)
def test_plan_that_has_a_line_for_editors_is_left(clone: Path, text: str) -> None:
    (clone / "plans").mkdir()
    (clone / "plans" / "a.yaml").write_text(text)
    assert "the first line for editors in 2 files" in set_up(clone)
    assert (clone / "plans" / "a.yaml").read_text() == text


def test_settings_are_given_their_own_line(clone: Path) -> None:
    (clone / "scrplan.yaml").write_text("stale_days: 5\n")
    set_up(clone)
    assert (clone / "scrplan.yaml").read_text() == f"{BOARD_LINE}\nstale_days: 5\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "it has mistakes, which scrplan validate shows"),
        (b"a: 'x\n", "it has mistakes, which scrplan validate shows"),
        (b"a: 1\na: 2\n", "it has mistakes, which scrplan validate shows"),
        (b"a: \xff\n", "it has mistakes, which scrplan validate shows"),
    ],
    ids=["empty", "syntax", "key twice", "not UTF-8"],
)
def test_plan_that_cannot_be_read_is_left(clone: Path, raw: bytes, why: str) -> None:
    (clone / "plans").mkdir()
    (clone / "plans" / "a.yaml").write_bytes(raw)
    assert set_up(clone)["plans/a.yaml"].why == why
    assert (clone / "plans" / "a.yaml").read_bytes() == raw


def test_plan_that_lies_outside_is_left(clone: Path) -> None:
    (clone / "plans").mkdir()
    (clone.parent / "outside.yaml").write_text("id: a\n")
    (clone / "plans" / "a.yaml").symlink_to(clone.parent / "outside.yaml")
    assert set_up(clone)["plans/a.yaml"].why == "it is a link that leads out of the repository"
    assert (clone.parent / "outside.yaml").read_text() == "id: a\n"


def test_plans_in_a_folder_outside_are_left(clone: Path) -> None:
    outside = clone.parent / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("id: a\n")
    (clone / "plans").symlink_to(outside, target_is_directory=True)
    assert set_up(clone)["plans"].why == "it is a link that leads out of this folder, where nothing is written"
    assert contents(outside) == {"a.yaml": b"id: a\n"}


def test_words_about_editors_inside_of_a_plan_are_no_such_line(clone: Path) -> None:
    (clone / "plans").mkdir()
    text = "note: |\n  # yaml-language-server: is a program\n"
    (clone / "plans" / "a.yaml").write_text(text)
    set_up(clone)
    assert (clone / "plans" / "a.yaml").read_text() == f"{PLAN_LINE}\n{text}"


# The hooks of pre-commit.


def test_hooks_are_those_that_scrplan_offers() -> None:
    def data(text: str) -> Any:
        return to_data(Document.from_text(text, "").root or pytest.fail("nothing"))

    made = data(HOOKS_HEAD + "".join(HOOK_TEXTS.values()))
    (local,) = made["repos"]
    offered = {hook.pop("id"): hook for hook in data((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert local["repo"] == "local"
    for hook in local["hooks"]:
        wanted = offered.pop(hook.pop("id"))
        wanted.pop("description")
        assert hook == wanted | {"language": "system"}
    assert offered == {}


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("repos: []\n", ["scrplan-fmt", "scrplan-validate"]),
        ("repos:\n  - repo: https://x\n    hooks: [{id: scrplan-fmt}]\n", ["scrplan-validate"]),
    ],
)
def test_hooks_that_lack_are_named(clone: Path, text: str, lacking: list[str]) -> None:
    (clone / ".pre-commit-config.yaml").write_text(text)
    step = set_up(clone)[".pre-commit-config.yaml"]
    assert step.why == "it is your own file; add under repos:"
    assert [line.split()[-1] for line in step.lines if "- id:" in line] == lacking
    assert (clone / ".pre-commit-config.yaml").read_text() == text
    whole = Document.from_text("repos:\n" + "\n".join(step.lines) + "\n", "")
    assert whole.problems == ()


def test_hooks_that_are_there_are_left(clone: Path) -> None:
    text = "repos:\n  - repo: https://x\n    hooks: [{id: scrplan-fmt}, {id: scrplan-validate}]\n"
    (clone / ".pre-commit-config.yaml").write_text(text)
    assert set_up(clone)[".pre-commit-config.yaml"] == SetupStep(".pre-commit-config.yaml")


def test_hooks_that_cannot_be_read_are_left(clone: Path) -> None:
    (clone / ".pre-commit-config.yaml").mkdir()
    assert set_up(clone)[".pre-commit-config.yaml"].why


# How git compares and merges.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", LINE.encode()),
        (b"*.docx binary\n", b"*.docx binary\n" + LINE.encode()),
        (b"* text=auto", b"* text=auto\n" + LINE.encode()),
        (b"* text=auto\r\n*.png -text", b"* text=auto\r\n*.png -text\r\n" + LINE.replace("\n", "\r\n").encode()),
        (b"\xef\xbb\xbf# Ours\n", b"\xef\xbb\xbf# Ours\n" + LINE.encode()),
        (b"plans/**/*.yaml diff=scrplan\n", b"plans/**/*.yaml diff=scrplan\nplans/**/*.yaml merge=scrplan\n"),
        (b"a: 'b {\n", b"a: 'b {\n" + LINE.encode()),
    ],
    ids=["empty", "others", "no line end", "other line ends", "mark", "half", "no YAML"],
)
def test_attributes_are_given_a_line(clone: Path, before: bytes, after: bytes) -> None:
    path = clone / ".gitattributes"
    path.write_bytes(before)
    assert set_up(clone)[".gitattributes"].done == "given a line"
    assert path.read_bytes() == after
    assert in_git(clone, "check-attr", "merge", "diff", "--", "plans/a.yaml").count(": scrplan") == 2
    assert set_up(clone)[".gitattributes"] == SetupStep(".gitattributes")


@pytest.mark.parametrize(
    ("text", "why", "added"),
    [
        ("*.yaml merge=union\n", "plans have merge=union; to let", "plans/**/*.yaml diff=scrplan\n"),
        ("plans/* diff=other -merge\n", "plans have merge=unset diff=other; to let", ""),
        ("* binary\n", "plans have merge=unset diff=unset; to let", ""),
    ],
    ids=["another merge", "another of both", "binary"],
)
def test_attributes_that_say_otherwise_are_left(clone: Path, text: str, why: str, added: str) -> None:
    (clone / ".gitattributes").write_text(text)
    found = [step for step in steps(clone, "", "scrplan") if step.what == ".gitattributes"]
    assert any(step.why.startswith(why) for step in found)
    for step in found:
        if step.change:
            step.change.carry_out()
    assert (clone / ".gitattributes").read_text() == text + added


def test_attributes_above_a_board_count(clone: Path) -> None:
    (clone / ".gitattributes").write_text("**/plans/**/*.yaml merge=scrplan diff=scrplan\n")
    set_up(clone / "board")
    assert not (clone / "board" / ".gitattributes").exists()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.symlink_to("elsewhere"), "it is a link, which git does not follow"),
        (lambda path: path.write_bytes(b"caf\xe9 text\n"), "it is not saved as UTF-8; to add at its end:"),
        (lambda path: path.mkdir(), ""),
    ],
    ids=["link", "encoding", "folder"],
)
def test_attributes_that_cannot_be_extended_are_left(clone: Path, make: Any, why: str) -> None:
    make(clone / ".gitattributes")
    assert why in set_up(clone)[".gitattributes"].why


def test_settings_that_are_made_otherwise_are_left(clone: Path) -> None:
    in_git(clone, "config", "diff.scrplan.textconv", "old/python -m scrplan textconv")
    step = set_up(clone)["git config diff.scrplan.textconv"]
    assert step.why == "it is old/python -m scrplan textconv; to change it:"
    assert step.lines == ("git config diff.scrplan.textconv 'scrplan textconv'",)
    assert setting(clone, Setting.TEXTCONV) == "old/python -m scrplan textconv"


def test_per_cent_sign_of_a_path_is_none_of_gits(clone: Path) -> None:
    set_up(clone, command="'/a%O b/python' -m scrplan")
    assert setting(clone, Setting.MERGE_DRIVER) == (f"'/a%%O b/python' -m scrplan merge-driver %O %A %B %P {ELSE}")
    assert setting(clone, Setting.TEXTCONV) == "'/a%O b/python' -m scrplan textconv"


def test_git_that_breaks_off_is_told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(clone)
    monkeypatch.setattr("scrplan.git.config.run_git", _refusing(clone))
    found = set_up(clone)
    assert found[".gitattributes"].why == "git refused: so"
    assert found["git config diff.scrplan.textconv"].why == "git refused: so"


def _refusing(clone: Path) -> Any:
    from scrplan.errors import GitProblem
    from scrplan.git import run_git

    def run(arguments: Any, _folder: Path) -> str:
        if "rev-parse" in arguments:
            return run_git(arguments, clone)
        raise GitProblem("git refused", "so")

    return run


# What may not be written.


def test_folder_that_may_not_be_written_is_told(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UnwritableFile, match=r"scrplan\.yaml: cannot be written"):
        set_up(clone)


def test_folder_that_is_a_link_out_is_never_written(clone: Path) -> None:
    (clone.parent / "outside").mkdir()
    (clone / "schema").symlink_to(clone.parent / "outside", target_is_directory=True)
    with pytest.raises(ScrplanError, match=r"schema/plan\.schema\.json"):
        set_up(clone)
    assert list((clone.parent / "outside").iterdir()) == []


def test_name_in_the_way_of_the_plans_is_told(clone: Path) -> None:
    (clone / "plans").write_text("")
    with pytest.raises(UnwritableFile, match=r"plans/\.gitkeep"):
        set_up(clone)
