"""What differs between two lists of a plan, entry by entry, and how an entry reads in one line."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from scrplan.compare.identity import matched
from scrplan.dates import Period
from scrplan.format.keys import FormatKey, ValueKind, label_of
from scrplan.model import (
    Agency,
    Evidence,
    Lead,
    Link,
    Milestone,
    OtherEntry,
    Rating,
    Revision,
    SignOff,
    Update,
    UpdateKind,
)


class Differing(NamedTuple):
    """An entry that was there and is not as it was; None where it was not there, or is no more."""

    before: Any
    after: Any


class Entries(NamedTuple):
    """What differs between two lists: the entries, and whether those in both are in another order."""

    differing: tuple[Differing, ...]
    reordered: bool


def compared(field: str, before: Sequence[Any], after: Sequence[Any]) -> Entries:
    """Return what differs between two lists of a field; `identity` decides which entry is which.

    The entries of the later list come first, then those that are gone.
    """
    gone, come = _surplus(before, after), _surplus(after, before)
    was, now = list(gone.values()), list(come.values())
    pairs = matched(field, was, now).pairs(len(was), len(now))
    found = [Differing(*pair.of(was, now)) for pair in pairs]
    kept = [
        [one for place, one in enumerate(all_) if place not in some] for all_, some in ((before, gone), (after, come))
    ]
    return Entries(tuple(found), kept[0] != kept[1])


def _surplus(some: Sequence[Any], others: Sequence[Any]) -> dict[int, Any]:
    """Return the entries, by their place, that the others have not, or have not as often."""
    left = Counter(others)
    found = {}
    for place, one in enumerate(some):
        if left[one]:
            left[one] -= 1
        else:
            found[place] = one
    return found


def entry_words(value: Any) -> str | None:
    """Return a value as the plan writes it, a record in one line; None where there is nothing."""
    if value is None or value == "":
        return None
    words = _WORDS.get(type(value), str)
    extra = [_labelled(key, one) for key, one in getattr(value, "extra", ())]
    return _joined(words(value), *extra) if extra else words(value)


def _labelled(key: FormatKey, value: Any) -> str:
    """Return what is written under a key that has no field of its own; a flag is its label alone."""
    if key.kind is ValueKind.FLAG:
        return label_of(key) if value else ""
    return f"{label_of(key)} {entry_words(value)}"


def _joined(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def _rating(one: Rating) -> str:
    return f"{one.name}: {_joined(one.state.value, one.meaning, 'off track' if one.off_track else '')}"


def _agency(one: Agency) -> str:
    return _joined(*one.names, one.succeeded_by and f"succeeded by {one.succeeded_by}")


def _update(one: Update) -> str:
    kind = "" if one.kind is UpdateKind.UPDATE else one.kind.value
    return ": ".join(part for part in (_joined(one.on, one.by, one.rag, kind), one.text) if part)


def _revision(one: Revision) -> str:
    start = f"from {one.was} " if one.was else ""
    return f"{start}to {_joined(one.to, one.reason, one.on, one.approved_by)}"


def _milestone(one: Milestone) -> str:
    return _joined(one.text, one.due and f"due {one.due}", one.completed and f"completed {one.completed}")


def _evidence(one: Evidence) -> str:
    return _joined(one.title, one.held_by, one.on, one.ref)


_WORDS: Mapping[type, Callable[[Any], str]] = {
    tuple: lambda some: "; ".join(entry_words(one) or "" for one in some),
    bool: lambda one: str(one).lower(),
    OtherEntry: lambda _: "",
    Period: lambda one: one.text,
    Rating: _rating,
    Agency: _agency,
    Lead: lambda one: one.words,
    Update: _update,
    Revision: _revision,
    Milestone: _milestone,
    Evidence: _evidence,
    SignOff: lambda one: _joined(one.by, one.on),
    Link: lambda one: f"{one.relation.value} {one.plan} {one.ref}",
}
