"""What stands in a PDF, as programs that are not ours read it."""

import io
import re
import subprocess
from typing import Any

from pypdf import PdfReader

from scrplan.content import Report
from scrplan.render.document_properties import Made
from scrplan.render.pdf.typst_pdf import render_pdf
from tests.render.documents import MADE
from tests.render.pdf_tree import Tree
from tests.tools import needs_poppler


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
    """Return the elements of a kind in the tree that a screen reader follows, in its order."""
    return [one.data for one in Tree(reader).below(root_of(reader)["/StructTreeRoot"]) if one.kind == kind]


def words_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def placed(report: Report) -> list[tuple[str, float, float, float]]:
    """Return each word with its left edge, its right edge and the width of its page."""
    needs_poppler()
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=render_pdf(report, MADE), capture_output=True, check=True
    )
    found: list[tuple[str, float, float, float]] = []
    width = 0.0
    for line in done.stdout.decode().splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'<word xMin="([\d.-]+)".* xMax="([\d.-]+)".*?>(.*)</word>', line):
            found.append((word[3], float(word[1]), float(word[2]), width))
    return found
