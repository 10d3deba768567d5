"""A board's template for Word papers: its styles, pages and headers come over, and nothing that acts or reaches out."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from scrplan.characters import one_line
from scrplan.errors import UsageProblem
from scrplan.render.word.wordml import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
MOST_UNPACKED = 100_000_000  # bytes, nearly all of them pictures
MOST_MARKUP = 10_000_000  # bytes; as elements, they take more than sixty times as much
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml"

_OF_PACKAGE = ("/officeDocument", "/core-properties", "/custom-properties")
_OF_DOCUMENT = ("/styles", "/numbering", "/settings", "/theme", "/fontTable")
_OF_PARTS = ("/image", "/font")
# Fields that tell of the document itself. Any other, which may fetch or run something, becomes the words it shows.
_FIELDS = (
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS"),
    *("DOCPROPERTY", "FILENAME", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
)
_SETTINGS = (  # what differs from save to save, asks the reader something, locks the paper, or names what is not there
    *("rsids", "updateFields", "attachedTemplate", "linkStyles", "mailMerge", "docVars", "attachedSchema"),
    *("saveThroughXslt", "documentProtection", "writeProtection", "footnotePr", "endnotePr"),
)


def taken_over(template: bytes) -> Any:
    """Return a board's template as an empty document of python-docx.

    Raises:
        UsageProblem: the template is no document of Word, has macros, or takes something from outside of the file.

    """
    import docx  # noqa: PLC0415

    try:
        document = docx.Document(io.BytesIO(_as_document(template)))
        empty(document.element.body)
        _leave_out(document)
    except UsageProblem:
        raise
    except Exception:  # noqa: BLE001  (a broken file fails in zip, XML or package, each with errors of its own)
        raise UsageProblem("the template is no document of Word", "save it as .docx, without macros") from None
    return document


def _refuse_great(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would fill the memory: none of its parts is ever longer than the archive says."""
    parts = archive.infolist()
    if sum(one.file_size for one in parts) > MOST_UNPACKED:
        most = f"{MOST_UNPACKED // 1_000_000} MB"
        raise UsageProblem(f"the template is larger than {most} unpacked", "save it without its words and pictures")
    if sum(one.file_size for one in parts if _is_markup(archive, one)) > MOST_MARKUP:
        most = f"{MOST_MARKUP // 1_000_000} MB"
        raise UsageProblem(f"the words of the template are larger than {most} unpacked", "save it without its words")


