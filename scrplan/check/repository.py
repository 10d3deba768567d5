"""What the rules may know of the repository around a plan: its other plans, its files, its last commit."""

import os
from collections import abc
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from scrplan.check.rules.records import Presence, Surroundings, Unchecked
from scrplan.errors import GitProblem, PlanNotFound, UnreadableFile
from scrplan.git import blob_bytes, blob_texts, blobs_before, is_in_repository, is_shallow, is_unborn
from scrplan.git.revisions import IS_SHALLOW, UNSHALLOW
from scrplan.history.slippage import Moves, Overwritten, overwritten_dates
from scrplan.model import Board, Plan, Recommendation
from scrplan.source.files import load_document, plan_paths, shown_path
from scrplan.source.reader import salvage_plan
from scrplan.yamltext.document import Document
from scrplan.yamltext.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from scrplan.history.due_date_history import DateHistory

_FOREIGN = ("\0", "\\", ":")  # what a path inside the repository has no need of, and other systems give a meaning


REMEMBERED = 256  # plans whose refs are kept; links mostly lead to a neighbour


class Repository:
    """The repository as rules may see it; everything is looked up when first asked for.

    `unchecked` are the checks that could not run, as far as rules have asked: a mapping for its order.
    """

    def __init__(
        self,
        root: Path,
        checked: abc.Sequence[Path],
        since: str = "HEAD",
        *,
        history: bool = False,
        here: Path | None = None,
    ) -> None:
        self.root, self._here = root, here or root
        self._since = since
        self._checked = {os.path.realpath(path): path for path in checked}
        self._looks_back = history
        self._history: DateHistory | None = None
        self._moves: dict[str, Moves] = {}
        self._together: abc.Sequence[Path] = ()
        self._overwritten: tuple[Plan | None, abc.Sequence[Overwritten]] = (None, ())
        # First as they were named, so that a plan is not taken for another of the same id.
        self._plans = _by_id([*checked, *every_plan(root)])
        self._gone: dict[str, list[str]] = {}  # of what is no longer there, by the names of the files
        self._before: abc.Mapping[str, str] | None = None
        self._texts: dict[str, str] = {}
        self._committed: tuple[str, Plan | None] = ("", None)
        self._earlier: tuple[Plan | None, abc.Mapping[int, Recommendation]] = (None, {})
        self._refs: dict[str, frozenset[str] | None] = {}
        self.unchecked: dict[Unchecked, None] = {}

    def around(self, day: date, board: Board) -> Surroundings:
        """Return what rules may ask."""
        plans = {plan: tuple(shown_path(path, self._here) for path in paths) for plan, paths in self._plans.items()}
        return Surroundings(
            day, board, plans, self._refs_of, self.presence, self.committed, self.overwritten, self.earlier
        )

    def _refs_of(self, plan_id: str) -> frozenset[str] | None:
        """Return the refs of a plan; None where it, or one of them, cannot be read."""
        files = self._plans.get(plan_id)
        if plan_id not in self._refs:
            try:
                self.remember(plan_id, load_document(files[0]).root if files else None)
            except UnreadableFile:
                self._refs[plan_id] = None
        refs = self._refs[plan_id]
        # Of a file that is checked itself, its own mistakes are reported.
        if refs is None and files and os.path.realpath(files[0]) not in self._checked:
            why = f"links to {plan_id} were not checked: not all its refs can be read"
            hint = f"scrplan validate {quote(shown_path(files[0]))} says why"
            self.unchecked[Unchecked("broken-link", why, hint)] = None
        return refs

    def remember(self, plan_id: str, root: Node | None) -> None:
        """Keep the refs of a plan that was read, for the links that lead to it; of the last ones alone."""
        self._refs.pop(plan_id, None)
        self._refs[plan_id] = _refs_in(root)
        if len(self._refs) > REMEMBERED:
            del self._refs[next(iter(self._refs))]

    def presence(self, where: str) -> Presence:
        """Return where a path from the root leads; never opens anything, and never looks outside."""
        if where.startswith(("/", "~")) or any(mark in where for mark in _FOREIGN):
            return Presence.OUTSIDE
        inside = os.path.realpath(self.root)
        path = os.path.realpath(os.path.join(inside, where))  # noqa: PTH118  (realpath takes what no file can be)
        if not Path(path).is_relative_to(inside) or ".git" in Path(path).relative_to(inside).parts:
            return Presence.OUTSIDE
        return Presence.THERE if os.path.exists(path) else Presence.MISSING  # noqa: PTH110

    def prepare(self, paths: abc.Sequence[Path]) -> None:
        """Fetch at once what the last commit has of these files, where they differ from it."""
        self._together = paths
        if self._before is None:
            try:
                before = blobs_before(self.root, self._since)
                self._before = {os.path.realpath(self.root / path): blob for path, blob in before.items()}
                for place, was in self._before.items():
                    if not os.path.lexists(place):
                        self._gone.setdefault(os.path.basename(place), []).append(was)  # noqa: PTH119  (as realpath)
            except GitProblem as problem:
                self._not_compared(problem)
                self._before = {}
        wanted = {shown_path(path, self._here): blob for path in paths if (blob := self._blob_before(path))}
        if wanted:
            texts = self._texts_of(sorted(set(wanted.values())))
            self._texts = {path: texts[blob] for path, blob in wanted.items() if blob in texts}

    def _blob_before(self, path: Path) -> str | None:
        """Return what the commit has of a file; of one that was moved, what it has of the plan of the same id."""
        real = os.path.realpath(path)
        gone = self._gone.get(os.path.basename(real), ())  # noqa: PTH119
        return (self._before or {}).get(real) or (gone[0] if len(gone) == 1 else None)

    def _texts_of(self, blobs: abc.Sequence[str]) -> dict[str, str]:
        try:
            texts = blob_texts(self.root, blobs)
            for blob in blobs:
                if blob not in texts:
                    blob_bytes(self.root, blob)  # refuses where it is missing; what is no UTF-8 has no dates
        except GitProblem as problem:
            self._not_compared(problem)
            return {}
        return texts

    def _not_compared(self, problem: GitProblem) -> None:
        """Keep that git could not tell the due dates before, where there are any."""
        if is_in_repository(self.root) and not is_unborn(self.root):
            why = f"due dates were not compared with all earlier commits: {problem.message}"
            self.unchecked[Unchecked("date-overwritten", why, problem.hint or "scrplan doctor may say more")] = None

    def committed(self, path: str) -> Plan | None:
        """Return the plan as it was last committed, where that differs from the file and was prepared."""
        text = self._texts.get(path)
        if text is not None and self._committed[0] != path:
            # Asked for each row in turn, and of one plan after another.
            self._committed = (path, salvage_plan(Document.from_text(text, path), Path(path).stem).plan)
        return None if text is None else self._committed[1]

    def earlier(self, path: str, plan: Plan) -> abc.Mapping[int, Recommendation]:
        """Return each recommendation as it was last committed, by the id of its record in the plan as it is now."""
        if self._earlier[0] is not plan:  # asked for each row in turn
            before = self.committed(path)
            self._earlier = (plan, _counterparts(before, plan) if before else {})
        return self._earlier[1]

    def overwritten(self, path: str, plan: Plan) -> abc.Sequence[Overwritten]:
        """Return the due dates of a plan that commits overwrote, and of which it keeps no trace.

        The plan is that of the file, or the one that was committed last.
        """
        if self._looks_back and self._overwritten[0] is not plan:  # asked for each row in turn
            self._overwritten = (plan, self._overwritten_in(path, plan))
        return self._overwritten[1]

    def _overwritten_in(self, path: str, plan: Plan) -> abc.Sequence[Overwritten]:
        moves = self._moves_of(self._here / path)
        if not moves:
            return ()
        from scrplan.history.due_date_moves import moved_on  # noqa: PLC0415  (most have none)

        before = self.committed(path)
        if before and before is not plan:
            moves = moved_on(moves, before, plan, None)
        return [one for one in overwritten_dates(plan, moves) if one.commit]

    def _moves_of(self, path: Path) -> Moves:
        """Return how the dates of a plan moved up to the last commit; those of plans prepared with it are kept too."""
        place = self._place(path)
        if place not in self._moves:
            places = {place, *map(self._place, self._together)}
            try:
                found = self._look_back().moves(sorted(places))
            except GitProblem as problem:
                self._not_compared(problem)
                self._looks_back = False
                return ()
            self._moves = {one: found.get(one, ()) for one in places}
        return self._moves[place]

    def _look_back(self) -> "DateHistory":
        if self._history is None:
            from scrplan.history.due_date_history import DateHistory, folders_of  # noqa: PLC0415  (a hook asks for none)

            places = map(self._place, self._checked.values())
            self._history = DateHistory(self.root, folders_of(one for one in places if not one.startswith("../")))
            if is_shallow(self.root):
                self._not_compared(GitProblem(IS_SHALLOW, UNSHALLOW))
        return self._history

    def _place(self, path: Path) -> str:
        """Return the path of a file from the root, as git names it."""
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(self.root))).as_posix()


