import itertools
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.assessment import AssessedPlan
from scrplan.compare.differences import ChangeKind
from scrplan.compare.events import Event, EventKind
from scrplan.compare.movement import Answers, Movement, movement
from scrplan.compare.reconciliation import Flow
from scrplan.dates import parse_period
from scrplan.model import Evidence, Lead, Plan, Recommendation, Revision, State, Update
from tests.assessment import assess_plan
from tests.building import HEAD, ROW, plan_of, plan_text
from tests.compare import foots
from tests.history.plans import plans, versions

OPENING, CLOSING = date(2013, 6, 30), date(2013, 9, 30)


def assessed(*some: Plan, day: date) -> list[AssessedPlan]:
    return [assess_plan(plan, day) for plan in some]


def between(before: Plan, after: Plan, *agencies: str) -> Movement:
    return movement(assessed(before, day=OPENING), assessed(after, day=CLOSING), agencies)


def plan_with(*rows: str) -> Plan:
    """Return a plan of rows in flow style, with the refs 1, 2, ... and Health as agency unless they say otherwise."""
    all_ = [row if "agency" in row else f"agency: Health, {row}".removesuffix(", ") for row in rows]
    lines = [f"  - {{ref: {ref}, text: Row {ref}, {row}}}\n" for ref, row in enumerate(all_, 1)]
    plan = plan_of(plan_text("".join(lines) or ROW))
    return plan if rows else plan._replace(recommendations=())


def told(before: str, after: str) -> list[dict[str, Any]]:
    """Return the events between two versions of one row, without what is empty."""
    events = between(plan_with(before), plan_with(after)).events
    return [
        {name: value for name, value in event._asdict().items() if value not in (None, "") and name != "row"}
        for event in events
    ]


STEPS = [
    ("rag: amber", "rag: green", [{"kind": "closed", "before": "in_progress", "after": "complete"}]),
    ("rag: green", "rag: amber", [{"kind": "reopened", "before": "complete", "after": "in_progress"}]),
    ("state: stopped", "rag: amber", [{"kind": "reopened", "before": "stopped", "after": "in_progress"}]),
    (
        "rag: amber",
        "rag: amber, state: stopped, stopped_reason: Merged",
        [{"kind": "stopped", "before": "in_progress", "after": "stopped", "reason": "Merged"}],
    ),
    ("state: complete", "state: stopped", [{"kind": "stopped", "before": "complete", "after": "stopped"}]),
    ("state: stopped", "state: complete", [{"kind": "closed", "before": "stopped", "after": "complete"}]),
    ("state: complete", "state: signed_off", [{"kind": "signed_off"}]),
    ("state: complete", "state: signed_off, sign_off: {by: A}", [{"kind": "signed_off", "after": "A"}]),
    ("state: not_started", "state: in_progress", []),
]


@pytest.mark.parametrize(("before", "after", "events"), STEPS)
def test_events_of_the_state(before: str, after: str, events: list[dict[str, Any]]) -> None:
    assert [one for one in told(before, after) if "rat" not in one["kind"]] == events


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("red", "amber", "rating_up"),
        ("amber", "green", "rating_up"),
        ("red", "green", "rating_up"),
        ("green", "red", "rating_down"),
        ("amber", "red", "rating_down"),
        ("amber", "yellow", "rated"),
        ("grey", "amber", "rating_up"),
        ("grey", "red", "rating_down"),
        ("amber", "black", "rated"),
        ("black", "green", "rated"),
        ("amber", None, "rated"),
        (None, "green", "rated"),
    ],
)
def test_a_rating_goes_up_or_down_by_the_plan_s_own_key(before: str | None, after: str | None, kind: str) -> None:
    more = "  yellow: {state: in_progress, meaning: Nearly}\n  grey: {state: not_started, meaning: Not begun}\n"
    head = HEAD.replace("agencies:", f"{more}  black: {{state: stopped, meaning: Declined}}\nagencies:")
    row = "  - {{ref: 1, agency: Health, text: Do something{}}}\n"
    was, now = (plan_of(plan_text(row.format(f", rag: {rag}" if rag else ""), head=head)) for rag in (before, after))
    (event,) = (one for one in between(was, now).events if one.kind.value.startswith("rat"))
    assert (event.kind, event.before, event.after) == (kind, before, after)


