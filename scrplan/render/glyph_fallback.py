"""What stands on paper for letters that none of the compiler's own fonts has: a name in words, never a gap.

The same on every version of Python, each of which knows other letters: what is young has its number for a name.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

Speller = Callable[[str], str]

_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")

# Scripts written from the right. Where a line of theirs has a letter that no font has, the compiler does not refuse
# it but breaks down, so that what the fonts have is listed.
_LEFTWARDS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_KNOWN = (
    "\u0591-\u05c7\u05d0-\u05ea\u05ef-\u05f4\u0606-\u060c\u0615\u061b-\u061c\u061f\u0621-\u063a\u0640-\u0655\u065a"
    "\u0660-\u066d\u0674\u0679-\u067b\u067e-\u0680\u0683-\u0684\u0686-\u0687\u0691\u0698\u06a4\u06a9\u06af\u06be\u06cc"
    "\u06f0-\u06f9\ufb1d-\ufb36\ufb38-\ufb3c\ufb3e\ufb40-\ufb41\ufb43-\ufb44\ufb46-\ufb4f\ufb52-\ufb81\ufb8a-\ufb95"
    "\ufb9e-\ufb9f\ufbaa-\ufbad\ufbe8-\ufbe9\ufbfc-\ufbff\ufe70-\ufe74\ufe76-\ufefc"
)
_UNKNOWN = re.compile(f"(?![{_KNOWN}])[{_LEFTWARDS}]")
_HAS_LEFTWARDS = re.compile(f"[{_LEFTWARDS}\u200f]")
_BESIDE = "\x00-\u024f\u0370-\u052f\u200b-\u200f\u2010-\u2027\u2030-\u203a\u20ac"
_UNKNOWN_BESIDE = re.compile(f"[^{_KNOWN}{_BESIDE}]")  # a sign takes the direction of its neighbours


def safely_lettered(text: str) -> str:
    """Return text in which the letters that would break the compiler are written out, and crowds of marks thinned."""
    if text.isascii():
        return text
    text = _CROWD.sub(_thinned, text)
    unknown = _UNKNOWN_BESIDE if _HAS_LEFTWARDS.search(text) else _UNKNOWN
    return unknown.sub(lambda found: stand_in(found[0]), text)


# Marks on one letter cost the compiler the square of their number; no word of any script has so many.
_CROWD = re.compile(r"[^\w\s\x00-\x7f]{32,}")
_MOST_MARKS = 8


def _thinned(found: re.Match[str]) -> str:
    kept, marks = list[str](), 0
    for letter in found[0]:
        marks = marks + 1 if unicodedata.category(letter).startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def undisplayable(diagnostic: str) -> set[str]:
    """Return the letters that the compiler says no font has."""
    said = "".join(_ESCAPE.sub(_unescaped, text) for text in set(_REFUSED.findall(diagnostic)))
    return {letter for letter in said if not letter.isascii()}  # they are named together with neighbours that are had


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


# Signs since Unicode 3.2 that every supported version of Python knows; the older ones have a table of their own.
_PICTURES = re.compile(
    "[\u2190-\u23ff\u2600-\u2775\u2794-\u27bf\u2b00-\u2b73\u20a0-\u20bf\U0001f170-\U0001f1ac\U0001f1e6-\U0001f1ff"
    "\U0001f300-\U0001f6d7\U0001f6e0-\U0001f6ec\U0001f6f0-\U0001f6fc\U0001f780-\U0001f7d8\U0001f7e0-\U0001f7eb"
    "\U0001f900-\U0001f978\U0001f97a-\U0001f9cb\U0001f9cd-\U0001fa53\U0001fa60-\U0001fa6d\U0001fa70-\U0001fa74"
    "\U0001fa78-\U0001fa7a\U0001fa80-\U0001fa86\U0001fa90-\U0001faa8\U0001fab0-\U0001fab6\U0001fac0-\U0001fac2"
    "\U0001fad0-\U0001fad6]"
)
_OLD = unicodedata.ucd_3_2_0


def stand_in(letter: str) -> str:
    """Return what is written for a letter: `[large green circle]` for a sign, `[U+6F22]` for a letter of a script.

    What is invisible by nature, as a joiner is, has nothing to stand for.
    """
    kind = _OLD.category(letter)
    if kind in {"Cf", "Mn", "Me"}:
        return ""
    is_named = kind[0] in "SP" or _PICTURES.match(letter)
    return f"[{unicodedata.name(letter).lower()}]" if is_named else f"[U+{ord(letter):04X}]"


def plain_ascii(text: str) -> str:
    """Return text in letters that every font has."""
    return "".join(letter if letter.isascii() else stand_in(letter) for letter in text)


def speller(missing: Iterable[str]) -> Speller:
    """Return what writes a text in letters that the fonts have, when these are known to be missing."""
    table = str.maketrans({letter: stand_in(letter) for letter in missing})
    return lambda text: text if text.isascii() else safely_lettered(text).translate(table)
