"""The JSON schemas, and what jsonschema finds, said in the same words and places as the reader's."""

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from scrplan.diagnostics import Diagnostic, Position
from scrplan.errors import UnreadableFile, shown, suggestion
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, Node, last_value, node_at, position, to_data

PLAN_SCHEMA, BOARD_SCHEMA = "plan.schema.json", "board.schema.json"


def schema_path(name: str) -> Path:
    """Return where a schema is: beside the installed package, else in the checkout that it runs from.

    Raises:
        UnreadableFile: it is in neither place, so the installation is damaged.

    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "schema", package.parent / "schema"):
        if (folder / name).is_file():
            return folder / name
    raise UnreadableFile(name, "the installation is damaged; install scrplan again")


def schema_text(name: str) -> str:
    """Return a schema as it stands in its file."""
    return schema_path(name).read_text(encoding="utf-8")


def schema_problems(document: Document, name: str, told: Collection[Position] = ()) -> tuple[Diagnostic, ...]:
    """Return what a schema refuses in a document, a finding for each cause, placed on what it is about.

    Where something was `told` already, of the same node or inside of it, that is the cause.
    """
    if document.root is None:
        return ()
    root = document.root
    errors = (
        error
        for error in _validator(name).iter_errors(to_data(root))
        if not _is_under(root, list(error.absolute_path), told)
        and (error.validator == "additionalProperties" or not _holds(node_at(root, tuple(error.absolute_path)), told))
    )
    # jsonschema has an error for each missing key of one mapping; all of them are told with the first.
    found = dict.fromkeys(one for error in errors for one in _findings(document, error))
    return tuple(one for one in found if one.position not in told)


def _is_under(node: Node, path: list[str | int], told: Collection[Position]) -> bool:
    """Return whether one of the keys that a path passes is itself at one of the places."""
    for length, step in enumerate(path):
        holder = node_at(node, tuple(path[:length]))
        if isinstance(holder, Mapping) and isinstance(step, str) and position(holder.entries[step][0]) in told:
            return True
    return False


def _holds(node: Node, told: Collection[Position]) -> bool:
    """Return whether one of the places lies on a node or inside of it."""
    first, last = position(node), position(last_value(node))
    return any(first <= place <= last for place in told)


@lru_cache(maxsize=2)
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  (86 ms that only validate pays)

    return Draft202012Validator(json.loads(schema_text(name)))


def _findings(document: Document, error: Any) -> Iterator[Diagnostic]:
    if document.root is None:
        return
    node = node_at(document.root, tuple(error.absolute_path))
    name = _name(list(error.absolute_path))
    if error.validator == "additionalProperties" and isinstance(node, Mapping):
        known = error.schema.get("properties", {})
        for key, (key_node, _) in node.entries.items():
            if key not in known:
                words = f"there is no key {shown(key)} here"
                yield Diagnostic(document.path, position(key_node), "unknown-key", words, suggestion(key, known))
        return
    if "propertyNames" in error.absolute_schema_path and isinstance(node, Mapping):
        place = position(node.entries[error.instance][0])
        words = f"{shown(error.instance)} is no name"
        yield Diagnostic(document.path, place, "bad-name", words, "use a short word on one line")
        return
    if error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                words = f"{name} has no {key}"
                yield Diagnostic(document.path, position(node), "missing-key", words, f"add a line {key}:")
        return
    yield _finding(document.path, position(node), name, error)


def _name(path: list[str | int]) -> str:
    """Return what a message calls the place that a path leads to: a key, or an entry of a list."""
    last = path[-1] if path else "the file"
    return last if isinstance(last, str) else f"entry {last + 1} of {path[-2] if len(path) > 1 else 'the file'}"


def _finding(path: str, place: Position, name: str, error: Any) -> Diagnostic:
    value, limit = error.instance, error.validator_value
    given = shown(value) if isinstance(value, str) else _shape(value)
    wanted = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
              "array": "a list", "object": "keys with values"}  # fmt: skip
    types = [limit] if isinstance(limit, str) else limit if isinstance(limit, list) else []
    match error.validator:
        case "type":
            kinds = " or ".join(wanted[kind] for kind in types)
            return Diagnostic(path, place, "wrong-type", f"{name} must be {kinds}, and is {given}", "write it so")
        case "enum":
            hint = suggestion(str(value), limit)
            return Diagnostic(path, place, "unknown-value", f"{name}: {given} is not one of its words", hint)
        case "const":
            return Diagnostic(path, place, "out-of-range", f"{name} is {given}", f"write {limit}")
        case "minProperties" | "minLength" | "anyOf":
            return Diagnostic(path, place, "empty-value", f"{name} says too little", "write more, or delete it")
        case "minimum" | "maximum" | "maxLength":
            return Diagnostic(path, place, "out-of-range", f"{name} is {given}", f"the limit is {limit}")
        case _:
            hint = "see the description in the schema: scrplan schema"
            return Diagnostic(path, place, "bad-value", f"{name}: {given} is not written as it must be", hint)


def _shape(value: Any) -> str:
    if isinstance(value, int | float):
        return repr(value)
    return "empty" if value is None else "a list" if isinstance(value, list) else "keys with values"