def _is_markup(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Return whether a part is XML, whatever its name says, and in whichever form of Unicode."""
    with archive.open(part) as opened:
        return opened.read(100).lstrip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff")[:1] in {b"<", b""}


def _as_document(template: bytes) -> bytes:
    """Return a template, .dotx too, as the .docx that the library reads."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        _refuse_great(archive)
        types = archive.read(_TYPES)
        if b"macroEnabled" in types or b"vbaProject" in types:
            raise UsageProblem("the template has macros", "save it as .docx or .dotx, which hold none")
        if _MAIN % b"template" not in types:
            return template
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name in archive.namelist():
                as_read = archive.read(name)
                new.writestr(
                    name, as_read.replace(_MAIN % b"template", _MAIN % b"document") if name == _TYPES else as_read
                )
    return out.getvalue()


def empty(body: Any) -> None:
    """Leave nothing of a body but the set-up of its last upright pages, with the headers and footers they have."""
    body.get_or_add_sectPr()
    inherited: dict[tuple[str, str], Any] = {}
    every = list(body.iter(f"{W}sectPr"))
    upright = [one for one in every if (one.page_width or 0) <= (one.page_height or 0)]
    chosen = (upright or every)[-1]
    for one in every[: every.index(chosen) + 1]:
        for reference in _references(one):
            inherited[reference.tag, reference.get(f"{W}type")] = deepcopy(reference)
    kept = deepcopy(chosen)
    for child in list(body):
        body.remove(child)
    body.append(kept)
    for name in [name for name in kept.attrib if "rsid" in name]:
        del kept.attrib[name]
    for child in [one for one in kept if _used(one) or one.tag in {f"{W}cols", f"{W}sectPrChange"}]:
        kept.remove(child)
    for place, reference in enumerate(inherited.values()):
        kept.insert(place, reference)


def _references(page: Any) -> list[Any]:
    return [*page.findall(f"{W}headerReference"), *page.findall(f"{W}footerReference")]


def _leave_out(document: Any) -> None:
    """Leave out what the paper does not show, and refuse what would act or reach out."""
    part = document.part
    for key in [key for key, one in part.package.rels.items() if not one.reltype.endswith(_OF_PACKAGE)]:
        del part.package.rels[key]
    shown = _used(document.element.body)
    for key, one in list(part.rels.items()):
        if key not in shown and (one.is_external or not one.reltype.endswith(_OF_DOCUMENT)):
            del part.rels[key]
    clean_settings(document.settings.element)
    for one in list(part.rels.values()):
        _clean_part(one.target_part)
    for one in part.package.rels.values():
        if one.target_part is not part:
            _clean_part(one.target_part)


def clean_settings(settings: Any) -> None:
    """Leave in the settings of a document what is true of any paper."""
    unwanted = {f"{W}{name}" for name in _SETTINGS}
    for child in [one for one in settings if one.tag in unwanted or _used(one)]:
        settings.remove(child)


def _clean_part(part: Any) -> None:
    """Leave a part without links and without fields that act; refuse it where it still needs something of the kind."""
    element = getattr(part, "element", None)
    if element is not None:
        _unlink(element)
        _free_fields(element)
        used = _used(element)
        for key in [key for key in part.rels if key not in used]:
            del part.rels[key]
    for one in part.rels.values():
        if one.is_external:
            raise UsageProblem(
                f"the template takes something from outside of the file ({_place(part)})",
                "embed the picture, not a link",
            )
        if not one.reltype.endswith(_OF_PARTS):
            what = one_line(one.reltype.rpartition("/")[2])[:40]
            raise UsageProblem(f"the template holds what no paper takes over ({what} in {_place(part)})", "take it out")


def _place(part: Any) -> str:
    return one_line(str(part.partname).rpartition("/")[2])[:60]


def _used(element: Any) -> set[str]:
    """Return the relations that an element names, those of its children too."""
    return {value for one in element.iter() for name, value in one.attrib.items() if name.startswith(_R)}


def _unlink(element: Any) -> None:
    """Make plain words and pictures of those that lead somewhere."""
    for one in [one for one in element.iter() if isinstance(one.tag, str)]:
        name = one.tag.rpartition("}")[2]
        if name in {"hlinkClick", "hlinkHover", "svgBlip"}:
            one.getparent().remove(one)
        elif one.tag == f"{W}hyperlink":
            one.attrib.clear()
        elif one.tag.startswith(_VML):
            for attribute in ("href", "src", "althref", "{urn:schemas-microsoft-com:office:office}href"):
                one.attrib.pop(attribute, None)


def _free_fields(element: Any) -> None:
    """Leave of a field that may fetch or run something only the words that it shows."""
    for one in list(element.iter(f"{W}fldSimple")):
        if not _is_known(one.get(f"{W}instr") or ""):
            parent, place = one.getparent(), one.getparent().index(one)
            parent[place : place + 1] = [child for child in one if child.tag != f"{W}fldData"]
    for code, marks in _fields(element):
        if not _is_known(code):
            for mark in marks:
                mark.getparent().remove(mark)


def _is_known(code: str) -> bool:
    first, *_ = code.upper().split() or [""]
    return first in _FIELDS


def _fields(element: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the code of each field of several runs, with the elements that make it one; one may stand in another."""
    begun: list[tuple[list[str], list[Any]]] = []
    for one in list(element.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText")):
        kind = one.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(([], []))
        if not begun:
            yield "", [one]
            continue
        codes, marks = begun[-1]
        marks.append(one)
        if kind is None:
            codes.append(one.text or "")
        elif kind == "end":
            begun.pop()
            yield "".join(codes), marks
    for _, marks in begun:
        yield "", marks
