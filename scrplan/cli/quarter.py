"""The position that a report is about: the period asked for, and the plans at both its ends."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scrplan import __version__
from scrplan.assessment import AssessedPlan, assess_plan
from scrplan.cli.ends import Asked as Bounds
from scrplan.cli.ends import ends_of
from scrplan.cli.options import ClockOptions
from scrplan.cli.output import AtCommit, Sources
from scrplan.cli.points import Span, points_of
from scrplan.cli.recording import words_of
from scrplan.cli.session import open_session
from scrplan.cli.shelf import Shelf
from scrplan.cli.slippage import WITHOUT_HISTORY
from scrplan.dates import BadDate, Period, day_words, parse_period
from scrplan.errors import GitProblem, PlanNotFound, UsageProblem
from scrplan.git import Provenance, provenance
from scrplan.git.days import last_until
from scrplan.history.movement import movement
from scrplan.history.recorded import as_recorded
from scrplan.history.trend import Point, Step, period_of, periods_before
from scrplan.model import Board, Quarters
from scrplan.report.quarterly.records import Asked, Origin, Position
from scrplan.source.files import find_root, load_board

if TYPE_CHECKING:
    from scrplan.cli.report import PaperOptions, PeriodOptions


class _Found(NamedTuple):
    """The plans at both ends, from where they are, and what could not be known."""

    opening: tuple[AssessedPlan, ...]
    closing: tuple[AssessedPlan, ...]
    board: Board
    words: tuple[str, str]
    sources: Sources
    limits: tuple[str, ...] = ()


def position_of(
    asked: "PeriodOptions", paper: "PaperOptions", plans: Sequence[str], day: date
) -> tuple[Position, Sources]:
    """Return the position at the end of the period asked for, and the files or the commit that it rests on.

    Raises:
        UsageProblem: the period is none.
        BrokenPlans: a plan cannot be read.

    """
    period = _period(asked, day)
    shelf = _shelf(plans)
    found = _from_git(shelf, period, day) if shelf and last_until(shelf.commits, period.last) else None
    if found is None:
        found = _from_files(plans, period, in_git=shelf is not None)
    origin = found.sources if isinstance(found.sources, AtCommit) else None
    made = (
        Provenance(origin.commit, dirty=False) if origin else provenance([Path(one) for one in _paths(found.sources)])
    )
    position = Position(
        period,
        _next(period, found.board.quarters),
        found.closing,
        movement(found.opening, found.closing),
        _points(shelf, period, found),
        found.board,
        Asked(
            words_of("--board", paper.board),
            words_of("--purpose", paper.purpose),
            tuple(words_of("--ask", one) for one in paper.ask or ()),
        ),
        Origin(__version__, *found.words, made.commit, made.dirty),
        found.limits,
    )
    return position, found.sources


def _paths(sources: Sources) -> Sequence[Path]:
    return () if isinstance(sources, AtCommit) else sources


def _shelf(plans: Sequence[str]) -> Shelf | None:
    """Return git's shelf of the plans; None where there is no history."""
    try:
        return Shelf.of(plans)
    except GitProblem as problem:
        if problem.message not in WITHOUT_HISTORY:
            raise
        return None


def _from_git(shelf: Shelf, period: Period, day: date) -> _Found | None:
    """Return the plans as git had them at both ends; None where it had none of them at the end."""
    bounds = Bounds(period.first.isoformat(), period.last.isoformat(), day, is_fixed=False)
    try:
        ends = ends_of(shelf, bounds)
    except PlanNotFound:
        return None
    opening, closing = ends.assessed()
    if not closing:
        return None
    limits: tuple[str, ...] = ()
    start = ends.opening.words
    if not opening:
        limits = (NO_EARLIER.format(day=day_words(ends.opening.day)),)
        opening = _recorded(closing, ends.opening.day, ends.after.board)
        start = "as the plans themselves record it"
    words = (start, ends.closing.words)
    return _Found(opening, closing, ends.after.board, words, ends.after.sources, limits)


NO_EARLIER = (
    "git has no version of the plans from {day} or before. What moved is taken from the dates that the plans record "
    "(updates, completions, revisions); what has no date counts as unchanged, what was rated only later as not stated, "
    "and a recommendation that was added later as there from the start."
)
NOT_IN_GIT = (
    "The plans are not in git, so that nobody can show how they stood on {day}. They are read as they are now, and "
    "what they date later is left out."
)
NOT_THEN = (
    "git has no version of the plans from {day} or before. They are read as they are now, and what they date later is "
    "left out."
)


def _from_files(plans: Sequence[str], period: Period, *, in_git: bool) -> _Found:
    session = open_session(list(plans), ClockOptions(as_at=period.last.isoformat()))
    board = session.board
    eve = period.first - timedelta(days=1)
    then = tuple(
        assess_plan(as_recorded(one.plan, period.last), period.last, board.due_soon_days, board.stale_days)
        for one in session.assessed
    )
    limits = (
        (NOT_THEN if in_git else NOT_IN_GIT).format(day=day_words(period.last)),
        NO_EARLIER.format(day=day_words(eve)).removeprefix("git has no version of the plans from ").partition(". ")[2],
    )
    words = ("as the plans themselves record it", "the files as they are now, without what they date later")
    return _Found(_recorded(then, eve, board), then, board, words, session.sources, limits)


def _recorded(closing: Sequence[AssessedPlan], day: date, board: Board) -> tuple[AssessedPlan, ...]:
    return tuple(assess_plan(as_recorded(one.plan, day), day, board.due_soon_days, board.stale_days) for one in closing)


def _points(shelf: Shelf | None, period: Period, found: _Found) -> tuple[Point, ...]:
    """Return the last eight quarters as git has them; none without a history of them."""
    if shelf is None or not isinstance(found.sources, AtCommit):
        return ()
    first = periods_before(period.last + timedelta(days=1), EIGHT, Step.QUARTER, found.board.quarters)[0]
    span = Span(Step.QUARTER, first, period, period.last + timedelta(days=1))
    return points_of(shelf, span).points


EIGHT = 8


def _period(asked: "PeriodOptions", day: date) -> Period:
    if asked.quarter is not None and (asked.since or asked.until):
        raise UsageProblem("both a quarter and --from or --to are given", "give the one or the other")
    if asked.quarter is not None:
        return _quarter(asked.quarter)
    if asked.since is None and asked.until is None:
        board, _ = load_board(find_root(Path.cwd()))
        return periods_before(day, 1, Step.QUARTER, board.quarters if board else Quarters.FINANCIAL)[0]
    if asked.since is None or asked.until is None:
        raise UsageProblem("--from and --to belong together", "give both")
    first, last = _date("--from", asked.since).first, _date("--to", asked.until).last
    if first > last:
        raise UsageProblem("--from lies after --to", f"the period would begin on {day_words(first)}")
    return Period(f"{day_words(first)} to {day_words(last)}", first, last)


def _quarter(written: str) -> Period:
    period = _date("--quarter", written)
    if "Q" not in period.text:
        raise UsageProblem(
            f"--quarter: {written!r} is no quarter", "write 2013/14-Q2 (financial) or 2013-Q3 (calendar)"
        )
    return period


def _date(option: str, written: str) -> Period:
    try:
        return parse_period(written)
    except BadDate as bad:
        raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None


def _next(period: Period, quarters: Quarters) -> Period:
    """Return the quarter after a period, by the calendar where the period is one of the calendar's."""
    kind = Quarters.CALENDAR if "Q" in period.text and "/" not in period.text else quarters
    return period_of(period.last + timedelta(days=1), Step.QUARTER, kind)
