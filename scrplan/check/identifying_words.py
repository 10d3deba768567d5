"""Personal identifiers that words give away, in raw text: a date beside a word of birth, and the names of a list."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple, cast

from scrplan.format.keys import ValueKind
from scrplan.format.vocabulary import KEYS_OF


class Hit(NamedTuple):
    """One identifier: the rule that knows it, its first character, and the place just behind its last."""

    rule: str
    start: int
    end: int


# Where YAML may break one text in two: the line end, after it indentation and, in a comment, another number sign.
# A backslash before it is how a double-quoted text continues. Possessive, so that long white space is read once.
BREAK = r"[ \t]*+-?\\?(?:\r\n?|\n)[ \t]*+\#*+[ \t]*+"

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NO_WIDTH = "\u200b\u2060\ufeff"
_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
_PLAIN = {
    **dict.fromkeys(_BLANKS + _NO_WIDTH, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys("\u00b4\u02bc\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("\u2014\u2015", ","),  # a long dash parts what it stands between
}


def _substitute(error: UnicodeError) -> tuple[str, int]:
    asked = cast("UnicodeEncodeError", error)
    run = asked.object[asked.start : asked.end]
    return "".join(_PLAIN.get(one) or ("_" if _in_a_word(one) else "?") for one in run), asked.end


def _in_a_word(one: str) -> bool:
    return one.isalnum() or unicodedata.combining(one) > 0


# The codec calls only for what is not ASCII: 23 microseconds for a plan, where str.translate takes 1,700.
codecs.register_error("scrplan.plain", _substitute)


def plain(text: str) -> str:
    """Return a text of the same length in ASCII: blanks, hyphens and quotes made plain, `_` for a letter or digit."""
    return text if text.isascii() else text.encode("ascii", "scrplan.plain").decode("ascii")


# --- dates of birth

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_FOUR = r"(?:19|20)[0-9]{2}"
_YEAR = rf"(?:{_FOUR}|'?[0-9]{{2}})"
_PART = rf"(?:{BREAK}|[ \t./-]{{0,3}})"
_APART = rf"(?:,?(?:{BREAK}|[ \t./-]{{1,3}}))"  # "May 2009" is not the 20th of May 09
_DATE = (  # compiled when the first word of birth is met
    r"(?<![a-z0-9])(?<![0-9][./-])(?:"
    rf"{_DAY}(?P<by>[ \t]?[./-][ \t]?|[ \t]){_MONTH_NUMBER}(?P=by){_YEAR}"
    rf"|{_FOUR}(?P<iso>[./-]){_MONTH_NUMBER}(?P=iso){_DAY}"
    rf"|{_ORDINAL}{_PART}(?:of{_PART})?{_MONTH},?{_PART}{_YEAR}"
    rf"|{_MONTH}{_PART}{_ORDINAL}{_APART}{_YEAR}"
    r")(?![0-9]|[/-][0-9])"
)
_RANGE = re.compile(rf"(?:{BREAK}|[ \t]*+)(?:-|to\b|until\b|till\b)(?:{BREAK}|[ \t]*+)(?=[0-9a-z])")

# What to look for, and what must stand there: keys such as `date_of_birth` and `motherDob` are words of birth too.
_OF = rf"(?:{BREAK}|[ \t_-]{{0,3}})"
_BIRTH = {
    "born": re.compile(r"(?<![a-z0-9])(?<!new-)(?<!un-)born(?![a-z0-9])"),
    "birth": re.compile(rf"(?<![a-z0-9])birth{_OF}(?:date|day)s?(?![a-z0-9])"),
    "dob": re.compile(r"(?<![a-z0-9])dobs?(?![a-z0-9])"),
    "d.o.b": re.compile(r"(?<![a-z0-9])d\.o\.b(?:\.|(?![a-z0-9]))"),
}
_DATE_OF = re.compile(rf"(?<![a-z0-9])dates?{_OF}of{_OF}\Z")
_BIRTHS = re.compile(r"births?(?![a-z0-9])")

_FEW = 5  # words: "born at St Mary's Hospital on 12 March 2009"
_NEAR = 100  # characters in which a date before its word is looked for
_SIGNS = r"[ \t:,;=()\[\]{}'\"*>|\#-]*+"
_BETWEEN = re.compile(rf"{_SIGNS}(?:\\?(?:\r\n?|\n){_SIGNS})?")
_WORD = re.compile(r"(?:[a-z]|ca|approx|st|dr)\.|[a-z0-9_][a-z0-9_'-]{0,40}+")

# Words that tell of a group of people, or of paperwork, and keys of a plan: the date behind them is not of a birth.
_NO_BIRTH = frozenset({
    "before", "after", "since", "between", "from", "until", "till", "by", "prior", "within", "due", "during", "add",
    "added", "agree", "agreed", "audit", "audited", "audits", "change", "changed", "check", "checked", "checks",
    "complete", "completed", "discussed", "done", "field", "fields", "form", "forms", "implemented", "introduced",
    "issued", "letter", "letters", "meeting", "meetings", "note", "noted", "policy", "process", "record", "recorded",
    "recording", "records", "report", "reported", "reports", "review", "reviewed", "revised", "sent", "system",
    "template", "templates", "training", "update", "updated", "updates", "via",
})  # fmt: skip
_KEYS_OF_DATES = frozenset(key.name for table in KEYS_OF.values() for key in table.keys if key.kind is ValueKind.DATE)
_BELONGING = frozenset({"which", "is", "was", "being", "his", "her", "their", "its", "the", "a", "an"})
_VERBS = frozenset({"is", "was", "being"})
_CLOSE = re.compile(r"[ \t]*+(?:[)\].;}\"']|[\r\n]|\Z)")


def dates_of_birth(text: str) -> Iterator[Hit]:
    """Find full dates beside a word of birth, before or behind it; the hit covers the date.

    Beside means in the same sentence and the same value of the file, with at most a few words between that tell
    neither of a group ("born before ...") nor of paperwork ("date of birth added to the form ...").
    """
    low = plain(text).lower()
    spans = {_date_beside(low, start, end) for start, end in _birth_words(low)}
    yield from (Hit("date-of-birth", *span) for span in sorted(filter(None, spans)))


def _date_beside(low: str, start: int, end: int) -> tuple[int, int] | None:
    # "Seen on 24/01/2013; was born on 12/03/2009", but "12/03/2009 (date of birth), seen on 24/01/2013".
    if low.startswith("born", start):
        return _date_behind(low, end) or _date_before(low, start, end)
    return _date_before(low, start, end) or _date_behind(low, end)


def _birth_words(low: str) -> Iterator[tuple[int, int]]:
    for word, form in _BIRTH.items():
        place = low.find(word)
        while place >= 0:
            if found := form.match(low, place):
                yield found.span()
            elif (birth := _BIRTHS.match(low, place)) and (found := _DATE_OF.search(low, max(0, place - _NEAR), place)):
                yield found.start(), birth.end()
            place = low.find(word, place + len(word))


def _date_behind(low: str, end: int) -> tuple[int, int] | None:
    for place, _ in _walk(low, end):
        if date := re.compile(_DATE).match(low, place):
            stretch = _RANGE.match(low, date.end())
            return None if stretch and re.compile(_DATE).match(low, stretch.end()) else date.span()
    return None


def _date_before(low: str, start: int, end: int) -> tuple[int, int] | None:
    dates = list(re.compile(_DATE).finditer(low, max(0, start - _NEAR), start))
    if not dates:
        return None
    for place, words in _walk(low, dates[-1].end()):
        if place >= start:
            return dates[-1].span() if place == start and _tells_of(low, start, end, words) else None
    return None


def _tells_of(low: str, start: int, end: int, words: list[str]) -> bool:
    """Say whether the word of birth speaks of the date before it; most updates begin with a date of their own."""
    if low.startswith("born", start) and words:
        return words[-1] in {"was", "were"}
    if not all(word in _BELONGING or word.endswith("'s") for word in words):
        return False
    return not _VERBS.isdisjoint(words) or _CLOSE.match(low, end) is not None


def _walk(low: str, place: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each place at which the other half may begin, with the words that were passed on the way to it."""
    words: list[str] = []
    while between := _BETWEEN.match(low, place):
        place = between.end()
        yield place, words
        word = _WORD.match(low, place)
        if word is None or len(words) == _FEW or _ends_the_walk(low, word, between):
            return
        words.append(word[0])
        place = word.end()


