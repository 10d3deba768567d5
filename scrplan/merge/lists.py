"""What became of a list on two sides, merged entry by entry, as edits of ours."""

from collections.abc import Iterator, Mapping, Sequence

from scrplan.compare.identity import Pair, moved_places
from scrplan.merge.list_alignment import MergedEntry, Slot, Slots
from scrplan.merge.list_identity import Kind, Rivals
from scrplan.merge.order import in_order
from scrplan.merge.outcomes import Conflict, Outcome, below, conflict_below, in_conflict
from scrplan.yamltext.edits import Edit, Insert, Remove, Value


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
    old: dict[int, int] = {}  # places in the new list, with those in ours
    within: dict[int, list[Edit]] = {}
    for slot in ordered:
        outcome, at = slot.outcome, len(values)
        conflicts += [conflict_below(at, slot.label, conflict) for conflict in outcome.conflicts]
        if outcome.value is None:
            continue
        values.append(outcome.value)
        if slot.ours is not None:
            old[at] = slot.ours
            within[slot.ours] = [below(slot.ours, edit) for edit in outcome.edits]
    moved = moved_places(Pair(was, now) for now, was in old.items())
    stays = {now: was for now, was in old.items() if now not in moved}
    edits = [edit for was in stays.values() for edit in within[was]]
    return Outcome(values, (*edits, *_moves(values, stays, length)), tuple(conflicts))


def _moves(values: Sequence[Value], stays: Mapping[int, int], length: int) -> Iterator[Edit]:
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
    """Return for each place in the new list, and for its end, where in the old list stood what stays there or next."""
    found = [length]
    for at in reversed(range(new_length)):
        found.append(stays.get(at, found[-1]))
    return found[::-1]
