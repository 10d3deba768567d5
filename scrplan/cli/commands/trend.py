"""`scrplan trend`: how many were open, overdue and done at the end of each period, from git."""

from typing import Annotated

import typer

from scrplan.cli.options import ClockOptions, OutputOptions, Plans

EXAMPLES = {
    "scrplan trend": "the last two years of all plans, by quarter",
    "scrplan trend child-g --by month --from 2013-04": "one plan, month by month",
    "scrplan trend --by year --until 2014/15": "to the end of a financial year",
    "scrplan trend -o trend.csv": "a table for a spreadsheet's own chart",
}


def command(
    clock: ClockOptions,
    output: OutputOptions,
    plans: Plans = None,
    by: Annotated[
        str, typer.Option(metavar="STEP", help="month, quarter or year; financial or calendar as scrplan.yaml says.")
    ] = "quarter",
    since: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="From this period. Default: the last 12 months, 8 quarters or 5 years."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Up to the end of this period. Default: the files as they are now."),
    ] = None,
) -> None:
    """Show how plans stood at the end of each period: the plans as git had them then, judged on that day."""
    from pathlib import Path

    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit, envelope_sources
    from scrplan.cli.periods import range_asked
    from scrplan.report.trend import trend_answer
    from scrplan.workspace.time_series import time_series
    from scrplan.workspace.versions import BoardVersions

    wanted = range_asked(by, since, until, the_day(clock))
    found = time_series(BoardVersions.of(Path.cwd(), plans or ()), wanted)
    answer = trend_answer(found.points, found.last.plans, found.scope)
    emit(answer, output, envelope_sources(found.last.sources, output), found.notices)
