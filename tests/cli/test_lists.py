"""`list`, `overdue` and `red`: what is found, in which order, and how the call ends."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.building import HEAD, call, plan_text

CLOCK = ("--as-at", "2013-09-30")
KEYS = [
    "plan",
    "ref",
    "part",
    "agency",
    "text",
    "action",
    "rag",
    "state",
    "timeliness",
    "assurance",
    "due",
    "due_by",
    "due_text",
    "original_due",
    "slippage_days",
    "days_overdue",
    "completed",
    "leads",
    "outcome",
    "evidence",
    "themes",
    "updated",
    "conflicts",
]


def refs(text: str) -> list[str]:
    return [row["ref"] for row in csv.DictReader(io.StringIO(text))]


@pytest.mark.usefixtures("published")
class TestOnThePublishedPlans:
    def test_overdue_lists_the_known_actions_oldest_first(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "overdue", "child-g", *CLOCK, "-f", "json")
        items = json.loads(done.out)["items"]
        assert [(item["ref"], item["part"], item["days_overdue"]) for item in items] == [
            ("13", None, 457),
            ("3", None, 426),
            ("7", None, 426),
            ("4", None, 395),
            ("10", None, 365),
            ("16", "2", 273),
        ]

    def test_overdue_says_how_many_and_how_old(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "overdue", "child-g", *CLOCK)
        assert done.out.startswith("# 6 actions are overdue on 30 September 2013, the oldest by 457 days\n")

    def test_nothing_overdue_is_said_and_is_no_error(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "overdue", "kirklees-2011", "--as-at", "2011-12")
        assert (done.code, done.out.splitlines()[0]) == (0, "# Nothing is overdue on 31 December 2011")

    def test_within_adds_what_falls_due(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "overdue", "kirklees-2011", "--as-at", "2012-03-10", "--within", "3w", "-f", "csv")
        assert refs(done.out) == ["1", "2", "5"]
        assert "due_soon" in done.out
        plain = call(capsys, "overdue", "kirklees-2011", "--as-at", "2012-03-10", "--within", "20d")
        assert plain.out.startswith("# Nothing is overdue on 10 March 2012; nothing falls due by 30 March 2012\n")

    def test_red_lists_what_the_board_rated_red_and_tells_of_the_others(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        done = call(capsys, "red", "child-g", *CLOCK, "-f", "csv")
        assert refs(done.out) == ["16", "5"]
        assert done.err == "5 more recommendations are overdue and not rated red; scrplan overdue lists them\n"

    def test_no_red_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "red", "kirklees-2011", "--as-at", "2011-12")
        assert done.out.splitlines()[0] == "# Nothing is rated red"
        assert done.err == ""

    @pytest.mark.parametrize("command", ["list", "overdue", "red"])
    def test_an_item_has_exactly_the_promised_keys(self, capsys: pytest.CaptureFixture[str], command: str) -> None:
        answer = json.loads(call(capsys, command, *CLOCK, "-f", "json").out)
        assert list(answer) == ["schema_version", "kind", "as_at", "generated_from", "notices", "items"]
        assert (answer["schema_version"], answer["kind"], answer["as_at"]) == (1, command, "2013-09-30")
        assert answer["items"]
        assert all(list(item) == KEYS for item in answer["items"])

    def test_list_has_an_item_a_recommendation_and_with_actions_an_item_an_action(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert len(json.loads(call(capsys, "list", "child-g", *CLOCK, "-f", "json").out)["items"]) == 26
        actions = json.loads(call(capsys, "list", "child-g", *CLOCK, "--actions", "-f", "json").out)["items"]
        assert len(actions) == 30
        assert [(one["ref"], one["part"]) for one in actions if one["part"]] == [
            ("6", "a"),
            ("6", "b"),
            ("16", "1"),
            ("16", "2"),
            ("19", "A"),
            ("19", "B"),
            ("21", "A"),
            ("21", "B"),
        ]

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            pytest.param(["--agency", "gp"], ["10", "11", "12", "13"], id="agency"),
            pytest.param(["--agency", "UHSFT", "--rag", "red"], [], id="nothing"),
            pytest.param(["--agency", "Housing", "--agency", "probation"], ["14", "23"], id="two agencies"),
            pytest.param(["--lead", "voss"], ["9", "11", "13"], id="lead"),
            pytest.param(["--rag", "not_stated"], ["4"], id="not stated"),
            pytest.param(["--rag", "not stated"], ["4"], id="not stated, spoken"),
            pytest.param(["--state", "In progress", "--due-after", "2013"], ["5"], id="state and date"),
            pytest.param(["--timeliness", "overdue", "--due-before", "2012-08"], ["3", "7", "13"], id="due before"),
            pytest.param(["--text", "hampshire health record"], ["3", "10"], id="text"),
            pytest.param(["--where", "conflict = no-date"], ["16"], id="where"),
            pytest.param(["--where", "days_overdue > 400", "--agency", "GP"], ["13"], id="where and agency"),
        ],
    )
    def test_a_filter_keeps_what_it_says(
        self, capsys: pytest.CaptureFixture[str], options: list[str], expected: list[str]
    ) -> None:
        done = call(capsys, "list", "child-g", *CLOCK, *options, "-f", "csv")
        assert (done.code, refs(done.out)) == (0, expected)

    def test_where_tells_what_was_understood(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "list", *CLOCK, "--where", "rag = amber and (due < 2012-07 or agency=GP)", "-f", "csv")
        assert done.err == (
            "--where is understood as: (rag is 'amber') and ((due is before '2012-07') or (agency is 'GP'))\n"
        )

    def test_several_plans_are_told_apart(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "list", *CLOCK, "--rag", "amber")
        assert "# Key of child-g: green" in done.out
        assert "# Key of kirklees-2011: green" in done.out
        assert [line.split("\t")[0] for line in done.out.splitlines() if not line.startswith("#")] == [
            "plan",
            *["child-g"] * 4,
            *["kirklees-2011"] * 3,
        ]

    @pytest.mark.parametrize(
        ("command", "options", "code"),
        [
            ("list", ["--rag", "red"], 1),
            ("list", ["--text", "nobody wrote this"], 0),
            ("overdue", [], 1),
            ("overdue", ["--agency", "Probation"], 0),
            ("red", [], 1),
            ("red", ["--agency", "Probation"], 0),
        ],
    )
    def test_exit_code_tells_whether_something_was_found(
        self, capsys: pytest.CaptureFixture[str], command: str, options: list[str], code: int
    ) -> None:
        assert call(capsys, command, "child-g", *CLOCK, *options).code == 0
        assert call(capsys, command, "child-g", *CLOCK, *options, "--exit-code").code == code

    def test_full_shows_long_texts_whole_on_a_screen(self, capsys: pytest.CaptureFixture[str]) -> None:
        short = call(capsys, "list", "child-g", *CLOCK, "--rag", "red", "-f", "terminal").out
        full = call(capsys, "list", "child-g", *CLOCK, "--rag", "red", "-f", "terminal", "--full").out
        assert "…" in short
        assert "…" not in full
        assert "at a later date as necessary" in " ".join(full.split())

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["--agency", "Helth"], "unknown agency 'Helth': did you mean 'Health'?"),
            (["--rag", "purple"], "unknown rating 'purple': choose from not_stated, green, amber, red"),
            (["--state", "done"], "unknown state 'done': choose from"),
            (["--timeliness", "late"], "unknown timeliness 'late': did you mean"),
            (["--theme", "x"], "unknown theme 'x': there are none here"),
            (["--due-before", "31/12/2012"], "write 2012-12-31"),
            (["--as-at", "yesterday"], "--as-at: 'yesterday' is not a date of the format"),
            (["--columns", "ref,agncy"], "unknown column 'agncy': did you mean 'agency'?"),
            (["--sort", "duee"], "unknown field to sort by 'duee': did you mean 'due'?"),
            (["--view", "mine"], "unknown view 'mine': there are none here"),
            (["--where", "agency"], "--where, character 7: missing here: a sign"),
            (["--format", "jsn"], "unknown format 'jsn': did you mean 'json'?"),
            (["--color", "sometimes"], "write auto, always or never"),
        ],
    )
    def test_a_wrong_word_is_one_line_that_says_how_to_mend_it(
        self, capsys: pytest.CaptureFixture[str], options: list[str], words: str
    ) -> None:
        done = call(capsys, "list", *options)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert words in done.err

    def test_within_must_be_a_length_of_time(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "overdue", "--within", "soon")
        assert (done.code, done.err) == (
            2,
            "scrplan: --within: 'soon' is not a length of time: write 28d, 4w, 3m or 1y\n",
        )


VIEWS = """\
views:
  late-health: {agency: [Health, NHS], timeliness: overdue, sort: -due, columns: [ref, due]}
  early: {due_before: 2012-07}
  odd: {where: days_overdue > 100}
