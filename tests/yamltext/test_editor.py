"""Edits of every kind: by hand in every form of writing, and at random, with a proof that does not ask the editor."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scrplan.errors import UnsafeEdit
from scrplan.source.key_orders import plan_order
from scrplan.yamltext import editor
from scrplan.yamltext.document import Document, Events, c_events, pure_events
from scrplan.yamltext.editor import edited
from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Value, said
from scrplan.yamltext.formatter import normal_form
from scrplan.yamltext.line_endings import Splice
from tests.benchmarks.generate import plan_text
from tests.building import ROOT
from tests.source.recorded import recorded_edits
from tests.yamltext.edit_cases import INSERT, LONG, NEW_KEY, PUT, REMOVE, folded
from tests.yamltext.edit_proof import assert_touches_only_what_it_names, may_be_refused
from tests.yamltext.random_edits import random_edit
from tests.yamltext.untidy import Untidy

TABLES = {"put": PUT, "new key": NEW_KEY, "insert": INSERT, "remove": REMOVE}
# The texts of the cases are short: some begin with a key of a recommendation.
ANYWHERE = plan_order()._replace(below={**plan_order().under("recommendations").below, **plan_order().below})
CASES = {f"{kind}: {name}": case for kind, table in TABLES.items() for name, case in table.items()}


@pytest.fixture(params=[c_events, pure_events], ids=["c", "pure"])
def events(request: pytest.FixtureRequest) -> Events:
    found: Events = request.param
    return found


def after(text: str, *edits: Edit, events: Events | None = None) -> str:
    document = Document.from_text(text, "plans/x.yaml", events)
    assert document.problems == ()
    return edited(document, edits, ANYWHERE, events)


@pytest.mark.parametrize(("before", "edit", "expected"), CASES.values(), ids=CASES)
def test_text_after_an_edit(before: str, edit: Edit, expected: str, events: Events) -> None:
    assert after(before, edit, events=events) == expected


@pytest.mark.parametrize(("before", "edit", "expected"), CASES.values(), ids=CASES)
def test_proof_agrees_with_what_was_written_by_hand(before: str, edit: Edit, expected: str) -> None:
    documents = [Document.from_text(text, "x") for text in (before, expected)]
    assert_touches_only_what_it_names(documents[0], edit, documents[1])


@pytest.mark.parametrize(("before", "edit", "expected"), CASES.values(), ids=CASES)
def test_text_with_the_line_ends_of_windows_after_an_edit(before: str, edit: Edit, expected: str) -> None:
    before = f"# first\n{before}"
    assert after(before.replace("\n", "\r\n"), edit) == f"# first\n{expected}".replace("\n", "\r\n")


MIXED = {
    "a line stays as it ends": ("a: b\r\nc: d\ne: f\r\n", Put(("c",), "x"), "a: b\r\nc: x\ne: f\r\n"),
    "a new line ends as most do": ("a: b\r\nc: d\ne: f\r\n", Put(("x",), "z"), "a: b\r\nc: d\ne: f\r\nx: z\r\n"),
    "a new line ends as most do, if that is a line feed": (
        "a: b\n\r\nc: d\n",
        Put(("a",), ["x", "one two three four"]),
        "a:\n  - x\n  - one two three four\n\r\nc: d\n",
    ),
    "a block that becomes one line": ("a: |\r\n  b\n  c\r\nd: e\r\n", Put(("a",), "x"), "a: x\r\nd: e\r\n"),
    "a line that is taken out": ("a: b\nc: d\r\ne: f\n", Remove(("c",)), "a: b\ne: f\n"),
}


@pytest.mark.parametrize(("before", "edit", "expected"), MIXED.values(), ids=MIXED)
def test_each_line_keeps_its_own_end(before: str, edit: Edit, expected: str) -> None:
    assert after(before, edit) == expected


def deep(levels: int) -> Value:
    return [deep(levels - 1)] if levels else "x"


REFUSED: dict[str, tuple[str, Edit, str]] = {
    "a place that is not there": ("a: b\n", Put(("c", "d"), "x"), "c, d: there is no such place in the file"),
    "a key that is not there": ("a: b\n", Remove(("c",)), "c: there is no such place in the file"),
    "an item that is not there": ("a: [b]\n", Put(("a", 1), "x"), "a, entry 2: there is no such place in the file"),
    "an item of a text": ("a: b\n", Insert(("a",), "x"), "a: there is no such place in the file"),
    "a place in the list that is not there": (
        "a: [b]\n",
        Insert(("a",), "x", 3),
        "a: there is no such place in the file",
    ),
    "the whole file": ("a: b\n", Put((), {}), "the file: the whole file cannot be replaced"),
    "all that the file holds": ("a: b\n", Remove(("a",)), "a: it is all that the file holds"),
    "a comment in a list": (
        "a:\n  - b # why\n  - c\n",
        Put(("a",), []),
        "a: the comment '# why' is in what would be replaced, move it above that first",
    ),
    "a comment in a recommendation": (
        "recommendations:\n  - ref: 3a\n    actions:\n      - text: x # y\n        part: b\n      - part: c\n",
        Remove(("recommendations", 0, "actions", 0)),
        "recommendation 3a, action b: the comment '# y' is in what would be taken away, move it above that first",
    ),
    "a comment behind the header of a block that goes": (
        "a: |  # why\n  b\nc: d\n",
        Remove(("a",)),
        "a: the comment '# why' is in what would be taken away, move it above that first",
    ),
    "a key with a question mark": ("? a\n: b\n", Put(("a",), "x"), "a: there is no colon behind this key on its line"),
    "a file that ends in a block without a line end": (
        "b: |\n  c",
        Put(("x",), "z"),
        "x: the file would say something else afterwards, because of how it is laid out here",
    ),
    "a control character": (
        "a: b\n",
        Put(("a",), ["x", {"y": "\x1b[31m"}]),
        "a: the control character U+001B is in the new text, leave it out",
    ),
    "a control character in a key": (
        "a: b\n",
        Put(("a",), {"y\u2028": "x"}),
        "a: the control character U+2028 is in the new text, leave it out",
    ),
    "a line end of Windows": (
        "a: b\n",
        Insert(("c",), "x\r\ny"),
        "c: the control character U+000D is in the new text, leave it out",
    ),
    "a key that is too long": (
        "a: b\n",
        Put(("k" * 2000,), "x"),
        f"{'k' * 40}...: the file could not be read afterwards: a line is neither 'key: value' nor part of a text",
    ),
    "more levels than a plan may have": (
        "a: b\n",
        Put(("a",), deep(50)),
        "a: the file could not be read afterwards: more than 40 levels of nesting",
    ),
    "a bare word that is a text": ("a: b\n", Put(("a",), Bare("x")), "a: the file would say something else afterwards"),
}


@pytest.mark.parametrize(("before", "edit", "hint"), REFUSED.values(), ids=REFUSED)
def test_edit_that_cannot_be_made_safely_is_refused(before: str, edit: Edit, hint: str) -> None:
    with pytest.raises(UnsafeEdit) as refused:
        after(before, edit)
    assert refused.value.message == "plans/x.yaml: cannot be changed safely and was left as it is"
    assert refused.value.hint.startswith(hint)


def test_file_that_only_the_slower_parser_can_read_is_edited() -> None:
    assert after("a: {k: 12:30, l: b} # c\n", Put(("a", "l"), "x")) == "a: {k: 12:30, l: x} # c\n"


@pytest.mark.parametrize("edit", [Put(("a",), "b"), Put(("c",), [Bare("1"), {"e": ""}]), Put(("c", 1), {"e": ""})])
def test_edit_that_changes_nothing_leaves_the_text_alone(edit: Edit) -> None:
    text = "? a\n: b\nc: [ 1, # d\n {e: ''}]\r\n"
    assert after(text, edit) == text


def test_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnsafeEdit) as refused:
        edited(Document.from_text("a: [\n", "x"), [Put(("a",), "b")], plan_order())
    assert refused.value.hint == "it cannot be read, scrplan validate says why"


def test_mistakes_elsewhere_do_not_keep_an_edit_from_being_made() -> None:
    document = Document.from_text("a: 1\na: 2\nb: *x\nc: d\n", "x")
    assert edited(document, [Put(("c",), "y z")], plan_order()) == "a: 1\na: 2\nb: *x\nc: y z\n"


WRONG: dict[str, tuple[str, str]] = {
    "another value": ("a: y # c\nb: *x\n", "the file would say something else afterwards"),
    "a text that is a number": ("a: 5 # c\nb: *x\n", "the file would say something else afterwards"),
    "a key that is lost": ("a: '5' # c\n", "the file would say something else afterwards"),
    "a comment that is lost": ("a: '5'\nb: *x\n", "the comment '# c' is in what would be replaced"),
    "a comment that is new": ("a: '5' # c\nb: *x # d\n", "the comment '#' is in what would be replaced"),
    "no YAML": ("a: [\n", "the file could not be read afterwards: "),
    "nothing": ("", "the file could not be read afterwards: the file holds nothing"),
    "a new mistake": ("a: !t '5' # c\nb: *x\n", "the file could not be read afterwards: the tag"),
    "a mistake more of one kind": ("a: *y # c\nb: *x\n", "the file could not be read afterwards: the alias"),
}


@pytest.mark.parametrize(("wrong", "hint"), WRONG.values(), ids=WRONG)
def test_result_that_is_not_what_was_meant_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: str, hint: str) -> None:
    monkeypatch.setattr(editor, "splices_of", lambda text, *_, **__: [Splice(0, len(text), wrong)])
    with pytest.raises(UnsafeEdit) as refused:
        edited(Document.from_text("a: x # c\nb: *x\n", "x"), [Put(("a",), "5")], plan_order())
    assert refused.value.hint.startswith(f"a: {hint}")


def test_edits_build_on_each_other_and_none_is_made_where_one_is_refused() -> None:
    text = "a:\n  - x: z\nb: c\n"
    edits: list[Edit] = [Insert(("a",), {"x": "w"}), Put(("a", 1, "x"), LONG), Remove(("b",))]
    assert after(text, *edits) == f"a:\n  - x: z\n  - x: >-\n{folded(6)}"
    with pytest.raises(UnsafeEdit, match="left as it is"):
        after(text, *edits, Remove(("b",)))


def test_edit_of_a_megabyte_is_made() -> None:
    text = "word " * 200_000 + "end"
    found = after("a: b\nc: d\n", Put(("a",), text))
    assert max(map(len, found.split("\n"))) <= 120
    assert Document.from_text(found, "x").problems == ()


HARD = (
    *("a: b", "a:", "a #b", "#b", "it's", 'say "so"', 'it\'s "so"', "{a: b}", "[a, b]", "- a", "---", "--- a", "..."),
    *("%a", "@a", "`a`", "*a", "&a", "!a", "|", "> a", "? a", "yes", "No", "null", "~", "true", "5", "1.10", "0x1F"),
    *(".inf", "2013-09-30", "12:30", "2013-09-30T10:00:00Z", "<<", "=", "a, b", "a: b # c\n- d", "x" * 700, "a  "),
    *(
        "  a",
        "a\nb",
        "a\n",
        "\n\n\n",
        "\n",
        "a\tb",
        "\ta",
        "a\t",
        "😀👨‍👩‍👧",
        "e\u0301\u0308",
        "\u200fعربي",
        "a\u200db",
        "a\u00adb",
    ),
    *("\u00a0a\u00a0", "", " ", "\u3000a", "a\\b", "\\n", "<<<<<<<", "x\n=======\n>>>>>>> y", '"a\nb"', "a  b " * 60),
    f"see {'https://example.org/' + 'a/' * 80} there",
)
FORMS = """\
a: old  # c
b: {c: old, d: [x, 'y']}
e:
  - f: old
    g: "old"
  - h
