"""What happened to recommendations, as records for programs, as one table, and in a section for each kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from scrplan.assessment import Item
from scrplan.compare.events import Event, EventKind
from scrplan.content import Cell, Column, ColumnKind, Section, ShownColumn, Table, Tone, shown_table
from scrplan.dates import days_words, parse_period
from scrplan.report.stated_records import date_text
from scrplan.report.words import (
    NOT_STATED,
    date_cell,
    due_cell,
    rating_cell,
    rating_tone,
    spoken,
    text_cell,
    titles_of_evidence,
)


def event_record(event: Event) -> dict[str, Any]:
    """Return an event in plain JSON types; the recommendation's facts are those at the closing, or its last ones."""
    item = event.item
    row = item.recommendation
    return {
        "event": event.kind.value,
        "plan": item.plan.id,
        "ref": row.ref,
        "part": event.part,
        "agency": row.agency,
        "text": row.text,
        "before": event.before,
        "after": event.after,
        "on": date_text(event.on),
        "days": event.days,
        "reason": event.reason or None,
        "rag": item.rag,
        "state": item.state.value,
        "due": date_text(item.due),
        "evidence": [one.title for one in item.evidence],
    }


def _part(event: Event) -> Cell:
    """Return the action; an only one without a part needs no name."""
    alone = len(event.item.recommendation.actions) == 1 and event.part == "#1"
    return Cell("" if alone else event.part or "", event.part or "")


def _days(event: Event) -> Cell:
    if event.days is None:
        return Cell("taken away" if event.kind is EventKind.DATE_MOVED else "", "", Tone.BAD)
    words = f"{days_words(abs(event.days))} {'later' if event.days > 0 else 'earlier'}"
    return Cell(words, event.days, Tone.CAUTION if event.days > 0 else Tone.PLAIN)


def _due(which: str) -> Callable[[Event], Cell]:
    def show(event: Event) -> Cell:
        words: str | None = getattr(event, which)
        return date_cell(parse_period(words)) if words else Cell("none", "", Tone.MUTED)

    return show


_NOT_THERE = Cell("not there", "", Tone.MUTED)


def _rating(item: Item | None) -> Cell:
    if item is None:
        return _NOT_THERE
    if item.rag is None:
        return Cell(NOT_STATED, "", Tone.CAUTION)
    return Cell(item.rag, None, rating_tone(item.plan.ratings[item.rag]))


def _state(words: str | None) -> Cell:
    return Cell(spoken(words), words) if words else _NOT_THERE


_SHOWN: Mapping[str, ShownColumn[Event]] = {
    "plan": (Column("plan", "Plan"), lambda event: Cell(event.item.plan.id)),
    "ref": (Column("ref", "Ref"), lambda event: Cell(event.item.recommendation.ref)),
    "part": (Column("part", "Part"), _part),
    "agency": (Column("agency", "Agency", ColumnKind.WORDS), lambda event: Cell(event.item.recommendation.agency)),
    "was": (Column("was", "Was"), lambda event: _state(event.before)),
    "rag_before": (Column("rag_before", "Rating was"), lambda event: _rating(event.row.was)),
    "rag_after": (Column("rag_after", "Rating is"), lambda event: _rating(event.row.now)),
    "rag": (Column("rag", "Rating"), lambda event: rating_cell(event.item)),
    "due": (Column("due", "Due"), lambda event: due_cell(event.item)),
    "completed": (Column("completed", "Completed"), lambda event: date_cell(event.on, "no date", Tone.CAUTION)),
    "evidence": (
        Column("evidence", "Evidence", ColumnKind.WORDS),
        lambda event: text_cell(titles_of_evidence(event.item), "no evidence", Tone.CAUTION),
    ),
    "reason": (
        Column("reason", "Reason", ColumnKind.WORDS),
        lambda event: text_cell(event.reason, "no reason recorded", Tone.CAUTION),
    ),
    "why": (Column("reason", "Split or merged", ColumnKind.WORDS), lambda event: Cell(event.reason)),
    "due_before": (Column("due_before", "Was due"), _due("before")),
    "due_after": (Column("due_after", "Now due"), _due("after")),
    "days": (Column("days", "Moved"), _days),
    "before": (Column("before", "Before", ColumnKind.WORDS), lambda event: text_cell(event.before, "nobody")),
    "after": (Column("after", "Now", ColumnKind.WORDS), lambda event: text_cell(event.after, "nobody")),
    "entry": (
        Column("entry", "What", ColumnKind.WORDS),
        lambda event: text_cell(event.after or event.before, "nobody named"),
    ),
    "long_before": (Column("before", "Before", ColumnKind.LONG), lambda event: text_cell(event.before)),
    "long_after": (Column("after", "Now", ColumnKind.LONG), lambda event: text_cell(event.after)),
    "text": (Column("text", "Recommendation", ColumnKind.LONG), lambda event: Cell(event.item.recommendation.text)),
}


