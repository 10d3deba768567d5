"""What the tests of the paper for Word read it back with."""

import io
import zipfile
from itertools import pairwise
from typing import Any

import docx

from scrplan.content import Report
from scrplan.render.word.docx import render_word
from tests.render.documents import MADE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def read(data: bytes) -> Any:
    """Return a document of python-docx."""
    return docx.Document(io.BytesIO(data))


def body_of(report: Report, template: bytes | None = None) -> Any:
    """Return the body of a report made for Word."""
    return read(render_word(report, MADE, template)).element.body


def words(element: Any) -> str:
    """Return the words of an element, its line breaks as lines."""
    parts = (one.text or "" if one.tag == f"{W}t" else "\n" for one in element.iter(f"{W}t", f"{W}br", f"{W}tab"))
    return "".join(parts)


def paragraphs_of(element: Any, *styles: str) -> list[str]:
    """Return the words of the paragraphs in these styles."""
    return [words(one) for one in element.iter(f"{W}p") if one.style in styles]


def lying(body: Any) -> list[str]:
    """Return how the pages of each run of sections lie."""
    found = [one.get(f"{W}orient") or "portrait" for one in body.iter(f"{W}pgSz")]
    return ["wide" if one == "landscape" else "upright" for one in found]


def template_of() -> bytes:
    """Return a board's template: a heading in its own face, a header, words that must go."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.add_paragraph("Delete this text of the template")
    document.add_table(1, 1)
    document.sections[0].header.paragraphs[0].text = "Header of the board"
    document.sections[0].footer.paragraphs[0].text = "Footer of the board"
    document.add_section()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def markup_of(data: bytes) -> str:
    """Return the markup of all parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels")))


def document_of(data: bytes) -> str:
    """Return the markup of the words of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def barriers(data: bytes) -> list[str]:
    """Return what would stop someone who reads a document with a screen reader, or moves about it by its headings."""
    document = read(data)
    return [
        *_barriers_of_file(document),
        *_barriers_of_headings(document.element.body),
        *(found for one in document.element.body.iter(f"{W}tbl") for found in _barriers_of_table(one)),
        *("picture without alternative" for one in document.element.body.iter(f"{WP}docPr") if not one.get("descr")),
        *("link without words" for one in document.element.body.iter(f"{W}hyperlink") if not words(one).strip()),
        *_empty_paragraphs(document.element.body),
    ]


def _barriers_of_file(document: Any) -> list[str]:
    found = []
    if not document.core_properties.title:
        found.append("no title")
    normal = document.styles.element.default_for(1)
    if normal.find(f"{W}rPr/{W}lang") is None or document.core_properties.language != "en-GB":
        found.append("no language")
    return found


def _barriers_of_headings(body: Any) -> list[str]:
    styles = [one.style for one in body.iter(f"{W}p") if (one.style or "").startswith("Heading")]
    levels = [0, *(int(style[-1]) for style in styles)]
    return [f"heading {two} after {one}" for one, two in pairwise(levels) if two > one + 1]


def _barriers_of_table(table: Any) -> list[str]:
    rows = list(table.iter(f"{W}tr"))
    found = []
    if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
        found.append("table without a head")
    if list(table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")) or len({len(row.tc_lst) for row in rows}) > 1:
        found.append("merged cells")
    if not table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val"):
        found.append("table without a title")
    return found


def _empty_paragraphs(body: Any) -> list[str]:
    """Return the paragraphs of nothing; but Word wants one between two tables, at the end, and where pages turn."""
    found = []
    for one in body.findall(f"{W}p"):
        before, after = one.getprevious(), one.getnext()
        is_wanted = before is not None and before.tag == f"{W}tbl" and after.tag in {f"{W}tbl", f"{W}sectPr"}
        turns = one.find(f"{W}pPr/{W}sectPr") is not None
        if not (words(one).strip() or list(one.iter(f"{WP}inline")) or is_wanted or turns):
            found.append("empty paragraph")
    return found
