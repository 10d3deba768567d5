"""What officers do to a plan between two meetings, drawn at random, as changes of its data."""

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

Plan = dict[str, Any]
REFS = ("1", "2", "3", "10", "4a")
NEW_REFS = ("5", "11", "12", "B1")
DAYS = ("2013-10", "2013-09", "2013-11-05", "2013", "2013/14-Q3", "2013-Q4", "soon")
WORDS = ("letter sent", "audit done", "no reply yet")
WHO = ("Health", "Police", "GP")
RATINGS = ("green", "amber", "red")


def base_plan() -> Plan:
    """Return a plan whose rows have something of everything."""
    return {
        "title": "A plan",
        "as_at": "2013-09",
        "review": {"kind": "other", "published": "2012"},
        "ratings": {name: {"state": "in_progress", "meaning": name} for name in RATINGS},
        "agencies": [{"name": "Health", "aliases": ["NHS"]}, {"name": "Police"}],
        "recommendations": [_row(ref) for ref in REFS],
    }


def _row(ref: str) -> dict[str, Any]:
    return {
        "ref": ref,
        "agency": "Health",
        "text": f"Do what {ref} says",
        "rag": "amber",
        "due": "2013-12",
        "revisions": [{"from": "2013-06", "to": "2013-12"}],
        "milestones": [{"text": "Pilot", "due": "2013-10"}],
        "leads": [{"name": "Ann", "role": "Chair"}, {"role": "Nurse"}],
        "updates": [{"on": "2013-06", "by": "Health", "text": "begun"}, {"on": "2013-09", "rag": "amber"}],
        "actions": [{"part": "a", "text": f"First of {ref}"}, {"text": f"Second of {ref}"}],
        "evidence": [{"title": "Minutes", "on": "2013-06"}],
        "themes": ["training"],
    }


class Deed(NamedTuple):
    """One change: which, of which row, and with which values; each number picks among what there is."""

    what: str
    row: int
    one: int
    two: int


def done(plan: Plan, deeds: list[Deed], rows: int | None = None) -> Plan:
    """Return a plan after deeds; where `rows` is 0 or 1, those of even or odd place alone are touched."""
    plan = copy.deepcopy(plan)
    base = [row["ref"] for row in plan["recommendations"]]
    for deed in deeds:
        if deed.what in OF_PLAN:
            OF_PLAN[deed.what](plan, deed, rows)
            continue
        mine = [r for r in plan["recommendations"] if r["ref"] in base and base.index(r["ref"]) % 2 == (rows or 0)]
        found = plan["recommendations"] if rows is None else mine
        if found:
            row = found[deed.row % len(found)]
            OF_ROW[deed.what](row, deed) if deed.what in OF_ROW else plan["recommendations"].remove(row)
    return plan


def _add_row(plan: Plan, deed: Deed, rows: int | None) -> None:
    ref = NEW_REFS[deed.one % len(NEW_REFS)] + ("" if rows is None else "ab"[rows])
    if all(row["ref"] != ref for row in plan["recommendations"]):
        row = {"ref": ref, "agency": WHO[deed.two % 3], "text": WORDS[deed.two % 3]}
        plan["recommendations"].insert(deed.row % (len(plan["recommendations"]) + 1), row)


def _move_row(plan: Plan, deed: Deed, rows: int | None) -> None:
    if plan["recommendations"] and not rows:
        row = plan["recommendations"].pop(deed.one % len(plan["recommendations"]))
        plan["recommendations"].insert(deed.two % (len(plan["recommendations"]) + 1), row)


def _set_position(plan: Plan, deed: Deed, _rows: int | None) -> None:
    plan["as_at"] = ("2013-10", "2013-12", "2013-Q4", "2014-03-31", "2013/14-Q3")[deed.one % 5]


def _name_agency(plan: Plan, deed: Deed, rows: int | None) -> None:
    place = (deed.one if rows is None else rows) % 2
    aliases = plan["agencies"][place].setdefault("aliases", [])
    if WHO[deed.two % 3] not in aliases:
        aliases.append(WHO[deed.two % 3])


def _explain_rating(plan: Plan, deed: Deed, rows: int | None) -> None:
    name = RATINGS[deed.one % 3] if rows is None else RATINGS[rows]
    plan["ratings"].setdefault(name, {"state": "complete"})["meaning"] = WORDS[deed.two % 3]


