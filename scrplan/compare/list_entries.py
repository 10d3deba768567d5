"""One version of a list: what each entry is called and says, and which entries have no counterpart yet."""

from collections import Counter
from collections.abc import Container, Hashable, Sequence
from typing import Any

from scrplan.compare.list_kinds import ListKind, content, said_under

Places = dict[Hashable, list[int]]  # of entries, by a name that they share

_NO_NAME = (None, "", ())


class ListEntries:
    """One version of a list: what its entries are called and say, and which of them are not paired yet."""

    def __init__(self, entries: Sequence[Any], kind: ListKind, *, is_counted: bool) -> None:
        self.entries, self.kind = entries, kind
        self.left = dict.fromkeys(range(len(entries)))
        self.labels = [_label(entry, kind, place if is_counted else None) for place, entry in enumerate(entries)]
        self.texts = [said_under(entry, kind.text) for entry in entries] if kind.text else []
        self.owners = [said_under(entry, kind.owner) for entry in entries] if kind.owner else [""] * len(entries)

    def places(self, names: Sequence[Hashable]) -> Places:
        """Return what is left by its name, of which there is one for each entry, without what has none."""
        found: Places = {}
        for place in self.left:
            found.setdefault(names[place], []).append(place)
        return {name: places for name, places in found.items() if name not in _NO_NAME}

    def names(self, *parts: Sequence[Hashable]) -> list[Hashable]:
        """Return for each entry its label with other parts; of what has no label and text, all that it says."""
        every = zip(self.labels, *parts, strict=True)
        return [some if any(some[:2]) else content(one) for some, one in zip(every, self.entries, strict=True)]

    def owned_texts(self) -> list[Hashable]:
        """Return the text of each entry with its owner; None where it has no text."""
        return [(text, owner) if text else None for text, owner in zip(self.texts, self.owners, strict=True)]

    def under_key(self, number: int) -> list[str]:
        """Return what each entry has under one of the keys that it is known by."""
        return [label[number] if label else "" for label in self.labels]

    def repeated_texts(self) -> set[str]:
        """Return the texts that several of the entries have that are left."""
        often = Counter(self.texts[place] for place in self.left)
        return {text for text, number in often.items() if text and number > 1}

    def rests(self, texts: Container[str]) -> list[Hashable]:
        """Return a text with all else that an entry says but its label, of those with these texts; None of others."""
        return [
            (text, self._rest(entry)) if text in texts else None
            for text, entry in zip(self.texts, self.entries, strict=True)
        ]

    def _rest(self, entry: Any) -> Hashable:
        if isinstance(entry, dict):
            return str(content({key: value for key, value in entry.items() if key not in self.kind.label}))
        rest: Hashable = entry._replace(**dict.fromkeys(self.kind.label))
        return rest


def _label(entry: Any, kind: ListKind, place: int | None) -> tuple[str, ...]:
    words = tuple(said_under(entry, key) for key in kind.label or kind.keys)
    if any(words):
        return words
    return () if place is None else (f"#{place + 1}",)
