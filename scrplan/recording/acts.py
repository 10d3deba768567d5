"""What an officer does to a recommendation or action, as edits and in words; pure.

Each act is a function of the target and what was said, and returns an `Act`. Nothing is ever taken away without a
trace: an old date becomes a revision, a completion that is taken back stands in the update that says why.
"""

from typing import NamedTuple

from scrplan.dates import Period
from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Plan, Progress, State, UpdateKind
from scrplan.recording.targets import Target
from scrplan.source.edits import Bare, Edit, Insert, Put, Remove, Value


class Act(NamedTuple):
    """What is to be done to a file: edits, the words for the record, and what the officer should know about it."""

    edits: tuple[Edit, ...]
    words: str
    remarks: tuple[str, ...] = ()


class Said(NamedTuple):
    """An entry of progress: who said what on which day, and the rating that was given with it."""

    on: Period
    by: str = ""
    text: str = ""
    rag: str | None = None
    kind: UpdateKind = UpdateKind.UPDATE


def update(target: Target, said: Said) -> Act:
    """Record a rating, a note of progress or both; who does not say otherwise speaks for the recommendation's agency.

    Raises:
        UsageProblem: neither was said.
        UnknownName: the rating is none of the plan's.

    """
    if said.rag is None and not said.text:
        raise UsageProblem("there is nothing to record", "give --rag, --note or both")
    rated, words = _rated(target, said.rag) if said.rag is not None else ((), "")
    entry = added_entry(target, said._replace(by=said.by or target.row.agency))
    return Act((*rated, entry), _about(target, words, "update" if said.text else ""), _doubts(target, said.rag))


def revise(target: Target, due: Period, reason: str, on: Period, approved_by: str = "") -> Act:
    """Move the due date; the old one is kept as a revision with the reason.

    A first date replaces none, so that its reason becomes a decision among the updates.

    Raises:
        UsageProblem: the date is the one in force.

    """
    was = target.facts.due or target.row.progress.due
    if due.same_as(was):
        raise UsageProblem(f"{target.name} is due {due.on_words} already", "give another date")
    remarks = (f"due_text still says {target.facts.due_text!r}",) if target.facts.due_text else ()
    put = Put((*target.path, "due"), written(due))
    if was is None:
        decision = added_entry(target, Said(on, approved_by, reason, kind=UpdateKind.DECISION))
        return Act((put, decision), _about(target, f"due {due.text}, its first date"), remarks)
    revision: dict[str, Value] = {"from": written(was), "to": written(due), "reason": reason, "on": written(on)}
    if approved_by:
        revision["approved_by"] = approved_by
    edits: tuple[Edit, ...] = (put, *_inherited(target, "revisions"), Insert((*target.path, "revisions"), revision))
    return Act(edits, _about(target, f"due date from {was.text} to {due.text}: {reason}"), remarks)


def _inherited(target: Target, key: str) -> tuple[Edit, ...]:
    """Return what an action must be given of its own before its list can be added to; without it, it would lose them.

    An action that has no revisions of its own and gets its own date is no longer judged by its recommendation's.
    """
    above = target.row.progress.revisions if key == "revisions" and target.action else ()
    if not above or target.facts.revisions or target.facts.due is not None:
        return ()
    entries: list[Value] = []
    for move in above:
        entry: dict[str, Value] = {"from": written(move.was)} if move.was else {}
        entry["to"] = written(move.to)
        named = {"reason": move.reason, "on": written(move.on) if move.on else "", "approved_by": move.approved_by}
        entries.append(entry | {name: value for name, value in named.items() if value})
    return (Put((*target.path, key), entries),)


class Proof(NamedTuple):
    """An item of evidence: what it is, who holds it, where it lies."""

    title: str
    held_by: str = ""
    ref: str = ""
    on: Period | None = None


NO_PROOF = Proof("")


def complete(target: Target, on: Period, proof: Proof = NO_PROOF, rag: str | None = None, impact: str = "") -> Act:
    """Record that something was done, with what shows it.

    Raises:
        UsageProblem: it is complete already, or the plan has several ratings that mean so.
        UnknownName: the rating is none of the plan's.

    """
    if target.facts.completed:
        done = target.facts.completed.on_words
        raise UsageProblem(f"{target.name} was completed {done} already", "scrplan evidence adds what shows it")
    edits = [*_stated(target, State.COMPLETE, rag), Put((*target.path, "completed"), written(on))]
    words = f"completed {on.text}"
    if proof.title:
        edits.append(_evidence(target, proof))
        words += f", evidence: {proof.title}"
    if impact:
        edits.append(Put((*target.path, "impact"), impact))
    remarks = []
    if not proof.title and not target.facts.evidence and not target.row.progress.evidence:
        remarks.append("without evidence it is shown as 'done, no evidence', and counted as unproven")
    still_open = [action for action in target.row.actions if _says_open(target.plan, action.progress)]
    if target.action is None and still_open:
        number = "one of its actions is" if len(still_open) == 1 else f"{len(still_open)} of its actions are"
        remarks.append(f"{number} not complete, and it is shown as closed with an open part")
    return Act(tuple(edits), _about(target, words), tuple(remarks))


