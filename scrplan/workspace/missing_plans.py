"""Plans that are in git and not in the folder: a total without them would be wrong, so each is a problem."""

import os
import posixpath
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem, PlanNotFound
from scrplan.git import blobs_before, files_at
from scrplan.git.tracked import Tracked, tracked_files
from scrplan.notices import Notice, NoticeKind
from scrplan.source.files import DiskTree, shown_path
from scrplan.source.plan_tree import PLANS, SETTINGS, EntryKind, NamesTree, id_of, place_of

MOST_NAMED = 10  # plans, each with its command
WHY = "git has it and the folder does not, so totals would leave it out"

NO_SETTINGS = "git has it and the folder does not, so the board's settings would not apply"


class MissingPlan(NamedTuple):
    """A plan, or the settings, that git keeps and the folder lacks: its path from the root, and where git has it."""

    root: Path
    path: str
    tracked: Tracked

    @property
    def file(self) -> Path:
        """Return where it should be."""
        return self.root / self.path

    def notice(self, here: Path) -> Notice:
        """Return it for an answer that goes on without it, with the command that helps in the folder `here`."""
        why = NO_SETTINGS if self.path == SETTINGS else WHY
        words = f"{shown_path(self.file, here)}: {why}"
        git, path = _git_at(self.root, here), shlex.quote(_typed(self.path, self.root, here))
        command = _command(git, self.tracked, path, posixpath.dirname(path) or ".")
        return Notice(NoticeKind.MISSING, words, command, self._otherwise(git, path))

    def problem(self, here: Path) -> str:
        """Return it as a line."""
        return f"scrplan: {self.notice(here).line}"

    def _otherwise(self, git: str, path: str) -> str:
        if self.tracked in {Tracked.SPARSE, Tracked.PATTERN, Tracked.SKIPPED}:
            return ""
        remove = "commit" if self.tracked is Tracked.COMMITTED else f"{git} rm {path} and commit"
        return f"{remove}, if it is meant to go"


def _command(git: str, tracked: Tracked, path: str, folder: str) -> str:
    if tracked is Tracked.SPARSE:
        return f"{git} sparse-checkout add {folder}"
    if tracked is Tracked.PATTERN:
        return f"{git} sparse-checkout disable"
    if tracked is Tracked.SKIPPED:
        return f"{git} update-index --no-skip-worktree {path}"
    return f"{git} checkout {'HEAD ' if tracked is Tracked.COMMITTED else ''}-- {path}"


def _git_at(root: Path, here: Path) -> str:
    """Return how git is called from a folder for a board that it may not be in."""
    return "git" if here.is_relative_to(root) else f"git -C {shlex.quote(root.as_posix())}"


def _typed(path: str, root: Path, here: Path) -> str:
    """Return a path as that git takes it."""
    return os.path.relpath(root / path, here).replace(os.sep, "/") if here.is_relative_to(root) else path


def missing_lines(missing: Sequence[MissingPlan], here: Path) -> list[str]:
    """Return a line for each missing plan, of many for the first; in the end the command for all, if they share one."""
    lines = [one.problem(here) for one in missing[:MOST_NAMED]]
    more = len(missing) - len(lines)
    if more:
        lines.append(f"scrplan: and {more} more plans that git has and the folder does not")
    root = missing[0].root
    if len(missing) == 1 or any(one.root != root for one in missing):
        return lines
    folder = posixpath.commonpath([posixpath.dirname(one.path) for one in missing])
    # What the index skips is named file by file.
    if (
        folder
        and missing[0].tracked is not Tracked.SKIPPED
        and len({one.tracked for one in missing}) == 1
        and not DiskTree(root, root).plans_of(folder)
    ):
        place = shlex.quote(_typed(folder, root, here))
        command = _command(_git_at(root, here), missing[0].tracked, place, place)
        lines.append(f"scrplan: to fix all of them: {command}")
    return lines


def missing_plans(root: Path, folders: Iterable[str]) -> tuple[MissingPlan, ...]:
    """Return the plans that git has in some folders of the board, and that are in no folder of its plans.

    The settings that a total rests on are among them where they are missing.

    One that was moved keeps its id, and one that git knows to have been renamed is no missing one.
    """
    present = DiskTree(root, root).plans_of("")
    has_folder = any(path.startswith(f"{PLANS}/") for path in present)
    tracked = tracked_files(root, [PLANS, SETTINGS] if has_folder else ["."])
    names = NamesTree(dict.fromkeys(tracked, EntryKind.FILE))
    kept = dict.fromkeys(path for folder in folders for path in names.plans_of(folder))
    missing = (MissingPlan(root, path, tracked[path]) for path in _absent(root, kept, present))
    return (*missing, *_settings_of(root, tracked))


def missing_settings(root: Path) -> tuple[MissingPlan, ...]:
    """Return the board's settings where git keeps them and the folder lacks them.

    Raises:
        GitProblem: git could not answer.

    """
    return _settings_of(root, tracked_files(root, [SETTINGS]))


def _settings_of(root: Path, tracked: Mapping[str, Tracked]) -> tuple[MissingPlan, ...]:
    is_missing = SETTINGS in tracked and not os.path.lexists(root / SETTINGS)
    return (MissingPlan(root, SETTINGS, tracked[SETTINGS]),) if is_missing else ()


def missing_named(root: Path, wanted: Collection[str], here: Path) -> tuple[MissingPlan, ...]:
    """Return the plans of these names, all for none, that git keeps and the folder lacks.

    There are none where git cannot answer.
    """
    try:
        tracked = tracked_files(root, ["."])
    except GitProblem:
        return ()
    names = NamesTree(dict.fromkeys(tracked, EntryKind.FILE))
    kept = dict[str, None]() if wanted else dict.fromkeys(names.plans_of(""))
    for one in wanted:
        with suppress(PlanNotFound):
            kept |= dict.fromkeys(names.named(one, place_of(one, root, here)))
    missing = _absent(root, kept, DiskTree(root, root).plans_of(""))
    return tuple(MissingPlan(root, path, tracked[path]) for path in missing if not (root / path).exists())


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
