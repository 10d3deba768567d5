"""The findings as csv: a line of keys, then a record a finding."""

from collections.abc import Iterable, Iterator

from scrplan.diagnostics import FileFindings
from scrplan.render.csv_text import csv_line
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import COLUMNS, cells_of


def render_findings_csv(files: Iterable[FileFindings], _about: About) -> Iterator[str]:
    """Yield the line of keys and a record a finding."""
    yield csv_line(column.key for column in COLUMNS)
    for file in files:
        for finding in file.findings:
            yield csv_line(cells_of(finding))
