"""The kinds of disagreement between what a plan states and its facts, and the record of one that was found."""

import enum
from typing import NamedTuple, Self

from scrplan.model import Milestone, Revision, Update


class ConflictKind(enum.StrEnum):
    """The kinds of disagreement: the name of the rule, the heading of the count, whether it is a gap.

    A gap is something that was never stated, rather than stated and contradicted.
    """

    words: str
    is_gap: bool

    def __new__(cls, rule: str, words: str, is_gap: bool = False) -> Self:
        """Take the value of a member apart."""
        kind = str.__new__(cls, rule)
        kind._value_, kind.words, kind.is_gap = rule, words, is_gap
        return kind

    LATE_NOT_RED = "late-not-red", "overdue, but not rated red"
    RATING_NOT_STATE = "rating-not-state", "the rating means one thing, the state another"
    OPEN_PART = "open-part", "closed, but a part is still open"
    COMPLETED_BUT_OPEN = "completed-but-open", "open, but has a completion date"
    SIGNED_OFF_BUT_OPEN = "signed-off-but-open", "open, but signed off"
    REVISED_ELSEWHERE = "revised-elsewhere", "revisions do not lead to the due date"
    MILESTONE_PASSED = "milestone-passed", "a milestone has passed, not completed"
    UNFINISHED_BY_ITS_WORDS = "unfinished-by-its-words", "complete, but the progress note suggests work is left"
    REPEATS_OUTCOME = "progress-repeats-outcome", "progress only repeats the outcome"
    NO_EVIDENCE = "complete-without-evidence", "complete without evidence"
    NO_COMPLETION_DATE = "complete-without-date", "complete without a completion date"
    NOT_STATED = "not-stated", "no rating stated", True
    NO_LEAD = "no-lead", "no lead", True
    NO_DATE = "no-date", "open without a due date", True
    NO_RECENT_UPDATE = "no-recent-update", "open, and no recent update", True


class Conflict(NamedTuple):
    """One disagreement: its kind and, in words, what disagrees with what.

    `part` is the index of the action that it is about, None where it is about the recommendation or all its actions.
    `about` is the record that it is about, where that is not the recommendation or action itself.
    """

    kind: ConflictKind
    message: str
    part: int | None = None
    about: Revision | Milestone | Update | None = None
