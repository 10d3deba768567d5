from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from scrplan.compare.reconciliation import Flow
from scrplan.content import PageStart, Table
from scrplan.dates import Period, days_words, parse_period
from scrplan.history.as_recorded import as_recorded
from scrplan.history.period_figures import Step, period_of
from scrplan.model import Board, Plan, Quarters
from scrplan.report.answer import Answer
from scrplan.report.quarterly.paper import NOTHING_ASKED, paper
from scrplan.report.quarterly.quarter_facts import Basis, FrontSheet
from tests.assessment import assess_plan
from tests.building import HEAD
from tests.compare import foots
from tests.history.plans import versions
from tests.plans.published import transcribed
from tests.report.quarterly.papers import (
    More,
    answer,
    named,
    plan_with,
    point,
    position_of,
    rows_of,
    section,
    the_chart,
    the_table,
    words_of,
)

HEADINGS = [
    "At a glance",
    "What moved",
    "Ratings by agency",
    "Open recommendations by agency",
    "All recommendations by rating, as stated",
    "Over the last quarters",
    "Overdue on 30 September 2013, oldest first",
    "Where the stated rating and the facts disagree",
    "Due next: October to December 2013 (2013/14-Q3)",
    "Complete without evidence",
    "Updates by agency: no update was given",
    "Questions without an answer",
    "Closed in this period",
    "What else happened, one by one",
    "Stopped",
    "What the ratings mean",
    "Abbreviations and full names",
    "How this paper was made",
    "Appendix: the 1 recommendation",
]


def test_the_paper_of_one_plan_in_its_order() -> None:
    found = answer(plan_with("rag: red"))
    assert found.report.title == "A sample plan: progress, July to September 2013 (2013/14-Q2)"
    assert [one.heading for one in found.report.sections] == HEADINGS
    assert found.report.sections[-1].page is PageStart.WIDE
    assert (found.kind, found.as_at) == ("report", date(2013, 9, 30))


def test_several_plans_have_more() -> None:
    found = answer(plan_with("rag: red"), plan_with("rag: red", head=named("other")))
    more = {one.heading for one in found.report.sections} - set(HEADINGS)
    assert more == {
        "Open recommendations by plan",
        "A sample plan (sample)",
        "The plan other (other)",
        "Appendix: the 2 recommendations",
    }


@pytest.mark.parametrize("plans", [(), (plan_with(),)], ids=["no plan", "no row"])
def test_a_paper_on_nothing_is_a_paper(plans: tuple[Plan, ...]) -> None:
    found = answer(*plans)
    assert "No recommendation." in words_of(section(found, "At a glance").blocks)
    assert rows_of(section(found, "Appendix: the 0 recommendations")) == []
    assert list(found.items()) == []


def test_the_front_says_whose_of_when_and_what_for() -> None:
    told = words_of(answer(plan_with("rag: red")).report.head).splitlines()
    assert told[:4] == [
        "Board: A board",
        "Period: July to September 2013 (2013/14-Q2)",
        "As at: 30 September 2013, as it was known",
        "Plan: A sample plan: 1 recommendation, as at September 2013",
    ]
    assert told[4].startswith("Purpose: To show the board what was promised")
    assert told[5] == f"The board is asked to: {NOTHING_ASKED}"


@pytest.mark.parametrize("basis", Basis)
def test_the_position_is_what_was_known_or_what_is_recorded(basis: Basis) -> None:
    told = words_of(answer(plan_with("rag: red"), more=More(basis=basis)).report.head)
    assert (", as the plans record it" in told) == (basis in {Basis.NOT_THEN, Basis.NO_GIT})


def test_what_was_typed_goes_before_what_the_settings_and_the_plans_say() -> None:
    head = HEAD.replace("as_at:", "board_asked_to: [Agree, Note]\nas_at:")
    plan, board = plan_with("rag: red", head=head), Board(board="Of the settings")
    told = words_of(answer(plan, more=More(board=board)).report.head)
    assert "Board: Of the settings\n" in told
    assert told.endswith("The board is asked to: Agree\nThe board is asked to: Note")
    asked = FrontSheet("Typed", "To decide", ("Decide",))
    told = words_of(answer(plan, more=More(board=board, asked=asked)).report.head)
    assert "Board: Typed\n" in told
    assert told.endswith("Purpose: To decide\nThe board is asked to: Decide")


