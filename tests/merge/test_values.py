"""What comes of two changes of one value, entry or list."""

from typing import Any

import pytest

from scrplan.merge import MergeConflict, merged
from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Value, applied

ROWS = "recommendations"


def of_row(base: Any, ours: Any, theirs: Any) -> tuple[Any, list[str]]:
    """Return one row after the merge, and the names of what is in conflict in it."""
    one: dict[str, Value] = {"ref": "5", "text": "Do it"}
    plans: list[Value] = [{ROWS: [one | fields]} for fields in (base, ours, theirs)]
    merge = merged(*plans)
    after: Any = applied(plans[1], merge.edits)
    row = after[ROWS][0]
    names = [conflict.name for conflict in merge.conflicts]
    return {key: value for key, value in row.items() if key not in one}, names


U1 = {"on": "2013-06", "by": "Health", "text": "Begun"}
U2 = {"on": "2013-09", "by": "Police", "text": "Met"}
U3 = {"on": "2013-07-15", "by": "GP", "text": "Asked"}
ANN, BOB, CAT = ({"name": name, "role": "Chair"} for name in ("Ann", "Bob", "Cat"))
MINUTES = {"title": "Minutes", "on": "2013-06"}
MOVED = {"from": "2013-06", "to": "2013-09"}

CLEAN: dict[str, tuple[Any, Any, Any, Any]] = {
    "different fields": (
        {"due": "2013"},
        {"due": "2014"},
        {"due": "2013", "rag": "red"},
        {"due": "2014", "rag": "red"},
    ),
    "one field changed alike": ({"due": "2013"}, {"due": "2014"}, {"due": "2014"}, {"due": "2014"}),
    "a field set alike": ({}, {"due": "2014"}, {"due": "2014"}, {"due": "2014"}),
    "a field removed by one": ({"due": "2013"}, {"due": "2013", "rag": "red"}, {}, {"rag": "red"}),
    "a field removed by both": ({"due": "2013"}, {}, {}, {}),
    "fields of one mapping": (
        {"sign_off": {"by": "LSCB"}},
        {"sign_off": {"by": "LSCB", "on": "2013"}},
        {"sign_off": {"by": "The LSCB"}},
        {"sign_off": {"by": "The LSCB", "on": "2013"}},
    ),
    "updates in the order of their dates": (
        {"updates": [U1]},
        {"updates": [U1, U2]},
        {"updates": [U1, U3]},
        {"updates": [U1, U3, U2]},
    ),
    "first updates of both": ({}, {"updates": [U2]}, {"updates": [U1]}, {"updates": [U1, U2]}),
    "the same update of both": ({}, {"updates": [U1, U2]}, {"updates": [U2]}, {"updates": [U1, U2]}),
    "two updates of one day and hand": (
        {},
        {"updates": [{"on": "2013", "rag": "red"}]},
        {"updates": [{"on": "2013", "rag": "amber"}]},
        {"updates": [{"on": "2013", "rag": "amber"}, {"on": "2013", "rag": "red"}]},
    ),
    "an update folded anew": (
        {"updates": [U1]},
        {"updates": [U1, U2]},
        {"updates": [U1 | {"text": "Begun\n"}]},
        {"updates": [U1 | {"text": "Begun\n"}, U2]},
    ),
    "the rating of an update": (
        {"updates": [U1]},
        {"updates": [U1, U2]},
        {"updates": [U1 | {"rag": "red"}]},
        {"updates": [U1 | {"rag": "red"}, U2]},
    ),
    "an update taken out by both": ({"updates": [U1, U2]}, {"updates": [U2]}, {"updates": [U2]}, {"updates": [U2]}),
    "evidence of both": (
        {"evidence": [MINUTES]},
        {"evidence": [MINUTES, {"title": "Letter"}]},
        {"evidence": [MINUTES, {"title": "Audit"}]},
        {"evidence": [MINUTES, {"title": "Audit"}, {"title": "Letter"}]},
    ),
    "evidence of one title, months apart": (
        {"evidence": [MINUTES]},
        {"evidence": [MINUTES, MINUTES | {"on": "2013-07"}]},
        {"evidence": [MINUTES, MINUTES | {"on": "2013-08"}]},
        {"evidence": [MINUTES, MINUTES | {"on": "2013-07"}, MINUTES | {"on": "2013-08"}]},
    ),
    "evidence told more of by each": (
        {},
        {"evidence": [MINUTES | {"held_by": "LSCB"}]},
        {"evidence": [MINUTES | {"ref": "m.pdf"}]},
        {"evidence": [MINUTES | {"held_by": "LSCB", "ref": "m.pdf"}]},
    ),
    "evidence removed by one": (
        {"evidence": [MINUTES, {"title": "Audit"}]},
        {"evidence": [MINUTES, {"title": "Audit"}, {"title": "Letter"}]},
        {"evidence": [{"title": "Audit"}]},
        {"evidence": [{"title": "Audit"}, {"title": "Letter"}]},
    ),
    "a lead named, and doubted": (
        {"leads": [{"role": "Chair"}]},
        {"leads": [ANN]},
        {"leads": [{"role": "Chair", "unconfirmed": "true"}]},
        {"leads": [ANN | {"unconfirmed": "true"}]},
    ),
    "leads of both": (
        {"leads": [ANN]},
        {"leads": [ANN, {"role": "Nurse"}]},
        {"leads": [{"role": "Head"}, ANN]},
        {"leads": [{"role": "Head"}, ANN, {"role": "Nurse"}]},
    ),
    "one lead in the place of another": ({"leads": [ANN]}, {"leads": [BOB]}, {"leads": [ANN]}, {"leads": [BOB]}),
    "one move of the date by both": ({}, {"revisions": [MOVED]}, {"revisions": [MOVED]}, {"revisions": [MOVED]}),
    "a reason for a move of both": (
        {},
        {"revisions": [MOVED | {"reason": "No staff"}]},
        {"revisions": [MOVED | {"on": "2013-06"}]},
        {"revisions": [MOVED | {"reason": "No staff", "on": "2013-06"}]},
    ),
    "a reason for one move, and the next move": (
        {"revisions": [MOVED]},
        {"revisions": [MOVED | {"reason": "No staff"}]},
        {"revisions": [MOVED, {"from": "2013-09", "to": "2014"}]},
        {"revisions": [MOVED | {"reason": "No staff"}, {"from": "2013-09", "to": "2014"}]},
    ),
    "a milestone reached, another set": (
        {"milestones": [{"text": "Pilot", "due": "2013"}]},
        {"milestones": [{"text": "Pilot", "due": "2013", "completed": "2013"}]},
        {"milestones": [{"text": "Pilot", "due": "2013"}, {"text": "Roll out"}]},
        {"milestones": [{"text": "Pilot", "due": "2013", "completed": "2013"}, {"text": "Roll out"}]},
    ),
    "parts of both": (
        {"actions": [{"part": "a", "text": "A"}]},
        {"actions": [{"part": "a", "text": "A"}, {"part": "c", "text": "C"}]},
        {"actions": [{"part": "a", "text": "A", "rag": "red"}, {"part": "b", "text": "B"}]},
        {"actions": [{"part": "a", "text": "A", "rag": "red"}, {"part": "b", "text": "B"}, {"part": "c", "text": "C"}]},
    ),
    "an action that is given its part": (
        {"actions": [{"text": "A"}]},
        {"actions": [{"part": "a", "text": "A"}]},
        {"actions": [{"text": "A", "updates": [U1]}]},
        {"actions": [{"part": "a", "text": "A", "updates": [U1]}]},
    ),
    "themes of both": (
        {"themes": ["a"]},
        {"themes": ["a", "c"]},
        {"themes": ["b"]},
        {"themes": ["b", "c"]},
    ),
    "a list made and a list emptied": ({"themes": ["a"]}, {"themes": ["a"], "allow": ["x"]}, {}, {"allow": ["x"]}),
    "what the format does not know": (
        {"own": ["a"]},
        {"own": ["a"], "x": "1"},
        {"own": ["b"]},
        {"own": ["b"], "x": "1"},
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "meant"), CLEAN.values(), ids=CLEAN)
def test_what_stands_together(base: Any, ours: Any, theirs: Any, meant: Any) -> None:
    assert of_row(base, ours, theirs) == (meant, [])
    assert of_row(base, theirs, ours) == (meant, [])


