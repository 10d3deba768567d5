"""Positions of small plans, made in the test that asserts their figures, and what a paper says of them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.assessment import AssessedPlan
from scrplan.compare.movement import movement
from scrplan.content import Block, Chart, Facts, Listing, Paragraph, Section, Table
from scrplan.dates import Period, parse_period
from scrplan.git.log import Commit
from scrplan.history.period_figures import Figures as Counts
from scrplan.history.period_figures import Point
from scrplan.history.slippage import Overwritten
from scrplan.model import Board, Plan
from scrplan.report.answer import Answer
from scrplan.report.quarterly.figures import QuarterFigures, quarter_figures
from scrplan.report.quarterly.paper import paper
from scrplan.report.quarterly.quarter_facts import Basis, FrontSheet, Origin, QuarterFacts
from tests.assessment import assess_plan
from tests.building import HEAD, ROW, plan_of, plan_text

QUARTER = parse_period("2013/14-Q2")
ORIGIN = Origin("1.0", "commit aaaa", "commit bbbb", "bbbb", dirty=False)


def plan_with(*rows: str, head: str = HEAD) -> Plan:
    """Return a plan of rows in flow style, with the refs 1, 2, ..., of Health unless they say otherwise."""
    every = [row if "agency:" in row else f"agency: Health, {row}".removesuffix(", ") for row in rows]
    lines = "".join(f"  - {{ref: {ref}, text: Row {ref}, {row}}}\n" for ref, row in enumerate(every, 1))
    plan = plan_of(plan_text(lines or ROW, head), _id_in(head))
    return plan if rows else plan._replace(recommendations=())


def _id_in(head: str) -> str:
    return head.partition("\nid: ")[2].partition("\n")[0]


def named(name: str, *pairs: tuple[str, str]) -> str:
    """Return the head of a plan with its own id and title, and with other words where they are given."""
    head = HEAD.replace("id: sample", f"id: {name}").replace("A sample plan", f"The plan {name}")
    for before, after in pairs:
        assert head.count(before) == 1, before
        head = head.replace(before, after)
    return head


class More(NamedTuple):
    """What a position has besides its plans; the plans before are those of now where none are given."""

    before: tuple[Plan, ...] | None = None
    points: tuple[Point, ...] = ()
    board: Board = Board()
    asked: FrontSheet = FrontSheet()
    basis: Basis = Basis.GIT
    overwritten: Mapping[str, tuple[Overwritten, ...]] = {}
    period: Period = QUARTER


NOTHING = More()


def position(*plans: Plan, more: More = NOTHING) -> QuarterFacts:
    """Return the position of plans at the end of a quarter."""
    before, period = plans if more.before is None else more.before, more.period
    then = [assess_plan(plan, period.first - timedelta(days=1)) for plan in before]
    now = tuple(assess_plan(plan, period.last) for plan in plans)
    return position_of(then, now, more)


def position_of(then: Iterable[AssessedPlan], now: tuple[AssessedPlan, ...], more: More = NOTHING) -> QuarterFacts:
    """Return the position of plans that were judged elsewhere."""
    return QuarterFacts(
        more.period,
        parse_period("2013/14-Q3"),
        now,
        movement(then, now),
        more.points,
        more.board,
        more.asked,
        ORIGIN,
        more.basis,
        more.overwritten,
    )


def figures(*plans: Plan, more: More = NOTHING) -> QuarterFigures:
    """Return the figures of plans at the end of a quarter."""
    return quarter_figures(position(*plans, more=more))


def answer(*plans: Plan, more: More = NOTHING) -> Answer:
    """Return the paper on plans at the end of a quarter."""
    return paper(position(*plans, more=more))


def section(found: Answer | Iterable[Section], heading: str) -> Section:
    """Return the one section whose heading begins like this."""
    sections = found.report.sections if isinstance(found, Answer) else tuple(found)
    matching = [one for one in sections if one.heading.startswith(heading)]
    assert len(matching) == 1, [one.heading for one in sections]
    return matching[0]


def the_table(of: Section) -> Table | None:
    """Return the table of a section; none where it says that there is nothing."""
    tables = [block for block in of.blocks if isinstance(block, Table)]
    assert len(tables) <= 1
    return tables[0] if tables else None


def the_chart(of: Section) -> Chart | None:
    """Return the chart of a section, if it has one."""
    return next((block for block in of.blocks if isinstance(block, Chart)), None)


def rows_of(of: Section) -> list[dict[str, str]]:
    """Return the cells of the table of a section by the keys of its columns, as people read them."""
    found = the_table(of)
    if found is None:
        return []
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, (cell.text for cell in row), strict=True)) for row in found.rows]


def words_of(blocks: Iterable[Block]) -> str:
    """Return the running words, facts and points of blocks, a line each."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=text):
                lines.append(text)
            case Listing(points=points):
                lines += points
            case Facts(facts=facts):
                lines += [f"{one.label}: {line.text}" for one in facts for line in one.lines]
            case _:
                pass
    return "\n".join(lines)


def overwritten(ref: str, was: str, now: str, *, part: str | None = None) -> Overwritten:
    """Return a due date that was overwritten on 20 August 2013."""
    commit = Commit("c" * 40, (), date(2013, 8, 20), "2013-08-20T12:00:00+00:00", "A. Keeper", "Tidy")
    return Overwritten(ref, part, parse_period(was), parse_period(now), commit)


def point(period: str, **counts: int) -> Point:
    """Return a point of a trend at the end of a period."""
    at = parse_period(period)
    late = counts.get("overdue", 0)
    every = {"total": 0, "open": 0, "overdue": late, "open_overdue": late, "done": 0, "stopped": 0} | counts
    return Point(at, at.last, "d" * 40, Counts(**every, ratings={}))
