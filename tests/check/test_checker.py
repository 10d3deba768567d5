from pathlib import Path

import pytest

from scrplan.check.checker import check_plan, check_settings
from scrplan.check.repository import Repository
from scrplan.check.rules import RULES
from scrplan.check.rules.records import RuleScope
from scrplan.check.rules.settings_rules import NamesList
from scrplan.check.severities import levels_of
from scrplan.diagnostics import START, Diagnostic, FileFindings, Position, Severity
from scrplan.model import Board
from scrplan.source.reader import Salvaged, salvage_plan
from scrplan.yamltext.document import Document
from tests.building import ROOT, ROW, THE_DAY, findings_of, plan_text


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
    def blind_but_for_one(document: Document, plan_id: str) -> Salvaged:
        read = salvage_plan(document, plan_id)
        return read._replace(problems=read.problems[:1])

    monkeypatch.setattr("scrplan.check.checker.salvage_plan", blind_but_for_one)
    found = findings_of(plan_file(tmp_path, plan_text(f"{ROW}    raq: x\n    duee: y\n")))
    assert [(one.rule, *one.position) for one in found] == [("unknown-key", 18, 5), ("unknown-key", 19, 5)]


def test_file_that_the_reader_takes_is_not_read_by_the_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        pytest.fail("the schema was asked")

    monkeypatch.setattr("scrplan.check.checker.schema_problems", refuse)
    assert findings_of(plan_file(tmp_path, plan_text())) == ()


def test_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    (found,) = findings_of(tmp_path / "missing.yaml")
    assert (found.rule, found.position, found.severity) == ("unreadable", START, Severity.ERROR)
    assert found.message == "the file cannot be opened (No such file or directory)"


# -- the rules upon what could be read ------------------------------------------------------------------------------


def checked(extra: str = "", *only: str, row: str = ROW, levels: dict[str, Severity] | None = None) -> FileFindings:
    """Check one row, in a repository that has nothing else."""
    document = Document.from_text(plan_text(f"{row}{extra}"), "plans/sample.yaml")
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    return check_plan(document, "sample", around, levels_of({}, only) if levels is None else levels)


def told(found: FileFindings) -> list[str]:
    return [one.rule for one in found.findings]


def test_finding_of_a_rule_has_its_place_its_words_and_its_rules_severity() -> None:
    (found,) = checked("    due: 2012-07\n    rag: amber\n", "late-not-red").findings
    words = "recommendation 1: it was due by 31 July 2012, is open, and is rated amber"
    hint = "rate it red, or record the move of the date under revisions"
    assert found == Diagnostic(
        "plans/sample.yaml", Position(18, 10), "late-not-red", words, hint, Severity.WARNING, Position(18, 17)
    )


def test_finding_has_the_severity_that_was_asked_for() -> None:
    (found,) = checked("", levels={"no-lead": Severity.ADVICE}).findings
    assert found.severity is Severity.ADVICE


def test_rule_that_is_off_is_not_judged() -> None:
    assert told(checked("", levels={})) == []


@pytest.mark.parametrize("key", ["due: 2012-13", "rag: purple", "updates: x", "milestones: 5", "state: half"])
def test_rule_says_nothing_of_a_row_in_which_what_it_rests_on_has_a_mistake(key: str) -> None:
    rest = {"rag": "amber", "due": "2012-07"}
    rest.pop(key.split(":", maxsplit=1)[0], None)
    extra = "".join(f"    {name}: {value}\n" for name, value in rest.items())
    found = told(checked(f"{extra}    {key}\n"))
    assert "late-not-red" not in found
    assert len([name for name in found if RULES[name].scope is RuleScope.FORM]) == 1


def test_misspelt_key_is_told_and_not_that_the_key_is_missing() -> None:
    found = told(checked("    raq: red\n    leeds: [{role: Chair}]\n"))
    assert found.count("unknown-key") == 2
    assert {"not-stated", "no-lead"} & set(found) == set()


def test_key_that_nobody_meant_silences_nothing() -> None:
    assert {"unknown-key", "not-stated", "no-lead"} <= set(told(checked("    zzz: red\n")))


@pytest.mark.parametrize("key", ["text", "agency", "ref"])
def test_row_that_lacks_a_key_is_judged_by_what_it_has(key: str) -> None:
    given = {"ref": "1", "agency": "Health", "text": "Do", "rag": "amber", "due": "2012-07"}
    row = ", ".join(f"{name}: {value}" for name, value in given.items() if name != key)
    found = told(checked(row=f"  - {{{row}}}\n"))
    assert found == ["missing-key", "no-lead", "late-not-red"]


@pytest.mark.parametrize("written", ["ratngs:", "zzz:"], ids=["misspelt", "not there"])
def test_where_no_rating_has_a_meaning_nothing_that_rests_on_ratings_is_told(written: str) -> None:
    text = plan_text(f"{ROW}    due: 2012-07\n    rag: green\n").replace("ratings:", written)
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    found = told(check_plan(Document.from_text(text, "sample.yaml"), "sample", around, levels_of({})))
    assert [name for name in found if RULES[name].scope is not RuleScope.FORM] == []


