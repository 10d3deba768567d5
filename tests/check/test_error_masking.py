import pytest

from scrplan.check.error_masking import EVERY_KEY, Faults
from scrplan.diagnostics import Diagnostic, Position
from scrplan.source.reader import salvage_plan
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, node_at
from tests.building import HEAD, ROW, plan_text

ROW_1: tuple[str | int, ...] = ("recommendations", 0)
ACTION = (*ROW_1, "actions", 0)


def mapping_at(document: Document, path: tuple[str | int, ...]) -> Mapping:
    assert document.root is not None
    node = node_at(document.root, path)
    assert isinstance(node, Mapping)
    return node


def faults_of(text: str, *paths: tuple[str | int, ...]) -> set[str]:
    """Return the keys with mistakes of what stands at the paths, by what the reader finds."""
    document = Document.from_text(text, "sample.yaml")
    faults = Faults(document.root, salvage_plan(document, "sample").problems)
    return set(faults.of(*(mapping_at(document, path) for path in paths)))


# what stands in the row, where to ask, which keys
IN_A_ROW: dict[str, tuple[str, tuple[str | int, ...], set[str]]] = {
    "nothing wrong": ("    due: 2012\n", ROW_1, set()),
    "a bad value": ("    due: 2012-13\n", ROW_1, {"due"}),
    "a value of the wrong kind": ("    leads: x\n", ROW_1, {"leads"}),
    "a value in a list": ("    themes: [a, 5]\n", ROW_1, {"themes"}),
    "a value of a record in a list": ("    updates: [{on: 2012, text: x}, {on: x, text: y}]\n", ROW_1, {"updates"}),
    "the record itself": ("    updates: [{on: 2012, text: x}, {on: x}]\n", (*ROW_1, "updates", 1), {"on"}),
    "the record before it": ("    updates: [{on: 2012, text: x}, {on: x}]\n", (*ROW_1, "updates", 0), set()),
    "a key missing in a record": ("    updates: [{text: x}]\n", ROW_1, {"updates"}),
    "the record with the key missing": ("    updates: [{text: x}]\n", (*ROW_1, "updates", 0), set()),
    "a misspelt key": ("    raq: red\n", ROW_1, {"raq", "rag"}),
    "a key that nobody meant": ("    zzz: red\n", ROW_1, {"zzz"}),
    "a misspelt key of an action": ("    actions: [{text: A, duee: 2012}]\n", ACTION, {"duee", "due"}),
    "a row with an action with a mistake": ("    actions: [{text: A, duee: 2012}]\n", ROW_1, set()),
    "a row with actions that are none": ("    actions: x\n", ROW_1, {"actions"}),
    "a row with an action that is none": ("    actions: [{text: A}, x]\n", ROW_1, {"actions"}),
    "an action without its text": ("    actions: [{part: a}]\n", ACTION, {"text"}),
    "a bad value of an action": ("    actions: [{text: A, due: x}]\n", ACTION, {"due"}),
    "the action beside it": ("    actions: [{text: A}, {text: B, due: x}]\n", ACTION, set()),
    "an empty value": ("    due:\n", ROW_1, {"due"}),
    "an anchor": ("    note: &a x\n", ROW_1, {"note"}),
    "a doubled key": ("    rag: red\n    rag: green\n", ROW_1, {"rag", EVERY_KEY}),
    "a merge key": ("    <<: {rag: red}\n", ROW_1, {"<<", EVERY_KEY}),
    "a list as a key": ("    [rag]: red\n", ROW_1, {"?", EVERY_KEY}),
    "a doubled key in a record": ("    updates: [{on: 2012, on: 2013, text: x}]\n", ROW_1, {"updates", EVERY_KEY}),
    "a doubled key in an action": ("    actions: [{text: A, text: B}]\n", ROW_1, {EVERY_KEY}),
    "the action with the doubled key": ("    actions: [{text: A, text: B}]\n", ACTION, {"text", EVERY_KEY}),
    "several": ("    due: x\n    rag: y\n    raq: z\n", ROW_1, {"due", "rag", "raq"}),
    "a doubled ref of the next row": (f"{ROW}", ROW_1, set()),
    "a doubled ref": (f"{ROW}", ("recommendations", 1), {"ref"}),
}


