"""From document to plan, strictly: an unknown key, a wrong type, a bad date each give a placed problem."""

import re
from collections.abc import Mapping as AbstractMapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from scrplan.dates import Period, Precision
from scrplan.diagnostics import Diagnostic
from scrplan.errors import shown
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.model import Plan, Rating, Review, ReviewKind, State
from scrplan.source.entry_readers import builder_of, read_entry, readers_of
from scrplan.source.value_readers import (
    LONGEST_REF,
    SLUG,
    Reading,
    many,
    misspelt,
    read_fields,
    record,
    ref_text,
    whole_number,
)
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, items_under, position, resolved

FORMAT = 1

read_agency = read_entry("register")
read_recommendation = read_entry("recommendations")


def _build_rating(name: str, values: dict[str, Any]) -> Rating:
    made: Rating = _rating_of(**{"off_track": name.casefold() == "red"} | values, name=name)
    return made


_RATING = readers_of("rating")
_rating_of = builder_of(Rating, "rating")


def read_ratings(reading: Reading, node: Node, name: str) -> MappingProxyType[str, Rating]:
    """Read the key: each rating with the state and the meaning that it has in this plan."""
    read_one = record(dict, _RATING, ("state", "meaning"), "a rating")
    ratings: dict[str, Rating] = {}
    if not isinstance(node, Mapping) or not node.entries:
        reading.report(
            node, "wrong-type", f"{name} must name each rating", "write green: {state: complete, meaning: Done}"
        )
        return MappingProxyType(ratings)
    for key, (key_node, value) in node.entries.items():
        if reading.is_refused(key_node):
            continue
        ref_text(reading, Scalar(key, False, key_node.start, key_node.end), "the rating")
        if key.casefold().replace("_", " ") == "not stated":
            words = (
                "a rating cannot be called 'not stated', which is what recommendations without one are counted under"
            )
            reading.report(key_node, "bad-name", words, "choose another name")
        values = read_one(reading, value, key)
        # A rating with a mistake in its meaning is still a known name: one message per cause.
        ratings[key] = _build_rating(key, values or {"state": State.NOT_STATED, "meaning": ""})
    return MappingProxyType(ratings)


_PLAN = readers_of(
    PLAN,
    format=whole_number(FORMAT, FORMAT),
    ratings=lambda reading, _node, _name: reading.ratings,  # read first, since recommendations refer to it
    recommendations=many(read_recommendation),
)
_REQUIRED = tuple(key.name for key in KEYS_OF[PLAN].keys if key.required)
_plan_of = builder_of(Plan, PLAN)


def read_plan(document: Document, plan_id: str) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
    """Read a plan; `plan_id` is the file's name without `.yaml`. There is a plan only where there is no problem."""
    reading = Reading(document.path, document.problems)
    values = _values_of(reading, document.root, plan_id)
    if values is None or reading.problems:
        return None, reading.in_order
    return _plan_of(**values), ()


class Salvaged(NamedTuple):
    """What could be made out of a file, mistakes or not, for rules that judge the rest of it.

    Words that are lost are empty and a lost `as_at` is all of time; `places` has the node of each record by its
    `id()`, for as long as the plan is held.
    """

    plan: Plan | None
    problems: tuple[Diagnostic, ...]
    places: AbstractMapping[int, Mapping]


def salvage_plan(document: Document, plan_id: str) -> Salvaged:
    """Read a plan as far as it can be read; there is none only where the file holds nothing like one."""
    reading = Reading(document.path, document.problems, salvage=True)
    values = _values_of(reading, document.root, plan_id)
    if values is None:
        return Salvaged(None, reading.in_order, MappingProxyType({}))
    kept = {key: value for key, value in values.items() if value is not None}
    kept["ratings"] = _Unknown(reading.ratings or {})
    plan = _plan_of(**(_stand_ins(plan_id) | kept))
    return Salvaged(plan, reading.in_order, MappingProxyType(reading.places or {}))


class _Unknown(dict[str, Rating]):
    """The key of a plan, in which each rating that it does not explain says nothing."""

    def __missing__(self, name: str) -> Rating:
        return Rating(name, State.NOT_STATED, "", off_track=False)