REASON = "revisions: [{from: 2013-07, to: 2014-02, reason: The board met late}]"
ACTIONS = "actions: [{part: a, text: Write"


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        (
            "due: 2013-07",
            "due: 2014-02",
            {"kind": "date_moved", "before": "2013-07", "after": "2014-02", "days": 212},
        ),
        (
            "due: 2013-07",
            f"due: 2014-02, {REASON}",
            {
                "kind": "date_moved",
                "before": "2013-07",
                "after": "2014-02",
                "days": 212,
                "reason": "The board met late",
            },
        ),
        (
            "due: 2013-07",
            "due: 2014-02, revisions: [{from: 2013-07, to: 2013-10, reason: Snow}, {to: 2014-02}]",
            {"kind": "date_moved", "before": "2013-07", "after": "2014-02", "days": 212},
        ),
        ("due: 2013-07", "due: 2013-06", {"kind": "date_moved", "before": "2013-07", "after": "2013-06", "days": -31}),
        ("due: 2013-07", "", {"kind": "date_moved", "before": "2013-07"}),
        ("", "due: 2013-07", {"kind": "date_set", "after": "2013-07"}),
        (
            f"due: 2013-07, {ACTIONS}}}]",
            f"due: 2013-07, {ACTIONS}, due: 2013-08}}]",
            {"kind": "date_moved", "part": "a", "before": "2013-07", "after": "2013-08", "days": 31},
        ),
        (f"{ACTIONS}}}]", f"{ACTIONS}, due: 2013-08}}]", {"kind": "date_set", "part": "a", "after": "2013-08"}),
        (
            "leads: [{role: Chair}, {role: Matron}]",
            "leads: [{role: Chair}, {role: Nurse}, {role: Doctor}]",
            {"kind": "lead_changed", "before": "Matron", "after": "Nurse; Doctor"},
        ),
        (
            "",
            "evidence: [{title: Minutes, on: 2013-08}]",
            {"kind": "evidence_added", "after": "Minutes, 2013-08", "on": parse_period("2013-08")},
        ),
        ("evidence: [{title: Minutes}]", "", {"kind": "evidence_removed", "before": "Minutes"}),
        (
            f"{ACTIONS}}}]",
            f"{ACTIONS}, evidence: [{{title: Minutes}}]}}]",
            {"kind": "evidence_added", "part": "a", "after": "Minutes"},
        ),
        (
            "",
            "sign_off: {by: The board, on: 2013-09}",
            {"kind": "signed_off", "after": "The board, 2013-09", "on": parse_period("2013-09")},
        ),
        (
            "updates: [{on: 2013-06, text: One.}]",
            "updates: [{on: 2013-06, text: One.}, {on: 2013-06, text: Two.}]",
            {"kind": "updated", "after": "2013-06: Two.", "on": parse_period("2013-06")},
        ),
        (
            "",
            "updates: [{on: 2013-06, kind: challenge, text: Why?}]",
            {"kind": "challenged", "after": "2013-06, challenge: Why?", "on": parse_period("2013-06")},
        ),
        (
            "",
            "updates: [{on: 2013-06, kind: decision, text: Go on.}]",
            {"kind": "decided", "after": "2013-06, decision: Go on.", "on": parse_period("2013-06")},
        ),
        (
            "updates: [{on: 2013-06, text: One.}]",
            "updates: [{on: 2013-06, text: Two.}]",
            {
                "kind": "update_rewritten",
                "before": "2013-06: One.",
                "after": "2013-06: Two.",
                "on": parse_period("2013-06"),
            },
        ),
        (
            "updates: [{on: 2013-06, text: One.}]",
            "",
            {"kind": "update_withdrawn", "before": "2013-06: One.", "on": parse_period("2013-06")},
        ),
        (
            f"{ACTIONS}}}]",
            f"{ACTIONS} to all}}]",
            {"kind": "reworded", "part": "a", "before": "Write", "after": "Write to all"},
        ),
        ("agency: Health", "agency: Police", {"kind": "agency_changed", "before": "Health", "after": "Police"}),
    ],
)  # fmt: skip
def test_one_event_of_a_row(before: str, after: str, event: dict[str, Any]) -> None:
    assert told(before, after) == [event]


