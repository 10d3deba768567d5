import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.check.identifiers import (
    email_addresses,
    identifiers,
    national_insurance_numbers,
    nhs_numbers,
    phone_numbers,
    postcodes,
)
from scrplan.check.identifying_words import Hit, read_names
from tests.benchmarks.generate import plan_text
from tests.building import ROOT

Rule = Callable[[str], Iterator[Hit]]


def marked(text: str) -> tuple[str, list[str]]:
    """Return a text without its double brackets, and what stood between each pair."""
    return re.sub(r"\[\[|\]\]", "", text), re.findall(r"\[\[(.*?)\]\]", text, re.DOTALL)


def found_in(text: str, hits: list[Hit]) -> list[str]:
    """Return what the hits cover."""
    return [text[hit.start : hit.end] for hit in hits]


def nhs_number(first_nine: str) -> str:
    """Return a number with its check digit, reckoned as the rule is written; 10 stands as X."""
    remainder = sum((10 - index) * int(digit) for index, digit in enumerate(first_nine)) % 11
    return first_nine + ("0123456789X"[11 - remainder] if remainder else "0")


FIRES: dict[Rule, list[str]] = {
    nhs_numbers: [
        "[[9990000018]]",
        "NHS number [[999 000 0018]], known to the trust",
        "(NHS: [[999-000-0018]])",
        "[[999 0000018]]",
        "[[999\u00a0000\u00a00018]]",  # no-break spaces
        "[[999\u2011000\u20110018]]",  # hyphens that do not break
        "[[999\u2009000\u20130018]]",
        "nhs:[[9990000018]].",
        "row 12 [[999 000 0018]] 12/03/2009",
        "text: >-\n      NHS number [[999 000\n      0018]] was given",
        "# NHS number [[999\n  # 000 0018]] was given",
        'text: "the number [[999 000 \\\n  0018]]"',
        "Smith,[[9990000018]],12/03/2009",
        "[[999 000 0018]]\u2014mother",
        "[[999 000 0018]], [[9990000026]] and [[999 000 0034]]",
        "note: {broken [[999 000 0018]]",
    ],
    national_insurance_numbers: [
        "[[AB123456C]]",
        "[[AB 12 34 56 C]]",
        "[[AB 123456 C]]",
        "[[AB123456 D]].",
        "NI no.: ([[AB-12-34-56-C]])",
        "[[ab 12 34 56 c]]",
        "[[Ab 12 34 56 C]]",
        "[[ab 12 34 56 a]], as he said",
        "[[AB\u00a012\u00a034\u00a056\u00a0C]]",
        "- note: >-\n    number [[AB 12\n    34 56 C]] of the mother",
        "# [[AB 12 34\n# 56 C]]",
    ],
    phone_numbers: [
        "[[07700 900123]]",
        "[[07700900123]]",
        "[[07700 900 123]]",
        "[[07700-900-123]]",
        "[[07700\u00a0900\u00a0123]]",
        "ring [[01632 960123]].",
        "[[01632 960 123]], or [[01632 960124]]",
        "[[01632 96 01 23]]",
        "[[01632-960123]]",
        "[[01632 - 960123]]",
        "[[(01632) 960123]]",
        "tel[[(01632) 960123]]",
        "[[(01632) 96012]]",  # ten digits, as some areas have them
        "[[020 7946 0123]]",
        "[[02079460123]]",
        "[[0207 946 0123]]",
        "[[(020) 7946 0123]]",
        "[[(020)79460123]]",
        "[[0161 496 0123]]",
        "[[+44 7700 900123]]",
        "[[+447700900123]]",
        "[[+44 (0)20 7946 0123]]",
        "[[+44 (0) 1632 960123]]",
        "[[+44(0)1632960123]]",
        "[[+44 01632 960123]]",
        "[[+44-20-7946-0123]]",
        "[[(+44) 20 7946 0123]]",
        "[[+44 (1632) 960123]]",
        "[[0044 1632 960 123]]",
        "[[00447700900123]]",
        "[[(0)1632 960123]]",
        "tel:[[+441632960123]]",
        "[[07700 900123]]/[[07700 900124]]",
        "2013 [[07700 900123]] 2014",
        "text: >-\n      ring [[07700\n      900123]] at night",
        "# ring [[020 7946\n    # 0123]]",
        "0712 2013 [[07700 900123]]",
    ],
    postcodes: [
        "[[SW1A 1AA]]",
        "[[SW1A1AA]]",
        "London [[SW1A\u00a01AA]].",
        "[[M1 1AE]]",
        "[[B33 8TH]]",
        "[[CR2 6XH]]",
        "[[DN55 1PT]]",
        "[[W1A 1HQ]]",
        "[[EC1A 1BB]]",
        "[[GIR 0AA]]",
        "[[JE2 3XX]]",
        "postcode:[[SW1A 1AA]]",
        "text: >-\n    lives in [[SW1A\n    1AA]] with her aunt",
        "# in [[SW1A\n#   1AA]]",
        "\u201c[[SW1A 1AA]]\u201d",
    ],
    email_addresses: [
        "[[someone@example.org]]",
        "write to [[first.last+plan@mail.example.org]].",
        "<[[someone@example.org]]>",
        "mailto:[[someone@example.org]]?subject=x",
        "'[[o'brien@example.org]]'",
        "([[jos\u00e9@example.org]])",
        "https://example.org/?to=[[someone@example.org]]",
        "[[a@example.org]],[[b@example.org]]",
        "# [[some_one@ex-ample.example.org]]",
    ],
}

