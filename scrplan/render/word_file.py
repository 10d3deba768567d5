"""The file around a Word paper: a template opened and emptied, what it lacks added, its properties and settings."""

import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from scrplan.characters import one_line
from scrplan.errors import MissingExtra, UsageProblem
from scrplan.render.archive import packed_anew
from scrplan.render.made import Made
from scrplan.render.word_pages import TWIP
from scrplan.render.word_styles import BULLETS, STYLES, style_id
from scrplan.render.word_text import NAMESPACES, attribute, field, paragraph, run

A4 = (11906, 16838)  # twentieths of a point
MARGIN = 1134  # two centimetres


class Paper(NamedTuple):
    """An empty document: `document` of python-docx, and the ids of the styles by their names in Word."""

    document: Any
    styles: dict[str, str]

    @property
    def page(self) -> Any:
        """Return the set-up of the pages, from which every section is copied."""
        return self.document.element.body.sectPr


def parsed(markup: str) -> list[Any]:
    """Return the elements of a piece of markup that declares no namespaces."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    return list(parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>"))


def opened(template: bytes | None) -> Paper:
    """Return an empty document: A4 in our styles, or a board's own template without its words.

    Raises:
        MissingExtra: python-docx is not installed.
        UsageProblem: the template is no document of Word.

    """
    try:
        import docx  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("python-docx") from None
    if template is None:
        document = docx.Document()
        _make_ours(document)
    else:
        try:
            document = docx.Document(io.BytesIO(template))
            _empty(document.element.body)
            if None in {document.element.body.sectPr.page_width, document.element.body.sectPr.left_margin}:
                _set_up(document.element.body.sectPr)
        except Exception:  # noqa: BLE001  (a broken file fails in zip, XML or package, each with errors of its own)
            raise UsageProblem("the template is no document of Word", "save it as .docx, without macros") from None
    return Paper(document, _complete_styles(document))


def _make_ours(document: Any) -> None:
    """Leave none of the library's own styles and pictures, call for today's layout, and set the page up."""
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(_NOT_OURS)]:
            del relations[name]
    for one in document.settings.element.iter(_w("compatSetting")):
        if one.get(_w("name")) == "compatibilityMode":
            one.set(_w("val"), "15")
    styles, lists = document.styles.element, document.part.numbering_part.element
    for style in styles.findall(_w("style")):
        styles.remove(style)
    for one in list(lists):
        lists.remove(one)
    fonts = styles.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}")
    for one in fonts.findall(_w("rFonts")):
        fonts.remove(one)
    _empty(document.element.body)
    _set_up(document.element.body.sectPr)


def _set_up(page: Any) -> None:
    """Set a page up as ours."""
    page.page_width, page.page_height = (value * TWIP for value in A4)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN * TWIP
    page.header = page.footer = MARGIN * TWIP // 2
    page.gutter = 0


_NOT_OURS = ("/stylesWithEffects", "/customXml", "/thumbnail")


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _empty(body: Any) -> None:
    """Leave nothing of a body but the set-up of its last pages, with the headers and footers of those before."""
    kept = body.get_or_add_sectPr()
    inherited: dict[tuple[str, str], Any] = {}
    for one in body.iter(_w("sectPr")):
        for reference in (*one.findall(_w("headerReference")), *one.findall(_w("footerReference"))):
            inherited[reference.tag, reference.get(_w("type"))] = reference
    for child in list(body):
        if child is not kept:
            body.remove(child)
    for name in [name for name in kept.attrib if "rsid" in name]:
        del kept.attrib[name]
    for reference in (*kept.findall(_w("headerReference")), *kept.findall(_w("footerReference"))):
        kept.remove(reference)
    for place, reference in enumerate(inherited.values()):
        kept.insert(place, deepcopy(reference))


def _complete_styles(document: Any) -> dict[str, str]:
    """Add what styles of ours the document lacks; return the ids of all by their names."""
    element = document.styles.element
    known = {name.casefold(): found for name, found in _named(element)}
    for style in STYLES:
        if style.name.casefold() not in known:
            known[style.name.casefold()] = style_id(style.name)
            if style.name == "List Bullet":
                _add_bullets(document)
            element.extend(parsed(style.xml()))
    return {style_id(style.name): known[style.name.casefold()] for style in STYLES}


def _named(styles: Any) -> Iterator[tuple[str, str]]:
    for style in styles.findall(_w("style")):
        name = style.find(_w("name"))
        if name is not None:
            yield name.get(_w("val")), style.get(_w("styleId"))


def _add_bullets(document: Any) -> None:
    """Add our list with points, where the style of lists is ours."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.parts.numbering import NumberingPart  # noqa: PLC0415

    part = document.part
    if not any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in part.rels.values()):
        blank = f"<w:numbering {NAMESPACES}/>".encode()
        made = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blank, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    numbering = part.numbering_part.element
    abstract, number = parsed(
        f'<w:abstractNum w:abstractNumId="{BULLETS}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="340" w:hanging="255"/></w:pPr></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num>'
    )
    # The schema wants every abstract list before the first that is used.
    numbering.insert(len(numbering.findall(_w("abstractNum"))), abstract)
    numbering.append(number)


def add_footer(paper: Paper, title: str) -> None:
    """Number the pages, unless the template has a footer of its own."""
    if paper.page.find(_w("footerReference")) is not None:
        return
    footer = paper.document.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer.part.element
    for child in list(element):
        element.remove(child)
    runs = f"{run(one_line(title))}{run('  |  Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
    element.extend(parsed(paragraph(paper.styles["Footer"], runs)))


def saved(paper: Paper, body: str, title: str, made: Made) -> bytes:
    """Return the document with this body as bytes, the same whenever it is made.

    The body is put in as text: making elements of it takes a minute for what is written here in a second.
    """
    _set_properties(paper.document.core_properties, title, made)
    _set_language(paper, made.language)
    _set_settings(paper.document.settings.element, made.language)
    out = io.BytesIO()
    paper.document.save(out)
    application = (
        f"{_DECLARED}"
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>scrplan {escape(made.version)}</Application></Properties>"
    )
    document = f"{_DECLARED}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    words = str(paper.document.part.partname).lstrip("/")
    return packed_anew(out.getvalue(), {"docProps/app.xml": application, words: document})


_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _set_properties(properties: Any, title: str, made: Made) -> None:
    day = datetime.fromisoformat(made.day)
    properties.title, properties.author = one_line(title)[:255], one_line(made.author)[:255]
    properties.last_modified_by, properties.comments = properties.author, f"Made by scrplan {made.version}"
    properties.created = properties.modified = day
    properties.language, properties.revision = made.language, 1


def _set_language(paper: Paper, language: str) -> None:
    """Set the language of all words: of the defaults, and of every style that has another."""
    styles = paper.document.styles.element
    for found in styles.iter(_w("lang")):
        found.set(_w("val"), language)
    normal = next(one for one in styles.iter(_w("style")) if one.get(_w("styleId")) == paper.styles["Normal"])
    if normal.find(f"{_w('rPr')}/{_w('lang')}") is None:
        normal.get_or_add_rPr().extend(parsed(f"<w:lang w:val={attribute(language)}/>"))


def _set_settings(settings: Any, language: str) -> None:
    """Take out what differs from save to save or would ask the reader something."""
    for name in ("rsids", "updateFields", "attachedTemplate", "mailMerge"):
        for found in settings.findall(_w(name)):
            settings.remove(found)
    for found in settings.findall(_w("themeFontLang")):
        found.set(_w("val"), language)
