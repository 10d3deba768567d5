"""The records of an assessment: one item is a recommendation or one of its actions, judged on a day."""

import enum
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from scrplan.assessment.conflict_kinds import Conflict
from scrplan.dates import Period
from scrplan.model import Action, Evidence, Lead, Plan, Progress, Recommendation, State, Update, UpdateKind

UNRATED = "not_stated"


class Timeliness(enum.StrEnum):
    """How an action compares with its due date, the most serious first."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    NO_DATE = "no_date"
    DONE_LATE = "done_late"
    DONE = "done"
    STOPPED = "stopped"


class Assurance(enum.StrEnum):
    """What supports a claim that something was done."""

    NONE = "none"
    EVIDENCED = "evidenced"
    SIGNED_OFF = "signed_off"


class Disagreements:
    """The disagreements in one item: sought when first asked for, and then kept, since few answers need them.

    They follow from the other fields, so that two items do not differ by them.
    """

    __slots__ = ("_found", "_seek")

    def __init__(self, seek: "Callable[[Item], tuple[Conflict, ...]]") -> None:
        self._seek = seek
        self._found: tuple[Conflict, ...] | None = None

    def of(self, item: "Item") -> tuple[Conflict, ...]:
        """Return them; `item` is the one that holds this."""
        if self._found is None:
            self._found = self._seek(item)
        return self._found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Disagreements)

    def __hash__(self) -> int:
        return 0


class Item(NamedTuple):
    """A recommendation, or one action of it, with everything that is computed for a day.

    `action` is None where the item is a recommendation; `parts` are then its actions' items, empty where the
    recommendation is its own single action. `facts` is what is stated, an action's with what it has from its
    recommendation. `due` is the earliest of the open parts'. Days are calendar days, `stale_days` those after which an
    update is no longer recent.
    """

    plan: Plan
    recommendation: Recommendation
    action: Action | None
    facts: Progress
    day: date
    rag: str | None
    state: State
    timeliness: Timeliness
    assurance: Assurance
    due: Period | None
    due_text: str
    original_due: Period | None
    completed: Period | None
    leads: tuple[Lead, ...]
    outcome: str
    evidence: tuple[Evidence, ...]
    updates: tuple[Update, ...]
    stale_days: int
    disagreements: Disagreements
    parts: "tuple[Item, ...]" = ()

    @property
    def all_conflicts(self) -> tuple[Conflict, ...]:
        """Return every disagreement, those that the row allows among them."""
        return self.disagreements.of(self)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return where the stated rating and the facts disagree, but for what the row allows with its note."""
        allowed = self.recommendation.allow
        return tuple([one for one in self.all_conflicts if one.kind not in allowed]) if allowed else self.all_conflicts

    @property
    def days_overdue(self) -> int:
        """Return the days since the due period ended, 0 when the item is not overdue."""
        if self.timeliness is not Timeliness.OVERDUE or self.due is None:
            return 0
        return (self.day - self.due.last).days

    @property
    def slippage_days(self) -> int | None:
        """Return by how many days the due date in force is after the first one; None when either is unknown."""
        if self.due is None or self.original_due is None:
            return None
        return (self.due.last - self.original_due.last).days

    @property
    def done_parts(self) -> int:
        """Return how many of the parts are done."""
        return sum(part.state.is_done for part in self.parts)

    @property
    def report(self) -> Update | None:
        """Return the last update that was given by the day; a question put to the agency is none."""
        return next((update for update in reversed(self.updates) if update.kind is not UpdateKind.CHALLENGE), None)

    @property
    def updated(self) -> Period | None:
        """Return the date of the last update."""
        return self.report.on if self.report else None

    @property
    def rating_name(self) -> str:
        """Return the rating that is stated, or the name for none."""
        return UNRATED if self.rag is None else self.rag

    @property
    def is_off_track(self) -> bool:
        """Return whether the board itself rated it red, or with what is red in its key."""
        return self.rag is not None and self.plan.ratings[self.rag].off_track


class AssessedPlan(NamedTuple):
    """A plan with its recommendations' items, judged on a day."""

    plan: Plan
    day: date
    items: tuple[Item, ...]


def leaves(item: Item) -> tuple[Item, ...]:
    """Return the actions of a recommendation, or itself where it is its own single action."""
    return item.parts or (item,)


def off_track_leaves(item: Item) -> tuple[Item, ...]:
    """Return the recommendation where it is rated red itself, else those of its actions that are."""
    if item.is_off_track:
        return (item,)
    return tuple(part for part in item.parts if part.is_off_track)


def overdue_leaves(item: Item) -> tuple[Item, ...]:
    """Return what is overdue of a recommendation: its overdue actions, or itself where it is late as a whole."""
    if item.timeliness is not Timeliness.OVERDUE:
        return ()
    late = tuple(leaf for leaf in leaves(item) if leaf.timeliness is Timeliness.OVERDUE)
    return late or (item,)


def due_leaves(item: Item, until: date) -> tuple[Item, ...]:
    """Return what is overdue of a recommendation and its open actions that fall due up to a day, that day included."""
    # Work that is open although each of its parts is done is due as a whole.
    owed = [leaf for leaf in leaves(item) if leaf.state.is_open] or [item]
    coming = (one for one in owed if one.state.is_open and one.due and one.day <= one.due.last <= until)
    return (*overdue_leaves(item), *coming)
