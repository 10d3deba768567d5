"""The sections of the quarterly report; one that has nothing to tell says so."""

from collections.abc import Sequence
from datetime import date

from scrplan.assessment import Item, leaves
from scrplan.compare.events import Event, EventKind
from scrplan.content import Block, Cell, Column, ColumnKind, PageStart, Paragraph, Section, ShownColumn, Tone, table
from scrplan.dates import Period, day_words
from scrplan.model import State
from scrplan.report.event_sections import event_sections
from scrplan.report.item_columns import COLUMNS, items_table
from scrplan.report.listing import oldest_first
from scrplan.report.quarterly.figures import due_next, odds, unanswered, undated, unproven
from scrplan.report.quarterly.quarter_facts import QuarterFacts
from scrplan.report.quarterly.tables import NONE, ref_cell, rows_table
from scrplan.report.words import AT_ODDS, date_cell, rows_words, text_cell, titles_of_evidence


def odds_section(quarter: QuarterFacts) -> Section:
    """Return each disagreement between what is stated and what is computed, with its words."""
    what = (
        Column("what", "What disagrees, in its words", ColumnKind.LONG),
        lambda item: Cell("\n".join(f"{one.kind.words}: {one.message}" for one in odds(item))),
    )
    found = _of_items(AT_ODDS, list(filter(odds, quarter.items)), ("agency", "rag", what), quarter)
    note = Paragraph("What is complete and lacks only its evidence or its date is under its own heading below.")
    return found._replace(blocks=(note, *found.blocks), tone=Tone.CAUTION)


def coming_section(quarter: QuarterFacts) -> Section:
    """Return what falls due in the next period."""
    due = oldest_first(due_next(quarter))
    found = _of_items(f"Due next: {quarter.coming.words}", due, ("agency", "due", "rag", "leads", "action"), quarter)
    today = sum(item.due is not None and item.due.last == quarter.day for item in due)
    if not today:
        return found
    words = f"{today:,} of these {'was' if today == 1 else 'were'} due by {day_words(quarter.day)}, and late from the"
    return found._replace(blocks=(Paragraph(f"{words} next day."), *found.blocks))


def questions_section(quarter: QuarterFacts) -> Section:
    """Return the questions that were put to an agency, of this period or before, and have no answer."""
    columns = (
        Column("ref", "Ref"),
        Column("agency", "Agency", ColumnKind.WORDS),
        Column("on", "Asked"),
        Column("by", "By", ColumnKind.WORDS),
        Column("question", "Question", ColumnKind.LONG),
    )
    rows = [
        (item, [ref_cell(item), Cell(item.recommendation.agency), date_cell(one.on), Cell(one.by), Cell(one.text)])
        for item, one in unanswered(quarter)
    ]
    return Section("Questions without an answer", (_told(columns, rows, quarter),))


def events_section(quarter: QuarterFacts) -> list[Section]:
    """Return what happened one by one, besides what was closed, which stands apart, and updates, which are counted."""
    closed = frozenset({EventKind.CLOSED})
    parts = event_sections(quarter.movement.events, many=quarter.is_many, elsewhere=closed)
    found = [one._replace(level=2) for one in parts]
    return [Section("What else happened, one by one", () if found else (NONE,)), *found]


def unproven_section(quarter: QuarterFacts) -> Section:
    """Return what is stated as complete without evidence or sign-off."""
    keys = ("agency", "rag", "completed", "progress")
    return _of_items("Complete without evidence", unproven(quarter.items), keys, quarter)


def closed_section(quarter: QuarterFacts) -> Section:
    """Return what was closed in the period, with its evidence and its impact."""
    events = quarter.movement.of_kind(EventKind.CLOSED)
    columns = (
        Column("ref", "Ref"),
        Column("agency", "Agency", ColumnKind.WORDS),
        Column("completed", "Completed"),
        Column("evidence", "Evidence", ColumnKind.WORDS),
        Column("impact", "Impact", ColumnKind.WORDS),
        Column("text", "Recommendation", ColumnKind.LONG),
    )
    rows = [(one.item, _closed_cells(one, quarter.eve)) for one in events]
    return Section("Closed in this period", (*_undated_note(quarter), _told(columns, rows, quarter)))


