"""A change spliced into a file's text: no byte outside the edited value changes, and the result is read back."""

from collections.abc import Sequence as AbstractSequence

from scrplan.errors import UnsafeEdit
from scrplan.source.document import Document, Events
from scrplan.source.edits import Bare, Edit, Steps, Value, applied, said
from scrplan.source.normal import comments_in
from scrplan.source.splices import Splice, Unplaceable, splices_of


def edited(document: Document, edits: AbstractSequence[Edit], events: Events | None = None) -> str:
    """Return the text of a document after the edits, each upon what the one before left.

    Raises:
        UnsafeEdit: an edit cannot be put in without touching more than it names, or leads nowhere.

    """
    lines = _Lines(document.text)
    current = document if lines.text == document.text else Document.from_text(lines.text, document.path, events)
    for edit in edits:
        current = _edited_once(current, edit, lines, events)
    return lines.written()


def _edited_once(before: Document, edit: Edit, lines: "_Lines", events: Events | None) -> Document:
    """Put one edit into the lines, and return them as they are read back."""
    if before.root is None:
        raise UnsafeEdit(before.path, "it is no YAML that can be read")
    try:
        meant = applied(said(before.root), [edit])
        splices = splices_of(lines.text, before.root, edit)
    except LookupError:
        raise UnsafeEdit(before.path, f"there is no {_words(edit.path)}") from None
    except Unplaceable as why:
        raise UnsafeEdit(before.path, f"{_words(edit.path)}: {why}") from None
    for splice in splices:
        lines.splice(splice)
    after = Document.from_text(lines.text, before.path, events)
    lost = _difference(before, after, meant)
    if lost:
        raise UnsafeEdit(before.path, f"{_words(edit.path)}: {lost}")
    return after


def _difference(before: Document, after: Document, meant: Value) -> str:
    """Return in a few words where the new text would not say what is meant; nothing where it does."""
    if after.root is None or len(after.problems) > len(before.problems):
        why = f" ({after.problems[-1].message})" if after.problems else ""
        return f"the new text would be faulty{why}"
    if before.root is None or not _is_same(said(after.root), meant):
        return "the new text would say something else"
    if comments_in(before.root, before.text) != comments_in(after.root, after.text):
        return "a comment stands in what would be exchanged; move it out of the way"
    return ""


def _is_same(one: Value, other: Value) -> bool:
    """Return whether two values are equal, also in whether a word is a text or not; the order of keys is free."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    return one == other and isinstance(one, Bare) == isinstance(other, Bare)


def _words(path: Steps) -> str:
    """Return a path for a message, the entries of lists counted from 1: `recommendations 5, due`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words) or "plan"


class _Lines:
    """A text with line feeds alone, and the line ends that it really has."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self._ends: list[str] | None = None
        if "\r" in text:
            self._ends = ["\r\n" if line.endswith("\r") else "\n" for line in text.split("\n")[:-1]]
            self._usual = max("\r\n", "\n", key=self._ends.count)

    def splice(self, splice: Splice) -> None:
        """Exchange a stretch; new lines end as most do."""
        start, end, new = splice
        if self._ends is not None:
            first, last = self.text.count("\n", 0, start), self.text.count("\n", 0, end)
            # The last line end of a stretch stays what it was where the new text has as many.
            kept = self._ends[first:last]
            wanted = new.count("\n")
            self._ends[first:last] = [*kept[:wanted], *[self._usual] * (wanted - len(kept))]
        self.text = self.text[:start] + new + self.text[end:]

    def written(self) -> str:
        """Return the text with its own line ends."""
        if self._ends is None:
            return self.text
        lines = self.text.split("\n")
        return "".join(f"{line}{end}" for line, end in zip(lines, [*self._ends, ""], strict=True))
