"""A plan as one line for each fact, so that the difference of two versions reads as the facts that changed.

Each line is complete. What the format knows is put in words; all else is shown with its key in quotes. A value that
could be taken for the words around it is in quotes too, so that plans that say different things never look alike.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.dates import BadDate, parse_period
from scrplan.format.keys import FormatKey, KeyTable, ValueKind, entry_of, label_of
from scrplan.format.vocabulary import KEYS_OF, PLAN
from scrplan.yamltext.comments import comment_places
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping as Keyed
from scrplan.yamltext.nodes import Node, Scalar, Sequence, written_scalars


class Line(NamedTuple):
    """A fact in words, and where in the text it begins."""

    at: int
    words: str


PARAGRAPH = "¶"  # shown for a line end inside a text
_GRAMMAR = re.compile(r'^"|[,:](?: |$)|\n')  # what would be taken for the words of the line around it
_ODD = re.compile(rf"[\t{PARAGRAPH}]")
_CONFLICT = re.compile(
    r"^(<{7}[^\n]*)\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(.*?)^(>{7}[^\n]*)$\n?", re.MULTILINE | re.DOTALL
)
_NOTHING = ("[]", "{}")  # how an empty list and a mapping without keys are shown


def textconv_text(document: Document, raw: bytes) -> str:
    """Return the facts of a file: of both sides where a merge was not finished; of what is no plan, its own text."""
    facts = plan_facts(document) or _conflict_facts(document)
    if facts is not None or not raw:
        return facts or ""
    problem = document.problems[0] if document.problems else None
    why = f"line {problem.position.line}: {problem.message}" if problem else "it has no keys"
    return f"# No plan can be read here, and the file is shown as it is ({one_line(why)})\n{own_text(raw)}"


def plan_facts(document: Document) -> str | None:
    """Return the facts and comments of a plan, a line each, in the order of the file.

    None where the document has problems: its tree lacks what appears twice or comes from elsewhere, and a change of
    that must not go unseen.

    """
    document = document.with_line_feeds()
    root = document.root
    if document.problems or not isinstance(root, Keyed):
        return None
    # Where a comment and a fact have the same place, the fact goes first.
    lines = sorted([*_keys(root, KEYS_OF[PLAN], ""), *_comments(document.text, root)], key=lambda line: line.at)
    return "".join(f"{harmless(line.words)}\n" for line in lines)


def _conflict_facts(document: Document) -> str | None:
    """Return the facts of both sides of a file that holds the marks of a merge, between such marks where they part."""
    text = document.text.replace("\r\n", "\n")
    marks = _CONFLICT.search(text)
    if marks is None:
        return None
    sides = [plan_facts(Document.from_text(_CONFLICT.sub(side, text), document.path)) for side in (r"\2", r"\3")]
    if None in sides:
        return None
    from difflib import SequenceMatcher  # noqa: PLC0415  (only an unfinished merge pays)

    ours, theirs = (str(side).splitlines() for side in sides)
    lines = []
    for tag, begin, end, other_begin, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += ours[begin:end]
        else:
            lines += [marks[1], *ours[begin:end], "=======", *theirs[other_begin:other_end], marks[4]]
    return "".join(f"{harmless(line)}\n" for line in lines)


def own_text(raw: bytes) -> str:
    """Return the text of any file, made harmless for a screen."""
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(raw[:2], "utf-8")
    return harmless(raw.decode(encoding, "replace").removeprefix("\ufeff"))


def _comments(text: str, root: Keyed) -> Iterator[Line]:
    """Yield each comment with the place of the word before it."""
    words = [word.start.index for word in written_scalars(root)]
    for start, comment in comment_places(text, root):
        before = bisect_right(words, start) - 1
        yield Line(words[before] if before >= 0 else -1, comment.strip())


def _keys(node: Keyed, table: KeyTable, prefix: str, shown: tuple[str, ...] = ()) -> Iterator[Line]:
    """Yield what the keys of a mapping say, but those that are `shown` already; `prefix` begins each line."""
    own, known = prefix or "plan, ", table.by_name
    for name, (written, value) in node.entries.items():
        if name in shown:
            continue
        lines = list(_value_lines(known[name], value, prefix, written.start.index)) if name in known else []
        yield from lines or _other(value, f"{own}{in_quotes(name)}", written.start.index)


def _value_lines(key: FormatKey, value: Node, prefix: str, at: int) -> Iterator[Line]:
    """Yield what the value of a key says; nothing where it is not of the kind that the format has there."""
    match key.kind, value:
        case ((ValueKind.RECORDS | ValueKind.TEXTS | ValueKind.SLUGS), Sequence()):
            for item in value.items:
                yield from _item(key, item, prefix)
        case ValueKind.NAMED, Keyed():
            for name, (begin, what) in value.entries.items():
                if words := _entry_words(entry_of(key), KEYS_OF[key.table], what, name):
                    yield Line(begin.start.index, f"{prefix}{words}")
                else:
                    place = f"{prefix or 'plan, '}{in_quotes(key.name)}, {in_quotes(name)}"
                    yield from _other(what, place, begin.start.index)
        case ValueKind.RECORD, Keyed():
            if words := _entry_words(entry_of(key), KEYS_OF[key.table], value):
                yield Line(at, f"{prefix}{words}")
        case ((ValueKind.RECORDS | ValueKind.TEXTS | ValueKind.SLUGS | ValueKind.NAMED | ValueKind.RECORD), _):
            return
        case _, Scalar():
            yield Line(at, f"{prefix or 'plan, '}{label_of(key)}: {_said(key, value.text)}")


def _item(key: FormatKey, item: Node, prefix: str) -> Iterator[Line]:
    """Yield what an item of the list under a key says."""
    at, table = item.start.index, KEYS_OF.get(key.table)
    match item:
        case Scalar() if table is None:
            yield Line(at, f"{prefix or 'plan, '}{entry_of(key)}: {_said(None, item.text)}")
        case Keyed() if table and _has_lists(table) and _is_named(table, item):
            yield from _several_lines(key, table, item, prefix)
        case Keyed() if table and not _has_lists(table) and (words := _entry_words(entry_of(key), table, item)):
            yield Line(at, f"{prefix}{words}")
        case _:
            yield from _entry_of_any_list(item, f"{prefix or 'plan, '}{in_quotes(key.name)}")


def _has_lists(table: KeyTable) -> bool:
    """Return whether an entry has a line for each of its keys, which begins with its name; else it has one line."""
    return any(key.kind.is_list for key in table.keys)


def _is_named(table: KeyTable, item: Keyed) -> bool:
    """Return whether the first line of an item can say what is its name, and its main words."""
    return all(isinstance(_value(item, one), Scalar | None) for one in (table.keys[0].name, table.main))


def _several_lines(key: FormatKey, table: KeyTable, item: Keyed, prefix: str) -> Iterator[Line]:
    """Yield an item with its name and main words on the first line; all others begin with its name too."""
    name, main = _value(item, table.keys[0].name), _value(item, table.main)
    words = f"{prefix}{entry_of(key)}" + (f" {_inside(None, name.text)}" if isinstance(name, Scalar) else "")
    first = f"{words}: {_said(None, main.text)}" if isinstance(main, Scalar) else words
    yield Line(item.start.index, first)
    yield from _keys(item, table, f"{words}, ", (table.keys[0].name, table.main))


def _entry_words(word: str, table: KeyTable, node: Node, name: str | None = None) -> str:
    """Return an entry on one line: `word label value, label value: main`; nothing where it holds what no such has."""
    if not isinstance(node, Keyed):
        return ""
    known = table.by_name
    values = {key: value for key, (_, value) in node.entries.items() if isinstance(value, Scalar)}
    if len(values) < len(node.entries) or not values.keys() <= known.keys():
        return ""
    main = values.pop(table.main, None)
    parts = [_phrase(key, values[key.name]) for key in table.keys if key.name in values]
    words = f"{word} {', '.join(parts if name is None else [_inside(None, name), *parts])}".rstrip()
    return words if main is None else f"{words}: {_said(known[table.main], main.text)}"


def _phrase(key: FormatKey, value: Scalar) -> str:
    if key.kind is ValueKind.FLAG and value.text == "true":
        return label_of(key)
    return f"{label_of(key)} {_inside(key, value.text)}"


def _other(node: Node, prefix: str, at: int) -> Iterator[Line]:
    """Yield what is where the format knows nothing."""
    match node:
        case Scalar():
            yield Line(at, f"{prefix}: {_said(None, node.text)}")
        case Sequence() if node.items:
            for item in node.items:
                yield from _entry_of_any_list(item, prefix)
        case Keyed() if node.entries:
            for key, (written, value) in node.entries.items():
                yield from _other(value, f"{prefix}, {in_quotes(key)}", written.start.index)
        case _:
            yield Line(at, f"{prefix}: {'[]' if isinstance(node, Sequence) else '{}'}")


def _entry_of_any_list(item: Node, prefix: str) -> Iterator[Line]:
    """Yield an item; one of several lines begins with one that says so, since two may follow each other."""
    if not isinstance(item, Scalar):
        yield Line(item.start.index, f"{prefix}, entry")
    yield from _other(item, f"{prefix}, entry", item.start.index)


def _value(node: Keyed, key: str) -> Node | None:
    return node.entries[key][1] if key in node.entries else None


def _inside(key: FormatKey | None, text: str) -> str:
    """Return a value that others follow on its line."""
    is_date = key is not None and key.kind is ValueKind.DATE
    return in_quotes(text) if not is_date and _GRAMMAR.search(text) else _said(key, text)


def _said(key: FormatKey | None, text: str) -> str:
    """Return a value on one line: a date in words; what is no plain text in quotes."""
    if key is not None and key.kind is ValueKind.DATE:
        try:
            return parse_period(text).words
        except BadDate:
            return in_quotes(text)
    if not text or text in _NOTHING or text != text.strip(" ") or text[0] == text[-1] == '"' or _ODD.search(text):
        return in_quotes(text)
    return text.replace("\n", f" {PARAGRAPH} ").strip(" ")


def in_quotes(text: str) -> str:
    """Return text in quotes, on one line."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return f'"{text}"'
