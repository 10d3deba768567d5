"""The closed sets of words that some keys of the plan format take."""

import enum


class ReviewKind(enum.StrEnum):
    """The statutory or local process that made the recommendations."""

    SERIOUS_CASE_REVIEW = "serious_case_review"
    LOCAL_CHILD_SAFEGUARDING_PRACTICE_REVIEW = "local_child_safeguarding_practice_review"
    RAPID_REVIEW = "rapid_review"
    SAFEGUARDING_ADULTS_REVIEW = "safeguarding_adults_review"
    DOMESTIC_HOMICIDE_REVIEW = "domestic_homicide_review"
    PATIENT_SAFETY_REVIEW = "patient_safety_review"
    INQUIRY = "inquiry"
    OTHER = "other"


class State(enum.StrEnum):
    """Delivery, from the least advanced to the most; `not_stated` is open and never shown as done."""

    NOT_STATED = "not_stated"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    SIGNED_OFF = "signed_off"
    STOPPED = "stopped"

    @property
    def is_done(self) -> bool:
        """Return whether the work is claimed to be finished."""
        return self in {State.COMPLETE, State.SIGNED_OFF}

    @property
    def is_open(self) -> bool:
        """Return whether work is still owed."""
        return self not in {State.COMPLETE, State.SIGNED_OFF, State.STOPPED}


class Numbering(enum.StrEnum):
    """Whose numbers the refs are."""

    PUBLISHED = "published"
    ASSIGNED = "assigned"


class Scope(enum.StrEnum):
    """How far a recommendation reaches."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class Acceptance(enum.StrEnum):
    """What the agency answered to the recommendation."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    NOT_ACCEPTED = "not_accepted"
    NO_RESPONSE = "no_response"


class UpdateKind(enum.StrEnum):
    """What an entry under `updates` is."""

    UPDATE = "update"
    CHALLENGE = "challenge"
    DECISION = "decision"


class Relation(enum.StrEnum):
    """How a recommendation relates to another one, of this plan or another."""

    REPEATS = "repeats"
    FOLLOWS_UP = "follows_up"
    SUPERSEDES = "supersedes"
    DEPENDS_ON = "depends_on"
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"


class Quarters(enum.StrEnum):
    """Which quarters a board reports by."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"
