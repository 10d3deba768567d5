"""What to put where in a text for one edit; the text has line feeds alone. Whether it says what is meant is not known.

Nothing here proves anything: `editor.py` reads the result back and compares.
"""

from functools import cached_property
from typing import NamedTuple

from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Step, Steps, Value
from scrplan.yamltext.flow_edits import bounds_of, with_entry, with_value, without_entry
from scrplan.yamltext.key_arrangement import KeyOrder
from scrplan.yamltext.line_endings import Splice
from scrplan.yamltext.new_text import (
    in_line,
    key_in_line,
    lines_of_item,
    lines_of_scalar,
    lines_under_key,
    ordered,
    requoted,
)
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from scrplan.yamltext.removal import without_item, without_key
from scrplan.yamltext.scalars import WIDTH
from scrplan.yamltext.spans import (
    colon_after,
    column_of,
    dash_of,
    entry_value_end,
    is_apart,
    is_block_scalar,
    is_flow,
    is_in_block,
    is_nothing,
    item_end,
    line_start,
    lines_end,
    value_end,
)
from scrplan.yamltext.style_detection import Layout, style_near
from scrplan.yamltext.tokens import BLANKS, HEADER, line_end


class Unplaceable(Exception):
    """There is no place for an edit, or its result is not what was meant; the words say why."""


class _Place(NamedTuple):
    """Where a value is: behind what (a colon or a dash), to where, in which column its key or dash begins."""

    node: Node
    behind: int
    end: int
    column: int


def splices_of(text: str, root: Node, edit: Edit, order: KeyOrder, *, plainly: bool = False) -> list[Splice]:
    """Return the splices of an edit, from the end of the text to its beginning, so that each place stays where it is.

    `order` is that of the whole file. New values are laid out like their neighbours, or `plainly`: on one line, which
    fits almost anywhere.

    Raises:
        Unplaceable: it cannot be put in without touching more.

    """
    finder = _Finder(text, root, edit.path, order, plainly=plainly)
    match edit:
        case Put(path, value):
            found = finder.put(ordered(value, order.at(path)))
        case Insert(path, value, at):
            found = finder.insert(ordered(value, order.at(path)), at)
        case Remove():
            found = finder.remove()
    return sorted(found, reverse=True)


