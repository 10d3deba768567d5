import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from scrplan.content import Report
from scrplan.errors import UsageProblem
from scrplan.render.word.docx import render_word
from scrplan.render.word.docx_file import opened_template
from scrplan.render.word.docx_styles import HEADING
from scrplan.render.word.wordml import NAMESPACES
from tests.render.documents import MADE, whole
from tests.render.word_reading import W, body_of, lying, read, template_of, words


class TestTemplates:
    def test_its_words_go_and_its_styles_header_and_footer_stay(self) -> None:
        document = read(render_word(whole(), MADE, template_of()))
        assert "Delete" not in words(document.element.body)
        assert document.styles["Heading 1"].font.name == "Georgia"
        for section in document.sections:
            assert section.header.paragraphs[0].text == "Header of the board"
            assert section.footer.paragraphs[0].text == "Footer of the board"

    def test_what_it_lacks_is_ours(self) -> None:
        document = read(render_word(whole(), MADE, template_of()))
        assert document.styles["Report Table"].style_id == "ReportTable"
        used = {
            one.get(f"{W}val") for one in document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
        }
        assert used <= {one.style_id for one in document.styles}

    def test_a_style_with_another_id_is_found_by_its_name(self) -> None:
        document = docx.Document()
        document.styles["Heading 1"].element.set(f"{W}styleId", "berschrift1")
        out = io.BytesIO()
        document.save(out)
        found = body_of(whole(), out.getvalue())
        assert "berschrift1" in {one.style for one in found.iter(f"{W}p")}

    def test_a_template_without_lists_is_given_ours(self) -> None:
        ours = read(render_word(whole(), MADE))
        document = read(render_word(Report("T"), MADE))
        numbering = next(key for key, one in document.part.rels.items() if one.reltype.endswith("/numbering"))
        del document.part.rels[numbering]
        lists = document.styles["List Bullet"].element
        lists.getparent().remove(lists)
        out = io.BytesIO()
        document.save(out)
        given = read(render_word(whole(), MADE, out.getvalue()))
        assert len(given.part.numbering_part.element) == 2
        assert ours.styles["List Bullet"].style_id == given.styles["List Bullet"].style_id

    def test_one_without_set_up_or_language_is_given_ours(self) -> None:
        bare = docx.Document()
        for one in [*bare.element.body.iter(f"{W}sectPr"), *bare.styles.element.iter(f"{W}lang")]:
            one.getparent().remove(one)
        out = io.BytesIO()
        bare.save(out)
        document = read(render_word(whole(), MADE, out.getvalue()))
        assert {one.get(f"{W}val") for one in document.styles.element.iter(f"{W}lang")} == {"en-GB"}
        assert lying(document.element.body) == ["upright", "wide"]
        assert {int(one.get(f"{W}left")) for one in document.element.body.iter(f"{W}pgMar")} == {1134}

    def test_pages_lie_as_its_last_upright_ones(self) -> None:
        document = docx.Document()
        document.sections[0].left_margin = Cm(4)
        last = document.add_section()
        last.page_width, last.page_height, last.left_margin = last.page_height, last.page_width, Cm(1)
        found = body_of(whole(), _saved(document))
        assert lying(found) == ["upright", "wide"]
        assert {int(one.get(f"{W}left")) for one in found.iter(f"{W}pgMar")} == {2268}

    def test_only_the_first_pages_have_a_first_page_and_a_number_to_begin_with(self) -> None:
        document = docx.Document()
        page = document.sections[0]
        page.different_first_page_header_footer = True
        page.first_page_footer.paragraphs[0].text = "First"
        page._sectPr.append(parse_xml(f'<w:pgNumType {NAMESPACES} w:start="5" w:fmt="decimal"/>'))  # noqa: SLF001
        page._sectPr.find(f"{W}cols").set(f"{W}num", "2")  # noqa: SLF001
        made = read(render_word(whole(), MADE, _saved(document)))
        assert [one.different_first_page_header_footer for one in made.sections] == [True, False]
        assert [one.get(f"{W}start") for one in made.element.body.iter(f"{W}pgNumType")] == ["5", None]
        assert not [one for one in made.element.body.iter(f"{W}cols") if one.get(f"{W}num")]
        assert words(made.sections[0].first_page_footer.part.element) == "First"
        assert words(made.sections[1].footer.part.element) == "The title  |  Page 1 of 1"

    @pytest.mark.parametrize(
        ("colour", "taken"), [("7a123b", "7A123B"), ("FFCC00", HEADING), ("auto", HEADING), (None, HEADING)]
    )
    def test_tables_have_the_colour_of_its_headings_where_it_can_be_read(self, colour: str | None, taken: str) -> None:
        document = docx.Document()
        for one in document.styles["Heading 1"].element.iter(f"{W}color"):
            one.set(f"{W}val", colour) if colour else one.getparent().remove(one)
        head = read(render_word(whole(), MADE, _saved(document))).styles["Report Head"]
        assert head.element.find(f"{W}rPr/{W}color").get(f"{W}val") == taken

    @pytest.mark.parametrize(("face", "breadth"), [("Verdana", 1.16), ("Calibri Light", 1.0), (None, 1.0)])
    def test_a_broad_face_has_broad_columns(self, face: str | None, breadth: float) -> None:
        document = docx.Document()
        document.styles["Normal"].font.name = face
        assert opened_template(_saved(document)).breadth == breadth

    @pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 broken", render_word(Report("T"), MADE)[:900]])
    def test_a_broken_one_is_a_problem_of_the_call(self, data: bytes) -> None:
        with pytest.raises(UsageProblem, match="template is no document of Word"):
            render_word(whole(), MADE, data)

    def test_an_archive_that_is_no_document_is_refused(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "b")
        with pytest.raises(UsageProblem, match="template is no document of Word"):
            render_word(whole(), MADE, out.getvalue())


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


