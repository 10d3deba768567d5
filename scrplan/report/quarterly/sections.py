"""The sections of the quarterly report; one that has nothing to tell says so."""

from collections.abc import Callable, Iterable, Sequence

from scrplan.assessment import Assurance, ConflictKind, Item, Timeliness, leaves, overdue_leaves
from scrplan.content import Block, Cell, Column, Kind, Page, Paragraph, Section, Table, Tone, table
from scrplan.dates import Period, day_words, days_words
from scrplan.history.events import Event, EventKind
from scrplan.model import State
from scrplan.report.flows import answer_sections, flow_sections, sum_words
from scrplan.report.items import COLUMNS, items_table
from scrplan.report.listing import oldest_first
from scrplan.report.quarterly.figures import chart_of_ages, charts_of_ratings
from scrplan.report.quarterly.records import Position
from scrplan.report.words import date_cell, leads_words, rows_words

NONE = Paragraph("None.", Tone.MUTED)
Made = Callable[[Item], Cell]


def movement_section(position: Position) -> list[Section]:
    """Return the movement that foots, by agency, by plan and by rating."""
    found = position.movement
    head = Paragraph(f"Open recommendations: {sum_words(found.total)}.")
    parts = [one._replace(level=2) for one in flow_sections(found, many=position.is_many)]
    return [Section("What moved", (head, charts_of_ratings(position))), *parts]


def overdue_section(position: Position) -> Section:
    """Return what is overdue, oldest first: whose, since when, how often moved and why."""
    late = oldest_first([leaf for item in position.items for leaf in overdue_leaves(item)])
    heading = f"Overdue on {day_words(position.period.last)}, oldest first"
    if not late:
        return Section(heading, (NONE,))
    chart = chart_of_ages(position)
    blocks: tuple[Block, ...] = (*((chart,) if chart else ()), _table(late, _overdue_columns(position), position))
    return Section(heading, blocks, Tone.BAD, page=Page.WIDE if position.is_many else Page.HERE)


def _overdue_columns(position: Position) -> list[tuple[Column, Made]]:
    return [
        _of("agency"),
        (
            Column("text", "What", Kind.LONG),
            lambda item: Cell(item.action.text if item.action else item.recommendation.text),
        ),
        (Column("original_due", "First due"), _first_due),
        (Column("due", "Due now"), lambda item: date_cell(item.due)),
        (
            Column("days_overdue", "Late by", Kind.NUMBER),
            lambda item: Cell(days_words(item.days_overdue), item.days_overdue),
        ),
        (Column("slippage_days", "Moved by", Kind.NUMBER), _slippage),
        (Column("times_moved", "Times", Kind.NUMBER), lambda item: _times(item, position)),
        (Column("reason", "Reason of the last move", Kind.WORDS), _reason),
        _of("rag"),
        (Column("leads", "Lead", Kind.WORDS), lambda item: Cell(leads_words(item.leads) or "nobody named")),
    ]


def _first_due(item: Item) -> Cell:
    return date_cell(item.original_due) if item.original_due else Cell("not known", "", Tone.CAUTION)


def _slippage(item: Item) -> Cell:
    days = item.slippage_days
    return Cell("not known", "") if days is None else Cell(days_words(days) if days else "not moved", days)


def _times(item: Item, position: Position) -> Cell:
    times = max(len(item.facts.revisions), position.moved.get((item.plan.id, item.recommendation.ref), 0))
    return Cell(str(times), times)


def _reason(item: Item) -> Cell:
    if not item.facts.revisions:
        moved = bool(item.slippage_days)
        return Cell("no reason recorded", "", Tone.CAUTION) if moved else Cell("", "")
    reason = item.facts.revisions[-1].reason
    return Cell(reason) if reason else Cell("no reason recorded", "", Tone.CAUTION)


_ODDS_COLUMNS = (
    Column("ref", "Ref"),
    Column("agency", "Agency", Kind.WORDS),
    Column("rag", "Rating"),
    Column("what", "What disagrees, in its words", Kind.LONG),
)