def _ends_the_walk(low: str, word: re.Match[str], between: re.Match[str]) -> bool:
    if word[0] in _NO_BIRTH:
        return True
    key = low.startswith(":", word.end())
    return key and (word[0] in _KEYS_OF_DATES or "\n" in between[0] or "\r" in between[0])


# --- listed names


class Names(NamedTuple):
    """A private list of names, made to compare: the whole names, and every beginning of one, word by word."""

    whole: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()


# Combining marks belong to their letter, or a name typed on a Mac would be other words than its twin.
_NAME_WORD = re.compile(r"[\w\u0300-\u036f]+")
_LINE_BREAK = re.compile(r"\\?[\r\n][\s#]*")
_NOT_WHOLE = re.compile(r"['\u2019](?!s\b)[^\W_]", re.IGNORECASE)
_APOSTROPHES = "'\u2019"
_BLANKED = {code: " " for code in range(128) if not chr(code).isalnum()}


def read_names(text: str) -> Names:
    """Return the names of a list: one a line, `#` begins a comment, blank lines are left out."""
    whole, beginnings = set[str](), set[str]()
    for line in text.splitlines():
        name = _spaced(line.partition("#")[0])
        keys = [key for key, _ in _keys(name, 0)]
        whole.update(keys[-1:])
        beginnings.update(keys)
    return Names(frozenset(whole), frozenset(beginnings))


