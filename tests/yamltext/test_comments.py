from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document
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
