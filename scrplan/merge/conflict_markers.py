"""Conflicts marked in a file's text as git marks them: around the lines of each value, ours first, then theirs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrplan.merge.entry_lines import Lines, lines_of, place_of
from scrplan.merge.outcomes import Conflict, unlike
from scrplan.merge.preserve_style import Grafts
from scrplan.merge.row_documents import Sections, in_section
from scrplan.yamltext.document import Document

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"

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


def marked(document: Document, conflicts: Sequence[Conflict], grafts: Grafts) -> Marked:
    """Return the text of merged data with both sides of each conflict: whichever is chosen at each, a plan is left.

    Raises:
        UnsafeEdit: theirs cannot be put into the text.

    """
    lines = lines_of(document.text)
    newline = "\r\n" if document.text.count("\r\n") * 2 > len(lines) else "\n"
    shown: list[str] = []
    chosen: list[str] = []
    at = 0
    for block in _blocks(document, conflicts, grafts):
        ours = [_whole(line, newline) for line in lines[block.start : block.end]]
        theirs = [_whole(line, newline) for line in block.theirs]
        shown += lines[at : block.start]
        shown += [OURS + newline, *ours, BETWEEN + newline, *theirs, THEIRS + newline]
        chosen += [*lines[at : block.start], *theirs]
        at = block.end
    return Marked("".join([*shown, *lines[at:]]), "".join([*chosen, *lines[at:]]))


def _whole(line: str, newline: str) -> str:
    return line if line.endswith("\n") else line + newline


def _blocks(document: Document, conflicts: Sequence[Conflict], grafts: Grafts) -> list[_Block]:
    """Return a block for each conflict, from top to bottom; those that share lines are one."""
    sections = Sections(document)
    alone = []
    for number, conflict in enumerate(conflicts):
        section = sections.of(conflict.path)
        if section is None:
            alone.append(_block_of(document, conflict, number, grafts))
            continue
        block = _block_of(section.document, conflict._replace(path=in_section(conflict.path)), number, grafts)
        alone.append(block._replace(start=block.start + section.offset, end=block.end + section.offset))
    lines = lines_of(document.text)
    found: list[_Block] = []
    # What theirs puts into one place keeps its order.
    for block in sorted(alone, key=lambda block: (block.start, block.end, block.numbers)):
        last = found[-1] if found else None
        if last is None or block.start >= last.end:
            found.append(block)
            continue
        numbers = tuple(sorted(last.numbers + block.numbers))
        # The last goes first, so that the places of the others stay what they are.
        solutions = [conflicts[number].solution for number in reversed(numbers)]
        theirs = grafts.edited(document, solutions, freely=True)
        start, end = _difference(lines, lines_of(theirs.text))
        extent = (min(last.start, start), max(last.end, block.end, end))
        found[-1] = _block(lines, lines_of(theirs.text), extent, numbers)
    return found


def _block_of(document: Document, conflict: Conflict, number: int, grafts: Grafts) -> _Block:
    theirs = grafts.edited(document, [conflict.solution], freely=True)
    return _block(lines_of(document.text), lines_of(theirs.text), _extent(document, theirs, conflict), (number,))


def _block(lines: Lines, others: Lines, extent: Extent, numbers: tuple[int, ...]) -> _Block:
    start, end = extent
    return _Block(start, end, others[start : end + len(others) - len(lines)], numbers)


def _extent(document: Document, theirs: Document, conflict: Conflict) -> Extent:
    """Return the lines of the entries in conflict; where they are not all that differs, those that do."""
    lines, others = lines_of(document.text), lines_of(theirs.text)
    extents = (*_likely(document, theirs, conflict), _difference(lines, others))
    return next(extent for extent in extents if _is_all(lines, others, extent))


def _likely(document: Document, theirs: Document, conflict: Conflict) -> Iterator[Extent]:
    """Yield the lines in which the two texts should differ, the fewest first."""
    path, ours, others = conflict.path, conflict.ours, conflict.theirs
    if isinstance(ours, list) and isinstance(others, list):
        first, last = unlike(ours, others)
        if first + last < len(ours):
            yield place_of(document, (*path, first)).start, place_of(document, (*path, len(ours) - 1 - last)).end
    held = document if ours is not None else theirs  # what ours lacks stands in the other text alone
    place = place_of(held, path)
    longer = 0 if ours is not None else theirs.text.count("\n") - document.text.count("\n")
    yield place.start, place.end - longer


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
