import re
import sys
from html.parser import HTMLParser

import pytest

from scrplan.characters import harmless
from scrplan.content import Cell, Column, ColumnKind, Report, Section, Table, Tone
from scrplan.errors import MissingExtra
from scrplan.render.page.html_page import render_page
from tests.render.attacks import ATTACKS, MADE, attacking_records, attacking_report
from tests.render.documents import texts_of, whole

VOID = {"meta", "input", "rect", "path"}
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p", "nav", "ol", "ul", "li",
    "main", "section", "dl", "div", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "span",
    "figure", "figcaption", "svg", "desc", "defs", "pattern", "rect", "path", "g", "text", "label", "input",
    "select", "option", "output", "script",
}  # fmt: skip


class Reading(HTMLParser):
    """What a page says: its elements, its texts, its tables, and its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts = [""]
        self.cells: list[list[str]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.texts.append("")
        if tag == "tr":
            self.cells.append([])
        if tag in {"td", "th"}:
            self.cells[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data
        if {"td", "th"} & set(self.open):
            self.cells[-1][-1] += data

    @property
    def ids(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "id"]


def squeezed(text: str) -> str:
    return " ".join(harmless(text).split())


def read(report: Report) -> Reading:
    return Reading(render_page(report, MADE))


REPORTS = [pytest.param(whole(), id="whole"), pytest.param(attacking_report(), id="attacks")]


@pytest.mark.parametrize("report", REPORTS)
def test_every_text_of_the_report_is_there(report: Report) -> None:
    said = " ".join(squeezed("".join(read(report).texts)).split())
    every = squeezed(" ".join(text for text in read(report).texts))
    missing = [
        line
        for text in texts_of(report)
        for line in harmless(text).splitlines()
        if squeezed(line) not in said and squeezed(line) not in every
    ]
    assert not missing


@pytest.mark.parametrize("report", REPORTS)
def test_tables_say_the_same_cell_by_cell(report: Report) -> None:
    blocks = [*report.head, *(block for section in report.sections for block in section.blocks)]
    wanted = []
    for block in blocks:
        if isinstance(block, Table):
            wanted.append([squeezed(column.heading) for column in block.columns])
            wanted += [[squeezed(cell.text) for cell in row] for row in block.rows]
    assert [[squeezed(cell) for cell in row] for row in read(report).cells] == wanted


@pytest.mark.parametrize(
    "report",
    [*REPORTS, *(pytest.param(attacking_records(at), id=f"records {at}") for at in range(len(ATTACKS)))],
)
def test_no_text_becomes_an_element_a_handler_or_a_link(report: Report) -> None:
    page = read(report)
    assert set(page.elements) <= ELEMENTS
    assert page.elements.count("script") == page.elements.count("style") == page.elements.count("h1") == 1
    assert not [one for one in page.attributes if one[1].startswith("on") or one[1] in {"style", "src", "action"}]
    links = [value for _, name, value in page.attributes if name == "href"]
    assert all(value.removeprefix("#") in page.ids for value in links)
    assert len(page.ids) == len(set(page.ids))
    assert not page.open, "every element is closed"


def test_the_page_allows_its_own_script_and_style_and_nothing_else() -> None:
    (policy,) = (value for _, name, value in read(whole()).attributes if name == "content" and "default-src" in value)
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}=';"
        r" base-uri 'none'; form-action 'none'",
        policy,
    )


def test_headings_never_skip_a_level() -> None:
    report = Report("T", sections=(Section("A", (), level=2), Section("B", (), level=2), Section("C", ())))
    found = [element for element in read(report).elements if re.fullmatch(r"h\d", element)]
    assert found == ["h1", "h2", "h2", "h3", "h2"], "the title, the contents, then the sections"


def test_values_for_sorting_stand_beside_the_words() -> None:
    rows = tuple((Cell("31 Dec 2012", "2012-12-31"), Cell("1,548 days", 1548), Cell("-", "")) for _ in range(6))
    columns = (Column("due", "Due"), Column("late", "Late", ColumnKind.NUMBER), Column("text", "What", ColumnKind.LONG))
    page = read(Report("T", records=Table(columns, rows)))
    assert [value for _, name, value in page.attributes if name == "data-value"][:3] == ["2012-12-31", "1548", ""]
    assert "search" in [value for _, name, value in page.attributes if name == "type"]


def summed(*rows: tuple[str, int], kind: ColumnKind = ColumnKind.NUMBER) -> Table:
    """Return a table with the sum of its rows under them."""
    every = (*rows, ("All", sum(number for _, number in rows)))
    columns = (Column("agency", "Agency", ColumnKind.WORDS), Column("open", "Open", kind))
    return Table(columns, tuple((Cell(name), Cell(str(number), number)) for name, number in every), has_total=True)


def test_a_total_is_the_foot_of_its_table_and_none_of_its_rows() -> None:
    page = render_page(Report("T", records=summed(("Health", 3), ("Police", 4))), MADE)
    body, foot = page.split("<tbody")[1].split("</tbody>")
    assert [name in body for name in ("Health", "Police", ">All<")] == [True, True, False]
    assert ">All<" in foot.split("<tfoot")[1].split("</tfoot>")[0]
    assert "2 rows</caption>" in page


def test_no_other_table_has_a_foot() -> None:
    of = summed(("Health", 3), ("Police", 4))
    assert "<tfoot" not in render_page(Report("T", records=of._replace(has_total=False)), MADE)
    assert "<tfoot" not in render_page(Report("T", records=of._replace(rows=())), MADE)


def test_a_total_has_no_bar_and_makes_none_shorter() -> None:
    page = read(Report("T", records=summed(("Health", 50), ("Police", 100), kind=ColumnKind.BAR)))
    assert [value for tag, name, value in page.attributes if (tag, name) == ("rect", "width")] == ["50", "100"]


@pytest.mark.parametrize(
    ("columns", "rows", "size"),
    [
        ((ColumnKind.WORDS, ColumnKind.NUMBER), 2, "small short"),
        ((ColumnKind.WORDS, ColumnKind.NUMBER), 40, "small"),
        ((ColumnKind.WORDS, *[ColumnKind.NUMBER] * 7), 2, "some short"),
        ((ColumnKind.WORDS, ColumnKind.LONG), 2, "some"),
        ((ColumnKind.WORDS, ColumnKind.BAR), 2, "few short"),
        ((ColumnKind.SHORT,) * 13, 2, "lots short"),
    ],
)
def test_a_table_has_a_size_after_its_columns_and_rows(columns: tuple[ColumnKind, ...], rows: int, size: str) -> None:
    heads = tuple(Column(str(at), "Heading", kind) for at, kind in enumerate(columns))
    page = render_page(Report("T", records=Table(heads, ((Cell("words"),) * len(heads),) * rows)), MADE)
    assert f'<table role="table" class="{size}"' in page


def test_only_a_tall_row_may_be_parted_on_paper() -> None:
    rows = ((Cell("a"), Cell("Words. " * 20)), (Cell("b"), Cell("Words. " * 200)))
    page = render_page(Report("T", records=Table((Column("a", "A"), Column("b", "B", ColumnKind.LONG)), rows)), MADE)
    assert page.split("<tbody")[1].count('<tr role="row">') == 1
    assert page.split("<tbody")[1].count('<tr role="row" class="tall">') == 1


def test_bars_of_a_table_have_one_scale() -> None:
    columns = (Column("a", "A"), Column("open", "Open", ColumnKind.BAR), Column("late", "Late", ColumnKind.BAR))
    rows = ((Cell("x"), Cell("50", 50), Cell("0", 0)), (Cell("y"), Cell("none", ""), Cell("100", 100)))
    page = read(Report("T", records=Table(columns, rows)))
    assert [value for tag, name, value in page.attributes if (tag, name) == ("rect", "width")] == ["50", "100"]


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_a_tone_is_a_class_beside_its_words(tone: Tone) -> None:
    page = render_page(Report("T", records=Table((Column("a", "A"),), ((Cell("late", tone=tone),),))), MADE)
    assert f'<span class="tone {tone.value}">late</span>' in page


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_page(attacking_report(), MADE) == render_page(attacking_report(), MADE)


def test_the_page_says_how_it_was_made_and_in_which_language() -> None:
    page = render_page(whole(), MADE._replace(language="cy"))
    assert '<html lang="cy">' in page
    assert "As at 30 September 2013, made with scrplan 9.9." in page
    assert "Co&#34; &#39;. As at" in page


def test_without_jinja_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match="Jinja2"):
        render_page(whole(), MADE)
