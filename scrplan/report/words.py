"""How the computed facts are put into words and tones; the same words in every report and format."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scrplan.assessment import UNRATED, Assurance, ConflictKind, Item, Timeliness
from scrplan.content import Cell, Fact, Tone
from scrplan.dates import Period, days_words
from scrplan.model import Lead, Plan, Rating

if TYPE_CHECKING:  # history brings git, which most reports do without
    from scrplan.history.slippage import Overwritten

_COLOURS = {"red": Tone.BAD, "amber": Tone.CAUTION, "yellow": Tone.CAUTION, "green": Tone.GOOD, "blue": Tone.INFO}
NOT_STATED = "not stated"
AT_ODDS = "Where the stated rating and the facts disagree"  # the heading of conflicts
MISSING = "What is missing"  # the heading of those kinds that are gaps
_TIMELINESS_TONES = {
    Timeliness.OVERDUE: Tone.BAD,
    Timeliness.DUE_SOON: Tone.CAUTION,
    Timeliness.ON_TIME: Tone.PLAIN,
    Timeliness.NO_DATE: Tone.CAUTION,
    Timeliness.DONE_LATE: Tone.PLAIN,
    Timeliness.DONE: Tone.PLAIN,
    Timeliness.STOPPED: Tone.MUTED,
}


def spoken(name: str) -> str:
    """Return a word of the format for people: `not_stated` is `not stated`."""
    return name.replace("_", " ")


def rating_words(name: str) -> str:
    """Return a rating as the board writes it, or what stands for none."""
    return NOT_STATED if name == UNRATED else name


def rating_tone(rating: Rating) -> Tone:
    """Return the colour that a rating's own name says, else one by what it means."""
    named = _COLOURS.get(rating.name.casefold())
    if named:
        return named
    if rating.off_track:
        return Tone.BAD
    return Tone.GOOD if rating.state.is_done else Tone.PLAIN


def rating_tones(plans: Iterable[Plan]) -> dict[str, Tone]:
    """Return the colour of every rating of the plans' keys, by its name."""
    return {rating.name: rating_tone(rating) for plan in plans for rating in plan.ratings.values()}


def rating_cell(item: Item) -> Cell:
    """Return the stated rating as its word, with `n of m done` where it comes from several parts."""
    derived = item.recommendation.progress.rag is None and len(item.parts) > 1
    part_words = f" ({item.done_parts} of {len(item.parts)} done)" if derived else ""
    if item.rag is None:
        return Cell(f"{NOT_STATED}{part_words}", UNRATED, Tone.CAUTION)
    return Cell(f"{item.rag}{part_words}", item.rag, rating_tone(item.plan.ratings[item.rag]))


def due_cell(item: Item) -> Cell:
    """Return the due date, or the words that stand for one."""
    if item.due is None:
        return Cell(item.due_text or "none", "", Tone.MUTED)
    return Cell(item.due.short_words, item.due.text)


def text_cell(text: str | None, missing: str = "", tone: Tone = Tone.MUTED) -> Cell:
    """Return a text, or in this tone that it is missing."""
    return Cell(text) if text else Cell(missing, "", tone)


def date_cell(period: Period | None, missing: str = "", tone: Tone = Tone.PLAIN) -> Cell:
    """Return a date, or in this tone that it is missing."""
    return Cell(period.short_words, period.text) if period else Cell(missing, "", tone)


def timing_cell(item: Item) -> Cell:
    """Return where an item stands against its date; what is done without proof says so, and is never green."""
    tone = _TIMELINESS_TONES[item.timeliness]
    if item.state.is_done and item.timeliness in {Timeliness.DONE, Timeliness.DONE_LATE}:
        late = " late" if item.timeliness is Timeliness.DONE_LATE else ""
        proven = item.assurance is not Assurance.NONE
        words = "signed off" if item.assurance is Assurance.SIGNED_OFF else "done"
        if proven and any(conflict.kind in _DENIALS for conflict in item.conflicts):
            return Cell(f"{words}{late}, in doubt", item.timeliness.value, Tone.CAUTION)
        return Cell(
            f"{words}{late}{'' if proven else ', no evidence'}", item.timeliness.value, Tone.GOOD if proven else tone
        )
    return Cell(_timing_words(item), item.timeliness.value, tone)


_DENIALS = frozenset({ConflictKind.UNFINISHED_BY_ITS_WORDS, ConflictKind.REPEATS_OUTCOME, ConflictKind.OPEN_PART})


def _timing_words(item: Item) -> str:
    if item.timeliness is Timeliness.OVERDUE:
        return f"overdue {days_words(item.days_overdue)}"
    if item.timeliness is Timeliness.DUE_SOON and item.due:
        left = (item.due.last - item.day).days
        return f"due in {days_words(left)}" if left else "due today"
    return "not yet due" if item.timeliness is Timeliness.ON_TIME else spoken(item.timeliness.value)


def leads_words(leads: tuple[Lead, ...]) -> str:
    """Return the leads as one line."""
    return "; ".join(words for words in (lead.words for lead in leads) if words)


def leads_cell(item: Item) -> Cell:
    """Return who leads, or that nobody is named."""
    return text_cell(leads_words(item.leads), "no lead", Tone.CAUTION)


def titles_of_evidence(item: Item) -> str:
    """Return what the evidence is called."""
    return "; ".join(one.title for one in item.evidence)


def action_words(item: Item) -> str:
    """Return what is to be done: the action's text, or all actions' with their parts."""
    if item.action:
        return item.action.text
    actions = item.recommendation.actions
    return "\n".join(f"{action.part}) {action.text}" if action.part else action.text for action in actions)


def key_fact(plan: Plan, label: str = "Key") -> Fact:
    """Return what each rating means in this plan."""
    ratings = plan.ratings.values()
    return Fact(
        label,
        tuple(
            Cell(f"{rating.name} = {rating.meaning} ({spoken(rating.state.value)})", None, rating_tone(rating))
            for rating in ratings
        ),
    )


def rows_words(number: int) -> str:
    """Return a number of recommendations for people."""
    return "1 recommendation" if number == 1 else f"{number:,} recommendations"


def overwritten_words(one: "Overwritten") -> str:
    """Return what became of a date, when and by whom: `July 2012 became February 2014 on 3 March 2013 by ...`."""
    return f"{one.words}, no reason recorded"
