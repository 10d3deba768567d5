"""`scrplan list`: the recommendations, or their actions, that match a filter."""

from typing import Annotated

import typer

from scrplan.cli.options import FilterOptions, Findings, OutputOptions, Plans, RevisionOptions, TableOptions

EXAMPLES = {
    "scrplan list --rag red": "what is rated red in every plan",
    "scrplan list child-g --agency Health --full": "the recommendations to Health, in full",
    "scrplan list --actions --where 'due < 2013-01 and state != complete'": "any question",
    "scrplan list --columns ref,leads,due --sort due -o leads.csv": "a table for a spreadsheet",
    "scrplan list --rag red --revision HEAD": "as last committed, without later edits",
}


def command(  # noqa: PLR0913  (four groups and three of its own)
    filters: FilterOptions,
    clock: RevisionOptions,
    table: TableOptions,
    output: OutputOptions,
    plans: Plans = None,
    actions: Annotated[bool, typer.Option("--actions", help="A row for each action.")] = False,
    exit_code: Findings = False,
) -> None:
    """List the recommendations that match, those of all plans when none is named."""
    from scrplan.assessment import leaves
    from scrplan.cli.item_filters import select, table_keys
    from scrplan.cli.opened_plans import dated_plans
    from scrplan.cli.output import emit
    from scrplan.report.listing import ACTION_COLUMNS, LIST_COLUMNS, list_answer, list_title

    found, _ = dated_plans(plans, clock)
    selected = select(found, filters, leaves if actions else None)
    columns, sort = table_keys(found.board, table, filters.view)
    items = selected.items(sort)
    title = list_title(len(items), selected.filter_words, found.day, actions=actions)
    shown = columns or (ACTION_COLUMNS if actions else LIST_COLUMNS)
    answer = list_answer("list", items, found.day, title, shown)
    emit(answer, output, found.sources, found.notices, full=table.full)
    if items and exit_code:
        raise typer.Exit(1)
