"""Rules about who answers for the work."""

from collections.abc import Iterable, Iterator

from scrplan.assessment import ConflictKind
from scrplan.check.rules.records import CheckedRow, Finding, conflict_rule, row_rule
from scrplan.diagnostics import Severity


def no_lead(row: CheckedRow) -> Iterable[Finding]:
    """Nobody is named as lead.

    Work without a lead is nobody's work. A role or an agency is enough; a name is not needed.

    To fix: name a role or an agency under leads, with unconfirmed: true until it is agreed.

    Bad:
        - ...
          rag: amber

    Good:
        - ...
          rag: amber
          leads:
            - {role: Director of Nursing}
    """
    return row.about_kind(ConflictKind.NO_LEAD, "name a role or an agency under leads", "leads")


def no_single_lead(row: CheckedRow) -> Iterator[Finding]:
    """Several leads, and none or more than one accountable.

    Where three people lead, each may wait for the others. One of them answers for the work to the board; the others
    help.

    To fix: write accountable: true beside the one lead who answers for the work.

    Bad:
        - ...
          leads:
            - {role: Director of Nursing}
            - {role: Named Doctor}

    Good:
        - ...
          leads:
            - {role: Director of Nursing, accountable: true}
            - {role: Named Doctor}
    """
    for one in row.stated:
        leads = one.facts.leads
        answerable = sum(lead.accountable for lead in leads)
        if len(leads) > 1 and answerable != 1:
            which = f"{answerable} of them are" if answerable else "none of them is"
            words = one.says(f"{len(leads)} leads are named, and {which} marked as accountable")
            yield row.about(one.part, words, "write accountable: true beside the one who answers for it", "leads")


RULES = (
    conflict_rule(ConflictKind.NO_LEAD, Severity.WARNING, no_lead, "leads actions rag state completed ratings"),
    row_rule("no-single-lead", Severity.WARNING, no_single_lead, "leads"),
)
