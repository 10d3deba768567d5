"""Holds a plan's rows against the published rows, word by word; what the transcriber may do is listed here."""

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scrplan.dates import MONTHS, Period
from scrplan.model import Lead, Plan, Progress, Recommendation, Update
from tests.plans.published import Row, one_spaced, published, transcribed

# ---- What the transcriber may do to the words: everything is listed, and an entry that is not needed fails


class Mend(NamedTuple):
    """Damaged words of one cell, and what the plan has for them."""

    plan: str
    ref: str
    column: str
    damaged: str
    mended: str


_STEELE = "Dr S Steele (PhD), Consultant Nurse"

MENDS = (
    # Row 3 was read twice by the extraction, line by line, some of the second readings garbled.
    Mend("child-g", "3", "action", "Board Doard", "Board"),
    Mend("child-g", "3", "by when", "Board meeting Board mooning", "Board meeting"),
    Mend("child-g", "3", "lead", "Board Board", "Board"),
    Mend("child-g", "3", "outcome", "posed to children posed to children", "posed to children"),
    Mend("child-g", "3", "progress", "embedded. embedded.", "embedded."),
    Mend("child-g", "3", "progress", "The Hermahire Health Decord The Hampshire", "The Hampshire"),
    # Words broken over two lines of a narrow cell.
    Mend("child-g", "10", "lead", "Well- Being", "Well-Being"),
    Mend("child-g", "16", "by when", "31 st", "31st"),
    Mend("child-g", "17", "action", "safeguar ding", "safeguarding"),
    Mend("child-g", "18", "action", "safeguar ding", "safeguarding"),
    Mend("child-g", "19", "action", "safeguar ding", "safeguarding"),
    Mend("child-g", "21", "lead", "CP/Safeguar ding", "CP/Safeguarding"),
    Mend("child-g", "24", "by when", "September20 12", "September 2012"),
    # One person stands three times running where rows 21 and 22 meet: once for each row, and once more.
    Mend("child-g", "22", "lead", f"{_STEELE} CP/Safeguar ding {_STEELE}", _STEELE),
    Mend("child-g", "22", "lead", "CP/Safeguar ding", "CP/Safeguarding"),
    # Tags of a web page.
    Mend("kirklees-2011", "15", "update", '<ul style="list-style-type: none"> ', ""),
    *(
        Mend("kirklees-2011", "26", column, tag, "")
        for column in ("recommendation", "rag", "update", "completion date", "description of evidence")
        for tag in ("<p>", "</p>")
    ),
)

# Words between the leads of one cell, which the list of leads stands for.
BETWEEN_LEADS = {
    "5": "and",
    "10": "and",
    "14": "and and",
    "17": "and",
    "18": "and",
    "19": "and",
    "20": "and",
    "21": "and and and advice and sign off by and",
    "22": "and",
}

# Words between a milestone's date and its text.
BETWEEN_MILESTONES = {"8": "for"}

# How the parts are marked, and in which columns. Row 6 marks them in its recommendation, where they are kept as text.
PART_MARKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "6": ("{})", ()),
    "16": ("{}.", ("action",)),
    "19": ("({})", ("action", "by when")),
    "21": ("({})", ("action", "by when", "lead")),
}

# Names that the document gives only as an abbreviation, and the plan's head in full.
WRITTEN_OUT = {"child-g": {"LSCB": "Local Safeguarding Children Board"}, "kirklees-2011": {}}


def mended_cells(plan_id: str, row: Row, mends: Iterable[Mend] = MENDS) -> dict[str, str]:
    """Return the cells of a row as published, with the listed damage mended."""
    cells = dict(row.cells)
    for mend in mends:
        if (mend.plan, mend.ref) == (plan_id, row.ref):
            cells[mend.column] = one_spaced(cells[mend.column].replace(mend.damaged, mend.mended, 1))
    return cells


# ---- The plan's row, written back into the cells of the source


