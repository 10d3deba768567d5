"""`scrplan overdue`: every action whose due period has ended and that is open, oldest first."""

from typing import Annotated

import typer

from scrplan.cli.options import FilterOptions, Findings, OutputOptions, Plans, RevisionOptions, TableOptions

EXAMPLES = {
    "scrplan overdue": "what is late in every plan",
    "scrplan overdue child-g --as-at 2013-09-30": "what was late on that day",
    "scrplan overdue --within 28d": "and what falls due in the next 28 days",
    "scrplan overdue --exit-code": "for a check: ends with 1 when something is late",
    "scrplan overdue --revision @2013-09": "what was late, by the plans of that time",
}


def command(  # noqa: PLR0913  (four groups and three of its own)
    filters: FilterOptions,
    clock: RevisionOptions,
    table: TableOptions,
    output: OutputOptions,
    plans: Plans = None,
    within: Annotated[
        str | None, typer.Option(metavar="TIME", help="Also what falls due within 28d, 4w, 3m or 1y.")
    ] = None,
    exit_code: Findings = False,
) -> None:
    """List what is overdue, oldest first, with how late it is and whose it is."""
    from functools import partial

    from scrplan.assessment import due_leaves, overdue_leaves
    from scrplan.cli.item_filters import select, table_keys
    from scrplan.cli.opened_plans import dated_plans
    from scrplan.cli.option_values import last_day_within
    from scrplan.cli.output import emit
    from scrplan.report.listing import COMING_COLUMNS, LATE_COLUMNS, late_title, list_answer, oldest_first

    found, _ = dated_plans(plans, clock)
    until = last_day_within(found.day, within) if within else None
    selected = select(found, filters, partial(due_leaves, until=until) if until else overdue_leaves)
    columns, sort = table_keys(found.board, table, filters.view)
    items = selected.items(sort) if sort else oldest_first(selected.items())
    shown = columns or (COMING_COLUMNS if until else LATE_COLUMNS)
    answer = list_answer("overdue", items, found.day, late_title(items, found.day, until), shown)
    emit(answer, output, found.sources, found.notices, full=table.full)
    if items and exit_code:
        raise typer.Exit(1)
