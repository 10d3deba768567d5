"""Plans that are in git and not in the folder: a total without them would be wrong, so each is a problem."""

import shlex
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, PlanNotFound
from scrplan.git import blobs_before, files_at
from scrplan.git.tracked import Tracked, tracked_files
from scrplan.notices import Notice, NoticeKind
from scrplan.source.files import DiskTree, shown_path
from scrplan.source.plan_tree import PLANS, EntryKind, NamesTree, id_of, place_of

WHY = "git has it and the folder does not, so totals would leave it out"


class MissingPlan(NamedTuple):
    """A plan that is in git and not in the folder: its path from the root, and where git has it."""

    path: str
    tracked: Tracked

    def notice(self, root: Path, here: Path) -> Notice:
        """Return it for an answer that goes on without it."""
        shown = shown_path(root / self.path, here)
        return Notice(NoticeKind.MISSING, f"{shown}: {WHY}", f"to fix: {self.fix(shlex.quote(shown))}")

    def problem(self, root: Path, here: Path) -> str:
        """Return it as a line, with the command that helps in the folder `here`."""
        return f"scrplan: {self.notice(root, here).line}"

    def fix(self, shown: str) -> str:
        """Return the command that brings the file back, and the one for where it is meant to go."""
        if self.tracked is Tracked.SPARSE:
            return f"git sparse-checkout add {shown.rpartition('/')[0] or '.'}"
        if self.tracked is Tracked.COMMITTED:
            return f"git checkout HEAD -- {shown}; or commit, if it is meant to go"
        return f"git checkout -- {shown}; or git rm {shown} and commit, if it is meant to go"


def missing_plans(root: Path, folders: Iterable[str]) -> tuple[MissingPlan, ...]:
    """Return the plans that git has in some folders of the board, and that are in no folder of its plans.

    One that was moved keeps its id, and one that git knows to have been renamed is no missing one.
    """
    present = DiskTree(root, root).plans_of("")
    has_folder = any(path.startswith(f"{PLANS}/") for path in present)
    tracked = tracked_files(root, [PLANS if has_folder else "."])
    names = NamesTree(dict.fromkeys(tracked, EntryKind.FILE))
    kept = dict.fromkeys(path for folder in folders for path in names.plans_of(folder))
    return tuple(MissingPlan(path, tracked[path]) for path in _absent(root, kept, present))


def missing_named(root: Path, wanted: Iterable[str], here: Path) -> tuple[MissingPlan, ...]:
    """Return the plans of these names that are in git and not in the folder; none where git cannot answer."""
    try:
        tracked = tracked_files(root, ["."])
    except GitProblem:
        return ()
    names = NamesTree(dict.fromkeys(tracked, EntryKind.FILE))
    kept: dict[str, None] = {}
    for one in wanted:
        with suppress(PlanNotFound):
            kept |= dict.fromkeys(names.named(one, place_of(one, root, here)))
    missing = _absent(root, kept, DiskTree(root, root).plans_of(""))
    return tuple(MissingPlan(path, tracked[path]) for path in missing if not (root / path).exists())


def _absent(root: Path, kept: Iterable[str], present: Collection[str]) -> list[str]:
    """Return which plans that git keeps are not in the folder: not by their id, and not under another name."""
    known, ids = set(present), set(map(id_of, present))
    absent = [path for path in kept if path not in known and id_of(path) not in ids]
    renamed = _renamed(root, absent, known) if absent else ()
    return [path for path in absent if path not in renamed]


def _renamed(root: Path, absent: Collection[str], here: Collection[str]) -> Collection[str]:
    """Return which of these plans git knows to be in the folder under another name."""
    try:
        before, committed = blobs_before(root), files_at(root, "HEAD", list(absent))
    except GitProblem:
        return ()
    blobs = {blob for path, blob in before.items() if path in here}
    return [path for path, stored in committed.items() if stored.blob in blobs]


def not_checked(problem: GitProblem) -> Notice:
    """Return the notice that it is not known whether a plan is missing."""
    why = ": ".join(filter(None, (problem.message, problem.hint)))
    return Notice(NoticeKind.NOT_CHECKED, f"git could not say whether a plan is missing from the folder: {why}")
