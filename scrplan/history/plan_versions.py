"""Which version of a plan was made from which: through renames, merges, and where a plan was away for a while."""

import posixpath
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.git import Commit, Logged, commit_of, log_of
from scrplan.git.patches import renames_in


class Version(NamedTuple):
    """A version of a plan: the place of the commit that made it, parents before others, and its path there."""

    place: int
    path: str


class PlanVersions:
    """The versions of every plan in some folders, through every commit up to one."""

    def __init__(self, root: Path, folders: Sequence[str], revision: str = "HEAD") -> None:
        """Look through the commits."""
        commit = commit_of(root, revision)
        self.paths = list[str]()
        elsewhere = list(folders)
        while elsewhere:
            self.paths += elsewhere
            self.logged = log_of(root, self.paths, commit)
            self._renames = _renames(root, self.logged)
            elsewhere = _names_elsewhere(self._renames, self.logged, self.paths)
        self.places = {one.commit.id: place for place, one in enumerate(self.logged)}
        self._lines = _Lines(self.logged, self.places)

    def blob(self, version: Version) -> str:
        """Return the content of a version."""
        return self.logged[version.place].touched[version.path].after or ""

    def commit(self, version: Version) -> Commit:
        """Return the commit that made a version."""
        return self.logged[version.place].commit

    @property
    def has_other_files(self) -> bool:
        """Return whether there are files other than plans."""
        return not all(map(is_plan, self._lines.touches))

    def last(self, path: str) -> Version | None:
        """Return the version of a path at the last commit, None where it is not there."""
        return self._at(len(self.logged) - 1, path) if self.logged else None

    def moved_here(self, path: str, root: Path) -> Version | None:
        """Return the last version of a plan that was moved to a path, which is not committed yet.

        It is that of the same id whose own file is no longer there; None where there is none, or more than one.
        """
        name = posixpath.basename(path)
        gone = (one for one in self._lines.touches if posixpath.basename(one) == name and not (root / one).exists())
        found = [version for one in gone if (version := self.last(one))]
        return found[0] if len(found) == 1 else None

    def last_of(self, blob: str) -> Version | None:
        """Return the version at the last commit that has this content, under whichever path."""
        found = (self.last(path) for path in self._lines.touches)
        return next((one for one in found if one and self.blob(one) == blob), None)

    def all_before(self, versions: Iterable[Version]) -> dict[Version, list[Version]]:
        """Return those before each of these versions, those before these, and so on."""
        before: dict[Version, list[Version]] = {}
        waiting = list(versions)
        while waiting:
            version = waiting.pop()
            if version not in before:
                before[version] = self.before(version)
                waiting += before[version]
        return before

    def before(self, version: Version) -> list[Version]:
        """Return the versions from which one was made: of a merge all that differ from it, or else one that does not.

        Of a plan that came back it is the one that was deleted.
        """
        commit = self.commit(version)
        old = self._renames.get((commit.id, version.path))
        found = list[Version]()
        for parent in commit.parents:
            place = self.places[parent]
            there = self._at(place, version.path) or (self._at(place, old) if old else None)
            if there and self.blob(there) == self.blob(version):
                return [there]
            found += [there] if there else []
        deleted = None if found else self._deleted(version)
        return [deleted] if deleted else found

    def _at(self, place: int, path: str) -> Version | None:
        touch = self._lines.touch(place, path)
        return Version(touch, path) if touch is not None and self.blob(Version(touch, path)) else None

    def _deleted(self, version: Version) -> Version | None:
        """Return the last version of a path before it was deleted, of one that brought it back."""
        found: Version | None = version
        while found:
            parents = self.commit(found).parents
            touch = self._lines.touch(self.places[parents[0]], version.path) if parents else None
            found = None if touch is None else Version(touch, version.path)
            if found and self.blob(found):
                return found
        return None


class _Lines:
    """The commits as lines: runs in which each follows the one before; and where each path was touched."""

    def __init__(self, logged: Sequence[Logged], places: Mapping[str, int]) -> None:
        self._logged, self._places = logged, places
        self._begins: list[int] = []
        self.touches: dict[str, list[int]] = {}
        for place, (commit, touched) in enumerate(logged):
            follows = place > 0 and commit.parents == (logged[place - 1].commit.id,)
            self._begins.append(self._begins[-1] if follows else place)
            for path in touched:
                self.touches.setdefault(path, []).append(place)

    def touch(self, place: int, path: str) -> int | None:
        """Return the last commit on the way to a place that made something of a path.

        A merge that made nothing of it has what each of its parents has.
        """
        touches = self.touches.get(path, [])
        while True:
            number = bisect_right(touches, place)
            begin = self._begins[place]
            if number and touches[number - 1] >= begin:
                return touches[number - 1]
            parents = self._logged[begin].commit.parents
            if not parents:
                return None
            place = self._places[parents[0]]


def _renames(root: Path, logged: Sequence[Logged]) -> dict[tuple[str, str], str]:
    """Return from where commits renamed plans, by the commit and the new path."""
    added = [
        commit.id
        for commit, touched in logged
        if any(one.after and None in one.before and is_plan(path) for path, one in touched.items())
    ]
    return {key: old for key, old in renames_in(root, added).items() if is_plan(key[1])}


def _names_elsewhere(
    renames: Mapping[tuple[str, str], str], logged: Sequence[Logged], paths: Sequence[str]
) -> list[str]:
    """Return the earlier paths of plans that were not looked at yet."""
    known = {path for _, touched in logged for path in touched}.union(paths)
    return sorted({old for (_, new), old in renames.items() if new in known and old not in known})


def is_plan(path: str) -> bool:
    """Return whether a file is read as a plan, by its name."""
    return path.endswith(".yaml")
