"""The file around a Word paper: a template opened and emptied, what it lacks added, its properties and settings."""

import io
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import chain, count
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from scrplan.characters import one_line
from scrplan.errors import MissingExtra
from scrplan.render.archive import packed_anew
from scrplan.render.document_properties import Made
from scrplan.render.word.docx_styles import BULLETS, HEADING, STYLES, is_readable, style_id
from scrplan.render.word.docx_template import clean_settings, empty, taken_over
from scrplan.render.word.wordml import NAMESPACES, TWIP, W, attribute, field_runs, paragraph, text_run

A4 = (11906, 16838)  # twentieths of a point
MARGIN = 1134  # two centimetres
_NARROW = ("arial", "aptos", "calibri", "cambria", "garamond", "gill", "helvetica", "liberation", "times")
_BROAD = 1.16


class Paper(NamedTuple):
    """An empty document: `document` of python-docx, and the ids of the styles by their names in Word."""

    document: Any
    styles: dict[str, str]

    @property
    def page(self) -> Any:
        """Return the set-up of the pages, from which every section is copied."""
        return self.document.element.body.sectPr

    @property
    def plain(self) -> Any:
        """Return the style of plain words."""
        styles = self.document.styles.element.iter(f"{W}style")
        return next(one for one in styles if one.get(f"{W}styleId") == self.styles["Normal"])

    @property
    def breadth(self) -> float:
        """Return how wide the letters of plain words are, compared with ours; those of an unknown face may be wide."""
        fonts = self.plain.find(f"{W}rPr/{W}rFonts")
        face = None if fonts is None else fonts.get(f"{W}ascii")
        return 1.0 if face is None or face.casefold().startswith(_NARROW) else _BROAD


