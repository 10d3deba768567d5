"""All problems of a file in one list: syntax, then what the reader finds, then what only the schema finds."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scrplan.check.schema import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems
from scrplan.diagnostics import Diagnostic
from scrplan.errors import UnreadableFile
from scrplan.source.document import Document
from scrplan.source.files import SETTINGS, load_document
from scrplan.source.reader import read_plan
from scrplan.source.settings import read_board


def check_all(paths: Sequence[Path]) -> tuple[list[Diagnostic], list[UnreadableFile]]:
    """Return every problem of every file, and the files that could not be opened at all."""
    found: list[Diagnostic] = []
    unreadable: list[UnreadableFile] = []
    for path in paths:
        try:
            found += check_file(path)
        except UnreadableFile as error:
            unreadable.append(error)
    return found, unreadable


def check_file(path: Path) -> tuple[Diagnostic, ...]:
    """Return every problem of a plan or of a board's settings, in the order of the file.

    Raises:
        UnreadableFile: the file cannot be opened.

    """
    document = load_document(path)
    if path.name == SETTINGS:
        return _all_problems(document, read_board, BOARD_SCHEMA)
    return _all_problems(document, lambda one: read_plan(one, path.stem), PLAN_SCHEMA)


Read = Callable[[Document], tuple[Any, tuple[Diagnostic, ...]]]


def _all_problems(document: Document, read: Read, schema: str) -> tuple[Diagnostic, ...]:
    _, found = read(document)
    # The reader explains a cause best; the schema is the authority, and adds what the reader let pass.
    explained = {problem.position for problem in found}
    more = [problem for problem in schema_problems(document, schema) if problem.position not in explained]
    return tuple(sorted({*found, *more}, key=lambda problem: problem.sort_key))
