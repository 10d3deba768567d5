"""What a rule is, what it is given, and what it answers."""

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from scrplan.assessment import AssessedPlan, Conflict, ConflictKind, Item
from scrplan.assessment.conflicts import part_words
from scrplan.check.error_masking import EVERY_KEY, Faults
from scrplan.diagnostics import Position, Severity
from scrplan.history.slippage import Overwritten
from scrplan.model import Action, Board, Plan, Progress, Recommendation
from scrplan.yamltext import nodes
from scrplan.yamltext.document import Document, position_of
from scrplan.yamltext.nodes import Node, end_of, position


class Finding(NamedTuple):
    """What a rule found: from where to where (just behind; None where it has no certain end), what, how to fix it."""

    start: Position
    end: Position | None
    message: str
    hint: str


def at(node: Node, message: str, hint: str) -> Finding:
    """Return a finding about a node."""
    return Finding(position(node), end_of(node), message, hint)


def at_words(document: Document, node: nodes.Scalar, words: str, message: str, hint: str) -> Finding:
    """Return a finding about words inside a text, however the file folds them over its lines."""
    folded = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(rf"(?<!\w){folded}(?!\w)", re.IGNORECASE).search(document.text, node.start.index)
    if found is None:
        return at(node, message, hint)
    start, end = (position_of(document.text, index) for index in found.span())
    return Finding(start, end, message, hint)


class Unchecked(NamedTuple):
    """A check that could not run: its rule, what was not looked at and why, and what helps."""

    rule: str
    why: str
    hint: str


NOT_CHECKED = "not-checked"  # the rule under which these are found


class Presence(enum.Enum):
    """Where a path that a plan names leads to."""

    THERE = "there"
    MISSING = "missing"
    OUTSIDE = "outside"


class Surroundings(NamedTuple):
    """What a rule may know beyond its file. The functions look things up for it, so that rules stay pure.

    `plans` has the files of every plan of the repository by its id. `refs_of` gives the refs of a plan, None where it
    or one of its refs cannot be read; `presence` tells where a path from the repository's root leads to; `committed`
    is the plan as it was last committed, None where it never was or where git cannot say, and `earlier` its
    recommendations by the id of the record that each is now; `overwritten` are the due dates that earlier commits
    exchanged without a trace in the plan.
    """

    day: date
    board: Board
    plans: Mapping[str, tuple[str, ...]]
    refs_of: Callable[[str], frozenset[str] | None]
    presence: Callable[[str], Presence]
    committed: Callable[[str], Plan | None]
    overwritten: Callable[[str, Plan], Sequence[Overwritten]]
    earlier: Callable[[str, Plan], Mapping[int, Recommendation]]


class Case(NamedTuple):
    """One plan being checked: as far as it could be read, judged on the day, with the place of everything."""

    document: Document
    plan_id: str
    assessed: AssessedPlan
    places: Mapping[int, nodes.Mapping]
    faults: Faults
    around: Surroundings

    @property
    def plan(self) -> Plan:
        """Return the plan without its assessment."""
        return self.assessed.plan

    @property
    def refs(self) -> frozenset[str] | None:
        """Return the refs of the plan; None where one of them cannot be read."""
        found = frozenset(row.ref for row in self.plan.recommendations)
        return None if "" in found else found

    def rows(self) -> "Iterator[CheckedRow]":
        """Yield each recommendation."""
        for item in self.assessed.items:
            yield CheckedRow(self, item)

    def node(self, record: Any) -> nodes.Mapping:
        """Return where a record of the plan stands."""
        return self.places[id(record)]


class Stated(NamedTuple):
    """A recommendation or one of its actions, with what stands under it alone; `part` is the action's index."""

    record: Recommendation | Action
    facts: Progress
    node: nodes.Mapping
    part: int | None

    def says(self, words: str) -> str:
        """Return a message about it, with the part that it is."""
        if self.part is None or not isinstance(self.record, Action):
            return words
        return f"{part_words(self.record, self.part)}: {words}"


