"""`scrplan sign-off`: who accepted the work as done."""

from typing import Annotated

import typer

from scrplan.cli.options import WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan sign-off child-g 15 --by 'Monitoring and Evaluation sub-committee' --on 2013-06": "accepted as done",
}


def command(
    which: WhichOptions,
    write: WriteOptions,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who accepted it.")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="When. Default: today.")] = None,
) -> None:
    """Record that the work was accepted as done: by whom, and when."""
    from scrplan.cli.option_values import date_of, needed
    from scrplan.cli.record_change import record_each
    from scrplan.recording import closing as endings

    who, when = needed("--by", by), date_of("--on", on)
    record_each(which, write, lambda target: endings.sign_off(target, who, when))
