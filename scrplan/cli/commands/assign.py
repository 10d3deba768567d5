"""`scrplan assign`: who leads."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.options import WhichOptions, WriteOptions

EXAMPLES = {
    "scrplan assign child-g 16 --lead 'Head of Intelligence' --of Police": "instead of the leads before",
    "scrplan assign child-g 3 4 --lead 'Board manager' --also --yes": "as well as the leads before",
}


class LeadOptions(NamedTuple):
    """Who leads."""

    lead: Annotated[str, typer.Option(metavar="ROLE", help="The role or post that leads.")]
    name: Annotated[
        str, typer.Option(metavar="NAME", help="The person's name. Plans are published: a role is safer.")
    ] = ""
    of: Annotated[str, typer.Option(metavar="AGENCY", help="The agency of the lead.")] = ""
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Not confirmed yet.")] = False
    accountable: Annotated[
        bool, typer.Option("--accountable", help="The one who is accountable, where there are several leads.")
    ] = False
    also: Annotated[bool, typer.Option("--also", help="Add to the leads that are there.")] = False


def command(which: WhichOptions, write: WriteOptions, lead: LeadOptions) -> None:
    """Set the lead: instead of the leads before or, with --also, as well as them."""
    from scrplan.cli.option_values import needed, words_of
    from scrplan.cli.record_change import record_each
    from scrplan.model import Lead
    from scrplan.recording import operations as acts

    who = Lead(
        words_of("--name", lead.name),
        needed("--lead", lead.lead),
        words_of("--of", lead.of),
        unconfirmed=lead.unconfirmed,
        accountable=lead.accountable,
    )
    record_each(which, write, lambda target: acts.assign(target, who, also=lead.also))
