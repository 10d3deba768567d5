"""A change before it is written: the new text, proven to say what was meant, and what it would make wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.check.checker import check_plan
from scrplan.check.runs import Checker, Job
from scrplan.diagnostics import Diagnostic, Severity
from scrplan.errors import RefusedChange
from scrplan.source.document import Document
from scrplan.source.editor import edited
from scrplan.source.edits import Edit
from scrplan.source.files import Source


class Proposal(NamedTuple):
    """A file as it was read, and its text after the change."""

    source: Source
    text: str

    @property
    def before(self) -> str:
        """Return the text as it is."""
        return self.source.document.text


def proposal(source: Source, edits: Sequence[Edit], root: Path, day: date) -> Proposal:
    """Return the change that the edits make to a file of the repository at `root`, judged on a day.

    Raises:
        UnsafeEdit: it cannot be put into the text without touching more.
        RefusedChange: it would bring an error that was not there before.

    """
    text = edited(source.document, edits)
    new = new_errors(source.document, Document.from_text(text, source.document.path), source.path, root, day)
    if new:
        raise RefusedChange(source.document.path, [problem.line() for problem in new])
    return Proposal(source, text)


def new_errors(before: Document | None, after: Document, path: Path, root: Path, day: date) -> tuple[Diagnostic, ...]:
    """Return the errors of a text that the text before did not have, wherever it had them."""
    checker = Checker(Job(root, day, (path,)))
    checker.repository.prepare([path])
    levels = {name: level for name, level in checker.levels.items() if level is Severity.ERROR}

    def errors(document: Document) -> Iterable[Diagnostic]:
        found = check_plan(document, path.stem, checker.around, levels, checker.names).findings
        return (one for one in found if one.severity is Severity.ERROR)

    had = Counter((one.rule, one.message) for one in (errors(before) if before else ()))
    new = []
    for one in errors(after):
        if had[one.rule, one.message]:
            had[one.rule, one.message] -= 1
        else:
            new.append(one)
    return tuple(new)
