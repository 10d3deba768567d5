"""What a board must know, a sentence each; every share says of how many."""

from scrplan.dates import day_words, days_words
from scrplan.report.flows import sum_words
from scrplan.report.quarterly.figures import Figures
from scrplan.report.quarterly.records import Position, share
from scrplan.report.words import rating_words, rows_words


def headlines(position: Position, figures: Figures) -> tuple[str, ...]:
    """Return the headline figures, those first that a board asks for first."""
    sentences = (
        _ratings(figures),
        _open(position),
        _overdue(position, figures),
        _proof(figures),
        _at_odds(figures),
        _moved(position, figures),
        _silence(figures),
    )
    return tuple(filter(None, sentences))


def _ratings(figures: Figures) -> str:
    whole = figures.recommendations
    parts = [f"{rating_words(name)} {share(number, whole)}" for name, number in figures.ratings.items() if number]
    return f"As the board stated them, {rows_words(whole)}: {'; '.join(parts)}." if whole else "No recommendation."


def _open(position: Position) -> str:
    known = " (as far as the plans date it)" if position.basis.is_recorded else ""
    return f"Open: {sum_words(position.movement.total)}{known}."


def _overdue(position: Position, figures: Figures) -> str:
    late = figures.overdue
    if not late:
        return f"Nothing was overdue on {day_words(position.day)}."
    not_red = figures.overdue_not_red
    unstated = f"; {not_red:,} of these {'is' if not_red == 1 else 'are'} not rated red" if not_red else ""
    return (
        f"Overdue: {share(late, figures.recommendations)}, the oldest by {days_words(figures.oldest_days)}{unstated}."
    )


def _proof(figures: Figures) -> str:
    done = figures.complete
    if not done:
        return "Nothing is stated as complete."
    return (
        f"Stated as complete: {share(done, figures.recommendations)}; of these without evidence: "
        f"{share(figures.complete_without_evidence, done)}."
    )


def _at_odds(figures: Figures) -> str:
    if not figures.at_odds:
        return "Apart from missing evidence and dates, no stated rating disagrees with the facts."
    number = share(figures.at_odds, figures.recommendations)
    return f"Apart from missing evidence and dates, the stated rating and the facts disagree in {number}."


def _moved(position: Position, figures: Figures) -> str:
    number, unexplained = figures.dates_moved, figures.dates_moved_without_reason
    if not number:
        known = " that the plans record" if position.basis.is_recorded else ""
        return f"No due date was moved in this period{known}."
    without = f", {unexplained:,} without a recorded reason" if unexplained else ", each with its reason"
    return f"{'One due date was' if number == 1 else f'{number:,} due dates were'} moved{without}."


def _silence(figures: Figures) -> str:
    owing, silent = figures.agencies_owing, figures.agencies_silent
    if not owing:
        return "No agency owed an update."
    if not silent:
        return f"Every agency with open work gave an update ({owing:,})."
    return f"Agencies with open work that gave no update: {share(len(silent), owing)}: {', '.join(silent)}."
