from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.yamltext.comment_edits import CommentChange, with_comments
from scrplan.yamltext.comments import CommentSide, EntryComment, comments_in, entry_comments
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps, said
from scrplan.yamltext.nodes import Mapping, Node, Sequence
from tests.yamltext.untidy import Untidy

ABOVE, BESIDE, BELOW = CommentSide.ABOVE, CommentSide.BESIDE, CommentSide.BELOW


def document(text: str) -> Document:
    return Document.from_text(text, "x")


def new(path: Steps, side: CommentSide, text: str = "# new") -> EntryComment:
    return EntryComment(text, 0, path, side, "  ")


def comments(text: str) -> list[EntryComment]:
    root = document(text).root
    assert root is not None
    return entry_comments(text, root)


ADDED: dict[str, tuple[str, Steps, CommentSide, str]] = {
    "above a key": ("a: 1\n", ("a",), ABOVE, "# new\na: 1\n"),
    "above an item": ("a:\n  - b\n", ("a", 0), ABOVE, "a:\n  # new\n  - b\n"),
    "above the key behind a dash": ("a:\n  - b: 1\n", ("a", 0, "b"), ABOVE, "a:\n  # new\n  - b: 1\n"),
    "above the file": ("\na: 1\n", (), ABOVE, "\n# new\na: 1\n"),
    "below the file": ("a: 1\n# b\n", (), BELOW, "a: 1\n# b\n# new\n"),
    "below a list": ("a:\n- b\n\nc: 1\n", ("a",), BELOW, "a:\n- b\n# new\n\nc: 1\n"),
    "below what holds nothing": ("a: 1\n", ("a",), BELOW, "# new\na: 1\n"),
    "beside a value": ("a: 1\nb: 2\n", ("a",), BESIDE, "a: 1  # new\nb: 2\n"),
    "beside a list": ("a:\n  - b\n", ("a",), BESIDE, "a:  # new\n  - b\n"),
    "beside a block": ("a: |\n  b\n", ("a",), BESIDE, "a: |  # new\n  b\n"),
    "beside a value of two lines": ("a: 'b\n  c'\n", ("a",), BESIDE, "a: 'b\n  c'  # new\n"),
    "beside no value": ("a:\nb: 1\n", ("a",), BESIDE, "a:  # new\nb: 1\n"),
    "beside another": ("a: 1 # b\n", ("a",), BESIDE, "# new\na: 1 # b\n"),
    "beside an item in brackets": ("a: [\n  b,\n  c]\n", ("a", 0), BESIDE, "a: [\n  b,  # new\n  c]\n"),
    "beside one of two in a line": ("a: [b, c]\n", ("a", 0), BESIDE, "# new\na: [b, c]\n"),
    "below what is in brackets": ("a: [\n  b\n]\n", ("a",), BELOW, "a: [\n  b\n  # new\n]\n"),
    "no last line end": ("a: 1", (), BELOW, "a: 1\n# new"),
    "other line ends": ("a: 1\r\n", ("a",), ABOVE, "# new\r\na: 1\r\n"),
}


@pytest.mark.parametrize(("text", "path", "side", "meant"), ADDED.values(), ids=ADDED)
def test_a_comment_is_added_to_its_entry(text: str, path: Steps, side: CommentSide, meant: str) -> None:
    made, refused = with_comments(document(text), [CommentChange(None, new(path, side))])
    assert (made.text, refused) == (meant, [])


REMOVED = {
    "a line": ("# x\na: 1\n", "a: 1\n"),
    "the end of a line": ("a: 1   # x\n", "a: 1\n"),
    "a line between blank lines": ("a: 1\n\n# x\n\nb: 2\n", "a: 1\n\nb: 2\n"),
    "the first line and the blank one below": ("# x\n\na: 1\n", "a: 1\n"),
    "the last line": ("a: 1\n# x", "a: 1\n"),
    "in brackets": ("a: [\n  # x\n  b]\n", "a: [\n  b]\n"),
}


@pytest.mark.parametrize(("text", "meant"), REMOVED.values(), ids=REMOVED)
def test_a_comment_is_taken_out(text: str, meant: str) -> None:
    made, refused = with_comments(document(text), [CommentChange(comments(text)[0], None)])
    assert (made.text, refused) == (meant, [])


def test_a_comment_is_put_next_to_its_neighbours() -> None:
    text = "# a\n# c\n\nk: v\n"
    between = CommentChange(None, new((), ABOVE, "# b"), ("# a",), ("# c",))
    first = CommentChange(None, new((), ABOVE, "# 0"), (), ("# a", "# c"))
    made, refused = with_comments(document(text), [between, first])
    assert (made.text, refused) == ("# 0\n# a\n# b\n# c\n\nk: v\n", [])


def test_a_comment_takes_the_place_of_another() -> None:
    text = "k: v    # a\n"
    made, _ = with_comments(document(text), [CommentChange(comments(text)[0], new(("k",), BESIDE))])
    assert made.text == "k: v    # new\n"


def test_what_cannot_be_done_is_named_and_the_rest_is_done() -> None:
    missing = CommentChange(new(("a",), ABOVE, "# not there"), None)
    possible = CommentChange(None, new(("a",), ABOVE))
    no_comment = CommentChange(None, new(("a",), ABOVE, "b: 2"))
    made, refused = with_comments(document("a: 1\n"), [missing, no_comment, possible])
    assert (made.text, refused) == ("# new\na: 1\n", [missing, no_comment])


def entries(node: Node, path: Steps = ()) -> Iterator[Steps]:
    yield path
    if isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            yield from entries(value, (*path, key))
    elif isinstance(node, Sequence):
        for at, item in enumerate(node.items):
            yield from entries(item, (*path, at))


@given(st.randoms(use_true_random=False), st.sampled_from(CommentSide))
@settings(max_examples=100, deadline=None)
def test_any_entry_of_any_layout_takes_a_comment(random: Random, side: CommentSide) -> None:
    before = document(Untidy(random).text())
    assume(before.root is not None and not before.problems and "\t" not in before.text)
    assert before.root is not None
    path = random.choice(list(entries(before.root)))
    made, refused = with_comments(before, [CommentChange(None, new(path, side, "# one more"))])
    assert made.root is not None
    assert said(made.root) == said(before.root)
    assert made.text.count("# one more") == (0 if refused else 1)
    assert not refused or made.text == before.text


@given(st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_all_comments_of_any_layout_can_be_taken_out(random: Random) -> None:
    text = Untidy(random).text().replace("\r\n", "\n")
    before = document(text)
    assume(before.root is not None and not before.problems)
    assert before.root is not None
    made, refused = with_comments(before, [CommentChange(one, None) for one in comments(text)])
    assert made.root is not None
    assert said(made.root) == said(before.root)
    left = [one.old.text for one in refused if one.old]
    assert sorted(comments_in(made.text, made.root)) == sorted(left)
