"""Where the stated rating and the facts disagree. Conflicts are shown and counted; nothing ever acts upon them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scrplan.assessment.conflict_kinds import Conflict, ConflictKind
from scrplan.assessment.items import Item
from scrplan.characters import one_line
from scrplan.dates import Period, day_words, days_words
from scrplan.model import Action, Progress, State

_WORDS_END = 3  # of the fields: the kind, the words and the part, without the record


def conflicts_in(item: Item) -> tuple[Conflict, ...]:
    """Return every disagreement in an item, in the order of the kinds; a recommendation's are also its parts'.

    The parts have theirs already.
    """
    found = _of_row(item) if item.parts else _of_action(item)
    # One message is reported once; comparing the records that it is about would cost more than the rest.
    once = {conflict[:_WORDS_END]: conflict for conflict in found}
    return tuple(sorted(once.values(), key=lambda conflict: _ORDER[conflict.kind]))


_ORDER = {kind: place for place, kind in enumerate(ConflictKind)}


def _of_action(item: Item) -> Iterator[Conflict]:
    if item.state is State.STOPPED:
        return
    yield from _in_itself(item)
    yield from _while_open(item) if item.state.is_open else _while_done(item)
    if item.rag is None and item.state is State.NOT_STATED:
        yield Conflict(ConflictKind.NOT_STATED, "neither a rating nor a state is stated")
    if not any(lead.words for lead in item.leads):
        yield Conflict(ConflictKind.NO_LEAD, "nobody is named as lead")
    if item.state.is_open and item.due is None and not _next_check(item):
        written = f" (as written: '{one_line(item.due_text)}')" if item.due_text else ""
        yield Conflict(ConflictKind.NO_DATE, f"it is open and no due date is known{written}")
    if item.state.is_open:
        yield from _silence(item)


def _next_check(item: Item) -> Period | None:
    """Return when work that goes on will be looked at next, which is its date."""
    return item.facts.review_on or item.recommendation.progress.review_on


def _silence(item: Item) -> Iterator[Conflict]:
    """Yield that there is no update within the board's time; a question to the agency is no update."""
    report = item.report
    last = report.on if report else item.plan.as_at
    days = (item.day - last.last).days
    if days > item.stale_days:
        since = f"the last update is {last.on_words}" if report else f"no update since the plan {last.on_words}"
        words = f"it is open and {since}, {days_words(days)} before {day_words(item.day)}"
        yield Conflict(ConflictKind.NO_RECENT_UPDATE, words, about=report)


def _of_row(item: Item) -> Iterator[Conflict]:
    """Yield the parts' conflicts, with the part where not all share it, and those between the parts and the whole."""
    own = tuple(_in_itself(item))
    yield from own
    open_parts = [(index, part) for index, part in enumerate(item.parts) if part.state.is_open]
    if open_parts and not item.state.is_open:
        named = ", ".join(part_words(part.action, index) for index, part in open_parts)
        yield Conflict(ConflictKind.OPEN_PART, f"it is stated as {_said(item.state)}, and still open: {named}")
    if item.state.is_open and not open_parts:
        yield from _while_open(item)
    by_part = [part.all_conflicts for part in item.parts]
    shared = _kinds_and_words(by_part[0]).intersection(*map(_kinds_and_words, by_part[1:]))
    of_whole = _kinds_and_words(own)
    for index, (part, found) in enumerate(zip(item.parts, by_part, strict=True)):
        for conflict in found:
            # What an action has from its recommendation is reported there.
            if conflict[:_WORDS_END] in shared:
                yield conflict
            elif conflict[:_WORDS_END] not in of_whole:
                yield conflict._replace(message=f"{part_words(part.action, index)}: {conflict.message}", part=index)


def _kinds_and_words(conflicts: Iterable[Conflict]) -> set[tuple[object, ...]]:
    return {conflict[:_WORDS_END] for conflict in conflicts}


def part_words(action: Action | None, index: int) -> str:
    """Return what a message calls an action: by its part, else by its place."""
    return f"part {action.part}" if action and action.part is not None else f"action {index + 1}"


def _while_open(item: Item) -> Iterator[Conflict]:
    if item.days_overdue and item.due and not item.is_off_track:
        rated = f"is rated {item.rag}" if item.rag is not None else "has no rating"
        words = f"it was due by {day_words(item.due.last)}, is open, and {rated}{_without_red(item)}"
        step = next((one for one in item.facts.milestones if one.due is item.due), None)
        yield Conflict(ConflictKind.LATE_NOT_RED, words, about=None if item.facts.due else step)
    if item.completed and item.completed.first <= item.day:
        words = f"it is stated as open and as completed {item.completed.on_words}"
        yield Conflict(ConflictKind.COMPLETED_BUT_OPEN, words)
    if item.facts.sign_off and (item.facts.sign_off.on is None or item.facts.sign_off.on.first <= item.day):
        words = f"it is stated as open and as signed off by {item.facts.sign_off.by}"
        yield Conflict(ConflictKind.SIGNED_OFF_BUT_OPEN, words)


