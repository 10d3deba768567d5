"""From nodes and tokens to a tree in which each key and item holds the comments and blank lines that belong to it."""

from dataclasses import dataclass, field

from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence
from scrplan.yamltext.tokens import BLANK, BLANKS, COMMENT, END, MARK, NOTHING, WORD, Token, Word

LEAD = (COMMENT, BLANK, MARK)
BRACKETS = ("{", "[")


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list, whose `key` is None.

    `leads` are the lines above it: comments, and an empty text for a blank line; `end` is the comment at its line's
    end, with the blanks before it.
    """

    key: Word | None
    value: "Word | Branch" = NOTHING
    leads: list[str] = field(default_factory=list)
    end: str = ""

    def add_end(self, comment: str) -> None:
        """Take in a comment from the end of a line; there is room for one, an earlier one moves above."""
        if comment:
            self.lift_end()
            self.end = comment

    def add_leads(self, comments: list[str]) -> None:
        """Take in comments that were between the parts of the entry; what was read before them stays before them."""
        if comments:
            self.lift_end()
            self.leads += comments

    def lift_end(self) -> None:
        """Move the comment at the line's end above."""
        if self.end:
            self.leads.append(self.end.strip(BLANKS))
            self.end = ""


@dataclass(slots=True)
class Branch:
    """A mapping or list; `flow` when written in brackets, `apart` when a blank line is between its entries.

    `tail` are the comments after the last entry.
    """

    keyed: bool
    flow: bool
    entries: list[Entry] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    apart: bool = False


@dataclass(slots=True)
class Tree:
    """A whole file: what is above everything, the first level, and, in its tail, what is below."""

    head: list[str]
    root: Branch


def tree_of(root: Mapping | Sequence, tokens: list[Token]) -> Tree:
    """Return the tree of a file; every comment of the tokens is somewhere in it."""
    walk = _Walk(tokens)
    head = walk.leads()
    branch = walk.branch(root, outer=-1, in_flow=False)
    branch.tail += walk.leads()
    while branch.tail and not branch.tail[-1]:
        branch.tail.pop()
    return Tree(head, branch)


class _Walk:
    """Goes through nodes and tokens in step; a token is used up once."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def leads(self) -> list[str]:
        """Use up the comments, blank lines and marks that come next."""
        found: list[str] = []
        while (token := self._tokens[self._at]).kind in LEAD:
            if found and not token.own and self._tokens[self._at - 1].kind == MARK:
                found[-1] += token.text
            else:
                found.append(token.text.strip(BLANKS))
            self._at += 1
        return found

    def branch(self, node: Mapping | Sequence, outer: int, *, in_flow: bool) -> Branch:
        """Use up a mapping or list inside one whose entries begin in column `outer`."""
        keyed = isinstance(node, Mapping)
        if self._next.kind in BRACKETS:
            return self._in_brackets(node)
        branch = Branch(keyed, flow=in_flow)
        if in_flow:  # a pair without braces, in a list
            branch.entries += self._entries(node, outer, in_flow=True)
            return branch
        column = self._after_leads().column
        branch.entries += self._entries(node, column, in_flow=False)
        branch.tail += self._tail(max(column, outer + 1))
        return branch

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self, kind: str) -> bool:
        """Use up the next token if it is of this kind."""
        taken = self._next.kind == kind != END
        self._at += taken
        return taken

    def _take_after_leads(self, kind: str) -> list[str] | None:
        """Use up a token of this kind and the comments before it; nothing where another comes next."""
        at = self._at
        comments = [lead for lead in self.leads() if lead]
        if self._take(kind):
            return comments
        self._at = at
        return None

    def _end_comment(self) -> str:
        if self._next.kind == COMMENT and not self._next.own:
            self._at += 1
            return self._tokens[self._at - 1].text
        return ""

    def _after_leads(self) -> Token:
        """Return the next token that is part of a value, without using it up."""
        at = self._at
        while self._tokens[at].kind in LEAD:
            at += 1
        return self._tokens[at]

    def _tail(self, column: int) -> list[str]:
        """Use up the comments that are no further left than the entries before them."""
        found: list[str] = []
        while True:
            at = self._at
            blank_lines = 0
            while self._take(BLANK):
                blank_lines += 1
            if self._next.kind != COMMENT or self._next.column < column:
                self._at = at
                return found
            found += [""] * blank_lines + [self._next.text.strip(BLANKS)]
            self._at += 1

    def _in_brackets(self, node: Mapping | Sequence) -> Branch:
        branch = Branch(isinstance(node, Mapping), flow=True)
        self._at += 1
        branch.entries += self._entries(node, -1, in_flow=True)
        branch.tail += self.leads()
        self._at += 1
        while branch.tail and not branch.tail[-1]:
            branch.tail.pop()
        return branch

    def _entries(self, node: Mapping | Sequence, column: int, *, in_flow: bool) -> list[Entry]:
        entries = []
        for key, value in node.entries.values() if isinstance(node, Mapping) else ((None, item) for item in node.items):
            entry = Entry(None, leads=self.leads())
            if key is not None:
                entry.key = self._key(key, entry)
            elif not in_flow:
                self._take("-")
            self._value(value, entry, column, in_flow=in_flow)
            if in_flow and (before := self._take_after_leads(",")) is not None:
                entry.add_leads(before)
                entry.add_end(self._end_comment())
            entries.append(entry)
        return entries

    def _key(self, key: Scalar, entry: Entry) -> Word:
        """Use up a key, with the question mark that may be before it, and its colon, if there is one."""
        if self._take("?"):
            entry.leads += self.leads()
        word = NOTHING
        if key.text or not key.plain:
            word = self._next.word
            self._take(WORD)
        entry.leads += self._take_after_leads(":") or ()
        return word

    def _value(self, node: Node, entry: Entry, column: int, *, in_flow: bool) -> None:
        entry.add_end(self._end_comment())
        if isinstance(node, Scalar):
            if node.text or not node.plain:
                entry.add_leads([lead for lead in self.leads() if lead])
                entry.value = self._next.word
                self._take(WORD)
        else:
            if self._after_leads().kind in BRACKETS:
                entry.add_leads([lead for lead in self.leads() if lead])
            branch = self.branch(node, column, in_flow=in_flow)
            entry.value = branch
            if not branch.entries:
                entry.add_leads(branch.tail)
                branch.tail = []
        entry.add_end(self._end_comment())
