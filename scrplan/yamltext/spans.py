"""Where in a text a value, a key with its value, or an item of a list begins and ends, to the character.

The marks of the two parsers agree on where a value begins, and on where one without block style ends; the rest is
found from there. Texts have line feeds alone.
"""

import re

from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from scrplan.yamltext.tokens import BLANKS, HEADER, block_of, line_end

_TO_DASH = re.compile(r"(?:[ \t\n]|#[^\n]*)*-")


def is_flow(text: str, node: Node) -> bool:
    """Return whether a mapping or list is written in brackets."""
    return not isinstance(node, Scalar) and text[node.start.index : node.start.index + 1] in ("{", "[")


def is_in_block(text: str, node: Node) -> bool:
    """Return whether a mapping or list is written on lines of its own."""
    return not isinstance(node, Scalar) and not is_flow(text, node)


def is_block_scalar(text: str, node: Node) -> bool:
    """Return whether a value is written as a block, below a `|` or `>`."""
    return isinstance(node, Scalar) and not node.plain and text[node.start.index : node.start.index + 1] in ("|", ">")


def is_nothing(node: Node) -> bool:
    """Return whether no value is written at all; the place of such a node means nothing."""
    return isinstance(node, Scalar) and node.plain and not node.text


def value_end(text: str, node: Node) -> int:
    """Return the place just behind the last character of a value, before the line end."""
    if isinstance(node, Scalar):
        if not is_block_scalar(text, node):
            return node.end.index
        header = HEADER.match(text, node.start.index)
        _, end = block_of(text, node, header[0] if header else "")
        return end - 1 if end > 0 and text[end - 1] == "\n" else end
    if isinstance(node, Mapping):
        if node.entries and not is_flow(text, node):
            return entry_value_end(text, *node.entries[next(reversed(node.entries))])
    elif node.items and not is_flow(text, node):
        return item_end(text, node, len(node.items) - 1)
    return node.end.index


def entry_value_end(text: str, key: Scalar, value: Node) -> int:
    """Return where the value of a key ends, or its colon, or the key itself where that is all there is."""
    return (colon_after(text, key) or key.end.index) if is_nothing(value) else value_end(text, value)


def item_end(text: str, items: Sequence, number: int) -> int:
    """Return where an item of a list on lines of its own ends, or its dash where that is all there is."""
    item = items.items[number]
    if is_nothing(item):
        dash = dash_of(text, items, number)
        return item.end.index if dash is None else dash + 1
    return value_end(text, item)


def dash_of(text: str, items: Sequence, number: int) -> int | None:
    """Return where the dash of an item is: the first behind what is written before it."""
    before = number
    while before and is_nothing(items.items[before - 1]):
        before -= 1
    at = value_end(text, items.items[before - 1]) if before else items.start.index
    for _ in range(before, number + 1):
        found = _TO_DASH.match(text, at)
        if not found:
            return None
        at = found.end()
    return at - 1


def lines_end(text: str, end: int, column: int) -> int:
    """Return the end of the last line that belongs to a key or dash in a column, whose value ends at `end`.

    Comments that are indented further than the column belong to what is above them.
    """
    end = line_end(text, end)
    following = end + 1
    while following < len(text):
        stop = line_end(text, following)
        line = text[following:stop]
        if line.lstrip(BLANKS)[:1] == "#" and len(line) - len(line.lstrip(BLANKS)) > column:
            end = stop
        elif line.strip(BLANKS):
            break
        following = stop + 1
    return end


def line_start(text: str, index: int) -> int:
    """Return where the line of a character begins."""
    return text.rfind("\n", 0, index) + 1


def column_of(text: str, index: int) -> int:
    """Return the column of a character, counted from 0."""
    return index - line_start(text, index)


def is_first_in_line(text: str, index: int) -> bool:
    """Return whether only blanks are before a character on its line."""
    return not text[line_start(text, index) : index].strip(BLANKS)


def is_blank_line(text: str, index: int) -> bool:
    """Return whether the line of a character holds only blanks."""
    return not text[line_start(text, index) : line_end(text, index)].strip(BLANKS)


def is_apart(text: str, items: Sequence) -> bool:
    """Return whether blank lines are between the last two items of a list on lines of its own."""
    last = len(items.items) - 1
    between = text[item_end(text, items, last - 1) : dash_of(text, items, last)]
    return any(not line.strip(BLANKS) for line in between.split("\n")[1:-1])


def colon_after(text: str, key: Scalar) -> int | None:
    """Return the place just behind the colon of a key; None where something else is between."""
    at = key.end.index
    while text[at : at + 1] in tuple(BLANKS):
        at += 1
    return at + 1 if text[at : at + 1] == ":" else None
