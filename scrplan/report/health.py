"""The answer of `doctor`: what was looked at, what was found, what is wrong with it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scrplan.content import Cell, Column, ColumnKind, Report, Tone, table
from scrplan.report.answer import Answer


class HealthCheck(NamedTuple):
    """One thing looked at; `mend` says what to do about it, and `wrong` whether that is needed."""

    what: str
    found: str
    mend: str = ""
    wrong: bool = False


def health_answer(findings: Sequence[HealthCheck], day: date) -> Answer:
    """Return the findings."""
    wrong = sum(finding.wrong for finding in findings)
    title = "All is well" if not wrong else "1 thing to fix" if wrong == 1 else f"{wrong} things to fix"
    columns = (
        Column("what", "What"),
        Column("verdict", "Is"),
        Column("found", "Found", ColumnKind.WORDS),
        Column("mend", "What to do", ColumnKind.WORDS),
    )
    rows = (
        (
            Cell(finding.what),
            Cell("wrong", None, Tone.BAD) if finding.wrong else Cell("well", None, Tone.GOOD),
            Cell(finding.found),
            Cell(finding.mend),
        )
        for finding in findings
    )
    items = tuple(
        {"what": one.what, "found": one.found, "mend": one.mend or None, "wrong": one.wrong} for one in findings
    )
    return Answer("doctor", day, lambda: items, Report(title=title, records=table(columns, rows)))
