"""What differs between two versions of a plan: each change of each field, once and in full."""

import enum
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from scrplan.compare.entries import compared, entry_words
from scrplan.compare.identity import action_pairs, row_pairs
from scrplan.compare.place_changes import Pair, moved_places
from scrplan.compare.revision_chain import moves_between
from scrplan.compare.split_words import split_or_merged
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.model import Action, Plan, Progress, Recommendation, Review, action_name


class ChangeKind(enum.StrEnum):
    """How something changed.

    `added` and `removed` are used for a plan, a recommendation, an action, an entry of a list, and for a field that
    was empty or is now. A due date that falls on another day is `revised` where the revisions give the reason of
    every step from the date before, else `overwritten`, also where it is gone. An update is `rewritten` where it
    had been given and is now another: updates are only ever added. `renumbered` is of a ref or part alone, `moved`
    of place alone.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REVISED = "revised"
    OVERWRITTEN = "overwritten"
    REWRITTEN = "rewritten"
    RENUMBERED = "renumbered"
    MOVED = "moved"


class Change(NamedTuple):
    """One change of one field.

    `ref` is the recommendation's in the later version (in the earlier where it is gone), None for the plan itself.
    `part` is the action's, or `#2` for the second where it has none; None for the recommendation. `field` is the key
    in the file (`due`, `review.subject`), or `plan`, `recommendation`, `action`, `position` for the thing itself.
    `before` and `after` are as written in the plan, an entry of a list in one line; None where there was nothing.
    Of a due date that moved they are those in force, which an action may have from its recommendation, and `reason`
    is what the revisions that lead from one to the other say. Of a recommendation that came or went it is what it was
    split from or merged into.
    """

    ref: str | None
    part: str | None
    field: str
    before: str | None
    after: str | None
    kind: ChangeKind
    reason: str = ""


def differences(before: Plan | None, after: Plan | None) -> tuple[Change, ...]:
    """Return every change from one version of a plan to another; None: there is no such plan.

    There is none exactly where the two are equal: the order of the ratings in the key is no difference, that of rows,
    actions and entries is. The plan's own changes come first, then the rows in the order of the later version, then
    the rows that are gone. Rows that are the same object cost nothing.
    """
    if before is after:
        return ()
    own = tuple(_of_plan(before, after))
    if before and after and before.recommendations is after.recommendations:
        return own
    return (*own, *_of_rows(before, after))


def _of_plan(before: Plan | None, after: Plan | None) -> Iterator[Change]:
    if before is None or after is None:
        yield from _of_value("plan", before and before.title, after and after.title)
        return
    for field in _PLAN_VALUES:
        yield from _of_value(field, getattr(before, field), getattr(after, field))
    for field in _REVIEW_VALUES:
        yield from _of_value(f"review.{field}", getattr(before.review, field), getattr(after.review, field))
    yield from (one._replace(field=f"review.{one.field}") for one in _of_extra(before.review, after.review))
    if before.ratings != after.ratings:
        for name in {**before.ratings, **after.ratings}:
            yield from _of_value("ratings", before.ratings.get(name), after.ratings.get(name))
    yield from _of_list("agencies", before.agencies, after.agencies)
    yield from _of_list("board_asked_to", before.board_asked_to, after.board_asked_to)
    yield from _of_extra(before, after)


def _of_rows(before: Plan | None, after: Plan | None) -> Iterator[Change]:
    rows_before, rows_after = (plan.recommendations if plan else () for plan in (before, after))
    pairs = row_pairs(rows_before, rows_after)
    moved = moved_places(pairs)
    plan = next((one.id for one in (after, before) if one), "")
    linked = [row for row in rows_after if row.links]
    for pair in pairs:
        was, now = pair.of(rows_before, rows_after)
        ref = now.ref if now else was.ref if was else None
        if pair.after in moved:
            yield _moved(pair)._replace(ref=ref)
        if was is None or now is None:
            why = split_or_merged(now, plan) if now else split_or_merged(was, plan, linked) if was else ""
            whole = _of_value("recommendation", was and was.text, now and now.text)
            yield from (one._replace(ref=ref, reason=why) for one in whole)
        elif was is not now and was != now:
            yield from (one._replace(ref=ref) for one in _of_row(was, now))
            yield from _of_actions(was, now)


def _fields(table: str, record: type[Any], *apart: str, lists: bool = False) -> tuple[str, ...]:
    """Return the keys of a table that are fields of a record, those of lists or all others, but for those `apart`."""
    known = [key for key in KEYS_OF[table].keys if key.field in record._fields and key.name not in apart]
    return tuple(key.field for key in known if key.kind.is_list is lists)


_PLAN_VALUES = _fields(PLAN, Plan, "review", "ratings")
_REVIEW_VALUES = _fields("review", Review)
_ROW_VALUES = _fields("recommendations", Recommendation, "ref")
_ROW_LISTS = _fields("recommendations", Recommendation, "actions", lists=True)
_VALUES = _fields("recommendations", Progress, "due")
_LISTS = _fields("recommendations", Progress, lists=True)


def _of_row(before: Recommendation, after: Recommendation) -> Iterator[Change]:
    if before.ref != after.ref:
        yield Change(None, None, "ref", before.ref, after.ref, ChangeKind.RENUMBERED)
    for field in _ROW_VALUES:
        yield from _of_value(field, getattr(before, field), getattr(after, field))
    for field in _ROW_LISTS:
        yield from _of_list(field, getattr(before, field), getattr(after, field))
    yield from _of_progress(before.progress, after.progress)
    yield from _of_extra(before, after)


def _of_actions(before: Recommendation, after: Recommendation) -> Iterator[Change]:
    pairs = action_pairs(before.actions, after.actions)
    moved = moved_places(pairs)
    for pair in pairs:
        was, now = pair.of(before.actions, after.actions)
        part = _name(now, pair.after) or _name(was, pair.before)
        if pair.after in moved:
            yield _moved(pair)._replace(ref=after.ref, part=part)
        if was is None or now is None:
            whole = _of_value("action", was and was.text, now and now.text)
            yield from (one._replace(ref=after.ref, part=part) for one in whole)
        elif was != now:
            found = _of_action(was, now, before.progress, after.progress)
            yield from (one._replace(ref=after.ref, part=part) for one in found)


def _name(action: Action | None, place: int | None) -> str | None:
    return None if action is None or place is None else action_name(action, place)


def _of_action(before: Action, after: Action, was_above: Progress, above: Progress) -> Iterator[Change]:
    if before.part != after.part:
        yield Change(None, None, "part", before.part, after.part, ChangeKind.RENUMBERED)
    yield from _of_value("text", before.text, after.text)
    yield from _of_progress(before.progress, after.progress, was_above, above)
    yield from _of_extra(before, after)


_NO_PROGRESS = Progress()


def _of_progress(
    before: Progress, after: Progress, was_above: Progress = _NO_PROGRESS, above: Progress = _NO_PROGRESS
) -> Iterator[Change]:
    """Yield the changes of the fields; `above` are those of an action's recommendation, whose date it may have."""
    if before == after:
        return
    if before.due != after.due:
        yield from _of_due(before, after, was_above, above)
    for field in _VALUES:
        yield from _of_value(field, getattr(before, field), getattr(after, field))
    for field in _LISTS:
        yield from _of_list(field, getattr(before, field), getattr(after, field))


