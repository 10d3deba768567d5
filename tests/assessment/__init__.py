"""What the tests of judged plans share: one recommendation in a line of YAML, judged on a day."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from scrplan.assessment import AssessedPlan, Item, assess_by
from scrplan.dates import Period, parse_period
from scrplan.model import Board, Plan
from tests.building import HEAD, plan_of, plan_text

DAY = date(2013, 9, 30)


def assess_plan(
    plan: Plan,
    day: date,
    due_soon_days: int = 28,
    stale_days: int = 92,
    originals: Mapping[tuple[str, str | None], Period] = MappingProxyType({}),
) -> AssessedPlan:
    """Return a plan judged on a day by a board with these settings."""
    return assess_by(Board(due_soon_days=due_soon_days, stale_days=stale_days), plan, day, originals)


def row(*fields: str, ref: str = "1", agency: str = "Health", text: str = "Do something") -> str:
    """Return one recommendation with these fields, each `key: value`."""
    every = ", ".join((f"ref: '{ref}'", f"agency: {agency}", f"text: {text}", *fields))
    return f"  - {{{every}}}\n"


def assessed(*rows: str, on: str | date = DAY, soon: int = 28, stale: int = 92, head: str = HEAD) -> AssessedPlan:
    """Return a plan of these recommendations, judged on a day."""
    day = on if isinstance(on, date) else parse_period(on).last
    return assess_plan(plan_of(plan_text("".join(rows), head)), day, soon, stale)


def judged(*fields: str, on: str | date = DAY, soon: int = 28, stale: int = 92) -> Item:
    """Return one recommendation with these fields, judged on a day."""
    return assessed(row(*fields), on=on, soon=soon, stale=stale).items[0]
