"""Which recommendation or action is meant, and where it is in the file."""

from typing import NamedTuple, TypeVar

from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Action, Plan, Progress, Recommendation
from scrplan.source.reader import Salvaged
from scrplan.yamltext import nodes
from scrplan.yamltext.edits import Steps

ROWS, PARTS = "recommendations", "actions"


class Target(NamedTuple):
    """A recommendation, or one of its actions, with the path to it in the file and the keys that it has there."""

    plan: Plan
    row: Recommendation
    action: Action | None
    path: Steps
    keys: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Return its short name, for the record: `16`, `16 a`, `16, its action`."""
        if self.action is None:
            return self.row.ref
        return f"{self.row.ref} {self.action.part}" if self.action.part else f"{self.row.ref}, its action"

    @property
    def called(self) -> str:
        """Return what a sentence calls it: `recommendation 16`, `action a of recommendation 16`."""
        row = f"recommendation {self.row.ref}"
        if self.action is None:
            return row
        return f"action {self.action.part} of {row}" if self.action.part else f"the action of {row}"

    @property
    def facts(self) -> Progress:
        """Return what is stated there itself."""
        return self.action.progress if self.action else self.row.progress


def target_of(read: Salvaged, root: nodes.Node, ref: str, part: str | None = None) -> Target:
    """Return the recommendation of a ref, or one of its actions by its part.

    An action without a part is named by its place, `1` for the first.
    """
    plan = read.plan
    rows = plan.recommendations if plan else ()
    named = [one for one in rows if one.ref == ref and ref]
    if plan is None or not named:
        raise UnknownName("ref", ref, [one.ref for one in rows if one.ref])
    row = _only(named, f"recommendations have the ref {ref}")
    node = read.places[id(row)]
    path: Steps = (ROWS, _index(root, ROWS, node))
    if part is None:
        return Target(plan, row, None, path, frozenset(node.entries))
    names = [(action.part or str(place), action) for place, action in enumerate(row.actions, 1)]
    parts = [action for name, action in names if name == part]
    if not parts:
        raise UnknownName(f"action of recommendation {ref}", part, [name for name, _ in names])
    action = _only(parts, f"actions of recommendation {ref} are called {part}")
    below = read.places[id(action)]
    return Target(plan, row, action, (*path, PARTS, _index(node, PARTS, below)), frozenset(below.entries))


T = TypeVar("T", Recommendation, Action)


def _only(found: list[T], words: str) -> T:
    """Return the only one; of several, it is not known which is meant."""
    if len(found) > 1:
        raise UsageProblem(f"{len(found)} {words}", "give each its own in the file first")
    return found[0]


def _index(holder: nodes.Node, key: str, wanted: nodes.Mapping) -> int:
    """Return the place of a mapping in a list; entries with mistakes count too, though no record came of them."""
    items = holder.entries[key][1] if isinstance(holder, nodes.Mapping) else None
    found = items.items if isinstance(items, nodes.Sequence) else []
    return next(place for place, item in enumerate(found) if item is wanted)


def free_ref(refs: list[str]) -> str:
    """Return the next free ref in the style of the last: `27` after `26`, `R08` after `R07`, `1.3` after `1.2`."""
    last = refs[-1] if refs else ""
    head = last.rstrip("0123456789")
    digits = last[len(head) :]
    if not last:
        return "1"
    if not digits:
        return _next_letter(last, refs)
    number = int(digits)
    while f"{head}{number:0{len(digits)}}" in refs:
        number += 1
    return f"{head}{number:0{len(digits)}}"


def _next_letter(last: str, refs: list[str]) -> str:
    """Return the next of refs that end in a letter: `c` after `b`, `5b` after `5a`."""
    head, letter = last[:-1], last[-1:]
    if letter.isascii() and letter.isalpha():
        end = "z" if letter.islower() else "Z"
        for code in range(ord(letter), ord(end) + 1):
            if f"{head}{chr(code)}" not in refs:
                return f"{head}{chr(code)}"
    number = 2
    while f"{last} {number}" in refs:
        number += 1
    return f"{last} {number}"


def next_part(plan: Plan, row: Recommendation) -> str | None:
    """Return the part of a new action in the plan's own style; None where its actions go without."""
    named = [action.part for action in row.actions if action.part is not None]
    if row.actions and not named:
        return None
    if named:
        return free_ref(named)
    first = next((one.actions[0].part for one in plan.recommendations if one.actions), "a")
    return "1" if first and first.isdigit() else "a"
