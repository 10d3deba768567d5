"""The blocks of a report as plain data for the template: each text a string, each width in points."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from scrplan.characters import harmless, one_line
from scrplan.content import Block, Cell, Chart, Facts, Listing, Paragraph, Table, Tone
from scrplan.render.charts import INK, chart_svg, parted
from scrplan.render.pdf.stacked_layout import BOLD, GAP, line_count, serif_width, stacked_layout
from scrplan.render.series_styles import PALETTE

MARGIN = 52.0
SIZES = {"body": 10.5, "small": 8.5, "table": 9.0, "contents": 9.5}
PORTRAIT, WIDE = 595.28 - 2 * MARGIN, 841.89 - 2 * MARGIN
TALLEST, TALLEST_WIDE = 680.0, 430.0  # points of a drawing, which leaves room for its title
LONG_ROW, LONG_ROW_WIDE = 22, 16  # lines; a longer row may go on over the page
LAST_ROWS = 30  # lines, which fit on any page; the last two rows stay together if they have no more
SHORT_TABLE = 16  # lines; a table, or facts, that are not longer stand on one page
TALL_HEAD = 8  # lines; a head that is taller stands but once, since pages of heads would never end
LABEL_SHARE = 0.3  # of the width, for the labels of facts
DRAWN_MOST = 430.0  # points; a wider bar says no more
PIXEL = 0.62  # points of a chart's unit, which makes its letters as large as those of a table
FONT = "Libertinus Serif"


class Blocks:
    """Turns blocks into data for a page of some width; keeps the drawings, by the names that the data give them.

    Their words are spelled already, in letters that the fonts have: what is measured is what stands there.
    """

    def __init__(self) -> None:
        self.drawings: dict[str, str] = {}

    def data(self, blocks: Iterable[Block], room: float) -> list[dict[str, Any]]:
        """Return blocks as data, for words as wide as `room`."""
        every = tuple(blocks)
        data = [self._block(block, room) for block in every]
        for one, following in zip(data, every[1:], strict=False):
            one["leads"] = isinstance(following, Table | Facts | Listing)  # a chart has its own words to stand with
        return data

    def _block(self, block: Block, room: float) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"kind": "paragraph", "text": self._wrapped(block.text, room, "body"), "tone": block.tone.value}
            case Facts():
                return self._facts(block, room)
            case Table():
                return self._table(block, room) if block.columns and block.rows else _NONE.copy()
            case Chart():
                return self._chart(block, room)
            case Listing():
                return {
                    "kind": "listing",
                    "points": [self._wrapped(point, room - 20, "body") for point in block.points],
                }

    def _chart(self, chart: Chart, room: float) -> dict[str, Any]:
        width = min(room, DRAWN_MOST)
        drawings = []
        for part in parted(chart, int(width / PIXEL), (TALLEST_WIDE if room > PORTRAIT else TALLEST) / PIXEL):
            name = f"chart-{len(self.drawings) + 1}.svg"
            self.drawings[name] = chart_svg(part, int(width / PIXEL), "chart", FONT, whole=chart)
            drawings.append({"file": name, "alt": part.alternative, "width": width})
        return {"kind": "chart", "title": self._wrapped(one_line(chart.title), room, "table"), "drawings": drawings}

    def _facts(self, facts: Facts, room: float) -> dict[str, Any]:
        size = SIZES["body"]
        longest = max((serif_width(one_line(one.label), size * BOLD) for one in facts.facts), default=0)
        label = min(longest + GAP, room * LABEL_SHARE)
        value = room - label - 2 * GAP
        given = [
            {
                "label": self._wrapped(one_line(one.label), label, "body"),
                "lines": [self._cell(cell, value, "body") for cell in one.lines],
            }
            for one in facts.facts
        ]
        lines = sum(line_count(_words(line), value, size) for one in given for line in one["lines"])
        shape = {"label": label, "facts": given, "breaks": lines > SHORT_TABLE}
        return {"kind": "facts", **shape} if given else _NONE.copy()

    def _table(self, table: Table, room: float) -> dict[str, Any]:
        layout = stacked_layout(table, room, SIZES["table"])
        widths = dict(zip(layout.beside, layout.widths, strict=True))
        widths |= {one.place: one.width for line in layout.below for one in line}
        ordered = [widths[place] for place in range(len(table.columns))]
        headings = [
            self._wrapped(one_line(column.heading), width, "table")
            for column, width in zip(table.columns, ordered, strict=True)
        ]
        shape = {
            "widths": layout.widths,
            "beside": layout.beside,
            "below": [[one._asdict() for one in line] for line in layout.below],
            "heading": headings,
            "repeat": max(line_count(*pair, SIZES["table"]) for pair in zip(headings, ordered, strict=True))
            <= TALL_HEAD,
            "numbers": [column.kind.is_number for column in table.columns],
        }
        rows = [[self._cell(cell, widths[place], "table") for place, cell in enumerate(row)] for row in table.rows]
        lines = [layout.line_count([_words(cell) for cell in row], SIZES["table"]) for row in rows]
        return {"kind": "table", "shape": shape, "rows": rows, "total": table.has_total, **_breaks(lines, room)}

    def _cell(self, cell: Cell, width: float, size: str) -> str | list[str]:
        text = self._wrapped(cell.text, width, size)
        return text if cell.tone is Tone.PLAIN or not text else [cell.tone.value, text]

    def _wrapped(self, text: str, width: float, size: str) -> str:
        """Return harmless text whose words are never wider than their column."""
        room = width - GAP + 0.01
        text = harmless(text).strip()
        widest = SIZES[size] * 1.05  # of a letter; what has few of them fits
        if not text or len(text) * widest <= room:
            return text
        at_most = max(1, int(room / widest))

        def fitted(found: re.Match[str]) -> str:
            word = found[0]
            return word if serif_width(word, SIZES[size]) <= room else breakable(word, at_most)

        return re.sub(rf"\S{{{at_most + 1},}}", fitted, text)


def _words(cell: str | list[str]) -> str:
    return cell if isinstance(cell, str) else cell[1]


def _breaks(lines: Sequence[int], room: float) -> dict[str, Any]:
    """Return where a table with so many lines in each row may go on over the page.

    Its last two rows stay together, so that neither a row nor a total stands alone.
    """
    longest = LONG_ROW_WIDE if room > PORTRAIT else LONG_ROW
    together = len(lines[-2:]) if sum(lines[-2:]) <= LAST_ROWS else 0
    return {"long": [count > longest for count in lines], "together": together, "breaks": sum(lines) > SHORT_TABLE}


_NONE = {"kind": "paragraph", "text": "None.", "tone": Tone.MUTED.value}


def breakable(word: str, at_most: int) -> str:
    """Return a word that can be broken, without a hyphen, after every so many letters."""
    return "\u200b".join(word[start : start + at_most] for start in range(0, len(word), at_most))


TONES = {tone.value: colours.on_tint for tone, colours in PALETTE.items()}
COLOURS = {"ink": INK, "accent": "#224a72", "hair": "#c3cad1", "tint": "#eef2f6"}
