"""The board's own settings, `scrplan.yaml`: read with the same care as a plan."""

from types import MappingProxyType

from scrplan.diagnostics import Diagnostic, Severity
from scrplan.errors import shown
from scrplan.format.vocabulary import KEYS_OF, SETTINGS
from scrplan.model import Board, View
from scrplan.source.entry_readers import readers_of
from scrplan.source.reader import check_agencies, read_ratings
from scrplan.source.value_readers import Fields, Reading, read_fields, ref_text, text, whole_number
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, resolved

LONGEST_DAYS = 3660
RULE_LEVELS = (*(severity.value for severity in Severity), "off")

VIEW_OPTIONS = tuple(key.name for key in KEYS_OF["view"].keys)


def read_board(document: Document) -> tuple[Board | None, tuple[Diagnostic, ...]]:
    """Read the settings; there are some only where there is no problem."""
    root = document.root
    if root is None:
        return None, document.problems
    reading = Reading(document.path, list(document.problems))
    if not isinstance(root, Mapping):
        reading.report(root, "wrong-type", "these are no settings: the first level has no keys", "begin with board:")
        return None, tuple(reading.problems)
    values = read_fields(reading, root, _BOARD, "scrplan.yaml")
    check_agencies(reading, root)
    if reading.problems:
        return None, reading.in_order

    return Board(**values), ()


def _named_texts(reading: Reading, node: Node, name: str) -> MappingProxyType[str, str]:
    """Read a mapping of names to words: the glossary."""
    entries = _entries(reading, node, name)
    return MappingProxyType({key: text(reading, value, key) for key, (_, value) in entries.items()})


def _rules(reading: Reading, node: Node, name: str) -> MappingProxyType[str, str]:
    levels = {}
    for key, (_, value) in _entries(reading, node, name).items():
        levels[key] = ref_text(reading, value, key)
        if levels[key] and levels[key] not in RULE_LEVELS:
            choice = f"choose from {', '.join(RULE_LEVELS)}"
            reading.report(value, "unknown-value", f"{key}: {shown(levels[key])} is no severity", choice)
    return MappingProxyType(levels)


def _views(reading: Reading, node: Node, name: str) -> MappingProxyType[str, View]:
    views = {}
    for key, (_, value) in _entries(reading, node, name).items():
        if isinstance(value, Mapping):
            views[key] = View(name=key, options=read_fields(reading, value, _VIEW, f"the view {key!r}"))
        else:
            reading.report(value, "wrong-type", f"the view {key!r} must hold options", "write agency: [Health]")
    return MappingProxyType(views)


def _option(reading: Reading, node: Node, name: str) -> tuple[str, ...]:
    """Read one value or a list of values of a saved option."""
    if isinstance(node, Sequence):
        return tuple([written_long(reading, item, name) for item in node.items])
    return (written_long(reading, node, name),)


def written_long(reading: Reading, node: Node, name: str) -> str:
    """Read a value as it would be typed on the command line."""
    if isinstance(node, Scalar) and node.text.strip() and not isinstance(resolved(node), bool | None):
        return node.text
    reading.report(
        node, "wrong-type", f"{name} must be a value, or a list of values", "write it as on the command line"
    )
    return ""


def _entries(reading: Reading, node: Node, name: str) -> dict[str, tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        return {key: entry for key, entry in node.entries.items() if not reading.is_refused(entry[0])}
    reading.report(node, "wrong-type", f"{name} must be names with their values", "write each on a line, name: value")
    return {}


_VIEW: Fields = dict.fromkeys(VIEW_OPTIONS, _option)
_BOARD = readers_of(
    SETTINGS,
    ratings=read_ratings,
    glossary=_named_texts,
    due_soon_days=whole_number(0, LONGEST_DAYS),
    stale_days=whole_number(1, LONGEST_DAYS),
    rules=_rules,
    views=_views,
)
