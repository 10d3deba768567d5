"""YAML as people write it by hand: a small writer, so that generated plans do not depend on what they measure."""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

WIDTH = 112
LONGEST_LINE = 70  # characters of a text that still stands beside its key


class Bare(str):
    """A date, number or flag, to be written as it is."""

    __slots__ = ()


class Quoted(str):
    """Text to be put in double quotes even where it could do without."""

    __slots__ = ()


class Literal(str):
    """Text whose lines are kept: a `|-` block."""

    __slots__ = ()


class Flow(NamedTuple):
    """A mapping or list to be written on one line, in braces or brackets."""

    value: "Fields | list[str]"


Items: TypeAlias = "list[str | Flow | Fields]"
Value: TypeAlias = "str | Flow | Fields | Items"
Fields: TypeAlias = dict[str, Value]

_PLAIN = re.compile(r"[A-Za-z(\u00a3][^\n:#\\\[\]{}\"]*(?<! )")
_NOT_TEXT = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def mapping_lines(fields: Fields, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a mapping in block style."""
    for key, value in fields.items():
        yield from _entry(f"{' ' * indent}{key}:", value, indent)


def _entry(head: str, value: Value, indent: int) -> Iterator[str]:
    match value:
        case Literal():
            yield f"{head} |-"
            yield from _indented(value.split("\n"), indent)
        case str():
            if type(value) is str and (len(value) > LONGEST_LINE or "\n" in value):
                yield f"{head} >-"
                yield from _indented(_folded(value, WIDTH - indent), indent)
            else:
                yield f"{head} {_scalar(value, in_flow=False)}"
        case Flow():
            yield f"{head} {_flow(value)}"
        case dict():
            yield head
            yield from mapping_lines(value, indent + 2)
        case list():
            yield head
            for item in value:
                yield from _item(item, indent + 2)


def _item(item: "str | Flow | Fields", indent: int) -> Iterator[str]:
    dash = f"{' ' * indent}- "
    if isinstance(item, dict):
        lines = mapping_lines(item, indent + 2)
        yield dash + next(lines).lstrip()
        yield from lines
    else:
        yield dash + (_flow(item) if isinstance(item, Flow) else _scalar(item, in_flow=False))


def _flow(flow: Flow) -> str:
    if isinstance(flow.value, list):
        return f"[{', '.join(_scalar(one, in_flow=True) for one in flow.value)}]"
    pairs = (f"{key}: {_flow(one) if isinstance(one, Flow) else _scalar(one, in_flow=True)}"
             for key, one in flow.value.items())  # fmt: skip
    return f"{{{', '.join(pairs)}}}"


def _scalar(value: object, *, in_flow: bool) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    if isinstance(value, Bare):
        return value
    plain = not isinstance(value, Quoted) and _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
    if plain and not (in_flow and "," in value):
        return value
    if '"' in value and "'" not in value:
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _folded(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a `>-` block; an empty line between two paragraphs is one line break in the text."""
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            yield ""
        yield from textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)


def _indented(lines: Iterator[str] | list[str], indent: int) -> Iterator[str]:
    for line in lines:
        yield f"{' ' * (indent + 2)}{line}" if line else ""
