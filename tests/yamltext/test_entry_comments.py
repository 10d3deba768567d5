from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.entry_comments import CommentSide, entry_comments
from scrplan.yamltext.nodes import Mapping, Node, Sequence
from tests.yamltext.untidy import Untidy

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
