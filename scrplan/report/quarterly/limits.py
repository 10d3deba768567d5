"""What a paper cannot know, in words: where git has no version of an end, and where nobody wrote a position down."""

from collections.abc import Iterator
from datetime import date, timedelta

from scrplan.assessment import Item, leaves
from scrplan.dates import day_words
from scrplan.history.events import completion
from scrplan.history.recorded import first_rated_after
from scrplan.model import Progress
from scrplan.report.quarterly.records import Basis, Position
from scrplan.report.words import rows_words


def limits(position: Position) -> tuple[str, ...]:
    """Return what could not be known, a point each; nothing where git has both ends and each position is recent."""
    return (*_of_end(position), *_of_start(position), *_of_old_positions(position))


def eve(position: Position) -> date:
    """Return the day before the period, on which the movement starts."""
    return position.period.first - timedelta(days=1)


def undated(position: Position) -> list[Item]:
    """Return what is complete while nobody recorded when, where git cannot tell it either."""
    if not position.basis.is_recorded:
        return []
    return [
        item
        for item in position.items
        if item.state.is_done and completion(item) is None and not _is_rated_by(item, eve(position))
    ]


def _is_rated_by(item: Item, day: date) -> bool:
    """Return whether a rating from that day or before is recorded, of the whole or of each of its actions."""

    def has_rating(facts: Progress) -> bool:
        return any(one.rag is not None and one.on.first <= day for one in facts.updates)

    return has_rating(item.recommendation.progress) or all(has_rating(leaf.facts) for leaf in leaves(item))


def _of_end(position: Position) -> Iterator[str]:
    day = day_words(position.day)
    if position.day < position.period.last:
        yield f"The period has not ended: the plans are judged on {day}."
    now = "The plans are read as the files are now, and what they date later is left out."
    if position.basis is Basis.NOT_THEN:
        yield f"git has no version of the plans from {day} or before. {now}"
    if position.basis is Basis.NO_GIT:
        yield f"The plans are not in git, so that nobody can show how they stood on {day}. {now}"


def _of_start(position: Position) -> Iterator[str]:
    """Yield what is not known of the day before the period."""
    if not position.basis.is_recorded:
        return
    start = day_words(eve(position))
    if position.basis is Basis.NO_OPENING:
        yield f"git has no version of the plans from {start} or before."
    yield (
        "What moved is only what the plans themselves date: completions, updates, sign-offs, revisions. What has no "
        "date counts as unchanged, and a recommendation that came later as there from the start."
    )
    number = sum(len(first_rated_after(plan, eve(position))) for plan in position.whole)
    if number:
        yield (
            f"Of {rows_words(number)} the plans record no rating from {start} or before; "
            f"{'it is' if number == 1 else 'they are'} counted as if it had been the same."
        )


def _of_old_positions(position: Position) -> Iterator[str]:
    """Yield the plans that nobody brought up to date in the period."""
    old = [plan for plan in position.whole if plan.as_at.last < position.period.first]
    if not old:
        return
    named = ", ".join(f"{plan.id} in {plan.as_at.words}" for plan in old[:NAMED])
    more = f" and {len(old) - NAMED:,} more" if len(old) > NAMED else ""
    verb = "was" if len(old) == 1 else "were"
    count = f"{len(old):,} of {len(position.plans):,} plans {verb}" if position.is_many else "The plan was"
    yield (
        f"{count} last brought up to date before this period began ({named}{more}); what stands here of "
        f"{'them' if len(old) > 1 else 'it'} is what was known then."
    )


NAMED = 4  # plans that are named
