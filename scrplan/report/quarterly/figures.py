"""The headline figures in one sentence each, and the charts."""

import itertools
from collections.abc import Iterable, Sequence

from scrplan.assessment import UNRATED, Assurance, Item, Timeliness, by_agency, overdue_leaves
from scrplan.content import Chart, Series, Tone
from scrplan.dates import day_words, days_words
from scrplan.history.events import EventKind
from scrplan.report.flows import sum_words
from scrplan.report.quarterly.records import Position, share
from scrplan.report.words import NOT_STATED, rating_tone, rows_words, spoken


def headlines(position: Position) -> tuple[str, ...]:
    """Return what a board must know, a sentence each; every share says of how many."""
    items = position.items
    return tuple(
        filter(
            None,
            (
                _ratings(position),
                f"Open: {sum_words(position.movement.total)}.",
                _overdue(items, position),
                _proof(items),
                _at_odds(items),
                _moved(position),
                _silence(position),
            ),
        )
    )


def _ratings(position: Position) -> str:
    items = position.items
    tally: dict[str, int] = dict.fromkeys(rating_names(position), 0)
    for item in items:
        name = UNRATED if item.rag is None else item.rag
        tally[name] = tally.get(name, 0) + 1
    parts = [f"{spoken(name)} {share(number, len(items))}" for name, number in tally.items() if number]
    return f"As the board stated them, {rows_words(len(items))}: {'; '.join(parts)}."


def rating_names(position: Position) -> list[str]:
    """Return every rating of the plans' keys, and at last that of those without."""
    names = dict.fromkeys(name for plan in position.whole for name in plan.ratings)
    return [*names, UNRATED]


def _overdue(items: Sequence[Item], position: Position) -> str:
    late = [item for item in items if item.timeliness is Timeliness.OVERDUE]
    if not late:
        return f"Nothing was overdue on {day_words(position.period.last)}."
    oldest = max(item.days_overdue for item in late)
    not_red = sum(not item.is_off_track for item in late)
    unstated = f"; {not_red} of these {'is' if not_red == 1 else 'are'} not rated red" if not_red else ""
    return f"Overdue: {share(len(late), len(items))}, the oldest by {days_words(oldest)}{unstated}."


def _proof(items: Sequence[Item]) -> str:
    done = [item for item in items if item.state.is_done]
    unproven = sum(item.assurance is Assurance.NONE for item in done)
    if not done:
        return "Nothing is stated as complete."
    return (
        f"Stated as complete: {share(len(done), len(items))}; of these without evidence: {share(unproven, len(done))}."
    )


def _at_odds(items: Sequence[Item]) -> str:
    odds = sum(any(not one.kind.is_gap for one in item.conflicts) for item in items)
    return f"The stated rating and the facts disagree in {share(odds, len(items))}." if items else ""


def _moved(position: Position) -> str:
    moves = position.movement.of_kind(EventKind.DATE_MOVED)
    if not moves:
        return "No due date was moved in this period."
    unexplained = sum(not move.reason for move in moves)
    without = f", {unexplained} without a recorded reason" if unexplained else ", each with its reason"
    return f"{'One due date was' if len(moves) == 1 else f'{len(moves)} due dates were'} moved{without}."


def _silence(position: Position) -> str:
    answers = position.movement.answers
    silent = [name for name, said in answers.items() if said.open and not said.updates]
    owed = [name for name, said in answers.items() if said.open]
    if not owed:
        return "No agency owed an update."
    if not silent:
        return f"Every agency with open work gave an update ({len(owed)})."
    return f"No update came from {share(len(silent), len(owed))} agencies with open work: {', '.join(silent)}."


def charts_of_ratings(position: Position) -> Chart:
    """Return the ratings of each agency, as bars of what they consist of."""
    grouped = by_agency(position.items)
    names = [name for name in rating_names(position) if any(_has(item, name) for item in position.items)]
    tones = {rating.name: rating_tone(rating) for plan in position.whole for rating in plan.ratings.values()}
    series = tuple(
        Series(
            NOT_STATED if name == UNRATED else name,
            tuple(sum(_has(item, name) for item in rows) for rows in grouped.values()),
            tones.get(name, Tone.MUTED),
        )
        for name in names
    )
    words = [
        f"{agency}: {', '.join(f'{one.values[place]} {one.name}' for one in series if one.values[place])}"
        for place, agency in enumerate(grouped)
    ]
    return Chart("Ratings by agency, as stated", tuple(grouped), series, "; ".join(words))


def _has(item: Item, name: str) -> bool:
    return (UNRATED if item.rag is None else item.rag) == name


AGES = (("up to 3 months", 92), ("3 to 6 months", 183), ("6 to 12 months", 365), ("over a year", 10**6))


def chart_of_ages(position: Position) -> Chart | None:
    """Return how long what is overdue has been so; nothing where nothing is."""
    late = [leaf.days_overdue for item in position.items for leaf in overdue_leaves(item)]
    if not late:
        return None
    bounds = [0, *(most for _, most in AGES)]
    counts = tuple(sum(low < days <= high for days in late) for low, high in itertools.pairwise(bounds))
    words = "; ".join(f"{label}: {number}" for (label, _), number in zip(AGES, counts, strict=True))
    labels = tuple(label for label, _ in AGES)
    return Chart("How long overdue", labels, (Series("overdue actions", counts, Tone.BAD),), words)


def chart_of_trend(position: Position) -> Chart | None:
    """Return how the recommendations stood at the end of each of the last periods; nothing without two of them."""
    known = [(point, point.figures) for point in position.points if point.figures]
    if len(known) < 2:  # noqa: PLR2004  (one point is no trend)
        return None
    labels = tuple(point.period.text if point.period else "now" for point, _ in known)
    done = tuple(figures.done for _, figures in known)
    overdue = tuple(figures.overdue for _, figures in known)
    others = tuple(figures.open - figures.overdue for _, figures in known)
    stopped = tuple(figures.stopped for _, figures in known)
    series = (
        Series("done", done, Tone.GOOD),
        Series("open, not overdue", others, Tone.INFO),
        Series("overdue", overdue, Tone.BAD),
        *((Series("stopped", stopped, Tone.MUTED),) if any(stopped) else ()),
    )
    return Chart("Over time", labels, series, "; ".join(_point_words(labels, series)))


def _point_words(labels: Sequence[str], series: Iterable[Series]) -> list[str]:
    every = tuple(series)
    return [
        f"{label}: {', '.join(f'{one.values[place]} {one.name}' for one in every)}"
        for place, label in enumerate(labels)
    ]
