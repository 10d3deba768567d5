import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrplan.characters import HARMFUL
from scrplan.diagnostics import Diagnostic
from scrplan.source.reader import read_plan
from scrplan.yamltext import document as document_module
from scrplan.yamltext.document import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    Document,
    Events,
    c_events,
    has_c_parser,
    position_of,
    pure_events,
)
from scrplan.yamltext.nodes import Data, Mapping, Node, Scalar, Sequence, to_data
from tests.building import HEAD, ROOT, ROW, plan_text

PARSERS = {"c": c_events, "pure": pure_events}
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
HEAD_LINES = plan_text().count("\n")


@pytest.fixture(params=list(PARSERS))
def events(request: pytest.FixtureRequest) -> Events:
    return PARSERS[request.param]


def row(extra: str) -> str:
    return plan_text(f"{ROW}{extra}")


def found(text: str, events: Events) -> tuple[Diagnostic, ...]:
    return read_plan(Document.from_text(text, "sample.yaml", events), "sample")[1]


def places(problems: tuple[Diagnostic, ...]) -> list[tuple[str, int, int]]:
    return [(one.rule, *one.position) for one in problems]


# name: text, rule, line, column, telling words
ONE_PROBLEM: dict[str, tuple[str, str, int, int, str]] = {
    "empty": ("", "empty", 1, 1, "holds nothing"),
    "only blank lines": ("\n  \n", "empty", 1, 1, "holds nothing"),
    "only a comment": ("# nothing yet\n", "empty", 1, 1, "holds nothing"),
    "a word": ("hello\n", "wrong-type", 1, 1, "not a plan"),
    "a list": ("- format: 1\n", "wrong-type", 1, 1, "begin with format: 1"),
    "anchor on a value": (row("    note: &x text\n"), "anchor", 18, 11, "'&x'"),
    "anchor on a list": (row("    themes: &t [a]\n"), "anchor", 18, 13, "'&t'"),
    "anchor on a mapping": (row("    sign_off: &s {by: x}\n"), "anchor", 18, 15, "'&s'"),
    "anchor on a key": (row("    &k note: x\n"), "anchor", 18, 5, "'&k'"),
    "tag on a value": (row("    note: !!str text\n"), "tag", 18, 11, "tag:yaml.org,2002:str"),
    "own tag": (row("    note: !secret text\n"), "tag", 18, 11, "'!secret'"),
    "python tag": (row("    note: !!python/object:os.system x\n"), "tag", 18, 11, "python/object:os.system"),
    "lone tag": (row("    note: ! text\n"), "tag", 18, 11, "'!'"),
    "tag on a list": (row("    themes: !!seq [a]\n"), "tag", 18, 13, "2002:seq"),
    "tag on a mapping": (row("    sign_off: !!map {by: x}\n"), "tag", 18, 15, "2002:map"),
    "duplicate key": (
        row("    agency: Police\n"),
        "duplicate-key",
        18,
        5,
        "'agency' appears twice here, first in line 16",
    ),
    "duplicate key in braces": (row("    sign_off: {by: x, by: y}\n"), "duplicate-key", 18, 23, "first in line 18"),
    "duplicate key, otherwise quoted": (row('    "text": x\n'), "duplicate-key", 18, 5, "'text'"),
    "duplicate rating": (plan_text(head=f"{HEAD}").replace("amber:", "green:"), "duplicate-key", 9, 3, "'green'"),
    "second document": (f"{plan_text()}---\nformat: 1\n", "second-document", 18, 1, "one plan in one file"),
    "second empty document": (f"{plan_text()}---\n", "second-document", 18, 1, "second document"),
    "raw NUL": (row("    note: a\x00b\n"), "control-character", 18, 12, "U+0000"),
    "raw escape": (row("    note: \x1b[31mred\n"), "control-character", 18, 11, "U+001B"),
    "raw delete": (row("    note: a\x7f\n"), "control-character", 18, 12, "U+007F"),
    "raw C1": (row("    note: a\x9b31m\n"), "control-character", 18, 12, "U+009B"),
    "raw next line": (row("    note: a\x85b\n"), "control-character", 18, 12, "U+0085"),
    "raw line separator": (row("    note: a\u2028b\n"), "control-character", 18, 12, "U+2028"),
    "raw right-to-left override": (row("    note: ab\u202ec\n"), "control-character", 18, 13, "U+202E"),
    "raw isolate": (row("    note: ab\u2066c\n"), "control-character", 18, 13, "U+2066"),
    "mark inside the text": (row("    note: ab\ufeffc\n"), "control-character", 18, 13, "U+FEFF"),
    "no character": (row("    note: ab\uffffc\n"), "control-character", 18, 13, "U+FFFF"),
    "lone surrogate": (row("    note: ab\ud800c\n"), "control-character", 18, 13, "U+D800"),
    "after an astral character": (row("    note: \U0001f600\x01\n"), "control-character", 18, 12, "U+0001"),
    "in a comment": (row("    # a\x08b\n"), "control-character", 18, 8, "U+0008"),
    "lone carriage return": (row("    note: a\rb\n"), "control-character", 18, 12, "U+000D"),
    "form feed": (row("    note: a\x0cb\n"), "control-character", 18, 12, "U+000C"),
    "escaped escape": (row('    note: "a\\e[31m"\n'), "control-character", 18, 11, "U+001B"),
    "escaped NUL": (row('    note: "a\\0"\n'), "control-character", 18, 11, "U+0000"),
    "escaped hexadecimal": (row('    note: "a\\x07"\n'), "control-character", 18, 11, "U+0007"),
    "escaped next line": (row('    note: "a\\N"\n'), "control-character", 18, 11, "U+0085"),
    "escaped paragraph separator": (row('    note: "a\\P"\n'), "control-character", 18, 11, "U+2029"),
    "escaped override": (row('    note: "a\\u202e"\n'), "control-character", 18, 11, "U+202E"),
    "escaped carriage return": (row('    note: "a\\rb"\n'), "control-character", 18, 11, "U+000D"),
    "escaped CRLF": (row('    note: "a\\r\\nb"\n'), "control-character", 18, 11, "U+000D"),
    "escaped in the title": (
        plan_text().replace("A sample plan", '"\\a"'),
        "control-character",
        3,
        8,
        "U+0007",
    ),
    "lists without end": ("[" * 100_000, "too-deep", 1, MAX_DEPTH + 1, "more than 40 levels"),
    "lists closed again": ("[" * 100_000 + "]" * 100_000, "too-deep", 1, MAX_DEPTH + 1, "no plan needs more than 6"),
    "dashes": ("- " * 100_000, "too-deep", 1, 2 * MAX_DEPTH + 1, "more than 40 levels"),
    "mappings in braces": ("{a: " * 100_000, "too-deep", 1, 4 * MAX_DEPTH + 1, "more than 40 levels"),
    "braces without end": ("{" * 100_000, "too-deep", 1, MAX_DEPTH + 1, "more than 40 levels"),
    "question marks": ("? " * 100_000, "too-deep", 1, 2 * MAX_DEPTH + 1, "more than 40 levels"),
    "indentation": (
        "".join(f"{' ' * depth}a:\n" for depth in range(300)),
        "too-deep",
        MAX_DEPTH + 1,
        MAX_DEPTH + 1,
        "more than 40 levels",
    ),
    # One cause, one message: what the cause leaves behind is not told again.
    "alias": (row("    note: *x\n"), "alias", 18, 11, "'*x'"),
    "alias as a key": (row("    *x : text\n"), "alias", 18, 5, "'*x'"),
    "merge key": (row("    <<: {note: x}\n"), "merge-key", 18, 5, "write the text out"),
    "list as a key": (row("    [a, b]: c\n"), "odd-key", 18, 5, "there is a list or mapping where a key belongs"),
    "mapping as a key": (row("    ? {a: b}\n    : c\n"), "odd-key", 18, 7, "write a plain word"),
}


