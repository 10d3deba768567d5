"""Three versions of a file become one text: ours, with what theirs changed spliced in and each conflict marked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrplan.errors import UnsafeEdit, shown
from scrplan.merge.entry_lines import PlanLines, RowDocuments, TextLines, path_in_row, said_in, says
from scrplan.merge.merge_conflicts import MergeConflict, unlike
from scrplan.merge.preserve_style import StyledEditor, comment_counts, with_comments_of_both, with_style_of_theirs
from scrplan.merge.values import merged
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Value, applied

OURS, BETWEEN, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> theirs"
MOST_CONFLICTS = 200  # more cannot be decided at one sitting, and each takes time to mark

LineRange = tuple[int, int]  # lines of a text, from the first to before the second


class Unmergeable(Exception):
    """These versions cannot be merged as plans; the words say why."""


class MergedText(NamedTuple):
    """A merged file: its text with conflicts marked, and as a document with ours chosen at each.

    `left_out` are the comments that found no place; `both` are those that are there because both sides changed one.
    """

    text: str
    document: Document
    conflicts: tuple[MergeConflict, ...] = ()
    left_out: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


def merged_text(base: Document, ours: Document, theirs: Document) -> MergedText:
    """Merge what became of a file on two sides; an empty base is that of a file which both sides added.

    Raises:
        Unmergeable: a version has mistakes in its form, or the result could not be proven to say what is meant.

    """
    is_new = [problem.rule for problem in base.problems] == ["empty"]
    before: Value = {} if is_new else _said_by(base, "the version before")
    one, other = _said_by(ours, "ours"), _said_by(theirs, "theirs")
    merge = merged(before, one, other)
    if len(merge.conflicts) > MOST_CONFLICTS:
        raise Unmergeable(f"there are {len(merge.conflicts)} conflicts")
    editor = StyledEditor(base, (ours, one), (theirs, other))
    try:
        styled = with_style_of_theirs(editor.edited_by_rows(ours, merge.edits), base, ours, theirs)
        kept = [conflict.path for conflict in merge.conflicts if conflict.theirs is None]
        document, left_out, both = with_comments_of_both(styled, base, ours, theirs, kept)
        _prove(document, applied(one, merge.edits))
        for comment in comment_counts(ours) & Counter(left_out):
            raise Unmergeable(f"the comment {shown(comment)} of ours is in what theirs took out or replaced")
        if not merge.conflicts:
            return MergedText(document.text, document, (), left_out, both)
        marks = _marked_conflicts(document, merge.conflicts, editor)
    except UnsafeEdit as error:
        raise Unmergeable(error.hint) from None
    solved = applied(applied(one, merge.edits), [conflict.solution for conflict in reversed(merge.conflicts)])
    _prove(Document.from_text(marks.all_theirs, ours.path), solved)
    missing = tuple(comment for comment in left_out if comment not in marks.text)
    return MergedText(marks.text, document, merge.conflicts, missing, both)


def _said_by(document: Document, name: str) -> dict[str, Value]:
    """Return what a version says; one with mistakes in its form is refused."""
    if document.problems:
        problem = document.problems[0]
        raise Unmergeable(f"{name} cannot be read (line {problem.position.line}: {problem.message})")
    value = said_in(document)
    if not isinstance(value, dict):
        raise Unmergeable(f"{name} is no plan")
    return value


def _prove(document: Document, meant: Value) -> None:
    if not says(document, meant):
        raise Unmergeable("the result would not say what is meant")


class _MarkedBlock(NamedTuple):
    """Lines of the merged text, what is there with theirs chosen, and which conflicts these are, by number."""

    start: int
    end: int
    theirs: TextLines
    numbers: tuple[int, ...]


class _MarkedConflicts(NamedTuple):
    """A text with its conflicts marked, and the same text with theirs chosen at each."""

    text: str
    all_theirs: str


def _marked_conflicts(document: Document, conflicts: Sequence[MergeConflict], editor: StyledEditor) -> _MarkedConflicts:
    """Return the text of merged data with both sides of each conflict: whichever is chosen at each, a plan is left."""
    plan = PlanLines(document)
    lines = plan.lines
    newline = "\r\n" if document.text.count("\r\n") * 2 > len(lines) else "\n"
    marked: list[str] = []
    chosen: list[str] = []
    at = 0
    for block in _blocks(plan, conflicts, editor):
        ours = [_whole(line, newline) for line in lines[block.start : block.end]]
        theirs = [_whole(line, newline) for line in block.theirs]
        marked += lines[at : block.start]
        marked += [OURS + newline, *ours, BETWEEN + newline, *theirs, THEIRS + newline]
        chosen += [*lines[at : block.start], *theirs]
        at = block.end
    return _MarkedConflicts("".join([*marked, *lines[at:]]), "".join([*chosen, *lines[at:]]))


def _whole(line: str, newline: str) -> str:
    return line if line.endswith("\n") else line + newline


def _blocks(plan: PlanLines, conflicts: Sequence[MergeConflict], editor: StyledEditor) -> list[_MarkedBlock]:
    """Return a block for each conflict, from top to bottom; those that share lines are one."""
    rows = RowDocuments(plan.document)
    alone = []
    for number, conflict in enumerate(conflicts):
        row = rows.of(conflict.path)
        if row is None:
            alone.append(_block_of_one(plan, conflict, number, editor))
            continue
        inside = conflict._replace(path=path_in_row(conflict.path))
        block = _block_of_one(PlanLines(row.document), inside, number, editor)
        further = row.start - 1
        alone.append(block._replace(start=block.start + further, end=block.end + further))

    found: list[_MarkedBlock] = []
    # What theirs puts into one place keeps its order.
    for block in sorted(alone, key=lambda block: (block.start, block.end, block.numbers)):
        if not found or block.start >= found[-1].end:
            found.append(block)
            continue
        last = found.pop()
        numbers = tuple(sorted(last.numbers + block.numbers))
        # The last goes first, so that the places of the others stay what they are.
        solutions = [conflicts[number].solution for number in reversed(numbers)]
        theirs = PlanLines(editor.edited(plan.document, solutions)).lines
        start, end = _difference(plan.lines, theirs)
        found.append(_block(plan.lines, theirs, (min(last.start, start), max(last.end, block.end, end)), numbers))
    return found


def _block_of_one(plan: PlanLines, conflict: MergeConflict, number: int, editor: StyledEditor) -> _MarkedBlock:
    """Return the lines of the entries in conflict; where they are not all that differs, those that do."""
    theirs = PlanLines(editor.edited(plan.document, [conflict.solution]))
    ranges = (*_likely(plan, theirs, conflict), _difference(plan.lines, theirs.lines))
    lines = next(one for one in ranges if _is_all(plan.lines, theirs.lines, one))
    return _block(plan.lines, theirs.lines, lines, (number,))


def _block(lines: TextLines, others: TextLines, differing: LineRange, numbers: tuple[int, ...]) -> _MarkedBlock:
    start, end = differing
    return _MarkedBlock(start, end, others[start : end + len(others) - len(lines)], numbers)


def _likely(plan: PlanLines, theirs: PlanLines, conflict: MergeConflict) -> Iterator[LineRange]:
    """Yield the lines in which the two texts should differ, the fewest first."""
    path, ours, others = conflict.path, conflict.ours, conflict.theirs
    if isinstance(ours, list) and isinstance(others, list):
        first, last = unlike(ours, others)
        if first + last < len(ours):
            yield plan.entry((*path, first)).start, plan.entry((*path, len(ours) - 1 - last)).end
    if ours is not None:
        entry = plan.entry(path)
        yield entry.start, entry.end
    else:  # it is in the other text alone
        entry = theirs.entry(path)
        yield entry.start, entry.end - len(theirs.lines) + len(plan.lines)


def _difference(lines: TextLines, others: TextLines) -> LineRange:
    """Return the lines outside of which two texts are the same."""
    first, last = unlike([*lines], [*others])
    return first, len(lines) - last


def _is_all(lines: TextLines, others: TextLines, differing: LineRange) -> bool:
    """Return whether two texts are the same outside of these lines of the first."""
    start, end = differing
    behind = end + len(others) - len(lines)
    return start <= min(end, behind) and lines[:start] == others[:start] and lines[end:] == others[behind:]
