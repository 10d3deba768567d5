"""A YAML parser's complaint in words for people who never heard of YAML."""

import re

from scrplan.diagnostics import START, Diagnostic, Position

_TAB = re.compile(r" *\t")
_APOSTROPHE = re.compile(r"""[^"]*?:[ ]+'[^']*'(?=\w)""")  # one inside single quotes, behind which the text goes on
LONGEST_COMPLAINT = 200


# (words of either parser, what they mean, how to fix it); the first that fits is taken
_WORDS = (
    ("while scanning an alias", "a value begins with *, which YAML keeps for itself", "put the value in quotes"),
    ("while scanning an anchor", "a value begins with &, which YAML keeps for itself", "put the value in quotes"),
    (
        "mapping values are not allowed",
        "there is a colon inside unquoted text",
        "put the whole text in quotes, or use >-",
    ),
    (
        "could not find expected ':'",
        "a line is neither 'key: value' nor part of a text",
        "add the colon, or indent the text",
    ),
    ("unexpected end of stream", "a quote is opened and never closed", "close it"),
    ("expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma", "close it, or add the comma"),
    ("expected ',' or '}'", "a mapping in { } is not closed, or lacks a comma", "close it, or add the comma"),
    ("cannot start any token", "a value begins with a character that YAML keeps for itself", "put the value in quotes"),
    ("did not find expected key", "this line does not fit the indentation above it", "align it with its neighbours"),
    ("expected <block end>", "this line does not fit the indentation above it", "align it with its neighbours"),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "align it, or begin it with '- '",
    ),
    (
        "sequence entries are not allowed",
        "a list begins where none is allowed",
        "begin it on a line of its own; a text that begins with - goes in quotes",
    ),
    ("unknown escape character", "a backslash in double quotes begins no known escape", "use single quotes"),
    ("found unknown escape", "a backslash in double quotes begins no known escape", "use single quotes"),
)


def syntax_problem(error: Exception, text: str, path: str) -> Diagnostic:
    """Return the finding for what a parser could not read."""
    problem = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    # A quote that is never closed is noticed at the end of the file, and fixed where it opens.
    unclosed = "quoted scalar" in problem and "end of stream" in problem
    mark = (unclosed and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    place = Position(mark.line + 1, mark.column + 1) if mark else START
    tab = _end_in_line(_TAB, text, (place.line, place.line - 1, place.line + 1))
    if tab:
        return Diagnostic(path, tab, "syntax", "a tab is used to indent", "use two spaces for each level")
    apostrophe = _end_in_line(_APOSTROPHE, text, (place.line, place.line - 1))
    if apostrophe:
        words = "an apostrophe ends the text in single quotes"
        return Diagnostic(path, apostrophe, "syntax", words, "write it twice ('') or put the text in double quotes")
    for words, meaning, fix in _WORDS:
        if words in problem:
            return Diagnostic(path, place, "syntax", meaning, fix)
    words = " ".join((problem or str(error)).split())[:LONGEST_COMPLAINT]
    return Diagnostic(path, place, "syntax", f"this is not YAML ({words})", "see the line above it too")


def _end_in_line(beginning: re.Pattern[str], text: str, numbers: tuple[int, ...]) -> Position | None:
    """Return the end of what the first of these lines begins with that begins so."""
    lines = text.split("\n")
    for number in numbers:
        found = beginning.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if found:
            return Position(number, found.end())
    return None
