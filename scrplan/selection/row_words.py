"""All that was written about a recommendation or an action in words: what `--text` searches."""

from collections.abc import Iterator
from typing import Any

from scrplan.assessment import Item
from scrplan.format.keys import FormatKey, KeyTable, ValueKind
from scrplan.format.vocabulary import KEYS_OF
from scrplan.model import values_of


def row_words(item: Item) -> tuple[str, ...]:
    """Return every text of a recommendation with its actions, or of an action with what it is part of.

    Of the updates only those that were given by the day: what came later is not in any report of that day either.
    """
    row, table = item.recommendation, KEYS_OF["recommendations"]
    known = ("updates", "actions") if item.action else ("updates",)
    found = [*texts_of(row, table, *known)]
    found += texts_of(item.action, KEYS_OF["actions"], "updates") if item.action else ()
    return (*found, *(words for update in item.updates for words in texts_of(update, KEYS_OF["updates"])))


def texts_of(record: Any, table: KeyTable, *left_out: str) -> Iterator[str]:
    """Yield every text of a record and of all that it holds, but what is under the keys that are left out."""
    for key, value in values_of(record, table):
        if value and key.name not in left_out:
            yield from _texts(key, value, left_out)


def _texts(key: FormatKey, value: Any, left_out: tuple[str, ...]) -> Iterator[str]:
    if key.kind is ValueKind.RECORD:
        yield from texts_of(value, KEYS_OF[key.table], *left_out)
    elif key.kind is ValueKind.RECORDS:
        for one in value:
            yield from texts_of(one, KEYS_OF[key.table], *left_out)
    elif key.kind.is_searched:
        yield from value if key.kind.is_list else (value,)
