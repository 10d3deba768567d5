"""How many cells of a screen a text fills: two a wide character, none a mark on the one before, one any other."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_JOINER, _AS_EMOJI = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_SKINS = range(0x1F3FB, 0x1F400)
_NO_WIDTH = {"Mn", "Me", "Cf"}
_SYMBOL = "So"


def edges(text: str) -> Sequence[int]:
    """Return the cell where each character begins, and after them the cell behind the last; text has no controls."""
    if text.isascii():
        return range(len(text) + 1)
    return list(accumulate(_widths(text), initial=0))


def width_of(text: str) -> int:
    """Return how many cells a text fills."""
    return edges(text)[-1]


def _widths(text: str) -> Iterator[int]:
    before, width = "", 0
    for character in text:
        joined = before == _JOINER and unicodedata.category(character) == _SYMBOL
        if character == _AS_EMOJI:
            # It makes a narrow symbol a wide one.
            width = 1 if width == 1 and unicodedata.category(before) == _SYMBOL else 0
        elif joined or (ord(character) in _SKINS and width) or unicodedata.category(character) in _NO_WIDTH:
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        yield width
        before = character


def wrapped(text: str, room: int | None, lead: int = 0) -> list[str]:
    """Return the words of a text in lines of at most so many cells, the first of `lead` fewer; None: in one line.

    A word is broken only if it is longer than a line. The first line is empty if no word fits in it.
    """
    if room is None:
        return [text]
    lines, line, free = [], "", room - lead
    for word in _pieces(text, room):
        width = width_of(word)
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
        cells, begin = edges(word), 0
        while begin < len(word):
            # At least one character, so that a wide one in a room of one cell ends too.
            end = max(bisect_right(cells, cells[begin] + room) - 1, begin + 1)
            yield word[begin:end]
            begin = end
