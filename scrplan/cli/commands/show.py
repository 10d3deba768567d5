"""`scrplan show`: everything about one recommendation, and why each computed state is what it is."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_plans, offer_refs
from scrplan.cli.options import OutputOptions, RevisionOptions

EXAMPLES = {
    "scrplan show child-g 16": "everything about recommendation 16",
    "scrplan show child-g 16 --as-at 2013-09-30": "judged on that day",
    "scrplan show plans/child-g.yaml 16 -f json": "for a program",
    "scrplan show child-g 16 --revision @2013-Q3": "as git had it at the end of that quarter",
}


def command(
    clock: RevisionOptions,
    output: OutputOptions,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="A plan file or id.", autocompletion=offer_plans)],
    ref: Annotated[str, typer.Argument(metavar="REF", help="The recommendation's number.", autocompletion=offer_refs)],
) -> None:
    """Show one recommendation: its words, actions, leads, updates, and why it counts as what it counts."""
    from scrplan.cli.opened_plans import dated_plans
    from scrplan.cli.output import emit
    from scrplan.errors import UnknownName, UsageProblem
    from scrplan.report.show import show_answer

    found, overwritten = dated_plans([plan], clock)
    if len(found.assessed) != 1:
        raise UsageProblem(f"{plan} holds {len(found.assessed)} plans", "name one of them")
    items = {item.recommendation.ref: item for item in found.assessed[0].items}
    if ref not in items:
        raise UnknownName(f"recommendation in {found.plans[0].id}", ref, items)
    moves = [one for one in overwritten.get(found.plans[0].id, ()) if one.ref == ref]
    emit(show_answer(items[ref], moves), output, found.sources, found.notices, full=True)
