"""A part of a plan's log: of one recommendation, under whatever number it had; of an action, a field, some days."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scrplan.compare.differences import Change, ChangeKind
from scrplan.compare.identity import matched
from scrplan.compare.split_words import linked_refs
from scrplan.errors import UnknownName
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.git import Commit
from scrplan.history.plan_log import Lifeline, LogEntry
from scrplan.model import Plan, Recommendation, Relation, action_name


class Wanted(NamedTuple):
    """What to keep: changes of one action, of some fields, of commits of these days; all of them where empty.

    `uncommitted`: whether to keep what is not committed yet, which has no day.
    """

    part: str | None = None
    fields: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    uncommitted: bool = True


def narrowed(log: Lifeline, wanted: Wanted) -> Lifeline:
    """Return a plan's log with what is wanted.

    Raises:
        UnknownName: the plan never had such an action, or no plan has such a field.

    """
    every = [change for changes in _changes(log) for change in changes]
    if wanted.part is not None:
        _check("action in this history", wanted.part, _parts(log.plan) | {change.part or "" for change in every})
    for field in wanted.fields:
        _check("field", field, FIELDS | {change.field for change in every})

    def keeps(change: Change) -> bool:
        fits = wanted.part is None or change.part == wanted.part
        return fits and (not wanted.fields or change.field in wanted.fields)

    def in_time(commit: Commit | None) -> bool:
        if commit is None:
            return wanted.uncommitted
        return (wanted.since is None or commit.day >= wanted.since) and (
            wanted.until is None or commit.day <= wanted.until
        )

    kept = _kept(log, lambda event, change: in_time(event.commit if event else None) and keeps(change))
    return kept._replace(
        events=tuple(event for event in kept.events if in_time(event.commit)),
        passed_over=tuple(one for one in log.passed_over if in_time(one.commit)),
    )


# What can change of a plan: its own fields, those of its rows and their actions, and their places.
FIELDS = frozenset(
    {key.name for table in (PLAN, "recommendations", "actions") for key in KEYS_OF[table].keys}
    | {"file", "plan", "position", "recommendation", "action"}
    | {f"review.{key.name}" for key in KEYS_OF["review"].keys}
) - {"review", "recommendations", "actions"}


def _parts(plan: Plan | None) -> set[str]:
    rows = plan.recommendations if plan else ()
    return {action_name(one, place) for row in rows for place, one in enumerate(row.actions)}


def _check(what: str, name: str, known: Collection[str]) -> None:
    if not name or name not in known:
        raise UnknownName(what, name, sorted(filter(None, known)))


def _changes(log: Lifeline) -> Iterator[tuple[Change, ...]]:
    yield from ((*event.changes, *event.dropped) for event in log.events)
    yield log.uncommitted


def _kept(log: Lifeline, keeps: Callable[[LogEntry | None, Change], bool]) -> Lifeline:
    """Return a log with some of its changes; an event that has none left is left out."""
    events = []
    for event in log.events:
        changes, dropped = (
            tuple(change for change in some if keeps(event, change)) for some in (event.changes, event.dropped)
        )
        if changes or dropped or event.is_cut:
            events.append(event._replace(changes=changes, dropped=dropped))
    uncommitted = tuple(change for change in log.uncommitted if keeps(None, change))
    return log._replace(events=tuple(events), uncommitted=uncommitted)


def life_of(log: Lifeline, ref: str) -> Lifeline:
    """Return the part of a log that is of one recommendation; `ref` is its number today, or one that it had.

    Where links of the plan say so, what it was split from and what was merged into it belongs to its log.

    Raises:
        UnknownName: no version has such a recommendation.

    """
    every = [(today, _names(log, today)) for today in _with_merged(log, ref_today(log, ref))]

    def keeps(event: LogEntry | None, change: Change) -> bool:
        changes = event.changes if event else log.uncommitted
        is_another = _is_whole(change, ChangeKind.REMOVED) and any(
            _is_whole(one, ChangeKind.ADDED) and one.ref == change.ref for one in changes
        )
        names = {names.get(event.commit.id) if event else today for today, names in every}
        return change.ref is not None and change.ref in names and not is_another

    return _kept(log, keeps)


def _is_whole(change: Change, kind: ChangeKind) -> bool:
    """Return whether a recommendation as a whole was added or removed."""
    return change.field == "recommendation" and change.kind is kind


def _with_merged(log: Lifeline, ref: str) -> list[str]:
    """Return a recommendation and those that were merged into it, and into those, by their numbers today."""
    plans = {id(plan): plan for plan in (*log.plans.values(), log.now) if plan}.values()
    rows = {id(row): (plan.id, row) for plan in plans for row in plan.recommendations if row.links}.values()
    merged = {(row.ref, into) for plan, row in rows for into in linked_refs(row, Relation.MERGED_INTO, plan)}
    found = [ref]
    for name in found:  # which grows on the way
        sources = sorted(source for source, target in merged if target == name)
        found += [one for one in (ref_today(log, source) for source in sources) if one not in found]
    return found


def _renumbers(change: Change, to: str | None = None) -> bool:
    is_renumbering = change.kind is ChangeKind.RENUMBERED and change.part is None
    return is_renumbering and to in {None, change.after}


def _refs(plan: Plan | None) -> dict[str, None]:
    return dict.fromkeys(row.ref for row in plan.recommendations) if plan else {}


def ref_today(log: Lifeline, ref: str) -> str:
    """Return the number today of a recommendation that has or had this one.

    Raises:
        UnknownName: no version has such a recommendation.

    """
    every = [change for changes in _changes(log) for change in changes]
    became = {one.before: one.after for one in every if _renumbers(one)}
    now = (_refs(log.plan).keys() | {one.ref for one in log.uncommitted}) - {
        one.before for one in log.uncommitted if _renumbers(one)
    }
    name = ref
    while name not in now and (after := became.pop(name, None)) is not None:
        name = after
    known = dict.fromkeys([*_refs(log.plan), *(one.ref for one in every if one.ref)])
    if name not in known:
        raise UnknownName("recommendation in this history", ref, known)
    return name


def _names(log: Lifeline, today: str) -> Mapping[str, str | None]:
    """Return what a recommendation was called at each commit, from the last one back; None before there was any."""
    last = _earlier_names(log, log.uncommitted, log.now, len(log.events)).get(today, today)
    changed = {
        event.commit.id: _earlier_names(log, event.changes, event.plan, place) for place, event in enumerate(log.events)
    }
    earlier: dict[str | None, list[str | None]] = {}
    for pairs in changed.values():
        for after, before in pairs.items():
            earlier.setdefault(after, []).append(before)
    names: dict[str, str | None] = {log.commits[-1].id: last}
    for commit in reversed(log.commits):
        name = names.setdefault(commit.id, last)
        here = changed.get(commit.id, {})
        for parent in commit.parents:
            known = _refs(log.plans[parent])
            if name in here:
                before = here[name]
                is_unknown = before is not None and before not in known and len(commit.parents) > 1
                before = name if is_unknown else before
            elif name in known or len(commit.parents) == 1:
                before = name
            else:
                before = next((one for one in earlier.get(name, ()) if one in known), name)
            names.setdefault(parent, before)
    return names


def _earlier_names(
    log: Lifeline, changes: Iterable[Change], plan: Plan | None, place: int
) -> dict[str | None, str | None]:
    """Return what recommendations were called before some changes, by what they were called after them.

    `plan` is the one after the changes, `place` that of their event in the log. What came with the changes has no
    earlier name, but for what was split from another, and what is back.
    """
    changes = list(changes)
    names: dict[str | None, str | None] = {one.before: None for one in changes if _renumbers(one)}
    names |= {one.after: one.before for one in changes if _renumbers(one)}
    for one in changes:
        if _is_whole(one, ChangeKind.ADDED):
            names[one.ref] = _source(one.ref, plan, log.plan, log.now) or _name_if_back(log, one, place)
    return names


def _source(ref: str | None, *plans: Plan | None) -> str | None:
    """Return what a recommendation was split from, as any of the plans says."""
    rows = [(row, plan.id) for plan in plans if plan for row in plan.recommendations if row.ref == ref]
    return next((one for row, plan in rows for one in linked_refs(row, Relation.SPLIT_FROM, plan)), None)


def _name_if_back(log: Lifeline, added: Change, place: int) -> str | None:
    """Return the name of what was added, if it is what an earlier event took out under this name."""
    for event in reversed(log.events[:place]):
        for one in event.changes:
            if _is_whole(one, ChangeKind.REMOVED) and one.ref == added.ref:
                was, now = (Recommendation(one.ref or "", "", text or "") for text in (one.before, added.after))
                return added.ref if matched("recommendations", [was], [now]).after else None
    return None
