"""What a merge itself changed: what none of its parents has, and what it took back of theirs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scrplan.compare.differences import Change, ChangeKind, differences
from scrplan.model import Plan


class MergedVersion(NamedTuple):
    """What one parent of a merge says, None where its file is gone; `is_changed` since the lines parted."""

    plan: Plan | None
    is_changed: bool


def own_and_dropped(
    merged: Plan | None, parents: Sequence[MergedVersion], origin: Plan | None
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return the changes of a merge against every parent, and those of a parent that it took back.

    `origin` is the plan where the lines parted. A dropped change goes from the parent's value to that of the origin.
    """
    found = [differences(parent.plan, merged) for parent in parents]
    dropped: dict[Change, None] = {}
    for parent, changes in zip(parents, found, strict=True):
        if parent.is_changed and changes:
            dropped |= dict.fromkeys(_taken_back(changes, differences(origin, parent.plan)))
    already = {_aim(change) for change in dropped}
    common = set.intersection(*({_aim(change) for change in changes} for changes in found)) - already
    return tuple(change for change in found[0] if _aim(change) in common), tuple(dropped)


def _aim(change: Change) -> tuple[str | None, str | None, str, str | None]:
    """Return what became what; two parents may have had different values."""
    return change.ref, change.part, change.field, change.after


def _taken_back(changes: Iterable[Change], made: Iterable[Change]) -> list[Change]:
    """Return those changes of a merge that undo one which a parent had made, by what the merge calls things."""
    changes = list(changes)
    renumbered = [one for one in changes if one.kind is ChangeKind.RENUMBERED]
    refs = {one.before: one.ref for one in renumbered if one.part is None}
    parts = {(one.ref, one.before): one.part for one in renumbered if one.part is not None}

    def undone(one: Change) -> tuple[str | None, ...]:
        ref = refs.get(one.ref, one.ref)
        return ref, parts.get((ref, one.part), one.part), one.field, one.after, one.before

    every = set(map(undone, made))
    return [one for one in changes if (one.ref, one.part, one.field, one.before, one.after) in every]
