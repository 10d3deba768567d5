"""Each fact is one line that stands alone, and plans that say different things never look the same."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.characters import HARMFUL
from scrplan.source.textconv import own_text, plan_facts
from scrplan.yamltext.document import Document, c_events, pure_events
from scrplan.yamltext.nodes import to_data
from tests.building import HEAD, ROOT, ROW, plan_text

PUBLISHED = sorted((ROOT / "plans").glob("*.yaml"))


def facts(text: str) -> list[str]:
    """Return the lines of a text that has no problems."""
    found = plan_facts(Document.from_text(text, "sample.yaml"))
    assert found is not None
    assert found.endswith("\n")
    return found.splitlines()


def facts_of(data: Any) -> list[str]:
    """Return the lines of a plan from its data."""
    return facts(json.dumps(data, ensure_ascii=False))


def test_plan_is_told_by_its_facts_in_the_order_of_the_file() -> None:
    assert facts(plan_text()) == [
        "plan, format: 1",
        "plan, id: sample",
        "plan, title: A sample plan",
        "review kind serious_case_review",
        "plan, board: A board",
        "plan, as at: September 2013",
        "rating green, state complete: Done",
        "rating amber, state in_progress: In hand",
        "rating red, state in_progress: Off track",
        "agency Health: The Health Trust",
        "agency Health, alias: NHS",
        "agency Police",
        "recommendation 1: Do something",
        "recommendation 1, agency: Health",
    ]


ROWS = {
    "rating": ("rag: red", "rating: red"),
    "day": ("due: 2012-12-31", "due: 31 December 2012"),
    "quarter": ("due: 2013/14-Q2", "due: July to September 2013 (2013/14-Q2)"),
    "no date": ("due: 31 December 2012", 'due: "31 December 2012"'),
    "words": ("due_text: To be agreed", "due text: To be agreed"),
    "update": (
        "updates: [{on: 2013-08-06, by: Health, rag: red, text: 'Late, and: sorry'}]",
        "update of 6 August 2013, by Health, rating red: Late, and: sorry",
    ),
    "update without words": ("updates: [{on: 2013-08, rag: red}]", "update of August 2013, rating red"),
    "challenge": ("updates: [{on: 2013, text: No, kind: challenge}]", "update of 2013, kind challenge: No"),
    "update in disorder": ("updates: [{text: Said, by: Health}]", "update by Health: Said"),
    "value with a comma": ("updates: [{by: 'Health, GP', text: Said}]", 'update by "Health, GP": Said'),
    "revision": (
        "revisions: [{from: 2012-06, to: 2012-08, reason: Staff, on: 2012-07-01, approved_by: Chair}]",
        "revision from June 2012, to August 2012, on 1 July 2012, approved by Chair: Staff",
    ),
    "milestone": (
        "milestones: [{text: Draft, due: 2012-06, completed: 2012-05}]",
        "milestone due June 2012, completed May 2012: Draft",
    ),
    "lead": ("leads: [{name: A. Person, role: Nurse, agency: GP}]", "lead role Nurse, agency GP: A. Person"),
    "lead to be confirmed": ("leads: [{role: Nurse, unconfirmed: true}]", "lead role Nurse, unconfirmed"),
    "lead confirmed": ("leads: [{role: Nurse, unconfirmed: false}]", "lead role Nurse, unconfirmed false"),
    "evidence": (
        "evidence: [{title: Audit, held_by: GP, on: 2013-01-02, ref: shelf 3}]",
        "evidence held by GP, on 2 January 2013, ref shelf 3: Audit",
    ),
    "sign-off": ("sign_off: {by: The board, on: 2013-02-03}", "signed off by The board, on 3 February 2013"),
    "link": (
        "links: [{plan: other, ref: '3', relation: repeats}]",
        "link to plan other, recommendation 3: repeats",
    ),
    "theme": ("themes: [assessment]", "theme: assessment"),
    "silenced rule": ("allow: [no-lead]", "rule allowed: no-lead"),
    "paragraphs": (r'note: "One.\nTwo.\n"', "note: One. ¶ Two. ¶"),
    "nothing": ("note:", 'note: ""'),
    "tab": (r'note: "a\tb"', r'note: "a\tb"'),
    "sign of a paragraph": ("note: a ¶ b", 'note: "a ¶ b"'),
    "blanks around": ("note: ' a '", 'note: " a "'),
    "signs of nothing": ("extra: '[]'", '"extra": "[]"'),
    "empty list of nobody": ("extra: []", '"extra": []'),
    "words in quotes": ("note: '\"Done\"'", r'note: "\"Done\""'),
    "unknown key": ("raq: red", '"raq": red'),
    "unknown list": ("extra: [a, b]", '"extra", entry: a'),
    "unknown keys below": ("extra: {a: {b: c}}", '"extra", "a", "b": c'),
    "value for a list": ("updates: done", '"updates": done'),
    "list for a value": ("due: [2012]", '"due", entry: 2012'),
    "empty list": ("updates: []", '"updates": []'),
    "empty mapping": ("sign_off: {}", "signed off"),
    "action": ("actions: [{text: Write}]", "action: Write"),
    "action by part": ("actions: [{part: b, text: Write}]", "action b: Write"),
}


@pytest.mark.parametrize(("key", "line"), ROWS.values(), ids=ROWS)
def test_key_of_a_row_is_told(key: str, line: str) -> None:
    assert f"recommendation 1, {line}" in facts(plan_text(f"{ROW}    {key}\n"))


def test_action_has_a_line_for_each_of_its_facts() -> None:
    actions = "    actions: [{part: b, text: Write, due: 2012-05, updates: [{on: 2012}]}]\n"
    assert facts(plan_text(f"{ROW}{actions}"))[-3:] == [
        "recommendation 1, action b: Write",
        "recommendation 1, action b, due: May 2012",
        "recommendation 1, action b, update of 2012",
    ]


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        ("{on: 2013, raq: red}", ["entry", 'entry, "on": 2013', 'entry, "raq": red']),
        ("{on: 2013, by: [GP]}", ["entry", 'entry, "on": 2013', 'entry, "by", entry: GP']),
        ("Done", ["entry: Done"]),
        ("[Done, [so]]", ["entry", "entry, entry: Done", "entry, entry", "entry, entry, entry: so"]),
    ],
    ids=["unknown key", "list inside", "words", "lists"],
)
def test_entry_that_is_none_is_told_as_it_stands(entry: str, lines: list[str]) -> None:
    found = facts(plan_text(f"{ROW}    updates: [{{on: 2012}}, {entry}, {{on: 2014}}]\n"))[-len(lines) - 2 :]
    assert found == [
        "recommendation 1, update of 2012",
        *(f'recommendation 1, "updates", {line}' for line in lines),
        "recommendation 1, update of 2014",
    ]


def test_rating_that_is_none_is_told_as_it_stands() -> None:
    text = plan_text().replace(
        "  red: {state: in_progress, meaning: Off track}", "  red: late\n  a, b: {state: complete}"
    )
    assert facts(text)[8:10] == ['plan, "ratings", "red": late', 'rating "a, b", state complete']


def test_rows_of_one_name_stay_apart() -> None:
    rows = [{"ref": "1", "rag": "red"}, {"ref": "1", "due": "2012"}]
    assert facts_of({"recommendations": rows}) == [
        "recommendation 1",
        "recommendation 1, rating: red",
        "recommendation 1",
        "recommendation 1, due: 2012",
    ]


def test_row_without_ref_is_told() -> None:
    assert facts_of({"recommendations": [{"text": "Do", "rag": "red"}, {"ref": ["1"]}]}) == [
        "recommendation: Do",
        "recommendation, rating: red",
        'plan, "recommendations", entry',
        'plan, "recommendations", entry, "ref", entry: 1',
    ]


def test_comments_stand_where_they_are_written() -> None:
    text = (
        "# Above\n"
        f"{HEAD}recommendations:  # Rows\n"
        "  # First\n"
        '  - ref: "1"   # Number\n'
        "    text: >-  # Folded\n"
        "      Do # something\n"
        "    agency: Health\n"
        "    updates:\n"
        "      - on: 2013  # When\n"
        "        text: Said\n"
        "      # Next\n"
        "      - {on: 2014}\n"
        "# Below"
    )
    lines = facts(text)
    assert [lines[0], *lines[-12:]] == [
        "# Above",
        "agency Police",
        "# Rows",
        "# First",
        "recommendation 1: Do # something",
        "# Number",
        "# Folded",
        "recommendation 1, agency: Health",
        "recommendation 1, update of 2013: Said",
        "# When",
        "# Next",
        "recommendation 1, update of 2014",
        "# Below",
    ]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_layout_is_no_fact(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    lines = facts(text)
    assert facts(text.replace("\n", "\r\n")) == lines
    without_comments = [line for line in lines if not line.startswith("#")]
    assert facts_of(to_data(Document.from_text(text, "").root or pytest.fail("no plan"))) == without_comments


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_both_parsers_give_the_same_lines(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub("^    agency: ", "    # Who\n    agency:  # exactly\n      ", text, flags=re.MULTILINE)
    found = [plan_facts(Document.from_text(text, "", events)) for events in (c_events, pure_events)]
    assert found[0] == found[1]
    assert found[0] is not None
    assert found[0].count("# exactly") > 10


@pytest.mark.parametrize(
    "text",
    ["", "a: 'x\n", "a: 1\na: 2\n", "a: &b c\nd: *b\n", "a: 1\n---\na: 2\n", "only words", "- a\n", "a: \x1b[2J\n"],
    ids=["empty", "syntax", "key twice", "alias", "second document", "words", "list", "control character"],
)
def test_text_that_is_no_plan_has_no_facts(text: str) -> None:
    assert plan_facts(Document.from_text(text, "sample.yaml")) is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"id: x\r\nid: y", "id: x\nid: y"),
        (b"\xef\xbb\xbfid: x\n", "id: x\n"),
        ("\ufeffid: é\n".encode("utf-16-le"), "id: é\n"),
        ("\ufeffid: é\n".encode("utf-16-be"), "id: é\n"),
        (b"\x89PNG\x00\x1b[2J", "\ufffdPNG\ufffd\ufffd[2J"),
        (b"a\rb\tc", "a\ufffdb c"),
    ],
    ids=["empty", "line ends", "mark", "UTF-16", "UTF-16 turned", "binary", "controls"],
)
def test_own_text_is_harmless(raw: bytes, text: str) -> None:
    assert own_text(raw) == text


@given(st.binary(max_size=200))
def test_own_text_of_anything_is_harmless(raw: bytes) -> None:
    assert HARMFUL.search(own_text(raw)) is None


# Few words, so that whatever could be taken for something else is often beside it.
WORDS = st.sampled_from(
    (
        *(
            "",
            "x",
            "x, by y",
            "a: b",
            '"x"',
            '"',
            "2012",
            "May 2012",
            "x\ny",
            "x\n",
            "\n",
            "¶",
            "x ¶ y",
            "[]",
            "{}",
            " x",
        ),
        *("x ", "true", "x, update", "x:", "x,", "\\", "\\n", "entry", "x, unconfirmed", "a, alias", "1", "x\t", "# x"),
    )
)
KEYS = st.sampled_from(
    (
        *("action", "alias", "agency", "entry", "lead", "plan", "rating", "recommendation", "theme", "update"),
        *("signed off", "", '"x"', "a, b", "x: y", "plan, board asked to", "Due", "due text", "# x"),
    )
)
ANYTHING = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2), max_leaves=4
)


def mapping(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return what is nearly always a mapping of the format: some of its keys, perhaps with one that is none."""
    known = st.fixed_dictionaries({}, optional={key: value | ANYTHING for key, value in keys.items()})
    return known | st.builds(lambda one, other: {**one, **other}, known, st.dictionaries(KEYS, ANYTHING, max_size=1))


