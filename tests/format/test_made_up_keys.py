"""A key that is only in the vocabulary and the schema is in every answer: it is read, checked, shown, found, merged."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import HEAD, ROOT, committed, in_git

# Each key that is made up, with what the plan says there.
OF_ROW = {
    "next_step": "Telephone",
    "partners": "Lighthouse",
    "shelf": "Cupboard",
    "minute": "Fortnightly",
    "deputy": "Understudy",
    "owner": "Gardener",
    "meeting": "Michaelmas",
    "why": "Similarity",
    "found": "Harmony",
}
ROWS = """\
  - ref: "1"
    agency: Health
    text: Do something
    rag: green
    revisions: [{to: 2013-05, reason: Late, minute: Minutebook}]
    milestones: [{text: Draft, owner: Gardener}]
    leads: [{role: Chair, deputy: Understudy}]
    due: 2013-05
    updates: [{on: 2013-06, text: Done, minute: Fortnightly}]
    completed: 2013-05
    evidence: [{title: Letter, shelf: Cupboard}]
    sign_off: {by: Board, on: 2013-07, meeting: Michaelmas}
    links: [{plan: sample, ref: "2", relation: repeats, why: Similarity}]
    next_step: Telephone
    asked_on: 2013-02
    partners: [Lighthouse]
    urgent: true
    visits: [{on: 2013-04, found: Harmony}]
  - ref: "2"
    agency: Health
    text: Do more
    actions:
      - text: Begin
        next_step: Whistle
"""
TEXT = f"{HEAD}recommendations:\n{ROWS}approval: Unanimous\n"
FORMATS = ("plain", "markdown", "json", "terminal")


def run(folder: Path, *arguments: str) -> str:
    """Return what the program with the keys prints."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "tests.format.made_up_keys", *arguments]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def without_the_keys(text: str) -> str:
    """Return the plan as it was before anybody wrote one of the keys."""
    for name, word in (*OF_ROW.items(), ("minute", "Minutebook")):
        text = text.replace(f", {name}: {word}", "")
    own = ("next_step: ", "partners: ", "asked_on: ", "urgent: ", "visits: ", "approval: ")
    return "".join(line for line in text.splitlines(keepends=True) if not line.strip().startswith(own))


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    in_git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "plans").mkdir()
    (folder / "plans" / "sample.yaml").write_text(without_the_keys(TEXT), "utf-8")
    committed(folder)
    (folder / "plans" / "sample.yaml").write_text(TEXT, "utf-8")
    committed(folder)
    return folder


def test_validate_knows_them(board: Path) -> None:
    assert "no errors" in run(board, "validate")
    (board / "bad.yaml").write_text(
        TEXT.replace("asked_on: 2013-02", "asked_on: soon").replace("id: sample", "id: bad")
    )
    assert "asked_on" in run(board, "validate", "bad.yaml")
    (board / "bad.yaml").unlink()


@pytest.mark.parametrize("form", FORMATS)
def test_show_has_each(board: Path, form: str) -> None:
    shown = run(board, "show", "sample", "1", "--format", form)
    assert [word for word in (*OF_ROW.values(), "Minutebook", "Unanimous") if word not in shown] == []
    assert ("2013-02" if form == "json" else "February 2013") in shown
    assert "Whistle" in run(board, "show", "sample", "2", "--format", form)


def test_show_calls_them_by_their_words(board: Path) -> None:
    shown = run(board, "show", "sample", "1")
    assert "Next step: Telephone" in shown
    assert "Approval (plan): Unanimous" in shown
    record = json.loads(run(board, "show", "sample", "1", "--format", "json"))["items"][0]
    assert record["asked_on"] == "2013-02"
    assert (record["next_step"], record["partners"], record["urgent"]) == ("Telephone", ["Lighthouse"], True)
    assert record["evidence"][0]["shelf"] == "Cupboard"
    assert record["visits"] == [{"on": "2013-04", "found": "Harmony"}]


@pytest.mark.parametrize("word", [*OF_ROW.values(), "Minutebook"])
def test_list_finds_each(board: Path, word: str) -> None:
    assert "\tDo something" in run(board, "list", "--text", word.lower())
    assert "\tDo more" not in run(board, "list", "--text", word.lower())


def test_textconv_says_each(board: Path) -> None:
    lines = run(board, "textconv", "plans/sample.yaml").splitlines()
    assert "plan, approval: Unanimous" in lines
    assert "recommendation 1, next step: Telephone" in lines
    assert "recommendation 1, asked on: February 2013" in lines
    assert "recommendation 1, partner: Lighthouse" in lines
    assert "recommendation 1, evidence shelf Cupboard: Letter" in lines
    assert "recommendation 1, visit on April 2013: Harmony" in lines


def test_history_says_each(board: Path) -> None:
    told = run(board, "history", "sample", "--format", "csv")
    assert [word for word in (*OF_ROW.values(), "Minutebook", "Unanimous", "Whistle") if word not in told] == []
    shown = run(board, "history", "sample", "--field", "asked_on", "--format", "terminal")
    assert "asked on added" in shown
    assert "Feb 2013" in shown


def test_fmt_puts_each_in_its_place(board: Path) -> None:
    untidy = TEXT.replace("    rag: green\n", "    next_step: Telephone\n    rag: green\n", 1).replace(
        "    next_step: Telephone\n    asked_on", "    asked_on"
    )
    (board / "plans" / "sample.yaml").write_text(untidy, "utf-8")
    run(board, "fmt")
    tidy = (board / "plans" / "sample.yaml").read_text("utf-8")
    in_git(board, "checkout", "--quiet", "plans")
    assert tidy.index("rag: green") < tidy.index("next_step: Telephone") < tidy.index("asked_on:")


def test_merge_takes_what_either_side_wrote(board: Path) -> None:
    path = board / "plans" / "sample.yaml"
    other = board / "base.yaml", board / "theirs.yaml"
    other[0].write_text(TEXT, "utf-8")
    visit = "found: Harmony}"
    theirs = TEXT.replace("Telephone", "Letterbox").replace("shelf: Cupboard", "shelf: Attic")
    theirs = theirs.replace(visit, f"{visit}, {{on: 2013-06, found: Melody}}")
    ours = TEXT.replace("asked_on: 2013-02", "asked_on: 2013-03").replace("Unanimous", "Divided")
    ours = ours.replace(visit, f"{visit}, {{on: 2013-05, found: Rhythm}}")
    other[1].write_text(theirs, "utf-8")
    path.write_text(ours, "utf-8")
    run(board, "merge-driver", "base.yaml", "plans/sample.yaml", "theirs.yaml", "plans/sample.yaml")
    made = path.read_text("utf-8")
    in_git(board, "checkout", "--quiet", "plans")
    assert all(
        word in made for word in ("Letterbox", "shelf: Attic", "asked_on: 2013-03", "Divided", "Melody", "Rhythm")
    )
    assert "<<<<" not in made
