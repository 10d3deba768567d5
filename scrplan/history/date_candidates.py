"""Which changed lines of a plan may have moved a due date: most never do, and then no version need be read.

Only the answer no is certain: then both versions have the same dates under the same names.
"""

import re
from collections.abc import Iterable, Sequence

from scrplan.git.patches import Hunk

# Under the keys named first is a date, or what it is the date of. A list item that begins with another key than
# those of an update, of evidence, of a lead or of a revision may be an action, so that what is below is its own.
_DATED = re.compile(
    r"""
    \b (?: ref | part | due | actions | milestones | recommendations ) ["']? [ \t]* :
    | ^ [ ]* - (?! [ {]* ["']? (?: on | by | title | held_by | name | role | from | to | reason ) ["']? [ ]* : )
    | ^ [\s{,]* ["']? \d{4} (?! \d )     # a date below its key
    | ^ [ ]* [?:] (?: \s | $ )           # a key or a value that is marked as one
    | \\ [xuU]                           # characters that are not written as they are
    | [\r\x85\u2028\u2029] (?! $ )       # more than one line for some parsers
    """,
    re.MULTILINE | re.VERBOSE,
)
_QUOTE_LEFT_OPEN = re.compile(r"(?:[:,{\[-]\s*|^\s*)'|'\s*$")


# A text, or a line that may be one of a text: with other words it may be that of another recommendation or action.
_WORDS = re.compile(
    r"""
    ^ [ {]* (?: - [ {]* )? ["']? text ["']? [ \t]* :
    | ^ (?! [ ]* (?: - [ {]* )? [\w"']+ [ \t]* : ) [ ]* (?! - [ ] ) [^\s\#]
    """,
    re.VERBOSE,
)


def dated_hunks(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return the changes that may have moved a due date, or given its owner another name or another text."""
    return [one for one in hunks if _are_dated(one.gone) or _are_dated(one.come) or _rewords(one)]


def _rewords(hunk: Hunk) -> bool:
    return any(map(_WORDS.match, hunk.gone)) and any(map(_WORDS.match, hunk.come))


def _are_dated(lines: Sequence[str]) -> bool:
    return any(_DATED.search(line) or _is_open(line) for line in lines)


def _is_open(line: str) -> bool:
    """Return whether a text in quotes may begin or end in this line, so that others are inside it or no longer are."""
    return line.count('"') % 2 == 1 or (line.count("'") % 2 == 1 and bool(_QUOTE_LEFT_OPEN.search(line)))
