"""Valid files with one thing changed in their text, so that all else keeps its layout and each place stays known."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from scrplan.diagnostics import Position
from scrplan.yamltext.document import Document, position_of
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from tests.building import ROOT

SEEDS = ROOT / "tests" / "fuzz" / "seeds"
SETTINGS = "scrplan"

Step = str | int
Span = tuple[int, int]


class Edit(NamedTuple):
    """Characters of a text, from and up to, and what stands in their place."""

    start: int
    end: int
    new: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


class Spot(NamedTuple):
    """An entry of a mapping, or an item of a list (whose `key` is None), and its place among its siblings."""

    path: tuple[Step, ...]
    holder: Mapping | Sequence
    place: int
    key: Scalar | None
    value: Node


class Base:
    """A valid file: its text, without a byte order mark, and every spot in it."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.text = path.read_bytes().decode("utf-8-sig")

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def root(self) -> Mapping:
        document = Document.from_text(self.text, "x.yaml")
        assert document.problems == ()
        assert isinstance(document.root, Mapping)
        return document.root

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(_spots(self.root, ()))

    def span(self, spot: Spot) -> Span:
        """Return from where to where an entry or item stands: key and value, or dash and value."""
        return self.spans(spot.holder)[spot.place]

    @lru_cache(maxsize=4096)  # noqa: B019  (there are few bases, and all are kept)
    def spans(self, holder: Mapping | Sequence) -> list[Span]:
        """Return the spans of all entries or items of a node."""
        if isinstance(holder, Mapping):
            return [(key.start.index, self.end(value)) for key, value in holder.entries.values()]
        if self.is_flow(holder):
            return [(item.start.index, self.end(item)) for item in holder.items]
        found: list[Span] = []
        dash = holder.start.index
        for item in holder.items:
            if found:
                behind = _TO_DASH.match(self.text, found[-1][1])
                assert behind, self.text[found[-1][1] :][:50]
                dash = behind.end() - 1
            found.append((dash, self.end(item)))
        return found

    def end(self, node: Node) -> int:
        """Return the index behind the last character of a node: not that of what follows a block."""
        match node:
            case Scalar() if not node.plain and self.text[node.start.index] in "|>":
                return node.start.index + len(self.text[node.start.index : node.end.index].rstrip())
            case Sequence() if node.items and not self.is_flow(node):
                return self.end(node.items[-1])
            case Mapping() if node.entries and not self.is_flow(node):
                return self.end([value for _, value in node.entries.values()][-1])
        return node.end.index

    def is_flow(self, node: Mapping | Sequence) -> bool:
        return self.text[node.start.index] in "{["

    @cached_property
    def rows(self) -> list[Span]:
        """Return the first and last line of each recommendation, from 1."""
        entry = self.root.entries.get("recommendations")
        if entry is None or not isinstance(entry[1], Sequence):
            return []
        spans = self.spans(entry[1])
        return [(self.line(start), self.line(end)) for start, end in spans]

    def line(self, index: int) -> int:
        return self.text.count("\n", 0, index) + 1


_TO_DASH = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*-")


def _spots(node: Node, path: tuple[Step, ...]) -> Iterator[Spot]:
    below: list[tuple[Step, Scalar | None, Node]] = []
    match node:
        case Mapping():
            below = [(name, key, value) for name, (key, value) in node.entries.items()]
        case Sequence():
            below = [(index, None, item) for index, item in enumerate(node.items)]
        case Scalar():
            return
    for place, (step, key, value) in enumerate(below):
        yield Spot((*path, step), node, place, key, value)
        yield from _spots(value, (*path, step))


RICH = Base(SEEDS / "plan" / "every-key.yaml", "sample")
SETTING = Base(SEEDS / "settings" / "every-key.yaml", SETTINGS)
PUBLISHED = [Base(path, path.stem) for path in sorted((ROOT / "plans").glob("*.yaml"))]
SMALL = [Base(path, path.stem) for path in sorted((ROOT / "tests" / "cases" / "valid").glob("*.yaml"))]


