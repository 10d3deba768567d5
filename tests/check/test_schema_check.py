import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scrplan.check import schema_check as schema_module
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_path, schema_problems, schema_text
from scrplan.diagnostics import Diagnostic
from scrplan.errors import UnreadableFile
from scrplan.source.reader import read_plan
from scrplan.source.settings import read_board
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Data, to_data
from tests.building import ROOT, ROW, plan_text

SCHEMAS = (PLAN_SCHEMA, BOARD_SCHEMA)


def schema_of(name: str) -> Any:
    return json.loads(schema_text(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_valid_2020_12_schema(name: str) -> None:
    schema = schema_of(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert Draft202012Validator.check_schema(schema) is None


def properties(schema: object, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(schema, dict):
        for name, one in schema.get("properties", {}).items():
            yield f"{path}/{name}", one
        for key, one in schema.items():
            yield from properties(one, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, one in enumerate(schema):
            yield from properties(one, f"{path}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_at_every_depth_has_a_description(name: str) -> None:
    found = dict(properties(schema_of(name)))
    assert len(found) > 20
    assert [path for path, one in found.items() if not one.get("description", "").endswith((".", "--where."))] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_has_a_description(name: str) -> None:
    assert [key for key, one in schema_of(name)["$defs"].items() if not one.get("description")] == []


def objects(schema: object) -> Iterator[Any]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for one in schema.values():
            yield from objects(one)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_refuses_unknown_keys_and_requires_known_ones(name: str) -> None:
    for one in objects(schema_of(name)):
        assert one["additionalProperties"] is False
        assert set(one.get("required", ())) <= set(one["properties"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used_and_every_reference_leads_to_one(name: str) -> None:
    used = set(re.findall(r'"#/\$defs/(\w+)"', schema_text(name)))
    assert used == set(schema_of(name)["$defs"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_found_in_the_checkout(name: str) -> None:
    assert schema_path(name) == ROOT / "schema" / name


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in another place, without any schema."""
    monkeypatch.setattr(schema_module, "__file__", str(tmp_path / "site" / "scrplan" / "check" / "schema.py"))
    return tmp_path / "site"


def test_packaged_schema_goes_before_the_checkout(installed: Path) -> None:
    for folder in (installed / "schema", installed / "scrplan" / "schema"):
        folder.mkdir(parents=True)
        (folder / PLAN_SCHEMA).write_text("{}")
    assert schema_path(PLAN_SCHEMA) == installed / "scrplan" / "schema" / PLAN_SCHEMA


def test_checkout_serves_where_nothing_is_packaged(installed: Path) -> None:
    (installed / "schema").mkdir(parents=True)
    (installed / "schema" / PLAN_SCHEMA).write_text('{"a": 1}')
    assert schema_text(PLAN_SCHEMA) == '{"a": 1}'


@pytest.mark.usefixtures("installed")
def test_missing_schema_is_told() -> None:
    with pytest.raises(UnreadableFile, match=r"plan\.schema\.json: cannot be read") as told:
        schema_path(PLAN_SCHEMA)
    assert "install scrplan again" in told.value.hint


# -- the schema's findings in the reader's words ------------------------------------------------------------------


def row(extra: str) -> str:
    return plan_text(f"{ROW}{extra}")


def plan_findings(text: str) -> tuple[Diagnostic, ...]:
    return schema_problems(Document.from_text(text, "sample.yaml"), PLAN_SCHEMA)


PLAIN = plan_text()

# text, rule, line, column, telling words
FINDINGS: dict[str, tuple[str, str, int, int, str]] = {
    "required, in a row": (
        PLAIN.replace("    text: Do something\n", ""),
        "missing-key",
        15,
        5,
        "entry 1 of recommendations has no text",
    ),
    "required, of the file": (PLAIN.replace("board: A board\n", ""), "missing-key", 1, 1, "the file has no board"),
    "type string": (PLAIN.replace("A board", "5"), "wrong-type", 5, 8, "board must be text, and is 5"),
    "type string, given null": (PLAIN.replace("A board", ""), "wrong-type", 5, 7, "and is empty"),
    "type string, given a list": (PLAIN.replace("A board", "[a]"), "wrong-type", 5, 8, "and is a list"),
    "type object": (PLAIN.replace("{kind: serious_case_review}", "x"), "wrong-type", 4, 9, "must be keys with values"),
    "type array": (row("    themes: x\n"), "wrong-type", 18, 13, "themes must be a list, and is 'x'"),
    "type boolean": (row("    leads: [{name: A, unconfirmed: 'x'}]\n"), "wrong-type", 18, 36, "must be true or false"),
    "several types": (row("    due: [2012]\n"), "wrong-type", 18, 10, "due must be text or a whole number"),
    "several types, written": (PLAIN.replace('"1"', "true"), "wrong-type", 15, 10, "text or a number, and is True"),
    "object where text is due": (row("    note: {a: b}\n"), "wrong-type", 18, 11, "and is keys with values"),
    "enum, near": (
        row("    scope: locale\n"),
        "unknown-value",
        18,
        12,
        "'locale' is not one of its words: did you mean",
    ),
    "enum, far": (row("    scope: zzz\n"), "unknown-value", 18, 12, "choose from local, regional, national"),
    "const": (PLAIN.replace("format: 1", "format: 2"), "out-of-range", 1, 9, "format is 2: write 1"),
    "minProperties": (row("    leads: [{}]\n"), "empty-value", 18, 13, "says too little"),
    "maxLength": (PLAIN.replace('"1"', "x" * 41), "out-of-range", 15, 10, "the limit is 40"),
    "minimum": (row("    due: 1899\n"), "out-of-range", 18, 10, "due is 1899: the limit is 1900"),
    "maximum": (row("    due: 2200\n"), "out-of-range", 18, 10, "due is 2200: the limit is 2199"),
    "pattern": (row("    due: 2012-13\n"), "bad-value", 18, 10, "due: '2012-13' is not written as it must be"),
    "pattern of an id": (PLAIN.replace("id: sample", "id: A b"), "bad-value", 2, 5, "scrplan schema"),
    "additionalProperties": (row("    raq: red\n"), "unknown-key", 18, 5, "no key 'raq' here: did you mean 'rag'?"),
    "propertyNames": (PLAIN.replace("amber:", "' amber':"), "bad-name", 9, 3, "' amber' is no name"),
    "in an entry of a list": (row("    themes: [a, 5]\n"), "wrong-type", 18, 17, "must be text, and is 5"),
    "no mapping at all": ("- a\n", "wrong-type", 1, 1, "the file must be keys with values, and is a list"),
}


@pytest.mark.parametrize("case", FINDINGS.values(), ids=FINDINGS)
def test_finding_of_the_schema_is_told_in_words_at_its_place(case: tuple[str, str, int, int, str]) -> None:
    text, rule, line, column, words = case
    found = plan_findings(text)
    assert [(one.rule, *one.position) for one in found] == [(rule, line, column)]
    assert words in found[0].line()


BOARD_FINDINGS = {
    "types of an option": ("views: {a: {rag: ~}}\n", "wrong-type", 1, 18, "text or a number or a list"),
    "enum of a rule": ("rules: {a: warn}\n", "unknown-value", 1, 12, "'warn'"),
    "minimum": ("stale_days: 0\n", "out-of-range", 1, 13, "the limit is 1"),
    "integer": ("stale_days: x\n", "wrong-type", 1, 13, "must be a whole number, and is 'x'"),
}


@pytest.mark.parametrize("case", BOARD_FINDINGS.values(), ids=BOARD_FINDINGS)
def test_finding_in_the_settings_is_told(case: tuple[str, str, int, int, str]) -> None:
    text, rule, line, column, words = case
    found = schema_problems(Document.from_text(text, "scrplan.yaml"), BOARD_SCHEMA)
    assert [(one.rule, *one.position) for one in found] == [(rule, line, column)]
    assert words in found[0].line()


def test_each_missing_key_is_named() -> None:
    found = plan_findings(PLAIN.replace("title: A sample plan\n", "").replace("board: A board\n", ""))
    assert sorted(one.message for one in found) == ["the file has no board", "the file has no title"]


def test_each_unknown_key_is_placed() -> None:
    found = plan_findings(row("    raq: x\n    duee: x\n"))
    assert [(one.rule, one.position.line) for one in found] == [("unknown-key", 18), ("unknown-key", 19)]


def test_empty_text_is_an_empty_value() -> None:
    assert "empty-value" in {one.rule for one in plan_findings(PLAIN.replace("A board", "''"))}


def test_long_value_is_cut_in_the_message() -> None:
    (found,) = plan_findings(row(f"    scope: {'x' * 1000}\n"))
    assert "xxx..." in found.message
    assert len(found.message) < 120


def test_document_without_a_tree_has_no_findings() -> None:
    assert plan_findings("a: [") == ()


@pytest.mark.parametrize("path", sorted((ROOT / "plans").glob("*.yaml")), ids=lambda path: path.name)
def test_published_plan_fits_the_schema(path: Path) -> None:
    document = Document.from_text(path.read_text(encoding="utf-8"), path.name)
    assert schema_problems(document, PLAN_SCHEMA) == ()


# -- reader and schema refuse the same files ----------------------------------------------------------------------

EVERY_FIELD = """\
format: 1
id: sample
title: A sample plan
review: {kind: serious_case_review, subject: Child S, published: 2012-03}
board: A board
as_at: 2013-09
source: A source
numbering: published
ratings: {green: {state: complete, meaning: Done, off_track: false}}
agencies: [{name: Health, full_name: The Health Trust, aliases: [NHS]}]
recommendations:
  - ref: "1"
    agency: Health
    text: Do it
    rag: green
    state: stopped
    stopped_reason: Merged
    due: 2013
    due_text: soon
    revisions: [{from: 2012, to: 2013, reason: late, on: 2012-05-01, approved_by: Chair}]
    milestones: [{text: First, due: 2012, completed: 2012-01}]
    leads: [{name: A, role: B, agency: C, unconfirmed: true, accountable: true}]
    outcome: Better
    updates: [{on: 2013, by: LSCB, rag: green, text: Said, kind: challenge}]
    completed: 2013
    evidence: [{title: Audit, held_by: Unit, on: 2012, ref: audit.pdf}]
    evidence_wanted: An audit
    impact: Seen
    sign_off: {by: Board, on: 2013}
    review_on: 2013
    note: A note
    themes: [a]
    actions: [{part: a, text: Meet}]
    scope: local
    acceptance: accepted
    acceptance_reason: Cost
    links: [{plan: child-d, ref: 3, relation: repeats}]
    allow: [no-lead]
board_asked_to: [Note it]
note: A note
"""

EVERY_SETTING = """\
board: A board
ratings: {green: {state: complete, meaning: Done, off_track: false}}
agencies: [{name: Health, full_name: The Health Trust, aliases: [NHS], succeeded_by: ICB}]
themes: [a]
glossary: {GP: General practice}
quarters: financial
due_soon_days: 28
stale_days: 92
rules: {no-lead: error}
names_file: ~/names.txt
views: {mine: {agency: [Health], rag: red}}
"""

VALUES = [
    "",
    "true",
    "no",
    "0",
    "5",
    "1.10",
    "1899",
    "3661",
    ".inf",
    ".INF",
    ".nan",
    "0o17",
    "2012-05",
    "2012-05-31",
    "2012-13",
    "2012-02-30",
    "2013/14-Q2",
    "2013/15",
    "2013-Q5",
    "''",
    "' '",
    "'x '",
    '"a\\nb"',
    '"child\\n"',
    '"a\\tb"',
    '"\\u00a0"',
    "[]",
    "{}",
    "[a]",
    "['']",
    "[5]",
    "[~]",
    "[true]",
    "[[]]",
    "[{}]",
    "{a: b}",
    "{on: 2012}",
    "{on: 2012, text: x}",
    "{state: complete}",
    "{x: {state: complete, meaning: y}}",
    "{' x': {state: complete, meaning: y}}",
    "x" * 40,
    "x" * 41,
    "9" * 41,
    "Child G",
    "serious_case_review",
    "error",
    '"\\u0662\\u0660\\u0661\\u0662"',
]

# What JSON Schema cannot say: names that the file itself declares, and the calendar.
READER_ONLY = {
    "id-not-file-name",
    "unknown-rating",
    "unknown-agency",
    "bad-date",
    "duplicate-ref",
    "duplicate-part",
    "duplicate-agency",
}

Reader = Callable[[Document], tuple[object, tuple[Diagnostic, ...]]]
Path_ = tuple[str | int, ...]
KINDS: dict[str, tuple[str, Reader, str]] = {
    "plan": (EVERY_FIELD, lambda document: read_plan(document, "sample"), PLAN_SCHEMA),
    "board": (EVERY_SETTING, read_board, BOARD_SCHEMA),
}


def places(data: Data, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    match data:
        case dict():
            for key, value in data.items():
                yield from places(value, (*path, key))
        case list():
            for index, value in enumerate(data):
                yield from places(value, (*path, index))


def replaced(data: Any, path: Path_, value: str) -> Any:
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = replaced(data[path[0]], path[1:], value)
    return copy


def data_of(text: str) -> Data:
    root = Document.from_text(text, "x.yaml").root
    assert root is not None
    return to_data(root)


def verdicts(text: str, read: Reader, schema: str) -> tuple[set[str], set[str]]:
    document = Document.from_text(text, "x.yaml")
    assert document.root is not None
    return {one.rule for one in read(document)[1]}, {one.rule for one in schema_problems(document, schema)}


@pytest.mark.parametrize("kind", KINDS)
def test_file_with_every_field_is_accepted_by_both(kind: str) -> None:
    text, read, schema = KINDS[kind]
    known = set(schema_of(schema)["properties"])
    assert set(data_of(text)) == known  # type: ignore[arg-type]
    assert verdicts(text, read, schema) == (set(), set())


def keys_of(data: Data) -> set[str]:
    match data:
        case dict():
            return set(data).union(*map(keys_of, data.values()))
        case list():
            return set[str]().union(*map(keys_of, data))
        case _:
            return set()


def test_plan_with_every_field_has_every_key_of_every_depth() -> None:
    named = {path.rpartition("/")[2] for path, _ in properties(schema_of(PLAN_SCHEMA))}
    assert named <= keys_of(data_of(EVERY_FIELD))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", VALUES)
def test_reader_and_schema_refuse_the_same_values(kind: str, value: str) -> None:
    text, read, schema = KINDS[kind]
    data = data_of(text)
    for path in places(data):
        if not path and not value:
            continue  # an empty file has a rule of its own
        mutated = json.dumps(replaced(data, path, "@here@")).replace('"@here@"', value)
        by_reader, by_schema = verdicts(mutated, read, schema)
        assert bool(by_reader - READER_ONLY) == bool(by_schema) or (by_reader and by_schema), (path, by_reader)


@pytest.mark.parametrize("kind", KINDS)
def test_reader_and_schema_refuse_the_same_missing_and_unknown_keys(kind: str) -> None:
    text, read, schema = KINDS[kind]
    data = data_of(text)
    for path in places(data):
        inner: Any = data
        for step in path:
            inner = inner[step]
        if isinstance(inner, dict):
            marked = json.dumps(replaced(data, path, "@here@"))
            smaller = [{key: inner[key] for key in inner if key != left_out} for left_out in inner]
            for mapping in (*smaller, inner | {"zzz": "x"}):
                by_reader, by_schema = verdicts(marked.replace('"@here@"', json.dumps(mapping)), read, schema)
                assert bool(by_reader - READER_ONLY) == bool(by_schema), (path, mapping, by_reader)


@pytest.mark.parametrize("field", ["scope", "acceptance", "state"])
def test_every_word_of_the_schema_is_read(field: str) -> None:
    definitions = schema_of(PLAN_SCHEMA)["$defs"]
    words = definitions["recommendation"]["properties"][field].get("enum") or definitions[field]["enum"]
    for word in words:
        document = Document.from_text(row(f"    {field}: {word}\n"), "sample.yaml")
        assert read_plan(document, "sample")[1] == ()
