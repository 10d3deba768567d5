"""`scrplan note`: a remark of whoever keeps the plan, about a recommendation or action."""

from typing import Annotated

import typer

from scrplan.cli.options import OneAction, ThePlan, TheRef, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan note child-g 5 'The first date was lost when the table was printed.'": "add to the note",
}


def command(
    write: WriteOptions,
    plan: ThePlan,
    ref: TheRef,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The remark.", show_default=False)],
    action: OneAction = None,
) -> None:
    """Add a remark to a note: from whoever keeps the plan; it is not progress of an agency."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import record_each
    from scrplan.recording import operations as acts

    words = needed("TEXT", text)
    record_each(WhichOptions(plan, [ref], action), write, lambda target: acts.note(target, words))
