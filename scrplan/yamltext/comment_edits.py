"""Comments added to the entries of a text, or taken out, proven to change nothing else."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from scrplan.yamltext.comments import CommentSide, EntryComment, comments_in, entry_comments
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Step, Steps
from scrplan.yamltext.formatter import same_data
from scrplan.yamltext.line_endings import Lines, Splice
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, node_at
from scrplan.yamltext.spans import (
    column_of,
    dash_of,
    entry_value_end,
    is_blank_line,
    is_block_scalar,
    is_first_in_line,
    is_flow,
    is_in_block,
    item_end,
    line_start,
    lines_end,
    value_end,
)
from scrplan.yamltext.tokens import BLANKS, line_end


class CommentChange(NamedTuple):
    """A comment of a text that goes, one that comes to an entry of it, or one that takes the place of another.

    `before` and `after` are the comments around the new one where it was written, at the same side of the same entry.
    """

    old: EntryComment | None
    new: EntryComment | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def with_comments(document: Document, changes: AbstractSequence[CommentChange]) -> tuple[Document, list[CommentChange]]:
    """Return a document after changes of its comments, and those changes that it could not be proven to take."""
    made = _changed_at_once(document, changes) if changes else document
    if made is not None:
        return made, []
    if len(changes) == 1:
        return document, [*changes]
    half = len(changes) // 2
    some, refused = with_comments(document, changes[:half])
    most, more = with_comments(some, changes[half:])
    return most, refused + more


def _changed_at_once(document: Document, changes: AbstractSequence[CommentChange]) -> Document | None:
    """Return a document after all of the changes; None where it would not say the same, or lack another comment."""
    lines = Lines.of(document.text)
    root = document.with_line_feeds().root

    if root is None:
        return None
    comments = entry_comments(lines.text, root)
    going = [_found(comments, change.old) for change in changes if change.old]
    if None in going:
        return None
    staying = [comment for comment in comments if comment not in going]
    splices: list[Splice] = []
    for change in changes:
        now = change._replace(old=change.old and _found(comments, change.old))
        splices += _splices(lines.text, root, now, staying)
    splices.sort(key=lambda splice: splice[:2])
    changed = lines.spliced(reversed(splices))
    after = Document.from_text(changed.text, document.path)
    if after.problems or after.root is None or not same_data(root, after.root):
        return None
    meant = Counter(comment.text for comment in staying) + Counter(change.new.text for change in changes if change.new)
    if Counter(comments_in(changed.text, after.root)) != meant:
        return None
    return after if changed.ends is None else Document.from_text(changed.written(), document.path)


def _found(comments: AbstractSequence[EntryComment], wanted: EntryComment) -> EntryComment | None:
    """Return a comment as it is in a text of which an earlier state had it, perhaps elsewhere."""
    return next((one for one in comments if one._replace(start=0) == wanted._replace(start=0)), None)


def _splices(text: str, root: Node, change: CommentChange, staying: AbstractSequence[EntryComment]) -> Iterator[Splice]:
    old, new = change.old, change.new
    if old and new and (old.path, old.side) == (new.path, new.side):
        yield Splice(old.start, old.start + len(old.text), new.text)
        return
    if old:
        yield _without(text, old)
    if new and new.side is not CommentSide.BESIDE:
        alone = [one for one in staying if is_first_in_line(text, one.start)]
        near = {one.text: one for one in alone if (one.path, one.side) == (new.path, new.side)}
        above = [near[one] for one in reversed(change.before) if one in near]
        below = [near[one] for one in change.after if one in near]
        if above or below:
            yield _next_to(text, new.text, (above or below)[0], after=bool(above))
            return
    if new:
        yield _at_entry(text, root, new)


def _at_entry(text: str, root: Node, comment: EntryComment) -> Splice:
    """Return what adds a comment at the side of its entry; above it, or what holds it, where there is no room for it.

    `text` has line feeds alone, `root` was parsed from it; where the comment began in its own text means nothing.
    """
    place = None
    if comment.side is CommentSide.BESIDE:
        place = _beside(text, root, comment)
    elif comment.side is CommentSide.BELOW:
        place = _below(text, root, comment)
    return place or _above(text, root, comment)


def _next_to(text: str, comment: str, neighbour: EntryComment, *, after: bool) -> Splice:
    """Return what adds a comment on the line after or before another that has a line of its own."""
    start = line_start(text, neighbour.start)
    indent = text[start : neighbour.start]
    if not after:
        return Splice(start, start, f"{indent}{comment}\n")
    end = line_end(text, neighbour.start)
    return Splice(end, end, f"\n{indent}{comment}")


def _without(text: str, comment: EntryComment) -> Splice:
    """Return what takes a comment out: with its line, where it has one, and one of two blank lines around that."""
    start, end = line_start(text, comment.start), line_end(text, comment.start)
    before = text[start : comment.start]
    if before.strip(BLANKS):
        return Splice(start + len(before.rstrip(BLANKS)), end, "")
    end = min(end + 1, len(text))
    is_apart = not start or is_blank_line(text, start - 1)
    if is_apart and end < len(text) and is_blank_line(text, end):
        end = line_end(text, end) + 1
    return Splice(start, end, "")


def _above(text: str, root: Node, comment: EntryComment) -> Splice:
    """Return what puts a comment above the first line of an entry, or of what holds it and begins a line."""
    path = comment.path
    at = _start_of(text, root, path)
    while path and not is_first_in_line(text, at):
        path = path[:-1]
        at = _start_of(text, root, path)
    return Splice(line_start(text, at), line_start(text, at), f"{' ' * column_of(text, at)}{comment.text}\n")


def _start_of(text: str, root: Node, path: Steps) -> int:
    """Return where the key or the dash of an entry is; of the whole file, where its first key is."""
    if not path:
        first = next(iter(root.entries), None) if isinstance(root, Mapping) else 0
        return root.start.index if first is None else _start_of(text, root, (first,))
    holder, step = node_at(root, path[:-1]), path[-1]
    if isinstance(holder, Mapping):
        return holder.entries[str(step)][0].start.index
    if not isinstance(holder, Sequence):
        return holder.start.index
    dash = None if is_flow(text, holder) else dash_of(text, holder, int(step))
    return holder.items[int(step)].start.index if dash is None else dash


def _beside(text: str, root: Node, comment: EntryComment) -> Splice | None:
    """Return what puts a comment at the end of the line on which an entry ends; None where something else is there."""
    if not comment.path:
        return None
    node = node_at(root, comment.path)
    if is_in_block(text, node) or is_block_scalar(text, node):
        at = line_start(text, _start_of(text, root, comment.path)) if is_in_block(text, node) else node.start.index
        end = line_end(text, at)
        is_free = "#" not in text[at:end]
    else:
        at = _end_of(text, root, comment.path)
        end = line_end(text, at)
        is_free = text[at:end].strip(BLANKS) in ("", ",")
    return Splice(end, end, f"{comment.blanks}{comment.text}") if is_free else None


def _end_of(text: str, root: Node, path: Steps) -> int:
    holder, step = node_at(root, path[:-1]), path[-1]
    if isinstance(holder, Mapping):
        return entry_value_end(text, *holder.entries[str(step)])
    if isinstance(holder, Sequence) and not is_flow(text, holder):
        return item_end(text, holder, int(step))
    return value_end(text, node_at(holder, (step,)))


def _below(text: str, root: Node, comment: EntryComment) -> Splice | None:
    """Return what puts a comment below all that an entry holds; None where it holds nothing on lines of its own."""
    node = node_at(root, comment.path)
    if isinstance(node, Scalar):
        return None
    if is_flow(text, node):
        close = node.end.index - 1
        indent = " " * (column_of(text, close) + 2)
        start = line_start(text, close)
        return Splice(start, start, f"{indent}{comment.text}\n") if is_first_in_line(text, close) else None
    first: Step = next(iter(node.entries)) if isinstance(node, Mapping) else 0
    column = column_of(text, _start_of(text, root, (*comment.path, first)))
    end = lines_end(text, value_end(text, node), column - 1)
    return Splice(end, end, f"\n{' ' * column}{comment.text}")
