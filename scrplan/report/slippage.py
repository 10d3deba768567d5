"""Overwritten due dates in words."""

from scrplan.dates import day_words
from scrplan.history.slippage import Overwritten


def overwritten_words(one: Overwritten) -> str:
    """Return what became of a date, when and by whom: `July 2012 became February 2014 on 3 March 2013 by ...`."""
    became = f"became {one.now.words}" if one.now else "was taken out"
    where = "in the file, which is not committed yet"
    if one.commit:
        where = f"on {day_words(one.commit.day)} by {one.commit.author} ({one.commit.id[:10]})"
    return f"{one.was.words} {became} {where}, no reason recorded"
