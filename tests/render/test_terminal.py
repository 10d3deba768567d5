import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from scrplan.assessment import leaves, overdue_leaves
from scrplan.characters import HARMFUL, REPLACEMENT, harmless
from scrplan.content import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
    fact,
    table,
)
from scrplan.render.terminal import ScreenSettings, render_terminal
from scrplan.report.item_columns import COLUMNS
from scrplan.report.listing import ACTION_COLUMNS, LATE_COLUMNS, LIST_COLUMNS, list_answer
from scrplan.report.show import show_answer
from scrplan.report.status import status_answer
from scrplan.source.files import load_plan
from tests.assessment import assess_plan
from tests.building import ROOT
from tests.render import HOSTILE, records_of, report_of

WIDTHS = (20, 40, 80, 120, 160, 240)
WHOLE_WORD = 16  # no column of a screen of 40 cells or more is narrower, so no such word needs to be broken
SGR = re.compile(r"\x1b\[[0-9;]*m")
LONG = "This is a long recommendation that goes on and on about what is to be done by whom and when. " * 4


def cells_of(report: Report, *, long: bool) -> Iterator[Cell]:
    """Yield every cell and paragraph that a screen shows; without `long` not those that may be shortened."""
    blocks: list[Block] = [*report.head]
    blocks += [block for section in report.sections for block in section.blocks]
    if report.records and not report.sections:
        blocks.append(report.records)
    yield from (Cell(heading) for heading in (report.title, *(section.heading for section in report.sections)))
    for block in blocks:
        match block:
            case Paragraph():
                yield Cell(block.text)
            case Facts():
                yield from (cell for one in block.facts for cell in (Cell(one.label), *one.lines))
            case Table():
                kept = [
                    place for place, column in enumerate(block.columns) if long or column.kind is not ColumnKind.LONG
                ]
                yield from (row[place] for row in block.rows for place in kept)


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def lost(report: Report, text: str, *, long: bool) -> Counter[str]:
    """Return the characters that the report has and the screen does not show."""
    return letters("".join(harmless(cell.text) for cell in cells_of(report, long=long))) - letters(text)


def widest(text: str) -> int:
    return max(map(cell_len, text.splitlines()))


SHOWN_ROWS = ("1", "6", "11", "16", "21", "26")
NAMES = (
    "status", "status child-g", "status kirklees-2011", "list", "actions", "late", "everything",
    *(f"show {ref}" for ref in SHOWN_ROWS),
)  # fmt: skip


@cache
def published() -> dict[str, Report]:
    """Return what the reading commands say of the two published plans, by the names above."""
    found: dict[str, Report] = {}
    day = date(2013, 9, 30)
    plans = []
    for name in ("child-g", "kirklees-2011"):
        plan, problems = load_plan(ROOT / "plans" / f"{name}.yaml")
        assert plan is not None, problems
        plans.append(assess_plan(plan, day))
        found[f"status {name}"] = status_answer(plans[-1:], day).report
    items = [item for one in plans for item in one.items]
    parts = [leaf for item in items for leaf in leaves(item)]
    late = [leaf for item in items for leaf in overdue_leaves(item)]
    found["status"] = status_answer(plans, day).report
    found["list"] = list_answer("list", items, day, "A list", LIST_COLUMNS).report
    found["actions"] = list_answer("list", parts, day, "A list", ACTION_COLUMNS).report
    found["late"] = list_answer("overdue", late, day, "A list", LATE_COLUMNS).report
    found["everything"] = list_answer("list", items[:5], day, "A list", tuple(COLUMNS)).report
    by_ref = {item.recommendation.ref: item for item in plans[0].items}
    return found | {f"show {ref}": show_answer(by_ref[ref]).report for ref in SHOWN_ROWS}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
class TestThePublishedPlans:
    @pytest.mark.parametrize("full", [False, True])
    def test_no_line_is_wider_than_the_screen(self, name: str, width: int, *, full: bool) -> None:
        assert widest(render_terminal(published()[name], ScreenSettings(width, full=full))) <= width

    def test_only_long_texts_are_ever_shortened(self, name: str, width: int) -> None:
        report = published()[name]
        assert not lost(report, render_terminal(report, ScreenSettings(width)), long=False)

    def test_in_full_nothing_is_lost(self, name: str, width: int) -> None:
        report = published()[name]
        assert not lost(report, render_terminal(report, ScreenSettings(width, full=True)), long=True)


@pytest.mark.parametrize("width", WIDTHS[1:])
@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_usual_length_is_broken(name: str, width: int) -> None:
    report = published()[name]
    text = render_terminal(report, ScreenSettings(width))
    words = {word for cell in cells_of(report, long=False) for word in cell.text.split()}
    assert not {word for word in words if cell_len(word) <= WHOLE_WORD and word not in text}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
