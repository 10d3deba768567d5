"""Letters that no font of the compiler has: written out, and never a reason to have no document."""

import io
from hashlib import sha256

import pytest
from pypdf import PdfReader

from scrplan.content import Paragraph, Report
from scrplan.render.glyph_fallback import plain_ascii, safely_lettered, stand_in, undisplayable
from scrplan.render.pdf.blocks import breakable
from scrplan.render.pdf.typst_pdf import render_pdf
from tests.render.documents import MADE


def words_of(text: str) -> str:
    made = render_pdf(Report("T", (Paragraph(text),)), MADE)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize(
    ("letter", "shown"),
    [("\U0001f600", "[grinning face]"), ("\u6f22", "[U+6F22]"), ("\u0788", "[U+0788]")],
    ids=["sign", "letter", "from the right"],
)
def test_a_letter_that_no_font_has_is_written_out(letter: str, shown: str) -> None:
    assert stand_in(letter) == shown
    assert f"a {shown * 3} b" in words_of(f"a {letter * 3} b")


@pytest.mark.parametrize("text", ["Łódź, Gràinne, Ωμέγα, Иван", "שלום", "سلام"], ids=["latin", "hebrew", "arabic"])
def test_letters_that_the_fonts_have_stay(text: str) -> None:
    assert safely_lettered(text) == text
    assert "U+" not in words_of(text * 50)


def test_a_sign_among_letters_from_the_right_is_written_out_at_once() -> None:
    assert safely_lettered("\u05d0 \U0001f600 \u200d\u2019\u00e9") == "\u05d0 [grinning face] \u200d\u2019\u00e9"
    assert safely_lettered("a \U0001f600") == "a \U0001f600"


@pytest.mark.parametrize("letter", ["\u200d", "\u0301"], ids=["joiner", "mark"])
def test_what_is_only_an_addition_has_nothing_in_its_stead(letter: str) -> None:
    assert stand_in(letter) == ""


def test_the_compilers_words_name_the_letters_that_it_lacks() -> None:
    said = 'the text `"\\u{951}\\"a"` could not be displayed with font `"F"`\n the text `"漢"` could not be displayed'
    assert undisplayable(said) == {"\u0951", "漢"}


def test_what_is_left_at_last_is_ascii() -> None:
    assert plain_ascii("a\u00e9\u6f22\u200d") == "a[U+00E9][U+6F22]"


def test_lines_of_rare_letters_from_the_right_do_not_break_the_compiler() -> None:
    text = " ".join("".join(map(chr, range(start, start + 16))) for start in range(0x750, 0x8F0, 16))
    assert "[U+0788]" in words_of(text)


def test_a_long_word_can_be_broken_and_loses_nothing() -> None:
    assert breakable("abcdefg", 3).split("\u200b") == ["abc", "def", "g"]


def test_a_crowd_of_marks_is_thinned_and_no_word_is() -> None:
    crowded = "e" + "\u0301\u0300" * 20_000
    assert safely_lettered(f"caf{crowded} noir") == "cafe" + "\u0301\u0300" * 4 + " noir"
    for word in ("e\u0301\u0300", "\u0928\u093f\u0930\u094d\u0926\u0947\u0936" * 20, "\U0001f469\u200d" * 40):
        assert safely_lettered(word) == word


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        ("\u2705", "[white heavy check mark]"), ("\U0001f7e2", "[large green circle]"), ("\u26a0", "[warning sign]"),
        ("\U0001f44d", "[thumbs up sign]"), ("\u20bf", "[bitcoin sign]"), ("\U0001faa8", "[rock]"),
        ("\U0001f972", "[smiling face with tear]"), ("\U0001f979", "[U+1F979]"), ("\U0001fae8", "[U+1FAE8]"),
        ("\U0001fac6", "[U+1FAC6]"), ("\u20c0", "[U+20C0]"), ("\ufe0f", ""),
        ("\U0001f3fb", "[emoji modifier fitzpatrick type-1-2]"),
    ],
)  # fmt: skip
def test_only_signs_that_every_version_of_python_knows_have_names(letter: str, shown: str) -> None:
    assert stand_in(letter) == shown


def test_every_letter_has_the_same_stand_in_on_every_version_of_python() -> None:
    every = "".join(stand_in(chr(code)) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF)
    assert sha256(every.encode()).hexdigest()[:16] == "e934eeac7ebe08ef"
