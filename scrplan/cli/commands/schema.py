"""`scrplan schema`: the contract of a plan file, as JSON Schema."""

from typing import Annotated

import typer

EXAMPLES = {
    "scrplan schema": "the schema of a plan",
    "scrplan schema --board": "the schema of scrplan.yaml",
    "scrplan schema > plan.schema.json": "for an editor or another validator",
}


def command(
    board: Annotated[bool, typer.Option("--board", help="The schema of the board's settings.")] = False,
) -> None:
    """Print the JSON Schema of a plan file, with a description of every key."""
    from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
    from scrplan.cli.output import put

    put(schema_text(BOARD_SCHEMA if board else PLAN_SCHEMA))
