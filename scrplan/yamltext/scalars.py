"""How one value is written: on its line where it fits, folded at the width of a page where it does not."""

import re

from scrplan.yamltext.nodes import Scalar, resolved
from scrplan.yamltext.tokens import BLANKS, Word

WIDTH = 120
NARROW = 100  # a paragraph that is folded at any width from here to WIDTH stays as it is: folding moves no words about

_GAP = re.compile(r"(?<=[^ \t]) (?=[^ \t])")  # a single blank, the only place where a fold changes nothing
_UNSAFE_START = frozenset("-?:,[]{}#&*!|>'\"%@`=")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|[\t\n]|^(?:---|\.\.\.)|^\s|\s$")
_WORDS_OF_OLD = frozenset({"yes", "no", "on", "off", "y", "n"})  # YAML 1.1 takes them for true or false
_ESCAPED_BLANK = re.compile(r"(?:^|[^\\])(?:\\\\)*\\$")


def written(word: Word, room: int, column: int) -> list[str]:
    """Return the lines of a value: the first without indentation, with `room` characters; the others from `column`."""
    if word.style == "|" and word.text.strip(BLANKS + "\n"):
        return _literal(word, column)
    line = on_its_line(word)
    if line is not None and len(line) <= room:
        return [line]
    if _is_foldable(word):
        if len(word.text) <= room and is_safe_plain(word.text):
            return [word.text]  # it fits without its quotes
        if line is None or word.style == ">" or _GAP.search(word.text):
            return _folded(word, column)
    if line is not None:
        return [line]
    return _literal(word, column) if word.lines else _requoted(word, column)


def on_its_line(word: Word) -> str | None:
    """Return a value on one line, or None where it cannot be on one as it is."""
    if not word.text.strip(BLANKS + "\n") and (word.style in ("|", ">") or "\n" in word.raw):
        return quoted(word.text)
    if word.style not in ("|", ">") and "\n" not in word.raw:
        return word.raw
    if "\n" in word.text or "\t" in word.text or word.style == "|":
        return None
    if word.style in ("", ">") and is_safe_plain(word.text):
        return word.text
    if word.style == ">":
        return None
    if word.style == '"' and not re.search(r'["\\]', word.text):
        return f'"{word.text}"'
    doubled = word.text.replace("'", "''")
    return f"'{doubled}'"


def key_text(word: Word) -> str:
    """Return a key, always on one line."""
    return on_its_line(word) or quoted(word.text)


def quoted(text: str) -> str:
    """Return any text in double quotes on one line."""
    import json  # noqa: PLC0415  (for rare texts alone)

    return json.dumps(text, ensure_ascii=False)


def is_safe_plain(text: str) -> bool:
    """Return whether a text may lose its quotes or its block, and still be read, here and elsewhere, as that text."""
    if not text or text[0] in _UNSAFE_START or _UNSAFE.search(text) or text.lower() in _WORDS_OF_OLD:
        return False
    nowhere = Scalar(text, True, None, None)  # type: ignore[arg-type]  # a text has no place yet
    return isinstance(resolved(nowhere), str)


def _is_foldable(word: Word) -> bool:
    """Return whether line ends can be put between the words of a text.

    No line of it may be indented, and none end in blanks, which are not seen, unless they were written in a block.
    """
    lines = word.text.rstrip("\n").split("\n")
    if not lines[0] or "\t" in word.text:
        return False
    return all(line == (line.lstrip(" ") if word.style == ">" else line.strip(" ")) for line in lines)


def _chomping(text: str) -> tuple[str, int]:
    """Return the sign that says how many line ends a block's text has, and how many blank lines show them."""
    ends = len(text) - len(text.rstrip("\n"))
    return ("-", 0) if ends == 0 else ("", 0) if ends == 1 else ("+", ends - 1)


def _folded(word: Word, column: int) -> list[str]:
    sign, blank_lines = _chomping(word.text)
    before = _paragraphs(word.lines)
    lines: list[str] = []
    for number, paragraph in enumerate(word.text.rstrip("\n").split("\n")):
        if number:
            lines.append("")
        if paragraph:
            lines += _kept(paragraph, before, WIDTH - column) or _wrapped(paragraph, WIDTH - column)
    return [f">{sign}", *_indented(lines, column), *[""] * blank_lines]


def _paragraphs(lines: tuple[str, ...]) -> dict[str, list[str]]:
    """Return each paragraph of a block as it was folded, by what it says."""
    found: dict[str, list[str]] = {}
    paragraph: list[str] = []
    for line in (*lines, ""):
        if line.strip(BLANKS):
            paragraph.append(line)
        elif paragraph:
            found[" ".join(paragraph).replace("\t", " ")] = paragraph
            paragraph = []
    return found


def _kept(paragraph: str, before: dict[str, list[str]], width: int) -> list[str]:
    """Return a paragraph as it was folded, where that was done well."""
    lines = before.get(paragraph, [])
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        if line != line.strip(BLANKS) or (len(line) > width and _GAP.search(line)):
            return []
        if following and len(line) + 1 + len(_GAP.split(following)[0]) <= width - WIDTH + NARROW:
            return []
    return lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    for piece in _GAP.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


def _literal(word: Word, column: int) -> list[str]:
    """Return a block whose lines stay as they are."""
    sign, blank_lines = _chomping(word.text)
    lines = list(word.lines)
    while lines and not lines[-1]:
        lines.pop()
    first = next((line for line in lines if line), "")
    indicator = "2" if first[:1] in (" ", "\t") else ""
    return [f"{word.style}{indicator}{sign}", *_indented(lines, column), *[""] * blank_lines]


def _requoted(word: Word, column: int) -> list[str]:
    """Return a value in quotes over several lines, whose indentation means nothing."""
    first, *others = word.raw.split("\n")
    return [_without_blanks(first), *_indented([_without_blanks(line.lstrip(BLANKS)) for line in others], column)]


def _without_blanks(line: str) -> str:
    kept = line.rstrip(BLANKS)
    return f"{kept} " if kept != line and _ESCAPED_BLANK.search(kept) else kept


def _indented(lines: list[str], column: int) -> list[str]:
    return [f"{' ' * column}{line}" if line else "" for line in lines]