def _undated_note(quarter: QuarterFacts) -> list[Paragraph]:
    """Return what may have been closed in the period or before; nobody recorded when."""
    found = undated(quarter)
    if not found:
        return []
    refs = "; ".join(
        f"{f'{plan.id}: ' if quarter.is_many else ''}{', '.join(rows)}"
        for plan in quarter.whole
        if (rows := [item.recommendation.ref for item in found if item.plan is plan])
    )
    words = f"{rows_words(len(found))} {'is' if len(found) == 1 else 'are'} complete, with no completion date recorded"
    return [
        Paragraph(f"{words} ({refs}). It is not known whether this was in the period, so they are not listed here.")
    ]


def _closed_cells(event: Event, eve: date) -> list[Cell]:
    item = event.item
    impact = item.recommendation.progress.impact or "\n".join(
        part.action.progress.impact for part in item.parts if part.action and part.action.progress.impact
    )
    return [
        Cell(item.recommendation.ref),
        Cell(item.recommendation.agency),
        _completed_cell(event.on, eve),
        text_cell(titles_of_evidence(item), "no evidence", Tone.CAUTION),
        text_cell(impact, "not recorded", Tone.CAUTION),
        Cell(item.recommendation.text),
    ]


def _completed_cell(on: Period | None, eve: date) -> Cell:
    """Return when it was completed; what was so before the period was recorded too late for the paper before."""
    if on and on.last <= eve:
        return Cell(f"{on.short_words}, recorded later", on.text, Tone.CAUTION)
    return date_cell(on, "no date", Tone.CAUTION)


def stopped_section(quarter: QuarterFacts) -> Section:
    """Return what was stopped, ever, with the reason."""
    found = [one for item in quarter.items for one in _stopped_of(item)]
    why = (
        Column("reason", "Reason", ColumnKind.WORDS),
        lambda item: Cell(item.facts.stopped_reason or "no reason recorded"),
    )
    return _of_items("Stopped", found, ("agency", why, "action"), quarter)


def _stopped_of(item: Item) -> tuple[Item, ...]:
    """Return the stopped actions of a recommendation; itself where it is stopped and none of them says so."""
    stopped = tuple(leaf for leaf in leaves(item) if leaf.state is State.STOPPED)
    return stopped or ((item,) if item.state is State.STOPPED else ())


def _of_items(
    heading: str, items: Sequence[Item], columns: Sequence[str | ShownColumn[Item]], quarter: QuarterFacts
) -> Section:
    """Return a section with a row for each item; a column of `list` is given by its key."""
    shown = [COLUMNS[one] if isinstance(one, str) else one for one in columns]
    return Section(heading, (rows_table(items, shown, many=quarter.is_many) if items else NONE,))


def _told(columns: tuple[Column, ...], rows: Sequence[tuple[Item, list[Cell]]], quarter: QuarterFacts) -> Block:
    """Return what is told of some items as a table, of many plans under their plans' ids; `None.` of no item."""
    if not rows:
        return NONE
    if not quarter.is_many:
        return table(columns, (cells for _, cells in rows))
    return table((COLUMNS["plan"][0], *columns), ([Cell(item.plan.id), *cells] for item, cells in rows))


def appendix(quarter: QuarterFacts) -> Section:
    """Return every recommendation in full, on pages that lie on their side."""
    keys = ("ref", "agency", "rag", "due", "timeliness", "leads", "text", "progress", "evidence")
    shown = ("plan", *keys) if quarter.is_many else keys
    heading = f"Appendix: the {rows_words(len(quarter.items))}"
    return Section(heading, (items_table(quarter.items, shown),), page=PageStart.WIDE)
