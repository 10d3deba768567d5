"""The sections of the quarterly report; one that has nothing to tell says so."""

from collections.abc import Sequence

from scrplan.assessment import Item, leaves
from scrplan.content import Cell, Column, Kind, Page, Paragraph, Section, Tone, table
from scrplan.history.events import Event, EventKind
from scrplan.model import State
from scrplan.report.items import COLUMNS, items_table
from scrplan.report.listing import oldest_first
from scrplan.report.quarterly.figures import due_next, odds, unproven
from scrplan.report.quarterly.limits import undated
from scrplan.report.quarterly.records import Position
from scrplan.report.quarterly.tables import NONE, made_of, rows_table
from scrplan.report.words import date_cell, rows_words

_ODDS_COLUMNS = (
    Column("ref", "Ref"),
    Column("agency", "Agency", Kind.WORDS),
    Column("rag", "Rating"),
    Column("what", "What disagrees, in its words", Kind.LONG),
)


def odds_section(position: Position) -> Section:
    """Return each disagreement between what is stated and what is computed, with its words."""
    rows = [
        [
            *_plan_cell(item, position),
            Cell(item.recommendation.ref),
            Cell(item.recommendation.agency),
            COLUMNS["rag"][1](item),
            Cell("\n".join(f"{one.kind.words}: {one.message}" for one in found)),
        ]
        for item in position.items
        if (found := odds(item))
    ]
    heading = "Where the stated rating and the facts disagree"
    note = Paragraph("What is complete and lacks only its evidence or its date stands under its own heading below.")
    return Section(heading, (note, table(_with_plan(_ODDS_COLUMNS, position), rows) if rows else NONE), Tone.CAUTION)


def coming_section(position: Position) -> Section:
    """Return what falls due in the next period."""
    heading = f"Due next: {position.coming.words}"
    return _of_items(heading, oldest_first(due_next(position)), ("agency", "due", "rag", "leads", "action"), position)


def unproven_section(position: Position) -> Section:
    """Return what is stated as complete without evidence or sign-off."""
    keys = ("agency", "rag", "completed", "progress")
    return _of_items("Complete without evidence", unproven(position.items), keys, position)


def closed_section(position: Position) -> Section:
    """Return what was closed in the period, with its evidence and its impact."""
    events = position.movement.of_kind(EventKind.CLOSED)
    columns = (
        Column("ref", "Ref"),
        Column("agency", "Agency", Kind.WORDS),
        Column("completed", "Completed"),
        Column("evidence", "Evidence", Kind.WORDS),
        Column("impact", "Impact", Kind.WORDS),
        Column("text", "Recommendation", Kind.LONG),
    )
    rows = [[*_plan_cell(one.item, position), *_closed_cells(one)] for one in events]
    blocks = (*_undated_note(position), table(_with_plan(columns, position), rows) if rows else NONE)
    return Section("Closed in this period", blocks)


def _undated_note(position: Position) -> list[Paragraph]:
    """Return what may have been closed in the period or before; nobody recorded when."""
    found = undated(position)
    if not found:
        return []
    refs = "; ".join(
        f"{f'{plan.id}: ' if position.is_many else ''}{', '.join(rows)}"
        for plan in position.whole
        if (rows := [item.recommendation.ref for item in found if item.plan is plan])
    )
    words = f"{rows_words(len(found))} {'is' if len(found) == 1 else 'are'} complete, and nobody recorded since when"
    return [Paragraph(f"{words} ({refs}). Whether in this period is not known: they are not among these.")]


def _closed_cells(event: Event) -> list[Cell]:
    item = event.item
    titles = "; ".join(one.title for one in item.evidence)
    impact = item.recommendation.progress.impact or "\n".join(
        part.action.progress.impact for part in item.parts if part.action and part.action.progress.impact
    )
    return [
        Cell(item.recommendation.ref),
        Cell(item.recommendation.agency),
        date_cell(event.on) if event.on else Cell("no date", "", Tone.CAUTION),
        Cell(titles) if titles else Cell("no evidence", "", Tone.CAUTION),
        Cell(impact) if impact else Cell("not recorded", "", Tone.CAUTION),
        Cell(item.recommendation.text),
    ]


def stopped_section(position: Position) -> Section:
    """Return what was stopped, ever, with the reason."""
    found = [one for item in position.items for one in _stopped_of(item)]
    why = (Column("reason", "Reason", Kind.WORDS), lambda item: Cell(item.facts.stopped_reason or "no reason recorded"))
    if not found:
        return Section("Stopped", (NONE,))
    return Section("Stopped", (rows_table(found, [made_of("agency"), why, made_of("action")], many=position.is_many),))


def _stopped_of(item: Item) -> tuple[Item, ...]:
    """Return the stopped actions of a recommendation; itself where it is stopped and none of them says so."""
    stopped = tuple(leaf for leaf in leaves(item) if leaf.state is State.STOPPED)
    return stopped or ((item,) if item.state is State.STOPPED else ())


def _of_items(heading: str, items: Sequence[Item], keys: Sequence[str], position: Position) -> Section:
    if not items:
        return Section(heading, (NONE,))
    return Section(heading, (rows_table(items, [made_of(key) for key in keys], many=position.is_many),))


def _with_plan(columns: tuple[Column, ...], position: Position) -> tuple[Column, ...]:
    return (Column("plan", "Plan"), *columns) if position.is_many else columns


def _plan_cell(item: Item, position: Position) -> list[Cell]:
    return [Cell(item.plan.id)] if position.is_many else []


def appendix(position: Position) -> Section:
    """Return every recommendation in full, on pages that lie on their side."""
    keys = ("ref", "agency", "rag", "due", "timeliness", "leads", "text", "progress", "evidence")
    shown = ("plan", *keys) if position.is_many else keys
    heading = f"Appendix: {rows_words(len(position.items))} in full"
    return Section(heading, (items_table(position.items, shown),), page=Page.WIDE)
