"""For a wiki, an issue or the summary of a job: a table with a row a finding, then how many there are."""

from collections.abc import Iterable, Iterator

from scrplan.diagnostics import FileFindings
from scrplan.render.findings import About
from scrplan.render.findings.finding_records import COLUMNS, cells_of
from scrplan.render.findings.totals import Totals
from scrplan.render.markdown import table_head, table_row

TITLE = "What was found in the plans"


def render_findings_markdown(files: Iterable[FileFindings], about: About) -> Iterator[str]:
    """Yield the title, the table (none where there is nothing to list), and the closing count."""
    totals = Totals()
    yield f"# {TITLE}\n\n"
    for file in files:
        if file.findings and not totals.found:
            yield "".join(f"{line}\n" for line in table_head(COLUMNS))
        totals.add(file)
        for finding in file.findings:
            yield f"{table_row(str(cell) for cell in cells_of(finding))}\n"
    if totals.found:
        yield "\n"
    yield f"{totals.words(about.off)}\n"
