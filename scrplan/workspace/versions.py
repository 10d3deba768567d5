"""A board's plans in several commits and in the folder, each read once; a plan that was not there yet is no mistake."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import NoHistory, NoPlansHere, PlanNotFound
from scrplan.git import is_shallow
from scrplan.git.days import DatedCommit, commits_by_day
from scrplan.git.revisions import IS_SHALLOW
from scrplan.model import Board
from scrplan.notices import Notice, NoticeKind
from scrplan.source.incremental import Versions
from scrplan.source.plan_tree import Unread
from scrplan.workspace.sources import AtCommit, Sources
from scrplan.workspace.workspace import PlansAt, Workspace, unread_notice

NO_PLANS = PlansAt(Board(), (), (), ())


class BoardVersions(NamedTuple):
    """A board, its commits (newest first), the names of the plans asked for, and what was read.

    A bare repository has no files: what is there now is its last commit. `known` is what was read of a commit before.
    """

    workspace: Workspace
    commits: tuple[DatedCommit, ...]
    wanted: tuple[str, ...]
    reader: Versions
    known: dict[str, PlansAt]

    @classmethod
    def of(cls, folder: Path, wanted: Sequence[str]) -> "BoardVersions":
        """Return the versions of the board that a folder belongs to.

        Raises:
            NoHistory: there is no repository, no commit, or no git.
            GitProblem: git could not answer.

        """
        workspace = Workspace.with_history(folder, wanted)
        return cls(workspace, commits_by_day(workspace.root), tuple(wanted), Versions(), {})

    def of_plans(self, wanted: Sequence[str]) -> "BoardVersions":
        """Return the versions of other plans of the same board."""
        return self._replace(wanted=tuple(wanted), known={})

    @property
    def root(self) -> Path:
        """Return the board's folder, or the bare repository."""
        return self.workspace.root

    def at(self, commit: DatedCommit) -> PlansAt:
        """Return the plans asked for that a commit holds."""
        if commit.id not in self.known:
            where = AtCommit(*commit)
            self.known[commit.id] = self._tolerant(
                lambda wanted: self.workspace.at_commit(where, wanted, self.reader), where
            )
        return self.known[commit.id]

    def now(self) -> PlansAt:
        """Return the plans asked for that are in the folder."""
        if self.workspace.is_bare:
            return self.at(self.commits[0])
        return self._tolerant(lambda wanted: self.workspace.now(wanted, self.reader), ())

    def board(self) -> Board:
        """Return the settings as they are now."""
        return self.at(self.commits[0]).board if self.workspace.is_bare else self.workspace.board()

    def _tolerant(self, read: Callable[[Sequence[str]], PlansAt], sources: Sources) -> PlansAt:
        """Return what there is of the plans asked for."""
        nothing = NO_PLANS._replace(sources=sources)
        try:
            return read(self.wanted)
        except PlanNotFound as error:
            if len(self.wanted) <= 1:
                return nothing._replace(absent={"".join(self.wanted): error}, notices=_unread_of(error))
        absent: dict[str, PlanNotFound] = {}
        for name in self.wanted:
            try:
                read([name])
            except PlanNotFound as error:
                absent[name] = error
        found = [name for name in self.wanted if name not in absent]
        plans = read(found) if found else nothing
        unread = (notice for error in absent.values() for notice in _unread_of(error))
        return plans._replace(absent=absent, notices=tuple(dict.fromkeys((*plans.notices, *unread))))


def _unread_of(error: PlanNotFound) -> tuple[Notice, ...]:
    """Return what looks like a plan where there is none: it is left out, and that is said."""
    return tuple(unread_notice(Unread(*one)) for one in error.unread) if isinstance(error, NoPlansHere) else ()


def cut_notices(root: Path) -> tuple[Notice, ...]:
    """Return the notice that earlier versions are unknown, where a clone is shallow.

    Raises:
        GitProblem: git could not answer.

    """
    words = f"earlier versions of the plans are not known: {IS_SHALLOW}"
    return (Notice(NoticeKind.CUT, words, "git fetch --unshallow"),) if is_shallow(root) else ()


def versions_or_none(folder: Path, wanted: Sequence[str]) -> BoardVersions | None:
    """Return the versions of a board; None where there is no history of it."""
    try:
        return BoardVersions.of(folder, wanted)
    except NoHistory:
        return None
