"""Which moves of dates are told as overwritten, and which date was the first, from the moves alone."""

from datetime import date

import pytest

from scrplan.dates import parse_period
from scrplan.git import Commit
from scrplan.history.slippage import Move, Overwritten, original_dates, overwritten_dates
from tests.building import plan_of
from tests.history.stories import NOTED, A, B, C, D, due, moved, plan, row


def commit(number: int, author: str = "B. Officer", moment: str = "2013-03-03T12:00:00+00:00") -> Commit:
    return Commit(f"{number}234567890abcdef", (), date(2013, 3, number), moment, author, "Tidy")


def move(
    was: str, now: str | None, number: int = 1, *, ref: str = "1", part: str | None = None, reason: str = ""
) -> Move:
    return Move(ref, part, parse_period(was), parse_period(now) if now else None, commit(number), reason)


def told(text: str, *moves: Move) -> list[str]:
    """Return what is told of a plan, as `2013-07 2014-02`."""
    return [f"{one.was} {one.now or '-'}" for one in overwritten_dates(plan_of(text), moves)]


def firsts(text: str, *moves: Move) -> dict[str, str]:
    found = original_dates(plan_of(text), moves)
    return {f"{ref}{part or ''}": first.text for (ref, part), first in found.items()}


AB, BC, BA, CA, CB = move(A, B), move(B, C, 2), move(B, A, 2), move(C, A, 3), move(C, B)


@pytest.mark.parametrize(
    ("text", "moves", "words", "first"),
    [
        (due(B), [AB], [f"{A} {B}"], A),
        (due(C), [AB, BC], [f"{A} {B}", f"{B} {C}"], A),
        (due(A), [AB, BA], [], A),
        (due(A), [AB, BC, CA], [], A),
        (due(D), [AB, BA, move(A, D, 3)], [f"{A} {D}"], A),
        (due(A), [AB._replace(reason="Snow"), BA], [f"{B} {A}"], A),
        (due(A), [AB, BA._replace(reason="Snow")], [], A),
        (due(A), [AB, BC._replace(reason="Snow"), CA], [f"{C} {A}"], A),
        (due(A, moved(A, B)), [AB._replace(reason="Snow"), BA, move(A, D, 3), move(D, A, 4)], [f"{B} {A}"], A),
        (due(B), [AB._replace(reason="Snow")], [], A),
        (due(B, moved(A, B)), [AB], [], None),
        (due(B, moved(A, B, "")), [AB], [], None),
        (due(B, moved(f"{A}-31", B)), [AB], [], None),
        (due(B, moved(C, B)), [AB], [f"{A} {B}"], None),
        (due(B, moved(None, B)), [AB], [], A),
        (due(B, moved(None, B, "")), [AB], [f"{A} {B}"], A),
        (due(C, "revisions:", f"  - {{to: {B}, reason: x}}", f"  - {{from: {B}, to: {C}}}"), [AB, BC], [], A),
        (due(C, "revisions:", f"  - {{to: {B}}}", f"  - {{from: {B}, to: {C}, reason: x}}"), [AB, BC], [f"{A} {B}"], A),
        (due(B, f"revisions: [{{to: {B}, reason: x}}, {{from: {B}, to: {C}, reason: y}}]"), [CB], [f"{C} {B}"], C),
        (due(C, moved(None, C)), [AB], [f"{A} {B}"], None),
        (plan(row(NOTED)), [move(A, None)], [f"{A} -"], A),
        (plan(row(NOTED)), [AB, move(B, None, 2)], [f"{A} {B}", f"{B} -"], A),
        (due(D), [AB], [f"{A} {B}"], None),
        (due("2014-02-28"), [AB], [f"{A} {B}"], A),
        (due(C), [AB, move("2014-02-28", C, 2)], [f"{A} {B}", f"2014-02-28 {C}"], A),
    ],
    ids=[
        "once", "twice", "there and back", "and by two ways", "and on", "back from a revision", "back with a revision",
        "back past a revision", "back twice, once from a revision", "with a reason that the plan lost", "recorded",
        "recorded without a reason", "recorded more precisely", "another recorded", "the first lost",
        "the first lost, and no reason", "the first of two lost", "the first of two lost, and its reason",
        "back to the middle", "the first lost of a date that leads nowhere", "taken out",
        "overwritten and taken out", "of a date that leads nowhere", "more precise since", "more precise between",
    ],
)  # fmt: skip
def test_what_is_told_of_a_recommendation(text: str, moves: list[Move], words: list[str], first: str | None) -> None:
    assert (told(text, *moves), firsts(text, *moves)) == (words, {"1": first} if first else {})


