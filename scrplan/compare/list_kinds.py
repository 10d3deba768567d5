"""What an entry of each list of a plan is known by: its label and text, or a few short keys. One table by key name.

It reads records of the model and values as a plan file says them alike, so that both give the same answer.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from scrplan.dates import Period
from scrplan.format.keys import FIELD_NAMES, Identity, ValueKind
from scrplan.format.vocabulary import KEYS_OF, PLAN


class ListKind(NamedTuple):
    """What an entry of a list is known by, as keys of the plan file.

    An entry with a text of its own has a `label` (what it is called), which may be handed on to another, and a `text`.
    `owner` distinguishes entries of one text. `record` are the lists that only a thing with a past has: the same label
    with the same record is the same thing, whatever its text says now. What is `agreed` goes with a text that is
    reworded. Where `label_is_enough`, a label is never handed on.
    An entry with little text has `keys`; where the key `worded` differs, its words must still be like.
    Neither: an entry is known by all that it says.
    """

    label: tuple[str, ...] = ()
    text: str = ""
    owner: str = ""
    record: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    label_is_enough: bool = False
    is_counted: bool = False  # one without a label is called by its place
    keys: tuple[str, ...] = ()
    worded: str = ""


_RECORD = ("updates", "evidence", "revisions", "milestones")
_AGREED = ("due", "leads", "outcome")

# What the vocabulary does not say of a list.
_MORE: Mapping[str, Mapping[str, Any]] = {
    "recommendations": {"owner": "agency", "record": ("actions", *_RECORD), "agreed": _AGREED},
    "actions": {"record": _RECORD, "agreed": _AGREED, "is_counted": True},
    # Of one agency's report of a day there is no second: other words are that report reworded.
    "updates": {"label_is_enough": True},
    "milestones": {"worded": "text"},
    "evidence": {"worded": "title"},
}


def _kind_of(table: str) -> ListKind:
    keys = KEYS_OF[table]
    return ListKind(
        label=keys.names(identity=Identity.LABEL),
        text="".join(keys.names(identity=Identity.TEXT)),
        keys=keys.names(identity=Identity.KEY),
        **_MORE.get(table, {}),
    )


LIST_KINDS: Mapping[str, ListKind] = MappingProxyType(
    {
        key.name: _kind_of(key.table)
        for table in (PLAN, "recommendations", "actions")
        for key in KEYS_OF[table].keys
        if key.kind is ValueKind.RECORDS
    }
)


def value_of(entry: Any, key: str) -> Any:
    """Return what an entry has under a key of the plan file; None where it has nothing."""
    if isinstance(entry, dict):
        return entry.get(key)
    name = FIELD_NAMES.get(key, key)
    return getattr(entry if hasattr(entry, name) else getattr(entry, "progress", None), name, None)


def said_under(entry: Any, key: str) -> str:
    """Return the words under a key on one line, so that folding makes no difference; empty where there are none."""
    value = value_of(entry, key)
    if isinstance(value, str):
        return " ".join(value.split())
    return value.text if isinstance(value, Period) else ""


def all_said(value: Any) -> Any:
    """Return all that an entry says as something to look up: the same for the same."""
    return (
        json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | list | str | None) else value
    )
