"""The order of the keys in a file, as its format has it, and the keys of a tree brought into that order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from scrplan.yamltext.comment_tree import Branch, Entry
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.tokens import Word

_NOTHING: "Mapping[str, KeyOrder]" = MappingProxyType({})


class KeyOrder(NamedTuple):
    """The order of the keys in a mapping, or in each entry of a list, and in what each of these keys holds.

    Keys that it does not know go last, in their own order. `of_any` is the order in what a key holds whose name is
    free. A blank line is between the entries of each list in `apart`. An entry is called by `word` and by what it has
    under the key `named_by`.
    """

    keys: tuple[str, ...] = ()
    below: Mapping[str, "KeyOrder"] = _NOTHING
    of_any: "KeyOrder | None" = None
    apart: frozenset[str] = frozenset()
    word: str = ""
    named_by: str = ""

    def under(self, key: str) -> "KeyOrder":
        """Return the order in what a key holds."""
        return self.below.get(key) or self.of_any or NO_ORDER

    def at(self, path: Steps) -> "KeyOrder":
        """Return the order in what a path leads to; the places of entries in a list make no difference."""
        order = self
        for step in path:
            if isinstance(step, str):
                order = order.under(step)
        return order


NO_ORDER = KeyOrder()


def arrange(branch: Branch, order: KeyOrder) -> None:
    """Bring the keys of a branch and of all below it in order."""
    known = {key: number for number, key in enumerate(order.keys)}
    if branch.keyed and known:
        first = branch.entries[:1]
        branch.entries.sort(key=lambda entry: known.get(_name(entry), len(known)))
        if branch.entries[:1] != first:
            _begin(branch.entries[0])
    for entry in branch.entries:
        if isinstance(entry.value, Branch):
            entry.value.apart = branch.keyed and _name(entry) in order.apart
            arrange(entry.value, order.under(_name(entry)) if branch.keyed else order)


def _name(entry: Entry) -> str:
    return entry.key.text if isinstance(entry.key, Word) else ""


def _begin(entry: Entry) -> None:
    """Take away the blank lines that set an entry off from what was before it."""
    while entry.leads and not entry.leads[0]:
        entry.leads.pop(0)
