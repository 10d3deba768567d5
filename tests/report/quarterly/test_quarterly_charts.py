from datetime import date

import pytest

from scrplan.content import Tone
from scrplan.dates import parse_period
from scrplan.history.period_figures import Point
from scrplan.history.period_figures import figures_of as counted
from scrplan.report.quarterly.figures import quarter_figures
from scrplan.report.quarterly.quarterly_charts import chart_of_ages, chart_of_ratings, chart_of_trend
from tests.assessment import assess_plan
from tests.report.quarterly.papers import More, named, plan_with, point, position


def test_the_ratings_of_each_agency_are_a_bar() -> None:
    plan = plan_with("rag: red", "rag: green, agency: Police", "agency: NHS", "rag: red")
    chart = chart_of_ratings(position(plan))
    assert chart
    assert chart.labels == ("Health", "Police")
    assert [tuple(one) for one in chart.series] == [
        ("green", (0, 1), Tone.GOOD),
        ("red", (2, 0), Tone.BAD),
        ("not stated", (1, 0), Tone.MUTED),
    ]
    assert chart.alternative == "Health: 2 red, 1 not stated; Police: 1 green"


def test_ratings_of_several_keys_stand_beside_each_other() -> None:
    head = named("other", ("  amber: {state: in_progress, meaning: In hand}", "  3: {state: complete, meaning: Met}"))
    chart = chart_of_ratings(position(plan_with("rag: amber"), plan_with("rag: 3", "rag: red", head=head)))
    assert chart
    assert [(one.name, one.values, one.tone) for one in chart.series] == [
        ("amber", (1,), Tone.CAUTION),
        ("red", (1,), Tone.BAD),
        ("3", (1,), Tone.GOOD),
    ]


def test_ages_are_those_of_the_actions() -> None:
    plan = plan_with("due: 2013-08", "due: 2012-08", "actions: [{text: A, due: 2013-09-01}, {text: B, due: 2013-05}]")
    chart = chart_of_ages(quarter_figures(position(plan)))
    assert chart
    assert [one.values for one in chart.series] == [(2, 1, 0, 1)]
    assert chart.alternative.startswith("up to 3 months: 2 overdue; 3 to 6 months: 1 overdue;")
    assert "6 to 12 months: none" in chart.alternative


def test_of_nothing_there_is_no_chart() -> None:
    of = position(plan_with())
    assert chart_of_ratings(of) is None
    assert chart_of_ages(quarter_figures(of)) is None
    assert chart_of_trend(of) is None


def test_the_trend_adds_up_to_all() -> None:
    points = (
        point("2013/14-Q1", total=9, open=6, overdue=2, done=3),
        point("2013/14-Q2", total=10, open=5, overdue=5, done=4, stopped=1),
    )
    chart = chart_of_trend(position(plan_with("rag: red"), more=More(points=points)))
    assert chart
    assert chart.labels == ("2013/14-Q1", "2013/14-Q2")
    assert [(one.name, one.values) for one in chart.series] == [
        ("done", (3, 4)),
        ("open and in time", (4, 0)),
        ("open and overdue", (2, 5)),
        ("stopped", (0, 1)),
    ]
    assert [sum(values) for values in zip(*(one.values for one in chart.series), strict=True)] == [9, 10]


@pytest.mark.parametrize("points", [(), (point("2013/14-Q1", total=9, open=9),)])
def test_one_point_is_no_trend(points: tuple[Point, ...]) -> None:
    unknown = Point(points[0].period, points[0].day) if points else None
    more = More(points=(*points, unknown) if unknown else points)
    assert chart_of_trend(position(plan_with("rag: red"), more=more)) is None


def test_nothing_is_stopped_where_nothing_ever_was() -> None:
    points = (point("2013/14-Q1", total=1, open=1), point("2013/14-Q2", total=1, open=1))
    chart = chart_of_trend(position(plan_with("rag: red"), more=More(points=points)))
    assert chart
    assert [one.name for one in chart.series] == ["done", "open and in time", "open and overdue"]
    assert chart.alternative == "2013/14-Q1: 1 open and in time; 2013/14-Q2: 1 open and in time"


def test_what_is_done_with_a_late_part_is_in_one_piece_of_the_bar() -> None:
    plan = plan_with("state: complete, actions: [{text: A, rag: amber, due: 2013-03}, {text: B, rag: green}]")
    days = {"2013/14-Q1": date(2013, 6, 30), "2013/14-Q2": date(2013, 9, 30)}
    points = tuple(Point(parse_period(name), day, "d", counted([assess_plan(plan, day)])) for name, day in days.items())
    chart = chart_of_trend(position(plan, more=More(points=points)))
    assert chart
    assert min(value for one in chart.series for value in one.values) >= 0
    assert [sum(values) for values in zip(*(one.values for one in chart.series), strict=True)] == [1, 1]
