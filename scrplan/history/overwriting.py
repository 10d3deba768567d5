"""The overwritten due dates of every plan of a folder, found in one pass over git's history of it.

A lifeline tells everything of one plan; this looks for due dates alone, and reads a version only where these differ.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scrplan.dates import BadDate, Period, parse_period
from scrplan.git import Commit, Logged, Touched, blobs_before, commit_of, each_text, log_of, renamed_from
from scrplan.history.differences import Change, ChangeKind, differences
from scrplan.history.slippage import Overwritten, stated_at
from scrplan.model import Plan, Progress
from scrplan.source.versions import Versions

Overwriting = tuple[Overwritten, ...]
Moves = Sequence[tuple[Commit | None, Sequence[Change]]]  # of each commit that changed due dates, what it changed
FIELDS = frozenset({"due", "ref", "part"})  # which date a recommendation or action has, and under which name

# What rows are called and when they are due, in the order of the file, whatever else it says.
_FACT = re.compile(r"""\b(ref|part|due)["']?\s*:\s*([^\n,}]*)""")
_CERTAIN = re.compile(r"""["']?[\w/.()&+ -]*["']?\s*""")


class _Step(NamedTuple):
    """What one commit made of a plan: its blob there, and in each parent that differs; with the path at each end."""

    commit: Commit | None
    path: str
    after: str
    before: tuple[tuple[str, str], ...]


def overwritten_in(root: Path, plans: Mapping[str, Plan], revision: str | None = None) -> Mapping[str, Overwriting]:
    """Return the overwritten due dates of plans, by their paths from the root, as far as they have any.

    The plans are those of a revision or, without one, of the working tree, whose last changes count too.

    Raises:
        GitProblem: there is no repository, no commit, or no git.

    """
    moves = {path: list(found) for path, found in date_moves(root, _folders(plans), revision or "HEAD").items()}
    for path, changes in _uncommitted(root, plans) if revision is None else ():
        moves.setdefault(path, []).append((None, changes))
    found = {path: overwritten_dates(moves[path], plan) for path, plan in plans.items() if path in moves}
    return {path: some for path, some in found.items() if some}


def _folders(paths: Iterable[str]) -> list[str]:
    return sorted({posixpath.dirname(path) or "." for path in paths})


def _uncommitted(root: Path, plans: Mapping[str, Plan]) -> Iterator[tuple[str, Sequence[Change]]]:
    """Yield what differs in due dates between the last commit and the plans as they are."""
    blobs = {path: blob for path, blob in blobs_before(root).items() if path in plans}
    before = _plans(root, [_Step(None, path, blob, ()) for path, blob in blobs.items()])
    for path, blob in blobs.items():
        changes = _changes(plans[path], [before[path, blob]])
        if changes:
            yield path, changes


def date_moves(root: Path, folders: Sequence[str], revision: str = "HEAD") -> Mapping[str, Moves]:
    """Return by path what each commit changed in the due dates of the plans in folders of the root, oldest first.

    A plan that was renamed has its whole history under its last name. Versions that cannot be read are passed over.

    Raises:
        GitProblem: there is no repository, no commit, or no git.

    """
    logged = log_of(root, folders, commit_of(root, revision))
    steps = list(_steps(logged, _renames(root, logged)))
    blobs = [blob for step in steps for blob in (step.after, *(one for _, one in step.before))]
    facts = {blob: _facts(text) for blob, text in each_text(root, blobs)}
    unclear = [step for step in steps if any(_may_differ(facts, step.after, one) for _, one in step.before)]
    plans = _plans(root, unclear)
    broken = {step.path for step in unclear if None in _versions(step, plans)}
    if broken:  # what such a version changed is seen in the next one that can be read, whichever that is
        unclear = [step for step in steps if step in unclear or step.path in broken]
        plans = _plans(root, unclear)
    moves: dict[str, list[tuple[Commit | None, Sequence[Change]]]] = {}
    readable: dict[str, Plan] = {}
    for step in unclear:
        after, *befores = _versions(step, plans)
        changes = _changes(after, [before or readable.get(step.path) for before in befores])
        if changes:
            moves.setdefault(step.path, []).append((step.commit, changes))
        readable |= {step.path: after} if after else {}
    return moves


def _renames(root: Path, logged: Iterable[Logged]) -> dict[tuple[str, str], str]:
    """Return from where each commit renamed a plan, by the commit and its new path."""
    renames: dict[tuple[str, str], str] = {}
    for commit, touched in logged:
        gone = any(one.after is None for one in touched.values())
        for path, one in touched.items():
            if gone and not any(one.before):
                old = renamed_from(root, commit.id, path)
                if old is not None and old in touched:
                    renames[commit.id, path] = old
    return renames


def _steps(logged: Sequence[Logged], renames: Mapping[tuple[str, str], str]) -> Iterator[_Step]:
    """Yield each step by which a plan came to be as it is, under the last name that it has."""
    last: dict[str, str] = {}
    found: list[_Step] = []
    for commit, touched in reversed(logged):
        for path, one in touched.items():
            old = renames.get((commit.id, path))
            if old is not None:
                last[old] = last.get(path, path)
            before = _before(one, touched.get(old) if old else None, path, old)
            whole = len(before) == max(len(commit.parents), 1)  # a merge that has what one parent has brings nothing
            if one.after and before and whole and path.endswith(".yaml"):
                found.append(_Step(commit, last.get(path, path), one.after, before))
    yield from reversed(found)


