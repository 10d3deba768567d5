"""What the columns of a table need on paper, in points: the same for PDF and Word, each with its own letters."""

from collections.abc import Callable, Sequence

from scrplan.content import ColumnKind
from scrplan.render.table_layout import ColumnLimits, ColumnNeed, TableMeasure, fitted_widths, needed_width

# In sizes of the letters: a date or a number up to this is never wrapped; a narrower column of words is a tower.
_WHOLE, _LEAST_WORDS, _LEAST_LONG = 7.3, 5.0, 14.0
_LONGEST_WORD = 8.4  # a column need not be wider for the sake of one word
_HEADING_SHARE = 0.6  # of a heading, which has two lines then
_LITTLE = 0.2  # of the free room, which a column gets at once if then none of its cells is wrapped
_USUAL = 0.9
BY_TEXT = 0.5  # a text of four times the letters gets twice the width: a long one is tall anyway


def paper_measure(width: Callable[[str], float], letters: float, bold: float, gap: float) -> TableMeasure:
    """Return how tables are measured on paper; `width` is that of words in these letters, `bold` their share of it."""

    def heading(text: str) -> tuple[float, float]:
        whole = width(text) * bold
        longest = max((width(word) * bold for word in text.split()), default=0.0)
        return max(longest, whole * _HEADING_SHARE), whole

    whole = ColumnLimits(_WHOLE * letters)
    limits = dict.fromkeys(ColumnKind, whole) | {
        ColumnKind.WORDS: ColumnLimits(_LEAST_WORDS * letters),
        ColumnKind.LONG: ColumnLimits(_LEAST_LONG * letters),
    }
    return TableMeasure(width, heading, limits, gap, _LONGEST_WORD * letters, _USUAL, BY_TEXT)


def wrapping(measure: TableMeasure) -> TableMeasure:
    """Return a measure by which dates and numbers are wrapped too, for where there is no room to keep them whole."""
    wrapped = dict.fromkeys((ColumnKind.SHORT, ColumnKind.NUMBER, ColumnKind.BAR), ColumnLimits())
    return measure._replace(limits={**measure.limits, **wrapped})


def paper_widths(needs: Sequence[ColumnNeed], room: float) -> list[float]:
    """Return widths that take the room at most; columns that lack little of what they take get it first."""
    found, free = list(needs), room - needed_width(needs)
    for place, need in sorted(enumerate(needs), key=lambda one: one[1].natural - one[1].least):
        lack = need.natural - need.least
        if lack <= _LITTLE * free:
            found[place] = need._replace(least=need.natural)
            free -= lack
    return fitted_widths(found, room)


def stretched(widths: Sequence[float], room: float) -> list[float]:
    """Return widths that fill a room, each as much wider as the others."""
    whole = sum(widths)
    return [width * room / whole for width in widths]
