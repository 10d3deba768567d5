"""The lines on which an entry of a plan stands, told by their indentation; a text as a list of its lines."""

from typing import NamedTuple

from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Step, Steps
from scrplan.yamltext.nodes import Mapping, Node, Sequence

Lines = tuple[str, ...]


class Place(NamedTuple):
    """The lines of an entry, from `start` to before `end`, and the column of its key or dash.

    It is for show: whether a value reaches further is not known. `is_own` where no other entry shares its lines; else
    they are those of the one around it.
    """

    start: int
    end: int
    column: int
    is_own: bool


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text with their ends; only a line feed ends one."""
    *whole, last = text.split("\n")
    return (*(f"{line}\n" for line in whole), last) if last else tuple(f"{line}\n" for line in whole)


def place_of(document: Document, path: Steps, lines: Lines = ()) -> Place:
    """Return where the entry stands that a path leads to; `lines` are those of the document, where they are at hand."""
    lines = lines or lines_of(document.text)
    node = document.root
    start = column = 0
    has_dashes = False
    for step in path:
        if node is None or _is_flow(lines, node) or not _has(node, step):
            return Place(start, _end(lines, start, column, has_dashes=has_dashes), column, is_own=False)
        if isinstance(node, Mapping):
            key, node = node.entries[str(step)]
            start, column = key.start.line, key.start.column
            has_dashes = isinstance(node, Sequence)
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
            start = node.start.line
            column = lines[start].rfind("-", 0, node.start.column)
            has_dashes = False
    # A dash on a line of its own is not looked for.
    return Place(start, _end(lines, start, column, has_dashes=has_dashes), column, is_own=column >= 0)


def _has(node: Node, step: Step) -> bool:
    if isinstance(node, Mapping):
        return step in node.entries
    return isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items)


def _is_flow(lines: Lines, node: Node) -> bool:
    return lines[node.start.line][node.start.column : node.start.column + 1] in ("{", "[")


def _end(lines: Lines, start: int, column: int, *, has_dashes: bool) -> int:
    """Return the line behind the last that is indented further than the entry, or is an item of its own list."""
    end = start + 1
    for at in range(end, len(lines)):
        line = lines[at].strip()
        indent = len(lines[at]) - len(lines[at].lstrip(" "))
        if line and indent <= column and not (has_dashes and indent == column and line[0] == "-"):
            break
        end = at + 1 if line else end
    return end


def comments_above(lines: Lines, place: Place) -> list[str]:
    """Return the comments that stand right above an entry, in its column; none above what follows a dash."""
    start = place.start
    if lines[start][: place.column].strip():
        return []
    while start and lines[start - 1].startswith(" " * place.column + "#"):
        start -= 1
    return [line.rstrip("\r\n") for line in lines[start : place.start]]


def moved(line: str, by: int) -> str:
    """Return a line moved to the right, or, as far as there are blanks, to the left."""
    return " " * by + line if by > 0 and line else line[min(-by, len(line) - len(line.lstrip(" "))) :]
