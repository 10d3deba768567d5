"""The characters that no text of a plan may hold and no output ever carries: one list for reader and renderers."""

import re

# C0 and C1 controls but tab and line ends, line and paragraph separators, marks that turn the direction of writing,
# surrogates, a byte order mark inside the text, the two codes that are no characters. A tab is harmless in a file.
_CODES = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"

# A carriage return is harmless only as half of a line end.
HARMFUL = re.compile(f"[{_CODES}]|\r(?!\n)")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def harmless(text: str) -> str:
    """Return text in which nothing can style, move or clear a terminal: controls replaced, tabs as spaces."""
    if text.isprintable():
        return text
    if HARMFUL.search(text):
        text = HARMFUL.sub(REPLACEMENT, text)
    return text.replace("\r\n", "\n").replace("\t", " ")


def one_line(text: str) -> str:
    """Return harmless text on one line: every run of white space is one space."""
    return " ".join(harmless(text).split())
