"""What the tests of the report read its formats back with: rows of cells, and all the words, without their blanks."""

import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from html.parser import HTMLParser
from typing import Any, NamedTuple

from scrplan.characters import harmless
from tests.render.pdf_reading import root_of
from tests.render.pdf_tree import Element, Tree

Rows = list[list[str]]


class Reading(NamedTuple):
    """All rows of all tables in their order, heads included, and all words."""

    rows: Rows
    words: str


def squeezed(text: str) -> str:
    """Return text without blanks, and without what only says where a line may break."""
    return re.sub(r"[\s\u200b\u00ad\u2060]+", "", harmless(text))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self.words = ""
        self.inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.inside += 1
            self.rows[-1].append("")
        self.words += "".join(value or "" for name, value in attrs if name == "aria-label")

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.inside:
            self.rows[-1][-1] += data


def of_page(raw: bytes) -> Reading:
    """Read a page of HTML."""
    page = _Page()
    page.feed(raw.decode())
    return _reading(page.rows, page.words)


def of_word(raw: bytes) -> Reading:
    """Read a document for Word, the alternatives of its pictures among the words."""
    from docx import Document

    document = Document(io.BytesIO(raw))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    words = "".join(
        (one.text or "") + (one.get("descr") or "")
        for one in document.element.body.iter()
        if isinstance(one.tag, str) and (one.tag.endswith("}t") or one.tag.endswith("}docPr"))
    )
    return _reading(rows, words)


def of_markdown(raw: bytes) -> Reading:
    """Read Markdown: what is escaped is text, bold and line breaks are looks."""
    text = raw.decode()
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("| ") and not re.fullmatch(r"[|: -]+", line)
    ]
    plain = [[_unescaped(cell) for cell in row] for row in rows]
    return _reading(plain, _unescaped(text))


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)|\*\*|<br>", lambda found: found[1] or "", text)


def of_pdf(raw: bytes) -> Reading:
    """Read a PDF by its tags, as a screen reader does."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw))
    tree, marked = Tree(reader), [_marked(page) for page in reader.pages]
    every = list(tree.below(root_of(reader)["/StructTreeRoot"]))

    def words(*elements: Element) -> str:
        pieces = (piece for one in elements for piece in one.pieces)
        return "".join(marked[piece.page].get(piece.mark, "") for piece in pieces if isinstance(piece.mark, int))

    rows = [
        [words(cell, *tree.below(cell.data)) for cell in tree.below(row.data) if cell.kind in {"/TD", "/TH"}]
        for row in every
        if row.kind == "/TR"
    ]
    return _reading(rows, words(*every) + "".join(one.data.get("/Alt", "") for one in every))


def _marked(page: Any) -> dict[int, str]:
    """Return the words of a page by the numbers of their marks."""
    open_marks: list[int | None] = []
    found: dict[int, str] = {}

    def before(operator: bytes, operands: Sequence[Any], *_: object) -> None:
        if operator in {b"BDC", b"BMC"}:
            named = operands[1] if len(operands) > 1 else {}
            open_marks.append(named.get("/MCID") if hasattr(named, "get") else None)
        elif operator == b"EMC":
            open_marks.pop()

    def text(words: str, *_: object) -> None:
        numbers = [one for one in open_marks if one is not None]
        if numbers:
            found[numbers[-1]] = found.get(numbers[-1], "") + words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return found


def of_workbook(raw: bytes) -> Reading:
    """Read a workbook: a number is its digits, a day is written as in the plan."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    rows = [
        [_typed(cell) for cell in row] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    ]
    return _reading(rows, "".join(cell for row in rows for cell in row))


def _typed(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat()[:10] if isinstance(cell, date) else str(cell)


def _reading(rows: Rows, words: str) -> Reading:
    return Reading([[squeezed(cell) for cell in row] for row in rows], squeezed(words))


READERS: dict[str, Callable[[bytes], Reading]] = {
    "html": of_page,
    "docx": of_word,
    "md": of_markdown,
    "pdf": of_pdf,
    "xlsx": of_workbook,
}
