"""How the values around a place are laid out, so that a new one looks like its neighbours."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from scrplan.yamltext.formatter_layout import STEP
from scrplan.yamltext.nodes import Mapping, Node, Sequence
from scrplan.yamltext.scalars import NARROW, WIDTH
from scrplan.yamltext.spans import is_block_scalar, is_flow, is_in_block
from scrplan.yamltext.tokens import line_end

_FOLDED = re.compile(r"(?<=[ \t])>[-+0-9]*[ \t]*\n( +)\S[^\n]*\n(?:\1\S[^\n]*\n)+")
_ENOUGH = 3  # folded lines; fewer do not show how wide a page is meant
_NARROWEST = 40
_LOOKED_AT = 40  # folded texts
_SIBLINGS = 3


class Layout(NamedTuple):
    """Columns from a key to what it holds, from a key to the dashes of its list, from a dash to what is behind it.

    `width` is where texts are folded.
    """

    below: int = STEP
    dash: int = STEP
    item: int = STEP
    width: int = WIDTH


NORMAL = Layout()


def style_near(text: str, holders: Iterable[Node]) -> Layout:
    """Return the style of the nearest neighbours; `holders` lead from where the new value will be up to the root."""
    found: dict[str, int] = {}
    for holder in holders:
        for name, step in _steps(text, holder):
            found.setdefault(name, step)
    return NORMAL._replace(width=_width(text), **found)


def _steps(text: str, holder: Node) -> Iterator[tuple[str, int]]:
    """Yield the steps by which what a mapping or list holds is indented, where it is on lines of its own."""
    if isinstance(holder, Mapping):
        for key, value in holder.entries.values():
            if is_block_scalar(text, value):
                if (column := _indentation(text, value)) > key.start.column:
                    yield "below", column - key.start.column
            elif is_in_block(text, value):
                yield "dash" if isinstance(value, Sequence) else "below", value.start.column - key.start.column
    elif isinstance(holder, Sequence) and holder.items:
        first, start = holder.items[0], holder.start
        if isinstance(first, Mapping) and first.start.line == start.line and not is_flow(text, first):
            yield "item", first.start.column - start.column
        for item in holder.items[:_SIBLINGS]:
            if isinstance(item, Mapping) and not is_flow(text, item):
                yield from _steps(text, item)


def _indentation(text: str, block: Node) -> int:
    """Return in which column the lines of a text begin, by the first that is no blank line."""
    start = line_end(text, block.start.index) + 1
    line = text[start : line_end(text, start)]
    return len(line) - len(line.lstrip(" "))


def _width(text: str) -> int:
    """Return the width at which the texts of a file are folded: the usual one, or a narrower one that they all keep."""
    found = islice(_FOLDED.finditer(text), _LOOKED_AT)
    lines = [len(line) for one in found for line in one[0].split("\n")[1:-2]]
    longest = max(lines, default=WIDTH)
    return WIDTH if len(lines) < _ENOUGH or longest >= NARROW else max(longest, _NARROWEST)
