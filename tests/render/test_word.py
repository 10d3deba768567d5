import io
import sys
import zipfile
from typing import Any

import pytest
import typst

from scrplan.characters import one_line
from scrplan.content import Cell, Chart, PageStart, Paragraph, Report, Section, table
from scrplan.errors import MissingExtra
from scrplan.render.text_width import SIZE
from scrplan.render.word.docx import render_word
from tests.render.documents import CHART, LATE, MADE, ROWS, late_row, texts_of, whole
from tests.render.word_reading import WP, W, body_of, lying, markup_of, paragraphs_of, read, template_of, words


@pytest.fixture(scope="module")
def body() -> Any:
    return body_of(whole())


class TestWhatItSays:
    def test_headings_are_real_and_in_order(self, body: Any) -> None:
        assert paragraphs_of(body, "Title") == ["The title"]
        found = [(one.style, words(one)) for one in body.iter(f"{W}p") if (one.style or "").startswith("Heading")]
        assert found == [(f"Heading{section.level}", section.heading) for section in whole().sections]

    def test_every_text_of_the_report_is_there(self, body: Any) -> None:
        every = " ".join(one_line(words(one)) for one in body.iter(f"{W}p"))
        assert [text for text in texts_of(whole()) if one_line(text) not in every] == []

    def test_the_cells_of_a_table_stand_as_they_are_told(self, body: Any) -> None:
        tables = [
            [[words(cell) for cell in row.iter(f"{W}tc")] for row in one.iter(f"{W}tr")] for one in body.iter(f"{W}tbl")
        ]
        told = [[one.heading for one in LATE.columns], *([cell.text for cell in row] for row in LATE.rows)]
        assert tables[1:] == [told] * 4

    def test_labels_stand_beside_their_values_unless_they_are_too_long(self, body: Any) -> None:
        assert paragraphs_of(body, "ReportFact")[:2] == [
            "Board\nOne\nTwo",
            "A label that is far too long to stand beside\nV",
        ]
        first, second = (one for one in list(body.iter(f"{W}p"))[1:3])
        assert len(list(first.iter(f"{W}r"))) > 1
        assert [len(list(one.iter(f"{W}tab"))) for one in (first, second)] == [1, 0]

    def test_points_are_a_list(self, body: Any) -> None:
        assert paragraphs_of(body, "ListBullet") == ["First point", "Second point"]

    def test_a_table_without_rows_says_so(self) -> None:
        report = Report("T", sections=(Section("S", (table(ROWS, []),)),))
        found = body_of(report)
        assert not list(found.iter(f"{W}tbl"))
        assert "None." in paragraphs_of(found, "Normal")

    def test_the_contents_name_every_heading_and_lead_to_it(self, body: Any) -> None:
        links = list(body.iter(f"{W}hyperlink"))
        assert [words(one) for one in links] == [section.heading for section in whole().sections]
        marks = {one.get(f"{W}name"): one.getparent() for one in body.iter(f"{W}bookmarkStart")}
        assert [words(marks[one.get(f"{W}anchor")]) for one in links] == [words(one) for one in links]
        assert [one.getparent().style for one in links][2] == "Toc2"

    def test_the_contents_are_a_list_that_one_click_updates(self, body: Any) -> None:
        (frame,) = body.iter(f"{W}sdt")
        assert frame.find(f".//{W}docPartGallery").get(f"{W}val") == "Table of Contents"
        assert [one.get(f"{W}fldCharType") for one in frame.iter(f"{W}fldChar")] == ["begin", "separate", "end"]
        assert words(frame).startswith("Contents")

    def test_a_report_of_records_alone_shows_them(self) -> None:
        found = body_of(Report("T", records=LATE))
        assert len(list(found.iter(f"{W}tbl"))) == 1
        assert not list(found.iter(f"{W}hyperlink"))

    def test_a_bare_report_is_a_title(self) -> None:
        assert [words(one) for one in body_of(Report("T")).iter(f"{W}p")] == ["T"]


