"""The points of a trend: which periods, and the plans as git had them at the end of each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.cli.option_values import needed_date
from scrplan.cli.output import say
from scrplan.cli.shelf import Shelf, Taken
from scrplan.dates import FIRST_YEAR, Period, day_words
from scrplan.errors import BrokenPlans, PlanNotFound, UnknownName, UsageProblem
from scrplan.git import is_shallow, short_name
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.trend import Point, Step, figures_of, periods_before, periods_between
from scrplan.model import Board, Quarters
from scrplan.report.trend import TrendRange

MOST = {Step.MONTH: 12, Step.QUARTER: 8, Step.YEAR: 5}  # periods, where none is asked for


class Span(NamedTuple):
    """What was asked for: the step, the first and the last period, and the day that is today."""

    step: Step
    first: Period | None
    last: Period | None
    day: date

    @classmethod
    def of(cls, step: str, first: str | None, last: str | None, day: date) -> "Span":
        """Read what was asked for.

        Raises:
            UnknownName: there is no such step.
            UsageProblem: a date is not one of the format, or the first period lies after the last.

        """
        if step not in set(Step):
            raise UnknownName("step", step, Step)
        begin = None if first is None else needed_date("--from", first)
        end = None if last is None else needed_date("--until", last)
        span = cls(Step(step), begin, end, day)
        if begin and begin.first > span.last_day:
            why = f"it begins on {day_words(begin.first)}, and the last day is {day_words(span.last_day)}"
            raise UsageProblem(f"--from {begin.text} leaves nothing to show", why)
        return span

    @property
    def last_day(self) -> date:
        """Return the last day that is looked at."""
        return min(self.last.last, self.day) if self.last else self.day

    @property
    def is_to_now(self) -> bool:
        """Return whether the last point is what there is today."""
        return self.last is None or self.last.last >= self.day

    def periods(self, quarters: Quarters) -> list[Period]:
        """Return the periods that had ended by then."""
        end = self.day if self.is_to_now or self.last is None else self.last.last + timedelta(days=1)
        if self.first is None:
            return periods_before(end, MOST[self.step], self.step, quarters)
        begin = max(self.first.first, date(FIRST_YEAR + 1, 1, 1))  # a financial year begins in the year before
        return [one for one in periods_between(begin, end, self.step, quarters) if one.last < end]


class Line(NamedTuple):
    """The points, what the last of them was made of, and what they are."""

    points: tuple[Point, ...]
    last: Taken
    scope: TrendRange


def points_of(shelf: Shelf, span: Span, *, must_have_all: bool = True) -> Line:
    """Return the plans asked for at each point; a point at which one cannot be read is told, and has no figures.

    Raises:
        BrokenPlans: the settings, or the plans as they are now, cannot be read.
        PlanNotFound: a plan that was asked for is at no point, and must be.

    """
    quarters = shelf.board().quarters
    known: dict[str, Taken | None] = {}
    points: list[Point] = []
    left_out: list[Period] = []
    taken_of: list[Taken] = []
    for period in span.periods(quarters):
        commit = last_until(shelf.commits, period.last)
        taken = _taken(shelf, commit, period, known) if commit else None
        if commit is None or (taken and not taken.plans and not points):
            left_out.append(period)
        else:
            points.append(Point(period, period.last, commit.id, taken and figures_of(taken.assessed(period.last))))
        taken_of += [taken] if taken else []
    if span.is_to_now:
        taken_of.append(shelf.now())
        points.append(Point(None, span.day, None, figures_of(taken_of[-1].assessed(span.day))))
    if must_have_all:
        _check_found(taken_of)
    if must_have_all and not points:
        words = f"there was no plan in git by {day_words(span.last_day)}"
        raise PlanNotFound(words, "choose a later --until")
    is_cut = bool(left_out) and is_shallow(shelf.root)
    scope = TrendRange(_step_words(span.step, quarters), span.day, tuple(left_out), is_cut)
    return Line(tuple(points), taken_of[-1] if taken_of else Taken(Board(), (), ()), scope)


def _check_found(taken_of: Sequence[Taken]) -> None:
    """Make sure that every plan that was asked for is at some point."""
    for name, error in taken_of[-1].absent.items() if taken_of else ():
        if all(name in one.absent for one in taken_of):
            raise error


def _taken(shelf: Shelf, commit: DatedCommit, period: Period, known: dict[str, Taken | None]) -> Taken | None:
    """Return what a commit holds; None where a plan of it cannot be read, which is told."""
    if commit.id not in known:
        known[commit.id] = None
        try:
            known[commit.id] = shelf.at(commit)
        except BrokenPlans as broken:
            for problem in broken.problems:
                say(f"warning: {problem}")
    if known[commit.id] is None:
        say(f"warning: {period.text} has no figures: a plan of commit {short_name(commit.id)} cannot be read")
    return known[commit.id]


def _step_words(step: Step, quarters: Quarters) -> str:
    """Return what a step is called: `month`, `financial quarter`, `calendar year`."""
    return step.value if step is Step.MONTH else f"{quarters.value} {step.value}"
