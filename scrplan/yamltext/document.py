"""From text to nodes, in the format's subset of YAML; pure. What is wrong is collected, with its place."""

import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from scrplan.characters import HARMFUL
from scrplan.diagnostics import START, Diagnostic, Position
from scrplan.errors import shown
from scrplan.yamltext.nodes import Mapping, Mark, Node, Scalar, Sequence

MAX_DEPTH = 40  # a plan needs 6; the limit keeps a hostile file from exhausting the stack
LONGEST_SECOND_TRY = 200_000  # characters; ruamel.yaml's own parser takes a second for so many
MAX_PROBLEMS = 100  # of one file; anyone who fixes these sees the rest in the next run

_PLAIN_BYTES = bytes([9, 10, 13, *range(32, 127)])
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*%")
_TABS = re.compile(r"(^[ \t]+)|\t", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)", re.MULTILINE)

Events = Callable[[str], Iterator[Any]]


def c_events(text: str) -> Iterator[Any]:
    """Return the events of libyaml, through ruamel.yaml's binding."""
    # Missing where no wheel of the binding exists.
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415

    # After the end of the stream it returns None.
    return iter(CParser(text).get_event, None)


def pure_events(text: str) -> Iterator[Any]:
    """Yield the events of ruamel.yaml's own parser, 20 times slower, for where the binding is missing."""
    from ruamel.yaml import YAML  # noqa: PLC0415

    yaml = YAML(typ="safe", pure=True)
    place = None
    try:
        for event in yaml.parse(io.StringIO(text)):
            place = event.end_mark
            yield event
    except (ValueError, OverflowError) as error:
        # An escape of no character is not caught by the parser itself; what it read last is just before it.
        raise MarkedYAMLError(problem="unknown escape character", problem_mark=place) from error