def test_more_than_four_plans_are_counted_on_the_front() -> None:
    plans = [plan_with("rag: red", head=named(f"p{number}")) for number in range(5)]
    assert words_of(answer(*plans[:4]).report.head).count("Plans: The plan p") == 4
    assert "Plans: 5 plans, 5 recommendations\n" in words_of(answer(*plans).report.head)


def meanings(plan: Plan, glossary: Mapping[str, str]) -> dict[str, str]:
    found = section(answer(plan, more=More(board=Board(glossary=glossary))), "Abbreviations")
    return {row["abbreviation"]: row["meaning"] for row in rows_of(found)}


GLOSSARY = {"CAF": "Common Assessment Framework", "CA": "Child A", "R&D": "Research", "GP": "General Practitioner"}


@pytest.mark.parametrize(
    ("row", "used"),
    [
        ("due_text: x", []),
        ("outcome: The CAF is used", ["CAF"]),
        ("outcome: (CAF)", ["CAF"]),
        ("outcome: CAFs and the SCAF", []),
        ("outcome: caf", []),
        ("outcome: R&D", ["R&D"]),
        ("updates: [{on: 2013-08, text: 'GP, CA'}]", ["CA", "GP"]),
        ("actions: [{text: Tell the GP}]", ["GP"]),
        ("leads: [{role: GP}]", ["GP"]),
        ("evidence: [{title: The CAF audit}]", ["CAF"]),
        ("rag: green, impact: Each GP knows", ["GP"]),
        ("state: stopped, stopped_reason: No CAF", ["CAF"]),
        ("due: 2013-08, revisions: [{from: 2013-05, to: 2013-08, reason: No CAF}]", ["CAF"]),
    ],
)
def test_only_abbreviations_that_are_used_as_words_are_explained(row: str, used: list[str]) -> None:
    found = meanings(plan_with(row), GLOSSARY)
    assert found.pop("Health") == "The Health Trust"
    assert list(found) == used


def test_what_the_settings_say_of_a_name_goes_before_the_plan() -> None:
    assert meanings(plan_with("rag: red"), {"Health": "All of health"}) == {"Health": "All of health"}


def test_how_the_paper_was_made() -> None:
    told = words_of(section(answer(plan_with("rag: red")), "How this paper").blocks)
    assert told.splitlines()[:4] == [
        "Program: scrplan 1.0",
        "Commit: bbbb",
        "Start of the period: commit aaaa",
        "End of the period: commit bbbb",
    ]


def test_the_trend_is_there_where_there_are_two_points() -> None:
    points = (point("2013/14-Q1", total=3, open=3), point("2013/14-Q2", total=4, open=2, done=2))
    found = section(answer(plan_with("rag: red"), more=More(points=points)), "Over the last quarters")
    assert [(row["period"], row["total"], row["open"], row["done"]) for row in rows_of(found)] == [
        ("2013/14-Q1", "3", "3", "0"),
        ("2013/14-Q2", "4", "2", "2"),
    ]
    found = section(answer(plan_with("rag: red"), more=More(points=points[:1])), "Over the last quarters")
    assert words_of(found.blocks) == "Not known: git has no earlier quarter of these plans."


# ---- Cross-checks: the same figure wherever it stands

IDS = ("child-g", "kirklees-2011")
DAYS = (date(2011, 12, 31), date(2012, 6, 30), date(2013, 9, 30), date(2014, 3, 31))


@cache
def published_paper(day: date, plans: tuple[str, ...], *, recorded: bool) -> Answer:
    """Return the paper on published plans: as their own dates say, or the same plans judged at both ends."""
    period = period_of(day, Step.QUARTER, Quarters.FINANCIAL)
    start = period.first - timedelta(days=1)
    then, now = [], []
    for plan in map(transcribed, plans):
        known = as_recorded(plan, day) if recorded else plan
        now.append(assess_plan(known, day))
        then.append(assess_plan(as_recorded(known, start, keeps_ratings=True) if recorded else known, start))
    basis = Basis.NO_GIT if recorded else Basis.GIT
    return paper(position_of(then, tuple(now), More(period=period, basis=basis)))


@pytest.fixture(params=[(day, plans) for day in DAYS for plans in (IDS[:1], IDS[1:], IDS)], ids=str)
def published_answer(request: pytest.FixtureRequest) -> Answer:
    day, plans = request.param
    return published_paper(day, plans, recorded=day.month == 6)


