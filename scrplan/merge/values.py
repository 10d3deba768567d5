"""What became of a plan on two sides since a base, merged as data: field by field, entry by entry; pure."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeGuard

from scrplan.compare.list_kinds import all_said, said_under
from scrplan.dates import BadDate, Period, parse_period
from scrplan.format.keys import FormatKey, Identity, Merging, ValueKind, entry_of
from scrplan.format.vocabulary import KEYS_OF
from scrplan.merge.lists import EntryRules, merged_list
from scrplan.merge.merge_conflicts import MergeConflict, Outcome, below, conflict_below, in_conflict, shortened
from scrplan.selection.filters import natural_order
from scrplan.yamltext.edits import Edit, Put, Remove, Value, same

ROOT = ""


def _as_period(value: Value | None) -> Period | None:
    """Return a value as a date; None where it is none."""
    with suppress(BadDate):
        return parse_period(value) if isinstance(value, str) else None
    return None


def _by_date(entry: Value) -> tuple[Any, ...]:
    """Return the place of an update: by date, author and words; what has no date goes last."""
    on = _as_period(said_under(entry, "on"))
    when = (on.first, on.last) if on else (date.max, date.max)
    return (*when, said_under(entry, "by"), said_under(entry, "text"), all_said(entry))


def _by_number(key: str) -> Callable[[Value], tuple[Any, ...]]:
    """Return the order of refs and parts as people count: 2 before 10, 1a before 1b."""
    return lambda entry: (natural_order(said_under(entry, key)), all_said(entry))


# What the vocabulary does not say of a list.
_MORE: Mapping[str, Mapping[str, Any]] = {
    "recommendations": {"added_by": (("ref",),), "order": _by_number("ref")},
    "actions": {"added_by": (("part",), ("text",)), "order": _by_number("part")},
    "updates": {"word": "update of", "may_repeat": True, "order": _by_date},
    "revisions": {"word": "revision to", "name": ("to",)},
    "evidence": {"name": ("title",), "added_by": (("title", "on"), ("title",)), "may_repeat": True},
    "milestones": {"name": ("text",), "added_by": (("text", "due"), ("text",))},
    "links": {"word": "link to"},
    "agencies": {"name": ("name",), "added_by": (("name",),)},
    "allow": {"word": "rule"},
    "board_asked_to": {"word": "request"},
}


def _rules_of(key: FormatKey) -> EntryRules:
    table = KEYS_OF.get(key.table)
    names = {kind: table.names(identity=kind) if table else () for kind in Identity}
    every = (*names[Identity.LABEL], *names[Identity.TEXT], *names[Identity.KEY])
    from_vocabulary = {
        "word": entry_of(key),
        "name": every,
        "added_by": (every,) if every else (),
        "same_by": names[Identity.TEXT],
        "keeps_all": key.merging is Merging.BOTH_KEPT,
        "is_chain": key.merging is Merging.CHAIN,
    }
    return EntryRules(**{**from_vocabulary, **_MORE.get(key.name, {})})


_KEYS = tuple(key for table in KEYS_OF.values() for key in table.keys)
# Of a list that is in the settings too, those of the plan's, which is first in the vocabulary.
LIST_RULES: Mapping[str, EntryRules] = MappingProxyType(
    {key.name: _rules_of(key) for key in reversed(_KEYS) if key.kind.is_list}
)

_OWN_NAMES = frozenset(key.name for key in _KEYS if key.kind is ValueKind.NAMED)  # their keys are the file's own
_LATER_WINS = frozenset(key.name for key in _KEYS if key.merging is Merging.LATER)


class Merge(NamedTuple):
    """What merges two sides: edits of ours, and what only a person can decide, where ours stays for now."""

    edits: tuple[Edit, ...]
    conflicts: tuple[MergeConflict, ...] = ()


def merged(base: Value, ours: Value, theirs: Value) -> Merge:
    """Merge what became of a file on two sides; all three are mappings, `base` an empty one where there was no file.

    Merging the other way round gives the same, or the same conflicts with their sides changed over.
    """
    if same(base, theirs) or same(ours, theirs):
        return Merge(())
    # Where ours left everything as it was, theirs alone has the word, also over its updates.
    rules = _THEIRS_ALONE if same(base, ours) else LIST_RULES
    outcome = _Merging(rules).value(base, ours, theirs, ROOT)
    return Merge(outcome.edits, outcome.conflicts)


_THEIRS_ALONE = MappingProxyType({**LIST_RULES, "updates": LIST_RULES["updates"]._replace(keeps_all=False)})


class _Merging:
    """Goes down through three versions of a value in step; a version that lacks it is None."""

    def __init__(self, rules: Mapping[str, EntryRules]) -> None:
        self._rules = rules

    def value(self, base: Value | None, ours: Value | None, theirs: Value | None, key: str) -> Outcome:
        """Return what becomes of the value of a key."""
        if same(ours, theirs):
            return Outcome(ours)
        versions = [base, ours, theirs]
        if key in self._rules and _are_lists(versions):
            return self._list(versions, key)
        if isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(base, dict | None):
            outcome = self._mapping(base or {}, ours, theirs)
            # A sign-off by one person on the day that another gave would be wrong; the names of a key are independent.
            is_one = base is None and key not in _OWN_NAMES
            return in_conflict(ours, theirs) if outcome.conflicts and is_one else outcome
        return _whole(base, ours, theirs, key)

    def _mapping(self, base: dict[str, Value], ours: dict[str, Value], theirs: dict[str, Value]) -> Outcome:
        made: dict[str, Value] = {}
        edits: list[Edit] = []
        conflicts: list[MergeConflict] = []
        for key in ours | theirs:
            outcome = self.value(base.get(key), ours.get(key), theirs.get(key), key)
            if outcome.value is not None:
                made[key] = outcome.value
            edits += [below(key, edit) for edit in outcome.edits]
            conflicts += [conflict_below(key, _name_of(key, conflict), conflict) for conflict in outcome.conflicts]
        return Outcome(made, tuple(edits), tuple(conflicts))

    def _list(self, versions: list[list[Value] | None], key: str) -> Outcome:
        """Return the merged list; a list that is not there is an empty one, and stays away while nothing is in it."""
        base, ours, theirs = versions
        outcome = _as_one(merged_list((base or [], ours or [], theirs or []), key, self._rules[key], self._entry))
        if ours is None:
            is_wanted = outcome.value or (base is None and theirs is not None)
            edits = (Put((), outcome.value or []),) if is_wanted else ()
            return Outcome(outcome.value if is_wanted else None, edits, outcome.conflicts)
        if not outcome.value and theirs is None and base is not None:
            return Outcome(None, (Remove(()),), outcome.conflicts)
        return outcome

    def _entry(self, base: Value | None, ours: Value, theirs: Value) -> Outcome:
        """Return what becomes of an entry of a list, by the name of which it is known."""
        if isinstance(ours, dict) and isinstance(theirs, dict) and isinstance(base, dict | None):
            return self._mapping(base or {}, ours, theirs)
        return _whole(base, ours, theirs, ROOT)


def _as_one(outcome: Outcome) -> Outcome:
    """Return a list in which all that is left is in conflict with nothing as one conflict; no list runs empty."""
    alone = [one for one in outcome.conflicts if len(one.path) == 1 and (one.ours is None or one.theirs is None)]
    ours = [one.ours for one in alone if one.ours is not None]
    theirs = [one.theirs for one in alone if one.theirs is not None]
    if len(alone) < 2 or len(alone) < len(outcome.conflicts) or outcome.value != ours:  # noqa: PLR2004  (one is one)
        return outcome
    return outcome._replace(conflicts=(MergeConflict((), "", ours or None, theirs or None, alone[0].why),))


def _are_lists(versions: list[Value | None]) -> TypeGuard[list[list[Value] | None]]:
    return all(isinstance(version, list | None) for version in versions)


def _whole(base: Value | None, ours: Value | None, theirs: Value | None, key: str) -> Outcome:
    """Return what becomes of a value that is one thing."""
    if same(base, ours):
        return _theirs(theirs)
    if same(base, theirs) or ours == theirs:
        return Outcome(ours)
    if key in _LATER_WINS and ours is not None and theirs is not None:
        later = _later(ours, theirs)
        if later is not None:
            return Outcome(ours) if later is ours else _theirs(theirs)
    return in_conflict(ours, theirs)


def _theirs(theirs: Value | None) -> Outcome:
    return Outcome(theirs, (Remove(()) if theirs is None else Put((), theirs),))


def _later(ours: Value, theirs: Value) -> Value | None:
    """Return the date that reaches further; None where one of the two is no date."""
    one, other = _as_period(ours), _as_period(theirs)
    if one is None or other is None:
        return None
    return max((ours, one), (theirs, other), key=lambda pair: (pair[1].last, pair[1].first, pair[1].text))[0]


def _name_of(key: str, conflict: MergeConflict) -> str:
    """Return a key for the name of a conflict; the entries of a list have a name that says enough."""
    return "" if conflict.path and isinstance(conflict.path[0], int) else shortened(key)
