"""The pages of the Word paper: how much room they have, and where they turn on their side."""

from copy import deepcopy
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
POINT = 20
TWIP = 635  # what the library counts in, in a twentieth of a point


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
