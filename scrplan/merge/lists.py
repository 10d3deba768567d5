"""What became of a list on two sides, merged entry by entry: which is which, in what order, as edits of ours."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from scrplan.compare.identity import Matching, matched
from scrplan.compare.list_kinds import all_said, said_under
from scrplan.compare.place_changes import Pair, moved_places
from scrplan.merge.merge_conflicts import (
    MergeConflict,
    Outcome,
    below,
    conflict_below,
    in_conflict,
    list_edits,
    shortened,
)
from scrplan.yamltext.edits import Edit, Value, same

MergedEntry = Callable[[Value | None, Value, Value], Outcome]

NEVER_CHANGED = "an update is never changed or taken out by one side alone"
MAY_BE_ANOTHER = "one side gave it another name, and it may be another one now"
BOTH_ADDED = "both sides added it; to keep both, give one another {}"


class EntryRules(NamedTuple):
    """How the entries of one list are merged.

    `name` are the keys that name an entry in a message: one that both sides name anew, each in its own way, is in
    conflict as a whole. What both sides added is one entry where all of a set in `added_by` agree, sets tried in turn;
    it must agree in `same_by` too. Without an `order`, both sides cannot take out the same entry and put others there.
    """

    word: str
    name: tuple[str, ...] = ()
    added_by: tuple[tuple[str, ...], ...] = ()
    same_by: tuple[str, ...] = ()
    keeps_all: bool = False  # no entry is changed or taken out by one side alone; what is new is always in order
    is_chain: bool = False  # each entry follows from the one before, so that only one side may change the list
    may_repeat: bool = False  # two entries of one name may be next to each other
    order: Callable[[Value], tuple[Any, ...]] | None = None


def entry_name(rules: EntryRules, entry: Value) -> str:
    """Return how an entry is called in a message: `recommendation 5`, `update of 2013-09`."""
    words = next(filter(None, (said_under(entry, key) for key in (*rules.name, "text"))), "")
    return f"{rules.word} {shortened(words)}" if words else rules.word.split(" ")[0]


def _said_under_all(entry: Value, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what an entry has under these keys; None where it has none of them."""
    found = tuple(said_under(entry, key) for key in keys)
    return found if any(found) else None


class Slot(NamedTuple):
    """An entry of the merged list: its places in the three versions, and what became of it.

    Where its value is None, it is theirs that is in conflict with nothing of ours: a place in the list, no more.
    """

    base: int | None
    ours: int | None
    theirs: int | None
    outcome: Outcome
    label: str = ""  # where it is in conflict
    sign: str = ""  # tells two entries that both sides added from each other

    @property
    def is_shared(self) -> bool:
        """Return whether both sides have it."""
        return self.ours is not None and self.theirs is not None


def merged_list(
    versions: tuple[list[Value], list[Value], list[Value]], key: str, rules: EntryRules, merged_entry: MergedEntry
) -> Outcome:
    """Return the merged list of base, ours and theirs; one whose sides cannot be joined is in conflict as a whole."""
    _, ours, theirs = versions
    alignment = _Alignment(versions, key, rules)
    slots = alignment.slots(merged_entry)
    new = [slot for slot in slots if slot.base is None]
    both_new = any(slot.theirs is None for slot in new) and any(slot.ours is None for slot in new)
    in_one_place = not rules.order and alignment.both_lost and both_new
    if _are_both_changed(versions, rules.added_by[0]) if rules.is_chain else in_one_place:
        return in_conflict(ours, theirs)
    return _outcome_of(_in_order(slots, rules), len(ours))


def _are_both_changed(versions: Sequence[Sequence[Value]], keys: tuple[str, ...]) -> bool:
    """Return whether both sides changed a chain, each in its own way."""
    base, ours, theirs = ([_said_under_all(entry, keys) for entry in version] for version in versions)
    return ours not in (base, theirs) and theirs != base


