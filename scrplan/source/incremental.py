"""Many versions of the same plans, read at the cost of what is new in each: no recommendation is read twice.

One may be read by itself because a parser is always in the same state where one begins. That is proven for each
piece, by where its nodes begin; whatever cannot be proven, and whatever has a problem, is read as a whole.
"""

import itertools
import re
from collections.abc import Hashable
from typing import NamedTuple, TypeVar

from scrplan.diagnostics import Diagnostic
from scrplan.model import Plan, Recommendation
from scrplan.source.reader import check_doubles, read_plan, read_recommendation
from scrplan.source.value_readers import Reading
from scrplan.yamltext.document import LONGEST_SECOND_TRY, Document, Events, c_events, has_c_parser, pure_events
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence

MOST_LAST, MOST_FRAMES, MOST_ROWS = 20, 1000, 20_000  # so many are kept

KEY = "recommendations"
LAST = "end"  # an item behind the last recommendation: where it begins, the one before it has ended

_FIRST_ROW = re.compile(rf"\n{KEY}:[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*( *)- ")
_TAIL = re.compile(r"\n[^ #\n]")
_TAIL_AFTER_DASHES = re.compile(r"\n(?:[^ #\n-]|-(?! ))")  # of rows that are not indented
_UNCERTAIN = ("\t", "<" * 7, ">" * 7, "|" * 7)  # what is judged by the whole text

Answer = tuple[Plan | None, tuple[Diagnostic, ...]]