MISSES: dict[Rule, list[str]] = {
    nhs_numbers: [
        "999 000 0019",  # wrong check digit
        "0000000000",
        "1111111111",
        "999 999 9999",
        "19990000018",
        "99900000181",
        "9990000018.5",
        "3.9990000018",
        "9990000018/12",
        "12-9990000018",
        "9990000018-2",
        "REF9990000018",
        "9990000018A",
        "99 90000018",
        "999000 0018",  # six and four is Scotland's layout, and begins with a date
        "960197 2013",
        "9990 000 018",
        "999.000.0018",
        "999  -  \n\n000 0018",
        "+9990000018",
        "from -9990000018 to 9",
        "+1 999 000 0018",
        "+353 999-000-0018",
        "https://example.org/papers/9990000018",
        "www.example.org/9990000018#page=2",
        "example.org/papers?id=9990000018",
        "\u0669\u0669\u0669 \u0660\u0660\u0660 \u0660\u0660\u0661\u0668",  # digits, but not ASCII
        "2012-12-31",
        "2012 2013 2014",
    ],
    national_insurance_numbers: [
        "DA123456C",
        "AO123456C",
        "FA123456C",
        "BG123456C",
        "GB 12 34 56 C",
        "NK123456A",
        "TN123456A",
        "ZZ123456A",
        "AB123456E",
        "AB12345C",
        "AB1234567C",
        "XAB123456C",
        "AB123456CX",
        "AB-123456-C",
        "AB12\n3456C",
        "AB1234 56C",
        "ab123456c",
        "ab 123456 c",
        "REF-AB123456C",
        "on 12 09 13 a meeting was held",
        "On 12 09 13 A meeting was held",
        "by 2012-09 and again",
        "https://example.org/AB123456C.pdf",
    ],
    phone_numbers: [
        "0300 123 4567",
        "0345 123 4567",
        "0800 123 4567",
        "0808 157 0123",
        "0844 123 4567",
        "0870 123 4567",
        "0909 879 0123",
        "116 000",
        "116 123",
        "101, 111 and 999",
        "0800 1111",
        "+44 300 123 4567",
        "+44 (0)800 123 4567",
        "+33 7700 900123",
        "01632-2009",
        "01632-2009-12",
        "01632 9601",
        "01632 96012",
        "01632 9601234",
        "07700 9001234",
        "07700 90012",
        "107700900123",
        "07700900123.5",
        "02079-460-1234",
        "07-12-2013 120 cases",
        "07 12 2013 120 cases",
        "07/12/2013 120 cases",
        "01.08.12 01.09.12",
        "2012-07-01 2012-07-02",
        "REF07700900123",
        "07700900123A",
        "0123 456 78901 2",
        "021 7946 0123",
        "011 4960 0123",
        "077 0090 0123",
        "https://example.org/07700900123",
        "https://example.org/call?tel=+447700900123",
        "example.org/t/07700900123",
        "due: 07700\n\n  900123",
    ],
    postcodes: [
        "ZZ99 3VZ",  # no such area
        "XX1 1AA",
        "Q1 1AA",
        "SW1A 1CA",
        "SW1A 1AI",
        "SW1A 1KA",
        "SW1A 1AM",
        "SW1A 1OA",
        "SW1A 1VA",
        "SW1A",
        "SW1A 11A",
        "sw1a 1aa",
        "Sw1A 1AA",
        "SW1A 1AAB",
        "XSW1A 1AA",
        "REF-SW1A 1AA",
        "SW1A 1AA-2",
        "SW1I 1AA",
        "M1Z 1AA",
        "SW1A\n\n1AA",
        "M11AE",
        "G12AB",
        "PHASE B1 3RD QUARTER",
        "CHILD N1 2ND REVIEW",
        "https://example.org/SW1A1AA",
        "section 11 of the Act, 13 LSCBs, 2013 SCR, S47",
    ],
    email_addresses: [
        "someone@",
        "@example.org",
        "someone@example",
        "someone @ example.org",
        "actions/checkout@v4",
        "package@1.2.3",
        "git@github.com:owner/plans.git",
        "note: @x",
        "a@b@c",
    ],
}