CONFLICTS: dict[str, tuple[Any, Any, Any, list[str]]] = {
    "one field": ({"due": "2013"}, {"due": "2014"}, {"due": "2015"}, ["due"]),
    "one new field": ({}, {"due": "2014"}, {"due": "2015"}, ["due"]),
    "changed and removed": ({"due": "2013"}, {"due": "2014"}, {}, ["due"]),
    "two fields": ({}, {"due": "2014", "rag": "red"}, {"rag": "amber", "due": "2015"}, ["due", "rag"]),
    "a text and a list": ({"own": "a"}, {"own": ["a"]}, {"own": "b"}, ["own"]),
    "a new mapping, as one": (
        {},
        {"sign_off": {"by": "A", "on": "2013"}},
        {"sign_off": {"by": "B", "on": "2014"}},
        ["sign_off"],
    ),
    "an update taken out by one": (
        {"updates": [U1, U2]},
        {"updates": [U1]},
        {"updates": [U1, U2, U3]},
        ["update of 2013-09"],
    ),
    "an update worded anew by one": (
        {"updates": [U1]},
        {"updates": [U1, U2]},
        {"updates": [U1 | {"text": "Begun at last"}]},
        ["update of 2013-06"],
    ),
    "all updates taken out by one": (
        {"updates": [U1, U2]},
        {"updates": [U1, U2], "rag": "red"},
        {},
        ["updates"],
    ),
    "evidence changed and removed": (
        {"evidence": [MINUTES]},
        {"evidence": [MINUTES | {"held_by": "LSCB"}]},
        {},
        ["evidence Minutes"],
    ),
    "a field of evidence": (
        {"evidence": [MINUTES]},
        {"evidence": [MINUTES | {"held_by": "LSCB"}]},
        {"evidence": [MINUTES | {"held_by": "Police"}]},
        ["evidence Minutes: held_by"],
    ),
    "one post given to two": ({"leads": [{"role": "Chair"}]}, {"leads": [ANN]}, {"leads": [BOB]}, ["lead Chair"]),
    "two in the place of one": ({"leads": [ANN]}, {"leads": [BOB]}, {"leads": [CAT]}, ["lead Ann"]),
    "two others in the place of one": (
        {"leads": [ANN]},
        {"leads": [{"role": "Nurse"}]},
        {"leads": [{"role": "Head"}]},
        ["leads"],
    ),
    "two moves of one date": (
        {"due": "2013-06"},
        {"due": "2013-09", "revisions": [MOVED]},
        {"due": "2014", "revisions": [MOVED | {"to": "2014"}]},
        ["due", "revisions"],
    ),
    "a move corrected, and another that followed from it": (
        {"revisions": [MOVED]},
        {"revisions": [MOVED | {"to": "2013-10"}]},
        {"revisions": [MOVED, {"from": "2013-09", "to": "2014"}]},
        ["revisions"],
    ),
    "a move taken out, and another that followed from it": (
        {"revisions": [MOVED]},
        {"revisions": []},
        {"revisions": [MOVED, {"from": "2013-09", "to": "2014"}]},
        ["revisions"],
    ),
    "a lead whose name and whose role two others have": (
        {"leads": [ANN]},
        {"leads": [ANN | {"unconfirmed": "true"}]},
        {"leads": [{"name": "Ann", "role": "Nurse"}, BOB]},
        ["lead Ann"],
    ),
    "one part, two actions": (
        {},
        {"actions": [{"part": "a", "text": "A"}]},
        {"actions": [{"part": "a", "text": "B"}]},
        ["action a"],
    ),
    "one action of two parts": (
        {},
        {"actions": [{"part": "a", "text": "A"}]},
        {"actions": [{"part": "b", "text": "A"}]},
        ["action a: part"],
    ),
    "a milestone of two dates": (
        {},
        {"milestones": [{"text": "Pilot", "due": "2013"}]},
        {"milestones": [{"text": "Pilot", "due": "2014"}]},
        ["milestone Pilot: due"],
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "names"), CONFLICTS.values(), ids=CONFLICTS)
def test_what_a_person_must_decide(base: Any, ours: Any, theirs: Any, names: list[str]) -> None:
    named = [f"recommendation 5: {name}" for name in names]
    _, found = of_row(base, ours, theirs)
    _, found_in_turn = of_row(base, theirs, ours)
    assert sorted(found) == sorted(found_in_turn) == named


