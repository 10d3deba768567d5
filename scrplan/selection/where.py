"""The `--where` language: comparisons of fields with and, or, not and brackets; read once, then asked of each item."""

import re
from collections.abc import Callable
from operator import eq, ge, gt, le, lt
from typing import NamedTuple, assert_never

from scrplan.assessment import UNRATED, Item
from scrplan.dates import BadDate, Period, parse_period
from scrplan.errors import BadWhere, suggestion
from scrplan.selection.item_fields import FIELD_ALIASES, FIELDS, Kind, Value, Vocabulary

NOTHING = "none"  # the value of a field that holds nothing


class Comparison(NamedTuple):
    """One field held against one value; `same` are the names, case-folded, that count as the value."""

    field: str
    sign: str
    written: str
    value: Value
    same: frozenset[str]

    @property
    def words(self) -> str:
        """Return the comparison as it was understood."""
        dated = FIELDS[self.field].kind is Kind.DATE
        return f"{self.field} {(_DATE_SIGNS if dated else SIGNS).get(self.sign, SIGNS[self.sign])} {self.written!r}"

    def holds(self, item: Item) -> bool:
        """Return whether the comparison is true of an item."""
        values = tuple(FIELDS[self.field].values(item))
        if self.sign.startswith("!"):
            return not _any(self, self.sign[1:], values)
        return _any(self, self.sign, values)


class Not(NamedTuple):
    """The opposite of an expression."""

    inner: "Expression"

    @property
    def words(self) -> str:
        """Return the expression as it was understood."""
        return f"not ({self.inner.words})"

    def holds(self, item: Item) -> bool:
        """Return whether the inner expression is false of an item."""
        return not self.inner.holds(item)


class Group(NamedTuple):
    """Several expressions joined by one word, `and` or `or`."""

    word: str
    members: "tuple[Expression, ...]"

    @property
    def words(self) -> str:
        """Return the expression as it was understood, with every bracket written."""
        return f" {self.word} ".join(f"({member.words})" for member in self.members)

    def holds(self, item: Item) -> bool:
        """Return whether all members are true of an item, or for `or` any."""
        judge = all if self.word == "and" else any
        return judge(member.holds(item) for member in self.members)


Expression = Comparison | Not | Group

SIGNS = {
    "=": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "~": "contains",
    "!~": "does not contain",
}
_DATE_SIGNS = {"<": "is before", "<=": "is not after", ">": "is after", ">=": "is not before"}
_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")  # what word processors make of quotes
_TOKEN = re.compile(
    r"\s*(?:(?P<sign>!=|<=|>=|!~|==|[=<>~()])|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<word>[^\s=<>~()!\"']+))"
)


class _Token(NamedTuple):
    text: str
    at: int
    quoted: bool

    def is_word(self, word: str) -> bool:
        return not self.quoted and self.text.lower() == word


def parse_where(expression: str, vocabulary: Vocabulary) -> Expression:
    """Read an expression.

    Raises:
        BadWhere: it does not follow the language, or asks for a field or a name that there is not.

    """
    parser = _Parser(expression, _tokens(expression), vocabulary)
    found = parser.either()
    if parser.token:
        raise parser.problem(parser.token.at, f"{parser.token.text!r} is not expected here; join with 'and' or 'or'")
    return found


def _any(comparison: Comparison, sign: str, values: tuple[Value, ...]) -> bool:
    if comparison.value == "":
        return not values
    if sign == "~":
        wanted = comparison.written.casefold()
        return any(wanted in str(value).casefold() for value in values)
    return any(_holds_one(comparison, sign, value) for value in values)


def _holds_one(comparison: Comparison, sign: str, value: Value) -> bool:
    wanted = comparison.value
    if isinstance(value, Period) and isinstance(wanted, Period):
        return _DATE_TESTS[sign](value, wanted)
    if isinstance(value, int) and isinstance(wanted, int):
        return _NUMBER_TESTS[sign](value, wanted)
    return str(value).casefold() in comparison.same


# A date known only as a month is before another when all of it does.
_DATE_TESTS: dict[str, Callable[[Period, Period], bool]] = {
    "=": lambda value, wanted: wanted.first <= value.first and value.last <= wanted.last,
    "<": lambda value, wanted: value.last < wanted.first,
    "<=": lambda value, wanted: value.last <= wanted.last,
    ">": lambda value, wanted: value.first > wanted.last,
    ">=": lambda value, wanted: value.first >= wanted.first,
}
_NUMBER_TESTS: dict[str, Callable[[int, int], bool]] = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}