class Versions:
    """Reads versions of plans; recommendations written the same are one object, while the keys above them are one."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[str, Answer]] = {}
        self._frames: dict[Hashable, _Frame] = {}
        self._families: dict[Hashable, int] = {}
        self._bodies: dict[tuple[str, str], bool] = {}
        self._rows: dict[tuple[int, str], Recommendation] = {}
        self._count = itertools.count()

    def read(self, text: str, path: str, plan_id: str) -> Answer:
        """Return what `read_plan` returns for the document of a text, which has no byte order mark."""
        last = self._last.get((path, plan_id))
        if last and last[0] == text:
            return last[1]
        pieces = self._pieces_of(text)
        plan = self._pieced_together(pieces, path, plan_id, len(text)) if pieces else None
        answer = (plan, ()) if plan else read_plan(Document.from_text(text, path), plan_id)
        return _keep(self._last, (path, plan_id), (text, answer), MOST_LAST)[1]

    def _pieces_of(self, text: str) -> "_Pieces | None":
        """Return the pieces of a text by how its lines look; None where it is not written that way."""
        if "\r" in text:
            text = text.replace("\r\n", "\n")  # as every parser does
        first = _FIRST_ROW.match(text, max(text.find(f"\n{KEY}:"), 0))
        if first is None or "\r" in text or not text.endswith("\n"):
            return None
        start, dash = first.start(1), f"{first[1]}- "
        bodies = text[start + len(dash) : -1].split(f"\n{dash}")
        at = start
        for number, body in enumerate(bodies):
            if not self._bodies.get((dash, body)):
                end = (_TAIL if first[1] else _TAIL_AFTER_DASHES).search(body)
                kept = body[: end.start()] if end else body
                if any(sign in kept for sign in _UNCERTAIN):
                    return None
                _keep(self._bodies, (dash, kept), True, MOST_ROWS)
                if end:
                    tail = text[at + len(dash) + end.start() + 1 :]
                    return _Pieces(text[:start], dash, [*bodies[:number], kept], tail)
            at += len(dash) + len(body) + 1
        return _Pieces(text[:start], dash, bodies, text[at:])

    def _pieced_together(self, pieces: "_Pieces", path: str, plan_id: str, size: int) -> Plan | None:
        """Return the plan from its pieces; None where it must be read as a whole."""
        parser = _Parser(path, c_events if has_c_parser() else pure_events)
        plan = self._plan_of(pieces, plan_id, parser)
        if plan is None and parser.is_refused and parser.events is not pure_events and size <= LONGEST_SECOND_TRY:
            # As with a whole text: what libyaml refuses goes to the other parser, and then all of it does.
            plan = self._plan_of(pieces, plan_id, _Parser(path, pure_events))
        return plan

    def _plan_of(self, pieces: "_Pieces", plan_id: str, parser: "_Parser") -> Plan | None:
        frame = self._frame_of(pieces, plan_id, parser)
        if frame is None:
            return None
        known = {body: self._rows.get((frame.family, body)) for body in pieces.bodies}
        new = [body for body, row in known.items() if row is None]
        if new:
            read = _read_rows(new, pieces.dash, frame, parser)
            if read is None:
                return None
            for body, row in zip(new, read, strict=True):
                known[body] = row
                _keep(self._rows, (frame.family, body), row, MOST_ROWS)
        rows = tuple([row for row in map(known.__getitem__, pieces.bodies) if row])
        if len({row.ref for row in rows}) < len(pieces.bodies):
            return None  # a ref appears twice
        return frame.plan._replace(recommendations=rows)

    def _frame_of(self, pieces: "_Pieces", plan_id: str, parser: "_Parser") -> "_Frame | None":
        """Return what is around the recommendations; None where it has a problem, or does not end where they begin."""
        wanted = (parser.events, pieces.head, pieces.dash, pieces.tail, plan_id)
        frame = self._frames.get(wanted)
        if frame is None:
            entries = _read_frame(pieces, parser)
            plan, _ = read_plan(_without_rows(entries, parser.path), plan_id) if entries else (None, ())
            if entries is None or plan is None:
                return None
            kin = (parser.events, pieces.dash, tuple(plan.ratings.items()), plan.agencies)
            names = {known.casefold(): one.name for one in plan.agencies for known in one.names}
            # The number of those versions whose recommendations, where they are written the same, mean the same.

            family = self._families.get(kin)
            if family is None:
                family = _keep(self._families, kin, next(self._count), MOST_FRAMES)
            frame = _keep(self._frames, wanted, _Frame(plan, names, family), MOST_FRAMES)
        return frame


Entries = dict[str, tuple[Scalar, Node]]


class _Frame(NamedTuple):
    """What is around the recommendations: a plan without any, the names of its agencies, and the family of them all."""

    plan: Plan
    agencies: dict[str, str]
    family: int


class _Pieces(NamedTuple):
    """A text in pieces: what is above the list, the dash before each entry (indented), what follows that, the rest."""

    head: str
    dash: str
    bodies: list[str]
    tail: str


class _Parser:
    """One of the parsers; `is_refused` once it has met a text that is no YAML to it."""

    def __init__(self, path: str, events: Events) -> None:
        self.path, self.events = path, events
        self.is_refused = False

    def entries_of(self, text: str) -> Entries | None:
        """Return the first level of a text; None where anything is wrong with it."""
        document = Document.from_text(text, self.path, self.events)
        self.is_refused = any(problem.rule == "syntax" for problem in document.problems)
        return None if document.problems or not isinstance(document.root, Mapping) else document.root.entries


def _read_frame(pieces: _Pieces, parser: _Parser) -> Entries | None:
    """Return the nodes around the list; None where it does not begin and end between the head and the tail."""
    last = f"{pieces.dash}{LAST}\n"
    if any(sign in pieces.head or sign in pieces.tail for sign in _UNCERTAIN):
        return None
    entries = parser.entries_of(f"{pieces.head}{last}{pieces.tail}")
    if entries is None or not _begin_at(entries, [len(pieces.head) + len(pieces.dash)]):
        return None
    if pieces.tail:
        end = len(pieces.head) + len(last)
        if not any(key.start.index == end for key, _ in entries.values()):
            return None
    return entries


def _read_rows(bodies: list[str], dash: str, frame: _Frame, parser: _Parser) -> list[Recommendation] | None:
    """Return what these say under the keys of a frame; None where one has a problem, or is not one recommendation."""
    head = f"{KEY}:\n"
    lengths = [len(dash) + len(body) + 1 for body in bodies]
    begins = [len(head) + len(dash) + before for before in itertools.accumulate(lengths, initial=0)]
    entries = parser.entries_of("".join([head, *[f"{dash}{body}\n" for body in bodies], dash, LAST, "\n"]))
    nodes = _begin_at(entries, begins) if entries and len(entries) == 1 else None
    if nodes is None:
        return None
    reading = Reading(parser.path)
    reading.ratings, reading.agencies = frame.plan.ratings, frame.agencies
    rows = [_read_row(reading, node) for node in nodes[:-1]]
    return None if reading.faults else rows


def _read_row(reading: Reading, node: Node) -> Recommendation:
    row: Recommendation = read_recommendation(reading, node, KEY)
    check_doubles(reading, node, "actions", "part")
    return row


def _begin_at(entries: Entries, begins: list[int]) -> list[Node] | None:
    """Return the items of the list; None where they do not begin at these places, and only there."""
    key, found = entries.get(KEY, (None, None))
    if key is None or key.start.column or not isinstance(found, Sequence):
        return None
    return found.items if [item.start.index for item in found.items] == begins else None


def _without_rows(entries: Entries, path: str) -> Document:
    """Return a document of these entries, with no recommendation in its list."""
    key, before = entries[KEY]
    root = Mapping(key.start, before.end)
    root.entries = entries | {KEY: (key, Sequence(before.start, before.end))}
    return Document(path, root, ())


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _keep(kept: dict[K, V], key: K, value: V, most: int) -> V:
    """Keep a value; where there is no room, all that was kept before goes, and is read anew when it comes again."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
    return value