def _of_due(before: Progress, after: Progress, was_above: Progress, above: Progress) -> Iterator[Change]:
    """Yield how the due date changed: on another day it was moved, with a reason or without."""
    was, now = before.due or was_above.due, after.due or above.due
    if was is None or (now is not None and was.last == now.last):
        yield from _of_value("due", before.due, after.due)
        return
    reasons = [move.reason for move in moves_between(after.revisions or above.revisions, was, now)]
    kind = ChangeKind.REVISED if reasons and all(reasons) else ChangeKind.OVERWRITTEN
    given = "; ".join(dict.fromkeys(reason for reason in reasons if reason))
    yield Change(None, None, "due", was.text, now.text if now else None, kind, given)


def _moved(pair: Pair) -> Change:
    before, after = (None if place is None else str(place + 1) for place in pair)
    return Change(None, None, "position", before, after, ChangeKind.MOVED)


def _of_value(field: str, before: Any, after: Any) -> Iterator[Change]:
    if before != after:
        was, now = entry_words(before), entry_words(after)
        kind = ChangeKind.ADDED if was is None else ChangeKind.REMOVED if now is None else ChangeKind.CHANGED
        yield Change(None, None, field, was, now, kind)


def _of_extra(before: Any, after: Any) -> Iterator[Change]:
    """Yield the changes of the keys that have no field of their own."""
    was, now = dict(before.extra), dict(after.extra)
    for key in {**was, **now}:
        if key.kind.is_list:
            yield from _of_list(key.name, was.get(key, ()), now.get(key, ()))
        else:
            yield from _of_value(key.name, was.get(key), now.get(key))


def _of_list(field: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    if before == after:
        return
    found = compared(field, before, after)
    for one in found.differing:
        for change in _of_value(field, one.before, one.after):
            rewritten = field == "updates" and change.kind is ChangeKind.CHANGED
            yield change._replace(kind=ChangeKind.REWRITTEN) if rewritten else change
    if found.reordered:
        was, now = ("; ".join(entry_words(one) or "" for one in some) for some in (before, after))
        yield Change(None, None, field, was, now, ChangeKind.MOVED)
