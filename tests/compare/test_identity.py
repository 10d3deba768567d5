import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.compare.identity import action_pairs, row_pairs
from scrplan.compare.place_changes import Pair, moved_places
from scrplan.compare.revision_chain import moves_between
from scrplan.dates import parse_period
from scrplan.model import Action, Progress, Recommendation, Revision, Scope, Update

WORDS = {
    "a": "Train every nurse of the hospital in the new form",
    "A": "Train every nurse and doctor of the hospital in the new form",
    "b": "Write to the Home Office about a national register",
    "B": "Write to the Home Office at once about a register",
    "c": "Audit the files of the last year twice",
    "h": "Train every nurse of the hospital and audit the files of the last year",
}


def words(letters: str) -> str:
    """Return texts one after another: a capital letter is a rewording of the small one."""
    return " and ".join(WORDS[letter] for letter in letters)


def rows(named: str) -> list[Recommendation]:
    """Return rows from `1a 2b`: a ref and a text each."""
    return [Recommendation(name[0], "Health", words(name[1:])) for name in named.split()]


ROWS = {
    "same": ("1a 2b", "1a 2b", [(0, 0), (1, 1)]),
    "moved": ("1a 2b", "2b 1a", [(1, 0), (0, 1)]),
    "reworded": ("1a 2b", "1A 2B", [(0, 0), (1, 1)]),
    "labels swapped": ("1a 2b", "1b 2a", [(1, 0), (0, 1)]),
    "labels swapped and reworded": ("1a 2b", "1B 2A", [(1, 0), (0, 1)]),
    "renumbered": ("1a 2b", "1a 3b", [(0, 0), (1, 1)]),
    "renumbered and reworded": ("1a 2b", "1a 3B", [(0, 0), (1, 1)]),
    "inserted in front": ("1a 2b", "1c 2a 3b", [(None, 0), (0, 1), (1, 2)]),
    "inserted in front, all reworded": ("1a 2b", "1c 2A 3B", [(None, 0), (0, 1), (1, 2)]),
    "reworded while another takes its ref": ("1a", "1b 2A", [(None, 0), (0, 1)]),
    "another": ("1a 2b", "1a 3c", [(0, 0), (None, 1), (1, None)]),
    "another of the same ref": ("1a 2b", "1a 2c", [(0, 0), (None, 1), (1, None)]),
    "the same text twice": ("1a 2a", "1a 2a 3a", [(0, 0), (1, 1), (None, 2)]),
    "the same text twice, both renumbered": ("1a 2a", "3a 4a", [(None, 0), (None, 1), (0, None), (1, None)]),
    "the same ref twice": ("1a 1b", "1b 1a", [(1, 0), (0, 1)]),
    "split in two": ("1ab", "1xa 1yb", [(None, 0), (None, 1), (0, None)]),
    "two in one": ("1a 2b", "3ab", [(None, 0), (0, None), (1, None)]),
    "a part of it left under its ref": ("1ab", "1a 2b", [(0, 0), (None, 1)]),
    "first": ("", "1a", [(None, 0)]),
}


@pytest.mark.parametrize(("before", "after", "pairs"), ROWS.values(), ids=ROWS)
def test_which_row_is_which(before: str, after: str, pairs: list[Pair]) -> None:
    assert row_pairs(rows(before), rows(after.replace("x", "").replace("y", ""))) == pairs


def test_rows_of_one_text_are_told_apart_by_their_agency() -> None:
    before = [Recommendation(ref, agency, WORDS["a"]) for ref, agency in (("1", "Health"), ("2", "Police"))]
    after = [row._replace(ref=ref, scope=Scope.LOCAL) for row, ref in zip(before, ("2", "3"), strict=True)]
    assert row_pairs(before, after) == [(0, 0), (1, 1)]


def test_rows_of_one_text_are_told_apart_by_what_else_they_say() -> None:
    before = [Recommendation(ref, "Health", WORDS["a"], Progress(rag=rag)) for ref, rag in (("1", "red"), ("2", None))]
    after = [row._replace(ref=ref) for row, ref in zip(before, ("2", "3"), strict=True)]
    assert row_pairs(before, after) == [(0, 0), (1, 1)]


def test_a_row_whose_text_is_another_is_the_same_by_its_ref_and_its_past() -> None:
    past = Progress(updates=(Update(parse_period("2013-06"), "Health", "green"),))
    before, after = (Recommendation("1", "Health", WORDS[text], past) for text in "ac")
    assert row_pairs([before], [after._replace(agency="Police")]) == [(0, 0)]
    assert row_pairs([before], [after._replace(ref="2")]) == [(None, 0), (0, None)]
    assert row_pairs([before], [after._replace(progress=Progress())]) == [(None, 0), (0, None)]


def actions(named: str) -> list[Action]:
    """Return actions from `1:a :b`: a part, which may be missing, and a text."""
    return [Action(words(text), part or None) for part, text in (word.split(":") for word in named.split())]


ACTIONS = {
    "part and text": ("1:a 2:b", "2:b 1:a", [(1, 0), (0, 1)]),
    "parts swapped": ("1:a 2:b", "2:a 1:b", [(0, 0), (1, 1)]),
    "text": ("1:a", "2:a", [(0, 0)]),
    "text, without parts": (":a :b", ":b :c", [(1, 0), (None, 1), (0, None)]),
    "reworded in its place": (":a :b", ":a :B", [(0, 0), (1, 1)]),
    "another in its place": (":a :b", ":a :c", [(0, 0), (None, 1), (1, None)]),
    "fewer": (":a :b", ":c", [(None, 0), (0, None), (1, None)]),
    "given its part": (":a :b", "1:a 2:b", [(0, 0), (1, 1)]),
    "another part and text": ("1:a", "2:b", [(None, 0), (0, None)]),
}


@pytest.mark.parametrize(("before", "after", "pairs"), ACTIONS.values(), ids=ACTIONS)
def test_which_action_is_which(before: str, after: str, pairs: list[Pair]) -> None:
    assert action_pairs(actions(before), actions(after)) == pairs


def test_very_short_texts_are_the_same_under_one_part_alone() -> None:
    write, longer = (Action(text, "a") for text in ("Write", "Write to the council"))
    assert action_pairs([write], [longer]) == [(0, 0)]
    assert action_pairs([write], [longer._replace(part="b")]) == [(None, 0), (0, None)]
    assert action_pairs([write], [Action("Do it", "a")]) == [(None, 0), (0, None)]


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
