"""Personal identifiers in the raw text of a file, comments and broken YAML included: git keeps them for ever."""

import re
from collections.abc import Iterator
from itertools import chain, starmap

from scrplan.check.identifying_words import BREAK, Hit, Names, dates_of_birth, listed_names, plain


def identifiers(text: str, names: Names | None = None) -> list[Hit]:
    """Return every identifier in order; where two overlap, the one of the more specific rule."""
    ascii_text = plain(text)
    numbers = _OF_NUMBERS if _holds_any(ascii_text, _TEN_DIGITS, _NI_SHAPE) else ()
    # The more specific first: what it takes, the others leave.
    found = chain(email_addresses(text), *(rule(ascii_text) for rule in (*numbers, *_OTHERS)))
    if names:
        found = chain(found, listed_names(text, names))
    return sorted(_apart(found, len(text)), key=lambda hit: hit.start)


def _apart(hits: Iterator[Hit], length: int) -> Iterator[Hit]:
    taken = bytearray(length)
    for hit in hits:
        if taken.find(1, hit.start, hit.end) < 0:
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            yield hit


# --- what all numbers share

# A text as the kinds of its characters tells within microseconds that it holds nothing of the form that is looked for.
_DIGITS_AND_LETTERS = bytes(
    ord("0") if one.isdigit() else ord("a") if one.isalpha() else ord(one) for one in map(chr, range(128))
) + bytes(128)
_DIGITS_AND_CAPITALS = bytes(
    ord("0") if one.isdigit() else ord("A") if one.isupper() else ord(one) for one in map(chr, range(128))
) + bytes(128)
_BETWEEN_DIGITS = b" \t\r\n#\\-()"
_TEN_DIGITS = b"0" * 10
_NI_SHAPE = b"aa000000a"

# Patterns of numbers are compiled by `re` when they are first needed, which in most runs is never.
_SPLIT = rf"(?:{BREAK}|[ \t]{{1,3}}(?:-[ \t]{{0,3}})?+|-[ \t]{{0,3}})"
_GAP = rf"{_SPLIT}?+"
# Stands behind the first character: a pattern that begins with a set of characters is sought many times faster.
_STARTS = r"(?<![A-Za-z0-9_].)(?<![A-Za-z0-9]-.)"
_ENDS = r"(?![A-Za-z0-9_]|-[A-Za-z0-9])"

_LONGEST_ADDRESS = 300
_PATH_OF_A_SITE = re.compile(r"[A-Za-z]\.[A-Za-z]{2,}/")


def _holds_any(text: str, *forms: bytes) -> bool:
    shape = text.encode("ascii").translate(_DIGITS_AND_LETTERS, _BETWEEN_DIGITS)
    return any(form in shape for form in forms)


def _in_web_address(text: str, start: int) -> bool:
    before = text[max(0, start - _LONGEST_ADDRESS) : start]
    if not before or before[-1].isspace():
        return False
    token = before.split()[-1]
    return "://" in token or "www." in token or _PATH_OF_A_SITE.search(token) is not None


# --- NHS numbers

_NHS_NUMBER = (
    r"[0-9](?<![A-Za-z0-9_+].)(?<![0-9][-./].)(?<![\s(]-.)(?<!\+[0-9][ -].)(?<!\+[0-9]{2}[ -].)(?<!\+[0-9]{3}[ -].)"
    rf"[0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}(?![A-Za-z0-9_]|[-./][0-9])"
)
_NOT_A_DIGIT = re.compile(r"[^0-9]+")
_DAY_AND_MONTH = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])")
_SIX = 6


def nhs_numbers(text: str) -> Iterator[Hit]:
    """Find NHS numbers: ten digits, 3-3-4 with or without blanks or hyphens, whose last is the right check digit.

    The NHS Data Dictionary's rule: the first nine digits are weighted 10 down to 2, the sum is divided by 11, and the
    remainder taken from 11 is the check digit; 11 stands for 0, and no number has 10. Scotland's CHI numbers, a date
    of birth and four digits, have the same check digit (those with the second kind that came in November 2025 are not
    found). A first 0 and the layout 6-4 are theirs alone, so they must begin with a date; no telephone number of ten
    digits does.
    """
    text = plain(text)
    if not _holds_any(text, _TEN_DIGITS):
        return
    for found in re.finditer(_NHS_NUMBER, text):
        if _is_nhs_number(_NOT_A_DIGIT.split(found[0])) and not _in_web_address(text, found.start()):
            yield Hit("nhs-number", *found.span())


