"""What one side wrote appears in the merged text as it was written there: its folding, its quotes, its comments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from scrplan.errors import UnsafeEdit
from scrplan.merge.entry_lines import (
    ROWS,
    CommentOwners,
    EntryBlock,
    PathPairs,
    PlanLines,
    RowDocuments,
    entry_block,
    lines_in_place_of,
    lines_with_ends,
    path_in_row,
    said_in,
    says,
)
from scrplan.source.key_orders import plan_order
from scrplan.yamltext.comment_edits import with_comments
from scrplan.yamltext.comment_merge import comment_changes, due_comments, owned_comments, with_shared_owners
from scrplan.yamltext.comments import comments_in
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Step, Steps, Value, applied, same
from scrplan.yamltext.nodes import Sequence as ListNode
from scrplan.yamltext.nodes import node_at


class StyledEditor:
    """Puts edits into a text, each value with the lines of the side that wrote it; `UnsafeEdit` where that cannot be.

    A value in a merge is the very object that its source said; that is how it is found there again.
    """

    def __init__(self, base: Document, ours: tuple[Document, Value], theirs: tuple[Document, Value]) -> None:
        self._sources = ours, theirs  # which keeps the values alive, and so each one's identity its own
        self._gone = comment_counts(base) - comment_counts(theirs[0])
        self._places: dict[int, tuple[PlanLines, Steps] | None] = {}
        self._items: dict[Steps, list[tuple[Value, tuple[PlanLines, Steps]]]] = {}
        for document, root in self._sources:
            plan = PlanLines(document)
            for path, value in _values(root):
                if isinstance(value, dict) and path and isinstance(path[-1], int):
                    self._items.setdefault(_keys_of(path), []).append((value, (plan, path)))
                # One object in two places is a short word that Python keeps once; it has no place of its own.
                self._places[id(value)] = None if id(value) in self._places else (plan, path)

    def edited_by_rows(self, document: Document, edits: Iterable[Edit]) -> Document:
        """Return a document after the edits of one merge: first those inside of recommendations, then all others."""
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

    def edited(self, document: Document, edits: Iterable[Edit]) -> Document:
        """Return a document after the edits, each upon the one before; comments are lost where they must be."""
        for edit in edits:
            document = self._removed(document, edit) if isinstance(edit, Remove) else self._put(document, edit)
        return document

    def _put(self, document: Document, edit: Put | Insert) -> Document:
        source = self._places.get(id(edit.value)) or self._source_of_moved(edit)
        try:
            made = Document.from_text(edited(document, [edit], plan_order()), document.path)
        except UnsafeEdit:
            instead = _with_lines_of(document, edit.path, *source) if source and isinstance(edit, Put) else None
            if instead and says(instead, applied(said_in(document), [edit])):
                return instead
            raise
        better = _with_lines_of(made, _target(made, edit), *source) if source else None
        if better is None or comment_counts(made) - comment_counts(better) or not says(better, said_in(made)):
            return made
        return better

    def _source_of_moved(self, edit: Put | Insert) -> tuple[PlanLines, Steps] | None:
        """Return where a side has an item that says the same in the same list; one that moved is made anew."""
        items = self._items.get(_keys_of(edit.path), ()) if isinstance(edit, Insert) else ()
        return next((source for value, source in items if value == edit.value and same(value, edit.value)), None)

    def _removed(self, document: Document, edit: Remove) -> Document:
        instead = self._without_entry(document, edit.path)
        if instead and not says(instead, applied(said_in(document), [edit])):
            instead = None
        if instead and comment_counts(document) - comment_counts(instead):
            return instead
        try:
            return Document.from_text(edited(document, [edit], plan_order()), document.path)
        except UnsafeEdit:
            if instead:
                return instead
            raise

    def _without_entry(self, document: Document, path: Steps) -> Document | None:
        """Return a document without the lines of an entry, nor the comments right above it that may go."""
        plan = PlanLines(document)
        lines, (start, end, _, is_own) = plan.lines, plan.entry(path)
        while start and lines[start - 1].strip() in self._gone:
            start -= 1
        if start and not lines[start - 1].strip() and (end == len(lines) or not lines[end].strip()):
            start -= 1  # of two blank lines around it one is enough
        elif path[-1] == 0 and end < len(lines) and not lines[end].strip():
            end += 1  # no list begins with one
        return Document.from_text("".join([*lines[:start], *lines[end:]]), document.path) if is_own else None


def _values(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, Value]]:
    yield path, value
    if isinstance(value, str):
        return
    for step, one in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _values(one, (*path, step))


def _keys_of(path: Steps) -> Steps:
    return tuple(step for step in path if isinstance(step, str))


def _target(document: Document, edit: Put | Insert) -> Steps:
    """Return where the value of an edit is afterwards."""
    if isinstance(edit, Put):
        return edit.path
    items = node_at(document.root, edit.path) if document.root else None
    last = len(items.items) - 1 if isinstance(items, ListNode) else 0
    return (*edit.path, last if edit.at is None else edit.at)


def _with_lines_of(document: Document, path: Steps, source: PlanLines, source_path: Steps) -> Document | None:
    """Return a document with the lines of an entry as its source has them; None where they are the same, or shared."""
    plan = PlanLines(document)
    here, there = entry_block(plan, path), entry_block(source, source_path)
    if not here or not there:
        return None
    known = comment_counts(document)
    new = lines_in_place_of(plan, here, [line for line in there.comments if line not in known], there.entry)
    text = "".join([*plan.lines[: here.first], *new, *plan.lines[here.end :]])
    return None if text == document.text else Document.from_text(text, document.path)


def comment_counts(document: Document) -> Counter[str]:
    """Return the comments of a file, each with how often it is there."""
    if "#" not in document.text:
        return Counter()

    _, root, _, text = document.with_line_feeds()
    return Counter(comments_in(text, root)) if root else Counter()


def with_style_of_theirs(made: Document, base: Document, ours: Document, theirs: Document) -> Document:
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
    return after if changes and says(after, said_in(made)) else made


class _Version:
    """One version of a plan: its lines and what it says."""

    def __init__(self, document: Document) -> None:
        self.plan = PlanLines(document)
        self.value = said_in(document)

    def at(self, path: Steps) -> Value:
        """Return the value that a path leads to."""
        value = self.value
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
    found = [block for version, at in zip(versions, paths, strict=True) if (block := entry_block(version.plan, at))]
    return (found, versions[-1].at(paths[-1])) if len(found) == len(versions) else None


class CommentedPlan(NamedTuple):
    """A merged file with its comments; the texts of those that found no place, and of those that both sides changed."""

    document: Document
    left_out: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


def with_comments_of_both(
    made: Document, base: Document, ours: Document, theirs: Document, kept: Sequence[Steps] = ()
) -> CommentedPlan:
    """Return a merged file in which each comment is that a side added or left alone, and none that a side took out.

    Entries that are `kept` for a person to decide, although theirs took them out, keep the comments of ours.
    """
    documents = (made, base, ours, theirs)
    if not any("#" in document.text for document in documents):
        return CommentedPlan(made)
    owners = CommentOwners([said_in(document) for document in documents])
    found, *versions = [
        [one for one in owned_comments(document, partial(owners.of, at)) if not one.owner.is_in(kept)]
        for at, document in enumerate(documents)
    ]
    before, mine, hers = with_shared_owners(*versions)
    due = due_comments(before, mine, hers)
    document, _ = with_comments(made, comment_changes(found, due.counts, (hers, mine)))
    there = comment_counts(document)
    lacking: Counter[str] = Counter()
    for (text, _), count in due.counts.items():
        lacking[text] += count
    left_out = tuple((lacking - there).elements())
    return CommentedPlan(document, left_out, tuple(text for text in due.both if there[text]))
