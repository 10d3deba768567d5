"""The answer of `validate`: every problem with its place, and how many there are."""

from collections.abc import Sequence
from datetime import date

from scrplan.content import Cell, Column, Kind, Report, table
from scrplan.diagnostics import Diagnostic
from scrplan.report.answer import Answer

_COLUMNS = (
    Column("path", "File"),
    Column("line", "Line", Kind.NUMBER),
    Column("column", "Column", Kind.NUMBER),
    Column("rule", "Rule"),
    Column("severity", "Severity"),
    Column("message", "What", Kind.WORDS),
    Column("hint", "How to mend it", Kind.WORDS),
)


def problems_answer(found: Sequence[Diagnostic], files: int, day: date) -> Answer:
    """Return the problems of so many files."""
    items = tuple(
        {
            "path": one.path,
            "line": one.position.line,
            "column": one.position.column,
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
            "hint": one.hint or None,
        }
        for one in found
    )
    rows = ([Cell(str(value or ""), value) for value in item.values()] for item in items)
    return Answer("validate", day, lambda: items, Report(title=summary(found, files), records=table(_COLUMNS, rows)))


def summary(found: Sequence[Diagnostic], files: int) -> str:
    """Return the closing line: `2 files checked: no problems`."""
    checked = "1 file checked" if files == 1 else f"{files:,} files checked"
    if not found:
        return f"{checked}: no problems"
    broken = len({one.path for one in found})
    problems = "1 problem" if len(found) == 1 else f"{len(found):,} problems"
    return f"{checked}: {problems} in {'1 file' if broken == 1 else f'{broken:,} files'}"