def _before(one: Touched, renamed: Touched | None, path: str, old: str | None) -> tuple[tuple[str, str], ...]:
    earlier = [(path, blob) for blob in one.before if blob]
    if renamed and old:
        earlier += [(old, blob) for blob in renamed.before if blob]
    return tuple(earlier)


def _facts(text: str | None) -> tuple[str, ...] | None:
    """Return what a text says of refs, parts and due dates; None where only reading it would tell."""
    if text is None:
        return ()
    found = _FACT.findall(text)
    if not all(_CERTAIN.fullmatch(value) for key, value in found if key == "due"):
        return None
    return tuple(f"{key} {value.strip()}" for key, value in found)


def _may_differ(facts: Mapping[str, tuple[str, ...] | None], one: str, other: str) -> bool:
    return facts[one] is None or facts[one] != facts[other]


def _plans(root: Path, steps: Iterable[_Step]) -> dict[tuple[str, str], Plan | None]:
    """Return the plans of these steps by their path and blob."""
    wanted: dict[str, dict[str, None]] = {}
    for step in steps:
        for path, blob in (*step.before, (step.path, step.after)):
            wanted.setdefault(blob, {})[path] = None
    reader = Versions()
    plans: dict[tuple[str, str], Plan | None] = {}
    for blob, text in each_text(root, wanted):
        for path in wanted[blob]:
            plans[path, blob] = _read(reader, text, path)
    return plans


def _read(reader: Versions, text: str | None, path: str) -> Plan | None:
    if text is None:
        return None
    # A version has the id of the name that it had; under a later name it is the same plan all the same.
    found = re.search(r"^id: *([a-z0-9-]+)", text, re.MULTILINE)
    return reader.read(text, path, found[1] if found else PurePosixPath(path).stem)[0]


def _versions(step: _Step, plans: Mapping[tuple[str, str], Plan | None]) -> list[Plan | None]:
    """Return the plan after a step, then those before it."""
    return [plans[step.path, step.after], *(plans[one] for one in step.before)]


def _changes(after: Plan | None, befores: Sequence[Plan | None]) -> tuple[Change, ...]:
    """Return what a commit changed in due dates; of a merge, what differs from every parent."""
    if after is None or None in befores:
        return ()
    first, *others = ([one for one in differences(plan, after) if one.field in FIELDS] for plan in befores)
    aims = [{(one.ref, one.part, one.field, one.after) for one in found} for found in others]
    return tuple(one for one in first if all((one.ref, one.part, one.field, one.after) in found for found in aims))


def overwritten_dates(events: Iterable[tuple[Commit | None, Sequence[Change]]], plan: Plan) -> tuple[Overwritten, ...]:
    """Return the overwritten dates of a plan, oldest first, by the refs and parts that it has now.

    `events` are the changes of each commit, oldest first. What the plan records by now (a revision from the date
    before), or has put back, is none; nor is what became of a row or action that is gone.
    """
    found: list[Overwritten] = []
    for commit, changes in events:
        for change in changes:
            if change.field in ("ref", "part") and change.kind is ChangeKind.RENUMBERED:
                found = [_renamed(one, change) for one in found]
            elif change.field == "due" and change.ref is not None:
                found = [*found, *_overwriting(change, commit)] if change.before else _filled(found, change, commit)
    facts = stated_at(plan)
    return tuple(
        one for one in found if (one.ref, one.part) in facts and not _is_recorded(one, *facts[one.ref, one.part])
    )


def _overwriting(change: Change, commit: Commit | None) -> list[Overwritten]:
    was, now = _period(change.before), _period(change.after)
    if change.ref is None or was is None or change.kind not in (ChangeKind.OVERWRITTEN, ChangeKind.REMOVED):
        return []
    return [Overwritten(change.ref, change.part, was, now, commit)]


def _filled(found: list[Overwritten], change: Change, commit: Commit | None) -> list[Overwritten]:
    """Return the dates, where one that was taken out got another in its place."""
    now = _period(change.after)
    key = (change.ref, change.part)
    return [
        one._replace(now=now, commit=commit) if (one.ref, one.part) == key and one.now is None else one for one in found
    ]


def _renamed(one: Overwritten, change: Change) -> Overwritten:
    if change.field == "ref":
        return one._replace(ref=change.after or one.ref) if one.ref == change.before else one
    is_it = (one.ref, one.part) == (change.ref, change.before)
    return one._replace(part=change.after) if is_it else one


def _is_recorded(one: Overwritten, own: Progress, above: Progress) -> bool:
    due = own.due or above.due
    if due is not None and due.last == one.was.last:
        return True
    return any(one.was.same_as(move.was) for move in (*own.revisions, *above.revisions))


def _period(text: str | None) -> Period | None:
    try:
        return parse_period(text) if text else None
    except BadDate:
        return None
