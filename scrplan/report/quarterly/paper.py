"""The whole paper, in the order in which a board asks: what to do, what moved, what is late, what is unproven."""

import re
from collections.abc import Iterator

from scrplan.content import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Kind,
    Listing,
    Paragraph,
    Report,
    Section,
    fact,
    table,
)
from scrplan.dates import day_words
from scrplan.report.answer import Answer
from scrplan.report.item_columns import item_record, items_table
from scrplan.report.listing import keys_of
from scrplan.report.quarterly.charts import chart_of_trend
from scrplan.report.quarterly.figures import Figures, figures_of, figures_record
from scrplan.report.quarterly.headlines import headlines
from scrplan.report.quarterly.late import overdue_section
from scrplan.report.quarterly.limits import limits, stated_words
from scrplan.report.quarterly.records import Basis, Position
from scrplan.report.quarterly.sections import (
    appendix,
    closed_section,
    coming_section,
    events_section,
    odds_section,
    questions_section,
    stopped_section,
    unproven_section,
)
from scrplan.report.quarterly.standing import answers_section, movement_section, plan_sections
from scrplan.report.status import RECORD_COLUMNS
from scrplan.report.trend import counts_table
from scrplan.report.words import rows_words


def paper(position: Position) -> Answer:
    """Return the quarterly report as neutral content, with its figures for programs."""
    period, figures = position.period, figures_of(position)
    title = f"Progress of action plans: {period.words}"
    if not position.is_many:
        title = f"{position.whole[0].title}: progress, {period.words}"
    columns = ("plan", *RECORD_COLUMNS) if position.is_many else RECORD_COLUMNS
    report = Report(
        title, tuple(_front(position)), tuple(_sections(position, figures)), items_table(position.items, columns)
    )
    return Answer(
        "report",
        position.day,
        lambda: map(item_record, position.items),
        report,
        lambda: {"headlines": list(headlines(position, figures)), **figures_record(position, figures)},
    )


def _front(position: Position) -> Iterator[Block]:
    """Yield the front sheet: whose, of when, what for, and what the board is asked to do."""
    facts = [
        fact("Board", board_words(position)),
        fact("Period", f"{position.period.words[:1].upper()}{position.period.words[1:]}"),
        fact("Position", _position_words(position)),
        fact("Plans" if position.is_many else "Plan", *_plan_lines(position)),
        fact("Purpose", position.asked.purpose or PURPOSE),
    ]
    yield Facts(tuple(facts))
    of_plans = dict.fromkeys(words for plan in position.whole for words in plan.board_asked_to)
    asked = position.asked.asked_to or tuple(of_plans)
    yield Facts((Fact("The board is asked to", tuple(Cell(words) for words in asked or (NOTHING_ASKED,))),))


def board_words(position: Position) -> str:
    """Return whose paper it is: as was asked, else as the settings say, else as the plans do."""
    of_plans = dict.fromkeys(plan.board for plan in position.whole)
    return position.asked.board or position.board.board or "; ".join(of_plans)


def _position_words(position: Position) -> str:
    known = "as the plans record it" if position.basis in {Basis.NOT_THEN, Basis.NO_GIT} else "as it was known"
    return f"{known} on {day_words(position.day)}"


def _plan_lines(position: Position) -> list[str]:
    every = rows_words(len(position.items))
    if len(position.plans) > NAMED:
        return [f"{len(position.plans):,} plans, {every}"]
    return [
        f"{one.plan.title}: {rows_words(len(one.items))}, {stated_words(one.plan, position.day)}"
        for one in position.plans
    ]


NAMED = 4  # plans whose titles the front sheet gives
PURPOSE = "To show the board what was promised, what was done and proven, and what is late, so that it can challenge."
NOTHING_ASKED = "Note the position, and challenge what is overdue and what is complete without evidence."


def _sections(position: Position, figures: Figures) -> Iterator[Section]:
    unknown = limits(position)
    if unknown:
        yield Section("What this paper cannot know", (Listing(unknown),))
    yield Section("At a glance", (Listing(headlines(position, figures)),))
    yield from movement_section(position)
    yield _trend(position)
    yield overdue_section(position, figures)
    yield odds_section(position)
    yield coming_section(position)
    yield unproven_section(position)
    yield answers_section(position)
    yield questions_section(position)
    yield closed_section(position)
    yield from events_section(position)
    yield stopped_section(position)
    if position.is_many:
        yield from plan_sections(position)
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


_GLOSSARY = (Column("abbreviation", "Abbreviation"), Column("meaning", "Meaning", Kind.WORDS))


def _glossary(position: Position) -> Section:
    """Return the abbreviations of the settings that the plans use, and the full names of the agencies."""
    said = "\n".join(_words_of(position))
    known = {name: {meaning: ""} for name, meaning in position.board.glossary.items() if _is_used(name, said)}
    for plan in position.whole:
        for agency in plan.agencies:
            if agency.full_name and agency.full_name != agency.name and agency.name not in position.board.glossary:
                known.setdefault(agency.name, {}).setdefault(agency.full_name, plan.id)
    rows = [
        [Cell(name), Cell(f"{meaning} (in {where})" if where and len(known[name]) > 1 else meaning)]
        for name in sorted(known, key=str.casefold)
        for meaning, where in known[name].items()
    ]
    block = table(_GLOSSARY, rows) if rows else Paragraph("None: scrplan.yaml has no glossary for the words used here.")
    return Section("Abbreviations and full names", (block,))


def _is_used(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _words_of(position: Position) -> Iterator[str]:
    for plan in position.whole:
        yield from (plan.title, *(rating.meaning for rating in plan.ratings.values()))
    for item in position.items:
        row = item.recommendation
        yield from (row.text, row.agency, item.outcome, item.due_text, *(update.text for update in item.updates))
        yield from (action.text for action in row.actions)
        yield from (lead.words for lead in item.leads)
        yield from (one.title for one in item.evidence)
        for facts in (row.progress, *(action.progress for action in row.actions)):
            yield from (facts.impact, facts.stopped_reason, *(revision.reason for revision in facts.revisions))


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
