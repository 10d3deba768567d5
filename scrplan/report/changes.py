"""The answer of `changes`: what moved between two ends of a period, as tables that foot and events in sections."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from scrplan.compare.events import EventKind
from scrplan.compare.movement import Movement
from scrplan.compare.reconciliation import Flow, Flows
from scrplan.content import Block, Cell, Column, ColumnKind, Fact, Facts, Paragraph, Report, Section, Tone, fact, table
from scrplan.dates import day_words
from scrplan.git import short_name
from scrplan.report.answer import Answer
from scrplan.report.event_sections import event_record, event_sections, events_table
from scrplan.report.movement_tables import answer_sections, flow_sections, sum_words
from scrplan.report.words import spoken, text_cell


class Endpoint(NamedTuple):
    """One end of a period: the day on which it is judged, and the commit that it was read from, with that one's day.

    Without a commit it is the working tree, or, where it lies before every commit, nothing. `is_eve` is said of the day
    before a period that was asked for by its date.
    """

    day: date
    commit: str | None = None
    committed: date | None = None
    is_before_all: bool = False
    is_eve: bool = False

    @property
    def words(self) -> str:
        """Return where the plans of this end are from, for people."""
        if self.commit and self.committed:
            return f"{day_words(self.day)}: commit {short_name(self.commit)} of {day_words(self.committed)}"
        return f"{day_words(self.day)}: {'no commit yet' if self.is_before_all else 'the files as they are now'}"


def changes_answer(opening: Endpoint, closing: Endpoint, found: Movement, filtered: str = "") -> Answer:
    """Return what moved between two ends; `filtered` says in words which rows were kept."""
    events = found.events

    def items() -> Iterable[dict[str, Any]]:
        return map(event_record, events)

    many = len(found.plans) != 1
    sections = flow_sections(found, many=many)
    sections += event_sections(events, many=many)
    report = Report(
        _title(opening, closing, found),
        (*_notes(opening, found, filtered), Facts(_facts(opening, closing, found))),
        (*sections, *answer_sections(found.answers), *_key_sections(found), *_other_sections(found)),
        events_table(events),
    )
    return Answer("changes", closing.day, items, report, lambda: movement_record(opening, closing, found))


def movement_record(opening: Endpoint, closing: Endpoint, found: Movement) -> dict[str, Any]:
    """Return both ends and every table in plain JSON types, for the envelope."""
    return {
        "opening": _end_record(opening),
        "closing": _end_record(closing),
        "flows": _flows_record(found.total, found.agencies, found.ratings),
        "plans": {one.plan.id: _flows_record(one.total, one.agencies, one.ratings) for one in found.plans},
        "answers": {name: said._asdict() for name, said in found.answers.items()},
    }


def _end_record(end: Endpoint) -> dict[str, Any]:
    committed = end.committed.isoformat() if end.committed else None
    return {"day": end.day.isoformat(), "commit": end.commit, "committed": committed}


def _flows_record(total: Flow, agencies: Flows, ratings: Flows) -> dict[str, Any]:
    return {
        "open": total._asdict(),
        "agencies": {name: flow._asdict() for name, flow in agencies.items()},
        "ratings": {name: flow._asdict() for name, flow in ratings.items()},
    }


def _title(opening: Endpoint, closing: Endpoint, found: Movement) -> str:
    begin = (
        day_words(opening.day + timedelta(days=1)) if opening.is_eve else f"commit {short_name(opening.commit or '')}"
    )
    span = f"Changes from {begin} to {day_words(closing.day)}"
    if len(found.plans) != 1:
        return f"{span}, in {len(found.plans):,} plans"
    plan = found.plans[0].plan
    return f"{span}: {plan.title} ({plan.id})"


def _notes(opening: Endpoint, found: Movement, filtered: str) -> list[Block]:
    notes = [Paragraph(f"Only {filtered}", Tone.CAUTION)] if filtered else []
    if opening.is_before_all:
        words = f"There is no commit on or before {day_words(opening.day)}: everything counts as added."
        notes.append(Paragraph(words, Tone.CAUTION))
    if not any(one.changes or one.events for one in found.plans):
        notes.append(Paragraph("Nothing changed."))
    return [*notes]


def _facts(opening: Endpoint, closing: Endpoint, found: Movement) -> tuple[Fact, ...]:
    facts = [fact("Start", opening.words), fact("End", closing.words), fact("Open", sum_words(found.total))]
    if not opening.is_before_all:
        facts += _fact_of("New plans", [one.plan.id for one in found.plans if not one.before])
        facts += _fact_of("Plans gone", [one.plan.id for one in found.plans if not one.after])
    silent = [name for name, said in found.answers.items() if said.open and not said.updates]
    facts += _fact_of("No update", [f"from {', '.join(silent)}"] if silent else [], Tone.CAUTION)
    return (*facts, *_fact_of("None was", [words for kind, words in _ASKED_FOR.items() if not found.of_kind(kind)]))


def _fact_of(label: str, names: Sequence[str], tone: Tone = Tone.PLAIN) -> list[Fact]:
    return [fact(label, Cell(", ".join(names), None, tone))] if names else []


# What a board asks for, so that it must be told where there is none.
_ASKED_FOR = {
    EventKind.CLOSED: "closed",
    EventKind.REOPENED: "reopened",
    EventKind.STOPPED: "stopped",
    EventKind.ADDED: "added",
    EventKind.REMOVED: "removed",
    EventKind.RATING_UP: "rated up",
    EventKind.RATING_DOWN: "rated down",
    EventKind.DATE_MOVED: "given another date",
    EventKind.EVIDENCE_ADDED: "given evidence",
}

_KEY_COLUMNS = (
    Column("plan", "Plan"),
    Column("before", "Before", ColumnKind.WORDS),
    Column("after", "After", ColumnKind.WORDS),
)


def _key_sections(found: Movement) -> list[Section]:
    """Return what changed in the keys: ratings of the same name may then not mean the same at both ends."""
    rows = [
        [Cell(one.plan.id), *(text_cell(words, "none") for words in (was, now))]
        for one in found.plans
        for _, _, field, was, now, *_ in one.changes
        if field == "ratings"
    ]
    note = Paragraph("A rating of the same name may not mean the same at both ends.", Tone.CAUTION)
    return [Section("The key changed", (note, table(_KEY_COLUMNS, rows)), Tone.CAUTION)] if rows else []


# Fields whose changes are told above, or tell themselves by what is told.
_TOLD = frozenset(
    {
        *("plan", "recommendation", "ref", "agency", "text", "rag", "state", "stopped_reason", "due", "revisions"),
        *("completed", "leads", "updates", "evidence", "sign_off", "ratings"),
    }
)


def _other_sections(found: Movement) -> list[Section]:
    """Return how many other fields changed, so that nothing passes unsaid."""
    other = Counter(one.field for plan in found.plans for one in plan.changes if one.field not in _TOLD)
    if not other:
        return []
    named = ", ".join(f"{spoken(field)} ({number})" for field, number in sorted(other.items()))
    return [Section("Also changed", (Paragraph(named),))]
