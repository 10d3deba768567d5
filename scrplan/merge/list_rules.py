"""What merging must know of each list of a plan: what an entry is called, what order is kept, what cannot be joined.

Which entry is which in another version is none of it: `compare.identity` says that.
"""

import enum
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from scrplan.compare.list_kinds import all_said, said_under
from scrplan.dates import BadDate, Period, parse_period
from scrplan.format.keys import FormatKey, Identity, Merging, ValueKind, entry_of
from scrplan.format.vocabulary import KEYS_OF
from scrplan.merge.merge_conflicts import shortened
from scrplan.yamltext.edits import Value


class Rivals(enum.Enum):
    """When what two sides did to one list cannot be joined."""

    NEVER = "never"
    IN_ONE_PLACE = "in one place"  # both took the same entry out and put others there
    IN_A_CHAIN = "in a chain"  # each entry follows from the one before, so that only one side may change the chain


class EntryRules(NamedTuple):
    """How the entries of one list are merged.

    `name` are the keys that name an entry in a message: one that both sides name anew, each in its own way, is in
    conflict as a whole. What both sides added is one entry where all of a set in `added_by` agree, sets tried in turn;
    it must agree in `same_by` too.
    """

    word: str
    name: tuple[str, ...] = ()
    added_by: tuple[tuple[str, ...], ...] = ()
    rivals: Rivals = Rivals.IN_ONE_PLACE
    same_by: tuple[str, ...] = ()
    keeps_all: bool = False  # no entry is changed or taken out by one side alone
    may_repeat: bool = False  # two entries of one name may be next to each other
    order: Callable[[Value], tuple[Any, ...]] | None = None
    is_sorted: bool = False  # what is new comes in this order, whatever the sides say


def said_under_all(entry: Value, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what an entry has under these keys; None where it has none of them."""
    found = tuple(said_under(entry, key) for key in keys)
    return found if any(found) else None


def as_period(value: Value | None) -> Period | None:
    """Return a value as a date; None where it is none."""
    with suppress(BadDate):
        return parse_period(value) if isinstance(value, str) else None
    return None


def entry_name(rules: EntryRules, entry: Value) -> str:
    """Return how an entry is called in a message: `recommendation 5`, `update of 2013-09`."""
    found = (said_under(entry, key) for key in (*rules.name, "text"))
    words = next((words for words in found if words), "")
    return f"{rules.word} {shortened(words)}" if words else rules.word.split(" ")[0]


def _by_date(entry: Value) -> tuple[Any, ...]:
    """Return the place of an update: by date, author and words; what has no date goes last."""
    on = as_period(said_under(entry, "on"))
    when = (on.first, on.last) if on else (date.max, date.max)
    return (*when, said_under(entry, "by"), said_under(entry, "text"), all_said(entry))


_NUMBERS = re.compile(r"([0-9]+)")


def _by_number(key: str) -> Callable[[Value], tuple[Any, ...]]:
    """Return the order of refs and parts as people count: 2 before 10, 1a before 1b."""

    def order(entry: Value) -> tuple[Any, ...]:
        parts = _NUMBERS.split(said_under(entry, key))
        counted = [(len(part.lstrip("0")), part.lstrip("0")) if at % 2 else (0, part) for at, part in enumerate(parts)]
        return (tuple(counted), all_said(entry))

    return order


_RULES: Mapping[str, EntryRules] = MappingProxyType(
    {
        "recommendations": EntryRules(
            "recommendation", ("ref",), (("ref",),), Rivals.NEVER, same_by=("text",), order=_by_number("ref")
        ),
        "actions": EntryRules(
            "action", ("part",), (("part",), ("text",)), Rivals.NEVER, same_by=("text",), order=_by_number("part")
        ),
        "updates": EntryRules(
            *("update of", ("on", "by", "text"), (("on", "by", "text"),), Rivals.NEVER),
            may_repeat=True,
            order=_by_date,
            is_sorted=True,
        ),
        "revisions": EntryRules("revision to", ("to",), (("from", "to"),)),
        "evidence": EntryRules("evidence", ("title",), (("title", "on"), ("title",)), may_repeat=True),
        "milestones": EntryRules("milestone", ("text",), (("text", "due"), ("text",))),
        "leads": EntryRules("lead", ("name", "role", "agency"), (("name", "role", "agency"),)),
        "links": EntryRules("link to", ("plan", "ref", "relation"), (("plan", "ref", "relation"),)),
        "agencies": EntryRules("agency", ("name",), (("name",),)),
        "themes": EntryRules("theme"),
        "aliases": EntryRules("alias"),
        "allow": EntryRules("rule"),
        "board_asked_to": EntryRules("request"),
    }
)


def _rules_of(key: FormatKey) -> EntryRules:
    """Return the rules of a list by the vocabulary: of one without rules of its own, all its few keys name an entry."""
    table = KEYS_OF.get(key.table)
    names = table.names(identity=Identity.KEY) if table else ()
    rules = _RULES.get(key.name) or EntryRules(entry_of(key), names, (names,) if names else ())
    if key.merging is Merging.CHAIN:
        rules = rules._replace(rivals=Rivals.IN_A_CHAIN)
    return rules._replace(keeps_all=key.merging is Merging.BOTH_KEPT)


_KEYS = tuple(key for table in KEYS_OF.values() for key in table.keys)
LIST_RULES: Mapping[str, EntryRules] = MappingProxyType({key.name: _rules_of(key) for key in _KEYS if key.kind.is_list})
OWN_NAMES = frozenset(key.name for key in _KEYS if key.kind is ValueKind.NAMED)  # their keys are the file's own
LATER_WINS = frozenset(key.name for key in _KEYS if key.merging is Merging.LATER)