def cases(table: dict[Rule, list[str]]) -> list[object]:
    return [pytest.param(rule, text, id=text[:40]) for rule, texts in table.items() for text in texts]


@pytest.mark.parametrize(("rule", "text"), cases(FIRES))
def test_rule_finds_exactly_what_is_marked(rule: Rule, text: str) -> None:
    text, expected = marked(text)
    assert expected
    assert found_in(text, list(rule(text))) == expected
    assert found_in(text, identifiers(text)) == expected


@pytest.mark.parametrize(("rule", "text"), cases(MISSES))
def test_near_miss_is_nothing(rule: Rule, text: str) -> None:
    assert list(rule(text)) == []


@pytest.mark.parametrize("text", [text for texts in MISSES.values() for text in texts], ids=lambda text: text[:40])
def test_near_miss_of_one_rule_is_none_of_another(text: str) -> None:
    assert identifiers(text) == []


@pytest.mark.parametrize("day", ["0101019", "0912999"])
def test_scottish_number_is_a_date_of_birth_and_four_digits(day: str) -> None:
    number = next(made for tail in ("11", "13", "15") if "X" not in (made := nhs_number(day + tail)))
    for text in (number, f"{number[:6]} {number[6:]}"):
        assert found_in(text, list(nhs_numbers(text))) == [text]


@pytest.mark.parametrize("start", ["016977", "000101", "012045"])
def test_number_with_a_first_nought_that_is_no_date_is_a_telephone_number_or_nothing(start: str) -> None:
    numbers = (nhs_number(f"{start}{tail:03}") for tail in range(100))
    assert [number for number in numbers if list(nhs_numbers(number))] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("07700900123@example.org", "email-address"),
        ("smith@example.org", "email-address"),
        ("999 000 0018", "nhs-number"),
        ("01632 960 197 2013", "phone-number"),
        ("999 020 0017 2013", "nhs-number"),
        ("DOB 12 03 2009", "date-of-birth"),
        ("Smith", "listed-name"),
    ],
)
def test_more_specific_rule_wins(text: str, rule: str) -> None:
    assert [hit.rule for hit in identifiers(text, read_names("Smith"))] == [rule]


def test_all_rules_come_in_order_of_the_text() -> None:
    text = (
        "Pat Quill (DOB 12/03/2009) of SW1A 1AA, NHS 999 000 0018, NI AB 12 34 56 C, 07700 900123, pat@example.org\n"
        "# again: Pat Quill"
    )
    assert [hit.rule for hit in identifiers(text, read_names("Pat Quill"))] == [
        "listed-name",
        "date-of-birth",
        "postcode",
        "nhs-number",
        "ni-number",
        "phone-number",
        "email-address",
        "listed-name",
    ]


def test_names_are_not_sought_without_a_list() -> None:
    assert identifiers("Pat Quill") == []
    assert identifiers("Pat Quill", read_names("")) == []


def published() -> list[str]:
    files = [*(ROOT / "plans").glob("*.yaml"), *ROOT.glob("*.md"), *(ROOT / "tests" / "data" / "published").glob("*")]
    return [file.read_text(encoding="utf-8") for file in files]


def test_published_and_generated_texts_hold_no_identifier() -> None:
    texts = [*published(), *map(plan_text, range(1, 31))]
    assert len(texts) > 34
    assert [found_in(text, identifiers(text)) for text in texts] == [[]] * len(texts)


PLAN = (ROOT / "plans" / "child-g.yaml").read_text(encoding="utf-8")
GAPS = [gap.span() for gap in re.finditer(r"\s+", PLAN)]
DIGITS = st.integers(0, 999999).map("{:06}".format)
DRAMA = st.integers(0, 999).map("{:03}".format)
SPACED_OUT = st.sampled_from([" ", "\n      ", "\n  # ", "\u00a0", "\n\t#", "  ", " \\\n   "])


