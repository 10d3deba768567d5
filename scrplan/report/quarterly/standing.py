"""How the plans stand: what moved, each agency's ratings and answers, and a page for each plan of several."""

from collections.abc import Iterable, Iterator, Sequence

from scrplan.assessment import Item, by_agency, count_ratings, overdue_leaves
from scrplan.compare.events import EventKind
from scrplan.content import Block, Cell, Column, ColumnKind, Facts, PageStart, Paragraph, Section, Table, fact, table
from scrplan.report.item_columns import COLUMNS
from scrplan.report.listing import oldest_first
from scrplan.report.movement_tables import answer_sections, flow_sections, sum_words
from scrplan.report.quarterly.figures import done_count, late_count, rating_names, unproven
from scrplan.report.quarterly.limits import plan_as_at_words
from scrplan.report.quarterly.quarter_facts import QuarterFacts, share
from scrplan.report.quarterly.quarterly_charts import chart_of_ratings
from scrplan.report.quarterly.tables import NONE, rows_table
from scrplan.report.words import key_fact, rating_words


def movement_section(quarter: QuarterFacts) -> list[Section]:
    """Return the movement that foots, by agency, by plan and by rating, and how each agency stands."""
    found = quarter.movement
    head = Paragraph(f"Open recommendations: {sum_words(found.total)}.")
    chart = chart_of_ratings(quarter)
    standing = Section("Ratings by agency", (ratings_table(quarter.items, rating_names(quarter.whole)),), level=2)
    parts = [one._replace(level=2) for one in flow_sections(found, many=len(found.plans) != 1)]
    return [Section("What moved", (head, *((chart,) if chart else ()))), standing, *parts]


def ratings_table(items: Sequence[Item], names: Sequence[str]) -> Table:
    """Return how many recommendations of each agency have each rating, are overdue and are stated as complete."""
    grouped = by_agency(items)
    shown = [name for name, number in count_ratings(items, names).items() if number]
    columns = (
        Column("agency", "Agency", ColumnKind.WORDS),
        Column("total", "All", ColumnKind.NUMBER),
        *(Column(f"rated_{name}", rating_words(name), ColumnKind.NUMBER) for name in shown),
        Column("overdue", "Overdue", ColumnKind.NUMBER),
        Column("complete", "Complete", ColumnKind.NUMBER),
    )

    def row(name: str, some: Sequence[Item]) -> list[Cell]:
        ratings = count_ratings(some, names)
        numbers = (len(some), *(ratings[one] for one in shown), late_count(some), done_count(some))
        return [Cell(name), *(Cell(f"{number:,}" if number else "", number) for number in numbers)]

    has_total = len(grouped) != 1
    rows = [row(*group) for group in grouped.items()] + ([row("All", items)] if has_total else [])
    return table(columns, rows, has_total=has_total)


def answers_section(quarter: QuarterFacts) -> Section:
    """Return who gave updates in the period, those first that gave none, and what they said nothing about."""
    updated = {id(event.item) for event in quarter.movement.of_kind(EventKind.UPDATED)}
    silent = by_agency(item for item in quarter.items if item.state.is_open and id(item) not in updated)
    refs = {name: _refs_words(some, many=quarter.is_many) for name, some in silent.items()}
    found = answer_sections(quarter.movement.answers, refs)
    return found[0] if found else Section("Updates by agency", (NONE,))


def _refs_words(items: Sequence[Item], *, many: bool) -> str:
    """Return which recommendations these are: `3, 7`, of many plans `child-g 3, 7; child-h 1`."""
    named: dict[str, list[str]] = {}
    for item in items[:NAMED]:
        named.setdefault(item.plan.id if many else "", []).append(item.recommendation.ref)
    words = "; ".join(f"{plan} {', '.join(refs)}".strip() for plan, refs in named.items())
    return f"{words} and {len(items) - NAMED:,} more" if len(items) > NAMED else words


NAMED = 12  # recommendations that are named; the appendix has them all


def plan_sections(quarter: QuarterFacts) -> Iterator[Section]:
    """Yield a page for each plan of several: how it stands, by agency, and what of it is longest overdue."""
    for one in quarter.plans:
        plan, items = one.plan, one.items
        found = next(moved for moved in quarter.movement.plans if moved.after is plan)
        facts = Facts(
            (
                fact("Board", plan.board),
                fact("As at", plan_as_at_words(plan, quarter.day)),
                fact("Open", sum_words(found.total)),
                fact("Overdue", share(late_count(items), len(items))),
                fact("Stated as complete", share(done_count(items), len(items))),
                fact("Without evidence", share(len(unproven(items)), done_count(items))),
                key_fact(plan),
            )
        )
        blocks = (facts, ratings_table(items, rating_names([plan])), *_longest_overdue(items))
        yield Section(f"{plan.title} ({plan.id})", blocks, page=PageStart.NEW)


def _longest_overdue(items: Iterable[Item]) -> Iterator[Block]:
    late = oldest_first([leaf for item in items for leaf in overdue_leaves(item)])
    if not late:
        return
    yield Paragraph("Overdue:" if len(late) <= LONGEST else f"Overdue, the {LONGEST} oldest of {len(late):,}:")
    keys = ("agency", "rag", "due", "timeliness", "action")
    yield rows_table(late[:LONGEST], [COLUMNS[key] for key in keys], many=False)


LONGEST = 8  # of what is overdue, on the page of a plan
