"""The charts of the quarterly report, each with the same numbers in words."""

from collections.abc import Sequence

from scrplan.assessment import by_agency, count_ratings
from scrplan.content import Chart, Series, Tone
from scrplan.report.quarterly.figures import QuarterFigures, rating_names
from scrplan.report.quarterly.quarter_facts import QuarterFacts
from scrplan.report.words import rating_tones, rating_words


def chart_of_ratings(quarter: QuarterFacts) -> Chart | None:
    """Return the ratings of each agency, as bars of what they consist of; nothing without a recommendation."""
    grouped = by_agency(quarter.items)
    counts = [count_ratings(rows, rating_names(quarter.whole)) for rows in grouped.values()]
    tones = rating_tones(quarter.whole)
    series = tuple(
        Series(rating_words(name), tuple(one[name] for one in counts), tones.get(name, Tone.MUTED))
        for name in (counts[0] if counts else ())
        if any(one[name] for one in counts)
    )
    return _chart("Ratings by agency, as stated", tuple(grouped), series) if grouped else None


def chart_of_ages(figures: QuarterFigures) -> Chart | None:
    """Return how long what is overdue has been so; nothing where nothing is."""
    if not figures.overdue_actions:
        return None
    series = (Series("overdue", tuple(figures.ages.values()), Tone.BAD),)
    return _chart("How long overdue", tuple(figures.ages), series)


def chart_of_trend(quarter: QuarterFacts) -> Chart | None:
    """Return how the recommendations stood at the end of each of the last periods; nothing without two of them."""
    known = [(point, point.figures) for point in quarter.points if point.figures]
    if len(known) < 2:  # noqa: PLR2004  (one point is no trend)
        return None
    labels = tuple(point.period.text if point.period else "now" for point, _ in known)
    stopped = tuple(figures.stopped for _, figures in known)
    series = (
        Series("done", tuple(figures.done for _, figures in known), Tone.GOOD),
        Series("open and in time", tuple(figures.open - figures.open_overdue for _, figures in known), Tone.INFO),
        Series("open and overdue", tuple(figures.open_overdue for _, figures in known), Tone.BAD),
        *((Series("stopped", stopped, Tone.MUTED),) if any(stopped) else ()),
    )
    return _chart("Over time", labels, series)


def _chart(title: str, labels: tuple[str, ...], series: Sequence[Series]) -> Chart:
    """Return a chart whose alternative is its numbers, none of them left out but what is nothing."""
    words = (
        f"{label}: {', '.join(f'{one.values[place]} {one.name}' for one in series if one.values[place]) or 'none'}"
        for place, label in enumerate(labels)
    )
    return Chart(title, labels, tuple(series), "; ".join(words))
