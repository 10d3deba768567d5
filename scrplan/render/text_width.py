"""How much room words take where the drawer of the letters is not known, so that nothing overlaps in any format."""

import unicodedata
from itertools import count

SIZE = 13  # of letters in a drawing


class _Letters(dict[str, float]):
    """How wide each letter is, in sizes of the face; each is judged when it is first met."""

    def __missing__(self, letter: str) -> float:
        width = self[letter] = _letter_width(letter)
        return width


_LETTERS = _Letters()


def text_width(words: str, size: float = SIZE) -> float:
    """Return how wide words are at most, in one of the wider sans serif faces: the drawer's own is not known here."""
    return sum(map(_LETTERS.__getitem__, words)) * size


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if letter in " iIjl|!.,:;'`":
        return 0.38
    if letter in "mMwW@%&—…":
        return 1.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.3
    return 0.72 if letter.isupper() else 0.6 if letter.isascii() else 0.85


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
