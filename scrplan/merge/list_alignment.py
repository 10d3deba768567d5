"""The entries of a merged list before they are in order: each with where it comes from and what became of it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from scrplan.merge.list_identity import Kind, content, field, known_by, label_of
from scrplan.merge.matching import both_added, matches, rest
from scrplan.merge.outcomes import Outcome, in_conflict, same
from scrplan.yamltext.edits import Value

MergedEntry = Callable[[Value | None, Value, Value], Outcome]

NEVER_CHANGED = "an update is never changed or taken out by one side alone"
BOTH_ADDED = "both sides added it; to keep both, give one another {}"


class Slot(NamedTuple):
    """An entry of the merged list: its places in the three versions, and what became of it.

    Where its value is None, it is theirs that is in conflict with nothing of ours: a place in the list, no more.
    """

    base: int | None
    ours: int | None
    theirs: int | None
    outcome: Outcome
    label: str = ""  # where it is in conflict
    sign: str = ""  # what tells apart what both sides added


class Slots:
    """Finds out which entry of three lists is which, and what became of each."""

    def __init__(self, base: Sequence[Value], ours: Sequence[Value], theirs: Sequence[Value], kind: Kind) -> None:
        self._base, self._ours, self._theirs, self._kind = base, ours, theirs, kind
        self._to_ours, self._to_theirs = matches(base, ours, kind), matches(base, theirs, kind)

    @property
    def both_lost(self) -> bool:
        """Return whether an entry of the base is gone on both sides."""
        return len(self._base) > len(self._to_ours.keys() | self._to_theirs.keys())

    def found(self, merged_entry: MergedEntry) -> list[Slot]:
        """Return a slot for each entry that is, or may come to be, in the merged list."""
        slots = [slot for at in range(len(self._base)) if (slot := self._old(at, merged_entry))]
        new_ours = rest(len(self._ours), self._to_ours.values())
        new_theirs = rest(len(self._theirs), self._to_theirs.values())
        both = []
        for ours, theirs in both_added(self._ours, self._theirs, self._kind, (new_ours, new_theirs)).items():
            outcome = self._twice(self._ours[ours], self._theirs[theirs], merged_entry)
            if outcome:
                pair = sorted((self._ours[ours], self._theirs[theirs]), key=content)
                both.append(Slot(None, ours, theirs, outcome, label_of(self._kind, pair[0]), content(pair)))
        slots += both
        known_ours, known_theirs = {slot.ours for slot in both}, {slot.theirs for slot in both}
        slots += [Slot(None, at, None, Outcome(self._ours[at])) for at in new_ours if at not in known_ours]
        return slots + [Slot(None, None, at, Outcome(self._theirs[at])) for at in new_theirs if at not in known_theirs]

    def _old(self, at: int, merged_entry: MergedEntry) -> Slot | None:
        """Return the slot of an entry of the base; None where it is gone."""
        base = self._base[at]
        ours_at, theirs_at = self._to_ours.get(at), self._to_theirs.get(at)
        ours = None if ours_at is None else self._ours[ours_at]
        theirs = None if theirs_at is None else self._theirs[theirs_at]
        if ours is not None and theirs is not None:
            changed = self._changed(base, ours, theirs, merged_entry)
            return Slot(at, ours_at, theirs_at, changed, label_of(self._kind, base))
        left = theirs if ours is None else ours
        if left is None or (same(base, left) and not self._kind.keeps_all):
            return None
        why = NEVER_CHANGED if self._kind.keeps_all else ""
        return Slot(at, ours_at, theirs_at, in_conflict(ours, theirs, why), label_of(self._kind, base))

    def _changed(self, base: Value, ours: Value, theirs: Value, merged_entry: MergedEntry) -> Outcome:
        """Return what became of an entry that both sides have; one that both renamed is in conflict as a whole."""
        kind = self._kind
        if not kind.same_by and not same(ours, theirs):
            named = {known_by(entry, kind.name) for entry in (base, ours, theirs)}
            if len(named) > (1 if kind.keeps_all else 2):
                return in_conflict(ours, theirs, NEVER_CHANGED if kind.keeps_all else "")
        return merged_entry(base, ours, theirs)

    def _twice(self, ours: Value, theirs: Value, merged_entry: MergedEntry) -> Outcome | None:
        """Return what becomes of an entry that both sides added; None where they are two."""
        if any(field(ours, key) != field(theirs, key) for key in self._kind.same_by):
            return in_conflict(ours, theirs, BOTH_ADDED.format(self._kind.name[0]))
        outcome = merged_entry(None, ours, theirs)
        return None if outcome.conflicts and self._kind.may_repeat else outcome
