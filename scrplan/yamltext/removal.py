"""What to take out of a text to remove a key or an item that is on lines of its own."""

from scrplan.yamltext.line_endings import Splice
from scrplan.yamltext.nodes import Mapping, Sequence
from scrplan.yamltext.spans import (
    column_of,
    dash_of,
    entry_value_end,
    is_apart,
    is_blank_line,
    is_first_in_line,
    item_end,
    line_start,
)
from scrplan.yamltext.tokens import BLANKS, line_end


def without_key(text: str, holder: Mapping, name: str) -> Splice:
    """Return what takes a key with its value out of a mapping that holds others."""
    key, value = holder.entries[name]
    start = key.start.index
    if is_first_in_line(text, start):
        return _without_lines(text, start, entry_value_end(text, key, value))
    # Behind a dash: the next key moves to its place.
    following = list(holder.entries.values())[1][0]
    return Splice(start, following.start.index, "")


def without_item(text: str, holder: Sequence, number: int) -> Splice:
    """Return what takes an item out of a list that holds others, with the blank lines that set it off."""
    dash = dash_of(text, holder, number) or 0
    if not is_first_in_line(text, dash):
        return Splice(dash, dash_of(text, holder, number + 1) or dash, "")
    start, end, kept = _without_lines(text, dash, item_end(text, holder, number))
    if kept or not is_apart(text, holder):
        return Splice(start, end, kept)
    if number + 1 < len(holder.items):
        while end < len(text) and is_blank_line(text, end):
            end = line_end(text, end) + 1
        return Splice(start, end, "")
    # Up to the line above, with its line end where the file has no last one.
    above = line_start(text, dash)
    while above > 0 and is_blank_line(text, above - 1):
        above = line_start(text, above - 1)
    return Splice(above - (start < line_start(text, dash)), end, "")


def _without_lines(text: str, start: int, end: int) -> Splice:
    """Return the splice that takes lines out; a comment behind their last value keeps a line of its own."""
    column, stop = column_of(text, start), line_end(text, end)
    begin = start - column
    comment = text[end:stop].strip(BLANKS)
    if comment:
        return Splice(begin, stop, " " * column + comment)
    return Splice(max(begin - 1, 0), stop, "") if stop == len(text) else Splice(begin, stop + 1, "")
