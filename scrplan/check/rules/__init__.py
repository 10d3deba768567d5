"""The rules of `validate`: each a function whose docstring is its page."""

from scrplan.check.rules import (
    date_rules,
    disagreements,
    form,
    identifier_rules,
    leads,
    proof,
    references,
    settings_rules,
    wording,
)
from scrplan.check.rules.records import Rule

# In the order of the documents: what must never be in git first, then what is wrong, then what is doubtful.
RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        *identifier_rules.RULES,
        *references.RULES,
        *date_rules.RULES,
        *proof.RULES,
        *disagreements.RULES,
        *leads.RULES,
        *wording.RULES,
        *settings_rules.RULES,
        *form.RULES,
    )
}