@pytest.mark.parametrize("case", ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_problem_is_told_once_at_its_place(case: tuple[str, str, int, int, str], events: Events) -> None:
    text, rule, line, column, words = case
    problems = found(text, events)
    assert places(problems) == [(rule, line, column)]
    assert words in problems[0].line()


FIRST_PROBLEM: dict[str, tuple[str, str, int, int, str]] = {
    "alias": ONE_PROBLEM["alias"],
    "alias as a key": ONE_PROBLEM["alias as a key"],
    "merge key": ONE_PROBLEM["merge key"],
    "merge key with an alias": (row("    <<: *x\n"), "merge-key", 18, 5, "'<<' merges"),
    "list as a key": ONE_PROBLEM["list as a key"],
    "mapping as a key": ONE_PROBLEM["mapping as a key"],
    "only a document mark": ("---\n", "wrong-type", 2, 1, "not a plan"),
}


@pytest.mark.parametrize("case", FIRST_PROBLEM.values(), ids=FIRST_PROBLEM)
def test_cause_is_told_first_at_its_place(case: tuple[str, str, int, int, str], events: Events) -> None:
    text, rule, line, column, words = case
    problems = found(text, events)
    assert places(problems)[0] == (rule, line, column)
    assert words in problems[0].line()


@pytest.mark.parametrize("directive", ["%YAML 1.1", "%YAML 1.2", "%TAG ! tag:example,2000:", "%TAG !e! tag:e,2000:"])
def test_directive_is_refused_at_its_line(directive: str, events: Events) -> None:
    problems = found(f"{directive}\n---\n{plan_text()}", events)
    assert places(problems) == [("directive", 1, 1)]
    assert "delete the line" in problems[0].hint


def test_unknown_directive_is_refused(events: Events) -> None:
    problems = found(f"%ABLE 1\n---\n{plan_text()}", events)
    assert [one.position.line for one in problems] == [1]


@pytest.mark.parametrize("version", ["1." + "1" * 5000, "9" * 5000 + ".1"], ids=["minor", "major"])
def test_huge_version_is_a_problem_and_no_crash(version: str, events: Events) -> None:
    assert {one.position.line for one in found(f"%YAML {version}\n---\na: b\n", events)} == {1}


@pytest.mark.parametrize("escape", ["\\U00110000", "\\UFFFFFFFF", "\\ud800", "\\q", "\\xZZ"])
def test_escape_of_no_character_is_a_problem_and_no_crash(escape: str, events: Events) -> None:
    problems = found(row(f'    note: "a{escape}b"\n'), events)
    assert [one.position.line for one in problems] == [18]


def test_words_after_the_end_mark_are_refused(events: Events) -> None:
    problems = found(f"{plan_text()}...\nmore: x\n", events)
    assert [one.position.line for one in problems] == [19]


def test_both_sides_of_an_unfinished_merge_are_told(events: Events) -> None:
    conflict = "<<<<<<< HEAD\n    note: a\n||||||| base\n=======\n    note: b\n>>>>>>> theirs\n"
    problems = found(row(conflict), events)
    assert places(problems) == [("merge-conflict", 18, 1), ("merge-conflict", 20, 1), ("merge-conflict", 23, 1)]
    assert ["<<<<<<<" in problems[0].message, "|||||||" in problems[1].message, ">>>>>>>" in problems[2].message]
    assert "choose one side" in problems[0].hint


@pytest.mark.parametrize(
    "note",
    ["<<<<<<< indented", "a <<<<<<< b", ">>>>>>>>", "<<<<<<<x", "=======", "|||||||x"],
)
def test_words_that_only_resemble_a_conflict_are_text(note: str, events: Events) -> None:
    assert found(row(f"    note: |\n      {note}\n"), events) == ()


def test_merge_conflict_is_told_instead_of_what_it_breaks(events: Events) -> None:
    problems = found("<<<<<<< HEAD\n\tbroken: [\n>>>>>>> x\n", events)
    assert {one.rule for one in problems} == {"merge-conflict"}


SYNTAX = {
    "colon in plain text": (row("    note: he said: yes\n"), 18, "colon", "quotes"),
    "open quote": (row("    note: 'open\n    due: 2012\n"), 18, "quote is opened and never closed", "close it"),
    "open double quote": (row('    note: "open\n    due: 2012\n'), 18, "quote is opened and never closed", "close it"),
    "open list": (row("    themes: [a, b\n"), None, "list in [ ]", "comma"),
    "open mapping": (row("    sign_off: {by: x\n"), None, "mapping in { }", "comma"),
    "at sign": (row("    note: @home\n"), 18, "keeps for itself", "quotes"),
    "backtick": (row("    note: `x`\n"), 18, "keeps for itself", "quotes"),
    "unknown escape": (row('    note: "a\\q"\n'), 18, "backslash", "single quotes"),
    "line without colon": (row("    note\n    due: 2012\n"), None, "neither 'key: value'", "colon"),
    "wrong indentation": (row("   note: x\n"), 18, "does not fit", "align"),
    "list beside keys": (row("    leads: - name: x\n"), 18, "list begins where none is allowed", "its own"),
    "key in a list": (plan_text(f"{ROW}  note: x\n"), 18, "does not fit", "align"),
    "tab before a list": (plan_text("\t- ref: 1\n"), 15, "a tab is used to indent", "two spaces"),
    "tab after spaces": (plan_text("  \t- ref: 1\n"), 15, "a tab is used to indent", "two spaces"),
    "tab before a key": (row("\tnote: x\n"), 18, "a tab is used to indent", "two spaces"),
    "tab in a new level": (row("    sign_off:\n\t\tby: x\n"), 19, "a tab is used to indent", "two spaces"),
}


@pytest.mark.parametrize("case", SYNTAX.values(), ids=SYNTAX)
def test_syntax_problem_is_told_in_plain_words(case: tuple[str, int | None, str, str], events: Events) -> None:
    text, line, message, hint = case
    (problem,) = found(text, events)
    assert problem.rule == "syntax"
    assert line in {None, problem.position.line}
    assert message in problem.message
    assert hint in problem.hint


def test_tab_is_shown_at_its_column() -> None:
    (problem,) = found(plan_text("  \t- ref: 1\n"), c_events)
    assert problem.position == (15, 3)


def test_syntax_problem_keeps_what_was_found_before(events: Events) -> None:
    problems = found("a: &x 1\nb: @\n", events)
    assert [one.rule for one in problems] == ["anchor", "syntax"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: 1\n" * 5000, "duplicate-key"),
        ("".join(f"a{number}: &x{number} 1\n" for number in range(5000)), "anchor"),
        ("".join(f"a{number}: *x\n" for number in range(5000)), "alias"),
        ("\x01" * 5000, "control-character"),
        ("<<<<<<< x\n" * 5000, "merge-conflict"),
    ],
    ids=["duplicate-key", "anchor", "alias", "control-character", "merge-conflict"],
)
def test_problems_of_one_file_are_limited(text: str, rule: str) -> None:
    document = Document.from_text(text, "x.yaml")
    assert [one.rule for one in document.problems] == [rule] * MAX_PROBLEMS
    assert document.root is None


