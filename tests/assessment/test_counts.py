from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.assessment import UNRATED, ConflictKind, Counts, by_agency, count
from scrplan.model import State
from tests.assessment import assessed, row

FIELD = st.sampled_from(
    [
        ("rag: red",), ("rag: amber",), ("rag: green",), ("rag: green", "completed: 2014"), ("state: not_started",),
        ("state: signed_off",), ("state: stopped", "stopped_reason: x"), ("completed: 2012",), (),
    ]
)  # fmt: skip
DUE = st.sampled_from([(), ("due: 2012",), ("due: 2013-10",), ("due: 2015",), ("due_text: some day",)])
FIELDS = st.builds(lambda state, due: (*state, *due), FIELD, DUE)
ACTION = FIELDS.map(lambda fields: f"{{{', '.join(('text: A', *fields))}}}")
ROW = st.tuples(FIELDS, st.lists(ACTION, max_size=3), st.sampled_from(["Health", "Police"]))


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, ...]:
    """Return the rows of a plan with any mixture of what decides a count."""
    drawn = draw(st.lists(ROW, min_size=1, max_size=8))
    return tuple(
        row(*fields, *([f"actions: [{', '.join(actions)}]"] if actions else []), ref=str(place), agency=agency)
        for place, (fields, actions, agency) in enumerate(drawn)
    )


def added(parts: list[Counts], heading: str) -> Counter[str]:
    return sum((Counter(getattr(part, heading)) for part in parts), Counter[str]())


@settings(max_examples=100)
@given(plans())
def test_every_heading_adds_up_to_the_total_and_the_agencies_to_the_whole(rows: tuple[str, ...]) -> None:
    plan = assessed(*rows)
    whole = count(plan.items, plan.plan.ratings)
    parts = [count(items, plan.plan.ratings) for items in by_agency(plan.items).values()]
    assert whole.total == len(rows) == sum(part.total for part in parts)
    for heading in ("ratings", "states", "timeliness"):
        assert sum(getattr(whole, heading).values()) == whole.total
        assert added(parts, heading) == Counter(getattr(whole, heading)) + Counter()


@settings(max_examples=100)
@given(plans())
def test_states_timeliness_and_conflicts_agree_with_each_other(rows: tuple[str, ...]) -> None:
    items = assessed(*rows).items
    for item in items:
        assert (item.days_overdue > 0) == (item.timeliness.value == "overdue")
        if item.parts and item.recommendation.progress.rag is None and item.recommendation.progress.state is None:
            assert item.done_parts <= len(item.parts)
        if not item.parts:
            assert item.state.is_open == (item.timeliness.value in {"overdue", "due_soon", "on_time", "no_date"})
    for kind, found in count(items, ()).conflicts.items():
        assert found
        assert all(any(conflict.kind is kind for conflict in item.conflicts) for item in found)


def test_a_rating_nobody_has_is_shown_as_none() -> None:
    plan = assessed(row("rag: green"), row(ref="2"), row("rag: green", ref="3"))
    totals = count(plan.items, plan.plan.ratings)
    assert totals.ratings == {"green": 2, "amber": 0, "red": 0, UNRATED: 1}
    assert totals.states == {State.COMPLETE: 2, State.NOT_STATED: 1}
    assert totals.timeliness == {"done": 2, "no_date": 1}
    assert [len(found) for found in totals.conflicts.values()] == [2, 2, 1, 3, 1]


def test_ratings_follow_the_key_even_if_it_is_not_given() -> None:
    plan = assessed(row("rag: red"), row(ref="2"))
    assert dict(count(plan.items, ()).ratings) == {UNRATED: 1, "red": 1}


def test_nothing_counts_as_nothing() -> None:
    assert count((), ["green"]) == Counts(0, {"green": 0, UNRATED: 0}, {}, {}, {})
    assert by_agency(()) == {}


def test_a_row_stands_under_each_of_its_conflicts_once() -> None:
    plan = assessed(row("rag: green", "actions: [{text: A, part: a}, {text: B, part: b, leads: [{role: Chair}]}]"))
    conflicts = count(plan.items, ()).conflicts
    assert list(conflicts) == [ConflictKind.NO_EVIDENCE, ConflictKind.NO_COMPLETION_DATE, ConflictKind.NO_LEAD]
    assert all(found == plan.items for found in conflicts.values())


@pytest.mark.parametrize(
    ("agencies", "order"), [(["Police", "Health", "Police"], {"Police": 2, "Health": 1}), (["Health"], {"Health": 1})]
)
def test_agencies_stand_in_the_order_of_their_first_row(agencies: list[str], order: dict[str, int]) -> None:
    plan = assessed(*(row(ref=str(place), agency=name) for place, name in enumerate(agencies)))
    grouped = by_agency(plan.items)
    assert [(name, len(items)) for name, items in grouped.items()] == list(order.items())
