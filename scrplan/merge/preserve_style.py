"""What one side wrote stands in the merged text as it was written there: its folding, its quotes, its comments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrplan.errors import UnsafeEdit
from scrplan.merge.entry_lines import Lines, comments_above, lines_of, moved, place_of
from scrplan.merge.outcomes import same
from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Steps, Value, applied, said
from scrplan.yamltext.nodes import Sequence as ListNode
from scrplan.yamltext.nodes import node_at


class _Source(NamedTuple):
    """A file from which lines may be taken."""

    document: Document
    lines: Lines


class Grafts:
    """Puts edits into a text, and then the lines of their source in the place of how the editor wrote them.

    A value in a merge is the very object that its source said; that is how it is found there again. Comments of the
    base may go with what theirs took out; theirs knew them.
    """

    def __init__(self, base: Document, ours: tuple[Document, Value], theirs: tuple[Document, Value]) -> None:
        self._sources = ours, theirs  # which keeps the values alive, and so each one's identity its own
        self._known = comments_of(base)
        self._gone = self._known - comments_of(theirs[0])
        self._places: dict[int, tuple[_Source, Steps] | None] = {}
        for document, root in self._sources:
            source = _Source(document, lines_of(document.text))
            for path, value in _values(root):
                # One object in two places is a short word that Python keeps once; it has no place of its own.
                self._places[id(value)] = None if id(value) in self._places else (source, path)

    def edited(self, document: Document, edits: Iterable[Edit], *, freely: bool = False) -> Document:
        """Return a document after the edits, each upon what the one before left; `freely` at the cost of comments.

        Raises:
            UnsafeEdit: an edit cannot be put in.

        """
        for edit in edits:
            document = self._edited_once(document, edit, freely=freely)
        return document

    def _edited_once(self, document: Document, edit: Edit, *, freely: bool) -> Document:
        source = None if isinstance(edit, Remove) else self._places.get(id(edit.value))
        instead = self._cut(document, edit.path) if isinstance(edit, Remove) else None
        if instead and self._has_lost(document, instead) and _says(instead, document, [edit]):
            return instead
        try:
            made = Document.from_text(edited(document, [edit]), document.path)
        except UnsafeEdit:
            if isinstance(edit, Put) and source:
                instead = _exchanged(document, edit.path, *source)
            if instead and (freely or self._has_lost(document, instead)) and _says(instead, document, [edit]):
                return instead
            raise
        if isinstance(edit, Remove) or not source:
            return made
        better = _exchanged(made, _target(made, edit), *source)
        if better is None or comments_of(made) - comments_of(better) or not _says(better, made, []):
            return made
        return better

    def _has_lost(self, before: Document, after: Document) -> bool:
        """Return whether comments are lost, and those alone that may be."""
        lost = comments_of(before) - comments_of(after)
        return bool(lost) and lost <= self._known

    def _cut(self, document: Document, path: Steps) -> Document | None:
        """Return a document without the lines of an entry, nor the comments right above it that may go."""
        lines = lines_of(document.text)
        place = place_of(document, path, lines)
        start = place.start
        while start and lines[start - 1].strip() in self._gone:
            start -= 1
        end = place.end
        if start and not lines[start - 1].strip() and (end == len(lines) or not lines[end].strip()):
            start -= 1  # of two blank lines around it one is enough
        text = "".join([*lines[:start], *lines[end:]])
        return Document.from_text(text, document.path) if place.is_own else None


def _values(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, Value]]:
    yield path, value
    if isinstance(value, str):
        return
    for step, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _values(one, (*path, step))


def _target(document: Document, edit: Put | Insert) -> Steps:
    """Return where the value of an edit stands afterwards."""
    if isinstance(edit, Put):
        return edit.path
    items = node_at(document.root, edit.path) if document.root else None
    last = len(items.items) - 1 if isinstance(items, ListNode) else 0
    return (*edit.path, last if edit.at is None else edit.at)


def _exchanged(document: Document, path: Steps, source: _Source, source_path: Steps) -> Document | None:
    """Return a document with the lines of an entry as its source has them; None where they are the same, or shared."""
    lines = lines_of(document.text)
    here, there = place_of(document, path, lines), place_of(source.document, source_path, source.lines)
    if not (here.is_own and there.is_own):
        return None
    known = comments_of(document)
    above = [line for line in comments_above(source.lines, there) if line.strip() not in known]
    first, *more = [line.rstrip("\r\n") for line in source.lines[there.start : there.end]]
    new = [moved(line, here.column - there.column) for line in above]
    new += [lines[here.start][: here.column] + first[there.column :]]
    new += [moved(line, here.column - there.column) for line in more]
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines[here.start : here.end]]
    new = [line + ends[0] for line in new[:-1]] + [new[-1] + ends[-1]]
    text = "".join([*lines[: here.start], *new, *lines[here.end :]])
    return None if text == document.text else Document.from_text(text, document.path)


def _says(document: Document, before: Document, edits: Sequence[Edit]) -> bool:
    """Return whether a document says what another says after the edits."""
    if document.problems or document.root is None or before.root is None:
        return False
    return same(said(document.root), applied(said(before.root), edits))


def comments_of(document: Document) -> Counter[str]:
    """Return the comments of a file, each with how often it stands there."""
    if document.root is None or "#" not in document.text:
        return Counter()
    if "\r" in document.text:
        return comments_of(Document.from_text(document.text.replace("\r\n", "\n"), document.path))
    return Counter(comments_in(document.text, document.root))
