"""Which agreed revisions lead from one due date to another."""

from collections.abc import Sequence

from scrplan.dates import Period
from scrplan.model import Revision


def moves_between(revisions: Sequence[Revision], was: Period, due: Period | None) -> Sequence[Revision]:
    """Return the revisions that lead from one due date to another, in one step or several; none where none do.

    A revision without its earlier date begins where the one before it led to; the first may begin anywhere.
    """
    if not revisions or not revisions[-1].to.same_as(due):
        return ()
    begins = [move.was or (revisions[place - 1].to if place else None) for place, move in enumerate(revisions)]
    known = [place for place, begin in enumerate(begins) if begin is not None and was.same_as(begin)]
    if known:
        return revisions[known[-1] :]
    return () if begins[0] else revisions
