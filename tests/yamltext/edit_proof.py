"""The proof that an edit touched nothing but what it names, found apart from the editor, from the two texts alone."""

from collections.abc import Iterator
from collections.abc import Sequence as AbstractSequence
from typing import Any, NamedTuple

from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Steps, Value, applied, said
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence, last_value, node_at, resolved
from scrplan.yamltext.tokens import COMMENT, HEADER, MARK, WORD, block_of, tokens_of


def assert_touches_only_what_it_names(before: Document, edit: Edit, after: Document) -> None:
    """Prove that a text is the one before with one edit in it, and that nothing else of it changed."""
    assert after.problems == ()
    assert before.root is not None
    assert after.root is not None
    edit = _as_it_is_meant(edit, before.root)
    assert exactly(said(after.root)) == exactly(applied(said(before.root), [edit]))
    if after.text != before.text:
        _assert_line_ends_stay(before.text, after.text)
        old, new = _Text.of(before), _Text.of(after)
        gone, come = _changed(before.root, edit)
        assert old.around(gone) == new.around(come)
        _assert_stretch_is_small(old, new, edit, gone)


def may_be_refused(before: Document, edit: Edit) -> bool:
    """Return whether an edit cannot do without losing a comment, or would leave nothing of the file."""
    assert before.root is not None
    gone, _ = _changed(before.root, _as_it_is_meant(edit, before.root))
    if gone is None:
        return False
    if gone.whole and len(said(before.root)) == len(edit.path) == 1:
        return True
    old = _Text.of(before)
    low, high = old.bounds(edit.path)
    return "#" in old.text[low:high]


def exactly(value: Value) -> Any:
    """Return a value in which a text differs from a bare word, and the order of keys means nothing."""
    match value:
        case dict():
            return sorted((key, exactly(one)) for key, one in value.items())
        case list():
            return [exactly(one) for one in value]
    return ("bare" if isinstance(value, Bare) else "text", str(value))


def _as_it_is_meant(edit: Edit, root: Node) -> Edit:
    """Return what an item that is put where nothing stands yet comes to: a list."""
    if isinstance(edit, Insert) and _has(root, edit.path):
        node = node_at(root, edit.path)
        if isinstance(node, Scalar) and resolved(node) is None:
            return Put(edit.path, [edit.value])
    return edit


class _Part(NamedTuple):
    """What an edit names: a value, with its key or dash or without."""

    path: Steps
    whole: bool

    def holds(self, path: Steps, *, is_key: bool) -> bool:
        """Return whether a value or key belongs to it."""
        return path[: len(self.path)] == self.path and (self.whole or path != self.path or not is_key)


def _has(root: Node, path: Steps) -> bool:
    node = node_at(root, path[:-1])
    return isinstance(node, Sequence) or (isinstance(node, Mapping) and path[-1] in node.entries)


def _changed(root: Node, edit: Edit) -> tuple[_Part | None, _Part | None]:
    """Return what of the text before is gone, and what of the text after is new."""
    match edit:
        case Remove(path):
            return _Part(path, whole=True), None
        case Put(path):
            return (_Part(path, whole=False),) * 2 if _has(root, path) else (None, _Part(path, whole=True))
        case Insert(path, _, at):
            if not _has(root, path):
                return None, _Part(path, whole=True)
            items = node_at(root, path)
            assert isinstance(items, Sequence)
            return None, _Part((*path, len(items.items) if at is None else at), whole=True)


class _Written(NamedTuple):
    """A value or key that is written, and where it ends."""

    path: Steps
    is_key: bool
    start: int
    end: int


