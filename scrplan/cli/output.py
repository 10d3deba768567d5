"""From answer to screen, pipe or file: picks the format, and writes files whole or not at all."""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from scrplan.characters import one_line
from scrplan.cli.options import OutputOptions
from scrplan.content import Paragraph
from scrplan.errors import UnwritableFile, UsageProblem, suggestion
from scrplan.notices import Notice
from scrplan.report.answer import Answer
from scrplan.workspace.sources import AtCommit, Sources, provenance_of

WIDEST = 240  # a longer line is hard to read
NARROWEST = 20

SUFFIXES = {
    ".json": "json",
    ".csv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".tsv": "plain",
    ".sarif": "sarif",
    ".xml": "junit",
    ".docx": "word",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "workbook",
}


def emit(
    answer: Answer, options: OutputOptions, sources: Sources, notices: Sequence[Notice] = (), *, full: bool = False
) -> None:
    """Print an answer, or write it to a file; it says from which commit, or which state of these files, it is.

    What it is short of goes to stderr, and into the envelope of JSON.
    """
    name = chosen_format(options, _RENDERERS, default="terminal" if sys.stdout.isatty() else "plain")
    if isinstance(sources, AtCommit):
        head = (Paragraph(f"Plans as of {sources.words}"), *answer.report.head)
        answer = answer._replace(report=answer.report._replace(head=head))
    answer = answer._replace(notices=tuple(notices))
    warn(notices)
    write_out([_RENDERERS[name](answer, options, sources, full)], options)


def write_out(chunks: Iterable[str], options: OutputOptions) -> None:
    """Print what comes, as it comes, or write all of it to a file."""
    if options.output is not None:
        write_bytes(options.output, (chunk.encode("utf-8") for chunk in chunks))
        return
    for chunk in chunks:
        put(chunk)


def put(result: str | bytes) -> None:
    """Write to stdout; where the reader of the pipe has left, the rest is dropped."""
    try:
        if isinstance(result, bytes):
            sys.stdout.buffer.write(result)
        else:
            sys.stdout.write(result)
        sys.stdout.flush()
    except BrokenPipeError:
        stop_writing()


def stop_writing() -> None:
    """Turn stdout away for good, so that not even the flush at exit can complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def chosen_format(options: OutputOptions, known: Collection[str], default: str) -> str:
    """Return one of the known formats: as asked, else by the file's ending, else the default."""
    if options.color not in {"auto", "always", "never"}:
        raise UsageProblem(f"--color {options.color!r} is not known", "write auto, always or never")
    if options.format is not None:
        name = options.format if options.format in known else _endings(known).get(f".{options.format}")
        if name is None or name not in known:
            raise UsageProblem(f"unknown format {options.format!r}", suggestion(options.format, known))
        return name
    if options.output is not None:
        endings = _endings(known)
        name = endings.get(Path(options.output).suffix.lower())
        if name is None:
            choice = ", ".join(endings)
            raise UsageProblem(f"{options.output}: its ending names no format", f"use {choice}, or give --format")
        return name
    return default


def _endings(known: Collection[str]) -> dict[str, str]:
    """Return the known formats by the endings of files."""
    endings = {suffix: name for suffix, name in SUFFIXES.items() if name in known}
    return endings | ({".txt": "text"} if "text" in known else {})


def say(words: str) -> None:
    """Print one line on stderr, apart from the result."""
    sys.stderr.write(f"{one_line(words)}\n")


def shown_here(path: Path) -> str:
    """Return a path as people know it: from the current folder where it is below that."""
    from scrplan.source.files import shown_path

    return shown_path(path, Path.cwd())


def warn(notices: Iterable[Notice]) -> None:
    """Print what an answer is short of, on stderr."""
    for notice in notices:
        say(f"warning: {notice.line}")


def envelope_sources(sources: Sources, options: OutputOptions) -> Sources:
    """Return where plans are from for the envelope alone: an answer of several commits names them in its head."""
    is_json = options.format == "json" or (not options.format and str(options.output).lower().endswith(".json"))
    return sources if is_json or not isinstance(sources, AtCommit) else ()


def write_bytes(target: str, chunks: Iterable[bytes]) -> None:
    """Write a result of bytes whole or not at all; a plan is never overwritten by a report."""
    import secrets

    path = Path(target)
    if path.suffix.lower() in {".yaml", ".yml"}:
        raise UnwritableFile(target, "a file of this name could be a plan; choose another ending")
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UnwritableFile(target, "it is not a regular file")
    temporary = path.with_name(f".report-{secrets.token_hex(8)}.tmp")
    try:
        try:
            with temporary.open("xb") as file:
                file.writelines(chunks)
            if path.exists():
                temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFile(target, error.strerror or str(error)) from None


def has_colour(stream: TextIO, when: str, environment: Mapping[str, str]) -> bool:
    """Return whether to use colour: as asked; by itself only on a screen, and not against NO_COLOR or a dumb one."""
    if when != "auto":
        return when == "always"
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def colour_wanted(options: OutputOptions) -> bool:
    """Return whether the answer is to be coloured."""
    return not options.output and has_colour(sys.stdout, options.color, os.environ)


def screen_width(widest: int = WIDEST) -> int:
    """Return the columns of the screen that lines may take."""
    import shutil

    return max(NARROWEST, min(shutil.get_terminal_size().columns, widest))


def _terminal(answer: Answer, options: OutputOptions, _sources: Sources, full: bool) -> str:
    from scrplan.render.terminal import ScreenSettings, render_terminal

    return render_terminal(answer.report, ScreenSettings(screen_width(), colour_wanted(options), full))


def _plain(answer: Answer, _options: OutputOptions, _sources: Sources, _full: bool) -> str:
    from scrplan.render.plain import render_plain

    return render_plain(answer.report)


def _markdown(answer: Answer, _options: OutputOptions, _sources: Sources, _full: bool) -> str:
    from scrplan.render.markdown import render_markdown

    return render_markdown(answer.report)


def _csv(answer: Answer, _options: OutputOptions, _sources: Sources, _full: bool) -> str:
    from scrplan.render.csv_text import render_csv

    return render_csv(answer.report)


def _json(answer: Answer, _options: OutputOptions, sources: Sources, _full: bool) -> str:
    from scrplan.render.json_text import render_json

    return render_json(
        answer.kind,
        answer.as_at.isoformat(),
        provenance_of(sources)._asdict(),
        list(answer.items()),
        answer.more(),
        [notice.record for notice in answer.notices],
    )


_RENDERERS: dict[str, Callable[[Answer, OutputOptions, Sources, bool], str]] = {
    "terminal": _terminal,
    "plain": _plain,
    "markdown": _markdown,
    "csv": _csv,
    "json": _json,
}
