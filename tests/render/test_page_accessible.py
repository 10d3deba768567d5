"""The page for who does not see it, sees it large or without colour, or has no mouse."""

import re
from itertools import pairwise
from typing import Any

import pytest
from axe_core_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from scrplan.characters import one_line
from scrplan.content import Chart, Report, Tone
from scrplan.render.page.html_page import render_page
from tests.building import ROOT
from tests.render.attacks import MADE
from tests.render.documents import whole
from tests.render.published import published_paper
from tests.render.test_charts import AA, contrast
from tests.render.test_page_browser import long_report, opened

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
SPILLED = """[...document.querySelectorAll("td, th, dd, li, p, h1, h2, h3, caption, button, figure")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0
        && getComputedStyle(one).display != "inline").map((one) => one.outerHTML.slice(0, 120))"""
STOP = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        name: one.tagName == "BODY" ? "" : one.outerHTML.slice(0, 80),
        place: [...document.querySelectorAll("*")].indexOf(one),
        height: box.height, width: box.width, outline: getComputedStyle(one).outlineStyle,
        seen: box.top > -1 && box.bottom < innerHeight + 1 && one.contains(top),
    };
}"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    return {
        "whole": whole(),
        "long": long_report(),
        "published": published_paper(tmp_path_factory.mktemp("plans"), "child-g"),
    }


@pytest.fixture(scope="module")
def addresses(reports: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    for name, report in reports.items():
        (folder / f"{name}.html").write_text(render_page(report, MADE), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in reports}


@pytest.mark.parametrize(
    ("name", "options", "media"),
    [
        ("whole", {"forced_colors": "active"}, "screen"), ("whole", {}, "print"),
        ("published", {"color_scheme": "light"}, "screen"),
        ("published", {"color_scheme": "dark", "width": 390}, "screen"),
    ],
    ids=["forced colours", "print", "published plan", "published plan on a phone in the dark"],
)  # fmt: skip
def test_axe_finds_nothing(
    browser: Browser, addresses: dict[str, str], name: str, options: dict[str, Any], media: Any
) -> None:
    page = opened(browser, addresses[name], **options)
    page.emulate_media(media=media)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run()")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []
    assert found["passes"]
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_letters_and_lines_may_be_set_wider(browser: Browser, addresses: dict[str, str], width: int) -> None:
    page = opened(browser, addresses["published"], width, bypass_csp=True)
    page.add_style_tag(content=SPACED)
    assert page.evaluate("getComputedStyle(document.querySelector('td')).letterSpacing") != "normal"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(SPILLED) == []
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_each_stop_of_the_keyboard_is_seen_in_its_order_and_large_enough(
    browser: Browser, addresses: dict[str, str], width: int
) -> None:
    page = opened(browser, addresses["published"], width)
    stops: list[dict[str, Any]] = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
        if not stops[-1]["name"]:
            break
    *stops, end = stops
    assert not end["name"]
    assert len(stops) > 20
    assert [stop for stop in stops if not stop["seen"] or stop["outline"] != "solid"] == []
    assert [stop for stop in stops if stop["height"] < 24 or stop["width"] < 24] == []
    assert [two["name"] for one, two in pairwise(stops) if two["place"] <= one["place"]] == []
    page.context.close()


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_who_wants_no_motion(
    browser: Browser, addresses: dict[str, str], motion: Any, behaviour: str
) -> None:
    page = opened(browser, addresses["whole"])
    page.emulate_media(reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    assert page.evaluate("document.getAnimations().length") == 0
    page.context.close()


def told(page: Page, *roles: str) -> list[tuple[str, str]]:
    """Return the names and descriptions that a screen reader is given."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        (" ".join(node["name"]["value"].split()), node.get("description", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in roles
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_each_number_of_a_chart_is_told_once(
    browser: Browser, addresses: dict[str, str], reports: dict[str, Report], width: int
) -> None:
    page = opened(browser, addresses["published"], width)
    drawn = [one for section in reports["published"].sections for one in section.blocks if isinstance(one, Chart)]
    assert drawn
    assert told(page, "image") == [(one_line(one.title), one_line(one.alternative)) for one in drawn]
    for one in drawn:
        numbers = {str(number) for series in one.series for number in series.values if number}
        assert numbers <= set(re.findall(r"\d+", one.alternative))
    page.context.close()


def test_tables_are_tables_for_a_screen_reader_on_cards_too(browser: Browser, addresses: dict[str, str]) -> None:
    desk, phone = opened(browser, addresses["long"], 1280), opened(browser, addresses["long"], 390)
    for page in (desk, phone):
        for role, where in {"table": "table", "row": "tr:visible", "rowheader": "tbody th, tfoot th"}.items():
            assert len(told(page, role)) == page.locator(where).count() > 0, role
    assert len(told(desk, "columnheader")) == desk.locator("thead th:visible").count() > 30
    labelled = """[...document.querySelectorAll("tbody :is(th, td)")].filter((one) => one.checkVisibility()).map(
        (one) => (getComputedStyle(one).display == "table-cell" ? "" : one.dataset.label + " ") + one.textContent)"""
    names = [name for name, _ in told(phone, "rowheader", "cell")]
    assert names == [" ".join(text.split()) for text in phone.evaluate(labelled)]
    assert "Late by 7 days" in names
    desk.context.close()
    phone.context.close()


def colours() -> dict[str, dict[str, str]]:
    """Return what each scheme calls its colours."""
    style = (ROOT / "scrplan" / "render" / "page" / "page.css").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", scheme)) for scheme in schemes)
    return {"light": light, "dark": dark}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_every_tone_have_contrast_on_every_ground(scheme: str) -> None:
    names = colours()[scheme]
    tones = [tone.value for tone in Tone if tone is not Tone.PLAIN]
    pairs = [(tone, ground) for tone in tones for ground in ("paper", "wash", f"{tone}-wash")]
    pairs += [(words, ground) for words in ("ink", "soft", "accent") for ground in ("paper", "wash")]
    assert [pair for pair in pairs if contrast(names[pair[0]], names[pair[1]]) < AA] == []
    assert [line for line in ("strong", "accent", "edge") if contrast(names[line], names["paper"]) < 3] == []
