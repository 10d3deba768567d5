"""From tree to text: indentation, brackets or lines, blank lines; the style of the format's normal form."""

from scrplan.yamltext.comment_tree import Branch, Entry, Tree
from scrplan.yamltext.scalars import WIDTH, key_text, on_its_line, written
from scrplan.yamltext.tokens import Word

STEP = 2  # columns from a key to what it holds, and from a key to the dashes of its list


def laid_out(tree: Tree) -> str:
    """Return the text of a tree, with line feeds alone."""
    page = Page()
    page.leads(tree.head, 0)
    page.branch(tree.root, 0)
    return "\n".join(page.lines) + "\n"


class Page:
    """The lines written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def leads(self, leads: list[str], column: int) -> None:
        """Write comments and blank lines, never two of these in a row, and none at the top."""
        for lead in leads:
            if lead:
                self.lines.append(" " * column + lead)
            elif self.lines and self.lines[-1].strip(" "):
                self.lines.append("")

    def branch(self, branch: Branch, column: int, opening: str = "") -> None:
        """Write the entries of a branch from a column; `opening` is the dash on whose line the first one is."""
        for number, entry in enumerate(branch.entries):
            start = opening if opening and not number else " " * column
            if branch.apart and number:
                entry.leads.insert(0, "")
            self._entry(entry, column, start)
        self.leads(branch.tail, column)

    def _entry(self, entry: Entry, column: int, start: str) -> None:
        value = entry.value
        head = start + _head(entry)
        if isinstance(value, Word):
            self.leads(entry.leads, column)
            self._lines(entry, head, written(value, WIDTH - len(head) - 1, column + STEP) if value.raw else [""])
        elif _is_on_one_line(entry, column):
            self.leads(entry.leads, column)
            self._lines(entry, head, [in_brackets(value) or ""])
        elif entry.key is None:
            _lift(entry, column)
            self.leads(entry.leads, column)
            self.branch(value, column + STEP, f"{head} ")
        else:
            self.leads(entry.leads, column)
            self.lines.append(head + entry.end)
            self.branch(value, column + STEP)

    def _lines(self, entry: Entry, head: str, lines: list[str]) -> None:
        """Write a value behind its key or dash, with the comment at its end, or behind the header of its block."""
        start = len(self.lines)
        self.lines += [f"{head} {lines[0]}" if lines[0] else head, *lines[1:]]
        self.lines[start if lines[0][:1] in ("|", ">") else -1] += entry.end


def in_brackets(branch: Branch) -> str | None:
    """Return a mapping or list in brackets on one line, or None where it cannot, or surely does not fit."""
    if branch.tail or not branch.flow or len(branch.entries) > WIDTH:
        return None
    parts = []
    for entry in branch.entries:
        value = in_brackets(entry.value) if isinstance(entry.value, Branch) else on_its_line(entry.value)
        if value is None or entry.end or any(entry.leads):
            return None
        parts.append(f"{key_text(entry.key)}: {value}" if entry.key is not None else value)
    inside = ", ".join(parts)
    return f"{{{inside}}}" if branch.keyed else f"[{inside}]"


def _head(entry: Entry) -> str:
    return "-" if entry.key is None else f"{key_text(entry.key)}:"


def _is_on_one_line(entry: Entry, column: int) -> bool:
    """Return whether the value of an entry is written in brackets, and fits."""
    line = in_brackets(entry.value) if isinstance(entry.value, Branch) else None
    return line is not None and (line in ("[]", "{}") or column + len(_head(entry)) + 1 + len(line) <= WIDTH)


def _lift(entry: Entry, column: int) -> None:
    """Move what would be between a dash and the first key or item behind it to above the dash."""
    entry.lift_end()
    if isinstance(entry.value, Branch):
        first = entry.value.entries[0]
        if first.key is None and isinstance(first.value, Branch) and not _is_on_one_line(first, column + STEP):
            _lift(first, column + STEP)
        entry.leads += [lead for lead in first.leads if lead]
        first.leads.clear()
