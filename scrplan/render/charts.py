"""Charts as SVG, drawn once for every format: stacked bars whose meaning stands in words and patterns besides colour.

Plain attributes alone, no style sheet and no script, so that a browser and the drawers of PDF and Word show the same.
"""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from scrplan.characters import one_line
from scrplan.content import Chart
from scrplan.render.series_styles import MARK_SIDE, SeriesStyle, series_styles
from scrplan.render.text_width import SIZE, text_width
from scrplan.render.text_wrapping import folded

INK, LINE = "#1d2a35", "#8794a1"  # words and the line from which bars begin, on white
LABELS_MOST = 18  # bars of one drawing, so that it fits on a page of paper

_PLATE = 14  # as much wider than its number is what is kept free of marks
_LEADING = 17  # from line to line
_BAR, _GAP, _PAD = 24, 12, 8
_BESIDE_FROM = 480  # in a narrower drawing the labels stand above their bars
_LABEL_SHARE = 0.36
_LEAST = 2  # of any part that is not nothing


def chart_svg(
    chart: Chart, width: int = 640, prefix: str = "chart", font: str = "sans-serif", *, whole: Chart | None = None
) -> str:
    """Return a chart as an SVG element with its alternative, without its title in sight: that is the document's to set.

    `prefix` begins every id, so it must differ between the drawings of one page. Below 480 of width the labels stand
    above their bars. Where a chart is part of a `whole`, it has its scale.
    """
    looks = series_styles(chart.series, prefix)
    legend, top = _legend(looks, width)
    frame = _Frame.of(whole or chart, width)
    drawn = [legend]
    for place, label in enumerate(chart.labels):
        row, height = _row(label, [one.values[place] for one in chart.series], looks, frame)
        drawn.append(_tag("g", "".join(row), transform=f"translate(0 {top})"))
        top += height
    height = max(top - _GAP + 4, _LEADING)
    title, desc = f"{prefix}-title", f"{prefix}-desc"
    return _tag(
        "svg",
        _tag("title", escape(one_line(chart.title)), id=title)
        + _tag("desc", escape(one_line(chart.alternative)), id=desc)
        + _tag("defs", "".join(_pattern(one) for one in looks))
        + "".join(drawn),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=str(width),
        height=str(height),
        role="img",
        aria_labelledby=title,
        aria_describedby=desc,
        color=INK,
        fill="currentColor",
        font_family=font,
        font_size=str(SIZE),
    )


def parted(chart: Chart, width: int, tallest: float) -> Iterator[Chart]:
    """Yield a chart in parts whose drawings fit on a page, none taller than said; the first has all the words."""
    words = one_line(chart.alternative) or one_line(chart.title) or "Chart"
    said = f"{one_line(chart.title)}, continued"
    bounds = list(_bounds(chart, width, tallest))
    for start, end in zip(bounds, [*bounds[1:], len(chart.labels)], strict=True):
        series = tuple(one._replace(values=one.values[start:end]) for one in chart.series)
        yield Chart(chart.title, chart.labels[start:end], series, said if start else words)


def _bounds(chart: Chart, width: int, tallest: float) -> Iterator[int]:
    """Yield at which label each part of a chart begins; one label alone may be taller than said."""
    looks, frame = series_styles(chart.series, ""), _Frame.of(chart, width)
    _, top = _legend(looks, width)
    begun, height = 0, float(top)
    yield 0
    for place, label in enumerate(chart.labels):
        _, more = _row(label, [one.values[place] for one in chart.series], looks, frame)
        if place > begun and (height + more > tallest or place - begun == LABELS_MOST):
            begun, height = place, float(top)
            yield place
        height += more


def _tag(name: str, inside: str = "", **attributes: str) -> str:
    """Return an element; `inside` is markup already, attributes are not."""
    written = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _pattern(look: SeriesStyle) -> str:
    if not look.marks:
        return ""
    side = str(MARK_SIDE)
    lines = _tag("path", d=look.marks, fill="none", stroke=look.colours.on_fill, stroke_width="1", stroke_opacity="0.5")
    return _tag("pattern", lines, id=look.id, patternUnits="userSpaceOnUse", width=side, height=side)


def _legend(looks: Sequence[SeriesStyle], width: int) -> tuple[str, int]:
    """Return the names with their patterns, on as many lines as they need, and where what follows may begin."""
    swatch, x, y = 22, 0.0, 2
    drawn = []
    for look in looks:
        lines = folded(look.name, width - swatch - 6)
        needed = swatch + 6 + max(text_width(line) for line in lines)
        if x and x + needed > width:
            x, y = 0.0, y + _LEADING + 5
        drawn.append(_part(look, x, y, swatch - 4, 14))
        drawn += [_text(line, x + swatch + 2, y + 12 + _LEADING * number) for number, line in enumerate(lines)]
        x += needed + 16
        if len(lines) > 1:
            x, y = width, y + _LEADING * (len(lines) - 1)
    return _tag("g", "".join(drawn)), y + _LEADING + _GAP


