"""`scrplan add`: a recommendation, or an action of one."""

from collections.abc import Callable
from typing import Annotated

import typer

from scrplan.cli.completion import offer_refs
from scrplan.cli.options import AskedOptions, ThePlan, WriteOptions
from scrplan.errors import UsageProblem

EXAMPLES = {
    "scrplan add child-g --agency Health --text 'Train every ward' --due 2014-06": "a recommendation to Health",
    "scrplan add child-g 16 --text 'Agree the terms of reference' --due 2013-12": "an action of recommendation 16",
}


def command(
    asked: AskedOptions,
    write: WriteOptions,
    plan: ThePlan,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="The recommendation to add an action to.", autocompletion=offer_refs),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option("--ref", "--part", metavar="NAME", help="Its own ref or part. Default: the next free one."),
    ] = None,
) -> None:
    """Add a recommendation to a plan or, with a REF, an action to that one. It gets the next free ref of the plan."""
    from scrplan.cli.option_values import date_of, needed, words_of
    from scrplan.cli.record_change import RefActs, change_plan
    from scrplan.model import Lead, Plan
    from scrplan.recording.additions import Asked, new_action, new_recommendation
    from scrplan.recording.operations import known_rating
    from scrplan.recording.targets import Target

    role = words_of("--lead", asked.lead)
    wanted = Asked(
        needed("--text", asked.text),
        date_of("--due", asked.due) if asked.due is not None else None,
        Lead(role=role) if role else None,
        outcome=words_of("--outcome", asked.outcome),
    )
    chosen = needed("--ref", number) if number is not None else None
    themes = tuple(needed("--theme", theme) for theme in asked.theme or ())
    if ref is not None and (asked.agency or themes):
        raise UsageProblem("an action has the agency and the themes of its recommendation", "leave them out")
    if ref is None and not asked.agency:
        raise UsageProblem(
            "a recommendation needs its agency", "give --agency; for an action, give the REF of its recommendation"
        )

    def make(plan: Plan, target_at: Callable[..., Target]) -> RefActs:
        rated = wanted._replace(rag=known_rating(plan, asked.rag))
        if ref is not None:
            return ((ref, new_action(target_at(ref), rated, chosen)),)
        return (new_recommendation(plan, rated, words_of("--agency", asked.agency), chosen, themes),)

    change_plan(plan, write, make)
