"""Charts as pictures for Word, whose older versions show no SVG; typst draws them, from words passed as data."""

import io
from typing import Any, NamedTuple

from scrplan.content import Chart
from scrplan.render.charts import chart_svg
from scrplan.render.word_pages import Sheet

EMU = 12700  # of a point
_DRAWN = 640  # the width of the drawing
_WIDEST = 500.0  # points; a wider one is only larger, not clearer
_WIDEST_ON_SIDE = 420.0  # where pages are low, and the table below should come onto the same one
_SMALLEST = 370.0  # and the words of a narrower one are too small, at 7.5 points
_TALL, _TALLEST = 0.45, 0.75  # of the page: what leaves room for words beside it, and what no drawing goes beyond
_SHARPNESS = 150
_FONT = "Libertinus Serif"  # typst has it inside, so that the picture is the same bytes on every machine
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 640pt)"""


class Picture(NamedTuple):
    """A picture in the file: its number, its relation, and its size in points."""

    number: int
    relation: str
    width: float
    height: float

    def markup(self, described: str) -> str:
        """Return the run that shows it; `described` is a quoted attribute."""
        size = f'cx="{round(self.width * EMU)}" cy="{round(self.height * EMU)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{self.number}" name="Chart {self.number}" descr={described}/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self.number}" name="Chart {self.number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )


def picture(part: Any, chart: Chart, sheet: Sheet) -> Picture | None:
    """Return a chart as a picture of the file, at most as large as the page; None where typst is not installed."""
    try:
        import typst  # noqa: PLC0415
    except ImportError:
        return None
    drawing = chart_svg(chart, _DRAWN, font=_FONT)
    png = typst.compile(_PAGE, format="png", ppi=_SHARPNESS, sys_inputs={"drawing": drawing}, ignore_system_fonts=True)
    relation, image = part.get_or_add_image(io.BytesIO(png))
    width, height = _size(image.px_height / image.px_width, sheet)
    return Picture(int(relation.removeprefix("rId")), relation, width, height)


def _size(height_of_width: float, sheet: Sheet) -> tuple[float, float]:
    """Return the size of a picture: smaller where it is tall, but no smaller than can be read unless it must."""
    widest = min(_WIDEST if sheet.height > sheet.width else _WIDEST_ON_SIDE, sheet.width)
    width = min(widest, max(sheet.height * _TALL / height_of_width, _SMALLEST))
    width = min(width, sheet.height * _TALLEST / height_of_width)
    return width, width * height_of_width