class _Finder:
    """Looks in one text, with the tree that was parsed from it, for what a path leads to."""

    def __init__(self, text: str, root: Node, path: Steps, order: KeyOrder, *, plainly: bool) -> None:
        if not path:
            raise Unplaceable("the whole file cannot be replaced")
        self.text, self.root, self.path, self.order, self.plainly = text, root, path, order, plainly
        self.step = path[-1]
        self.holders: list[Node] = [root]
        for step in path[:-1]:
            self.holders.append(_below(self.holders[-1], step))
        self.holder = _collection(self.holders[-1])
        self.is_inside = any(is_flow(text, one) for one in self.holders)

    def put(self, value: Value) -> list[Splice]:
        """Return the splices that give a key or an item another value, or make the key."""
        if self._is_missing:
            return self._new_key(value)
        if not self.is_inside:
            return self._replaced(self._place(), value)
        node = _below(self.holder, self.step)
        new = (requoted(value, _quote(self.text, node)) if isinstance(value, str) else "") or in_line(value)
        if is_nothing(node) and isinstance(self.holder, Mapping):
            return [with_value(self.text, self.holder, str(self.step), new)]
        return [Splice(node.start.index, value_end(self.text, node), new)]

    def insert(self, value: Value, at: int | None) -> list[Splice]:
        """Return the splices that put an item into a list, or make the list."""
        if self._is_missing:
            return self._new_key([value])
        items = _below(self.holder, self.step)
        if not isinstance(items, Sequence):
            raise Unplaceable("it is no list")
        number = len(items.items) if at is None else at
        if not self.is_inside and not is_flow(self.text, items):
            return self._new_item(items, value, number)
        found = with_entry(self.text, items, number, in_line(value))
        if self.is_inside or self.plainly:
            return found
        if not items.items:
            return self._replaced(self._place(), [value])
        return self._on_lines(items, value, number) or found

    def remove(self) -> list[Splice]:
        """Return the splices that take a key or an item away; of the last one, the brackets stay."""
        holder = self.holder
        if len(holder.entries if isinstance(holder, Mapping) else holder.items) == 1:
            if len(self.path) == 1:
                raise Unplaceable("it is all that the file holds")
            above = _Finder(self.text, self.root, self.path[:-1], self.order, plainly=self.plainly)
            return above.put({} if isinstance(holder, Mapping) else [])
        if self.is_inside:
            place = list(holder.entries).index(str(self.step)) if isinstance(holder, Mapping) else int(self.step)
            return without_entry(self.text, holder, place)
        if isinstance(holder, Mapping):
            return [without_key(self.text, holder, str(self.step))]
        return [without_item(self.text, holder, int(self.step))]

    @property
    def _is_missing(self) -> bool:
        return isinstance(self.holder, Mapping) and self.step not in self.holder.entries

    @cached_property
    def _style(self) -> Layout:
        return style_near(self.text, reversed(self.holders))

    def _place(self) -> _Place:
        """Return the place of a value outside brackets."""
        holder, text = self.holder, self.text
        if isinstance(holder, Mapping):
            key, node = holder.entries[str(self.step)]
            behind = colon_after(text, key)
            if behind is None:
                raise Unplaceable("there is no colon behind this key on its line")
            return _Place(node, behind, entry_value_end(text, key, node), column_of(text, key.start.index))
        dash = _dash(text, holder, int(self.step))
        node = holder.items[int(self.step)]
        return _Place(node, dash + 1, item_end(text, holder, int(self.step)), column_of(text, dash))

    def _replaced(self, place: _Place, value: Value) -> list[Splice]:
        """Return the splices that exchange a value; comments around it stay where they are."""
        text, node, behind, end = self.text, place.node, place.behind, place.end
        start = behind if is_nothing(node) else node.start.index
        first, *more = self._lines(place, value, start)
        rest = "".join(f"\n{line}" for line in more)
        gap, stop = text[behind:start], line_end(text, end)
        tail = text[end:stop].strip(BLANKS)
        if "\n" in gap:  # it begins on a line of its own, perhaps below comments
            if not rest and first and not is_in_block(text, node):
                return [Splice(start, end, first.strip(BLANKS))]
            if gap.strip(f"{BLANKS}\n"):
                alone = bool(tail) and not rest  # a comment to which the line of the value is left
                stretch = (
                    (start, text.index(tail, end)) if alone else (line_start(text, start) - 1, end if tail else stop)
                )
                return [Splice(*stretch, rest), Splice(behind, behind, first)]
        keeps_gap = "\n" not in gap and first and (isinstance(value, str) or not rest) and not is_in_block(text, node)
        begin = start if keeps_gap else behind
        if begin > behind:
            first = first.lstrip(BLANKS)
        if is_block_scalar(text, node):
            header = HEADER.match(text, start)
            return [Splice(line_end(text, start), end, rest), Splice(begin, header.end() if header else start, first)]
        if rest and tail and not is_in_block(text, node):
            return [Splice(stop, stop, rest), Splice(begin, end, first)]
        return [Splice(begin, stop if not tail and (rest or is_nothing(node)) else end, first + rest)]

    def _lines(self, place: _Place, value: Value, start: int) -> list[str]:
        """Return the lines of a new value, of which the first is right behind a key or dash."""
        column, style = place.column, self._style
        if self.plainly:
            return [f" {in_line(value)}"]
        if isinstance(value, str):
            first_at = place.behind + 1 if "\n" in self.text[place.behind : start] else max(start, place.behind + 1)
            room = style.width - (first_at - line_start(self.text, place.behind))
            first, *more = lines_of_scalar(value, room, column + style.below, style, _quote(self.text, place.node))
            return [f" {first}" if first else "", *more]
        if isinstance(self.step, int):
            first, *more = lines_of_item(value, column, style)
            return [first[column + 1 :], *more]
        first, *more = lines_under_key(self.step, value, column, style, apart=self._holds_apart)
        return [first[column + len(key_in_line(self.step)) + 1 :], *more]

    def _new_key(self, value: Value) -> list[Splice]:
        holder, key, text = self.holder, str(self.step), self.text
        entries = list(holder.entries.items()) if isinstance(holder, Mapping) else []
        number = _rank(key, [name for name, _ in entries], self.order.at(self.path[:-1]).keys)
        line = f"{key_in_line(key)}: {in_line(value)}"
        if self.is_inside:
            return with_entry(text, holder, number, line)
        _, (first, below) = entries[max(number - 1, 0)]
        column = column_of(text, first.start.index)
        lines = [" " * column + line]
        if not self.plainly:
            lines = lines_under_key(key, value, column, self._style, apart=self._holds_apart)
        if number == 0:
            return [_before(first.start.index, lines, column)]
        at = lines_end(text, entry_value_end(text, first, below), column)
        return [Splice(at, at, "".join(f"\n{line}" for line in lines))]

    def _new_item(self, items: Sequence, value: Value, number: int) -> list[Splice]:
        text = self.text
        before = max(number - 1, 0)
        dash = _dash(text, items, before)
        column, neighbour = column_of(text, dash), items.items[before]
        style = style_near(text, [items, *reversed(self.holders)])
        in_block = isinstance(neighbour, Mapping) and not is_flow(text, neighbour)
        lines = lines_of_item(value, column, style, in_block=in_block)
        if self.plainly:
            lines = [f"{' ' * column}- {in_line(value)}"]
        gap = [""] if (is_apart(text, items) if len(items.items) > 1 else self._holds_apart) else []
        if number:
            at = lines_end(text, item_end(text, items, before), column)
            return [Splice(at, at, "".join(f"\n{line}" for line in [*gap, *lines]))]
        at = line_end(text, self._place().behind)
        if at > dash:
            return [_before(dash, lines, column)]
        # Above the comments on what comes next.
        return [Splice(at, at, "".join(f"\n{line}" for line in [*lines, *gap]))]

    @property
    def _holds_apart(self) -> bool:
        """Return whether the format has a blank line between the items of the list that a path leads to."""
        return self.path[-1] in self.order.at(self.path[:-1]).apart

    def _on_lines(self, items: Sequence, value: Value, number: int) -> list[Splice]:
        """Return the splices that give each item of a list in brackets its line, where one line would be too long."""
        text, place = self.text, self._place()
        stop = line_end(text, place.behind)
        if isinstance(self.step, int) or place.end > stop:
            return []
        if stop + len(in_line(value)) + len(", ") - line_start(text, stop) <= WIDTH:
            return []
        column = place.column + self._style.dash
        lines = [[f"{' ' * column}- {text[start:end]}"] for start, end in bounds_of(text, items)]
        lines.insert(number, lines_of_item(value, column, self._style))
        rest = "".join(f"\n{line}" for item in lines for line in item)
        return [Splice(stop, stop, rest), Splice(place.behind, place.end, "")]


