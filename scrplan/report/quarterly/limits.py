"""What a report cannot know, in words: where git has no version of an end, and where a plan is out of date."""

from collections.abc import Iterator, Sequence
from datetime import date

from scrplan.dates import day_words
from scrplan.history.as_recorded import first_rated_after
from scrplan.model import Plan
from scrplan.report.quarterly.quarter_facts import Basis, QuarterFacts
from scrplan.report.words import rows_words


def limits(quarter: QuarterFacts) -> tuple[str, ...]:
    """Return what could not be known, a point each; nothing where git has both ends and each plan is up to date."""
    notices = (f"{notice.line[:1].upper()}{notice.line[1:]}." for notice in quarter.notices)
    return (*_of_end(quarter), *_of_start(quarter), *_of_old_positions(quarter), *notices)


def _of_end(quarter: QuarterFacts) -> Iterator[str]:
    day = day_words(quarter.day)
    if quarter.day < quarter.period.last:
        yield f"The period has not ended: the plans are judged on {day}."
    now = "The plans are read as the files are now, and what they date later is left out."
    if quarter.basis is Basis.NOT_THEN:
        yield f"{quarter.keeper} has no version of the plans from {day} or before. {now}"
    if quarter.basis is Basis.NO_GIT:
        yield f"The plans are not in git, so nobody can show what they said on {day}. {now}"


def _of_start(quarter: QuarterFacts) -> Iterator[str]:
    """Yield what is not known of the day before the period."""
    if not quarter.basis.is_recorded:
        return
    start = day_words(quarter.eve)
    if quarter.basis is Basis.NO_OPENING:
        yield f"{quarter.keeper} has no version of the plans from {start} or before."
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
    """Yield the plans whose as-at date is before the period, those that were changed in the period apart."""
    changed = {id(one.after) for one in quarter.movement.plans if one.changes}
    old = [plan for plan in quarter.whole if plan.as_at.last < quarter.period.first]
    still = [plan for plan in old if id(plan) not in changed]
    if still:
        it = "it" if len(still) == 1 else "them"
        yield f"{_plans_words(still)} before this period began; what this paper says of {it} is what was known then."
    touched = [plan for plan in old if id(plan) in changed]
    if touched:
        it = "it was" if len(touched) == 1 else "they were"
        yield f"{_plans_words(touched)} before this period began, though {it} changed in it."


def plan_as_at_words(plan: Plan, day: date) -> str:
    """Return the as-at date of a plan; one after the day of the report says so."""
    later = ", after this report's day" if plan.as_at.first > day else ""
    return f"{plan.as_at.words}{later}"


def _plans_words(plans: Sequence[Plan]) -> str:
    """Return which plans were last brought up to date when: `One plan was last brought up to date (child-g ...)`."""
    named = ", ".join(f"{plan.id} {plan.as_at.on_words}" for plan in plans[:NAMED])
    more = f" and {len(plans) - NAMED:,} more" if len(plans) > NAMED else ""
    number = "One plan was" if len(plans) == 1 else f"{len(plans):,} plans were"
    return f"{number} last brought up to date ({named}{more})"


NAMED = 4  # plans that are named
