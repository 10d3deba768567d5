"""What became of a list on two sides, merged entry by entry, as edits of ours."""

from collections.abc import Sequence

from scrplan.history.matches import Pair, moved_places
from scrplan.recording.merging.kinds import Kind, Rivals
from scrplan.recording.merging.order import in_order
from scrplan.recording.merging.outcomes import Conflict, Outcome, below, conflict_below, in_conflict
from scrplan.recording.merging.slots import MergedEntry, Slot, Slots
from scrplan.source.edits import Edit, Insert, Remove, Value


def merged_list(
    versions: tuple[list[Value], list[Value], list[Value]], kind: Kind, merged_entry: MergedEntry
) -> Outcome:
    """Return the merged list of base, ours and theirs; one whose sides cannot stand together is in conflict whole."""
    _, ours, theirs = versions
    finder = Slots(*versions, kind)
    slots = finder.found(merged_entry)
    if _are_rivals(slots, kind, both_lost=finder.both_lost):
        return in_conflict(ours, theirs)
    return _outcome_of(in_order(slots, kind), len(ours))


def _are_rivals(slots: Sequence[Slot], kind: Kind, *, both_lost: bool) -> bool:
    """Return whether both sides put something in that cannot simply stand side by side."""
    if kind.rivals is Rivals.NEVER or (kind.rivals is Rivals.IN_ONE_PLACE and not both_lost):
        return False
    new = [slot for slot in slots if slot.base is None]
    return any(slot.theirs is None for slot in new) and any(slot.ours is None for slot in new)


def _outcome_of(ordered: Sequence[Slot], length: int) -> Outcome:
    """Return the list that the slots make, with the edits of ours, which has so many entries."""
    values: list[Value] = []
    conflicts: list[Conflict] = []
    stays: dict[int, int] = {}  # places in ours, with those in the merged list
    within: list[Edit] = []
    for slot in ordered:
        outcome = slot.outcome
        at = len(values)
        conflicts += [conflict_below(at, slot.label, conflict) for conflict in outcome.conflicts]
        if outcome.value is None:
            continue
        values.append(outcome.value)
        if slot.ours is not None:
            stays[slot.ours] = at
            within += [below(slot.ours, edit) for edit in outcome.edits]
    pairs = [Pair(was, now) for was, now in sorted(stays.items(), key=lambda pair: pair[1])]
    moved = moved_places(pairs)
    still = {was for was, now in stays.items() if now not in moved}
    removes = [Remove((at,)) for at in reversed(range(length)) if at not in still]
    kept = {stays[was] for was in still}
    inserts = [Insert((), value, at) for at, value in enumerate(values) if at not in kept]
    within = [edit for edit in within if edit.path[0] in still]
    return Outcome(values, (*within, *removes, *inserts), tuple(conflicts))
