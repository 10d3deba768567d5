"""The log of one plan in git: what each commit changed of what it says, under whatever name its file had."""

import os
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scrplan.compare.differences import Change, ChangeKind, differences
from scrplan.errors import GitProblem, UnreadableFile
from scrplan.git import Commit, commit_of, is_cut_at, run_git, short_name, texts_ahead
from scrplan.history.ancestry import Ancestry, Held, ancestry
from scrplan.history.merges import MergedVersion, own_and_dropped
from scrplan.model import Plan
from scrplan.source.files import MAX_BYTES, text_of
from scrplan.source.incremental import Versions

HEAD = "HEAD"
FILE = "file"  # the field of a change of the file's own name


class NotCommitted(GitProblem):
    """No commit has the file."""


class PassedOver(NamedTuple):
    """A version that could not be read, and why; no commit where that is the file in the working tree."""

    commit: Commit | None
    path: str
    problem: str


class LogEntry(NamedTuple):
    """What one commit changed: in order, with the plan after it (None: the file is gone).

    Of a merge, `changes` are what differs from each of its parents, and `dropped` is what one of them had changed and
    the merge took back, from that value to the one before. `passed_over` are the versions between this one and the
    one that it is compared with. Where `is_cut`, the repository has nothing of what was before, and the plan may be
    older: there are no changes.
    """

    commit: Commit
    changes: tuple[Change, ...]
    path: str
    plan: Plan | None
    dropped: tuple[Change, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    is_cut: bool = False


class Lifeline(NamedTuple):
    """The log of a plan up to a commit, the oldest change first, and how its file differs from that today.

    `commit` is the last of the line that was looked at. `commits` are all those of the file's history, parents first,
    and `plans` has the plan at each by its id: the last version that could be read, None where the file was not there.
    `now` is the file as it is today, where that was looked at. `passed_over` are the versions that could not be read.
    `is_cut`: the repository does not have the whole history. `moved_to` is where the file is now, if not committed.
    """

    path: str
    commit: str
    commits: tuple[Commit, ...]
    plans: Mapping[str, Plan | None]
    events: tuple[LogEntry, ...]
    uncommitted: tuple[Change, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    is_cut: bool = False
    now: Plan | None = None
    moved_to: str = ""

    @property
    def plan(self) -> Plan | None:
        """Return the plan at the last commit, which is what `uncommitted` is compared with."""
        return self.plans[self.commits[-1].id]


def lifeline(root: Path, path: str, revision: str = HEAD) -> Lifeline:
    """Return the log of a plan; `path` is its path from the board's folder, today or before it was deleted.

    Raises:
        NotCommitted: no commit before this one has the file.
        GitProblem: git could not answer.

    """
    commit = commit_of(root, revision)
    repository = _repository(root)
    found = ancestry(repository.top, posixpath.join(repository.prefix, path), commit)
    if not found.held:
        raise _not_committed(path, commit, revision)
    reader = Versions()
    versions = _versions(repository, found.held.values(), reader)
    builder = _LogBuilder(found, versions, repository)
    for one in found.commits:
        builder.add(one)
    plans = {name: at.plan for name, at in builder.at.items()}
    found_log = Lifeline(
        path, commit, found.commits, plans, tuple(builder.events), (), tuple(builder.passed_over), repository.is_cut
    )
    if revision != HEAD or repository.is_bare:
        return found_log
    last = versions.get(found.held[found.commits[-1].id])
    return _with_today(found_log, last, _version_now(root / path, path, reader))


def _not_committed(path: str, commit: str, revision: str) -> NotCommitted:
    if revision == HEAD:
        return NotCommitted(f"{path} is not committed yet", "git add and git commit start its history")
    return NotCommitted(f"{path} is in no commit up to {short_name(commit)}", "it may have had another name then")


class _Repository(NamedTuple):
    """Where the board's folder is in its repository; `prefix` is empty or ends in `/`."""

    top: Path
    prefix: str
    is_bare: bool
    is_cut: bool

    def shown(self, path: str) -> str:
        """Return a path of the repository as one from the board's folder."""
        return posixpath.relpath(path, self.prefix or ".") if self.prefix else path


def _repository(root: Path) -> _Repository:
    asked = ["rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-prefix"]
    bare, cut, prefix = run_git(asked, root).removesuffix("\n").split("\n", 2)
    return _Repository(root.joinpath(*[".."] * prefix.count("/")), prefix, bare == "true", cut == "true")


Version = Plan | str  # or why there is none


def _versions(repository: _Repository, held: Iterable[Held], reader: Versions) -> dict[Held, Version]:
    """Return each version of the file, or what is wrong with it."""
    wanted: dict[str, list[Held]] = {}
    for one in dict.fromkeys(held):
        if one.blob:
            wanted.setdefault(one.blob, []).append(one)
    found: dict[Held, Version] = {}
    for blob, text in texts_ahead(repository.top, wanted):
        for one in wanted[blob]:
            found[one] = _version(reader, text, repository.shown(one.path))
    return found


def _version(reader: Versions, text: str | None, path: str) -> Version:
    if text is None:
        return f"{path}: it is not UTF-8 text, or this clone does not have it"
    if len(text) > MAX_BYTES:
        return f"{path}: it is larger than {MAX_BYTES // 1024 // 1024} MB"
    plan, problems = reader.read(text, path, PurePosixPath(path).stem)
    return plan or _first(problem.line() for problem in problems)


def _first(lines: Iterable[str]) -> str:
    first, *others = lines
    return f"{first} (and {len(others):,} more)" if others else first


class _At(NamedTuple):
    """What is known at a commit.

    `plan` is the last version that could be read, `over` the versions since then that could not; `gone` is what the
    plan was before its file was deleted. Where `is_cut`, what was before is not in this repository, and no version
    could be read since.
    """

    held: Held
    plan: Plan | None = None
    over: tuple[PassedOver, ...] = ()
    gone: Plan | None = None
    is_cut: bool = False


class _LogBuilder:
    """Goes through the commits, parents first, and notes what each of them changed."""

    def __init__(self, found: Ancestry, versions: Mapping[Held, Version], repository: _Repository) -> None:
        self.at: dict[str, _At] = {}
        self.events: list[LogEntry] = []
        self.passed_over: list[PassedOver] = []
        self._found, self._versions, self._repository = found, versions, repository

    def add(self, commit: Commit) -> None:
        """Take in the next commit."""
        held = self._found.held[commit.id]
        parents = [self.at[parent] for parent in commit.parents]
        same = next((parent for parent in parents if parent.held == held), None)
        before = same or (parents[0] if parents else self._nothing_before(commit, held))
        version = self._versions.get(held)
        file = self._file_changes(held, [parent.held for parent in parents])
        if isinstance(version, str):
            if same:
                self.at[commit.id] = same
                return
            passed = PassedOver(commit, self._repository.shown(held.path), version)
            self.passed_over.append(passed)
            self.at[commit.id] = before._replace(held=held, over=(*before.over, passed))
            self._log(commit, file, before.plan)
            return
        gone = None if version else before.plan or before.gone
        self.at[commit.id] = _At(held, version, () if version else before.over, gone)
        if before.is_cut and version:
            path = self._repository.shown(held.path)
            self.events.append(LogEntry(commit, (), path, version, passed_over=before.over, is_cut=True))
        elif len(parents) > 1:
            self._log_merge(commit, file, version)
        elif same is None:
            changes = differences(before.plan, version)
            if before.gone and version:  # it is back: what it says now may be something else
                changes = tuple(dict.fromkeys((*changes, *differences(before.gone, version))))
            self._log(commit, (*file, *changes), version, passed_over=before.over)

    def _nothing_before(self, commit: Commit, held: Held) -> _At:
        is_cut = self._repository.is_cut and is_cut_at(self._repository.top, commit.id)
        return _At(Held(held.path, None), is_cut=is_cut)

    def _log_merge(self, commit: Commit, file: Sequence[Change], plan: Plan | None) -> None:
        parents = [self.at[name] for name in commit.parents]
        held = self.at[commit.id].held
        if all(parent.held == held for parent in parents):
            return
        parted = self._found.parted(commit.parents)
        origin = self.at[parted] if parted else None
        versions = [MergedVersion(one.plan, origin is None or one.held != origin.held) for one in parents]
        own, dropped = own_and_dropped(plan, versions, origin.plan if origin else None)
        over = tuple(dict.fromkeys(passed for parent in parents for passed in parent.over))
        self._log(commit, (*file, *own), plan, dropped, over)

    def _log(
        self,
        commit: Commit,
        changes: Sequence[Change],
        plan: Plan | None,
        dropped: tuple[Change, ...] = (),
        passed_over: tuple[PassedOver, ...] = (),
    ) -> None:
        if changes or dropped:
            path = self._repository.shown(self._found.held[commit.id].path)
            self.events.append(LogEntry(commit, tuple(changes), path, plan, dropped, passed_over))

    def _file_changes(self, held: Held, parents: Sequence[Held]) -> tuple[Change, ...]:
        """Return the change of the file's name, if it has another name in every parent."""
        if held.blob is None or not parents or any(one.blob is None or one.path == held.path for one in parents):
            return ()
        before, after = self._repository.shown(parents[0].path), self._repository.shown(held.path)
        return (Change(None, None, FILE, before, after, ChangeKind.MOVED),)


def _version_now(file: Path, path: str, reader: Versions) -> Version | None:
    """Return what the file in the working tree holds; None where there is none."""
    try:
        return _version(reader, text_of(file), path)
    except UnreadableFile as unreadable:
        return f"{unreadable.message}: {unreadable.hint}" if os.path.lexists(file) else None


def _with_today(life: Lifeline, last: Version | None, now: Version | None) -> Lifeline:
    """Return the log with how the file differs from the last version, or why that is not known."""
    if now == last:
        return life
    if isinstance(now, str):
        return life._replace(passed_over=(*life.passed_over, PassedOver(None, life.path, now)))
    return life._replace(uncommitted=differences(life.plan, now), now=now)
