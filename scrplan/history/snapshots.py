"""The plans and settings as a commit holds them: found and read as files are, from git instead of the disk."""

import os
import posixpath
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from scrplan.dates import BadDate, parse_period
from scrplan.diagnostics import Diagnostic
from scrplan.errors import BrokenPlans, GitProblem, PlanNotFound, UnreadableFile, UsageProblem, shown, suggestion
from scrplan.git import Listed, bare_at, blob_bytes, commit_of, each_text, listed_at, revision_at, short_name
from scrplan.model import Board, Plan
from scrplan.source.files import MAX_BYTES, PLANS, SETTINGS, document_of, find_root, resembles_plan
from scrplan.source.reader import read_plan
from scrplan.source.settings import read_board
from scrplan.yamltext.document import Document


class Snapshot(NamedTuple):
    """The plans of a commit, each with its path from the board's folder; all of them could be read.

    `unread` are the files beside and below them that look like plans, and are none by their ending or folder.
    """

    commit: str
    board: Board
    plans: tuple[Plan, ...]
    paths: tuple[str, ...]
    unread: tuple[str, ...] = ()


class ReadsPlans(Protocol):
    """What makes plans of texts, and may remember those that it has read."""

    def read(self, text: str, path: str, plan_id: str) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
        """Return the plan of a text, or its problems."""


def repository_root(start: Path) -> Path:
    """Return the board's folder; in a bare repository, which has no files, that repository itself.

    Raises:
        GitProblem: there is no repository, or no git.

    """
    return bare_at(start) or find_root(start)


def commit_named(root: Path, revision: str) -> str:
    """Return the commit that a revision names; `@2013-09-30` is the last one on or before that day.

    Raises:
        UsageProblem: the words are no revision.
        GitProblem: there is no such commit.

    """
    day = day_named(revision)
    if day is not None:
        return revision_at(root, day)
    mend = _date_hint(revision)
    try:
        commit = commit_of(root, revision)
    except GitProblem as problem:
        if not mend:
            raise
        raise GitProblem(problem.message, mend) from None
    if mend and commit.startswith(revision):
        words = f"the revision {shown(revision)} is a date, and the beginning of a commit's name"
        raise UsageProblem(words, f"write @{revision}, or more of the name")
    return commit


def _date_hint(revision: str) -> str:
    """Return how a revision is written that looks like a date; empty where it does not."""
    try:
        return f"a date has an @ in front, @{parse_period(revision)}"
    except BadDate as bad:
        return f"{bad.hint}, with an @ in front" if bad.hint.startswith("dates are written") else ""


def day_named(revision: str) -> date | None:
    """Return the last day of the date that a revision names; None for a commit, a branch or a tag.

    Raises:
        UsageProblem: the words are no revision.

    """
    if not revision.strip():
        raise UsageProblem("the revision is empty", f"write {REVISIONS}")
    if revision.startswith("-"):
        raise UsageProblem(f"{shown(revision)} stands where a revision belongs", f"write {REVISIONS}")
    if "@{" in revision:
        why = "it asks what this machine had then, and others had something else"
        raise UsageProblem(f"the revision {shown(revision)} is not taken: {why}", f"write {REVISIONS}")
    if not revision.startswith("@") or revision[1:2] in {"~", "^"}:
        return None
    if revision == "@":
        raise UsageProblem("the revision '@' has no date", f"write {REVISIONS}")
    try:
        return parse_period(revision[1:]).last
    except BadDate as bad:
        raise UsageProblem(f"the revision {shown(revision)}: {bad.message}", bad.hint) from None


REVISIONS = "a date as in @2013-09-30, a commit, a branch or a tag"


def snapshot_at(root: Path, commit: str, wanted: Sequence[str] = (), versions: ReadsPlans | None = None) -> Snapshot:
    """Return the settings and plans as a commit holds them; `wanted` are ids, paths and folders, none: every plan.

    The root is that of `repository_root`. Paths are as on the command line: from the current folder, in a bare
    repository from its root.

    Raises:
        PlanNotFound: a name leads to no plan of that commit.
        BrokenPlans: a file has problems; all of all files are told.
        GitProblem: git could not answer.

    """
    tree = _tree_at(root, commit, wanted)
    paths = tree.plans(wanted)
    settings = (SETTINGS,) if SETTINGS in tree.listed.files else ()
    read = {path: _read(tree, path, text, versions) for path, text in _texts(tree, (*settings, *paths))}
    problems = [line for path in (*settings, *paths) for line in read[path].problems]
    if problems:
        raise BrokenPlans(problems)
    board = read[SETTINGS].board if settings else None
    plans = tuple(plan for path in paths if (plan := read[path].plan))
    return Snapshot(commit, board or Board(), plans, paths, tree.unread(paths))


class _Read(NamedTuple):
    """What a file holds: settings, a plan, or else lines of problems."""

    board: Board | None = None
    plan: Plan | None = None
    problems: tuple[str, ...] = ()


