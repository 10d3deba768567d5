"""A report as PDF: tagged for screen readers (PDF/UA-1), from a template that gets every word as data."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from scrplan.characters import one_line
from scrplan.content import Page, Report, Section
from scrplan.dates import day_words
from scrplan.errors import MissingExtra, ScrplanError
from scrplan.render.made import Made
from scrplan.render.pdf_parts.blocks import COLOURS, MARGIN, PORTRAIT, SIZES, TONES, WIDE, Blocks
from scrplan.render.pdf_parts.letters import plain_ascii, safely_lettered, stand_in, undisplayable

FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")  # they are inside the compiler
LEAST_CONTENTS, MOST_BESIDE = 4, 44  # sections: with fewer there are no contents, with more they stand in one column
LONGEST_FOOTER = 90  # letters of the title


class UnmadePdf(ScrplanError):
    """The compiler refused a paper, whatever its letters."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "the PDF could not be made", f"{one_line(why)}; another format, such as docx, has the same words"
        )


def render_pdf(report: Report, made: Made) -> bytes:
    """Return a report as PDF, the same bytes for the same report.

    Raises:
        MissingExtra: typst is not installed.
        UnmadePdf: the compiler refuses the paper; no text is known that makes it.

    """
    try:
        import typst  # noqa: PLC0415  (the compiler, which only this format needs)
    except ModuleNotFoundError:
        raise MissingExtra("typst") from None
    missing: set[str] = set()
    problem = ""
    for attempt in range(ATTEMPTS):
        spell = _speller(missing) if attempt < ATTEMPTS - 1 else plain_ascii
        sources = _sources(report, made, spell)
        try:
            return bytes(typst.compile(sources, timestamp=_midnight(made.day), **FORM))
        except typst.TypstError as error:
            problem, refused = error.message, undisplayable(error.diagnostic)
        except BaseException as error:
            if type(error).__name__ != BREAKDOWN:
                raise
            problem, refused = str(error), set()
        missing |= refused
    raise UnmadePdf(problem)


def _speller(missing: Iterable[str]) -> Callable[[str], str]:
    """Return what writes a text in letters that the fonts have."""
    table = str.maketrans({letter: stand_in(letter) for letter in missing})
    return lambda text: text if text.isascii() else safely_lettered(text).translate(table)


def _sources(report: Report, made: Made, spell: Callable[[str], str]) -> dict[str, bytes]:
    """Return the template with all that it reads."""
    blocks = Blocks(spell)
    paper = _paper(report, made, blocks)
    words = {"paper.json": json.dumps(paper, ensure_ascii=False), **blocks.drawings}
    template = files("scrplan.render.pdf_parts").joinpath("paper.typ").read_bytes()
    return {"main.typ": template, **{name: text.encode() for name, text in words.items()}}


BREAKDOWN = "PanicException"  # of the compiler; it is no Exception, and no module has its name to catch it by
ATTEMPTS = 6  # one nearly always; letters that join with others come up one after the other
FORM: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}


def _midnight(iso: str) -> datetime:
    day = date.fromisoformat(iso)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _paper(report: Report, made: Made, blocks: Blocks) -> dict[str, Any]:
    """Return what the template is given."""
    title = blocks.spell(one_line(report.title)) or "Report"
    day = date.fromisoformat(made.day)
    language = re.fullmatch(r"([a-z]{2,3})(?:-([A-Z]{2}))?", made.language)
    short = title if len(title) <= LONGEST_FOOTER else f"{title[:LONGEST_FOOTER].rstrip()}…"
    spreads = _spreads(report, blocks)
    return {
        "title": title,
        "author": [name] if (name := blocks.spell(one_line(made.author))) else [],
        "lang": language[1] if language else "en",
        "region": language[2] if language else "GB",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "footer": f"{short} · position on {day_words(day)}",
        "fonts": FONTS,
        "sizes": SIZES,
        "margin": MARGIN,
        "colours": COLOURS,
        "tones": TONES,
        "head": blocks.data(report.head, PORTRAIT),
        "contents": _contents(spreads),
        "spreads": spreads,
    }


def _spreads(report: Report, blocks: Blocks) -> list[dict[str, Any]]:
    """Return runs of sections on pages that stand or lie; a part of a section lies with it."""
    spreads: list[dict[str, Any]] = []
    level = 0
    for section in report.sections or _records(report):
        level = min(max(1, section.level), level + 1)  # no level may be left out
        lies = section.page is Page.WIDE or (level > 1 and section.page is Page.HERE and spreads[-1]["wide"])
        if not spreads or spreads[-1]["wide"] is not lies:
            spreads.append({"wide": lies, "sections": []})
        spreads[-1]["sections"].append(_section(section, level, blocks, WIDE if lies else PORTRAIT))
    return spreads


def _section(section: Section, level: int, blocks: Blocks, room: float) -> dict[str, Any]:
    return {
        "heading": blocks.spell(one_line(section.heading)) or "—",
        "level": level,
        "new": section.page is Page.NEW,
        "tone": section.tone.value,
        "half": False,
        "blocks": blocks.data(section.blocks, room),
    }


def _records(report: Report) -> tuple[Section, ...]:
    """Return the records as the only section, of a report that has no others."""
    return (Section("Records", (report.records,), page=Page.WIDE),) if report.records else ()


def _contents(spreads: list[dict[str, Any]]) -> str:
    """Return how the contents stand, and mark where their second half begins."""
    main = [one for spread in spreads for one in spread["sections"] if one["level"] == 1]
    if len(main) < LEAST_CONTENTS:
        return "none"
    if len(main) > MOST_BESIDE:
        return "whole"
    main[(len(main) + 1) // 2]["half"] = True
    return "half"
