"""The reader of each table of the vocabulary: the value of every key by its kind, and the record that they make."""

from collections.abc import Callable, Mapping
from typing import Any

from scrplan import model
from scrplan.format.keys import FormatKey, ValueKind
from scrplan.format.vocabulary import KEYS_OF
from scrplan.source.value_readers import (
    Fields,
    Reader,
    agency,
    flag,
    many,
    one_of,
    period,
    rating,
    record,
    ref_text,
    slug,
    text,
)

read_state = one_of(model.State, model.State.NOT_STATED)

# The record that is made of an entry of each table; one without is made of its keys alone.
_RECORDS: Mapping[str, type[Any]] = {
    "review": model.Review,
    "agencies": model.Agency,
    "register": model.Agency,
    "recommendations": model.Recommendation,
    "actions": model.Action,
    "leads": model.Lead,
    "revisions": model.Revision,
    "milestones": model.Milestone,
    "updates": model.Update,
    "evidence": model.Evidence,
    "sign_off": model.SignOff,
    "links": model.Link,
}
_BY_KIND: Mapping[ValueKind, Reader] = {
    ValueKind.TEXT: text,
    ValueKind.NAME: ref_text,
    ValueKind.SLUG: slug,
    ValueKind.AGENCY: agency,
    ValueKind.RATING: rating,
    ValueKind.DATE: period,
    ValueKind.FLAG: flag,
    ValueKind.TEXTS: many(text),
    ValueKind.SLUGS: many(slug),
}


def readers_of(table: str, **own: Reader) -> Fields:
    """Return the reader of each key of a table of the vocabulary; `own` are those of what only its file knows."""
    return {key.name: own.get(key.name) or _reader_of(key) for key in KEYS_OF[table].keys}


def _reader_of(key: FormatKey) -> Reader:
    if key.kind is ValueKind.RECORDS:
        return many(read_entry(key.table))
    if key.kind is ValueKind.RECORD:
        return read_entry(key.table)
    if key.choices is model.State:
        return read_state
    return one_of(key.choices) if key.choices else _BY_KIND[key.kind]


def read_entry(table: str) -> Reader:
    """Return the reader of a mapping, or of an entry of a list, that has the keys of a table."""
    keys = KEYS_OF[table]
    required = tuple(key.name for key in keys.keys if key.required)
    build = builder_of(_RECORDS.get(table, model.OtherEntry), table)
    return record(build, readers_of(table), required, keys.called, keys.any_of)


def builder_of(build: type[Any], table: str) -> Callable[..., Any]:
    """Return a builder of a record that keeps what is written under keys without a field, and gathers the progress."""
    shared = frozenset(model.Progress._fields if "progress" in build._fields else ())
    others = tuple(key for key in KEYS_OF[table].keys if key.field not in shared.union(build._fields))

    def make(**values: Any) -> Any:
        if others:
            values["extra"] = tuple([(key, values.pop(key.field)) for key in others if key.field in values])
        if shared:  # which in the file are among the others
            values["progress"] = model.Progress(**{field: values.pop(field) for field in shared.intersection(values)})
        return build(**values)

    return make if others or shared else build