class TestHostileTexts:
    def test_they_are_shown_as_they_are_within_the_screen(self, text: str, width: int) -> None:
        report = report_of(text)
        shown = render_terminal(report, ScreenSettings(width, full=True))
        assert not lost(report, shown, long=True)
        assert widest(shown) <= width
        assert not HARMFUL.search(shown)

    def test_with_colours_there_are_only_the_renderers_own_codes(self, text: str, width: int) -> None:
        report = report_of(text)
        coloured = render_terminal(report, ScreenSettings(width, colour=True))
        bare = SGR.sub("", coloured)
        assert not HARMFUL.search(bare)
        assert [line.rstrip() for line in bare.splitlines()] == render_terminal(
            report, ScreenSettings(width)
        ).splitlines()


@pytest.mark.parametrize(
    ("tone", "code"),
    [
        (Tone.GOOD, "\x1b[32m"),
        (Tone.CAUTION, "\x1b[33m"),
        (Tone.BAD, "\x1b[1;31m"),
        (Tone.INFO, "\x1b[34m"),
        (Tone.MUTED, "\x1b[2m"),
    ],
)
def test_each_tone_has_its_colour_and_only_on_a_screen_with_colours(tone: Tone, code: str) -> None:
    report = Report("T", head=(Paragraph("words", tone),), records=table([Column("a", "A")], [[Cell("x", None, tone)]]))
    coloured = render_terminal(report, ScreenSettings(80, colour=True))
    assert f"{code}words\x1b[0m" in coloured
    assert f"{code}x" in coloured
    assert "\x1b" not in render_terminal(report, ScreenSettings(80))


def test_plain_words_have_no_colour() -> None:
    coloured = render_terminal(Report("T", head=(Paragraph("words"),)), ScreenSettings(80, colour=True))
    assert coloured == "\x1b[1mT\x1b[0m\nwords\n"


def test_a_section_has_its_heading_and_keeps_the_records_for_other_formats() -> None:
    report = Report("T", sections=(Section("Heading", (Paragraph("words"),)),), records=records_of("hidden"))
    assert render_terminal(report, ScreenSettings(80)) == "T\n\nHeading\nwords\n"


def test_an_empty_table_says_none() -> None:
    assert render_terminal(Report("T", records=records_of()), ScreenSettings(80)) == "T\n\nnone\n"


class TestTables:
    def test_what_fits_stands_side_by_side(self) -> None:
        report = Report(
            "T", records=table([Column("a", "Ref"), Column("n", "Days", ColumnKind.NUMBER)], [[Cell("1"), Cell("7")]])
        )
        assert render_terminal(report, ScreenSettings(80)).splitlines()[2:] == ["Ref  Days", "1       7"]

    def test_a_long_text_has_its_column_where_there_is_room(self) -> None:
        lines = render_terminal(Report("T", records=records_of("words")), ScreenSettings(160)).splitlines()
        assert lines[2].split() == ["Ref", "Days", "Lead", "Text"]
        assert lines[3].split() == ["words", "7", "words", "words"]

    def test_a_long_text_goes_under_its_row_where_there_is_none(self) -> None:
        lines = render_terminal(Report("T", records=records_of("words")), ScreenSettings(50)).splitlines()
        assert lines[2].split() == ["Ref", "Days", "Lead"]
        assert lines[3].split() == ["words", "7", "words"]
        assert lines[4] == "    words"

    def test_words_go_under_their_row_where_even_they_do_not_fit(self) -> None:
        columns = [Column("a", "Ref"), Column("l", "Lead", ColumnKind.WORDS), Column("t", "Text", ColumnKind.LONG)]
        who = "Designated Nurse for Safeguarding"
        cells = [[Cell("a ref of 20 letters."), Cell(who), Cell("to do")], [Cell("2"), Cell(""), Cell("")]]
        lines = render_terminal(Report("T", records=table(columns, cells)), ScreenSettings(39)).splitlines()
        assert lines[2:] == ["Ref", "a ref of 20 letters.", f"    {who}", "    to do", "2"]

    def test_each_value_has_its_line_where_nothing_fits(self) -> None:
        columns = [Column("a", "First"), Column("b", "Second"), Column("c", "Third", ColumnKind.LONG)]
        cells = [[Cell("one one one"), Cell("two two two"), Cell("three")], [Cell("1"), Cell(""), Cell("3")]]
        lines = render_terminal(Report("T", records=table(columns, cells)), ScreenSettings(20)).splitlines()
        assert lines == [
            "T", "", "First: one one one", "Second: two two two", "Third: three", "", "First: 1", "Third: 3", "",
        ]  # fmt: skip

    def test_tables_of_all_sections_with_the_same_columns_stand_in_line(self) -> None:
        columns = (Column("a", "Ref"), Column("b", "State"))
        sections = tuple(
            Section(name, (table(columns, [[Cell(name), Cell("open")]]),)) for name in ("1", "a much longer one")
        )
        lines = render_terminal(Report("T", sections=sections), ScreenSettings(80)).splitlines()
        places = {line.index("open") for line in lines if "open" in line}
        assert len(places) == 1

    def test_a_wide_short_value_is_wrapped_not_cut(self) -> None:
        report = Report("T", records=table([Column("a", "Ref")], [[Cell("x" * 60)]]))
        assert [len(line) for line in render_terminal(report, ScreenSettings(80)).splitlines()[3:]] == [26, 26, 8]