class CheckedRow:
    """One recommendation being checked."""

    __slots__ = ("case", "conflicts", "item", "node", "stated")

    def __init__(self, case: Case, item: Item) -> None:
        row = item.recommendation
        self.case = case
        self.item = item
        self.node = case.node(row)
        # The recommendation itself, then each of its actions, with what is stated there and not inherited.
        self.stated = [Stated(row, row.progress, self.node, None)]
        self.stated += [
            Stated(action, action.progress, case.node(action), part) for part, action in enumerate(row.actions)
        ]
        self.conflicts: dict[ConflictKind, list[Conflict]] = {}
        for conflict in item.all_conflicts:
            self.conflicts.setdefault(conflict.kind, []).append(conflict)

    @property
    def name(self) -> str:
        """Return what a message calls it."""
        ref = self.item.recommendation.ref
        return f"recommendation {ref}" if ref else "a recommendation"

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the rules that are silenced here."""
        return self.item.recommendation.allow

    @property
    def around(self) -> Surroundings:
        """Return what is known beyond the file."""
        return self.case.around

    def about_kind(self, kind: ConflictKind, hint: str, *keys: str) -> Iterable[Finding]:
        """Return the disagreements of a kind, each at the first of the keys that stands where it is about."""
        return [self._finding(conflict, hint, keys) for conflict in self.conflicts.get(kind, ())]

    def _finding(self, conflict: Conflict, hint: str, keys: tuple[str, ...]) -> Finding:
        if conflict.about is None:
            return self.about(conflict.part, conflict.message, hint, *keys)
        node = self.case.node(conflict.about)
        inside = next((node.entries[key][1] for key in keys if key in node.entries), node)
        return at(inside, conflict.message, hint)

    def about(self, part: int | None, message: str, hint: str, *keys: str) -> Finding:
        """Return a finding about a part (None: the recommendation), at the first of the keys that stands there.

        What a part has from its recommendation is shown there; what stands nowhere, at the beginning of the part.
        """
        row = self.item.recommendation
        own = self.node if part is None else self.case.node(row.actions[part])
        others = [self.case.node(action) for action in row.actions] if part is None else []
        for holder in (own, self.node, *others):
            for key in keys:
                if key in holder.entries:
                    return at(_shown(*holder.entries[key]), message, hint)
        return Finding(position(own), None, message, hint)


def _shown(key: nodes.Scalar, value: Node) -> Node:
    """Return what to point at: the last entry of a list, else the value where it is one line, else its key."""
    if isinstance(value, nodes.Sequence) and value.items:
        return value.items[-1]
    return value if end_of(value) else key


class RuleScope(enum.Enum):
    """What a rule is given."""

    ROW = "each recommendation"
    PLAN = "the whole plan"
    TEXT = "the text of the file"
    SETTINGS = "the board's settings"
    FORM = "nothing: the reader finds it"
    CHECK = "nothing: the checker itself knows it"


class Rule(NamedTuple):
    """A rule: its name, how grave its findings are, what it looks at, and its page.

    `rests_on` are the keys without which it cannot be judged: where one of them has a mistake, that mistake is told
    and not what would follow from it. A rule of a `conflict` has nothing to say of a row that is without it. The page
    begins with a heading, see `check/pages.py`.
    """

    name: str
    severity: Severity
    scope: RuleScope
    judge: Callable[..., Iterable[Any]]
    page: str
    rests_on: frozenset[str] = frozenset()
    conflict: ConflictKind | None = None

    @property
    def is_fixed(self) -> bool:
        """Return whether it belongs to the format itself, so that no board and no row can set it aside."""
        return self.scope is RuleScope.FORM

    def can_judge(self, faults: frozenset[str]) -> bool:
        """Return whether nothing that it rests on has a mistake."""
        return not faults or (EVERY_KEY not in faults and not self.rests_on & faults)


def row_rule(
    name: str, severity: Severity, judge: Callable[[CheckedRow], Iterable[Finding]], rests_on: str = ""
) -> Rule:
    """Return a rule over each recommendation; its page is the docstring of `judge`, `rests_on` has keys and blanks."""
    return Rule(name, severity, RuleScope.ROW, judge, judge.__doc__ or "", frozenset(rests_on.split()))


def conflict_rule(
    kind: ConflictKind, severity: Severity, judge: Callable[[CheckedRow], Iterable[Finding]], rests_on: str
) -> Rule:
    """Return the rule over a conflict that the assessment knows, under the conflict's own name."""
    return row_rule(kind.value, severity, judge, rests_on)._replace(conflict=kind)


def plan_rule(name: str, severity: Severity, judge: Callable[[Case], Iterable[Finding]], rests_on: str = "") -> Rule:
    """Return a rule over the whole plan."""
    return Rule(name, severity, RuleScope.PLAN, judge, judge.__doc__ or "", frozenset(rests_on.split()))
