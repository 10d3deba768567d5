"""`scrplan status`: one plan on one screen, or a row for each of several."""

from scrplan.cli.options import FilterOptions, OutputOptions, Plans, RevisionOptions, TableOptions

EXAMPLES = {
    "scrplan status plans/child-g.yaml": "one plan on one screen",
    "scrplan status": "a row for each plan",
    "scrplan status child-g --as-at 2013-09": "judged at the end of September 2013",
    "scrplan status child-g --agency Health": "the recommendations to Health",
    "scrplan status child-g --revision @2013-09-30": "the plan as git had it on that day",
}


def command(
    filters: FilterOptions, clock: RevisionOptions, table: TableOptions, output: OutputOptions, plans: Plans = None
) -> None:
    """Show what is done, what is late and whose it is, and where the rating and the facts disagree."""
    from scrplan.cli.item_filters import select, table_keys
    from scrplan.cli.opened_plans import plans_on_day
    from scrplan.cli.output import emit
    from scrplan.report.status import status_answer

    found = plans_on_day(plans, clock)
    selected = select(found, filters)
    columns, sort = table_keys(found.board, table, filters.view)
    answer = status_answer(selected.sorted(sort), found.day, selected.filter_words, columns)
    emit(answer, output, found.sources, found.notices, full=table.full)
