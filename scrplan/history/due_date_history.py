"""The moves of the due dates of many plans, found in one pass over git's history of their folders.

`plan_log` has everything of one plan; this looks for due dates alone, and reads a version only where these differ.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scrplan.dates import Period
from scrplan.git import Commit, blobs_before, texts_ahead
from scrplan.git.patches import Blobs, Hunk, changed_lines
from scrplan.history.date_candidates import dated_hunks
from scrplan.history.due_date_moves import merged_moves, moved_on
from scrplan.history.partial_rows import excerpts
from scrplan.history.plan_versions import PlanVersions, Version
from scrplan.history.slippage import Key, Move, Moves, Overwritten, original_dates, overwritten_dates
from scrplan.model import Plan
from scrplan.source.incremental import Versions
from scrplan.source.plan_tree import PLANS

LONGEST_COMMAND = 20_000  # characters of paths, of the 32,767 that Windows allows
FEW = 40  # plans
KEPT = 20  # texts, of 40 KB


class Slippage(NamedTuple):
    """What git knows of a plan's due dates and the plan does not: those overwritten, and the first of each."""

    overwritten: tuple[Overwritten, ...]
    originals: Mapping[Key, Period]


def slippage_in(root: Path, plans: Mapping[str, Plan], revision: str | None = None) -> dict[str, Slippage]:
    """Return what git knows of the due dates of plans, by their paths from the root, as far as any moved.

    The plans are those of a revision or, without one, of the working tree, whose last changes count too.
    """
    history = DateHistory(root, folders_of(plans), revision or "HEAD")
    moves = history.moves(plans)
    if revision is None:
        moves |= history.moves_since(plans)
    return {
        path: Slippage(overwritten_dates(plans[path], some), original_dates(plans[path], some))
        for path, some in moves.items()
        if some
    }


def folders_of(paths: Iterable[str]) -> list[str]:
    """Return where the history of plans is looked for: a plan in a subfolder may have been anywhere below `plans`."""
    found = set()
    for path in paths:
        steps = posixpath.dirname(path).split("/")
        found.add("/".join(steps[: steps.index(PLANS) + 1] if PLANS in steps else steps) or ".")
    return sorted(found)


