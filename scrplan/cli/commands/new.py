"""`scrplan new`: a plan with its first recommendation; questions on a terminal, options elsewhere."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.option_groups import register
from scrplan.cli.options import Many

EXAMPLES = {
    "scrplan new child-h --title 'Child H' --kind rapid_review --board 'A board' --agency Health --text 'Do'": "begin",
}


class BeginOptions(NamedTuple):
    """What a plan says of itself; what is not given is asked for on a terminal."""

    title: Annotated[str, typer.Option(metavar="TEXT", help="The plan's title.")] = ""
    kind: Annotated[str, typer.Option(metavar="KIND", help="Such as serious_case_review, rapid_review.")] = ""
    board: Annotated[str, typer.Option(metavar="NAME", help="The board. Default: that of scrplan.yaml.")] = ""
    subject: Annotated[str, typer.Option(metavar="PSEUDONYM", help="Never a name: Child H.")] = ""
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When the review was published.")] = None
    as_at: Annotated[str | None, typer.Option(metavar="DATE", help="The position it records. Default: today.")] = None


class FirstOptions(NamedTuple):
    """Its agencies and its first recommendation."""

    agency: Annotated[
        Many,
        typer.Option(metavar="NAME", help="An agency; the first text is asked of the first. Default: scrplan.yaml's."),
    ] = None
    text: Annotated[str, typer.Option(metavar="TEXT", help="The first recommendation, word for word.")] = ""
    due: Annotated[str | None, typer.Option(metavar="DATE", help="When that is due.")] = None


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "new", EXAMPLES)(new)


def new(
    begin: BeginOptions,
    first: FirstOptions,
    plan: Annotated[
        str, typer.Argument(metavar="[ID]", help="Its id: the name of its file, such as child-h.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and write nothing.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit it.")] = False,
) -> None:
    """Begin a plan, with the key and the agencies of scrplan.yaml; on a terminal, what is missing is asked for."""
    from scrplan.cli.new_plan_prompts import begin_plan

    begin_plan(plan, begin, first, dry_run=dry_run, commit=commit)
