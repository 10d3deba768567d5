"""The sections of the quarterly report; one that has nothing to tell says so."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from scrplan.assessment import Item, Timeliness, by_agency, leaves, overdue_leaves
from scrplan.content import Block, Cell, Column, Facts, Kind, Page, Paragraph, Section, Table, Tone, fact, table
from scrplan.dates import day_words, days_words
from scrplan.history.events import Event, EventKind
from scrplan.model import State
from scrplan.report.flows import answer_sections, flow_sections, sum_words
from scrplan.report.items import COLUMNS, items_table
from scrplan.report.listing import oldest_first
from scrplan.report.quarterly.charts import chart_of_ages, chart_of_ratings
from scrplan.report.quarterly.figures import Figures, due_next, odds, rating_names, ratings_of, unproven
from scrplan.report.quarterly.limits import undated
from scrplan.report.quarterly.records import Position, share
from scrplan.report.words import date_cell, key_fact, leads_words, rating_words, rows_words

NONE = Paragraph("None.", Tone.MUTED)
Made = Callable[[Item], Cell]


def movement_section(position: Position) -> list[Section]:
    """Return the movement that foots, by agency, by plan and by rating, and how each agency stands."""
    found = position.movement
    head = Paragraph(f"Open recommendations: {sum_words(found.total)}.")
    chart = chart_of_ratings(position)
    standing = Section("Ratings by agency", (ratings_table(position.items, rating_names(position.whole)),), level=2)
    parts = [one._replace(level=2) for one in flow_sections(found, many=len(found.plans) != 1)]
    return [Section("What moved", (head, *((chart,) if chart else ()))), standing, *parts]


def ratings_table(items: Sequence[Item], names: Sequence[str]) -> Table:
    """Return how many recommendations of each agency have each rating, are overdue and are stated as complete."""
    grouped = by_agency(items)
    totals = ratings_of(items, names)
    shown = [name for name in names if totals[name]]
    columns = (
        Column("agency", "Agency", Kind.WORDS),
        Column("total", "All", Kind.NUMBER),
        *(Column(name, rating_words(name), Kind.NUMBER) for name in shown),
        Column("overdue", "Overdue", Kind.NUMBER),
        Column("complete", "Complete", Kind.NUMBER),
    )

    def row(name: str, some: Sequence[Item]) -> list[Cell]:
        ratings = ratings_of(some, names)
        numbers = (len(some), *(ratings[one] for one in shown), late_count(some), done_count(some))
        return [Cell(name), *(Cell(f"{number:,}" if number else "", number) for number in numbers)]

    has_total = len(grouped) != 1
    rows = [row(*group) for group in grouped.items()] + ([row("All", items)] if has_total else [])
    return table(columns, rows, has_total=has_total)


def overdue_section(position: Position, figures: Figures) -> Section:
    """Return what is overdue, oldest first: whose, since when, how often moved and why."""
    late = oldest_first([leaf for item in position.items for leaf in overdue_leaves(item)])
    heading = f"Overdue on {day_words(position.day)}, oldest first"
    if not late:
        return Section(heading, (NONE,))
    chart = chart_of_ages(figures)
    moved = any(_times(item, position).value or item.slippage_days for item in late)
    made = [one for one in _overdue_columns(position) if moved or one[0].key not in {"times_moved", "reason"}]
    blocks: tuple[Block, ...] = (*((chart,) if chart else ()), _table(late, made, position))
    return Section(heading, blocks, Tone.BAD)


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
        (Column("reason", "Reason of the last move", Kind.WORDS), lambda item: _reason(item, position)),
        _of("rag"),
        (Column("leads", "Lead", Kind.WORDS), lambda item: Cell(leads_words(item.leads) or "nobody named")),
    ]


def _first_due(item: Item) -> Cell:
    return date_cell(item.original_due) if item.original_due else Cell("not known", "", Tone.CAUTION)


def _slippage(item: Item) -> Cell:
    days = item.slippage_days
    return Cell("not known", "") if days is None else Cell(days_words(days) if days else "not moved", days)


def _times(item: Item, position: Position) -> Cell:
    times = len(item.facts.revisions) + len(position.overwritten_of(item))
    return Cell(f"{times:,}" if times else "", times)


def _reason(item: Item, position: Position) -> Cell:
    """Return why the date was last moved; what was overwritten last had no reason, whatever a revision says."""
    overwritten = position.overwritten_of(item)
    if overwritten and overwritten[-1].now and item.due and overwritten[-1].now.same_as(item.due):
        commit = overwritten[-1].commit
        when = f" on {day_words(commit.day)}" if commit and commit.moment else ""
        return Cell(f"none: overwritten{when}", "", Tone.CAUTION)
    if not item.facts.revisions:
        moved = bool(item.slippage_days)
        return Cell("none recorded", "", Tone.CAUTION) if moved else Cell("", "")
    reason = item.facts.revisions[-1].reason
    return Cell(reason) if reason else Cell("none recorded", "", Tone.CAUTION)


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


def silence_sections(position: Position) -> list[Section]:
    """Return who gave updates in the period, those first that gave none."""
    return answer_sections(position.movement.answers) or [Section("Updates by agency", (NONE,))]


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
    return Section("Stopped", (_table(found, [_of("agency"), why, _of("action")], position),))


def _stopped_of(item: Item) -> tuple[Item, ...]:
    """Return the stopped actions of a recommendation; itself where it is stopped and none of them says so."""
    stopped = tuple(leaf for leaf in leaves(item) if leaf.state is State.STOPPED)
    return stopped or ((item,) if item.state is State.STOPPED else ())


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
    heading = f"Appendix: {rows_words(len(position.items))} in full"
    return Section(heading, (items_table(position.items, shown),), page=Page.WIDE)


def plan_sections(position: Position) -> Iterator[Section]:
    """Yield a page for each plan of several: how it stands, by agency, and what of it is longest overdue."""
    for one in position.plans:
        plan, items = one.plan, one.items
        found = next(moved for moved in position.movement.plans if moved.after is plan)
        facts = Facts(
            (
                fact("Board", plan.board),
                fact("Brought up to date", plan.as_at.words),
                fact("Open", sum_words(found.total)),
                fact("Overdue", share(late_count(items), len(items))),
                fact("Stated as complete", share(done_count(items), len(items))),
                fact("Without evidence", share(len(unproven(items)), done_count(items))),
                key_fact(plan),
            )
        )
        blocks = (facts, ratings_table(items, rating_names([plan])), *_longest_overdue(items))
        yield Section(f"{plan.title} ({plan.id})", blocks, page=Page.NEW)


def _longest_overdue(items: Iterable[Item]) -> Iterator[Block]:
    late = oldest_first([leaf for item in items for leaf in overdue_leaves(item)])
    if not late:
        return
    yield Paragraph("Overdue:" if len(late) <= LONGEST else f"Overdue, the {LONGEST} oldest of {len(late):,}:")
    keys = ("agency", "rag", "due", "timeliness", "action")
    made = [(Column("ref", "Ref"), _ref), *(_of(key) for key in keys)]
    rows = ([show(item) for _, show in made] for item in late[:LONGEST])
    yield table((column for column, _ in made), rows)


LONGEST = 8  # of what is overdue, on the page of a plan


def late_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are overdue."""
    return sum(item.timeliness is Timeliness.OVERDUE for item in items)


def done_count(items: Iterable[Item]) -> int:
    """Return how many recommendations are stated as complete."""
    return sum(item.state.is_done for item in items)
