"""Under which name, and with which content, each commit of a history held a file; and where two lines of it parted."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.git import Commit, Logged, log_of
from scrplan.git.patches import renames_in


class Held(NamedTuple):
    """The file under the name that it had at a commit; without a blob where it was not there."""

    path: str
    blob: str | None


class Ancestry(NamedTuple):
    """The commits in whose history a file is, parents first; by id, how each held it and its place."""

    commits: tuple[Commit, ...]
    held: Mapping[str, Held]
    places: Mapping[str, int]

    def parted(self, parents: Sequence[str]) -> str | None:
        """Return the last commit from which all these lines come; None where they have none in common."""
        reached: dict[str, int] = {}
        waiting: list[tuple[int, str]] = []
        for number, name in enumerate(parents):
            _reach(name, 1 << number, reached, waiting, self.places)
        every = (1 << len(parents)) - 1
        while waiting:
            place, name = heapq.heappop(waiting)
            if reached[name] == every:
                return name
            for parent in self.commits[-place].parents:
                _reach(parent, reached[name], reached, waiting, self.places)
        return None


def _reach(
    name: str, by: int, reached: dict[str, int], waiting: list[tuple[int, str]], places: Mapping[str, int]
) -> None:
    """Note by which lines a commit is reached; the latest of those that wait comes first."""
    if name not in reached:
        heapq.heappush(waiting, (-places[name], name))
    reached[name] = reached.get(name, 0) | by


Renames = dict[tuple[str, str], str]  # (commit, new path): old path
Contents = Mapping[str, Mapping[str, str]]  # commit: path: blob


def ancestry(folder: Path, path: str, commit: str) -> Ancestry:
    """Return the history of a file up to a commit, under each of its names; no commits where there is none."""
    paths = [path]
    renames: Renames = {}
    examined: set[tuple[str, str]] = set()
    while True:
        logged = log_of(folder, paths, commit)
        contents = _contents(logged, paths)
        names = _names(logged, contents, renames, path)
        new = [added for added in _added(logged, contents, names) if added not in examined]
        if not new:
            held = {name: Held(path, contents[name].get(path)) for name, path in names.items()}
            if not any(one.blob for one in held.values()):
                return Ancestry((), {}, {})
            places = {one.commit.id: place for place, one in enumerate(logged)}
            return Ancestry(tuple(one.commit for one in logged), held, places)
        examined.update(new)
        found = renames_in(folder, dict.fromkeys(name for name, _ in new))
        renames |= {key: old for key, old in found.items() if key in new}
        paths = list(dict.fromkeys([*paths, *renames.values()]))


def _contents(logged: Sequence[Logged], paths: Sequence[str]) -> Contents:
    """Return which of these files each commit has, and with which blob; a path may also be that of a folder."""
    contents: dict[str, Mapping[str, str]] = {}
    for commit, touched in logged:
        # A path that a merge does not touch is in every one of its parents as it is in the merge.
        before = contents[commit.parents[0]] if commit.parents else {}
        after = {path: one.after for path, one in touched.items() if path in paths}
        contents[commit.id] = {path: blob for path, blob in {**before, **after}.items() if blob} if touched else before
    return contents


def _names(logged: Sequence[Logged], contents: Contents, renames: Renames, path: str) -> dict[str, str]:
    """Return what the file was called at each commit, from the last one back."""
    names: dict[str, str] = {}
    for commit, _ in reversed(logged):
        name = names.setdefault(commit.id, path)
        for parent in commit.parents:
            known = contents[parent]
            old = renames.get((commit.id, name))
            if name not in known and old is None and len(commit.parents) > 1:
                old = next((one for one in _earlier(name, renames) if one in known), None)
            names.setdefault(parent, old if name not in known and old in known and old is not None else name)
    return names


def _earlier(name: str, renames: Renames) -> Iterator[str]:
    """Yield the names that a file had before this one on any line, the last first."""
    before = {new: old for (_, new), old in renames.items()}
    seen = {name}
    while (old := before.get(name)) is not None and old not in seen:
        seen.add(old)
        yield old
        name = old


def _added(logged: Sequence[Logged], contents: Contents, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the commits that have the file where none of their parents has it under this name."""
    for commit, touched in logged:
        name = names[commit.id]
        there = name in touched and name in contents[commit.id]
        if there and not any(name in contents[parent] for parent in commit.parents):
            yield commit.id, name
