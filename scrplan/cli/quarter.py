"""The position that a report is about: the period asked for, and the plans at both its ends."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scrplan import __version__
from scrplan.assessment import AssessedPlan, assess_plan
from scrplan.cli.ends import Asked as Bounds
from scrplan.cli.ends import Ends, ends_of
from scrplan.cli.options import ClockOptions
from scrplan.cli.output import AtCommit, Sources, say
from scrplan.cli.points import Span, points_of
from scrplan.cli.progress import Progress
from scrplan.cli.session import open_session
from scrplan.cli.shelf import Shelf
from scrplan.cli.slippage import WITHOUT_HISTORY, first_dates
from scrplan.cli.typed import words_of
from scrplan.dates import BadDate, Period, day_words, parse_period
from scrplan.errors import GitProblem, PlanNotFound, UsageProblem
from scrplan.git import Provenance, bare_at, provenance
from scrplan.git.days import last_until
from scrplan.history.movement import movement
from scrplan.history.recorded import as_recorded
from scrplan.history.slippage import Overwritten
from scrplan.history.trend import Point, Step, period_of, periods_before
from scrplan.model import Board, Quarters
from scrplan.report.quarterly.records import Asked, Basis, Origin, Position
from scrplan.source.files import find_root, load_board

if TYPE_CHECKING:
    from scrplan.cli.report import PaperOptions, PeriodOptions


class _Found(NamedTuple):
    """The plans at both ends, and from where they are."""

    basis: Basis
    opening: tuple[AssessedPlan, ...]
    closing: tuple[AssessedPlan, ...]
    board: Board
    words: tuple[str, str]
    sources: Sources
    overwritten: Mapping[str, Sequence[Overwritten]]


def position_of(
    asked: "PeriodOptions", paper: "PaperOptions", plans: Sequence[str], day: date, progress: Progress
) -> tuple[Position, Sources]:
    """Return the position at the end of the period asked for, and the files or the commit that it rests on.

    Raises:
        UsageProblem: the period is none, or has not begun.
        BrokenPlans: a plan cannot be read.

    """
    period = _period(asked, day)
    if period.first > day:
        raise UsageProblem(f"{period.words} has not begun on {day_words(day)}", "ask for a period that has")
    progress.step("reading the plans")
    shelf = _shelf(plans)
    found = _from_git(shelf, period, day) if shelf and last_until(shelf.commits, period.last) else None
    if found is None:
        found = _from_files(plans, period, min(period.last, day), in_git=shelf is not None)
    progress.step("reading the quarters before")
    points = _points(shelf, period, found)
    progress.step("comparing")
    position = Position(
        period,
        _next(period, found.board.quarters),
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


def _asked(paper: "PaperOptions") -> Asked:
    return Asked(
        words_of("--board", paper.board),
        words_of("--purpose", paper.purpose),
        tuple(words_of("--ask", one) for one in paper.ask or ()),
    )


def _origin(found: _Found) -> Origin:
    sources = found.sources
    made = Provenance(sources.commit, dirty=False) if isinstance(sources, AtCommit) else provenance(sources)
    return Origin(__version__, *found.words, made.commit, made.dirty)


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
    try:
        ends = ends_of(shelf, Bounds(period.first.isoformat(), period.last.isoformat(), day, is_fixed=False))
    except PlanNotFound:
        return None
    opening, _ = ends.assessed()
    closing, overwritten = _closing(shelf, ends)
    if not closing:
        return None
    if period.last >= day:
        _warn_of_uncommitted(shelf, ends.after.paths)
    start = ends.opening.words if opening else RECORDED
    return _Found(
        Basis.GIT if opening else Basis.NO_OPENING,
        opening or _recorded(closing, ends.opening.day, ends.after.board),
        closing,
        ends.after.board,
        (start, ends.closing.words),
        ends.after.sources,
        overwritten,
    )


RECORDED = "as the plans themselves record it"


def _closing(shelf: Shelf, ends: Ends) -> tuple[tuple[AssessedPlan, ...], dict[str, Sequence[Overwritten]]]:
    """Return the plans at the end, judged with the first due dates that git had then, and the overwritten dates."""
    board, commit = ends.after.board, ends.closing.commit
    by_path = dict(zip(ends.after.paths, ends.after.plans, strict=True))
    slippage = first_dates(shelf.root, by_path, commit)
    assessed = tuple(
        assess_plan(
            plan,
            ends.closing.day,
            board.due_soon_days,
            board.stale_days,
            slippage[path].originals if path in slippage else {},
        )
        for path, plan in by_path.items()
    )
    return assessed, {by_path[path].id: one.overwritten for path, one in slippage.items()}


def _warn_of_uncommitted(shelf: Shelf, paths: Sequence[str]) -> None:
    """Say that a paper on the present leaves out what nobody committed: it could not be made again."""
    if not shelf.is_bare and provenance([shelf.root / path for path in paths]).dirty:
        say(
            "warning: there are changes that are not committed, and the report is of the last commit; commit them first"
        )


def _from_files(plans: Sequence[str], period: Period, day: date, *, in_git: bool) -> _Found:
    """Return the plans of today as they themselves say they were on a day, and before the period."""
    session = open_session(list(plans), ClockOptions(as_at=day.isoformat()))
    board = session.board
    then = tuple(
        assess_plan(as_recorded(one.plan, day), day, board.due_soon_days, board.stale_days) for one in session.assessed
    )
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
    return tuple(
        assess_plan(as_recorded(one.plan, day, keeps_ratings=True), day, board.due_soon_days, board.stale_days)
        for one in closing
    )


def _points(shelf: Shelf | None, period: Period, found: _Found) -> tuple[Point, ...]:
    """Return the last eight quarters that had ended, as git has them; none without a history of them."""
    if shelf is None or not isinstance(found.sources, AtCommit):
        return ()
    judged = found.closing[0].day
    end = judged if judged < period.last else period.last + timedelta(days=1)
    quarters = periods_before(end, EIGHT, Step.QUARTER, found.board.quarters)
    last = quarters[-1]
    try:
        return points_of(shelf, Span(Step.QUARTER, quarters[0], last, last.last + timedelta(days=1))).points
    except PlanNotFound:  # the plans are younger than that
        return ()


EIGHT = 8


def _period(asked: "PeriodOptions", day: date) -> Period:
    if asked.quarter is not None and (asked.since or asked.until):
        raise UsageProblem("both a quarter and --from or --to are given", "give the one or the other")
    if asked.quarter is not None:
        return _quarter(asked.quarter)
    if asked.since is None and asked.until is None:
        return periods_before(day, 1, Step.QUARTER, _quarters())[0]
    if asked.since is None or asked.until is None:
        raise UsageProblem("--from and --to belong together", "give both")
    first, last = _date("--from", asked.since).first, _date("--to", asked.until).last
    if first > last:
        raise UsageProblem("--from lies after --to", f"the period would begin on {day_words(first)}")
    return _days(first, last)


def _quarters() -> Quarters:
    """Return by which quarters the board reports; a bare repository has its settings in its last commit."""
    if bare_at(Path.cwd()):
        return Shelf.of(()).board().quarters
    board, _ = load_board(find_root(Path.cwd()))
    return board.quarters if board else Quarters.FINANCIAL


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
    """Return the quarter after a period, by the calendar where the period is one of the calendar's.

    Where the period ends within a quarter, it is the rest of that.
    """
    kind = Quarters.CALENDAR if "Q" in period.text and "/" not in period.text else quarters
    first = period.last + timedelta(days=1)
    quarter = period_of(first, Step.QUARTER, kind)
    return quarter if quarter.first == first else _days(first, quarter.last)


def _days(first: date, last: date) -> Period:
    return Period(f"{day_words(first)} to {day_words(last)}", first, last)
