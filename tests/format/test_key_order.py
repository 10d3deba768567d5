"""The order of keys is that of the reader's own tables."""

from collections.abc import Iterator, Mapping
from inspect import getclosurevars
from typing import Any

import pytest

from scrplan.format.key_order import ORDER, PLAN, SETTINGS
from scrplan.source import reader, settings

MOVED = ("themes", "actions")  # of a recommendation: before its updates, where the reader lists them after its note


def tables(key: str, fields: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of a mapping of the format, and those of the mappings that it holds."""
    yield key, tuple(fields)
    for name, read in fields.items():
        held = fields_behind(read)
        if held is not None:
            yield from tables(name, held)


def fields_behind(read: Any) -> Mapping[str, Any] | None:
    inside = getclosurevars(read).nonlocals
    if "read_one" in inside:
        return fields_behind(inside["read_one"])
    found = inside.get("fields")
    assert found is None or isinstance(found, Mapping)
    return found


READERS = [*tables(PLAN, reader._PLAN), *tables(SETTINGS, settings._BOARD)]  # noqa: SLF001


@pytest.mark.parametrize(("key", "fields"), READERS, ids=[f"{number}-{key}" for number, (key, _) in enumerate(READERS)])
def test_order_is_that_of_the_reader(key: str, fields: tuple[str, ...]) -> None:
    moved = MOVED if key == "recommendations" else ()
    known = [name for name in ORDER[key] if name in fields]
    assert [name for name in known if name not in moved] == [name for name in fields if name not in moved]


def test_every_mapping_of_the_format_has_an_order() -> None:
    assert {key for key, _ in READERS} | {"rating", "view"} == set(ORDER)


def test_no_order_names_a_key_that_the_reader_does_not_know() -> None:
    known: dict[str, set[str]] = {}
    for key, fields in READERS:
        known.setdefault(key, set()).update(fields)
    assert {key: set(ORDER[key]) - fields for key, fields in known.items() if set(ORDER[key]) - fields} == {}


def test_order_of_a_rating_and_of_a_view_is_that_of_the_reader() -> None:
    assert ORDER["view"] == settings.VIEW_OPTIONS
    names = {name for name in reader.read_ratings.__code__.co_consts if isinstance(name, tuple)}
    assert ORDER["rating"] in names
