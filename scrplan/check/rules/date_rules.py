"""Rules about dates: impossible, moved, passed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from scrplan.assessment import ConflictKind
from scrplan.assessment.conflicts import part_words
from scrplan.check.rules.records import Case, CheckedRow, Finding, at, conflict_rule, plan_rule, row_rule
from scrplan.dates import Period, day_words
from scrplan.diagnostics import Severity
from scrplan.model import Action, Plan, Progress, Recommendation, Revision, action_name
from scrplan.yamltext.nodes import Mapping, Node


def future_date(row: CheckedRow) -> Iterator[Finding]:
    """Something is said to have happened on a day that is still to come.

    A completion, an update, an item of evidence, a sign-off or a decision to move a date cannot be in the future. The
    year or the month is wrong, or a plan was written down as if it had been carried out. The day is today's, or that
    of --as-at.

    To fix: correct the date; what is only planned belongs under due or milestones.

    Bad:
        - ...
          rag: green
          completed: 2031-02-19

    Good:
        - ...
          rag: green
          completed: 2013-02-19
    """
    day = row.around.day
    for one in row.stated:
        for what, key, period, record in _happened(one.facts, one.record):
            if period is not None and period.first > day:
                node = row.case.node(record).entries[key][1]
                words = one.says(f"{what} is dated {period.words}, which is after {day_words(day)}")
                yield at(node, words, "correct the date; what is planned belongs under due or milestones")


def _happened(facts: Progress, holder: Any) -> Iterator[tuple[str, str, Period | None, Any]]:
    """Yield each date on which something happened: what, its key, the date, and the record that it stands in."""
    if facts.completed:
        yield "the completion", "completed", facts.completed, holder
    if facts.sign_off:
        yield "the sign-off", "on", facts.sign_off.on, facts.sign_off
    for update in facts.updates:
        yield "the update", "on", update.on, update
    for evidence in facts.evidence:
        yield "the evidence", "on", evidence.on, evidence
    for revision in facts.revisions:
        yield "the revision", "on", revision.on, revision
    for milestone in facts.milestones:
        yield "the milestone", "completed", milestone.completed, milestone


def future_position(case: Case) -> Iterator[Finding]:
    """The plan's as-at date, or the review's publication, is in the future.

    A plan cannot record progress on a day that is still to come; an as-at date in the future also hides that nobody
    has reported for a long time. The day is today's, or that of --as-at.

    To fix: correct the date.

    Bad:
        as_at: 2031-09

    Good:
        as_at: 2013-09
    """
    day, plan = case.around.day, case.plan
    root = case.document.root
    holders = {"as_at": (plan.as_at, root), "published": (plan.review.published, _value(root, "review"))}
    for key, (period, holder) in holders.items():
        node = _value(holder, key)
        if period is not None and period.first > day and node is not None:
            yield at(node, f"{key}: {period.words} is after {day_words(day)}", "correct the date")


def _value(holder: Node | None, key: str) -> Node | None:
    return holder.entries[key][1] if isinstance(holder, Mapping) and key in holder.entries else None


def updates_out_of_order(row: CheckedRow) -> Iterator[Finding]:
    """An update comes after a later one.

    Updates are added at the end and never changed, so they are in the order of their dates. One out of order has
    a wrong date, or was put in afterwards and rewrites history.

    To fix: correct its date, or move it to its place.

    Bad:
        - ...
          updates:
            - {on: 2013-06, text: The letter was sent.}
            - {on: 2013-03, text: The letter was drafted.}

    Good:
        - ...
          updates:
            - {on: 2013-03, text: The letter was drafted.}
            - {on: 2013-06, text: The letter was sent.}
    """
    for one in row.stated:
        latest = one.facts.updates[:1]
        for update in one.facts.updates:
            if update.on.last < latest[0].on.first:
                node = row.case.node(update).entries["on"][1]
                words = one.says(f"the update of {update.on.words} comes after that of {latest[0].on.words}")
                yield at(node, words, "correct the date, or move the update to its place")
            elif update.on.first > latest[0].on.first:
                latest = (update,)


def revised_elsewhere(row: CheckedRow) -> Iterable[Finding]:
    """The revisions do not lead to the due date.

    Each revision moves the date from the one before, and the last leads to the date in force. Where they do not, a
    move was left out, or the date was overwritten.

    To fix: add the missing revision with its reason, or correct the date.

    Bad:
        - ...
          due: 2014-06
          revisions:
            - {from: 2013-07, to: 2014-02, reason: The new board meets in February}

    Good:
        - ...
          due: 2014-02
          revisions:
            - {from: 2013-07, to: 2014-02, reason: The new board meets in February}
    """
    mend = "add the missing revision with its reason, or correct the date"
    return row.about_kind(ConflictKind.REVISED_ELSEWHERE, mend, "from", "due", "revisions")


def date_overwritten(row: CheckedRow) -> Iterator[Finding]:
    """A due date was overwritten, and no revision says why.

    A date that is overwritten hides the delay: a committee's overdue table was empty because everything
    late had been given a new date. The date before is the one in the last commit, and in every one before that; with
    --since, which a server gives when it checks a change, the one in that commit alone, and in a hook the one in the
    last. Without a repository this is not judged; where git cannot answer, not-checked says so.

    To fix: add a revision with the date before, the date after and the reason.

    Bad:
        - ...
          due: 2014-02

    Good:
        - ...
          due: 2014-02
          revisions:
            - {from: 2013-07, to: 2014-02, reason: The new board meets in February}
    """
    yield from _overwritten_before(row)
    path = row.case.document.path
    then = row.around.earlier(path, row.case.plan).get(id(row.item.recommendation))
    if then is None:
        return
    before = row.around.committed(path)
    above, was_above = row.item.recommendation.progress, then.progress
    for one in row.stated:
        action = _same(then, row.item.recommendation, one.part)
        if one.part is not None and action is None:
            continue
        was = (action.progress.due if action else None) or was_above.due
        due = one.facts.due or above.due
        # What an action has from its recommendation, then and now, is reported there.
        moved_here = one.part is None or one.facts.due or (action and action.progress.due)
        if was is None or not moved_here or (due is not None and due.last == was.last):
            continue
        moves = _moves(one.facts.revisions or above.revisions, was, due)
        if (not moves or not all(move.reason for move in moves)) and not _puts_back(row, before, then, action, due):
            why = "its revision gives no reason" if moves else "no revision says why"
            now = f"is {due.words}" if due else "is gone"
            words = one.says(f"the due date {now}, in the commit before it was {was.words}, and {why}")
            hint = f"add to revisions: {_revision(was, due)}" if due else _RESTORE
            yield row.about(one.part, words, hint, "due")


def _overwritten_before(row: CheckedRow) -> Iterator[Finding]:
    """Yield the dates that earlier commits overwrote; those of actions at the action."""
    recommendation = row.item.recommendation
    parts = {action_name(action, place): place for place, action in enumerate(recommendation.actions)}
    for one in row.around.overwritten(row.case.document.path, row.case.plan):
        if one.ref == recommendation.ref and (one.part is None or one.part in parts):
            part = None if one.part is None else parts[one.part]
            of = "" if part is None else f"{part_words(recommendation.actions[part], part)}: "
            hint = f"add to revisions: {_revision(one.was, one.now)}" if one.now else _RESTORE
            yield row.about(part, f"{of}the due date of {one.words}, and no reason is recorded", hint, "due")


def _puts_back(
    row: CheckedRow, before: Plan | None, then: Recommendation, action: Action | None, due: Period | None
) -> bool:
    """Return whether a date is again the one that an earlier commit overwrote."""
    if before is None or due is None:
        return False
    place = next((place for place, one in enumerate(then.actions) if one is action), None)
    key = then.ref, None if action is None or place is None else action_name(action, place)
    told = row.around.overwritten(row.case.document.path, before)
    return any((one.ref, one.part) == key and one.was.last == due.last for one in told)


def _revision(was: Period, now: Period) -> str:
    return f"{{from: {was.text}, to: {now.text}, reason: ...}}"


_RESTORE = "put it back; where it is no longer a date, say so in due_text and in an update"


def _moves(revisions: Sequence[Revision], was: Period, due: Period | None) -> Sequence[Revision]:
    """Return the moves that lead from the date before to the date now, in one step or several; none where none do."""
    if not revisions or not revisions[-1].to.same_as(due):
        return ()
    starts = [place for place, move in enumerate(revisions) if move.was is None or was.same_as(move.was)]
    return revisions[starts[-1] :] if starts else ()


def _same(then: Recommendation, row: Recommendation, part: int | None) -> Action | None:
    """Return the action as it was; None where it was not there."""
    from scrplan.compare.identity import action_pairs  # noqa: PLC0415  (most plans are as they were committed)

    places = (pair.before for pair in action_pairs(then.actions, row.actions) if pair.after == part)
    place = None if part is None else next(places, None)
    return None if place is None else then.actions[place]


def milestone_passed(row: CheckedRow) -> Iterable[Finding]:
    """A milestone has passed, and is not recorded as completed.

    A step that was due by now is either done or late, and the plan says neither.

    To fix: record when it was completed, or move its date and say why in an update.

    Bad:
        - ref: "1"
          agency: Health
          text: Review the forms
          milestones:
            - {text: Draft the new form, due: 2013-03}

    Good:
        - ref: "1"
          agency: Health
          text: Review the forms
          milestones:
            - {text: Draft the new form, due: 2013-03, completed: 2013-03-20}
    """
    return row.about_kind(
        ConflictKind.MILESTONE_PASSED, "record when it was completed, or what became of it", "milestones"
    )


def no_date(row: CheckedRow) -> Iterable[Finding]:
    """Open, and without a due date.

    What has no date is never late. "Ongoing", "as soon as possible" and a meeting without its year stay in due_text
    as they were written; nobody can be held to them.

    To fix: agree a date and record it under due; for work that goes on, a date for the next check under review_on.

    Bad:
        - ...
          rag: amber
          due_text: As soon as possible

    Good:
        - ...
          rag: amber
          due: 2013-12
          due_text: As soon as possible
    """
    return row.about_kind(ConflictKind.NO_DATE, "agree a date and record it under due", "due_text")


def no_recent_update(row: CheckedRow) -> Iterable[Finding]:
    """Open, and without a recent update.

    A board that hears nothing for a quarter does not know. The days are stale_days in scrplan.yaml (92); a challenge
    is a question and no answer. Where there was never an update, they count from the plan's own as-at date.

    To fix: ask the agency, and record its answer with its date.

    Bad:
        - ...
          rag: amber
          updates:
            - {on: 2013-03, text: The letter was drafted.}

    Good:
        - ...
          rag: amber
          updates:
            - {on: 2013-03, text: The letter was drafted.}
            - {on: 2013-09, text: The letter waits for the chair's signature.}
    """
    return row.about_kind(ConflictKind.NO_RECENT_UPDATE, "ask the agency and record its answer", "updates")


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_ON_STATE = "rag state completed ratings actions updates"

RULES = (
    row_rule("future-date", _ERROR, future_date),
    plan_rule("future-position", _ERROR, future_position),
    row_rule("updates-out-of-order", _ERROR, updates_out_of_order, "updates"),
    conflict_rule(ConflictKind.REVISED_ELSEWHERE, _ERROR, revised_elsewhere, "due revisions actions"),
    row_rule("date-overwritten", _WARNING, date_overwritten, "ref due revisions actions"),
    conflict_rule(ConflictKind.MILESTONE_PASSED, _WARNING, milestone_passed, "milestones actions"),
    conflict_rule(ConflictKind.NO_DATE, _WARNING, no_date, f"{_ON_STATE} due milestones"),
    conflict_rule(ConflictKind.NO_RECENT_UPDATE, _WARNING, no_recent_update, f"{_ON_STATE} as_at"),
)
