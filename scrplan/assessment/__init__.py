"""What is true of a plan on a day: state, timeliness, assurance, conflicts, counts. The only definition of overdue."""

from scrplan.assessment.conflict_kinds import Conflict, ConflictKind
from scrplan.assessment.counts import Counts, by_agency, count, count_ratings
from scrplan.assessment.items import (
    UNRATED,
    AssessedPlan,
    Assurance,
    Item,
    Timeliness,
    due_leaves,
    leaves,
    off_track_leaves,
    overdue_leaves,
)
from scrplan.assessment.plans import assess_by

__all__ = [
    "UNRATED",
    "AssessedPlan",
    "Assurance",
    "Conflict",
    "ConflictKind",
    "Counts",
    "Item",
    "Timeliness",
    "assess_by",
    "by_agency",
    "count",
    "count_ratings",
    "due_leaves",
    "leaves",
    "off_track_leaves",
    "overdue_leaves",
]
