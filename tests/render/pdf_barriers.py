"""What in a PDF would stop someone who has it read aloud: the points of PDF/UA-1 that a program can judge."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import BooleanObject, ContentStream

from tests.render.pdf_tree import Element, Tree, kids_of

SHOWING = frozenset((*b"Tj TJ ' \" f F f* B B* b b* S s sh Do BI".split(), b"INLINE IMAGE"))
TRUE = BooleanObject(True)  # any object of a PDF is true to Python, this one's opposite too
HEADINGS = [f"/H{level}" for level in range(1, 7)]
KIDS = {  # what may stand in what; in all else anything may
    "/L": {"/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}, "/TOC": {"/TOCI", "/TOC", "/Caption"},
    "/Table": {"/THead", "/TBody", "/TFoot", "/TR", "/Caption"}, "/TR": {"/TH", "/TD"},
    "/THead": {"/TR"}, "/TBody": {"/TR"}, "/TFoot": {"/TR"},
}  # fmt: skip
PARENTS = {"/LI": {"/L"}, "/TOCI": {"/TOC"}, "/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TD": {"/TR"},
           "/TH": {"/TR"}, "/THead": {"/Table"}, "/TBody": {"/Table"}, "/TFoot": {"/Table"}}  # fmt: skip
GROUPS = {"/Document", "/Part", "/Sect", "/Div"}
STANDARD = {
    *KIDS, *PARENTS, *HEADINGS, *GROUPS, "/P", "/Span", "/Lbl", "/LBody", "/Figure",
    "/Reference", "/Link", "/Caption",
}  # fmt: skip
BLOCKS = {"/P", "/Div", "/L", "/Table", "/Figure", "/TOC", *HEADINGS}


def barriers(reader: PdfReader) -> list[str]:
    """Return every barrier that is found, each once."""
    root: Any = reader.root_object
    if "/StructTreeRoot" not in root:
        return ["no tags"]
    tree = Tree(reader)
    elements = list(tree.below(root["/StructTreeRoot"]))
    found = [
        *_of_file(root), *_of_roles(root["/StructTreeRoot"], elements), *_of_nesting(elements),
        *_of_headings(elements), *_of_figures(elements), *_of_tables(tree, elements),
        *_of_content(reader, elements), *_of_links(reader, elements), *_of_fonts(reader),
    ]  # fmt: skip
    return list(dict.fromkeys(found))


def _of_file(root: Any) -> Iterator[str]:
    described = root["/Metadata"].get_object().get_data().decode()
    if "<pdfuaid:part>1</pdfuaid:part>" not in described:
        yield "does not declare PDF/UA-1"
    if "<dc:title>" not in described or root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") != TRUE:
        yield "no title shown"
    if not root.get("/Lang"):
        yield "no language"
    marks = root.get("/MarkInfo", {})
    if marks.get("/Marked") != TRUE or marks.get("/Suspects") == TRUE:
        yield "tags not vouched for"


def _of_roles(tree: Any, elements: Iterable[Element]) -> Iterator[str]:
    """Yield kinds that stand for no standard one, or for themselves."""
    roles = tree.get("/RoleMap", {})
    if set(roles) & STANDARD:
        yield "standard kind given another role"
    for kind in {one.kind for one in elements} | set(roles):
        seen = {kind}
        while kind not in STANDARD:
            kind = roles.get(kind)  # noqa: PLW2901  (followed from role to role)
            if kind is None or kind in seen:
                yield "kind without a standard role"
                break
            seen.add(kind)


def _of_nesting(elements: Iterable[Element]) -> Iterator[str]:
    for one in elements:
        inside = {kid["/S"] for kid in kids_of(one.data) if not isinstance(kid, int) and "/S" in kid}
        if not inside <= KIDS.get(one.kind, inside) or one.within not in PARENTS.get(one.kind, {one.within}):
            yield f"{one.kind} badly nested"
        if one.kind == "/LI" and "/LBody" not in inside:
            yield "point without words"
        if one.kind in {"/P", "/Span", *HEADINGS} and inside & BLOCKS:
            yield "block inside running words"
        if one.pieces and (one.kind in GROUPS or (one.kind == "/Span" and one.within in GROUPS)):
            yield "words outside any paragraph"
        if not inside and not one.pieces and one.kind not in {"/TD", "/TH", "/LBody", "/Div"}:
            yield f"{one.kind} without content"


def _of_headings(elements: Iterable[Element]) -> Iterator[str]:
    levels = [0, *(int(one.kind[2:]) for one in elements if one.kind in HEADINGS)]
    yield from (f"heading {two} after {one}" for one, two in pairwise(levels) if two > one + 1)


def _of_figures(elements: Iterable[Element]) -> Iterator[str]:
    for one in elements:
        if one.kind != "/Figure":
            continue
        if not str(one.data.get("/Alt", "")).strip():
            yield "figure without words"
        if not one.said("/Layout", "/BBox"):
            yield "figure without a place"


def _of_tables(tree: Tree, elements: Iterable[Element]) -> Iterator[str]:
    for table in elements:
        if table.kind == "/Table":
            rows = [row for row in tree.below(table.data) if row.kind == "/TR"]
            cells = [[one for one in tree.below(row.data) if one.within == "/TR"] for row in rows]
            yield from _of_cells([cell for row in cells for cell in row])
            yield from _of_grid([[_spans(cell) for cell in row] for row in cells])


def _of_cells(cells: list[Element]) -> Iterator[str]:
    heads = [one for one in cells if one.kind == "/TH"]
    names = [bytes(one.data["/ID"].original_bytes) for one in heads if "/ID" in one.data]
    if not heads:
        yield "table without heads"
    if [one for one in heads if one.said("/Table", "/Scope") not in {"/Column", "/Row", "/Both"}]:
        yield "head of nothing"
    if len(set(names)) < len(names):
        yield "two heads of one name"
    for one in cells:
        told = [bytes(name.original_bytes) for name in one.said("/Table", "/Headers") or []]
        if not set(told) <= set(names):
            yield "cell under a head that is not there"
        if one.kind == "/TD" and not told:
            yield "cell without a head"


def _spans(cell: Element) -> tuple[int, int]:
    return cell.said("/Table", "/RowSpan") or 1, cell.said("/Table", "/ColSpan") or 1


def _of_grid(rows: list[list[tuple[int, int]]]) -> Iterator[str]:
    """Yield whether some place of the grid has no cell, or two: each row takes up what those above left free."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for down, across in row:
            while (at, column) in taken:
                column += 1
            covered = {(at + y, column + x) for y in range(down) for x in range(across)}
            if covered & taken:
                yield "cells over each other"
            taken |= covered
    widths = {sum(1 for row, _ in taken if row == at) for at in range(len(rows))}
    if len(widths) > 1 or {row for row, _ in taken} != set(range(len(rows))):
        yield "rows of different lengths"


