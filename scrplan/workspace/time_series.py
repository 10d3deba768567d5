"""The points of a trend: which periods, and the plans as git had them at the end of each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.dates import FIRST_YEAR, Period, day_words
from scrplan.errors import BrokenPlans, PlanNotFound
from scrplan.git import short_name
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.period_figures import Point, Step, figures_of, periods_before, periods_between
from scrplan.model import Quarters
from scrplan.notices import Notice, NoticeKind
from scrplan.report.trend import TrendRange
from scrplan.workspace.versions import NO_PLANS, BoardVersions, cut_notices
from scrplan.workspace.workspace import PlansAt

MOST = {Step.MONTH: 12, Step.QUARTER: 8, Step.YEAR: 5}  # periods, where none is asked for


class PeriodRange(NamedTuple):
    """What was asked for: the step, the first and the last period, and the day that is today."""

    step: Step
    first: Period | None
    last: Period | None
    day: date

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


class TimeSeries(NamedTuple):
    """The points, the plans of the last of them, what they are, and what they are short of."""

    points: tuple[Point, ...]
    last: PlansAt
    scope: TrendRange
    notices: tuple[Notice, ...] = ()


def time_series(versions: BoardVersions, wanted: PeriodRange, *, must_have_all: bool = True) -> TimeSeries:
    """Return the plans asked for at each point; a point at which one cannot be read has no figures, and a notice.

    Raises:
        BrokenPlans: the settings, or the plans as they are now, cannot be read.
        PlanNotFound: a plan that was asked for is at no point, and must be.

    """
    quarters = versions.board().quarters
    points: list[Point] = []
    left_out: list[Period] = []
    notices: list[Notice] = []
    found: list[PlansAt] = []
    for period in wanted.periods(quarters):
        commit = last_until(versions.commits, period.last)
        plans, lacks = _plans_at(versions, commit, period) if commit else (None, [])
        notices += lacks
        if commit is None or (plans and not plans.plans and not points):
            left_out.append(period)
        else:
            figures = figures_of(plans.assessed(period.last).assessed) if plans else None
            points.append(Point(period, period.last, commit.id, figures))
        found += [plans] if plans else []
    if wanted.is_to_now:
        found.append(versions.now())
        points.append(Point(None, wanted.day, None, figures_of(found[-1].assessed(wanted.day).assessed)))
    if must_have_all:
        _check_found(found)
    if must_have_all and not points:
        words = f"there was no plan in git by {day_words(wanted.last_day)}"
        raise PlanNotFound(words, "choose a later --until")
    cut = cut_notices(versions.root) if left_out else ()
    scope = TrendRange(_step_words(wanted.step, quarters), wanted.day, tuple(left_out), is_cut=bool(cut))
    notices += cut
    notices += [notice for plans in found for notice in plans.notices]
    return TimeSeries(tuple(points), found[-1] if found else NO_PLANS, scope, tuple(dict.fromkeys(notices)))


def _check_found(found: Sequence[PlansAt]) -> None:
    """Make sure that every plan that was asked for is at some point."""
    for name, error in found[-1].absent.items() if found else ():
        if all(name in one.absent for one in found):
            raise error


def _plans_at(versions: BoardVersions, commit: DatedCommit, period: Period) -> tuple[PlansAt | None, list[Notice]]:
    """Return what a commit holds; None where a plan of it cannot be read, with what is wrong."""
    try:
        return versions.at(commit), []
    except BrokenPlans as broken:
        why = f"{period.text} has no figures: a plan of commit {short_name(commit.id)} cannot be read"
        return None, [Notice(NoticeKind.NOT_KNOWN, words) for words in (*broken.problems, why)]


def _step_words(step: Step, quarters: Quarters) -> str:
    """Return what a step is called: `month`, `financial quarter`, `calendar year`."""
    return step.value if step is Step.MONTH else f"{quarters.value} {step.value}"