def parsed(markup: str) -> list[Any]:
    """Return the elements of a piece of markup that declares no namespaces."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    return list(parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>"))


def opened_template(template: bytes | None) -> Paper:
    """Return an empty document: A4 in our styles, or a board's own template without its words.

    Raises:
        MissingExtra: python-docx is not installed.
        UsageProblem: the template is none, or one that a paper cannot be made with.

    """
    try:
        import docx  # noqa: PLC0415
    except ImportError:
        raise MissingExtra("python-docx") from None
    if template is None:
        document = docx.Document()
        _make_ours(document)
    else:
        document = taken_over(template)
        page = document.element.body.sectPr
        if None in {page.page_width, page.page_height, page.left_margin}:
            _set_up(page)
    return Paper(document, _complete_styles(document))


def _make_ours(document: Any) -> None:
    """Leave none of the library's own styles and pictures, call for today's layout, and set the page up."""
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(_NOT_OURS)]:
            del relations[name]
    for one in document.settings.element.iter(f"{W}compatSetting"):
        if one.get(f"{W}name") == "compatibilityMode":
            one.set(f"{W}val", "15")
    styles, lists = document.styles.element, document.part.numbering_part.element
    for style in styles.findall(f"{W}style"):
        styles.remove(style)
    for one in list(lists):
        lists.remove(one)
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for one in fonts.findall(f"{W}rFonts"):
        fonts.remove(one)
    clean_settings(document.settings.element)
    empty(document.element.body)
    _set_up(document.element.body.sectPr)


def _set_up(page: Any) -> None:
    """Set a page up as ours."""
    page.page_width, page.page_height = (value * TWIP for value in A4)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN * TWIP
    page.header = page.footer = MARGIN * TWIP // 2
    page.gutter = 0


_NOT_OURS = ("/stylesWithEffects", "/customXml", "/thumbnail", "/extended-properties")


def _complete_styles(document: Any) -> dict[str, str]:
    """Add what styles of ours the document lacks; return the ids of all by our own."""
    element = document.styles.element
    known = _known(element)
    colour = _heading_colour(element, known)
    ids = _ids(known, [one.get(f"{W}styleId", "") for one in element.findall(f"{W}style")])
    names = {name for _, name in known}
    for style in STYLES:
        if style.key not in known:
            if style.name == "List Bullet":
                _add_bullets(document)
            element.extend(parsed(style.xml(ids, _free(style.name, names, " ")).replace(HEADING, colour)))
    return ids


def _known(styles: Any) -> dict[tuple[str, str], str]:
    """Return the ids of a document's styles by their kinds and names, which are one whatever their case."""
    found = {}
    for style in styles.findall(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and style.get(f"{W}styleId"):
            kind = style.get(f"{W}type", "paragraph")
            found[kind, name.get(f"{W}val", "").casefold()] = style.get(f"{W}styleId")
    return found


def _ids(known: Mapping[tuple[str, str], str], given: Iterable[str]) -> dict[str, str]:
    """Return the id of each style of ours by our own: a template's where it has it, else one that is not taken."""
    taken = {one.casefold() for one in given}
    ids = {}
    for style in STYLES:
        own = style_id(style.name)
        ids[own] = known.get(style.key) or _free(own, taken)
        taken.add(ids[own].casefold())
    return ids


def _free(wanted: str, taken: Collection[str], before: str = "") -> str:
    """Return a name, or with a number after it the first that is not among those taken, all in small letters."""
    every = chain([wanted], (f"{wanted}{before}{number}" for number in count(2)))
    return next(one for one in every if one.casefold() not in taken)


def _heading_colour(styles: Any, known: Mapping[tuple[str, str], str]) -> str:
    """Return the colour of a template's own headings, for our tables and labels, where it can be read on their tint."""
    for style in styles.findall(f"{W}style"):
        colour = style.find(f"{W}rPr/{W}color")
        if style.get(f"{W}styleId") == known.get(("paragraph", "heading 1")) and colour is not None:
            given = str(colour.get(f"{W}val")).upper()
            return given if is_readable(given) else HEADING
    return HEADING


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
    numbering.insert(len(numbering.findall(f"{W}abstractNum")), abstract)
    numbering.append(number)


def add_footer(paper: Paper, title: str) -> None:
    """Number the pages, unless the template has a footer of its own."""
    if any(one.get(f"{W}type") == "default" for one in paper.page.findall(f"{W}footerReference")):
        return
    footer = paper.document.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer.part.element
    for child in list(element):
        element.remove(child)
    number, of_all = field_runs("PAGE", "1"), field_runs("NUMPAGES", "1")
    runs = f"{text_run(one_line(title))}{text_run('  |  Page ')}{number}{text_run(' of ')}{of_all}"
    element.extend(parsed(paragraph(paper.styles["Footer"], runs)))


def saved(paper: Paper, body: str, title: str, made: Made) -> bytes:
    """Return the document with this body as bytes, the same whenever it is made.

    The body is put in as text: making elements of it takes a minute for what is written here in a second.
    """
    _set_properties(paper.document.core_properties, title, made)
    _set_language(paper, made.language)
    for found in paper.document.settings.element.findall(f"{W}themeFontLang"):
        found.set(f"{W}val", made.language)
    _name_program(paper.document.part.package, made)
    out = io.BytesIO()
    paper.document.save(out)
    document = f"{_DECLARED}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    words = str(paper.document.part.partname).lstrip("/")
    return packed_anew(out.getvalue(), {words: document})


_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _name_program(package: Any, made: Made) -> None:
    """Put into the properties which program made the file; a template's say who made the template."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # noqa: PLC0415
    from docx.opc.packuri import PackURI  # noqa: PLC0415
    from docx.opc.part import Part  # noqa: PLC0415

    application = (
        f"{_DECLARED}"
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>scrplan {escape(made.version)}</Application></Properties>"
    )
    place, kind = PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    package.relate_to(Part(place, kind, application.encode(), package), RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)


def _set_properties(properties: Any, title: str, made: Made) -> None:
    for old in list(properties._element):  # noqa: SLF001  (some, such as when it was last printed, cannot be unset)
        properties._element.remove(old)  # noqa: SLF001
    day = datetime.fromisoformat(made.day)
    properties.title, properties.author = one_line(title)[:255], one_line(made.author)[:255]
    properties.last_modified_by, properties.comments = properties.author, f"Made by scrplan {made.version}"
    properties.created = properties.modified = day
    properties.language, properties.revision = made.language, 1


def _set_language(paper: Paper, language: str) -> None:
    """Set the language of all words: of the defaults, and of every style that has another."""
    styles = paper.document.styles.element
    for found in styles.iter(f"{W}lang"):
        found.set(f"{W}val", language)
    normal = paper.plain
    if normal.find(f"{W}rPr/{W}lang") is None:
        normal.get_or_add_rPr().extend(parsed(f"<w:lang w:val={attribute(language)}/>"))