def _texts(tree: "_Tree", paths: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each path with its text; None where that is too large, no UTF-8 or not to be had. Equal ones come once."""
    same: dict[str, list[str]] = {}
    for path in paths:
        stored = tree.listed.files[path]
        if stored.is_link or stored.size > MAX_BYTES:
            yield path, None
        else:
            same.setdefault(stored.blob, []).append(path)
    for blob, text in each_text(tree.root, same):
        yield from ((path, text) for path in same[blob])


def _read(tree: "_Tree", path: str, text: str | None, versions: ReadsPlans | None) -> _Read:
    board, plan = None, None
    try:
        if path == SETTINGS:
            board, problems = read_board(_document(tree, path, text))
        elif versions is None or text is None or "\0" in text:  # UTF-16 may pass for UTF-8, with a zero in each sign
            plan, problems = read_plan(_document(tree, path, text), Path(path).stem)
        else:
            # By the path alone, which is the same in every commit, so that one text is read once.
            plan, found = versions.read(text, path, Path(path).stem)
            problems = tuple(problem._replace(path=tree.shown(path)) for problem in found)
    except UnreadableFile as unreadable:
        return _Read(problems=unreadable.lines())
    return _Read(board, plan, tuple(problem.line() for problem in problems))


def _document(tree: "_Tree", path: str, text: str | None) -> Document:
    """Read a text into nodes, by the very rules for files.

    Raises:
        UnreadableFile: it is a link, or not to be had.

    """
    shown_path, stored = tree.shown(path), tree.listed.files[path]
    if stored.is_link:
        raise UnreadableFile(shown_path, LINK)
    if stored.size > MAX_BYTES:
        return document_of(bytes(MAX_BYTES + 1), shown_path)  # any so long will do, and is told in the same words
    if text is not None:
        return document_of(text.encode("utf-8"), shown_path)
    try:
        return document_of(blob_bytes(tree.root, stored.blob), shown_path)
    except GitProblem:
        raise UnreadableFile(shown_path, "git does not have it; git fsck tells what else is missing") from None


LINK = "it is a symbolic link, and those of a commit are not followed"


class _Tree(NamedTuple):
    """What could be meant of a commit: the files of the board's folder, of its plans, and of what was named."""

    root: Path
    commit: str
    listed: Listed

    @property
    def name(self) -> str:
        """Return the commit as messages name it."""
        return short_name(self.commit)

    def shown(self, path: str) -> str:
        """Return a path as messages name it."""
        return f"{self.name}:{path}"

    def plans(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return the plans that were asked for, each once, in order.

        Raises:
            PlanNotFound: a name leads to no plan.

        """
        found = (path for one in wanted for path in self._named(one)) if wanted else self._of_folder("")
        return tuple(dict.fromkeys(found))

    def unread(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Return what lies beside or below these plans and looks like one, but is not read."""
        folders = {posixpath.dirname(path) for path in paths}
        beside = (path for path in self.listed.files if posixpath.dirname(path) in folders and path not in paths)
        found = sorted(path for path in beside if resembles_plan(posixpath.basename(path)))
        flat = {folder for folder in folders if posixpath.basename(folder) == PLANS}
        deeper = [f"{folder}/" for folder in self.listed.folders if posixpath.dirname(folder) in flat]
        below = listed_at(self.root, self.commit, deeper).files if deeper else ()
        return (*found, *sorted(path for path in below if path.endswith(".yaml") and path not in paths))

    def _named(self, wanted: str) -> list[str]:
        if not wanted.strip():
            why = "write its id or path; without any name all plans are read"
            raise PlanNotFound("the name of a plan is empty", why)
        by_id = posixpath.join(self._plans_of(""), f"{wanted}.yaml")
        if "/" not in wanted and os.sep not in wanted and by_id in self.listed.files:
            return [by_id]
        place = _place_of(wanted, self.root)
        if place is None:
            raise PlanNotFound(f"{wanted}: commit {self.name} holds no such plan", "it lies outside the repository")
        if self._has_folder(place):
            return self._of_folder(place)
        if place in self.listed.files and not wanted.endswith("/"):
            return [place]
        known = [Path(path).stem for path in self._yaml_files(self._plans_of(""))]
        raise PlanNotFound(f"{wanted}: commit {self.name} holds no such plan", suggestion(Path(wanted).stem, known))

    def _of_folder(self, folder: str) -> list[str]:
        found = self._yaml_files(self._plans_of(folder))
        if not found:
            where = f" in {folder}" if folder else " here"
            raise PlanNotFound(f"commit {self.name} holds no plans{where}", "plans are files that end in .yaml")
        return found

    def _plans_of(self, folder: str) -> str:
        plans = posixpath.join(folder, PLANS)
        if plans in self.listed.files and self.listed.files[plans].is_link:
            raise UnreadableFile(self.shown(plans), LINK)
        return plans if self._has_folder(plans) else folder

    def _has_folder(self, folder: str) -> bool:
        return not folder or any(path.startswith(f"{folder}/") for path in (*self.listed.files, *self.listed.folders))

    def _yaml_files(self, folder: str) -> list[str]:
        names = sorted(posixpath.basename(path) for path in self.listed.files if posixpath.dirname(path) == folder)
        fit = (name for name in names if name.endswith(".yaml") and not name.startswith(".") and name != SETTINGS)
        return [posixpath.join(folder, name) for name in fit]


def _tree_at(root: Path, commit: str, wanted: Sequence[str]) -> _Tree:
    asked = {".": None, f"{PLANS}/": None}
    for place in filter(None, (_place_of(one, root) for one in wanted)):
        beside = posixpath.dirname(place) or "."
        asked |= dict.fromkeys((place, f"{place}/", f"{place}/{PLANS}/", f"{beside}/"))
    return _Tree(root, commit, listed_at(root, commit, list(asked)))


def _place_of(wanted: str, root: Path) -> str | None:
    """Return where a path of the command line leads, from the root: empty for the root; None where it leads out."""
    has_files = not ((root / "HEAD").is_file() and (root / "objects").is_dir())  # a bare repository has none
    folder, name = os.path.split(os.path.abspath(Path.cwd() / wanted if has_files else root / wanted))  # noqa: PTH100
    # Of the name itself no link is followed: it is looked up in the commit.
    path, base = Path(os.path.realpath(folder), name), os.path.realpath(root)
    if not path.is_relative_to(base):
        return None
    return "" if path == Path(base) else path.relative_to(base).as_posix()