class _Alignment:
    """Which entry of three lists is which, and what became of each."""

    def __init__(self, versions: Sequence[Sequence[Value]], key: str, rules: EntryRules) -> None:
        self._base, self._ours, self._theirs = versions
        self._rules = rules
        self._in_ours, self._in_theirs = (matched(key, self._base, side) for side in versions[1:])

    @property
    def both_lost(self) -> bool:
        """Return whether an entry of the base is gone on both sides."""
        return len(self._base) > len(self._in_ours.after.keys() | self._in_theirs.after.keys())

    def slots(self, merged_entry: MergedEntry) -> list[Slot]:
        """Return a slot for each entry that is, or may come to be, in the merged list."""
        slots = [slot for at in range(len(self._base)) if (slot := self._old(at, merged_entry))]
        new_ours = sorted({*range(len(self._ours))}.difference(self._in_ours.after.values()))
        new_theirs = sorted({*range(len(self._theirs))}.difference(self._in_theirs.after.values()))
        both = []
        for at, there in _both_added(self._ours, self._theirs, self._rules, (new_ours, new_theirs)).items():
            outcome = self._twice(self._ours[at], self._theirs[there], merged_entry)
            if outcome:
                pair = sorted((self._ours[at], self._theirs[there]), key=all_said)
                both.append(Slot(None, at, there, outcome, entry_name(self._rules, pair[0]), all_said(pair)))
        known_ours, known_theirs = {slot.ours for slot in both}, {slot.theirs for slot in both}
        slots += both
        slots += [Slot(None, at, None, Outcome(self._ours[at])) for at in new_ours if at not in known_ours]
        return slots + [Slot(None, None, at, Outcome(self._theirs[at])) for at in new_theirs if at not in known_theirs]

    def _old(self, at: int, merged_entry: MergedEntry) -> Slot | None:
        """Return the slot of an entry of the base; None where it is gone."""
        base = self._base[at]
        ours_at, theirs_at = self._in_ours.after.get(at), self._in_theirs.after.get(at)
        ours = None if ours_at is None else self._ours[ours_at]
        theirs = None if theirs_at is None else self._theirs[theirs_at]
        label = entry_name(self._rules, base)
        if ours is not None and theirs is not None:
            return Slot(at, ours_at, theirs_at, self._changed(base, ours, theirs, merged_entry), label)
        left = theirs if ours is None else ours
        if left is None or (same(base, left) and not self._rules.keeps_all):
            return None
        doubt = self._doubt(at, self._in_ours, self._ours) if ours is None else ""
        doubt = doubt or (self._doubt(at, self._in_theirs, self._theirs) if theirs is None else "")
        why = doubt or (NEVER_CHANGED if self._rules.keeps_all else "")
        return Slot(at, ours_at, theirs_at, in_conflict(ours, theirs, why), label)

    def _doubt(self, at: int, matching: Matching, side: Sequence[Value]) -> str:
        """Return in words what an entry of the base may be on a side where that is not clear; empty where it is."""
        for doubt in matching.doubts:
            if at in doubt.before:
                found = [entry_name(self._rules, side[place]) for place in doubt.after]
                others = [entry_name(self._rules, self._base[place]) for place in doubt.before if place != at]
                rival = f"; so may {' or '.join(others)}" if others else ""
                return f"it may be {' or '.join(found)} on that side{rival}"
        return ""

    def _changed(self, base: Value, ours: Value, theirs: Value, merged_entry: MergedEntry) -> Outcome:
        """Return what became of an entry that both sides have; one that both renamed is in conflict as a whole."""
        rules = self._rules
        if (rules.keeps_all or not rules.same_by) and not same(ours, theirs):
            named = {_said_under_all(entry, rules.name) for entry in (base, ours, theirs)}
            if len(named) > (1 if rules.keeps_all else 2):
                return in_conflict(ours, theirs, NEVER_CHANGED if rules.keeps_all else "")
            for one, other in ((ours, theirs), (theirs, ours)):
                if self._is_exchanged(base, one) and not same(base, other):
                    return in_conflict(ours, theirs, MAY_BE_ANOTHER)
        return merged_entry(base, ours, theirs)

    def _is_exchanged(self, base: Value, side: Value) -> bool:
        """Return whether a side has other words under a key that names the entry, so that it may be another one.

        Where several have one name, the other keys that tell them apart count too.
        """
        named = _said_under_all(base, self._rules.name)
        is_one_of_several = [_said_under_all(one, self._rules.name) for one in self._base].count(named) > 1
        keys = (*self._rules.name, *(key for keys in self._rules.added_by for key in keys if is_one_of_several))
        pairs = ((said_under(base, key), said_under(side, key)) for key in keys)
        return any(was and now and was != now for was, now in pairs)

    def _twice(self, ours: Value, theirs: Value, merged_entry: MergedEntry) -> Outcome | None:
        """Return what becomes of an entry that both sides added; None where they are two."""
        if any(said_under(ours, key) != said_under(theirs, key) for key in self._rules.same_by):
            return in_conflict(ours, theirs, BOTH_ADDED.format(self._rules.name[0]))
        outcome = merged_entry(None, ours, theirs)
        return None if outcome.conflicts and self._rules.may_repeat else outcome


