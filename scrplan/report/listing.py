"""The answers of `list`, `overdue` and `red`: items that match, as records and as one table."""

from collections.abc import Sequence
from datetime import date

from scrplan.assessment import Item, Timeliness, off_track_leaves
from scrplan.content import Block, Facts, Paragraph, Report
from scrplan.dates import day_words, days_words
from scrplan.model import Plan
from scrplan.report.answer import Answer
from scrplan.report.item_columns import item_record, items_table
from scrplan.report.words import key_fact, rows_words

LIST_COLUMNS = ("ref", "agency", "rag", "due", "timeliness", "leads", "text")
ACTION_COLUMNS = ("ref", "part", "agency", "rag", "due", "timeliness", "leads", "action")
COMING_COLUMNS = ("ref", "part", "timeliness", "due", "rag", "agency", "leads", "action")
RED_COLUMNS = ("ref", "part", "days_overdue", "due", "rag", "agency", "leads", "text")
LATE_COLUMNS = ("ref", "part", "days_overdue", "due", "rag", "agency", "leads", "action")


def list_answer(
    kind: str,
    items: Sequence[Item],
    day: date,
    title: str,
    columns: Sequence[str],
    notes: Sequence[str] = (),
) -> Answer:
    """Return items as an answer; several plans give the table a column of their ids."""
    plans = list({id(item.plan): item.plan for item in items}.values())
    columns = without_empty_parts(items, columns)
    shown = columns if len(plans) <= 1 or "plan" in columns else ("plan", *columns)
    head: list[Block] = [Paragraph(note) for note in notes]
    if "rag" in columns and plans:
        head.append(keys_of(plans))
    report = Report(title=title, head=tuple(head), records=items_table(items, shown))
    return Answer(kind, day, lambda: map(item_record, items), report)


def list_title(number: int, filtered: str, day: date, *, actions: bool) -> str:
    """Return how many were found, and by which filter."""
    things = ("action" if number == 1 else "actions") if actions else rows_words(number).split(" ", 1)[1]
    found = f"{number:,} {things}, judged on {day_words(day)}"
    return f"{found}; {filtered}" if filtered else found


def late_title(items: Sequence[Item], day: date, until: date | None = None) -> str:
    """Return how many are overdue and by how long the oldest is; with `until`, also how many fall due by then."""
    late = [item.days_overdue for item in items if item.timeliness is Timeliness.OVERDUE]
    words = f"Nothing is overdue on {day_words(day)}"
    if late:
        things = "1 action is" if len(late) == 1 else f"{len(late):,} actions are"
        words = f"{things} overdue on {day_words(day)}, the oldest by {days_words(max(late))}"
    if until is None:
        return words
    coming = len(items) - len(late)
    more = " more" if late else ""
    due = f"1{more} falls" if coming == 1 else f"{coming:,}{more} fall" if coming else f"nothing{more} falls"
    return f"{words}; {due} due by {day_words(until)}"


def red_title(items: Sequence[Item]) -> str:
    """Return how many are rated red."""
    if not items:
        return "Nothing is rated red"
    return f"{len(items):,} rated red, or off track by the plan's own key"


def unrated_late_words(items: Sequence[Item]) -> str:
    """Return how many more are late without being rated red; empty when none is."""
    late = sum(item.timeliness is Timeliness.OVERDUE and not off_track_leaves(item) for item in items)
    if not late:
        return ""
    more = "1 more recommendation is" if late == 1 else f"{late:,} more recommendations are"
    return f"{more} overdue and not rated red; scrplan overdue lists them"


def oldest_first(items: Sequence[Item]) -> list[Item]:
    """Return items by their due date, what has none last; ties by plan and place."""
    return sorted(items, key=lambda item: item.due.last if item.due else date.max)


def without_empty_parts(items: Sequence[Item], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns without `part` where no item has one."""
    parts = any(item.action and item.action.part for item in items)
    return tuple(key for key in columns if key != "part" or parts)


def keys_of(plans: Sequence[Plan]) -> Facts:
    """Return the key of each plan's ratings, plans with the same key together."""
    by_key: dict[tuple[object, ...], list[Plan]] = {}
    for plan in plans:
        by_key.setdefault(tuple(plan.ratings.values()), []).append(plan)
    if len(by_key) == 1:
        return Facts((key_fact(plans[0]),))
    return Facts(tuple(key_fact(same[0], _named(same)) for same in by_key.values()))


NAMED_PLANS = 3  # more ids than this hide the key


def _named(plans: list[Plan]) -> str:
    names = ", ".join(plan.id for plan in plans[:NAMED_PLANS])
    more = len(plans) - NAMED_PLANS
    return f"Key of {names}{f' and {more} more' if more > 0 else ''}"