class _Told(NamedTuple):
    """How the events of a kind are told: the heading, the columns, and whether that is bad news."""

    heading: str
    keys: str
    tone: Tone = Tone.PLAIN


_SECTIONS: Mapping[EventKind, _Told] = {
    EventKind.CLOSED: _Told("Closed", "rag_before rag_after completed evidence text"),
    EventKind.REOPENED: _Told("Reopened", "was rag_after due text", Tone.CAUTION),
    EventKind.STOPPED: _Told("Stopped", "was reason text"),
    EventKind.ADDED: _Told("Added", "rag due text"),
    EventKind.REMOVED: _Told("Removed from the plan", "was rag_before text", Tone.CAUTION),
    EventKind.RATING_UP: _Told("Rated up", "rag_before rag_after due text"),
    EventKind.RATING_DOWN: _Told("Rated down", "rag_before rag_after due text", Tone.CAUTION),
    EventKind.RATED: _Told("Rated otherwise", "rag_before rag_after due text"),
    EventKind.DATE_MOVED: _Told("Due date moved", "due_before due_after days reason text"),
    EventKind.DATE_SET: _Told("Given a first due date", "due_after text"),
    EventKind.LEAD_CHANGED: _Told("Lead changed", "before after"),
    EventKind.AGENCY_CHANGED: _Told("Moved to another agency", "before after text"),
    EventKind.EVIDENCE_ADDED: _Told("Evidence added", "entry"),
    EventKind.EVIDENCE_REMOVED: _Told("Evidence taken away", "entry", Tone.CAUTION),
    EventKind.SIGNED_OFF: _Told("Signed off", "entry"),
    EventKind.CHALLENGED: _Told("Challenged", "long_after"),
    EventKind.DECIDED: _Told("Decided", "long_after"),
    EventKind.UPDATE_REWRITTEN: _Told("Updates rewritten after they were given", "long_before long_after", Tone.BAD),
    EventKind.UPDATE_WITHDRAWN: _Told("Updates taken away after they were given", "long_before", Tone.BAD),
    EventKind.REWORDED: _Told("Reworded", "long_before long_after", Tone.CAUTION),
    EventKind.RENUMBERED: _Told("Renumbered", "before text"),
}

_OF_STATE = (EventKind.CLOSED, EventKind.REOPENED, EventKind.STOPPED)
_OF_RATING = frozenset({EventKind.RATING_UP, EventKind.RATING_DOWN, EventKind.RATED})


def event_sections(
    events: Sequence[Event], *, many: bool, elsewhere: frozenset[EventKind] = frozenset()
) -> list[Section]:
    """Return a section for each kind of event that occurred; updates are counted elsewhere, by agency.

    The rating of what was closed, reopened or stopped is told there, and not again among those that went up or down.
    Kinds that are told elsewhere get no section here.
    """
    told_there = {id(event.row) for event in events if event.kind in _OF_STATE}
    sections = []
    for kind, told in _SECTIONS.items():
        of_kind = [event for event in events if event.kind is kind]
        shown = [event for event in of_kind if kind not in _OF_RATING or id(event.row) not in told_there]
        if shown and kind not in elsewhere:
            more = f", and {len(of_kind) - len(shown)} above" if len(of_kind) > len(shown) else ""
            heading = f"{told.heading}: {len(shown)}{more}"
            sections.append(Section(heading, (_table(shown, told.keys.split(), many=many),), told.tone))
    return sections


def _table(events: Sequence[Event], keys: Sequence[str], *, many: bool) -> Table:
    parts = ("part",) if any(_part(event).text for event in events) else ()
    agency = () if "before" in keys and events[0].kind is EventKind.AGENCY_CHANGED else ("agency",)
    came_or_went = events[0].kind in {EventKind.ADDED, EventKind.REMOVED}
    why = ("why",) if came_or_went and any(event.reason for event in events) else ()
    shown = (*(("plan",) if many else ()), "ref", *parts, *agency, *why, *keys)
    return shown_table((_SHOWN[key] for key in shown), events)


_RECORD: Mapping[str, ShownColumn[Event]] = {
    "event": (Column("event", "Event"), lambda event: Cell(event.kind.value)),
    **{key: _SHOWN[key] for key in ("plan", "ref", "part", "agency")},
    "before": (Column("before", "Before", ColumnKind.WORDS), lambda event: Cell(event.before or "")),
    "after": (Column("after", "After", ColumnKind.WORDS), lambda event: Cell(event.after or "")),
    "on": (Column("on", "On"), lambda event: date_cell(event.on)),
    "days": (Column("days", "Days", ColumnKind.NUMBER), lambda event: _number(event.days)),
    "reason": (Column("reason", "Reason", ColumnKind.WORDS), lambda event: Cell(event.reason)),
    "text": _SHOWN["text"],
}


def _number(days: int | None) -> Cell:
    return Cell("" if days is None else str(days), "" if days is None else days)


def events_table(events: Iterable[Event]) -> Table:
    """Return every event as one table, a row each."""
    return shown_table(_RECORD.values(), events)
