"""What was typed as an option's text: tidy words, or a date."""

from datetime import UTC, date, datetime

from scrplan.characters import HARMFUL
from scrplan.cli.options import ClockOptions, RevisionOptions
from scrplan.dates import BadDate, Period, day_period, later_day, parse_period
from scrplan.errors import UsageProblem


def words_of(option: str, text: str) -> str:
    """Return what was typed as one tidy text; empty where nothing was."""
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if text and not tidy:
        raise UsageProblem(f"{option} is empty", "write the text, or leave the option out")
    bad = HARMFUL.search(text)
    if bad:
        raise UsageProblem(f"{option} holds the control character U+{ord(bad[0][0]):04X}", "delete it")
    return tidy


def needed(option: str, text: str) -> str:
    """Return what was typed as one tidy text, which must not be empty."""
    words = words_of(option, text)
    if not words:
        raise UsageProblem(f"{option} is empty", "write it out")
    return words


def needed_date(option: str, text: str) -> Period:
    """Return the date that was typed."""
    try:
        return parse_period(text)
    except BadDate as bad:
        raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None


def the_day(clock: ClockOptions | RevisionOptions) -> date:
    """Return the day to judge on: the last day of what was asked for, else today."""
    if clock.as_at is None:
        return datetime.now(tz=UTC).astimezone().date()
    return needed_date("--as-at", clock.as_at).last


def last_day_within(day: date, span: str) -> date:
    """Return the day that is `span` after a day."""
    try:
        return later_day(day, span)
    except BadDate as bad:
        raise UsageProblem(f"--within: {bad.message}", bad.hint) from None


def date_of(option: str, text: str | None) -> Period:
    """Return the date that was typed, else today."""
    return day_period(the_day(ClockOptions())) if text is None else needed_date(option, text)
