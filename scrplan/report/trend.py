"""The answer of `trend`: how many were open, overdue and done at the end of each period, and how they were rated."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from scrplan.assessment import UNRATED
from scrplan.content import Block, Cell, Column, ColumnKind, Paragraph, Report, Section, Table, Tone, table
from scrplan.dates import Period, day_period, day_words
from scrplan.git import short_name
from scrplan.history.period_figures import Figures, Point
from scrplan.model import Plan
from scrplan.report.answer import Answer
from scrplan.report.listing import keys_of
from scrplan.report.words import date_cell, rating_tones, rating_words

COUNTS = ("total", "open", "overdue", "done", "stopped")
_TONES = {"overdue": Tone.BAD, "done": Tone.GOOD}
NOW = "now"


class TrendRange(NamedTuple):
    """What the points are: the words of their step (`financial quarter`), the day that is today, what is not shown.

    `left_out` are periods before there was any plan, or, where `is_cut`, before what a shallow clone holds.
    """

    step: str
    day: date
    left_out: tuple[Period, ...] = ()
    is_cut: bool = False


def trend_answer(points: Sequence[Point], plans: Sequence[Plan], scope: TrendRange) -> Answer:
    """Return how plans stood at each point; `plans` are those of the last one, whose keys say what ratings mean."""

    def items() -> Iterable[dict[str, Any]]:
        return map(_record, points)

    whose = f"{plans[0].title} ({plans[0].id})" if len(plans) == 1 else f"{len(plans):,} plans"
    sections = (
        Section("Recommendations", (counts_table(points),)),
        Section("Ratings, as stated", (_ratings_table(points, plans),)),
    )
    head = (*_notes(points, scope), *((keys_of(plans),) if plans else ()))
    return Answer("trend", scope.day, items, Report(f"Trend of {whose}", head, sections, _records_table(points)))


def _record(point: Point) -> dict[str, Any]:
    figures = point.figures
    counts = {name: getattr(figures, name) if figures else None for name in COUNTS}
    return {
        "period": point.period.text if point.period else NOW,
        "day": point.day.isoformat(),
        "commit": point.commit,
        **counts,
        "ratings": dict(figures.ratings) if figures else None,
    }


def _notes(points: Sequence[Point], scope: TrendRange) -> list[Block]:
    words = f"By {scope.step}: the plans as git had them at the end of each, judged on that day"
    now = [point for point in points if point.period is None]
    words += f"; the last line is the files as they are now, judged on {day_words(now[0].day)}." if now else "."
    notes: list[Block] = [Paragraph(words)]
    if scope.left_out:
        first, last = scope.left_out[0], scope.left_out[-1]
        span = first.text if first == last else f"{first.text} to {last.text}"
        why = "which this shallow clone does not hold" if scope.is_cut else "when there was no plan in git"
        notes.append(Paragraph(f"Not shown: {span}, {why}.", Tone.CAUTION if scope.is_cut else Tone.MUTED))
    unread = [point.period.text for point in points if point.period and point.figures is None]
    if unread:
        notes.append(Paragraph(f"No figures for {', '.join(unread)}: a plan could not be read.", Tone.CAUTION))
    return notes


_WHEN = (Column("period", "Period"), Column("day", "On"))


def _when(point: Point) -> list[Cell]:
    return [Cell(point.period.text if point.period else NOW), date_cell(day_period(point.day))]


def counts_table(points: Sequence[Point]) -> Table:
    """Return how many were open, overdue and done at each point."""
    stopped = any(point.figures and point.figures.stopped for point in points)
    names = ("open", "overdue", "done", *(("stopped",) if stopped else ()))
    columns = (
        *_WHEN,
        Column("total", "All", ColumnKind.NUMBER),
        *(Column(name, name.capitalize(), ColumnKind.BAR) for name in names),
    )
    return table(columns, ([*_when(point), *_counts(point.figures, ("total", *names))] for point in points))


def _counts(figures: Figures | None, names: Sequence[str]) -> list[Cell]:
    if figures is None:
        return [_UNREAD, *(Cell("", "") for _ in names[1:])]
    return [_number(getattr(figures, name), _TONES.get(name, Tone.PLAIN)) for name in names]


_UNREAD = Cell("?", "", Tone.CAUTION)


def _number(number: int, tone: Tone = Tone.PLAIN) -> Cell:
    return Cell(f"{number:,}", number, tone if number else Tone.MUTED)


def _ratings_table(points: Sequence[Point], plans: Sequence[Plan]) -> Table:
    tones = rating_tones(plans)
    names = _rating_names(points)
    columns = (*_WHEN, *(Column(name, rating_words(name), ColumnKind.BAR) for name in names))

    def cells(figures: Figures | None) -> list[Cell]:
        if figures is None:
            return [_UNREAD, *(Cell("", "") for _ in names[1:])]
        return [_number(figures.ratings.get(name, 0), tones.get(name, Tone.PLAIN)) for name in names]

    return table(columns, ([*_when(point), *cells(point.figures)] for point in points))


def _rating_names(points: Sequence[Point]) -> list[str]:
    """Return every rating of the keys, those of the last point first; then no rating, where any has none."""
    every = [point.figures.ratings for point in reversed(points) if point.figures]
    names = [name for name in dict.fromkeys(name for ratings in every for name in ratings) if name != UNRATED]
    return [*names, *([UNRATED] if any(ratings.get(UNRATED) for ratings in every) else [])]


def _records_table(points: Sequence[Point]) -> Table:
    names = _rating_names(points)
    columns = (
        *_WHEN,
        Column("commit", "Commit"),
        *(Column(name, name.capitalize(), ColumnKind.NUMBER) for name in COUNTS),
        *(Column(f"rated_{name}", rating_words(name), ColumnKind.NUMBER) for name in names),
    )

    def cells(figures: Figures | None) -> list[Cell]:
        if figures is None:
            return [Cell("", "")] * (len(COUNTS) + len(names))
        return [*_counts(figures, COUNTS), *(_number(figures.ratings.get(name, 0)) for name in names)]

    def commit(point: Point) -> Cell:
        return Cell(short_name(point.commit) if point.commit else "", point.commit or "")

    return table(columns, ([*_when(point), commit(point), *cells(point.figures)] for point in points))
