"""Which keys of a file have mistakes, so that no rule judges what could not be read: one message per cause."""

from collections.abc import Iterable

from scrplan.diagnostics import Diagnostic, Position
from scrplan.errors import nearest
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.yamltext.nodes import Mapping, Node, Sequence, position

EVERY_KEY = "*"  # of a mapping in which it is not certain what belongs to which key
_WHOLE = frozenset({"duplicate-key", "merge-key", "odd-key"})
_ROWS = frozenset({"recommendations", "actions"})
# What rules rest on and a mapping cannot be without, by the key that it stands under.
_ASKED_FOR = {
    "": ("ratings", "agencies", "as_at", "id"),
    "recommendations": ("ref", "agency", "text"),
    "actions": ("text",),
}
_KEYS = tuple(key.name for table in ("recommendations", PLAN) for key in KEYS_OF[table].keys)


class Faults:
    """The keys with mistakes, by the mapping that they stand in."""

    def __init__(self, root: Node | None, problems: Iterable[Diagnostic]) -> None:
        self._keys: dict[int, set[str]] = {}
        self._root = root
        for problem in problems if root is not None else ():
            self._note(root, problem)

    def of(self, *holders: Mapping) -> frozenset[str]:
        """Return the keys with mistakes of these mappings, with what a mistake of the whole plan adds."""
        if not self._keys:
            return frozenset()
        found = set[str]().union(*(self._keys.get(id(one), ()) for one in holders))
        whole = self._keys.get(id(self._root), set())
        return frozenset(found | (whole & {"ratings", "agencies", "as_at", "id", EVERY_KEY}))

    def _note(self, node: Node | None, problem: Diagnostic) -> None:
        """Follow the place of a problem down the tree and note each key on the way."""
        passed: list[Mapping] = []
        under = ""
        while isinstance(node, Sequence | Mapping):
            if isinstance(node, Mapping):
                passed.append(node)
                under, node = self._step(node, problem, under)
            else:
                node = _item_at(node, problem.position)
        if problem.rule in _WHOLE:
            for holder in passed[1:] or passed:
                self._keys.setdefault(id(holder), set()).add(EVERY_KEY)

    def _step(self, holder: Mapping, problem: Diagnostic, under: str) -> tuple[str, Node | None]:
        """Note the key of a mapping that a problem lies in, and return it with its value, to look further there."""
        keys = self._keys.setdefault(id(holder), set())
        if problem.rule == "missing-key" and problem.position == position(holder):
            keys.update(key for key in _ASKED_FOR.get(under, ()) if key not in holder.entries)
            return under, None
        key, place, value = _entry_at(holder, problem.position)
        if key is None:
            return under, None
        if key in _ROWS and isinstance(value, Sequence) and isinstance(_item_at(value, problem.position), Mapping):
            return key, value  # a mistake of one row or action, and not of their list
        keys.add(key)
        if place == problem.position:
            # A word for a key that was meant: that key is not missing, it is misspelt.
            keys.add(nearest(key, _KEYS) or key)
            return key, None
        return key, value


def _item_at(holder: Sequence, place: Position) -> Node | None:
    """Return the last item that begins before the place."""
    before = [item for item in holder.items if position(item) <= place]
    return before[-1] if before else None


def _entry_at(holder: Mapping, place: Position) -> tuple[str | None, Position | None, Node | None]:
    """Return the last entry that begins before the place, with where its key stands."""
    found: tuple[str | None, Position | None, Node | None] = (None, None, None)
    for key, (key_node, value) in holder.entries.items():
        if position(key_node) > place:
            break
        found = (key, position(key_node), value)
    return found
