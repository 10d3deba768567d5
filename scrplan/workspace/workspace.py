"""A board's folder: its settings, and its plans at a version."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from scrplan.assessment import AssessedPlan, assess_by
from scrplan.dates import Period
from scrplan.errors import BrokenPlans, GitProblem, NoPlansHere, PlanNotFound, UnreadableFile, UsageProblem
from scrplan.model import Board, Plan
from scrplan.notices import Notice, NoticeKind
from scrplan.source.files import (
    FoundPlans,
    boards_named,
    find_root,
    found_plans,
    load_board,
    load_plan,
    shown_path,
    text_of,
)
from scrplan.source.plan_tree import SETTINGS, Unread, same_ids
from scrplan.workspace.sources import AtCommit, Sources

if TYPE_CHECKING:
    from scrplan.history.snapshots import ReadsPlans
    from scrplan.workspace.missing_plans import MissingPlan

FirstDates = Mapping[str, Mapping[tuple[str, str | None], Period]]  # of plans by their paths; see `original_dates`


class PlansOnDay(NamedTuple):
    """Plans that were judged on a day, with their settings, what they rest on, and what they are short of."""

    board: Board
    day: date
    assessed: tuple[AssessedPlan, ...]
    sources: Sources
    notices: tuple[Notice, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Return the plans without their assessment."""
        return tuple(one.plan for one in self.assessed)


class PlansAt(NamedTuple):
    """The settings and plans of one version, all of which could be read.

    `paths` are those of the plans from the root, as git names them; a file outside of it begins with `../`. `absent`
    are the names, of those asked for, that lead to no plan there, each with the error for where it leads to none
    anywhere; the empty name where none was asked for.
    """

    board: Board
    plans: tuple[Plan, ...]
    paths: tuple[str, ...]
    sources: Sources
    notices: tuple[Notice, ...] = ()
    absent: Mapping[str, PlanNotFound] = MappingProxyType({})

    @property
    def commit(self) -> str | None:
        """Return the commit that they are from; None for files."""
        return self.sources.commit if isinstance(self.sources, AtCommit) else None

    @property
    def by_path(self) -> Mapping[str, Plan]:
        """Return the plans by their paths."""
        return dict(zip(self.paths, self.plans, strict=True))

    def assessed(self, day: date, first_dates: FirstDates = MappingProxyType({})) -> PlansOnDay:
        """Return the plans judged on a day, with the first due dates that the plans themselves no longer know."""
        found = tuple(
            assess_by(self.board, plan, day, first_dates.get(path, MappingProxyType({})))
            for path, plan in self.by_path.items()
        )
        return PlansOnDay(self.board, day, found, self.sources, self.notices)


class BoardFiles(NamedTuple):
    """Files of plans, what is left out of them, and the plans that are in git and not in the folder."""

    paths: tuple[Path, ...]
    notices: tuple[Notice, ...] = ()
    missing: "tuple[MissingPlan, ...]" = ()


