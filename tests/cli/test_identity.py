"""Rows that were renumbered, exchanged or split: what a merge, history and the checks make of them, through git."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import said
from tests.building import AUTHOR, Outcome, call, in_git, plan_text

Capture = pytest.CaptureFixture[str]
TRAIN, AUDIT, PLAN = "Train every ward in the new form", "Audit every file of the last year", "Plan the year"


def row(ref: str, text: str, *lines: str) -> str:
    """Return a recommendation; `lines` are those of its other fields."""
    return "".join([f'  - ref: "{ref}"\n    agency: Health\n    text: {text}\n', *(f"    {line}\n" for line in lines)])


def of(*rows: str) -> str:
    return plan_text("\n".join(rows))


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    in_git(tmp_path, "config", "merge.scrplan.driver", f'"{sys.executable}" -m scrplan merge-driver %O %A %B %P')
    (tmp_path / ".gitattributes").write_text("plans/*.yaml merge=scrplan\n")
    return tmp_path


def commit(board: Path, text: str, on: str = "2013-09-30") -> str:
    (board / "plans/sample.yaml").write_text(text)
    in_git(board, "add", "--all")
    in_git(board, "commit", "--quiet", "--message", "Plans", on=on)
    return in_git(board, "rev-parse", "HEAD")


def merge(board: Path, base: str, ours: str, theirs: str) -> Outcome:
    """Merge theirs into ours with the driver, as git does."""
    commit(board, base)
    in_git(board, "checkout", "--quiet", "-b", "officer")
    commit(board, theirs)
    in_git(board, "checkout", "--quiet", "main")
    commit(board, ours)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "merge", "officer"], cwd=board, env=kept | AUTHOR, capture_output=True, check=False, text=True
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def rows_in(board: Path) -> dict[str, dict[str, Any]]:
    root = Document.from_text((board / "plans/sample.yaml").read_text(), "sample.yaml").root
    assert root is not None
    plan: Any = said(root)
    return {one["text"]: one for one in plan["recommendations"]}


DONE = ("rag: green", "completed: 2013-05-20", "evidence:", "  - {title: Ward training register}")


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_completion_stays_with_its_row_though_another_took_its_ref(
    board: Path, capsys: Capture, is_ours: bool
) -> None:
    sides = [of(row("1", TRAIN, *DONE)), of(row("1", AUDIT), row("2", TRAIN))]
    done = merge(board, of(row("1", TRAIN)), *(sides if is_ours else sides[::-1]))
    assert done.code == 0, done
    found = rows_in(board)
    assert found[AUDIT] == {"ref": "1", "agency": "Health", "text": AUDIT}
    assert found[TRAIN]["ref"] == "2"
    assert found[TRAIN]["completed"] == "2013-05-20"
    assert found[TRAIN]["evidence"] == [{"title": "Ward training register"}]
    assert call(capsys, "validate", "--as-at", "2013-09-30", "plans/sample.yaml").code == 0


DATED = (
    "rag: amber",
    "due: 2013-12",
    "leads: [{name: Ann Lee, role: Named Nurse}]",
    "outcome: Staff know whom to call",
)
TOLD = "updates: [{on: 2013-09, text: No update received}]"  # on every row, so that it is nobody's own past
NEIGHBOUR = row("7", "Write to the Home Office", TOLD)

# A row that is reworded and renumbered while another that reads much like it takes its ref: which of the two texts is
# nearer to the old one tells less than the dates, the leads and the past that went with the row.
REWORDED = {
    "like texts": (
        [row("1", "Review the escalation policy", *DATED)],
        [row("1", "Review the retention policy"), row("2", "Revise the escalation policy", *DATED)],
        "Revise the escalation policy",
    ),
    "short texts": (
        [row("1", "Issue guidance", *DATED)],
        [row("1", "Revise guidance"), row("2", "Issue guidance nationally", *DATED)],
        "Issue guidance nationally",
    ),
    "one update on all rows": (
        [
            row("1", "Train the staff of the nursery", TOLD, "due: 2013-06"),
            row("2", "Audit the school", TOLD),
            NEIGHBOUR,
        ],
        [
            *(
                row("1", "Audit all of the school", TOLD),
                row("2", "Train every worker of the nursery", TOLD, "due: 2013-06"),
            ),
            NEIGHBOUR,
        ],
        "Train every worker of the nursery",
    ),
}


@pytest.mark.parametrize(("base", "ours", "kept"), REWORDED.values(), ids=REWORDED)
def test_a_row_that_is_reworded_keeps_what_is_recorded_of_it(
    board: Path, capsys: Capture, base: list[str], ours: list[str], kept: str
) -> None:
    done = merge(board, of(*base), of(*ours), of(base[0] + "    completed: 2013-05\n", *base[1:]))
    assert done.code == 0, done
    assert [text for text, one in rows_in(board).items() if "completed" in one] == [kept]
    told = json.loads(call(capsys, "changes", "sample", "--since", "HEAD~2", "-f", "json").out)["items"]
    assert not {"date_moved", "agency_changed", "lead_changed"} & {one["event"] for one in told}


# Here nobody can tell: what is under the old ref, or in the old place, may be another thing.
ANOTHER = {
    "another row under the ref": (
        row("2", "Train all custody officers in safe record keeping", *DATED),
        row("2", "Train all school nurses in escalation and record sharing").replace("Health", "Police"),
        row("2", "Train all custody officers in safe record keeping", *DATED, "completed: 2013-05"),
    ),
    "one text in two rows": (
        row("2", TRAIN, "due: 2013-06") + row("3", TRAIN, "due: 2013-12"),
        row("2", TRAIN, "due: 2013-12") + row("3", TRAIN, "due: 2014-06"),
        row("2", TRAIN, "due: 2013-06", "completed: 2013-05") + row("3", TRAIN, "due: 2013-12"),
    ),
    **{
        name: tuple(row("1", TRAIN, f"{key}:", *(f"  - {{{one}}}" for one in side)) for side in sides)
        for name, key, sides in (
            (
                "a step of a series",
                "milestones",
                (
                    ("text: Phase 1 audit, due: 2013-03", "text: Phase 2 audit, due: 2013-06"),
                    ("text: Phase 2 audit, due: 2013-06", "text: Phase 3 audit, due: 2013-09"),
                    ("text: Phase 1 audit, due: 2013-03, completed: 2013-02", "text: Phase 2 audit, due: 2013-06"),
                ),
            ),
            (
                "steps of one text",
                "milestones",
                (
                    ("text: Audit, due: 2013-06", "text: Audit, due: 2013-09"),
                    ("text: Audit, due: 2013-09", "text: Audit, due: 2013-12"),
                    ("text: Audit, due: 2013-06, completed: 2013-06", "text: Audit, due: 2013-09"),
                ),
            ),
            (
                "minutes of another meeting",
                "evidence",
                (
                    ["title: Minutes of March meeting"],
                    ["title: Minutes of June meeting"],
                    ["title: Minutes of March meeting, on: 2013-03-12, ref: minutes/march.pdf"],
                ),
            ),
            (
                "another person in the post",
                "leads",
                (
                    ["name: Ann Lee, role: Named Nurse"],
                    ["name: Cat Ray, role: Named Nurse"],
                    ["name: Ann Lee, role: Named Nurse, accountable: true"],
                ),
            ),
        )
    },
}


@pytest.mark.parametrize("is_ours", [True, False])
@pytest.mark.parametrize(("base", "one", "other"), ANOTHER.values(), ids=ANOTHER)
def test_what_may_be_another_thing_gets_nothing_of_the_old_one(
    board: Path, base: str, one: str, other: str, is_ours: bool
) -> None:
    done = merge(board, of(base), *((of(one), of(other)) if is_ours else (of(other), of(one))))
    assert done.code == 1, done
    assert "<<<<<<<" in (board / "plans/sample.yaml").read_text()


IN_LISTS = {
    "leads": (
        ["leads:", "  - {name: Post A, role: Chair}"],
        ["leads:", "  - {name: Post A, role: Chair, unconfirmed: true}"],
        ["leads:", "  - {name: Post A, role: Nurse}", "  - {name: Post B, role: Chair}"],
        ["lead Post A", "it may be lead Post A or lead Post B on that side"],
    ),
    "milestones": (
        ["milestones:", "  - {text: Draft the form, due: 2013-12}"],
        ["milestones:", "  - {text: Draft the form, due: 2013-12, completed: 2013-09}"],
        ["milestones:", "  - {text: Draft the long form, due: 2013-12}", "  - {text: Draft the form, due: 2014-03}"],
        ["milestone Draft the form", "it may be milestone Draft the long form or milestone Draft the form"],
    ),
    "evidence": (
        ["evidence:", "  - {title: Minutes, held_by: LSCB}", "  - {title: Audit, held_by: Police}"],
        ["evidence:", "  - {title: Minutes, held_by: LSCB, on: 2013-06}", "  - {title: Audit, held_by: Police}"],
        ["evidence:", "  - {title: Audit, held_by: LSCB}", "  - {title: Minutes, held_by: Police}"],
        ["evidence Minutes", "it may be evidence Audit or evidence Minutes on that side"],
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "words"), IN_LISTS.values(), ids=IN_LISTS)
def test_a_merge_that_cannot_tell_is_a_conflict_that_names_both(
    board: Path, base: list[str], ours: list[str], theirs: list[str], words: list[str]
) -> None:
    done = merge(board, *(of(row("1", TRAIN, *lines)) for lines in (base, ours, theirs)))
    assert done.code == 1
    assert all(one in done.err for one in words), done.err
    assert "<<<<<<<" in (board / "plans/sample.yaml").read_text()


def test_an_action_that_was_completed_is_found_under_its_new_part(board: Path) -> None:
    base = ["actions:", f"  - {{part: a, text: {TRAIN}}}"]
    ours = ["actions:", f"  - {{part: a, text: {TRAIN}, rag: green, completed: 2013-09}}"]
    theirs = ["actions:", f"  - {{part: a, text: {PLAN}}}", f"  - {{part: b, text: {TRAIN}}}"]
    done = merge(board, *(of(row("1", "Do all of it", *lines)) for lines in (base, ours, theirs)))
    assert done.code == 0, done
    (found,) = rows_in(board).values()
    assert found["actions"] == [
        {"part": "a", "text": PLAN},
        {"part": "b", "text": TRAIN, "rag": "green", "completed": "2013-09"},
    ]


def test_what_was_split_on_one_side_and_completed_on_the_other_is_a_conflict(board: Path) -> None:
    long = f"{TRAIN} and at the same time {AUDIT.lower()}"
    base, ours = of(row("1", long)), of(row("1", long, *DONE))
    done = merge(board, base, ours, of(row("1a", TRAIN), row("1b", AUDIT)))
    assert done.code == 1
    assert "it may be recommendation 1a or recommendation 1b on that side" in done.err


# -- changes, history, slippage, validate ----------------------------------------------------------------------------

EARLIER = of(row("1", TRAIN, "due: 2013-12"), row("2", AUDIT, "due: 2014-03", "leads: [{role: Chair}]"))
LATER = of(
    row("1", PLAN, "due: 2014-06"),
    row("2", TRAIN, "due: 2013-12"),
    row("3", AUDIT, "due: 2014-03", "leads: [{role: Chair}]"),
).replace(f'ref: "1"\n    agency: Health\n    text: {PLAN}', f'ref: "1"\n    agency: Police\n    text: {PLAN}')


@pytest.fixture
def renumbered(board: Path) -> Path:
    """Return a board of which a row was put in front of all others, which were renumbered."""
    commit(board, EARLIER, "2013-06-30")
    commit(board, LATER, "2013-08-30")
    return board


def items(done: Outcome) -> list[dict[str, Any]]:
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["items"]
    return found


@pytest.mark.usefixtures("renumbered")
def test_a_row_put_in_front_is_all_that_changes_tell(capsys: Capture) -> None:
    done = call(capsys, "changes", "--since", "2013-07", "--as-at", "2013-09-30", "-f", "json")
    found = [(one["event"], one["ref"], one["before"], one["after"]) for one in items(done)]
    assert found == [("added", "1", None, "not_stated"), ("renumbered", "2", "1", "2"), ("renumbered", "3", "2", "3")]


@pytest.mark.usefixtures("renumbered")
def test_each_row_has_its_own_life(capsys: Capture) -> None:
    found = {
        ref: [(one["field"], one["kind"]) for one in items(call(capsys, "history", "sample", ref, "-f", "json"))]
        for ref in ("1", "2", "3")
    }
    assert found == {
        "1": [("recommendation", "added")],
        "2": [("recommendation", "added"), ("ref", "renumbered")],
        "3": [("recommendation", "added"), ("ref", "renumbered")],
    }


@pytest.mark.usefixtures("renumbered")
def test_no_slippage_is_invented(capsys: Capture) -> None:
    asked = call(capsys, "list", "-f", "json", "--as-at", "2013-09-30")
    assert [(one["ref"], one["original_due"], one["slippage_days"]) for one in items(asked)] == [
        ("1", "2014-06", 0),
        ("2", "2013-12", 0),
        ("3", "2014-03", 0),
    ]


def test_validate_asks_for_no_invented_revision(board: Path, capsys: Capture) -> None:
    commit(board, EARLIER)
    (board / "plans/sample.yaml").write_text(LATER)
    assert "date-overwritten" not in call(capsys, "validate", "--as-at", "2013-09-30").out
    commit(board, LATER)
    assert "date-overwritten" not in call(capsys, "validate", "--as-at", "2013-09-30").out


def test_validate_finds_a_date_that_was_moved_while_the_rows_were_renumbered(board: Path, capsys: Capture) -> None:
    commit(board, EARLIER)
    moved = LATER.replace("due: 2013-12", "due: 2014-12")
    (board / "plans/sample.yaml").write_text(moved)
    said = call(capsys, "validate", "--as-at", "2013-09-30", "-f", "lines").out
    assert [line.split(": ")[2] for line in said.splitlines() if "date-overwritten" in line] == ["recommendation 2"]
    commit(board, moved)
    said = call(capsys, "validate", "--as-at", "2013-09-30", "-f", "lines").out
    assert [line.split(": ")[2] for line in said.splitlines() if "date-overwritten" in line] == ["recommendation 2"]


def test_the_dates_of_a_row_are_not_those_of_the_next_that_has_its_ref(board: Path, capsys: Capture) -> None:
    commit(board, of(row("1", TRAIN, "due: 2013-12"), row("2", PLAN)))
    commit(board, of(row("1", TRAIN, "due: 2014-03"), row("2", PLAN)))
    commit(board, of(row("2", PLAN)))
    commit(board, of(row("1", AUDIT, "due: 2014-03"), row("2", PLAN)))
    (first, _) = items(call(capsys, "list", "-f", "json", "--as-at", "2013-09-30"))
    assert (first["original_due"], first["slippage_days"]) == ("2014-03", 0)
    assert "date-overwritten" not in call(capsys, "validate", "--as-at", "2013-09-30").out
    commit(board, of(row("1", TRAIN, "due: 2014-03"), row("2", PLAN), row("3", AUDIT, "due: 2014-03")))
    found = items(call(capsys, "list", "-f", "json", "--as-at", "2013-09-30"))
    assert [one["slippage_days"] for one in found] == [90, None, 0]


def test_texts_that_two_rows_exchanged_take_their_dates_along(board: Path, capsys: Capture) -> None:
    """To exchange the texts is to exchange all the rest: the dates of both moved."""
    commit(board, of(row("1", TRAIN, "due: 2013-12"), row("2", AUDIT, "due: 2014-03")))
    commit(board, of(row("1", AUDIT, "due: 2013-12"), row("2", TRAIN, "due: 2014-03")))
    found = items(call(capsys, "list", "-f", "json", "--as-at", "2013-09-30"))
    assert [(one["text"], one["original_due"]) for one in found] == [(AUDIT, "2014-03"), (TRAIN, "2013-12")]


# -- split and merged ------------------------------------------------------------------------------------------------

LONG = f"{TRAIN} and at the same time {AUDIT.lower()}"
SPLIT = "links: [{plan: sample, ref: 30, relation: split_from}]"


@pytest.fixture
def split(board: Path) -> Path:
    commit(board, of(row("30", LONG), row("31", PLAN)), "2013-05-30")
    commit(board, of(row("30", LONG, "rag: amber"), row("31", PLAN)), "2013-06-30")
    return board


def test_a_split_is_told_and_followed(split: Path, capsys: Capture) -> None:
    parts = of(row("30a", TRAIN, "rag: amber", SPLIT), row("30b", AUDIT, "rag: amber", SPLIT), row("31", PLAN))
    (split / "plans/sample.yaml").write_text(parts)
    told = [("rag", "added", None), ("recommendation", "added", "split from 30")]
    asked = items(call(capsys, "history", "sample", "30a", "-f", "json"))
    assert [(one["field"], one["kind"], one["reason"]) for one in asked][1:] == told
    commit(split, parts, "2013-08-30")
    asked = items(call(capsys, "history", "sample", "30a", "-f", "json"))
    assert [(one["field"], one["kind"], one["reason"]) for one in asked][1:] == told
    done = call(capsys, "changes", "--since", "2013-07", "--as-at", "2013-09-30", "-f", "json")
    assert [(one["event"], one["ref"], one["reason"]) for one in items(done)] == [
        ("added", "30a", "split from 30"),
        ("added", "30b", "split from 30"),
        ("removed", "30", "split into 30a, 30b"),
    ]
    assert "split from 30" in call(capsys, "changes", "--since", "2013-07", "--as-at", "2013-09-30").out
    assert call(capsys, "validate", "--as-at", "2013-09-30").code == 0


def test_a_part_that_kept_the_ref_goes_on_and_the_other_has_its_past(split: Path, capsys: Capture) -> None:
    commit(split, of(row("30", TRAIN, "rag: amber"), row("32", AUDIT, SPLIT), row("31", PLAN)), "2013-08-30")
    for ref in ("30", "32"):
        asked = items(call(capsys, "history", "sample", ref, "-f", "json"))
        assert ("rag", "added") in [(one["field"], one["kind"]) for one in asked]


def test_what_was_merged_into_another_is_in_its_life(split: Path, capsys: Capture) -> None:
    merged = row("31", PLAN, "state: stopped", "stopped_reason: It is part of 30 now")
    link = "links: [{plan: sample, ref: 30, relation: merged_into}]"
    commit(split, of(row("30", LONG, "rag: amber"), merged + f"    {link}\n"), "2013-07-30")
    commit(split, of(row("30", LONG, "rag: amber")), "2013-08-30")
    asked = items(call(capsys, "history", "sample", "30", "-f", "json"))
    found = [(one["ref"], one["field"], one["kind"], one["reason"]) for one in asked]
    assert ("31", "state", "added", None) in found
    assert found[-1] == ("31", "recommendation", "removed", "merged into 30")
    assert call(capsys, "validate", "--as-at", "2013-09-30").code == 0
