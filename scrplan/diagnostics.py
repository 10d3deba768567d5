"""What is wrong in a file, as a value: all are collected, none is thrown."""

import enum
from typing import NamedTuple


class Severity(enum.StrEnum):
    """How much a finding weighs; only errors make `validate` fail."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Position(NamedTuple):
    """A place in a text file, both counted from 1, the column in characters."""

    line: int = 1
    column: int = 1


START = Position()


class Diagnostic(NamedTuple):
    """One finding: where, which rule, how grave, what, and how to mend it."""

    path: str
    position: Position
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, Position, str, str]:
        """Return the full order of findings: by file, place, rule and words."""
        return (self.path, self.position, self.rule, self.message)

    def line(self) -> str:
        """Return the finding as one line, `path:line:column: severity: what: how to mend it [rule]`."""
        where = f"{self.path}:{self.position.line}:{self.position.column}"
        words = f"{self.message}: {self.hint}" if self.hint else self.message
        return f"{where}: {self.severity}: {words} [{self.rule}]"