@pytest.mark.parametrize(
    "extra",
    [
        "".join(f"    key{number}: x\n" for number in range(1000)),
        "    themes: [" + "1, " * 1000 + "]\n",
    ],
    ids=["unknown keys", "wrong types"],
)
def test_problems_that_the_reader_finds_are_limited(extra: str) -> None:
    assert len(found(row(extra), c_events)) <= MAX_PROBLEMS


FOUR_MB = 4_000_000
SLOW = {
    "conflict markers": "<<<<<<< x\n" * (FOUR_MB // 10),
    "tabs far below a syntax error": "@\n\n\n\n" + "\tx\n" * (FOUR_MB // 3),
    "control characters": "\x01" * FOUR_MB,
    "duplicate keys": "a: 1\n" * (FOUR_MB // 5),
    "open lists": "[" * FOUR_MB,
    "quotes": "a: " + "'" * FOUR_MB,
    "lone carriage returns": "\r" * FOUR_MB,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_largest_file_allowed_is_refused(text: str) -> None:
    """Where the work grew with the square of the length, one of these would take hours."""
    assert found(text, c_events)


VALID = {
    "the smallest plan": plan_text(),
    "no row": plan_text("  []\n"),
    "CRLF": plan_text().replace("\n", "\r\n"),
    "CRLF in blocks and quotes": row(
        '    note: |\n      a\n      b\n    outcome: "a\n      b"\n    impact: >-\n      a\n      b\n'
    ).replace("\n", "\r\n"),
    "tab inside text": row("    note: a\tb\n"),
    "tab before a comment": row("    note: a\t# b\n"),
    "tab after the colon": row("    note:\ta\n"),
    "escaped tab and line end": row('    note: "a\\tb\\nc"\n'),
    "document marks": f"---\n{plan_text()}...\n",
    "document mark with comment": f"# first\n--- # a plan\n{plan_text()}",
    "no line end at the end": plan_text().rstrip("\n"),
    "comments and blank lines": row("\n    # a comment\n    note: x # another\n\n"),
    "quoted keys": row("    \"note\": x\n    'due': 2012\n"),
    "explicit key": row("    ? note\n    : x\n"),
    "words of YAML 1.1": row("    note: no\n    outcome: on\n    impact: yes\n    themes: [y, n, off]\n"),
    "colons in plain text": row("    note: see 10:30 and http://example.org/a?b=c#d\n"),
    "flow collections over lines": row("    themes: [a,\n      b, c,\n    ]\n    sign_off: {by: x,\n      on: 2012}\n"),
    "adjacent values": row('    sign_off: {"by":x, "on":2012}\n'),
    "folded and literal": row(
        "    note: >\n      a\n      b\n\n      c\n    outcome: |+\n      a\n\n    impact: |2-\n        a\n"
    ),
    "multi-line plain": row("    note: a\n      b\n\n      c\n"),
    "characters beyond the BMP": row("    note: \U0001f600 \U0001d11e x\n    outcome: '\U0001f600'\n"),
    "accents and quotes": row("    note: \u2018Caf\u00e9\u2019 \u2013 it's \"so\"\n    outcome: 'it''s'\n"),
    "numbers as names": row(
        "    links: [{plan: a, ref: 1.10, relation: repeats}, {plan: a, ref: 0o17, relation: repeats}]\n"
    ),
    "list at the column of its key": f"{HEAD}recommendations:\n- ref: 1\n  agency: NHS\n  text: x\n",
    "special marks inside text": row("    note: a & b * c ! d % e @ f ` g\n"),
    "a dash begins the text": row("    note: -x\n    outcome: ?x\n    impact: :x\n"),
}


def tree(node: Node) -> Any:
    """Return a node as plain values with its place, to compare what two parsers made."""
    here = (node.start.index, node.start.line, node.start.column)
    match node:
        case Scalar():
            return ("scalar", node.text, node.plain, here, (node.end.line, node.end.column))
        case Sequence():
            return ("list", here, [tree(item) for item in node.items])
        case Mapping():
            return ("mapping", here, {key: (tree(one), tree(value)) for key, (one, value) in node.entries.items()})


def tree_of(text: str, events: Events) -> Any:
    document = Document.from_text(text, "x.yaml", events)
    assert document.problems == ()
    assert document.root is not None
    return tree(document.root)


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_valid_text_gives_a_plan(text: str, events: Events) -> None:
    assert [one.line() for one in found(text, events)] == []


@pytest.mark.parametrize("text", VALID.values(), ids=VALID)
def test_both_parsers_make_the_same_tree(text: str) -> None:
    assert tree_of(text, c_events) == tree_of(text, pure_events)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_both_parsers_make_the_same_tree_of_a_published_plan(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert tree_of(text, c_events) == tree_of(text, pure_events)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_both_parsers_read_the_same_published_plan(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    plans = [read_plan(Document.from_text(text, path.name, one), path.stem) for one in PARSERS.values()]
    assert plans[0] == plans[1]
    assert plans[0][0] is not None


def scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for key, value in node.entries.values():
                yield key
                yield from scalars(value)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
def test_marks_cut_out_each_plain_word_of_a_published_plan(path: Any, events: Events) -> None:
    text = path.read_text(encoding="utf-8")
    root = Document.from_text(text, path.name, events).root
    assert root is not None
    words = [one for one in scalars(root) if one.plain and "\n" not in text[one.start.index : one.end.index]]
    assert len(words) > 100
    assert [text[one.start.index : one.end.index] for one in words] == [one.text for one in words]


SAME_PROBLEMS = {
    "empty value": row("    note:\n    due: 2012\n"),
    "empty value at the end": row("    note:\n"),
    "empty value before a comment": row("    note: # later\n    due: 2012\n"),
    "empty id": plan_text().replace("id: sample", "id:"),
    "empty entry": row("    themes:\n      -\n      - a\n"),
    "unknown key": row("    raq: red\n"),
    "wrong type": row("    themes: a\n    leads: {name: x}\n"),
    "bad date": row("    due: 31/12/2012\n"),
    "missing keys": "format: 1\n",
    "duplicate ref": plan_text(ROW * 2),
    "unknown rating": row("    rag: purple\n"),
    "many": row("    raq: red\n    due: 2012-13\n    rag: blue\n    leads: [{}]\n    note: &a x\n    agency: y\n"),
}


@pytest.mark.parametrize("text", SAME_PROBLEMS.values(), ids=SAME_PROBLEMS)
def test_both_parsers_lead_to_the_same_problems(text: str) -> None:
    problems = found(text, c_events)
    assert problems
    assert [one.line() for one in found(text, pure_events)] == [one.line() for one in problems]


def test_pure_parser_serves_where_the_binding_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[str] = []

    def recorded(text: str) -> Iterator[Any]:
        used.append(text)
        return pure_events(text)

    assert has_c_parser()
    monkeypatch.setitem(sys.modules, "ruamel.yaml.cyaml", None)
    monkeypatch.setattr(document_module, "pure_events", recorded)
    assert not has_c_parser()
    assert Document.from_text("a: 1\n", "x.yaml").problems == ()
    assert used == ["a: 1\n"]


def test_first_of_a_doubled_key_stands() -> None:
    root = Document.from_text("a: 1\nb: 2\na: 3\n", "x.yaml").root
    assert root is not None
    assert to_data(root) == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("index", "place"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (5, (3, 1)), (6, (3, 2))],
)
def test_position_of_an_index(index: int, place: tuple[int, int]) -> None:
    assert position_of("ab\nc\nd", index) == place


# -- generated plans ---------------------------------------------------------------------------------------------

_letters = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]).filter(lambda one: not HARMFUL.search(one))
_words = (
    st.text(_letters, min_size=1, max_size=30)
    .filter(lambda one: bool(one.strip()))
    .filter(lambda text: not re.fullmatch("[0-9]{4}", text))
)  # a bare year is a number
_refs = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .()]{0,6}[A-Za-z0-9)]", fullmatch=True)
_dates = st.one_of(
    st.integers(1900, 2199).map(str),
    st.dates().filter(lambda day: 1900 <= day.year <= 2199).map(lambda day: day.isoformat()),
    st.tuples(st.integers(1900, 2199), st.integers(1, 12)).map(lambda one: f"{one[0]}-{one[1]:02}"),
    st.tuples(st.integers(1900, 2199), st.integers(1, 4)).map(lambda one: f"{one[0]}-Q{one[1]}"),
    st.integers(1900, 2198).map(lambda year: f"{year}/{(year + 1) % 100:02}"),
)
_rags = st.sampled_from(["green", "amber", "red"])


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def _with(required: dict[str, st.SearchStrategy[Any]], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(required, optional=fields)


def _few(one: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, max_size=2)


_progress = {
    "rag": _rags,
    "state": st.sampled_from(["not_started", "in_progress", "complete", "signed_off", "stopped"]),
    "due": _dates,
    "due_text": _words,
    "revisions": _few(_with({"to": _dates}, **{"from": _dates, "reason": _words})),
    "milestones": _few(_with({"text": _words}, due=_dates)),
    "leads": _few(_with({"role": _words}, name=_words, unconfirmed=st.booleans())),
    "updates": _few(_with({"on": _dates, "text": _words}, rag=_rags)),
    "evidence": _few(_with({"title": _words}, on=_dates)),
    "sign_off": _with({"by": _words}, on=_dates),
    "note": _words,
}
_rows = _with(
    {"ref": _refs, "agency": st.sampled_from(["Health", "Police"]), "text": _words},
    **_progress,
    themes=_few(_words),
    actions=_few(_with({"text": _words}, **_progress)),
    links=_few(_with({"plan": st.just("child-d"), "ref": _refs, "relation": st.just("repeats")})),
)
_plans = _with(
    {
        "format": st.just(1),
        "id": st.just("sample"),
        "title": _words,
        "review": _with({"kind": st.just("rapid_review")}, subject=_words, published=_dates),
        "board": _words,
        "as_at": _dates,
        "ratings": st.just({name: {"state": "in_progress", "meaning": "x"} for name in ("green", "amber", "red")}),
        "agencies": st.just([{"name": "Health", "aliases": ["NHS"]}, {"name": "Police"}]),
        "recommendations": st.lists(_rows, max_size=3, unique_by=lambda one: one["ref"]),
    },
    note=_words,
    board_asked_to=_few(_words),
)

_SAFE_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _]*[A-Za-z0-9]|[0-9]{4}(?:[-/][0-9Q]{2}){0,2}")
_NO_TEXT = {"null", "true", "false"}


class Writer:
    """Writes data as block YAML, each text in a style of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def scalar(self, value: object, indent: str) -> str:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if not isinstance(value, str) or (_SAFE_PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT):
            return text
        styles = {
            "single": "'" + text.replace("'", "''") + "'",
            "double": '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
        }
        if not text[0].isspace():
            styles["literal"] = f"|-\n{indent}  {text}"
        return styles[self.draw(st.sampled_from(sorted(styles)))]

    def block(self, value: dict[str, Any] | list[Any], indent: str) -> str:
        keys = [f"{key}:" for key in value] if isinstance(value, dict) else ["-"] * len(value)
        values = value.values() if isinstance(value, dict) else value
        between = st.sampled_from(["", "", "", f"{indent}# a comment\n", "\n"])
        return "\n".join(
            f"{self.draw(between)}{indent}{key}{self.below(one, indent)}" for key, one in zip(keys, values, strict=True)
        )

    def below(self, value: object, indent: str) -> str:
        match value:
            case dict() | list() if value:
                return f"\n{self.block(value, indent + '  ')}"
            case dict() | list():
                return f" {value}"
        return f" {self.scalar(value, indent)}"


@st.composite
def yaml_texts(draw: st.DrawFn) -> tuple[str, Data]:
    data = draw(_plans)
    text = f"{Writer(draw).block(data, '')}\n"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), data


def as_written(data: Data) -> Data:
    """Return data as YAML resolves it: a year is a number, all else that the strategy makes stays what it is."""
    match data:
        case dict():
            return {key: as_written(value) for key, value in data.items()}
        case list():
            return [as_written(value) for value in data]
        case str() if re.fullmatch(r"[0-9]{4}", data, re.ASCII):
            return int(data)
    return data


@settings(max_examples=60)
@given(yaml_texts())
def test_both_parsers_read_a_generated_plan_alike(made: tuple[str, Data]) -> None:
    text, data = made
    fast, slow = (Document.from_text(text, "sample.yaml", one) for one in PARSERS.values())
    assert [one.line() for one in fast.problems] == []
    assert slow.problems == ()
    assert fast.root is not None
    assert slow.root is not None
    assert tree(fast.root) == tree(slow.root)
    assert to_data(fast.root) == as_written(data)
    plans = [read_plan(one, "sample") for one in (fast, slow)]
    assert [one.line() for one in plans[0][1]] == []
    assert plans[0] == plans[1]


# -- text that nobody would write --------------------------------------------------------------------------------


def refused_or_read(text: str, events: Events) -> None:
    document = Document.from_text(text, "x.yaml", events)
    plan, problems = read_plan(document, "x")
    assert (plan is None) == bool(problems)
    last = text.count("\n") + 2
    for one in problems:
        assert 1 <= one.position.line <= last
        assert one.position.column >= 1
        assert one.message


_MARKS = st.text("-:[]{}&*!%@`'\"|>#,?~. \n\tab01\\xU<=", max_size=60)


@settings(max_examples=100)
@given(st.one_of(st.text(), _MARKS))
@example("%YAML 1.1")
@example("a: !<>")
@example("\U0001fffe\x0b")
def test_any_text_is_refused_or_read_and_never_raises(text: str) -> None:
    for parser in PARSERS.values():
        refused_or_read(text, parser)


@settings(max_examples=100)
@given(st.sampled_from(["due", "rag", "note", "themes", "leads", "state"]), st.one_of(_MARKS, st.text(max_size=20)))
def test_any_value_is_refused_or_read_and_never_raises(key: str, value: str) -> None:
    refused_or_read(row(f"    {key}: {value}\n"), c_events)


_CHILD_G = (ROOT / "plans" / "child-g.yaml").read_text(encoding="utf-8")


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """The published plan with a slice deleted, inserted again elsewhere, or replaced."""
    cuts = sorted(draw(st.lists(st.integers(0, len(_CHILD_G)), min_size=2, max_size=4)))
    start, end = cuts[0], min(cuts[1], cuts[0] + draw(st.integers(0, 200)))
    kind = draw(st.sampled_from(["delete", "insert", "replace", "move"]))
    if kind == "delete":
        return _CHILD_G[:start] + _CHILD_G[end:]
    if kind == "move":
        return _CHILD_G[: cuts[-1]] + _CHILD_G[start:end] + _CHILD_G[cuts[-1] :]
    new = draw(st.one_of(_MARKS, st.text(max_size=20)))
    return _CHILD_G[:start] + new + _CHILD_G[start if kind == "insert" else end :]


@settings(max_examples=100)
@given(mutations())
def test_mutated_plan_is_refused_or_read_and_never_raises(text: str) -> None:
    refused_or_read(text, c_events)


@settings(max_examples=15)
@given(mutations())
def test_mutated_plan_never_makes_the_pure_parser_raise(text: str) -> None:
    refused_or_read(text, pure_events)


@settings(max_examples=60)
@given(mutations())
def test_problems_come_in_the_order_of_the_file(text: str) -> None:
    document = Document.from_text(text, "child-g.yaml")
    if document.root is not None:
        problems = read_plan(document, "child-g")[1]
        assert all(one.position <= two.position for one, two in pairwise(problems))
