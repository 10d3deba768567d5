"""One plan's history: finds the plan by the name that was given, today or in git."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, PlanNotFound, UsageProblem
from scrplan.git import day_of, files_at
from scrplan.git.revisions import SHALLOW
from scrplan.history.plan_log import Lifeline, NotCommitted, lifeline
from scrplan.history.snapshots import commit_named
from scrplan.notices import Notice, NoticeKind
from scrplan.source.files import find_root, plan_paths
from scrplan.source.plan_tree import PLANS, id_of, place_of
from scrplan.workspace.sources import AtCommit, Sources
from scrplan.workspace.workspace import Workspace


class PlanHistory(NamedTuple):
    """The history of a plan, what the answer rests on, and what it is short of."""

    log: Lifeline
    sources: Sources
    notices: tuple[Notice, ...] = ()


def plan_history(folder: Path, plan: str, revision: str | None = None) -> PlanHistory:
    """Return the history of the plan that an id or a path names, today or in git; it may be deleted.

    Raises:
        PlanNotFound: there is no such plan, and never was.
        GitProblem: the plan is not committed, or git could not answer.

    """
    root, log = _log(Workspace.open(folder, [plan]), plan, revision)
    notices = (Notice(NoticeKind.CUT, f"the history is cut: {SHALLOW}"),) if log.is_cut else ()
    file = root / log.path
    if log.moved_to:
        words = f"{log.path} was moved to {log.moved_to}, which is not committed: this is its history up to there"
        notices = (*notices, Notice(NoticeKind.NOT_COMMITTED, words))
    elif revision is None and file.parent.is_dir():
        return PlanHistory(log, (file,), notices)
    return PlanHistory(log, AtCommit(log.commit, day_of(root, log.commit)), notices)


def _log(workspace: Workspace, plan: str, revision: str | None) -> tuple[Path, Lifeline]:
    try:
        paths = plan_paths([plan], workspace.root, workspace.here)
    except PlanNotFound as absent:
        return _log_in_git(workspace.here, plan, revision, absent)
    if len(paths) != 1:
        raise UsageProblem(f"{plan} holds {len(paths)} plans", "name one of them")
    real = Path(os.path.realpath(paths[0]))
    root = find_root(real.parent)
    place = real.relative_to(root).as_posix()
    try:
        return root, _lifeline(root, place, revision)
    except NotCommitted:
        before = _moved_from(root, place)
        if before is None:
            raise
        return root, _lifeline(root, before, revision or "HEAD")._replace(moved_to=place)


def _moved_from(root: Path, place: str) -> str | None:
    """Return where the last commit has the plan that was moved to a path; None where it has none of its id."""
    known = [path for path in files_at(root, "HEAD", ["."]) if id_of(path) == id_of(place) and path.endswith(".yaml")]
    gone = [path for path in known if not os.path.lexists(root / path)]
    return gone[0] if len(gone) == 1 else None


def _log_in_git(here: Path, plan: str, revision: str | None, absent: PlanNotFound) -> tuple[Path, Lifeline]:
    """Return the history of a plan that is not among the files."""
    try:
        root = Workspace.with_history(here, [plan]).root
    except GitProblem:
        raise absent from None
    for path in _paths_in(root, plan, here):
        try:
            return root, _lifeline(root, path, revision)
        except NotCommitted:
            continue
    raise absent


def _lifeline(root: Path, path: str, revision: str | None) -> Lifeline:
    return lifeline(root, path) if revision is None else lifeline(root, path, commit_named(root, revision))


def _paths_in(root: Path, plan: str, here: Path) -> Iterator[str]:
    """Yield where a plan that is not there may have been: by its id, then as a path from the folder `here`."""
    if "/" not in plan and os.sep not in plan:
        yield from (f"{PLANS}/{plan}.yaml", f"{plan}.yaml")
    place = place_of(plan, root, here)
    if place:
        yield place
