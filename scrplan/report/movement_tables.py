"""Movement in tables that foot: opening, what came, what went, closing; and who gave an update."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scrplan.assessment import UNRATED
from scrplan.compare.movement import Answers, Movement
from scrplan.compare.reconciliation import Flow, Flows, total_flow
from scrplan.content import Cell, Column, ColumnKind, Section, Table, Tone, table
from scrplan.report.words import rating_words, spoken

_CAME, _WENT = ("added", "reopened", "moved_in"), ("closed", "stopped", "removed", "moved_out")


def sum_words(total: Flow) -> str:
    """Return the movement of the open recommendations as a sum that anyone can check."""
    if total.moved_in == total.moved_out:
        total = total._replace(moved_in=0, moved_out=0)  # from one agency to another: of no account here
    came = [f" + {getattr(total, name):,} {spoken(name)}" for name in _CAME if getattr(total, name)]
    went = [f" - {getattr(total, name):,} {spoken(name)}" for name in _WENT if getattr(total, name)]
    if not came and not went:
        return f"{total.opening:,} at the start and at the end"
    return f"{total.opening:,} at the start{''.join(came)}{''.join(went)} = {total.closing:,} at the end"


class _Counted(NamedTuple):
    """A column of a table of flows: what came has the sign `+`, what went `-`."""

    key: str
    heading: str
    sign: str = ""


_OPENING, _CLOSING = _Counted("opening", "Start"), _Counted("closing", "End")
_OF_OPEN = (
    _OPENING,
    _Counted("added", "Added", "+"),
    _Counted("reopened", "Opened\nagain", "+"),
    _Counted("closed", "Closed", "-"),
    _Counted("stopped", "Stopped", "-"),
    _Counted("removed", "Removed", "-"),
    _Counted("moved", "Moved", "+"),
    _CLOSING,
)
_OF_ALL = (
    _OPENING,
    _Counted("added", "Added", "+"),
    _Counted("moved_in", "Moved to\nthis rating", "+"),
    _Counted("removed", "Removed", "-"),
    _Counted("moved_out", "Left it", "-"),
    _CLOSING,
)


def flow_sections(found: Movement, *, many: bool) -> list[Section]:
    """Return the tables that foot: of open recommendations by agency and, of many, by plan; of all by rating."""
    shown = {name: flow for name, flow in found.agencies.items() if any(flow)}
    agencies = _flow_table(Column("agency", "Agency", ColumnKind.WORDS), shown, _OF_OPEN)
    sections = [Section("Open recommendations by agency", (agencies,))]
    if many:
        by_plan = {one.plan.id: one.total for one in found.plans if any(one.total)}
        plans = _flow_table(Column("plan", "Plan", ColumnKind.WORDS), by_plan, _OF_OPEN)
        sections.append(Section("Open recommendations by plan", (plans,)))
    ratings = {rating_words(name): flow for name, flow in found.ratings.items() if any(flow) or name != UNRATED}
    stated = _flow_table(Column("rating", "Rating", ColumnKind.WORDS), ratings, _OF_ALL)
    return [*sections, Section("All recommendations by rating, as stated", (stated,))]


def _flow_table(column: Column, flows: Flows, counted: Sequence[_Counted]) -> Table:
    """Return flows with their sum; a column in which nothing moved is left out."""
    shown = [
        one for one in counted if one in {_OPENING, _CLOSING} or any(_count(flow, one.key) for flow in flows.values())
    ]
    has_total = len(flows) != 1
    every = [*flows.items(), *([("All", total_flow(flows.values()))] if has_total else [])]
    columns = (column, *(Column(one.key, one.heading, ColumnKind.NUMBER) for one in shown))
    rows = ([Cell(name), *(_number(flow, one) for one in shown)] for name, flow in every)
    return table(columns, rows, has_total=has_total)


def _count(flow: Flow, key: str) -> int:
    """Return a column of a flow; what moved from one agency to another is told as one number."""
    number: int = flow.moved_in - flow.moved_out if key == "moved" else getattr(flow, key)
    return number


def _number(flow: Flow, of: _Counted) -> Cell:
    number = _count(flow, of.key)
    if not of.sign:
        return Cell(f"{number:,}", number)
    sign = "-" if of.sign == "-" or number < 0 else "+"
    return Cell(f"{sign}{abs(number):,}" if number else "", number)


_ANSWER_COLUMNS = (
    Column("agency", "Agency", ColumnKind.WORDS),
    Column("updates", "Updates", ColumnKind.NUMBER),
    Column("open", "Still open", ColumnKind.NUMBER),
    Column("silent", "Open, no update", ColumnKind.NUMBER),
)
_WHICH = Column("which", "Which have none", ColumnKind.WORDS)


def answer_sections(answers: Mapping[str, Answers], refs: Mapping[str, str] | None = None) -> list[Section]:
    """Return how many updates each agency gave, those that gave none first; `refs` says of which it gave none."""
    if not answers:
        return []
    given = sum(said.updates for said in answers.values())
    silent_first = sorted(answers.items(), key=lambda named: bool(named[1].updates or not named[1].open))
    rows = [_answer_row(name, said) for name, said in silent_first]
    columns: tuple[Column, ...] = _ANSWER_COLUMNS
    if refs:
        columns = (*columns, _WHICH)
        rows = [[*row, Cell(refs.get(name, ""))] for row, (name, _) in zip(rows, silent_first, strict=True)]
    words = "no update was given" if not given else "1 update" if given == 1 else f"{given:,} updates"
    return [Section(f"Updates by agency: {words}", (table(columns, rows),))]


def _answer_row(name: str, said: Answers) -> list[Cell]:
    is_silent = said.open and not said.updates
    updates = Cell("none" if is_silent else str(said.updates), said.updates, Tone.BAD if is_silent else Tone.PLAIN)
    silent = Cell(str(said.silent), said.silent, Tone.CAUTION if said.silent else Tone.MUTED)
    return [Cell(name), updates, Cell(str(said.open), said.open), silent]