class TestPages:
    def test_the_appendix_lies_on_its_side_at_the_end(self, body: Any) -> None:
        assert lying(body) == ["upright", "wide"]
        assert body[-1].tag == f"{W}sectPr"
        sizes = [(one.get(f"{W}w"), one.get(f"{W}h")) for one in body.iter(f"{W}pgSz")]
        assert sizes == [("11906", "16838"), ("16838", "11906")]

    def test_a_new_page_is_asked_for_by_its_heading(self, body: Any) -> None:
        found = [words(one.getparent().getparent()) for one in body.iter(f"{W}pageBreakBefore")]
        assert found == ["Plan one", "Plan two"]

    def test_a_heading_at_the_top_of_a_page_has_no_space_above(self, body: Any) -> None:
        found = [words(one) for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}spacing") is not None]
        assert found == ["Plan one", "Plan two", "Appendix: all"]

    def test_words_stand_with_the_table_they_lead_to_and_off_the_one_before(self) -> None:
        blocks = (Paragraph("One.\nTwo."), LATE, Paragraph("Three.\nFour."), CHART, Paragraph("Five."), LATE, LATE)
        found = [one for one in body_of(Report("T", blocks)).iter(f"{W}p") if one.style == "Normal"]
        kept = {words(one) for one in found if one.find(f"{W}pPr/{W}keepNext") is not None}
        assert kept == {"One.", "Two.", "Three.", "Four.", "Five."}
        assert [words(one) for one in found if one.find(f"{W}pPr/{W}spacing") is not None] == ["Three."]
        assert paragraphs_of(body_of(Report("T", blocks)), "ReportGap") == ["", ""]

    def test_sections_that_begin_wide_have_the_front_upright(self) -> None:
        found = body_of(Report("T", sections=(Section("S", (), page=PageStart.WIDE),)))
        assert lying(found) == ["upright", "wide"]

    def test_the_footer_numbers_the_pages_on_all_of_them(self) -> None:
        document = read(render_word(whole(), MADE))
        for section in document.sections:
            assert words(section.footer.part.element) == "The title  |  Page 1 of 1"

    def test_no_heading_and_no_head_of_a_table_is_left_alone_at_the_end_of_a_page(self, body: Any) -> None:
        styles = read(render_word(whole(), MADE)).styles
        for name in ("Title", "Heading 1", "Heading 2", "Caption", "Report Head"):
            assert styles[name].paragraph_format.keep_with_next, name
        assert all(one.style in {"ReportHead", "ReportSmallHead"} for row in _heads(body) for one in row.iter(f"{W}p"))


def _heads(body: Any) -> list[Any]:
    return [one.getparent().getparent() for one in body.iter(f"{W}tblHeader")]


EMU = 12700  # of a point


def _bars(count: int, label: str = "x") -> Chart:
    return CHART._replace(labels=(label,) * count, series=(CHART.series[0]._replace(values=(1,) * count),))


def _images(report: Report) -> list[bytes]:
    return [one.blob for one in read(render_word(report, MADE)).part.package.image_parts]


