"""The position that a report is about: the period asked for, and the plans at both its ends."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from scrplan import __version__
from scrplan.assessment import AssessedPlan, assess_by
from scrplan.cli.ends import Asked as Bounds
from scrplan.cli.ends import Ends, ends_of
from scrplan.cli.option_values import needed, words_of
from scrplan.cli.options import ClockOptions, PaperOptions, PeriodOptions
from scrplan.cli.output import AtCommit, Sources, say
from scrplan.cli.periods import next_quarter, period_asked
from scrplan.cli.points import Span, points_of
from scrplan.cli.progress import Progress
from scrplan.cli.session import open_session
from scrplan.cli.shelf import Shelf
from scrplan.cli.slippage import first_dates
from scrplan.compare.movement import movement
from scrplan.dates import Period, day_words
from scrplan.errors import BrokenPlans, NoHistory, PlanNotFound, UsageProblem
from scrplan.git import Provenance, provenance
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.as_recorded import as_recorded
from scrplan.history.slippage import Overwritten
from scrplan.history.trend import Point, Step, periods_before
from scrplan.model import Board
from scrplan.report.quarterly.quarter_facts import Basis, FrontSheet, Origin, QuarterFacts
from scrplan.source.files import SETTINGS, plan_paths

QUARTERS_OF_TREND = 8
RECORDED = "as the plans themselves record it"


class _Found(NamedTuple):
    """The plans at both ends, and from where they are."""

    basis: Basis
    opening: tuple[AssessedPlan, ...]
    closing: tuple[AssessedPlan, ...]
    board: Board
    words: tuple[str, str]
    sources: Sources
    overwritten: Mapping[str, Sequence[Overwritten]]
    shelf: Shelf | None = None  # that they are from


def position_of(
    asked: PeriodOptions, paper: PaperOptions, plans: Sequence[str], day: date, progress: Progress
) -> tuple[QuarterFacts, Sources]:
    """Return the position at the end of the period asked for, and the files or the commit that it rests on.

    Raises:
        UsageProblem: the period is none, or has not begun.
        BrokenPlans: a plan cannot be read.

    """
    shelf = _shelf(plans)
    period = period_asked(asked, day, shelf)
    if period.first > day:
        raise UsageProblem(f"{period.words} has not begun on {day_words(day)}", "ask for a period that has")
    progress.step("reading the plans")
    found = _from_git(shelf, period, day) if shelf and last_until(shelf.commits, period.last) else None
    if found is None:
        found = _from_files(plans, period, min(period.last, day), in_git=shelf is not None)
    progress.step("reading the quarters before")
    points = _points(period, found)
    progress.step("comparing")
    position = QuarterFacts(
        period,
        next_quarter(period, found.closing[0].day, found.board.quarters),
        found.closing,
        movement(found.opening, found.closing),
        points,
        found.board,
        _asked(paper),
        _origin(found),
        found.basis,
        {plan: tuple(some) for plan, some in found.overwritten.items()},
    )
    return position, found.sources


def _asked(paper: PaperOptions) -> FrontSheet:
    return FrontSheet(
        words_of("--board", paper.board),
        words_of("--purpose", paper.purpose),
        tuple(needed("--ask", one) for one in paper.ask or ()),
    )


def _origin(found: _Found) -> Origin:
    sources = found.sources
    made = Provenance(sources.commit, dirty=False) if isinstance(sources, AtCommit) else provenance(sources)
    return Origin(__version__, *found.words, made.commit, made.dirty)


def _shelf(plans: Sequence[str]) -> Shelf | None:
    """Return git's shelf of the plans; None where there is no history."""
    try:
        return Shelf.of(plans)
    except NoHistory:
        return None


def _from_git(shelf: Shelf, period: Period, day: date) -> _Found | None:
    """Return the plans as git had them at both ends; None where it had none of them at the end."""
    try:
        ends = ends_of(shelf, Bounds(period.first.isoformat(), period.last.isoformat(), day, is_fixed=False))
    except PlanNotFound:
        older = _without_younger(shelf, period)
        return None if older is shelf else _from_git(older, period, day)
    opening = ends.before.assessed(ends.opening.day)
    closing, overwritten = _closing(shelf, ends)
    if not closing:
        return None
    if period.last >= day:
        _warn_of_uncommitted(shelf)
    is_known = bool(opening) or _had_other_plans(shelf, ends)
    return _Found(
        Basis.GIT if is_known else Basis.NO_OPENING,
        opening if is_known else _recorded(closing, ends.opening.day, ends.after.board),
        closing,
        ends.after.board,
        (ends.opening.words if is_known else RECORDED, ends.closing.words),
        ends.after.sources,
        overwritten,
        shelf,
    )


