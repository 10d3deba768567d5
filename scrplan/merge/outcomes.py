"""What a merge of one value comes to: the value, the edits that make it out of ours, and what is left to a person."""

from typing import NamedTuple

from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Step, Steps, Value


class Conflict(NamedTuple):
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
    conflicts: tuple[Conflict, ...] = ()


def in_conflict(ours: Value | None, theirs: Value | None, why: str = "") -> Outcome:
    """Return ours, with all of it left to a person to decide."""
    return Outcome(ours, (), (Conflict((), "", ours, theirs, why),))


def unlike(ours: list[Value], theirs: list[Value]) -> tuple[int, int]:
    """Return with how many of the same entries two lists begin, and with how many more they end."""
    most = min(len(ours), len(theirs))
    first = next((at for at in range(most) if ours[at] != theirs[at]), most)
    last = next((at for at in range(most - first) if ours[-1 - at] != theirs[-1 - at]), most - first)
    return first, last


def below(step: Step, edit: Edit) -> Edit:
    """Return the edit of a value as an edit of what holds it."""
    return edit._replace(path=(step, *edit.path))


def conflict_below(step: Step, name: str, conflict: Conflict) -> Conflict:
    """Return the conflict of a value as one of what holds it."""
    called = ": ".join(filter(None, (name, conflict.name)))
    return conflict._replace(path=(step, *conflict.path), name=called)


def same(one: Value | None, other: Value | None) -> bool:
    """Return whether two values say the same, also in whether a word is a text or, say, a number."""
    match one, other:
        case dict(), dict():
            return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, Bare) == isinstance(other, Bare)
