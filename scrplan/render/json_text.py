"""The envelope that every command's JSON has; keys are only ever added to it and to its items."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

SCHEMA_VERSION = 1


def render_json(
    kind: str,
    as_at: str,
    generated_from: Mapping[str, Any],
    items: Sequence[Mapping[str, Any]],
    more: Mapping[str, Any] = MappingProxyType({}),
    notices: Sequence[Mapping[str, str]] = (),
) -> str:
    """Return the answer as JSON, indented by two, in the order of the records' keys."""
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "as_at": as_at,
        "generated_from": dict(generated_from),
        **more,
        "notices": list(notices),
        "items": list(items),
    }
    # Escaped to ASCII, so that no text can hold a control that a terminal would obey.
    return json.dumps(envelope, indent=2, ensure_ascii=True) + "\n"
