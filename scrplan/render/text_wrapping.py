"""Text broken into lines that fit a room, measured in points or in the cells of a screen."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import count

from scrplan.render.text_width import SIZE, cell_edges, cell_width, text_width


def folded(words: str, room: float, size: float = SIZE) -> list[str]:
    """Return words as lines of at most `room`, broken at spaces, inside a word only where it alone is too long."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, room, size)
        lines += full
    return [*lines, line]


def _cut(word: str, room: float, size: float) -> list[str]:
    """Return a word in pieces that fit."""
    pieces = []
    while text_width(word, size) > room:
        at = max(1, next(at for at in count(1) if text_width(word[:at], size) > room) - 1)
        pieces.append(word[:at])
        word = word[at:]
        if not word:
            break
    return [*pieces, word]


def wrapped(text: str, room: int | None, lead: int = 0) -> list[str]:
    """Return the words of a text in lines of at most so many cells, the first of `lead` fewer; None: in one line.

    A word is broken only if it is longer than a line. The first line is empty if no word fits in it.
    """
    if room is None:
        return [text]
    lines, line, free = [], "", room - lead
    for word in _pieces(text, room):
        width = cell_width(word)
        if width + bool(line) > free:
            lines.append(line)
            line, free = word, room - width
        else:
            free -= width + bool(line)
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _pieces(text: str, room: int) -> Iterator[str]:
    """Yield the words, those that are longer than a line in pieces that fill one."""
    for word in text.split():
        cells, begin = cell_edges(word), 0
        while begin < len(word):
            # At least one character, so that a wide one in a room of one cell ends too.
            end = max(bisect_right(cells, cells[begin] + room) - 1, begin + 1)
            yield word[begin:end]
            begin = end
