"""What an officer records about a recommendation or action, as edits and in words; pure.

Each act is a function of the target and what was said, and returns an `Act`. Nothing is ever taken away without a
trace: an old date becomes a revision, a note is added to. How work ends is in `closing.py`.
"""

from typing import NamedTuple

from scrplan.dates import Period
from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Lead, Plan, Revision, State, UpdateKind
from scrplan.recording.targets import Target
from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Value


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
    """Record a rating, a note of progress or both; without another name it is the agency that reports."""
    if said.rag is None and not said.text:
        raise UsageProblem("there is nothing to record", "give --rag, --note or both")
    edits, words = rated(target, said.rag) if said.rag is not None else ((), "")
    entry = added_entry(target, said._replace(by=said.by or target.row.agency))
    noted = "progress noted" if said.text else ""
    return Act((*edits, entry), act_words(target, words, noted), _doubts(target, said.rag))


def revise(target: Target, due: Period, reason: str, on: Period, approved_by: str = "") -> Act:
    """Move the due date; the old one is kept as a revision with the reason.

    A first date replaces none, so that its reason becomes a decision among the updates.
    """
    was = target.facts.due or target.row.progress.due
    if _is_unread(target, "due", target.facts.due):
        raise UsageProblem(f"the due date of {target.called} cannot be read, so it cannot be kept", _FIX)
    if due.same_as(was):
        raise UsageProblem(f"{target.called} is due {due.on_words} already", "give another date")
    remarks = (f"its due date in words still says {target.facts.due_text!r}",) if target.facts.due_text else ()
    put = Put((*target.path, "due"), date_value(due))
    if was is None:
        decision = added_entry(target, Said(on, approved_by, reason, kind=UpdateKind.DECISION))
        return Act((put, decision), act_words(target, f"due {due.text}, its first date: {reason}"), remarks)
    revision = Insert((*target.path, "revisions"), _revision(Revision(due, was, reason, on, approved_by)))
    edits: tuple[Edit, ...] = (put, *_own_revisions(target), revision)
    return Act(edits, act_words(target, f"due date from {was.text} to {due.text}: {reason}"), remarks)


_FIX = "fix it in the file first; scrplan validate shows the line"


def _is_unread(target: Target, key: str, read: Period | str | None) -> bool:
    """Return whether the file has a key whose value cannot be read; it would be lost."""
    lost = not read or (isinstance(read, Period) and not read.text)
    return key in target.keys and lost


def _own_revisions(target: Target) -> tuple[Edit, ...]:
    """Return what gives an action the revisions that it had from its recommendation, until it has a date of its own."""
    above = target.row.progress.revisions if target.action else ()
    if not above or target.facts.revisions or target.facts.due is not None:
        return ()
    return (Put((*target.path, "revisions"), [_revision(move) for move in above]),)


def _revision(move: Revision) -> Value:
    return with_values(
        {
            "from": date_value(move.was),
            "to": date_value(move.to),
            "reason": move.reason,
            "on": date_value(move.on),
            "approved_by": move.approved_by,
        }
    )


def challenge(target: Target, said: Said) -> Act:
    """Record a question to the agency."""
    return Act((added_entry(target, said),), act_words(target, f"challenged by {said.by}" if said.by else "challenged"))


def lead_of(lead: Lead) -> Value:
    """Return a lead as a plan has it."""
    flags = {"unconfirmed": lead.unconfirmed, "accountable": lead.accountable}
    named: dict[str, Value] = {"name": lead.name, "role": lead.role, "agency": lead.agency}
    return with_values(named | {key: Bare("true") for key, value in flags.items() if value})


def assign(target: Target, lead: Lead, *, also: bool = False) -> Act:
    """Set the lead, instead of those before or (`also`) as well as them."""
    path = (*target.path, "leads")
    before = target.facts.leads or target.row.progress.leads
    if also and before:
        if target.facts.leads:
            edit: Edit = Insert(path, lead_of(lead))
        else:  # an action that names none has those of its recommendation, until it names one
            edit = Put(path, [lead_of(one) for one in (*before, lead)])
        return Act((edit,), act_words(target, f"also led by {lead.words}"))
    was = "; ".join(one.words for one in before)
    words = f"lead from {was} to {lead.words}" if was else f"led by {lead.words}"
    return Act((Put(path, [lead_of(lead)]),), act_words(target, words))


def note(target: Target, text: str) -> Act:
    """Add to its note; what was said before stays."""
    before = target.facts.note
    if _is_unread(target, "note", before):
        raise UsageProblem(f"the note of {target.called} cannot be read, so it cannot be kept", _FIX)
    edit = Put((*target.path, "note"), f"{before} {text}" if before else text)
    return Act((edit,), act_words(target, "note added"))


def added_entry(target: Target, said: Said) -> Edit:
    """Return the edit that adds an entry to the updates, after those of its day and before any later one."""
    entry = with_values(
        {
            "on": date_value(said.on),
            "by": said.by,
            "rag": rating_value(said.rag),
            "text": said.text,
            "kind": "" if said.kind is UpdateKind.UPDATE else said.kind.value,
        }
    )
    updates = target.facts.updates
    later = [place for place, one in enumerate(updates) if one.on.first > said.on.last]
    return Insert((*target.path, "updates"), entry, min(later) if later else None)


def with_values(entry: dict[str, Value]) -> dict[str, Value]:
    """Return an entry of a plan without the keys that have no value."""
    return {key: value for key, value in entry.items() if value}


def date_value(period: Period | None) -> str:
    """Return a date as a plan has it, empty for none; a year alone has no quotes."""
    text = period.text if period else ""
    return Bare(text) if text.isdigit() else text


def rating_value(name: str | None) -> str:
    """Return a rating as a plan has it, empty for none; a number has no quotes."""
    name = name or ""
    is_number = name.isascii() and name.isdigit() and (name == "0" or name[0] != "0")
    return Bare(name) if is_number else name


def known_rating(plan: Plan, name: str | None) -> str | None:
    """Return a rating by the name that the plan gives it, however it was typed; None where none was."""
    if name is None:
        return None
    found = next((one for one in plan.ratings if one.casefold() == name.casefold()), None)
    if found is None:
        raise UnknownName("rating", name, plan.ratings)
    return found


def rated(target: Target, name: str) -> tuple[tuple[Edit, ...], str]:
    """Return the edits that state a rating, and the change in words."""
    was = target.facts.rag
    if was == name:
        return (), f"still rated {name}"
    words = f"rated {name}" if was is None else f"rating from {was} to {name}"
    return (Put((*target.path, "rag"), rating_value(name)),), words


def _doubts(target: Target, rag: str | None) -> tuple[str, ...]:
    """Return what an officer should know when only a rating says that something is done."""
    if rag is None:
        return ()
    means = target.plan.ratings[rag].state
    state = target.facts.state
    if state is not None and state is not means:
        return (f"the rating {rag} means {state_words(means)}, and its state still says {state_words(state)}",)
    if means.is_done and not target.facts.completed:
        words = f"{rag} means {state_words(means)}, and no completion is recorded"
        return (f"{words}; scrplan complete records it, with its evidence",)
    return ()


def state_words(state: State) -> str:
    """Return a state for people."""
    return state.value.replace("_", " ")


def act_words(target: Target, *words: str) -> str:
    """Return what was done, after the name of what it was done to."""
    return f"{target.name}: {', '.join(word for word in words if word)}"
