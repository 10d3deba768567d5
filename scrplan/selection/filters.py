"""The filter that every command shares: within one option any value will do, and every option must hold."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, Protocol

from scrplan.assessment import Item
from scrplan.dates import Period
from scrplan.errors import UnknownName
from scrplan.selection.item_fields import FIELD_ALIASES, FIELDS, Field, Kind, Vocabulary


class Condition(Protocol):
    """Anything that can be asked of an item, such as a `--where` expression; `words` say how it was understood."""

    @property
    def words(self) -> str:
        """Return the question for people."""
        ...

    def holds(self, item: Item) -> bool:
        """Return whether it is true of the item."""
        ...


class Filter(NamedTuple):
    """What to keep. Names are compared case-blind; `leads` and `texts` are searched for inside the words."""

    agencies: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    rags: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    timeliness: tuple[str, ...] = ()
    due_before: Period | None = None
    due_after: Period | None = None
    texts: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()


_NAMED = {"agencies": "agency", "rags": "rag", "states": "state", "themes": "theme", "timeliness": "timeliness"}
_SEARCHED = {"leads": "lead", "texts": "text"}
_SHOWN = _NAMED | _SEARCHED | {"rags": "rating"}


def check_filter(wanted: Filter, vocabulary: Vocabulary) -> None:
    """Make sure that every name asked for exists in the plans.

    Raises:
        UnknownName: a name does not exist; suggests the nearest.

    """
    for attribute, field in _NAMED.items():
        known = vocabulary.names[field]
        folded = {name.casefold() for name in known}
        for name in getattr(wanted, attribute):
            if spelt(name, folded) not in folded:
                raise UnknownName(_SHOWN[attribute], name, known)


def matches(wanted: Filter, item: Item, vocabulary: Vocabulary) -> bool:
    """Return whether an item passes every option of the filter."""
    for attribute, field in _NAMED.items():
        names = getattr(wanted, attribute)
        if names and not _has_name(item, field, names, vocabulary):
            return False
    for attribute, field in _SEARCHED.items():
        sought = getattr(wanted, attribute)
        words = [str(value).casefold() for value in FIELDS[field].values(item)] if sought else ()
        if sought and not any(one.casefold() in some for one in sought for some in words):
            return False
    if wanted.due_before and not (item.due and item.due.last < wanted.due_before.first):
        return False
    if wanted.due_after and not (item.due and item.due.last > wanted.due_after.last):
        return False
    return all(condition.holds(item) for condition in wanted.where)


def filter_words(wanted: Filter) -> str:
    """Return the filter for people, empty when everything passes: `agency Health or GP; rating amber`."""
    parts = [
        f"{_SHOWN[attribute]} {' or '.join(getattr(wanted, attribute))}"
        for attribute in (*_NAMED, *_SEARCHED)
        if getattr(wanted, attribute)
    ]
    if wanted.due_before:
        parts.append(f"due before {wanted.due_before.words}")
    if wanted.due_after:
        parts.append(f"due after {wanted.due_after.words}")
    parts += [condition.words for condition in wanted.where]
    return "; ".join(parts)


def sort_items(items: Iterable[Item], keys: Sequence[str]) -> list[Item]:
    """Return items in order of the given fields, `-` before a field for the reverse; ties stay in plan order.

    Raises:
        UnknownName: a key is no field.

    """
    ordered = list(items)
    for key in reversed(keys):
        named = key.removeprefix("-")
        field = FIELDS.get(FIELD_ALIASES.get(named, named))
        if field is None:
            raise UnknownName("field to sort by", named, FIELDS)
        ordered = _sorted_by(field, ordered, reverse=key.startswith("-"))
    return ordered


def _sorted_by(field: Field, items: list[Item], *, reverse: bool) -> list[Item]:
    """Sort stably; what has nothing in the field comes last either way."""
    keyed = [(next(iter(field.values(item)), None), item) for item in items]
    present = [(value, item) for value, item in keyed if value is not None]
    present.sort(key=lambda pair: _order(field.kind, pair[0]), reverse=reverse)
    return [item for _, item in present] + [item for value, item in keyed if value is None]


def _order(kind: Kind, value: Any) -> Any:
    if isinstance(value, Period):
        return (value.last, value.first)
    return value if kind is Kind.NUMBER else natural_order(str(value))


def natural_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key in which `2` comes before `10` and `1.2` before `1.10`."""
    pieces: list[tuple[int, int, str]] = []
    for letters, digits in _RUNS.findall(name.casefold()):
        if letters:
            pieces.append((1, 0, letters))
        if digits:
            # By length and then by digit is by size, for numbers of any length.
            pieces.append((0, len(digits.lstrip("0")), digits.lstrip("0")))
    return tuple(pieces)


_RUNS = re.compile(r"([^0-9]*)([0-9]*)")


def _has_name(item: Item, field: str, names: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    known = {name.casefold() for name in vocabulary.names[field]}
    wanted = frozenset().union(*(vocabulary.same_names(field, spelt(name, known)) for name in names))
    return any(str(value).casefold() in wanted for value in FIELDS[field].values(item))


def spelt(name: str, known: AbstractSet[str]) -> str:
    """Return a name as it is kept: `Due soon` and `due-soon` are `due_soon`, where that and not this is known."""
    folded = name.casefold()
    joined = folded.replace("-", "_").replace(" ", "_")
    return joined if joined in known and folded not in known else folded
