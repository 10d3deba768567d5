"""How one value of a plan is read, strictly: each reader returns the value, or reports why there is none."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AbstractMapping
from enum import StrEnum
from typing import Any, TypeVar

from scrplan.dates import BadDate, Period, parse_period
from scrplan.diagnostics import Diagnostic
from scrplan.errors import nearest, shown, suggestion
from scrplan.format.keys import FIELD_NAMES
from scrplan.model import Rating
from scrplan.yamltext.document import MAX_PROBLEMS
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, end_of, position, resolved


class Reading:
    """One file being read: what was found wrong, and the names that the file itself declares.

    With `salvage`, a record with mistakes is made all the same from what could be read of it, and `places` has the
    node of each record by the record's `id()`. Without, such a record is None.
    """

    def __init__(self, path: str, problems: Iterable[Diagnostic] = (), *, salvage: bool = False) -> None:
        self.path = path
        self.problems = list(problems)
        self.places: dict[int, Mapping] | None = {} if salvage else None
        self.faults = 0  # also those that are not reported
        # What the document itself refused at a place is the cause there; one message is enough.
        self._refused = {problem.position for problem in self.problems}
        self.ratings: AbstractMapping[str, Rating] | None = None
        self.agencies: AbstractMapping[str, str] | None = None

    @property
    def in_order(self) -> tuple[Diagnostic, ...]:
        """Return the problems in the order of the file."""
        return tuple(sorted(self.problems, key=lambda problem: problem.sort_key))

    def is_refused(self, node: Node) -> bool:
        """Return whether the document itself refused what is at a place."""
        return position(node) in self._refused

    def report(self, node: Node, rule: str, message: str, hint: str) -> None:
        """Note a problem that begins where `node` begins, up to `MAX_PROBLEMS` of a file."""
        self.faults += 1
        place = position(node)
        if place not in self._refused and len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Diagnostic(self.path, place, rule, message, hint, end=end_of(node)))


Reader = Callable[[Reading, Node, str], Any]
Fields = AbstractMapping[str, Reader]

_SURE_TEXT = frozenset("ABCDEGHIJKLMOPQRSUVWXYZabcdeghijklmopqrsuvwxyz(£[")  # YAML 1.2 reads these as text only
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
SLUG_HINT = "use small letters, digits and single hyphens, such as child-g"
LONGEST_REF = 40


def text(reading: Reading, node: Node, name: str) -> str:
    """Read words; what was reported is the empty string."""
    if isinstance(node, Scalar):
        words = node.text
        if words and words[0] in _SURE_TEXT:
            return words
        if isinstance(resolved(node), str):
            if words.strip():
                return words
            reading.report(node, "empty-value", f"{name} is empty", "write the text, or delete the line")
            return ""
    reading.report(node, *_not_a(name, node, "text", "put it in quotes"))
    return ""


def ref_text(reading: Reading, node: Node, name: str) -> str:
    """Read a ref, part or rating, which keep their written form: `5` and `"5"` are one, `1.10` is not `1.1`."""
    if isinstance(node, Scalar):
        value = resolved(node)
        words = node.text
        if isinstance(value, str) and not words.strip():
            reading.report(node, "empty-value", f"{name} is empty", "write its value, or delete the line")
            return ""
        if value is not None and not isinstance(value, bool):
            if len(words) <= LONGEST_REF and words == words.strip() and "\n" not in words:
                return words
            reading.report(node, "bad-name", f"{name} is not one short line", f"write at most {LONGEST_REF} characters")
            return ""
    reading.report(node, *_not_a(name, node, "a number or short text", "put it in quotes"))
    return ""


def period(reading: Reading, node: Node, name: str) -> Period | None:
    """Read a date of the format, as precise as it is written."""
    if isinstance(node, Scalar) and not node.plain and not node.text.strip():
        reading.report(node, "empty-value", f"{name} is empty", "write its value, or delete the line")
        return None
    if isinstance(node, Scalar) and (node.text[:1].isdigit() or not isinstance(resolved(node), bool | None)):
        try:
            return parse_period(node.text)
        except BadDate as bad:
            reading.report(node, "bad-date", f"{name}: {bad.message}", bad.hint)
            return None
    reading.report(node, *_not_a(name, node, "a date", "write 2012, 2012-05 or 2012-05-31"))
    return None


def flag(reading: Reading, node: Node, name: str) -> bool:
    """Read `true` or `false`."""
    value = resolved(node) if isinstance(node, Scalar) else None
    if isinstance(value, bool):
        return value
    reading.report(node, *_not_a(name, node, "true or false", "write true or false, without quotes"))
    return False


def whole_number(least: int, most: int) -> Reader:
    """Return a reader of a whole number between two bounds."""
    fix = f"write {least}" if least == most else f"write a number from {least} to {most}"

    def read(reading: Reading, node: Node, name: str) -> int:
        value = resolved(node) if isinstance(node, Scalar) else None
        if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
            if least <= value <= most:
                return int(value)
            reading.report(node, "out-of-range", f"{name} is {str(value)[:LONGEST_REF]}", fix)
            return least
        reading.report(node, *_not_a(name, node, "a whole number", fix))
        return least

    return read


def slug(reading: Reading, node: Node, name: str) -> str:
    """Read an id: small letters, digits, hyphens."""
    words = text(reading, node, name)
    if words and not SLUG.fullmatch(words):
        reading.report(node, "bad-name", f"{name}: {shown(words)} is no id", SLUG_HINT)
    return words


E_ = TypeVar("E_", bound=StrEnum)


def one_of(kinds: type[E_], *but: E_) -> Callable[[Reading, Node, str], E_ | None]:
    """Return a reader of one word of a closed set, without those named in `but`."""
    known = {kind.value: kind for kind in kinds if kind not in but}

    def read(reading: Reading, node: Node, name: str) -> E_ | None:
        words = node.text if isinstance(node, Scalar) and isinstance(resolved(node), str) else None
        if words in known:
            return known[words]
        given = shown(words) if words is not None else _shape(node)
        fix = suggestion(words or "", known)
        reading.report(node, "unknown-value", f"{name}: {given} is not one of its words", fix)
        return None

    return read


def rating(reading: Reading, node: Node, name: str) -> str | None:
    """Read a rating that the plan's own key defines."""
    words = ref_text(reading, node, name)
    if words and reading.ratings is not None and words not in reading.ratings:
        near = nearest(words, reading.ratings)
        names = ", ".join(reading.ratings)
        reading.report(
            node,
            "unknown-rating",
            f"{name}: {shown(words)} is not one of this plan's ratings ({names})",
            f"did you mean {near!r}?" if near else "use one of them, or add it to ratings with its meaning",
        )
        return None
    return words or None