def _in_itself(item: Item) -> Iterator[Conflict]:
    """Yield what a row says against itself, open or done."""
    facts = item.facts
    if facts.state is not None and facts.rag is not None and item.state is not State.STOPPED:
        meant = item.plan.ratings[facts.rag].state
        if (meant.is_done, meant.is_open) != (facts.state.is_done, facts.state.is_open):
            words = f"the rating {facts.rag} means {_said(meant)}, and the state is {_said(facts.state)}"
            yield Conflict(ConflictKind.RATING_NOT_STATE, words)
    if facts.revisions:
        yield from _broken_revisions(facts)
    for milestone in facts.milestones:
        if milestone.due and milestone.due.last < item.day and not milestone.completed_by(item.day):
            words = f"the milestone '{one_line(milestone.text)}' was due by {day_words(milestone.due.last)}"
            yield Conflict(ConflictKind.MILESTONE_PASSED, words, about=milestone)


def _broken_revisions(facts: Progress) -> Iterator[Conflict]:
    """Yield where the moves of the due date do not follow from one another to the date in force."""
    last = facts.revisions[-1].to
    if facts.due and not last.same_as(facts.due):
        words = f"the last revision leads to {last.words}, and the due date is {facts.due.words}"
        yield Conflict(ConflictKind.REVISED_ELSEWHERE, words)
    for before, after in pairwise(facts.revisions):
        if after.was is not None and not after.was.same_as(before.to):
            words = f"a revision moves the date from {after.was.words}, and the one before it led to {before.to.words}"
            yield Conflict(ConflictKind.REVISED_ELSEWHERE, words, about=after)


def _without_red(item: Item) -> str:
    has_red = any(rating.off_track for rating in item.plan.ratings.values())
    return "" if has_red else "; its key has no rating for what is off track"


def _said(state: State) -> str:
    return state.value.replace("_", " ")


def _while_done(item: Item) -> Iterator[Conflict]:
    report = item.report
    progress = report.text if report else ""
    # What was said before it was completed spoke of work that was then still to come.
    is_older = report is not None and item.completed is not None and report.on.last < item.completed.first
    unfinished = () if is_older else telling_words(progress)
    if unfinished:
        said = ", ".join(repr(words) for words in unfinished)
        yield Conflict(ConflictKind.UNFINISHED_BY_ITS_WORDS, f"it is stated as complete and its progress says {said}")
    if repeats(progress, item.outcome):
        yield Conflict(ConflictKind.REPEATS_OUTCOME, "its progress is the wording of the outcome, not what was done")
    if not item.evidence:
        yield Conflict(ConflictKind.NO_EVIDENCE, "it is stated as complete and no evidence is recorded")
    if item.completed is None:
        yield Conflict(ConflictKind.NO_COMPLETION_DATE, "it is stated as complete and no completion date is recorded")


# Words of a progress note, in small letters, that speak of work to come or of work that reached too little.
_UNFINISHED = re.compile(
    r"\b(?:as far as (?:is )?possible|to be \w+|will be \w+|will have \w+|on[- ]?going|not yet|not mandatory|"
    r"limited impact|in progress|under way|underway|awaiting|awaited|(?<!nothing )(?<!nothing is )outstanding|"
    r"(?<!as )planned|due to be \w+|needs? to be \w+|(?<!no )further work|remains? to)\b"
)


def telling_words(progress: str) -> tuple[str, ...]:
    """Return the words of a progress note that disagree with its being complete, each once, in order."""
    return tuple(dict.fromkeys(found[0] for found in _UNFINISHED.finditer(" ".join(progress.lower().split()))))


SAME_SHARE = 0.7  # of the progress note's words also in the outcome; the published rows that repeat have 0.78 and 0.95
FEWEST_WORDS = 5  # a shorter note can repeat a few common words by chance


def repeats(progress: str, outcome: str) -> bool:
    """Return whether a progress note is mostly the outcome's own words."""
    if not outcome:
        return False
    said = _words_of(progress)
    if sum(said.values()) < FEWEST_WORDS:
        return False
    return sum((said & _words_of(outcome)).values()) >= SAME_SHARE * sum(said.values())


def _words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower().replace("ise", "ize")))
