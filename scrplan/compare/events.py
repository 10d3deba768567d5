"""What happened to one recommendation between two ends of a period, each event as a record."""

import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from scrplan.assessment import Item
from scrplan.compare.differences import Change, ChangeKind
from scrplan.compare.entries import compared, entry_words
from scrplan.compare.reconciliation import AgencyOf, ItemPair
from scrplan.dates import Period, parse_period
from scrplan.model import Progress, Rating, State, Update, UpdateKind, action_name


class EventKind(enum.StrEnum):
    """What can happen to a recommendation, in the order in which a board asks for it.

    `closed` and `stopped` are also used for one that came within the period, and of one that went from one to the
    other. A rating goes up or down by the states of the plan's own key, what is off track below everything else; it is
    `rated` where the key puts neither above the other, or where there was or is none. A due date has `date_set` where
    there was none. A question put to the agency is `challenged`, what the board decided `decided`, every other update
    `updated`; one that had been given and is another now is rewritten, one that is gone withdrawn.
    """

    CLOSED = "closed"
    REOPENED = "reopened"
    STOPPED = "stopped"
    ADDED = "added"
    REMOVED = "removed"
    RATING_UP = "rating_up"
    RATING_DOWN = "rating_down"
    RATED = "rated"
    DATE_MOVED = "date_moved"
    DATE_SET = "date_set"
    LEAD_CHANGED = "lead_changed"
    AGENCY_CHANGED = "agency_changed"
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"
    SIGNED_OFF = "signed_off"
    UPDATED = "updated"
    CHALLENGED = "challenged"
    DECIDED = "decided"
    UPDATE_REWRITTEN = "update_rewritten"
    UPDATE_WITHDRAWN = "update_withdrawn"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"


class Event(NamedTuple):
    """One event of a recommendation, or of the action `part` of it (`#2`: the second, which has no part).

    `before` and `after` are as written in the plan, None where there was nothing: states of what was closed, reopened
    or stopped; ratings, dates, leads, agencies, texts, refs, and entries in one line. `days` is by how many a due date
    moved, None where it is gone. `on` is the date of the completion, the update, the sign-off or the evidence.
    `reason` is of a date that moved or of a stop, or what one that came or went was split from or merged into; empty
    where none is recorded.
    """

    kind: EventKind
    row: ItemPair
    part: str | None = None
    before: str | None = None
    after: str | None = None
    on: Period | None = None
    days: int | None = None
    reason: str = ""

    @property
    def item(self) -> Item:
        """Return the recommendation as it is, or as it last was."""
        return self.row.item


def events_of(row: ItemPair, changes: Sequence[Change], agency_of: AgencyOf) -> Iterator[Event]:
    """Yield what happened to a recommendation; `changes` are those of its fields and its actions'."""
    yield from _of_state(row, changes)
    was, now = row
    if was and now:
        yield from _of_rating(row)
        if agency_of(was) != agency_of(now):
            yield Event(EventKind.AGENCY_CHANGED, row, before=agency_of(was), after=agency_of(now))
        yield from _of_dates(row, changes)
        yield from _of_leads(row, changes)
        yield from _of_words(row, changes)
    if now and not (was and was.recommendation == now.recommendation):
        yield from _of_proof(row)
        yield from _of_updates(row)


def _of_state(row: ItemPair, changes: Iterable[Change]) -> Iterator[Event]:
    """Yield that it came or went, and into which state it went: open, done or stopped."""
    was, now = row
    before = was.state.value if was else None
    if now is None:
        yield Event(EventKind.REMOVED, row, before=before, reason=_reason(changes, ChangeKind.REMOVED))
        return
    after = now.state.value
    if was is None:
        yield Event(EventKind.ADDED, row, after=after, reason=_reason(changes, ChangeKind.ADDED))
    if was and (was.state.is_open, was.state.is_done) == (now.state.is_open, now.state.is_done):
        return
    if now.state is State.STOPPED:
        yield Event(EventKind.STOPPED, row, before=before, after=after, reason=_stop_reason(now))
    elif now.state.is_done:
        yield Event(EventKind.CLOSED, row, before=before, after=after, on=completion(now))
    elif was:
        yield Event(EventKind.REOPENED, row, before=before, after=after)


def _reason(changes: Iterable[Change], kind: ChangeKind) -> str:
    return next((one.reason for one in changes if one.field == "recommendation" and one.kind is kind), "")


def _stop_reason(item: Item) -> str:
    own = (item.facts.stopped_reason, *(part.facts.stopped_reason for part in item.parts))
    return "; ".join(dict.fromkeys(reason for reason in own if reason))


def completion(item: Item) -> Period | None:
    """Return when a recommendation was completed: as stated, else when the last of its actions was, if all say so."""
    parts = [part.completed for part in item.parts]
    if item.completed or not all(parts):
        return item.completed
    return max((one for one in parts if one), key=lambda one: one.last, default=None)


def _of_rating(row: ItemPair) -> Iterator[Event]:
    was, now = row
    if was is None or now is None or was.rag == now.rag:
        return
    kind = EventKind.RATED
    if was.rag is not None and now.rag is not None:
        before, after = _rank(was.plan.ratings[was.rag]), _rank(now.plan.ratings[now.rag])
        if before and after and before != after:
            kind = EventKind.RATING_UP if after > before else EventKind.RATING_DOWN
    yield Event(kind, row, before=was.rag, after=now.rag)


