"""What stands on paper for letters that none of the compiler's own fonts has: a name in words, never a gap."""

import re
import unicodedata

_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")


def undisplayable(diagnostic: str) -> set[str]:
    """Return the letters that the compiler says no font has."""
    return {letter for said in _REFUSED.findall(diagnostic) for letter in _ESCAPE.sub(_unescaped, said)}


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]


def stand_in(letter: str) -> str:
    """Return what is written for a letter: `[large green circle]` for a sign, `[U+6F22]` for a letter of a script.

    What is invisible by nature, as a joiner is, has nothing to stand for.
    """
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Mn", "Me"}:
        return ""
    name = unicodedata.name(letter, "") if kind[0] in "SP" else ""
    return f"[{name.lower()}]" if name else f"[U+{ord(letter):04X}]"


def plain_ascii(text: str) -> str:
    """Return text in letters that every font has."""
    return "".join(letter if letter.isascii() else stand_in(letter) for letter in text)


def breakable(word: str, at_most: int) -> str:
    """Return a word that can be broken, without a hyphen, after every so many letters."""
    return "\u200b".join(word[start : start + at_most] for start in range(0, len(word), at_most))
