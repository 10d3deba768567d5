"""`scrplan history`: each change of a plan or a recommendation, from git, with its day, author and reason."""

from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrplan.cli.completion import offer_refs, offer_revisions
from scrplan.cli.options import ClockOptions, Many, OutputOptions, ThePlan

if TYPE_CHECKING:
    from scrplan.history.plan_log import Lifeline
    from scrplan.report.change_log import HistorySubject

EXAMPLES = {
    "scrplan history child-g": "every change of a plan, commit by commit",
    "scrplan history child-g 16": "the history of recommendation 16, under every number it had",
    "scrplan history child-g 16 --field due": "each date that it was given, and why",
    "scrplan history child-g --since 2013-07 --until 2013-09 -f csv": "a quarter's changes, for a spreadsheet",
}


class SpanOptions(NamedTuple):
    """Which changes are shown."""

    part: Annotated[str | None, typer.Option(metavar="PART", help="Of this action; #2 is the second.")] = None
    field: Annotated[
        Many, typer.Option(metavar="KEY", help="Of this field, such as due, rag or updates. Repeat for more.")
    ] = None
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Committed on this day or later.")] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Committed on this day or earlier.")] = None
    revision: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="As this commit, branch or tag knows it; @2013-09-30: as on that day. Default: HEAD, and the file.",
            autocompletion=offer_revisions,
        ),
    ] = None


def command(
    span: SpanOptions,
    clock: ClockOptions,
    output: OutputOptions,
    plan: ThePlan,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="A recommendation; none: all of the plan.", autocompletion=offer_refs),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="The newest change first.")] = False,
) -> None:
    """Show the history of a plan from git: each change of each field with its day, author, commit and reason.

    What is not committed yet comes last. A file that was renamed is followed to its first name, and a plan that was
    deleted is found by its id.
    """
    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit
    from scrplan.report.change_log import history_answer
    from scrplan.workspace.plan_history import plan_history

    day = the_day(clock)
    found = plan_history(Path.cwd(), plan, span.revision)
    part, scope = _part_of(found.log, ref, span, day)
    emit(history_answer(part, scope, day, newest_first=reverse), output, found.sources, found.notices)


def _part_of(life: "Lifeline", ref: str | None, span: SpanOptions, day: date) -> "tuple[Lifeline, HistorySubject]":
    """Return the part of a plan log that was asked for, and in words what that is."""
    from scrplan.cli.option_values import needed_date
    from scrplan.dates import day_words
    from scrplan.history.plan_log_filter import Wanted, life_of, narrowed, ref_today
    from scrplan.report.change_log import HistorySubject

    since = None if span.since is None else needed_date("--since", span.since)
    until = None if span.until is None else needed_date("--until", span.until)
    fields = tuple(span.field or ())
    wanted = Wanted(
        span.part,
        fields,
        since.first if since else None,
        until.last if until else None,
        uncommitted=until is None or until.last >= day,
    )
    words = (
        f"action {span.part}" if span.part is not None else "",
        f"{' or '.join(fields)}" if fields else "",
        f"since {day_words(since.first)}" if since else "",
        f"until {day_words(until.last)}" if until else "",
    )
    name = None if ref is None else ref_today(life, ref)
    scope = HistorySubject(PurePosixPath(life.path).stem, name, ", ".join(filter(None, words)))
    return narrowed(life if name is None else life_of(life, name), wanted), scope
