"""From a paper to a file: text for people and programs, or a document."""

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from scrplan import __version__
from scrplan.cli.options import OutputOptions, PaperOptions
from scrplan.cli.output import chosen_format, emit, put, warn, write_bytes
from scrplan.errors import MissingExtra, UnreadableFile, UsageProblem
from scrplan.notices import Notice
from scrplan.render.document_properties import Made
from scrplan.report.answer import Answer
from scrplan.workspace.sources import Sources

TEXTS = ("markdown", "json", "csv", "plain", "terminal")
MOST_OF_TEMPLATE = 32_000_000  # bytes


class Form(NamedTuple):
    """How a paper was asked for: the format, the file, and the template of Word with its name."""

    format: str
    output: str | None
    template: bytes | None = None
    template_name: str = ""


def form_of(options: PaperOptions) -> Form:
    """Return the form that was asked for; what is wrong with it is reported before anything else is read."""
    default = "terminal" if sys.stdout.isatty() else "plain"
    name = chosen_format(OutputOptions(options.format, options.output), (*DOCUMENTS, *TEXTS), default)
    if options.template is not None and name != "word":
        raise UsageProblem("--template is for Word", "give -o with a file that ends in .docx")
    if name not in DOCUMENTS:
        return Form(name, options.output)
    if options.output is None and sys.stdout.isatty():
        raise UsageProblem(f"{name} is not text for a screen", "give a file with -o")
    needed = DOCUMENTS[name]
    if find_spec(needed.module) is None:
        raise MissingExtra(needed.package)
    template = None if options.template is None else _template(options.template)
    return Form(name, options.output, template, options.template or "")


def _template(written: str) -> bytes:
    from scrplan.source.files import bytes_of

    raw = bytes_of(Path(written), written, MOST_OF_TEMPLATE)
    if len(raw) > MOST_OF_TEMPLATE:
        raise UnreadableFile(written, "it is larger than 32 MB; take pictures out of it")
    return raw


def rendered_document(answer: Answer, form: Form, author: str) -> bytes | None:
    """Return a paper as a document, whose properties name an author; nothing where the format is a text."""
    if form.format not in DOCUMENTS:
        return None
    return DOCUMENTS[form.format].render(answer, Made(__version__, answer.as_at.isoformat(), author=author), form)


def write_paper(
    answer: Answer, document: bytes | None, form: Form, sources: Sources, notices: Sequence[Notice]
) -> None:
    """Write a paper as a document or, without one, as a text."""
    if document is None:
        emit(answer, OutputOptions(form.format, form.output), sources, notices, full=True)
        return
    warn(notices)
    if form.output is None:
        put(document)
    else:
        write_bytes(form.output, [document])


def _page(answer: Answer, made: Made, _form: Form) -> bytes:
    from scrplan.render.page.html_page import render_page

    return render_page(answer.report, made).encode("utf-8")


def _pdf(answer: Answer, made: Made, _form: Form) -> bytes:
    from scrplan.render.pdf.typst_pdf import render_pdf

    return render_pdf(answer.report, made)


def _word(answer: Answer, made: Made, form: Form) -> bytes:
    from scrplan.render.word.docx import render_word

    try:
        return render_word(answer.report, made, form.template)
    except UsageProblem as problem:
        raise UsageProblem(f"{form.template_name}: {problem.message}", problem.hint) from None


def _workbook(answer: Answer, made: Made, _form: Form) -> bytes:
    from scrplan.render.workbook.xlsx import render_workbook

    return render_workbook(answer.report, made)


class _Document(NamedTuple):
    """A format that is no text, with the package that it needs."""

    render: Callable[[Answer, Made, Form], bytes]
    module: str
    package: str


DOCUMENTS: Mapping[str, _Document] = {
    "word": _Document(_word, "docx", "python-docx"),
    "pdf": _Document(_pdf, "typst", "typst"),
    "html": _Document(_page, "jinja2", "Jinja2"),
    "workbook": _Document(_workbook, "xlsxwriter", "XlsxWriter"),
}
