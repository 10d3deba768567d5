"""What a paper cannot know, in words: where git has no version of an end, and where nobody wrote a position down."""

from collections.abc import Iterator, Sequence
from datetime import date

from scrplan.dates import day_words
from scrplan.history.as_recorded import first_rated_after
from scrplan.model import Plan
from scrplan.report.quarterly.quarter_facts import Basis, QuarterFacts
from scrplan.report.words import rows_words


def limits(quarter: QuarterFacts) -> tuple[str, ...]:
    """Return what could not be known, a point each; nothing where git has both ends and each position is recent."""
    notices = (f"{notice.line[:1].upper()}{notice.line[1:]}." for notice in quarter.notices)
    return (*_of_end(quarter), *_of_start(quarter), *_of_old_positions(quarter), *notices)


def _of_end(quarter: QuarterFacts) -> Iterator[str]:
    day = day_words(quarter.day)
    if quarter.day < quarter.period.last:
        yield f"The period has not ended: the plans are judged on {day}."
    now = "The plans are read as the files are now, and what they date later is left out."
    if quarter.basis is Basis.NOT_THEN:
        yield f"git has no version of the plans from {day} or before. {now}"
    if quarter.basis is Basis.NO_GIT:
        yield f"The plans are not in git, so that nobody can show how they stood on {day}. {now}"


def _of_start(quarter: QuarterFacts) -> Iterator[str]:
    """Yield what is not known of the day before the period."""
    if not quarter.basis.is_recorded:
        return
    start = day_words(quarter.eve)
    if quarter.basis is Basis.NO_OPENING:
        yield f"git has no version of the plans from {start} or before."
    yield (
        "What moved is only what the plans themselves date: completions, updates, sign-offs, revisions. What has no "
        "date counts as unchanged, and a recommendation that came later as there from the start."
    )
    number = sum(len(first_rated_after(plan, quarter.eve)) for plan in quarter.whole)
    if number:
        yield (
            f"Of {rows_words(number)} the plans record no rating from {start} or before; "
            f"{'it is' if number == 1 else 'they are'} counted as if it had been the same."
        )


def _of_old_positions(quarter: QuarterFacts) -> Iterator[str]:
    """Yield the plans whose position nobody brought up to date in the period, those that were changed in it apart."""
    changed = {id(one.after) for one in quarter.movement.plans if one.changes}
    old = [plan for plan in quarter.whole if plan.as_at.last < quarter.period.first]
    still = [plan for plan in old if id(plan) not in changed]
    if still:
        it = "it" if len(still) == 1 else "them"
        yield f"{_plans_words(still)} before this period began; what stands here of {it} is what was known then."
    touched = [plan for plan in old if id(plan) in changed]
    if touched:
        it = "it was" if len(touched) == 1 else "they were"
        yield f"{_plans_words(touched)} before this period began, though {it} changed in it."


def stated_words(plan: Plan, day: date) -> str:
    """Return when the position of a plan was stated; one from after the day says so."""
    later = ", after this position" if plan.as_at.first > day else ""
    return f"position stated {plan.as_at.on_words}{later}"


def _plans_words(plans: Sequence[Plan]) -> str:
    """Return whose position was stated when: `The position of child-g was last stated in December 2011`."""
    named = ", ".join(f"{plan.id} {plan.as_at.on_words}" for plan in plans[:NAMED])
    more = f" and {len(plans) - NAMED:,} more" if len(plans) > NAMED else ""
    number = "one plan" if len(plans) == 1 else f"{len(plans):,} plans"
    return f"The position of {number} was last stated ({named}{more})"


NAMED = 4  # plans that are named
