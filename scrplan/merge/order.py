"""The order of a merged list: that of the side which moved entries, and the same whichever side is ours."""

from collections.abc import Iterable, Sequence
from typing import Any

from scrplan.merge.list_alignment import Slot
from scrplan.merge.list_identity import Kind, content


def in_order(slots: Sequence[Slot], kind: Kind) -> list[Slot]:
    """Return the slots in order.

    What both sides have comes as the side has it that moved some of it; behind each of these, what one side alone has
    there. Where both put something into one place, it is sorted.
    """
    by_ours = sorted((slot for slot in slots if slot.ours is not None), key=lambda slot: slot.ours or 0)
    by_theirs = sorted((slot for slot in slots if slot.theirs is not None), key=lambda slot: slot.theirs or 0)
    only_ours, only_theirs = _behind(by_ours), _behind(by_theirs)
    shared = _order_of_shared([slot for slot in by_ours if _is_shared(slot)], [s for s in by_theirs if _is_shared(s)])
    ordered = _together(only_ours.get(None, []), only_theirs.get(None, []), kind)
    for slot in shared:
        ordered.append(slot)
        ordered += _together(only_ours.get(slot.ours, []), only_theirs.get(slot.ours, []), kind)
    return ordered


def _is_shared(slot: Slot) -> bool:
    return slot.ours is not None and slot.theirs is not None


def _behind(side: Iterable[Slot]) -> dict[int | None, list[Slot]]:
    """Return what one side alone has behind each shared slot, by its place in ours; by None what is before them all."""
    found: dict[int | None, list[Slot]] = {}
    last = None
    for slot in side:
        if _is_shared(slot):
            last = slot.ours
        else:
            found.setdefault(last, []).append(slot)
    return found


def _order_of_shared(by_ours: list[Slot], by_theirs: list[Slot]) -> list[Slot]:
    """Return what both sides have: in the order of the one that differs from the base; of two that do, in either."""
    if [slot.ours for slot in by_ours] == [slot.ours for slot in by_theirs]:
        return by_ours
    ours_kept, theirs_kept = _is_as_in_base(by_ours), _is_as_in_base(by_theirs)
    if ours_kept != theirs_kept:
        return by_theirs if ours_kept else by_ours
    return min(by_ours, by_theirs, key=lambda side: [(slot.base is None, slot.base or 0, slot.sign) for slot in side])


def _is_as_in_base(side: Iterable[Slot]) -> bool:
    places = [slot.base for slot in side if slot.base is not None]
    return places == sorted(places)


def _together(ours: list[Slot], theirs: list[Slot], kind: Kind) -> list[Slot]:
    """Return what the two sides have in one place: sorted where each of them is, else one after the other."""
    if not ours or not theirs:
        return ours or theirs

    def place(slot: Slot) -> tuple[Any, ...]:
        value = slot.outcome.conflicts[0].theirs if slot.outcome.value is None else slot.outcome.value
        return kind.order(value) if kind.order and value is not None else (content(value),)

    either = [place(slot) for slot in ours], [place(slot) for slot in theirs]
    if kind.order and (kind.is_sorted or all(places == sorted(places) for places in either)):
        return sorted(ours + theirs, key=place)
    return ours + theirs if either[0] <= either[1] else theirs + ours
