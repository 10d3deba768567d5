"""How work ends, and starts again: completion with evidence, sign-off, stop, reopening; as edits and in words.

A completion or stop that is taken back is kept in the update that says why.
"""

from typing import NamedTuple

from scrplan.dates import Period
from scrplan.errors import UsageProblem
from scrplan.model import Plan, Progress, State, UpdateKind
from scrplan.recording.operations import Act, Said, act_words, added_entry, date_value, rated, state_words, with_values
from scrplan.recording.targets import Target
from scrplan.yamltext.edits import Edit, Insert, Put, Remove, Value


class Proof(NamedTuple):
    """Evidence: what it is, who holds it, where it is."""

    title: str
    held_by: str = ""
    ref: str = ""
    on: Period | None = None


NO_PROOF = Proof("")


def complete(target: Target, on: Period, proof: Proof = NO_PROOF, rag: str | None = None, impact: str = "") -> Act:
    """Record that something was done, with its evidence."""
    if target.facts.completed:
        done = target.facts.completed.on_words
        raise UsageProblem(f"{target.called} was completed {done} already", "scrplan evidence adds what shows it")
    if _said_of(target.plan, target.facts) is State.STOPPED:
        raise UsageProblem(f"{target.called} is stopped", "scrplan reopen takes that back")
    edits = [*_stated(target, State.COMPLETE, rag), Put((*target.path, "completed"), date_value(on))]
    words = f"completed {on.text}"
    if proof.title:
        edits.append(_evidence(target, proof))
        words += f", evidence: {proof.title}"
    if impact:
        edits.append(Put((*target.path, "impact"), impact))
    return Act(tuple(edits), act_words(target, words), (*_unproven(target, proof), *_unfinished(target)))


def _unproven(target: Target, proof: Proof) -> tuple[str, ...]:
    if proof.title or target.facts.evidence or target.row.progress.evidence:
        return ()
    return ("without evidence it is shown as 'done, no evidence' and counted as unproven",)


def _unfinished(target: Target) -> tuple[str, ...]:
    said = [] if target.action else [_said_of(target.plan, action.progress) for action in target.row.actions]
    still_open = sum(state is not None and state.is_open for state in said)
    if not still_open:
        return ()
    number = "one of its actions is" if still_open == 1 else f"{still_open} of its actions are"
    return (f"{number} not complete, so it is shown as closed with an open part",)


def evidence(target: Target, proof: Proof) -> Act:
    """Record what shows that something was done."""
    return Act((_evidence(target, proof),), act_words(target, f"evidence: {proof.title}"))


def _evidence(target: Target, proof: Proof) -> Edit:
    entry: dict[str, Value] = {"title": proof.title, "held_by": proof.held_by, "on": date_value(proof.on)}
    return Insert((*target.path, "evidence"), with_values({**entry, "ref": proof.ref}))


def sign_off(target: Target, by: str, on: Period) -> Act:
    """Record who accepted the work as done."""
    if target.facts.sign_off:
        raise UsageProblem(f"{target.called} was signed off by {target.facts.sign_off.by} already", "reopen it first")
    if not _is_done(target):
        raise UsageProblem(f"{target.called} is not recorded as done", "scrplan complete records that, with evidence")
    edits: list[Edit] = [Put((*target.path, "sign_off"), {"by": by, "on": date_value(on)})]
    if any(rating.state is State.SIGNED_OFF for rating in target.plan.ratings.values()):
        edits = [*_stated(target, State.SIGNED_OFF, None), *edits]
    return Act(tuple(edits), act_words(target, f"signed off by {by} {on.text}"))


def _is_done(target: Target) -> bool:
    """Return whether something says that the work is done: it, or its recommendation, else each of its actions."""
    said = _said_of(target.plan, target.facts) or _said_of(target.plan, target.row.progress)
    if said or target.action:
        return said is not None and said.is_done
    parts = [_said_of(target.plan, action.progress) for action in target.row.actions]
    return bool(parts) and all(part is not None and part.is_done for part in parts)


