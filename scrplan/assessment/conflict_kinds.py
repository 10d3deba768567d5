"""The kinds of disagreement between what a plan states and its facts, and the record of one that was found."""

import enum
from typing import NamedTuple

from scrplan.model import Milestone, Revision, Update


class ConflictKind(enum.StrEnum):
    """The kinds of disagreement; the value is the rule's name, `words` what it says of a row."""

    LATE_NOT_RED = "late-not-red"
    RATING_NOT_STATE = "rating-not-state"
    OPEN_PART = "open-part"
    COMPLETED_BUT_OPEN = "completed-but-open"
    SIGNED_OFF_BUT_OPEN = "signed-off-but-open"
    REVISED_ELSEWHERE = "revised-elsewhere"
    MILESTONE_PASSED = "milestone-passed"
    UNFINISHED_BY_ITS_WORDS = "unfinished-by-its-words"
    REPEATS_OUTCOME = "progress-repeats-outcome"
    NO_EVIDENCE = "complete-without-evidence"
    NO_COMPLETION_DATE = "complete-without-date"
    NOT_STATED = "not-stated"
    NO_LEAD = "no-lead"
    NO_DATE = "no-date"
    NO_RECENT_UPDATE = "no-recent-update"

    @property
    def words(self) -> str:
        """Return the heading under which such rows are counted."""
        return _WORDS[self]

    @property
    def is_gap(self) -> bool:
        """Return whether something was never stated, rather than stated and contradicted."""
        return self in _GAPS


_GAPS = frozenset({ConflictKind.NOT_STATED, ConflictKind.NO_LEAD, ConflictKind.NO_DATE, ConflictKind.NO_RECENT_UPDATE})


_WORDS = {
    ConflictKind.LATE_NOT_RED: "overdue, but not rated red",
    ConflictKind.RATING_NOT_STATE: "the rating means one thing, the state another",
    ConflictKind.OPEN_PART: "closed, but a part is still open",
    ConflictKind.COMPLETED_BUT_OPEN: "open, but has a completion date",
    ConflictKind.SIGNED_OFF_BUT_OPEN: "open, but signed off",
    ConflictKind.REVISED_ELSEWHERE: "revisions do not lead to the due date",
    ConflictKind.MILESTONE_PASSED: "a milestone has passed, not completed",
    ConflictKind.UNFINISHED_BY_ITS_WORDS: "called complete, but its words deny it",
    ConflictKind.REPEATS_OUTCOME: "progress only repeats the outcome",
    ConflictKind.NO_EVIDENCE: "complete without evidence",
    ConflictKind.NO_COMPLETION_DATE: "complete without a completion date",
    ConflictKind.NOT_STATED: "no rating stated",
    ConflictKind.NO_LEAD: "no lead",
    ConflictKind.NO_DATE: "open without a due date",
    ConflictKind.NO_RECENT_UPDATE: "open, and no recent update",
}


class Conflict(NamedTuple):
    """One disagreement: its kind and, in words, what disagrees with what.

    `part` is the index of the action that it is about, None where it is about the recommendation or all its actions.
    `about` is the record that it is about, where that is not the recommendation or action itself.
    """

    kind: ConflictKind
    message: str
    part: int | None = None
    about: Revision | Milestone | Update | None = None
