"""The rows of a plan as small documents, in which an edit takes no longer for the length of the plan around it."""

from collections.abc import Iterable
from typing import NamedTuple

from scrplan.merge.entry_lines import lines_of, place_of
from scrplan.merge.outcomes import same
from scrplan.merge.preserve_style import Grafts
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Edit, Step, Steps, said

ROWS = "recommendations"


class Section(NamedTuple):
    """A row alone, in a document that holds nothing else; its lines in the plan, from `start` to before `end`.

    The first line of the document is the key of the rows, and no line of the plan.
    """

    document: Document
    start: int
    end: int

    @property
    def offset(self) -> int:
        """Return by how many lines a place in the section lies further down in the plan."""
        return self.start - 1


class Sections:
    """Cuts rows out of one plan."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = lines_of(document.text)
        whole = said(document.root) if document.root else ""
        rows = whole.get(ROWS) if isinstance(whole, dict) else None
        self._rows = rows if isinstance(rows, list) else []
        self._found: dict[int, Section | None] = {}

    def of(self, path: Steps) -> Section | None:
        """Return the row inside of which a path leads; None where it leads into none, or that cannot stand alone."""
        if len(path) < 3 or path[0] != ROWS or not isinstance(path[1], int):  # noqa: PLR2004  (list, row, key)
            return None
        if path[1] not in self._found:
            self._found[path[1]] = self._cut(path[1])
        return self._found[path[1]]

    def _cut(self, row: int) -> Section | None:
        place = place_of(self._document, (ROWS, row), self._lines)
        if not place.is_own:
            return None
        lines = self._lines[place.start : place.end]
        newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
        document = Document.from_text(f"{ROWS}:{newline}{''.join(lines)}", self._document.path)
        if document.problems or document.root is None or not same(said(document.root), {ROWS: [self._rows[row]]}):
            return None
        return Section(document, place.start, place.end)


def in_section(path: Steps) -> Steps:
    """Return the path that leads in a section to what a path of the plan leads to."""
    return (ROWS, 0, *path[2:])


def edited_by_rows(document: Document, edits: Iterable[Edit], grafts: Grafts) -> Document:
    """Return a document after the edits of one merge: first those inside of rows, row by row, then all others.

    Raises:
        UnsafeEdit: an edit cannot be put in.

    """
    sections = Sections(document)
    inside: dict[Step, list[Edit]] = {}
    others: list[Edit] = []
    for edit in edits:
        if sections.of(edit.path):
            inside.setdefault(edit.path[1], []).append(edit._replace(path=in_section(edit.path)))
        else:
            others.append(edit)
    found = [(section, inside[row]) for row in inside if (section := sections.of((ROWS, row, "")))]
    lines = list(lines_of(document.text))
    for section, its_edits in sorted(found, key=lambda pair: pair[0].start, reverse=True):
        lines[section.start : section.end] = lines_of(grafts.edited(section.document, its_edits).text)[1:]
    return grafts.edited(Document.from_text("".join(lines), document.path) if inside else document, others)
