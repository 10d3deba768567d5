"""`scrplan note`: what the plan's keeper must say about a row."""

from typing import Annotated

import typer

from scrplan.cli.options import OneAction, ThePlan, TheRef, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan note child-g 5 'The first date was lost when the table was printed.'": "add to what the keeper says",
}


def command(
    write: WriteOptions,
    plan: ThePlan,
    ref: TheRef,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What must be said.", show_default=False)],
    action: OneAction = None,
) -> None:
    """Add to a recommendation's note: what the keeper of the plan must say, which is nobody's progress."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import record_each
    from scrplan.recording import operations as acts

    words = needed("TEXT", text)
    record_each(WhichOptions(plan, [ref], action), write, lambda target: acts.note(target, words))
