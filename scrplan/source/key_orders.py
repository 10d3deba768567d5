"""The order of the keys in a plan file and in a board's settings, as the vocabulary of the format has it."""

from functools import cache

from scrplan.format.keys import Identity, KeyTable, ValueKind, entry_of
from scrplan.format.vocabulary import KEYS_OF, PLAN, SETTINGS
from scrplan.yamltext.key_arrangement import KeyOrder

_APART = frozenset({"recommendations"})  # the lists of a plan whose entries are long


@cache
def plan_order() -> KeyOrder:
    """Return the order of the keys in a plan file."""
    return _order(KEYS_OF[PLAN])._replace(apart=_APART)


@cache
def settings_order() -> KeyOrder:
    """Return the order of the keys in a board's settings."""
    return _order(KEYS_OF[SETTINGS])


def _order(table: KeyTable) -> KeyOrder:
    below = {}
    for key in table.keys:
        if key.table in KEYS_OF and key.kind in {ValueKind.RECORD, ValueKind.RECORDS, ValueKind.NAMED}:
            held = KEYS_OF[key.table]
            order, labels = _order(held), held.names(identity=Identity.LABEL)
            if len(labels) == 1:
                order = order._replace(word=entry_of(key), named_by=labels[0])
            below[key.name] = KeyOrder(of_any=order) if key.kind is ValueKind.NAMED else order
    return KeyOrder(tuple(key.name for key in table.keys), below)
