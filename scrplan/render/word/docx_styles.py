"""How the Word paper looks: every style once. A board's template keeps its own, and is given only what it lacks."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from scrplan.content import Tone
from scrplan.render.charts import INK
from scrplan.render.series_styles import PALETTE

QUIET, HEADING, RULE, BAND = "4D5963", "17456B", "C9D2DB", "E9EFF4"
FONT = "Arial"
_CONTRAST, _DARKEST = 4.5, 0.04045  # of WCAG 2: least of words to their ground, end of the straight part
TONES = (Tone.GOOD, Tone.CAUTION, Tone.BAD, Tone.INFO, Tone.MUTED)  # words in a plain tone need no style
TONE_STYLES: Mapping[Tone, str] = MappingProxyType({tone: f"Report{tone.value.capitalize()}" for tone in TONES})


class Style(NamedTuple):
    """A style of ours: its kind, its name in Word, and what it says about paragraphs and about characters."""

    kind: str
    name: str
    base: str = ""
    paragraph: str = ""
    character: str = ""
    more: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what it is found by: its kind, and its name whatever the case."""
        return self.kind, self.name.casefold()

    def xml(self, ids: Mapping[str, str], name: str) -> str:
        """Return the style as markup under a name; `ids` are those that our styles have in the document, by our own."""
        default = ' w:default="1"' if self.name in _DEFAULTS else ""
        based = f"<w:basedOn w:val={quoteattr(ids[style_id(self.base)])}/>" if self.base else ""
        after = f"<w:next w:val={quoteattr(ids['Normal'])}/>" if self.name in _BEFORE_TEXT else ""
        paragraph = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        character = f"<w:rPr>{self.character}</w:rPr>" if self.character else ""
        own = ids[style_id(self.name)]
        return (
            f'<w:style w:type="{self.kind}" w:styleId="{own}"{default}><w:name w:val="{name}"/>'
            f"{based}{after}<w:qFormat/>{paragraph}{character}{self.more}</w:style>"
        )


def hexed(colour: str) -> str:
    """Return a colour as Word writes it."""
    return colour.removeprefix("#").upper()


def is_readable(colour: str) -> bool:
    """Return whether words in a colour can be read on the tint of a table's head (WCAG AA)."""
    return re.fullmatch("[0-9A-F]{6}", colour) is not None and (
        (_luminance(BAND) + 0.05) / (_luminance(colour) + 0.05) >= _CONTRAST
    )


def _luminance(colour: str) -> float:
    """Return how light a colour is, as WCAG 2 reckons it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def style_id(name: str) -> str:
    """Return the id of a style of ours, which it has where a template has no other for it."""
    return name.title().replace(" ", "") if name.islower() else name.replace(" ", "")


def _spacing(before: int, after: int, line: int = 0) -> str:
    """Return space around a paragraph in points, and the height of its lines in 240ths."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"{lines}/>'


def _letters(size: float, colour: str = "", *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    half = round(size * 2)
    return f'{weight}{shade}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_DEFAULTS = {"Normal", "Default Paragraph Font", "Normal Table"}
_BEFORE_TEXT = {"Title", "heading 1", "heading 2", "TOC Heading", "caption"}
_KEPT = "<w:keepNext/><w:keepLines/>"
BULLETS = 871  # the number of our list; high, so that no template has it
FACT_INDENT = 2900  # twentieths of a point: where the values stand beside their labels


def _heading(name: str, level: int, size: float, before: int) -> Style:
    return Style(
        "paragraph",
        name,
        "Normal",
        f'{_KEPT}{_spacing(before, 4)}<w:outlineLvl w:val="{level}"/>',
        _letters(size, HEADING, bold=True),
    )


def _indent(left: int, hanging: int = 0) -> str:
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


_LEFT = '<w:jc w:val="left"/>'
_FLUSH = f'<w:ind w:left="0" w:right="0" w:firstLine="0"/>{_LEFT}'
_RULE_BELOW = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{HEADING}"/></w:pBdr>'
_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'
    for side, width, colour in (("top", 8, HEADING), ("bottom", 8, HEADING), ("insideH", 4, RULE))
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
)
_TOTAL_RULE = f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{HEADING}"/>'
_TABLE = (
    f"<w:tblPr><w:tblBorders>{_RULES}</w:tblBorders><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
    f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{HEADING}"/></w:tcBorders>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr>'
    f"<w:tcPr><w:tcBorders>{_TOTAL_RULE}</w:tcBorders></w:tcPr></w:tblStylePr>"
)
_NORMAL_TABLE = (
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)

STYLES: tuple[Style, ...] = (
    Style("paragraph", "Normal", "", _spacing(0, 6, 264), f"{_FONTS}{_letters(10.5, hexed(INK))}"),
    Style("character", "Default Paragraph Font"),
    Style("table", "Normal Table", more=_NORMAL_TABLE),
    Style("paragraph", "Title", "Normal", f"{_KEPT}{_RULE_BELOW}{_spacing(0, 14)}", _letters(22, HEADING, bold=True)),
    _heading("heading 1", 0, 15, 20),
    _heading("heading 2", 1, 12, 14),
    Style(
        "paragraph", "List Bullet", "Normal", f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>{_spacing(0, 4, 264)}'
    ),
    Style("paragraph", "caption", "Normal", f"{_KEPT}{_spacing(8, 4)}", _letters(10, hexed(INK), bold=True)),
    Style("paragraph", "footer", "Normal", '<w:jc w:val="right"/>', _letters(8.5, QUIET)),
    Style("paragraph", "TOC Heading", "Normal", f"{_KEPT}{_spacing(14, 4)}", _letters(12, HEADING, bold=True)),
    Style("paragraph", "toc 1", "Normal", _spacing(0, 2), _letters(10)),
    Style("paragraph", "toc 2", "Normal", f"{_spacing(0, 2)}{_indent(280)}", _letters(9.5, QUIET)),
    Style(
        "paragraph",
        "Report Fact",
        "Normal",
        f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{FACT_INDENT}"/></w:tabs>{_spacing(0, 5, 264)}'
        f"{_indent(FACT_INDENT, FACT_INDENT)}{_LEFT}",
    ),
    Style("paragraph", "Report Picture", "Normal", f"<w:keepLines/>{_spacing(2, 10)}"),
    # A template's own words may be indented or justified; in a narrow cell they must not be.
    Style("paragraph", "Report Cell", "Normal", f"{_spacing(0, 0, 250)}{_FLUSH}", _letters(9)),
    Style("paragraph", "Report Small Cell", "Report Cell", "", _letters(8)),
    Style("paragraph", "Report Head", "Report Cell", "<w:keepNext/>", f'<w:b/><w:bCs/><w:color w:val="{HEADING}"/>'),
    Style("paragraph", "Report Small Head", "Report Head", "", _letters(8)),
    Style("paragraph", "Report Total", "Report Cell", "", "<w:b/><w:bCs/>"),
    Style("paragraph", "Report Small Total", "Report Total", "", _letters(8)),
    Style(
        "paragraph",
        "Report Gap",
        "Normal",
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
        _letters(1),
    ),
    Style("character", "Report Label", "", "", f'<w:b/><w:bCs/><w:color w:val="{HEADING}"/>'),
    *(
        Style(
            "character",
            f"Report {tone.value.capitalize()}",
            "",
            "",
            f'<w:color w:val="{hexed(PALETTE[tone].on_tint)}"/>',
        )
        for tone in TONES
    ),
    Style("table", "Report Table", "Normal Table", more=_TABLE),
)
