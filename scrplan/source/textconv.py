"""A plan as one line for each fact, so that the difference of two versions reads as the facts that changed.

Each line stands alone. What the format knows is put in words; all else is shown with its key in quotes. A value that
could be taken for the words around it stands in quotes too, so that plans that say different things never look alike.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from scrplan.characters import harmless, one_line
from scrplan.dates import BadDate, parse_period
from scrplan.format.key_order import ORDER, PLAN
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping as Keyed
from scrplan.yamltext.nodes import Node, Scalar, Sequence
from scrplan.yamltext.tokens import COMMENT, WORD, tokens_of


class Line(NamedTuple):
    """A fact in words, and where in the text it begins."""

    at: int
    words: str


class Row(NamedTuple):
    """An item with a line for each of its keys; all begin with the word and the value of the key `name`."""

    word: str
    name: str
    main: str


class Entry(NamedTuple):
    """An item that is said on one line: `word label value, label value: main`; `labels` go by key."""

    word: str
    labels: Mapping[str, str]
    main: str = ""


class Group(NamedTuple):
    """A mapping that is said as an entry of a list is."""

    entry: Entry


class Names(NamedTuple):
    """A mapping of the plan's own names, each of which is said as an entry."""

    entry: Entry


Kind = Row | Entry | Group | Names | str  # for a list of single values: the word for each

_SHARED: Mapping[str, Kind] = {
    "revisions": Entry("revision", {"from": "from", "to": "to", "on": "on", "approved_by": "approved by"}, "reason"),
    "milestones": Entry("milestone", {"due": "due", "completed": "completed"}, "text"),
    "leads": Entry("lead", {key: key for key in ("role", "agency", "unconfirmed", "accountable")}, "name"),
    "updates": Entry("update", {"on": "of", "by": "by", "rag": "rating", "kind": "kind"}, "text"),
    "evidence": Entry("evidence", {"held_by": "held by", "on": "on", "ref": "ref"}, "title"),
    "sign_off": Group(Entry("signed off", {"by": "by", "on": "on"})),
}
# By the name of a list, what the keys of its items hold where that is more than a single value.
_KINDS: Mapping[str, Mapping[str, Kind]] = {
    PLAN: {
        "review": Group(Entry("review", {"kind": "kind", "published": "published"}, "subject")),
        "ratings": Names(Entry("rating", {"state": "state", "off_track": "off track"}, "meaning")),
        "agencies": Row("agency", "name", "full_name"),
        "recommendations": Row("recommendation", "ref", "text"),
        "board_asked_to": "plan, board asked to",
    },
    "agencies": {"aliases": "alias"},
    "recommendations": {
        **_SHARED,
        "themes": "theme",
        "actions": Row("action", "part", "text"),
        "links": Entry("link", {"plan": "to plan", "ref": "recommendation"}, "relation"),
        "allow": "rule allowed",
    },
    "actions": _SHARED,
}
_LABELS = {"rag": "rating", "as_at": "position"}
_DATES = frozenset({"as_at", "published", "due", "completed", "review_on", "on", "from", "to"})
_FLAGS = frozenset({"unconfirmed", "accountable", "off_track"})
PARAGRAPH = "¶"  # stands for a line end inside a text
_GRAMMAR = re.compile(r'^"|[,:](?: |$)|\n')  # what would be taken for the words of the line around it
_ODD = re.compile(rf"[\t{PARAGRAPH}]")
_CONFLICT = re.compile(
    r"^(<{7}[^\n]*)\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\n(.*?)^(>{7}[^\n]*)$\n?", re.MULTILINE | re.DOTALL
)
_NOTHING = ("[]", "{}")  # how an empty list and a mapping without keys are shown


def readable(document: Document, raw: bytes) -> str:
    """Return the facts of a file: of both sides where a merge was not finished; of what is no plan, its own text."""
    facts = plan_facts(document) or _conflict_facts(document)
    if facts is not None or not raw:
        return facts or ""
    problem = document.problems[0] if document.problems else None
    why = f"line {problem.position.line}: {problem.message}" if problem else "it has no keys"
    return f"# No plan can be read here, and the file is shown as it is ({one_line(why)})\n{own_text(raw)}"


def plan_facts(document: Document) -> str | None:
    """Return the facts and comments of a plan, a line each, in the order of the file.

    None where the document has problems: its tree lacks what stands twice or comes from elsewhere, and a change of that
    must not go unseen.
    """
    if "\r" in document.text:
        document = Document.from_text(document.text.replace("\r\n", "\n"), document.path)
    root = document.root
    if document.problems or not isinstance(root, Keyed):
        return None
    # Where a comment and a fact have the same place, the fact goes first.
    lines = sorted([*_keys(root, PLAN, ""), *_comments(document.text, root)], key=lambda line: line.at)
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
    begins = _words(root)
    last = -1
    for token in tokens_of(text, root):
        if token.kind == WORD:
            last = next(begins, last)
        elif token.kind == COMMENT:
            yield Line(last, token.text.strip())


def _words(node: Node) -> Iterator[int]:
    """Yield where each written key and value begins, in the order of the tokens."""
    match node:
        case Scalar():
            if node.text or not node.plain:
                yield node.start.index
        case Sequence():
            for item in node.items:
                yield from _words(item)
        case Keyed():
            for key, value in node.entries.values():
                yield from _words(key)
                yield from _words(value)