def _of_content(reader: PdfReader, elements: Iterable[Element]) -> Iterator[str]:
    """Yield what is shown but neither read aloud nor an artifact, or in another order than it is read."""
    told = [(piece, one.is_tall) for one in elements for piece in one.pieces if isinstance(piece.mark, int)]
    for number, page in enumerate(reader.pages):
        marks: list[int | str | None] = []
        drawn: list[int] = []
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in {b"BDC", b"BMC"}:
                marks.append(_mark(operands))
                drawn += [mark for mark in marks[-1:] if isinstance(mark, int)]
            elif operator == b"EMC":
                marks.pop()
            elif operator in SHOWING and not any(mark is not None for mark in marks):
                yield "content without a tag"
            if "artifact" in marks and any(isinstance(mark, int) for mark in marks):
                yield "tag within an artifact"
        read = [(piece.mark, is_tall) for piece, is_tall in told if piece.page == number]
        if sorted(mark for mark, _ in read) != sorted(drawn):
            yield "content that is not in the tree, or twice"
        tall = {mark for mark, is_tall in read if is_tall}
        if [mark for mark, is_tall in read if not is_tall] != [mark for mark in drawn if mark not in tall]:
            yield "read in another order than drawn"


def _mark(operands: Any) -> int | str | None:
    if operands[0] == "/Artifact":
        return "artifact"
    named = operands[1] if len(operands) > 1 else {}
    return int(named["/MCID"]) if "/MCID" in named else None


def _of_links(reader: PdfReader, elements: Iterable[Element]) -> Iterator[str]:
    links = {str(piece.mark) for one in elements if one.kind == "/Link" for piece in one.pieces}
    for page in reader.pages:
        if page.get("/Tabs") != "/S":
            yield "tab key in no order"
        for note in page.get("/Annots", []):
            if note.get_object()["/Subtype"] != "/Link" or str(note) not in links:
                yield "annotation outside the tree"
            if not note.get_object().get("/Contents"):
                yield "link without words"


def _of_fonts(reader: PdfReader) -> Iterator[str]:
    every: Any = reader.pages
    for page in every:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object()):
                yield "font not inside"
            if "/ToUnicode" not in font.get_object():
                yield "font whose letters are not known"
