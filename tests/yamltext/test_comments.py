from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.yamltext.comments import CommentSide, comments_in, entry_comments
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.nodes import Mapping, Node, Sequence
from scrplan.yamltext.tokens import COMMENT, tokens_of
from tests.yamltext.untidy import Untidy


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("a: b\n", []),
        ("# a\na: b # c\n  # d: e", ["# a", "# c", "# d: e"]),
        ('a: \'b # c\'\nd: e#f\n"# g": "# h"\n', []),
        ("a: |  # b\n  # c\n  d\n# e\nf: >-\n  g\n  # h\n # i\n", ["# b", "# e", "# i"]),
        ("a: |  # b\n\n# c\n", ["# b", "# c"]),
        ("a: {b: c, # d\n  # e\n  f: [ # g\n  ]} # h  \t\n", ["# d", "# e", "# g", "# h"]),
        ("a:  # b\n  # c\n  - # d\n    e # f # g\n", ["# b", "# c", "# d", "# f # g"]),
        ("a: b\n  c # d\n--- # e\n", ["# d", "# e"]),
        ("a: 😀 # é\n#\n", ["# é", "#"]),
    ],
)
def test_comments_in_their_order(text: str, comments: list[str]) -> None:
    root = Document.from_text(text, "x").root
    assert root is not None
    assert comments_in(text, root) == comments


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_comments_are_those_that_a_full_scan_finds(random: Random) -> None:
    text = Untidy(random).text().replace("\r\n", "\n")
    document = Document.from_text(text, "x")
    assume(document.root is not None and not document.problems)
    assert document.root is not None
    scanned = [token.text.strip(" \t") for token in tokens_of(text, document.root) if token.kind == COMMENT]
    assert comments_in(text, document.root) == scanned


ABOVE, BESIDE, BELOW = CommentSide.ABOVE, CommentSide.BESIDE, CommentSide.BELOW
OWNERS: dict[str, tuple[str, list[tuple[str, Steps, CommentSide]]]] = {
    "of the file": ("# a\n\n# b\nk: v\n# c\n", [("# a", (), ABOVE), ("# b", (), ABOVE), ("# c", (), BELOW)]),
    "of a key": ("k: v # a\n# b\nl: w\n", [("# a", ("k",), BESIDE), ("# b", ("l",), ABOVE)]),
    "of a list": (
        "k: # a\n  # b\n  - v # c\n  # d\nl: w\n",
        [("# a", ("k",), BESIDE), ("# b", ("k", 0), ABOVE), ("# c", ("k", 0), BESIDE), ("# d", ("k",), BELOW)],
    ),
    "of an item with keys": (
        "k:\n  - a: 1 # a\n    # b\n    b: 2\n    # c\n  # d\n  - a: 3\n",
        [
            ("# a", ("k", 0, "a"), BESIDE),
            ("# b", ("k", 0, "b"), ABOVE),
            ("# c", ("k", 0), BELOW),
            ("# d", ("k", 1), ABOVE),
        ],
    ),
    "in brackets": (
        "k: [ # a\n  v, # b\n  # c\n  w # d\n  # e\n] # f\n",
        [
            ("# a", ("k", 0), ABOVE),
            ("# b", ("k", 0), BESIDE),
            ("# c", ("k", 1), ABOVE),
            ("# d", ("k", 1), BESIDE),
            ("# e", ("k",), BELOW),
            ("# f", ("k",), BESIDE),
        ],
    ),
    "of a block": ("k: | # a\n  # no comment\n# b\nl: w\n", [("# a", ("k",), BESIDE), ("# b", ("l",), ABOVE)]),
    "of the same words": (
        "# a\nk: v # a\nl: # a\n  # a\n  - w\n",
        [("# a", (), ABOVE), ("# a", ("k",), BESIDE), ("# a", ("l",), BESIDE), ("# a", ("l", 0), ABOVE)],
    ),
    "behind a mark": ("--- # a\nk: v\n", [("# a", (), ABOVE)]),
}


@pytest.mark.parametrize(("text", "owners"), OWNERS.values(), ids=OWNERS)
def test_each_comment_has_its_entry(text: str, owners: list[tuple[str, Steps, CommentSide]]) -> None:
    root = Document.from_text(text, "x").root
    assert root is not None
    found = entry_comments(text, root)
    assert [(one.text, one.path, one.side) for one in found] == owners
    assert all(text[one.start :].startswith(one.text) for one in found)


def test_the_blanks_before_a_comment_are_known() -> None:
    text = "k: v \t # a\n  # b\n"
    root = Document.from_text(text, "x").root
    assert root is not None
    assert [one.blanks for one in entry_comments(text, root)] == [" \t ", "  "]


def leads_somewhere(root: Node, path: Steps) -> bool:
    node = root
    for step in path:
        if isinstance(node, Mapping) and step in node.entries:
            node = node.entries[str(step)][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return False
    return True


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_all_comments_are_found_and_each_path_leads_somewhere(random: Random) -> None:
    text = Untidy(random).text().replace("\r\n", "\n")
    document = Document.from_text(text, "x")
    assume(document.root is not None and not document.problems)
    assert document.root is not None
    found = entry_comments(text, document.root)
    assert [one.text for one in found] == comments_in(text, document.root)
    assert all(leads_somewhere(document.root, one.path) for one in found)