def agency(reading: Reading, node: Node, name: str) -> str:
    """Read the name or alias of an agency of the plan, and return the agency's name."""
    words = text(reading, node, name)
    if not words or reading.agencies is None:
        return words
    known = reading.agencies.get(words.casefold())
    if known is None:
        near = nearest(words, reading.agencies.values())
        names = dict.fromkeys(reading.agencies.values())
        hint = f"did you mean {near!r}?" if near else f"{suggestion(words, names)}, or add it to the plan's agencies"
        reading.report(node, "unknown-agency", f"{name}: {shown(words)} is not one of this plan's agencies", hint)
    return known or words


def many(read_one: Reader) -> Reader:
    """Return a reader of a list of what `read_one` reads."""

    def read(reading: Reading, node: Node, name: str) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            reading.report(node, *_not_a(name, node, "a list", "begin each entry on its own line with '- '"))
            return ()
        made = [read_one(reading, item, name) for item in node.items]
        return tuple([one for one in made if one is not None] if reading.faults else made)

    return read


def record(
    build: Callable[..., Any], fields: Fields, required: tuple[str, ...], called: str, any_of: tuple[str, ...] = ()
) -> Reader:
    """Return a reader of a mapping; `called` names it (`a lead`), and one of `any_of` must be there."""

    def read(reading: Reading, node: Node, name: str) -> Any:  # noqa: ARG001  (a Reader)
        if not isinstance(node, Mapping):
            reading.report(
                node, *_not_a(called, node, "keys with values", f"write {next(iter(fields))}: and its value")
            )
            return None
        before = reading.faults
        values = read_fields(reading, node, fields, called)
        for key in required:
            if key not in node.entries and not misspelt(key, node, fields):
                reading.report(node, "missing-key", f"{called} has no {key}", f"add a line {key}:")
        if not (node.entries.keys() & any_of if any_of else node.entries) and reading.faults == before:
            wanted = ", ".join(any_of or fields)
            reading.report(node, "empty-value", f"{called} says nothing", f"write {wanted}, or delete it")
        if reading.faults > before:
            values = _salvaged(values, fields, required) if reading.places is not None else {}
            if not values:
                return None
        made = build(**values)
        if reading.places is not None:
            reading.places[id(made)] = node
        return made

    return read


def _salvaged(values: dict[str, Any], fields: Fields, required: tuple[str, ...]) -> dict[str, Any]:
    """Return what can be used of a record with mistakes: words that are lost are empty; nothing, where more is lost."""
    kept = {key: value for key, value in values.items() if value is not None}
    for key in required:
        if FIELD_NAMES.get(key, key) not in kept:
            if fields[key] not in _OF_WORDS:
                return {}
            kept[key] = ""
    return kept


def misspelt(key: str, node: Mapping, fields: Fields) -> bool:
    """Return whether an unknown key of the mapping is most likely this one, so that one message is enough."""
    return any(nearest(other, fields) == key for other in node.entries if other not in fields)


def read_fields(reading: Reading, node: Mapping, fields: Fields, called: str) -> dict[str, Any]:
    """Read every known key of a mapping and report each unknown one."""
    values = {}
    for key, (key_node, value) in node.entries.items():
        reader = fields.get(key)
        if reader is None:
            empty = isinstance(value, Scalar) and value.plain and not value.text and " " in key
            fix = "a comma in { } ends a value; put the whole text in quotes" if empty else suggestion(key, fields)
            reading.report(key_node, "unknown-key", f"{called} has no key {shown(key)}", fix)
        else:
            values[FIELD_NAMES.get(key, key)] = reader(reading, value, key)
    return values


_OF_WORDS = (text, ref_text, slug, agency)


def _not_a(name: str, node: Node, wanted: str, fix: str) -> tuple[str, str, str]:
    if isinstance(node, Scalar) and node.plain and resolved(node) is None:
        return "empty-value", f"{name} is empty", "write its value, or delete the line"
    return "wrong-type", f"{name} must be {wanted}, and is {_shape(node)}", fix


def _shape(node: Node) -> str:
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"
        case Scalar():
            value = resolved(node)
            kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", type(None): "empty"}
            return f"{kinds[type(value)]} ({shown(node.text)})"
