"""A plan is begun from options; what would be wrong, or is there already, is refused before anything is written."""

from pathlib import Path

import pytest

from scrplan.model import Agency, ReviewKind, State
from tests.building import AUTHOR, Outcome, call, in_git, plan_of, plan_text
from tests.recording.acting import TEXT

NEW = ("new", "child-h", "--title", "Child H", "--kind", "rapid_review", "--text", "Train every ward")
WHOLE = (*NEW, "--board", "A board", "--agency", "Health", "--as-at", "2014-01")
MADE = """\
# yaml-language-server: $schema=../schema/plan.schema.json
format: 1
id: child-h
title: Child H
review: {kind: rapid_review}
board: A board
as_at: 2014-01
ratings:
  green: {state: complete, meaning: "Done, with evidence"}
  amber: {state: in_progress, meaning: "In hand, and expected by its date"}
  red: {state: in_progress, meaning: "Not started, or not expected by its date"}
agencies:
  - {name: Health}
recommendations:
"""
LINE = (
    "git add -- plans/child-h.yaml && "
    "git commit -m 'child-h started: Child H' --trailer 'Plan: child-h' -- plans/child-h.yaml"
)
SETTINGS = """\
board: The northern board
ratings:
  done: {state: complete, meaning: Done}
  late: {state: in_progress, meaning: Late, off_track: true}
agencies:
  - {name: Health, full_name: The Trust, aliases: [NHS]}
  - {name: Police}
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a new repository without a plan, and return where the plan will be."""
    in_git(tmp_path, "init", "--quiet")
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plans" / "child-h.yaml"


def test_a_plan_is_made_and_how_to_commit_it_is_said(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, *WHOLE)
    assert done == Outcome(0, "made plans/child-h.yaml\n", f"written; to commit it: {LINE}\n")
    text = empty.read_text(encoding="utf-8")
    assert text.startswith(MADE)
    (row,) = plan_of(text, "child-h").recommendations
    assert (row.ref, row.agency, row.text) == ("1", "Health", "Train every ward")
    assert call(capsys, "validate", "--severity", "error").code == 0
    assert call(capsys, "fmt", "--check").code == 0