def row(ref: str, **fields: Value) -> dict[str, Value]:
    return {"ref": ref, "agency": "Health", "text": f"Do {ref}", **fields}


def of(rows: Any) -> Value:
    return {ROWS: list(rows)}


def of_rows(base: list[Any], ours: list[Any], theirs: list[Any]) -> tuple[list[str], list[str]]:
    """Return the refs of the merged rows in their order, and what is in conflict."""
    merge = merged(of(base), of(ours), of(theirs))
    after: Any = applied(of(ours), merge.edits)
    return [one["ref"] for one in after[ROWS]], [conflict.name for conflict in merge.conflicts]


R1, R2, R3, R10, R11 = (row(ref) for ref in ("1", "2", "3", "10", "11"))

ORDERS: dict[str, tuple[list[Any], list[Any], list[Any], list[str]]] = {
    "added at the end by both": ([R1], [R1, R10], [R1, R2], ["1", "2", "10"]),
    "added here and there": ([R1, R3], [R1, R2, R3], [R1, R3, R10], ["1", "2", "3", "10"]),
    "added by one, out of order": ([R1], [R1, R11, R10], [R1, row("1a")], ["1", "1a", "11", "10"]),
    "removed by one": ([R1, R2, R3], [R1, R3], [R1, R2, R3, R10], ["1", "3", "10"]),
    "moved by one": ([R1, R2, R3], [R1, R2, R3, R10], [R3, R1, R2], ["3", "10", "1", "2"]),
    "moved by both": ([R1, R2, R3], [R2, R1, R3], [R1, R3, R2], ["1", "3", "2"]),
    "renumbered by one": ([R1, R2], [R1, R2 | {"ref": "2a"}], [R1, R2 | {"rag": "red"}], ["1", "2a"]),
    "removed by both": ([R1, R2], [R1], [R1], ["1"]),
    "all gone": ([R1], [], [R1, R2], ["2"]),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "refs"), ORDERS.values(), ids=ORDERS)
