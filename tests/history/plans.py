"""Random plans, and random changes of one, for what must hold of any two versions."""

from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from scrplan.dates import parse_period
from scrplan.format.keys import FormatKey, ValueKind
from scrplan.model import (
    Acceptance,
    Action,
    Agency,
    Evidence,
    Lead,
    Link,
    Milestone,
    Numbering,
    Plan,
    Progress,
    Rating,
    Recommendation,
    Relation,
    Review,
    ReviewKind,
    Revision,
    Scope,
    SignOff,
    State,
    Update,
    UpdateKind,
)

RATINGS = {
    "green": Rating("green", State.COMPLETE, "Done", off_track=False),
    "amber": Rating("amber", State.IN_PROGRESS, "In hand", off_track=False),
    "red": Rating("red", State.IN_PROGRESS, "Off track", off_track=True),
    "black": Rating("black", State.STOPPED, "Not taken on", off_track=False),
}
AGENCIES = tuple(map(Agency, ("Health", "Police", "Housing")))

dates = st.sampled_from(["2012", "2012-06", "2013-03", "2013-06-30", "2013-Q3", "2013/14-Q2", "2014-02"]).map(
    parse_period
)
words = st.sampled_from(["", "Letters", "Training", "A register"])
some_words = st.sampled_from(["Write", "Train", "Check the forms"])
maybe_dates = st.none() | dates
# What a record says under keys that the format has and the record has no field for.
extras = st.lists(
    st.tuples(st.just(FormatKey("next_step")), some_words)
    | st.tuples(st.just(FormatKey("asked_on", ValueKind.DATE)), dates)
    | st.tuples(st.just(FormatKey("helpers", ValueKind.TEXTS)), st.just(("Ann", "Ben"))),
    unique_by=lambda pair: pair[0],
    max_size=2,
).map(lambda pairs: tuple(sorted(pairs, key=lambda pair: pair[0].name)))
rags = st.sampled_from([None, *RATINGS])
agencies = st.sampled_from([one.name for one in AGENCIES])


def few(entries: "st.SearchStrategy[Any]") -> "st.SearchStrategy[tuple[Any, ...]]":
    return st.lists(entries, max_size=3).map(tuple)


_RECORDS: dict[type, dict[str, "st.SearchStrategy[Any]"]] = {
    Review: {"kind": st.sampled_from(ReviewKind), "subject": words, "published": maybe_dates},
    Rating: {
        "name": st.sampled_from([*RATINGS]),
        "state": st.sampled_from(State),
        "meaning": some_words,
        "off_track": st.booleans(),
    },
    Agency: {"name": agencies, "full_name": words, "aliases": few(some_words)},
    Lead: {
        "name": words,
        "role": some_words,
        "agency": words,
        "unconfirmed": st.booleans(),
        "accountable": st.booleans(),
    },
    Revision: {"to": dates, "was": maybe_dates, "reason": words, "on": maybe_dates, "approved_by": words},
    Update: {"on": dates, "by": words, "rag": rags, "text": words, "kind": st.sampled_from(UpdateKind)},
    Evidence: {"title": some_words, "held_by": words, "on": maybe_dates, "ref": words},
    Milestone: {"text": some_words, "due": maybe_dates, "completed": maybe_dates},
    Link: {"plan": st.sampled_from(["child-d", "child-g"]), "ref": words, "relation": st.sampled_from(Relation)},
    SignOff: {"by": some_words, "on": maybe_dates},
}


def records(kind: type) -> "st.SearchStrategy[Any]":
    return st.builds(kind, **_RECORDS[kind], extra=extras)


PROGRESS: dict[str, "st.SearchStrategy[Any]"] = {
    "rag": rags,
    "state": st.none() | st.sampled_from(State),
    "stopped_reason": words,
    "due": maybe_dates,
    "due_text": words,
    "revisions": few(records(Revision)),
    "milestones": few(records(Milestone)),
    "leads": few(records(Lead)),
    "outcome": words,
    "updates": few(records(Update)),
    "completed": maybe_dates,
    "evidence": few(records(Evidence)),
    "evidence_wanted": words,
    "impact": words,
    "sign_off": st.none() | records(SignOff),
    "review_on": maybe_dates,
    "note": words,
}
ACTION: dict[str, "st.SearchStrategy[Any]"] = {"text": some_words, "extra": extras}
ROW: dict[str, "st.SearchStrategy[Any]"] = {
    "agency": agencies,
    "text": some_words,
    "themes": few(some_words),
    "scope": st.none() | st.sampled_from(Scope),
    "acceptance": st.none() | st.sampled_from(Acceptance),
    "acceptance_reason": words,
    "links": few(records(Link)),
    "allow": few(st.sampled_from(["no-lead", "no-date"])),
    "extra": extras,
}
PLAN: dict[str, "st.SearchStrategy[Any]"] = {
    "format": st.integers(1, 2),
    "id": st.sampled_from(["child-d", "child-g"]),
    "title": some_words,
    "review": records(Review),
    "board": some_words,
    "as_at": dates,
    "ratings": st.permutations([*RATINGS.values()]).map(lambda every: {one.name: one for one in every}),
    "agencies": few(records(Agency)),
    "source": words,
    "numbering": st.sampled_from(Numbering),
    "board_asked_to": few(some_words),
    "note": words,
    "extra": extras,
}


