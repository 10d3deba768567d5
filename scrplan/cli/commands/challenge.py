"""`scrplan challenge`: a question to the agency, kept with the updates."""

from typing import Annotated

import typer

from scrplan.cli.options import OneAction, SaidOptions, ThePlan, TheRef, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan challenge child-g 11 'How will the board know that it works?' --by 'Lay member'": "ask, on the record",
}


def command(
    write: WriteOptions,
    who: SaidOptions,
    plan: ThePlan,
    ref: TheRef,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question.", show_default=False)],
    action: OneAction = None,
) -> None:
    """Put a question to the agency on the record. It does not count as an update from the agency."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import record_each, said_of
    from scrplan.model import UpdateKind
    from scrplan.recording import operations as acts

    said = said_of(who, "QUESTION", needed("QUESTION", question))._replace(kind=UpdateKind.CHALLENGE)
    record_each(WhichOptions(plan, [ref], action), write, lambda target: acts.challenge(target, said))