def test_rule_still_judges_the_other_rows() -> None:
    other = ROW.replace('"1"', '"2"') + "    due: 2012-07\n    rag: amber\n"
    found = checked(f"    due: 2012-13\n    rag: amber\n{other}", "late-not-red").findings
    assert [(one.rule, one.position.line) for one in found] == [("bad-date", 18), ("late-not-red", 23)]


def test_mistake_in_the_key_of_ratings_silences_what_rests_on_ratings() -> None:
    text = plan_text(f"{ROW}    due: 2012-07\n    rag: amber\n").replace("meaning: In hand", "meaning: [In hand]")
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    found = told(check_plan(Document.from_text(text, "sample.yaml"), "sample", around, levels_of({})))
    assert "late-not-red" not in found
    assert "no-lead" not in found
    assert "wrong-type" in found


@pytest.mark.parametrize("extra", ["    rag: red\n    rag: amber\n", "    <<: {rag: red}\n", "    [a]: b\n"])
def test_row_of_which_it_is_not_certain_what_it_says_is_not_judged(extra: str) -> None:
    found = told(checked(f"    due: 2012-07\n{extra}"))
    assert [name for name in found if RULES[name].scope is not RuleScope.FORM] == []


def test_findings_come_in_the_order_of_the_file_each_once() -> None:
    found = checked("    due: 2012-07\n    rag: amber\n    raq: x\n").findings
    assert list(found) == sorted(set(found), key=lambda one: one.sort_key)


def test_lines_are_those_in_which_findings_begin() -> None:
    found = checked("    due: 2012-07\n    rag: amber\n    zzz: x\n")
    assert set(found.lines) == {one.position.line for one in found.findings}
    assert (found.lines[18], found.lines[20]) == ("    due: 2012-07", "    zzz: x")


def test_line_has_no_line_end_of_any_system() -> None:
    document = Document.from_text(plan_text().replace("\n", "\r\n"), "sample.yaml")
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    lines = check_plan(document, "sample", around, levels_of({})).lines
    assert lines
    assert not any(text.endswith(("\r", "\n")) for text in lines.values())


# -- identifiers: found everywhere, shown nowhere -------------------------------------------------------------------

NHS_NUMBER = "999 000 0018"


@pytest.mark.parametrize(
    "text",
    [
        plan_text(f"{ROW}    note: Look for {NHS_NUMBER}\n"),
        plan_text(f"{ROW}    # Look for {NHS_NUMBER}\n"),
        plan_text(f"{ROW}    note: [{NHS_NUMBER}\n"),
        plan_text(f"{ROW}    {NHS_NUMBER}: x\n"),
        f"{plan_text()}<<<<<<< {NHS_NUMBER}\n",
        f"- {NHS_NUMBER}\n",
        f"# {NHS_NUMBER}\n",
    ],
    ids=["value", "comment", "broken YAML", "key", "unfinished merge", "no plan", "only a comment"],
)
def test_identifier_is_found_wherever_it_stands_and_no_line_shows_it(text: str) -> None:
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    found = check_plan(Document.from_text(text, "sample.yaml"), "sample", around, levels_of({}))
    (one,) = (one for one in found.findings if one.rule == "nhs-number")
    line = text.splitlines()[one.position.line - 1]
    assert one.end == Position(one.position.line, one.position.column + len(NHS_NUMBER))
    assert line[one.position.column - 1 :].startswith(NHS_NUMBER)
    shown = found.lines[one.position.line]
    assert len(shown) == len(line)
    assert "\u2022\u2022\u2022 \u2022\u2022\u2022 \u2022\u2022\u2022\u2022" in shown
    assert not any(NHS_NUMBER in words for words in shown_words(found))


def shown_words(found: FileFindings) -> list[str]:
    return [*found.lines.values(), *(words for one in found.findings for words in (one.message, one.hint))]


def test_identifier_over_two_lines_is_covered_in_both() -> None:
    found = checked("    note: >-\n      Look for 999 000\n      0018 and rag\n    raq: x\n", "nhs-number")
    (one,) = (one for one in found.findings if one.rule == "nhs-number")
    assert (one.position, one.end) == (Position(19, 16), Position(20, 11))
    assert found.lines[19] == "      Look for \u2022\u2022\u2022 \u2022\u2022\u2022"


def test_identifier_in_the_line_of_another_finding_is_covered_there_too() -> None:
    found = checked(f"    raq: {NHS_NUMBER}\n")
    assert told(found).count("unknown-key") == 1
    assert not any(NHS_NUMBER in words for words in shown_words(found))


