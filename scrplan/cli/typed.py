"""What was typed as an option's text: tidy words, or a date."""

from scrplan.characters import HARMFUL
from scrplan.cli.options import ClockOptions
from scrplan.cli.session import the_day
from scrplan.dates import BadDate, Period, day_period, parse_period
from scrplan.errors import UsageProblem


def words_of(option: str, text: str) -> str:
    """Return what was typed as one tidy text; empty where nothing was.

    Raises:
        UsageProblem: it is blank, or holds a control character.

    """
    tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if text and not tidy:
        raise UsageProblem(f"{option} is empty", "write the text, or leave the option out")
    bad = HARMFUL.search(text)
    if bad:
        raise UsageProblem(f"{option} holds the control character U+{ord(bad[0][0]):04X}", "delete it")
    return tidy


def needed(option: str, text: str) -> str:
    """Return what was typed as one tidy text, which must not be empty.

    Raises:
        UsageProblem: it is empty, or holds a control character.

    """
    words = words_of(option, text)
    if not words:
        raise UsageProblem(f"{option} is empty", "write it out")
    return words


def date_of(option: str, text: str | None) -> Period:
    """Return the date that was typed, else today.

    Raises:
        UsageProblem: it is no date of the format.

    """
    if text is None:
        return day_period(the_day(ClockOptions()))
    try:
        return parse_period(text)
    except BadDate as bad:
        raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None
