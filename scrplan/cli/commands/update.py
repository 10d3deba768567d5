"""`scrplan update`: a rating and a note of progress, in one line."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import NewRating, SaidOptions, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan update child-g 16 --rag amber --note 'With the chief constable' --on 2013-10": "what was reported",
    "scrplan update child-g 3 4 --note 'Awaiting the new board' --by LSCB --yes": "the same for two",
    "scrplan update child-g --where 'agency = GP and state = open' --note 'No answer' --yes": "for all that match",
    "scrplan update child-g 16 --rag amber --dry-run": "see the change, write nothing",
}


class ProgressOptions(NamedTuple):
    """What was reported."""

    rag: NewRating = None
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was reported.")] = ""


def command(which: WhichOptions, write: WriteOptions, who: SaidOptions, progress: ProgressOptions) -> None:
    """Record a rating, a note of progress or both; earlier entries stay. Without --by, the agency reports it."""
    from scrplan.cli.record_change import record_each, said_of
    from scrplan.recording import operations as acts
    from scrplan.recording.targets import Target

    said = said_of(who, "--note", progress.note)

    def act(target: Target) -> acts.Act:
        return acts.update(target, said._replace(rag=acts.known_rating(target.plan, progress.rag)))

    record_each(which, write, act)