def few(item: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(item, max_size=2)


WORK = {
    "due": WORDS,
    "rag": WORDS,
    "leads": few(mapping(name=WORDS, role=WORDS, unconfirmed=WORDS)),
    "updates": few(mapping(on=WORDS, by=WORDS, text=WORDS)),
    "evidence": few(mapping(title=WORDS, held_by=WORDS)),
    "sign_off": mapping(by=WORDS, on=WORDS),
}
ACTIONS = few(mapping(part=WORDS, text=WORDS, **WORK))
PLANS = mapping(
    title=WORDS,
    review=mapping(kind=WORDS, subject=WORDS),
    ratings=st.dictionaries(KEYS | WORDS, mapping(state=WORDS, off_track=WORDS, meaning=WORDS), max_size=2),
    agencies=few(mapping(name=WORDS, full_name=WORDS, aliases=few(WORDS))),
    board_asked_to=few(WORDS),
    recommendations=few(mapping(ref=WORDS, text=WORDS, agency=WORDS, themes=few(WORDS), actions=ACTIONS, **WORK)),
).filter(lambda data: isinstance(data, dict))


@given(st.lists(PLANS, min_size=2, max_size=30))
def test_plans_that_say_different_things_never_look_the_same(plans: list[Any]) -> None:
    seen: dict[str, str] = {}
    for data in plans:
        said = json.dumps(data, sort_keys=True)
        lines = facts_of(data) if data else []
        assert all(HARMFUL.search(line) is None and "\n" not in line for line in lines)
        assert seen.setdefault("\n".join(lines), said) == said


def leaves(data: Any) -> list[tuple[Any, Any]]:
    """Return where each single value of a plan stands: what holds it, and its key or number there."""
    inside = list(data.items() if isinstance(data, dict) else enumerate(data))
    here = [(data, key) for key, value in inside if not isinstance(value, dict | list)]
    return here + [leaf for _, value in inside if isinstance(value, dict | list) for leaf in leaves(value)]


@given(st.data())
def test_change_of_one_value_changes_only_the_lines_about_it(draw: st.DataObject) -> None:
    path = draw.draw(st.sampled_from(PUBLISHED))
    data: Any = to_data(Document.from_text(path.read_text(encoding="utf-8"), "").root or pytest.fail("no plan"))
    before = facts_of(data)
    holder, key = draw.draw(st.sampled_from(leaves(data)))
    was = str(holder[key])
    holder[key] = "Changed"
    after = facts_of(data)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert all("Changed" in new for _, new in changed)
    if key in {"ref", "part", "name"}:
        assert all(f" {was}" in old for old, _ in changed)
    else:
        assert len(changed) == 1


def test_row_that_moves_takes_its_lines_along() -> None:
    rows = [{"ref": "1", "text": "One", "rag": "red"}, {"ref": "2", "text": "Two", "due": "2012"}]
    before, after = facts_of({"recommendations": rows}), facts_of({"recommendations": rows[::-1]})
    assert after == [*before[2:], *before[:2]]
