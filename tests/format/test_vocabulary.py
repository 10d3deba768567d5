"""The vocabulary says of each key what the schemas say, and what the records of a plan hold."""

import json
from typing import Any

import pytest

from scrplan import model
from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
from scrplan.format.closed_sets import State
from scrplan.format.keys import Identity, Merging, ValueKind, entry_of, heading_of, label_of, noun_of
from scrplan.format.vocabulary import KEYS_OF, PLAN, SETTINGS

ROOTS = {PLAN: PLAN_SCHEMA, SETTINGS: BOARD_SCHEMA}
KEYS = [(table, key) for table, held in KEYS_OF.items() for key in held.keys]
KINDS = {
    "text": {ValueKind.TEXT, ValueKind.AGENCY},
    "date": {ValueKind.DATE},
    "written": {ValueKind.NAME},
    "slug": {ValueKind.SLUG},
    "rag": {ValueKind.RATING},
    "option": {ValueKind.OPTION},
    "state": {ValueKind.WORD},
    "boolean": {ValueKind.FLAG},
    "integer": {ValueKind.NUMBER},
}
LISTS = {"text": ValueKind.TEXTS, "slug": ValueKind.SLUGS}


class Schema:
    """The objects of a schema by the table of the vocabulary that they must agree with."""

    def __init__(self, name: str, table: str) -> None:
        self.whole = json.loads(schema_text(name))
        self.objects: dict[str, Any] = {}
        self._walk(table, self.whole)

    def _walk(self, table: str, found: Any) -> None:
        self.objects[table] = found
        for key in KEYS_OF[table].keys:
            below = self.resolved(found["properties"].get(key.name, {}))
            for inner in (below, below.get("items", {}), below.get("additionalProperties", {})):
                held = self.resolved(inner) if isinstance(inner, dict) else {}
                if "properties" in held:
                    self._walk(key.table, held)

    def resolved(self, found: Any) -> Any:
        name = found.get("$ref", "").rpartition("/")[2]
        return self.whole["$defs"][name] if name else found


SCHEMAS = {table: Schema(name, table) for table, name in ROOTS.items()}
OBJECTS = [(schema, table, found) for schema in SCHEMAS.values() for table, found in schema.objects.items()]
NAMES = [table for _, table, _ in OBJECTS]


def test_every_table_is_an_object_of_a_schema() -> None:
    assert {table for _, table, _ in OBJECTS} == set(KEYS_OF)


@pytest.mark.parametrize(("schema", "table", "found"), OBJECTS, ids=NAMES)
def test_the_keys_are_those_of_the_schema(schema: Schema, table: str, found: Any) -> None:
    keys = KEYS_OF[table].by_name
    assert keys.keys() == found["properties"].keys()
    assert {name for name, key in keys.items() if key.required} == set(found.get("required", ()))
    assert [[name] for name in KEYS_OF[table].any_of] == [one["required"] for one in found.get("anyOf", ())]
    for name, key in keys.items():
        value = found["properties"][name]
        kind = value.get("$ref", "").rpartition("/")[2]
        whole = schema.resolved(value)
        if "const" in whole:
            assert key.kind is ValueKind.NUMBER
        elif "enum" in whole:
            assert key.choices is not None
            words = [one.value for one in key.choices if one is not State.NOT_STATED]
            assert (key.kind, words) == (ValueKind.WORD, whole["enum"])
        elif whole["type"] == "array" and kind != "option":
            inner = whole["items"]["$ref"].rpartition("/")[2]
            assert key.kind is LISTS.get(inner, ValueKind.RECORDS)
        elif whole["type"] == "object":
            assert key.kind is (ValueKind.RECORD if "properties" in whole else ValueKind.NAMED)
        else:
            assert key.kind in KINDS[kind or whole["type"]]


RECORDS: dict[str, tuple[type, ...]] = {
    PLAN: (model.Plan,),
    SETTINGS: (model.Board,),
    "review": (model.Review,),
    "agencies": (model.Agency,),
    "register": (model.Agency,),
    "recommendations": (model.Recommendation, model.Progress),
    "actions": (model.Action, model.Progress),
    "leads": (model.Lead,),
    "revisions": (model.Revision,),
    "milestones": (model.Milestone,),
    "updates": (model.Update,),
    "evidence": (model.Evidence,),
    "sign_off": (model.SignOff,),
    "links": (model.Link,),
}


@pytest.mark.parametrize("table", RECORDS)
def test_every_field_of_a_record_is_a_key(table: str) -> None:
    fields = {name for record in RECORDS[table] for name in record._fields}  # type: ignore[attr-defined]
    unkeyed = {"progress", "extra", *(["succeeded_by"] if table == "agencies" else [])}
    assert {key.field for key in KEYS_OF[table].keys} == fields - unkeyed


@pytest.mark.parametrize(("table", "key"), KEYS, ids=[f"{table}-{key.name}" for table, key in KEYS])
def test_every_key_has_words(table: str, key: Any) -> None:
    words = (label_of(key), heading_of(key), noun_of(key), entry_of(key))
    assert all(words)
    assert not any("_" in one for one in words)
    assert heading_of(key)[0].isupper()
    assert KEYS_OF[table].main in {"", *KEYS_OF[table].by_name}


@pytest.mark.parametrize("table", ["recommendations", "actions", "updates"])
def test_a_long_entry_is_known_by_a_label_and_a_text(table: str) -> None:
    assert KEYS_OF[table].names(identity=Identity.LABEL)
    assert KEYS_OF[table].names(identity=Identity.TEXT) == ("text",)


SMALL = {
    "leads": ("name", "role", "agency"),
    "milestones": ("text", "due"),
    "evidence": ("title", "held_by", "on", "ref"),
    "revisions": ("from", "to"),
    "links": ("plan", "ref", "relation"),
    "agencies": ("name", "full_name"),
}


@pytest.mark.parametrize("table", SMALL)
def test_a_small_entry_is_known_by_a_few_keys(table: str) -> None:
    assert KEYS_OF[table].names(identity=Identity.KEY) == SMALL[table]
    assert not KEYS_OF[table].names(identity=Identity.LABEL)


def test_what_is_record_is_guarded() -> None:
    guarded = {key.name for table, key in KEYS if key.guarded}
    assert guarded == {
        *("updates", "revisions", "completed", "evidence", "sign_off", "milestones", "due", "stopped_reason"),
        *("acceptance", "acceptance_reason", "text", "recommendations", "actions"),
    }


def test_nothing_that_names_a_person_or_a_place_is_public() -> None:
    inside = {(table, key.name) for table, key in KEYS if not key.public and table not in {SETTINGS, "view"}}
    assert inside == {
        *((table, "note") for table in (PLAN, "recommendations", "actions")),
        *((PLAN, "board_asked_to"), ("recommendations", "allow"), ("leads", "name"), ("revisions", "approved_by")),
        *(("updates", "by"), ("evidence", "held_by"), ("evidence", "ref"), ("sign_off", "by")),
        ("register", "succeeded_by"),
    }
    assert not any(key.public for table, key in KEYS if table in {SETTINGS, "view"})


def test_what_is_merged_in_a_way_of_its_own() -> None:
    own = {key.name: key.merging for _, key in KEYS if key.merging is not Merging.BY_KIND}
    assert own == {"as_at": Merging.LATER, "updates": Merging.BOTH_KEPT, "revisions": Merging.CHAIN}