def _counterparts(before: Plan, after: Plan) -> dict[int, Recommendation]:
    """Return what each recommendation was, by the id of its record now.

    One whose words all changed counts as another. Its date is compared all the same with that of the one which had its
    ref and is gone: new words must not hide that a date was overwritten.
    """
    from scrplan.compare.identity import row_pairs  # noqa: PLC0415  (most plans are as they were committed)

    was, now = before.recommendations, after.recommendations
    pairs = row_pairs(was, now)
    gone = {was[then].ref: was[then] for then, at in pairs if then is not None and at is None}
    counterparts = {id(row): gone[row.ref] for row in now if row.ref in gone}
    return counterparts | {id(now[at]): was[then] for then, at in pairs if then is not None and at is not None}


def _refs_in(root: Node | None) -> frozenset[str] | None:
    """Return the refs that stand in a plan; None where that cannot be told of every row."""
    entry = root.entries.get("recommendations") if isinstance(root, Mapping) else None
    if entry is None or not isinstance(entry[1], Sequence):
        return None
    rows = [row for row in entry[1].items if isinstance(row, Mapping)]
    found = [row.entries.get("ref", (None, None))[1] for row in rows]
    refs = [node.text for node in found if isinstance(node, Scalar) and node.text.strip()]
    return frozenset(refs) if len(refs) == len(rows) else None


def every_plan(root: Path) -> list[Path]:
    """Return the plans of the repository; none where it has none yet.

    Raises:
        UnreadableFile: their folder cannot be listed.

    """
    try:
        return plan_paths([], root) if root.is_dir() else []
    except PlanNotFound:
        return []


def others_than(checked: Iterable[Path], root: Path) -> list[Path]:
    """Return the plans of the repository that are not among those checked."""
    known = {os.path.realpath(path) for path in checked}
    return [path for path in every_plan(root) if os.path.realpath(path) not in known]


def _by_id(paths: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Return the files by the id that their name says, each file once however it was named."""
    found: dict[str, dict[str, Path]] = {}
    for path in paths:
        found.setdefault(path.stem, {}).setdefault(os.path.realpath(path), path)
    return {plan: tuple(files.values()) for plan, files in found.items()}
