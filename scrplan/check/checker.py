"""All problems of a file in one list: syntax, then what the reader finds, then what only the schema finds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from scrplan.check.schema import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems
from scrplan.diagnostics import Diagnostic
from scrplan.source.document import Document
from scrplan.source.files import load_document
from scrplan.source.reader import read_plan
from scrplan.source.settings import read_board


def check_plan(path: Path) -> tuple[Diagnostic, ...]:
    """Return every problem of a plan file, in the order of the file.

    Raises:
        UnreadableFile: the file cannot be opened.

    """
    return _all_problems(load_document(path), lambda document: read_plan(document, path.stem), PLAN_SCHEMA)


def check_board(path: Path) -> tuple[Diagnostic, ...]:
    """Return every problem of a board's settings.

    Raises:
        UnreadableFile: the file cannot be opened.

    """
    return _all_problems(load_document(path), read_board, BOARD_SCHEMA)


Read = Callable[[Document], tuple[Any, tuple[Diagnostic, ...]]]


def _all_problems(document: Document, read: Read, schema: str) -> tuple[Diagnostic, ...]:
    _, found = read(document)
    # The reader explains a cause best; the schema is the authority, and adds what the reader let pass.
    explained = {problem.position for problem in found}
    more = [problem for problem in schema_problems(document, schema) if problem.position not in explained]
    return tuple(sorted({*found, *more}, key=lambda problem: problem.sort_key))
