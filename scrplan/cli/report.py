"""`scrplan report`: the quarterly board report, as page, Word, PDF, workbook, Markdown, JSON or csv."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.groups import register
from scrplan.cli.options import ClockOptions, Many, Plans

EXAMPLES = {
    "scrplan report --quarter 2013/14-Q2 -o report.md": "a financial quarter, by its last day",
    "scrplan report child-g --quarter 2013-Q3 -f json": "a calendar quarter of one plan, the figures",
    "scrplan report --from 2013-07-01 --to 2013-09-15 -o table.csv": "any period, the whole table",
}


class PeriodOptions(NamedTuple):
    """Which period."""

    quarter: Annotated[
        str | None,
        typer.Option(
            metavar="QUARTER", help="2013/14-Q2 (financial) or 2013-Q3 (calendar). Default: the last full one."
        ),
    ] = None
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day, with --to.")] = None
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="To this day, with --from.")] = None


class TodayOptions(NamedTuple):
    """The day that counts as today."""

    as_at: Annotated[
        str | None,
        typer.Option("--as-at", metavar="DATE", help="What counts as today, where the last full quarter is taken."),
    ] = None


class PaperOptions(NamedTuple):
    """What the paper says for itself, and where it goes."""

    ask: Annotated[
        Many, typer.Option(metavar="TEXT", help="What the board is asked to do. Default: as the plans say. Repeat.")
    ] = None
    purpose: Annotated[str, typer.Option(metavar="TEXT", help="What the paper is for.")] = ""
    board: Annotated[str, typer.Option(metavar="NAME", help="The board. Default: that of scrplan.yaml.")] = ""
    template: Annotated[str | None, typer.Option(metavar="FILE", help="For Word: a .docx whose styles are taken.")] = (
        None
    )
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", metavar="FORMAT", help="html, word, pdf, workbook, markdown, json or csv."),
    ] = None
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its ending picks the format.")
    ] = None


STEPS = 4  # of which each takes its time with many plans


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "report", EXAMPLES)(report)


def report(period: PeriodOptions, paper: PaperOptions, today: TodayOptions, plans: Plans = None) -> None:
    """Make the quarterly board report: for a past quarter from the plans as git had them at its end.

    What moved is against the end of the quarter before. Where git has no version of that time, the paper says so, and
    takes what the plans themselves record.
    """
    from scrplan.cli.documents import write_paper
    from scrplan.cli.progress import Progress
    from scrplan.cli.quarter import position_of
    from scrplan.cli.session import the_day
    from scrplan.report.quarterly.paper import paper as made

    with Progress(STEPS) as progress:
        position, sources = position_of(period, paper, plans or (), the_day(ClockOptions(today.as_at)), progress)
        progress.step("making the document")
        write_paper(made(position), paper, sources, progress.stop)
