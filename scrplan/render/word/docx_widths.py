"""How wide the columns of a Word table are: room goes where it saves lines, so that long rows stay readable."""

from collections.abc import Sequence
from typing import NamedTuple

from scrplan.characters import harmless
from scrplan.content import Cell, Column, ColumnKind, Table
from scrplan.render.text_width import text_width

PADDING = 9.0  # points, both sides of a cell together
NARROWED = 0.86  # from the widest face that charts reckon with to ours
_BOLD = 1.2  # heads are
_LEAST = {ColumnKind.WORDS: 46.0, ColumnKind.LONG: 110.0}  # a narrower column of such words is a tower
_WORDY = (ColumnKind.WORDS, ColumnKind.LONG)
_ON_ONE_LINE = 50.0  # a date or a number is not wrapped; longer words of such a column may be
_LONGEST_WORD = 66.0  # a longer word may be broken
_SAMPLE = 40  # rows; more tell nothing new
_SHARES = 60  # of what is left, given one after the other


class Fullness(NamedTuple):
    """How much a cell has to say: the width of its words on one line, and the lines that it has at least."""

    width: float
    breaks: int

    def lines(self, width: float) -> float:
        """Return about how many lines it takes in a column of this width."""
        return self.width / max(width - PADDING, 1.0) + self.breaks


def fullness(cell: Cell, letters: float) -> Fullness:
    """Return how much a cell has to say in letters of this size."""
    return Fullness(text_width(cell.text, letters) * NARROWED, cell.text.count("\n"))


def least_width(table: Table, letters: float) -> float:
    """Return the width in points that a table's columns need, for their longest words and no more."""
    return sum(least for least, _ in _demands(table, letters))


def column_widths(table: Table, room: float, letters: float) -> list[float]:
    """Return a width in points for each column, all of them at most the room.

    Each has at least its longest word, and dates and numbers have one line. What is left goes, share by share, to the
    column that makes the most rows tall; where no row gains any more, to those of words.
    """
    demands = _demands(table, letters)
    widths = [least for least, _ in demands]
    if sum(widths) >= room:
        return [least * room / sum(widths) for least in widths]
    wishes = [wish for _, wish in demands]
    if sum(wishes) <= room:
        widths = wishes
    _give_shares(widths, _sampled(table, letters), room)
    takes = [column.kind in _WORDY for column in table.columns]
    if ColumnKind.LONG not in {column.kind for column in table.columns}:
        takes = [True] * len(widths)
    rest = (room - sum(widths)) / sum(takes)
    return [width + rest * take for width, take in zip(widths, takes, strict=True)]


def _give_shares(widths: list[float], rows: Sequence[Sequence[Fullness]], room: float) -> None:
    share = (room - sum(widths)) / _SHARES
    for _ in range(_SHARES):
        saved = [0.0] * len(widths)
        for row in rows:
            height, place = max((cell.lines(widths[place]), place) for place, cell in enumerate(row))
            if height > 1:
                inner = max(widths[place] - PADDING, 1.0)
                saved[place] += row[place].width / inner / inner
        most = max(saved)
        if not most:
            return
        widths[saved.index(most)] += share


def _sampled(table: Table, letters: float) -> list[list[Fullness]]:
    """Return how full the cells of the head and of some rows are, evenly from all."""
    count = min(_SAMPLE, len(table.rows))
    places = [number * len(table.rows) // count for number in range(count)]
    head = [Cell(column.heading) for column in table.columns]
    return [[fullness(cell, letters) for cell in row] for row in (head, *(table.rows[place] for place in places))]


def _demands(table: Table, letters: float) -> list[tuple[float, float]]:
    """Return for each column the least width that it needs, and the one that wraps no date and no number."""
    return [_demand(column, [row[place] for row in table.rows], letters) for place, column in enumerate(table.columns)]


def _demand(column: Column, cells: Sequence[Cell], letters: float) -> tuple[float, float]:
    texts = {harmless(cell.text) for cell in cells}
    words = {word for text in texts for word in text.split()}
    longest = max((text_width(word, letters) for word in words), default=0)
    in_head = max((text_width(word, letters) * _BOLD for word in harmless(column.heading).split()), default=0)
    least = max(min(max(longest, in_head) * NARROWED, _LONGEST_WORD), _LEAST.get(column.kind, 0)) + PADDING
    if column.kind in _WORDY:
        return least, least
    lines = sorted(text_width(line, letters) for cell in cells for line in harmless(cell.text).split("\n"))
    # A number is never wrapped; of the words in a column of dates, the few longest may be.
    usual = lines[-1 if column.kind is not ColumnKind.SHORT else len(lines) * 9 // 10] if lines else 0
    return least, max(least, min(usual, _ON_ONE_LINE) + PADDING)
