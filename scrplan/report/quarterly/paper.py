"""The whole paper, in the order in which a board asks: what to do, what moved, what is late, what is unproven."""

import re
from collections.abc import Iterator

from scrplan.content import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Fact,
    Facts,
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
from scrplan.report.quarterly.figures import QuarterFigures, figures_record, quarter_figures
from scrplan.report.quarterly.headlines import headlines
from scrplan.report.quarterly.late import overdue_section
from scrplan.report.quarterly.limits import limits, plan_as_at_words
from scrplan.report.quarterly.quarter_facts import Basis, QuarterFacts
from scrplan.report.quarterly.quarterly_charts import chart_of_trend
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


def paper(quarter: QuarterFacts) -> Answer:
    """Return the quarterly report as neutral content, with its figures for programs."""
    period, figures = quarter.period, quarter_figures(quarter)
    title = f"Progress of action plans: {period.words}"
    if not quarter.is_many:
        title = f"{quarter.whole[0].title}: progress, {period.words}"
    columns = ("plan", *RECORD_COLUMNS) if quarter.is_many else RECORD_COLUMNS
    report = Report(
        title, tuple(_front(quarter)), tuple(_sections(quarter, figures)), items_table(quarter.items, columns)
    )
    return Answer(
        "report",
        quarter.day,
        lambda: map(item_record, quarter.items),
        report,
        lambda: {"headlines": list(headlines(quarter, figures)), **figures_record(quarter, figures)},
    )


def _front(quarter: QuarterFacts) -> Iterator[Block]:
    """Yield the front sheet: whose, of when, what for, and what the board is asked to do."""
    facts = [
        fact("Board", board_words(quarter)),
        fact("Period", f"{quarter.period.words[:1].upper()}{quarter.period.words[1:]}"),
        fact("As at", _as_at_words(quarter)),
        fact("Plans" if quarter.is_many else "Plan", *_plan_lines(quarter)),
        fact("Purpose", quarter.asked.purpose or PURPOSE),
    ]
    yield Facts(tuple(facts))
    of_plans = dict.fromkeys(words for plan in quarter.whole for words in plan.board_asked_to)
    asked = quarter.asked.asked_to or tuple(of_plans)
    yield Facts((Fact("The board is asked to", tuple(Cell(words) for words in asked or (NOTHING_ASKED,))),))


def board_words(quarter: QuarterFacts) -> str:
    """Return whose paper it is: as was asked, else as the settings say, else as the plans do."""
    of_plans = dict.fromkeys(plan.board for plan in quarter.whole)
    return quarter.asked.board or quarter.board.board or "; ".join(of_plans)


def _as_at_words(quarter: QuarterFacts) -> str:
    known = "as the plans record it" if quarter.basis in {Basis.NOT_THEN, Basis.NO_GIT} else "as it was known"
    return f"{day_words(quarter.day)}, {known}"


def _plan_lines(quarter: QuarterFacts) -> list[str]:
    every = rows_words(len(quarter.items))
    if len(quarter.plans) > NAMED:
        return [f"{len(quarter.plans):,} plans, {every}"]
    return [
        f"{one.plan.title}: {rows_words(len(one.items))}, as at {plan_as_at_words(one.plan, quarter.day)}"
        for one in quarter.plans
    ]


NAMED = 4  # plans whose titles the front sheet gives
PURPOSE = "To show the board what was promised, what was done and proven, and what is late, so that it can challenge."
NOTHING_ASKED = "Note the progress, and challenge what is overdue and what is complete without evidence."


def _sections(quarter: QuarterFacts, figures: QuarterFigures) -> Iterator[Section]:
    unknown = limits(quarter)
    if unknown:
        yield Section("What this paper cannot know", (Listing(unknown),))
    yield Section("At a glance", (Listing(headlines(quarter, figures)),))
    yield from movement_section(quarter)
    yield _trend(quarter)
    yield overdue_section(quarter, figures)
    yield odds_section(quarter)
    yield coming_section(quarter)
    yield unproven_section(quarter)
    yield answers_section(quarter)
    yield questions_section(quarter)
    yield closed_section(quarter)
    yield from events_section(quarter)
    yield stopped_section(quarter)
    if quarter.is_many:
        yield from plan_sections(quarter)
    yield Section("What the ratings mean", (Paragraph(KEY_NOTE), keys_of(quarter.whole)))
    yield _glossary(quarter)
    yield _made(quarter)
    yield appendix(quarter)


KEY_NOTE = "Ratings are as reported; the same colour can mean something else in another plan."


def _trend(quarter: QuarterFacts) -> Section:
    chart = chart_of_trend(quarter)
    if chart is None:
        words = f"Not known: {quarter.keeper} has no earlier quarter of these plans."
        return Section("Over the last quarters", (Paragraph(words),))
    return Section("Over the last quarters", (chart, counts_table(quarter.points)))


_GLOSSARY = (Column("abbreviation", "Abbreviation"), Column("meaning", "Meaning", ColumnKind.WORDS))


def _glossary(quarter: QuarterFacts) -> Section:
    """Return the abbreviations of the settings that the plans use, and the full names of the agencies."""
    said = "\n".join(_words_of(quarter))
    known = {name: {meaning: ""} for name, meaning in quarter.board.glossary.items() if _is_used(name, said)}
    for plan in quarter.whole:
        for agency in plan.agencies:
            if agency.full_name and agency.full_name != agency.name and agency.name not in quarter.board.glossary:
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


def _words_of(quarter: QuarterFacts) -> Iterator[str]:
    for plan in quarter.whole:
        yield from (plan.title, *(rating.meaning for rating in plan.ratings.values()))
    for item in quarter.items:
        row = item.recommendation
        yield from (row.text, row.agency, item.outcome, item.due_text, *(update.text for update in item.updates))
        yield from (action.text for action in row.actions)
        yield from (lead.words for lead in item.leads)
        yield from (one.title for one in item.evidence)
        for facts in (row.progress, *(action.progress for action in row.actions)):
            yield from (facts.impact, facts.stopped_reason, *(revision.reason for revision in facts.revisions))


def _made(quarter: QuarterFacts) -> Section:
    origin = quarter.origin
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