class DateHistory:
    """How the due dates of plans moved, up to a commit; only those versions are read that may have moved one."""

    def __init__(self, root: Path, folders: Sequence[str], revision: str = "HEAD") -> None:
        """Look through the commits that touched these folders."""
        self._root = root
        self._versions = PlanVersions(root, folders, revision)
        self._dated: dict[Blobs, list[Hunk]] = {}
        self._steps: dict[tuple[Version, Version], tuple[Plan, Plan]] = {}
        self._plans: dict[str, Plan | None] = {}
        self._moves: dict[Version, Moves] = {}
        self._reader = Versions()

    def moves(self, paths: Iterable[str]) -> dict[str, Moves]:
        """Return by path how the dates of plans moved, in the order of the commits; those that never did are left out.

        A plan that was renamed has its whole history. A version is passed over where a row whose dates it may change,
        or what is around the rows, cannot be read: what it changed is seen in the next one.
        """
        last = {path: version for path in paths if (version := self._last(path))}
        self._look_at(last.values())
        return {path: moves for path, version in last.items() if (moves := self._moves[version])}

    def moves_since(self, plans: Mapping[str, Plan]) -> dict[str, Moves]:
        """Return by path how the dates moved of those plans whose files are not as they were committed."""
        found = {}
        before = blobs_before(self._root)
        for path, plan in plans.items():
            is_moved = self._versions.last(path) is None
            version = self._last(path) if path in before or is_moved else None
            version = version or (self._versions.last_of(before[path]) if path in before else None)
            if version:
                self._look_at([version])
                found[path] = self._moves_from([version], plan, None)
        return found

    def _last(self, path: str) -> Version | None:
        return self._versions.last(path) or self._versions.moved_here(path, self._root)

    def _look_at(self, versions: Iterable[Version]) -> None:
        """Find the moves up to these versions, and up to all before them."""
        every = self._versions.all_before(versions)
        before = {version: others for version, others in every.items() if version not in self._moves}
        self._compare([version for version, others in before.items() if others])
        self._read(before)
        for version in sorted(before):
            self._moves[version] = self._moves_to(version, before[version])

    def _compare(self, versions: Sequence[Version]) -> None:
        """Find the lines by which these versions differ from those before them, and may have moved a date."""
        names = sorted({version.path for version in versions})
        # Git keeps the last version of a file whole and the others by how they differ: the last goes first.
        commits = dict.fromkeys(self._versions.commit(version).id for version in sorted(versions, reverse=True))
        # To look for many names costs more than to look through a folder, unless other files are there, perhaps large.
        are_few = len(names) <= FEW or (self._versions.has_other_files and sum(map(len, names)) < LONGEST_COMMAND)
        found = changed_lines(self._root, list(commits), names if are_few else self._versions.paths)
        self._dated |= {blobs: dated_hunks(hunks) for blobs, hunks in found}

    def _read(self, before: Mapping[Version, Sequence[Version]]) -> None:
        """Read the versions between which dates may have moved, those of a plan one after another."""
        steps, whole = list[tuple[Version, Version]](), list[Version]()
        for version, others in before.items():
            if any(self._has_same_dates(one, version) for one in others):
                continue
            if len(others) == 1 and self._hunks(others[0], version):
                steps.append((others[0], version))
            elif others:
                whole += [version, *others]
        self._read_steps(steps)
        self._read_whole(whole)

    def _read_steps(self, steps: Sequence[tuple[Version, Version]]) -> None:
        """Read of each version and the one before it what may differ; all of both where that does not do."""
        blob = self._versions.blob
        texts = _Texts(self._root, [blob(one) for before, after in steps for one in (after, before)])
        for one, other in steps:
            after, before = texts.of(blob(other)), texts.of(blob(one))
            read = partial(_plan_of, self._reader, other.path)
            found = excerpts(before, after, self._hunks(one, other), read) if before and after else None
            if found is None:
                self._plans[blob(one)], self._plans[blob(other)] = read(before), read(after)
            else:
                self._steps[one, other] = found

    def _read_whole(self, versions: Iterable[Version]) -> None:
        wanted = {self._versions.blob(one): one.path for one in versions}
        for blob, text in texts_ahead(self._root, (blob for blob in wanted if blob not in self._plans)):
            self._plans[blob] = _plan_of(self._reader, wanted[blob], text)

    def _hunks(self, one: Version, other: Version) -> Sequence[Hunk]:
        return self._dated.get((self._versions.blob(one), self._versions.blob(other)), ())

    def _has_same_dates(self, one: Version, other: Version) -> bool:
        blobs = self._versions.blob(one), self._versions.blob(other)
        return blobs[0] == blobs[1] or self._dated.get(blobs) == []

    def _plan(self, version: Version) -> Plan | None:
        self._read_whole([version])
        return self._plans[self._versions.blob(version)]

    def _is_broken(self, version: Version) -> bool:
        """Return whether a version was read and had problems."""
        return self._plans.get(self._versions.blob(version), True) is None

    def _readable(self, versions: Sequence[Version]) -> dict[Version, Plan]:
        """Return these versions with their plans; of one that cannot be read, those before it."""
        found: dict[Version, Plan] = {}
        waiting = [*versions]
        while waiting:
            version = waiting.pop(0)
            plan = self._plan(version)
            if plan:
                found[version] = plan
            else:
                waiting[:0] = self._versions.before(version)
        return found

    def _moves_to(self, version: Version, before: Sequence[Version]) -> Moves:
        for one in before:
            if self._has_same_dates(one, version) and not self._is_broken(one):
                return self._moves[one]
        if not before:
            return ()
        commit = self._versions.commit(version)
        step = self._steps.get((before[0], version))
        if step and not self._is_broken(before[0]):
            return moved_on(self._moves[before[0]], *step, commit)
        plan = self._plan(version)
        return self._moves_from(before, plan, commit) if plan else self._moves[before[0]]

    def _moves_from(self, before: Sequence[Version], after: Plan, commit: Commit | None) -> Moves:
        earlier = [(self._moves[one], plan) for one, plan in self._readable(before).items()]
        if len(earlier) == 1:
            return moved_on(*earlier[0], after, commit)
        return merged_moves(earlier, after, commit, self._place_of)

    def _place_of(self, move: Move) -> int:
        return self._versions.places[move.commit.id] if move.commit else len(self._versions.places)


class _Texts:
    """The texts of many blobs in the order in which they are wanted; those of late can be had again at once."""

    def __init__(self, root: Path, blobs: Sequence[str]) -> None:
        self._root = root
        self._coming = texts_ahead(root, blobs)
        self._come: set[str] = set()
        self._late: dict[str, str | None] = {}

    def of(self, blob: str) -> str | None:
        """Return the text of a blob; None for what is missing or no UTF-8."""
        if blob not in self._late:
            # Each comes once; what was had long ago is fetched again.
            coming = texts_ahead(self._root, [blob]) if blob in self._come else self._coming
            self._late |= [next(coming)]
            self._come.add(blob)
            if len(self._late) > KEPT:
                del self._late[next(iter(self._late))]
        return self._late[blob]


def _plan_of(reader: Versions, path: str, text: str | None) -> Plan | None:
    if text is None:
        return None
    # A version has the id of the name that it had; under another name it is the same plan all the same.
    found = re.search(r"""^id:[ \t]*["']?([a-z0-9-]+)""", text, re.MULTILINE)
    return reader.read(text, path, found[1] if found else PurePosixPath(path).stem)[0]