@st.composite
def progresses(draw: st.DrawFn) -> Progress:
    """Return facts of which most are not stated, as in a file."""
    chosen = draw(st.sets(st.sampled_from([*PROGRESS]), max_size=4))
    return Progress(**{field: draw(PROGRESS[field]) for field in sorted(chosen)})


@st.composite
def actions(draw: st.DrawFn) -> tuple[Action, ...]:
    parts = draw(st.lists(st.sampled_from(["a", "b", "c", None]), max_size=3))
    named = [part for place, part in enumerate(parts) if part is None or part not in parts[:place]]
    return tuple(Action(draw(some_words), part, draw(progresses())) for part in named)


@st.composite
def rows(draw: st.DrawFn, ref: str) -> Recommendation:
    return Recommendation(ref, draw(agencies), draw(some_words), draw(progresses()), actions=draw(actions()))


@st.composite
def plans(draw: st.DrawFn, plan_id: str = "child-g") -> Plan:
    refs = draw(st.lists(st.sampled_from("12345"), unique=True, max_size=4))
    return Plan(
        format=1,
        id=plan_id,
        title="A plan",
        review=Review(ReviewKind.OTHER),
        board="A board",
        as_at=parse_period("2013-03"),
        ratings=MappingProxyType(RATINGS),
        agencies=AGENCIES,
        recommendations=tuple(draw(rows(ref)) for ref in refs),
    )


def _in_progress(draw: st.DrawFn, one: Any) -> Any:
    field = draw(st.sampled_from([*PROGRESS]))
    return one._replace(progress=one.progress._replace(**{field: draw(PROGRESS[field])}))


def _in_own(draw: st.DrawFn, one: Any, fields: "dict[str, st.SearchStrategy[Any]]") -> Any:
    field = draw(st.sampled_from([*fields]))
    return one._replace(**{field: draw(fields[field])})


def _in_row(draw: st.DrawFn, row: Recommendation) -> Recommendation:
    where = draw(st.sampled_from(["own", "progress", "actions", "action", "action", "order", "part"]))
    if where == "own":
        return _in_own(draw, row, ROW)  # type: ignore[no-any-return]
    if where == "actions":
        return row._replace(actions=draw(actions()))
    if where == "order":
        return row._replace(actions=tuple(draw(st.permutations(row.actions))))
    if where == "progress" or not row.actions:
        return _in_progress(draw, row)  # type: ignore[no-any-return]
    place = draw(st.integers(0, len(row.actions) - 1))
    action = row.actions[place]
    if where == "part":
        action = action._replace(part=f"new-{place}")
    else:
        action = _in_own(draw, action, ACTION) if draw(st.booleans()) else _in_progress(draw, action)
    return row._replace(actions=(*row.actions[:place], action, *row.actions[place + 1 :]))


@st.composite
def changed(draw: st.DrawFn, plan: Plan) -> Plan:
    """Return the plan after one change, which may leave it as it was."""
    where = draw(st.sampled_from(["own", "row", "row", "row", "order", "added", "removed", "ref"]))
    every = list(plan.recommendations)
    if where == "own":
        return _in_own(draw, plan, PLAN)  # type: ignore[no-any-return]
    if where == "order":
        every = draw(st.permutations(every))
    elif where == "added":
        new = next(ref for ref in map(str, range(1, 99)) if ref not in {row.ref for row in every})
        every.insert(draw(st.integers(0, len(every))), draw(rows(new)))
    elif every:
        place = draw(st.integers(0, len(every) - 1))
        if where == "removed":
            del every[place]
        elif where == "ref":
            every[place] = every[place]._replace(ref=f"new-{every[place].ref}")
        else:
            every[place] = _in_row(draw, every[place])
    return plan._replace(recommendations=tuple(every))


@st.composite
def versions(draw: st.DrawFn, most: int = 4) -> tuple[Plan, Plan]:
    """Return a plan and what a few changes made of it."""
    plan = draw(plans())
    later = plan
    for _ in range(draw(st.integers(0, most))):
        later = draw(changed(later))
    return plan, later