def _is_nhs_number(groups: list[str]) -> bool:
    digits = "".join(groups)
    scottish = digits[0] == "0" or len(groups[0]) == _SIX
    if len(set(digits)) == 1 or (scottish and not _DAY_AND_MONTH.match(digits)):
        return False
    # The check digit, with the weight 1, brings the sum to a multiple of 11.
    return sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0


# --- National Insurance numbers

_PREFIX = rf"[A-CEGHJ-PR-TW-Z]{_STARTS}[A-CEGHJ-NPR-TW-Z](?<!BG|GB|KN|NK|NT|TN|ZZ)"
_BLANK = rf"(?:{BREAK}|[ \t]{{1,3}})"
_PAIRS = [_PREFIX, "[0-9]{2}", "[0-9]{2}", "[0-9]{2}", "[A-D]"]
_NI_NUMBER = (
    rf"(?:{_PREFIX}{_BLANK}?+(?:[0-9]{{6}}|{_BLANK.join(_PAIRS[1:4])}){_BLANK}?+[A-D]|{'-'.join(_PAIRS)}"
    # In small letters, "on 12 09 13 a meeting" would be one.
    rf"|(?i:{_BLANK.join(_PAIRS)})(?<![aA](?=[ \t][a-z]))){_ENDS}"
)


def national_insurance_numbers(text: str) -> Iterator[Hit]:
    """Find National Insurance numbers by HMRC's rule (manual NIM39110): two letters, six digits, and A, B, C or D.

    The first letter is none of D F I Q U V, the second none of these nor O, and BG GB KN NK NT TN ZZ are not given.
    Capital letters with or without blanks, or with every hyphen; small letters only when all pairs stand apart.
    """
    text = plain(text)
    if not _holds_any(text, _NI_SHAPE):
        return
    for found in re.finditer(_NI_NUMBER, text):
        if not _in_web_address(text, found.start()):
            yield Hit("ni-number", *found.span())


# --- telephone numbers

_KIND = r"(?:1[1-9]|2[03489]|7[0-9])"
_LOOSE = rf"(?:[()-]{{0,2}}{BREAK}[()-]{{0,2}}|[ \t()-]{{1,4}})?+"


def _digits(count: int) -> str:
    return f"(?:{_LOOSE}[0-9]){{{count}}}"


def _grouped(first: int, *others: int) -> str:
    return f"[0-9]{{{first - 3}}}" + "".join(f"{_SPLIT}[0-9]{{{count}}}" for count in others)


# How people group the eleven digits. Whatever is grouped otherwise is rather a date with a number, or a reference.
_GROUPS = ((5, 6), (5, 3, 3), (5, 2, 2, 2), (4, 7), (4, 3, 4), (4, 4, 3), (6, 5))
_GROUPED = "|".join(starmap(_grouped, _GROUPS)) + f"|(?<=02.)(?:{_grouped(3, 8)}|{_grouped(3, 4, 4)})"
# (020) 7946 0123 and the like; the fourth is an area with numbers of five digits, sure enough only in brackets.
_BRACKETED = "|".join(
    [rf"{_KIND}[0-9]{{{size}}}\){_digits(8 - size)}" for size in range(4)] + [rf"1[1-9][0-9]{{2}}\){_digits(5)}"]
)
_ABROAD = rf"{_KIND}{_digits(8)}|1[1-9]{_digits(7)}"
_PHONE_STARTS = r"(?<![A-Za-z0-9_].)(?<![0-9][-.].)"
_PHONE_NUMBER = (
    r"[(+0](?:"
    rf"(?<=\()(?:(?:\+|00)44\){_LOOSE}(?:\(?0\)?{_LOOSE})?(?:{_ABROAD})|0\){_LOOSE}(?:{_ABROAD})|0(?:{_BRACKETED}))"
    rf"|(?:(?<=\+)(?<![A-Za-z0-9_+].)|(?<=0){_PHONE_STARTS}0)44{_LOOSE}(?:0{_LOOSE})?(?:{_ABROAD})"
    rf"|(?<=0){_PHONE_STARTS}{_KIND}(?:[0-9]{{8}}|{_GROUPED})"
    r")(?![A-Za-z0-9_]|[-.][0-9])"
)


