"""The whole paper, in the order in which a board asks: what to do, what moved, what is late, what is unproven."""

import re
from collections.abc import Iterator
from typing import Any

from scrplan.content import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Kind,
    Listing,
    Page,
    Paragraph,
    Report,
    Section,
    fact,
    table,
)
from scrplan.dates import day_words
from scrplan.report.answer import Answer
from scrplan.report.items import item_record, items_table
from scrplan.report.listing import keys_of
from scrplan.report.quarterly.figures import chart_of_trend, headlines
from scrplan.report.quarterly.records import Position, share
from scrplan.report.quarterly.sections import (
    appendix,
    closed_section,
    coming_section,
    late_count,
    movement_section,
    odds_section,
    overdue_section,
    period_words,
    silence_sections,
    stopped_section,
    unproven_section,
)
from scrplan.report.status import RECORD_COLUMNS
from scrplan.report.trend import counts_table
from scrplan.report.words import key_fact, rows_words


def paper(position: Position) -> Answer:
    """Return the quarterly report as neutral content, with its figures for programs."""
    period = position.period
    title = f"Progress of action plans: {period.words}"
    columns = ("plan", *RECORD_COLUMNS) if position.is_many else RECORD_COLUMNS
    report = Report(title, tuple(_front(position)), tuple(_sections(position)), items_table(position.items, columns))
    return Answer(
        "report",
        period.last,
        lambda: map(item_record, position.items),
        report,
        lambda: {"period": {"text": period.text, "first": period.first.isoformat(), "last": period.last.isoformat()}},
    )


def _front(position: Position) -> Iterator[Block]:
    """Yield the front sheet: whose, of when, what for, and what the board is asked to do."""
    plans = ", ".join(plan.title for plan in position.whole) if len(position.plans) <= NAMED else ""
    named = plans or f"{len(position.plans):,} plans"
    boards = dict.fromkeys(plan.board for plan in position.whole)
    facts = [
        fact("Board", position.asked.board or position.board.board or "; ".join(boards)),
        fact("Period", period_words(position.period)),
        fact("Position", f"as it was known on {day_words(position.period.last)}"),
        fact("Plans", f"{named} ({rows_words(len(position.items))})"),
        fact("Purpose", position.asked.purpose or PURPOSE),
    ]
    yield Facts(tuple(facts))
    asked = position.asked.asked_to or tuple(words for plan in position.whole for words in plan.board_asked_to)
    yield Facts((Fact("The board is asked to", tuple(Cell(words) for words in asked or (NOTHING_ASKED,))),))


NAMED = 4  # plans whose titles the front sheet gives
PURPOSE = "To show the board what was promised, what was done and proven, and what is late, so that it can challenge."
NOTHING_ASKED = "Note the position, and challenge what is overdue and what is complete without evidence."


def _sections(position: Position) -> Iterator[Section]:
    if position.limits:
        yield Section("What this paper cannot know", (Listing(position.limits),))
    yield Section("At a glance", (Listing(headlines(position)),))
    yield from movement_section(position)
    yield overdue_section(position)
    yield odds_section(position)
    yield coming_section(position)
    yield unproven_section(position)
    yield from silence_sections(position)
    yield closed_section(position)
    yield stopped_section(position)
    yield _trend(position)
    if position.is_many:
        yield from _plans(position)
    yield Section("What the ratings mean", (Paragraph(KEY_NOTE), keys_of(position.whole)))
    yield _glossary(position)
    yield _made(position)
    yield appendix(position)


KEY_NOTE = "Ratings are as each board stated them; the same colour can mean something else in another plan."


def _trend(position: Position) -> Section:
    chart = chart_of_trend(position)
    if chart is None:
        words = "Not known: git has no earlier quarter of these plans."
        return Section("Over the last quarters", (Paragraph(words),))
    return Section("Over the last quarters", (chart, counts_table(position.points)))


def _plans(position: Position) -> Iterator[Section]:
    """Yield a page for each plan of several."""
    for one in position.plans:
        plan, late = one.plan, late_count(one.items)
        done = sum(item.state.is_done for item in one.items)
        facts = Facts(
            (
                fact("Board", plan.board),
                fact("Recorded position", plan.as_at.words),
                fact("Overdue", share(late, len(one.items))),
                fact("Stated as complete", share(done, len(one.items))),
                key_fact(plan),
            )
        )
        keys = ("ref", "agency", "rag", "due", "timeliness", "text")
        yield Section(f"{plan.title} ({plan.id})", (facts, items_table(one.items, keys)), page=Page.NEW)


_GLOSSARY = (Column("abbreviation", "Abbreviation"), Column("meaning", "Meaning", Kind.WORDS))


def _glossary(position: Position) -> Section:
    """Return the abbreviations of the settings that the plans use, and the full names of the agencies."""
    said = "\n".join(_words_of(position))
    known = {name: meaning for name, meaning in position.board.glossary.items() if _is_used(name, said)}
    for plan in position.whole:
        for agency in plan.agencies:
            if agency.full_name and agency.full_name != agency.name:
                known.setdefault(agency.name, agency.full_name)
    rows = [[Cell(name), Cell(known[name])] for name in sorted(known, key=str.casefold)]
    block = table(_GLOSSARY, rows) if rows else Paragraph("None: scrplan.yaml has no glossary for the words used here.")
    return Section("Abbreviations", (block,))


def _is_used(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _words_of(position: Position) -> Iterator[str]:
    for item in position.items:
        row = item.recommendation
        yield from (row.text, row.agency, item.outcome, *(update.text for update in item.updates))
        yield from (action.text for action in row.actions)
        yield from (lead.words for lead in item.leads)


def _made(position: Position) -> Section:
    origin = position.origin
    changed = " with changes that were not committed" if origin.dirty else ""
    facts = (
        fact("Program", f"scrplan {origin.version}"),
        fact("Commit", f"{origin.commit or 'none: the plans are not in git'}{changed}"),
        fact("Start of the period", origin.opening),
        fact("End of the period", origin.closing),
        fact("Shares", "in whole per cent, a half rounded up; they are not bent to add up to 100"),
        fact("Overdue", "from the day after the last day of the period in which it was due"),
    )
    return Section("How this paper was made", (Facts(facts),))


def figures_record(position: Position) -> dict[str, Any]:
    """Return the headline figures in plain JSON types."""
    items = position.items
    return {
        "recommendations": len(items),
        "overdue": late_count(items),
        "complete": sum(item.state.is_done for item in items),
        "headlines": list(headlines(position)),
    }
