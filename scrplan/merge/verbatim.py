"""Where ours is to the letter what the base was, theirs stands as theirs wrote it: comments, folding, order of keys."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrplan.merge.entry_lines import comments_above, lines_of, moved, place_of
from scrplan.merge.outcomes import same
from scrplan.merge.row_documents import ROWS
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps, Value, said


class _Block(NamedTuple):
    """Lines of a file, from `start` to before `end`: `above` so many comments right above an entry, and the entry.

    `written` are these lines without their ends, and as if the entry stood in column 0.
    """

    start: int
    end: int
    column: int
    above: int
    written: tuple[str, ...]


class _Version:
    """One version of a plan: what it says, and its lines; `rows` are the paths of those whose ref stands once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.lines = lines_of(document.text)
        value = said(document.root) if document.root else {}
        self.fields = value if isinstance(value, dict) else {}
        rows = self.fields.get(ROWS)
        refs = [row.get("ref") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else []
        often = Counter(ref for ref in refs if isinstance(ref, str))
        self.rows: dict[str, Steps] = {
            ref: (ROWS, at) for at, ref in enumerate(refs) if isinstance(ref, str) and often[ref] == 1
        }

    def says(self, path: Steps) -> Value:
        """Return the value that a path leads to."""
        value: Value = self.fields
        for step in path:
            value = value[step]  # type: ignore[index]
        return value

    def block(self, path: Steps) -> _Block | None:
        """Return the lines of an entry; None where it shares them with another."""
        place = place_of(self._document, path, self.lines)
        if not place.is_own:
            return None
        above = comments_above(self.lines, place)
        first, *more = [line.rstrip("\r\n") for line in self.lines[place.start : place.end]]
        entry = (first[place.column :], *(moved(line, -place.column) for line in more))
        written = (*(line.strip() for line in above), *entry)
        return _Block(place.start - len(above), place.end, place.column, len(above), written)


def adopted(made: Document, base: Document, ours: Document, theirs: Document) -> Document:
    """Return a merged file with the lines of theirs wherever ours left those of the base."""
    versions = [_Version(document) for document in (base, ours, theirs, made)]
    changes = sorted(_changes(versions), key=lambda change: change[0].start, reverse=True)
    lines = list(versions[3].lines)
    for here, there in changes:
        lines[here.start : here.end] = _exchanged(lines[here.start : here.end], here, there)
    if not changes:
        return made
    after = Document.from_text("".join(lines), made.path)
    if after.problems or after.root is None or not same(said(after.root), versions[3].fields):
        return made
    return after


def _exchanged(lines: Sequence[str], here: _Block, there: _Block) -> list[str]:
    """Return the lines of another block in the place of these, in their column and with their line ends."""
    before = lines[here.above][: here.column]  # blanks, and a dash before the first key
    new = [moved(line, here.column) for line in there.written]
    new[there.above] = before + there.written[there.above]
    ends = [line[len(line.rstrip("\r\n")) :] for line in (lines[0], lines[-1])]
    return [*(line + ends[0] for line in new[:-1]), new[-1] + ends[1]]


def _changes(versions: Sequence[_Version]) -> Iterator[tuple[_Block, _Block]]:
    """Yield blocks of the merged file with those of theirs that may take their place."""
    keys = [key for key in versions[3].fields if all(key in version.fields for version in versions)]
    paths: list[list[Steps]] = [[(key,)] * len(versions) for key in keys if key != ROWS]
    refs = [ref for ref in versions[3].rows if all(ref in version.rows for version in versions)]
    for rows in [[version.rows[ref] for version in versions] for ref in refs]:
        change = _change(versions, rows)
        if change:
            yield change
        else:
            paths += [[(*row, key) for row in rows] for key in _shared_keys(versions, rows)]
    for entry in paths:
        change = _change(versions, entry)
        if change:
            yield change


def _shared_keys(versions: Sequence[_Version], rows: Sequence[Steps]) -> list[str]:
    """Return the keys that all versions of a row have."""
    values = [version.says(row) for version, row in zip(versions, rows, strict=True)]
    fields = [value for value in values if isinstance(value, dict)]  # all of them, since they have a ref
    return [key for key in fields[3] if all(key in one for one in fields)]


def _change(versions: Sequence[_Version], paths: Sequence[Steps]) -> tuple[_Block, _Block] | None:
    """Return an entry of the merged file and of theirs, where ours has it as the base and theirs wrote it otherwise."""
    base, ours, theirs, made = (version.block(path) for version, path in zip(versions, paths, strict=True))
    if base is None or ours is None or theirs is None or made is None or base.written != ours.written:
        return None
    if theirs.written == made.written or not same(versions[2].says(paths[2]), versions[3].says(paths[3])):
        return None
    return made, theirs