class _Frame(NamedTuple):
    """Where bars begin, how much of the width they may have for one, how wide the whole is, and how labels stand."""

    left: float
    scale: float
    width: int
    label_room: float
    is_beside: bool

    @classmethod
    def of(cls, chart: Chart, width: int) -> "_Frame":
        """Measure a chart: room for the longest label beside the bars, and for the number after the longest bar."""
        is_beside = width >= _BESIDE_FROM
        longest = max((text_width(one_line(label)) for label in chart.labels), default=0)
        label_room = min(longest, width * _LABEL_SHARE) if is_beside else width
        left = label_room + 12 if is_beside else 1
        totals = [sum(values) for values in zip(*(one.values for one in chart.series), strict=True)]
        most = max(totals, default=0)
        room = width - left - text_width(f"{most:,}") - 2 * _PAD - _LEAST * len(chart.series)
        return cls(left, room / most if most else 0, width, label_room, is_beside)


def _row(label: str, values: Sequence[int], looks: Sequence[SeriesStyle], frame: _Frame) -> tuple[list[str], int]:
    """Return what a label has, drawn from 0 down, and its height with the gap below it."""
    lines = folded(one_line(label), frame.label_room)
    above = 0 if frame.is_beside else _LEADING * len(lines) + 2
    bar_top = above + max(0, (_LEADING * len(lines) - _BAR) // 2) if frame.is_beside else above
    drawn, end, small = _bar(values, looks, frame, bar_top)
    words = _small_words(values, looks, small)
    beside = bool(words) and end + _PAD + text_width(words) <= frame.width
    below = folded(words, frame.width - frame.left) if words and not beside else []
    if beside:
        drawn.append(_text(words, end + _PAD, bar_top + _BAR / 2 + 4.5))
    drawn += [_text(line, frame.left, bar_top + _BAR + 14 + _LEADING * at) for at, line in enumerate(below)]
    height = bar_top + _BAR + _LEADING * len(below)
    line_top = max(bar_top, 0) - 3
    drawn.append(_rule(frame.left - 0.5, line_top, bar_top + _BAR + 3))
    if frame.is_beside:
        first = 12 + max(0, (bar_top + _BAR / 2) - _LEADING * len(lines) / 2)
        drawn += [_text(line, frame.left - 10, first + _LEADING * at, "end") for at, line in enumerate(lines)]
        height = max(height, _LEADING * len(lines))
    else:
        drawn += [_text(line, 0, 12 + _LEADING * at) for at, line in enumerate(lines)]
    return drawn, math.ceil(height + _GAP)


def _bar(
    values: Sequence[int], looks: Sequence[SeriesStyle], frame: _Frame, top: float
) -> tuple[list[str], float, tuple[int, ...]]:
    """Return the parts with the numbers that they have room for, where the bar ends, and whose numbers stand outside.

    A bar of one series has its number at its end.
    """
    drawn, x, small = [], frame.left, []
    for place, (value, look) in enumerate(zip(values, looks, strict=True)):
        if value <= 0:
            continue
        size = max(value * frame.scale, _LEAST)
        drawn.append(_part(look, x, top, size, _BAR))
        needed = text_width(look.numbered(value)) + _PLATE
        if len(looks) > 1 and size >= needed:
            drawn.append(_number(look.numbered(value), look, x + size / 2, top, needed))
        else:
            small.append(place)
        x += size
    return drawn, x, tuple(small)


def _small_words(values: Sequence[int], looks: Sequence[SeriesStyle], small: Sequence[int]) -> str:
    """Return in words the numbers that have no room in their parts; of a bar of one series the bare number."""
    if len(looks) == 1:
        return f"{values[0]:,}"
    if not any(values):
        return "0"
    return ", ".join(f"{values[place]:,} {looks[place].name}" for place in small)


def _part(look: SeriesStyle, x: float, y: float, width: float, height: float) -> str:
    """Return a part: its marks stand on a ground of one piece, since a repeated one shows its seams."""
    place = {"x": _short(x), "y": _short(y), "width": _short(width), "height": _short(height)}
    ground = _tag("rect", fill=look.colours.fill, **place) if look.marks else ""
    edge = {"stroke": look.colours.on_tint, "stroke_width": "0.75", "class": "part"}
    return ground + _tag("rect", **place, fill=look.paint, **edge)


def _number(words: str, look: SeriesStyle, middle: float, top: float, room: float) -> str:
    """Return a number on a plate of its part's colour, so that no line of the pattern runs through it."""
    plate = _tag(
        "rect",
        x=_short(middle - room / 2 + 0.5),
        y=_short(top + 1),
        width=_short(room - 1),
        height=_short(_BAR - 2),
        fill=look.colours.fill,
    )
    middle_of_bar = top + _BAR / 2 + 4.5
    return plate + _text(words, middle, middle_of_bar, "middle", fill=look.colours.on_fill, font_weight="bold")


def _text(words: str, x: float, y: float, anchor: str = "start", **look: str) -> str:
    return _tag("text", escape(words), x=_short(x), y=_short(y), text_anchor=anchor, **{"fill": "currentColor"} | look)


def _rule(x: float, top: float, bottom: float) -> str:
    return _tag("path", d=f"M{_short(x)},{_short(top)} V{_short(bottom)}", stroke=LINE, stroke_width="1", fill="none")


def _short(number: float) -> str:
    return f"{round(number, 2):g}"
