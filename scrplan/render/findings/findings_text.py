"""For people: under each file what is wrong, how to fix it and the line itself; at the end how much there is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.diagnostics import Diagnostic, FileFindings, Severity
from scrplan.render.findings import About
from scrplan.render.findings.excerpt import excerpt_rows, in_place
from scrplan.render.findings.totals import Totals
from scrplan.render.text_width import cell_width
from scrplan.render.text_wrapping import wrapped

MANY = 20  # findings, above which they are also counted by rule
LEAST = 16  # cells that words and excerpts get on the narrowest screen
TO_FIX = "To fix: "
_BOLD = "1"
_CODES = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}


def render_text(files: Iterable[FileFindings], about: About) -> Iterator[str]:
    """Yield what was found, file by file, then the closing count; a file without findings is only counted."""
    totals = Totals()
    for file in files:
        totals.add(file)
        if file.findings:
            yield from _file(file, about)
    if sum(totals.found.values()) > MANY and len(totals.found) > 1:
        yield _by_rule(totals, about)
    yield f"{totals.words(about.off)}\n"


class _Margin(NamedTuple):
    """The cells before the words of a file's findings, which fit the longest place, and the room behind them."""

    width: int
    room: int | None

    @property
    def blank(self) -> str:
        return " " * self.width


def _file(file: FileFindings, about: About) -> Iterator[str]:
    yield f"{_painted(in_place(file.path), _BOLD, about)}\n"
    width = max(len(_place(finding)) for finding in file.findings) + 4
    margin = _Margin(width, None if about.width is None else max(about.width - width, LEAST))
    for line, group in groupby(file.findings, lambda finding: finding.position.line):
        found = list(group)
        rows = [row for finding in found for row in _said(finding, margin, about)]
        if line in file.lines:
            rows += _seen(line, file.lines[line], found, margin, about)
        yield "".join(f"{row.rstrip()}\n" for row in [*rows, ""])


def _place(finding: Diagnostic) -> str:
    return f"{finding.position.line}:{finding.position.column}"


def _said(finding: Diagnostic, margin: _Margin, about: About) -> Iterator[str]:
    """Yield what is wrong, with its place and rule, and how to fix it."""
    severity = f"{finding.severity}"
    what = wrapped(one_line(finding.message), margin.room, len(severity) + 2)
    rule = f"[{one_line(finding.rule)}]"
    used = cell_width(what[-1]) + (len(severity) + 2 if len(what) == 1 else 0)
    if margin.room is None or used + 2 + cell_width(rule) <= margin.room:
        what[-1] += f"  {rule}"
    else:
        what.append(rule)
    place = f"  {_place(finding)}".ljust(margin.width)
    yield f"{place}{_painted(severity, _CODES[finding.severity], about)}  {what[0]}"
    how = wrapped(f"{TO_FIX}{one_line(finding.hint)}", margin.room) if finding.hint else []
    yield from (f"{margin.blank}{words}" for words in [*what[1:], *how])


def _seen(line: int, text: str, found: Sequence[Diagnostic], margin: _Margin, about: About) -> Iterator[str]:
    """Yield the line itself, and marks under what is wrong in it."""
    gutter = f"{line} | "
    room = None if margin.room is None else max(margin.room - len(gutter), LEAST)
    for shown, marks in excerpt_rows(text, found, room, lambda mark, grave: _painted(mark, _CODES[grave], about)):
        yield f"{margin.blank}{gutter}{shown}"
        yield f"{margin.blank}{'| '.rjust(len(gutter))}{marks}"


def _by_rule(totals: Totals, about: About) -> str:
    """Return how often each rule was found, and what each is about where the titles are known and have room."""
    rows = [(f"{times:,}", severity, one_line(rule)) for times, severity, rule in totals.by_rule()]
    counts, names = max(len(row[0]) for row in rows), max(cell_width(row[2]) for row in rows)
    words = max(map(len, Severity))
    titles = {page.name: page.title for page in about.rules}
    widest = max(cell_width(titles.get(row[2], "")) for row in rows)
    if about.width is not None and counts + words + names + widest + 8 > about.width:
        titles = {}
    lines = ["How often each rule was found:"]
    for times, severity, rule in rows:
        word = _painted(severity, _CODES[severity], about) + " " * (words - len(severity))
        title = f"{'':{names - cell_width(rule)}}  {titles[rule]}" if rule in titles else ""
        lines.append(f"  {times:>{counts}}  {word}  {rule}{title}")
    return "".join(f"{line}\n" for line in [*lines, ""])


def _painted(words: str, code: str, about: About) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if about.colour else words
