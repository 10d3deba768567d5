"""A finding as a record: the keys and headings that the formats for machines and tables share."""

from scrplan.content import Column, ColumnKind
from scrplan.diagnostics import Diagnostic

COLUMNS = (
    Column("path", "File"),
    Column("line", "Line", ColumnKind.NUMBER),
    Column("column", "Column", ColumnKind.NUMBER),
    Column("rule", "Rule"),
    Column("severity", "Severity"),
    Column("message", "What", ColumnKind.WORDS),
    Column("hint", "How to fix it", ColumnKind.WORDS),
)


def record_of(finding: Diagnostic) -> dict[str, str | int | None]:
    """Return a finding by its keys, in their order: those of the columns, then its end; null what it has not."""
    end = finding.end
    return {
        "path": finding.path,
        "line": finding.position.line,
        "column": finding.position.column,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint or None,
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
    }


def cells_of(finding: Diagnostic) -> list[str | int]:
    """Return the values of the columns; empty what a finding has not."""
    record = record_of(finding)
    return [record[column.key] or "" for column in COLUMNS]


def finding_words(finding: Diagnostic) -> str:
    """Return what is wrong and how to fix it, `what: how`."""
    return f"{finding.message}: {finding.hint}" if finding.hint else finding.message
