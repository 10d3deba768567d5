"""Valid files with one mistake: it is told where it was made and nowhere else, and nothing depends on the parser.

Where a mistake is told. An error lies *on* the mutation when it begins in the entry or item that was changed: from its
key, or its dash, to the end of what was put there. Besides, it may lie

- at the mapping that has lost a required key, or all that it says (`missing-key`, `empty-value`);
- where something refers to a name that is gone: `unknown-rating` and `unknown-agency`, after a change under `ratings`
  or `agencies`;
- at the later of two values that must differ (`duplicate-…`), where the change made the earlier one the same.

A change of the layout (a quote, a bracket, a colon, blanks before a line) can be noticed only later: no error may lie
above the recommendation, or the key of the first level, in which it was made.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.check.checker import check_plan, check_settings
from scrplan.check.private_names import names_of
from scrplan.check.rules import RULES
from scrplan.check.rules.records import Presence, Surroundings
from scrplan.check.rules.settings_rules import NamesList
from scrplan.check.runner import Job, check_files
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_problems
from scrplan.check.severities import levels_of
from scrplan.diagnostics import Diagnostic, FileFindings, Position, Severity
from scrplan.model import Board
from scrplan.source.reader import Salvaged, read_plan, salvage_plan
from scrplan.source.settings import read_board
from scrplan.yamltext.document import Document, Events, pure_events
from scrplan.yamltext.nodes import Mapping as Keyed
from scrplan.yamltext.nodes import Node, Scalar, node_at, position
from tests.building import HEAD, ROOT, ROW, THE_DAY, plan_text
from tests.check.mutations import (
    KINDS,
    LAYOUT,
    OF_MEANING,
    PUBLISHED,
    RETYPED,
    RICH,
    SETTING,
    SETTINGS,
    SMALL,
    Base,
    Mutation,
    mutation,
)
from tests.check.test_schema_check import READER_ONLY, data_of, keys_of, properties, schema_of

LEVELS = levels_of({})
OPEN_RULES = [name for name, rule in RULES.items() if not rule.is_fixed]
AROUND = Surroundings(
    day=THE_DAY,
    board=Board(),
    plans={},
    refs_of=lambda plan: frozenset({"3"}) if plan == "child-d" else None,
    presence=lambda _: Presence.THERE,
    committed=lambda _: None,
    overwritten=lambda _path, _plan: (),
    earlier=lambda _path, _plan: {},
)
REFERENCES = {"unknown-rating": "ratings", "unknown-agency": "agencies"}
# What the document itself refuses, and the data that JSON Schema sees no longer shows.
OF_DOCUMENTS = {"anchor", "alias", "tag", "duplicate-key", "merge-key", "odd-key"}
# Keys of the first level on which no row rests.
APART = {"title", "board", "source", "numbering", "board_asked_to", "note"}


# -- what is judged ----------------------------------------------------------------------------------------------


def checked(base: Base, document: Document, levels: Mapping[str, Severity] = LEVELS) -> FileFindings:
    if base.name == SETTINGS:
        return check_settings(document, levels, lambda _: NamesList())
    return check_plan(document, base.name, AROUND, levels)


def document_of(text: str, events: Events | None = None) -> Document:
    return Document.from_text(text, "x.yaml", events)


def mistakes(found: FileFindings) -> list[Diagnostic]:
    """Return the mistakes in the form of the file."""
    return [one for one in found.findings if RULES[one.rule].is_fixed]


def read(base: Base, document: Document) -> tuple[object, tuple[Diagnostic, ...]]:
    return read_board(document) if base.name == SETTINGS else read_plan(document, base.name)


def refused_by_schema(base: Base, document: Document) -> tuple[Diagnostic, ...]:
    return schema_problems(document, BOARD_SCHEMA if base.name == SETTINGS else PLAN_SCHEMA)


# -- what is drawn -----------------------------------------------------------------------------------------------

ANY_FILE = st.one_of(st.sampled_from([RICH, RICH, SETTING]), st.sampled_from(SMALL), st.sampled_from(PUBLISHED))
SHORT = st.one_of(st.sampled_from([RICH, RICH, SETTING]), st.sampled_from(SMALL))  # ruamel's own parser is slow
ANY_PLAN = st.one_of(st.just(RICH), st.sampled_from(SMALL), st.sampled_from(PUBLISHED))


@st.composite
def mutations(draw: st.DrawFn, bases: st.SearchStrategy[Base], kinds: Mapping[str, object] = KINDS) -> Mutation:
    base = draw(bases)
    spot = draw(st.sampled_from(base.spots))
    made = (mutation(base, spot, kind) for kind in kinds)
    return draw(st.sampled_from([one for one in made if one]))


@st.composite
def several(draw: st.DrawFn) -> tuple[Mutation, ...]:
    """Up to three changes of one plan that do not touch one another, in its order."""
    base = draw(ANY_PLAN)
    kinds = OF_MEANING if draw(st.booleans()) else KINDS
    drawn = draw(st.lists(mutations(st.just(base), kinds), min_size=1, max_size=3))
    kept: list[Mutation] = []
    for one in sorted(drawn, key=lambda one: one.edit[:2]):
        if not kept or kept[-1].edit.end < one.edit.start:
            kept.append(one)
    return tuple(kept)


def text_of(changes: tuple[Mutation, ...]) -> str:
    text = changes[0].base.text
    for one in reversed(changes):
        text = one.edit.applied(text)
    return text


# -- where a mistake is told -------------------------------------------------------------------------------------


def is_on(one: Diagnostic, change: Mutation, root: Node | None) -> bool:
    """Return whether an error lies on the mutation, as the docstring of this module says."""
    start, end = change.region
    if start <= one.position <= end:
        return True
    if one.rule in {"missing-key", "empty-value"} and root is not None:
        return one.position == position(node_at(root, change.spot.path[:-1]))
    if one.rule in REFERENCES:
        return change.spot.path[0] == REFERENCES[one.rule]
    return one.rule.startswith("duplicate-") and f"line {start.line}" in one.message


def most(change: Mutation) -> int:
    """Return how many errors one change may cause on its own place; those at references come on top.

    What is misspelt, or was a value and is none, is one mistake. A mapping of nothing that is known lacks up to three
    keys besides. An agency that stands twice is told by each of its names.
    """
    spot, kind = change.spot, change.kind
    if kind in {"mapping", "empty mapping"} and not isinstance(spot.value, Scalar):
        return 4
    if kind == "doubled item":
        return len(spot.value.entries) + 1 if isinstance(spot.value, Keyed) else 1
    if kind == "swap":
        return 3
    return 2 if kind in {"renamed key", "misspelt key", "key in capitals", "odd key"} else 1


@settings(max_examples=160)
@given(mutations(ANY_FILE, OF_MEANING))
def test_mistake_is_told_where_it_was_made_and_nowhere_else(change: Mutation) -> None:
    document = document_of(change.text)
    taken, problems = read(change.base, document)
    told = mistakes(checked(change.base, document))
    assert (taken is None) == bool(problems) == bool(told)
    if taken is not None:
        assert refused_by_schema(change.base, document) == ()
        return
    assert [one.line() for one in told if not is_on(one, change, document.root)] == []
    assert len([one for one in told if one.rule not in REFERENCES]) <= most(change)


@settings(max_examples=120)
@given(mutations(ANY_FILE, RETYPED))
def test_value_of_another_kind_is_one_mistake_at_its_place(change: Mutation) -> None:
    if not isinstance(change.spot.value, Scalar) or change.spot.path == ("id",):
        return
    told = mistakes(checked(change.base, document_of(change.text)))
    own = [one for one in told if one.rule not in REFERENCES and not one.rule.startswith("duplicate-")]
    assert len(own) <= 1
    start, end = change.region
    assert all(start <= one.position <= end for one in own)


@settings(max_examples=100)
@given(mutations(ANY_FILE, LAYOUT))
def test_broken_layout_is_told_at_its_place_or_below(change: Mutation) -> None:
    document = document_of(change.text)
    found = checked(change.base, document)
    told = mistakes(found)
    assert (read(change.base, document)[0] is None) == bool(told)
    start = top_of(change)
    assert [one.line() for one in told if one.position < start and one.rule != "missing-key"] == []
    assert len([one for one in told if one.rule == "syntax"]) <= 1


def top_of(change: Mutation) -> Position:
    """Return where the recommendation, or the key of the first level, begins in which something was changed."""
    row = change.row
    if row is not None:
        return Position(change.base.rows[row][0], 1)
    key, _ = change.base.root.entries[str(change.spot.path[0])]
    return Position(position(key).line, 1)


@settings(max_examples=100)
@given(mutations(ANY_PLAN, {kind: KINDS[kind] for kind in OF_MEANING if kind not in {"renamed key", "doubled item"}}))
def test_mistake_brings_no_finding_of_a_rule_with_it(change: Mutation) -> None:
    """What is named otherwise altogether is not known to be missing; what stands twice has its findings twice."""
    document = document_of(change.text)
    found = checked(change.base, document)
    if not mistakes(found) or says_something_else(change):
        return
    before = checked(change.base, document_of(change.base.text))
    assert by_rule(found) - by_rule(before) == Counter()


def by_rule(found: FileFindings) -> Counter[str]:
    return Counter(one.rule for one in found.findings if not RULES[one.rule].is_fixed)


# -- reader and schema -------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(mutations(ANY_FILE))
def test_reader_and_schema_refuse_the_same_files(change: Mutation) -> None:
    document = document_of(change.text)
    if document.root is None:
        return
    by_reader = {one.rule for one in read(change.base, document)[1]}
    by_schema = refused_by_schema(change.base, document)
    if by_schema:
        assert by_reader
    else:
        assert by_reader <= READER_ONLY | OF_DOCUMENTS


# -- the two parsers ---------------------------------------------------------------------------------------------


def same_or_open(change: Mutation, fast: Document, slow: Document) -> bool:
    """Return whether both parsers took it for YAML or both did not; where not, say that it is one of the open cases."""
    bad = [any(one.rule == "syntax" for one in document.problems) for document in (fast, slow)]
    if bad[0] != bad[1]:
        assert change.kind in LAYOUT
    return bad[0] == bad[1]


@settings(max_examples=120)
@given(mutations(SHORT))
def test_both_parsers_lead_to_the_same_findings_and_the_same_plan(change: Mutation) -> None:
    fast, slow = document_of(change.text), document_of(change.text, pure_events)
    if not same_or_open(change, fast, slow):
        return
    by_fast, by_slow = (checked(change.base, document) for document in (fast, slow))
    if any(one.rule == "syntax" for one in fast.problems):
        # Where, to the line; the words, and the column in it, are each parser's own.
        assert [places(one) for one in (by_fast, by_slow)] == [places(by_fast)] * 2
        return
    assert by_fast == by_slow
    assert fast.problems == slow.problems
    if change.base.name != SETTINGS:
        plans = [salvage_plan(document, change.base.name) for document in (fast, slow)]
        assert plans[0][:2] == plans[1][:2]
        assert rows_of(plans[0]) == rows_of(plans[1])


def rows_of(salvaged: Salvaged) -> list[Position]:
    """Return where each recommendation and action was read that is left of a plan."""
    rows = salvaged.plan.recommendations if salvaged.plan else ()
    return [position(salvaged.places[id(one)]) for row in rows for one in (row, *row.actions)]


def places(found: FileFindings) -> list[tuple[str, int]]:
    return [(one.rule, one.position.line) for one in found.findings]


# -- never a crash, and nothing said of what was not touched -----------------------------------------------------


class Lines(NamedTuple):
    """The findings in some lines, moved to where they would be without the change."""

    first: int
    last: int
    moved: int

    def of(self, found: FileFindings) -> set[Diagnostic]:
        return set(self._moved(found))

    def _moved(self, found: FileFindings) -> Iterator[Diagnostic]:
        for one in found.findings:
            line = one.position.line - self.moved
            if self.first <= line <= self.last:
                end = one.end._replace(line=one.end.line - self.moved) if one.end else None
                yield one._replace(position=one.position._replace(line=line), end=end)


@settings(max_examples=120)
@given(several())
def test_check_never_raises_and_leaves_other_rows_as_they_were(changes: tuple[Mutation, ...]) -> None:
    base = changes[0].base
    document = document_of(text_of(changes))
    salvaged = salvage_plan(document, base.name)
    found = checked(base, document)
    assert set(salvaged.problems) <= set(found.findings)
    last = document.text.count("\n") + 2
    assert all(one.position.line <= last for one in found.findings)
    if document.root is None or not all(is_apart(one) for one in changes):
        return
    before = checked(base, document_of(base.text))
    touched = {one.row for one in changes}
    for row, (first, end) in enumerate(base.rows):
        if row not in touched:
            moved = sum(one.lines for one in changes if base.line(one.edit.end) <= first)
            assert Lines(first, end, moved).of(found) == Lines(first, end, 0).of(before)


def is_apart(change: Mutation) -> bool:
    """Return whether a change leaves it clear what all other rows say: it is in one row, or no row rests on it."""
    if change.kind in LAYOUT or change.spot.path[-1] == "ref":
        return False  # another row may link to the ref
    if change.row is not None:
        return True
    # What stands twice in the first level, or is no key, leaves it unclear what belongs to the whole plan.
    unclear = {"swap", "doubled key", "merge key", "odd key"}
    return change.spot.path[0] in APART and not (len(change.spot.path) == 1 and change.kind in unclear)


# -- some rules alone --------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(change=mutations(ANY_PLAN), only=st.sets(st.sampled_from(OPEN_RULES), min_size=1, max_size=3))
def test_rules_alone_find_what_they_find_among_the_others(
    tmp_path_factory: pytest.TempPathFactory, change: Mutation, only: set[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{change.base.name}.yaml"
    path.write_text(change.text, encoding="utf-8", newline="")
    (full,) = check_files(Job(path.parent, THE_DAY, (path,)))
    (alone,) = check_files(Job(path.parent, THE_DAY, (path,), tuple(only)))
    expected = [one for one in full.findings if RULES[one.rule].is_fixed or one.rule in only]
    assert list(alone.findings) == expected
    assert all(full.lines[line] == alone.lines[line] for line in {one.position.line for one in expected})


LEVEL = st.sampled_from(["error", "warning", "advice"])


@settings(max_examples=70)
@given(mutations(ANY_PLAN), st.dictionaries(st.sampled_from(OPEN_RULES), LEVEL, max_size=5))
def test_severities_of_the_board_change_nothing_else(change: Mutation, asked: dict[str, str]) -> None:
    document = document_of(change.text)
    full = checked(change.base, document)
    told = checked(change.base, document, levels_of(asked | {"syntax": "advice"}))
    expected = [one._replace(severity=Severity(asked.get(one.rule, one.severity))) for one in full.findings]
    assert list(told.findings) == expected
    assert told.lines == full.lines


@settings(max_examples=50)
@given(mutations(ANY_PLAN), st.sets(st.sampled_from(OPEN_RULES), max_size=4))
def test_what_is_ignored_is_off_and_nothing_else(change: Mutation, ignored: set[str]) -> None:
    document = document_of(change.text)
    full = checked(change.base, document).findings
    told = checked(change.base, document, levels_of({}, (), sorted(ignored))).findings
    known = {"idle-allow", *ignored}
    assert {one for one in told if one.rule != "idle-allow"} == {one for one in full if one.rule not in known}
    assert set(told) <= set(full)


def test_home_of_nobody_is_a_list_of_names_that_is_not_there() -> None:
    assert names_of(ROOT, Board(names_file="~nobody-of-this-name/names.txt")) is None


# -- the files that are changed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("base", "schema"), [(RICH, PLAN_SCHEMA), (SETTING, BOARD_SCHEMA)], ids=["plan", "settings"])
def test_rich_file_has_every_key_of_its_schema(base: Base, schema: str) -> None:
    named = {path.rpartition("/")[2] for path, _ in properties(schema_of(schema))}
    assert named <= keys_of(data_of(base.text))


@pytest.mark.parametrize("base", [RICH, SETTING, *PUBLISHED, *SMALL], ids=repr)
def test_file_is_valid_before_it_is_changed(base: Base) -> None:
    assert mistakes(checked(base, document_of(base.text))) == []


def test_every_kind_of_change_is_made_somewhere() -> None:
    made = {kind for kind in KINDS if any(mutation(RICH, spot, kind) for spot in RICH.spots)}
    assert made == set(KINDS)


# -- what each of these told besides, before it was mended ------------------------------------------------------


def says_something_else(change: Mutation) -> bool:
    """Return whether more than a mistake was made: a link that leads elsewhere, a row or action that says nothing."""
    path = change.spot.path
    if change.kind == "swap":
        return path[2:3] == ("links",)
    return change.kind in {"mapping", "empty mapping"} and path[-2:-1] in {("recommendations",), ("actions",)}


LATE = f"{ROW}    rag: amber\n    due: 2012-03\n    note: So it was published.\n    allow: [late-not-red]\n"
COLON = LATE.replace("Do something", "'Do: something'")
PARTS = f"{ROW}    rag: green\n    note: x\n    allow: [open-part]\n    actions: [{{text: a, rag: red}}]\n"

# rows, what becomes of the plan's text, and the mistakes that should be told of it, alone
TOLD_TOO_MUCH: dict[str, tuple[str, str, str, list[str]]] = {
    "ratings of another kind": (LATE, HEAD[HEAD.index("ratings") : HEAD.index("agen")], "ratings: x\n", ["wrong-type"]),
    "an id that is a number": (LATE, "id: sample", "id: 5", ["wrong-type"]),
    "a merge key among the ratings": (LATE, "  amber:", "  <<: {a: b}\n  amber:", ["merge-key"]),
    "a list as a key among the ratings": (LATE, "  amber:", "  [a]: b\n  amber:", ["odd-key"]),
    "misspelt ratings": (f"{ROW}    rag: red\n    due: 2012-03\n", "ratings:", "ratingss:", ["unknown-key"]),
    "misspelt allow": (LATE, "allow:", "alloww:", ["unknown-key"]),
    "a key that stands twice": (COLON, "    rag: amber", "    rag: amber\n    rag: red", ["duplicate-key"]),
    "an action that is no mapping": (PARTS, "[{text: a, rag: red}]", "[a]", ["wrong-type"]),
}


@pytest.mark.parametrize("case", TOLD_TOO_MUCH.values(), ids=TOLD_TOO_MUCH)
def test_what_follows_from_a_mistake_is_not_told(case: tuple[str, str, str, list[str]]) -> None:
    rows, good, bad, rules = case
    text = plan_text(rows)
    before, told = (
        Counter(one.rule for one in check_plan(document_of(one), "sample", AROUND, LEVELS).findings)
        for one in (text, text.replace(good, bad, 1))
    )
    assert sorted((told - before).elements()) == rules


@pytest.mark.parametrize("value", ["sign_off: {by: , on: 2012}", "sign_off: { by : }", "sign_off: {by:  }", "due: "])
def test_both_parsers_place_what_is_empty_alike(value: str) -> None:
    text = plan_text(f"{ROW}    {value}")  # without a line end
    told = [check_plan(document_of(text, events), "sample", AROUND, LEVELS) for events in (None, pure_events)]
    assert told[0] == told[1]


def test_rule_is_allowed_in_its_own_row_alone_also_where_the_next_is_broken() -> None:
    text = plan_text(f"{ROW}    note: Ours.\n    allow: [phone-number]\n  - Ring 01632 960123\n")
    told = check_plan(document_of(text), "sample", AROUND, LEVELS)
    assert [one.position.line for one in told.findings if one.rule == "phone-number"] == [20]