def grouped(form: str) -> Callable[[str], str]:
    """Return a function that parts a number: `5 6` is five digits, a blank, the rest."""
    sizes = [int(size) for size in form.split()]
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    return lambda digits: " ".join(digits[end - size : end] for size, end in zip(sizes, ends, strict=True))


VALID = st.one_of(
    st.tuples(
        st.just("nhs-number"),
        DIGITS.map(lambda six: nhs_number(f"999{six}")).filter(str.isdigit).filter(lambda one: len(set(one)) > 1),
    ).map(lambda pair: (pair[0], grouped("3 3 4")(pair[1]))),
    st.tuples(st.just("ni-number"), DIGITS.map(lambda six: grouped("2 2 2 2 1")(f"AB{six}C"))),
    st.tuples(st.just("phone-number"), DRAMA.map("01632 960{}".format)),
    st.tuples(st.just("phone-number"), DRAMA.map("+44 (0)20 7946 0{}".format)),
    st.tuples(st.just("phone-number"), DRAMA.map("07700 900 {}".format)),
    st.tuples(st.just("postcode"), st.sampled_from(["SW1A 1AA", "M1 1AE", "EC1A 1BB"])),
    st.tuples(st.just("email-address"), DRAMA.map("someone.{}@example.org".format)),
    st.tuples(st.just("listed-name"), st.just("Anne-Marie van der Quill")),
)
LIST = read_names("anne-marie van der quill\n")


@given(valid=VALID, gap=st.sampled_from(GAPS), white=SPACED_OUT)
def test_valid_identifier_between_any_two_words_is_found_exactly(
    valid: tuple[str, str], gap: tuple[int, int], white: str
) -> None:
    rule, identifier = valid[0], valid[1].replace(" ", white)
    text = f"{PLAN[: gap[0]]} {identifier} {PLAN[gap[1] :]}"
    assert identifiers(text, LIST) == [Hit(rule, gap[0] + 1, gap[0] + 1 + len(identifier))]


@given(valid=VALID, cut=st.integers(1, 6))
def test_start_of_an_identifier_is_none(valid: tuple[str, str], cut: int) -> None:
    rule, identifier = valid
    if rule in {"nhs-number", "ni-number", "phone-number"}:
        assert rule not in {hit.rule for hit in identifiers(identifier[:-cut])}


@given(st.integers(0, 10**9 - 1).map("{:09}".format), st.integers(1, 9))
def test_number_with_a_wrong_check_digit_is_never_an_nhs_number(first_nine: str, off: int) -> None:
    right = nhs_number(first_nine)[-1]
    wrong = str((int(right) + off) % 10) if right != "X" else str(off)
    assert list(nhs_numbers(first_nine + wrong)) == []


FRAGMENTS = st.sampled_from([
    "999 000 0018", "9990000026", "AB 12 34 56 C", "07700 900123", "+44 (0)20 7946 0123", "(01632) 960123", "SW1A 1AA",
    "someone@example.org", "born", "DOB", "12/03/2009", "(date of birth)", "was", "quill", "van der", "Anne-Marie", "@",
    "\n", "\n# ", " ", "-", "/", ".", "\u2019", "\u00e9", "12", "0", "https://", "a:", "smith", "O'Brien",
])  # fmt: skip


@given(
    st.one_of(st.lists(FRAGMENTS, max_size=30).map("".join), st.lists(FRAGMENTS, max_size=30).map(" ".join), st.text())
)
def test_hits_are_ordered_and_never_overlap(text: str) -> None:
    hits = identifiers(text, read_names("Quill\nvan der Quill\nsmith\nO\u2019Brien\nAnne-Marie"))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


HOSTILE = [
    "1", "1 ", "1\n", "a@", "@a.", "a@a.", "born ", "born 1 may ", "12/03/2009 born ", "dob-", "date of ", "(0", "+44 ",
    "999 ", "999\n   ", "999 000 0018 ", "07700 900123/", "SW1A ", "AB 12 34 ", "https://", "\\\n", "# ", " ", "\n",
    "a", "\u00e9", "\u2013 ", "smith ", "smith'", "a b ", "birth" + " " * 80,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_long_text_of_nothing_much_is_read_to_its_end(unit: str) -> None:
    """Where the work grew with the square of the length, some would take minutes; `tests.benchmarks` has the ratio."""
    text = unit * (160_000 // len(unit))
    hits = identifiers(text, read_names("smith\nsmith smith jones\na b c d"))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1", "1 ", "a@", "born "], ids=repr)
def test_megabyte_of_nothing_ends(unit: str) -> None:
    assert identifiers(unit * (1_000_000 // len(unit))) == []
