"""A change spliced into a file's text: no byte outside the edited value changes, and the result is read back."""

from collections import Counter
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from scrplan.characters import HARMFUL, one_line
from scrplan.errors import UnsafeEdit, shown
from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document, Events
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Steps, Value, applied, said, same
from scrplan.yamltext.key_arrangement import KeyOrder
from scrplan.yamltext.line_endings import Lines
from scrplan.yamltext.nodes import Mapping, Node, Scalar, node_at, resolved
from scrplan.yamltext.splices import Unplaceable, splices_of

LONGEST_WORD = 40  # characters; a longer key would hide the message


class _State(NamedTuple):
    """A text as it was read, and what it says; `order` is the order of its keys."""

    lines: Lines
    document: Document
    root: Node
    value: Value
    comments: list[str]
    order: KeyOrder


def edited(document: Document, edits: AbstractSequence[Edit], order: KeyOrder, events: Events | None = None) -> str:
    """Return the text of a document after the edits, each upon what the one before left; new keys come in an order.

    Raises:
        UnsafeEdit: an edit cannot be put in without touching more than it names, or leads nowhere.

    """
    lines = Lines.of(document.text)
    read = document.with_line_feeds(events)

    if read.root is None:
        raise UnsafeEdit(document.path, "it cannot be read, scrplan validate says why")
    state = _State(lines, read, read.root, said(read.root), comments_in(lines.text, read.root), order)
    for edit in edits:
        try:
            state = _edited_once(state, edit, events)
        except Unplaceable as why:
            raise UnsafeEdit(document.path, f"{_words(edit.path, state.root, order)}: {why}") from None
    return state.lines.written()


def _edited_once(before: _State, edit: Edit, events: Events | None) -> _State:
    """Put one edit into the lines, laid out like what is around it, else on one line, and read them back."""
    edit = _settled(edit, before.root)
    try:
        meant = applied(before.value, [edit])
    except LookupError:
        raise Unplaceable("there is no such place in the file") from None
    if same(before.value, meant):
        return before
    try:
        return _read_back(before, edit, meant, events)
    except Unplaceable:
        if isinstance(edit, Remove):
            raise
    return _read_back(before, edit, meant, events, plainly=True)


def _read_back(before: _State, edit: Edit, meant: Value, events: Events | None, *, plainly: bool = False) -> _State:
    """Return what is read after an edit, where that is what was meant."""
    lines = before.lines.spliced(splices_of(before.lines.text, before.root, edit, before.order, plainly=plainly))
    document = Document.from_text(lines.text, before.document.path, events)
    new = Counter(one.rule for one in document.problems) - Counter(one.rule for one in before.document.problems)
    if document.root is None or new:
        why = next((f": {one.message}" for one in document.problems if one.rule in new), "")
        raise Unplaceable(f"the file could not be read afterwards{why}")
    if not same(said(document.root), meant):
        raise Unplaceable(f"the file would say something else afterwards, {_BY_HAND}")
    comments = comments_in(lines.text, document.root)
    if comments != before.comments:
        lost = next((one for one in before.comments if one not in comments), "#")
        gone = "taken away" if isinstance(edit, Remove) else "replaced"
        raise Unplaceable(f"the comment {shown(lost)} is in what would be {gone}, move it above that first")
    return before._replace(lines=lines, document=document, root=document.root, value=meant)


_BY_HAND = "because of how it is laid out here; edit it by hand, or try again after scrplan fmt"


def _settled(edit: Edit, root: Node) -> Edit:
    """Return an edit as it is applied; a key without a value holds no list yet."""
    if isinstance(edit, Remove):
        return edit
    found = _harmful(edit.value)
    if found:
        raise Unplaceable(f"the control character U+{ord(found[0]):04X} is in the new text, leave it out")
    if isinstance(edit, Insert):
        node = node_at(root, edit.path)
        if isinstance(node, Scalar) and resolved(node) is None:
            return Put(edit.path, [edit.value])
    return edit


def _harmful(value: Value) -> str:
    """Return the first control character in a value; nothing where there is none."""
    if isinstance(value, str):
        found = HARMFUL.search(value.replace("\r\n", "\r"))
        return found[0] if found else ""
    inside = [*value, *value.values()] if isinstance(value, dict) else value
    return next(filter(None, map(_harmful, inside)), "")


def _words(path: Steps, root: Node, order: KeyOrder) -> str:
    """Return a path for a message: `recommendation 3a, updates, entry 2, text`."""
    words: list[str] = []
    for number, step in enumerate(path):
        if isinstance(step, str):
            words.append(_short(step))
            continue
        listed, item = order.at(path[:number]), node_at(root, path[: number + 1])
        named = item.entries.get(listed.named_by) if isinstance(item, Mapping) else None
        if named and isinstance(named[1], Scalar):
            words[-1] = f"{listed.word} {_short(named[1].text)}"
        else:
            words.append(f"entry {step + 1}")
    return ", ".join(words) or "the file"


def _short(text: str) -> str:
    """Return a key or ref for a message."""
    return one_line(text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}...")