class Mutation(NamedTuple):
    """One change of one base: at which spot, of what kind, and which characters it concerns."""

    base: Base
    spot: Spot
    kind: str
    edit: Edit

    def __repr__(self) -> str:
        return f"{self.kind} of {self.base!r} at {'/'.join(map(str, self.spot.path))}: {self.edit}"

    @property
    def text(self) -> str:
        return self.edit.applied(self.base.text)

    @property
    def region(self) -> tuple[Position, Position]:
        """Return where the entry or item begins that was changed, and where the change ends, in the new text."""
        text, start = self.text, min(self.base.span(self.spot)[0], self.edit.start)
        return position_of(text, start), position_of(text, self.edit.start + len(self.edit.new))

    @property
    def lines(self) -> int:
        """Return by how many lines what stands behind the change has moved."""
        return self.edit.new.count("\n") - self.base.text.count("\n", self.edit.start, self.edit.end)

    @property
    def row(self) -> int | None:
        """Return the index of the recommendation that was changed, if it is one alone."""
        path = self.spot.path
        return path[1] if path[0] == "recommendations" and len(path) > 1 and isinstance(path[1], int) else None


Mutator = Callable[[Base, Spot], Edit | None]


# -- values ------------------------------------------------------------------------------------------------------


def _instead(new: str) -> Mutator:
    """Return what puts something else in the place of a value."""

    def mutate(base: Base, spot: Spot) -> Edit:
        start, end = spot.value.start.index, base.end(spot.value)
        if spot.key is not None and "\n" in base.text[spot.key.end.index : start]:
            # What was a block begins on the line below; what replaces it goes behind the colon.
            start = base.text.index(":", spot.key.end.index) + 1
            return Edit(start, end, f" {new}")
        return Edit(start, end, new)

    return mutate


def _before(new: str) -> Mutator:
    """Return what puts something before a value that stands on the line of its key or dash."""

    def mutate(base: Base, spot: Spot) -> Edit | None:
        start = spot.value.start.index
        line = base.text.rfind("\n", 0, start) + 1
        if not base.text[line:start].strip() or (isinstance(spot.value, Mapping) and not base.is_flow(spot.value)):
            return None
        return Edit(start, start, new)

    return mutate


def _emptied(base: Base, spot: Spot) -> Edit | None:
    """Take a value away and leave its key or dash."""
    if base.text[spot.holder.start.index] == "[":
        return None  # between two commas there is no item, and YAML refuses that
    return _instead("")(base, spot)


def _misspelt_word(base: Base, spot: Spot) -> Edit | None:
    """Double the first letter of a value."""
    if not isinstance(spot.value, Scalar) or "\n" in base.text[spot.value.start.index : base.end(spot.value)]:
        return None
    start = spot.value.start.index + (not spot.value.plain)
    return Edit(start, start, base.text[start]) if base.text[start].isalpha() else None


def _swapped(base: Base, spot: Spot) -> Edit | None:
    """Exchange a value with that of the next entry."""
    if not isinstance(spot.holder, Mapping) or spot.place + 1 >= len(spot.holder.entries):
        return None
    other = list(spot.holder.entries.values())[spot.place + 1][1]
    one = (spot.value.start.index, base.end(spot.value))
    two = (other.start.index, base.end(other))
    text = base.text
    between = text[one[1] : two[0]]
    if not base.is_flow(spot.holder) and "\n" in text[one[0] : one[1]] + text[two[0] : two[1]]:
        return None  # a block would stand where none can
    return Edit(one[0], two[1], text[two[0] : two[1]] + between + text[one[0] : one[1]])


# -- keys, entries and items -------------------------------------------------------------------------------------


def _renamed(new: Callable[[str], str]) -> Mutator:
    def mutate(_base: Base, spot: Spot) -> Edit | None:
        if spot.key is None:
            return None
        return Edit(spot.key.start.index, spot.key.end.index, new(spot.key.text))

    return mutate


def _deleted(base: Base, spot: Spot) -> Edit:
    """Take an entry or item away with what parts it from its neighbour; an empty pair of brackets for the only one."""
    spans = base.spans(spot.holder)
    start, end = spans[spot.place]
    if spot.place + 1 < len(spans):
        return Edit(start, spans[spot.place + 1][0], "")
    if spot.place:
        return Edit(spans[spot.place - 1][1], end, "")
    brackets = "{}" if isinstance(spot.holder, Mapping) else " []"
    return Edit(start, end, "" if base.is_flow(spot.holder) else brackets)


def _beside(words: Callable[[Base, Spot], str | None]) -> Mutator:
    """Return what puts a further entry or item behind this one, in the style of its holder."""

    def mutate(base: Base, spot: Spot) -> Edit | None:
        more = words(base, spot)
        if more is None:
            return None
        start, end = base.span(spot)
        if base.is_flow(spot.holder):
            return Edit(end, end, f", {more}")
        column = start - (base.text.rfind("\n", 0, start) + 1)
        return Edit(end, end, f"\n{' ' * column}{more}")

    return mutate


