"""What is read of two versions of a plan, instead of all."""

import difflib
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings

from scrplan.git.patches import Hunk
from scrplan.history.date_candidates import dated_hunks
from scrplan.history.due_date_moves import moved_on
from scrplan.history.partial_rows import excerpts
from scrplan.history.slippage import Moves
from scrplan.model import Plan
from scrplan.source.incremental import Versions
from tests.building import HEAD
from tests.history.dated_lives import Version, lives
from tests.history.stories import A, B, due, plan, row

ROWS = [
    row(f"due: {A}", "updates:", "  - {on: 2013-03, text: x}", ref=str(number), text=f"Do {number}")
    for number in range(1, 6)
]


def read(text: str) -> Plan | None:
    return Versions().read(text, "plans/sample.yaml", "sample")[0]


def hunks_between(before: str, after: str) -> list[Hunk]:
    """Return the lines that differ, as git numbers them."""
    old, new = before.split("\n"), after.split("\n")
    found = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        Hunk(a + (a < b), tuple(old[a:b]), c + (c < d), tuple(new[c:d])) for tag, a, b, c, d in found if tag != "equal"
    ]


def taken(before: str, after: str) -> tuple[list[str], list[str]] | None:
    """Return the refs of what is read of each version."""
    found = excerpts(before, after, dated_hunks(hunks_between(before, after)), read)
    return found and ([one.ref for one in found[0].recommendations], [one.ref for one in found[1].recommendations])


def with_row(number: int, *changes: tuple[str, str], head: str = HEAD, tail: str = "") -> str:
    """Return the text of five rows, one of them changed."""
    rows = ROWS[:]
    for old, new in changes:
        assert old in rows[number - 1]
        rows[number - 1] = rows[number - 1].replace(old, new)
    return plan(*rows, head=head) + tail


MOVED = (f"due: {A}", f"due: {B}")
ALL = plan(*ROWS)
TAIL = "board_asked_to:\n  - Ask\n"


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("tail", ["", TAIL, "# the end\n", f"# the end\n\n{TAIL}"])
def test_only_the_row_with_the_date_is_read(number: int, tail: str) -> None:
    assert taken(ALL + tail, with_row(number, MOVED, tail=tail)) == ([str(number)], [str(number)])


@pytest.mark.parametrize("tail", ["", TAIL])
def test_only_that_row_is_read_of_a_list_that_is_not_indented(tail: str) -> None:
    texts = [HEAD + text.split(HEAD)[1].replace("\n  ", "\n") + tail for text in (ALL, with_row(3, MOVED))]
    assert taken(*texts) == (["3"], ["3"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALL, with_row(3, (f"    due: {A}\n", ""))),
        (with_row(3, (f"    due: {A}\n", "")), ALL),
        (ALL, with_row(3, ("    updates:", "    actions: [{text: Ask}]\n    updates:"))),
        (ALL.replace("\n", "\r\n"), with_row(3, MOVED).replace("\n", "\r\n")),
        (ALL.removesuffix("\n"), with_row(3, MOVED).removesuffix("\n")),
        (ALL, with_row(3, MOVED, head=HEAD.replace("A sample plan", "Another title"))),
        (ALL, with_row(3, MOVED).replace(ROWS[4], ROWS[4].replace("    updates:", "    rag: red\n    updates:"))),
        (
            with_row(3, ("text: Do 3", "text: |\n      - ref: 9\n        due: 2013")),
            with_row(3, MOVED, ("text: Do 3", "text: |\n      - ref: 9\n        due: 2014")),
        ),
    ],
    ids=[
        "taken out",
        "put in",
        "more",
        "other ends of lines",
        "no last one",
        "head",
        "another row",
        "in a text",
    ],
)
def test_whatever_else_changed_only_that_row_is_read(before: str, after: str) -> None:
    assert taken(before, after) == (["3"], ["3"])


def test_a_row_with_other_words_is_read_too() -> None:
    assert taken(ALL, with_row(3, MOVED).replace("Do 5", "Do five")) == (["3", "5"], ["3", "5"])


def test_rows_that_changed_places_are_read() -> None:
    assert taken(ALL, plan(ROWS[0], *ROWS[2:], ROWS[1].replace(*MOVED))) == (["2"], ["2"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALL, plan(*ROWS[:-1])),
        (ALL, plan(*ROWS, row(ref="6"))),
        (ALL, plan(row(ref="0"), *ROWS)),
        (ALL, with_row(3, ('ref: "3"', 'ref: "3a"'))),
        (ALL, with_row(3, (f"due: {A}", "due: soon"))),
        (with_row(3, (f"due: {A}", "due: soon")), ALL),
        (ALL, with_row(3, MOVED, head=HEAD.replace("title: A", 'title: "A'))),
        (ALL, ALL.replace("recommendations:", "recommendations: # x")),
        (ALL, with_row(3, MOVED, tail="actions: []\n")),
        (f"{HEAD}recommendations: []\n", due(A)),
        (due(A), plan(f"  - {{ref: 1, due: {A}}}\n")),
        (ALL, f"{HEAD}\n"),
        ("", ALL),
        (plan(row(), row(ref="1")), plan(row(), row(f"due: {A}", ref="1"))),
    ],
    ids=[
        "a row went", "a row came", "a row came first", "renumbered", "no date", "was no date", "head broken",
        "the key of the rows", "a telling line behind", "none before", "another style", "no rows", "nothing", "twice",
    ],
)  # fmt: skip
def test_what_cannot_be_told_by_a_row_is_left_to_the_whole(before: str, after: str) -> None:
    assert taken(before, after) is None


def _moves(versions: Sequence[tuple[Plan, Plan]]) -> list[Moves]:
    return [moved_on((), before, after, None) for before, after in versions]


@settings(max_examples=150)
@given(lives())
def test_what_is_taken_tells_the_same_as_the_whole(life: list[Version]) -> None:
    for before, after in pairwise(life):
        hunks = dated_hunks(hunks_between(before.text, after.text))
        found = excerpts(before.text, after.text, hunks, read) if hunks else None
        whole = read(before.text), read(after.text)
        if found and whole[0] and whole[1]:
            assert _moves([found]) == _moves([(whole[0], whole[1])])
        elif not hunks and whole[0] and whole[1]:
            assert _moves([(whole[0], whole[1])]) == [()]