_ADVANCE = {state: place for place, state in enumerate(State)}


def _rank(rating: Rating) -> tuple[bool, int] | None:
    """Return how good a rating is in its plan's key, what is off track below the rest; what is stopped has no rank."""
    return None if rating.state is State.STOPPED else (not rating.off_track, _ADVANCE[rating.state])


_MOVED = {ChangeKind.REVISED, ChangeKind.OVERWRITTEN}


def _of_dates(row: ItemPair, changes: Iterable[Change]) -> Iterator[Event]:
    was = row.was
    for one in changes:
        if one.field != "due":
            continue
        if one.kind in _MOVED:
            reason = one.reason if one.kind is ChangeKind.REVISED else ""
            days = _days_between(one.before, one.after)
            yield Event(EventKind.DATE_MOVED, row, one.part, one.before, one.after, days=days, reason=reason)
        elif one.kind is ChangeKind.ADDED and was and not (one.part and was.recommendation.progress.due):
            yield Event(EventKind.DATE_SET, row, one.part, after=one.after)


def _days_between(before: str | None, after: str | None) -> int | None:
    return (parse_period(after).last - parse_period(before).last).days if before and after else None


def _of_leads(row: ItemPair, changes: Iterable[Change]) -> Iterator[Event]:
    """Yield the leads that went and those that replaced them, together for each action."""
    found: dict[str | None, list[Change]] = {}
    for one in changes:
        if one.field == "leads" and one.kind is not ChangeKind.MOVED:
            found.setdefault(one.part, []).append(one)
    for part, some in found.items():
        went = "; ".join(one.before for one in some if one.before)
        came = "; ".join(one.after for one in some if one.after)
        yield Event(EventKind.LEAD_CHANGED, row, part, went or None, came or None)


_OF_WORDS = {"text": EventKind.REWORDED, "ref": EventKind.RENUMBERED}


def _of_words(row: ItemPair, changes: Iterable[Change]) -> Iterator[Event]:
    for one in changes:
        if one.field in _OF_WORDS:
            yield Event(_OF_WORDS[one.field], row, one.part, one.before, one.after)


def _of_proof(row: ItemPair) -> Iterator[Event]:
    """Yield the evidence and sign-offs that came, of the recommendation or an action, and the evidence that went."""
    for one in compared("evidence", *_entries(row, "evidence")).differing:
        if one.before is None:
            part = _part_with(row.now, "evidence", one.after)
            yield Event(EventKind.EVIDENCE_ADDED, row, part, after=entry_words(one.after), on=one.after.on)
        elif one.after is None:
            part = _part_with(row.was, "evidence", one.before)
            yield Event(EventKind.EVIDENCE_REMOVED, row, part, entry_words(one.before), on=one.before.on)
    accepted = [one.after for one in compared("sign_off", *_entries(row, "sign_off")).differing if one.after]
    for sign_off in accepted:
        part = _part_with(row.now, "sign_off", sign_off)
        yield Event(EventKind.SIGNED_OFF, row, part, after=entry_words(sign_off), on=sign_off.on)
    if not accepted and _is_signed_off(row.now) and not _is_signed_off(row.was):
        yield Event(EventKind.SIGNED_OFF, row)  # by its state alone: no name is given


def _is_signed_off(item: Item | None) -> bool:
    return item is not None and item.state is State.SIGNED_OFF


def _of_updates(row: ItemPair) -> Iterator[Event]:
    for before, after in compared("updates", *_entries(row, "updates")).differing:
        update: Update = after or before
        part = _part_with(row.now if after else row.was, "updates", update)
        yield Event(_update_kind(before, after), row, part, entry_words(before), entry_words(after), update.on)


_OF_UPDATE = {
    UpdateKind.UPDATE: EventKind.UPDATED,
    UpdateKind.CHALLENGE: EventKind.CHALLENGED,
    UpdateKind.DECISION: EventKind.DECIDED,
}


def _update_kind(before: Update | None, after: Update | None) -> EventKind:
    if after is None:
        return EventKind.UPDATE_WITHDRAWN
    if before is not None:
        return EventKind.UPDATE_REWRITTEN
    return _OF_UPDATE[after.kind]


def _entries(row: ItemPair, field: str) -> tuple[list[Any], list[Any]]:
    """Return the entries of a list, or the single value, of a row and all its actions, at both ends."""
    was, now = ([one for _, progress in _holders(item) for one in _listed(getattr(progress, field))] for item in row)
    return was, now


def _part_with(item: Item | None, field: str, entry: object) -> str | None:
    """Return the action that an entry is in, None for the recommendation itself."""
    return next((part for part, progress in _holders(item) if entry in _listed(getattr(progress, field))), None)


def _holders(item: Item | None) -> list[tuple[str | None, Progress]]:
    if item is None:
        return []
    row = item.recommendation
    return [(None, row.progress), *((action_name(one, at), one.progress) for at, one in enumerate(row.actions))]


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) and not hasattr(value, "_fields") else (() if value is None else (value,))
