"""What to put where for an edit of a mapping or list that is written in brackets."""

import re

from scrplan.yamltext.line_endings import Splice
from scrplan.yamltext.nodes import Mapping, Sequence
from scrplan.yamltext.spans import colon_after, entry_value_end, is_first_in_line, line_start, value_end
from scrplan.yamltext.tokens import line_end

_COMMA = re.compile(r"[ \t]*,")
_REST = re.compile(r"[ \t]*(?:#.*)?")


def bounds_of(text: str, holder: Mapping | Sequence) -> list[tuple[int, int]]:
    """Return where each entry or item inside brackets begins and ends."""
    if isinstance(holder, Mapping):
        return [(key.start.index, entry_value_end(text, key, value)) for key, value in holder.entries.values()]
    return [(item.start.index, value_end(text, item)) for item in holder.items]


def with_value(text: str, holder: Mapping, name: str, new: str) -> Splice:
    """Return what gives a value to a key that has none."""
    key, value = holder.entries[name]
    end = entry_value_end(text, key, value)
    return Splice(end, end, f" {new}" if colon_after(text, key) else f": {new}")


def with_entry(text: str, holder: Mapping | Sequence, number: int, new: str) -> list[Splice]:
    """Return what puts an entry or item before the one of that number, or at the end."""
    bounds = bounds_of(text, holder)
    if not bounds:
        start = holder.start.index + 1
        return [Splice(start, start, new)]
    start, end = bounds[max(number - 1, 0)]
    indent = text[line_start(text, start) : start] if is_first_in_line(text, start) else None
    if number == 0:
        return [Splice(start, start, f"{new}, " if indent is None else f"{new},\n{indent}")]
    comma = _COMMA.match(text, end)
    after, stop = comma.end() if comma else end, line_end(text, end)
    if indent is None or not _REST.fullmatch(text, after, stop):
        return [Splice(end, end, f", {new}")]
    # Each on a line of its own: a comment stays behind what it is about.
    if comma:
        return [Splice(stop, stop, f"\n{indent}{new},")]
    if stop == end:
        return [Splice(end, end, f",\n{indent}{new}")]
    return [Splice(stop, stop, f"\n{indent}{new}"), Splice(end, end, ",")]


def without_entry(text: str, holder: Mapping | Sequence, number: int) -> list[Splice]:
    """Return what takes an entry or item away that is not the only one."""
    bounds = bounds_of(text, holder)
    start, end = bounds[number]
    before = bounds[number - 1][1] if number else start
    if number and "#" not in text[before:start]:
        return [Splice(before, end, "")]
    if number + 1 < len(bounds):
        return [Splice(start, bounds[number + 1][0], "")]
    # A comment on what is before the last one stays; the comma goes, and the line where all of it goes.
    is_alone = is_first_in_line(text, start) and _REST.fullmatch(text, end, line_end(text, end))
    goes = Splice(line_start(text, start) - 1 if is_alone else start, end, "")
    comma = _COMMA.match(text, before)
    return [goes, Splice(before, comma.end(), "")] if comma and number else [goes]
