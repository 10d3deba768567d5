"""The program as it would be with a few more keys in the vocabulary and in the schema, and no other line of code."""

import json
import sys
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from scrplan.format import vocabulary
from scrplan.format.keys import FormatKey, KeyTable, ValueKind

_VISIT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"on": {"$ref": "#/$defs/date"}, "found": {"$ref": "#/$defs/text"}},
    "required": ["on"],
}
_VISIT_KEYS = KeyTable("a visit", (FormatKey("on", ValueKind.DATE, required=True), FormatKey("found")), main="found")
# By the table, a key and what the schema says of its value.
MADE_UP: dict[str, tuple[tuple[FormatKey, dict[str, Any]], ...]] = {
    "plan": ((FormatKey("approval"), {"$ref": "#/$defs/text"}),),
    "recommendations": (
        (FormatKey("next_step"), {"$ref": "#/$defs/text"}),
        (FormatKey("asked_on", ValueKind.DATE), {"$ref": "#/$defs/date"}),
        (FormatKey("partners", ValueKind.TEXTS, entry="partner"), {"type": "array", "items": {"$ref": "#/$defs/text"}}),
        (FormatKey("urgent", ValueKind.FLAG), {"type": "boolean"}),
        (FormatKey("visits", ValueKind.RECORDS, entry="visit"), {"type": "array", "items": _VISIT}),
    ),
    "actions": ((FormatKey("next_step"), {"$ref": "#/$defs/text"}),),
    "evidence": ((FormatKey("shelf"), {"$ref": "#/$defs/text"}),),
    "updates": ((FormatKey("minute"), {"$ref": "#/$defs/text"}),),
    "leads": ((FormatKey("deputy"), {"$ref": "#/$defs/text"}),),
    "milestones": ((FormatKey("owner"), {"$ref": "#/$defs/text"}),),
    "revisions": ((FormatKey("minute"), {"$ref": "#/$defs/text"}),),
    "sign_off": ((FormatKey("meeting"), {"$ref": "#/$defs/text"}),),
    "links": ((FormatKey("why"), {"$ref": "#/$defs/text"}),),
}
_DEFINITIONS = {
    "recommendations": "recommendation",
    "actions": "action",
    "updates": "update",
    "leads": "lead",
    "milestones": "milestone",
    "revisions": "revision",
    "links": "link",
}


def add_to_the_vocabulary() -> None:
    """Add the keys to the tables; nothing that derives from them may have been imported."""
    tables = {**vocabulary.KEYS_OF, "visits": _VISIT_KEYS}
    for name, keys in MADE_UP.items():
        tables[name] = tables[name]._replace(keys=(*tables[name].keys, *(key for key, _ in keys)))
    vocabulary.KEYS_OF = MappingProxyType(tables)


def add_to_the_schema(text: str) -> str:
    """Return the schema of a plan with the keys."""
    found = json.loads(text)
    for name, keys in MADE_UP.items():
        holder = found if name == "plan" else found["$defs"][_DEFINITIONS.get(name, name)]
        holder["properties"] |= {key.name: value for key, value in keys}
    return json.dumps(found)


def main(arguments: Sequence[str]) -> int:
    """Run the program with the keys."""
    add_to_the_vocabulary()
    from scrplan.check import schema_check as schema
    from scrplan.cli.app import run

    as_it_is = schema.schema_text
    schema.schema_text = lambda name: (
        add_to_the_schema(as_it_is(name)) if name == schema.PLAN_SCHEMA else as_it_is(name)
    )
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
