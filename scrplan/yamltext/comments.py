"""The comments of a text in their order, which an edit may never lose, and the entry that each belongs to."""

import enum
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from scrplan.yamltext.comment_tree import Branch, tree_of
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.nodes import Node, Scalar, written_scalars
from scrplan.yamltext.spans import is_block_scalar, line_start, value_end
from scrplan.yamltext.tokens import BLANKS, line_end, tokens_of


def comments_in(text: str, root: Node) -> list[str]:
    """Return the comments of a text with line feeds alone; `root` is the tree that was parsed from it."""
    return [comment for _, comment in comment_places(text, root)]


def comment_places(text: str, root: Node) -> Iterator[tuple[int, str]]:
    """Yield where each comment begins, and its text."""
    at = text.find("#")
    if at < 0:
        return
    scalars = [*written_scalars(root)]
    starts = [scalar.start.index for scalar in scalars]
    while at >= 0:
        number = bisect_right(starts, at) - 1
        end = _end_of_value(text, scalars[number], at) if number >= 0 else 0
        if at >= end:
            end = line_end(text, at)
            yield at, text[at:end].rstrip(BLANKS)
        at = text.find("#", end)


def _end_of_value(text: str, scalar: Scalar, at: int) -> int:
    """Return where a value ends that begins before a place; a comment may be behind the header of a block."""
    if is_block_scalar(text, scalar) and at <= line_end(text, scalar.start.index):
        return at
    return value_end(text, scalar)


class CommentSide(enum.Enum):
    """On which side of its entry a comment is."""

    ABOVE = "above"
    BESIDE = "at the line's end"
    BELOW = "below the last entry inside"


class EntryComment(NamedTuple):
    """A comment, from `start` in the text, and the entry to which it belongs; the empty path is the whole file.

    `blanks` are those between it and what is before it on its line.
    """

    text: str
    start: int
    path: Steps
    side: CommentSide
    blanks: str = ""


def entry_comments(text: str, root: Node) -> list[EntryComment]:
    """Return the comments of a text with line feeds alone, in their order; `root` is the tree parsed from it."""
    places = list(comment_places(text, root))
    if not places or isinstance(root, Scalar):
        return [EntryComment(comment, start, (), CommentSide.ABOVE) for start, comment in places]
    tree = tree_of(root, tokens_of(text, root))
    owners: dict[str, list[tuple[Steps, CommentSide]]] = {}
    head = ((comment, (), CommentSide.ABOVE) for comment in tree.head)
    for comment, path, side in chain(head, _owned(tree.root, ())):
        owners.setdefault(comment, []).append((path, side))
    found = []
    for start, comment in places:
        # One that is behind a document mark is in no entry.
        path, side = owners[comment].pop(0) if owners.get(comment) else ((), CommentSide.ABOVE)
        before = text[line_start(text, start) : start]
        found.append(EntryComment(comment, start, path, side, before[len(before.rstrip(BLANKS)) :]))
    return found


def _owned(branch: Branch, path: Steps) -> Iterator[tuple[str, Steps, CommentSide]]:
    """Yield the comments of a branch with the entry of each, those of the same words in their order."""
    for number, entry in enumerate(branch.entries):
        below: Steps = (*path, entry.key.text if entry.key else number)
        end = (entry.end.strip(BLANKS), below, CommentSide.BESIDE)
        yield from ((lead, below, CommentSide.ABOVE) for lead in entry.leads)
        if isinstance(entry.value, Branch):
            if not entry.value.flow:
                yield end
            yield from _owned(entry.value, below)
        if not isinstance(entry.value, Branch) or entry.value.flow:
            yield end
    yield from ((comment, path, CommentSide.BELOW) for comment in branch.tail)