@pytest.mark.parametrize(
    "quiet",
    [
        ("note: One", "note: Two"),
        ("evidence: [{title: Minutes}]", "evidence: [{title: Minutes, held_by: The board}]"),
        ("due: 2013-Q3", "due: 2013/14-Q2"),
        ("leads: [{role: A}, {role: B}]", "leads: [{role: B}, {role: A}]"),
        (f"due: 2013-07, {ACTIONS}}}]", f"due: 2013-07, {ACTIONS}, due: 2013-07-31}}]"),
    ],
)
def test_what_is_no_event_is_a_change(quiet: tuple[str, str]) -> None:
    (plan,) = between(plan_with(quiet[0]), plan_with(quiet[1])).plans
    assert plan.events == ()
    assert len(plan.changes) == 1


def test_a_row_closed_tells_when_and_by_what() -> None:
    (closed, _, _) = between(
        plan_with("rag: amber"), plan_with("rag: green, completed: 2013-08-12, evidence: [{title: Letter}]")
    ).events
    assert (closed.kind, closed.on, closed.item.evidence) == (
        EventKind.CLOSED,
        parse_period("2013-08-12"),
        (Evidence("Letter"),),
    )


@pytest.mark.parametrize(("last", "on"), [(", completed: 2013-09", "2013-09"), ("", None)])
def test_a_row_is_completed_when_the_last_of_its_parts_is(last: str, on: str | None) -> None:
    parts = "actions: [{part: a, text: Write, state: complete, completed: 2013-07}, {part: b, text: Train"
    closed = between(
        plan_with(f"{parts}, state: in_progress}}]"), plan_with(f"{parts}, state: complete{last}}}]")
    ).events[0]
    assert closed.kind is EventKind.CLOSED
    assert closed.on == (parse_period(on) if on else None)


def test_an_update_of_a_row_that_came_is_one_given() -> None:
    new = "updates: [{on: 2013-08, text: Sent.}], evidence: [{title: Letter}], rag: green"
    events = between(plan_with(), plan_with(new)).events
    assert [one.kind.value for one in events] == ["added", "closed", "evidence_added", "updated"]


def test_a_completion_recorded_ahead_counts_from_its_day() -> None:
    plan = plan_with("state: complete, completed: 2013-08-12")
    found = between(plan, plan)
    assert [one.kind for one in found.events] == [EventKind.CLOSED]
    assert found.total == Flow(opening=1, closed=1)
    assert found.plans[0].changes == ()


def test_the_flows_of_open_recommendations_by_agency() -> None:
    before = plan_with(
        "rag: amber",
        "rag: amber",
        "rag: amber, agency: Police",
        "rag: green, agency: Police",
        "rag: amber, agency: Police",
        "rag: green",
    )
    after = plan_of(
        plan_text(
            "  - {ref: 1, agency: Health, text: Row 1, rag: amber}\n"
            "  - {ref: 2, agency: Health, text: Row 2, rag: green}\n"
            "  - {ref: 3, agency: Health, text: Row 3, rag: amber}\n"
            "  - {ref: 4, agency: Police, text: Row 4, rag: red}\n"
            "  - {ref: 6, agency: Health, text: Row 6, rag: green}\n"
            "  - {ref: 7, agency: Health, text: Row 7, rag: amber}\n"
            "  - {ref: 8, agency: Police, text: Row 8, rag: green}\n"
            "  - {ref: 9, agency: Police, text: Row 9, state: stopped}\n"
        )
    )
    found = between(before, after)
    health = Flow(opening=2, added=1, moved_in=1, closed=1, closing=3)
    police = Flow(opening=2, added=2, reopened=1, closed=1, stopped=1, removed=1, moved_out=1, closing=1)
    assert found.agencies == {"Health": health, "Police": police}
    assert found.total == Flow(4, 3, 1, 1, 2, 1, 1, 1, 4)
    assert found.ratings == {
        "green": Flow(opening=2, added=1, moved_in=1, moved_out=1, closing=3),
        "amber": Flow(opening=4, added=1, removed=1, moved_out=1, closing=3),
        "red": Flow(moved_in=1, closing=1),
        "not_stated": Flow(added=1, closing=1),
    }


