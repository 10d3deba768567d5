"""Plans from several commits and from the working tree, each read once, tolerant of those that were not there yet."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from scrplan.assessment import AssessedPlan, assess_by
from scrplan.cli.options import OutputOptions
from scrplan.cli.output import AtCommit, Sources
from scrplan.cli.session import warn_of_misnamed
from scrplan.errors import BrokenPlans, PlanNotFound, UnreadableFile
from scrplan.git import bare_at
from scrplan.git.days import DatedCommit, commits_by_day
from scrplan.history.snapshots import snapshot_at
from scrplan.model import Board, Plan
from scrplan.source.files import SETTINGS, find_root, load_board, load_plan, plan_paths, shown_path, text_of
from scrplan.source.incremental import Versions


class Taken(NamedTuple):
    """The settings and plans as they stood somewhere.

    `absent` are the names, of those asked for, that lead to no plan there, with what is to be said where they lead to
    none anywhere; the empty name where none was asked for. `paths` are those of the plans of a commit, from the root.
    """

    board: Board
    plans: tuple[Plan, ...]
    sources: Sources
    absent: Mapping[str, PlanNotFound] = MappingProxyType({})
    paths: tuple[str, ...] = ()

    def assessed(self, day: date) -> tuple[AssessedPlan, ...]:
        """Return the plans judged on a day."""
        return tuple(assess_by(self.board, plan, day) for plan in self.plans)

    def origin(self, output: OutputOptions) -> Sources:
        """Return where these are from for the envelope alone: an answer of several commits names them in its head."""
        is_json = output.format == "json" or (not output.format and str(output.output).lower().endswith(".json"))
        return self.sources if is_json or not isinstance(self.sources, AtCommit) else ()


class Shelf(NamedTuple):
    """Where plans are taken from: the board's folder, its commits (newest first), the plans asked for, what was read.

    A bare repository has no files: what is there now is its last commit. `known` is what was taken of a commit before.
    """

    root: Path
    commits: tuple[DatedCommit, ...]
    wanted: tuple[str, ...]
    versions: Versions
    known: dict[str, Taken]
    is_bare: bool = False

    @classmethod
    def of(cls, wanted: Sequence[str]) -> "Shelf":
        """Return the shelf of the folder in which the program was called.

        Raises:
            GitProblem: there is no repository, no commit, or no git.

        """
        bare = bare_at(Path.cwd())
        root = bare or find_root(Path.cwd())
        return cls(root, commits_by_day(root), tuple(wanted), Versions(), {}, is_bare=bare is not None)

    def at(self, commit: DatedCommit) -> Taken:
        """Return the plans asked for that a commit holds.

        Raises:
            BrokenPlans: a file of the commit has problems.

        """

        def take(wanted: Sequence[str]) -> Taken:
            found = snapshot_at(self.root, commit.id, wanted, self.versions)
            return Taken(found.board, found.plans, AtCommit(*commit), paths=found.paths)

        if commit.id not in self.known:
            self.known[commit.id] = self._tolerant(take, AtCommit(*commit))
        return self.known[commit.id]

    def now(self) -> Taken:
        """Return the plans asked for that lie in the working tree.

        Raises:
            BrokenPlans: a file has problems.

        """
        if self.is_bare:
            return self.at(self.commits[0])
        taken = self._tolerant(self._from_disk, ())
        paths = () if isinstance(taken.sources, AtCommit) else taken.sources
        warn_of_misnamed([path for path in paths if path.name != SETTINGS])
        return taken

    def board(self) -> Board:
        """Return the settings as they are now.

        Raises:
            BrokenPlans: they have problems.

        """
        if self.is_bare:
            return self.at(self.commits[0]).board
        board, problems = load_board(self.root)
        if board is None:
            raise BrokenPlans(problem.line() for problem in problems)
        return board

    def _tolerant(self, take: Callable[[Sequence[str]], Taken], sources: Sources) -> Taken:
        """Take what there is of the plans asked for; one that was not there yet is no mistake."""
        try:
            return take(self.wanted)
        except PlanNotFound as error:
            if len(self.wanted) <= 1:
                return Taken(Board(), (), sources, {"".join(self.wanted): error})
        absent: dict[str, PlanNotFound] = {}
        for name in self.wanted:
            try:
                take([name])
            except PlanNotFound as error:
                absent[name] = error
        found = [name for name in self.wanted if name not in absent]
        return (take(found) if found else Taken(Board(), (), sources))._replace(absent=absent)

    def _from_disk(self, wanted: Sequence[str]) -> Taken:
        paths = plan_paths(list(wanted), self.root)
        board, problems = load_board(self.root)
        found = [problem.line() for problem in problems]
        plans = []
        for path in paths:
            try:
                plan, lines = self._plan_of(path)
            except UnreadableFile as unreadable:
                plan, lines = None, list(unreadable.lines())
            found += lines
            plans += [plan] if plan else []
        if found or board is None:
            raise BrokenPlans(found)
        settings = self.root / SETTINGS
        return Taken(board, tuple(plans), (*paths, settings) if settings.exists() else tuple(paths))

    def _plan_of(self, path: Path) -> tuple[Plan | None, list[str]]:
        """Read a plan, what is as it was in a commit at no price; its problems are told as everywhere."""
        with suppress(UnreadableFile):
            plan, _ = self.versions.read(text_of(path), shown_path(path), path.stem)
            if plan:
                return plan, []
        read, problems = load_plan(path)
        return read, [problem.line() for problem in problems]
