import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.content import Chart, Series, Tone
from scrplan.render.charts import INK, chart_svg, parted
from scrplan.render.series_styles import PALETTE, lettered, series_styles
from scrplan.render.text_width import text_width
from scrplan.render.text_wrapping import folded
from tests.render.attacks import ATTACKS

NAMESPACE = "{http://www.w3.org/2000/svg}"
AA = 4.5
AGENCIES = (
    "Leeds City Council",
    "South West Yorkshire Partnership NHS Foundation Trust (including mental health services)",
    "Donaudampfschifffahrtsgesellschaftskapitaenswitwenundwaisen",
    *(f"Agency {number}" for number in range(12)),
)
CHART = Chart(
    "Ratings",
    ("Health", "Police"),
    (Series("green", (12, 0), Tone.GOOD), Series("red", (1, 2), Tone.BAD)),
    "Health: 12 green, 1 red; Police: 2 red",
)
MANY = Chart(
    "Many",
    AGENCIES,
    tuple(
        Series(f"rating number {place}", tuple((place * number * number) % 2001 for number in range(15)), tone)
        for place, tone in enumerate([*Tone, Tone.GOOD, Tone.MUTED])
    ),
    "many",
)
ZERO = Chart("Zero", ("A",), (Series("overdue", (0,), Tone.BAD),), "A: 0")
CHARTS = [pytest.param(CHART, id="two"), pytest.param(MANY, id="fifteen by eight"), pytest.param(ZERO, id="nothing")]


def drawing(chart: Chart, width: int = 640, prefix: str = "chart") -> ET.Element:
    return ET.fromstring(chart_svg(chart, width, prefix))  # noqa: S314  (of our own making)


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{NAMESPACE}text")]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", Tone)
def test_words_on_every_colour_have_contrast(tone: Tone) -> None:
    colours = PALETTE[tone]
    assert contrast(colours.fill, colours.on_fill) >= AA
    assert contrast(colours.tint, colours.on_tint) >= AA
    assert contrast("#ffffff", colours.on_tint) >= AA


def test_names_labels_and_numbers_are_words() -> None:
    assert texts(drawing(CHART)) == ["green", "red", "12", "1", "Health", "2", "Police"]


def test_a_number_without_room_stands_beside_its_bar_with_its_name() -> None:
    small = CHART._replace(series=(Series("green", (2000, 1), Tone.GOOD), Series("red", (1, 2), Tone.BAD)))
    assert [one for one in texts(drawing(small)) if " " in one] == ["1 red", "1 green, 2 red"]


def test_a_number_stands_in_bold_on_a_plate_that_no_mark_runs_through() -> None:
    chart = Chart("C", ("A",), (Series("red", (30,), Tone.BAD), Series("amber", (400,), Tone.CAUTION)), "in words")
    _, row = drawing(chart).findall(f"{NAMESPACE}g")
    drawn = list(row)
    numbers = [at for at, one in enumerate(drawn) if one.get("font-weight") == "bold"]
    assert [drawn[at].text for at in numbers] == ["30", "400"]
    for at, tone in zip(numbers, (Tone.BAD, Tone.CAUTION), strict=True):
        ground, part, plate, number = drawn[at - 3 : at + 1]
        assert ground.get("fill") == plate.get("fill") == PALETTE[tone].fill
        assert [ground.get(key) for key in ("x", "y", "width", "height")] == [
            part.get(key) for key in ("x", "y", "width", "height")
        ]
        free = (float(plate.get("width", "")) - text_width(number.text or "")) / 2
        assert free > 5
        assert float(plate.get("x", "")) + float(plate.get("width", "")) / 2 == pytest.approx(
            float(number.get("x", ""))
        )


def test_the_alternative_is_said_to_who_does_not_see() -> None:
    root = drawing(CHART, prefix="x")
    assert root.get("role") == "img"
    said = {element.get("id"): element.text for element in root if element.get("id")}
    assert said[root.get("aria-labelledby", "")] == "Ratings"
    assert said[root.get("aria-describedby", "")] == CHART.alternative


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("width", [330, 640])
def test_lines_of_words_never_touch_and_stay_inside(chart: Chart, width: int) -> None:
    root = drawing(chart, width)
    height = float(root.get("height", "0"))
    rows = root.findall(f"{NAMESPACE}g")
    tops = [float(re.findall(r"[\d.]+", row.get("transform", "translate(0 0)"))[1]) for row in rows]
    placed = []
    for row, top in zip(rows, tops, strict=True):
        for text in row.iter(f"{NAMESPACE}text"):
            size = text_width(text.text or "")
            left = float(text.get("x", "")) - {"start": 0, "middle": size / 2, "end": size}[text.get("text-anchor", "")]
            placed.append((top + float(text.get("y", "")), left, left + size))
            assert left >= -0.5
            assert left + size <= width + 0.5
    assert max(y for y, _, _ in placed) <= height
    for (upper, left, right), (lower, other_left, other_right) in pairwise(sorted(placed)):
        if lower - upper < 12:
            assert right <= other_left + 0.5 or other_right <= left + 0.5, (upper, lower)


