"""How the entries of each list of a plan are known again in another version, what they are called, their order."""

import enum
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from scrplan.characters import one_line
from scrplan.dates import BadDate, Period, parse_period
from scrplan.yamltext.edits import Value

LONGEST_LABEL = 40  # characters of a title or text that stand for an entry in a message


class Rivals(enum.Enum):
    """When what two sides put into one list cannot simply stand side by side."""

    NEVER = "never"
    IN_ONE_PLACE = "in one place"  # both took the same entry out and put others there
    ALWAYS = "always"  # the entries are a chain, in which each follows from the one before


class Kind(NamedTuple):
    """A kind of list: how one of its entries is called and known again.

    `name` are the keys that name an entry: one that both sides name anew, each in its own way, is in conflict as a
    whole. `keys` are sets of keys that know an entry again, tried in turn; without any, its whole content does. The
    first `added_by` of them know what both sides added; that is the same where `same_by` agrees as well.
    """

    word: str
    name: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    rivals: Rivals = Rivals.IN_ONE_PLACE
    same_by: tuple[str, ...] = ()
    added_by: int = 1
    keeps_all: bool = False  # no entry is changed or taken out by one side alone
    may_repeat: bool = False  # two entries of one name may stand side by side
    order: Callable[[Value], tuple[Any, ...]] | None = None
    is_sorted: bool = False  # what is new stands in this order, whatever the sides say


def field(entry: Value, key: str) -> str | None:
    """Return the words of an entry's field on one line, so that folding makes no difference; None where it has none."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else None


def known_by(entry: Value, keys: tuple[str, ...]) -> tuple[str | None, ...] | None:
    """Return what these keys know an entry by; None where it has none of them."""
    found = tuple(field(entry, key) for key in keys)
    return found if any(found) else None


def content(value: Value | None) -> str:
    """Return all that a value says as one text, the same for the same."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def period_of(value: Value | None) -> Period | None:
    """Return a value as a date; None where it is none."""
    with suppress(BadDate):
        return parse_period(value) if isinstance(value, str) else None
    return None


def label_of(kind: Kind, entry: Value) -> str:
    """Return how an entry is called in a message: `recommendation 5`, `update of 2013-09`."""
    found = (field(entry, key) for key in (*kind.name, "text"))
    words = next((words for words in found if words), "")
    return f"{kind.word} {shortened(words)}" if words else kind.word.split(" ")[0]


def shortened(words: str, longest: int = LONGEST_LABEL) -> str:
    """Return words for a message: harmless, on one line, cut where they are long."""
    words = one_line(words)
    return words if len(words) <= longest else f"{words[:longest].rstrip()}..."


def _by_date(entry: Value) -> tuple[Any, ...]:
    """Return the place of an update: by date, author and words; what has no date goes last."""
    on = period_of(field(entry, "on"))
    when = (on.first, on.last) if on else (date.max, date.max)
    return (*when, field(entry, "by") or "", field(entry, "text") or "", content(entry))


_NUMBERS = re.compile(r"([0-9]+)")


def _by_number(key: str) -> Callable[[Value], tuple[Any, ...]]:
    """Return the order of refs and parts as people count: 2 before 10, 1a before 1b."""

    def order(entry: Value) -> tuple[Any, ...]:
        parts = _NUMBERS.split(field(entry, key) or "")
        counted = [(len(part.lstrip("0")), part.lstrip("0")) if at % 2 else (0, part) for at, part in enumerate(parts)]
        return (tuple(counted), content(entry))

    return order


_ROW = Kind("recommendation", ("ref",), (("ref",), ("agency", "text")), Rivals.NEVER, same_by=("text",))
_ACTION = Kind("action", ("part",), (("part",), ("text",)), Rivals.NEVER, same_by=("text",), added_by=2)
_UPDATE = Kind("update of", ("on", "by", "text"), (("on", "by", "text"), ("on", "by")), Rivals.NEVER, keeps_all=True)
_EVIDENCE = Kind("evidence", ("title",), (("title", "on"), ("title",), ("ref",)), added_by=2, may_repeat=True)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "recommendations": _ROW._replace(order=_by_number("ref")),
        "actions": _ACTION._replace(order=_by_number("part")),
        "updates": _UPDATE._replace(may_repeat=True, order=_by_date, is_sorted=True),
        "revisions": Kind("revision to", ("to",), (("from", "to"),), Rivals.ALWAYS),
        "evidence": _EVIDENCE,
        "milestones": Kind("milestone", ("text",), (("text", "due"), ("text",)), added_by=2),
        "leads": Kind("lead", ("name", "role", "agency"), (("name", "role", "agency"), ("role",), ("name",))),
        "links": Kind("link to", ("plan", "ref", "relation"), (("plan", "ref", "relation"), ("plan", "ref"))),
        "agencies": Kind("agency", ("name",), (("name",), ("full_name",))),
        "themes": Kind("theme"),
        "aliases": Kind("alias"),
        "allow": Kind("rule"),
        "board_asked_to": Kind("request"),
    }
)
OWN_NAMES = frozenset({"ratings", "glossary", "rules", "views"})  # mappings whose keys are the plan's or board's own
