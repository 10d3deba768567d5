"""`scrplan red`: what is rated red, or off track by the plan's own ratings."""

import typer

from scrplan.cli.options import FilterOptions, Findings, OutputOptions, Plans, RevisionOptions, TableOptions

EXAMPLES = {
    "scrplan red": "what is rated red in every plan",
    "scrplan red child-g --as-at 2013-09-30": "with how late each was on that day",
    "scrplan red --agency LSCB --full": "of one agency, in full",
    "scrplan red --revision @2013-09": "by the plans as git had them then",
}


def command(
    filters: FilterOptions,
    clock: RevisionOptions,
    table: TableOptions,
    output: OutputOptions,
    plans: Plans = None,
    exit_code: Findings = False,
) -> None:
    """List what is rated red, or off track by the plan's own ratings: oldest first, with days late."""
    from scrplan.assessment import off_track_leaves
    from scrplan.cli.item_filters import select, table_keys
    from scrplan.cli.opened_plans import plans_on_day
    from scrplan.cli.output import emit, say
    from scrplan.report.listing import RED_COLUMNS, list_answer, oldest_first, red_title, unrated_late_words

    found = plans_on_day(plans, clock)
    selected = select(found, filters)
    columns, sort = table_keys(found.board, table, filters.view)
    items = [leaf for item in selected.items(sort) for leaf in off_track_leaves(item)]
    answer = list_answer(
        "red", items if sort else oldest_first(items), found.day, red_title(items), columns or RED_COLUMNS
    )
    emit(answer, output, found.sources, found.notices, full=table.full)
    others = unrated_late_words(selected.items())
    if others:
        say(others)
    if items and exit_code:
        raise typer.Exit(1)
