"""`rules`: every rule, as grave as it is for the board at hand."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from scrplan.check.rules import RULES
from tests.building import call

Capture = pytest.CaptureFixture[str]


def listed(capsys: Capture) -> dict[str, dict[str, object]]:
    """Return each rule as JSON has it, by its name."""
    done = call(capsys, "rules", "-f", "json")
    assert (done.code, done.err) == (0, "")
    return {item["rule"]: item for item in json.loads(done.out)["items"]}


@pytest.mark.usefixtures("board")
def test_every_rule_is_listed_in_the_order_of_the_rules(capsys: Capture) -> None:
    assert list(listed(capsys)) == list(RULES)


@pytest.mark.usefixtures("board")
def test_each_rule_has_its_severity_and_a_heading(capsys: Capture) -> None:
    for name, item in listed(capsys).items():
        rule = RULES[name]
        assert (item["severity"], item["default"], item["fixed"]) == (rule.severity, rule.severity, rule.is_fixed)
        assert isinstance(item["title"], str)
        assert item["title"][0].isupper() or item["title"].startswith("E-mail")
        assert not item["title"].endswith(".")


@pytest.mark.parametrize(
    ("level", "severity", "words"),
    [
        ("error", "error", "error (usually warning)"),
        ("warning", "warning", "warning"),
        ("advice", "advice", "advice (usually warning)"),
        ("off", "off", "off (usually warning)"),
    ],
)
def test_what_the_board_set_is_listed_with_what_is_usual(
    board: Path, capsys: Capture, level: str, severity: str, words: str
) -> None:
    (board / "scrplan.yaml").write_text(f"rules: {{no-lead: {level}}}\n")
    found = listed(capsys)
    assert found["no-lead"]["severity"] == severity
    assert {name for name, item in found.items() if item["severity"] != item["default"]} <= {"no-lead"}
    line = next(one for one in call(capsys, "rules").out.splitlines() if one.startswith("no-lead\t"))
    assert line.split("\t")[1] == words


def test_what_belongs_to_the_format_stays_as_it_is(board: Path, capsys: Capture) -> None:
    (board / "scrplan.yaml").write_text("rules: {unknown-key: off}\n")
    assert listed(capsys)["unknown-key"]["severity"] == "error"


def test_settings_of_the_board_count_from_a_folder_below(
    board: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (board / "scrplan.yaml").write_text("rules: {no-lead: error}\n")
    monkeypatch.chdir(board / "plans")
    assert listed(capsys)["no-lead"]["severity"] == "error"


def test_broken_settings_are_told_and_nothing_is_listed(board: Path, capsys: Capture) -> None:
    (board / "scrplan.yaml").write_text("rules: {no-lead: of}\n")
    done = call(capsys, "rules")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("scrplan.yaml:1:18: error: no-lead: 'of' is no severity: ")


def test_settings_that_cannot_be_opened_are_told(board: Path, capsys: Capture) -> None:
    (board / "scrplan.yaml").mkdir()
    done = call(capsys, "rules")
    assert (done.code, done.out) == (2, "")
    assert done.err == "scrplan: scrplan.yaml: cannot be read: Is a directory\n"


def test_rules_are_listed_where_there_is_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(listed(capsys)) == list(RULES)


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("form", ["plain", "csv", "markdown", "terminal"])
def test_every_format_lists_every_rule(capsys: Capture, form: str) -> None:
    done = call(capsys, "rules", "-f", form)
    assert (done.code, done.err) == (0, "")
    assert [name for name in RULES if name not in done.out] == []


@pytest.mark.usefixtures("board")
def test_the_table_for_a_sheet_has_a_line_a_rule(capsys: Capture) -> None:
    records = list(csv.DictReader(io.StringIO(call(capsys, "rules", "-f", "csv").out)))
    assert [record["rule"] for record in records] == list(RULES)
    assert {record["severity"] for record in records} == {"error", "warning", "advice"}


@pytest.mark.usefixtures("board")
def test_the_json_is_in_the_envelope_of_every_command(capsys: Capture) -> None:
    answer = json.loads(call(capsys, "rules", "-f", "json", "--as-at", "2013-09").out)
    assert list(answer) == ["schema_version", "kind", "as_at", "generated_from", "notices", "items"]
    assert (answer["kind"], answer["as_at"]) == ("rules", "2013-09-30")
    assert {tuple(item) for item in answer["items"]} == {("rule", "severity", "default", "fixed", "title")}


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_on_a_screen_no_line_is_wider_and_no_name_is_broken(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert call(capsys, "rules", "--color", "never").code == 0
    shown = screen.getvalue()
    assert max(map(len, shown.splitlines())) <= columns
    assert [name for name in RULES if name not in shown] == []


@pytest.mark.usefixtures("board")
def test_the_list_can_be_written_to_a_file(capsys: Capture) -> None:
    assert call(capsys, "rules", "-o", "rules.md").out == ""
    assert Path("rules.md").read_text() == call(capsys, "rules", "-f", "markdown").out