def _says_open(plan: Plan, facts: Progress) -> bool:
    """Return whether an action says itself that it is open; what says nothing has the state of its recommendation."""
    state = facts.state or (plan.ratings[facts.rag].state if facts.rag is not None else None)
    return state is not None and state.is_open and facts.completed is None


def evidence(target: Target, proof: Proof) -> Act:
    """Record what shows that something was done."""
    return Act((_evidence(target, proof),), _about(target, f"evidence: {proof.title}"))


def _evidence(target: Target, proof: Proof) -> Edit:
    named = {"held_by": proof.held_by, "on": written(proof.on) if proof.on else "", "ref": proof.ref}
    entry: dict[str, Value] = {"title": proof.title, **{name: value for name, value in named.items() if value}}
    return Insert((*target.path, "evidence"), entry)


def sign_off(target: Target, by: str, on: Period) -> Act:
    """Record who accepted the work as done.

    Raises:
        UsageProblem: it is signed off already.

    """
    if target.facts.sign_off:
        raise UsageProblem(f"{target.name} was signed off by {target.facts.sign_off.by} already", "reopen it first")
    edits: list[Edit] = [Put((*target.path, "sign_off"), {"by": by, "on": written(on)})]
    if any(rating.state is State.SIGNED_OFF for rating in target.plan.ratings.values()):
        edits = [*_stated(target, State.SIGNED_OFF, None), *edits]
    return Act(tuple(edits), _about(target, f"signed off by {by} {on.text}"))


def reopen(target: Target, said: Said) -> Act:
    """Take a completion or a stop back; what had been claimed stays in the update that says why.

    Raises:
        UsageProblem: it is open already, or no rating was said although its own means that it is done.
        UnknownName: the rating is none of the plan's.

    """
    facts = target.facts
    had = [
        f"completed {facts.completed.text}" if facts.completed else "",
        f"signed off by {facts.sign_off.by}{f' {facts.sign_off.on.text}' if facts.sign_off.on else ''}"
        if facts.sign_off
        else "",
        f"stopped: {facts.stopped_reason}" if facts.stopped_reason else "",
    ]
    rating = target.plan.ratings[facts.rag] if facts.rag is not None else None
    if not any(had) and not (rating and not rating.state.is_open) and (facts.state is None or facts.state.is_open):
        parts = "name one of its actions with --action" if target.action is None and target.row.actions else ""
        raise UsageProblem(f"nothing states that {target.name} is done or stopped", parts or "record an update")
    if said.rag is None and rating is not None and not rating.state.is_open:
        known = ", ".join(one.name for one in target.plan.ratings.values() if one.state.is_open)
        raise UsageProblem(f"{target.name} is rated {rating.name}, which means done", f"give --rag: {known}")
    gone = ("completed", "sign_off", "stopped_reason")
    edits: list[Edit] = [Remove((*target.path, key)) for key in gone if getattr(facts, key)]
    if facts.state is not None:
        edits.append(Put((*target.path, "state"), State.IN_PROGRESS.value))
    if said.rag is not None:
        edits += _rated(target, said.rag)[0]
    before = "; ".join(filter(None, had))
    text = f"Reopened: {said.text}{f' (it had been {before})' if before else ''}"
    edits.append(added_entry(target, said._replace(text=text, kind=UpdateKind.DECISION)))
    return Act(tuple(edits), _about(target, f"reopened: {said.text}"))


def stop(target: Target, said: Said) -> Act:
    """Record that work will not go on, with the reason; the rating stays as it was stated.

    Raises:
        UsageProblem: it is stopped already.

    """
    if target.facts.state is State.STOPPED:
        raise UsageProblem(f"{target.name} is stopped already", "reopen it first")
    edits = (
        Put((*target.path, "state"), State.STOPPED.value),
        Put((*target.path, "stopped_reason"), said.text),
        added_entry(target, said._replace(text=f"Stopped: {said.text}", kind=UpdateKind.DECISION)),
    )
    return Act(edits, _about(target, f"stopped: {said.text}"))


