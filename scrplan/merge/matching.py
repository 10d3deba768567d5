"""Which entry of a list is which in another version of it; what is in doubt is no match."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from scrplan.merge.list_identity import Kind, content, known_by
from scrplan.yamltext.edits import Value

Matches = dict[int, int]  # the place in one list by the place in the other


def matches(before: Sequence[Value], after: Sequence[Value], kind: Kind) -> Matches:
    """Return each entry that is still there, changed or not, with its place after."""
    found = _by_content(before, after)
    for keys in kind.keys:
        _add_named(found, before, after, keys)
    return found


def both_added(
    ours: Sequence[Value], theirs: Sequence[Value], kind: Kind, new: tuple[Sequence[int], Sequence[int]]
) -> Matches:
    """Return what both sides added, alike or under one name, among what is `new` in ours and in theirs."""
    some, others = [ours[at] for at in new[0]], [theirs[at] for at in new[1]]
    found = _by_content(some, others)
    for keys in kind.keys[: kind.added_by]:
        _add_named(found, some, others, keys)
    return {new[0][one]: new[1][other] for one, other in found.items()}


def rest(length: int, known: Iterable[int]) -> list[int]:
    """Return the places of a list that are not among the known ones."""
    taken = set(known)
    return [at for at in range(length) if at not in taken]


def _by_content(before: Sequence[Value], after: Sequence[Value]) -> Matches:
    """Return what is the same in all; of several alike the first is the first."""
    places = _places(range(len(after)), lambda at: content(after[at]))
    for alike in places.values():
        alike.reverse()
    found: Matches = {}
    for at, entry in enumerate(before):
        if places.get(content(entry)):
            found[at] = places[content(entry)].pop()
    return found


def _add_named(found: Matches, before: Sequence[Value], after: Sequence[Value], keys: tuple[str, ...]) -> None:
    """Add what goes by one name, of which there is no second among what is left."""
    left = _places(rest(len(before), found), lambda at: known_by(before[at], keys))
    come = _places(rest(len(after), found.values()), lambda at: known_by(after[at], keys))
    for name, places in left.items():
        others = come.get(name, ())
        if name is not None and len(places) == len(others) == 1:
            found[places[0]] = others[0]


def _places(among: Iterable[int], name: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for at in among:
        found.setdefault(name(at), []).append(at)
    return found
