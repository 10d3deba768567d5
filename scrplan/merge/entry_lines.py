"""The lines of each entry of a plan, found by indentation; and each recommendation as a small document of its own."""

import io
from collections.abc import Iterable
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple

from scrplan.compare.identity import matched
from scrplan.yamltext.comment_merge import MERGED, CommentOwner
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps, Value, said, same
from scrplan.yamltext.nodes import Mapping, Sequence
from scrplan.yamltext.spans import is_flow

ROWS = "recommendations"

TextLines = tuple[str, ...]


class EntryLines(NamedTuple):
    """The lines of an entry, from `start` to before `end`, and the column of its key or dash.

    `is_own` where no other entry shares these lines; else they are those of the entry around it.
    """

    start: int
    end: int
    column: int
    is_own: bool


def said_in(document: Document) -> Value:
    """Return what a document says; nothing where it could not be read."""
    return said(document.root) if document.root else {}


def says(document: Document, meant: Value) -> bool:
    """Return whether a document has no mistakes and says just that."""
    return not document.problems and document.root is not None and same(said(document.root), meant)


class PlanLines:
    """The lines of a document, and which of them are an entry's."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = lines_with_ends(document.text)

    def entry(self, path: Steps) -> EntryLines:
        """Return the lines of the entry that a path leads to; a dash on a line of its own is not looked for."""
        node = self.document.root
        start = column = 0
        has_dashes = False
        for step in path:
            is_flowing = node is not None and is_flow(self.document.text, node)
            match node, step:
                case Mapping(entries=entries), str() if step in entries and not is_flowing:
                    key, node = entries[step]
                    start, column = key.start.line, key.start.column
                    has_dashes = isinstance(node, Sequence)
                case Sequence(items=items), int() if step < len(items) and not is_flowing:
                    node = items[step]
                    start = node.start.line
                    column = self.lines[start].rfind("-", 0, node.start.column)
                    has_dashes = False
                case _:
                    return EntryLines(start, self._end(start, column, has_dashes=has_dashes), column, is_own=False)
        return EntryLines(start, self._end(start, column, has_dashes=has_dashes), column, is_own=column >= 0)

    def above(self, entry: EntryLines) -> int:
        """Return the first line of the comments right above an entry, in its column; none above what is behind a dash.

        Where there are none, that is the first line of the entry.
        """
        start = entry.start
        if not self.lines[start][: entry.column].strip():
            while start and self.lines[start - 1].startswith(" " * entry.column + "#"):
                start -= 1
        return start

    def _end(self, start: int, column: int, *, has_dashes: bool) -> int:
        """Return the line behind the last that is indented further than the entry, or is an item of its own list."""
        end = start + 1
        for at in range(end, len(self.lines)):
            line = self.lines[at].strip()
            indent = len(self.lines[at]) - len(self.lines[at].lstrip(" "))
            if line and indent <= column and not (has_dashes and indent == column and line[0] == "-"):
                break
            end = at + 1 if line else end
        return end


def lines_with_ends(text: str) -> TextLines:
    """Return the lines of a text with their ends; only a line feed ends one."""
    return tuple(io.StringIO(text, newline="\n"))


class EntryBlock(NamedTuple):
    """An entry's lines, with `comments` above it from line `start`, the entry itself from `first` to before `end`.

    `comments` and `entry` are these lines without their ends, and as if the entry were in column 0.
    """

    start: int
    first: int
    end: int
    column: int
    comments: TextLines
    entry: TextLines

    @property
    def written(self) -> tuple[TextLines, TextLines]:
        """Return the lines in a form that can be compared wherever the entry is."""
        return self.comments, self.entry


def entry_block(plan: PlanLines, path: Steps) -> EntryBlock | None:
    """Return the lines of an entry; None where it shares them with another."""
    first, end, column, is_own = entry = plan.entry(path)
    if not is_own:
        return None
    start = plan.above(entry)
    head, *more = [line.rstrip("\r\n") for line in plan.lines[first:end]]
    lines = (head[column:], *(_shifted(line, -column) for line in more))
    return EntryBlock(start, first, end, column, tuple(line.strip() for line in plan.lines[start:first]), lines)


def _shifted(line: str, by: int) -> str:
    """Return a line moved to the right, or, as far as there are blanks, to the left."""
    return " " * by + line if by > 0 and line else line[min(-by, len(line) - len(line.lstrip(" "))) :]


def lines_in_place_of(plan: PlanLines, here: EntryBlock, comments: Iterable[str], entry: TextLines) -> list[str]:
    """Return comments and an entry as lines in the column of a block, behind its dash and with its line ends."""
    before = plan.lines[here.first][: here.column]  # blanks, and a dash before the first key
    new = [_shifted(line, here.column) for line in comments]
    new += [before + entry[0], *(_shifted(line, here.column) for line in entry[1:])]
    ends = [line[len(line.rstrip("\r\n")) :] for line in (plan.lines[here.first], plan.lines[here.end - 1])]
    return [*(line + ends[0] for line in new[:-1]), new[-1] + ends[1]]


class RowDocument(NamedTuple):
    """A recommendation alone in a document; its lines in the plan, from `start` to before `end`.

    The first line of the document is the key of the list, and no line of the plan.
    """

    document: Document
    start: int
    end: int


class RowDocuments:
    """Cuts recommendations out of one plan, so that an edit takes no longer for the length of the plan around it."""

    def __init__(self, document: Document) -> None:
        self._plan = PlanLines(document)
        whole = said_in(document)
        rows = whole.get(ROWS) if isinstance(whole, dict) else None
        self._rows = rows if isinstance(rows, list) else []
        self._found: dict[int, RowDocument | None] = {}

    def of(self, path: Steps) -> RowDocument | None:
        """Return the recommendation that a path leads into; None where it leads into none, or that cannot be alone."""
        if len(path) < 3 or path[0] != ROWS or not isinstance(path[1], int):  # noqa: PLR2004  (list, row, key)
            return None
        if path[1] not in self._found:
            self._found[path[1]] = self._cut(path[1])
        return self._found[path[1]]

    def _cut(self, row: int) -> RowDocument | None:
        entry = self._plan.entry((ROWS, row))
        if not entry.is_own:
            return None
        lines = self._plan.lines[entry.start : entry.end]
        newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
        document = Document.from_text(f"{ROWS}:{newline}{''.join(lines)}", self._plan.document.path)
        is_alone = says(document, {ROWS: [self._rows[row]]})
        return RowDocument(document, entry.start, entry.end) if is_alone else None


def path_in_row(path: Steps) -> Steps:
    """Return the path in the document of a recommendation to what a path of the plan leads to."""
    return (ROWS, 0, *path[2:])


class PathPairs:
    """Finds where the entries of one version are in another, each list paired once."""

    def __init__(self, before: Value, after: Value) -> None:
        self._before, self._after = before, after
        self._lists: dict[Steps, dict[int, int]] = {}

    def of(self, path: Steps) -> Steps | None:
        """Return the path in the other version of what a path leads to; None where it is not there."""
        one, other = self._before, self._after
        found: Steps = ()
        for at, step in enumerate(path):
            if isinstance(one, dict) and isinstance(other, dict) and isinstance(step, str) and step in other:
                one, other, found = one[step], other[step], (*found, step)
            elif isinstance(one, list) and isinstance(other, list) and isinstance(step, int):
                place = self._places(path[:at], one, other).get(step)
                if place is None:
                    return None
                one, other, found = one[step], other[place], (*found, place)
            else:
                return None
        return found

    def _places(self, path: Steps, one: list[Value], other: list[Value]) -> dict[int, int]:
        if path not in self._lists:
            key = path[-1] if path else ""
            self._lists[path] = matched(str(key), one, other).after
        return self._lists[path]


class CommentOwners:
    """Finds the owner of a comment: an entry of the merged file, through another version where that is needed."""

    # Made, base, ours, theirs are 0 to 3.
    _ROUTES = (
        ((),),
        ((0,), (2, 0), (3, 0), ()),
        ((0,), (1, 0), (1, 3, 0), (1,), ()),
        ((0,), (1, 0), (1, 2, 0), (1,), ()),
    )

    def __init__(self, values: AbstractSequence[Value]) -> None:
        self._values = values
        self._pairs: dict[tuple[int, int], PathPairs] = {}

    def of(self, version: int, path: Steps) -> CommentOwner:
        """Return the owner of the comments of an entry."""
        found = place = self._found(version, path)
        above = found[1]
        while above and place[0] != MERGED:
            above = above[:-1]
            place = self._found(found[0], above)
        has_place = found[0] == MERGED or place[1] not in ((), (ROWS,))
        return CommentOwner(*found, place[1] if has_place else None)

    def _found(self, version: int, path: Steps) -> tuple[int, Steps]:
        for route in self._ROUTES[version]:
            at: int = version
            where: Steps | None = path
            for to in route:
                where = None if where is None else self._between(at, to).of(where)
                at = to
            if where is not None:
                return at, where
        return version, path

    def _between(self, one: int, other: int) -> PathPairs:
        if (one, other) not in self._pairs:
            self._pairs[one, other] = PathPairs(self._values[one], self._values[other])
        return self._pairs[one, other]
