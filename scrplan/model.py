"""The records of a plan: immutable, without YAML and without disk. The meaning of each field is the schema's.

They are named tuples: making a frozen dataclass costs ten times as much at start-up, which every command pays.
"""

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from scrplan.dates import Period
from scrplan.format.closed_sets import Acceptance, Numbering, Quarters, Relation, ReviewKind, Scope, State, UpdateKind
from scrplan.format.keys import FormatKey, KeyTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Made in `format`; other modules import them from here, with the records whose fields take them.
__all__ = ["Acceptance", "Numbering", "Quarters", "Relation", "ReviewKind", "Scope", "State", "UpdateKind"]


# What a record says under the keys that have no field of their own, in the order of the format.
Extra = tuple[tuple[FormatKey, Any], ...]


def values_of(record: Any, table: KeyTable) -> "Iterator[tuple[FormatKey, Any]]":
    """Yield each key of a record's table with what the record says there, what it says without a field at last."""
    holders = (record, record.progress) if hasattr(record, "progress") else (record,)
    for key in table.keys:
        for holder in holders:
            if key.field in holder._fields:
                yield key, getattr(holder, key.field)
    yield from record.extra


class OtherEntry(NamedTuple):
    """An entry of a key that has no record of its own."""

    extra: Extra = ()


class Rating(NamedTuple):
    """What one rating (a colour, a number) means in this plan."""

    name: str
    state: State
    meaning: str
    off_track: bool
    extra: Extra = ()


class Agency(NamedTuple):
    """A body that owes an answer; a plan's recommendations are listed under its name."""

    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    succeeded_by: str = ""
    extra: Extra = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name it goes by, the short one first."""
        return tuple(name for name in (self.name, self.full_name, *self.aliases) if name)


class Lead(NamedTuple):
    """A person or post answerable for the work."""

    name: str = ""
    role: str = ""
    agency: str = ""
    unconfirmed: bool = False
    accountable: bool = False
    extra: Extra = ()

    @property
    def words(self) -> str:
        """Return the lead as one phrase: `Lindsay Voss, Designated Nurse (Health)`, `... (to be confirmed)`."""
        who = ", ".join(part for part in (self.name, self.role) if part)
        place = f" ({self.agency})" if who and self.agency else self.agency
        notes = (", accountable" if self.accountable else "") + (" (to be confirmed)" if self.unconfirmed else "")
        return f"{who}{place}{notes}"


class Revision(NamedTuple):
    """A move of the due date; `was` is None when the earlier date is lost."""

    to: Period
    was: Period | None = None
    reason: str = ""
    on: Period | None = None
    approved_by: str = ""
    extra: Extra = ()


class Update(NamedTuple):
    """One entry of progress, as reported."""

    on: Period
    by: str = ""
    rag: str | None = None
    text: str = ""
    kind: UpdateKind = UpdateKind.UPDATE
    extra: Extra = ()


class Evidence(NamedTuple):
    """What shows that something was done."""

    title: str
    held_by: str = ""
    on: Period | None = None
    ref: str = ""
    extra: Extra = ()


class SignOff(NamedTuple):
    """Who accepted the work as done, and when."""

    by: str
    on: Period | None = None
    extra: Extra = ()


class Milestone(NamedTuple):
    """A dated step on the way."""

    text: str
    due: Period | None = None
    completed: Period | None = None
    extra: Extra = ()

    def completed_by(self, day: date) -> bool:
        """Return whether it was completed by the day, as far as the precision of the date shows."""
        return self.completed is not None and self.completed.first <= day


class Link(NamedTuple):
    """A tie to a recommendation of this or another plan."""

    plan: str
    ref: str
    relation: Relation
    extra: Extra = ()


class Progress(NamedTuple):
    """The fields that a recommendation and an action share."""

    rag: str | None = None
    state: State | None = None
    stopped_reason: str = ""
    due: Period | None = None
    due_text: str = ""
    revisions: tuple[Revision, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    leads: tuple[Lead, ...] = ()
    outcome: str = ""
    updates: tuple[Update, ...] = ()
    completed: Period | None = None
    evidence: tuple[Evidence, ...] = ()
    evidence_wanted: str = ""
    impact: str = ""
    sign_off: SignOff | None = None
    review_on: Period | None = None
    note: str = ""


class Action(NamedTuple):
    """One thing to do under a recommendation."""

    text: str
    part: str | None = None
    progress: Progress = Progress()
    extra: Extra = ()


def action_name(action: Action, place: int) -> str:
    """Return what an action is called next to its ref: its part, else its place from 1, as `#2`; `place` is from 0."""
    return action.part or f"#{place + 1}"


class Recommendation(NamedTuple):
    """One recommendation of the published plan, with what became of it."""

    ref: str
    agency: str
    text: str
    progress: Progress = Progress()
    themes: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    scope: Scope | None = None
    acceptance: Acceptance | None = None
    acceptance_reason: str = ""
    links: tuple[Link, ...] = ()
    allow: tuple[str, ...] = ()
    extra: Extra = ()


class Review(NamedTuple):
    """The review that the plan answers."""

    kind: ReviewKind
    subject: str = ""
    published: Period | None = None
    extra: Extra = ()


class Plan(NamedTuple):
    """One review's action plan."""

    format: int
    id: str
    title: str
    review: Review
    board: str
    as_at: Period
    ratings: "Mapping[str, Rating]"
    agencies: tuple[Agency, ...]
    recommendations: tuple[Recommendation, ...]
    source: str = ""
    numbering: Numbering = Numbering.PUBLISHED
    board_asked_to: tuple[str, ...] = ()
    note: str = ""
    extra: Extra = ()

    def agency(self, name: str) -> Agency | None:
        """Return the plan's agency of that name or alias, case-blind."""
        wanted = name.casefold()
        return next((a for a in self.agencies if any(wanted == known.casefold() for known in a.names)), None)

    def agency_name(self, name: str) -> str:
        """Return the name under which the plan lists an agency; one that it does not list is called as it is."""
        listed = self.agency(name)
        return listed.name if listed else name


class View(NamedTuple):
    """A saved filter: options of `list` by name, each with its values, as they would be typed."""

    name: str
    options: "Mapping[str, tuple[str, ...]]"


_NONE: "Mapping[str, Any]" = MappingProxyType({})


class Board(NamedTuple):
    """The board's own settings, `scrplan.yaml`; everything has a default."""

    board: str = ""
    ratings: "Mapping[str, Rating]" = _NONE
    agencies: tuple[Agency, ...] = ()
    themes: tuple[str, ...] = ()
    glossary: "Mapping[str, str]" = _NONE
    quarters: Quarters = Quarters.FINANCIAL
    due_soon_days: int = 28
    stale_days: int = 92
    rules: "Mapping[str, str]" = _NONE
    names_file: str = ""
    views: "Mapping[str, View]" = _NONE