def reopen(target: Target, said: Said) -> Act:
    """Take a completion or a stop back; what had been claimed stays in the update that says why."""
    facts, had = target.facts, _claims(target.facts)
    name = said.rag if said.rag is not None else facts.rag
    rating = target.plan.ratings[name] if name is not None else None
    if not had and (_said_of(target.plan, facts) or State.NOT_STATED).is_open:
        raise UsageProblem(f"nothing states that {target.called} is done or stopped", _where_it_is_stated(target))
    if rating and not rating.state.is_open:
        known = ", ".join(one.name for one in target.plan.ratings.values() if one.state.is_open)
        words = f"the rating {rating.name} means {state_words(rating.state)}"
        raise UsageProblem(f"{target.called} cannot be reopened as it is: {words}", f"give --rag: {known}")
    gone = ("completed", "sign_off", "stopped_reason")
    edits: list[Edit] = [Remove((*target.path, key)) for key in gone if getattr(facts, key)]
    if facts.state is not None:
        edits.append(Put((*target.path, "state"), (rating.state if rating else State.IN_PROGRESS).value))
    if said.rag is not None:
        edits += rated(target, said.rag)[0]
    before = f" (it had been {'; '.join(had)})" if had else ""
    text = f"Reopened: {said.text}{before}"
    edits.append(added_entry(target, said._replace(text=text, kind=UpdateKind.DECISION)))
    return Act(tuple(edits), act_words(target, f"reopened: {said.text}"))


def _claims(facts: Progress) -> list[str]:
    """Return in words what a reopening takes away."""
    signed = facts.sign_off
    claims = (
        f"completed {facts.completed.text}" if facts.completed else "",
        f"signed off by {signed.by}{f' {signed.on.text}' if signed.on else ''}" if signed else "",
        f"stopped: {facts.stopped_reason}" if facts.stopped_reason else "",
    )
    return [claim for claim in claims if claim]


def _where_it_is_stated(target: Target) -> str:
    if target.action and _said_of(target.plan, target.row.progress):
        return f"it has its state from recommendation {target.row.ref}; reopen that"
    return "name one of its actions with --action" if target.row.actions and not target.action else "record an update"


def stop(target: Target, said: Said) -> Act:
    """Record that work will not go on, with the reason; the rating stays as reported."""
    state = target.facts.state
    if state is State.STOPPED:
        raise UsageProblem(f"{target.called} is stopped already", "reopen it first")
    is_said = _said_of(target.plan, target.facts)
    if is_said and is_said.is_done:
        raise UsageProblem(f"{target.called} is recorded as {state_words(is_said)}", "scrplan reopen takes that back")
    edits = (
        Put((*target.path, "state"), State.STOPPED.value),
        Put((*target.path, "stopped_reason"), said.text),
        added_entry(target, said._replace(text=f"Stopped: {said.text}", kind=UpdateKind.DECISION)),
    )
    return Act(edits, act_words(target, f"stopped: {said.text}"))


def _said_of(plan: Plan, facts: Progress) -> State | None:
    """Return what a recommendation or action says itself of its state; None where it says nothing."""
    if facts.state is not None:
        return facts.state
    if facts.rag is not None:
        return plan.ratings[facts.rag].state
    return State.COMPLETE if facts.completed else None


def _stated(target: Target, state: State, rag: str | None) -> list[Edit]:
    """Return the edits that state that work is done: by the rating that means it, where the plan rates; else as such.

    What is signed off is complete as well, and stays what it is.
    """
    ratings, facts = target.plan.ratings, target.facts
    means = [one.name for one in ratings.values() if one.state is state]
    enough = {state, State.SIGNED_OFF}
    now = ratings[facts.rag].state if facts.rag is not None else None
    if rag is not None and not ratings[rag].state.is_done:
        words = f"the rating {rag} means {state_words(ratings[rag].state)}"
        raise UsageProblem(
            f"{target.called} cannot be {state_words(state)}: {words}", f"give --rag: {', '.join(means)}"
        )
    if rag is None and now is not None and now not in enough:
        if len(means) > 1:
            raise UsageProblem(f"{' and '.join(means)} both mean {state_words(state)}", "give --rag")
        rag = means[0] if means else None
    edits: list[Edit] = list(rated(target, rag)[0]) if rag is not None else []
    is_rated_so = rag is not None or now in enough
    if facts.state not in enough and (facts.state is not None or not is_rated_so):
        edits.append(Put((*target.path, "state"), state.value))
    return edits
