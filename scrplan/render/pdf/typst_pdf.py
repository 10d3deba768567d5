"""A report as PDF: tagged for screen readers (PDF/UA-1), from a template that gets every word as data."""

import json
import re
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Any

from scrplan.characters import one_line
from scrplan.content import PageStart, Report, Section
from scrplan.dates import day_words
from scrplan.errors import ScrplanError
from scrplan.render.apply_fallback import spelled
from scrplan.render.document_properties import Made
from scrplan.render.glyph_fallback import Speller
from scrplan.render.pdf.blocks import COLOURS, MARGIN, PORTRAIT, SIZES, TONES, WIDE, Blocks
from scrplan.render.typst_compiler import Refused, Sources, accepted

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
        return accepted(lambda spell: _sources(report, made, spell), timestamp=_midnight(made.day)).made
    except Refused as refused:
        raise UnmadePdf(str(refused)) from None


def _sources(report: Report, made: Made, spell: Speller) -> Sources:
    """Return the template with all that it reads."""
    blocks = Blocks()
    paper = _paper(spelled(report, spell), made._replace(author=spell(one_line(made.author))), blocks)
    words = {"paper.json": json.dumps(paper, ensure_ascii=False), **blocks.drawings}
    template = files("scrplan.render.pdf").joinpath("paper.typ").read_bytes()
    return {"main.typ": template, **{name: text.encode() for name, text in words.items()}}


def _midnight(iso: str) -> datetime:
    day = date.fromisoformat(iso)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _paper(report: Report, made: Made, blocks: Blocks) -> dict[str, Any]:
    """Return what the template is given."""
    title = one_line(report.title) or "Report"
    day = date.fromisoformat(made.day)
    language = re.fullmatch(r"([a-z]{2,3})(?:-([A-Z]{2}))?", made.language)
    short = title if len(title) <= LONGEST_FOOTER else f"{title[:LONGEST_FOOTER].rstrip()}…"
    spreads = _spreads(report, blocks)
    return {
        "title": title,
        "author": [made.author] if made.author else [],
        "lang": language[1] if language else "en",
        "region": language[2] if language else "GB",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "footer": f"{short} · as at {day_words(day)}",
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
        lies = section.page is PageStart.WIDE or (level > 1 and section.page is PageStart.HERE and spreads[-1]["wide"])
        if not spreads or spreads[-1]["wide"] is not lies:
            spreads.append({"wide": lies, "sections": []})
        spreads[-1]["sections"].append(_section(section, level, blocks, WIDE if lies else PORTRAIT))
    return spreads


def _section(section: Section, level: int, blocks: Blocks, room: float) -> dict[str, Any]:
    return {
        "heading": one_line(section.heading) or "—",
        "level": level,
        "new": section.page is PageStart.NEW,
        "tone": section.tone.value,
        "half": False,
        "blocks": blocks.data(section.blocks, room),
    }


def _records(report: Report) -> tuple[Section, ...]:
    """Return the records as the only section, of a report that has no others."""
    return (Section("Records", (report.records,), page=PageStart.WIDE),) if report.records else ()


def _contents(spreads: list[dict[str, Any]]) -> str:
    """Return how the contents stand, and mark where their second half begins."""
    main = [one for spread in spreads for one in spread["sections"] if one["level"] == 1]
    if len(main) < LEAST_CONTENTS:
        return "none"
    if len(main) > MOST_BESIDE:
        return "whole"
    main[(len(main) + 1) // 2]["half"] = True
    return "half"
