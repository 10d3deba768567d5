"""Conflicts of a merge: what both sides changed, each in its own way, and the words for it. What a merge comes to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Step, Steps, Value

LONGEST_LABEL = 40  # characters of a title or text that name an entry in a message
LONGEST_VALUE = 60  # characters of each side; the file has the rest
SHARED = 30  # characters with which both sides may begin before that is left out


class MergeConflict(NamedTuple):
    """What both sides changed, each in its own way; a side that has nothing there is None.

    `path` leads to ours in the merged data; where ours has nothing, to the key or the place in a list for theirs.
    `why` says in words what a person should know who decides.
    """

    path: Steps
    name: str
    ours: Value | None
    theirs: Value | None
    why: str = ""

    @property
    def solution(self) -> Edit:
        """Return the edit of the merged data that takes theirs."""
        if self.theirs is None:
            return Remove(self.path)
        at = self.path[-1] if self.path else None
        if self.ours is None and isinstance(at, int):
            return Insert(self.path[:-1], self.theirs, at)
        return Put(self.path, self.theirs)


class Outcome(NamedTuple):
    """A merged value, None where there is none; edits of ours that make it; what is in conflict, with ours in place."""

    value: Value | None
    edits: tuple[Edit, ...] = ()
    conflicts: tuple[MergeConflict, ...] = ()


def in_conflict(ours: Value | None, theirs: Value | None, why: str = "") -> Outcome:
    """Return ours, with all of it left to a person to decide."""
    return Outcome(ours, (), (MergeConflict((), "", ours, theirs, why),))


def unlike(ours: list[Value], theirs: list[Value]) -> tuple[int, int]:
    """Return with how many of the same entries two lists begin, and with how many more they end."""
    most = min(len(ours), len(theirs))
    first = next((at for at in range(most) if ours[at] != theirs[at]), most)
    last = next((at for at in range(most - first) if ours[-1 - at] != theirs[-1 - at]), most - first)
    return first, last


def below(step: Step, edit: Edit) -> Edit:
    """Return the edit of a value as an edit of what holds it."""
    return edit._replace(path=(step, *edit.path))


def conflict_below(step: Step, name: str, conflict: MergeConflict) -> MergeConflict:
    """Return the conflict of a value as one of what holds it."""
    called = ": ".join(filter(None, (name, conflict.name)))
    return conflict._replace(path=(step, *conflict.path), name=called)


def conflict_line(conflict: MergeConflict) -> str:
    """Return a conflict in words: `recommendation 5: due: ours 2014-02, theirs 2014-03`."""
    ours, theirs = conflict.ours, conflict.theirs
    if isinstance(ours, list) and isinstance(theirs, list):
        first, last = unlike(ours, theirs)
        ours, theirs = ours[first : len(ours) - last], theirs[first : len(theirs) - last]
    one, other = (None if side is None else _words(side) for side in (ours, theirs))
    if one is not None and other is not None:
        one, other = _from_where_they_differ(one, other)
    why = f" ({conflict.why})" if conflict.why else ""
    return f"{conflict.name}: {_side('ours', one)}, {_side('theirs', other)}{why}"


def _side(name: str, words: str | None) -> str:
    return f"{name} took it out" if words is None else f"{name} {shortened(words, LONGEST_VALUE) or 'nothing'}"


def _words(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(_words(one) for one in value.values() if isinstance(one, str)) or ", ".join(value)
    return value if isinstance(value, str) else "; ".join(map(_words, value))


def _from_where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Return two texts without what both begin with, where that is long."""
    shared = next((at for at, (this, that) in enumerate(zip(one, other, strict=False)) if this != that), 0)
    start = one.rfind(" ", 0, shared) + 1
    return (f"...{one[start:]}", f"...{other[start:]}") if start > SHARED else (one, other)


def shortened(words: str, longest: int = LONGEST_LABEL) -> str:
    """Return words for a message: harmless, on one line, cut where they are long."""
    words = one_line(words)
    return words if len(words) <= longest else f"{words[:longest].rstrip()}..."


def list_edits(values: Sequence[Value], stays: Mapping[int, int], length: int) -> Iterator[Edit]:
    """Yield what makes a list of so many entries into the values: what is new goes in, then what is gone comes out.

    `stays` are the places in the new list of what stays, with those in the old. What is new goes behind what is gone
    in the same place, so that the list never runs empty.
    """
    kept = set(stays.values())
    gone = [at for at in reversed(range(length)) if at not in kept]
    removed: list[int] = []  # as places in the list that holds the new and the gone
    together = 0
    for at, before in enumerate(_next_kept(stays, len(values), length)):
        while gone and gone[-1] < before:
            gone.pop()
            removed.append(together)
            together += 1
        if at not in stays and at < len(values):
            yield Insert((), values[at], together)
        together += 1
    yield from (Remove((at,)) for at in reversed(removed))


def _next_kept(stays: Mapping[int, int], new_length: int, length: int) -> list[int]:
    """Return for each place in the new list, and for its end, where in the old list was what stays there or next."""
    found = [length]
    for at in reversed(range(new_length)):
        found.append(stays.get(at, found[-1]))
    return found[::-1]