def has_c_parser() -> bool:
    """Return whether the fast parser is installed."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


class Document(NamedTuple):
    """One YAML file as nodes; `root` is None when nothing could be made of it, and `problems` say why.

    `text` is the file as it was written, without its byte order mark; empty where it could not be decoded.
    """

    path: str
    root: Node | None
    problems: tuple[Diagnostic, ...]
    text: str = ""

    @classmethod
    def from_text(cls, text: str, path: str, events: Events | None = None) -> "Document":
        """Parse a whole file (without its BOM); `path` is only for messages."""
        early = _unfit_text(text, path)
        if early:
            return cls(path, None, tuple(early), text)
        written = text
        if "\t" in text:
            # Inside a line a tab counts as a blank, which both parsers take; what indents is left for them to refuse.
            text = _TABS.sub(lambda found: found[1] or " ", text)
        composer = _Composer(path)
        try:
            composer.run((events or (c_events if has_c_parser() else pure_events))(text))
        except YAMLError as error:
            if events is None and len(text) <= LONGEST_SECOND_TRY and has_c_parser():
                # Inside brackets libyaml refuses colons (12:30, https://...) that YAML 1.2 takes in a word.
                second = cls.from_text(written, path, pure_events)
                if second.root is not None:
                    return second
            from scrplan.yamltext.yaml_errors import syntax_problem  # noqa: PLC0415  (only a mistake pays)

            composer.problems.append(syntax_problem(error, text, path))
            return cls(path, None, tuple(composer.problems), written)
        if composer.root is None and not composer.problems:
            composer.problems.append(
                Diagnostic(path, START, "empty", "the file holds nothing", "delete it, or restore it from git")
            )
        return cls(path, composer.root, tuple(composer.problems), written)

    def with_line_feeds(self, events: Events | None = None) -> "Document":
        """Return the document of the same text with line feeds alone."""
        if "\r" not in self.text:
            return self
        return Document.from_text(self.text.replace("\r\n", "\n"), self.path, events)


def _unfit_text(text: str, path: str) -> list[Diagnostic]:
    """Return what makes a text unfit to be parsed at all: control characters, unresolved merges, directives."""
    found: list[tuple[int, str, str, str]] = []
    rare = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES)
    if (rare and HARMFUL.search(rare.decode("utf-8", "surrogatepass"))) or text.count("\r") != text.count("\r\n"):
        hits = islice(HARMFUL.finditer(text), MAX_PROBLEMS)
        found += [(hit.start(), "control-character", _control_character(hit[0]), _HIDES) for hit in hits]
    if "<<<<<<<" in text or ">>>>>>>" in text:
        hits = islice(_CONFLICT.finditer(text), MAX_PROBLEMS)
        found += [(hit.start(), "merge-conflict", _UNFINISHED.format(hit[0]), _CHOOSE) for hit in hits]
    directive = _DIRECTIVE.match(text)
    if directive:
        words = "there is a '%' directive before the plan"
        found.append((directive.end() - 1, "directive", words, "delete the line"))
    return [
        Diagnostic(path, position_of(text, index), rule, words, fix)
        for index, rule, words, fix in sorted(found)[:MAX_PROBLEMS]
    ]


_HIDES = "delete it; it can hide or overwrite words on a screen"
_UNFINISHED = "a merge was not finished, its marker {!r} is still here"
_CHOOSE = "choose one side and delete the markers"


def _control_character(character: str) -> str:
    return f"the control character U+{ord(character[0]):04X} is in the text"


def position_of(text: str, index: int) -> Position:
    """Return the place of a character of the text."""
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _Place(NamedTuple):
    """A mark of our own; its `index` hides that of tuples, which is never used on a mark."""

    index: int  # type: ignore[assignment]
    line: int
    column: int


class _Composer:
    """Builds the tree from parser events without recursion, so that depth cannot overflow the stack."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.problems: list[Diagnostic] = []
        self._open: list[Sequence | Mapping] = []
        self._keys: list[Scalar | None] = []
        self._documents = 0
        self._too_deep = False
        self._run_together: set[int] = set()

    def run(self, events: Iterator[Any]) -> None:
        """Take in all events, or stop early at what makes going on pointless."""
        problems = self.problems
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                if event.anchor is None and event.ctag is None and event.style != '"':
                    self._attach(Scalar(event.value, not event.style, event.start_mark, event.end_mark))
                else:
                    self._attach(self._scalar(event))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._begin(
                    event, (Mapping if kind is MappingStartEvent else Sequence)(event.start_mark, event.end_mark)
                )
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._open.pop().end = event.end_mark
                self._keys.pop()
            elif kind is AliasEvent:
                self._report(
                    event,
                    "alias",
                    f"the alias {shown('*' + event.anchor)} refers to text written elsewhere",
                    _WRITE_OUT,
                )
                self._attach(Scalar("", False, event.start_mark, event.end_mark))
            elif kind is DocumentStartEvent and not self._may_start(event):
                return
            if problems and (len(problems) >= MAX_PROBLEMS or self._too_deep):
                self.root = None
                return

    def _scalar(self, event: Any) -> Scalar:
        if event.anchor is not None or event.ctag is not None:
            self._refuse_properties(event)
        text, style = event.value, event.style
        if style == '"':
            found = HARMFUL.search(text.replace("\r\n", "\r"))
            if found:
                self._report(
                    event,
                    "control-character",
                    f"an escape in quotes makes the control character U+{ord(found[0]):04X}",
                    _HIDES,
                )
        return Scalar(text, not style, event.start_mark, event.end_mark)

    def _begin(self, event: Any, node: Sequence | Mapping) -> None:
        if event.anchor is not None or event.ctag is not None:
            self._refuse_properties(event)
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            self._too_deep = True
            self.problems.clear()  # what else is odd about such a file has the same cause
            self._report(event, "too-deep", f"more than {MAX_DEPTH} levels of nesting", "no plan needs more than 6")

    def _attach(self, node: Node) -> None:
        """Put a node where it belongs: a key, the value of the key before it, an entry of a list, or the root."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if type(parent) is Sequence:
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = node if type(node) is Scalar and node.text != "<<" else self._odd_key(node)
            return
        self._keys[-1] = None
        if type(node) is Scalar and not node.text and node.plain:
            # Where there is no value, each parser points elsewhere; here it is always behind the colon.
            node.start = node.end = _Place(key.end.index + 1, key.end.line, key.end.column + 1)
        # type() is faster than isinstance here, and mypy narrows only the latter.
        entries = parent.entries  # type: ignore[union-attr]
        if key.text not in entries:
            entries[key.text] = (key, node)
            return
        first = entries[key.text][0].start.line + 1
        if id(parent) in self._run_together:
            return  # what follows has the same cause
        if key.text in _FIRST_KEYS:
            self._run_together.add(id(parent))
            words = f"this entry has a second {key.text}, first in line {first}: the '- ' before it is missing"
            self._report_at(key.start, "duplicate-key", words, "begin the new entry with '- '")
            return
        words = f"{shown(key.text)} appears twice here, first in line {first}"
        self._report_at(key.start, "duplicate-key", words, "keep one of them")

    def _odd_key(self, node: Node) -> Scalar:
        """Return what is used for a key that is none, and report it."""
        if not isinstance(node, Scalar):
            self._report_at(
                node.start, "odd-key", "there is a list or mapping where a key belongs", "write a plain word"
            )
            return Scalar("?", True, node.start, node.end)
        if node.plain:
            self._report_at(node.start, "merge-key", "'<<' merges text written elsewhere", _WRITE_OUT)
        return node

    def _may_start(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._report(event, "second-document", "a second document begins here", "keep one plan in one file")
            return False
        return True

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(
                event, "anchor", f"the anchor {shown('&' + event.anchor)} is not part of the format", "delete it"
            )
        if event.tag is not None:
            self._report(event, "tag", f"the tag {shown(str(event.tag))} is not part of the format", "delete it")

    def _report(self, event: Any, rule: str, message: str, hint: str) -> None:
        self._report_at(event.start_mark, rule, message, hint)

    def _report_at(self, mark: Mark, rule: str, message: str, hint: str) -> None:
        place = Position(mark.line + 1, mark.column + 1)
        self.problems.append(Diagnostic(self.path, place, rule, message, hint))


_FIRST_KEYS = frozenset({"ref", "part"})  # with which an entry of a list begins
_WRITE_OUT = "write the text out where it belongs; a plan must read well without a tool"
