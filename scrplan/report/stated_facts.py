"""What a plan states under each key of the format, as facts and tables for people.

It goes by the vocabulary, so that a key of the format is in every answer that says everything about a row.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from scrplan.content import Cell, Column, ColumnKind, Fact, ShownColumn, Table, fact, shown_table
from scrplan.dates import day_words
from scrplan.format.keys import FormatKey, KeyTable, ValueKind, heading_of, label_of
from scrplan.format.vocabulary import KEYS_OF
from scrplan.model import Link, Milestone, Revision, SignOff, values_of
from scrplan.report.words import spoken

EntryColumn = tuple[ColumnKind, Callable[[Any], Cell]]

# In the order of a report, which begins with what a recommendation is about; all other keys follow.
_FIRST = (
    *("themes", "scope", "acceptance", "links", "allow", "revisions", "milestones", "stopped_reason"),
    *("evidence_wanted", "impact", "sign_off", "review_on", "note"),
)
_REASONS = {"acceptance": "acceptance_reason"}  # the keys whose reason is said with them


def stated_facts(record: Any, keys: KeyTable, elsewhere: Collection[str]) -> list[Fact]:
    """Return a fact for each key under which something is said, but for those that are said `elsewhere`."""
    said = {key.name: (key, value) for key, value in values_of(record, keys)}
    facts = []
    for name in dict.fromkeys((*_FIRST, *said)):
        if name in said and name not in elsewhere:
            key, value = said[name]
            lines = list(_lines(key, value))
            if name in _REASONS:
                lines = [": ".join(filter(None, (*lines, said[_REASONS[name]][1])))]
            facts += [fact(heading_of(key), *lines)] if any(lines) else []
    return facts


def _lines(key: FormatKey, value: Any) -> Iterator[str]:
    """Yield what is said under a key, an entry of most lists on a line of its own."""
    if value is not None and key.kind is ValueKind.RECORDS and key.name != "links":
        yield from map(_entry_words, value)
    else:
        yield value_words(key, value)


def value_words(key: FormatKey, value: Any) -> str:
    """Return a value on one line; nothing where there is none."""
    if value is None or value == ():
        return ""
    match key.kind:
        case ValueKind.DATE:
            return str(value.words)
        case ValueKind.WORD:
            return spoken(value)
        case ValueKind.FLAG:
            return "yes" if value else "no"
        case ValueKind.TEXTS | ValueKind.SLUGS:
            return ", ".join(value)
        case ValueKind.RECORDS:
            return "; ".join(map(_entry_words, value))
        case ValueKind.RECORD:
            return _entry_words(value)
    return str(value)


def _entry_words(entry: Any) -> str:
    words = _ENTRY_WORDS.get(type(entry), lambda _: "")(entry)
    return words + with_extra(entry) if words else with_extra(entry).removeprefix(", ")


def with_extra(record: Any) -> str:
    """Return what a record says under keys that have no field of their own, to be added to its words."""
    return "".join(f", {label_of(key)} {value_words(key, value)}" for key, value in record.extra)


def _revision(move: Revision) -> str:
    return (
        f"from {move.was.words if move.was else 'a date not known'} to {move.to.words}"
        f"{f', {move.on.on_words}' if move.on else ''}{f', agreed by {move.approved_by}' if move.approved_by else ''}"
        f" ({move.reason or 'no reason recorded'})"
    )


def _milestone(step: Milestone) -> str:
    due = f", due by {day_words(step.due.last)}" if step.due else ""
    completed = f", completed {step.completed.on_words}" if step.completed else ", not marked as completed"
    return f"{step.text}{due}{completed}"


def _sign_off(one: SignOff) -> str:
    return f"by {one.by}{f' {one.on.on_words}' if one.on else ''}"


def _link(one: Link) -> str:
    return f"{spoken(one.relation)} {one.plan} {one.ref}"


_ENTRY_WORDS: Mapping[type, Callable[[Any], str]] = {
    Revision: _revision,
    Milestone: _milestone,
    SignOff: _sign_off,
    Link: _link,
}


def entries_table(
    name: str, entries: Sequence[Any], shown: Mapping[str, EntryColumn], elsewhere: Collection[str]
) -> Table:
    """Return the entries of a list as a table.

    It has a column for each key that is `shown`, and for all others under which an entry says something, but for those
    that are said `elsewhere`.
    """
    columns: list[ShownColumn[Any]] = []
    for key in _keys(name, entries):
        if key.name in shown:
            kind, cell = shown[key.name]
        elif key.name not in elsewhere and any(_value(one, key) for one in entries):
            kind, cell = ColumnKind.WORDS, _cell_of(key)
        else:
            continue
        columns.append((Column(key.name, heading_of(key), kind), cell))
    return shown_table(columns, entries)


def _keys(name: str, entries: Sequence[Any]) -> Iterator[FormatKey]:
    """Yield the keys of a list's entries, in the order of the format."""
    said = {key for one in entries for key, _ in values_of(one, KEYS_OF[name])}
    return (key for key in KEYS_OF[name].keys if key in said)


def _cell_of(key: FormatKey) -> Callable[[Any], Cell]:
    return lambda entry: Cell(value_words(key, _value(entry, key)))


def _value(entry: Any, key: FormatKey) -> Any:
    return getattr(entry, key.field) if key.field in entry._fields else dict(entry.extra).get(key)
