"""How wide words are, as charts reckon it, fast enough for all the cells of fifty plans."""

from scrplan.render.lettering import text_width


class _Widths(dict[str, float]):
    """The width of each letter, found out when it is first met."""

    def __missing__(self, letter: str) -> float:
        width = self[letter] = text_width(letter, 1)
        return width


_WIDTHS = _Widths()


def width_of(text: str, size: float = 1) -> float:
    """Return how wide text on one line is at most, in the unit of the size of its letters."""
    return sum(map(_WIDTHS.__getitem__, text)) * size
