"""The two published plans as their texts give them, row by row and cell by cell, and the plans made from them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from scrplan.model import Plan
from scrplan.source.files import load_plan
from tests.building import ROOT

TEXTS = {"child-g": "002_68a212a65e072f12.txt", "kirklees-2011": "000_4a9da4e5fdfb031e.txt"}
PLAN_IDS = tuple(TEXTS)


class Row(NamedTuple):
    """One recommendation as published: the heading it stands under, and its cells by column."""

    ref: str
    heading: str
    cells: Mapping[str, str]


class Published(NamedTuple):
    """One published plan: the lines before its table, and the rows."""

    cover: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the headings in the order of the document."""
        return tuple(dict.fromkeys(row.heading for row in self.rows))


@cache
def published(plan_id: str) -> Published:
    """Return the published text of a plan; a line that no rule here explains is an error."""
    return _child_g() if plan_id == "child-g" else _kirklees()


@cache
def transcribed(plan_id: str) -> Plan:
    """Return the plan file that was written from the text."""
    plan, problems = load_plan(ROOT / "plans" / f"{plan_id}.yaml")
    assert plan is not None, [problem.line() for problem in problems]
    return plan


def _lines(plan_id: str, cover: tuple[str, ...]) -> list[str]:
    """Return the lines after the cover that hold anything."""
    text = (ROOT / "tests" / "data" / "published" / TEXTS[plan_id]).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    if tuple(lines[: len(cover)]) != cover:
        raise ValueError(f"{plan_id} does not begin with its cover: {lines[: len(cover)]}")
    return lines[len(cover) :]


# ---- Child G

_CHILD_G_COVER = ("Child G Updated Action Plan September 2013",)
_CHILD_G_COLUMNS = ("recommendation", "action", "by when", "lead", "outcome", "progress")
_CHILD_G_COLUMN_TITLES = (
    ("Recommendation", "Action", "By When", "Lead", "Outcome", "Progress"),
    ("Recommendation", "Actions", "By When", "Lead", "Outcome", "Progress"),
)

# A line that holds only a heading; two of them were torn over the columns, the second with a letter doubled.
CHILD_G_HEADINGS = {
    ("LSCB",): "LSCB",
    ("Health",): "Health",
    ("GP",): "GP",
    ("Housing",): "Housing",
    ("Ham", "pshire Constab", "ulary"): "Hampshire Constabulary",
    ("Universi", "ty Hospitals Sout", "thampton"): "University Hospitals Southampton",
    ("Probation",): "Probation",
    ("Solent NHS Trust",): "Solent NHS Trust",
}

# The page after row 21 begins with a line that holds the rest of row 21 and, without its number, row 22. It is known
# by the recommendation that begins in it. In each cell, what goes up to these words is still row 21's: its part (B)
# in the action, the date and the lead. The second half of the cell, or the whole cell where nothing is listed, is 22's.
_ROW_22_BEGINS = "Embed in practice the responsibility"
_ENDS_ROW_21 = {
    "action": "antenatal Concern Forms.",
    "by when": "Action completed November 2012",
    "lead": "Consultant Nurse CP/Safeguar ding",
}

# The last two lines of the text stand in the first column, and end the outcome of row 26, which stops at "identified
# In". The recommendation of that row is whole without them.
_ENDS_OUTCOME_OF_26 = ("a timely manner and", "acted on appropriately.")


def _child_g() -> Published:
    heading, ref = "", ""
    headings: dict[str, str] = {}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)  # by ref and column, the lines of the cell
    for line in _lines("child-g", _CHILD_G_COVER):
        number, *rest = (cell.strip() for cell in line.split("\t"))
        filled = tuple(cell for cell in rest if cell)
        if filled in _CHILD_G_COLUMN_TITLES:
            continue
        if filled in CHILD_G_HEADINGS:
            heading = CHILD_G_HEADINGS[filled]
            continue
        if any(rest[len(_CHILD_G_COLUMNS) :]) or not (number == "" or re.fullmatch(r"\d+\.", number)):
            raise ValueError(f"neither a row, nor the rest of one: {line!r}")
        cells = dict(zip(_CHILD_G_COLUMNS, rest, strict=False))
        ref = number.removesuffix(".") or ref
        if ref == "26" and not number and cells["recommendation"] in _ENDS_OUTCOME_OF_26:
            cells = {"outcome": cells["recommendation"]}
        if cells.get("recommendation", "").startswith(_ROW_22_BEGINS):
            for column, words in _ENDS_ROW_21.items():
                before, last, cells[column] = cells[column].partition(words)
                found["21", column].append(before + last)
            ref = "22"
        headings.setdefault(ref, heading)
        for column, cell in cells.items():
            found[ref, column].append(cell)
    rows = (
        Row(ref, heading, {column: one_spaced(" ".join(found[ref, column])) for column in _CHILD_G_COLUMNS})
        for ref, heading in headings.items()
    )
    return Published(_CHILD_G_COVER, tuple(rows))


# ---- Kirklees

_KIRKLEES_COVER = (
    "Kirklees Safeguarding Children Board",
    "Serious Case Review",
    "Multi-agency Action Plan",
    "Child aged 2 years 7 months",
    "December 2011",
)
_KIRKLEES_COLUMNS = ("recommendation", "rag", "update", "completion date", "description of evidence")
_KIRKLEES_COLUMN_TITLES = ["Recommendation", "RAG", "Update", "Completion Date", "Description of Evidence"]
_KIRKLEES_HEADINGS = (
    "Kirklees Safeguarding Children Board",
    "Action for Children",
    "Kirklees Children and Young People Service: Safeguarding and Specialist Provision",
    "South West Yorkshire Partnership NHS Foundation Trust",
    "NHS Kirklees",
    "The Mid Yorkshire Hospitals NHS Trust",
    "Health Overview Report",
)


def _kirklees() -> Published:
    heading = ""
    rows: list[Row] = []
    for line in _lines("kirklees-2011", _KIRKLEES_COVER):
        cells = line.split("\t")
        if cells == _KIRKLEES_COLUMN_TITLES:
            continue
        if line in _KIRKLEES_HEADINGS:
            heading = line
            continue
        by_column = {column: one_spaced(cell) for column, cell in zip(_KIRKLEES_COLUMNS, cells, strict=True)}
        rows.append(Row(str(len(rows) + 1), heading, by_column))
    return Published(_KIRKLEES_COVER, tuple(rows))


def one_spaced(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())