def challenge(target: Target, said: Said) -> Act:
    """Record a question to the agency."""
    return Act((added_entry(target, said),), _about(target, "challenge"))


def lead_of(name: str, role: str, agency: str, *, unconfirmed: bool = False, accountable: bool = False) -> Value:
    """Return a lead as a plan has it."""
    named: dict[str, Value] = {"name": name, "role": role, "agency": agency}
    lead = {key: value for key, value in named.items() if value}
    flags = {"unconfirmed": unconfirmed, "accountable": accountable}
    return lead | {key: Bare("true") for key, value in flags.items() if value}


def assign(target: Target, lead: Value, *, also: bool = False) -> Act:
    """Name who leads, in the place of those before or beside them (`also`)."""
    who = ", ".join(str(lead[key]) for key in ("name", "role") if key in lead) if isinstance(lead, dict) else lead
    path = (*target.path, "leads")
    if also:
        return Act((Insert(path, lead),), _about(target, f"also led by {who}"))
    was = "; ".join(one.words for one in target.facts.leads)
    return Act((Put(path, [lead]),), _about(target, f"lead {f'from {was} ' if was else ''}to {who}"))


def note(target: Target, text: str) -> Act:
    """Add to what the keeper of the plan says about it; what was said before stays."""
    before = target.facts.note
    return Act((Put((*target.path, "note"), f"{before} {text}" if before else text),), _about(target, "note"))


def added_entry(target: Target, said: Said) -> Edit:
    """Return the edit that puts an entry among the updates, behind those of its day and before any later one."""
    entry: dict[str, Value] = {"on": written(said.on)}
    if said.by:
        entry["by"] = said.by
    if said.rag is not None:
        entry["rag"] = rating_value(said.rag)
    if said.text:
        entry["text"] = said.text
    if said.kind is not UpdateKind.UPDATE:
        entry["kind"] = said.kind.value
    updates = target.facts.updates
    later = [place for place, one in enumerate(updates) if one.on.first > said.on.last]
    return Insert((*target.path, "updates"), entry, min(later) if later else None)


def written(period: Period) -> str:
    """Return a date as a plan has it; a year alone stands without quotes."""
    return Bare(period.text) if period.text.isdigit() else period.text


def rating_value(name: str) -> str:
    """Return a rating as a plan has it; a number stands without quotes."""
    return Bare(name) if name.isdigit() and (name == "0" or name[0] != "0") else name


def known_rating(plan: Plan, name: str | None) -> str | None:
    """Return a rating by the name that the plan gives it, however it was typed; None where none was.

    Raises:
        UnknownName: the plan has none of that name.

    """
    if name is None:
        return None
    found = next((one for one in plan.ratings if one.casefold() == name.casefold()), None)
    if found is None:
        raise UnknownName("rating", name, plan.ratings)
    return found


def _rated(target: Target, name: str) -> tuple[tuple[Edit, ...], str]:
    """Return the edits that state a rating, and the change in words."""
    was = target.facts.rag
    if was == name:
        return (), f"still {name}"
    return (Put((*target.path, "rag"), rating_value(name)),), f"{was or 'not stated'} to {name}"


def _stated(target: Target, state: State, rag: str | None) -> list[Edit]:
    """Return the edits that state a state: by the rating that means it, where the plan rates; else as such."""
    ratings = target.plan.ratings.values()
    if rag is None and target.facts.rag is not None and target.plan.ratings[target.facts.rag].state is not state:
        means = [one.name for one in ratings if one.state is state]
        if len(means) > 1:
            raise UsageProblem(f"{' and '.join(means)} both mean {state.value}", "give --rag")
        rag = means[0] if means else None
    edits: list[Edit] = list(_rated(target, rag)[0]) if rag is not None else []
    unrated = rag is None and (target.facts.rag is None or target.plan.ratings[target.facts.rag].state is not state)
    if target.facts.state is not None or unrated:
        edits.append(Put((*target.path, "state"), state.value))
    return edits


def _doubts(target: Target, rag: str | None) -> tuple[str, ...]:
    """Return what an officer should know who states that something is done by its rating alone."""
    if rag is None:
        return ()
    state = target.plan.ratings[rag].state
    stated = target.facts.state
    if stated is not None and stated is not state:
        return (f"its state still says {stated.value}, and {rag} means {state.value}",)
    if state.is_done and not target.facts.completed:
        return (f"{rag} means {state.value}, and no completion is recorded: scrplan complete records it with evidence",)
    return ()


def _about(target: Target, *words: str) -> str:
    return f"{target.name}: {', '.join(word for word in words if word)}"
