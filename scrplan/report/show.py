"""The answer of `show`: everything about one recommendation, and why each computed state is what it is."""

from collections.abc import Sequence
from typing import Any

from scrplan.assessment import Item
from scrplan.content import Block, Cell, Column, ColumnKind, Fact, Facts, Paragraph, Report, Section, Tone, fact, table
from scrplan.dates import day_words, days_words
from scrplan.history.slippage import Overwritten
from scrplan.model import Action, Progress, Recommendation, UpdateKind
from scrplan.report.answer import Answer
from scrplan.report.explain import assurance_reason, slippage_reason, state_reason, timeliness_reason
from scrplan.report.item_columns import date_text, item_record
from scrplan.report.words import (
    AT_ODDS,
    MISSING,
    NOT_STATED,
    due_cell,
    key_fact,
    leads_words,
    overwritten_words,
    rating_tone,
    spoken,
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
        Facts((*_row_facts(item), key_fact(item.plan))),
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
        fact("Lead", leads_words(item.leads) or "nobody is named"),
    ]
    named = (
        ("Outcome", item.outcome),
        ("Due date moved", _moved(item)),
        ("Completed", item.completed.words if item.completed else ""),
        ("Themes", ", ".join(row.themes)),
        ("Scope", row.scope or ""),
        ("Acceptance", ": ".join(part for part in (spoken(row.acceptance or ""), row.acceptance_reason) if part)),
        ("Linked to", "; ".join(f"{spoken(link.relation)} {link.plan} {link.ref}" for link in row.links)),
        ("Rules allowed", ", ".join(row.allow)),
    )
    return own + [fact(label, words) for label, words in named if words] + _shared_facts(row.progress)


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
    facts += [fact("Lead", leads_words(part.leads))] if leads_words(part.leads) else []
    if action.progress.completed:
        facts.append(fact("Completed", action.progress.completed.words))
    return facts + _shared_facts(action.progress)


def _shared_facts(progress: Progress) -> list[Fact]:
    """Return what a recommendation and an action both can say, where it is said."""
    revisions = [
        f"from {move.was.words if move.was else 'a date not known'} to {move.to.words}"
        f"{f', {move.on.on_words}' if move.on else ''}{f', agreed by {move.approved_by}' if move.approved_by else ''}"
        f" ({move.reason or 'no reason recorded'})"
        for move in progress.revisions
    ]
    milestones = [
        f"{step.text}{f', due by {day_words(step.due.last)}' if step.due else ''}"
        f"{f', completed {step.completed.on_words}' if step.completed else ', not marked as completed'}"
        for step in progress.milestones
    ]
    named = (
        ("Revisions", revisions),
        ("Milestones", milestones),
        ("Stopped because", [progress.stopped_reason]),
        ("Evidence wanted", [progress.evidence_wanted]),
        ("Impact", [progress.impact]),
        ("Signed off", [_sign_off_words(progress)]),
        ("Next review", [progress.review_on.words if progress.review_on else ""]),
        ("Note", [progress.note]),
    )
    return [fact(label, *filter(None, lines)) for label, lines in named if any(lines)]


def _sign_off_words(progress: Progress) -> str:
    sign_off = progress.sign_off
    if sign_off is None:
        return ""
    return f"by {sign_off.by}{f' {sign_off.on.on_words}' if sign_off.on else ''}"


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
    columns = (
        Column("on", "On"),
        Column("by", "By"),
        Column("rag", "Rating"),
        Column("text", "Progress, as reported", ColumnKind.WORDS),
    )
    rows = (
        (
            Cell(update.on.short_words, update.on.text),
            Cell(update.by),
            Cell(update.rag or "", None, rating_tone(item.plan.ratings[update.rag]) if update.rag else Tone.PLAIN),
            Cell(update.text if update.kind is UpdateKind.UPDATE else f"{update.kind}: {update.text}"),
        )
        for update in item.updates
    )
    return Section("Updates, oldest first", (table(columns, rows),))


def _evidence(item: Item) -> Section | None:
    if not item.evidence:
        return None
    columns = (
        Column("title", "Evidence", ColumnKind.WORDS),
        Column("held_by", "Held by"),
        Column("on", "On"),
        Column("ref", "Where", ColumnKind.WORDS),
    )
    rows = (
        (Cell(one.title), Cell(one.held_by), Cell(one.on.short_words if one.on else ""), Cell(one.ref))
        for one in item.evidence
    )
    return Section("Evidence", (table(columns, rows),))


def _overwritten(overwritten: Sequence[Overwritten]) -> Section:
    """Return the due dates that were overwritten, by action where they are of one."""
    lines = tuple(
        Paragraph(f"{f'Action {one.part}: ' if one.part else ''}{overwritten_words(one)}") for one in overwritten
    )
    return Section("Due dates overwritten, as git has them", lines, Tone.CAUTION)


def _full_record(item: Item, overwritten: Sequence[Overwritten]) -> dict[str, Any]:
    row: Recommendation = item.recommendation
    return {
        **item_record(item),
        "why": _why(item),
        "actions": [{**item_record(part), "why": _why(part), **_shared_record(part)} for part in item.parts],
        "updates": [
            {"on": one.on.text, "by": one.by or None, "rag": one.rag, "text": one.text or None, "kind": one.kind.value}
            for one in item.updates
        ],
        **_shared_record(item),
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
        "scope": row.scope,
        "acceptance": row.acceptance,
        "acceptance_reason": row.acceptance_reason or None,
        "links": [{"plan": link.plan, "ref": link.ref, "relation": link.relation.value} for link in row.links],
        "allow": list(row.allow),
    }


def _shared_record(item: Item) -> dict[str, Any]:
    """Return what an action states itself, or a recommendation, in plain JSON types."""
    stated = item.action.progress if item.action else item.recommendation.progress
    sign_off = stated.sign_off
    return {
        "revisions": [
            {
                "from": date_text(move.was),
                "to": move.to.text,
                "reason": move.reason or None,
                "on": date_text(move.on),
                "approved_by": move.approved_by or None,
            }
            for move in stated.revisions
        ],
        "milestones": [
            {"text": step.text, "due": date_text(step.due), "completed": date_text(step.completed)}
            for step in stated.milestones
        ],
        "note": stated.note or None,
        "impact": stated.impact or None,
        "stopped_reason": stated.stopped_reason or None,
        "evidence_wanted": stated.evidence_wanted or None,
        "review_on": date_text(stated.review_on),
        "sign_off": {"by": sign_off.by, "on": date_text(sign_off.on)} if sign_off else None,
    }


def _why(item: Item) -> dict[str, str]:
    return {
        "state": state_reason(item),
        "timeliness": timeliness_reason(item),
        "assurance": assurance_reason(item),
    }