@pytest.mark.parametrize("case", IN_A_ROW.values(), ids=IN_A_ROW)
def test_the_keys_with_mistakes_are_known_where_they_stand(
    case: tuple[str, tuple[str | int, ...], set[str]],
) -> None:
    extra, path, expected = case
    assert faults_of(plan_text(f"{ROW}{extra}"), path) == expected


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        ("  - {ref: 1, agency: Health, rag: red}\n", {"text"}),
        ("  - {ref: 1, text: Do, rag: red}\n", {"agency"}),
        ("  - {agency: Health, text: Do, rag: red}\n", {"ref"}),
        ("  - {rag: red}\n", {"ref", "agency", "text"}),
    ],
    ids=["text", "agency", "ref", "all"],
)
def test_what_a_row_lacks_is_a_mistake_of_that_and_of_nothing_else(row: str, missing: set[str]) -> None:
    assert faults_of(plan_text(row), ROW_1) == missing


# a word of the head, what stands instead, which keys every row then lacks
IN_THE_HEAD: dict[str, tuple[str, str, set[str]]] = {
    "title": ("title: A sample plan", "title:", set()),
    "board": ("board: A board", "bord: A board", set()),
    "position": ("as_at: 2013-09", "as_at: soon", {"as_at"}),
    "id": ("id: sample", "id: other", {"id"}),
    "a meaning of a rating": ("meaning: Done", "meaning: [Done]", {"ratings"}),
    "a state of a rating": ("state: complete", "state: done", {"ratings"}),
    "no ratings": ("ratings:", "zzz:", {"ratings"}),
    "misspelt ratings": ("ratings:", "ratngs:", {"ratings"}),
    "misspelt position": ("as_at:", "as_att:", {"as_at"}),
    "an agency": ("- {name: Police}", "- {nam: Police}", {"agencies"}),
    "a doubled agency": ("- {name: Police}", "- {name: NHS}", {"agencies"}),
    "a doubled key": ("board: A board", "board: A board\nboard: B", {EVERY_KEY}),
    "a doubled key of the review": (
        "{kind: serious_case_review}", "{kind: serious_case_review, kind: other}", set(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", IN_THE_HEAD.values(), ids=IN_THE_HEAD)
def test_what_rows_rest_on_in_the_plan_is_a_mistake_of_each_row(case: tuple[str, str, set[str]]) -> None:
    written, instead, expected = case
    assert written in HEAD
    assert faults_of(plan_text(head=HEAD.replace(written, instead)), ROW_1) == expected


def test_the_keys_of_several_mappings_are_united() -> None:
    text = plan_text(f"{ROW}    rag: x\n    actions: [{{text: A, due: x}}, {{text: B, state: x}}]\n")
    assert faults_of(text, ROW_1, ACTION, (*ROW_1, "actions", 1)) == {"rag", "due", "state"}


def test_a_mistake_of_one_row_is_none_of_the_next() -> None:
    other = ROW.replace('"1"', '"2"')
    assert faults_of(plan_text(f"{ROW}    due: x\n{other}"), ("recommendations", 1)) == set()


def test_a_plan_without_mistakes_has_none() -> None:
    assert faults_of(plan_text(), ROW_1) == set()


def test_a_file_of_which_nothing_could_be_made_has_none() -> None:
    problem = Diagnostic("sample.yaml", Position(1, 1), "syntax", "no YAML")
    assert Faults(None, [problem]).of() == frozenset()


@pytest.mark.parametrize("root", ["- a\n", "hello\n"], ids=["a list", "a word"])
def test_a_file_without_keys_has_none(root: str) -> None:
    document = Document.from_text(root, "sample.yaml")
    assert Faults(document.root, salvage_plan(document, "sample").problems).of() == frozenset()


@pytest.mark.parametrize("line", [1, 2, 15, 99])
def test_a_place_at_which_nothing_stands_is_no_error(line: int) -> None:
    document = Document.from_text(plan_text(), "sample.yaml")
    faults = Faults(document.root, [Diagnostic("sample.yaml", Position(line, 90), "syntax", "x")])
    assert EVERY_KEY not in faults.of(mapping_at(document, ROW_1))
