"""Rules about what is stated and what the facts say; the facts are those of the assessment."""

from collections.abc import Iterable, Iterator

from scrplan.assessment import ConflictKind, leaves
from scrplan.assessment.conflicts import telling_words
from scrplan.check.rules.records import CheckedRow, Finding, at_words, conflict_rule
from scrplan.diagnostics import Severity
from scrplan.yamltext.nodes import Scalar

_STATED = ("state", "rag", "completed")
_ON_STATE = "rag state completed ratings"


def late_not_red(row: CheckedRow) -> Iterable[Finding]:
    """Overdue, but not rated red.

    An action whose due date has passed is late, whatever its colour says. Boards have found rows that were amber for
    more than a year after their date, and green ones that were never finished.

    To fix: rate it red, or record the move of the date under revisions with its reason.

    Bad:
        - ...
          rag: amber
          due: 2012-07

    Good:
        - ...
          rag: red
          due: 2012-07
    """
    return row.about_kind(
        ConflictKind.LATE_NOT_RED, "rate it red, or record the move of the date under revisions", "due"
    )


def rating_not_state(row: CheckedRow) -> Iterable[Finding]:
    """The rating means one thing, the state another.

    The plan's key says what each rating means. Where a row also states its state, the two must not contradict each
    other: a reader who sees the colour believes the key.

    To fix: leave out the state, or change whichever of the two is wrong.

    Bad:
        - ...
          rag: green
          state: not_started

    Good:
        - ...
          rag: green
          state: signed_off
    """
    return row.about_kind(ConflictKind.RATING_NOT_STATE, "leave out the state, or change the wrong one", "state")


def open_part(row: CheckedRow) -> Iterable[Finding]:
    """Closed as a whole, but a part is still open.

    A recommendation is not done while one of its actions is not.

    To fix: mark the part as done, or reopen the whole.

    Bad:
        - ref: "1"
          agency: Health
          text: Review the forms
          rag: green
          actions:
            - {part: a, text: Review the first form}
            - {part: b, text: Review the second form, rag: amber}

    Good:
        - ref: "1"
          agency: Health
          text: Review the forms
          rag: amber
          actions:
            - {part: a, text: Review the first form, rag: green}
            - {part: b, text: Review the second form, rag: amber}
    """
    return row.about_kind(ConflictKind.OPEN_PART, "close the part too, or reopen the whole", *_STATED)


def completed_but_open(row: CheckedRow) -> Iterable[Finding]:
    """Open, but with a completion date.

    Either the work was completed, or it is still open. With both in the file the counts follow the state, and the
    date misleads.

    To fix: rate it as done, or take the date out.

    Bad:
        - ...
          rag: amber
          completed: 2013-02-19

    Good:
        - ...
          rag: green
          completed: 2013-02-19
    """
    return row.about_kind(ConflictKind.COMPLETED_BUT_OPEN, "rate it as done, or take the date out", "completed")


def unfinished_by_its_words(row: CheckedRow) -> Iterator[Finding]:
    """Complete, but the progress note suggests work is left.

    "Ongoing", "will be", "as far as possible", "limited impact": the last progress note of a closed row must not
    describe work that is left. Published plans have had such rows in green. What was written before the day of
    completion does not count.

    To fix: reopen it, or record in a further update that the rest has been done too.

    Bad:
        - ref: "1"
          agency: Health
          text: Revise the form
          rag: green
          updates:
            - {on: 2013-06, text: The revised form will be approved in the autumn.}

    Good:
        - ref: "1"
          agency: Health
          text: Revise the form
          rag: green
          updates:
            - {on: 2013-06, text: The revised form was approved on 3 June.}
    """
    mend = "reopen it, or add an update that says the rest is done"
    for conflict in row.conflicts.get(ConflictKind.UNFINISHED_BY_ITS_WORDS, ()):
        item = row.item if conflict.part is None else row.item.parts[conflict.part]
        update = (item if item.action else leaves(item)[0]).report
        if update:
            node = row.case.node(update).entries["text"][1]
            words = telling_words(update.text)[0]
            if isinstance(node, Scalar):
                yield at_words(row.case.document, node, words, conflict.message, mend)


def progress_repeats_outcome(row: CheckedRow) -> Iterable[Finding]:
    """The progress only repeats the outcome.

    The wording of the outcome, copied into the progress of a closed row, says what was hoped for and not what was
    done. Nobody can tell from it whether anything happened.

    To fix: write what was done, when, and how it is known.

    Bad:
        - ref: "1"
          agency: Health
          text: Give clear guidance
          rag: green
          outcome: All staff use the assessment tool and record it in the right place
          updates:
            - {on: 2013-06, text: All staff use the assessment tool and record it in the right place.}

    Good:
        - ref: "1"
          agency: Health
          text: Give clear guidance
          rag: green
          outcome: All staff use the assessment tool and record it in the right place
          updates:
            - {on: 2013-06, text: The guidance was sent out in May; an audit of 40 files in June found 38 in order.}
    """
    return row.about_kind(ConflictKind.REPEATS_OUTCOME, "write what was done, and how it is known", "updates")


def not_stated(row: CheckedRow) -> Iterable[Finding]:
    """No rating and no state is stated.

    A row without either counts as open under "not stated", and never as done. A board that leaves it so has not said
    how far the work is.

    To fix: ask the agency, and record its rating; where the rating was lost, let the note say so.

    Bad:
        - ...

    Good:
        - ...
          rag: amber
    """
    return row.about_kind(ConflictKind.NOT_STATED, "ask the agency and record its rating")


_WARNING = Severity.WARNING
_WORDS = f"{_ON_STATE} updates actions"

RULES = (
    conflict_rule(ConflictKind.LATE_NOT_RED, _WARNING, late_not_red, f"{_ON_STATE} due milestones actions updates"),
    conflict_rule(ConflictKind.RATING_NOT_STATE, _WARNING, rating_not_state, _ON_STATE),
    conflict_rule(ConflictKind.OPEN_PART, _WARNING, open_part, f"{_ON_STATE} actions updates"),
    conflict_rule(ConflictKind.COMPLETED_BUT_OPEN, _WARNING, completed_but_open, _ON_STATE),
    conflict_rule(ConflictKind.UNFINISHED_BY_ITS_WORDS, _WARNING, unfinished_by_its_words, _WORDS),
    conflict_rule(ConflictKind.REPEATS_OUTCOME, _WARNING, progress_repeats_outcome, f"{_WORDS} outcome"),
    conflict_rule(ConflictKind.NOT_STATED, _WARNING, not_stated, f"{_ON_STATE} actions"),
)