OURS = ("Report Cell", "Report Head", "Report Table", "Report Bad", "Report Label", "Report Fact", "Report Gap")


def _styled(markup: str) -> bytes:
    """Return a template with more styles."""
    document = docx.Document()
    document.styles.element.extend(parse_xml(f"<w:styles {NAMESPACES}>{markup}</w:styles>"))
    return _saved(document)


def _style(kind: str, name: str, key: str) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'


def _used_and_known(template: bytes) -> tuple[set[str], list[str]]:
    """Return the ids of styles that a paper uses anywhere, and those of all that it has."""
    document = read(render_word(whole(), MADE, template))
    parts = (document.element.body, document.styles.element, document.sections[0].footer.part.element)
    tags = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
    used = {one.get(f"{W}val") for part in parts for one in part.iter(*(f"{W}{tag}" for tag in tags))}
    return used, [one.style_id for one in document.styles]


class TestIdsOfStyles:
    def test_those_of_the_template_are_used_whatever_they_are(self) -> None:
        bare = read(render_word(Report("T"), MADE))
        for style in bare.styles.element.findall(f"{W}style"):
            style.set(f"{W}styleId", f"s{style.get(f'{W}styleId')}")
        footer = bare.sections[0].footer.part.element
        for one in [*bare.styles.element.iter(f"{W}basedOn", f"{W}next"), *footer.iter(f"{W}pStyle")]:
            one.set(f"{W}val", f"s{one.get(f'{W}val')}")
        used, known = _used_and_known(_saved(bare))
        assert used <= set(known)
        assert len(set(known)) == len(known)
        assert {f"s{name.replace(' ', '')}" for name in OURS} <= set(known)
        assert {"sReportTable", "sReportBad", "sReportLabel", "sReportFact"} <= used

    def test_ours_are_based_on_the_templates(self) -> None:
        document = docx.Document()
        document.styles["Normal"].element.set(f"{W}styleId", "Standard")
        for one in document.styles.element.iter(f"{W}basedOn", f"{W}next", f"{W}link"):
            if one.get(f"{W}val") == "Normal":
                one.set(f"{W}val", "Standard")
        used, known = _used_and_known(_saved(document))
        assert used <= set(known)
        assert "Normal" not in used

    @pytest.mark.parametrize("key", ["ReportCell", "reportcell"])
    @pytest.mark.parametrize("kind", ["paragraph", "character", "table"])
    def test_an_id_that_a_style_with_another_name_has_is_not_taken_again(self, kind: str, key: str) -> None:
        template = _styled(_style(kind, "House style", key))
        used, known = _used_and_known(template)
        assert len({one.casefold() for one in known}) == len(known)
        assert used <= set(known)
        assert "ReportCell2" in used
        assert key not in used

    def test_a_style_of_another_kind_is_none_of_ours(self) -> None:
        document = read(render_word(whole(), MADE, _styled(_style("character", "Report Cell", "x"))))
        names = [one.find(f"{W}name").get(f"{W}val") for one in document.styles.element.findall(f"{W}style")]
        assert len(set(names)) == len(names)
        cells = {one.style for one in document.element.body.iter(f"{W}p")}
        assert "ReportCell" in cells
        assert "x" not in cells
