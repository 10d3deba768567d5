"""Nothing in the PDF stands in the way of who has it read aloud, as far as a program can judge; and each judge can."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from scrplan.content import Facts, PageStart, Paragraph, Report, Section, fact
from scrplan.render.pdf.typst_pdf import render_pdf
from tests.render.attacks import attacking_report
from tests.render.documents import CHART, LATE, MADE, MEASURED, whole
from tests.render.pdf_barriers import barriers
from tests.render.pdf_reading import elements, read
from tests.render.published import published_paper
from tests.render.test_pdf_tables import long_report

REPORTS = {
    "every-block": whole(),
    "attacked": attacking_report(),
    "bare": Report("T"),
    "records": Report("T", records=LATE),
    "long": long_report(60),
    "tables-alone": Report(
        "T", sections=(Section("S", (LATE, MEASURED)), Section("W", (LATE, LATE), page=PageStart.WIDE))
    ),
    "deep-at-once": Report("T", sections=(Section("P", (CHART,), level=3), Section("S", (LATE,)))),
    "facts": Report("T", (Facts(tuple(fact(f"Label {at}", "One", "Two\nand more") for at in range(90))),)),
    "a-fact": Report("T", (Facts((fact("Asked", "One"),)), Facts((fact("Asked", "One", "Two"),)), Paragraph("W."))),
}


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_nothing_stands_in_the_way_of_a_screen_reader(report: Report) -> None:
    assert barriers(read(report)) == []


@pytest.mark.parametrize("plans", [(), ("child-g",)], ids=["both plans", "one plan"])
def test_nothing_stands_in_the_way_in_the_paper_of_the_published_plans(plans: tuple[str, ...], tmp_path: Path) -> None:
    assert barriers(read(published_paper(tmp_path, *plans))) == []


@cache
def made() -> bytes:
    return render_pdf(REPORTS["long"]._replace(sections=(*whole().sections, *REPORTS["long"].sections)), MADE)


def one(reader: PdfReader, kind: str, at: int = 0) -> Any:
    return elements(reader, f"/{kind}")[at]


def table_said(cell: Any) -> Any:
    return next(said for said in cell["/A"] if said["/O"] == "/Table")


def without(kind: str, key: str) -> Callable[[PdfReader], object]:
    return lambda reader: one(reader, kind).pop(NameObject(key))


def without_in_file(key: str) -> Callable[[PdfReader], object]:
    def changed(reader: PdfReader) -> object:
        root: Any = reader.root_object
        return root.pop(NameObject(key))

    return changed


def renamed(kind: str, other: str) -> Callable[[PdfReader], object]:
    return lambda reader: one(reader, kind).update({NameObject("/S"): NameObject(f"/{other}")})


def rewritten(old: bytes, new: bytes) -> Callable[[PdfReader], None]:
    """Return what changes the drawing of the first page once."""

    def changed(reader: PdfReader) -> None:
        stream: Any = reader.pages[0]["/Contents"]
        data = stream.get_data()
        assert old in data
        stream.set_data(data.replace(old, new, 1))

    return changed


def redescribed(old: bytes, new: bytes) -> Callable[[PdfReader], None]:
    def changed(reader: PdfReader) -> None:
        stream: Any = reader.root_object["/Metadata"]
        data = stream.get_data()
        assert old in data
        stream.set_data(data.replace(old, new))

    return changed


def title_hidden(reader: PdfReader) -> None:
    shown: Any = reader.root_object["/ViewerPreferences"]
    shown[NameObject("/DisplayDocTitle")] = BooleanObject(False)


def suspected(reader: PdfReader) -> None:
    marks: Any = reader.root_object["/MarkInfo"]
    marks[NameObject("/Suspects")] = BooleanObject(True)


def going_round(reader: PdfReader) -> None:
    tree: Any = reader.root_object["/StructTreeRoot"]
    tree["/RoleMap"].update({NameObject("/A"): NameObject("/B"), NameObject("/B"): NameObject("/A")})


def redefined(reader: PdfReader) -> None:
    tree: Any = reader.root_object["/StructTreeRoot"]
    tree["/RoleMap"].update({NameObject("/P"): NameObject("/Div")})


def swapped(reader: PdfReader) -> None:
    kids = one(reader, "Document")["/K"]
    kids[0], kids[-1] = kids[-1], kids[0]


def cell_gone(reader: PdfReader) -> None:
    one(reader, "TR", -1)["/K"].pop()


def spread(reader: PdfReader) -> None:
    table_said(one(reader, "TD"))[NameObject("/RowSpan")] = NumberObject(2)


def headless(reader: PdfReader) -> None:
    table_said(one(reader, "TD"))[NameObject("/Headers")] = ArrayObject()


def misled(reader: PdfReader) -> None:
    table_said(one(reader, "TD"))[NameObject("/Headers")] = ArrayObject([TextStringObject("nobody")])


def unscoped(reader: PdfReader) -> None:
    table_said(one(reader, "TH")).pop("/Scope")


def same_name(reader: PdfReader) -> None:
    one(reader, "TH", 1)[NameObject("/ID")] = one(reader, "TH")["/ID"]


def overlapping(reader: PdfReader) -> None:
    upper, lower = one(reader, "TR", 1)["/K"], one(reader, "TR", 2)["/K"]
    table_said(upper[1].get_object())[NameObject("/RowSpan")] = NumberObject(2)
    table_said(lower[0].get_object())[NameObject("/ColSpan")] = NumberObject(2)


def untabbed(reader: PdfReader) -> None:
    reader.pages[0].pop(NameObject("/Tabs"))


def annotated(reader: PdfReader) -> Any:
    notes: Any = reader.pages[0]["/Annots"]
    return notes[0].get_object()


def unlinked(reader: PdfReader) -> None:
    one(reader, "Link")["/K"].pop()


def font_of(reader: PdfReader) -> Any:
    fonts: Any = reader.pages[0]["/Resources"]
    return next(iter(fonts["/Font"].values())).get_object()


def stripped(reader: PdfReader) -> None:
    described = font_of(reader)["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    for key in [key for key in described if key.startswith("/FontFile")]:
        described.pop(key)


BREAKS: dict[str, tuple[Callable[[PdfReader], object], str]] = {
    "no-tree": (without_in_file("/StructTreeRoot"), "no tags"),
    "no-language": (without_in_file("/Lang"), "no language"),
    "not-marked": (without_in_file("/MarkInfo"), "tags not vouched for"),
    "suspects": (suspected, "tags not vouched for"),
    "no-title-shown": (without_in_file("/ViewerPreferences"), "no title shown"),
    "file-name-shown": (title_hidden, "no title shown"),
    "no-title": (redescribed(b"dc:title", b"dc:other"), "no title shown"),
    "another-part": (redescribed(b"pdfuaid:part>1", b"pdfuaid:part>2"), "does not declare PDF/UA-1"),
    "unknown-kind": (renamed("P", "Verse"), "kind without a standard role"),
    "roles-in-a-loop": (going_round, "kind without a standard role"),
    "role-of-a-standard-kind": (redefined, "standard kind given another role"),
    "list-of-paragraphs": (renamed("LI", "P"), "/L badly nested"),
    "stray-point": (renamed("L", "Div"), "/LI badly nested"),
    "point-without-body": (renamed("LBody", "Lbl"), "point without words"),
    "paragraph-around-a-table": (renamed("Document", "P"), "block inside running words"),
    "bare-words": (renamed("P", "Span"), "words outside any paragraph"),
    "words-of-a-group": (renamed("P", "Div"), "words outside any paragraph"),
    "empty-heading": (without("H1", "/K"), "/H1 without content"),
    "gap-in-levels": (renamed("H2", "H3"), "heading 3 after 1"),
    "first-level-missing": (renamed("H1", "H2"), "heading 2 after 0"),
    "no-alternative": (without("Figure", "/Alt"), "figure without words"),
    "no-place": (without("Figure", "/A"), "figure without a place"),
    "no-heads": (lambda reader: [head.update({NameObject("/S"): NameObject("/TD")})
                                 for head in elements(reader, "/TH")], "table without heads"),
    "no-scope": (unscoped, "head of nothing"),
    "missing-cell": (cell_gone, "rows of different lengths"),
    "two-heads-of-one-name": (same_name, "two heads of one name"),
    "cells-over-each-other": (overlapping, "cells over each other"),
    "cell-too-tall": (spread, "rows of different lengths"),
    "no-head-of-a-cell": (headless, "cell without a head"),
    "head-of-another-table": (misled, "cell under a head that is not there"),
    "untagged": (rewritten(b"/Artifact", b"/Stray"), "content without a tag"),
    "tag-in-an-artifact": (rewritten(b"/Artifact", b"/Artifact BMC /Artifact"), "tag within an artifact"),
    "not-in-the-tree": (rewritten(b"/MCID 0", b"/MCID 9999"), "content that is not in the tree, or twice"),
    "drawn-twice": (rewritten(b"/MCID 1", b"/MCID 0"), "content that is not in the tree, or twice"),
    "other-order": (swapped, "read in another order than drawn"),
    "no-order-of-tabs": (untabbed, "tab key in no order"),
    "annotation-alone": (unlinked, "annotation outside the tree"),
    "field": (lambda reader: annotated(reader).update({NameObject("/Subtype"): NameObject("/Widget")}),
              "annotation outside the tree"),
    "link-without-words": (lambda reader: annotated(reader).pop(NameObject("/Contents")), "link without words"),
    "font-elsewhere": (stripped, "font not inside"),
    "letters-unknown": (lambda reader: font_of(reader).pop(NameObject("/ToUnicode")),
                        "font whose letters are not known"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), BREAKS.values(), ids=BREAKS)
def test_what_stands_in_the_way_is_found(change: Callable[[PdfReader], object], told: str) -> None:
    reader = PdfReader(io.BytesIO(made()))
    change(reader)
    assert told in barriers(reader)


def test_labels_are_read_with_what_belongs_to_them() -> None:
    reader = read(Report("T", (Facts((fact("Board", "Ours"), fact("Plans", "One", "Two"))),)))
    kinds = [[kid.get_object()["/S"] for kid in point["/K"]] for point in elements(reader, "/LI")]
    assert kinds == [["/Lbl", "/LBody"]] * 2


def test_the_contents_are_a_heading_that_is_not_in_them() -> None:
    reader = read(whole())
    names = [str(DictionaryObject(head).get("/T")) for head in elements(reader, "/H1")]
    assert names.count("Contents") == 1
    assert len(elements(reader, "/TOCI")) == sum(section.level == 1 for section in whole().sections)
