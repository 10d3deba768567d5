"""Where the stated rating and the facts disagree. Conflicts are shown and counted; nothing ever acts upon them."""

import enum
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrplan.dates import Period, day_words
from scrplan.model import Progress, Rating, State


class ConflictKind(enum.StrEnum):
    """The kinds of disagreement; the value is the rule's name, `words` what it says of a row."""

    LATE_NOT_RED = "late-not-red"
    OPEN_PART = "open-part"
    COMPLETED_BUT_OPEN = "completed-but-open"
    MILESTONE_PASSED = "milestone-passed"
    UNFINISHED_BY_ITS_WORDS = "unfinished-by-its-words"
    REPEATS_OUTCOME = "progress-repeats-outcome"
    NO_EVIDENCE = "complete-without-evidence"
    NO_COMPLETION_DATE = "complete-without-date"
    NOT_STATED = "not-stated"
    NO_LEAD = "no-lead"
    NO_DATE = "no-date"

    @property
    def words(self) -> str:
        """Return the heading under which such rows are counted."""
        return _WORDS[self]


_WORDS = {
    ConflictKind.LATE_NOT_RED: "overdue, but not rated red",
    ConflictKind.OPEN_PART: "complete, but a part is still open",
    ConflictKind.COMPLETED_BUT_OPEN: "open, but has a completion date",
    ConflictKind.MILESTONE_PASSED: "a milestone has passed, not completed",
    ConflictKind.UNFINISHED_BY_ITS_WORDS: "complete, but not by its own words",
    ConflictKind.REPEATS_OUTCOME: "progress only repeats the outcome",
    ConflictKind.NO_EVIDENCE: "complete without evidence",
    ConflictKind.NO_COMPLETION_DATE: "complete without a completion date",
    ConflictKind.NOT_STATED: "no rating stated",
    ConflictKind.NO_LEAD: "no lead",
    ConflictKind.NO_DATE: "open without a due date",
}


class Conflict(NamedTuple):
    """One disagreement: its kind and, in words, what disagrees with what."""

    kind: ConflictKind
    message: str


class Facts(NamedTuple):
    """What conflicts are found in: what one action states, with what it inherits, and what that comes to on a day."""

    day: date
    rating: Rating | None
    state: State
    overdue: bool
    due: Period | None
    progress: Progress
    last_words: str


def conflicts_of(facts: Facts) -> tuple[Conflict, ...]:
    """Return every disagreement in the facts, in the order of the kinds."""
    if facts.state is State.STOPPED:
        return ()
    return tuple(_found(facts))


def _found(facts: Facts) -> Iterator[Conflict]:
    if facts.state.is_open:
        yield from _while_open(facts)
    else:
        yield from _while_done(facts)
    if facts.rating is None and facts.state is State.NOT_STATED:
        yield Conflict(ConflictKind.NOT_STATED, "neither a rating nor a state is stated")
    if not any(lead.words for lead in facts.progress.leads):
        yield Conflict(ConflictKind.NO_LEAD, "nobody is named as lead")
    if facts.state.is_open and facts.due is None:
        written = f" (as written: {facts.progress.due_text!r})" if facts.progress.due_text else ""
        yield Conflict(ConflictKind.NO_DATE, f"it is open and no due date is known{written}")


def _while_open(facts: Facts) -> Iterator[Conflict]:
    if facts.overdue and facts.due and not (facts.rating and facts.rating.off_track):
        rated = f"is rated {facts.rating.name}" if facts.rating else "has no rating"
        yield Conflict(ConflictKind.LATE_NOT_RED, f"it was due by {day_words(facts.due.last)}, is open, and {rated}")
    if facts.progress.completed and facts.progress.completed.first <= facts.day:
        words = f"it is stated as open and as completed on {facts.progress.completed.words}"
        yield Conflict(ConflictKind.COMPLETED_BUT_OPEN, words)
    for milestone in facts.progress.milestones:
        if milestone.due and milestone.due.last < facts.day and not milestone.completed:
            words = f"the milestone {milestone.text!r} was due by {day_words(milestone.due.last)}"
            yield Conflict(ConflictKind.MILESTONE_PASSED, words)


def _while_done(facts: Facts) -> Iterator[Conflict]:
    telling = telling_words(facts.last_words)
    if telling:
        said = ", ".join(repr(words) for words in telling)
        yield Conflict(ConflictKind.UNFINISHED_BY_ITS_WORDS, f"it is stated as complete and its progress says {said}")
    if repeats(facts.last_words, facts.progress.outcome):
        yield Conflict(ConflictKind.REPEATS_OUTCOME, "its progress is the wording of the outcome, not what was done")
    if not facts.progress.evidence:
        yield Conflict(ConflictKind.NO_EVIDENCE, "it is stated as complete and no evidence is recorded")
    if facts.progress.completed is None:
        yield Conflict(ConflictKind.NO_COMPLETION_DATE, "it is stated as complete and no completion date is recorded")


# Words of a progress note that speak of work to come or of work that reached too little.
_TELLING = re.compile(
    r"\b(?:as far as (?:is )?possible|to be \w+|will be \w+|will have \w+|on[- ]?going|not yet|not mandatory|"
    r"limited impact|in progress|under way|underway|awaiting|awaited|outstanding|planned|due to be \w+|"
    r"needs? to be \w+|further work|remains? to)\b",
    re.IGNORECASE,
)


def telling_words(progress: str) -> tuple[str, ...]:
    """Return the words of a progress note that disagree with its being complete, each once, in order."""
    return tuple(dict.fromkeys(found[0].lower() for found in _TELLING.finditer(progress)))


SAME_SHARE = 0.7  # of the progress note's words also in the outcome; the published rows that repeat have 0.78 and 0.95
FEWEST_WORDS = 5  # a shorter note can repeat a few common words by chance


def repeats(progress: str, outcome: str) -> bool:
    """Return whether a progress note is mostly the outcome's own words."""
    said = _words_of(progress)
    if not outcome or sum(said.values()) < FEWEST_WORDS:
        return False
    return sum((said & _words_of(outcome)).values()) >= SAME_SHARE * sum(said.values())


def _words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower().replace("ise", "ize")))