def test_rows_have_one_order_whichever_side_is_ours(base: Any, ours: Any, theirs: Any, refs: list[str]) -> None:
    assert of_rows(base, ours, theirs) == (refs, [])
    assert of_rows(base, theirs, ours) == (refs, [])


def test_a_row_that_was_renumbered_keeps_what_is_done_to_it_elsewhere() -> None:
    base, ours, theirs = [R1, R2], [R1, R2 | {"ref": "2a"}], [R1, R2 | {"rag": "red"}]
    merge = merged(of(base), of(ours), of(theirs))
    assert merge == ((Put((ROWS, 1, "rag"), "red"),), ())


ROW_CONFLICTS: dict[str, tuple[list[Any], list[Any], list[Any], MergeConflict]] = {
    "one ref, two rows": (
        [R1],
        [R1, R2],
        [R1, R2 | {"text": "Else"}],
        MergeConflict((ROWS, 1), "recommendation 2", R2, R2 | {"text": "Else"}),
    ),
    "removed by theirs, changed by ours": (
        [R1, R2],
        [R1, R2 | {"rag": "red"}],
        [R1],
        MergeConflict((ROWS, 1), "recommendation 2", R2 | {"rag": "red"}, None),
    ),
    "removed by ours, changed by theirs": (
        [R1, R2, R3],
        [R1, R3],
        [R1, R2 | {"rag": "red"}, R3],
        MergeConflict((ROWS, 1), "recommendation 2", None, R2 | {"rag": "red"}),
    ),
    "one row added by both, with two dates": (
        [R1],
        [R1, R2 | {"due": "2013"}],
        [R1, R2 | {"due": "2014", "rag": "red"}],
        MergeConflict((ROWS, 1, "due"), "recommendation 2: due", "2013", "2014"),
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "meant"), ROW_CONFLICTS.values(), ids=ROW_CONFLICTS)
def test_rows_that_a_person_must_decide(base: Any, ours: Any, theirs: Any, meant: MergeConflict) -> None:
    (found,) = merged(of(base), of(ours), of(theirs)).conflicts
    assert found._replace(why="") == meant


def test_rows_of_one_ref_are_told_apart_by_what_they_say() -> None:
    twin = R2 | {"text": "The other 2"}
    assert of_rows([R1, R2, twin], [R1, R2, twin, R3], [R1, twin | {"rag": "red"}]) == (["1", "2", "3"], [])


