"""What to put where in a text for one edit; the text has line feeds alone. Whether it says what is meant is not known.

Nothing here proves anything: `editor.py` reads the result back and compares.
"""

from typing import NamedTuple

from scrplan.source.edits import Edit, Insert, Put, Remove, Step, Steps, Value
from scrplan.source.extents import (
    colon_after,
    column_of,
    dash_of,
    entry_end,
    is_block_scalar,
    is_flow,
    line_end,
    line_start,
    value_end,
)
from scrplan.source.layout import STEP
from scrplan.source.nodes import Mapping, Node, Scalar, Sequence
from scrplan.source.order import ROWS, key_order
from scrplan.source.scalars import WIDTH
from scrplan.source.tokens import BLANKS, HEADER
from scrplan.source.writing import in_line, key_in_line, lines_of_item, lines_of_scalar, lines_under_key


class Splice(NamedTuple):
    """A stretch of the text and what stands there afterwards."""

    start: int
    end: int
    text: str


class Unplaceable(Exception):
    """There is no place for an edit; the words say why."""


class _Place(NamedTuple):
    """Where a value stands: behind what (a colon or a dash), in which column its key or dash begins."""

    node: Node
    behind: int
    column: int
    in_brackets: bool


def splices_of(text: str, root: Node, edit: Edit) -> list[Splice]:
    """Return the splices of an edit, from the end of the text to its beginning, so that each place stays where it is.

    Raises:
        Unplaceable: it cannot be put in without touching more.

    """
    finder = _Finder(text, root)
    match edit:
        case Put(path, value):
            found = finder.put(path, value)
        case Insert(path, value, at):
            found = finder.insert(path, value, at)
        case Remove(path):
            found = finder.remove(path)
    return sorted(found, reverse=True)