def test_a_figure_is_the_same_wherever_it_stands(published_answer: Answer) -> None:
    more: Any = published_answer.more()
    figures, movement = more["figures"], more["movement"]["open"]
    whole = figures["recommendations"]
    assert sum(figures["ratings"].values()) == whole == len(list(published_answer.items()))
    assert sum(figures["ages"].values()) == figures["overdue_actions"]
    assert figures["open"] + figures["complete"] + figures["stopped"] == whole
    assert foots(Flow(**movement))
    assert movement["closing"] == figures["open"]
    counts = {
        "Overdue on": figures["overdue_actions"],
        "Where the stated": figures["at_odds"],
        "Due next": figures["due_next"],
        "Complete without": figures["complete_without_evidence"],
        "Closed in": figures["closed"],
        "Appendix": whole,
    }
    assert {name: len(rows_of(section(published_answer, name))) for name in counts} == counts


def test_the_oldest_is_the_first_that_is_told(published_answer: Answer) -> None:
    more: Any = published_answer.more()
    late = rows_of(section(published_answer, "Overdue on"))
    assert (days_words(more["figures"]["oldest_days"]) if late else None) == (late[0]["days_overdue"] if late else None)
    dues = [item["due_by"] for item in published_answer.items() if item["timeliness"] == "overdue"]
    assert len(dues) == more["figures"]["overdue"] == len({(row.get("plan"), row["ref"].split()[0]) for row in late})


def test_the_headlines_say_the_figures(published_answer: Answer) -> None:
    more: Any = published_answer.more()
    figures, told = more["figures"], "\n".join(more["headlines"])
    assert told == words_of(section(published_answer, "At a glance").blocks)
    for key, beginning in (("overdue", "Overdue: "), ("complete", "Stated as complete: ")):
        assert not figures[key] or f"{beginning}{figures[key]} of {figures['recommendations']} (" in told
    for name, number in figures["ratings"].items():
        assert not number or f"{name.replace('_', ' ')} {number} of {figures['recommendations']} (" in told


def test_the_charts_are_drawn_from_the_figures(published_answer: Answer) -> None:
    more: Any = published_answer.more()
    figures = more["figures"]
    ratings, ages = the_chart(section(published_answer, "What moved")), the_chart(section(published_answer, "Overdue"))
    assert ratings
    assert {one.name.replace(" ", "_"): sum(one.values) for one in ratings.series} == {
        name: number for name, number in figures["ratings"].items() if number
    }
    assert (dict(zip(ages.labels, ages.series[0].values, strict=True)) if ages else None) == (
        figures["ages"] if figures["overdue_actions"] else None
    )


def test_the_last_row_is_the_sum_of_the_others(published_answer: Answer) -> None:
    sums = [table for table in tables_of(published_answer) if table.has_total]
    assert len(sums) >= 2  # one agency alone needs none
    for table in sums:
        *rows, last = [[cell.value or 0 for cell in row[1:]] for row in table.rows]
        assert [sum(map(int, column)) for column in zip(*rows, strict=True)] == last


def tables_of(found: Answer) -> list[Table]:
    return [block for one in found.report.sections for block in one.blocks if isinstance(block, Table)]


@given(versions())
@settings(max_examples=60)
def test_the_paper_on_any_two_versions_of_a_plan_foots(pair: tuple[Plan, Plan]) -> None:
    before, after = pair
    quarter: Period = parse_period("2013/14-Q2")
    then, now = [assess_plan(before, date(2013, 6, 30))], (assess_plan(after, quarter.last),)
    found = paper(position_of(then, now))
    more: Any = found.more()
    figures, movement = more["figures"], more["movement"]
    assert foots(Flow(**movement["open"]))
    assert movement["open"]["closing"] == figures["open"] == sum(said["open"] for said in movement["answers"].values())
    assert sum(figures["ratings"].values()) == len(after.recommendations)
    assert sum(figures["ages"].values()) == figures["overdue_actions"] >= figures["overdue"]
    assert figures["overdue_not_red"] <= figures["overdue"]
    for heading, key in (("Overdue on", "overdue_actions"), ("Due next", "due_next"), ("Closed in", "closed")):
        assert len(rows_of(section(found, heading))) == figures[key]
    for table in tables_of(found):
        assert all(len(row) == len(table.columns) for row in table.rows)
    assert the_table(section(found, "Appendix"))
