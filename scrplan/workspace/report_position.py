"""The facts that a report is about: the plans at both ends of a period, from git or from the files of today."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, assess_by
from scrplan.compare.movement import movement
from scrplan.dates import BadDate, Period, Precision, day_words
from scrplan.errors import BrokenPlans, PlanNotFound, UsageProblem
from scrplan.git import provenance
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.as_recorded import as_recorded
from scrplan.history.period_figures import Step, period_of, periods_before
from scrplan.history.slippage import Overwritten
from scrplan.model import Board, Quarters
from scrplan.notices import Notice, NoticeKind
from scrplan.report.quarterly.quarter_facts import Basis, FrontSheet, Origin, QuarterFacts
from scrplan.source.files import plan_paths
from scrplan.source.plan_tree import SETTINGS
from scrplan.workspace.comparison import ComparedPlans, WantedPeriod, compared_plans
from scrplan.workspace.first_dates import dates_in_git
from scrplan.workspace.sources import Sources, provenance_of
from scrplan.workspace.time_series import PeriodRange, TimeSeries, time_series
from scrplan.workspace.versions import BoardVersions, cut_notices
from scrplan.workspace.workspace import Workspace

QUARTERS_OF_TREND = 8
RECORDED = "as the plans themselves record it"


class WantedReport(NamedTuple):
    """What a report is to be about: a board's plans, a period, and the day that is today.

    `versions` are those of the plans in git; None without a history. `made_by` is the version of the program.
    """

    workspace: Workspace
    versions: BoardVersions | None
    wanted: tuple[str, ...]
    period: Period
    day: date
    asked: FrontSheet
    made_by: str


class _Found(NamedTuple):
    """The plans at both ends, from where they are, and what they are short of."""

    basis: Basis
    opening: tuple[AssessedPlan, ...]
    closing: tuple[AssessedPlan, ...]
    board: Board
    words: tuple[str, str]
    sources: Sources
    overwritten: Mapping[str, Sequence[Overwritten]]
    notices: tuple[Notice, ...]
    versions: BoardVersions | None = None  # that they are from


def quarter_facts(report: WantedReport, step: Callable[[str], None]) -> tuple[QuarterFacts, Sources]:
    """Return the facts at the end of the period, and the files or the commit that it rests on.

    Calls `step` with what is done next, before each part that takes long.

    Raises:
        UsageProblem: the period has not begun.
        BrokenPlans: a plan cannot be read.

    """
    period, day, versions = report.period, report.day, report.versions
    if period.first > day:
        raise UsageProblem(f"{period.words} has not begun on {day_words(day)}", "ask for a period that has")
    step("reading the plans")
    found = _from_git(versions, period, day) if versions and last_until(versions.commits, period.last) else None
    if found is None:
        found = _from_files(report)
    step("reading the quarters before")
    before = _quarters_before(period, found)
    step("comparing")
    position = QuarterFacts(
        period=period,
        coming=next_quarter(period, found.closing[0].day, found.board.quarters),
        plans=found.closing,
        movement=movement(found.opening, found.closing),
        points=before.points if before else (),
        board=found.board,
        asked=report.asked,
        origin=Origin(report.made_by, *found.words, *provenance_of(found.sources)),
        basis=found.basis,
        overwritten={plan: tuple(some) for plan, some in found.overwritten.items()},
        notices=tuple(dict.fromkeys((*found.notices, *(before.notices if before else ())))),
    )
    return position, found.sources


def _from_git(versions: BoardVersions, period: Period, day: date) -> _Found | None:
    """Return the plans as git had them at both ends; None where it had none of them at the end."""
    wanted = WantedPeriod(period.first.isoformat(), period.last.isoformat(), day, is_fixed=False)
    try:
        ends = compared_plans(versions, wanted)
    except PlanNotFound:
        younger = _younger(versions, period)
        if not younger:
            return None
        found = _from_git(versions.of_plans([one for one in versions.wanted if one not in younger]), period, day)
        return found and found._replace(notices=(*(_left_out(name, period) for name in younger), *found.notices))
    dates = dates_in_git(versions.root, ends.after)
    closing = ends.after.assessed(ends.closing.day, dates.originals).assessed
    if not closing:
        return None
    opening = ends.before.assessed(ends.opening.day).assessed
    is_known = bool(opening) or _had_other_plans(versions, ends)
    return _Found(
        basis=Basis.GIT if is_known else Basis.NO_OPENING,
        opening=opening if is_known else _recorded(closing, ends.opening.day, ends.after.board),
        closing=closing,
        board=ends.after.board,
        words=(ends.opening.words if is_known else RECORDED, ends.closing.words),
        sources=ends.after.sources,
        overwritten=dates.overwritten,
        notices=(*(_uncommitted(versions, ends) if period.last >= day else ()), *ends.notices, *dates.notices),
        versions=versions,
    )


def _had_other_plans(versions: BoardVersions, ends: ComparedPlans) -> bool:
    """Return whether the board had plans in git at the start, so that one that was not among them came later."""
    commit, committed = ends.opening.commit, ends.opening.committed
    if commit is None or committed is None:
        return False
    try:
        return bool(versions.of_plans(()).at(DatedCommit(commit, committed)).plans)
    except BrokenPlans:
        return True


def _younger(versions: BoardVersions, period: Period) -> list[str]:
    """Return those of several names whose plans only came after a period; none where these are all of them."""
    ends = (last_until(versions.commits, day) for day in (period.first - timedelta(days=1), period.last))
    absent = set(versions.wanted).intersection(*(versions.at(end).absent for end in ends if end))
    younger = [name for name in versions.wanted if name in absent and _is_now(versions, name)]
    return younger if len(younger) < len(versions.wanted) else []


def _left_out(name: str, period: Period) -> Notice:
    words = f"{name} is left out, because git has no version of it from {day_words(period.last)} or before"
    return Notice(NoticeKind.LEFT_OUT, words)


def _is_now(versions: BoardVersions, name: str) -> bool:
    workspace = versions.workspace
    if workspace.is_bare:
        return name not in versions.at(versions.commits[0]).absent
    try:
        return bool(plan_paths([name], workspace.root, workspace.here))
    except PlanNotFound:
        return False


def _uncommitted(versions: BoardVersions, ends: ComparedPlans) -> tuple[Notice, ...]:
    """Return that a paper on the present leaves out what is not committed: it could not be made again."""
    workspace = versions.workspace
    committed = (workspace.root / path for path in ends.after.paths)  # some of which may be gone from the folder
    if workspace.is_bare or not provenance((*_files_of(versions), *committed)).dirty:
        return ()
    words = "there are changes that are not committed, and the report is on the last commit; commit them first"
    return (Notice(NoticeKind.NOT_COMMITTED, words),)


def _files_of(versions: BoardVersions) -> tuple[Path, ...]:
    """Return the plans and the settings that are in the folder, also those that git does not know yet."""
    workspace = versions.workspace
    settings = workspace.root / SETTINGS
    try:
        return (*plan_paths(versions.wanted, workspace.root, workspace.here), settings)
    except PlanNotFound:
        return (settings,)


def _from_files(report: WantedReport) -> _Found:
    """Return the plans of today as they themselves say they were on a day, and before the period."""
    day = min(report.period.last, report.day)
    plans = report.workspace.now(report.wanted)
    then = tuple(assess_by(plans.board, as_recorded(plan, day), day) for plan in plans.plans)
    return _Found(
        basis=Basis.NOT_THEN if report.versions else Basis.NO_GIT,
        opening=_recorded(then, report.period.first - timedelta(days=1), plans.board),
        closing=then,
        board=plans.board,
        words=(RECORDED, "the files as they are now, without what they date later"),
        sources=plans.sources,
        overwritten={},  # what git knows of their dates was done later
        notices=(*plans.notices, *(cut_notices(report.versions.root) if report.versions else ())),
    )


def _recorded(closing: Sequence[AssessedPlan], day: date, board: Board) -> tuple[AssessedPlan, ...]:
    return tuple(assess_by(board, as_recorded(one.plan, day, keeps_ratings=True), day) for one in closing)


def _quarters_before(period: Period, found: _Found) -> TimeSeries | None:
    """Return the last eight quarters that had ended, as git has them; None without a history of them."""
    if found.versions is None:
        return None
    judged = found.closing[0].day
    end = judged if judged < period.last else period.last + timedelta(days=1)
    quarters = periods_before(end, QUARTERS_OF_TREND, Step.QUARTER, found.board.quarters)
    last = quarters[-1]
    wanted = PeriodRange(Step.QUARTER, quarters[0], last, last.last + timedelta(days=1))
    return time_series(found.versions, wanted, must_have_all=False)


def next_quarter(period: Period, day: date, quarters: Quarters) -> Period:
    """Return the quarter after a period, by the calendar or by the financial year as the period itself is.

    Where the period ends within a quarter, or has only reached a day of it, it is the rest of that.
    """
    if period.precision.is_quarter:
        quarters = Quarters.CALENDAR if period.precision is Precision.QUARTER else Quarters.FINANCIAL
    first = min(period.last, day) + timedelta(days=1)
    try:
        quarter = period_of(first, Step.QUARTER, quarters)
    except BadDate:
        raise UsageProblem(f"no quarter follows {period.words}", "ask for an earlier period") from None
    return quarter if quarter.first == first else days_period(first, quarter.last)


def days_period(first: date, last: date) -> Period:
    """Return the period from one day to another."""
    return Period(f"{day_words(first)} to {day_words(last)}", first, last, Precision.SPAN)