def test_commit_commits_it_alone(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.txt").write_text("x")
    done = call(capsys, *WHOLE, "--commit")
    commit = in_git(empty.parent, "rev-parse", "HEAD")
    assert done == Outcome(0, "made plans/child-h.yaml\n", f"committed {commit[:10]}: child-h started: Child H\n")
    assert in_git(empty.parent, "log", "-1", "--format=%B") == "child-h started: Child H\n\nPlan: child-h"
    assert in_git(empty.parent, "status", "--porcelain") == "?? other.txt"


@pytest.mark.parametrize("more", [(), ("--commit",)])
def test_dry_run_prints_it_and_writes_nothing(
    empty: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    done = call(capsys, *WHOLE, "--dry-run", *more)
    assert (done.code, done.err) == (0, "nothing was written; it would be plans/child-h.yaml\n")
    assert plan_of(done.out, "child-h").title == "Child H"
    assert not empty.parent.exists()


def test_every_option_is_in_it(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--subject", "Child H", "--published", "2013/14-Q2", "--agency", "Police", "--due", "2014-06")
    assert call(capsys, *WHOLE, *more).code == 0
    plan = plan_of(empty.read_text(encoding="utf-8"), "child-h")
    assert (plan.review.kind, plan.review.subject) == (ReviewKind.RAPID_REVIEW, "Child H")
    assert (plan.review.published and plan.review.published.text, plan.as_at.text) == ("2013/14-Q2", "2014-01")
    assert [one.name for one in plan.agencies] == ["Health", "Police"]
    assert plan.recommendations[0].progress.due is not None


@pytest.mark.parametrize("kind", ["rapid_review", "Rapid review", "RAPID-REVIEW", " rapid  review "])
def test_a_kind_is_known_however_it_is_typed(empty: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert call(capsys, *WHOLE, "--kind", kind).code == 0
    assert plan_of(empty.read_text(encoding="utf-8"), "child-h").review.kind is ReviewKind.RAPID_REVIEW


def test_the_settings_bring_board_key_and_agencies(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("scrplan.yaml").write_text(SETTINGS, encoding="utf-8")
    assert call(capsys, *NEW, "--agency", "nhs", "--agency", "police").code == 0
    plan = plan_of(empty.read_text(encoding="utf-8"), "child-h")
    assert plan.board == "The northern board"
    assert [(one.name, one.state, one.off_track) for one in plan.ratings.values()] == [
        ("done", State.COMPLETE, False),
        ("late", State.IN_PROGRESS, True),
    ]
    assert plan.agencies == (Agency("Health", "The Trust", ("NHS",)), Agency("Police"))
    assert plan.recommendations[0].agency == "Health"


def test_it_is_made_from_any_folder_of_the_board(
    empty: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.parent.mkdir()
    (empty.parent / "notes").mkdir()
    monkeypatch.chdir(empty.parent / "notes")
    assert call(capsys, *WHOLE).code == 0
    assert empty.exists()


def test_plans_at_the_root_are_not_hidden_by_a_new_folder(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = empty.parent.parent
    (root / "sample.yaml").write_text(plan_text(), encoding="utf-8")
    done = call(capsys, *WHOLE)
    assert done.out == "made child-h.yaml\n"
    assert (
        (root / "child-h.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=schema/plan.schema.json\n")
    )
    assert call(capsys, "status").out.count("sample") > 0


def test_what_is_begun_can_be_gone_on_with(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = (
        WHOLE,
        ("add", "child-h", "--agency", "Health", "--text", "Change the form", "--lead", "Matron"),
        ("add", "child-h", "2", "--text", "Print it", "--due", "2014-03"),
        ("update", "child-h", "1", "--rag", "amber", "--note", "Half of them", "--on", "2014-02"),
        ("revise", "child-h", "2", "--action", "a", "--due", "2014-05", "--reason", "No paper", "--on", "2014-03"),
        ("complete", "child-h", "1", "--on", "2014-04", "--evidence", "The register"),
        ("sign-off", "child-h", "1", "--by", "The board", "--on", "2014-05"),
    )
    for step in steps:
        assert call(capsys, *step, "--commit").code == 0, step
    plan = plan_of(empty.read_text(encoding="utf-8"), "child-h")
    assert [row.ref for row in plan.recommendations] == ["1", "2"]
    assert plan.recommendations[0].progress.sign_off
    assert len(in_git(empty.parent, "log", "--format=%h").split()) == len(steps)
    assert call(capsys, "validate", "--severity", "error").code == 0


ANYWHERE = "give it, or run this on a terminal, which asks for it"
MISSING = {
    "id": ((), f"scrplan: ID is missing: {ANYWHERE}"),
    "title": (("child-h",), f"scrplan: --title is missing: {ANYWHERE}"),
    "kind": (("child-h", "--title", "T"), f"scrplan: --kind is missing: {ANYWHERE}"),
    "board": (("child-h", "--title", "T", "--kind", "other"), f"scrplan: --board is missing: {ANYWHERE}"),
    "agency": (
        ("child-h", "--title", "T", "--kind", "other", "--board", "B"),
        f"scrplan: --agency is missing: {ANYWHERE}",
    ),
    "text": (
        ("child-h", "--title", "T", "--kind", "other", "--board", "B", "--agency", "Health"),
        f"scrplan: --text is missing: {ANYWHERE}",
    ),
    "no id": (("Child H",), "scrplan: 'Child H' is not an id: use small letters, digits and single hyphens, such as"),
    "a path": (("../child-h",), "scrplan: '../child-h' is not an id: use small letters"),
    "an id of nothing": ((" ",), "scrplan: ID is empty"),
    "no kind": ((*WHOLE[1:], "--kind", "rapid rview"), "scrplan: unknown kind of review 'rapid rview': did you mean"),
    "no date": ((*WHOLE[1:], "--as-at", "2014-13"), "scrplan: --as-at: '2014-13' has no such month: months run from"),
    "no other date": ((*WHOLE[1:], "--published", ""), "scrplan: --published: '' is not a date of the format"),
    "no due date": ((*WHOLE[1:], "--due", "soon"), "scrplan: --due: 'soon' is not a date of the format"),
    "control": ((*WHOLE[1:], "--title", "\x1b[31m"), "scrplan: --title holds the control character U+001B: delete it"),
    "an agency of nothing": ((*WHOLE[1:], "--agency", " "), "scrplan: --agency is empty"),
}


@pytest.mark.parametrize(("words", "told"), MISSING.values(), ids=MISSING)
def test_what_is_missing_or_wrong_is_one_line(
    empty: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    done = call(capsys, "new", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(told)
    assert not empty.parent.exists()


def test_a_plan_that_would_be_wrong_is_not_made(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, *WHOLE, "--subject", "Call 02380 123456", "--as-at", "2031")
    head, *problems = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert head == "scrplan: plans/child-h.yaml was not made, because it would have errors:"
    assert [line.rpartition(" ")[2] for line in problems] == ["[phone-number]", "[future-position]"]
    assert not empty.exists()


def test_a_plan_that_is_there_stays(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty.parent.mkdir()
    empty.write_text(TEXT, encoding="utf-8")
    done = call(capsys, *WHOLE)
    told = "scrplan: plans/child-h.yaml is there already: choose another id, or add to that plan with scrplan add\n"
    assert done == Outcome(2, "", told)
    assert empty.read_text(encoding="utf-8") == TEXT


def test_broken_settings_are_told_and_nothing_is_made(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("scrplan.yaml").write_text("bord: x\n")
    done = call(capsys, *WHOLE)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("scrplan.yaml:1:1: error: scrplan.yaml has no key 'bord'")
    assert not empty.exists()


def test_without_a_repository_a_commit_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = call(capsys, *WHOLE, "--commit")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert list(tmp_path.iterdir()) == []
    told = "written; without git there is no record of who changed it and when\n"
    assert call(capsys, *WHOLE) == Outcome(0, "made plans/child-h.yaml\n", told)


def test_a_hook_that_refuses_leaves_the_plan_and_says_so(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho no\nexit 1\n")
    hook.chmod(0o755)
    done = call(capsys, *WHOLE, "--commit")
    assert (done.code, done.out) == (3, "made plans/child-h.yaml\n")
    assert done.err.splitlines()[0].startswith("plans/child-h.yaml is written, and not committed; to commit it: git ")
    assert done.err.splitlines()[1] == "scrplan: git commit refused: no"
    assert empty.exists()


def test_an_ignored_plan_is_made_and_that_is_said(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".gitignore").write_text("plans\n")
    done = call(capsys, *WHOLE)
    assert done.err == "written; git ignores it, so there is no record of who changed it and when\n"
    assert empty.exists()
