"""What `test_editor.py` cannot see: the order of splices, and edits that the editor refuses before they come here."""

import pytest

from scrplan.source.key_orders import plan_order
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Edit, Insert, Put, Remove
from scrplan.yamltext.line_endings import Splice
from scrplan.yamltext.splices import Unplaceable, splices_of


def splices(text: str, edit: Edit, *, plainly: bool = False) -> list[Splice]:
    root = Document.from_text(text, "x").root
    assert root is not None
    return splices_of(text, root, edit, plan_order(), plainly=plainly)


@pytest.mark.parametrize(
    ("text", "edit", "found"),
    [
        ("a: b\n", Put(("a",), "x"), [(3, 4, "x")]),
        ("a: b # c\n", Put(("a",), {"x": "y" * 100}), [(8, 8, f"\n  x: {'y' * 100}"), (2, 4, "")]),
        ("a: [\n  b # c\n]\n", Insert(("a",), "x"), [(12, 12, "\n  x"), (8, 8, ",")]),
        ("a: [\n  b, # c\n  d]\n", Remove(("a", 1)), [(16, 17, ""), (8, 9, "")]),
    ],
)
def test_splices_go_from_the_end_to_the_beginning(text: str, edit: Edit, found: list[tuple[int, int, str]]) -> None:
    assert splices(text, edit) == [Splice(*one) for one in found]


LONG = "one two three four " * 10 + "end"


@pytest.mark.parametrize(
    ("text", "edit", "new"),
    [
        ("a: b\n", Put(("a",), LONG), LONG),
        ("a: b\n", Put(("x",), {"y": LONG}), f"\nx: {{y: {LONG}}}"),
        ("a:\n- b\n", Insert(("a",), [LONG]), f"\n- [{LONG}]"),
        ("a: []\n", Insert(("a",), {"y": LONG}), f"{{y: {LONG}}}"),
    ],
)
def test_plain_edits_stand_on_one_line(text: str, edit: Edit, new: str) -> None:
    assert [splice.text for splice in splices(text, edit, plainly=True)] == [new]


@pytest.mark.parametrize(
    ("text", "edit", "why"),
    [
        ("a: b\n", Put((), "x"), "the whole file cannot be replaced"),
        ("a: b\n", Put(("a", "x"), "y"), "a value has nothing below it"),
        ("a: [b]\n", Put(("a", 1, "x"), "y"), "there is no such place"),
        ("a: b\n", Insert(("a",), "x"), "it is no list"),
        ("a: b\n", Remove(("a",)), "it is all that the file holds"),
        ("a: !t\n  - b\n", Insert(("a",), "x"), "its dash cannot be found"),
        ("? a\n: b\n", Put(("a",), "x"), "there is no colon behind this key on its line"),
    ],
)
def test_edit_without_a_place(text: str, edit: Edit, why: str) -> None:
    with pytest.raises(Unplaceable) as unplaceable:
        splices(text, edit)
    assert str(unplaceable.value) == why
