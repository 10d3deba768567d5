"""From a paper to a file: text for people and programs, or a document."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scrplan import __version__
from scrplan.cli.options import OutputOptions
from scrplan.cli.output import Sources, emit, put_bytes, write_bytes
from scrplan.errors import UnreadableFile, UsageProblem, suggestion
from scrplan.report.answer import Answer

if TYPE_CHECKING:
    from scrplan.cli.report import PaperOptions
    from scrplan.render.made import Made

ENDINGS = {".html": "html", ".htm": "html", ".docx": "word", ".pdf": "pdf", ".xlsx": "workbook"}
TEXTS = ("markdown", "json", "csv", "plain", "terminal")


def write_paper(answer: Answer, options: "PaperOptions", sources: Sources, finish: Callable[[], None]) -> None:
    """Write a paper in the format asked for; `finish` is called once it is made, before anything is written.

    Raises:
        UsageProblem: the format is not known, or a document would go to the screen.
        MissingExtra: the package for the format is not installed.
        UnwritableFile: the file cannot be written.

    """
    name = _format_of(options)
    if options.template is not None and name != "word":
        raise UsageProblem("--template is for Word", "give -o with a file that ends in .docx")
    if name not in DOCUMENTS:
        finish()
        emit(answer, OutputOptions(options.format, options.output), sources, full=True)
        return
    if options.output is None and sys.stdout.isatty():
        raise UsageProblem(f"{name} is no text for a screen", "give a file with -o")
    raw = DOCUMENTS[name](answer, _made(answer), options)
    finish()
    if options.output is None:
        put_bytes(raw)
    else:
        write_bytes(options.output, [raw])


def _format_of(options: "PaperOptions") -> str:
    if options.format is not None:
        known = (*DOCUMENTS, *TEXTS)
        name = ENDINGS.get(f".{options.format}", options.format)
        if name not in known and name not in {"md", "txt", "tsv"}:
            raise UsageProblem(f"unknown format {options.format!r}", suggestion(options.format, known))
        return name
    return ENDINGS.get(Path(options.output).suffix.lower(), "") if options.output else ""


def _made(answer: Answer) -> "Made":
    from scrplan.render.made import Made

    return Made(__version__, answer.as_at.isoformat())


def _page(answer: Answer, made: "Made", _options: "PaperOptions") -> bytes:
    from scrplan.render.page import render_page

    return render_page(answer.report, made).encode("utf-8")


def _pdf(answer: Answer, made: "Made", _options: "PaperOptions") -> bytes:
    from scrplan.render.pdf import render_pdf

    return render_pdf(answer.report, made)


def _word(answer: Answer, made: "Made", options: "PaperOptions") -> bytes:
    from scrplan.render.word import render_word

    if options.template is None:
        return render_word(answer.report, made)
    try:
        return render_word(answer.report, made, _template(options.template))
    except UsageProblem as problem:
        raise UsageProblem(f"{options.template}: {problem.message}", problem.hint) from None


def _template(written: str) -> bytes:
    from scrplan.source.files import bytes_of

    raw = bytes_of(Path(written), written, MOST_OF_TEMPLATE)
    if len(raw) > MOST_OF_TEMPLATE:
        raise UnreadableFile(written, "it is larger than 32 MB; take the pictures out of it")
    return raw


MOST_OF_TEMPLATE = 32_000_000  # bytes


def _workbook(answer: Answer, made: "Made", _options: "PaperOptions") -> bytes:
    from scrplan.render.workbook import render_workbook

    return render_workbook(answer.report, made)


DOCUMENTS: Mapping[str, Callable[[Answer, "Made", "PaperOptions"], bytes]] = {
    "html": _page,
    "word": _word,
    "pdf": _pdf,
    "workbook": _workbook,
}
