"""Why each computed state is what it is, in words a board can check by hand."""

from scrplan.assessment import Assurance, Item, Timeliness
from scrplan.characters import one_line
from scrplan.dates import day_words, days_words
from scrplan.model import State
from scrplan.report.words import spoken


def state_reason(item: Item) -> str:
    """Return the state and what it rests on."""
    facts = item.facts
    name = spoken(item.state.value)
    if item.completed and item.completed.first > item.day and item.state.is_open:
        return f"{name} on {day_words(item.day)}: completed later, {item.completed.on_words}"
    if facts.state is not None:
        return f"{name}: stated so in the plan"
    if item.rag is not None and item.recommendation.progress.rag is None and item.parts:
        return f"{name}: that of the least advanced action; {item.done_parts} of {len(item.parts)} are done"
    if item.rag is not None:
        return f"{name}: the rating is {item.rag}, which means '{one_line(item.plan.ratings[item.rag].meaning)}' here"
    if item.state is State.COMPLETE and item.completed:
        return f"{name}: completed {item.completed.on_words}"
    if item.parts and item.state is not State.NOT_STATED:
        return f"{name}: that of the least advanced action; {item.done_parts} of {len(item.parts)} are done"
    return f"{name}: the plan gives neither a rating nor a state, so it counts as open"


def timeliness_reason(item: Item) -> str:
    """Return the timeliness with the dates it is computed from."""
    name, due = "not yet due" if item.timeliness is Timeliness.ON_TIME else spoken(item.timeliness.value), item.due
    by = f"due by {day_words(due.last)}" if due else "no due date"
    match item.timeliness:
        case Timeliness.OVERDUE:
            return f"{name}: {by}, open on {day_words(item.day)}, {days_words(item.days_overdue)}"
        case Timeliness.DUE_SOON | Timeliness.ON_TIME if due:
            left = (due.last - item.day).days
            return f"{name}: {by}, {days_words(left)} after {day_words(item.day)}"
        case Timeliness.DONE_LATE if item.completed:
            return f"{name}: {by}, completed {item.completed.on_words}"
        case Timeliness.DONE:
            done = f"completed {item.completed.on_words}" if item.completed else "completion date not known"
            return f"{name}: {by}, {done}"
        case Timeliness.NO_DATE:
            return f"{name}: it is open, and {f'the date is only words: {item.due_text}' if item.due_text else by}"
        case _:
            reason = item.facts.stopped_reason
            return f"{name}: {reason}" if reason else f"{name}: {_of_parts(item, by)}"


def assurance_reason(item: Item) -> str:
    """Return what stands behind the claim that it is done."""
    match item.assurance:
        case Assurance.SIGNED_OFF:
            sign_off = item.facts.sign_off
            if sign_off is None:
                return "signed off: each of its actions is" if item.parts else "signed off: stated so in the plan"
            return f"signed off by {sign_off.by}{f' {sign_off.on.on_words}' if sign_off.on else ''}"
        case Assurance.EVIDENCED:
            number = len(item.evidence)
            return f"evidenced: {'1 item' if number == 1 else f'{number} items'} of evidence, not signed off"
        case Assurance.NONE:
            return "none: no evidence and no sign-off is recorded"


def slippage_reason(item: Item) -> str:
    """Return how far the due date was moved, empty when it never was."""
    revisions = item.facts.revisions
    if not revisions:
        return ""
    times = "once" if len(revisions) == 1 else f"{len(revisions)} times"
    first, due = revisions[0].was, item.facts.due or revisions[-1].to
    if first is None:
        return f"moved {times}; the first date is not known"
    days = (due.last - first.last).days
    return f"moved {times}, from {first.words}: {days_words(abs(days))} {'later' if days >= 0 else 'earlier'}"


def _of_parts(item: Item, by: str) -> str:
    return "one of its actions was" if item.parts else by
