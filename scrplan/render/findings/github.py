"""Workflow commands of GitHub Actions, which it shows beside the lines of a pull request.

In the order of the files: GitHub keeps ten of each kind a step, and sorting would mean to hold them all.
"""

from collections.abc import Iterable, Iterator

from scrplan.characters import harmless, one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Severity
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import finding_words

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
# What the runner reads back: a whole line is data but for its ends and its own escapes, a property also ends at , or :.
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_AS_DATA = str.maketrans(_DATA)
_AS_PROPERTY = str.maketrans(_DATA | {":": "%3A", ",": "%2C"})


def render_github(files: Iterable[FileFindings], _about: About) -> Iterator[str]:
    """Yield one command a finding, `::error file=…,line=…::what: how to fix it`."""
    for file in files:
        for finding in file.findings:
            properties = {"file": harmless(finding.path), **_place(finding), "title": one_line(finding.rule)}
            written = ",".join(f"{name}={str(value).translate(_AS_PROPERTY)}" for name, value in properties.items())
            words = one_line(finding_words(finding)).translate(_AS_DATA)
            yield f"::{_COMMANDS[finding.severity]} {written}::{words}\n"


def _place(finding: Diagnostic) -> dict[str, int]:
    """Return the lines, and the columns where all is on one line: GitHub refuses columns on two.

    Whether `endColumn` is the last column or the one behind it, GitHub does not say (github/docs issue 40038), and its
    pages show lines only; it is the one behind it here, as other linters write it. Before `col` it may not be.
    """
    line, column = finding.position
    end = finding.end
    if end is None:
        return {"line": line, "col": column}
    if end.line == line:
        return {"line": line, "endLine": line, "col": column, "endColumn": end.column}
    # What ends before the first character of a line ended with the line above.
    last = end.line - 1 if end.column == 1 else end.line
    return {"line": line, "col": column} if last == line else {"line": line, "endLine": last}
