"""The report as one page of HTML that needs nothing else: its style, its charts and its little script are inside.

Every text goes through the template's escaping, and a policy inside the page forbids whatever is not of the page.
"""

import base64
import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

from scrplan.characters import harmless
from scrplan.content import (
    Block,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Facts,
    PageStart,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
)
from scrplan.dates import day_words
from scrplan.errors import MissingExtra
from scrplan.render.charts import chart_svg
from scrplan.render.document_properties import Made
from scrplan.render.text_width import text_width


def render_page(report: Report, made: Made) -> str:
    """Return a report as a page of HTML.

    Raises:
        MissingExtra: Jinja2 is not installed.

    """
    try:
        from jinja2 import Environment, StrictUndefined  # noqa: PLC0415  (only this format needs them)
        from markupsafe import Markup  # noqa: PLC0415
    except ImportError as missing:
        raise MissingExtra("Jinja2") from missing

    def trusted(markup: str) -> Markup:
        return Markup(markup)  # noqa: S704  (of the package, or escaped by the drawer of charts)

    def written(value: Any) -> Any:
        return value if not isinstance(value, str) or isinstance(value, Markup) else harmless(value)

    environment = Environment(autoescape=True, undefined=StrictUndefined, finalize=written)
    environment.tests.update(_BLOCKS)
    style, script = _style(), _part("page.js")
    return environment.from_string(_part("page.html")).render(
        report=report,
        made=made,
        day=day_words(date.fromisoformat(made.day)),
        sections=tuple(_headed(report.sections)),
        policy=_policy(style, script),
        style=trusted(style),
        script=trusted(script),
        shape_of=_shape,
        is_tall=_is_tall,
        drawn=lambda chart, width, prefix: trusted(chart_svg(chart, width, prefix)),
        bar=lambda cell, shape: trusted(_bar(cell, shape.most)),
    )


_BLOCKS = {
    "paragraph": lambda block: isinstance(block, Paragraph),
    "facts": lambda block: isinstance(block, Facts),
    "grid": lambda block: isinstance(block, Table),
    "chart": lambda block: isinstance(block, Chart),
}


# Attributes of style are forbidden by the page's own policy, so that every width is a class.
_WIDTHS = "".join(f".w-{share} {{ width: {share}% }}\n" for share in range(1, 101))


def _part(name: str) -> str:
    return files("scrplan.render.page").joinpath(name).read_text(encoding="utf-8")


# From which width of a window down the rows of each size of table are cards; the greatest are so on any screen.
_CARDS = {"few": "(max-width: 34rem)", "some": "(max-width: 60rem)", "many": "(max-width: 72rem)", "lots": ""}


def _style() -> str:
    cards = _part("cards.css")
    sizes = (
        f"@media screen{f' and {where}' if where else ''} {{\n{cards.replace('SIZE', size)}}}\n"
        for size, where in _CARDS.items()
    )
    return "".join((_part("page.css"), *sizes, _WIDTHS))


def _policy(style: str, script: str) -> str:
    """Return what the page may do: use this very style and script, and nothing else, from nowhere."""
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Headed(NamedTuple):
    """A section with what its element needs; `level` is never 2 before the first of 1."""

    id: str
    level: int
    heading: str
    looks: str
    blocks: tuple[Block, ...]


def _headed(sections: Iterable[Section]) -> Iterator[_Headed]:
    for number, section in enumerate(sections, 1):
        level = 1 if number == 1 else section.level
        looks = [section.tone.value]
        if level > 1:
            looks.append("part")
        if section.page is PageStart.WIDE or any(_is_broad(block) for block in section.blocks):
            looks.append("lying")
        elif section.page is PageStart.NEW:
            looks.append("new")
        yield _Headed(f"section-{number}", level, section.heading, " ".join(looks), section.blocks)


def _is_broad(block: Block) -> bool:
    return isinstance(block, Table) and len(block.columns) >= _BROAD


_BROAD = 9  # columns that upright paper has no room for
_SIZES = ((5, "few"), (8, "some"), (12, "many"))  # columns up to which a table has a size; above it is "lots"
_TOOLS_FROM = 6  # rows that are worth a filter
_SHORT = 16  # rows that stay together on paper
_PHONE = 36  # letters that stand beside each other on the narrowest phone
_TALL = 450  # letters of one cell


