import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.compare.identity import Pair, action_pairs, moved_places, moves_between, row_pairs
from scrplan.dates import parse_period
from scrplan.model import Action, Recommendation, Revision


def rows(words: str) -> list[Recommendation]:
    """Return rows from `1a 2b`: a ref and a text each."""
    return [Recommendation(word[0], "Health", word[1:]) for word in words.split()]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("1a 2b", "1a 2b", [(0, 0), (1, 1)]),
        ("1a 2b", "2b 1a", [(1, 0), (0, 1)]),
        ("1a 2b", "1b 2a", [(0, 0), (1, 1)]),
        ("1a 2b", "1a 3b", [(0, 0), (1, 1)]),
        ("1a 2b", "1a 3c", [(0, 0), (None, 1), (1, None)]),
        ("1a 2a", "3a 4a 5a", [(0, 0), (1, 1), (None, 2)]),
        ("", "1a", [(None, 0)]),
    ],
    ids=["same", "moved", "reworded", "renumbered", "another", "same text", "first"],
)
def test_rows_are_the_same_by_ref_then_by_text(before: str, after: str, pairs: list[Pair]) -> None:
    assert row_pairs(rows(before), rows(after)) == pairs


def actions(words: str) -> list[Action]:
    """Return actions from `a:write :train`: a part, which may be missing, and a text."""
    return [Action(text, part or None) for part, text in (word.split(":") for word in words.split())]


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ("a:x b:y", "b:x a:y", [(1, 0), (0, 1)]),
        ("a:x", "b:x", [(0, 0)]),
        (":x :y", ":y :z", [(1, 0), (None, 1), (0, None)]),
        (":x :y", ":x :z", [(0, 0), (1, 1)]),
        (":x :y", ":z", [(None, 0), (0, None), (1, None)]),
        ("a:x", "b:y", [(None, 0), (0, None)]),
        ("a:x", ":y", [(None, 0), (0, None)]),
    ],
    ids=["part", "text", "text before place", "place", "fewer", "other part", "part gone"],
)
def test_actions_are_the_same_by_part_text_or_place(before: str, after: str, pairs: list[Pair]) -> None:
    assert action_pairs(actions(before), actions(after)) == pairs


@given(st.permutations(range(7)))
def test_the_rest_keeps_its_order_without_what_was_moved(order: list[int]) -> None:
    moved = moved_places([Pair(was, now) for now, was in enumerate(order)])
    stayed = [was for now, was in enumerate(order) if now not in moved]
    assert stayed == sorted(stayed)
    assert bool(moved) is (order != sorted(order))


def test_one_that_was_moved_is_the_only_one() -> None:
    assert moved_places([Pair(3, 0), Pair(0, 1), Pair(1, 2), Pair(2, 3), Pair(None, 4), Pair(9, None)]) == {0}


def revision(move: str) -> Revision:
    was, _, to = move.partition(">")
    return Revision(parse_period(to), parse_period(was) if was else None)


@pytest.mark.parametrize(
    ("moves", "number"),
    [
        ("2013-07>2014-02", 1),
        (">2014-02", 1),
        ("2013-07>2013-10 2013-10>2014-02", 2),
        ("2013-07>2013-10 >2014-02", 2),
        ("2013-01>2013-07 2013-07>2014-02", 1),
        ("2013-01>2013-07 >2014-02", 1),
        ("2013-Q1>2013-07 2013-07-01>2014-02", 0),
        ("2013-07>2014-03", 0),
        ("2013-08>2014-02", 0),
        ("", 0),
    ],
)
def test_the_moves_from_one_date_to_another(moves: str, number: int) -> None:
    found = moves_between([revision(one) for one in moves.split()], parse_period("2013-07"), parse_period("2014-02"))
    assert len(found) == number