def _both_added(
    ours: Sequence[Value], theirs: Sequence[Value], rules: EntryRules, new: tuple[Sequence[int], Sequence[int]]
) -> dict[int, int]:
    """Return what both sides added, alike or under one name, among what is `new` in ours and in theirs.

    There is no version before in which the two could be one entry: only a name that no third has says that they are.
    """
    some, others = dict.fromkeys(new[0]), dict.fromkeys(new[1])
    found: dict[int, int] = {}
    names: list[Callable[[Value], Hashable]] = [all_said]
    names += [partial(_said_under_all, keys=keys) for keys in rules.added_by]
    for name in names:
        there = _places(others, theirs, name)
        for named, places in _places(some, ours, name).items():
            same_name = there.get(named, [])
            if name is all_said or (named is not None and len(places) == len(same_name) == 1):
                for at, other in zip(places, same_name, strict=False):
                    found[at] = other
                    del some[at], others[other]
    return found


def _places(
    among: Iterable[int], entries: Sequence[Value], name: Callable[[Value], Hashable]
) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for at in among:
        found.setdefault(name(entries[at]), []).append(at)
    return found


def _in_order(slots: Sequence[Slot], rules: EntryRules) -> list[Slot]:
    """Return the slots in order.

    What both sides have comes as the side has it that moved some of it; behind each of these, what one side alone has
    there. Where both put something into one place, it is sorted.
    """
    by_ours = sorted((slot for slot in slots if slot.ours is not None), key=lambda slot: slot.ours or 0)
    by_theirs = sorted((slot for slot in slots if slot.theirs is not None), key=lambda slot: slot.theirs or 0)
    only_ours, only_theirs = _behind(by_ours), _behind(by_theirs)
    shared = _order_of_shared([slot for slot in by_ours if slot.is_shared], [s for s in by_theirs if s.is_shared])
    ordered = _together(only_ours.get(None, []), only_theirs.get(None, []), rules)
    for slot in shared:
        ordered.append(slot)
        ordered += _together(only_ours.get(slot.ours, []), only_theirs.get(slot.ours, []), rules)
    return ordered


def _behind(side: Iterable[Slot]) -> dict[int | None, list[Slot]]:
    """Return what one side alone has behind each shared slot, by its place in ours; by None what is before them all."""
    found: dict[int | None, list[Slot]] = {}
    last = None
    for slot in side:
        if slot.is_shared:
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


def _together(ours: list[Slot], theirs: list[Slot], rules: EntryRules) -> list[Slot]:
    """Return what the two sides have in one place: sorted where each of them is, else one after the other."""
    if not ours or not theirs:
        return ours or theirs

    def place(slot: Slot) -> tuple[Any, ...]:
        value = slot.outcome.conflicts[0].theirs if slot.outcome.value is None else slot.outcome.value
        return rules.order(value) if rules.order and value is not None else (all_said(value),)

    either = [place(slot) for slot in ours], [place(slot) for slot in theirs]
    if rules.order and (rules.keeps_all or all(places == sorted(places) for places in either)):
        return sorted(ours + theirs, key=place)
    return ours + theirs if either[0] <= either[1] else theirs + ours


def _outcome_of(ordered: Sequence[Slot], length: int) -> Outcome:
    """Return the list that the slots make, with the edits of ours, which has so many entries."""
    values: list[Value] = []
    conflicts: list[MergeConflict] = []
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
    return Outcome(values, (*edits, *list_edits(values, stays, length)), tuple(conflicts))
