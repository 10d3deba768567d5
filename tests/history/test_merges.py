from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.compare.differences import Change, ChangeKind
from scrplan.history.merges import MergedVersion, own_and_dropped
from scrplan.model import Plan
from tests.building import plan_of, plan_text

ROWS = {"1": "Health", "2": "Police"}


def plan(ones: str = "", twos: str = "", *more: str) -> Plan:
    """Return a plan of two rows with these further lines, and of further rows."""
    lines = [
        f'  - {{ref: "{ref}", agency: {agency}, text: Do it{f", {own}" if own else ""}}}\n'
        for (ref, agency), own in zip(ROWS.items(), (ones, twos), strict=True)
    ]
    rest = [f'  - {{ref: "{ref}", agency: Health, text: Do more}}\n' for ref in more]
    return plan_of(plan_text("".join([*lines, *rest])))


def told(changes: Iterable[Change]) -> list[tuple[str | None, str, str | None, str | None]]:
    return [(one.ref, one.field, one.before, one.after) for one in changes]


def judged(
    merged: Plan | None, origin: Plan | None, *parents: Plan | None
) -> tuple[list[tuple[str | None, str, str | None, str | None]], ...]:
    versions = [MergedVersion(one, one != origin) for one in parents]
    return tuple(map(told, own_and_dropped(merged, versions, origin)))


AMBER, GREEN, RED = ("rag: amber", "rag: green", "rag: red")


@pytest.mark.parametrize(
    ("merged", "origin", "parents", "own", "dropped"),
    [
        (plan(GREEN, RED), plan(), [plan(GREEN), plan("", RED)], [], []),
        (plan(GREEN, RED), plan(AMBER), [plan(GREEN), plan(AMBER, RED)], [], []),
        (plan(RED), plan(), [plan(GREEN), plan(AMBER)], [("1", "rag", "green", "red")], []),
        (plan(RED), plan(AMBER), [plan(AMBER), plan(AMBER)], [("1", "rag", "amber", "red")], []),
        (plan(), plan(), [plan(GREEN), plan()], [], [("1", "rag", "green", None)]),
        (plan(AMBER), plan(AMBER), [plan(AMBER), plan(GREEN)], [], [("1", "rag", "green", "amber")]),
        (plan(), plan(), [plan(GREEN), plan(RED)], [], [("1", "rag", "green", None), ("1", "rag", "red", None)]),
        (plan(), plan(AMBER), [plan(GREEN), plan(RED)], [("1", "rag", "green", None)], []),
        (plan(), plan(), [plan("", "", "3"), plan()], [], [("3", "recommendation", "Do more", None)]),
        (
            plan("", "", "3"),
            plan("", "", "3"),
            [plan(), plan("", "", "3")],
            [],
            [("3", "recommendation", None, "Do more")],
        ),
        (None, plan(), [plan(GREEN), None], [], []),
        (plan(GREEN), plan(), [plan(GREEN), None], [], [(None, "plan", None, "A sample plan")]),
        (plan(GREEN), None, [plan(GREEN), plan(RED)], [], []),
        (
            plan(GREEN, RED),
            plan(),
            [plan(), plan(), plan()],
            [("1", "rag", None, "green"), ("2", "rag", None, "red")],
            [],
        ),
        (plan(GREEN), plan(), [plan(GREEN), plan(), plan("", RED)], [], [("2", "rag", "red", None)]),
    ],
    ids=[
        "each side changed something else",
        "one side's change of a value",
        "a conflict, settled otherwise",
        "a change of the merge alone",
        "what one side added, dropped",
        "what one side changed, dropped",
        "what both sides changed, dropped",
        "a conflict, settled by nothing",
        "a row that one side added, dropped",
        "a row that one side removed, kept",
        "deleted by one side",
        "deleted by one side, kept",
        "added by both sides",
        "three parents, a change of the merge alone",
        "three parents, one dropped",
    ],
)
def test_what_a_merge_did_itself(
    merged: Plan | None,
    origin: Plan | None,
    parents: list[Plan | None],
    own: list[tuple[str, str, str, str]],
    dropped: list[tuple[str, str, str, str]],
) -> None:
    found = judged(merged, origin, *parents)
    assert found[0] == own
    assert [one for one in found[1] if one[1] in {"rag", "plan"} or one[0] == "3"] == dropped


def test_updates_of_both_sides_are_kept_or_dropped_one_by_one() -> None:
    def updated(*texts: str) -> Plan:
        entries = ", ".join(f"{{on: 2013-0{len(text)}, text: {text}}}" for text in texts)
        return plan(f"updates: [{entries}]") if texts else plan()

    origin = updated("a")
    ours, theirs = updated("a", "bb"), updated("a", "ccc")
    assert judged(updated("a", "bb", "ccc"), origin, ours, theirs) == ([], [])
    assert judged(updated("a", "bb"), origin, ours, theirs) == ([], [("1", "updates", "2013-03: ccc", None)])
    assert judged(updated("a", "bb", "ccc", "dddd"), origin, ours, theirs)[0] == [
        ("1", "updates", None, "2013-04: dddd")
    ]


def test_a_row_that_got_another_number_in_the_merge_is_the_same_row() -> None:
    def numbered(ref: str, note: str = "") -> Plan:
        return plan_of(plan_text(f'  - {{ref: "{ref}", agency: Health, text: Do it well{note}}}\n'))

    found = own_and_dropped(
        numbered("2"),
        [MergedVersion(numbered("1", ", note: x"), True), MergedVersion(numbered("1"), False)],
        numbered("1"),
    )
    assert told(found[0]) == [("2", "ref", "1", "2")]
    assert told(found[1]) == [("2", "note", "x", None)]
    assert found[0][0].kind is ChangeKind.RENUMBERED


ratings = st.sampled_from(["", AMBER, GREEN, RED])


@given(st.lists(st.tuples(ratings, ratings), min_size=4, max_size=4))
def test_of_each_value_it_is_told_whose_it_is(drawn: list[tuple[str, str]]) -> None:
    origin, ours, theirs, merged = (plan(*ratings) for ratings in drawn)
    own, dropped = judged(merged, origin, ours, theirs)
    for place, ref in enumerate(ROWS):
        was, one, other, now = (ratings[place] for ratings in drawn)
        is_dropped = now == was and (one != was or other != was)
        assert any(change[0] == ref for change in dropped) == is_dropped
        assert any(change[0] == ref for change in own) == (now not in {one, other} and not is_dropped)
