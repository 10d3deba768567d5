from datetime import date

import pytest

from scrplan.assessment import AssessedPlan
from scrplan.content import Block, Cell, Facts, Paragraph, Report, Table, Tone
from scrplan.errors import UnknownName
from scrplan.report.status import RECORD_COLUMNS, ROW_COLUMNS, status_answer
from tests.assessment import DAY, assess_plan, assessed, row
from tests.building import HEAD, plan_of, plan_text

PLAN = assessed(
    row("rag: amber", "due: 2012-12", "leads: [{role: Chair}]", "actions: [{part: a, text: A}, {part: b, text: B}]"),
    row("rag: green", "completed: 2013", "evidence: [{title: A}]", "leads: [{role: Chair}]", ref="2"),
    row("rag: red", "due: 2013-09-29", "leads: [{role: Chair}]", ref="3", agency="Police"),
    row(ref="4", agency="Police"),
)
CALM = assessed(row("rag: green", "completed: 2013", "evidence: [{title: A}]", "leads: [{role: Chair}]"))


def another(name: str, *rows: str, green: str = "Done") -> AssessedPlan:
    head = HEAD.replace("id: sample", f"id: {name}").replace("meaning: Done", f"meaning: {green}")
    return assess_plan(plan_of(plan_text("".join(rows), head), name), DAY)


def facts_of(report: Report) -> dict[str, list[str]]:
    return {
        fact.label: [cell.text for cell in fact.lines]
        for block in report.head
        if isinstance(block, Facts)
        for fact in block.facts
    }


def table_of(blocks: tuple[Block, ...]) -> Table:
    found = [block for block in blocks if isinstance(block, Table)]
    assert len(found) == 1
    return found[0]


class TestRecords:
    def test_a_record_has_the_keys_of_the_page_in_their_order(self) -> None:
        record = next(iter(status_answer([PLAN], DAY).items()))
        keys = ["plan", "title", "board", "total", "ratings", "states", "timeliness", "agencies"]
        assert list(record)[: len(keys)] == keys
        assert all(list(three) == ["ratings", "states", "timeliness"] for three in record["agencies"].values())

    def test_a_record_has_the_counts_of_the_whole_and_of_each_agency(self) -> None:
        record = next(iter(status_answer([PLAN], DAY).items()))
        assert (record["plan"], record["title"], record["board"]) == ("sample", "A sample plan", "A board")
        assert record["total"] == 4
        assert record["ratings"] == {"green": 1, "amber": 1, "red": 1, "not_stated": 1}
        assert record["states"] == {"in_progress": 2, "complete": 1, "not_stated": 1}
        assert record["timeliness"] == {"overdue": 2, "done": 1, "no_date": 1}
        assert record["agencies"] == {
            "Health": {
                "ratings": {"green": 1, "amber": 1, "red": 0, "not_stated": 0},
                "states": {"in_progress": 1, "complete": 1},
                "timeliness": {"overdue": 1, "done": 1},
            },
            "Police": {
                "ratings": {"green": 0, "amber": 0, "red": 1, "not_stated": 1},
                "states": {"in_progress": 1, "not_stated": 1},
                "timeliness": {"overdue": 1, "no_date": 1},
            },
        }

    def test_there_is_a_record_for_each_plan(self) -> None:
        answer = status_answer([PLAN, another("other", row())], DAY)
        assert (answer.kind, answer.as_at) == ("status", DAY)
        assert [record["plan"] for record in answer.items()] == ["sample", "other"]