def written_forms(period: Period) -> tuple[str, ...]:
    """Return the ways in which the two documents write such a date."""
    year, month = period.first.year, MONTHS[period.first.month - 1]
    if period.first == period.last:
        day = period.first.day
        return (
            f"{period.first:%d.%m.%y}",
            f"{period.first:%d/%m/%y}",
            f"{period.first:%d/%m/%Y}",
            f"{day}{'st' if day in {1, 21, 31} else 'th'} {month[:3]} {year}",
        )
    short = "Sept" if month == "September" else month[:3]
    return (f"{month} {year}", f"{short} {year}", f"{month[:3]}-{year % 100:02}")


def written(period: Period, cell: str) -> str:
    """Return a date in the form in which a cell has it, else in its first form."""
    forms = written_forms(period)
    return next((form for form in forms if form in cell), forms[0])


def facts_of(row: Recommendation) -> list[tuple[str | None, Progress]]:
    """Return what the recommendation states, and then what each action does, with its part."""
    return [(None, row.progress), *((action.part, action.progress) for action in row.actions)]


def marked(row: Recommendation, part: str | None, column: str, text: str) -> str:
    """Return text of a part with its mark, where the column marks the parts."""
    mark, columns = PART_MARKS.get(row.ref, ("", ()))
    return f"{mark.format(part)} {text}" if part and text and column in columns else text


def joined(texts: Iterable[str]) -> str:
    """Return the texts that are not empty as one, on one line."""
    return one_spaced(" ".join(texts))


def rating_and_updates(row: Recommendation) -> tuple[str, str]:
    """Return the rating as a word of the source, and the words of all updates."""
    rating = (row.progress.rag or "").capitalize()
    return rating, joined(update.text for _, facts in facts_of(row) for update in facts.updates)


def lead_words(lead: Lead) -> str:
    """Return the words of a lead, `(tbc)` for one who is not yet confirmed."""
    return " ".join((lead.name, lead.role, lead.agency, "(tbc)" if lead.unconfirmed else ""))


def child_g_cells(row: Recommendation, source: Mapping[str, str]) -> dict[str, str]:
    """Return a row of Child G as cells."""

    def due(facts: Progress) -> str:
        return facts.due_text or (written(facts.due, source["by when"]) if facts.due else "")

    facts = facts_of(row)
    leads = [marked(row, part, "lead", " ".join(lead_words(lead) for lead in one.leads)) for part, one in facts]
    return {
        "recommendation": one_spaced(row.text),
        "action": joined(marked(row, action.part, "action", action.text) for action in row.actions),
        "by when": joined(marked(row, part, "by when", due(one)) for part, one in facts),
        "lead": joined((*leads, BETWEEN_LEADS.get(row.ref, ""))),
        "outcome": joined(one.outcome for _, one in facts),
        "progress": joined(rating_and_updates(row)),
    }


def kirklees_cells(row: Recommendation, source: Mapping[str, str]) -> dict[str, str]:
    """Return a row of Kirklees as cells; its one date is the due date of open rows and the completion of others."""
    rating, updates = rating_and_updates(row)
    open_row = row.progress.rag == "amber"
    dates = (row.progress.due, row.progress.completed) if open_row else (row.progress.completed, row.progress.due)
    return {
        "recommendation": one_spaced(row.text),
        "rag": rating,
        "update": updates,
        "completion date": joined(written(one, source["completion date"]) for one in dates if one),
        "description of evidence": joined(one.title for one in row.progress.evidence),
    }


# ---- The comparison


AROUND_WORDS = string.punctuation + "\N{EN DASH}\N{BULLET}"


def words_of(text: str) -> Counter[str]:
    """Return the words of a text without the punctuation around them; what is only punctuation is no word."""
    bare = (word.strip(AROUND_WORDS) for word in text.split())
    return Counter(word for word in bare if word)


