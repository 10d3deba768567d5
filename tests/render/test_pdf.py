"""The PDF: the words of the report and nothing else, tagged for screen readers, the same bytes everywhere."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scrplan.content import (
    Chart,
    Facts,
    Listing,
    PageStart,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tone,
    fact,
)  # fmt: skip
from scrplan.errors import MissingExtra
from scrplan.render.document_properties import Made
from scrplan.render.pdf.typst_pdf import UnmadePdf, render_pdf
from scrplan.render.text_width import text_width
from tests.building import ROOT
from tests.render.documents import ATTACKS, LATE, MADE, ROWS, attacked, texts_of, whole
from tests.render.pdf_reading import elements, pages, read, root_of, squeezed, words_of


def test_every_text_of_the_report_is_in_it() -> None:
    words = words_of(read(whole()))
    assert [text for text in texts_of(whole()) if squeezed(text) not in words] == []


def test_another_reader_finds_every_word_and_number_too() -> None:
    said = " ".join(pages(whole()))
    wanted = {word for text in texts_of(whole()) for word in text.split()}
    assert {word for word in wanted if word not in said} == set()


def test_it_says_what_it_is_of_what_day_and_whose() -> None:
    reader = read(whole(), Made("9.9", "2013-09-30", "cy-GB", "A & B"))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("The title", "A & B")
    assert str(reader.metadata.creation_date).startswith("2013-09-30 00:00:00")
    assert root_of(reader)["/Lang"] == "cy-GB"
    assert "as at 30 September 2013" in reader.pages[1].extract_text()


def test_it_declares_itself_accessible() -> None:
    reader = read(whole())
    xmp = root_of(reader)["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", xmp)
    assert root_of(reader)["/MarkInfo"]["/Marked"]
    assert root_of(reader)["/ViewerPreferences"]["/DisplayDocTitle"]


def test_headings_are_bookmarks() -> None:
    def flat(nested: list[Any]) -> list[str]:
        return [name for one in nested for name in (flat(one) if isinstance(one, list) else [str(one.title)])]

    assert flat(read(whole()).outline) == [section.heading for section in whole().sections]


def test_tables_have_heads_and_charts_an_alternative() -> None:
    reader = read(whole())
    drawn = [block for section in whole().sections for block in section.blocks if isinstance(block, Chart)]
    assert [one["/Alt"] for one in elements(reader, "/Figure")] == [one.alternative for one in drawn]
    filled = [block for section in whole().sections for block in section.blocks
              if isinstance(block, Table) and block.rows]  # fmt: skip
    assert len(elements(reader, "/Table")) == len(filled)
    assert len(elements(reader, "/TH")) == sum(len(block.columns) for block in filled)


def test_all_fonts_are_inside() -> None:
    every: Any = read(whole()).pages
    for page in every:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described)


def test_pages_stand_lie_and_begin_anew_as_the_report_says() -> None:
    reader = read(whole())
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]
    assert set(sizes[:-1]) == {(595, 842)}
    assert sizes[-1] == (842, 595)
    begun = [next(at for at, page in enumerate(reader.pages) if at and name in page.extract_text())
             for name in ("Plan one", "Plan two", "Appendix: all")]  # fmt: skip
    assert len(set(begun)) == 3


def test_a_part_lies_with_its_section_and_what_follows_stands() -> None:
    blocks = (Paragraph("Words."),)
    sections = (Section("Wide", blocks, page=PageStart.WIDE), Section("Part", blocks, level=2), Section("Next", blocks))
    lies = [page.mediabox.width > page.mediabox.height for page in read(Report("T", (), sections)).pages]
    assert lies[-2:] == [True, False]


@pytest.mark.parametrize(
    "report",
    [
        Report(""), Report("Only a title"), Report(" ", (), (Section("", ()),)),
        Report("T", (), (Section("Deep at once", (), level=2), Section("Deeper", (), level=4))),
        Report("T", (), (Section("No rows", (Table(ROWS, ()), Table((), ()))),)),
        Report("T", (), (Section("No bars", (Chart("", (), (), ""), Chart("C", ("a",), (Series("s", (0,)),), ""))),)),
        Report("T", (Listing(()),), (Section("None", (Listing(()), Paragraph(""))),)),
        Report("T", records=LATE),
    ],
    ids=["nothing", "title", "blank", "levels", "rows", "bars", "points", "records"],
)  # fmt: skip
def test_a_report_that_has_little_is_still_a_document(report: Report) -> None:
    assert len(read(report).pages) >= 1


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_words_of_a_plan_come_out_as_words(text: str) -> None:
    plain = re.sub(r"[^ -~]+", " ", text).split()
    words = words_of(read(attacked(text)))
    assert [word for word in plain if squeezed(word) not in words] == []


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_nothing_leads_out_of_the_document(text: str) -> None:
    reader = read(attacked(text))
    actions = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert [one for one in actions if "/A" in one and one["/A"].get("/S") != "/GoTo"] == []
    assert {"/OpenAction", "/AA", "/AcroForm"} & set(root_of(reader)) == set()
    assert "/JavaScript" not in root_of(reader).get("/Names", {})
    assert not reader.attachments


def test_the_words_are_never_code() -> None:
    text = '#panic("x") #read("/etc/hosts") $x$ *b* _i_ <label> @ref = Head // no /* comment */ \\ #{1+1} ~ -- https://x.uk'
    assert squeezed(text) in words_of(read(attacked(text)))


def test_the_same_bytes_in_another_zone_folder_and_process(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.render.documents import MADE, whole\n"
        "from scrplan.render.pdf.typst_pdf import render_pdf\n"
        "sys.stdout.buffer.write(render_pdf(whole(), MADE))"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1"}
    (tmp_path / "paper.json").write_text('{"title": "another"}', encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout == render_pdf(whole(), MADE) == render_pdf(whole(), MADE)


def test_no_page_of_a_whole_report_is_empty() -> None:
    assert all(len(page.replace("The title", "").split()) > 10 for page in pages(whole()))


def test_a_chart_with_many_bars_goes_on_over_the_page() -> None:
    labels = tuple(f"Agency {at}" for at in range(60))
    chart = Chart("Many", labels, (Series("open", tuple(range(60)), Tone.INFO),), "In words")
    reader = read(Report("T", (), (Section("S", (chart,)),)))
    words = words_of(reader)
    assert [label for label in labels if squeezed(label) not in words] == []
    assert {one["/Alt"] for one in elements(reader, "/Figure")} == {"In words", "Many, continued"}


def test_what_is_measured_is_what_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    label = "\u6f22" * 6 + " board"
    chart = Chart("C", (label,), (Series(label, (3,), Tone.BAD), Series("open", (2,))), "words")
    compiler, given = typst.compile, list[dict[str, bytes]]()

    def watched(sources: Any, **form: Any) -> object:
        given.append(sources)
        return compiler(sources, **form)

    monkeypatch.setattr(typst, "compile", watched)
    render_pdf(Report("T", (Facts((fact("\u6f22", "V"),)), chart)), MADE)
    root = ET.fromstring(given[-1]["chart-1.svg"])  # noqa: S314  (of our own making)
    texts = [one for one in root.iter() if one.tag.endswith("text")]
    assert "".join(one.text or "" for one in texts).count("[U+6F22]") == 12
    for one in texts:
        size = text_width(one.text or "")
        left = float(one.get("x", "")) - {"start": 0, "middle": size / 2, "end": size}[one.get("text-anchor", "")]
        assert left >= -0.5, one.text
        assert left + size <= float(root.get("width", "")) + 0.5, one.text
    facts = json.loads(given[-1]["paper.json"])["head"][0]
    assert facts["label"] > text_width("[U+6F22]", 10.5) * 0.8
    assert facts["facts"][0]["label"] == "[U+6F22]"


def test_every_drawing_of_a_chart_fits_on_its_page() -> None:
    labels = tuple(f"Partnership number {at} of mental health and learning disability services" for at in range(30))
    chart = Chart("Many", labels, (Series("open", (1,) * 30, Tone.INFO),), "In words")
    for page, most in ((PageStart.HERE, 726), (PageStart.WIDE, 479)):
        reader = read(Report("T", (), (Section("S", (chart,), page=page),)))
        boxes = [next(said["/BBox"] for said in one["/A"] if "/BBox" in said) for one in elements(reader, "/Figure")]
        tall = [float(upper) - float(lower) for _, lower, _, upper in boxes]
        assert len(tall) > 1
        assert max(tall) < most


@pytest.mark.parametrize("kind", ["refusal", "breakdown"])
def test_a_compiler_that_refuses_everything_is_told_in_one_line(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    compiler = typst.compile

    def refuse(*_: object, **__: object) -> object:
        if kind == "breakdown":
            raise type("PanicException", (BaseException,), {})("no\nway")
        sources: Any = {"main.typ": b'#assert(false, message: "no way")'}
        return compiler(sources)

    monkeypatch.setattr(typst, "compile", refuse)
    with pytest.raises(UnmadePdf) as caught:
        render_pdf(whole(), MADE)
    (line,) = caught.value.lines()
    assert line.startswith("scrplan: the PDF could not be made: ")
    assert line.endswith("no way; another format, such as docx, has the same words")


def test_an_interrupt_is_not_taken_for_a_breakdown(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    def interrupt(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        render_pdf(whole(), MADE)


def test_without_the_compiler_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match="typst is not installed"):
        render_pdf(whole(), MADE)


def test_the_template_is_in_the_wheel(tmp_path: Path) -> None:
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(tmp_path)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    names = zipfile.ZipFile(tmp_path / done.stdout.strip().splitlines()[-1]).namelist()
    assert "scrplan/render/pdf/paper.typ" in names