def _keys(node: Keyed, place: str, prefix: str, told: tuple[str, ...] = ()) -> Iterator[Line]:
    """Yield what the keys of a mapping say, but those that are `told` already; `prefix` begins each line."""
    own = prefix or "plan, "
    for key, (written, value) in node.entries.items():
        at = written.start.index
        if key in told:
            continue
        match _KINDS[place].get(key), value:
            case None, Scalar() if key in ORDER[place]:
                yield Line(at, f"{own}{_LABELS.get(key, key).replace('_', ' ')}: {_last(key, value)}")
            case (Row() | Entry() | str()) as kind, Sequence() if value.items:
                for item in value.items:
                    yield from _item(key, kind, item, prefix)
            case Names(entry), Keyed() if value.entries:
                for name, (begin, what) in value.entries.items():
                    words = _entry_words(entry, what, name)
                    if words:
                        yield Line(begin.start.index, f"{prefix}{words}")
                    else:
                        yield from _other(what, f"{own}{quoted(key)}, {quoted(name)}", begin.start.index)
            case Group(entry), Keyed() if words := _entry_words(entry, value):
                yield Line(at, f"{prefix}{words}")
            case _:
                yield from _other(value, f"{own}{quoted(key)}", at)


def _item(key: str, kind: Row | Entry | str, item: Node, prefix: str) -> Iterator[Line]:
    """Yield what an item of the list under a key says."""
    at = item.start.index
    match kind, item:
        case str(), Scalar():
            yield Line(at, f"{prefix}{kind}: {_last('', item)}")
        case Entry(), Keyed() if words := _entry_words(kind, item):
            yield Line(at, f"{prefix}{words}")
        case Row(), Keyed() if all(isinstance(_value(item, one), Scalar | None) for one in (kind.name, kind.main)):
            name, main = _value(item, kind.name), _value(item, kind.main)
            words = f"{prefix}{kind.word}" + (f" {_inside(kind.name, name.text)}" if isinstance(name, Scalar) else "")
            yield Line(at, f"{words}: {_last(kind.main, main)}" if isinstance(main, Scalar) else words)
            yield from _keys(item, key, f"{words}, ", (kind.name, kind.main))
        case _:
            yield from _entry_of_any_list(item, f"{prefix or 'plan, '}{quoted(key)}")


def _entry_words(entry: Entry, node: Node, name: str | None = None) -> str:
    """Return an entry on one line; nothing where it holds what no such entry does."""
    if not isinstance(node, Keyed):
        return ""
    values = {key: value for key, (_, value) in node.entries.items() if isinstance(value, Scalar)}
    if len(values) < len(node.entries) or not values.keys() <= {*entry.labels, entry.main}:
        return ""
    parts = [_phrase(key, label, values[key]) for key, label in entry.labels.items() if key in values]
    words = f"{entry.word} {', '.join(parts if name is None else [_inside('', name), *parts])}".rstrip()
    return f"{words}: {_last(entry.main, values[entry.main])}" if entry.main in values else words


def _phrase(key: str, label: str, value: Scalar) -> str:
    if key in _FLAGS and value.text == "true":
        return label
    return f"{label} {_inside(key, value.text)}"


def _other(node: Node, prefix: str, at: int) -> Iterator[Line]:
    """Yield what stands where the format knows nothing."""
    match node:
        case Scalar():
            yield Line(at, f"{prefix}: {_last('', node)}")
        case Sequence() if node.items:
            for item in node.items:
                yield from _entry_of_any_list(item, prefix)
        case Keyed() if node.entries:
            for key, (written, value) in node.entries.items():
                yield from _other(value, f"{prefix}, {quoted(key)}", written.start.index)
        case _:
            yield Line(at, f"{prefix}: {'[]' if isinstance(node, Sequence) else '{}'}")


def _entry_of_any_list(item: Node, prefix: str) -> Iterator[Line]:
    """Yield an item; one of several lines begins with one that says so, since two may follow each other."""
    if not isinstance(item, Scalar):
        yield Line(item.start.index, f"{prefix}, entry")
    yield from _other(item, f"{prefix}, entry", item.start.index)


def _value(node: Keyed, key: str) -> Node | None:
    return node.entries[key][1] if key in node.entries else None


def _inside(key: str, text: str) -> str:
    """Return a value that others follow on its line."""
    return quoted(text) if key not in _DATES and _GRAMMAR.search(text) else _said(key, text)


def _last(key: str, value: Scalar) -> str:
    """Return a value that ends its line."""
    return _said(key, value.text)


def _said(key: str, text: str) -> str:
    """Return a value on one line: a date in words; what is no plain text in quotes."""
    if key in _DATES:
        try:
            return parse_period(text).words
        except BadDate:
            return quoted(text)
    if not text or text in _NOTHING or text != text.strip(" ") or text[0] == text[-1] == '"' or _ODD.search(text):
        return quoted(text)
    return text.replace("\n", f" {PARAGRAPH} ").strip(" ")


def quoted(text: str) -> str:
    """Return text in quotes, on one line."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return f'"{text}"'
