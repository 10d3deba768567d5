"""What a plan states under each key of the format, in plain JSON types."""

from typing import Any

from scrplan.dates import Period
from scrplan.format.keys import FormatKey, KeyTable, ValueKind
from scrplan.format.vocabulary import KEYS_OF
from scrplan.model import values_of


def stated_record(record: Any, keys: KeyTable, *left_out: str) -> dict[str, Any]:
    """Return what a record says under each key of its table in plain JSON types, null where it says nothing."""
    said = dict(values_of(record, keys))
    return {key.name: plain_value(key, said.get(key)) for key in keys.keys if key.name not in left_out}


def plain_value(key: FormatKey, value: Any) -> Any:
    """Return a value in plain JSON types."""
    match key.kind:
        case ValueKind.RECORDS:
            return [stated_record(one, KEYS_OF[key.table]) for one in value or ()]
        case ValueKind.TEXTS | ValueKind.SLUGS:
            return list(value or ())
        case ValueKind.RECORD if value is not None:
            return stated_record(value, KEYS_OF[key.table])
        case ValueKind.DATE:
            return date_text(value)
        case ValueKind.WORD if value is not None:
            return value.value
        case ValueKind.FLAG:
            return value
    return value or None


def date_text(period: Period | None) -> str | None:
    """Return a date as the plan writes it, null where there is none."""
    return period.text if period else None
