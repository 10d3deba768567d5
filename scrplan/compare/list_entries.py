"""One version of a list: what each entry is called and says, and which entries have no counterpart yet."""

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from typing import Any

from scrplan.compare.list_kinds import ListKind, all_said, said_under, value_of

Names = Mapping[int, Hashable]  # of entries, by their places
Places = dict[Hashable, list[int]]  # of entries, by a name that they share

_NO_NAME = (None, "", ())


class ListEntries:
    """One version of a list: what its entries are called and say, and which of them are not paired yet."""

    def __init__(self, entries: Sequence[Any], kind: ListKind, left: Iterable[int], *, is_counted: bool) -> None:
        self.entries, self.kind = entries, kind
        self.left = dict.fromkeys(left)
        self.labels = {at: _label(entries[at], kind, at if is_counted else None) for at in self.left}
        self.texts = {at: said_under(entries[at], kind.text) for at in self.left} if kind.text else {}
        self.owners = {at: said_under(entries[at], kind.owner) if kind.owner else "" for at in self.left}

    def places(self, names: Mapping[int, Hashable]) -> Places:
        """Return what is left by its name, without what has none."""
        found: Places = {}
        for place in self.left:
            found.setdefault(names[place], []).append(place)
        return {name: places for name, places in found.items() if name not in _NO_NAME}

    def names(self, *parts: Mapping[int, Hashable]) -> dict[int, Hashable]:
        """Return for what is left its label with other parts; of what has no label and text, all that it says."""
        every = {at: (self.labels[at], *(part[at] for part in parts)) for at in self.left}
        return {at: some if any(some[:2]) else all_said(self.entries[at]) for at, some in every.items()}

    def owned_texts(self, without: Container[Hashable] = ()) -> dict[int, Hashable]:
        """Return the text with the owner of what is left; None where it has no text, or is one of those left out."""
        found = {at: (self.texts[at], self.owners[at]) for at in self.left if self.texts[at]}
        return {at: found[at] if at in found and found[at] not in without else None for at in self.left}

    def under_key(self, number: int) -> dict[int, str]:
        """Return what the entries that are left have under one of the keys that it is known by."""
        return {at: self.labels[at][number] if self.labels[at] else "" for at in self.left}

    def repeated(self, names: Mapping[int, Any]) -> set[Any]:
        """Return the names that several of the entries have that are left."""
        often = Counter(names[place] for place in self.left)
        return {name for name, number in often.items() if name and number > 1}

    def rests(self, texts: Container[str]) -> dict[int, Hashable]:
        """Return of what has one of these texts the text with all else that it says but its label; of others None."""
        return {
            at: (self.texts[at], self._rest(self.entries[at])) if self.texts[at] in texts else None for at in self.left
        }

    def _rest(self, entry: Any) -> Hashable:
        if isinstance(entry, dict):
            return str(all_said({key: value for key, value in entry.items() if key not in self.kind.label}))
        rest: Hashable = entry._replace(**dict.fromkeys(self.kind.label))
        return rest

    def said_by_none_else(self, keys: Sequence[str]) -> dict[int, Hashable]:
        """Return what is said under these keys; None where that is nothing, or another entry says the same."""
        names: dict[int, Hashable] = {}
        for at in self.left:
            values = [value_of(self.entries[at], key) or None for key in keys]
            if any(values):
                names[at] = tuple(map(all_said, values))
        often = Counter(names.values())
        return {at: names[at] if at in names and often[names[at]] == 1 else None for at in self.left}


def _label(entry: Any, kind: ListKind, place: int | None) -> tuple[str, ...]:
    words = tuple(said_under(entry, key) for key in kind.label or kind.keys)
    if any(words):
        return words
    return () if place is None else (f"#{place + 1}",)