class TestLongTexts:
    COLUMNS = (Column("a", "Ref"), Column("t", "Text", ColumnKind.LONG))

    def shown(self, text: str, look: ScreenSettings) -> list[str]:
        report = Report("T", records=table(self.COLUMNS, [[Cell("1"), Cell(text)]]))
        return render_terminal(report, look).splitlines()[3:]

    @pytest.mark.parametrize("width", [40, 80, 120, 160])
    def test_they_are_shortened_to_two_lines_with_an_ellipsis_after_a_whole_word(self, width: int) -> None:
        shown = self.shown(LONG, ScreenSettings(width))
        text = " ".join(line.strip() for line in shown).removeprefix("1 ").strip()
        assert len(shown) in {2, 3}
        assert text.endswith("…")
        assert LONG.startswith(text.removesuffix("…"))
        assert f"{text.removesuffix('…').split()[-1].rstrip('.')}" in LONG.replace(".", "").split()

    @pytest.mark.parametrize("width", WIDTHS)
    def test_in_full_they_have_every_word(self, width: int) -> None:
        shown = self.shown(LONG, ScreenSettings(width, full=True))
        assert " ".join(" ".join(shown).split()).endswith(" ".join(LONG.split()))

    @pytest.mark.parametrize("width", [80, 120])
    def test_what_fits_in_two_lines_is_not_shortened(self, width: int) -> None:
        shown = self.shown("word " * 20, ScreenSettings(width))
        assert "…" not in "".join(shown)
        assert "".join(shown).count("word") == 20

    def test_a_text_without_a_space_is_shortened_within_its_column(self) -> None:
        shown = self.shown("x" * 1000, ScreenSettings(80))
        assert widest("\n".join(shown)) <= 80
        assert "…" in shown[-1]


class TestFacts:
    def test_labels_and_lines_stand_in_two_columns(self) -> None:
        facts = Facts((fact("Due", "July 2012"), fact("Key", "one", "two")))
        assert render_terminal(Report("T", head=(facts,)), ScreenSettings(80)).splitlines()[1:] == [
            "Due  July 2012",
            "Key  one",
            "     two",
        ]

    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize(
        "words",
        ["https://example.org/" + "a" * 300, "Safeguarding", "Rindfleischetikettierungsüberwachungsaufgaben"],
        ids=["address", "word", "long-word"],
    )
    def test_no_long_word_is_cut(self, width: int, words: str) -> None:
        report = Report("T", head=(Facts((fact("Evidence wanted", words), fact("Stopped because", words))),))
        text = render_terminal(report, ScreenSettings(width))
        assert widest(text) <= width
        assert not lost(report, text, long=True)


TEXTS = st.text(st.sampled_from("abc defgh -.é漢字🙂\n"), max_size=60)
KINDS = st.sampled_from(ColumnKind)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    kinds = draw(st.lists(KINDS, min_size=1, max_size=8))
    columns = [Column(f"c{place}", draw(TEXTS.filter(str.strip)), kind) for place, kind in enumerate(kinds)]
    rows = draw(st.lists(st.lists(TEXTS, min_size=len(kinds), max_size=len(kinds)), max_size=4))
    facts = draw(st.lists(st.builds(Fact, st.sampled_from(["Due", "Lead"]), st.tuples(TEXTS.map(Cell))), max_size=2))
    head = (Facts(tuple(facts)),) if facts else ()
    return Report("T", head, records=table(columns, (map(Cell, row) for row in rows)))


@settings(max_examples=100)
@given(reports(), st.integers(20, 240))
def test_any_report_fits_any_screen_and_loses_nothing(report: Report, width: int) -> None:
    full = render_terminal(report, ScreenSettings(width, full=True))
    short = render_terminal(report, ScreenSettings(width))
    assert max(widest(full), widest(short)) <= width
    assert not lost(report, full, long=True)
    assert not lost(report, short, long=False)
    assert REPLACEMENT not in full
