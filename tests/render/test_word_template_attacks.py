"""Templates that would bring macros, links or foreign files into a paper: cleaned, or refused in one line."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from scrplan.errors import UsageProblem
from scrplan.render.archive import packed_anew
from scrplan.render.word.docx import render_word
from scrplan.render.word.wordml import NAMESPACES
from tests.render.documents import MADE, whole
from tests.render.word_reading import W, markup_of, read, words

AWAY = "https://attack.example/x"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made(change: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Header of the board"
    change(document)
    return saved(document)


def typed(kind: str) -> bytes:
    data = made(lambda _: None)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    assert _MAIN in types
    return packed_anew(data, {"[Content_Types].xml": types.replace(_MAIN, kind)})


def _part(document: Any, name: str, kind: str = "application/octet-stream") -> Part:
    return Part(PackURI(name), kind, b"data", document.part.package)


def _header(document: Any) -> Any:
    return document.sections[0].header.part


def _into_header(document: Any, runs: str) -> None:
    _header(document).element[0].extend(parse_xml(f"<w:p {NAMESPACES} {_VML}>{runs}</w:p>"))


def _field(code: str, shown: str = "shown") -> str:
    half = len(code) // 2
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:half]}</w:instrText></w:r><w:r><w:instrText>{code[half:]}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _macros(document: Any) -> None:
    document.part.relate_to(
        _part(document, "/word/vbaProject.bin", "application/vnd.ms-office.vbaProject"),
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    )


def _linked_picture(document: Any) -> None:
    key = _header(document).relate_to(AWAY, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    _into_header(document, f'<w:r><w:drawing><a:blip r:link="{key}"/></w:drawing></w:r>')


def _old_linked_picture(document: Any) -> None:
    key = _header(document).relate_to(AWAY, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    _into_header(document, f'<w:r><w:pict><v:imagedata r:id="{key}"/></w:pict></w:r>')


def _object(document: Any) -> None:
    key = _header(document).relate_to(_part(document, "/word/embeddings/o.bin"), f"{OFFICE}/oleObject")
    _into_header(document, f'<w:r><w:object><o:OLEObject r:id="{key}"/></w:object></w:r>')


def _control(document: Any) -> None:
    key = _header(document).relate_to(_part(document, "/word/activeX/a.xml"), f"{OFFICE}/control")
    _into_header(document, f'<w:r><w:pict><w:control r:id="{key}"/></w:pict></w:r>')


def _theme(document: Any) -> None:
    theme = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/theme"))
    theme.relate_to(AWAY, RELATIONSHIP_TYPE.IMAGE, is_external=True)


REFUSED = {
    "docm": (typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "has macros"),
    "dotm": (typed("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), "has macros"),
    "docx-with-macros": (made(_macros), "has macros"),
    "linked-picture": (made(_linked_picture), r"outside of the file \(header1.xml\)"),
    "old-linked-picture": (made(_old_linked_picture), r"outside of the file \(header1.xml\)"),
    "theme-with-link": (made(_theme), r"outside of the file \(theme1.xml\)"),
    "object": (made(_object), r"no paper takes over \(oleObject in header1.xml\)"),
    "control": (made(_control), r"no paper takes over \(control in header1.xml\)"),
    "workbook": (typed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "no document of"),
}


@pytest.mark.parametrize(("template", "told"), REFUSED.values(), ids=REFUSED)
def test_a_template_that_would_act_is_refused_in_one_line(template: bytes, told: str) -> None:
    with pytest.raises(UsageProblem, match=told) as raised:
        render_word(whole(), MADE, template)
    assert "\n" not in str(raised.value)


def test_a_template_of_word_itself_is_taken() -> None:
    data = typed(_MAIN.replace("document.main", "template.main"))
    document = read(render_word(whole(), MADE, data))
    assert document.part.content_type == _MAIN
    assert document.sections[0].header.paragraphs[0].text == "Header of the board"


def _settings(document: Any) -> Any:
    return next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/settings"))


def _own_template(document: Any) -> None:
    key = _settings(document).relate_to("file:///c:/x.dotm", f"{OFFICE}/attachedTemplate", is_external=True)
    document.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {NAMESPACES} r:id="{key}"/>'))
    document.settings.element.insert(0, parse_xml(f"<w:linkStyles {NAMESPACES}/>"))
    document.settings.element.append(parse_xml(f'<w:unheard {NAMESPACES}><w:of r:id="{key}"/></w:unheard>'))


def _mail_merge(document: Any) -> None:
    key = _settings(document).relate_to("file:///c:/x.mdb", f"{OFFICE}/mailMergeSource", is_external=True)
    document.settings.element.insert(
        0, parse_xml(f'<w:mailMerge {NAMESPACES}><w:dataSource r:id="{key}"/></w:mailMerge>')
    )


def _words_with_links(document: Any) -> None:
    link = document.part.relate_to(AWAY, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    chunk = document.part.relate_to(_part(document, "/word/chunk.html", "text/html"), f"{OFFICE}/aFChunk")
    picture = document.part.relate_to(AWAY, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p {NAMESPACES}><w:hyperlink r:id="{link}"><w:r><w:t>go</w:t></w:r></w:hyperlink>'
            f'<w:r><w:drawing><a:blip r:link="{picture}"/></w:drawing></w:r></w:p>'
        ),
    )
    document.element.body.insert(0, parse_xml(f'<w:altChunk {NAMESPACES} r:id="{chunk}"/>'))


def _link_in_header(document: Any) -> None:
    key = _header(document).relate_to(AWAY, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = f'<w:hyperlink r:id="{key}"><w:r><w:t>the board online</w:t></w:r></w:hyperlink>'
    picture = f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"><a:hlinkClick r:id="{key}"/></wp:docPr>'
    _into_header(document, f"{link}{picture}</wp:inline></w:drawing></w:r>")


def _shape_with_link(document: Any) -> None:
    shape = f'<v:shape href="{AWAY}" o:href="{AWAY}"><v:imagedata src="{AWAY}"/><v:fill src="{AWAY}"/></v:shape>'
    _into_header(document, f"<w:r><w:pict>{shape}</w:pict></w:r>")


def _other_files(document: Any) -> None:
    for name, kind in (("printerSettings", "bin"), ("glossaryDocument", "xml"), ("comments", "xml"), ("unheard", "x")):
        document.part.relate_to(_part(document, f"/word/{name}.{kind}"), f"{OFFICE}/{name}")
    document.part.package.relate_to(_part(document, "/customUI/customUI.xml"), f"{OFFICE}/ui/extensibility")
    key = next(key for key, one in document.part.rels.items() if one.reltype.endswith("/printerSettings"))
    document.element.body.sectPr.append(parse_xml(f'<w:printerSettings {NAMESPACES} r:id="{key}"/>'))


FETCHING = (
    "INCLUDETEXT c:\\x",
    f"INCLUDEPICTURE {AWAY}",
    "DDEAUTO cmd x",
    "MACROBUTTON go go",
    f"HYPERLINK {AWAY}",
    "",
)


def _fields(document: Any) -> None:
    for code in FETCHING:
        _into_header(document, _field(f" {code} "))
        _into_header(document, f'<w:fldSimple w:instr="{code}"><w:r><w:t>shown</w:t></w:r></w:fldSimple>')
    _into_header(document, _field(" dde x ", _field(" PAGE ", "7")) + '<w:fldSimple w:instr=" NumPages "/>')
    _into_header(document, '<w:r><w:instrText>DDE x</w:instrText><w:fldChar w:fldCharType="begin"/></w:r>')


CLEANED = {
    "own-template": _own_template, "mail-merge": _mail_merge, "words-with-links": _words_with_links,
    "link-in-header": _link_in_header, "shape-with-link": _shape_with_link, "other-files": _other_files,
    "fields": _fields,
}  # fmt: skip
KEPT = (
    r"\[Content_Types\].xml|_rels/.rels|docProps/(app|core).xml|word/_rels/document.xml.rels|word/media/image1.png"
    r"|word/(document|fontTable|footer1|header1|numbering|settings|styles|theme/theme1).xml"
)


@pytest.mark.parametrize("change", CLEANED.values(), ids=CLEANED)
def test_nothing_that_acts_comes_over_from_a_template(change: Callable[[Any], None]) -> None:
    data = render_word(whole(), MADE, made(change))
    markup = markup_of(data)
    for harm in ("External", "attack.example", "attachedTemplate", "linkStyles", "mailMerge", "hlinkClick", "altChunk"):
        assert harm not in markup
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", markup) + re.findall(r'w:instr="([^"]*)"', markup)
    assert not re.search("INCLUDE|DDE|MACRO|HYPERLINK", "".join(codes), re.IGNORECASE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [name for name in archive.namelist() if not re.fullmatch(KEPT, name)] == []
    for part in read(data).part.package.iter_parts():
        element = getattr(part, "element", None)
        assert element is None or _named(element) <= set(part.rels)


def _named(element: Any) -> set[str]:
    return {value for one in element.iter() for name, value in one.attrib.items() if name.startswith(f"{{{OFFICE}}}")}


def test_the_words_of_links_and_fields_stay() -> None:
    links = read(render_word(whole(), MADE, made(_link_in_header))).sections[0].header
    assert words(_element(links)) == "Header of the boardthe board online"
    fields = read(render_word(whole(), MADE, made(_fields))).sections[0].header
    assert words(_element(fields)) == "Header of the board" + "shown" * 2 * len(FETCHING) + "7"
    assert len(list(_element(fields).iter(f"{W}fldChar"))) == 3


def _element(header: Any) -> Any:
    return header.part.element


def test_what_a_template_says_of_itself_goes() -> None:
    document = docx.Document()
    document.core_properties.keywords = "secret of the template"
    data = render_word(whole(), MADE, saved(document))
    assert "secret" not in markup_of(data)
    assert markup_of(data).count("<Application>scrplan 9.9</Application>") == 1


def _with(name: str, begins: bytes, megabytes: int) -> bytes:
    """Return a template with a part that begins so and goes on for long."""
    out = io.BytesIO(made(lambda _: None))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        part.write(begins)
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (_with("word/media/x.png", b"\x89PNG", 101), "the template is larger than 100 MB unpacked"),
        (_with("word/x.xml", b"<w:p/>", 11), "the words of the template are larger than 10 MB unpacked"),
        (_with("word/media/x.png", b"\xff\xfe\n\0<\0", 11), "the words of the template are larger than 10 MB unpacked"),
        (_with("word/media/x.png", b"", 11), "the words of the template are larger than 10 MB unpacked"),
    ],
    ids=["pictures", "words", "wide words", "space"],
)
def test_a_template_that_would_fill_the_memory_is_refused_before_it_is_unpacked(template: bytes, told: str) -> None:
    assert len(template) < 1_000_000
    tracemalloc.start()
    with pytest.raises(UsageProblem, match=f"^{told}$"):
        render_word(whole(), MADE, template)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_template_with_large_pictures_is_taken() -> None:
    template = _with("word/media/x.png", b"\x89PNG", 11)
    assert read(render_word(whole(), MADE, template)).sections[0].header.paragraphs[0].text == "Header of the board"
