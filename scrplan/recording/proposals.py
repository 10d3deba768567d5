"""A change before it is written: the new text, proven to say what was meant, and the errors that it would bring."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.check.checker import check_plan
from scrplan.check.runner import Checker, Job
from scrplan.diagnostics import Diagnostic, Severity
from scrplan.errors import RefusedChange
from scrplan.recording.targets import ROWS
from scrplan.source.files import Source
from scrplan.source.key_orders import plan_order
from scrplan.yamltext import nodes
from scrplan.yamltext.document import Document
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Edit


class Proposal(NamedTuple):
    """A file as it was read, and its text after the change."""

    source: Source
    text: str

    @property
    def before(self) -> str:
        """Return the text as it is."""
        return self.source.document.text


def proposal(source: Source, edits: Sequence[Edit], root: Path, day: date, here: Path | None = None) -> Proposal:
    """Return the change that the edits make to a file of the repository at `root`, judged on a day.

    Paths are shown from the folder `here`, or from the root.

    Raises:
        UnsafeEdit: it cannot be put into the text without touching more.
        RefusedChange: it would bring an error that was not there before.

    """
    text = edited(source.document, edits, plan_order())
    after = Document.from_text(text, source.document.path)
    new = new_errors(source.document, after, Job(root, day, (source.path,), here=here))
    if new:
        raise RefusedChange(source.document.path, [problem.line() for problem in new])
    return Proposal(source, text)


def new_errors(before: Document | None, after: Document, job: Job) -> tuple[Diagnostic, ...]:
    """Return the errors of the text of a job's one file that the text before did not have, wherever it had them."""
    checker = Checker(job)
    (path,) = job.paths
    checker.repository.prepare([path])
    levels = {name: level for name, level in checker.levels.items() if level is Severity.ERROR}

    def errors(document: Document) -> list[Diagnostic]:
        found = check_plan(document, path.stem, checker.around, levels, checker.names).findings
        return [one for one in found if one.severity is Severity.ERROR]

    now = errors(after)
    return _added(before, errors(before), after, now) if now and before else tuple(now)


def _added(
    before: Document, had: Sequence[Diagnostic], after: Document, now: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Return the errors that their recommendation did not have before; an error on another line is the same one."""
    known = Counter((one.rule, _row_of(before, one)) for one in had)
    words = {(one.rule, one.message) for one in had}
    new = []
    for one in sorted(now, key=lambda one: (one.rule, one.message) not in words):
        kind = one.rule, _row_of(after, one)
        known[kind] -= 1
        if known[kind] < 0:
            new.append(one)
    return tuple(sorted(new, key=lambda one: one.sort_key))


def _row_of(document: Document, problem: Diagnostic) -> int:
    """Return the index of the recommendation that has a problem, -1 for before all of them."""
    entry = document.root.entries.get(ROWS) if isinstance(document.root, nodes.Mapping) else None
    rows = entry[1].items if entry and isinstance(entry[1], nodes.Sequence) else []
    return bisect_right([nodes.position(row) for row in rows], problem.position) - 1