class Workspace(NamedTuple):
    """A board's folder, and the folder that relative names start from, in which messages show paths.

    A bare repository is its own root, and holds plans in its commits alone.
    """

    root: Path
    here: Path
    is_bare: bool = False

    @classmethod
    def open(cls, folder: Path, wanted: Sequence[str] = ()) -> "Workspace":
        """Return the board that a folder belongs to, or the other one that all plans named are of."""
        roots = list(boards_named(wanted, folder))
        return cls(roots[0] if len(roots) == 1 else find_root(folder), folder)

    @classmethod
    def with_history(cls, folder: Path, wanted: Sequence[str] = ()) -> "Workspace":
        """Return the one board that the plans named are of, for none the folder's, or the bare repository.

        Raises:
            UsageProblem: they are of several boards, each of which has a history of its own.
            NoHistory: there is no repository, or no git.
            GitProblem: git could not answer.

        """
        from scrplan.git import bare_at  # noqa: PLC0415  (files alone need no git)

        roots = list(boards_named(wanted, folder))
        if len(roots) > 1:
            names = " and ".join(shown_path(root, folder) for root in roots)
            raise UsageProblem(f"the plans named are of several boards: {names}", "name those of one board at a time")
        at = roots[0] if roots and roots[0] != find_root(folder) else folder
        bare = bare_at(at)
        return cls(bare or find_root(at), folder, is_bare=bare is not None)

    def board(self) -> Board:
        """Return the settings as they are in the folder.

        Raises:
            BrokenPlans: they have problems, or git keeps them and the folder lacks them.
            UnreadableFile: they cannot be opened.

        """
        missing = self._lines_of(self.missing_settings())
        if missing:
            raise BrokenPlans(missing)
        board, problems = load_board(self.root, self.here)
        if board is None:
            raise BrokenPlans(problem.line() for problem in problems)
        return board

    def missing_settings(self) -> "tuple[MissingPlan, ...]":
        """Return the settings where git keeps them and the folder lacks them; none where git cannot answer."""
        if os.path.lexists(self.root / SETTINGS):
            return ()
        from scrplan.git import is_in_repository  # noqa: PLC0415  (most boards have settings, and need no git for them)
        from scrplan.workspace.missing_plans import missing_settings  # noqa: PLC0415

        try:
            return missing_settings(self.root) if is_in_repository(self.root) else ()
        except GitProblem:
            return ()

    def at(self, version: str | None = None, wanted: Sequence[str] = ()) -> PlansAt:
        """Return the plans of a commit or, for None, of the folder; by ids, paths and folders, every plan for none."""
        return self.now(wanted) if version is None else self.at_commit(self.commit_at(version), wanted)

    def now(self, wanted: Sequence[str] = (), reader: "ReadsPlans | None" = None) -> PlansAt:
        """Return the plans in the folder; a reader may remember those that it has read."""
        found = self.files(wanted)
        problems = self._lines_of(found.missing)
        problems += same_ids({str(path): shown_path(path, self.here) for path in found.paths})
        board, wrong = load_board(self.root, self.here)
        problems += [problem.line() for problem in wrong]
        plans = []
        for path in found.paths:
            plan, lines = self._read(path, reader)
            problems += lines
            plans += [plan] if plan else []
        if problems or board is None:
            raise BrokenPlans(problems)
        settings = self.root / SETTINGS
        sources = (*found.paths, settings) if settings.exists() else found.paths
        return PlansAt(board, tuple(plans), tuple(map(self.place, found.paths)), sources, found.notices)

    def place(self, path: Path) -> str:
        """Return a file's path from the root, as git names it."""
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))).as_posix()

    def _found(self, wanted: Sequence[str]) -> FoundPlans:
        """Return the files; a name that only git knows is a missing plan, and no typing mistake."""
        try:
            return found_plans(wanted, self.root, self.here)
        except PlanNotFound as error:
            problems = self._missing_lines(wanted)
            if isinstance(error, NoPlansHere) and (problems or error.unread):
                raise BrokenPlans([*error.lines(), *problems]) from None
            if not problems:
                raise
            raise BrokenPlans(problems) from None

    def _lines_of(self, missing: "Sequence[MissingPlan]") -> list[str]:
        if not missing:
            return []
        from scrplan.workspace.missing_plans import missing_lines  # noqa: PLC0415  (it costs git)

        return missing_lines(missing, self.here)

    def _missing_lines(self, wanted: Sequence[str]) -> list[str]:
        from scrplan.git import is_in_repository  # noqa: PLC0415  (an error may cost git)

        if not is_in_repository(self.root):
            return []
        from scrplan.workspace.missing_plans import missing_named  # noqa: PLC0415

        return self._lines_of(missing_named(self.root, wanted, self.here))

    def files(self, wanted: Sequence[str] = ()) -> BoardFiles:
        """Return the files of the plans asked for, of every plan for none; those of another board as its git has them.

        Raises:
            PlanNotFound: a name leads to no plan.
            BrokenPlans: a name leads to a plan that git keeps and the folder lacks.

        """
        boards = boards_named(wanted, self.here)
        if not set(boards) - {self.root, find_root(self.here)}:
            return self._own_files(wanted)
        found = [self._replace(root=root).files(names) for root, names in boards.items()]
        return BoardFiles(
            tuple(path for one in found for path in one.paths),
            tuple(notice for one in found for notice in one.notices),
            tuple(plan for one in found for plan in one.missing),
        )

    def _own_files(self, wanted: Sequence[str]) -> BoardFiles:
        found = self._found(wanted)
        notices = tuple(map(unread_notice, found.unread))
        if not found.folders:
            return BoardFiles(found.paths, notices)  # without git, which costs some milliseconds
        from scrplan.git import is_in_repository  # noqa: PLC0415
        from scrplan.workspace.missing_plans import missing_plans, not_checked  # noqa: PLC0415

        if not is_in_repository(self.root):
            return BoardFiles(found.paths, notices)
        try:
            return BoardFiles(found.paths, notices, missing_plans(self.root, found.folders))
        except GitProblem as problem:
            return BoardFiles(found.paths, (*notices, not_checked(problem)))

    def _read(self, path: Path, reader: "ReadsPlans | None") -> tuple[Plan | None, list[str]]:
        """Return a plan, or the lines of its problems."""
        if reader and not path.is_symlink():
            with suppress(UnreadableFile):  # which is found again below, in the words that it has everywhere
                known, _ = reader.read(text_of(path, self.here), shown_path(path, self.here), path.stem)
                if known:
                    return known, []
        try:
            plan, problems = load_plan(path, self.here)
        except UnreadableFile as unreadable:
            return None, list(unreadable.lines())
        return plan, [problem.line() for problem in problems]

    def commit_at(self, revision: str) -> AtCommit:
        """Return the commit that a revision names."""
        from scrplan.git import day_of  # noqa: PLC0415
        from scrplan.history.snapshots import commit_named  # noqa: PLC0415

        commit = commit_named(self.root, revision)
        return AtCommit(commit, day_of(self.root, commit))

    def at_commit(self, commit: AtCommit, wanted: Sequence[str] = (), reader: "ReadsPlans | None" = None) -> PlansAt:
        """Return the plans that a commit holds."""
        from scrplan.history.snapshots import snapshot_at  # noqa: PLC0415

        taken = snapshot_at(self.root, commit.commit, wanted, reader, self.here)
        return PlansAt(taken.board, taken.plans, taken.paths, commit, tuple(map(unread_notice, taken.unread)))


def unread_notice(unread: Unread) -> Notice:
    """Return the notice of a file that looks like a plan and is not read."""
    return Notice(NoticeKind.NOT_READ, f"{unread.path} is not read; {unread.why}")
