"""The parts of a text in order: its values as they were written, and between them comments, blank lines and marks.

Only places on which both parsers agree are used: where a value begins, and where one without block style ends.
"""

import re
from typing import NamedTuple

from scrplan.yamltext.nodes import Node, Scalar, written_scalars

BLANKS = " \t"  # what YAML takes for a blank; str.strip() alone would also take a no-break space

_BETWEEN = re.compile(r"(#[^\n]*)|^(---|\.\.\.)(?=\s|\Z)|(\n)|([-?:,\[\]{}])", re.MULTILINE)
HEADER = re.compile(r"[|>][-+0-9]*")


class Word(NamedTuple):
    """One value or key: what it says, and how it is written.

    `raw` is the source of a value in one of the styles within lines, and the header (`|`, `>-`) of a block; `lines` are
    the lines of a block without their indentation.
    """

    text: str
    plain: bool
    raw: str
    lines: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """Return the quote or the block's sign; nothing for a plain word."""
        return "" if self.plain else self.raw[:1]


NOTHING = Word("", plain=True, raw="")  # where no value is written


class Token(NamedTuple):
    """A comment, a blank line, a document mark, a value, or a sign of YAML, whose kind is the sign itself.

    The text of a comment that shares its line with something else (not `own`) begins with the blanks before it.
    """

    kind: str
    column: int = 0
    text: str = ""
    own: bool = True
    word: Word = NOTHING


COMMENT, BLANK, MARK, WORD, END = "comment", "blank", "mark", "word", "end"


def tokens_of(text: str, root: Node) -> list[Token]:
    """Return the tokens of a text with line feeds alone; `root` is the tree that was parsed from it."""
    scan = _Scan(text)
    for scalar in written_scalars(root):
        scan.between(scalar.start.index)
        scan.word(scalar)
    scan.between(len(text))
    return [*scan.tokens, Token(END)]


class _Scan:
    """Goes through a text once; `_line` is where the line begins in which it has arrived."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._at = self._line = 0

    def between(self, end: int) -> None:
        """Take in what is before the next value."""
        start = self._at
        for found in _BETWEEN.finditer(self._text, start, end):
            at, column = found.start(), found.start() - self._line
            comment, mark, newline, sign = found.groups()
            if sign or mark:
                self.tokens.append(Token(sign or MARK, column, mark or ""))
                continue
            before = self._text[self._line : at]
            is_blank = not before.strip(BLANKS)
            if comment:
                gap = "" if is_blank else " " * (column - len(before.rstrip(BLANKS)))
                self.tokens.append(Token(COMMENT, column, gap + comment.rstrip(BLANKS), is_blank))
            elif is_blank and self._line >= start:
                self.tokens.append(Token(BLANK))
            if newline:
                self._line = at + 1
        self._at = end

    def word(self, scalar: Scalar) -> None:
        """Take in a value."""
        start = scalar.start.index
        header = None if scalar.plain else HEADER.match(self._text, start)
        if header:
            word, end = block_of(self._text, scalar, header[0])
            self.tokens.append(Token(WORD, start - self._line, word=word))
            self._at = header.end()
            self.between(line_end(self._text, self._at))
            self._at = self._line = end
            return
        self._at = scalar.end.index
        raw = self._text[start : self._at]
        self.tokens.append(Token(WORD, start - self._line, word=Word(scalar.text, scalar.plain, raw)))
        if "\n" in raw:
            self._line = start + raw.rfind("\n") + 1


def line_end(text: str, index: int) -> int:
    """Return where the line ends, before its line feed."""
    found = text.find("\n", index)
    return found if found >= 0 else len(text)


def block_of(text: str, scalar: Scalar, header: str) -> tuple[Word, int]:
    """Return a value in block style, and where the line after its last begins.

    How far its lines are indented shows where what was written meets what it says.
    """
    said = next((line for line in scalar.text.split("\n") if line.strip(BLANKS)), None)
    lines: list[str] = []
    indent, used = -1, 0
    at = end = line_end(text, scalar.start.index) + 1
    while at < len(text):
        stop = line_end(text, at)
        line = text[at:stop]
        at = stop + 1
        if line.strip(BLANKS):
            leading = _leading(line)
            if said is not None and indent < 0:
                indent = leading - _leading(said)
            if said is None or leading < indent:
                break
        lines.append(line)
        if line.strip(BLANKS) or len(line) > indent >= 0 or "+" in header:
            end, used = at, len(lines)
    kept = tuple(line[max(indent, 0) :] for line in lines[:used])
    return Word(scalar.text, plain=False, raw=header, lines=kept), min(end, len(text))


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
