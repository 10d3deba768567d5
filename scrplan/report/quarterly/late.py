"""What is overdue: whose, since when, how far and how often its date was moved, and why."""

from scrplan.assessment import Item, overdue_leaves
from scrplan.content import Block, Cell, Column, ColumnKind, Section, ShownColumn, Tone
from scrplan.dates import day_words, days_words
from scrplan.report.item_columns import COLUMNS
from scrplan.report.listing import oldest_first
from scrplan.report.quarterly.figures import QuarterFigures
from scrplan.report.quarterly.quarter_facts import QuarterFacts
from scrplan.report.quarterly.quarterly_charts import chart_of_ages
from scrplan.report.quarterly.tables import NONE, rows_table
from scrplan.report.words import date_cell, leads_words, text_cell


def overdue_section(quarter: QuarterFacts, figures: QuarterFigures) -> Section:
    """Return what is overdue, oldest first: whose, since when, how often moved and why."""
    late = oldest_first([leaf for item in quarter.items for leaf in overdue_leaves(item)])
    heading = f"Overdue on {day_words(quarter.day)}, oldest first"
    if not late:
        return Section(heading, (NONE,))
    chart = chart_of_ages(figures)
    moved = any(_times(item, quarter).value or item.slippage_days for item in late)
    shown = [one for one in _overdue_columns(quarter) if moved or one[0].key not in {"times_moved", "reason"}]
    blocks: tuple[Block, ...] = (*((chart,) if chart else ()), rows_table(late, shown, many=quarter.is_many))
    return Section(heading, blocks, Tone.BAD)


def _overdue_columns(quarter: QuarterFacts) -> list[ShownColumn[Item]]:
    return [
        COLUMNS["agency"],
        (
            Column("text", "What", ColumnKind.LONG),
            lambda item: Cell(item.action.text if item.action else item.recommendation.text),
        ),
        (Column("original_due", "First due"), lambda item: date_cell(item.original_due, "not known", Tone.CAUTION)),
        (Column("due", "Due now"), lambda item: date_cell(item.due)),
        (
            Column("days_overdue", "Late by", ColumnKind.NUMBER),
            lambda item: Cell(days_words(item.days_overdue), item.days_overdue),
        ),
        (Column("slippage_days", "Slipped by", ColumnKind.NUMBER), _slippage),
        (Column("times_moved", "Times moved", ColumnKind.NUMBER), lambda item: _times(item, quarter)),
        (Column("reason", "Reason of the last move", ColumnKind.WORDS), lambda item: _reason(item, quarter)),
        COLUMNS["rag"],
        (Column("leads", "Lead", ColumnKind.WORDS), lambda item: Cell(leads_words(item.leads) or "nobody named")),
    ]


def _slippage(item: Item) -> Cell:
    days, revisions = item.slippage_days, item.facts.revisions
    if days is not None:
        return Cell(days_words(days) if days else "", days)
    least = (item.due.last - revisions[0].to.last).days if item.due and revisions else 0  # the first date was lost
    if least > 0:
        return Cell(f"at least {days_words(least)}", "")
    return Cell("not known", "")


def _times(item: Item, quarter: QuarterFacts) -> Cell:
    times = len(item.facts.revisions) + len(quarter.overwritten_of(item))
    return Cell(f"{times:,}" if times else "", times)


def _reason(item: Item, quarter: QuarterFacts) -> Cell:
    """Return why the date was last moved; what was overwritten last had no reason, whatever a revision says."""
    overwritten = quarter.overwritten_of(item)
    if overwritten and overwritten[-1].now and item.due and overwritten[-1].now.same_as(item.due):
        commit = overwritten[-1].commit
        when = f" on {day_words(commit.day)}" if commit and commit.moment else ""
        return Cell(f"none: overwritten{when}", "", Tone.CAUTION)
    if not item.facts.revisions and not item.slippage_days:
        return Cell("", "")
    reason = item.facts.revisions[-1].reason if item.facts.revisions else ""
    return text_cell(reason, "none recorded", Tone.CAUTION)