@pytest.mark.parametrize(
    "extra",
    [
        f"    {NHS_NUMBER}: x\n",
        f"    scope: {NHS_NUMBER}\n",
        f"    rag: {NHS_NUMBER}\n",
        f"    due: {NHS_NUMBER}\n",
        f"    state: [{NHS_NUMBER}]\n",
        f"    leads: [{{name: {NHS_NUMBER}, unconfirmed: {NHS_NUMBER}}}]\n",
        f"    milestones: [{{text: See {NHS_NUMBER}, due: 2012}}]\n",
        f"    due_text: {NHS_NUMBER}\n    rag: amber\n",
        f"    themes: &x {NHS_NUMBER}\n",
        f"    allow: ['{NHS_NUMBER}']\n",
        f"    evidence: [{{title: A, ref: {NHS_NUMBER}}}]\n",
        f"    links: [{{plan: a, ref: {NHS_NUMBER}, relation: {NHS_NUMBER}}}]\n",
        f"    state: stopped\n    actions: [{{part: {NHS_NUMBER}, text: x, due: 2012, rag: amber}}, {{text: y}}]\n",
    ],
    ids=lambda extra: extra.split(":")[0].strip(),
)
def test_message_of_another_rule_does_not_repeat_an_identifier(extra: str) -> None:
    found = checked(extra)
    assert "nhs-number" in told(found)
    assert [words for words in shown_words(found) if NHS_NUMBER in words] == []


def test_identifier_in_the_settings_is_found_and_not_shown() -> None:
    document = Document.from_text(f"board: A board\nbord: {NHS_NUMBER}\n", "scrplan.yaml")
    found = check_settings(document, levels_of({}), lambda _path: NamesList())
    assert told(found) == ["unknown-key", "nhs-number"]
    assert not any(NHS_NUMBER in words for words in shown_words(found))


# -- allow ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "rules"),
    [
        ("", ["no-lead"]),
        ("    allow: [no-lead]\n    note: So it was published.\n", []),
        ("    allow: [no-lead]\n", ["allow-without-note"]),
        ("    allow: [no-lead, no-lead]\n    note: So it was published.\n", []),
        ("    allow: [no-date]\n    note: So it was published.\n", ["no-lead"]),
        ("    allow: [no-leed]\n    note: So it was published.\n", ["no-lead", "unknown-rule"]),
        ("    allow: [unknown-key, no-lead]\n    note: x\n", ["unknown-rule"]),
        ("    allow: [allow-without-note, no-lead]\n", ["allow-without-note"]),
        ("    allow: [unknown-rule, no-leed]\n    note: x\n", ["no-lead", "unknown-rule"]),
    ],
    ids=[
        "not allowed", "allowed", "without a note", "twice", "another", "misspelt", "a mistake of form",
        "that a note is missing", "that a rule is unknown",
    ],
)  # fmt: skip
def test_what_a_row_allows_is_not_told(extra: str, rules: list[str]) -> None:
    assert told(checked(extra, "no-lead", "allow-without-note", "unknown-rule")) == rules


def test_what_one_row_allows_is_told_of_the_next() -> None:
    other = ROW.replace('"1"', '"2"')
    found = checked(f"    allow: [no-lead]\n    note: x\n{other}", "no-lead").findings
    assert [(one.rule, one.message.split(":")[0]) for one in found] == [("no-lead", "recommendation 2")]


def test_what_a_row_allows_is_allowed_in_its_actions() -> None:
    extra = "    actions: [{text: Draft, leads: [{role: Chair}]}, {text: Send}]\n    allow: [no-lead]\n    note: x\n"
    assert told(checked(extra, "no-lead")) == []


def test_identifier_can_be_allowed_in_the_row_that_it_stands_in_and_nowhere_else() -> None:
    text = plan_text(f"{ROW}    allow: [postcode]\n    note: Our office, SW1A 1AA\n") + "note: SW1A 1AA\n"
    around = Repository(Path("/nowhere"), []).around(THE_DAY, Board())
    found = check_plan(Document.from_text(text, "sample.yaml"), "sample", around, levels_of({}, ["postcode"]))
    assert [(one.rule, one.position.line) for one in found.findings] == [("postcode", 20)]


@pytest.mark.parametrize(
    ("extra", "idle"),
    [
        ("    allow: [no-lead]\n", []),
        ("    allow: [no-lead]\n    leads: [{role: Chair}]\n", [18]),
        ("    allow:\n      - no-date\n      - postcode\n", [20]),
        ("    allow: [date-overwritten, listed-name]\n", []),
        ("    allow: [no-leed, unknown-key]\n", []),
        ("    allow: [late-not-red]\n    due: 2012-13\n", []),
    ],
    ids=["needed", "not needed", "one of two", "cannot be judged here", "no rule", "not judged for a mistake"],
)
def test_what_is_allowed_without_need_is_told_at_its_place(extra: str, idle: list[int]) -> None:
    found = checked(f"    note: x\n{extra}").findings
    assert [one.position.line - 1 for one in found if one.rule == "idle-allow"] == idle
