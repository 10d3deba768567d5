"""Text from a plan, made harmless: nothing in it can style, move or clear a terminal, or pass for markup."""

import re

# C0 and C1 controls but line ends and tabs, line separators, marks that turn the direction of writing, surrogates.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def harmless(text: str) -> str:
    """Return text with every control character but the line end replaced, and tabs as spaces."""
    return _HARMFUL.sub(REPLACEMENT, text).replace("\t", " ")


def one_line(text: str) -> str:
    """Return harmless text on one line: every run of white space is one space."""
    return " ".join(harmless(text).split())