def listed_names(text: str, names: Names) -> Iterator[Hit]:
    """Find whole words that are a name of the list, whatever their case, white space and typographic signs.

    The longest name wins. A hyphen ends a word, so that "Smith" is found in "Smith-Jones"; an apostrophe does not,
    but for "Smith's".
    """
    spaced = _spaced(text)
    flat = plain(spaced).lower()
    words: AbstractSet[str]
    # Without letters beyond ASCII, which is the rule, words can be had without looking at each.
    if "_" in flat:
        words = {word for word in set(_NAME_WORD.findall(spaced)) if _folded(word) in names.beginnings}
    else:
        spaced, words = flat, names.beginnings.intersection(flat.translate(_BLANKED).split())
    behind = 0
    for start in sorted(place for word in words for place in _places(spaced, word)):
        if start >= behind and (end := _end_of_name(spaced, start, names)) and _is_name(text[start:end]):
            yield Hit("listed-name", start, end)
            behind = end


def _is_name(words: str) -> bool:
    """Return whether it may be a name: a single word in small letters ("will", "may") is one of the language."""
    return not words[0].islower() or len(_NAME_WORD.findall(_spaced(words))) > 1


def _places(spaced: str, word: str) -> Iterator[int]:
    place = spaced.find(word)
    while place >= 0:
        end = place + len(word)
        if not _goes_on_before(spaced, place) and not (end < len(spaced) and _in_a_word(spaced[end])):
            yield place
        place = spaced.find(word, end)


def _goes_on_before(spaced: str, place: int) -> bool:
    if place and spaced[place - 1] in _APOSTROPHES:
        place -= 1
    return place > 0 and _in_a_word(spaced[place - 1])


def _end_of_name(spaced: str, start: int, names: Names) -> int:
    end = 0
    for key, place in _keys(spaced, start):
        if key not in names.beginnings:
            break
        if key in names.whole and not _NOT_WHOLE.match(spaced, place):
            end = place
    return end


def _keys(spaced: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the first word, the first two words, and so on, in the form that is compared, each with its end."""
    key, end = "", start
    while word := _NAME_WORD.search(spaced, end):
        key += (_joint(spaced[end : word.start()]) if key else "") + _folded(word[0])
        end = word.end()
        yield key, end


def _joint(between: str) -> str:
    """Return what joins two words: one blank for white space of any kind, else its signs without any."""
    if between == " ":
        return between
    signs = "".join(plain(_LINE_BREAK.sub(" ", between)).split()).replace("''", "'")
    # Jo-Bloggs, and jo-bloggs as an id: the hyphen is how a blank is written there.
    return " " if signs in {"", "-"} else signs


def _spaced(text: str) -> str:
    """Return a text of the same length in which `_` parts words, and an apostrophe is never a letter."""
    return text.replace("_", " ").replace("\u02bc", "'")


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