OF_PLAN: dict[str, Callable[[Plan, Deed, int | None], None]] = {
    "add row": _add_row,
    "move row": _move_row,
    "set position": _set_position,
    "name agency": _name_agency,
    "explain rating": _explain_rating,
}


def _add_update(row: Plan, deed: Deed) -> None:
    words = {"text": WORDS[deed.two % 3]} if deed.two % 4 else {"rag": RATINGS[deed.two % 3]}
    row.setdefault("updates", []).append({"on": DAYS[deed.one % len(DAYS)], "by": WHO[deed.two % 3], **words})


def _set_field(row: Plan, deed: Deed) -> None:
    key = ("rag", "due", "outcome", "note", "text", "completed")[deed.one % 6]
    row[key] = f"{key} {deed.two % 3}"


def _clear_field(row: Plan, deed: Deed) -> None:
    row.pop(("rag", "due", "leads", "evidence", "themes", "sign_off", "actions")[deed.one % 7], None)


def _revise(row: Plan, deed: Deed) -> None:
    due = ("2014-01", "2014-02", "2014-03")[deed.one % 3]
    row.setdefault("revisions", []).append({"from": row.get("due", "2013"), "to": due, "reason": WORDS[deed.two % 3]})
    row["due"] = due


def _add_evidence(row: Plan, deed: Deed) -> None:
    entry = {"title": ("Minutes", "Audit")[deed.one % 2], "on": DAYS[deed.two % 3]}
    row.setdefault("evidence", []).append(entry)


def _change_evidence(row: Plan, deed: Deed) -> None:
    if row.get("evidence"):
        row["evidence"][deed.one % len(row["evidence"])]["held_by"] = WHO[deed.two % 3]


def _assign(row: Plan, deed: Deed) -> None:
    row["leads"] = [{"name": WHO[deed.two % 3], "role": ("Chair", "Nurse", "Head")[deed.one % 3]}]


def _add_lead(row: Plan, deed: Deed) -> None:
    row.setdefault("leads", []).insert(0, {"role": WHO[deed.one % 3], "unconfirmed": ("true", "false")[deed.two % 2]})


def _change_lead(row: Plan, deed: Deed) -> None:
    if row.get("leads"):
        lead = row["leads"][deed.one % len(row["leads"])]
        lead[("name", "role", "unconfirmed")[deed.two % 3]] = WORDS[deed.one % 3]


def _add_action(row: Plan, deed: Deed) -> None:
    action = (
        {"part": "abc"[deed.one % 3], "text": WORDS[deed.two % 3]} if deed.one % 4 else {"text": WORDS[deed.two % 3]}
    )
    row.setdefault("actions", []).append(action)


def _progress_action(row: Plan, deed: Deed) -> None:
    if row.get("actions"):
        action = row["actions"][deed.one % len(row["actions"])]
        action["due"] = DAYS[deed.two % 3]
        _add_update(action, deed)


def _reach_milestone(row: Plan, deed: Deed) -> None:
    for milestone in row.get("milestones", []):
        milestone["completed"] = DAYS[deed.one % 3]


def _sign_off(row: Plan, deed: Deed) -> None:
    row["sign_off"] = {"by": WHO[deed.one % 3], "on": DAYS[deed.two % 3]}


def _add_theme(row: Plan, deed: Deed) -> None:
    if WORDS[deed.one % 3] not in row.setdefault("themes", []):
        row["themes"].append(WORDS[deed.one % 3])


OF_ROW: dict[str, Callable[[Plan, Deed], None]] = {
    "add update": _add_update,
    "set field": _set_field,
    "clear field": _clear_field,
    "revise": _revise,
    "add evidence": _add_evidence,
    "change evidence": _change_evidence,
    "assign": _assign,
    "add lead": _add_lead,
    "change lead": _change_lead,
    "add action": _add_action,
    "progress action": _progress_action,
    "reach milestone": _reach_milestone,
    "sign off": _sign_off,
    "add theme": _add_theme,
}

NUMBERS = st.integers(0, 11)
DEEDS = st.lists(
    st.builds(Deed, st.sampled_from([*OF_PLAN, *OF_ROW, "remove row"]), NUMBERS, NUMBERS, NUMBERS), max_size=8
)