def test_each_series_has_its_own_pattern_and_each_drawing_its_own_ids() -> None:
    fills = [part.get("fill") for part in drawing(MANY).findall(f"{NAMESPACE}g")[0] if part.get("class") == "part"]
    marks = {path.get("d") for path in drawing(MANY).iter(f"{NAMESPACE}path") if path.get("stroke-opacity")}
    assert len(set(fills)) == len(fills) == 8
    assert len(marks) == 7, "all but one have lines"
    ids = [{one.get("id") for one in drawing(MANY, prefix=prefix).iter() if one.get("id")} for prefix in "ab"]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("count", [16, 17, 40], ids=["patterns for all", "one more", "many more"])
@pytest.mark.parametrize("tones", [tuple(Tone), (Tone.GOOD,), (Tone.BAD, Tone.INFO)], ids=["all", "one", "two"])
def test_no_two_series_look_alike_however_many(count: int, tones: tuple[Tone, ...]) -> None:
    series = tuple(Series("rating", (900,), tones[at % len(tones)]) for at in range(count))
    looks = series_styles(series, "x")
    assert len({(look.marks, look.letter) for look in looks}) == count
    assert len({look.id for look in looks}) == count
    assert [look.letter for look in looks if look.letter] == [lettered(at) for at in range(1, count - 15)]
    legend, row = drawing(Chart("C", ("A",), series, "x"), 4000).findall(f"{NAMESPACE}g")
    assert [text.text for text in legend.iter(f"{NAMESPACE}text")] == [look.name for look in looks]
    numbers = [text.text for text in row.iter(f"{NAMESPACE}text") if text.get("font-weight")]
    assert numbers == [f"900 {look.letter}".strip() for look in looks]


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_letters_never_run_out(number: int, letters: str) -> None:
    assert lettered(number) == letters


def test_a_part_of_a_chart_has_the_scale_of_the_whole() -> None:
    chart = Chart("Many", tuple(f"Agency {at}" for at in range(40)), (Series("open", (*range(39), 400)),), "words")
    parts = list(parted(chart, 640, 9999))
    assert [len(part.labels) for part in parts] == [18, 18, 4]
    assert [part.alternative for part in parts] == ["words", "Many, continued", "Many, continued"]
    assert tuple(value for part in parts for value in part.series[0].values) == chart.series[0].values
    for part in parts[:2]:
        root = ET.fromstring(chart_svg(part, whole=chart))  # noqa: S314  (of our own making)
        (_, *bars) = [float(one.get("width", "")) for one in root.iter(f"{NAMESPACE}rect") if one.get("class")]
        longest = max(part.series[0].values)
        assert max(bars) < 640 * longest / 400, "a short bar is short, although it is the longest of its part"


@pytest.mark.parametrize("tallest", [60, 300, 700])
def test_no_part_of_a_chart_is_taller_than_said(tallest: int) -> None:
    for chart in (CHART, MANY._replace(series=MANY.series[:2])):
        parts = list(parted(chart, 640, tallest))
        assert tuple(label for part in parts for label in part.labels) == chart.labels
        for part in parts:
            assert float(drawing(part).get("height", "")) <= tallest or len(part.labels) == 1


def test_a_chart_without_labels_is_one_part() -> None:
    assert [part.alternative for part in parted(Chart("", (), (), ""), 640, 9)] == ["Chart"]


def test_lengths_are_to_scale() -> None:
    parts = [float(one.get("width", "")) for one in drawing(CHART).iter(f"{NAMESPACE}rect") if one.get("class")]
    assert parts[2] / parts[4] == pytest.approx(12 / 2, rel=0.01)


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_are_text(text: str) -> None:
    root = drawing(Chart(text, (text,), (Series(text, (1,), Tone.BAD),), text))
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "g", "text"}
    assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= known
    named = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in named if name.startswith("on") or "href" in name]
    assert "http" not in "".join(value for element in root.iter() for value in element.attrib.values())


def test_nothing_comes_from_outside_and_the_ink_is_dark() -> None:
    text = chart_svg(MANY)
    assert not re.search(r"<(script|style|image|use|a)\b| style=|var\(", text)
    assert text.count("http") == 1, "the name of SVG alone"
    assert contrast(INK, "#ffffff") >= 7
    assert text == chart_svg(MANY)


@given(st.text(max_size=80), st.floats(20, 400))
def test_folding_loses_nothing_and_fits(text: str, room: float) -> None:
    lines = folded(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line) <= room or len(line) == 1 for line in lines)
