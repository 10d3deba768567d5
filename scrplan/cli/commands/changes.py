"""`scrplan changes`: what moved between two dates or commits, with counts that add up."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_revisions
from scrplan.cli.options import Agencies, ClockOptions, OutputOptions, Plans

EXAMPLES = {
    "scrplan changes --since 2013-Q4": "what moved since the quarter began",
    "scrplan changes child-g --since 2013-07 --until 2013-09": "in one plan, from July to September 2013",
    "scrplan changes --since HEAD": "what is not committed yet",
    "scrplan changes --since 2013/14-Q3 --agency Health -o health.csv": "one agency's, for a spreadsheet",
}


def command(  # noqa: PLR0913  (two groups and five of its own)
    clock: ClockOptions,
    output: OutputOptions,
    since: Annotated[
        str,
        typer.Option(
            metavar="DATE|REV",
            help="From the beginning of this day, month, quarter or year; or from this commit, branch or tag.",
            autocompletion=offer_revisions,
            show_default=False,
        ),
    ],
    plans: Plans = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|REV",
            help="To the end of this period, or to this commit. Default: the files as they are now.",
            autocompletion=offer_revisions,
        ),
    ] = None,
    agency: Agencies = None,
    full: Annotated[bool, typer.Option("--full", help="Long texts in full on a screen.")] = False,
) -> None:
    """Show what moved in a period: opening, what came and went, closing; closed, added, rated otherwise, late, silent.

    Each end is judged on its own day: the day before the period begins, and its last day. A commit is judged on the
    day that it was made.
    """
    from pathlib import Path

    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit, envelope_sources
    from scrplan.compare.movement import movement
    from scrplan.report.changes import changes_answer
    from scrplan.workspace.comparison import WantedPeriod, agencies_named, compared_plans
    from scrplan.workspace.versions import BoardVersions

    wanted = WantedPeriod(since, until, the_day(clock), is_fixed=clock.as_at is not None)
    ends = compared_plans(BoardVersions.of(Path.cwd(), plans or ()), wanted)
    names, words = agencies_named(agency or (), ends)
    answer = changes_answer(ends.opening, ends.closing, movement(*ends.assessed(), names), words)
    emit(answer, output, envelope_sources(ends.after.sources, output), ends.notices, full=full)
