"""What the tests of judged plans share: one recommendation in a line of YAML, judged on a day."""

from datetime import date

from scrplan.assessment import STALE_DAYS, AssessedPlan, Item, assess_plan
from scrplan.dates import parse_period
from tests.building import HEAD, plan_of, plan_text

DAY = date(2013, 9, 30)


def row(*fields: str, ref: str = "1", agency: str = "Health", text: str = "Do something") -> str:
    """Return one recommendation with these fields, each `key: value`."""
    every = ", ".join((f"ref: '{ref}'", f"agency: {agency}", f"text: {text}", *fields))
    return f"  - {{{every}}}\n"


def assessed(
    *rows: str, on: str | date = DAY, soon: int = 28, stale: int = STALE_DAYS, head: str = HEAD
) -> AssessedPlan:
    """Return a plan of these recommendations, judged on a day."""
    day = on if isinstance(on, date) else parse_period(on).last
    return assess_plan(plan_of(plan_text("".join(rows), head)), day, soon, stale)


def judged(*fields: str, on: str | date = DAY, soon: int = 28, stale: int = STALE_DAYS) -> Item:
    """Return one recommendation with these fields, judged on a day."""
    return assessed(row(*fields), on=on, soon=soon, stale=stale).items[0]