class TestOnePlan:
    def test_the_head_gives_the_position_the_counts_and_the_key(self) -> None:
        report = status_answer([PLAN], DAY).report
        assert report.title == "A sample plan (sample)"
        assert report.head[0] == Paragraph("A board")
        assert facts_of(report) == {
            "As at": ["September 2013, as the plan records it"],
            "Judged on": ["30 September 2013"],
            "Overdue": ["2 of 4 recommendations, the oldest by 273 days"],
            "Ratings": ["1 green, 1 amber, 1 red, 1 not stated (as reported)"],
            "Key": ["green = Done (complete)", "amber = In hand (in progress)", "red = Off track (in progress)"],
        }

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2013, 12, 31), "31 December 2013"),
            (date(2014, 1, 1), "1 January 2014, 93 days after the as-at date"),
            (date(2013, 9, 30), "30 September 2013"),
            (
                date(2013, 9, 29),
                "29 September 2013, 1 day before the as-at date; the ratings are from after this day",
            ),
        ],
    )
    def test_a_position_that_is_old_on_the_day_says_so(self, day: date, words: str) -> None:
        assert facts_of(status_answer([assess_plan(CALM.plan, day)], day).report)["Judged on"] == [words]

    def test_where_nothing_is_late_or_at_odds_there_is_no_section_of_it(self) -> None:
        report = status_answer([CALM], DAY).report
        assert [section.heading for section in report.sections] == ["Health, The Health Trust: 1 recommendation"]
        assert facts_of(report)["Overdue"] == ["0 of 1 recommendation"]
        assert facts_of(report)["Ratings"] == ["1 green, 0 amber, 0 red (as reported)"]

    def test_the_sections_go_from_what_is_late_over_the_conflicts_to_the_agencies(self) -> None:
        report = status_answer([PLAN], DAY).report
        assert [(section.heading, section.tone) for section in report.sections] == [
            ("Overdue on 30 September 2013, oldest first", Tone.BAD),
            ("Where the stated rating and the facts disagree", Tone.CAUTION),
            ("What is missing", Tone.CAUTION),
            ("Health, The Health Trust: 2 recommendations, 1 overdue", Tone.PLAIN),
            ("Police: 2 recommendations, 1 overdue", Tone.PLAIN),
        ]

    def test_what_is_late_is_listed_by_action_the_oldest_first(self) -> None:
        table = table_of(status_answer([PLAN], DAY).report.sections[0].blocks)
        assert [column.key for column in table.columns][:3] == ["ref", "part", "days_overdue"]
        assert [[cell.text for cell in cells[:3]] for cells in table.rows] == [
            ["1", "a", "273 days"],
            ["1", "b", "273 days"],
            ["3", "", "1 day"],
        ]

    def test_each_conflict_has_its_rows(self) -> None:
        table = table_of(status_answer([PLAN], DAY).report.sections[1].blocks)
        assert [[cell.text for cell in cells] for cells in table.rows] == [
            ["overdue, but not rated red", "1", "1"],
        ]
        table = table_of(status_answer([PLAN], DAY).report.sections[2].blocks)
        assert [[cell.text for cell in cells] for cells in table.rows] == [
            ["no rating stated", "1", "4"],
            ["no lead", "1", "4"],
            ["open without a due date", "1", "4"],
        ]
        assert [cells[1].value for cells in table.rows] == [1, 1, 1]

    def test_an_agency_has_its_rows(self) -> None:
        table = table_of(status_answer([PLAN], DAY).report.sections[4].blocks)
        assert tuple(column.key for column in table.columns) == ROW_COLUMNS
        assert [cells[0].text for cells in table.rows] == ["3", "4"]

    def test_the_records_hold_every_row(self) -> None:
        records = status_answer([PLAN], DAY).report.records
        assert records is not None
        assert tuple(column.key for column in records.columns) == RECORD_COLUMNS
        assert [cells[0].raw for cells in records.rows] == ["1", "2", "3", "4"]

    def test_the_columns_may_be_chosen(self) -> None:
        report = status_answer([PLAN], DAY, columns=("ref", "state")).report
        assert report.records is not None
        for table in (report.records, table_of(report.sections[-1].blocks)):
            assert [column.key for column in table.columns] == ["ref", "state"]
        with pytest.raises(UnknownName, match="unknown column 'refs'"):
            status_answer([PLAN], DAY, columns=("refs",))

    def test_a_filter_is_told_with_what_it_left(self) -> None:
        report = status_answer([PLAN._replace(items=PLAN.items[:1])], DAY, "rating amber").report
        assert report.head[1] == Paragraph("Only 1 of 4: rating amber", Tone.CAUTION)
        assert facts_of(report)["Overdue"] == ["1 of 1 recommendation, the oldest by 273 days"]


class TestSeveralPlans:
    def test_each_plan_is_a_row_with_its_counts(self) -> None:
        report = status_answer([PLAN, another("calm", row("rag: green", "due: 2012"))], DAY).report
        assert report.title == "Status of the action plans"
        assert report.records is not None
        keys = [column.key for column in report.records.columns]
        first = dict(zip(keys, report.records.rows[0], strict=True))
        second = dict(zip(keys, report.records.rows[1], strict=True))
        assert keys == [
            "plan", "position", "total", "green", "amber", "red", "not_stated", "overdue", "oldest", "conflicts",
            "title",
        ]  # fmt: skip
        assert [cell.raw for cell in first.values()] == [
            "sample", "2013-09", "4", "1", "1", "1", "1", "2", "273", "1", "A sample plan",
        ]  # fmt: skip
        assert (first["overdue"].tone, second["overdue"].tone) == (Tone.BAD, Tone.PLAIN)
        assert (first["oldest"].text, second["oldest"]) == ("273", Cell("", 0))
        assert (second["green"], second["red"]) == (Cell("1", 1, Tone.GOOD), Cell("0", 0, Tone.MUTED))

    @pytest.mark.parametrize(
        ("filtered", "words"),
        [
            ("", "2 plans; dates judged on 30 September 2013"),
            ("rating red", "2 plans; dates judged on 30 September 2013; only recommendations with rating red"),
        ],
    )
    def test_the_head_says_how_many_plans_and_which_rows(self, filtered: str, words: str) -> None:
        assert status_answer([PLAN, CALM], DAY, filtered).report.head[0] == Paragraph(words)

    def test_a_rating_that_a_plan_does_not_know_is_left_blank(self) -> None:
        other = another("other", row("rag: amber"))
        head = HEAD.replace("id: sample", "id: numbers").replace("  red:", "  3:")
        numbers = assess_plan(plan_of(plan_text(row('rag: "3"'), head), "numbers"), DAY)
        records = status_answer([other, numbers], DAY).report.records
        assert records is not None
        assert [column.key for column in records.columns][3:7] == ["green", "amber", "red", "3"]
        assert [[cell.raw for cell in cells[3:7]] for cells in records.rows] == [
            ["0", "1", "0", ""],
            ["0", "0", "", "1"],
        ]

    def test_the_key_is_printed_with_the_colours(self) -> None:
        report = status_answer([PLAN, another("other", row("rag: green"), green="On track")], DAY).report
        said = " ".join(cell.text for block in report.head if isinstance(block, Facts)
                        for fact in block.facts for cell in fact.lines)  # fmt: skip
        assert "green = Done" in said
        assert "green = On track" in said

    def test_no_plan_at_all_is_told(self) -> None:
        report = status_answer([], DAY).report
        assert report.records is not None
        assert report.records.rows == ()
        assert report.head[0] == Paragraph("0 plans; dates judged on 30 September 2013")