def action(*fields: str, above: tuple[str, ...] = (f"due: {B}",)) -> str:
    return plan(row(*above, actions=[("part: a", "text: Ask", *fields)]))


OF_A = move(A, B, part="a")


@pytest.mark.parametrize(
    ("text", "moves", "words", "first"),
    [
        (action(), [OF_A._replace(is_own=False)], [], {"1a": A}),
        (action(), [OF_A], [f"{A} {B}"], {"1a": A}),
        (action(above=(f"due: {B}", moved(A, B))), [OF_A], [], {}),
        (action(f"due: {B}", above=(f"due: {B}", moved(A, B))), [OF_A], [], {"1a": A}),
        (action(f"due: {B}", above=(f"due: {C}", moved(A, C))), [OF_A], [f"{A} {B}"], {"1a": A}),
        (action(f"due: {B}", moved(A, B), above=(f"due: {C}",)), [OF_A], [], {}),
        (action(f"due: {B}", moved(D, B), above=(f"due: {B}", moved(A, B))), [OF_A], [f"{A} {B}"], {}),
        (action(above=(f"due: {A}",)), [OF_A, move(B, A, 2, part="a")], [], {"1a": A}),
        (action(f"due: {C}"), [OF_A._replace(is_own=False), move(B, C, 2, part="a")], [f"{B} {C}"], {"1a": A}),
        (action(), [move(A, B, part="b"), move(A, B, ref="2")], [], {}),
    ],
    ids=[
        "with its recommendation", "by itself", "recorded above", "recorded above for its own date",
        "another move recorded above", "recorded of its own", "another recorded of its own", "back with what is above",
        "first with its recommendation", "of what is gone",
    ],
)  # fmt: skip
def test_what_is_told_of_an_action(text: str, moves: list[Move], words: list[str], first: dict[str, str]) -> None:
    assert (told(text, *moves), firsts(text, *moves)) == (words, first)


def test_what_is_told_stands_in_the_order_of_its_commits() -> None:
    text = plan(row(f"due: {B}"), row(f"due: {C}", ref="2", text="Do another thing"))
    moves = (move(A, C, 1, ref="2"), move(A, B, 2), move(B, D, 3, ref="3"))
    found = overwritten_dates(plan_of(text), moves)
    assert [(one.ref, one.commit) for one in found] == [("2", commit(1)), ("1", commit(2))]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (AB, "July 2013 became February 2014 on 1 March 2013 by B. Officer (1234567)"),
        (AB._replace(now=None), "July 2013 was taken out on 1 March 2013 by B. Officer (1234567)"),
        (AB._replace(commit=None), "July 2013 became February 2014 in the file, which is not committed yet"),
        (AB._replace(commit=commit(2, "")), "July 2013 became February 2014 on 2 March 2013 by nobody named (2234567)"),
        (
            AB._replace(commit=commit(2, moment="")),
            "July 2013 became February 2014 on an unknown date by B. Officer (2234567)",
        ),
    ],
    ids=["overwritten", "taken out", "not committed", "by nobody", "on no day"],
)
def test_the_words(one: Move, words: str) -> None:
    assert Overwritten(*one[:5]).words == words
