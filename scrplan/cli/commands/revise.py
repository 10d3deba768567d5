"""`scrplan revise`: a due date moved, with the reason; the old date stays."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan revise child-g 3 --due 2014-02 --reason 'The new board meets then' --approved-by 'Board'": "move a date",
    "scrplan revise child-g 16 --action 2 --due 2014-03 --reason 'The team was reorganised'": "the date of one action",
}


class MoveOptions(NamedTuple):
    """Where to, why, and who agreed to it."""

    due: Annotated[str, typer.Option(metavar="DATE", help="The new date, as precise as it was agreed.")]
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is moved.")]
    approved_by: Annotated[str, typer.Option(metavar="WHO", help="Who agreed to it.")] = ""
    on: Annotated[str | None, typer.Option(metavar="DATE", help="When it was agreed. Default: today.")] = None


def command(which: WhichOptions, write: WriteOptions, move: MoveOptions) -> None:
    """Move a due date: the one before is kept as a revision, with the reason."""
    from scrplan.cli.option_values import date_of, needed, words_of
    from scrplan.cli.record_change import record_each
    from scrplan.recording import operations as acts

    due, on = date_of("--due", move.due), date_of("--on", move.on)
    reason, who = needed("--reason", move.reason), words_of("--approved-by", move.approved_by)
    record_each(which, write, lambda target: acts.revise(target, due, reason, on, who))
