import io
import re

import pytest
from docx.enum.style import WD_STYLE_TYPE

from scrplan.content import PageStart, Paragraph, Report, Section
from scrplan.render.archive import packed_anew
from scrplan.render.word.docx import render_word
from tests.render.attacks import attacking_report
from tests.render.documents import CHART, LATE, MADE, MEASURED, whole
from tests.render.word_reading import barriers, body_of, document_of, paragraphs_of, read, template_of

REPORTS = {
    "every-block": whole(),
    "attacked": attacking_report(),
    "bare": Report("T"),
    "records": Report("T", records=LATE),
    "tables-alone": Report(
        "T", sections=(Section("S", (LATE, MEASURED)), Section("W", (LATE, LATE), page=PageStart.WIDE))
    ),
    "a-part-first": Report("T", sections=(Section("P", (CHART,), level=2), Section("S", (LATE,)))),
    "words-after-tables": Report("T", (LATE, Paragraph("\n\nA.\n\nB.\n")), (Section("S", (LATE, Paragraph("C."))),)),
}
BREAKS = {
    "no-head": (r"<w:tblHeader/>", "", "table without a head"),
    "merged-across": (r"(<w:tcW [^>]*/>)", r'\1<w:gridSpan w:val="2"/>', "merged cells"),
    "missing-cell": (r"<w:tc>(?!.*<w:tc>.*<w:tblHeader/>).*?</w:tc>", "", "merged cells"),
    "no-alternative": (r' descr="[^"]*"', "", "picture without alternative"),
    "no-title-of-table": (r'(<w:tblCaption w:val=)"[^"]*"', r'\1""', "table without a title"),
    "gap-in-levels": (r'w:val="Heading1"', 'w:val="Heading2"', "heading 2 after 0"),
    "empty-line": (r"(<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/>)", r"<w:p/>\1", "empty paragraph"),
    "empty-link": (r"(<w:hyperlink [^>]*>).*?(</w:hyperlink>)", r"\1\2", "link without words"),
}


@pytest.mark.parametrize("template", [None, template_of()], ids=["ours", "template"])
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_nothing_stands_in_the_way_of_a_screen_reader(report: Report, template: bytes | None) -> None:
    assert barriers(render_word(report, MADE, template)) == []


@pytest.mark.parametrize(("old", "new", "told"), BREAKS.values(), ids=BREAKS)
def test_what_stands_in_the_way_is_found(old: str, new: str, told: str) -> None:
    data = render_word(whole(), MADE)
    words = document_of(data)
    broken = re.sub(old, new, words, count=1, flags=re.DOTALL)
    assert broken != words
    assert told in barriers(packed_anew(data, {"word/document.xml": broken}))


def test_a_document_without_title_or_language_is_found() -> None:
    document = read(render_word(whole(), MADE))
    document.core_properties.title = ""
    normal = document.styles.element.default_for(WD_STYLE_TYPE.PARAGRAPH)
    normal.rPr.remove(normal.rPr.find("{*}lang"))
    out = io.BytesIO()
    document.save(out)
    assert barriers(out.getvalue()) == ["no title", "no language"]


def test_a_part_that_comes_first_is_a_heading_of_the_whole() -> None:
    assert paragraphs_of(body_of(REPORTS["a-part-first"]), "Heading1") == ["P", "S"]
