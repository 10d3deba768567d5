"""`scrplan add`: a recommendation, or an action of one."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_refs
from scrplan.cli.options import AskedOptions, ThePlan, WriteOptions

EXAMPLES = {
    "scrplan add child-g --agency Health --text 'Train every ward' --due 2014-06": "asked of health",
    "scrplan add child-g 16 --text 'Agree the terms of reference' --due 2013-12": "an action of recommendation 16",
}


def command(
    asked: AskedOptions,
    write: WriteOptions,
    plan: ThePlan,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="The recommendation that gets an action.", autocompletion=offer_refs),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option("--ref", "--part", metavar="NAME", help="Its own ref or part. Default: the next free one."),
    ] = None,
) -> None:
    """Add a recommendation to a plan or, with a REF, an action to that; the next free ref in the plan's own style."""
    from scrplan.cli.add_options import make_addition
    from scrplan.cli.record_change import change_plan

    change_plan(plan, write, make_addition(asked, ref, number))
