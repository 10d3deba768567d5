"""No value ends up at an entry that neither side had it on; what both sides did is done. The oracle knows the deeds."""

import copy
import subprocess
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.merge import MergeConflict, merged
from scrplan.yamltext.edits import applied
from tests.compare.renumbering import DEEDS, NUMBERS, OLD, POOL, Deed, Entry, base, done, reworded

Row = dict[str, Any]
PARTS = tuple(f"{text.split()[0]} {' '.join(text.split()[5:16])}" for text in OLD)  # texts of actions


def start() -> list[Row]:
    """Return rows that have something of everything; each value says by itself whose it is."""
    return [
        {
            "ref": one.ref,
            "agency": "Health",
            "text": one.text,
            "due": f"2014-{one.origin + 1:02}",
            "leads": [{"name": f"Post {one.origin}", "role": "Chair"}, {"name": f"Nurse {one.origin}"}],
            "milestones": [{"text": f"{words} {one.origin}", "due": "2014"} for words in ("Draft the form", "Try it")],
            "actions": [{"part": part, "text": f"{PARTS[place]} {one.origin}"} for place, part in enumerate("abc")],
        }
        for one in base()
    ]


def rearranged(deeds: list[Deed], old: list[Row]) -> list[Row]:
    """Return the rows of one side after deeds: each is still what it was, by whatever ref and text."""
    found = []
    for one in done(base(), deeds):
        if one.origin < len(old):
            found.append(old[one.origin] | {"ref": one.ref, "text": one.text})
        else:
            found.append({"ref": one.ref, "agency": "Police", "text": one.text})
    return found


RECORDS = ("complete", "update", "evidence", "due", "milestone", "lead", "action", "new action")
RECORDED = st.lists(st.builds(Deed, st.sampled_from(RECORDS), NUMBERS, NUMBERS), max_size=6)


def record(rows: list[Row], deeds: list[Deed]) -> list[Row]:
    """Return rows after progress was recorded, each value with the origin of its row in its words."""
    rows = copy.deepcopy(rows)
    for deed in deeds:
        origin = deed.one % len(rows)
        row = rows[origin]
        if deed.what == "complete":
            row |= {"rag": "green", "completed": f"2013-{origin + 1:02}"}
        elif deed.what == "update":
            row.setdefault("updates", []).append({"on": "2013-09", "by": "Health", "text": f"Reported of {origin}"})
        elif deed.what == "evidence":
            row.setdefault("evidence", []).append({"title": f"Minutes of {origin}"})
        elif deed.what == "due":
            row["due"] = f"2015-{origin + 1:02}"
        elif deed.what == "milestone":
            row["milestones"][deed.two % 2]["completed"] = f"2013-{origin + 1:02}"
        elif deed.what == "lead":
            row["leads"][deed.two % 2]["unconfirmed"] = "true"
        elif deed.what == "new action":
            row["actions"].insert(0, {"part": f"new{deed.two}", "text": f"Something else of {origin}"})
        else:
            row["actions"][deed.two % len(row["actions"])]["completed"] = f"2013-{origin + 1:02}"
    return rows


def origins() -> dict[str, int]:
    """Return the place in the pool of each text, and of each rewording of it."""
    texts = {text: place for place, text in enumerate(POOL)}
    return texts | {reworded(text, number): place for text, place in texts.items() for number in range(12)}


ORIGINS = origins()


def by_origin(rows: list[Row]) -> dict[int, Row]:
    return {ORIGINS[row["text"]]: row for row in rows}


def both_done(arranged: list[Row], recorded: list[Row]) -> dict[int, Row] | None:
    """Return what both sides did, row by row; None where one took out what the other changed."""
    before, here, there = by_origin(start()), by_origin(arranged), by_origin(recorded)
    if any(there[origin] != before[origin] for origin in before if origin not in here):
        return None
    labels = ("ref", "text")
    return {
        origin: row if origin not in before else there[origin] | {key: row[key] for key in labels}
        for origin, row in here.items()
    }


def merged_rows(*versions: list[Row]) -> tuple[list[Row], tuple[MergeConflict, ...]]:
    """Return the rows of base, ours and theirs merged, and the conflicts."""
    plans: list[Any] = [{"recommendations": rows} for rows in versions]
    merge = merged(*plans)
    after: Any = applied(plans[1], merge.edits)
    return after["recommendations"], merge.conflicts


@settings(max_examples=300, deadline=None)
@given(DEEDS, RECORDED)
def test_what_is_recorded_stays_with_its_row_wherever_that_goes(deeds: list[Deed], records: list[Deed]) -> None:
    one, other = rearranged(deeds, start()), record(start(), records)
    meant = both_done(one, other)
    for ours, theirs in ((one, other), (other, one)):
        after, conflicts = merged_rows(start(), ours, theirs)
        found = by_origin(after)
        if meant is None:
            assert conflicts
        else:
            assert conflicts == ()
            assert found == meant
        for origin, row in found.items():
            assert_is_its_own(origin, row)