def test_one_agency_is_told_what_it_had_at_either_end() -> None:
    before, after = plan_with("rag: amber", "agency: Police"), plan_with("rag: amber, agency: Police", "agency: Police")
    health, police = between(before, after, "health"), between(before, after, "Police")
    assert health.agencies == {"Health": Flow(opening=1, moved_out=1)}
    assert health.ratings["amber"] == Flow(opening=1, moved_out=1)
    assert police.agencies == {"Police": Flow(opening=1, moved_in=1, closing=2)}
    assert police.ratings["amber"] == Flow(moved_in=1, closing=1)
    assert [one.kind for one in health.events] == [one.kind for one in police.events] == [EventKind.AGENCY_CHANGED]
    assert {one.ref for plan in health.plans for one in plan.changes} == {"1"}
    assert health.answers == {}
    assert police.answers == {"Police": Answers(open=2, silent=2)}


def test_an_agency_that_only_goes_by_another_name_moves_nothing() -> None:
    before = plan_with("rag: amber")
    renamed = plan_text("  - {ref: 1, text: Row 1, agency: Care, rag: amber}\n").replace(
        "{name: Health, full_name: The Health Trust, aliases: [NHS]}", "{name: Care, aliases: [Health]}"
    )
    found = between(before, plan_of(renamed))
    assert found.agencies == {"Care": Flow(opening=1, closing=1)}
    assert found.events == ()


def test_who_answered_and_who_did_not() -> None:
    updates = "updates: [{on: 2013-08, text: Sent.}, {on: 2013-09, text: Answered.}]"
    boards = "updates: [{on: 2013-08, kind: challenge, text: Why?}, {on: 2013-09, kind: decision, text: Go on.}]"
    found = between(
        plan_with("", "", "agency: Police", "rag: green"),
        plan_with(updates, "", f"agency: Police, {boards}", f"rag: green, {updates}"),
    )
    assert found.answers == {"Health": Answers(updates=4, open=2, silent=1), "Police": Answers(open=1, silent=1)}
    assert len(found.of_kind(EventKind.UPDATED, EventKind.CHALLENGED, EventKind.DECIDED)) == 6


def test_a_plan_that_came_or_went_is_told_by_its_rows() -> None:
    plan = plan_with("rag: amber", "rag: green")
    came = movement([], assessed(plan, day=CLOSING))
    assert came.total == Flow(added=2, closed=1, closing=1)
    assert came.plans[0].plan is plan
    went = movement(assessed(plan, day=OPENING), [])
    assert went.total == Flow(opening=1, removed=1)
    assert [one.kind for one in went.events] == [EventKind.REMOVED] * 2
    assert went.plans[0].plan is plan
    assert movement([], []) == Movement(())
    assert Movement(()).total == Flow()


def test_a_plan_under_another_id_is_the_same_by_its_title() -> None:
    plan = plan_with("rag: amber")
    found = between(plan, plan._replace(id="renamed"))
    assert found.total == Flow(opening=1, closing=1)
    assert [(one.field, one.kind) for one in found.plans[0].changes] == [("id", ChangeKind.CHANGED)]


@given(versions(), versions())
def test_every_flow_foots(one: tuple[Plan, Plan], other: tuple[Plan, Plan]) -> None:
    others = [plan._replace(id="other", title="Another") for plan in other]
    ends = (
        assessed(one[0]._replace(id="one"), others[0], day=OPENING),
        assessed(others[1], one[1]._replace(id="one"), day=CLOSING),
    )
    found = movement(*ends)
    for flows in (found.agencies, found.ratings, *({**plan.agencies, **plan.ratings} for plan in found.plans)):
        assert [name for name, flow in flows.items() if not foots(flow)] == []
    opening, closing = ([item for plan in end for item in plan.items] for end in ends)
    assert found.total.opening == sum(item.state.is_open for item in opening)
    assert found.total.closing == sum(item.state.is_open for item in closing)
    assert sum(flow.opening for flow in found.ratings.values()) == len(opening)
    assert sum(flow.closing for flow in found.ratings.values()) == len(closing)
    assert found.total.moved_in == found.total.moved_out


@given(versions(), st.sampled_from(["Health", "Police", "Housing"]))
def test_every_flow_of_one_agency_foots(two: tuple[Plan, Plan], agency: str) -> None:
    found = between(two[0], two[1]._replace(id=two[0].id, agencies=two[0].agencies), agency)
    for flows in (found.agencies, found.ratings):
        assert [name for name, flow in flows.items() if not foots(flow)] == []
    assert set(found.agencies) <= {agency}
    own = [item for item in assess_plan(two[1], CLOSING).items if item.recommendation.agency == agency]
    assert sum(flow.closing for flow in found.ratings.values()) == len(own)
    assert found.total.closing == sum(item.state.is_open for item in own)


