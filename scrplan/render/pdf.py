"""A report as PDF: tagged for screen readers (PDF/UA-1), from a template that gets every word as data."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from scrplan.characters import one_line
from scrplan.content import Page, Report, Section
from scrplan.dates import day_words
from scrplan.errors import MissingExtra, ScrplanError
from scrplan.render.made import Made
from scrplan.render.pdf_parts.blocks import COLOURS, MARGIN, SIZES, TONES, Blocks
from scrplan.render.pdf_parts.letters import plain_ascii, safely_lettered, stand_in, undisplayable

FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")  # they are inside the compiler
PORTRAIT, WIDE = 595.28 - 2 * MARGIN, 841.89 - 2 * MARGIN
LEAST_CONTENTS, MOST_BESIDE = 4, 44  # sections: with fewer there are no contents, with more they stand in one column
LONGEST_FOOTER = 90  # letters of the title


class UnmadePdf(ScrplanError):
    """The compiler refused a paper, whatever its letters."""

    def __init__(self, why: str) -> None:
        super().__init__("the PDF could not be made", f"{one_line(why)}; another format, such as docx, has the same words")


def render_pdf(report: Report, made: Made) -> bytes:
    """Return a report as PDF, the same bytes for the same report.

    Raises:
        MissingExtra: typst is not installed.
        UnmadePdf: the compiler refuses the paper; no text is known that makes it.

    """
    parts, drawings = _paper(report, made)
    words = {"paper.json": json.dumps(parts, ensure_ascii=False), **drawings}
    return _compiled(words, date.fromisoformat(made.day))


def _compiled(words: Mapping[str, str], day: date) -> bytes:
    """Compile; where no font has some letters, again with words in their stead."""
    try:
        import typst  # noqa: PLC0415  (the compiler, which only this format needs)
    except ModuleNotFoundError:
        raise MissingExtra("typst") from None
    template = files("scrplan.render.pdf_parts").joinpath("paper.typ").read_bytes()
    words = {name: safely_lettered(text) for name, text in words.items()}
    problem = ""
    for attempt in range(ATTEMPTS):
        given = {name: plain_ascii(text) for name, text in words.items()} if attempt == ATTEMPTS - 1 else words
        sources = {"main.typ": template, **{name: text.encode() for name, text in given.items()}}
        try:
            return bytes(typst.compile(sources, timestamp=_midnight(day), **FORM))
        except typst.TypstError as error:
            problem, missing = error.message, undisplayable(error.diagnostic)
        except BaseException as error:
            if type(error).__name__ != BREAKDOWN:
                raise
            problem, missing = str(error), set()
        spelt = str.maketrans({letter: stand_in(letter) for letter in missing})
        words = {name: text.translate(spelt) for name, text in words.items()}
    raise UnmadePdf(problem)


BREAKDOWN = "PanicException"  # of the compiler; it is no Exception, and no module has its name to catch it by
ATTEMPTS = 4  # letters that join with others can come up one after the other
FORM: Mapping[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"], "ignore_system_fonts": True}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _paper(report: Report, made: Made) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the template is given, and the drawings that it names."""
    title = one_line(report.title) or "Report"
    day = date.fromisoformat(made.day)
    language = re.fullmatch(r"([a-z]{2,3})(?:-([A-Z]{2}))?", made.language)
    short = title if len(title) <= LONGEST_FOOTER else f"{title[:LONGEST_FOOTER].rstrip()}…"
    blocks = Blocks()
    spreads = _spreads(report, blocks)
    paper = {
        "title": title,
        "author": [name] if (name := one_line(made.author)) else [],
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
    return paper, blocks.drawings


def _spreads(report: Report, blocks: Blocks) -> list[dict[str, Any]]:
    """Return runs of sections on pages that stand or lie; a part of a section lies with it."""
    spreads: list[dict[str, Any]] = []
    level = 0
    for section in report.sections or _records(report):
        level = min(max(1, section.level), level + 1)  # no level may be left out
        lies = section.page is Page.WIDE or (level > 1 and section.page is Page.HERE and spreads[-1]["wide"])
        if not spreads or spreads[-1]["wide"] is not lies:
            spreads.append({"wide": lies, "sections": []})
        spreads[-1]["sections"].append(_section(section, level, blocks.data(section.blocks, WIDE if lies else PORTRAIT)))
    return spreads


def _section(section: Section, level: int, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "heading": one_line(section.heading) or "—",
        "level": level,
        "new": section.page is Page.NEW,
        "tone": section.tone.value,
        "half": False,
        "blocks": blocks,
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