i: >-
  old
  text
j: |
  old
# end
"""


def hard_edits(text: str) -> Iterator[Edit]:
    places = [("a",), ("b", "c"), ("b", "d", 1), ("e", 0, "f"), ("e", 0, "g"), ("e", 1), ("i",), ("j",)]
    yield from (Put(path, text) for path in [*places, ("new",), ("b", "new"), ("e", 0, "new")])
    yield from (Insert(path, text) for path in [("e",), ("b", "d"), ("new",)])
    yield Insert(("e",), {"f": text, "g": [text, {"h": text}]}, 0)
    yield from (Put((*path, text), {text: [text]}) for path in [(), ("b",), ("e", 0)])


@pytest.mark.parametrize("text", HARD)
def test_hard_text_stands_anywhere(text: str) -> None:
    before = Document.from_text(FORMS, "x")
    for edit in hard_edits(text):
        assert_touches_only_what_it_names(before, edit, Document.from_text(edited(before, [edit], plan_order()), "x"))


PLANS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "plans").glob("*.yaml"))}
GENERATED = {f"generated {number}": plan_text(number) for number in range(1, 3)}
VALID = {
    path.stem: path.read_bytes().decode("utf-8-sig") for path in sorted((ROOT / "tests/cases/valid").glob("*.yaml"))
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", [*PLANS.values(), *GENERATED.values(), *VALID.values()], ids=[*PLANS, *GENERATED, *VALID]
)
def test_whatever_is_recorded_finds_its_place_and_leaves_a_tidy_plan_tidy(text: str) -> None:
    before = Document.from_text(text, "x")
    assert before.root is not None
    is_tidy = normal_form(before, plan_order()) == text
    edits = list(recorded_edits(said(before.root)))
    # Of the larger plans a part, another of each; all of them take minutes.
    for edit in islice(edits, len(text) % 7, None, 1 + len(edits) // 30):
        found = Document.from_text(edited(before, [edit], plan_order()), "x")
        assert_touches_only_what_it_names(before, edit, found)
        assert not is_tidy or normal_form(found, plan_order()) == found.text


def check_random_edits(random: Random, edits: int, events: Events) -> None:
    document = Document.from_text(Untidy(random).text(), "x", events)
    assume(document.root is not None and not document.problems)
    made: list[Edit] = []
    first = document
    for _ in range(edits):
        assert document.root is not None
        edit = random_edit(random, said(document.root))
        try:
            text = edited(document, [edit], plan_order(), events)
        except UnsafeEdit:
            continue
        made.append(edit)
        before, document = document, Document.from_text(text, "x", events)
        assert_touches_only_what_it_names(before, edit, document)
    assert edited(first, made, plan_order(), events) == document.text


@given(st.randoms(use_true_random=False), st.integers(1, 4))
@settings(max_examples=200)
def test_random_edits_of_an_untidy_file_touch_only_what_they_name(random: Random, edits: int) -> None:
    check_random_edits(random, edits, c_events)


@given(st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_random_edits_touch_only_what_they_name_where_the_fast_parser_is_missing(random: Random) -> None:
    check_random_edits(random, 1, pure_events)


def outcome(document: Document, edit: Edit, events: Events) -> str:
    try:
        return edited(document, [edit], plan_order(), events)
    except UnsafeEdit as refused:
        return refused.hint


@given(st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_both_parsers_lead_to_the_same_edit(random: Random) -> None:
    text = Untidy(random).text()
    documents = [(Document.from_text(text, "x", events), events) for events in (c_events, pure_events)]
    root = documents[0][0].root
    assume(root is not None and not any(document.problems for document, _ in documents))
    assert root is not None
    edit = random_edit(random, said(root))
    assert len({outcome(document, edit, events) for document, events in documents}) == 1


@pytest.mark.slow
def test_hardly_any_edit_is_refused_but_for_a_comment_in_what_goes() -> None:
    counts = Counter[str]()
    for seed in range(400):
        random = Random(seed)  # noqa: S311  (nothing here is a secret)
        document = Document.from_text(Untidy(random).text(), "x")
        if document.root is None or document.problems:
            continue
        for _ in range(3):
            edit = random_edit(random, said(document.root))
            try:
                edited(document, [edit], plan_order())
            except UnsafeEdit:
                counts["refused" if may_be_refused(document, edit) else "refused without need"] += 1
            counts["all"] += 1
    assert counts["all"] > 1000
    assert counts["refused"] < 0.1 * counts["all"]
    assert counts["refused without need"] < 0.005 * counts["all"]
