"""`scrplan note`: what the plan's keeper must say about a row."""

from typing import Annotated

import typer

from scrplan.cli.options import PartOptions, ThePlan, TheRef, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan note child-g 5 'The first date was lost when the table was printed.'": "add to what the keeper says",
}


def command(
    part: PartOptions,
    write: WriteOptions,
    plan: ThePlan,
    ref: TheRef,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What must be said.", show_default=False)],
) -> None:
    """Add to a recommendation's note: what the keeper of the plan must say, which is nobody's progress."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import Which, record_each
    from scrplan.recording import operations as acts

    words = needed("TEXT", text)
    record_each(Which(plan, [ref], WhichOptions(action=part.action)), write, lambda target: acts.note(target, words))
