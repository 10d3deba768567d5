"""What a board must know, a sentence each; every share says of how many."""

from scrplan.dates import day_words, days_words
from scrplan.report.movement_tables import sum_words
from scrplan.report.quarterly.figures import QuarterFigures
from scrplan.report.quarterly.quarter_facts import QuarterFacts, share
from scrplan.report.words import rating_words, rows_words


def headlines(quarter: QuarterFacts, figures: QuarterFigures) -> tuple[str, ...]:
    """Return the headline figures, those first that a board asks for first."""
    sentences = (
        _ratings(figures),
        _whole(figures),
        _open(quarter),
        _overdue(quarter, figures),
        _proof(figures),
        _at_odds(figures),
        _moved(quarter, figures),
        _silence(figures),
        _questions(figures),
    )
    return tuple(filter(None, sentences))


def _ratings(figures: QuarterFigures) -> str:
    whole = figures.recommendations
    parts = [f"{rating_words(name)} {share(number, whole)}" for name, number in figures.ratings.items() if number]
    stopped = f"; of all these {figures.stopped:,} stopped" if figures.stopped else ""
    return f"As reported, {rows_words(whole)}: {'; '.join(parts)}{stopped}." if whole else "No recommendation."


def _whole(figures: QuarterFigures) -> str:
    """Return what was added and taken out, where anything was."""
    came, went = figures.added, figures.removed
    if not came and not went:
        return ""
    opening = figures.recommendations - came + went
    added, removed = f" + {came:,} added" if came else "", f" - {went:,} removed" if went else ""
    return f"Recommendations: {opening:,} at the start{added}{removed} = {figures.recommendations:,} at the end."


def _open(quarter: QuarterFacts) -> str:
    known = " (as far as the plans date it)" if quarter.basis.is_recorded else ""
    return f"Open: {sum_words(quarter.movement.total)}{known}."


def _overdue(quarter: QuarterFacts, figures: QuarterFigures) -> str:
    late = figures.overdue
    if not late:
        return f"Nothing was overdue on {day_words(quarter.day)}."
    not_red = figures.overdue_not_red
    unstated = f"; {not_red:,} of these {'is' if not_red == 1 else 'are'} not rated red" if not_red else ""
    of_open = f", and of what is open {share(figures.open_overdue, figures.open)}" if figures.open else ""
    return (
        f"Overdue: {share(late, figures.recommendations)}{of_open}, the oldest by "
        f"{days_words(figures.oldest_days)}{unstated}."
    )


def _proof(figures: QuarterFigures) -> str:
    done = figures.complete
    if not done:
        return "Nothing is stated as complete."
    return (
        f"Stated as complete: {share(done, figures.recommendations)}; of these without evidence: "
        f"{share(figures.complete_without_evidence, done)}."
    )


def _at_odds(figures: QuarterFigures) -> str:
    if not figures.at_odds:
        return "Apart from missing evidence and dates, no stated rating disagrees with the facts."
    number = share(figures.at_odds, figures.recommendations)
    by_words = figures.at_odds_by_words
    only = f", in {by_words:,} of these by the words of their progress alone" if by_words else ""
    return f"Apart from missing evidence and dates, the stated rating and the facts disagree in {number}{only}."


def _moved(quarter: QuarterFacts, figures: QuarterFigures) -> str:
    number, unexplained = figures.dates_moved, figures.dates_moved_without_reason
    if not number:
        known = " that the plans record" if quarter.basis.is_recorded else ""
        return f"No due date was moved in this period{known}."
    without = f", {unexplained:,} without a recorded reason" if unexplained else ", each with its reason"
    return f"{'One due date was' if number == 1 else f'{number:,} due dates were'} moved{without}."


def _silence(figures: QuarterFigures) -> str:
    owing, silent = figures.agencies_owing, figures.agencies_silent
    if not owing:
        return "No agency owed an update."
    if not silent:
        return f"Every agency with open work gave an update ({owing:,})."
    return f"Agencies with open work that gave no update: {share(len(silent), owing)}: {', '.join(silent)}."


def _questions(figures: QuarterFigures) -> str:
    number = figures.unanswered
    if not number:
        return ""
    return "One question of the board has no answer." if number == 1 else f"{number:,} questions have no answer."
