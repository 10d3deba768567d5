import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from scrplan.content import Cell, Column, ColumnKind, Report, Section, Table, Tone
from scrplan.content import PageStart as Place
from scrplan.render.page.html_page import render_page
from tests.render.attacks import MADE, attacking_report
from tests.render.documents import CHART, whole
from tests.tools import happenings, needs_poppler

COLUMNS = (
    Column("ref", "Ref"), Column("agency", "Agency", ColumnKind.WORDS), Column("rag", "Rating"), Column("due", "Due"),
    Column("timeliness", "Timeliness"), Column("late", "Late by", ColumnKind.NUMBER),
    Column("leads", "Lead", ColumnKind.WORDS),
    Column("text", "Recommendation", ColumnKind.LONG), Column("progress", "Progress", ColumnKind.LONG),
    Column("evidence", "Evidence", ColumnKind.WORDS),
)  # fmt: skip


def long_report() -> Report:
    rows = tuple(
        (
            Cell(str(number)), Cell(("Health", "Police", "Housing", "Schools", "GP")[number % 5]),
            Cell("amber", tone=Tone.CAUTION),
            Cell("31 Dec 2012", "2012-12-31"), Cell("overdue 273 days", tone=Tone.BAD),
            Cell(f"{number * 7 % 26:,} days", number * 7 % 26), Cell("A lead; another lead of some agency"),
            Cell(f"Recommendation {number}. " + "Long words of it. " * 20), Cell("Progress as told. " * 30),
            Cell("none"),
        )
        for number in range(1, 27)
    )  # fmt: skip
    table = Table(COLUMNS, rows)
    first = Section("First", (CHART, Table(COLUMNS[:8], tuple(row[:8] for row in rows))), Tone.BAD)
    return whole()._replace(sections=(first, *whole().sections, Section("All", (table,), page=Place.WIDE)))


def summed_report() -> Report:
    """Return tables with totals: one with a filter, and many short ones that would part at the end of a sheet."""
    columns = (Column("agency", "Agency", ColumnKind.WORDS), Column("open", "Open", ColumnKind.NUMBER))
    rows = tuple((Cell(f"Agency {at}"), Cell(str(at), at)) for at in (10, 2, 30, 4, 21, 9))
    total = (Cell("Whole"), Cell("76", 76))
    many = Table(
        (*columns, Column("text", "What", ColumnKind.LONG)), tuple((*row, Cell("Words")) for row in (*rows, total))
    )
    short = Section("Sums", (Table(columns, (*rows, total), has_total=True),), level=2)
    return Report("T", sections=(Section("All", (many._replace(has_total=True),)), *[short] * 12))


REPORTS = {"whole": whole, "long": long_report, "attacks": attacking_report, "summed": summed_report}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    for name, made in REPORTS.items():
        (folder / f"{name}.html").write_text(render_page(made(), MADE), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in REPORTS}


def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(address)
    return page


def test_attacks_do_nothing_in_a_browser(browser: Browser, pages: dict[str, str]) -> None:
    page = browser.new_page()
    happened = happenings(page)
    page.goto(pages["attacks"])
    page.mouse.move(200, 400)
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelectorAll('img, iframe, a:not([href^=\"#\"]), circle, h1 *').length") == 0
    assert happened == [pages["attacks"]]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["long", "whole", "summed"])
