"""Which period a report or a trend is about, from what was typed."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from scrplan import __version__
from scrplan.cli.option_values import needed, needed_date, words_of
from scrplan.cli.options import PaperOptions, PeriodOptions
from scrplan.dates import Period, day_words
from scrplan.errors import BrokenPlans, UnknownName, UsageProblem
from scrplan.history.period_figures import Step, periods_before
from scrplan.model import Quarters
from scrplan.report.quarterly.quarter_facts import FrontSheet
from scrplan.source.files import load_board
from scrplan.workspace.report_position import WantedReport, days_period
from scrplan.workspace.time_series import PeriodRange
from scrplan.workspace.versions import versions_or_none
from scrplan.workspace.workspace import Workspace


def period_asked(asked: PeriodOptions, day: date, quarters: Callable[[], Quarters]) -> Period:
    """Return the period that was asked for, else the last full quarter before a day, by the board's own quarters."""
    if asked.quarter is not None and (asked.since is not None or asked.until is not None):
        raise UsageProblem("both a quarter and --from or --to are given", "give only one of them")
    if asked.quarter is not None:
        return _quarter(asked.quarter)
    if asked.since is None and asked.until is None:
        return periods_before(day, 1, Step.QUARTER, quarters())[0]
    if asked.since is None or asked.until is None:
        raise UsageProblem("--from and --to belong together", "give both")
    first, last = needed_date("--from", asked.since).first, needed_date("--to", asked.until).last
    if first > last:
        raise UsageProblem("--from is after --to", f"the period would start on {day_words(first)}")
    return days_period(first, last)


def _quarter(written: str) -> Period:
    period = needed_date("--quarter", written)
    if not period.precision.is_quarter:
        raise UsageProblem(
            f"--quarter: {written!r} is not a quarter", "write 2013/14-Q2 (financial) or 2013-Q3 (calendar)"
        )
    return period


def range_asked(step: str, first: str | None, last: str | None, day: date) -> PeriodRange:
    """Return the range of periods that was asked for."""
    if step not in set(Step):
        raise UnknownName("step", step, Step)
    begin = None if first is None else needed_date("--from", first)
    end = None if last is None else needed_date("--until", last)
    found = PeriodRange(Step(step), begin, end, day)
    if begin and begin.first > found.last_day:
        why = f"it starts on {day_words(begin.first)}, and the last day is {day_words(found.last_day)}"
        raise UsageProblem(f"--from {begin.text} leaves nothing to show", why)
    return found


def report_asked(asked: PeriodOptions, paper: PaperOptions, plans: Sequence[str], day: date) -> WantedReport:
    """Return what a report is to be about.

    Raises:
        UsageProblem: the period is none, or a text is empty.
        BrokenPlans: the settings, which say what a quarter is, are missing.
        GitProblem: git could not answer.

    """
    versions = versions_or_none(Path.cwd(), plans)
    workspace = versions.workspace if versions else Workspace.open(Path.cwd(), plans)

    def quarters() -> Quarters:
        # A bare repository has its settings in its last commit.
        if versions and workspace.is_bare:
            return versions.of_plans(()).board().quarters
        missing = workspace.missing_settings()
        if missing:
            raise BrokenPlans(one.problem(workspace.here) for one in missing)
        board, _ = load_board(workspace.root)
        return board.quarters if board else Quarters.FINANCIAL

    return WantedReport(
        workspace=workspace,
        versions=versions,
        wanted=tuple(plans),
        period=period_asked(asked, day, quarters),
        day=day,
        asked=FrontSheet(
            words_of("--board", paper.board),
            words_of("--purpose", paper.purpose),
            tuple(needed("--ask", one) for one in paper.ask or ()),
        ),
        made_by=__version__,
    )