def _below(node: Node, step: Step) -> Node:
    if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
        return node.entries[step][1]
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    raise Unplaceable("there is no such place")


def _collection(node: Node) -> Mapping | Sequence:
    if isinstance(node, Scalar):
        raise Unplaceable("a value has nothing below it")
    return node


def _dash(text: str, items: Sequence, number: int) -> int:
    dash = dash_of(text, items, number)
    if dash is None:
        raise Unplaceable("its dash cannot be found")
    return dash


def _quote(text: str, node: Node) -> str:
    """Return the quotes around a value; nothing where there are none."""
    first = text[node.start.index : node.start.index + 1]
    return first if isinstance(node, Scalar) and not node.plain and first in ("'", '"') else ""


def _rank(key: str, keys: list[str], order: tuple[str, ...]) -> int:
    """Return before which of the keys a new one belongs: behind those that the format has earlier, else at the end."""
    if key not in order:
        return len(keys)
    earlier = [one for one in order[: order.index(key)] if one in keys]
    return keys.index(earlier[-1]) + 1 if earlier else 0


def _before(start: int, lines: list[str], column: int) -> Splice:
    """Return the splice that puts lines before the first key or dash, which may be behind another dash."""
    below = "\n".join([*lines, " " * column])
    return Splice(start, start, below[column:])