@settings(max_examples=200, deadline=None)
@given(DEEDS, RECORDED, DEEDS, RECORDED)
def test_whatever_both_sides_do_no_row_gets_what_is_of_another(
    deeds: list[Deed], records: list[Deed], other_deeds: list[Deed], other_records: list[Deed]
) -> None:
    one = rearranged(deeds, record(start(), records))
    other = rearranged(other_deeds, record(start(), other_records))
    after, conflicts = merged_rows(start(), one, other)
    back, same_conflicts = merged_rows(start(), other, one)
    for rows in (after, back):
        for row in rows:
            assert_is_its_own(ORIGINS[row["text"]], row)
    assert sorted(conflict.name for conflict in conflicts) == sorted(conflict.name for conflict in same_conflicts)
    if not conflicts:
        assert after == back


def test_an_action_that_moved_to_another_recommendation_and_was_completed_is_a_conflict() -> None:
    old = start()[:2]
    moved, completed = copy.deepcopy(old), copy.deepcopy(old)
    moved[1]["actions"].append(moved[0]["actions"].pop(0))
    completed[0]["actions"][0]["completed"] = "2013-09"
    for sides in ((moved, completed), (completed, moved)):
        after, conflicts = merged_rows(old, *sides)
        assert [conflict.name for conflict in conflicts] == ["recommendation 1: action a"]
        assert all("completed" not in action for action in after[1]["actions"])


def assert_is_its_own(origin: int, row: Row) -> None:
    """Assert that all that was recorded in a row was recorded on it."""
    assert row.get("completed", f"2013-{origin + 1:02}") == f"2013-{origin + 1:02}"
    assert all(update["text"] == f"Reported of {origin}" for update in row.get("updates", []))
    assert all(evidence["title"] == f"Minutes of {origin}" for evidence in row.get("evidence", []))
    for key in ("milestones", "actions"):
        assert all(one["text"].endswith(f" {origin}") for one in row.get(key, []))


# -- entries of lists ------------------------------------------------------------------------------------------------

LISTS = ("actions", "milestones", "evidence")
NAMES = {"actions": "text", "milestones": "text", "evidence": "title"}


def entries(key: str, some: list[Entry]) -> list[Row]:
    """Return entries of a list: the ref of each is its part, its due date or who holds it."""
    label = {"actions": "part", "milestones": "due", "evidence": "held_by"}[key]
    words = {"part": "{}", "due": "20{:0>2}", "held_by": "Holder {}"}[label]
    return [{label: words.format(one.ref), NAMES[key]: one.text} for one in some]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(LISTS), DEEDS, st.sets(st.integers(0, 5), min_size=1))
def test_what_is_recorded_on_an_entry_is_never_found_on_another(key: str, deeds: list[Deed], marked: set[int]) -> None:
    old = entries(key, base())
    arranged = entries(key, done(base(), deeds))
    recorded = [one | ({"mark": str(place)} if place in marked else {}) for place, one in enumerate(old)]
    for ours, theirs in ((arranged, recorded), (recorded, arranged)):
        after, conflicts = merged_rows(*([{"ref": "1", "text": "x", key: some}] for some in (old, ours, theirs)))
        (row,) = after
        found = {ORIGINS[one[NAMES[key]]]: one.get("mark") for one in row[key]}
        assert all(mark is None or mark == str(origin) for origin, mark in found.items())
        lost = marked - {origin for origin, mark in found.items() if mark}
        assert not lost or conflicts
        if key == "actions" and not conflicts:
            assert {*found} == {ORIGINS[one["text"]] for one in arranged}


# -- git's own merge of lines ----------------------------------------------------------------------------------------


def lines(rows: list[Row]) -> str:
    """Return rows as lines, a value on each, with blank ones between, so that git can tell changes apart."""
    keys = ("ref", "agency", "text", "due", "rag", "completed")
    return "".join("".join(f"{key}: {row.get(key, '')}\n\n\n" for key in keys) + "---\n\n\n" for row in rows)


def rows_of(text: str) -> list[Row]:
    found = []
    for part in text.split("---\n")[:-1]:
        pairs = (line.split(": ", 1) for line in part.splitlines() if line)
        found.append({pair[0]: pair[1] for pair in pairs if len(pair) > 1 and pair[1]})
    return found


@settings(max_examples=60, deadline=None)
@given(DEEDS, st.lists(st.builds(Deed, st.sampled_from(("complete", "due")), NUMBERS, NUMBERS), max_size=4))
def test_where_git_merges_the_lines_right_so_do_we(
    tmp_path_factory: Any, deeds: list[Deed], records: list[Deed]
) -> None:
    keys = ("ref", "agency", "text", "due", "rag", "completed")
    old, one, other = (
        [{key: row[key] for key in keys if key in row} for row in rows]
        for rows in (start(), rearranged(deeds, start()), record(start(), records))
    )
    folder: Path = tmp_path_factory.mktemp("lines")
    for name, rows in (("base", old), ("ours", one), ("theirs", other)):
        (folder / name).write_text(lines(rows))
    git = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=folder, capture_output=True, check=False, text=True
    )
    before, here, there = by_origin(old), by_origin(one), by_origin(other)
    if git.returncode or any(there[origin] != before[origin] for origin in before if origin not in here):
        return
    meant = {
        origin: row if origin not in before else there[origin] | {key: row[key] for key in ("ref", "text")}
        for origin, row in here.items()
    }
    if by_origin(rows_of(git.stdout)) == meant:
        after, conflicts = merged_rows(old, one, other)
        assert conflicts == ()
        assert by_origin(after) == meant
        assert [row["ref"] for row in after] == [row["ref"] for row in rows_of(git.stdout)]
