"""The answer of `show`: everything about one recommendation, and why each computed state is what it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scrplan.assessment import Item
from scrplan.content import Block, Cell, ColumnKind, Fact, Facts, Paragraph, Report, Section, Tone, fact
from scrplan.dates import days_words
from scrplan.format.keys import heading_of
from scrplan.format.vocabulary import KEYS_OF
from scrplan.history.slippage import Overwritten
from scrplan.model import Action, Plan, Recommendation, Update, UpdateKind
from scrplan.report.answer import Answer
from scrplan.report.explain import assurance_reason, slippage_reason, state_reason, timeliness_reason
from scrplan.report.item_columns import item_record
from scrplan.report.stated_facts import EntryColumn, entries_table, stated_facts, value_words, with_extra
from scrplan.report.stated_records import date_text, plain_value, stated_record
from scrplan.report.words import (
    AT_ODDS,
    MISSING,
    NOT_STATED,
    date_cell,
    due_cell,
    key_fact,
    overwritten_words,
    rating_tone,
    timing_cell,
)


def show_answer(item: Item, overwritten: Sequence[Overwritten] = ()) -> Answer:
    """Return everything about a recommendation; `overwritten` are those of its due dates that no revision keeps."""
    row = item.recommendation
    sections = [
        Section(_action_heading(part, len(item.parts)), (Facts(tuple(_action_facts(part, part.action))),))
        for part in item.parts
        if part.action
    ]
    if overwritten:
        sections.append(_overwritten(overwritten))
    sections += [section for section in (_updates(item), _evidence(item)) if section]
    for heading, gaps in ((AT_ODDS, False), (MISSING, True)):
        lines = tuple(
            Paragraph(f"{one.kind.words}: {one.message}") for one in item.conflicts if one.kind.is_gap is gaps
        )
        sections += [Section(heading, lines, Tone.CAUTION)] if lines else []
    head: tuple[Block, ...] = (
        Paragraph(row.text),
        Facts((*_row_facts(item), key_fact(item.plan), *_plan_facts(item.plan))),
    )
    title = f"{item.plan.id} {row.ref}, {row.agency}"
    report = Report(title=title, head=head, sections=tuple(sections))
    return Answer("show", item.day, lambda: (_full_record(item, overwritten),), report)


def _moved(item: Item) -> str:
    """Return how far the date has moved: from the first that git has where the plan itself no longer has it."""
    revisions = item.facts.revisions
    recorded = revisions[0].was if revisions else item.due
    first, late = item.original_due, item.slippage_days
    is_of_another = item.due != item.facts.due  # an action's, or a milestone's
    if is_of_another or first is None or late is None or (recorded and recorded.last == first.last):
        return slippage_reason(item)
    return f"first committed as {first.words}: {days_words(abs(late))} {'later' if late >= 0 else 'earlier'}"


def _row_facts(item: Item) -> list[Fact]:
    row = item.recommendation
    own = [
        fact("Rating", _rating(item)),
        fact("State", state_reason(item)),
        fact("Timeliness", Cell(timeliness_reason(item), None, timing_cell(item).tone)),
        fact("Assurance", assurance_reason(item)),
        fact("Due", _due(item)),
        fact("Lead", _leads(item) or "nobody is named"),
    ]
    if item.outcome:
        own.append(fact("Outcome", item.outcome))
    if moved := _moved(item):
        own.append(fact("Due date moved", moved))
    if item.completed:
        own.append(fact("Completed", item.completed.words))
    return own + _stated(row, "recommendations")


def _action_heading(part: Item, parts: int) -> str:
    name = part.action.part if part.action else None
    return f"Action {name}" if name else "Action" if parts == 1 else "An action"


def _action_facts(part: Item, action: Action) -> list[Fact]:
    facts = [fact("To do", action.text)]
    if action.progress.rag is not None or action.progress.state is not None:
        facts += [fact("Rating", _rating(part)), fact("State", state_reason(part))]
    if action.progress.outcome:
        facts.append(fact("Outcome", action.progress.outcome))
    facts += [
        fact("Timeliness", Cell(timeliness_reason(part), None, timing_cell(part).tone)),
    ]
    if action.progress.due or action.progress.due_text:
        facts.append(fact("Due", _due(part)))
    facts += [fact("Lead", _leads(part))] if _leads(part) else []
    if action.progress.completed:
        facts.append(fact("Completed", action.progress.completed.words))
    return facts + _stated(action, "actions")


def _plan_facts(plan: Plan) -> Iterator[Fact]:
    """Yield what the plan says under keys that have no field of their own."""
    for key, value in plan.extra:
        yield fact(f"{heading_of(key)} (plan)", value_words(key, value))


# What the facts that are worked out say already, and the tables of updates and evidence.
_ELSEWHERE = frozenset(
    {"ref", "agency", "part", "text", "rag", "state", "due", "due_text", "leads", "outcome", "completed", "actions"}
    | {"updates", "evidence", "acceptance_reason"}
)


def _stated(record: Recommendation | Action, name: str) -> list[Fact]:
    """Return all else that a recommendation or an action states."""
    return stated_facts(record, KEYS_OF[name], _ELSEWHERE)


def _leads(item: Item) -> str:
    return "; ".join(filter(None, (lead.words + with_extra(lead) for lead in item.leads)))


def _rating(item: Item) -> Cell:
    if item.rag is None:
        return Cell(NOT_STATED, None, Tone.CAUTION)
    rating = item.plan.ratings[item.rag]
    derived = ", from its actions" if item.parts and item.recommendation.progress.rag is None else ""
    return Cell(f"{rating.name} ({rating.meaning}), as stated{derived}", None, rating_tone(rating))


def _due(item: Item) -> str:
    words = item.due.words if item.due else due_cell(item).text
    return f"{words} (as written: {item.due_text})" if item.due and item.due_text else words


def _updates(item: Item) -> Section | None:
    if not item.updates:
        return None

    def rating(update: Update) -> Cell:
        return Cell(update.rag or "", None, rating_tone(item.plan.ratings[update.rag]) if update.rag else Tone.PLAIN)

    def text(update: Update) -> Cell:
        return Cell(update.text if update.kind is UpdateKind.UPDATE else f"{update.kind}: {update.text}")

    shown: dict[str, EntryColumn] = {
        "on": (ColumnKind.SHORT, lambda update: date_cell(update.on)),
        "by": (ColumnKind.SHORT, lambda update: Cell(update.by)),
        "rag": (ColumnKind.SHORT, rating),
        "text": (ColumnKind.WORDS, text),
    }
    return Section("Updates, oldest first", (entries_table("updates", item.updates, shown, ("kind",)),))


_EVIDENCE: Mapping[str, EntryColumn] = {
    "title": (ColumnKind.WORDS, lambda one: Cell(one.title)),
    "held_by": (ColumnKind.SHORT, lambda one: Cell(one.held_by)),
    "on": (ColumnKind.SHORT, lambda one: Cell(one.on.short_words if one.on else "")),
    "ref": (ColumnKind.WORDS, lambda one: Cell(one.ref)),
}


def _evidence(item: Item) -> Section | None:
    if not item.evidence:
        return None
    return Section("Evidence", (entries_table("evidence", item.evidence, _EVIDENCE, ()),))


def _overwritten(overwritten: Sequence[Overwritten]) -> Section:
    """Return the due dates that were overwritten, by action where they are of one."""
    lines = tuple(
        Paragraph(f"{f'Action {one.part}: ' if one.part else ''}{overwritten_words(one)}") for one in overwritten
    )
    return Section("Due dates overwritten, as git has them", lines, Tone.CAUTION)


def _full_record(item: Item, overwritten: Sequence[Overwritten]) -> dict[str, Any]:
    """Return all that is stated and computed of a recommendation: each key of the format is in it."""
    stated = stated_record(item.recommendation, KEYS_OF["recommendations"])
    computed = {
        **item_record(item),
        "why": _why(item),
        "actions": [_action_record(part, part.action) for part in item.parts if part.action],
        "updates": [stated_record(one, KEYS_OF["updates"]) for one in item.updates],
        **{name: stated[name] for name in _SHARED},
        "overwritten": [
            {
                "part": one.part,
                "from": one.was.text,
                "to": date_text(one.now),
                "on": one.commit.day.isoformat() if one.commit else None,
                "by": one.commit.author if one.commit else None,
                "commit": one.commit.id if one.commit else None,
            }
            for one in overwritten
        ],
    }
    found = computed | {name: value for name, value in stated.items() if name not in computed}
    of_plan = {key.name: plain_value(key, value) for key, value in item.plan.extra}
    return found | ({"of_plan": of_plan} if of_plan else {})


# What a recommendation and an action both state, in the order in which it has always been.
_SHARED = (
    *("revisions", "milestones", "note", "impact", "stopped_reason", "evidence_wanted", "review_on", "sign_off"),
)


def _action_record(part: Item, action: Action) -> dict[str, Any]:
    stated = stated_record(action, KEYS_OF["actions"])
    del stated["updates"]  # they are among those of the recommendation
    computed = {**item_record(part), "why": _why(part), **{name: stated[name] for name in _SHARED}}
    return computed | {name: value for name, value in stated.items() if name not in computed}


def _why(item: Item) -> dict[str, str]:
    return {
        "state": state_reason(item),
        "timeliness": timeliness_reason(item),
        "assurance": assurance_reason(item),
    }
