"""What is wrong in a file, as a value: all are collected, none is thrown."""

import enum
from collections.abc import Mapping
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
    """One finding: where, which rule, how serious, what, and how to fix it.

    `end` is the place just after the last character that it is about, where that is known; never before `position`.
    """

    path: str
    position: Position
    rule: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    end: Position | None = None

    @property
    def sort_key(self) -> tuple[str, Position, str, str]:
        """Return the full order of findings: by file, place, rule and words."""
        return (self.path, self.position, self.rule, self.message)

    def line(self) -> str:
        """Return the finding as one line, `path:line:column: severity: what: how to fix it [rule]`."""
        where = f"{self.path}:{self.position.line}:{self.position.column}"
        words = f"{self.message}: {self.hint}" if self.hint else self.message
        return f"{where}: {self.severity}: {words} [{self.rule}]"


_NO_LINES: Mapping[int, str] = {}  # a plain one, which goes from process to process


class FileFindings(NamedTuple):
    """What was found in one file, in its order.

    `lines` holds the text of each line in which a finding begins, by its number, without its line end, and with what
    must not be shown (a person's number or name) already covered by dots of the same width. `kept_back` are the
    severities of what was found and must not be shown.
    """

    path: str
    findings: tuple[Diagnostic, ...] = ()
    lines: Mapping[int, str] = _NO_LINES
    kept_back: tuple[Severity, ...] = ()


class RulePage(NamedTuple):
    """What there is to know about a rule: a heading, paragraphs, and YAML that it refuses and that it takes."""

    name: str
    severity: Severity
    title: str
    paragraphs: tuple[str, ...] = ()
    bad: str = ""
    good: str = ""
