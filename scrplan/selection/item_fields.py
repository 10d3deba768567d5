"""What can be asked of an item: each field's kind, its values, and which names are known for it."""

import enum
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scrplan.assessment import UNRATED, Assurance, ConflictKind, Item, Timeliness
from scrplan.dates import Period, day_period
from scrplan.model import Agency, Board, Plan, State
from scrplan.selection.row_words import row_words

Value = str | int | Period


OPEN = "open"  # every state in which work is still owed


class Kind(enum.Enum):
    """How a field's values are compared."""

    NAME = "a name"
    WORDS = "words"
    DATE = "a date"
    NUMBER = "a number"


class Field(NamedTuple):
    """One thing to ask of an item; `values` gives none where the item has nothing there."""

    kind: Kind
    values: Callable[[Item], Iterable[Value]]


def _one(value: Value | None) -> tuple[Value, ...]:
    return () if value is None or value == "" else (value,)


def _agency_names(item: Item) -> tuple[str, ...]:
    name = item.recommendation.agency
    known = item.plan.agency(name)
    return known.names if known else (name,)


FIELDS: Mapping[str, Field] = {
    "plan": Field(Kind.NAME, lambda item: (item.plan.id,)),
    "ref": Field(Kind.NAME, lambda item: (item.recommendation.ref,)),
    "part": Field(Kind.NAME, lambda item: _one(item.action.part if item.action else None)),
    "agency": Field(Kind.NAME, _agency_names),
    "rag": Field(Kind.NAME, lambda item: (item.rating_name,)),
    "state": Field(Kind.NAME, lambda item: (item.state.value, OPEN) if item.state.is_open else (item.state.value,)),
    "timeliness": Field(Kind.NAME, lambda item: (item.timeliness.value,)),
    "assurance": Field(Kind.NAME, lambda item: (item.assurance.value,)),
    "theme": Field(Kind.NAME, lambda item: item.recommendation.themes),
    "conflict": Field(Kind.NAME, lambda item: (conflict.kind.value for conflict in item.conflicts)),
    "lead": Field(Kind.WORDS, lambda item: (lead.words for lead in item.leads)),
    "text": Field(Kind.WORDS, row_words),
    "outcome": Field(Kind.WORDS, lambda item: _one(item.outcome)),
    "evidence": Field(Kind.WORDS, lambda item: (evidence.title for evidence in item.evidence)),
    "due": Field(Kind.DATE, lambda item: _one(item.due)),
    "due_by": Field(Kind.DATE, lambda item: _one(day_period(item.due.last) if item.due else None)),
    "original_due": Field(Kind.DATE, lambda item: _one(item.original_due)),
    "completed": Field(Kind.DATE, lambda item: _one(item.completed)),
    "updated": Field(Kind.DATE, lambda item: _one(item.updated)),
    "days_overdue": Field(Kind.NUMBER, lambda item: (item.days_overdue,)),
    "slippage_days": Field(Kind.NUMBER, lambda item: _one(item.slippage_days)),
}

# Both forms that people type and that the JSON output uses lead to the same field.
FIELD_ALIASES = {"agencies": "agency", "leads": "lead", "themes": "theme", "conflicts": "conflict", "rating": "rag"}


class Vocabulary(NamedTuple):
    """The names that exist in the plans, by field; agencies by each of their names."""

    names: Mapping[str, tuple[str, ...]]
    same_agency: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, plans: Iterable[Plan], board: Board) -> "Vocabulary":
        """Collect the names of the plans and of the board's register."""
        ratings, themes = {UNRATED: None}, dict.fromkeys(board.themes)
        agencies: dict[str, None] = {}
        same: dict[str, frozenset[str]] = {}
        every = tuple(plans)
        _take(board.agencies, agencies, same)
        for plan in every:
            ratings |= dict.fromkeys(plan.ratings)
            _take(plan.agencies, agencies, same)
            themes |= dict.fromkeys(theme for row in plan.recommendations for theme in row.themes)
        names = {
            "agency": tuple(agencies),
            "rag": tuple(ratings),
            "theme": tuple(themes),
            "plan": tuple(plan.id for plan in every),
            "ref": tuple(dict.fromkeys(row.ref for plan in every for row in plan.recommendations)),
            "state": (*(state.value for state in State), OPEN),
            "timeliness": tuple(one.value for one in Timeliness),
            "assurance": tuple(one.value for one in Assurance),
            "conflict": tuple(kind.value for kind in ConflictKind),
        }
        return cls(names, same)

    def same_names(self, field: str, name: str) -> frozenset[str]:
        """Return every name, case-folded, that means the same as `name` in this field."""
        folded = name.casefold()
        return self.same_agency.get(folded, frozenset({folded})) if field == "agency" else frozenset({folded})


def _take(found: Iterable[Agency], agencies: dict[str, None], same: dict[str, frozenset[str]]) -> None:
    for agency in found:
        agencies |= dict.fromkeys(agency.names)
        folded = frozenset(name.casefold() for name in agency.names)
        for name in folded:
            same[name] = same.get(name, frozenset()) | folded