@given(versions())
def test_the_sections_agree_with_the_flows(two: tuple[Plan, Plan]) -> None:
    found = between(two[0]._replace(id="one"), two[1]._replace(id="one"))

    def number(kind: EventKind, *, opened: bool | None = None) -> int:
        """Return how many events there are of rows that were open at the opening, were not, or were not there."""
        return sum((event.row.was.state.is_open if event.row.was else None) is opened for event in found.of_kind(kind))

    total = found.total
    assert total.closed == number(EventKind.CLOSED, opened=True) + number(EventKind.CLOSED)
    assert total.stopped == number(EventKind.STOPPED, opened=True) + number(EventKind.STOPPED)
    assert total.removed == number(EventKind.REMOVED, opened=True)
    assert total.reopened == number(EventKind.REOPENED, opened=False)
    assert total.added == number(EventKind.ADDED)


@given(plans(), plans())
def test_any_two_plans_can_be_compared(before: Plan, after: Plan) -> None:
    found = between(before, after)
    assert foots(found.total)
    assert all(isinstance(event, Event) for event in found.events)


# What can be done to a row, each with the events that it must give.
LATER = parse_period("2014-02")
DEEDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "nothing": (lambda row: row, ()),
    "close": (lambda row: with_facts(row, rag="green"), ("closed", "rating_up")),
    "stop": (lambda row: with_facts(row, state=State.STOPPED), ("stopped",)),
    "worsen": (lambda row: with_facts(row, rag="red"), ("rating_down",)),
    "move": (lambda row: with_facts(row, due=LATER), ("date_moved",)),
    "revise": (
        lambda row: with_facts(row, due=LATER, revisions=(Revision(LATER, row.progress.due, "Snow"),)),
        ("date_moved",),
    ),
    "hand over": (lambda row: with_facts(row, leads=(Lead("Other"),)), ("lead_changed",)),
    "prove": (lambda row: with_facts(row, evidence=(Evidence("Letter"),)), ("evidence_added",)),
    "report": (lambda row: with_facts(row, updates=(Update(LATER, text="Sent."),)), ("updated",)),
    "give away": (lambda row: row._replace(agency="Police"), ("agency_changed",)),
    "remove": (lambda _: None, ("removed",)),
    "renumber": (lambda row: row._replace(ref=f"new-{row.ref}"), ("renumbered",)),
    "add beside": (lambda row: (row, row._replace(ref=f"b{row.ref}", text=f"B{row.ref}")), ("added",)),
    "add done": (
        lambda row: (with_facts(row, rag="green")._replace(ref=f"b{row.ref}", text=f"B{row.ref}"), row),
        ("added", "closed"),
    ),
}


def with_facts(row: Recommendation, **facts: Any) -> Recommendation:
    return row._replace(progress=row.progress._replace(**facts))


@given(st.lists(st.sampled_from([*DEEDS]), max_size=12), st.data())
def test_the_movement_is_what_was_done(deeds: list[str], data: st.DataObject) -> None:
    before = plan_with(*["rag: amber, due: 2013-07, leads: [{role: Chair}]" for _ in deeds])
    done = [DEEDS[deed][0](row) for deed, row in zip(deeds, before.recommendations, strict=True)]
    rows = [one if isinstance(one, tuple) and not hasattr(one, "_fields") else (one,) for one in done if one]
    every = data.draw(st.permutations([*itertools.chain.from_iterable(rows)]))  # the order is no event
    found = between(before, before._replace(recommendations=tuple(every)))
    wanted = Counter(kind for deed in deeds for kind in DEEDS[deed][1])
    assert Counter(event.kind.value for event in found.events) == wanted
    assert found.total == Flow(
        opening=len(deeds),
        added=wanted["added"],
        moved_in=wanted["agency_changed"],
        closed=wanted["closed"],
        stopped=wanted["stopped"],
        removed=wanted["removed"],
        moved_out=wanted["agency_changed"],
        closing=len(deeds) + wanted["added"] - wanted["closed"] - wanted["stopped"] - wanted["removed"],
    )
    moved = Counter(bool(event.reason) for event in found.of_kind(EventKind.DATE_MOVED))
    assert (moved[True], moved[False]) == (deeds.count("revise"), deeds.count("move"))
