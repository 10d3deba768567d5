"""`scrplan reopen`: a completion, a sign-off or a stop taken back, with the reason."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import NewRating, SaidOptions, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan reopen child-g 12 --rag amber --reason 'The audit found it is not used' --by LSCB": "it is not done",
}


class AgainOptions(NamedTuple):
    """Why, and the rating now."""

    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")]
    rag: NewRating = None


def command(which: WhichOptions, write: WriteOptions, who: SaidOptions, again: AgainOptions) -> None:
    """Take a completion, a sign-off or a stop back; what had been claimed stays in the update that says why."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import record_each, said_of
    from scrplan.recording.closing import reopen as reopened
    from scrplan.recording.operations import Act, known_rating
    from scrplan.recording.targets import Target

    said = said_of(who, "--reason", needed("--reason", again.reason))

    def act(target: Target) -> Act:
        return reopened(target, said._replace(rag=known_rating(target.plan, again.rag)))

    record_each(which, write, act)
