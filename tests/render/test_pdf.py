"""The PDF: the words of the report and nothing else, tagged for screen readers, the same bytes everywhere."""

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from scrplan.content import (
    Cell,
    Chart,
    Column,
    Kind,
    Listing,
    Page,
    Paragraph,
    Report,
    Section,
    Series,
    Table,
    Tone,
    table,
)  # fmt: skip
from scrplan.errors import MissingExtra
from scrplan.render.made import Made
from scrplan.render.pdf import UnmadePdf, render_pdf
from tests.building import ROOT
from tests.render.documents import ATTACKS, MADE, attacked, texts_of, whole
from tests.tools import needs_poppler

LONG = (Column("ref", "Ref"), Column("days", "Days", Kind.NUMBER), Column("text", "Recommendation", Kind.LONG))


def long_report(count: int) -> Report:
    rows = [[Cell(str(at)), Cell(f"{at * 7:,}", at * 7), Cell(f"Row {at}. " + "Share what is known. " * 12)]
            for at in range(1, count + 1)]  # fmt: skip
    return Report("Long", (), (Section("All", (table(LONG, rows),)),))


def read(report: Report, made: Made = MADE) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(report, made)))


def pages(report: Report) -> list[str]:
    """Return the words of each page, as another program than ours reads them."""
    needs_poppler()
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=render_pdf(report, MADE), capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """Return text without blanks: a column that wraps stands between the lines of its neighbours otherwise."""
    return re.sub(r"[\s\u200b]+", "", text)


def root_of(reader: PdfReader) -> Any:
    """Return the catalogue, whose values pypdf types too narrowly."""
    return reader.root_object


def elements(reader: PdfReader, kind: str) -> list[Any]:
    """Return the elements of a kind in the tree that a screen reader follows."""
    found: list[Any] = []
    waiting: list[Any] = [root_of(reader)["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [one] if one.get("/S") == kind else []
            waiting += [one["/K"]] if "/K" in one else []
    return found


def words_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


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
    assert "position on 30 September 2013" in reader.pages[1].extract_text()


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
    sections = (Section("Wide", blocks, page=Page.WIDE), Section("Part", blocks, level=2), Section("Next", blocks))
    lies = [page.mediabox.width > page.mediabox.height for page in read(Report("T", (), sections)).pages]
    assert lies[-2:] == [True, False]


@pytest.mark.parametrize(
    "report",
    [
        Report(""), Report("Only a title"), Report(" ", (), (Section("", ()),)),
        Report("T", (), (Section("Deep at once", (), level=2), Section("Deeper", (), level=4))),
        Report("T", (), (Section("No rows", (Table(LONG, ()), Table((), ()))),)),
        Report("T", (), (Section("No bars", (Chart("", (), (), ""), Chart("C", ("a",), (Series("s", (0,)),), ""))),)),
        Report("T", (Listing(()),), (Section("None", (Listing(()), Paragraph(""))),)),
        Report("T", records=table(LONG, [[Cell("1"), Cell("7", 7), Cell("Words")]])),
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
        "import sys; from tests.render.documents import MADE, whole; from scrplan.render.pdf import render_pdf\n"
        "sys.stdout.buffer.write(render_pdf(whole(), MADE))"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1"}
    (tmp_path / "paper.json").write_text('{"title": "another"}', encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout == render_pdf(whole(), MADE) == render_pdf(whole(), MADE)


def test_every_row_of_a_long_table_is_there_under_its_head_and_no_page_is_empty() -> None:
    found = pages(long_report(26))
    assert re.findall(r"Row (\d+)\.", "".join(found)) == [str(at) for at in range(1, 27)]
    assert ["Recommendation" in page for page in found] == [True, True]


def test_the_rows_of_fifty_plans() -> None:
    found = pages(long_report(1300))
    assert re.findall(r"Row (\d+)\.", "".join(found)) == [str(at) for at in range(1, 1301)]
    assert all(len(page.split()) > 20 for page in found)


def test_no_page_of_a_whole_report_is_empty() -> None:
    assert all(len(page.replace("The title", "").split()) > 10 for page in pages(whole()))


LETTERS = "abcdefghij" * 300
SENTENCES = "".join(f"word{at} " for at in range(400))


@pytest.mark.parametrize("text", [LETTERS, SENTENCES, "W" * 3000], ids=["one word", "words", "wide letters"])
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("page", [Page.HERE, Page.WIDE], ids=["stands", "lies"])
def test_long_texts_break_inside_their_column(text: str, kind: Kind, page: Page) -> None:
    columns = (Column("a", "A"), Column("b", "Long", kind), Column("c", "C", Kind.LONG), Column("d", "D"))
    rows = [[Cell("before"), Cell(text), Cell("aside"), Cell("after")]]
    reader = read(Report("T", (), (Section("S", (table(columns, rows),), page=page),)))
    words = words_of(reader)
    assert [one for one in set(text) - {" "} if words.count(one) < text.count(one)] == []
    assert [x for one in reader.pages for x in _starts(one) if x > one.mediabox.width - 52] == []


def _starts(page: Any) -> list[float]:
    found: list[float] = []
    page.extract_text(visitor_text=lambda text, _, matrix, *__: found.append(matrix[4]) if text.strip() else None)
    return found


def test_a_head_that_is_taller_than_a_page_ends() -> None:
    columns = (Column("a", "head " * 700), Column("b", "B", Kind.LONG))
    assert len(read(Report("T", (), (Section("S", (table(columns, [[Cell("a"), Cell("b")]]),)),))).pages) < 20


def test_a_chart_with_many_bars_goes_on_over_the_page() -> None:
    labels = tuple(f"Agency {at}" for at in range(60))
    chart = Chart("Many", labels, (Series("open", tuple(range(60)), Tone.INFO),), "In words")
    reader = read(Report("T", (), (Section("S", (chart,)),)))
    words = words_of(reader)
    assert [label for label in labels if squeezed(label) not in words] == []
    assert {one["/Alt"] for one in elements(reader, "/Figure")} == {"In words", "Many, continued"}


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
    assert "scrplan/render/pdf_parts/paper.typ" in names
