"""`scrplan new`: a plan with its first recommendation; questions on a terminal, options elsewhere."""

from typing import Annotated

import typer

from scrplan.cli.options import BeginOptions, FirstOptions

EXAMPLES = {
    "scrplan new child-h --title 'Child H' --kind rapid_review --board 'A board' --agency Health --text 'Do'": "start",
}


def command(
    begin: BeginOptions,
    first: FirstOptions,
    plan: Annotated[
        str, typer.Argument(metavar="[ID]", help="Its id: the name of its file, such as child-h.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and write nothing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit it.")] = False,
) -> None:
    """Start a plan, with the ratings and the agencies of scrplan.yaml. On a terminal, it asks for what is missing."""
    from scrplan.cli.new_plan_prompts import start_plan

    start_plan(plan, begin, first, dry_run=dry_run, commit=commit)
