import json

import pytest

from tests.building import call

CLOCK = ("--as-at", "2013-09-30")


@pytest.mark.usefixtures("published")
class TestOnThePublishedPlans:
    def test_a_pipe_gets_one_record_a_line_and_nothing_is_cut(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "status", "plans/child-g.yaml", *CLOCK)
        lines = done.out.splitlines()
        records = [line for line in lines if not line.startswith("#")][1:]
        assert done.code == 0
        assert [record.split("\t")[0] for record in records] == [str(number) for number in range(1, 27)]
        assert len({record.count("\t") for record in records}) == 1
        assert "…" not in done.out
        assert records[15].endswith("training to the officers, staff and supervisors involved.")

    def test_the_head_says_position_day_overdue_ratings_and_key(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "status", "child-g", *CLOCK)
        assert [line for line in done.out.splitlines() if line.startswith("#")] == [
            "# Child G Updated Action Plan (child-g)",
            "# Southampton Local Safeguarding Children Board",
            "# As at: September 2013, as the plan records it",
            "# Judged on: 30 September 2013",
            "# Overdue: 6 of 26 recommendations, the oldest by 457 days",
            "# Ratings: 19 green, 4 amber, 2 red, 1 not stated (as reported)",
            (
                "# Key: green = Reported as done (complete); amber = In hand (in progress); "
                "red = Not started, or planned again (in progress)"
            ),
        ]

    def test_an_old_position_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "status", "child-g", "--as-at", "2014-01-01")
        assert "# Judged on: 1 January 2014, 93 days after the as-at date" in done.out

    @pytest.mark.parametrize(
        ("plan", "total", "ratings", "overdue"),
        [
            ("child-g", 26, {"green": 19, "amber": 4, "red": 2, "not_stated": 1}, 6),
            ("kirklees-2011", 26, {"green": 23, "amber": 3, "not_stated": 0}, 3),
        ],
    )
    def test_the_known_totals_are_in_the_json(
        self, capsys: pytest.CaptureFixture[str], plan: str, total: int, ratings: dict[str, int], overdue: int
    ) -> None:
        (item,) = json.loads(call(capsys, "status", plan, *CLOCK, "-f", "json").out)["items"]
        assert (item["plan"], item["total"], item["ratings"]) == (plan, total, ratings)
        assert item["timeliness"]["overdue"] == overdue

    def test_the_agencies_add_up_to_the_plan(self, capsys: pytest.CaptureFixture[str]) -> None:
        (item,) = json.loads(call(capsys, "status", "child-g", *CLOCK, "-f", "json").out)["items"]
        for heading in ("ratings", "states", "timeliness"):
            for name, number in item[heading].items():
                assert sum(agency[heading].get(name, 0) for agency in item["agencies"].values()) == number

    def test_several_plans_give_a_row_each(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "status", *CLOCK, "-f", "csv")
        assert done.out.splitlines() == [
            "plan,position,total,green,amber,red,not_stated,overdue,oldest,conflicts,title",
            "child-g,2013-09,26,19,4,2,1,6,457,24,Child G Updated Action Plan",
            "kirklees-2011,2011-12,26,23,3,,0,3,548,14,Serious Case Review Multi-agency Action Plan",
        ]

    @pytest.mark.parametrize("width", [80, 160])
    def test_a_screen_shows_every_ref_rating_and_lateness(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(width))
        done = call(capsys, "status", "child-g", *CLOCK, "-f", "terminal")
        assert max(map(len, done.out.splitlines())) <= width
        for words in ("457 days", "Theresa Leavy", "not stated", "green = Reported as done", "overdue 273 days"):
            assert words in done.out

    def test_a_filter_is_told_and_counted(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "status", "child-g", *CLOCK, "--agency", "nhs southampton")
        assert "# Only 2 of 26: agency nhs southampton" in done.out
        assert "# Ratings: 2 green, 0 amber, 0 red (as reported)" in done.out

    def test_columns_and_order_are_the_users(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(
            capsys, "status", "child-g", *CLOCK, "--columns", "ref,days_overdue", "--sort", "-days_overdue", "-f", "csv"
        )
        assert done.out.splitlines()[:4] == ["ref,days_overdue", "13,457", "3,426", "7,426"]

    def test_the_same_call_gives_the_same_bytes(self, capsys: pytest.CaptureFixture[str]) -> None:
        first = call(capsys, "status", *CLOCK, "-f", "json").out
        assert call(capsys, "status", *CLOCK, "-f", "json").out == first