_PROOF = frozenset({ConflictKind.NO_EVIDENCE, ConflictKind.NO_COMPLETION_DATE})


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
        if (found := [one for one in item.conflicts if not one.kind.is_gap and one.kind not in _PROOF])
    ]
    heading = "Where the stated rating and the facts disagree"
    note = Paragraph("What is complete and lacks only its evidence or its date stands under its own heading below.")
    return Section(heading, (note, table(_with_plan(_ODDS_COLUMNS, position), rows) if rows else NONE), Tone.CAUTION)


def coming_section(position: Position) -> Section:
    """Return what falls due in the next period."""
    coming = position.coming
    due = [
        leaf
        for item in position.items
        for leaf in leaves(item)
        if leaf.state.is_open and leaf.due and coming.first <= leaf.due.last <= coming.last
    ]
    heading = f"Due next: {coming.words}"
    return _of_items(heading, oldest_first(due), ("agency", "due", "rag", "leads", "action"), position)


def unproven_section(position: Position) -> Section:
    """Return what is stated as complete without evidence or sign-off."""
    found = [item for item in position.items if item.state.is_done and item.assurance is Assurance.NONE]
    return _of_items("Complete without evidence", found, ("agency", "rag", "completed", "progress"), position)


def silence_sections(position: Position) -> list[Section]:
    """Return who gave updates in the period, those first that gave none."""
    found = answer_sections(position.movement.answers)
    if not found:
        return [Section("Updates by agency", (NONE,))]
    return found


def closed_section(position: Position) -> Section:
    """Return what was closed in the period, with its evidence and its impact."""
    events = position.movement.of_kind(EventKind.CLOSED)
    columns = (
        Column("ref", "Ref"),
        Column("agency", "Agency", Kind.WORDS),
        Column("completed", "Completed"),
        Column("evidence", "Evidence", Kind.WORDS),
        Column("impact", "What changed, and how that is known", Kind.WORDS),
        Column("text", "Recommendation", Kind.LONG),
    )
    rows = [[*_plan_cell(one.item, position), *_closed_cells(one)] for one in events]
    return Section("Closed in this period", (table(_with_plan(columns, position), rows) if rows else NONE,))


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
    found = [leaf for item in position.items for leaf in leaves(item) if leaf.state is State.STOPPED]
    why = (Column("reason", "Reason", Kind.WORDS), lambda item: Cell(item.facts.stopped_reason or "no reason recorded"))
    if not found:
        return Section("Stopped", (NONE,))
    return Section("Stopped", (_table(found, [_of("agency"), why, _of("action")], position),))


def _of_items(heading: str, items: Sequence[Item], keys: Sequence[str], position: Position) -> Section:
    if not items:
        return Section(heading, (NONE,))
    return Section(heading, (_table(items, [_of(key) for key in keys], position),))


def _of(key: str) -> tuple[Column, Made]:
    return COLUMNS[key]


def _table(items: Iterable[Item], made: Sequence[tuple[Column, Made]], position: Position) -> Table:
    every = [*([_of("plan")] if position.is_many else []), (Column("ref", "Ref"), _ref), *made]
    return table((column for column, _ in every), ([show(item) for _, show in every] for item in items))


def _ref(item: Item) -> Cell:
    part = item.action.part if item.action else None
    return Cell(f"{item.recommendation.ref} {part}" if part else item.recommendation.ref)


def _with_plan(columns: tuple[Column, ...], position: Position) -> tuple[Column, ...]:
    return (Column("plan", "Plan"), *columns) if position.is_many else columns


def _plan_cell(item: Item, position: Position) -> list[Cell]:
    return [Cell(item.plan.id)] if position.is_many else []


def appendix(position: Position) -> Section:
    """Return every recommendation in full, on pages that lie on their side."""
    keys = ("ref", "agency", "rag", "due", "timeliness", "leads", "text", "progress", "evidence")
    shown = ("plan", *keys) if position.is_many else keys
    heading = f"Appendix: all {rows_words(len(position.items))}"
    return Section(heading, (items_table(position.items, shown),), page=Page.WIDE)


def late_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are overdue."""
    return sum(item.timeliness is Timeliness.OVERDUE for item in items)


def period_words(period: Period) -> str:
    """Return a period as a title has it."""
    return period.words[0].upper() + period.words[1:]