def _stand_ins(plan_id: str) -> dict[str, Any]:
    always = Period("", date.min, date.max, Precision.SPAN)
    empty = {"title": "", "board": "", "agencies": (), "recommendations": ()}
    return {"format": FORMAT, "id": plan_id, "review": Review(ReviewKind.OTHER), "as_at": always, **empty}


def _values_of(reading: Reading, root: Node | None, plan_id: str) -> dict[str, Any] | None:
    """Return each field of the plan that is there; None where the file holds nothing like a plan."""
    if root is None:
        return None
    if not isinstance(root, Mapping):
        reading.report(root, "wrong-type", "this is not a plan: its first level has no keys", "begin with format: 1")
        return None
    if "ratings" in root.entries:
        # Without a single one that could be read, no rating of a recommendation can be called unknown.
        reading.ratings = read_ratings(reading, root.entries["ratings"][1], "ratings") or None
    reading.agencies = _declared_agencies(root)
    values = read_fields(reading, root, _PLAN, "a plan")
    for key in _REQUIRED:
        if key not in root.entries and not misspelt(key, root, _PLAN):
            reading.report(root, "missing-key", f"the plan has no {key}", f"add a line {key}:")
    _check_identity(reading, root, plan_id)
    check_agencies(reading, root)
    return values


def _declared_agencies(root: Mapping) -> dict[str, str] | None:
    """Return each name and alias, case-blind, with the agency's name; None when the list cannot be read."""
    entry = root.entries.get("agencies")
    if entry is None or not isinstance(entry[1], Sequence):
        return None
    silent = Reading("")
    found = [read_agency(silent, item, "") for item in entry[1].items]
    if silent.problems:
        return None
    return {known.casefold(): one.name for one in found for known in one.names}


def _check_identity(reading: Reading, root: Mapping, plan_id: str) -> None:
    """Report an id that is not the file's name, and refs and parts that appear twice."""
    entry = root.entries.get("id")
    given = resolved(entry[1]) if entry and isinstance(entry[1], Scalar) else None
    if entry and isinstance(given, str) and given != plan_id and SLUG.fullmatch(given):
        words = f"the id is {shown(given)} and the file is called {plan_id[:LONGEST_REF]}.yaml"
        slug_of_name = "-".join(re.findall("[a-z0-9]+", plan_id.lower()))
        fix = f"write id: {plan_id}, or rename the file"
        if not SLUG.fullmatch(plan_id):
            fix = f"rename the file, for example to {slug_of_name}.yaml" if slug_of_name else "rename the file"
        reading.report(entry[1], "id-not-file-name", words, fix)
    check_doubles(reading, root, "recommendations", "ref")
    for row in items_under(root, "recommendations"):
        check_doubles(reading, row, "actions", "part")


def check_agencies(reading: Reading, root: Mapping) -> None:
    """Report a name or alias that two agencies go by, case-blind: recommendations would silently go to one of them."""
    owners: dict[str, int] = {}
    for item in items_under(root, "agencies"):
        claimed = {node.text.casefold(): node for node in _names_of(item)}
        for name, node in claimed.items():
            if name in owners:
                words = f"agency {shown(node.text)} appears twice, first in line {owners[name]}"
                reading.report(node, "duplicate-agency", words, "give each name to one agency")
        for name, node in claimed.items():
            owners.setdefault(name, position(node).line)


def _names_of(agency_node: Node) -> list[Scalar]:
    entries = agency_node.entries if isinstance(agency_node, Mapping) else {}
    nodes = [entries[key][1] for key in ("name", "full_name") if key in entries]
    return [node for node in nodes + items_under(agency_node, "aliases") if isinstance(node, Scalar) and node.text]


def check_doubles(reading: Reading, parent: Node, key: str, name: str) -> None:
    """Report each name that is in a list twice: of recommendations by ref, of actions by part."""
    seen: dict[str, int] = {}
    for item in items_under(parent, key):
        value = item.entries.get(name, (None, None))[1] if isinstance(item, Mapping) else None
        if not isinstance(value, Scalar) or not value.text:
            continue
        if value.text in seen:
            words = f"{name} {shown(value.text)} appears twice, first in line {seen[value.text]}"
            reading.report(value, f"duplicate-{name}", words, "give each its own")
        seen.setdefault(value.text, position(value).line)
