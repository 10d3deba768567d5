"""Edits of a plan file as data: what is meant, apart from any text. `editor.py` puts them into the file."""

from collections.abc import Iterable
from typing import NamedTuple

from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, resolved


class Bare(str):
    """A value that is written without quotes and is no text by YAML: `true`, `5`. A ref `5` is the ref `"5"`."""

    __slots__ = ()


Value = str | list["Value"] | dict[str, "Value"]
Step = str | int
Steps = tuple[Step, ...]  # keys, and indexes of items, from the first level down


class Put(NamedTuple):
    """Give a key a value, whether it is there or not; or an item of a list another value."""

    path: Steps
    value: Value


class Insert(NamedTuple):
    """Put an item into the list at `path`, before the one `at` that place or at its end; a missing list is made."""

    path: Steps
    value: Value
    at: int | None = None


class Remove(NamedTuple):
    """Take a key with its value away, or an item of a list."""

    path: Steps


Edit = Put | Insert | Remove


def said(node: Node) -> Value:
    """Return what a node says, each scalar as it is written, so that `1.10` stays itself."""
    match node:
        case Scalar():
            return node.text if isinstance(resolved(node), str) else Bare(node.text)
        case Sequence():
            return [said(item) for item in node.items]
        case Mapping():
            return {key: said(value) for key, (_, value) in node.entries.items()}


def same(one: Value | None, other: Value | None) -> bool:
    """Return whether two values say the same, also in whether a word is a text or, say, a number; key order is free."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, Bare) == isinstance(other, Bare)


def applied(value: Value, edits: Iterable[Edit]) -> Value:
    """Return a value as it is after the edits, each upon what the one before left; the value itself stays.

    Raises:
        LookupError: an edit leads nowhere.

    """
    for edit in edits:
        value = _applied(value, edit, edit.path)
    return value


def _applied(value: Value, edit: Edit, path: Steps) -> Value:
    if not path:
        return _at_end(value, edit)
    step, rest = path[0], path[1:]
    match value, step:
        case dict(), str():
            if not rest and isinstance(edit, Remove):
                if step not in value:
                    raise KeyError(step)
                return {key: one for key, one in value.items() if key != step}
            missing: Value = [] if isinstance(edit, Insert) and not rest else {}
            if step not in value and rest:
                raise KeyError(step)
            return value | {step: _applied(value.get(step, missing), edit, rest)}
        case list(), int():
            if not 0 <= step < len(value):
                raise IndexError(step)
            if not rest and isinstance(edit, Remove):
                return [*value[:step], *value[step + 1 :]]
            return [*value[:step], _applied(value[step], edit, rest), *value[step + 1 :]]
    raise LookupError(step)


def _at_end(value: Value, edit: Edit) -> Value:
    match edit:
        case Put(_, new):
            return new
        case Insert(_, new, at) if isinstance(value, list):
            where = len(value) if at is None else at
            if not 0 <= where <= len(value):
                raise IndexError(where)
            return [*value[:where], new, *value[where:]]
    raise LookupError("a list is needed to put an item in")
