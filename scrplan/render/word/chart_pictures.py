"""Charts as pictures for Word, whose older versions show no SVG; typst draws them, from words passed as data."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrplan.characters import one_line
from scrplan.content import Chart
from scrplan.errors import MissingExtra
from scrplan.render.apply_fallback import spelled_chart
from scrplan.render.charts import chart_svg, parted
from scrplan.render.typst_compiler import Refused, Sources, accepted, compiled
from scrplan.render.word.wordml import PageRoom, attribute

EMU = 12700  # of a point
_DRAWN = 640  # the width of the drawing
_WIDEST = 500.0  # points; a wider one is only larger, not clearer
_WIDEST_ON_SIDE = 420.0  # where pages are low, and the table below should come onto the same one
_SMALLEST = 370.0  # and the words of a narrower one are too small, at 7.5 points
_TALL, _TALLEST = 0.45, 0.75  # of the page: what leaves room for words beside it, and what no drawing goes beyond
_SHARPNESS = 150
_FONT = "Libertinus Serif"  # typst has it inside, so that the picture is the same bytes on every machine
_LONGEST = 600  # letters of a name
_PAGE = b"""#set document(title: "Chart")
#set page(width: auto, height: auto, margin: 0pt)
#image("drawing.svg", alt: "Chart", width: 640pt)"""


class Picture(NamedTuple):
    """A picture in the file: its number, its relation, what it shows in words, and its size in points."""

    number: int
    relation: str
    alternative: str
    width: float
    height: float

    def markup(self) -> str:
        """Return the run that shows it."""
        size = f'cx="{round(self.width * EMU)}" cy="{round(self.height * EMU)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self.number}" name="Chart {self.number}" descr={attribute(self.alternative)}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self.number}" name="Chart {self.number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def pictures(part: Any, chart: Chart, sheet: PageRoom, numbers: Iterator[int]) -> tuple[Picture, ...]:
    """Return a chart as pictures of the file that each fit on a page with letters that can be read.

    There are none where typst is not installed or draws the chart in no spelling, and where a name is too long to stand
    beside bars: then the chart's words stand alone.
    """
    if max(map(len, (*chart.labels, *(one.name for one in chart.series))), default=0) > _LONGEST:
        return ()
    try:
        drawn = tuple(_drawn(chart, sheet.height * _TALLEST * _DRAWN / _SMALLEST))
    except (MissingExtra, Refused):
        return ()
    return tuple(_placed(part, png, words, sheet, next(numbers)) for png, words in drawn)


def _drawn(chart: Chart, tallest: float) -> Iterator[tuple[bytes, str]]:
    """Yield a chart's drawings as PNG, each with its words.

    Only where it makes a PDF does the compiler refuse letters that it lacks.
    """
    given = one_line(chart.alternative)
    spell = accepted(lambda spell: _sources(spelled_chart(chart, spell))).spell
    whole = spelled_chart(chart, spell)
    for place, part in enumerate(parted(whole, _DRAWN, tallest)):
        png = compiled(_sources(part, whole), format="png", ppi=_SHARPNESS)
        said = part.alternative if place else f"{one_line(chart.title)}: {given}"
        yield png, said


def _sources(chart: Chart, whole: Chart | None = None) -> Sources:
    return {"main.typ": _PAGE, "drawing.svg": chart_svg(chart, _DRAWN, font=_FONT, whole=whole).encode()}


def _placed(part: Any, png: bytes, words: str, sheet: PageRoom, number: int) -> Picture:
    relation, image = part.get_or_add_image(io.BytesIO(png))
    return Picture(number, relation, words, *_size(image.px_height / image.px_width, sheet))


def _size(height_of_width: float, sheet: PageRoom) -> tuple[float, float]:
    """Return the size of a picture: smaller where it is tall, but no smaller than can be read unless it must."""
    widest = min(_WIDEST if sheet.height > sheet.width else _WIDEST_ON_SIDE, sheet.width)
    width = min(widest, max(sheet.height * _TALL / height_of_width, _SMALLEST))
    width = min(width, sheet.height * _TALLEST / height_of_width)
    return width, width * height_of_width
