"""Where in a text a value, a key with its value, or an item of a list begins and ends, to the character.

The marks of the two parsers agree on where a value begins, and on where one without block style ends; the rest is
found from there. Texts have line feeds alone.
"""

from scrplan.source.nodes import Mapping, Node, Scalar
from scrplan.source.tokens import BLANKS, HEADER, block_of


def is_flow(text: str, node: Node) -> bool:
    """Return whether a mapping or list is written in brackets."""
    return not isinstance(node, Scalar) and text[node.start.index : node.start.index + 1] in ("{", "[")


def is_block_scalar(text: str, node: Node) -> bool:
    """Return whether a value is written as a block, below a `|` or `>`."""
    return isinstance(node, Scalar) and not node.plain and text[node.start.index : node.start.index + 1] in ("|", ">")


def value_end(text: str, node: Node) -> int:
    """Return the place just behind the last character of a value, before the line end."""
    if isinstance(node, Scalar):
        if not is_block_scalar(text, node):
            return node.end.index
        header = HEADER.match(text, node.start.index)
        _, end = block_of(text, node, header[0] if header else "")
        return end - 1 if end > 0 and text[end - 1] == "\n" else end
    inner = list(node.entries.values())[-1:] if isinstance(node, Mapping) else [(None, one) for one in node.items[-1:]]
    if is_flow(text, node) or not inner:
        return node.end.index
    return value_end(text, inner[0][1])


def entry_end(text: str, node: Node, column: int) -> int:
    """Return the end of the last line that belongs to a value below a key or dash in a column.

    Comments that are indented further than the column belong to what stands above them.
    """
    end = line_end(text, value_end(text, node))
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
    """Return where the line begins in which a character stands."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the line ends, before its line feed."""
    found = text.find("\n", index)
    return found if found >= 0 else len(text)


def column_of(text: str, index: int) -> int:
    """Return the column of a character, counted from 0."""
    return index - line_start(text, index)


def dash_of(text: str, item: Node) -> int | None:
    """Return where the dash of an item stands; None where it is not on the item's own line."""
    before = text[line_start(text, item.start.index) : item.start.index]
    stripped = before.rstrip(BLANKS)
    if not stripped.endswith("-") or stripped.strip(f"{BLANKS}-"):
        return None
    return line_start(text, item.start.index) + len(stripped) - 1


def colon_after(text: str, key: Scalar) -> int | None:
    """Return the place just behind the colon of a key; None where something else stands between."""
    at = key.end.index
    while text[at : at + 1] in tuple(BLANKS):
        at += 1
    return at + 1 if text[at : at + 1] == ":" else None
