"""What holds for any two sets of changes; found out by drawing many."""

from collections import Counter
from typing import Any

from hypothesis import given, settings

from scrplan.compare.list_kinds import all_said
from scrplan.merge import MergeConflict, merged
from scrplan.yamltext.edits import Value, applied
from tests.merge.deeds import DEEDS, Deed, Plan, base_plan, done

BASE = base_plan()


def after(ours: Value, merge: Any) -> Value:
    return applied(ours, merge.edits)


def lean(value: Any) -> Any:
    """Return a value without its empty lists, which say as much as none."""
    if isinstance(value, dict):
        return {key: lean(one) for key, one in value.items() if one != []}
    return [lean(one) for one in value] if isinstance(value, list) else value


def with_theirs(value: Value, conflicts: tuple[MergeConflict, ...]) -> Value:
    return applied(value, [conflict.solution for conflict in reversed(conflicts)])


def named(conflicts: tuple[MergeConflict, ...], *, swapped: bool = False) -> list[tuple[str, str, str]]:
    sides = [(one.name, all_said(one.ours), all_said(one.theirs)) for one in conflicts]
    return sorted((name, theirs, ours) if swapped else (name, ours, theirs) for name, ours, theirs in sides)


@settings(max_examples=300)
@given(DEEDS, DEEDS)
def test_either_order_gives_the_same_plan_or_the_same_conflicts(some: list[Deed], others: list[Deed]) -> None:
    one, other = done(BASE, some), done(BASE, others)
    first, second = merged(BASE, one, other), merged(BASE, other, one)
    assert named(first.conflicts) == named(second.conflicts, swapped=True)
    left, right = after(one, first), after(other, second)
    if not first.conflicts:
        assert left == right
    assert lean(with_theirs(left, first.conflicts)) == lean(right)
    assert lean(with_theirs(right, second.conflicts)) == lean(left)


@settings(max_examples=150)
@given(DEEDS)
def test_what_one_side_left_alone_is_as_the_other_has_it(deeds: list[Deed]) -> None:
    changed = done(BASE, deeds)
    assert merged(BASE, changed, BASE) == ((), ())
    assert merged(BASE, changed, changed) == ((), ())
    merge = merged(BASE, BASE, changed)
    assert (after(BASE, merge), merge.conflicts) == (changed, ())


@settings(max_examples=150)
@given(DEEDS, DEEDS)
def test_what_is_done_to_different_rows_is_never_in_conflict(some: list[Deed], others: list[Deed]) -> None:
    one, other = done(BASE, some, rows=0), done(BASE, others, rows=1)
    merge = merged(BASE, one, other)
    assert merge.conflicts == ()


def updates_of(plan: Value) -> Counter[tuple[str, str]]:
    assert isinstance(plan, dict)
    rows: Any = plan["recommendations"]
    found = [(row["ref"], all_said(update)) for row in rows for update in row.get("updates", [])]
    parts = [
        (row["ref"] + action["text"], all_said(update))
        for row in rows
        for action in row.get("actions", [])
        for update in action.get("updates", [])
    ]
    return Counter(found + parts)


@settings(max_examples=200)
@given(DEEDS, DEEDS)
def test_no_update_is_ever_lost(some: list[Deed], others: list[Deed]) -> None:
    one, other = done(BASE, some), done(BASE, others)
    merge = merged(BASE, one, other)
    result = after(one, merge)
    kept = updates_of(result)
    refs = {row["ref"] for row in result["recommendations"]}  # type: ignore[index,call-overload]
    for ref, update in updates_of(one) | updates_of(other):
        if ref in refs:
            assert (ref, update) in kept


def test_the_base_of_these_laws_is_not_touched() -> None:
    plan: Plan = base_plan()
    assert plan == BASE
