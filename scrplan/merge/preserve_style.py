"""What one side wrote appears in the merged text as it was written there: its folding, its quotes, its comments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scrplan.errors import UnsafeEdit
from scrplan.merge.entry_lines import (
    ROWS,
    EntryBlock,
    PathPairs,
    PlanLines,
    RowDocuments,
    block_of,
    lines_in_place_of,
    lines_with_ends,
    path_in_row,
)
from scrplan.merge.outcomes import same
from scrplan.source.key_orders import plan_order
from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Step, Steps, Value, applied, said
from scrplan.yamltext.nodes import Sequence as ListNode
from scrplan.yamltext.nodes import node_at


class StyledEditor:
    """Puts edits into a text, each value with the lines of the side that wrote it.

    A value in a merge is the very object that its source said; that is how it is found there again. Comments of the
    base may go with what theirs took out; theirs knew them.
    """

    def __init__(self, base: Document, ours: tuple[Document, Value], theirs: tuple[Document, Value]) -> None:
        self._sources = ours, theirs  # which keeps the values alive, and so each one's identity its own
        self._known = comments_of(base)
        self._gone = self._known - comments_of(theirs[0])
        self._places: dict[int, tuple[PlanLines, Steps] | None] = {}
        for document, root in self._sources:
            plan = PlanLines(document)
            for path, value in _values(root):
                # One object in two places is a short word that Python keeps once; it has no place of its own.
                self._places[id(value)] = None if id(value) in self._places else (plan, path)

    def edited_by_rows(self, document: Document, edits: Iterable[Edit]) -> Document:
        """Return a document after the edits of one merge: first those inside of rows, row by row, then all others.

        Raises:
            UnsafeEdit: an edit cannot be put in.

        """
        rows = RowDocuments(document)
        inside: dict[Step, list[Edit]] = {}
        others: list[Edit] = []
        for edit in edits:
            if rows.of(edit.path):
                inside.setdefault(edit.path[1], []).append(edit._replace(path=path_in_row(edit.path)))
            else:
                others.append(edit)
        found = [(row, inside[at]) for at in inside if (row := rows.of((ROWS, at, "")))]
        lines = list(lines_with_ends(document.text))
        for row, its_edits in sorted(found, key=lambda pair: pair[0].start, reverse=True):
            lines[row.start : row.end] = lines_with_ends(self.edited(row.document, its_edits).text)[1:]
        return self.edited(Document.from_text("".join(lines), document.path) if inside else document, others)

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
        instead = self._without_entry(document, edit.path) if isinstance(edit, Remove) else None
        if instead and self._has_lost(document, instead) and _says(instead, document, [edit]):
            return instead
        try:
            made = Document.from_text(edited(document, [edit], plan_order()), document.path)
        except UnsafeEdit:
            if isinstance(edit, Put) and source:
                instead = _as_written(document, edit.path, *source)
            if instead and (freely or self._has_lost(document, instead)) and _says(instead, document, [edit]):
                return instead
            raise
        if isinstance(edit, Remove) or not source:
            return made
        better = _as_written(made, _target(made, edit), *source)
        if better is None or comments_of(made) - comments_of(better) or not _says(better, made, []):
            return made
        return better

    def _has_lost(self, before: Document, after: Document) -> bool:
        """Return whether comments are lost, and those alone that may be."""
        lost = comments_of(before) - comments_of(after)
        return bool(lost) and lost <= self._known

    def _without_entry(self, document: Document, path: Steps) -> Document | None:
        """Return a document without the lines of an entry, nor the comments right above it that may go."""
        plan = PlanLines(document)
        lines, (start, end, _, is_own) = plan.lines, plan.entry(path)
        while start and lines[start - 1].strip() in self._gone:
            start -= 1
        if start and not lines[start - 1].strip() and (end == len(lines) or not lines[end].strip()):
            start -= 1  # of two blank lines around it one is enough
        return Document.from_text("".join([*lines[:start], *lines[end:]]), document.path) if is_own else None


def _values(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, Value]]:
    yield path, value
    if isinstance(value, str):
        return
    for step, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _values(one, (*path, step))


def _target(document: Document, edit: Put | Insert) -> Steps:
    """Return where the value of an edit is afterwards."""
    if isinstance(edit, Put):
        return edit.path
    items = node_at(document.root, edit.path) if document.root else None
    last = len(items.items) - 1 if isinstance(items, ListNode) else 0
    return (*edit.path, last if edit.at is None else edit.at)


def _as_written(document: Document, path: Steps, source: PlanLines, source_path: Steps) -> Document | None:
    """Return a document with the lines of an entry as its source has them; None where they are the same, or shared."""
    plan = PlanLines(document)
    here, there = block_of(plan, path), block_of(source, source_path)
    if not here or not there:
        return None
    known = comments_of(document)
    new = lines_in_place_of(plan, here, [line for line in there.comments if line not in known], there.entry)
    text = "".join([*plan.lines[: here.first], *new, *plan.lines[here.end :]])
    return None if text == document.text else Document.from_text(text, document.path)


def _says(document: Document, before: Document, edits: Sequence[Edit]) -> bool:
    """Return whether a document says what another says after the edits."""
    if document.problems or document.root is None or before.root is None:
        return False
    return same(said(document.root), applied(said(before.root), edits))


def comments_of(document: Document) -> Counter[str]:
    """Return the comments of a file, each with how often it is there."""
    if document.root is None or "#" not in document.text:
        return Counter()
    if "\r" in document.text:
        return comments_of(Document.from_text(document.text.replace("\r\n", "\n"), document.path))
    return Counter(comments_in(document.text, document.root))


def as_theirs_wrote_it(made: Document, base: Document, ours: Document, theirs: Document) -> Document:
    """Return a merged file with the lines of theirs for each entry that ours left as it was to the letter."""
    versions = [_Version(document) for document in (made, base, ours, theirs)]
    changes = sorted(
        _changes(versions, [PathPairs(versions[0].value, other.value) for other in versions[1:]]),
        key=lambda change: change[0].start,
        reverse=True,
    )
    lines = list(versions[0].plan.lines)
    for here, there in changes:
        lines[here.start : here.end] = lines_in_place_of(versions[0].plan, here, there.comments, there.entry)
    after = Document.from_text("".join(lines), made.path)
    return after if changes and _says(after, made, []) else made


class _Version:
    """One version of a plan: its lines and what it says."""

    def __init__(self, document: Document) -> None:
        self.plan = PlanLines(document)
        self.value: Value = said(document.root) if document.root else {}

    def at(self, path: Steps) -> Value:
        """Return the value that a path leads to."""
        value: Value = self.value
        for step in path:
            value = value[step]  # type: ignore[index]
        return value


def _changes(
    versions: Sequence[_Version], pairs: Sequence[PathPairs], path: Steps = ()
) -> Iterator[tuple[EntryBlock, EntryBlock]]:
    """Yield the blocks below a path of the merged file, each with that of theirs which may take its place."""
    value = versions[0].at(path)
    for step in value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0):
        below = (*path, step)
        blocks = _blocks_of(versions, pairs, below)
        if blocks is None:
            continue
        (made, base, ours, theirs), theirs_value = blocks
        if theirs.written == base.written:
            continue
        if base.written != ours.written or not same(theirs_value, versions[0].at(below)):
            yield from _changes(versions, pairs, below)
        elif theirs.written != made.written:
            yield made, theirs


def _blocks_of(
    versions: Sequence[_Version], pairs: Sequence[PathPairs], path: Steps
) -> tuple[list[EntryBlock], Value] | None:
    """Return an entry's lines in all versions, and what it says in the last; None where one has no lines for it."""
    paths = [path, *(other for pair in pairs if (other := pair.of(path)))]
    if len(paths) < len(versions):
        return None
    found = [block for version, at in zip(versions, paths, strict=True) if (block := block_of(version.plan, at))]
    return (found, versions[-1].at(paths[-1])) if len(found) == len(versions) else None
