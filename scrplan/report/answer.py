"""What a command answers: the same facts as records for programs and as a report for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrplan.content import Report

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` names the command in JSON; `items` are its records in plain JSON types."""

    kind: str
    as_at: date
    items: tuple[Record, ...]
    report: Report
