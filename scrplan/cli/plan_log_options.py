"""Which part of a plan's history was asked for."""

from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrplan.cli.completion import offer_revisions
from scrplan.cli.options import Many

if TYPE_CHECKING:
    from scrplan.history.plan_log import Lifeline
    from scrplan.report.change_log import HistorySubject


class SpanOptions(NamedTuple):
    """Which changes are told."""

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


def part_of(life: "Lifeline", ref: str | None, span: SpanOptions, day: date) -> "tuple[Lifeline, HistorySubject]":
    """Return the part of a life that was asked for, and in words what that is."""
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
