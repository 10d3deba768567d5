"""What one step from a version of a plan to the next makes of its dates, from the plans alone."""

from datetime import date
from itertools import pairwise

import pytest

from scrplan.git import Commit
from scrplan.history.due_date_moves import merged_moves, moved_on
from scrplan.history.slippage import Move, Moves
from tests.building import plan_of
from tests.history.stories import NOTED, A, B, C, due, moved, plan, row

NO_DATE = plan(row(NOTED))


def commit(number: int) -> Commit:
    return Commit(str(number) * 40, (), date(2013, 3, number), "2013-03-01", "B. Officer", "Tidy")


def words(moves: Moves) -> list[str]:
    """Return moves as `1a 2013-07 2014-02 1`, with the commit and, if any, the reason."""
    return [
        " ".join(
            filter(
                None,
                (
                    f"{one.ref}{one.part or ''}",
                    one.was.text,
                    one.now.text if one.now else "-",
                    one.commit.id[0] if one.commit else "now",
                    one.reason,
                    "" if one.is_own else "with its recommendation",
                    "gone" if one.gone else "",
                ),
            )
        )
        for one in moves
    ]


def after(*texts: str) -> Moves:
    """Return the moves through some versions, the first of which made none."""
    moves: Moves = ()
    for number, (before, now) in enumerate(pairwise(texts), 1):
        moves = moved_on(moves, plan_of(before), plan_of(now), commit(number))
    return moves


@pytest.mark.parametrize(
    ("revisions", "reason"),
    [
        ([moved(A, B)], "The board met late"),
        ([moved(None, B)], "The board met late"),
        ([moved(A, B, "")], ""),
        ([moved(C, B)], ""),
        (["revisions:", f"  - {{from: {A}, to: {C}, reason: Snow}}", f"  - {{to: {B}, reason: Ice}}"], "Snow; Ice"),
        (["revisions:", f"  - {{from: {A}, to: {C}, reason: Snow}}", f"  - {{to: {B}, reason: Snow}}"], "Snow"),
        (["revisions:", f"  - {{from: {A}, to: {C}, reason: Snow}}", f"  - {{to: {B}}}"], ""),
        (["revisions:", f"  - {{from: {A}, to: {C}}}", f"  - {{to: {B}, reason: Snow}}"], ""),
    ],
    ids=[
        "one",
        "the first lost",
        "without",
        "of another",
        "two",
        "two alike",
        "the second without",
        "the first without",
    ],
)
def test_a_move_has_the_reasons_of_every_step_or_none(revisions: list[str], reason: str) -> None:
    assert words(after(due(A), due(B, *revisions))) == [f"1 {A} {B} 1 {reason}".strip()]
    assert words(after(due(A), NO_DATE, due(B, *revisions))) == [f"1 {A} {B} 2 {reason}".strip()]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([due(A), due(A)], []),
        ([due("2013-07"), due("2013-07-31")], []),
        ([due(A), due(B), due(C)], [f"1 {A} {B} 1", f"1 {B} {C} 2"]),
        ([due(A), due(B), due(A)], [f"1 {A} {B} 1", f"1 {B} {A} 2"]),
        ([due(A), NO_DATE], [f"1 {A} - 1"]),
        ([due(A), NO_DATE, due(B)], [f"1 {A} {B} 2"]),
        ([due(A), NO_DATE, due("2013-07-31")], []),
        ([due(A), due(B), NO_DATE, due(A)], [f"1 {A} {B} 1", f"1 {B} {A} 3"]),
        ([NO_DATE, due(A)], []),
        ([due(A), due(B), plan(row(f"due: {C}", ref="7"))], [f"7 {A} {B} 1", f"7 {B} {C} 2"]),
        ([due(A), due(B), plan(row(ref="7", text="New"))], [f"1 {A} {B} 1 gone"]),
        ([due(A), due(B), plan(row(ref="7", text="New")), due(C)], [f"1 {A} {B} 1"]),
        ([due(A), due(B), plan(row(f"due: {C}", text="New"))], [f"1 {A} {B} 1 gone"]),
        ([due(A), due(B), plan(row(ref="7", text="New")), plan(row(text="Newer"))], [f"1 {A} {B} 1 gone"]),
    ],
)
def test_the_moves_of_a_recommendation(texts: list[str], told: list[str]) -> None:
    assert words(after(*texts)) == told


