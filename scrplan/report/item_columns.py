"""One recommendation or action as a record for programs, and as the cells of a table. Keys are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scrplan.assessment import Item
from scrplan.content import Cell, Column, ColumnKind, ShownColumn, Table, Tone, shown_table
from scrplan.dates import days_words
from scrplan.errors import UnknownName
from scrplan.format.vocabulary import KEYS_OF
from scrplan.report.stated_records import date_text, stated_record
from scrplan.report.words import (
    action_words,
    date_cell,
    due_cell,
    leads_cell,
    rating_cell,
    spoken,
    text_cell,
    timing_cell,
    titles_of_evidence,
)


def item_record(item: Item) -> dict[str, Any]:
    """Return an item in plain JSON types; what is not known is null, dates are written as in the plan."""
    row = item.recommendation
    return {
        "plan": item.plan.id,
        "ref": row.ref,
        "part": item.action.part if item.action else None,
        "agency": row.agency,
        "text": row.text,
        "action": action_words(item) or None,
        "rag": item.rag,
        "state": item.state.value,
        "timeliness": item.timeliness.value,
        "assurance": item.assurance.value,
        "due": date_text(item.due),
        "due_by": item.due.last.isoformat() if item.due else None,
        "due_text": item.due_text or None,
        "original_due": date_text(item.original_due),
        "slippage_days": item.slippage_days,
        "days_overdue": item.days_overdue,
        "completed": date_text(item.completed),
        "leads": [
            {key: value for key, value in stated_record(lead, KEYS_OF["leads"]).items() if key != "accountable"}
            for lead in item.leads
        ],
        "outcome": item.outcome or None,
        "evidence": [stated_record(one, KEYS_OF["evidence"]) for one in item.evidence],
        "themes": list(row.themes),
        "updated": date_text(item.updated),
        "conflicts": [{"kind": one.kind.value, "message": one.message} for one in item.conflicts],
    }


def _number(value: int | None) -> Cell:
    return Cell("" if value is None else f"{value:,}", "" if value is None else value)


def _late(item: Item) -> Cell:
    late = item.days_overdue
    return Cell(days_words(late), late, Tone.BAD) if late else Cell("", 0)


def _spoken(name: str) -> Cell:
    return Cell(spoken(name), name)


# The keys of a record, each with its heading, its kind and how a table shows it.
COLUMNS: Mapping[str, ShownColumn[Item]] = {
    column.key: (column, show)
    for column, show in (
        (Column("plan", "Plan"), lambda item: Cell(item.plan.id)),
        (Column("ref", "Ref"), lambda item: Cell(item.recommendation.ref)),
        (Column("part", "Part"), lambda item: Cell(item.action.part or "" if item.action else "")),
        (Column("agency", "Agency", ColumnKind.WORDS), lambda item: Cell(item.recommendation.agency)),
        (Column("text", "Recommendation", ColumnKind.LONG), lambda item: Cell(item.recommendation.text)),
        (
            Column("action", "Action", ColumnKind.LONG),
            lambda item: Cell(action_words(item) or item.recommendation.text),
        ),
        (Column("rag", "Rating"), rating_cell),
        (Column("state", "State"), lambda item: _spoken(item.state.value)),
        (Column("timeliness", "Timeliness"), timing_cell),
        (Column("assurance", "Assurance"), lambda item: _spoken(item.assurance.value)),
        (Column("due", "Due"), due_cell),
        (Column("due_by", "Due by"), lambda item: Cell(item.due.last.isoformat() if item.due else "")),
        (Column("due_text", "Due, as written", ColumnKind.WORDS), lambda item: Cell(item.due_text)),
        (Column("original_due", "First due"), lambda item: date_cell(item.original_due)),
        (Column("slippage_days", "Moved by days", ColumnKind.NUMBER), lambda item: _number(item.slippage_days)),
        (Column("days_overdue", "Late by", ColumnKind.NUMBER), _late),
        (Column("completed", "Completed"), lambda item: date_cell(item.completed)),
        (Column("leads", "Lead", ColumnKind.WORDS), leads_cell),
        (Column("outcome", "Outcome", ColumnKind.LONG), lambda item: Cell(item.outcome)),
        (Column("evidence", "Evidence", ColumnKind.WORDS), lambda item: text_cell(titles_of_evidence(item), "none")),
        (Column("themes", "Themes", ColumnKind.WORDS), lambda item: Cell(", ".join(item.recommendation.themes))),
        (Column("updated", "Last update"), lambda item: date_cell(item.updated)),
        (Column("progress", "Progress", ColumnKind.LONG), lambda item: Cell(item.report.text if item.report else "")),
        (
            Column("conflicts", "Conflicts", ColumnKind.WORDS),
            lambda item: Cell("; ".join(dict.fromkeys(one.kind.value for one in item.conflicts))),
        ),
    )
}


# Words of the headings and of the filters, for who has not seen the keys.
_ALIASES = {"rating": "rag", "lead": "leads", "late": "days_overdue", "theme": "themes", "conflict": "conflicts"}


def check_columns(keys: Sequence[str]) -> None:
    """Make sure that every key is one of a column.

    Raises:
        UnknownName: a key is none; suggests the nearest.

    """
    for key in keys:
        if _ALIASES.get(key, key) not in COLUMNS:
            raise UnknownName("column", key, COLUMNS)


def items_table(items: Iterable[Item], keys: Sequence[str]) -> Table:
    """Return items as a table with these columns.

    Raises:
        UnknownName: a key is none of `COLUMNS`.

    """
    check_columns(keys)
    return shown_table((COLUMNS[_ALIASES.get(key, key)] for key in keys), items)