def _tokens(expression: str) -> list[_Token]:
    tokens, at = [], 0
    expression = expression.translate(_CURLY)
    while expression[at:].strip():
        found = _TOKEN.match(expression, at)
        if not found:
            start = at + len(expression[at:]) - len(expression[at:].lstrip())
            why = (
                "a quote is not closed" if expression[start] in "\"'" else f"{expression[start]!r} is not expected here"
            )
            raise BadWhere(expression, start, why)
        kind = found.lastgroup or "word"
        text = "=" if kind == "sign" and found[kind] == "==" else found[kind]
        tokens.append(_Token(text, found.start(kind), kind in {"double", "single"}))
        at = found.end()
    return tokens


MAX_DEPTH = 50


class _Parser:
    """Reads tokens from the left: `or` binds least, then `and`, then `not`."""

    def __init__(self, expression: str, tokens: list[_Token], vocabulary: Vocabulary) -> None:
        self._expression, self._tokens, self._vocabulary = expression, tokens, vocabulary
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def problem(self, at: int, why: str) -> BadWhere:
        return BadWhere(self._expression, at, why)

    def either(self) -> Expression:
        return self._joined("or", lambda: self._joined("and", self._negated))

    def _joined(self, word: str, read: Callable[[], Expression]) -> Expression:
        members = [read()]
        while self.token and self.token.is_word(word):
            self._next += 1
            members.append(read())
        return members[0] if len(members) == 1 else Group(word, tuple(members))

    def _negated(self) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.problem(self._place(), f"more than {MAX_DEPTH} levels of 'not' and brackets")
        try:
            if self.token and self.token.is_word("not"):
                self._next += 1
                return Not(self._negated())
            return self._bracketed() if self.token and self.token.is_word("(") else self._comparison()
        finally:
            self._depth -= 1

    def _bracketed(self) -> Expression:
        self._next += 1
        inner = self.either()
        if not (self.token and self.token.is_word(")")):
            raise self.problem(self._place(), "a bracket is not closed")
        self._next += 1
        return inner

    def _comparison(self) -> Expression:
        named, sign = self._take("a field, such as agency"), self._take("a sign: = != < <= > >= ~ !~")
        field = FIELD_ALIASES.get(named.text.lower(), named.text.lower())
        if field not in FIELDS:
            raise self.problem(named.at, f"there is no field {named.text!r}; {suggestion(named.text, FIELDS)}")
        if sign.quoted or sign.text not in SIGNS:
            raise self.problem(sign.at, f"after {named.text} comes a sign (= != < <= > >= ~ !~), not {sign.text!r}")
        value = self._take("a value")
        if not value.quoted and value.text in {"(", ")", *SIGNS}:
            raise self.problem(value.at, f"a value is missing after {sign.text!r}")
        return self._meaning(field, sign, value)

    def _meaning(self, field: str, sign: _Token, value: _Token) -> Comparison:
        kind = FIELDS[field].kind
        if value.is_word(NOTHING) and sign.text in {"=", "!="}:
            if field == "rag":
                return Comparison(field, sign.text, UNRATED, UNRATED, frozenset({UNRATED}))
            return Comparison(field, sign.text, NOTHING, "", frozenset())
        if sign.text not in {"=", "!=", "~", "!~"} and kind in {Kind.NAME, Kind.WORDS}:
            raise self.problem(sign.at, f"{field} holds {kind.value}; compare it with = or ~")
        if sign.text.endswith("~"):
            return Comparison(field, sign.text, value.text, value.text, frozenset())
        meant = self._value(kind, field, value)
        return Comparison(field, sign.text, value.text, meant, self._vocabulary.same_names(field, value.text))

    def _value(self, kind: Kind, field: str, value: _Token) -> Value:
        match kind:
            case Kind.DATE:
                try:
                    return parse_period(value.text)
                except BadDate as bad:
                    raise self.problem(value.at, f"{bad.message}; {bad.hint}") from None
            case Kind.NUMBER:
                if not re.fullmatch(r"-?\d{1,9}", value.text, re.ASCII):
                    raise self.problem(value.at, f"{field} is a number of days, not {value.text!r}")
                return int(value.text)
            case Kind.NAME:
                known = self._vocabulary.names.get(field)
                if known is not None and value.text.casefold() not in {name.casefold() for name in known}:
                    raise self.problem(value.at, f"unknown {field} {value.text!r}; {suggestion(value.text, known)}")
                return value.text
            case Kind.WORDS:
                return value.text
            case _:
                assert_never(kind)

    def _take(self, wanted: str) -> _Token:
        token = self.token
        if token is None:
            raise self.problem(self._place(), f"missing here: {wanted}")
        self._next += 1
        return token

    def _place(self) -> int:
        return self.token.at if self.token else len(self._expression)