PLANS: dict[str, tuple[Any, Any, Any, Any]] = {
    "the later position": ({"as_at": "2013-06"}, {"as_at": "2013-09"}, {"as_at": "2013-12"}, {"as_at": "2013-12"}),
    "the later of a month and its day": (
        {"as_at": "2013"},
        {"as_at": "2013-09-30"},
        {"as_at": "2013-09"},
        {"as_at": "2013-09-30"},
    ),
    "a position that was moved by one": ({"as_at": "2013"}, {"as_at": "2012"}, {"as_at": "2013"}, {"as_at": "2012"}),
    "a key explained by two": (
        {"ratings": {"red": {"meaning": "Off"}}},
        {"ratings": {"red": {"meaning": "Off"}, "blue": {"meaning": "Done"}}},
        {"ratings": {"red": {"meaning": "Off track"}, "white": {"meaning": "None"}}},
        {"ratings": {"red": {"meaning": "Off track"}, "blue": {"meaning": "Done"}, "white": {"meaning": "None"}}},
    ),
    "agencies of both": (
        {"agencies": [{"name": "GP"}]},
        {"agencies": [{"name": "GP", "aliases": ["GPs"]}]},
        {"agencies": [{"name": "GP", "aliases": ["Doctors"]}, {"name": "Police"}]},
        {"agencies": [{"name": "GP", "aliases": ["Doctors", "GPs"]}, {"name": "Police"}]},
    ),
    "a file that both added": (
        {},
        {"title": "A", "ratings": {"red": {"meaning": "Off"}}},
        {"title": "A", "ratings": {"green": {"meaning": "Done"}}},
        {"title": "A", "ratings": {"red": {"meaning": "Off"}, "green": {"meaning": "Done"}}},
    ),
    "a number that becomes a text": ({"a": Bare("5")}, {"a": Bare("5"), "b": "x"}, {"a": "5"}, {"a": "5", "b": "x"}),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "meant"), PLANS.values(), ids=PLANS)
def test_the_first_level(base: Any, ours: Any, theirs: Any, meant: Any) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        merge = merged(base, one, other)
        assert (applied(one, merge.edits), merge.conflicts) == (meant, ())


def test_a_text_that_becomes_a_number_is_a_change() -> None:
    assert merged({"a": "true"}, {"a": "true", "b": "x"}, {"a": Bare("true")}).edits == (Put(("a",), Bare("true")),)


def test_positions_that_are_no_dates_are_left_to_a_person() -> None:
    (found,) = merged({"as_at": "2013"}, {"as_at": "soon"}, {"as_at": "2014"}).conflicts
    assert found == MergeConflict(("as_at",), "as_at", "soon", "2014")


EDITS: dict[str, tuple[Any, Any, Any, tuple[Edit, ...]]] = {
    "a field within a row": (
        {ROWS: [R1]},
        {ROWS: [R1], "note": "x"},
        {ROWS: [R1 | {"rag": "red"}]},
        (Put((ROWS, 0, "rag"), "red"),),
    ),
    "an entry of a new list": (
        {"a": "1"},
        {"a": "2"},
        {"a": "1", "allow": ["x"]},
        (Put(("allow",), ["x"]),),
    ),
    "changes, then what is new, then removals from the end": (
        {ROWS: [R1, R2, R3]},
        {ROWS: [R1, R2, R3], "note": "x"},
        {ROWS: [R10, R2 | {"rag": "red"}]},
        (
            Put((ROWS, 1, "rag"), "red"),
            Insert((ROWS,), R10, 1),
            Remove((ROWS, 3)),
            Remove((ROWS, 0)),
        ),
    ),
    "a move takes the fewest along": (
        {ROWS: [R1, R2, R3]},
        {ROWS: [R1, R2, R3], "note": "x"},
        {ROWS: [R3 | {"rag": "red"}, R1, R2]},
        (Insert((ROWS,), R3 | {"rag": "red"}, 0), Remove((ROWS, 3))),
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "edits"), EDITS.values(), ids=EDITS)
def test_the_edits_touch_what_theirs_changed_alone(base: Any, ours: Any, theirs: Any, edits: tuple[Edit, ...]) -> None:
    assert merged(base, ours, theirs) == (edits, ())


def test_a_long_plan_is_merged_in_one_go() -> None:
    rows: list[Any] = [row(str(number), theme="x") for number in range(10_000)]
    merge = merged(of(rows), of([*rows, row("a")]), of([row("b"), *rows[1:]]))
    assert [type(edit) for edit in merge.edits] == [Insert, Remove]
