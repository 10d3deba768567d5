"""Identifiers are never shown: they are covered in the lines, messages and hints that go out, as into public logs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as AnySequence

from scrplan.check.identifiers import identifiers
from scrplan.check.identifying_words import Hit, Names
from scrplan.diagnostics import Diagnostic, Position
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence

_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_NOT_SHOWN = "'\N{BULLET}\N{BULLET}\N{BULLET}'"


class LineStarts:
    """A text by its lines, to tell the place of a character without counting from the start each time."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def position(self, index: int) -> Position:
        """Return the place of a character."""
        line = bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1] + 1)


def covered(text: str, hits: Iterable[Hit]) -> str:
    """Return a text of the same length with dots in the place of what was found in it; hits come in order."""
    parts, behind = [], 0
    for hit in hits:
        words = text[hit.start : hit.end]
        parts += [text[behind : hit.start], "".join(one if one.isspace() else "\N{BULLET}" for one in words)]
        behind = hit.end
    return "".join([*parts, text[behind:]])


def discreet(
    found: AnySequence[Diagnostic], root: Node | None, hits: AnySequence[Hit], names: Names | None
) -> list[Diagnostic]:
    """Return findings that quote no identifier of the file, and no name of the list.

    A message quotes a value shortened and with escapes, so what is said of a value that holds an identifier quotes
    nothing at all.
    """
    if not hits and names is None:
        return list(found)
    private = _places_of_values(root, hits) if hits else frozenset()
    return [_discreet(one, names, quotes=one.position not in private) for one in found]


def _discreet(one: Diagnostic, names: Names | None, *, quotes: bool) -> Diagnostic:
    message, hint = one.message, one.hint
    if not quotes and _QUOTED.search(message):
        message, hint = _QUOTED.sub(_NOT_SHOWN, message), "write another value"
    return one._replace(
        message=covered(message, identifiers(message, names)), hint=covered(hint, identifiers(hint, names))
    )


def _places_of_values(root: Node | None, hits: AnySequence[Hit]) -> frozenset[Position]:
    """Return where the keys and values begin that hold an identifier, and all that stand on a line with one."""
    found: set[Position] = set()
    starts = [hit.start for hit in hits]
    for node in every_node(root):
        if isinstance(node, Scalar):
            # A comment behind a value may be what makes it one: `12/03/2009 # born`.
            first = bisect_right(starts, node.start.index)
            before = hits[first - 1] if first else None
            inside = first < len(hits) and hits[first].start <= node.end.index
            if inside or (before and before.end > node.start.index):
                found.add(Position(node.start.line + 1, node.start.column + 1))
    return frozenset(found)


def every_node(root: Node | None) -> Iterator[Node]:
    """Yield each node of a document, keys too, in no certain order."""
    left = [root] if root is not None else []
    while left:
        node = left.pop()
        yield node
        if isinstance(node, Mapping):
            left += [part for entry in node.entries.values() for part in entry]
        elif isinstance(node, Sequence):
            left += node.items