def _doubled_key(_base: Base, spot: Spot) -> str | None:
    return None if spot.key is None else f"{spot.key.text}: x"


def _unknown_key(_base: Base, spot: Spot) -> str | None:
    return None if spot.key is None else "zzzz: x"


def _merge_key(_base: Base, spot: Spot) -> str | None:
    return None if spot.key is None else "<<: {zzzz: x}"


def _odd_key(_base: Base, spot: Spot) -> str | None:
    return None if spot.key is None else "[zzzz]: x"


def _doubled_item(base: Base, spot: Spot) -> str | None:
    start, end = base.span(spot)
    return base.text[start:end] if spot.key is None else None


# -- layout ------------------------------------------------------------------------------------------------------


def _open_quote(sign: str) -> Mutator:
    def mutate(_base: Base, spot: Spot) -> Edit | None:
        if not isinstance(spot.value, Scalar):
            return None
        return Edit(spot.value.start.index, spot.value.start.index, sign)

    return mutate


def _lost_end(base: Base, spot: Spot) -> Edit | None:
    """Take away the quote or bracket that closes a value."""
    end = base.end(spot.value)
    return Edit(end - 1, end, "") if base.text[spot.value.start.index] in "'\"{[" else None


def _lost_colon(base: Base, spot: Spot) -> Edit | None:
    if spot.key is None:
        return None
    colon = base.text.index(":", spot.key.end.index)
    return Edit(colon, colon + 1, "")


def _indented(change: Callable[[str], str]) -> Mutator:
    """Return what changes the blanks before the line on which an entry or item begins."""

    def mutate(base: Base, spot: Spot) -> Edit | None:
        start = base.span(spot)[0]
        line = base.text.rfind("\n", 0, start) + 1
        blanks = base.text[line:start]
        return None if blanks.strip() or change(blanks) == blanks else Edit(line, start, change(blanks))

    return mutate


RETYPED = {
    "number": _instead("5"),
    "fraction": _instead("1.5"),
    "truth": _instead("true"),
    "null": _instead("~"),
    "list": _instead("[zzzz]"),
    "empty list": _instead("[]"),
    "list of lists": _instead("[[]]"),
    "mapping": _instead("{zzzz: x}"),
    "empty mapping": _instead("{}"),
    "empty text": _instead("''"),
    "blank text": _instead("' '"),
    "other words": _instead("zzzz"),
    "day that is none": _instead("2012-02-30"),
    "month that is none": _instead("2012-13"),
    "alias": _instead("*zzzz"),
    "nothing": _emptied,
}
IN_PLACE = {
    "misspelt word": _misspelt_word,
    "anchor": _before("&zzzz "),
    "tag": _before("!zzzz "),
    "YAML's own tag": _before("!!str "),
    "swap": _swapped,
}
OF_KEYS = {
    "renamed key": _renamed(lambda _: "zzzz"),
    "misspelt key": _renamed(lambda key: f"{key[:-1]}{key[-1] * 2}"),
    "anchored key": _renamed(lambda key: f"&zzzz {key}"),
    "key in capitals": _renamed(str.upper),
    "deleted": _deleted,
    "doubled key": _beside(_doubled_key),
    "unknown key": _beside(_unknown_key),
    "merge key": _beside(_merge_key),
    "odd key": _beside(_odd_key),
    "doubled item": _beside(_doubled_item),
}
LAYOUT = {
    "open quote": _open_quote("'"),
    "open double quote": _open_quote('"'),
    "lost end": _lost_end,
    "lost colon": _lost_colon,
    "one blank more": _indented(lambda blanks: f"{blanks} "),
    "one blank less": _indented(lambda blanks: blanks[1:]),
    "two blanks more": _indented(lambda blanks: f"{blanks}  "),
    "two blanks less": _indented(lambda blanks: blanks[2:]),
    "tab": _indented(lambda blanks: f"\t{blanks}"),
}
OF_MEANING: dict[str, Mutator] = {**RETYPED, **IN_PLACE, **OF_KEYS}
KINDS: dict[str, Mutator] = {**OF_MEANING, **LAYOUT}


def mutation(base: Base, spot: Spot, kind: str) -> Mutation | None:
    """Return a change of a kind at a spot; None where there can be none of that kind."""
    edit = KINDS[kind](base, spot)
    return Mutation(base, spot, kind, edit) if edit and edit.applied(base.text) != base.text else None
