"""The records as csv, values for machines; a cell that a spreadsheet would take for a formula is made text."""

import csv
import io
from collections.abc import Iterable

from scrplan.characters import harmless
from scrplan.content import Report
from scrplan.errors import UsageProblem

# The full-width forms count too: some spreadsheets read them as their plain ones.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render_csv(report: Report) -> str:
    """Return the records with a line of keys, RFC 4180 quoting, a line feed after each.

    Raises:
        UsageProblem: the report has no records.

    """
    if report.records is None:
        raise UsageProblem("this answer is no table, so there is no csv of it", "use --format json")
    lines = [csv_line(column.key for column in report.records.columns)]
    rows = report.records.rows
    lines += [csv_line(cell.value if isinstance(cell.value, int) else cell.raw for cell in row) for row in rows]
    return "".join(lines)


def csv_line(values: Iterable[str | int]) -> str:
    """Return one record with its line end: numbers bare, texts so that a spreadsheet takes none for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_guarded(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def _guarded(text: str) -> str:
    words = harmless(text)
    # An apostrophe in front is what a spreadsheet itself uses to mark text.
    return f"'{words}" if words.lstrip().startswith(_FORMULA) else words