def test_axe_finds_nothing(browser: Browser, pages: dict[str, str], name: str, width: int, scheme: str) -> None:
    page = opened(browser, pages[name], width, color_scheme=scheme)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run()")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []
    assert found["passes"]
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 640, 900, 1100, 1280])
@pytest.mark.parametrize("name", REPORTS)
def test_nothing_runs_out_at_the_side(browser: Browser, pages: dict[str, str], name: str, width: int) -> None:
    page = opened(browser, pages[name], width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    spilled = page.evaluate("""[...document.querySelectorAll("td, th, dd, li, p, h1, h2, h3, caption")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && getComputedStyle(one).display
            != "inline").map((one) => one.outerHTML.slice(0, 120))""")
    assert spilled == []
    page.context.close()


def printed(browser: Browser, address: str, path: Path) -> list[str]:
    """Return the words on each sheet of paper."""
    needs_poppler()
    page = opened(browser, address)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.context.close()
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


def column(page: Page, place: int) -> list[str]:
    rows = page.locator("table[data-tools]").first.locator("tbody tr:visible")
    return [text.split("\n")[-1] for text in rows.locator(f"> :nth-child({place})").all_inner_texts()]


def test_a_table_is_sorted_with_the_keyboard_by_values(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["long"])
    header = page.locator("table[data-tools]").first.get_by_role("columnheader", name="Late by")
    as_given = column(page, 6)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Late by":
            break
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert [int(text.split()[0]) for text in column(page, 6)] == sorted(int(text.split()[0]) for text in as_given)
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert column(page, 6)[0] == "25 days"
    page.context.close()


def test_a_table_is_filtered_with_a_count(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["long"])
    page.get_by_label("Show rows with").first.fill("POLICE recommendation")
    assert set(column(page, 2)) == {"Police"}
    assert page.get_by_role("status").first.inner_text() == "6 of 26 rows"
    page.get_by_label("Show rows with").first.fill("")
    assert len(column(page, 2)) == 26
    page.context.close()


def test_a_total_stays_last_and_goes_where_it_is_no_sum_of_what_is_shown(
    browser: Browser, pages: dict[str, str]
) -> None:
    page = opened(browser, pages["summed"])
    table = page.locator("table[data-tools]")
    table.get_by_role("button", name="Open").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    names = [text.split("\t")[0] for text in table.locator("tbody tr, tfoot tr").all_inner_texts()]
    assert names == ["Agency 30", "Agency 21", "Agency 10", "Agency 9", "Agency 4", "Agency 2", "Whole"]
    page.get_by_label("Show rows with").fill("agency 2")
    assert page.get_by_role("status").inner_text() == "2 of 6 rows"
    assert not table.locator("tfoot").is_visible()
    page.get_by_label("Show rows with").fill("")
    assert table.locator("tfoot").is_visible()
    page.context.close()


def test_headings_of_a_long_table_stay_in_sight(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["long"])
    table = page.locator("table[data-tools]").last
    table.locator("tbody tr").nth(9).evaluate("(row) => scrollTo(0, row.getBoundingClientRect().top + scrollY)")
    assert table.get_by_role("columnheader").first.evaluate("(one) => one.getBoundingClientRect().top") == 0
    page.context.close()


def test_a_table_of_few_numbers_stays_a_table_on_a_phone(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["summed"], 320)
    assert page.locator("table.small thead").first.is_visible()
    assert not page.locator("table[data-tools] thead").is_visible()
    page.context.close()


def test_on_a_phone_rows_are_cards_with_labels_and_a_choice_of_order(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["long"], 390)
    cell = page.locator("table[data-tools]").first.locator("tbody tr").first.locator("td").first
    assert cell.evaluate("(one) => getComputedStyle(one, '::before').content") == '"Agency"'
    page.get_by_label("Sort by").first.select_option("Late by, most first")
    assert column(page, 6)[0] == "25 days"
    page.get_by_label("Sort by").first.select_option("the order of the paper")
    assert column(page, 1)[:3] == ["1", "2", "3"]
    page.context.close()


def test_without_scripts_all_is_visible_and_no_control_is(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["long"], java_script_enabled=False)
    assert page.locator("tbody tr:visible").count() == page.locator("tbody tr").count() > 60
    assert page.locator("input:visible, select:visible, button").count() == 0
    page.context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_paper(browser: Browser, pages: dict[str, str]) -> None:
    page = opened(browser, pages["whole"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 20
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "paper"
    page.context.close()


def test_on_paper_a_total_stands_once_and_never_alone(browser: Browser, pages: dict[str, str], tmp_path: Path) -> None:
    sheets = printed(browser, pages["summed"], tmp_path / "page.pdf")
    assert len(sheets) > 2
    for sheet in sheets:
        assert sheet.count("Whole") == sheet.count("Agency 9") == sheet.count("Agency 10") > 0


@pytest.mark.parametrize("name", ["whole", "long"])
def test_on_paper_every_page_says_something_and_headings_are_repeated(
    browser: Browser, pages: dict[str, str], tmp_path: Path, name: str
) -> None:
    sheets = printed(browser, pages[name], tmp_path / "page.pdf")
    assert all(len(sheet.split()) > 12 for sheet in sheets), [len(sheet.split()) for sheet in sheets]
    assert "Show rows" not in "".join(sheets)
    # The appendix is the last section, so its headings stand on every sheet from its own to the end.
    if name == "long":
        first = next(at for at, sheet in enumerate(sheets) if sheet.lstrip().startswith("All\n"))
        assert len(sheets) - first > 3
        assert all("Timeliness" in sheet for sheet in sheets[first:])