def actions(*every: list[str], ref: str = "1", above: str = f"due: {C}") -> str:
    return plan(row(above, ref=ref, actions=every))


ASK, ASK_LATER, TELL = (["part: a", "text: Ask", f"due: {A}"], ["part: a", "text: Ask", f"due: {B}"], ["text: Tell"])


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([actions(ASK), actions(ASK_LATER), actions(TELL), actions(ASK_LATER)], [f"1a {A} {B} 1"]),
        ([actions(ASK), actions(ASK_LATER), actions(TELL, ref="7"), actions(ASK_LATER, ref="7")], [f"7a {A} {B} 1"]),
        ([actions(ASK[1:], TELL), actions(ASK_LATER[1:], TELL), actions(TELL)], [f"1#1 {A} {B} 1 gone"]),
        (
            [actions(ASK[1:], TELL), actions(ASK_LATER[1:], TELL), actions(TELL), actions(TELL, ASK[1:])],
            [f"1#2 {A} {B} 1"],
        ),
        ([actions(TELL, ASK[1:]), actions(TELL, ASK_LATER[1:]), actions(ASK_LATER[1:])], [f"1#1 {A} {B} 1"]),
        (
            [actions(TELL), actions(TELL, above=f"due: {B}")],
            [f"1 {C} {B} 1", f"1#1 {C} {B} 1 with its recommendation"],
        ),
        (
            [actions(TELL), actions(TELL, above=NOTED), actions(TELL, above=f"due: {B}")],
            [f"1 {C} {B} 2", f"1#1 {C} {B} 2 with its recommendation"],
        ),
        (
            [actions(TELL), actions(TELL, above=NOTED), actions([*TELL, f"due: {B}"], above=NOTED)],
            [f"1 {C} - 1", f"1#1 {C} {B} 2"],
        ),
    ],
    ids=[
        "away",
        "away, and renumbered",
        "gone",
        "gone and back",
        "moved up",
        "with above",
        "filled above",
        "filled by itself",
    ],
)
def test_the_moves_of_an_action(texts: list[str], told: list[str]) -> None:
    assert words(after(*texts)) == told


def two(one: str, other: str, *more: str) -> str:
    return plan(row(f"due: {one}", *more), row(f"due: {other}", ref="2", text="Do another thing"))


@pytest.mark.parametrize(
    ("ours", "theirs", "merge", "told"),
    [
        (two(A, B), two(B, A), two(B, B), ["1 2013-07 2014-02 2", "2 2013-07 2014-02 3"]),
        (two(B, A), two(A, B), two(A, A), []),
        (two(B, A), two(C, A), two(C, A), [f"1 {A} {C} 2"]),
        (two(B, A), two(C, A), two(A, A), [f"1 {A} {C} 2", f"1 {A} {B} 3", f"1 {B} {A} 4"]),
        (two(B, A), two(A, A, NOTED), two(C, A, moved(A, C)), [f"1 {A} {B} 3", f"1 {A} {C} 4 The board met late"]),
        (two(A, A, NOTED), two(B, A), two(C, A, moved(A, C)), [f"1 {A} {B} 2", f"1 {A} {C} 4 The board met late"]),
    ],
    ids=["both", "neither", "theirs", "as at first", "with a reason against theirs", "with a reason against ours"],
)
def test_a_merge_has_of_each_date_the_moves_of_the_line_it_came_from(
    ours: str, theirs: str, merge: str, told: list[str]
) -> None:
    """The commit of theirs is the second, and ours the third."""
    base = plan_of(two(A, A))
    lines = [
        (moved_on((), base, plan_of(text), commit(number)), plan_of(text)) for number, text in ((3, ours), (2, theirs))
    ]

    def place(move: Move) -> int:
        return int(move.commit.id[0]) if move.commit else 9

    assert words(merged_moves(lines, plan_of(merge), commit(4), place)) == told