"""
ROWS = """\
  - {ref: 1, agency: Health, text: One, rag: amber, due: 2012-06}
  - {ref: 2, agency: NHS, text: Two, rag: amber, due: 2012-08}
  - {ref: 3, agency: Police, text: Three, rag: amber, due: 2012-09}
  - {ref: 4, agency: Health, text: Four, rag: green}
"""


@pytest.fixture
def views(board: Path) -> Path:
    (board / "scrplan.yaml").write_text(VIEWS, encoding="utf-8")
    (board / "plans" / "sample.yaml").write_text(plan_text(ROWS), encoding="utf-8")
    return board


@pytest.mark.usefixtures("views")
class TestViews:
    def test_a_view_brings_filter_columns_and_order(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(capsys, "list", "--view", "late-health", *CLOCK, "-f", "csv")
        assert done.out == "ref,due\n2,2012-08\n1,2012-06\n"

    def test_what_is_typed_goes_before_what_is_saved(self, capsys: pytest.CaptureFixture[str]) -> None:
        done = call(
            capsys, "list", "--view", "late-health", *CLOCK, "-f", "csv", "--agency", "Police", "--columns", "ref"
        )
        assert done.out == "ref\n3\n"

    @pytest.mark.parametrize(("view", "found"), [("early", ["1"]), ("odd", ["1", "2", "3"])])
    def test_dates_and_expressions_can_be_saved(
        self, capsys: pytest.CaptureFixture[str], view: str, found: list[str]
    ) -> None:
        assert refs(call(capsys, "list", "--view", view, *CLOCK, "-f", "csv").out) == found

    def test_the_boards_days_decide_what_is_soon(self, capsys: pytest.CaptureFixture[str], views: Path) -> None:
        call_it = ("list", "--as-at", "2012-09-01", "--timeliness", "due_soon", "-f", "csv")
        assert refs(call(capsys, *call_it).out) == []
        (views / "scrplan.yaml").write_text("due_soon_days: 29\n", encoding="utf-8")
        assert refs(call(capsys, *call_it).out) == ["3"]

    def test_the_boards_register_adds_names_of_agencies(self, capsys: pytest.CaptureFixture[str], views: Path) -> None:
        (views / "scrplan.yaml").write_text("agencies: [{name: Police, aliases: [The Constabulary]}]\n")
        assert refs(call(capsys, "list", "--agency", "the constabulary", *CLOCK, "-f", "csv").out) == ["3"]

    def test_broken_settings_stop_every_total(self, capsys: pytest.CaptureFixture[str], views: Path) -> None:
        (views / "scrplan.yaml").write_text("veiws: {}\n")
        done = call(capsys, "list")
        assert (done.code, done.out) == (2, "")
        assert (
            done.err
            == "scrplan.yaml:1:1: error: scrplan.yaml has no key 'veiws': did you mean 'views'? [unknown-key]\n"
        )


def test_a_rating_that_its_key_calls_off_track_is_listed_as_red(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = HEAD.replace(
        "red: {state: in_progress, meaning: Off track}", "1: {state: not_started, meaning: Bad, off_track: true}"
    )
    row = "  - {ref: 1, agency: Health, text: Do, rag: 1}\n"
    (board / "plans" / "sample.yaml").write_text(plan_text(row, head))
    done = call(capsys, "red", "-f", "csv")
    assert refs(done.out) == ["1"]
