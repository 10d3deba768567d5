"""Plans as texts, in the layouts that people write them in, and marks as people deal with them."""

from collections.abc import Callable

from scrplan.merge import merged
from scrplan.source.key_orders import plan_order
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Value, said
from tests.merge.deeds import Plan


def document(text: str) -> Document:
    return Document.from_text(text, "plans/a.yaml")


def data(text: str) -> Value:
    found = document(text)
    assert found.problems == ()
    assert found.root is not None
    return said(found.root)


def changed(text: str, plan: Plan) -> str:
    """Return a text after the edits that make it say what a plan says."""
    return edited(document(text), merged(data(text), data(text), plan).edits, plan_order())


def decided(text: str, choose: Callable[[int], bool]) -> str:
    """Return a text with one side kept at each mark: theirs where `choose` says so of its number."""
    kept: list[str] = []
    number, side = 0, ""
    for line in text.splitlines(keepends=True):
        if line.startswith("<<<<<<< ours"):
            side = "ours"
        elif line.startswith("=======") and side:
            side = "theirs"
        elif line.startswith(">>>>>>> theirs"):
            side = ""
            number += 1
        elif not side or (side == "theirs") == choose(number):
            kept.append(line)
    return "".join(kept)
