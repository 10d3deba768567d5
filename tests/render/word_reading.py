"""What the tests of the paper for Word read it back with."""

import io
import zipfile
from typing import Any

import docx

from scrplan.content import Report
from scrplan.render.word import render_word
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
