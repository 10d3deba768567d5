"""The answer of `rules`: each rule with its severity, as the board has set it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scrplan.content import Cell, Column, ColumnKind, Report, Tone, table
from scrplan.diagnostics import Severity
from scrplan.report.answer import Answer

_COLUMNS = (
    Column("rule", "Rule"),
    Column("severity", "Severity"),
    Column("title", "What it finds", ColumnKind.WORDS),
)
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.CAUTION, Severity.ADVICE: Tone.INFO}


class RuleLine(NamedTuple):
    """A rule as it stands for a board; `level` is None where the board has switched it off, `fixed` that none can."""

    name: str
    level: Severity | None
    default: Severity
    title: str
    fixed: bool


def rules_answer(lines: Sequence[RuleLine], day: date) -> Answer:
    """Return the rules in the order given."""
    items = tuple(
        {
            "rule": line.name,
            "severity": line.level.value if line.level else "off",
            "default": line.default.value,
            "fixed": line.fixed,
            "title": line.title,
        }
        for line in lines
    )
    rows = ([Cell(line.name), _severity(line), Cell(line.title)] for line in lines)
    title = f"{len(lines)} rules; scrplan explain RULE says more about one"
    return Answer("rules", day, lambda: items, Report(title=title, records=table(_COLUMNS, rows)))


def _severity(line: RuleLine) -> Cell:
    if line.level is None:
        return Cell(f"off (usually {line.default})", "off", Tone.MUTED)
    words = f"{line.level}" if line.level is line.default else f"{line.level} (usually {line.default})"
    return Cell(words, line.level.value, _TONES[line.level])
