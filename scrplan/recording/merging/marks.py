"""Conflicts marked in a file's text as git marks them: around the lines of each value, ours first, then theirs."""

from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from scrplan.recording.merging.outcomes import Conflict, unlike
from scrplan.source.document import Document
from scrplan.source.editor import edited
from scrplan.source.edits import Steps
from scrplan.source.nodes import Mapping, Sequence

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"

Lines = AbstractSequence[str]
Extent = tuple[int, int]  # lines of a text, from the first to before the second


class _Block(NamedTuple):
    """Lines of the merged text, what stands there with theirs chosen, and which conflicts these are, by number."""

    start: int
    end: int
    theirs: Lines
    numbers: tuple[int, ...]


class Marked(NamedTuple):
    """A text with its conflicts marked, and the same text with theirs chosen at each."""

    text: str
    all_theirs: str


def marked(document: Document, conflicts: AbstractSequence[Conflict]) -> Marked:
    """Return the text of merged data with both sides of each conflict: whichever is chosen at each, a plan is left.

    Raises:
        UnsafeEdit: theirs cannot be put into the text.

    """
    lines = _lines(document.text)
    newline = "\r\n" if document.text.count("\r\n") * 2 > len(lines) else "\n"
    shown: list[str] = []
    chosen: list[str] = []
    at = 0
    for block in _blocks(document, lines, conflicts):
        ours = [_whole(line, newline) for line in lines[block.start : block.end]]
        theirs = [_whole(line, newline) for line in block.theirs]
        shown += lines[at : block.start]
        shown += [OURS + newline, *ours, BETWEEN + newline, *theirs, THEIRS + newline]
        chosen += [*lines[at : block.start], *theirs]
        at = block.end
    return Marked("".join(shown + lines[at:]), "".join(chosen + lines[at:]))


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _whole(line: str, newline: str) -> str:
    return line if line.endswith("\n") else line + newline


def _blocks(document: Document, lines: list[str], conflicts: AbstractSequence[Conflict]) -> list[_Block]:
    """Return a block for each conflict, from top to bottom; those that share lines are one."""
    found: list[_Block] = []
    alone = (_block_of(document, lines, conflict, number) for number, conflict in enumerate(conflicts))
    # What theirs puts into one place keeps its order.
    for block in sorted(alone, key=lambda block: (block.start, block.end, block.numbers)):
        last = found[-1] if found else None
        if last is None or block.start >= last.end:
            found.append(block)
            continue
        numbers = tuple(sorted(last.numbers + block.numbers))
        # The last goes first, so that the places of the others stay what they are.
        text = edited(document, [conflicts[number].solution for number in reversed(numbers)])
        start, end = _difference(lines, _lines(text))
        found[-1] = _block(lines, text, (min(last.start, start), max(last.end, block.end, end)), numbers)
    return found


def _block_of(document: Document, lines: list[str], conflict: Conflict, number: int) -> _Block:
    """Return the lines of the entries in conflict; where they are not all that differs, those that do."""
    text = edited(document, [conflict.solution])
    others = _lines(text)
    extents = (*_extents(document, text, conflict), _difference(lines, others))
    extent = next(one for one in extents if _is_all(lines, others, one))
    return _block(lines, text, extent, (number,))


def _extents(document: Document, text: str, conflict: Conflict) -> Iterator[Extent]:
    """Yield the lines in which the sides should differ, the fewest first; `text` is that with theirs chosen."""
    path, ours, theirs = conflict.path, conflict.ours, conflict.theirs
    if isinstance(ours, list) and isinstance(theirs, list):
        first, last = unlike(ours, theirs)
        if first + last < len(ours):
            yield _extent(document, (*path, first))[0], _extent(document, (*path, len(ours) - 1 - last))[1]
    if ours is not None:
        yield _extent(document, path)
    else:  # what ours lacks stands in the other text alone
        start, end = _extent(Document.from_text(text, document.path), path)
        yield start, end - text.count("\n") + document.text.count("\n")


def _block(lines: list[str], text: str, extent: Extent, numbers: tuple[int, ...]) -> _Block:
    start, end = extent
    others = _lines(text)
    return _Block(start, end, others[start : end + len(others) - len(lines)], numbers)


def _difference(lines: Lines, others: Lines) -> Extent:
    """Return the lines outside of which two texts are the same."""
    most = min(len(lines), len(others))
    first = next((at for at in range(most) if lines[at] != others[at]), most)
    alike = next((at for at in range(most - first) if lines[-1 - at] != others[-1 - at]), most - first)
    return first, len(lines) - alike


def _is_all(lines: Lines, others: Lines, extent: Extent) -> bool:
    """Return whether two texts are the same outside of these lines of the first."""
    start, end = extent
    behind = end + len(others) - len(lines)
    return start <= min(end, behind) and lines[:start] == others[:start] and lines[end:] == others[behind:]


def _extent(document: Document, path: Steps) -> Extent:
    """Return the lines of the entry that a path leads to; of the one around it where that shares its lines.

    They are told by their indentation, and are for show: whether they are enough is not known.
    """
    lines = [line.rstrip("\r\n") for line in _lines(document.text)]
    node = document.root
    start = column = 0
    has_dashes = False
    for step in path:
        if isinstance(node, Mapping) and not _is_flow(lines, node):
            key, node = node.entries[str(step)]
            start, column = key.start.line, key.start.column
            has_dashes = isinstance(node, Sequence)
        elif isinstance(node, Sequence) and not _is_flow(lines, node):
            node = node.items[int(step)]
            start = node.start.line
            column = lines[start].rfind("-", 0, node.start.column)
            has_dashes = False
        else:
            break
    end = start + 1
    for at, line in enumerate(lines[end:], end):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent <= column and not (has_dashes and indent == column and line[indent] == "-"):
            break
        end = at + 1 if line.strip() else end
    return start, end


def _is_flow(lines: Lines, node: Mapping | Sequence) -> bool:
    return lines[node.start.line][node.start.column : node.start.column + 1] in ("{", "[")
