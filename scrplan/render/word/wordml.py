"""Words and pages as WordprocessingML: where text of a plan meets the markup of Word, and leaves it escaped."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from scrplan.characters import harmless, one_line
from scrplan.content import Cell, Tone
from scrplan.render.word.docx_styles import TONE_STYLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINT = 20  # twentieths: the unit of the widths of Word
TWIP = 635  # what the library counts in, in a twentieth of a point
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def text_run(text: str, style: str = "") -> str:
    """Return text as one run; its lines stay lines."""
    look = f"<w:rPr><w:rStyle w:val={quoteattr(style)}/></w:rPr>" if style else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in harmless(text).split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def cell_run(cell: Cell, styles: Mapping[str, str]) -> str:
    """Return the text of a cell in its tone."""
    return text_run(cell.text, "" if cell.tone is Tone.PLAIN else styles[TONE_STYLES[cell.tone]])


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """Return a paragraph of the style with this id; `properties` come after the style."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{runs}</w:p>"


def attribute(text: str) -> str:
    """Return text on one line as the value of an attribute, in its quotes."""
    return quoteattr(one_line(text))


def field_runs(code: str, shown: str) -> str:
    """Return a field of ours as runs: `code` is never text of a plan, `shown` is what stands there at first."""
    return f"{_field_start(code)}{text_run(shown)}{_FIELD_END}"


_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _field_start(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


class ContentsEntry(NamedTuple):
    """A heading, as the table of contents names it."""

    text: str
    level: int
    mark: str


def contents(heading: str, entries: tuple[ContentsEntry, ...], styles: tuple[str, str, str]) -> str:
    """Return the table of contents: a field of Word that is already filled, with a link to each heading.

    The entries have no numbers of pages, which only Word can count: a wrong one would be worse than none. Updating the
    list adds them; in the frame of a contents list, that is one click.
    """
    start, end = _field_start(r'TOC \o "1-2" \h \z \u'), _FIELD_END
    lines = [
        paragraph(
            styles[entry.level],
            f"{'' if place else start}"
            f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{text_run(entry.text)}</w:hyperlink>'
            f"{end if place == len(entries) - 1 else ''}",
        )
        for place, entry in enumerate(entries)
    ]
    return (
        f"{_FRAME}{paragraph(styles[0], text_run(heading))}{''.join(lines)}</w:sdtContent></w:sdt>" if entries else ""
    )


_FRAME = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>"
)


class PageRoom(NamedTuple):
    """The room for words on a page, in points; `breadth` is how wide their letters are, compared with ours."""

    width: float
    height: float
    breadth: float = 1.0


def sheet_of(page: Any, *, wide: bool) -> PageRoom:
    """Return the room on a page with this set-up, upright or on its side."""
    width, height = _lying(page, wide=wide)
    section = page
    sides = _twips(section.left_margin) + _twips(section.right_margin) + _twips(section.gutter)
    ends = _twips(section.top_margin) + _twips(section.bottom_margin)
    return PageRoom(max(width - sides, 2000) / POINT, max(height - ends, 2000) / POINT)


def _twips(length: int | None) -> int:
    return abs(round((length or 0) / TWIP))


def _lying(page: Any, *, wide: bool) -> tuple[int, int]:
    width, height = _twips(page.page_width) or 11906, _twips(page.page_height) or 16838
    return (max(width, height), min(width, height)) if wide else (width, height)


def page_markup(page: Any, *, wide: bool, is_first: bool) -> str:
    """Return the set-up of the pages of a section, which always begins on a new one.

    Only the first has a first page of its own, and a number to begin with.
    """
    from docx.enum.section import WD_ORIENT, WD_SECTION  # noqa: PLC0415
    from docx.oxml.xmlchemy import serialize_for_reading  # noqa: PLC0415

    copied = deepcopy(page)
    width, height = _lying(page, wide=wide)
    copied.page_width, copied.page_height = width * TWIP, height * TWIP
    copied.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    copied.start_type = WD_SECTION.NEW_PAGE
    if not is_first:
        copied.titlePg_val = None
        for counted in copied.findall(f"{W}pgNumType"):
            counted.attrib.pop(f"{W}start", None)
    return str(serialize_for_reading(copied))


def section_break(page: Any, style: str, *, wide: bool, is_first: bool) -> str:
    """Return the paragraph that ends the pages that lie this way."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page_markup(page, wide=wide, is_first=is_first)}</w:pPr></w:p>'
