"""`scrplan report`: the quarterly board report, as page, Word, PDF, workbook, Markdown, JSON or csv."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import ClockOptions, PaperOptions, PeriodOptions, Plans

EXAMPLES = {
    "scrplan report --quarter 2013/14-Q2 -o report.md": "a financial quarter, by its last day",
    "scrplan report child-g --quarter 2013-Q3 -f json": "a calendar quarter of one plan, the figures",
    "scrplan report --from 2013-07-01 --to 2013-09-15 -o table.csv": "any period, the whole table",
}


class TodayOptions(NamedTuple):
    """The day that counts as today."""

    as_at: Annotated[
        str | None,
        typer.Option("--as-at", metavar="DATE", help="The day that counts as today, for the last full quarter."),
    ] = None


STEPS = 4  # of which each takes its time with many plans


def command(period: PeriodOptions, paper: PaperOptions, today: TodayOptions, plans: Plans = None) -> None:
    """Make the quarterly board report: for a past quarter from the plans as git had them at its end.

    What moved is against the end of the quarter before. Where git has no version of that time, the paper says so, and
    takes what the plans themselves record.
    """
    from scrplan.cli.document_output import form_of, rendered_document, write_paper
    from scrplan.cli.option_values import the_day
    from scrplan.cli.periods import report_asked
    from scrplan.cli.progress import ProgressLine
    from scrplan.report.quarterly.paper import board_words
    from scrplan.report.quarterly.paper import paper as made
    from scrplan.workspace.report_position import quarter_facts

    form = form_of(paper)
    with ProgressLine(STEPS) as progress:
        wanted = report_asked(period, paper, plans or (), the_day(ClockOptions(today.as_at)))
        position, sources = quarter_facts(wanted, progress.step)
        progress.step("making the document")
        answer = made(position)
        document = rendered_document(answer, form, board_words(position))
    write_paper(answer, document, form, sources, position.notices)
