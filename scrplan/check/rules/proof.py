"""Rules about what supports a claim that something was done: completion, evidence, sign-off."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from scrplan.assessment import ConflictKind
from scrplan.check.rules.records import CheckedRow, Finding, Presence, at, conflict_rule, row_rule
from scrplan.diagnostics import Severity
from scrplan.errors import shown
from scrplan.model import State

PLAUSIBLE_DAYS = 730  # agencies act on their own reports while a review is written, which takes up to two years


def complete_without_evidence(row: CheckedRow) -> Iterable[Finding]:
    """Complete, and no evidence is recorded.

    A claim without evidence is a claim. It is shown as "done, no evidence" and never as green.

    To fix: record under evidence what shows it: a title, who holds it, its date.

    Bad:
        - ...
          rag: green
          completed: 2013-02-19

    Good:
        - ...
          rag: green
          completed: 2013-02-19
          evidence:
            - {title: Letter to the Home Office, held_by: Board manager, on: 2013-02-19}
    """
    return row.about_kind(ConflictKind.NO_EVIDENCE, "record under evidence what shows that it was done", *_CLAIMS)


def complete_without_date(row: CheckedRow) -> Iterable[Finding]:
    """Complete, and no completion date is recorded.

    Without it nobody can say whether the work was done in time, or in which quarter it was closed.

    To fix: record it under completed, as precisely as it is known; where it is lost, allow this rule and say so in the
    note.

    Bad:
        - ...
          rag: green

    Good:
        - ...
          rag: green
          completed: 2013-02
    """
    return row.about_kind(ConflictKind.NO_COMPLETION_DATE, "record it under completed, as precisely as known", *_CLAIMS)


def done_before_publication(row: CheckedRow) -> Iterator[Finding]:
    """Completed before the review was published.

    It can be right: agencies act on what they learn while the review is still being written. It is reported
    because the year may also be wrong.

    To fix: check the date; where it is right, allow this rule and say so in the note.

    Bad:
        review: {kind: serious_case_review, published: 2013-06}
        recommendations:
          - {ref: "1", agency: Health, text: Write to the Home Office, rag: green, completed: 2012-11}

    Good:
        review: {kind: serious_case_review, published: 2013-06}
        recommendations:
          - {ref: "1", agency: Health, text: Write to the Home Office, rag: green, completed: 2013-07}
    """
    return _before_publication(row, plausible=True)


def done_before_review(row: CheckedRow) -> Iterator[Finding]:
    """Completed years before the review was published.

    More than two years before its publication, nothing can have been done to carry out a review's recommendation.

    To fix: correct the date, or that of the review's publication.

    Bad:
        review: {kind: serious_case_review, published: 2013-06}
        recommendations:
          - {ref: "1", agency: Health, text: Write to the Home Office, rag: green, completed: 2003-07}

    Good:
        review: {kind: serious_case_review, published: 2013-06}
        recommendations:
          - {ref: "1", agency: Health, text: Write to the Home Office, rag: green, completed: 2013-07}
    """
    return _before_publication(row, plausible=False)


def _before_publication(row: CheckedRow, *, plausible: bool) -> Iterator[Finding]:
    published = row.case.plan.review.published
    if published is None:
        return
    earliest = published.first - timedelta(days=PLAUSIBLE_DAYS)
    for one in row.stated:
        done = one.facts.completed
        if done and done.last < published.first and (done.last >= earliest) == plausible:
            words = one.says(f"it was completed {done.on_words}, and the review was published {published.on_words}")
            yield at(one.node.entries["completed"][1], words, "check both dates")


def evidence_missing(row: CheckedRow) -> Iterator[Finding]:
    """The file named as evidence is not in the repository.

    Evidence that cannot be opened proves nothing. A ref is a web address, or a path from the repository's root.

    To fix: add the file, correct its path, or leave ref out and say under held_by who keeps it.

    Bad:
        - ...
          evidence:
            - {title: The letter, ref: evidence/letter.pdf}

    Good:
        - ...
          evidence:
            - {title: The letter, ref: "https://www.example.org/letter.pdf"}
    """
    mend = "add the file, correct the path, or leave ref out and name who holds it"
    return _evidence(row, Presence.MISSING, "is not in the repository", mend)


def evidence_outside(row: CheckedRow) -> Iterator[Finding]:
    """The evidence is outside the repository.

    A path on somebody's own disk or drive opens for nobody else, and a path that leaves the repository could name
    any file of the machine that reads the plan.

    To fix: put the file into the repository, give its web address, or leave ref out and say under held_by who keeps it.

    Bad:
        - ...
          evidence:
            - {title: The letter, ref: ../../letters/letter.pdf}

    Good:
        - ...
          evidence:
            - {title: The letter, held_by: Board manager}
    """
    mend = "give a web address or a path inside the repository, or leave ref out and name who holds it"
    return _evidence(row, Presence.OUTSIDE, "leads outside the repository", mend)


def _evidence(row: CheckedRow, presence: Presence, words: str, mend: str) -> Iterator[Finding]:
    for one in row.stated:
        for evidence in one.facts.evidence:
            where = evidence.ref
            is_path = where and not _WEB_ADDRESS.match(where)
            if is_path and row.around.presence(where) is presence:
                node = row.case.node(evidence).entries["ref"][1]
                yield at(node, one.says(f"the evidence {shown(where)} {words}"), mend)


_WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def signed_off_but_open(row: CheckedRow) -> Iterable[Finding]:
    """Signed off, but not completed.

    A sign-off accepts work as done. Work that is still open cannot have been accepted.

    To fix: rate it as done, or take the sign-off out.

    Bad:
        - ...
          rag: amber
          sign_off: {by: The board, on: 2013-06}

    Good:
        - ...
          rag: green
          completed: 2013-05
          sign_off: {by: The board, on: 2013-06}
    """
    return row.about_kind(ConflictKind.SIGNED_OFF_BUT_OPEN, "rate it as done, or take the sign-off out", "sign_off")


def signed_off_by_nobody(row: CheckedRow) -> Iterator[Finding]:
    """Stated as signed off, and nobody is named who did it.

    A sign-off is somebody's: a committee's or a person's, on a day. Without it the word is a claim like any other, and
    the plan would show as assured what nobody has accepted.

    To fix: record under sign_off who accepted the work, and when; else state it as complete.

    Bad:
        - ...
          state: signed_off

    Good:
        - ...
          state: signed_off
          sign_off: {by: The board, on: 2013-06}
    """
    above = row.item.recommendation.progress.sign_off
    for one in row.stated:
        below = one.part is None and any(action.progress.sign_off for action in row.item.recommendation.actions)
        if one.facts.state is State.SIGNED_OFF and not (one.facts.sign_off or above or below):
            words = one.says("it is stated as signed off, and nobody is named who did it")
            yield row.about(one.part, words, "record under sign_off who accepted the work, and when", "state")


def signed_off_too_early(row: CheckedRow) -> Iterator[Finding]:
    """Signed off before it was completed.

    To fix: correct whichever of the two dates is wrong.

    Bad:
        - ...
          rag: green
          completed: 2013-08
          sign_off: {by: The board, on: 2013-06}

    Good:
        - ...
          rag: green
          completed: 2013-05
          sign_off: {by: The board, on: 2013-06}
    """
    above = row.item.recommendation.progress
    for one in row.stated:
        own = one.facts
        done, sign_off = own.completed or above.completed, own.sign_off or above.sign_off
        # What an action has wholly from its recommendation is reported there.
        stated = own.completed or own.sign_off
        if stated and done and sign_off and sign_off.on and sign_off.on.last < done.first:
            words = one.says(f"it was signed off {sign_off.on.on_words}, and completed {done.on_words}")
            yield at(row.case.node(sign_off).entries["on"][1], words, "correct whichever date is wrong")


def stopped_without_reason(row: CheckedRow) -> Iterator[Finding]:
    """Stopped, and no reason is given.

    A recommendation that is declined, merged or overtaken leaves the counts of what is open. The board and the
    public must be able to read why.

    To fix: give the reason under stopped_reason.

    Bad:
        - ...
          state: stopped

    Good:
        - ...
          state: stopped
          stopped_reason: The register was set up by statute in 2013
    """
    ratings, above = row.case.plan.ratings, row.item.recommendation.progress
    for one in row.stated:
        own = one.facts
        state = own.state or (ratings[own.rag].state if own.rag is not None else None)
        if state is State.STOPPED and not (own.stopped_reason or above.stopped_reason):
            words = one.says("it is stopped, and no reason is given")
            yield row.about(one.part, words, "say why under stopped_reason", *_CLAIMS)


_CLAIMS = ("state", "rag", "completed")
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_ON_STATE = "rag state completed ratings actions updates"

RULES = (
    row_rule("done-before-review", _ERROR, done_before_review),
    row_rule("evidence-missing", _ERROR, evidence_missing),
    row_rule("evidence-outside", _ERROR, evidence_outside),
    conflict_rule(ConflictKind.SIGNED_OFF_BUT_OPEN, _ERROR, signed_off_but_open, f"{_ON_STATE} sign_off"),
    row_rule("signed-off-by-nobody", _ERROR, signed_off_by_nobody, "state sign_off"),
    row_rule("signed-off-too-early", _ERROR, signed_off_too_early),
    row_rule("stopped-without-reason", _ERROR, stopped_without_reason, f"{_ON_STATE} stopped_reason"),
    row_rule("done-before-publication", _WARNING, done_before_publication),
    conflict_rule(ConflictKind.NO_EVIDENCE, _WARNING, complete_without_evidence, f"{_ON_STATE} evidence"),
    conflict_rule(ConflictKind.NO_COMPLETION_DATE, _WARNING, complete_without_date, _ON_STATE),
)
