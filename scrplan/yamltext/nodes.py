"""The node tree of a document: what was written and where, before anyone knows what it means."""

import re
from collections.abc import Iterator
from typing import Protocol

from scrplan.diagnostics import Position


class Mark(Protocol):
    """A place in the text as the YAML parsers give it: all three counted from 0, in characters."""

    @property
    def index(self) -> int: ...  # noqa: D102
    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102


class Scalar:
    """One value as written; `plain` when it had no quotes or block style, so that YAML may resolve it."""

    __slots__ = ("end", "plain", "start", "text")

    def __init__(self, text: str, plain: bool, start: Mark, end: Mark) -> None:
        self.text, self.plain, self.start, self.end = text, plain, start, end


class Sequence:
    """A list."""

    __slots__ = ("end", "items", "start")

    def __init__(self, start: Mark, end: Mark) -> None:
        self.start, self.end = start, end
        self.items: list[Node] = []


class Mapping:
    """Keys with their values, in the order of the file; of a doubled key the first counts."""

    __slots__ = ("end", "entries", "start")

    def __init__(self, start: Mark, end: Mark) -> None:
        self.start, self.end = start, end
        self.entries: dict[str, tuple[Scalar, Node]] = {}


Node = Scalar | Sequence | Mapping
Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUES, _FALSES = frozenset({"true", "True", "TRUE"}), frozenset({"false", "False", "FALSE"})
_MAY_RESOLVE = frozenset("0123456789+-.~nNtTfF")  # first characters of what YAML 1.2 may read as no text
LONGEST_NUMBER = 40  # characters; longer digits are no number of a plan, and huge ones cost quadratic time


def position(node: Node) -> Position:
    """Return where a node begins."""
    return Position(node.start.line + 1, node.start.column + 1)


def end_of(node: Node) -> Position | None:
    """Return the place just behind a scalar that ends on the line where it begins; None for what is longer."""
    if isinstance(node, Scalar) and node.end.line == node.start.line and node.end.column > node.start.column:
        return Position(node.end.line + 1, node.end.column + 1)
    return None


def items_under(node: Node, key: str) -> list[Node]:
    """Return the items of the list under a key of a mapping; none where there is no such list."""
    listed = node.entries.get(key) if isinstance(node, Mapping) else None
    return listed[1].items if listed and isinstance(listed[1], Sequence) else []


def last_value(node: Node) -> Node:
    """Return the last value inside a node, or the node itself where it holds none."""
    while not isinstance(node, Scalar):
        inside = node.items if isinstance(node, Sequence) else [value for _, value in node.entries.values()]
        if not inside:
            break
        node = inside[-1]
    return node


def written_scalars(node: Node) -> Iterator[Scalar]:
    """Yield the keys and values that are written, in their order."""
    match node:
        case Scalar():
            if node.text or not node.plain:
                yield node
        case Sequence():
            for item in node.items:
                yield from written_scalars(item)
        case Mapping():
            for key, value in node.entries.values():
                yield from written_scalars(key)
                yield from written_scalars(value)


def resolved(scalar: Scalar) -> str | float | bool | None:
    """Return the value by YAML 1.2's core schema: `no`, `on` and `2012-05-01` are text."""
    text = scalar.text
    if not scalar.plain or (text and text[0] not in _MAY_RESOLVE):
        return text
    if text in _NULLS:
        return None
    if text in _TRUES or text in _FALSES:
        return text in _TRUES
    if len(text) > LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan")) if _FLOAT.fullmatch(text) else text


def to_data(node: Node) -> Data:
    """Return the tree as plain data, as a JSON Schema validator wants it; keys keep their written form."""
    match node:
        case Scalar():
            return resolved(node)
        case Sequence():
            return [to_data(item) for item in node.items]
        case Mapping():
            return {key: to_data(value) for key, (_, value) in node.entries.items()}


def node_at(node: Node, path: "list[str | int] | tuple[str | int, ...]") -> Node:
    """Return the node that a path of keys and indexes leads to, or the last one on the way that exists."""
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            node = node.entries[step][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            break
    return node