class _Shape(NamedTuple):
    """How a table is laid out: its size, the classes of each column, which column names the row, its greatest bar."""

    size: str
    looks: tuple[str, ...]
    header: int
    has_tools: bool
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell]  # empty where there is none
    most: int

    @property
    def rows_words(self) -> str:
        """Return how many rows there are, in words; their total is none of them."""
        return "1 row" if len(self.rows) == 1 else f"{len(self.rows):,} rows"


def _shape(table: Table) -> _Shape:
    columns = table.columns
    rows, total = table.body, table.rows[-1] if table.has_total and table.rows else ()
    bars = [row[place].value for row in rows for place, one in enumerate(columns) if one.kind is ColumnKind.BAR]
    return _Shape(
        _size(table),
        tuple(f"k-{one.kind.value} w-{width}" for one, width in zip(columns, _widths(table), strict=True)),
        next((place for place, one in enumerate(columns) if one.key == "ref"), 0),
        any(column.kind is ColumnKind.LONG for column in columns) and len(rows) >= _TOOLS_FROM,
        rows,
        total,
        max((value for value in bars if isinstance(value, int)), default=0),
    )


def _size(table: Table) -> str:
    """Return the class of a table after its columns, and after its rows: a short one is kept together on paper."""
    kinds = {column.kind for column in table.columns}
    sizes = _SIZES[1:] if ColumnKind.LONG in kinds else _SIZES
    size = next((name for most, name in sizes if len(table.columns) <= most), "lots")
    if kinds <= {ColumnKind.SHORT, ColumnKind.NUMBER, ColumnKind.WORDS} and sum(_least(table)) <= _PHONE:
        size = "small"
    return f"{size} short" if len(table.rows) <= _SHORT and ColumnKind.LONG not in kinds else size


def _least(table: Table) -> Iterator[float]:
    """Yield how many letters wide each column is at least, if no word is broken."""
    for place, column in enumerate(table.columns):
        yield max(_longest(text) for text in (column.heading, *(row[place].text for row in table.rows))) * _BOLD + 1


def _is_tall(row: Sequence[Cell]) -> bool:
    """Return whether a row is so tall that, kept whole, it would leave half a sheet of paper empty."""
    return max((len(cell.text) for cell in row), default=0) > _TALL


def _widths(table: Table) -> list[int]:
    """Return the share of each column in hundredths, after what its texts need.

    These are no widths in a room, as `table_layout` gives: how wide the page is, only the browser knows.
    """
    needs = [_need(column, [row[place] for row in table.rows]) for place, column in enumerate(table.columns)]
    return [max(1, round(100 * need / sum(needs))) for need in needs]


def _need(column: Column, cells: Sequence[Cell]) -> float:
    """Return how many letters wide a column would like to be: no word is broken, a long text is broad."""
    longest = max([_longest(column.heading) * _BOLD, *(_longest(cell.text) for cell in cells)])
    lengths = [len(cell.text) for cell in cells if cell.text] or [0]
    least, most = _WANTED[column.kind]
    if column.kind is ColumnKind.LONG:
        wanted = 2.5 * math.sqrt(sum(lengths) / len(lengths))
    else:
        wanted = max(*lengths, len(column.heading) / 2.5)
    is_toned = column.kind is ColumnKind.SHORT and any(cell.tone is not Tone.PLAIN for cell in cells)
    return max(min(longest, _LONGEST_PIECE), min(max(wanted, least), most)) + _BETWEEN + 1.5 * is_toned


def _longest(text: str) -> float:
    return max((text_width(piece, _LETTER) for piece in _PIECE.findall(text)), default=0)


_PIECE = re.compile(r"[^\s-]+-?")  # what a line is not broken in
_WANTED = {
    ColumnKind.SHORT: (3, 11),
    ColumnKind.NUMBER: (4, 9),
    ColumnKind.BAR: (20, 20),
    ColumnKind.WORDS: (9, 16),
    ColumnKind.LONG: (36, 60),
}
_LETTER = 1.6  # the size in which a common letter is 1 wide
_BOLD = 1.35  # how much wider it is in a heading, with some to spare
_LONGEST_PIECE = 17  # letters; what is longer is broken after all
_BETWEEN = 2.2  # letters, from column to column


def _bar(cell: Cell, most: int) -> str:
    if not isinstance(cell.value, int) or cell.value <= 0:
        return ""
    width = max(1, round(100 * cell.value / most))
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{width}" height="10"/></svg>'
    )
