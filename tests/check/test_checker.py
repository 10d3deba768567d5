from pathlib import Path

import pytest

from scrplan.errors import UnreadableFile
from tests.building import ROOT, ROW, findings_of, plan_text


def plan_file(folder: Path, text: str) -> Path:
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda path: path.name)
def test_published_plan_has_no_problem(path: Path) -> None:
    assert findings_of(path) == ()


def test_good_plan_has_no_problem(tmp_path: Path) -> None:
    assert findings_of(plan_file(tmp_path, plan_text())) == ()


@pytest.mark.parametrize(
    ("extra", "rule"),
    [
        ("    raq: red\n", "unknown-key"),
        ("    due: 2012-13\n", "bad-date"),
        ("    due: 1899\n", "bad-date"),
        ("    scope: x\n", "unknown-value"),
        ("    themes: x\n", "wrong-type"),
        ("    note:\n", "empty-value"),
        ("    leads: [{}]\n", "empty-value"),
        ("    updates: [{}]\n", "missing-key"),
        ("    note: ''\n", "empty-value"),
        ("    actions: [{part: ' a', text: x}]\n", "bad-name"),
    ],
)
def test_cause_that_reader_and_schema_both_find_is_told_once_in_the_words_of_the_reader(
    tmp_path: Path, extra: str, rule: str
) -> None:
    assert [one.rule for one in findings_of(plan_file(tmp_path, plan_text(f"{ROW}{extra}")))] == [rule]


@pytest.mark.parametrize("name", ["' amber'", "x" * 41, '"a\\nb"'], ids=["space", "long", "two lines"])
def test_bad_name_of_a_later_rating_is_told_once_at_its_place(tmp_path: Path, name: str) -> None:
    found = findings_of(plan_file(tmp_path, plan_text().replace("amber:", f"{name}:")))
    assert [(one.rule, *one.position) for one in found] == [("bad-name", 9, 3)]


def test_all_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = plan_text(f"{ROW}    raq: x\n    note: &a x\n    due: 2012-13\n").replace("A board", "")
    found = findings_of(plan_file(tmp_path, text))
    assert [(one.rule, one.position.line) for one in found] == [
        ("empty-value", 5),
        ("unknown-key", 18),
        ("anchor", 19),
        ("bad-date", 20),
    ]


def test_syntax_problem_stands_alone(tmp_path: Path) -> None:
    found = findings_of(plan_file(tmp_path, plan_text(f"{ROW}    note: @x\n")))
    assert [(one.rule, *one.position) for one in found] == [("syntax", 18, 11)]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("board: A board\n", []),
        ("bord: x\n", ["unknown-key"]),
        ("stale_days: 0\nviews: {a: {rag: ''}}\n", ["out-of-range", "wrong-type"]),
        ("views: {a: {rag: ~}}\n", ["wrong-type"]),
        ("", ["empty"]),
    ],
)
def test_settings_are_checked(tmp_path: Path, text: str, rules: list[str]) -> None:
    path = tmp_path / "scrplan.yaml"
    path.write_text(text)
    assert [one.rule for one in findings_of(path)] == rules


def test_what_only_the_schema_finds_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrplan.check.checker.read_plan", lambda *_: (None, ()))
    found = findings_of(plan_file(tmp_path, plan_text(f"{ROW}    raq: x\n")))
    assert [(one.rule, *one.position) for one in found] == [("unknown-key", 18, 5)]


def test_file_that_cannot_be_opened_stops_the_check(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"missing\.yaml: cannot be read") as told:
        findings_of(tmp_path / "missing.yaml")
    assert told.value.hint == "No such file or directory"
