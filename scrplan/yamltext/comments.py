"""The comments of a text in their order: what an edit may never lose."""

from bisect import bisect_right
from collections.abc import Iterator

from scrplan.yamltext.nodes import Node, Scalar, written_scalars
from scrplan.yamltext.spans import is_block_scalar, line_end, value_end
from scrplan.yamltext.tokens import BLANKS


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