class _Finder:
    """Looks in one text with the tree that was parsed from it."""

    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root

    def put(self, path: Steps, value: Value) -> list[Splice]:
        """Return the splices that give a key or an item another value, or make the key."""
        holder, inside = self._holder(path)
        step = path[-1]
        if isinstance(holder, Mapping) and step not in holder.entries:
            return self._new_key(holder, path, value, in_brackets=inside)
        return self._replaced(self._place(holder, step, in_brackets=inside), value)

    def insert(self, path: Steps, value: Value, at: int | None) -> list[Splice]:
        """Return the splices that put an item into a list, or make the list."""
        holder, inside = self._holder(path)
        step = path[-1]
        if isinstance(holder, Mapping) and step not in holder.entries:
            return self._new_key(holder, path, [value], in_brackets=inside)
        place = self._place(holder, step, in_brackets=inside)
        items = place.node
        if not isinstance(items, Sequence):
            raise Unplaceable("it is no list")
        if not items.items and not inside:
            return self._replaced(place, [value])
        number = len(items.items) if at is None else at
        if inside or is_flow(self.text, items):
            return self._new_item_in_brackets(items, value, number)
        return self._new_item(items, value, number, apart=self._is_apart(items, path))

    def remove(self, path: Steps) -> list[Splice]:
        """Return the splices that take a key or an item away."""
        holder, inside = self._holder(path)
        step = path[-1]
        if isinstance(holder, Sequence) and len(holder.items) == 1:
            above, outside = self._holder(path[:-1])
            return self._replaced(self._place(above, path[-2], in_brackets=outside), [])
        if inside or is_flow(self.text, holder):
            return [self._removed_from_brackets(holder, step)]
        if isinstance(holder, Mapping):
            return [self._removed_key(holder, str(step))]
        return [self._removed_item(holder, step, path)]

    def _holder(self, path: Steps) -> tuple[Mapping | Sequence, bool]:
        """Return what the last step of a path leads out of, and whether that is in brackets, or inside of some."""
        if not path:
            raise Unplaceable("the whole file cannot be exchanged")
        node, inside = self.root, is_flow(self.text, self.root)
        for step in path[:-1]:
            node = _below(node, step)
            inside = inside or is_flow(self.text, node)
        if isinstance(node, Scalar):
            raise Unplaceable("a value has nothing below it")
        return node, inside

    def _place(self, holder: Mapping | Sequence, step: Step, *, in_brackets: bool) -> _Place:
        node = _below(holder, step)
        if isinstance(holder, Mapping):
            key = holder.entries[str(step)][0]
            behind = colon_after(self.text, key)
            start = key.start.index
        else:
            dash = None if in_brackets else dash_of(self.text, node)
            behind = node.start.index if in_brackets else None if dash is None else dash + 1
            start = node.start.index if dash is None else dash
        if behind is None:
            raise Unplaceable("it is not written as key, colon and value")
        return _Place(node, behind, column_of(self.text, start), in_brackets)

    def _replaced(self, place: _Place, value: Value) -> list[Splice]:
        """Return the splices that exchange a value; what stands behind it in its first and last line stays."""
        text, node = self.text, place.node
        start, end = node.start.index, value_end(text, node)
        is_empty = isinstance(node, Scalar) and node.plain and not node.text
        if place.in_brackets:
            return [
                Splice(place.behind, place.behind, f" {in_line(value)}")
                if is_empty
                else Splice(start, end, in_line(value))
            ]
        if is_empty:
            start = end = place.behind
        first, *more = self._lines(place, value, start)
        if is_empty or not first or (isinstance(node, Mapping | Sequence) and not is_flow(text, node)):
            start, first = place.behind, f" {first}" if first else ""
        rest = "".join(f"\n{line}" for line in more)
        if is_block_scalar(text, node):
            header = HEADER.match(text, node.start.index)
            header_end = header.end() if header else start
            return [Splice(start, header_end, first), Splice(line_end(text, header_end), end, rest)]
        if rest and end < line_end(text, end):
            return [Splice(start, end, first), Splice(line_end(text, end), line_end(text, end), rest)]
        return [Splice(start, end, first + rest)]

    def _lines(self, place: _Place, value: Value, start: int) -> list[str]:
        """Return the lines of a new value, of which the first stands behind a key or dash."""
        if isinstance(value, str):
            node = place.node
            first = self.text[node.start.index : node.start.index + 1]
            quote = first if isinstance(node, Scalar) and not node.plain and first in ("'", '"') else ""
            return lines_of_scalar(value, WIDTH - column_of(self.text, start), place.column + STEP, quote)
        head, *more = lines_under_key("k", value, place.column)
        return [head[place.column + len("k:") :].strip(BLANKS), *more]

    def _new_key(self, holder: Mapping, path: Steps, value: Value, *, in_brackets: bool) -> list[Splice]:
        key = str(path[-1])
        entry = _before(holder, key, key_order(path[:-1]))
        if in_brackets:
            new = f"{key_in_line(key)}: {in_line(value)}"
            if entry is None:
                start = next((one.start.index for one, _ in holder.entries.values()), None)
                at = holder.start.index + 1 if start is None else start
                return [Splice(at, at, new if start is None else f"{new}, ")]
            at = value_end(self.text, entry[1])
            return [Splice(at, at, f", {new}")]
        first, below = entry or next(iter(holder.entries.values()))
        column = column_of(self.text, first.start.index)
        at = entry_end(self.text, below, column)
        return [Splice(at, at, "".join(f"\n{line}" for line in lines_under_key(key, value, column)))]

    def _new_item_in_brackets(self, items: Sequence, value: Value, at: int) -> list[Splice]:
        new = in_line(value)
        if not items.items:
            start = items.start.index + 1
            return [Splice(start, start, new)]
        if at == 0:
            start = items.items[0].start.index
            return [Splice(start, start, f"{new}, ")]
        end = value_end(self.text, items.items[at - 1])
        return [Splice(end, end, f", {new}")]

    def _new_item(self, items: Sequence, value: Value, at: int, *, apart: bool) -> list[Splice]:
        neighbour = items.items[max(at - 1, 0)]
        dash = dash_of(self.text, neighbour)
        if dash is None:
            raise Unplaceable("the entry beside it does not begin on the line of its dash")
        column = column_of(self.text, dash)
        in_block = isinstance(neighbour, Mapping) and not is_flow(self.text, neighbour)
        lines = lines_of_item(value, column, in_block=in_block)
        if at == 0:
            start = self._blank_before(dash)
            return [Splice(start, start, "".join(f"{line}\n" for line in [*lines, *([""] if apart else [])]))]
        end = entry_end(self.text, neighbour, column)
        return [Splice(end, end, "".join(f"\n{line}" for line in [*([""] if apart else []), *lines]))]

    def _is_apart(self, items: Sequence, path: Steps) -> bool:
        """Return whether blank lines stand between the items of a list."""
        if len(items.items) == 1:
            return path == (ROWS,)
        before, last = items.items[-2:]
        between = self.text[value_end(self.text, before) : last.start.index]
        return any(not line.strip(BLANKS) for line in between.split("\n")[1:-1])

    def _blank_before(self, index: int) -> int:
        """Return where the line begins, before which nothing but blanks may stand."""
        start = line_start(self.text, index)
        if self.text[start:index].strip(BLANKS):
            raise Unplaceable("something else stands before it on its line")
        return start

    def _removed_from_brackets(self, holder: Mapping | Sequence, step: Step) -> Splice:
        bounds = _bounds(self.text, holder)
        place = list(holder.entries).index(str(step)) if isinstance(holder, Mapping) else int(step)
        start, end = bounds[place]
        if place:
            return Splice(bounds[place - 1][1], end, "")
        return Splice(start, bounds[1][0] if len(bounds) > 1 else end, "")

    def _removed_key(self, holder: Mapping, step: str) -> Splice:
        key, value = holder.entries[step]
        if len(holder.entries) == 1:
            raise Unplaceable("it is all that stands there")
        start = line_start(self.text, key.start.index)
        if self.text[start : key.start.index].strip(BLANKS):
            # Behind a dash: the next key moves to its place.
            following = list(holder.entries.values())[1][0]
            return Splice(key.start.index, following.start.index, "")
        return self._without_lines(start, value_end(self.text, value), key.start.index - start)

    def _removed_item(self, holder: Sequence, step: Step, path: Steps) -> Splice:
        item = holder.items[int(step)]
        dash = dash_of(self.text, item)
        if dash is None:
            raise Unplaceable("it does not begin on the line of its dash")
        start = self._blank_before(dash)
        splice = self._without_lines(start, value_end(self.text, item), dash - start)
        if not self._is_apart(holder, path[:-1]) or splice.text:
            return splice
        start, end = splice.start, splice.end
        if int(step) + 1 < len(holder.items):
            while end < len(self.text) and not self.text[end : line_end(self.text, end)].strip(BLANKS):
                end = line_end(self.text, end) + 1
        else:
            start = len(self.text[:start].rstrip(f"{BLANKS}\n")) + 1
        return Splice(start, end, "")

    def _without_lines(self, start: int, end: int, column: int) -> Splice:
        """Return the splice that takes lines out; a comment behind their last value keeps a line of its own."""
        stop = line_end(self.text, end)
        comment = self.text[end:stop].strip(BLANKS)
        if comment:
            return Splice(start, stop, " " * column + comment)
        if stop == len(self.text):
            return Splice(max(start - 1, 0), stop, "")
        return Splice(start, stop + 1, "")


def _below(node: Node, step: Step) -> Node:
    if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
        return node.entries[step][1]
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    raise Unplaceable("there is no such place")


def _before(holder: Mapping, key: str, order: tuple[str, ...]) -> tuple[Scalar, Node] | None:
    """Return the entry behind which a new key belongs by the order of keys; None where it belongs before all."""
    if key not in order:
        return list(holder.entries.values())[-1] if holder.entries else None
    earlier = [one for one in order[: order.index(key)] if one in holder.entries]
    return holder.entries[earlier[-1]] if earlier else None


def _bounds(text: str, holder: Mapping | Sequence) -> list[tuple[int, int]]:
    """Return where each entry or item inside brackets begins and ends."""
    if isinstance(holder, Mapping):
        return [(key.start.index, value_end(text, value)) for key, value in holder.entries.values()]
    return [(item.start.index, value_end(text, item)) for item in holder.items]
