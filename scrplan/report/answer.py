"""What a command answers: the same facts as records for programs and as a report for people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from scrplan.content import Report
from scrplan.notices import Notice

Record = Mapping[str, Any]


class Answer(NamedTuple):
    """`kind` names the command in JSON; `items` makes its records in plain JSON types, which no other format needs."""

    kind: str
    as_at: date
    items: Callable[[], Iterable[Record]]
    report: Report
    more: Callable[[], Record] = dict  # what the envelope holds beside the items
    notices: tuple[Notice, ...] = ()  # what it is short of