def phone_numbers(text: str) -> Iterator[Hit]:
    """Find UK telephone numbers of homes, mobiles and desks: 01, 02 and 07, with +44, 0044 or (0) as well.

    By Ofcom's National Telephone Numbering Plan they have eleven digits with the first 0; some in 01 have ten. Numbers
    that organisations publish (03, 08, 09, three digits) are not sought.
    """
    text = plain(text)
    if not _holds_any(text, _TEN_DIGITS):
        return
    for found in re.finditer(_PHONE_NUMBER, text):
        if not _in_web_address(text, found.start()):
            yield Hit("phone-number", *found.span())


# --- postcodes

# Royal Mail's areas with places in them, those of Guernsey, Jersey and Man included: 124.
_AREAS = frozenset({
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR",
    "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
    "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT",
    "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP",
    "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL",
    "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W",
    "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
})  # fmt: skip
_POSTCODE = (
    rf"(?P<outward>[A-Z]{_STARTS}"
    r"(?:[0-9][0-9ABCDEFGHJKPSTUW]?|[A-Z][0-9][0-9ABEHMNPRVWXY]?|IR(?<=GIR)))"
    rf"(?P<gap>{BREAK}|[ \t]{{0,2}})(?P<inward>[0-9][ABD-HJLNP-UW-Z]{{2}}){_ENDS}"
)
_INWARD = b"0AA"
_ORDINALS = frozenset({"1ST", "2ND", "3RD", *(f"{digit}TH" for digit in "0456789")})
_AREA = re.compile(r"[0-9].*")
_SHORT = 2


def postcodes(text: str) -> Iterator[Hit]:
    """Find full postcodes in capital letters, as Royal Mail makes them, of an area that exists.

    Short ones written together (`M11AE`) are more often references, and "PHASE B1 3RD QUARTER" holds none.
    """
    text = plain(text)
    if _INWARD not in text.encode("ascii").translate(_DIGITS_AND_CAPITALS):
        return
    for found in re.finditer(_POSTCODE, text):
        if _is_postcode(**found.groupdict()) and not _in_web_address(text, found.start()):
            yield Hit("postcode", *found.span())


def _is_postcode(outward: str, gap: str, inward: str) -> bool:
    area = _AREA.sub("", outward)
    sure = len(outward) > _SHORT or (gap != "" and inward not in _ORDINALS)
    return (area in _AREAS and sure) or (outward, inward) == ("GIR", "0AA")


# --- e-mail addresses

_LOCAL_PART = re.compile(r"[\w%+-][\w.%+'\u2019-]*\Z")
_LONGEST_LOCAL_PART = 64
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,24}(?!\w)")


def email_addresses(text: str) -> Iterator[Hit]:
    """Find e-mail addresses; `git@host` is how git names a server, not a person."""
    place = text.find("@")
    while place >= 0:
        domain = _DOMAIN.match(text, place + 1)
        local = _LOCAL_PART.search(text[max(0, place - _LONGEST_LOCAL_PART) : place]) if domain else None
        if domain and local and local[0] != "git":
            yield Hit("email-address", place - len(local[0]), domain.end())
        place = text.find("@", place + 1)


def _nhs_and_phone_numbers(text: str) -> list[Hit]:
    # "01632 960 197 2013" ends like an NHS number, "999 020 0017 2013" like one of London: the earlier is the whole.
    return sorted([*nhs_numbers(text), *phone_numbers(text)], key=lambda hit: hit.start)


_OF_NUMBERS = (_nhs_and_phone_numbers, national_insurance_numbers)
_OTHERS = (dates_of_birth, postcodes)
