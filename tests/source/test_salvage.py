"""A plan with mistakes, read as far as it can be read: what is lost, what stays, and where each record stands."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.model import (
    Action,
    Evidence,
    Lead,
    Link,
    Milestone,
    Plan,
    Progress,
    Rating,
    Recommendation,
    ReviewKind,
    Revision,
    SignOff,
    State,
    Update,
)
from scrplan.source.reader import Salvaged, read_plan, salvage_plan
from scrplan.yamltext import nodes
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Scalar
from tests.assessment import assess_plan
from tests.building import HEAD, ROOT, ROW, THE_DAY, plan_of, plan_text
from tests.source.test_reader import FULL, PROBLEMS
from tests.yamltext.test_document import mutations

PLANS = sorted((ROOT / "plans").glob("*.yaml"))


def salvaged(text: str, name: str = "sample") -> Salvaged:
    return salvage_plan(Document.from_text(text, f"{name}.yaml"), name)


def plan_from(text: str) -> Plan:
    plan = salvaged(text).plan
    assert plan is not None
    return plan


def row_from(extra: str, row: str = ROW) -> Recommendation:
    """Return the only row of a plan."""
    (found,) = plan_from(plan_text(f"{row}{extra}")).recommendations
    return found


# -- with every kind of mistake -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", PROBLEMS.values(), ids=PROBLEMS)
def test_a_plan_with_a_mistake_comes_back_with_the_mistake(case: tuple[str, str, int, int, str]) -> None:
    text = case[0]
    read = salvaged(text)
    assert read.problems == read_plan(Document.from_text(text, "sample.yaml"), "sample")[1]
    assert (read.plan is None) == (Document.from_text(text, "sample.yaml").root is None)


@pytest.mark.parametrize("text", [plan_text(), FULL], ids=["small", "every field"])
def test_a_plan_without_mistakes_is_the_plan_itself(text: str) -> None:
    read = salvaged(text)
    assert (read.plan, read.problems) == (plan_of(text), ())


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_published_plan_is_the_plan_itself(path: Any) -> None:
    document = Document.from_text(path.read_text(encoding="utf-8"), path.name)
    read = salvage_plan(document, path.stem)
    assert (read.plan, read.problems) == (read_plan(document, path.stem)[0], ())


@pytest.mark.parametrize(
    "text", ["", "# later\n", "a: [\n", "- a\n", "hello\n", "a: &a\n\x00"], ids=["empty", "comment", "syntax", "list",
    "word", "control character"],
)  # fmt: skip
def test_what_is_nothing_like_a_plan_gives_none(text: str) -> None:
    read = salvaged(text)
    assert read.plan is None
    assert read.problems
    assert read.places == {}


def test_a_mapping_without_any_known_key_is_an_empty_plan() -> None:
    plan = plan_from("a: b\n")
    assert (plan.id, plan.title, plan.recommendations, plan.review.kind) == ("sample", "", (), ReviewKind.OTHER)


# -- what is lost and what stays ------------------------------------------------------------------------------------

GOOD = "    rag: amber\n    note: x\n"

# what stands there, the key that is lost, what stands in its place
LOST: dict[str, tuple[str, str, object]] = {
    "a bad date": ("due: 2012-13", "due", None),
    "an empty date": ("due:", "due", None),
    "a state that is none": ("state: half", "state", None),
    "a text that is none": ("outcome: [x]", "outcome", ""),
    "an empty text": ("outcome: ''", "outcome", ""),
    "a list that is none": ("leads: x", "leads", ()),
    "a record that is none": ("sign_off: x", "sign_off", None),
    "a record without what it cannot do without": ("updates: [{text: x}]", "updates", ()),
    "a record with a mistake in what it cannot do without": ("revisions: [{to: soon}]", "revisions", ()),
    "a record that says nothing": ("leads: [{}]", "leads", ()),
    "a record of unknown keys": ("leads: [{nam: x}]", "leads", ()),
}


@pytest.mark.parametrize(("written", "key", "instead"), LOST.values(), ids=LOST)
def test_what_cannot_be_read_is_as_if_it_were_not_there(written: str, key: str, instead: object) -> None:
    facts = row_from(f"{GOOD}    {written}\n").progress
    assert getattr(facts, key) == instead
    assert facts == Progress(rag="amber", note="x")


KEPT: dict[str, tuple[str, Progress]] = {
    "beside an unknown key": ("    zzz: x\n", Progress()),
    "words that are lost are empty": ("    evidence: [{held_by: Unit}]\n", Progress(evidence=(Evidence("", "Unit"),))),
    "words of another kind are empty": ("    sign_off: {by: [x]}\n", Progress(sign_off=SignOff(""))),
    "the other keys of a record": (
        "    leads: [{role: Chair, nam: x}, {role: 5, name: A}]\n",
        Progress(leads=(Lead(role="Chair"), Lead(name="A"))),
    ),
    "the other records of a list": (
        "    milestones: [{text: A, due: x}, x, {text: B}]\n",
        Progress(milestones=(Milestone("A"), Milestone("B"))),
    ),
    "the first of a doubled key": ("    outcome: x\n    outcome: y\n", Progress(outcome="x")),
    "what stands under an anchor": ("    outcome: &a x\n", Progress(outcome="x")),
}


@pytest.mark.parametrize(("extra", "facts"), KEPT.values(), ids=KEPT)
def test_what_can_be_read_stays(extra: str, facts: Progress) -> None:
    assert row_from(extra).progress == facts


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("  - {agency: Health, text: Do}\n", ("", "Health", "Do")),
        ("  - {ref: [1], agency: Health, text: Do}\n", ("", "Health", "Do")),
        ("  - {ref: 1, text: Do}\n", ("1", "", "Do")),
        ("  - {ref: 1, agency: NHS}\n", ("1", "Health", "")),
        ("  - {ref: 1, agency: Fire, text: Do}\n", ("1", "Fire", "Do")),
    ],
    ids=["no ref", "a ref that is none", "no agency", "no text", "an agency that is not declared"],
)
def test_a_row_without_what_it_cannot_do_without_is_still_a_row(row: str, expected: tuple[str, ...]) -> None:
    found = row_from("", row)
    assert (found.ref, found.agency, found.text) == expected


def test_a_row_that_is_none_leaves_the_others() -> None:
    plan = plan_from(plan_text(f"  - x\n{ROW}  - [y]\n{ROW.replace('1', '2')}"))
    assert [row.ref for row in plan.recommendations] == ["1", "2"]


def test_rows_with_the_same_ref_are_both_there() -> None:
    assert [row.ref for row in plan_from(plan_text(f"{ROW}{ROW}")).recommendations] == ["1", "1"]


def test_an_action_with_a_mistake_stays_with_what_can_be_read() -> None:
    row = row_from("    actions: [{text: A, due: x, rag: red}, {part: b}, {part: [c], text: C}]\n")
    assert row.actions == (Action("A", None, Progress(rag="red")), Action("", "b"), Action("C", ""))


@pytest.mark.parametrize("rag", ["purple", "[red]"])
def test_a_rating_that_the_plan_does_not_have_is_none(rag: str) -> None:
    assert row_from(f"    rag: {rag}\n").progress.rag is None


@pytest.mark.parametrize(
    "head",
    [HEAD.replace("ratings:\n", "ratingz:\n"), HEAD.replace("  green:", "  'green ':").replace("  red:", "  - red:")],
    ids=["no ratings", "no YAML"],
)
def test_any_rating_can_be_asked_for_and_one_without_a_meaning_says_nothing(head: str) -> None:
    plan = salvaged(plan_text(f"{ROW}    rag: red\n", head)).plan
    if plan is not None:
        assert plan.ratings["red"] == Rating("red", State.NOT_STATED, "", off_track=False)
        assert plan.recommendations[0].progress.rag == "red"


@pytest.mark.parametrize(
    ("written", "instead"),
    [("meaning: Off track", "meaning: []"), ("state: in_progress, meaning: Off track", "state: x, meaning: y")],
)
def test_a_rating_with_a_mistake_is_still_a_rating_of_the_plan(written: str, instead: str) -> None:
    plan = plan_from(plan_text(f"{ROW}    rag: red\n").replace(written, instead))
    assert set(plan.ratings) == {"green", "amber", "red"}
    assert plan.recommendations[0].progress.rag == "red"


HEADS: dict[str, tuple[str, str, str, object]] = {
    "title": ("title: A sample plan", "title: [x]", "title", ""),
    "board": ("board: A board", "bord: A board", "board", ""),
    "id": ("id: sample", "id: [x]", "id", ""),
    "no id": ("id: sample", "di: sample", "id", "sample"),
    "another id": ("id: sample", "id: other", "id", "other"),
    "format": ("format: 1", "format: 2", "format", 1),
    "agencies": ("agencies:", "agencis:", "agencies", ()),
    "rows": ("recommendations:", "recommendation:", "recommendations", ()),
}


@pytest.mark.parametrize(("written", "instead", "key", "value"), HEADS.values(), ids=HEADS)
def test_what_is_lost_of_the_plan_is_empty_and_the_rest_stays(
    written: str, instead: str, key: str, value: object
) -> None:
    plan = plan_from(plan_text().replace(written, instead))
    assert getattr(plan, key) == value
    assert plan._asdict() | {key: None} == plan_of(plan_text())._asdict() | {key: None}


@pytest.mark.parametrize("instead", ["as_at: soon", "as_att: 2013-09"])
def test_a_position_that_is_lost_is_all_of_time(instead: str) -> None:
    as_at = plan_from(plan_text().replace("as_at: 2013-09", instead)).as_at
    assert (as_at.first, as_at.last) == (date.min, date.max)


@pytest.mark.parametrize("on", [date.min, THE_DAY, date.max])
def test_a_plan_whose_position_is_lost_can_be_judged_on_any_day(on: date) -> None:
    plan = plan_from(plan_text(f"{ROW}    due: 2012\n").replace("as_at: 2013-09", "as_at: soon"))
    assert [len(item.all_conflicts) > 0 for item in assess_plan(plan, on).items] == [True]


# -- where each record stands ---------------------------------------------------------------------------------------

# A key of each kind of record, by which its node is known.
TOLD_BY = {
    Recommendation: "ref",
    Action: "text",
    Update: "on",
    Lead: "role",
    Evidence: "title",
    Revision: "to",
    Milestone: "text",
    Link: "ref",
    SignOff: "by",
}


def records_of(plan: Plan) -> Iterator[Any]:
    """Yield every record below the plan that has a place."""
    for row in plan.recommendations:
        yield row
        yield from row.links
        yield from row.actions
        for facts in (row.progress, *(action.progress for action in row.actions)):
            for some in (facts.updates, facts.leads, facts.evidence, facts.revisions, facts.milestones):
                yield from some
            if facts.sign_off:
                yield facts.sign_off


def check_places(plan: Plan, places: Mapping[int, nodes.Mapping]) -> int:
    """Check that each record has the node that it was made of, a node of its own, and return how many there are."""
    records = list(records_of(plan))
    held = [places[id(one)] for one in records]
    assert len({id(node) for node in held}) == len(held)
    for one, node in zip(records, held, strict=True):
        key = TOLD_BY[type(one)]
        written = node.entries[key][1] if key in node.entries else None
        value = str(getattr(one, key) or "")
        assert value == "" or (isinstance(written, Scalar) and written.text == value)
    return len(records)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_each_record_of_a_published_plan_has_its_own_place(path: Any) -> None:
    read = salvaged(path.read_text(encoding="utf-8"), path.stem)
    assert read.plan is not None
    assert check_places(read.plan, read.places) > 70


def test_records_that_say_the_same_have_each_their_own_place() -> None:
    lead = "{role: Chair}"
    text = plan_text(f"{ROW}    leads: [{lead}, {lead}]\n    actions:\n      - {{text: A, leads: [{lead}]}}\n")
    read = salvaged(f"{text}{ROW.replace('1', '2')}    leads:\n      - {lead}\n")
    assert read.plan is not None
    leads = [one for one in records_of(read.plan) if isinstance(one, Lead)]
    lines = [(read.places[id(one)].start.line + 1, read.places[id(one)].start.column + 1) for one in leads]
    assert lines == [(18, 13), (18, 28), (20, 27), (25, 9)]


def test_the_first_of_rows_with_one_ref_stands_first() -> None:
    read = salvaged(plan_text(f"{ROW}{ROW}"))
    assert read.plan is not None
    lines = [read.places[id(row)].start.line + 1 for row in read.plan.recommendations]
    assert lines == [15, 18]


@pytest.mark.parametrize("case", PROBLEMS.values(), ids=PROBLEMS)
def test_each_record_beside_a_mistake_has_its_own_place(case: tuple[str, str, int, int, str]) -> None:
    read = salvaged(case[0])
    if read.plan is not None:
        check_places(read.plan, read.places)


# -- whatever is done to a plan -------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(mutations())
def test_a_mutated_plan_is_salvaged_with_the_very_problems_of_reading_it(text: str) -> None:
    document = Document.from_text(text, "child-g.yaml")
    plan, problems = read_plan(document, "child-g")
    read = salvage_plan(document, "child-g")
    assert read.problems == problems
    assert (plan is None) == bool(read.problems)
    assert all(one.position <= two.position for one, two in pairwise(read.problems))
    if plan is not None:
        assert read.plan == plan
    if read.plan is not None:
        check_places(read.plan, read.places)


@settings(max_examples=100)
@given(mutations(), st.dates())
def test_what_was_salvaged_of_a_mutated_plan_can_be_judged_on_any_day(text: str, day: date) -> None:
    read = salvaged(text, "child-g")
    if read.plan is not None:
        for item in assess_plan(read.plan, day).items:
            assert all(one.message for one in item.all_conflicts)
