import re

import pytest
from docx.oxml.ns import qn

from scrplan.characters import HARMFUL, harmless, one_line
from scrplan.render.word.docx import render_word
from tests.render.documents import ATTACKS, MADE, attacked
from tests.render.word_reading import W, body_of, markup_of, read, words

OUR_FIELDS = {r'TOC \o "1-2" \h \z \u', "PAGE", "NUMPAGES"}
HEADINGS = ("Ref", "Days", "Lead", "Text")


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
class TestAttacks:
    def test_it_comes_out_as_text(self, text: str) -> None:
        found = body_of(attacked(text))
        cells = [words(cell) for cell in found.iter(f"{W}tc")]
        assert {one for one in cells if one != "7"} == {harmless(text), one_line(text), "short", *HEADINGS}
        assert [words(one) for one in found.iter(f"{W}p") if one.style == "Heading2"] == [one_line(text)]

    def test_it_makes_no_field_no_link_and_nothing_harmful(self, text: str) -> None:
        data = render_word(attacked(text), MADE)
        markup = markup_of(data)
        codes = {code.strip() for code in re.findall(r"<w:instrText[^>]*>([^<]*)<", markup)}
        assert {code.replace("&quot;", '"') for code in codes} <= OUR_FIELDS
        assert "fldSimple" not in markup
        assert "External" not in markup
        assert all(one.get(qn("r:id")) is None for one in read(data).element.body.iter(f"{W}hyperlink"))
        assert not HARMFUL.search(markup.replace("\r\n", "\n"))
