"""The line of a plan that a finding is about, with a mark under the place; cut around it where there is no room."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scrplan.characters import REPLACEMENT, harmless
from scrplan.diagnostics import Diagnostic, Severity
from scrplan.render.text_width import cell_edges

CUT = "…"
# A word, a date or a name with the signs before it; else whatever stands there.
_WORD = re.compile(r"[^\w\s]*\w+(?:[-./]\w+)*|\S+")
_GRAVEST_FIRST = list(Severity)
_LINE_ENDS = str.maketrans(dict.fromkeys("\r\n", REPLACEMENT))

Paint = Callable[[str, Severity], str]


class Underline(NamedTuple):
    """The characters that are marked, from 0, the end excluded."""

    start: int
    end: int
    severity: Severity


def in_place(text: str) -> str:
    """Return harmless text on one line, a character for each, so that all columns stay what they are."""
    return harmless(text.translate(_LINE_ENDS))


def excerpt_rows(
    text: str, findings: Sequence[Diagnostic], room: int | None, paint: Paint
) -> Iterator[tuple[str, str]]:
    """Yield a line and the marks under it: once, or where they are too far apart for the room, once for each place."""
    line = in_place(text)
    # A mark may stand behind the last character, where something is missing.
    cells = cell_edges(f"{line} ")
    # Of those that begin together the gravest comes first, and gives its colour.
    found = {_mark(finding, line, cells) for finding in findings}
    marks = sorted(found, key=lambda mark: (mark.start, _GRAVEST_FIRST.index(mark.severity), mark.end))
    line = line.ljust(marks[-1].end)
    cells = cells[: len(line) + 1]
    if room is None or cells[-1] <= room:
        yield line.rstrip(), _row(marks, cells, (0, len(line)), paint)
        return
    for near in _near(marks, cells, room - 2 * len(CUT)):
        begin, end = _window(cells, near[0].start, near[-1].end, room)
        shown = f"{CUT if begin else ''}{line[begin:end]}{CUT if end < len(line) else ''}"
        yield shown.rstrip(), _row(near, cells, (begin, end), paint)


def _mark(finding: Diagnostic, line: str, cells: Sequence[int]) -> Underline:
    start = min(finding.position.column - 1, len(line))
    if finding.end and finding.end.line == finding.position.line:
        end = min(finding.end.column - 1, len(line))
    else:
        word = _WORD.match(line, start)
        end = word.end() if word else start
    end = max(end, start + 1)
    # An accent is marked with its letter.
    while start and cells[start] == cells[start + 1]:
        start -= 1
    return Underline(start, end, finding.severity)


def _near(marks: Sequence[Underline], cells: Sequence[int], room: int) -> Iterator[list[Underline]]:
    """Yield the marks in groups that fit in so many cells; a single one may be longer."""
    group = [marks[0]]
    for mark in marks[1:]:
        if cells[mark.end] - cells[group[0].start] > room:
            yield group
            group = []
        group.append(mark)
    yield group


def _window(cells: Sequence[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Return which characters of a line are shown so that those from start to end are among them, or the first."""
    last = len(cells) - 1
    inner = room - 2 * len(CUT)
    left = cells[start] - (inner - min(cells[end] - cells[start], inner)) // 2
    left = min(left, cells[last] - room + len(CUT))
    begin = 0
    if cells[end] > room - len(CUT) and left > 0:
        # Not at a mark that belongs to the character before it.
        begin = min(bisect_right(cells, cells[bisect_left(cells, left)]) - 1, start)
    limit = cells[begin] + room - (len(CUT) if begin else 0)
    return begin, last if cells[last] <= limit else bisect_right(cells, limit - len(CUT)) - 1


def _row(marks: Sequence[Underline], cells: Sequence[int], window: tuple[int, int], paint: Paint) -> str:
    begin, end = window
    shift = cells[begin] - (len(CUT) if begin else 0)
    row, at = "", 0
    for mark in marks:
        left = max(cells[mark.start] - shift, at)
        right = max(cells[min(mark.end, end)], cells[mark.start] + 1) - shift
        if left < right:
            row += " " * (left - at) + paint("^" * (right - left), mark.severity)
            at = right
    return row
