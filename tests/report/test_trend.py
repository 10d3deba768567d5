from datetime import date

from scrplan.content import Facts, Paragraph, Table
from scrplan.dates import parse_period
from scrplan.history.period_figures import Point, figures_of
from scrplan.model import Plan
from scrplan.report.answer import Answer
from scrplan.report.trend import TrendRange, trend_answer
from tests.assessment import assess_plan
from tests.building import HEAD, plan_of, plan_text

DAY = date(2013, 11, 15)
SCOPE = TrendRange("financial quarter", DAY)
PLAN = plan_of(plan_text("  - {ref: 1, agency: Health, text: A, rag: green}\n"))
OTHER = plan_of(
    plan_text(
        "  - {ref: 1, agency: Health, text: A, rag: blue, state: stopped}\n  - {ref: 2, agency: Health, text: B}\n",
        head=HEAD.replace("id: sample", "id: other").replace(
            "  red:", "  blue: {state: stopped, meaning: Off}\n  red:"
        ),
    ),
    "other",
)


def point(quarter: str | None, *plans: Plan) -> Point:
    period = parse_period(quarter) if quarter else None
    day = period.last if period else DAY
    return Point(period, day, "1" * 40 if period else None, figures_of([assess_plan(plan, day) for plan in plans]))


def said(answer: Answer) -> list[str]:
    return [block.text for block in answer.report.head if isinstance(block, Paragraph)]


def tables(answer: Answer) -> list[list[list[str]]]:
    blocks = [block for section in answer.report.sections for block in section.blocks]
    found = [block for block in blocks if isinstance(block, Table)]
    return [[[one.heading for one in of.columns], *([cell.text for cell in row] for row in of.rows)] for of in found]


def test_one_plan_is_named_with_its_key() -> None:
    answer = trend_answer([point("2013/14-Q2", PLAN), point(None, PLAN)], [PLAN], SCOPE)
    assert answer.report.title == "Trend of A sample plan (sample)"
    (words,) = said(answer)
    assert words.startswith("By financial quarter: the plans as git had them at the end of each, judged on that day; ")
    assert words.endswith("; the last line is the files as they are now, judged on 15 November 2013.")
    assert any(isinstance(block, Facts) and block.facts[0].label == "Key" for block in answer.report.head)


def test_ratings_of_several_keys_stand_side_by_side_those_of_the_last_point_first() -> None:
    answer = trend_answer([point("2013/14-Q1", PLAN), point("2013/14-Q2", OTHER, PLAN)], [OTHER, PLAN], SCOPE)
    assert answer.report.title == "Trend of 2 plans"
    assert tables(answer) == [
        [
            ["Period", "On", "All", "Open", "Overdue", "Done", "Stopped"],
            ["2013/14-Q1", "30 Jun 2013", "1", "0", "0", "1", "0"],
            ["2013/14-Q2", "30 Sep 2013", "3", "1", "0", "1", "1"],
        ],
        [
            ["Period", "On", "green", "amber", "blue", "red", "not stated"],
            ["2013/14-Q1", "30 Jun 2013", "1", "0", "0", "0", "0"],
            ["2013/14-Q2", "30 Sep 2013", "1", "0", "1", "0", "1"],
        ],
    ]


def test_what_is_left_out_and_what_could_not_be_read_are_told() -> None:
    lost = Point(parse_period("2013/14-Q1"), date(2013, 6, 30), "2" * 40)
    one = SCOPE._replace(left_out=(parse_period("2012/13-Q4"),))
    answer = trend_answer([lost, point("2013/14-Q2", PLAN)], [PLAN], one)
    assert said(answer)[1:] == [
        "Not shown: 2012/13-Q4, when there was no plan in git.",
        "No figures for 2013/14-Q1: a plan could not be read.",
    ]
    assert tables(answer)[0][1] == ["2013/14-Q1", "30 Jun 2013", "?", "", "", ""]
    cut = one._replace(left_out=(parse_period("2012/13-Q3"), parse_period("2012/13-Q4")), is_cut=True)
    words = "Not shown: 2012/13-Q3 to 2012/13-Q4, which this shallow clone does not hold."
    assert said(trend_answer([point("2013/14-Q2", PLAN)], [PLAN], cut))[1] == words


def test_records_have_the_whole_commit() -> None:
    answer = trend_answer([point("2013/14-Q2", PLAN)], [PLAN], SCOPE)
    assert answer.report.records is not None
    assert [cell.raw for cell in answer.report.records.rows[0]][:4] == ["2013/14-Q2", "2013-09-30", "1" * 40, "1"]
    assert next(iter(answer.items()))["commit"] == "1" * 40
