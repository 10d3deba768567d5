"""The rules of `validate`: each a function whose docstring is its page."""

from scrplan.check.rules import dates, disagreements, form, identity, leads, proof, references, settings, wording
from scrplan.check.rules.records import Rule

# In the order of the documents: what must never be in git first, then what is wrong, then what is doubtful.
RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        *identity.RULES,
        *references.RULES,
        *dates.RULES,
        *proof.RULES,
        *disagreements.RULES,
        *leads.RULES,
        *wording.RULES,
        *settings.RULES,
        *form.RULES,
    )
}
