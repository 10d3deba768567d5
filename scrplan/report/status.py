"""The answer of `status`: one plan at a glance, or a row for each of several."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from scrplan.assessment import AssessedPlan, ConflictKind, Counts, Item, Timeliness, by_agency, count, overdue_leaves
from scrplan.content import Block, Cell, Column, ColumnKind, Fact, Facts, Paragraph, Report, Section, Tone, fact, table
from scrplan.dates import day_words, days_words
from scrplan.model import Plan
from scrplan.report.answer import Answer
from scrplan.report.item_columns import check_columns, items_table
from scrplan.report.listing import keys_of, oldest_first, without_empty_parts
from scrplan.report.words import AT_ODDS, MISSING, key_fact, rating_tone, rating_words, rows_words

ROW_COLUMNS = ("ref", "rag", "due", "timeliness", "leads", "text")
LATE_COLUMNS = ("ref", "part", "days_overdue", "due", "rag", "agency", "leads")
RECORD_COLUMNS = (
    "ref",
    "agency",
    "rag",
    "state",
    "due",
    "timeliness",
    "days_overdue",
    "completed",
    "leads",
    "conflicts",
    "text",
)


def status_answer(plans: Sequence[AssessedPlan], day: date, filtered: str = "", columns: Sequence[str] = ()) -> Answer:
    """Return how the plans are on a day; `filtered` says in words which rows were kept."""

    def items() -> Iterable[dict[str, Any]]:
        return map(_record, plans)

    check_columns(columns)
    if len(plans) == 1:
        return Answer("status", day, items, _one_plan(plans[0], filtered, columns))
    return Answer("status", day, items, _several(plans, day, filtered))


def _record(assessed: AssessedPlan) -> dict[str, Any]:
    plan = assessed.plan
    totals = count(assessed.items, plan.ratings)
    return {
        "plan": plan.id,
        "title": plan.title,
        "board": plan.board,
        "total": totals.total,
        **_three(totals),
        "agencies": {name: _three(count(rows, plan.ratings)) for name, rows in by_agency(assessed.items).items()},
        "position": plan.as_at.text,
        "conflicts": {kind.value: len(rows) for kind, rows in totals.conflicts.items()},
    }


def _three(totals: Counts) -> dict[str, dict[str, int]]:
    return {
        "ratings": dict(totals.ratings),
        "states": dict(totals.states),
        "timeliness": dict(totals.timeliness),
    }


def _one_plan(assessed: AssessedPlan, filtered: str, columns: Sequence[str]) -> Report:
    plan, items = assessed.plan, assessed.items
    totals = count(items, plan.ratings)
    late = oldest_first([leaf for item in items for leaf in overdue_leaves(item)])
    sections = [_late_section(late, assessed.day)] if late else []
    if totals.conflicts:
        sections += _conflict_sections(totals)
    sections += [_agency_section(plan, name, rows, columns) for name, rows in by_agency(items).items()]
    return Report(
        title=f"{plan.title} ({plan.id})",
        head=(
            *_head(assessed, filtered),
            Facts((*_dates_and_overdue(assessed), _ratings(plan, totals), key_fact(plan))),
        ),
        sections=tuple(sections),
        records=items_table(items, columns or RECORD_COLUMNS),
    )


def _head(assessed: AssessedPlan, filtered: str) -> tuple[Block, ...]:
    board = Paragraph(assessed.plan.board)
    if not filtered:
        return (board,)
    of = len(assessed.plan.recommendations)
    return (board, Paragraph(f"Only {len(assessed.items)} of {of}: {filtered}", Tone.CAUTION))


def _dates_and_overdue(assessed: AssessedPlan) -> tuple[Fact, ...]:
    late = [item.days_overdue for item in assessed.items if item.timeliness is Timeliness.OVERDUE]
    span = f", the oldest by {days_words(max(late))}" if late else ""
    overdue = Cell(f"{len(late)} of {rows_words(len(assessed.items))}{span}", None, Tone.BAD if late else Tone.PLAIN)
    return (
        fact("As at", f"{assessed.plan.as_at.words}, as the plan records it"),
        fact("Judged on", f"{day_words(assessed.day)}{_age_words(assessed)}"),
        fact("Overdue", overdue),
    )


NOTABLE_AGE = (
    92  # days, a quarter; a plan whose as-at date is older than this says little about the day it is judged on
)


def _age_words(assessed: AssessedPlan) -> str:
    age = (assessed.day - assessed.plan.as_at.last).days
    if age > NOTABLE_AGE:
        return f", {days_words(age)} after the as-at date"
    return f", {days_words(-age)} before the as-at date; the ratings are from after this day" if age < 0 else ""


def _ratings(plan: Plan, totals: Counts) -> Fact:
    counts = [
        f"{name}: {number}" if name.isdigit() else f"{number} {rating_words(name)}"
        for name, number in totals.ratings.items()
        if number or name in plan.ratings
    ]
    return fact("Ratings", f"{', '.join(counts)} (as reported)")


def _late_section(late: list[Item], day: date) -> Section:
    return Section(
        f"Overdue on {day_words(day)}, oldest first",
        (items_table(late, without_empty_parts(late, LATE_COLUMNS)),),
        Tone.BAD,
    )


_CONFLICT_COLUMNS = (
    Column("conflict", "What", ColumnKind.WORDS),
    Column("rows", "Number", ColumnKind.NUMBER),
    Column("refs", "Refs", ColumnKind.WORDS),
)


def _conflict_sections(totals: Counts) -> list[Section]:
    """Return the disagreements, and apart from them what was never stated, which nothing can disagree with."""
    odds = {kind: rows for kind, rows in totals.conflicts.items() if not kind.is_gap}
    gaps = {kind: rows for kind, rows in totals.conflicts.items() if kind.is_gap}
    named = ((AT_ODDS, odds), (MISSING, gaps))
    return [
        Section(heading, (table(_CONFLICT_COLUMNS, map(_conflict_row, found.items())),), Tone.CAUTION)
        for heading, found in named
        if found
    ]


def _conflict_row(found: tuple[ConflictKind, tuple[Item, ...]]) -> tuple[Cell, ...]:
    kind, rows = found
    refs = ", ".join(item.recommendation.ref for item in rows)
    return Cell(kind.words), Cell(str(len(rows)), len(rows)), Cell(refs)


def _agency_section(plan: Plan, name: str, rows: list[Item], columns: Sequence[str]) -> Section:
    agency = plan.agency(name)
    full = f", {agency.full_name}" if agency and agency.full_name and agency.full_name != name else ""
    late = sum(row.timeliness is Timeliness.OVERDUE for row in rows)
    heading = f"{name}{full}: {rows_words(len(rows))}{f', {late} overdue' if late else ''}"
    return Section(heading, (items_table(rows, columns or ROW_COLUMNS),))


def _several(plans: Sequence[AssessedPlan], day: date, filtered: str) -> Report:
    names = list(dict.fromkeys(name for assessed in plans for name in assessed.plan.ratings))
    columns = (
        Column("plan", "Plan"),
        Column("position", "As at", ColumnKind.WORDS),
        Column("total", "All", ColumnKind.NUMBER),
        *(Column(name, name, ColumnKind.NUMBER) for name in names),
        Column("not_stated", "not stated", ColumnKind.NUMBER),
        Column("overdue", "Overdue", ColumnKind.NUMBER),
        Column("oldest", "Days", ColumnKind.NUMBER),
        Column("conflicts", "At odds", ColumnKind.NUMBER),
        Column("title", "Title", ColumnKind.LONG),
    )
    rows = table(columns, (_plan_row(assessed, names) for assessed in plans))
    note = f"{len(plans):,} plans; dates judged on {day_words(day)}"
    head: list[Block] = [Paragraph(f"{note}; only recommendations with {filtered}" if filtered else note)]
    head.append(
        Paragraph(
            "Ratings are as reported. Days: how late the oldest is. At odds: recommendations "
            "where the stated rating and the facts disagree.",
            Tone.MUTED,
        )
    )
    if plans:
        head.append(keys_of([assessed.plan for assessed in plans]))
    return Report(title="Status of the action plans", head=tuple(head), records=rows)


def _plan_row(assessed: AssessedPlan, names: Sequence[str]) -> list[Cell]:
    plan = assessed.plan
    totals = count(assessed.items, plan.ratings)
    late = [item.days_overdue for item in assessed.items if item.timeliness is Timeliness.OVERDUE]
    at_odds = sum(any(not one.kind.is_gap for one in item.conflicts) for item in assessed.items)
    return [
        Cell(plan.id),
        Cell(plan.as_at.short_words, plan.as_at.text),
        Cell(str(totals.total), totals.total),
        *(_rating_number(plan, totals, name) for name in names),
        Cell(str(totals.ratings["not_stated"]), totals.ratings["not_stated"]),
        Cell(str(len(late)), len(late), Tone.BAD if late else Tone.PLAIN),
        Cell(f"{max(late):,}" if late else "", max(late, default=0)),
        Cell(str(at_odds), at_odds),
        Cell(plan.title),
    ]


def _rating_number(plan: Plan, totals: Counts, name: str) -> Cell:
    """Return how many rows have a rating; nothing where this plan's key has no such rating."""
    if name not in plan.ratings:
        return Cell("", "")
    number = totals.ratings[name]
    return Cell(str(number), number, rating_tone(plan.ratings[name]) if number else Tone.MUTED)
