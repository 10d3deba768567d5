"""The text of new values, in the look of the normal form; what is already written is never touched here."""

import re

from scrplan.source.branches import Branch, Entry, Tree
from scrplan.source.edits import Bare, Value
from scrplan.source.layout import Page, in_brackets, laid_out
from scrplan.source.order import PLAN, SETTINGS, arrange
from scrplan.source.scalars import is_safe_plain, quoted, written
from scrplan.source.tokens import Word

_SIGNS = re.compile(r"[,\[\]{}]|:$")  # what would end a plain word inside brackets, or may be taken to
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SENTENCE = re.compile(r"(?:\S+\s+){3}\S")
SHORT = 90  # characters; a longer record reads better with a line for each of its facts


def text_of_new(value: dict[str, Value], head: tuple[str, ...] = (), *, settings: bool = False) -> str:
    """Return the text of a whole new plan, or of a board's settings; `head` are the comment lines above it."""
    root = _block(value)
    arrange(root, SETTINGS if settings else PLAN)
    return laid_out(Tree(list(head), root))


def lines_under_key(key: str, value: Value, column: int) -> list[str]:
    """Return the lines of a key with its value, from a column."""
    return _lines(Entry(_key(key), node_of(value)), column)


def lines_of_item(value: Value, column: int, *, in_block: bool = False) -> list[str]:
    """Return the lines of an item of a list, whose dash stands in a column; `in_block`: not in brackets."""
    in_block = in_block and isinstance(value, dict) and bool(value)
    return _lines(Entry(None, _block(value) if in_block else node_of(value)), column)


def lines_of_scalar(text: str, room: int, column: int, quote: str = "") -> list[str]:
    """Return the lines of a value behind its key: the first has `room` characters, the others begin in a column.

    `quote` are the quotes that stood around the value before, which stay where they can.
    """
    word = word_of(text)
    if quote and word.plain and not isinstance(text, Bare) and not {quote, "\\"} & set(text) and len(text) + 2 <= room:
        return [f"{quote}{text}{quote}"]
    return written(word, room, column)


def in_line(value: Value) -> str:
    """Return a value as it can stand inside brackets, on one line however long."""
    if isinstance(value, str):
        return word_of(value, inside=True).raw
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key_in_line(key)}: {in_line(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(map(in_line, value))}]"


def key_in_line(key: str) -> str:
    """Return a key as it can stand anywhere."""
    return _key(key).raw


def node_of(value: Value) -> Word | Branch:
    """Return a value as the layout takes it: plain facts stand in brackets where they are short."""
    if isinstance(value, str):
        return word_of(value)
    if value and _is_flat(value):
        flowing = _flow(value)
        line = in_brackets(flowing) if isinstance(flowing, Branch) else None
        if line is not None and len(line) <= SHORT:
            return flowing
    return _block(value)


def _is_flat(value: Value) -> bool:
    """Return whether a mapping holds plain facts alone, or a list names, not sentences."""
    if isinstance(value, dict):
        return all(isinstance(one, str) and "\n" not in one for one in value.values())
    return all(isinstance(one, str) and not _SENTENCE.match(one) for one in value)


def word_of(text: str, *, inside: bool = False) -> Word:
    """Return a text with the quotes that it needs, here or `inside` of brackets; what is `Bare` has none."""
    if isinstance(text, Bare):
        return Word(text, plain=True, raw=str(text))
    if not inside and "\n" in text and _is_fit_for_block(text):
        return Word(text, plain=False, raw="|", lines=tuple(text.split("\n")))
    if is_safe_plain(text) and not (inside and _SIGNS.search(text)):
        return Word(text, plain=True, raw=text)
    return Word(text, plain=False, raw=quoted(text))


def _key(key: str) -> Word:
    # `on` is a word of the format, although other readers of YAML take it for true where it is a value.
    return Word(key, plain=True, raw=key) if _PLAIN_KEY.fullmatch(key) else word_of(key, inside=True)


def _block(value: Value) -> Branch:
    """Return a mapping or list on lines of its own."""
    if isinstance(value, dict):
        entries = [Entry(_key(key), node_of(one)) for key, one in value.items()]
    else:
        entries = [Entry(None, node_of(one)) for one in value]
    return Branch(isinstance(value, dict), not value, entries)


def _flow(value: Value) -> Word | Branch:
    """Return a value as it stands inside brackets."""
    if isinstance(value, str):
        return word_of(value, inside=True)
    if isinstance(value, dict):
        entries = [Entry(_key(key), _flow(one)) for key, one in value.items()]
    else:
        entries = [Entry(None, _flow(one)) for one in value]
    return Branch(isinstance(value, dict), True, entries)


def _is_fit_for_block(text: str) -> bool:
    """Return whether a text of several lines stands in a block as it is: nothing in it is unseen."""
    return text == text.strip("\n") and all(line == line.strip() and line.isprintable() for line in text.split("\n"))


def _lines(entry: Entry, column: int) -> list[str]:
    page = Page()
    page.branch(Branch(entry.key is not None, False, [entry]), column)
    return page.lines
