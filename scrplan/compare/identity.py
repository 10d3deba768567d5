"""Which entry of one version of a list is which of another, decided once for history, changes, slippage and merge.

The rule, its measure and its measured errors: docs/decisions/identity.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from scrplan.compare.candidates import Candidate, are_as_near, key_candidates, text_candidates
from scrplan.compare.list_entries import ListEntries, Names, Places
from scrplan.compare.list_kinds import LIST_KINDS, ListKind, all_said, value_of
from scrplan.compare.place_changes import Pair
from scrplan.model import Action, Recommendation


class Doubt(NamedTuple):
    """Entries, by their places, of which one may be any of several others: none of them is paired."""

    before: tuple[int, ...]
    after: tuple[int, ...]


class Matching(NamedTuple):
    """Which entry is which: the place after by the place before; and which entries cannot be decided."""

    after: dict[int, int]
    doubts: tuple[Doubt, ...] = ()

    def pairs(self, length_before: int, length_after: int) -> list[Pair]:
        """Return every entry: those of the later list in its order, then what is gone in the order of the earlier."""
        before = {after: was for was, after in self.after.items()}
        gone = (Pair(was, None) for was in range(length_before) if was not in self.after)
        return [*(Pair(before.get(now), now) for now in range(length_after)), *gone]


def row_pairs(before: Sequence[Recommendation], after: Sequence[Recommendation]) -> list[Pair]:
    """Return which recommendation is which, those of the later version in its order, then what is gone."""
    return _pairs("recommendations", before, after)


def action_pairs(before: Sequence[Action], after: Sequence[Action]) -> list[Pair]:
    """Return which action of a recommendation is which, those of the later version in its order, then what is gone."""
    return _pairs("actions", before, after)


def _pairs(key: str, before: Sequence[Any], after: Sequence[Any]) -> list[Pair]:
    if len(before) == len(after):  # as almost always: then nothing changed, or one entry that kept label and text
        changed = [pair for pair in zip(before, after, strict=True) if pair[0] is not pair[1] and pair[0] != pair[1]]
        kind = LIST_KINDS[key]
        if not changed or (len(changed) == 1 and _name(changed[0][0], kind) == _name(changed[0][1], kind)):
            return [Pair(place, place) for place in range(len(after))]
    return matched(key, before, after).pairs(len(before), len(after))


def _name(entry: Any, kind: ListKind) -> tuple[Any, ...]:
    return tuple(value_of(entry, name) for name in (*kind.label, kind.text))


_BY_ALL_IT_SAYS = ListKind()


def matched(key: str, before: Sequence[Any], after: Sequence[Any]) -> Matching:
    """Return which entry is which of two versions of the list under a key, records of the model or plain values.

    A list that the table does not know, and one of words, has entries that are the same only where they say the same.
    """
    matcher = _Matcher(LIST_KINDS.get(key, _BY_ALL_IT_SAYS), before, after)
    if matcher.kind.text:
        matcher.pair_by_texts()
        matcher.pair_nearest(text_candidates(*matcher.sides))
    else:
        matcher.pair_by_name(*(side.names() for side in matcher.sides))
        matcher.pair_nearest(key_candidates(*matcher.sides))
    return Matching(matcher.found, tuple(matcher.doubts))


def _same_objects(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """Return what is the very same object in both versions, up to the first from each end that is not."""
    length = min(len(before), len(after))
    start = next((at for at in range(length) if before[at] is not after[at]), length)
    rest = length - start
    end = next((at for at in range(rest) if before[-1 - at] is not after[-1 - at]), rest)
    found = {at: at for at in range(start)}
    return found | {len(before) - 1 - at: len(after) - 1 - at for at in range(end)}


class _Matcher:
    """Pairs the entries of two lists, one step of the rule after another; the same objects are paired already."""

    def __init__(self, kind: ListKind, before: Sequence[Any], after: Sequence[Any]) -> None:
        self.kind = kind
        self.found = _same_objects(before, after)
        self.doubts: list[Doubt] = []
        known = set(self.found.values())
        is_counted = kind.is_counted and len(before) == len(after)
        left = (at for at in range(len(before)) if at not in self.found)
        come = (at for at in range(len(after)) if at not in known)
        self.before = ListEntries(before, kind, left, is_counted=is_counted)
        self.after = ListEntries(after, kind, come, is_counted=is_counted)
        self.sides = self.before, self.after

    def _pair(self, before: int, after: int) -> None:
        self.found[before] = after
        del self.before.left[before], self.after.left[after]

    def _doubt(self, before: Iterable[int], after: Iterable[int]) -> None:
        doubt = Doubt(tuple(sorted(set(before))), tuple(sorted(set(after))))
        self.doubts.append(doubt)
        for side, places in ((self.before, doubt.before), (self.after, doubt.after)):
            for place in places:
                del side.left[place]

    def pair_by_texts(self) -> None:
        """Pair what has one label and one text; then a text that no second entry has on either side.

        Of entries of one text, what else they say counts first, then their owner: a new number may be the old one of
        the next. What is left of several of one text and owner is not paired by these: one of them may be another.
        """
        before, after = self.sides
        twice = before.repeated(before.owned_texts()) | after.repeated(after.owned_texts())
        if not self.kind.label_is_enough:
            often = before.repeated(before.texts) | after.repeated(after.texts)
            self._pair_unique(before.rests(often), after.rests(often))
        self.pair_by_name(*(side.names(side.texts, side.owners) for side in self.sides))
        self._pair_unique(before.owned_texts(twice), after.owned_texts(twice))
        self.pair_by_name(*(side.names(side.texts) for side in self.sides))
        texts = {text for text, _ in twice if text}
        self._pair_unique(
            *({at: None if one in texts else one for at, one in side.texts.items()} for side in self.sides)
        )

    def _pair_unique(self, names_before: Names, names_after: Names) -> None:
        some, others = self.before.places(names_before), self.after.places(names_after)
        for named, places in some.items():
            if len(places) == len(others.get(named, ())) == 1:
                self._pair(places[0], others[named][0])

    def pair_by_name(self, names_before: Names, names_after: Names) -> None:
        """Pair what has one name; of several, what says the same in all, then as many in their order."""
        some, others = self.before.places(names_before), self.after.places(names_after)
        for named, places in some.items():
            before, after = list(places), others.get(named, [])
            if len(before) > 1 or len(after) > 1:
                before, after = self._without_equals(before, after)
            if len(before) == len(after):
                for pair in zip(before, after, strict=True):
                    self._pair(*pair)
            elif before and after:
                self._doubt(before, after)

    def _without_equals(self, before: Iterable[int], after: Iterable[int]) -> tuple[list[int], list[int]]:
        """Pair what says the same in all, the first with the first, and return the places of the others."""
        places: Places = {}
        for place in reversed([*after]):
            places.setdefault(all_said(self.after.entries[place]), []).append(place)
        rest = []
        for place in before:
            equal = places.get(all_said(self.before.entries[place]))
            self._pair(place, equal.pop()) if equal else rest.append(place)
        return rest, sorted(place for some in places.values() for place in some)

    def pair_nearest(self, candidates: Iterable[Candidate]) -> None:
        """Pair what is nearest, the nearest first; where another is as near, all of these stay in doubt."""
        ordered = sorted(candidates, key=lambda one: (-one.nearness, one.before, one.after))
        by_before: dict[int, list[Candidate]] = {}
        by_after: dict[int, list[Candidate]] = {}
        for one in ordered:
            by_before.setdefault(one.before, []).append(one)
            by_after.setdefault(one.after, []).append(one)
        for one in ordered:
            if not one.is_likely or not self._is_free(one):
                continue
            rivals = [
                other
                for other in (*by_before[one.before], *by_after[one.after])
                if other is not one and self._is_free(other) and are_as_near(one, other)
            ]
            if rivals:
                every = (one, *rivals)
                self._doubt((each.before for each in every), (each.after for each in every))
            else:
                self._pair(one.before, one.after)

    def _is_free(self, one: Candidate) -> bool:
        return one.before in self.before.left and one.after in self.after.left