class TestPictures:
    def test_a_chart_is_a_picture_with_its_alternative(self, body: Any) -> None:
        (found,) = body.iter(f"{WP}docPr")
        assert found.get("descr") == "Ratings: A: 3; B: 1, 2"
        assert paragraphs_of(body, "Caption") == ["Ratings"]

    @pytest.mark.parametrize("page", [PageStart.HERE, PageStart.WIDE])
    @pytest.mark.parametrize("label", ["x", "A partnership of health services for the young and the old of the county"])
    @pytest.mark.parametrize("count", [2, 14, 60])
    def test_it_fits_on_its_page_and_its_letters_can_be_read(self, count: int, label: str, page: PageStart) -> None:
        found = body_of(Report("T", sections=(Section("S", (_bars(count, label),), page=page),)))
        for one in found.iter(f"{WP}extent"):
            width, height = (int(one.get(side)) / EMU for side in ("cx", "cy"))
            assert 369.9 <= width <= 500.1
            assert height <= (730 if page is PageStart.HERE else 483) * 0.76
            assert SIZE * width / 640 > 7.5

    def test_one_of_many_labels_is_several_that_are_smaller(self) -> None:
        widths = [[int(one.get("cx")) / EMU for one in body_of(Report("T", (_bars(count),))).iter(f"{WP}extent")]
                  for count in (2, 14, 120)]  # fmt: skip
        (widest,), (narrower,), many = widths
        assert widest > narrower >= 369.9
        assert len(many) == 7

    def test_hundreds_of_labels_take_no_more_memory_than_a_page_does(self) -> None:
        labels = tuple(f"Agency {number}" for number in range(400))
        data = render_word(Report("T", (_bars(400)._replace(labels=labels),)), MADE)
        sizes = [(one.image.px_width, one.image.px_height) for one in read(data).part.package.image_parts]
        assert len(sizes) >= 22
        assert max(width * height for width, height in sizes) < 3_000_000

    def test_the_first_of_several_says_it_all_and_the_others_go_on(self) -> None:
        told = [one.get("descr") for one in body_of(Report("T", (_bars(20),))).iter(f"{WP}docPr")]
        assert told == ["Ratings: A: 3; B: 1, 2", "Ratings, continued"]

    def test_a_name_without_end_stands_in_words_alone(self) -> None:
        found = body_of(Report("T", (_bars(2, "word " * 10_000),)))
        assert not list(found.iter(f"{WP}docPr"))
        assert CHART.alternative in paragraphs_of(found, "Normal")

    def test_a_letter_that_the_font_lacks_is_written_out(self) -> None:
        shown, *_ = _images(Report("T", (_bars(2, "\u6f22 \u2705 board"),)))
        meant, *_ = _images(Report("T", (_bars(2, "[U+6F22] [white heavy check mark] board"),)))
        assert shown == meant
        assert "\u6f22: words" in {
            one.get("descr") for one in body_of(Report("T", (Chart("\u6f22", (), (), "words"),))).iter(f"{WP}docPr")
        }

    @pytest.mark.parametrize("kind", ["refusal", "breakdown"])
    def test_where_it_is_not_drawn_the_alternative_stands_in_words(
        self, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        compiler = typst.compile

        def refuse(*_: object, **__: object) -> object:
            if kind == "breakdown":
                raise type("PanicException", (BaseException,), {})("no way")
            sources: Any = {"main.typ": b"#panic()"}
            return compiler(sources)

        monkeypatch.setattr(typst, "compile", refuse)
        found = body_of(whole())
        assert not list(found.iter(f"{WP}docPr"))
        assert CHART.alternative in paragraphs_of(found, "Normal")

    def test_two_that_are_equal_have_their_own_numbers(self) -> None:
        found = body_of(Report("T", (CHART, Paragraph("Again."), CHART), (Section("S", (CHART,)),)))
        assert [one.get("id") for one in found.iter(f"{WP}docPr")] == ["1", "2", "3"]

    def test_its_numbers_differ_from_those_of_the_others(self) -> None:
        charts = tuple(
            Chart(f"C{place}", ("a",), (CHART.series[0]._replace(values=(place,)),), "x") for place in range(4)
        )
        numbers = [one.get("id") for one in body_of(Report("T", charts)).iter(f"{WP}docPr")]
        assert len(set(numbers)) == len(numbers) == 4

    def test_without_typst_the_alternative_stands_in_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "typst", None)
        found = body_of(whole())
        assert not list(found.iter(f"{WP}docPr"))
        assert CHART.alternative in paragraphs_of(found, "Normal")


class TestTheFile:
    def test_the_same_report_is_the_same_bytes(self) -> None:
        assert render_word(whole(), MADE) == render_word(whole(), MADE)
        assert render_word(whole(), MADE, template_of()) == render_word(whole(), MADE, template_of())

    def test_its_entries_are_sorted_and_dated_alike(self) -> None:
        with zipfile.ZipFile(io.BytesIO(render_word(whole(), MADE))) as archive:
            assert archive.namelist() == sorted(archive.namelist())
            assert archive.namelist()[0] == "[Content_Types].xml"
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"rsid" not in b"".join(map(archive.read, archive.namelist()))

    def test_its_properties_say_what_it_is(self) -> None:
        found = read(render_word(whole(), MADE)).core_properties
        assert (found.title, found.author, found.language) == ("The title", "Board & Co", "en-GB")
        assert {str(found.created), str(found.modified)} == {"2013-09-30 00:00:00+00:00"}

    @pytest.mark.parametrize("template", [None, template_of()], ids=["ours", "template"])
    def test_its_language_is_british_everywhere(self, template: bytes | None) -> None:
        styles = read(render_word(whole(), MADE, template)).styles.element
        assert {one.get(f"{W}val") for one in styles.iter(f"{W}lang")} == {"en-GB"}

    def test_nothing_is_asked_on_opening(self) -> None:
        settings = read(render_word(whole(), MADE)).settings.element
        assert settings.find(f"{W}updateFields") is None
        assert "dirty" not in markup_of(render_word(whole(), MADE))

    def test_no_package_no_paper(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(MissingExtra, match="python-docx"):
            render_word(whole(), MADE)


def test_thousands_of_rows_are_all_there() -> None:
    rows = [late_row(str(number), Cell("Mar 2012", "2012-03"), number, f"Text {number}") for number in range(1300)]
    found = body_of(Report("T", sections=(Section("S", (table(ROWS, rows),)),)))
    assert len(list(found.iter(f"{W}tr"))) == 1301
    assert "Text 1299" in words(found)
