"""A YAML parser's complaint in words for people who never heard of YAML."""

import re

from ruamel.yaml.error import YAMLError

from scrplan.diagnostics import Diagnostic, Position

_TAB = re.compile(r"^ *\t", re.MULTILINE)

# (words of either parser, what they mean, how to mend it); the first that fits is taken
_WORDS = (
    (
        "mapping values are not allowed",
        "a colon stands inside unquoted text",
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
    ("block sequence entries are not allowed", "a list begins where none can stand", "begin it on a line of its own"),
    ("unknown escape character", "a backslash in double quotes begins no known escape", "use single quotes"),
    ("found unknown escape", "a backslash in double quotes begins no known escape", "use single quotes"),
)


def syntax_problem(error: YAMLError, text: str, path: str) -> Diagnostic:
    """Return the finding for what a parser could not read."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Position(mark.line + 1, mark.column + 1) if mark else Position()
    tab = next(
        (found for found in _TAB.finditer(text) if text.count("\n", 0, found.start()) + 1 <= place.line + 1), None
    )
    if tab and "token" in str(error):
        line = text.count("\n", 0, tab.start()) + 1
        return Diagnostic(
            path,
            Position(line, tab.end() - tab.start()),
            "syntax",
            "a tab is used to indent",
            "use two spaces for each level",
        )
    problem = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part)
    for words, meaning, mend in _WORDS:
        if words in problem:
            return Diagnostic(path, place, "syntax", meaning, mend)
    return Diagnostic(path, place, "syntax", f"this is not YAML ({problem or error})", "see the line above it too")