def _had_other_plans(shelf: Shelf, ends: Ends) -> bool:
    """Return whether the board had plans in git at the start, so that one that was not among them came later."""
    commit, committed = ends.opening.commit, ends.opening.committed
    if commit is None or committed is None:
        return False
    try:
        return bool(shelf._replace(wanted=(), known={}).at(DatedCommit(commit, committed)).plans)
    except BrokenPlans:
        return True


def _without_younger(shelf: Shelf, period: Period) -> Shelf:
    """Return the shelf without those of several plans that only came after a period, which is said of each."""
    ends = (last_until(shelf.commits, day) for day in (period.first - timedelta(days=1), period.last))
    absent = set(shelf.wanted).intersection(*(shelf.at(end).absent for end in ends if end))
    younger = [name for name in shelf.wanted if name in absent and _is_now(shelf, name)]
    if len(younger) == len(shelf.wanted) or not younger:
        return shelf
    for name in younger:
        say(f"warning: {name} is left out, since git has no version of it from {day_words(period.last)} or before")
    return shelf._replace(wanted=tuple(name for name in shelf.wanted if name not in younger), known={})


def _is_now(shelf: Shelf, name: str) -> bool:
    if shelf.is_bare:
        return name not in shelf.at(shelf.commits[0]).absent
    try:
        return bool(plan_paths([name], shelf.root))
    except PlanNotFound:
        return False


def _closing(shelf: Shelf, ends: Ends) -> tuple[tuple[AssessedPlan, ...], dict[str, Sequence[Overwritten]]]:
    """Return the plans at the end, judged with the first due dates that git had then, and the overwritten dates."""
    board, commit = ends.after.board, ends.closing.commit
    by_path = dict(zip(ends.after.paths, ends.after.plans, strict=True))
    slippage = first_dates(shelf.root, by_path, commit)
    assessed = tuple(
        assess_by(board, plan, ends.closing.day, slippage[path].originals if path in slippage else {})
        for path, plan in by_path.items()
    )
    return assessed, {by_path[path].id: one.overwritten for path, one in slippage.items()}


def _warn_of_uncommitted(shelf: Shelf) -> None:
    """Say that a paper on the present leaves out what nobody committed: it could not be made again."""
    if not shelf.is_bare and provenance(_files_of(shelf)).dirty:
        say(
            "warning: there are changes that are not committed, and the report is of the last commit; commit them first"
        )


def _files_of(shelf: Shelf) -> tuple[Path, ...]:
    """Return the plans and the settings as they lie in the folder, also those that git does not know yet."""
    settings = shelf.root / SETTINGS
    try:
        return (*plan_paths(list(shelf.wanted), shelf.root), settings)
    except PlanNotFound:
        return (settings,)


def _from_files(plans: Sequence[str], period: Period, day: date, *, in_git: bool) -> _Found:
    """Return the plans of today as they themselves say they were on a day, and before the period."""
    session = open_session(list(plans), ClockOptions(as_at=day.isoformat()))
    board = session.board
    then = tuple(assess_by(board, as_recorded(one.plan, day), day) for one in session.assessed)
    return _Found(
        Basis.NOT_THEN if in_git else Basis.NO_GIT,
        _recorded(then, period.first - timedelta(days=1), board),
        then,
        board,
        (RECORDED, "the files as they are now, without what they date later"),
        session.sources,
        {},  # what git knows of their dates was done later
    )


def _recorded(closing: Sequence[AssessedPlan], day: date, board: Board) -> tuple[AssessedPlan, ...]:
    return tuple(assess_by(board, as_recorded(one.plan, day, keeps_ratings=True), day) for one in closing)


def _points(period: Period, found: _Found) -> tuple[Point, ...]:
    """Return the last eight quarters that had ended, as git has them; none without a history of them."""
    if found.shelf is None:
        return ()
    judged = found.closing[0].day
    end = judged if judged < period.last else period.last + timedelta(days=1)
    quarters = periods_before(end, QUARTERS_OF_TREND, Step.QUARTER, found.board.quarters)
    last = quarters[-1]
    span = Span(Step.QUARTER, quarters[0], last, last.last + timedelta(days=1))
    return points_of(found.shelf, span, must_have_all=False).points
