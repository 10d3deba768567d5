"""Of two versions of a plan the rows in which due dates may have moved, each as a plan of its own.

To read a row costs far more than to find it. The reader still judges every row that is taken, and what is around.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from scrplan.git.patches import Hunk
from scrplan.model import Plan

_FIRST_ROW = re.compile(r"^recommendations: *(?:#[^\n]*)?\n(?: *(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)
_TAIL = re.compile(r"\n[^ #\n]")
_TAIL_OF_DASHES = re.compile(r"\n(?:[^ #\n-]|-(?! ))")  # after rows that are not indented

Read = Callable[[str], Plan | None]


class _Lines(NamedTuple):
    """A plan by how its lines look: what is above the rows, each row with the number of its first line, the rest.

    The last of the numbers is that of the line after the rows.
    """

    head: str
    rows: tuple[str, ...]
    numbers: tuple[int, ...]
    tail: str


def excerpts(before: str, after: str, hunks: Iterable[Hunk], read: Read) -> tuple[Plan, Plan] | None:
    """Return what is in both versions of the rows in which these lines are; None where that cannot be decided.

    That is so where rows came, went or were renumbered, where something around the rows is concerned, and where a
    version cannot be read.
    """
    then, now = _lines(before), _lines(after)
    if then is None or now is None:
        return None
    old, new = set[int](), set[int]()
    for hunk in hunks:
        there = _rows_at(then, hunk.before, len(hunk.gone)), _rows_at(now, hunk.after, len(hunk.come))
        if there[0] is None or there[1] is None:
            return None
        old.update(there[0])
        new.update(there[1])
    plans = _plan_of(then, old, now.rows, read), _plan_of(now, new, then.rows, read)
    if plans[0] is None or plans[1] is None or _refs(plans[0]) != _refs(plans[1]):
        return None
    return plans[0], plans[1]


@lru_cache(maxsize=4)  # what comes after is often what was before the next
def _lines(text: str) -> _Lines | None:
    text = text.replace("\r\n", "\n") if "\r" in text else text
    first = _FIRST_ROW.search(text)
    if first is None:
        return None
    start, dash = first.start(1), f"{first[1]}- "
    end = (_TAIL if first[1] else _TAIL_OF_DASHES).search(text, start)
    stop = end.start() + 1 if end else len(text)
    rows = [f"{dash}{body}" for body in text[start + len(dash) : stop].split(f"\n{dash}")]
    rows[:-1] = [f"{row}\n" for row in rows[:-1]]
    numbers = accumulate((row.count("\n") for row in rows), initial=text.count("\n", 0, start) + 1)
    return _Lines(text[:start], tuple(rows), tuple(numbers), text[stop:])


def _rows_at(lines: _Lines, first: int, number: int) -> range | None:
    """Return the rows that some lines are in, or between which there are none; None where some are around the rows."""
    last = first + number - 1 if number else first + 1
    if number and (first < lines.numbers[0] or last >= lines.numbers[-1]):
        return None
    found = [
        place for place, begin in enumerate(lines.numbers[:-1]) if begin <= last and first < lines.numbers[place + 1]
    ]
    return range(found[0], found[-1] + 1) if found else None


def _plan_of(lines: _Lines, places: Iterable[int], others: Sequence[str], read: Read) -> Plan | None:
    """Return the plan of some rows, without those that are among the others too."""
    known = set(others)
    rows = [lines.rows[place] for place in sorted(places) if lines.rows[place] not in known]
    return read(f"{lines.head}{''.join(rows)}{lines.tail}") if rows else None


def _refs(plan: Plan) -> set[str]:
    return {row.ref for row in plan.recommendations}
