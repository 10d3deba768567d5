"""The tags of a PDF, in the order in which a screen reader follows them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader


class Piece(NamedTuple):
    """A marked piece of content, or an annotation, that an element has: its page, and its number or itself."""

    page: int
    mark: Any


class Element(NamedTuple):
    """An element in reading order, with its parent's kind and what it has itself of the pages.

    `is_tall` where it is of a cell that spans rows, which is drawn after those beside it.
    """

    kind: str
    data: Any
    within: str
    pieces: tuple[Piece, ...]
    is_tall: bool

    def said(self, owner: str, key: str) -> Any:
        """Return what its attributes of a kind say."""
        return _said(self.data, owner, key)


def kids_of(element: Any) -> list[Any]:
    """Return what stands directly in an element: elements, marks and annotations."""
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [one if isinstance(one, int) else one.get_object() for one in kids]


def _said(element: Any, owner: str, key: str) -> Any:
    every = element.get("/A", [])
    found = [one.get_object() for one in (every if isinstance(every, list) else [every])]
    return next((one[key] for one in found if one.get("/O") == owner and key in one), None)


class Tree:
    """The elements of a file, with the pages that their pieces are on."""

    def __init__(self, reader: PdfReader) -> None:
        every: Any = reader.pages
        self._places = {page.indirect_reference.idnum: at for at, page in enumerate(every)}

    def below(self, parent: Any, page: int = -1, *, is_tall: bool = False) -> Iterator[Element]:
        """Yield the elements below one in reading order."""
        page = self._page(parent, page)
        for one in kids_of(parent):
            if not isinstance(one, int) and "/S" in one:
                tall = is_tall or (_said(one, "/Table", "/RowSpan") or 1) > 1
                yield Element(one["/S"], one, parent.get("/S", ""), tuple(self._pieces(one, page)), tall)
                yield from self.below(one, page, is_tall=tall)

    def _pieces(self, element: Any, page: int) -> Iterator[Piece]:
        page = self._page(element, page)
        for one in kids_of(element):
            if isinstance(one, int):
                yield Piece(page, one)
            elif "/S" not in one:
                yield Piece(self._page(one, page), one["/MCID"] if "/MCID" in one else one.raw_get("/Obj"))

    def _page(self, element: Any, otherwise: int) -> int:
        return self._places[element.raw_get("/Pg").idnum] if "/Pg" in element else otherwise
