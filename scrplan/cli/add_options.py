"""What `add` and `new` share: what is asked for, as it was typed."""

from collections.abc import Callable

from scrplan.cli.option_values import date_of, needed, words_of
from scrplan.cli.options import AskedOptions
from scrplan.cli.record_change import Make, RefActs
from scrplan.errors import UsageProblem
from scrplan.model import Lead, Plan
from scrplan.recording.additions import Asked, new_action, new_recommendation
from scrplan.recording.operations import known_rating
from scrplan.recording.targets import Target


def make_addition(options: AskedOptions, ref: str | None, number: str | None) -> Make:
    """Return what makes the change out of a plan: a recommendation or, with a ref, an action of that."""
    role = words_of("--lead", options.lead)
    asked = Asked(
        needed("--text", options.text),
        date_of("--due", options.due) if options.due is not None else None,
        Lead(role=role) if role else None,
        outcome=words_of("--outcome", options.outcome),
    )
    chosen = needed("--ref", number) if number is not None else None
    themes = tuple(needed("--theme", theme) for theme in options.theme or ())
    if ref is not None and (options.agency or themes):
        raise UsageProblem("an action has the agency and the themes of its recommendation", "leave them out")
    if ref is None and not options.agency:
        raise UsageProblem("a recommendation needs its agency", "give --agency; for an action, name the REF it is of")

    def make(plan: Plan, target_at: Callable[..., Target]) -> RefActs:
        rated = asked._replace(rag=known_rating(plan, options.rag))
        if ref is not None:
            return ((ref, new_action(target_at(ref), rated, chosen)),)
        return (new_recommendation(plan, rated, words_of("--agency", options.agency), chosen, themes),)

    return make