class _Text(NamedTuple):
    """A text with line feeds alone, its tree, and its values and keys in order."""

    text: str
    root: Node
    written: tuple[_Written, ...]

    @classmethod
    def of(cls, document: Document) -> "_Text":
        text, root = document.text.replace("\r\n", "\n"), document.root
        if text != document.text:
            root = Document.from_text(text, "x").root
        assert root is not None
        return cls(text, root, tuple(_written(text, root, ())))

    def around(self, part: _Part | None) -> tuple[list[object], list[str]]:
        """Return the values and keys that a part does not hold, as they are written, and all comments and marks."""
        names = iter(self.written)
        words: list[object] = []
        comments: list[str] = []
        for token in tokens_of(self.text, self.root):
            if token.kind == WORD:
                one = next(names)
                if part is None or not part.holds(one.path, is_key=one.is_key):
                    words.append((one.is_key, token.word))
            elif token.kind in (COMMENT, MARK):
                comments.append(token.text.strip())
        assert next(names, None) is None
        return words, comments

    def bounds(self, path: Steps) -> tuple[int, int]:
        """Return from where to where a key or item may change: behind what stands before it, to the end of its line."""
        part = _Part(path, whole=True)
        inside = [one for one in self.written if part.holds(one.path, is_key=one.is_key)]
        node = node_at(self.root, path)
        start = min(inside[0].start if inside else node.start.index, node.start.index)
        low = max((one.end for one in self.written if one.end <= start), default=0)
        ends = [one.end for one in inside] + [one.end.index for one in _brackets(self.text, node)]
        stop = max(ends, default=node.start.index)
        in_brackets = self.text[stop : stop + 99].lstrip()[:1] == ","
        if in_brackets or _is_nothing(last_value(node)):
            stop = min((one.start for one in self.written if one.start > stop), default=len(self.text)) - 1
        after = self.text.find("\n", stop)
        return low, after + 1 if after >= 0 else len(self.text)


def _written(text: str, node: Node, path: Steps, *, is_key: bool = False) -> Iterator[_Written]:
    match node:
        case Scalar():
            start = node.start.index
            if not node.plain and text[start] in "|>":
                header = HEADER.match(text, start)
                assert header
                yield _Written(path, is_key, start, block_of(text, node, header[0])[1] - 1)
            elif node.text or not node.plain:
                yield _Written(path, is_key, start, node.end.index)
        case Sequence():
            for number, item in enumerate(node.items):
                yield from _written(text, item, (*path, number))
        case Mapping():
            for name, (key, value) in node.entries.items():
                yield from _written(text, key, (*path, name), is_key=True)
                yield from _written(text, value, (*path, name))


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text


def _brackets(text: str, node: Node) -> Iterator[Node]:
    """Yield the mappings and lists in brackets at and below a node."""
    if not isinstance(node, Scalar):
        if text[node.start.index] in "{[":
            yield node
        for one in node.items if isinstance(node, Sequence) else [value for _, value in node.entries.values()]:
            yield from _brackets(text, one)


def _assert_line_ends_stay(before: str, after: str) -> None:
    """Prove that no line outside of what changed got another end; new lines have an end that the file knows."""
    old, new = (text.splitlines(keepends=True) for text in (before, after))
    if "\r" not in before:
        assert "\r" not in after
        return
    bare = [[line.replace("\r\n", "\n") for line in lines] for lines in (old, new)]
    first = _common(*bare)
    last = min(_common(bare[0][::-1], bare[1][::-1]), min(len(old), len(new)) - first)
    assert old[:first] == new[:first]
    assert old[len(old) - last :] == new[len(new) - last :]


def _common(one: AbstractSequence[str], other: AbstractSequence[str]) -> int:
    """Return how many lines or characters are alike from the beginning."""
    alike, most = 0, min(len(one), len(other))
    while alike < most:
        middle = (alike + most + 1) // 2
        if one[:middle] == other[:middle]:
            alike = middle
        else:
            most = middle - 1
    return alike


def _assert_stretch_is_small(old: _Text, new: _Text, edit: Edit, gone: _Part | None) -> None:
    """Prove that what differs lies in what the edit names; common beginning and end of the texts cover the rest."""
    before, after = old.text, new.text
    begin, end = _common(before, after), _common(before[::-1], after[::-1])
    if gone is None and begin + end >= len(before):
        return  # nothing was taken away
    if gone is None and not isinstance(edit, Insert):
        assert before[begin : len(before) - end] in after[begin : len(after) - end], "a new key takes nothing away"
        return
    low, high = old.bounds(edit.path)
    if gone is not None and gone.whole:
        # The only entry leaves brackets behind, and a blank line that set an item off goes with it.
        holder = node_at(old.root, edit.path[:-1])
        if len(holder.items if isinstance(holder, Sequence) else getattr(holder, "entries", ())) == 1:
            low = min(low, old.bounds(edit.path[:-1])[0])
        while before[high : high + 1].isspace():
            high += 1
    if begin + end >= len(after):
        # What was taken out could as well be taken out a little earlier.
        taken = len(before) - len(after)
        assert max(len(after) - end, low) <= min(begin, high - taken)
        return
    assert low <= begin
    assert len(before) - end <= high