def listed(words: Counter[str]) -> str:
    return ", ".join(words.elements())


def cell_differences(column: str, source: str, plan: str) -> Iterator[str]:
    """Yield the words that one side lacks, else a difference of order or punctuation."""
    missing, added = words_of(source) - words_of(plan), words_of(plan) - words_of(source)
    if missing:
        yield f"{column}: missing in the plan: {listed(missing)}"
    if added:
        yield f"{column}: added in the plan: {listed(added)}"
    # The list of leads splits its cell into names, roles and agencies, whose order the tables of each plan check.
    if not missing and not added and column != "lead" and source != plan:
        yield f"{column}: the source has {source!r}, the plan {plan!r}"


def value_differences(plan: Plan, row: Recommendation, source: Mapping[str, str]) -> Iterator[str]:
    """Yield the parsed values that the words of the source do not bear out."""
    mark, _ = PART_MARKS.get(row.ref, ("", ()))
    dated = " ".join((source.get("by when", ""), source.get("progress", ""), source.get("completion date", "")))
    for part, facts in facts_of(row):
        if part and (not mark or mark.format(part) not in " ".join(source.values())):
            yield f"part: the source marks no part {part!r}"
        if facts.due and facts.due_text and written(facts.due, facts.due_text) not in facts.due_text:
            yield f"due: {facts.due} does not stand in {facts.due_text!r}"
        if facts.completed and written(facts.completed, dated) not in dated:
            yield f"completed: {facts.completed} does not stand in the source"
        yield from step_differences(row, facts)
        for update in facts.updates:
            yield from update_differences(plan, row, update)
    if row.progress.rag and not any(update.rag for _, facts in facts_of(row) for update in facts.updates):
        yield "updates: none has the row's rating"


def step_differences(row: Recommendation, facts: Progress) -> Iterator[str]:
    """Yield the revisions and milestones that the words of the date do not bear out, or that are missing."""
    revised = (facts.due,) if "Revised" in facts.due_text else ()
    if tuple(one.to for one in facts.revisions) != revised:
        yield f"revisions: {facts.revisions}, where the source has {facts.due_text!r}"
    if facts.milestones:
        steps = (f"{written(one.due, facts.due_text) if one.due else ''} {one.text}" for one in facts.milestones)
        words = joined((*steps, BETWEEN_MILESTONES.get(row.ref, "")))
        if words_of(words) != words_of(facts.due_text):
            yield f"milestones: {words!r} are not the words of {facts.due_text!r}"


def update_differences(plan: Plan, row: Recommendation, update: Update) -> Iterator[str]:
    """Yield what an update says of itself and the source does not."""
    if update.rag not in {None, row.progress.rag}:
        yield f"updates: rated {update.rag}, the row {row.progress.rag}"
    if update.on != plan.as_at and written(update.on, update.text) not in update.text:
        yield f"updates: {update.on} is neither the plan's position nor a date of the update"
    sender = re.match(r"Update from (\w+)", update.text)
    if update.by != (sender[1] if sender else ""):
        yield f"updates: {update.by!r} is not who the update is from"


def differences(plan: Plan, row: Recommendation, published_row: Row, source: Mapping[str, str]) -> list[str]:
    """Return every way in which a row of the plan departs from the row as published."""
    agency = plan.agency(row.agency)
    found = []
    if agency is None or published_row.heading not in {agency.name, agency.full_name}:
        found.append(f"agency: {row.agency!r} is not the heading {published_row.heading!r}")
    write = child_g_cells if plan.id == "child-g" else kirklees_cells
    cells = write(row, source)
    for column, cell in source.items():
        found += cell_differences(column, cell, cells[column])
    return [*found, *value_differences(plan, row, source)]


def pairs(plan_id: str) -> list[tuple[Recommendation, Row]]:
    """Return each row of the plan with its row as published."""
    return list(zip(transcribed(plan_id).recommendations, published(plan_id).rows, strict=True))
