"""What moved in a period: the flows of recommendations, every event, and who answered. Records, no words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, Item
from scrplan.compare.differences import Change, differences
from scrplan.compare.events import Event, EventKind, events_of
from scrplan.compare.identity import row_pairs
from scrplan.compare.reconciliation import Flow, Flows, ItemPair, open_flows, rating_flows, total_flow, united_flows
from scrplan.model import Plan


class Answers(NamedTuple):
    """What an agency said in the period: its updates; its open recommendations at the closing; those without one.

    A question that was put to the agency (a challenge) is no update, nor is what the board decided. Updates count on
    closed recommendations too.
    """

    updates: int = 0
    open: int = 0
    silent: int = 0


class PlanMovement(NamedTuple):
    """What moved in one plan; None where it was not there, or is no more.

    `agencies` are flows of open recommendations, `ratings` of all; `answers` are by agency, with those that owed one
    or gave one. `changes` is everything that differs between the two ends, also what is no event.
    """

    before: Plan | None
    after: Plan | None
    agencies: Flows
    ratings: Flows
    events: tuple[Event, ...]
    answers: Mapping[str, Answers]
    changes: tuple[Change, ...]

    @property
    def plan(self) -> Plan:
        """Return the plan as it is, or as it last was."""
        plan = self.after or self.before
        assert plan is not None  # noqa: S101  (one of the two is there)
        return plan

    @property
    def total(self) -> Flow:
        """Return the movement of all open recommendations."""
        return total_flow(self.agencies.values())


class Movement(NamedTuple):
    """What moved in several plans."""

    plans: tuple[PlanMovement, ...]

    @property
    def total(self) -> Flow:
        """Return the movement of all open recommendations."""
        return total_flow(one.total for one in self.plans)

    @property
    def agencies(self) -> Flows:
        """Return the movement of the open recommendations by agency, agencies of the same name together."""
        return united_flows(one.agencies for one in self.plans)

    @property
    def ratings(self) -> Flows:
        """Return the movement of all recommendations by rating, ratings of the same name together."""
        return united_flows(one.ratings for one in self.plans)

    @property
    def events(self) -> tuple[Event, ...]:
        """Return every event, plan by plan and row by row."""
        return tuple(event for one in self.plans for event in one.events)

    @property
    def answers(self) -> dict[str, Answers]:
        """Return what each agency said, agencies of the same name together."""
        said: dict[str, Answers] = {}
        for one in self.plans:
            for name, answers in one.answers.items():
                known = said.get(name, Answers())
                said[name] = Answers(*(sum(both) for both in zip(known, answers, strict=True)))
        return said

    def of_kind(self, *kinds: EventKind) -> list[Event]:
        """Return the events of these kinds."""
        return [event for event in self.events if event.kind in kinds]


def movement(
    opening: Iterable[AssessedPlan], closing: Iterable[AssessedPlan], agencies: Sequence[str] = ()
) -> Movement:
    """Return what moved from the plans as they were to the plans as they are, each judged on its own day.

    The assessed plans must hold all their rows. A plan is the same where it has the same id; one whose id is gone is
    the same as a new one with its title. `agencies` keeps the recommendations that any of these (by name) had at
    either end; the flows are then theirs alone.
    """
    wanted = {name.casefold() for name in agencies}
    return Movement(tuple(_of_plan(was, now, wanted) for was, now in _plan_pairs(tuple(opening), tuple(closing))))


def _plan_pairs(
    opening: Sequence[AssessedPlan], closing: Sequence[AssessedPlan]
) -> list[tuple[AssessedPlan | None, AssessedPlan | None]]:
    """Return the plans of both ends that are the same, in the order of the closing; what is gone comes last."""
    ids = {one.plan.id for one in closing}
    by_id = {one.plan.id: one for one in opening if one.plan.id in ids}
    by_title = {one.plan.title: one for one in opening if one.plan.id not in ids}
    pairs: list[tuple[AssessedPlan | None, AssessedPlan | None]] = []
    for now in closing:
        was = by_id.get(now.plan.id) or by_title.pop(now.plan.title, None)
        pairs.append((was, now))
    kept = {id(was) for was, _ in pairs}
    return [*pairs, *((one, None) for one in opening if id(one) not in kept)]


def _of_plan(was: AssessedPlan | None, now: AssessedPlan | None, wanted: set[str]) -> PlanMovement:
    before, after = was and was.plan, now and now.plan
    agency_of = _agency_names(after)
    is_kept = _is_of(wanted, agency_of)
    rows = [row for row in _rows(was, now) if any(item and is_kept(item) for item in row)]
    kept = {None, *(row.item.recommendation.ref for row in rows)}
    changes = tuple(one for one in differences(before, after) if one.ref in kept)
    events = tuple(_events(rows, changes, agency_of))
    flows = open_flows(rows, agency_of)
    names = [name for plan in (after, before) if plan for name in plan.ratings]
    return PlanMovement(
        before,
        after,
        {name: flow for name, flow in flows.items() if not wanted or name.casefold() in wanted},
        rating_flows(rows, names, is_kept),
        events,
        _answers([row.now for row in rows if row.now and is_kept(row.now)], events, agency_of),
        changes,
    )


def _agency_names(plan: Plan | None) -> Callable[[Item], str]:
    """Return a function from an item to its agency, by the name that the later plan has for it."""
    known: dict[str, str] = {}

    def agency_of(item: Item) -> str:
        name = item.recommendation.agency
        if name not in known:
            known[name] = plan.agency_name(name) if plan else name
        return known[name]

    return agency_of


def _is_of(wanted: set[str], agency_of: Callable[[Item], str]) -> Callable[[Item], bool]:
    return lambda item: not wanted or agency_of(item).casefold() in wanted


def _rows(was: AssessedPlan | None, now: AssessedPlan | None) -> list[ItemPair]:
    before, after = was.items if was else (), now.items if now else ()
    pairs = row_pairs([one.recommendation for one in before], [one.recommendation for one in after])
    return [ItemPair(*pair.of(before, after)) for pair in pairs]


def _events(rows: Iterable[ItemPair], changes: Iterable[Change], agency_of: Callable[[Item], str]) -> Iterable[Event]:
    by_ref: dict[str | None, list[Change]] = {}
    for one in changes:
        by_ref.setdefault(one.ref, []).append(one)
    for row in rows:
        yield from events_of(row, by_ref.get(row.item.recommendation.ref, ()), agency_of)


def _answers(items: Iterable[Item], events: Iterable[Event], agency_of: Callable[[Item], str]) -> dict[str, Answers]:
    given: dict[int, int] = {}
    for event in events:
        if event.kind is EventKind.UPDATED:
            given[id(event.item)] = given.get(id(event.item), 0) + 1
    said: dict[str, Answers] = {}
    for item in items:
        updates, is_open = given.get(id(item), 0), item.state.is_open
        if updates or is_open:
            known = said.get(agency_of(item), Answers())
            silent = known.silent + (is_open and not updates)
            said[agency_of(item)] = Answers(known.updates + updates, known.open + is_open, silent)
    return said
