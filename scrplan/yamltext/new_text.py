"""The text of new values, in the style of their neighbours or of the normal form; what is there stays as it is.

Values are given in the order of keys that `ordered` brings them into.
"""

import re

from scrplan.yamltext.edits import Bare, Value
from scrplan.yamltext.key_arrangement import KeyOrder
from scrplan.yamltext.scalars import WIDTH, is_safe_plain, quoted, written
from scrplan.yamltext.style_detection import NORMAL, Layout
from scrplan.yamltext.tokens import Word

_SIGNS = re.compile(r"[,\[\]{}:]")  # what ends a plain word inside brackets, or is refused there by a parser
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SENTENCE = re.compile(r"(?:\S+\s+){3}\S")
SHORT = 90  # characters; a longer record reads better with a line for each of its facts


def text_of_new(value: dict[str, Value], order: KeyOrder, head: tuple[str, ...] = ()) -> str:
    """Return the text of a whole new file; `head` are the comment lines above it."""
    lines = list(head)
    root = ordered(value, order)
    for key, one in root.items() if isinstance(root, dict) else ():
        lines += lines_under_key(key, one, 0, apart=key in order.apart)
    return "\n".join(lines if value else [*lines, "{}"]) + "\n"


def ordered(value: Value, order: KeyOrder) -> Value:
    """Return a value with its keys in an order, that of the place where it will be."""
    if isinstance(value, dict):
        known = order.keys
        keys = sorted(value, key=lambda key: known.index(key) if key in known else len(known))
        return {key: ordered(value[key], order.under(key)) for key in keys}
    return [ordered(one, order) for one in value] if isinstance(value, list) else value


def lines_under_key(key: str, value: Value, column: int, style: Layout = NORMAL, *, apart: bool = False) -> list[str]:
    """Return the lines of a key with its value, from a column; `apart`: with blank lines between what it holds."""
    return _lines(f"{' ' * column}{key_in_line(key)}:", value, column, style, apart=apart)


def lines_of_item(value: Value, column: int, style: Layout = NORMAL, *, in_block: bool = False) -> list[str]:
    """Return the lines of an item of a list, whose dash is in a column; `in_block`: not in brackets."""
    dash = f"{' ' * column}-"
    in_block = in_block and isinstance(value, dict)
    if isinstance(value, str) or not value or (not in_block and _is_short(value, len(dash))):
        return _lines(dash, value, column, style)
    first, *more = _below(value, column + style.item, style)
    return [dash + first[len(dash) :], *more]


def lines_of_scalar(text: str, room: int, column: int, style: Layout = NORMAL, quote: str = "") -> list[str]:
    """Return the lines of a value behind its key: the first has `room` characters, the others begin in a column.

    `quote` are the quotes that were around the value before, which stay where they can.
    """
    word = word_of(text)
    if requoted(text, quote) and len(text) + len("''") <= room:
        return [requoted(text, quote)]
    lines = text.split("\n")
    if len(lines) > 1 and _is_fit_for_block(text) and max(map(len, lines)) <= style.width - column:
        word = Word(text, plain=False, raw="|", lines=tuple(lines))
    # The width of the normal form is a narrower one further right.
    aside = WIDTH - style.width
    first, *more = written(word, room, column + aside)
    return [first, *(line[aside:] for line in more)]


def requoted(text: str, quote: str) -> str:
    """Return a text in the quotes that were there before; nothing where there were none, or it needs others."""
    if not quote or isinstance(text, Bare) or quote in text or not text.isprintable():
        return ""
    return "" if "\\" in text and quote == '"' else f"{quote}{text}{quote}"


def in_line(value: Value) -> str:
    """Return a value as it can be inside brackets, on one line however long."""
    if isinstance(value, str):
        return word_of(value, inside=True).raw
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key_in_line(key)}: {in_line(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(map(in_line, value))}]"


def key_in_line(key: str) -> str:
    """Return a key as it can be anywhere."""
    # `on` is a word of the format, although other readers of YAML take it for true where it is a value.
    if _PLAIN_KEY.fullmatch(key):
        return key
    return quoted(key) if key == "<<" else word_of(key, inside=True).raw


def word_of(text: str, *, inside: bool = False) -> Word:
    """Return a text with the quotes that it needs, here or `inside` of brackets; what is `Bare` has none."""
    if isinstance(text, Bare):
        return Word(text, plain=True, raw=str(text))
    if is_safe_plain(text) and not (inside and _SIGNS.search(text)):
        return Word(text, plain=True, raw=text)
    return Word(text, plain=False, raw=quoted(text))


def _lines(head: str, value: Value, column: int, style: Layout, *, apart: bool = False) -> list[str]:
    """Return the lines of a value behind a key or dash; `apart`: with blank lines between what it holds."""
    if isinstance(value, str):
        first, *more = lines_of_scalar(value, style.width - len(head) - 1, column + style.below, style)
        return [f"{head} {first}" if first else head, *more]
    if not value or _is_short(value, len(head)):
        return [f"{head} {in_line(value)}"]
    return [head, *_below(value, column + (style.below if isinstance(value, dict) else style.dash), style, apart=apart)]


def _below(value: Value, column: int, style: Layout, *, apart: bool = False) -> list[str]:
    """Return the lines of a mapping or list that is on lines of its own."""
    if isinstance(value, dict):
        parts = [lines_under_key(key, one, column, style) for key, one in value.items()]
    else:
        parts = [lines_of_item(one, column, style) for one in value]
    return [line for part in parts for line in ([""] if apart and part is not parts[0] else []) + part]


def _is_short(value: Value, before: int) -> bool:
    """Return whether a mapping or list reads well in brackets, behind so many characters."""
    if isinstance(value, dict):
        is_flat = all(isinstance(one, str) and "\n" not in one for one in value.values())
    else:
        is_flat = all(isinstance(one, str) and not _SENTENCE.match(one) for one in value)
    line = in_line(value) if is_flat else ""
    return 0 < len(line) <= SHORT and before + 1 + len(line) <= WIDTH


def _is_fit_for_block(text: str) -> bool:
    """Return whether a text of several lines can be in a block as it is: all of it is seen."""
    return text == text.strip("\n") and all(line == line.strip() and line.isprintable() for line in text.split("\n"))
