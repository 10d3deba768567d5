"""`scrplan stop`: work that will not go on, with the reason."""

from typing import Annotated

import typer

from scrplan.cli.options import SaidOptions, WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan stop child-g 7 --reason 'Part of recommendation 3 since the merger' --by LSCB": "it will not go on",
}


def command(
    which: WhichOptions,
    write: WriteOptions,
    who: SaidOptions,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
) -> None:
    """Record that work will not go on: declined, merged or superseded. The rating stays as reported."""
    from scrplan.cli.option_values import needed
    from scrplan.cli.record_change import record_each, said_of
    from scrplan.recording import closing as endings

    said = said_of(who, "--reason", needed("--reason", reason))
    record_each(which, write, lambda target: endings.stop(target, said))
