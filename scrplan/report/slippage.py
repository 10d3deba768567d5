"""Overwritten due dates in words."""

from scrplan.history.slippage import Overwritten


def overwritten_words(one: Overwritten) -> str:
    """Return what became of a date, when and by whom: `July 2012 became February 2014 on 3 March 2013 by ...`."""
    return f"{one.words}, no reason recorded"
