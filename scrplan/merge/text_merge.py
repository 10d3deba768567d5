"""Three versions of a file become one text: ours, with what theirs changed spliced in and each conflict marked."""

from typing import NamedTuple

from scrplan.errors import UnsafeEdit
from scrplan.merge.conflict_markers import marked
from scrplan.merge.outcomes import Conflict, same
from scrplan.merge.preserve_style import Grafts, comments_of
from scrplan.merge.row_documents import edited_by_rows
from scrplan.merge.values import merged
from scrplan.merge.verbatim import adopted
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Value, applied, said
from scrplan.yamltext.nodes import Mapping

MOST_CONFLICTS = 200  # nobody decides more at one sitting, and each takes time to mark


class Unmergeable(Exception):
    """These versions cannot be merged as plans; the words say why."""


class MergedText(NamedTuple):
    """A merged file: its text with conflicts marked, and as a document with ours chosen at each.

    `left_out` counts the comment lines that found no place, since a merge is of what plans say.
    """

    text: str
    document: Document
    conflicts: tuple[Conflict, ...] = ()
    left_out: int = 0


def merged_text(base: Document, ours: Document, theirs: Document) -> MergedText:
    """Merge what became of a file on two sides; an empty base is that of a file which both sides added.

    Raises:
        Unmergeable: a version has mistakes in its form, or the result could not be proven to say what is meant.

    """
    is_new = [problem.rule for problem in base.problems] == ["empty"]
    before: Value = {} if is_new else said_by(base, "the version before")
    one, other = said_by(ours, "ours"), said_by(theirs, "theirs")
    merge = merged(before, one, other)
    if len(merge.conflicts) > MOST_CONFLICTS:
        raise Unmergeable(f"there are {len(merge.conflicts)} conflicts")
    grafts = Grafts(base, (ours, one), (theirs, other))
    try:
        document = adopted(edited_by_rows(ours, merge.edits, grafts), base, ours, theirs)
        _prove(document, applied(one, merge.edits))
        found = MergedText(document.text, document, merge.conflicts, _left_out(base, ours, theirs, document))
        if not merge.conflicts:
            return found
        marks = marked(document, merge.conflicts, grafts)
    except UnsafeEdit as error:
        raise Unmergeable(error.hint) from None
    solved = applied(applied(one, merge.edits), [conflict.solution for conflict in reversed(merge.conflicts)])
    _prove(Document.from_text(marks.all_theirs, ours.path), solved)
    return found._replace(text=marks.text)


def said_by(document: Document, name: str) -> dict[str, Value]:
    """Return what a version says.

    Raises:
        Unmergeable: it has mistakes in its form.

    """
    if document.problems:
        problem = document.problems[0]
        raise Unmergeable(f"{name} cannot be read (line {problem.position.line}: {problem.message})")
    value = said(document.root) if isinstance(document.root, Mapping) else None
    if not isinstance(value, dict):
        raise Unmergeable(f"{name} is no plan")
    return value


def _prove(document: Document, meant: Value) -> None:
    if document.problems or document.root is None or not same(said(document.root), meant):
        raise Unmergeable("the result would not say what is meant")


def _left_out(base: Document, ours: Document, theirs: Document, result: Document) -> int:
    """Return how many comments the result lacks; of each, the side that changed their number says how many are due."""
    before, one, other, found = (comments_of(version) for version in (base, ours, theirs, result))
    lacking = 0
    for comment in one | other:
        was, mine, hers = before[comment], one[comment], other[comment]
        due = hers if mine == was else mine if hers == was else max(mine, hers)
        lacking += max(0, due - found[comment])
    return lacking
