"""The plans and settings as a commit holds them: found and read as files are, from git instead of the disk."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from scrplan.dates import BadDate, parse_period
from scrplan.diagnostics import Diagnostic
from scrplan.errors import BrokenPlans, GitProblem, UnreadableFile, UsageProblem, shown
from scrplan.git import (
    blob_bytes,
    commit_of,
    files_at,
    listed_at,
    revision_at,
    short_name,
    texts_ahead,
)
from scrplan.model import Board, Plan
from scrplan.source.files import MAX_BYTES, document_of
from scrplan.source.plan_tree import (
    LINK,
    PLANS,
    SETTINGS,
    EntryKind,
    NamesTree,
    Unread,
    is_of_plans,
    place_of,
    same_ids,
)
from scrplan.source.reader import read_plan
from scrplan.source.settings import read_board
from scrplan.yamltext.document import Document


class Snapshot(NamedTuple):
    """The plans of a commit, each with its path from the board's folder; all of them could be read.

    `unread` are the files next to and below them that look like plans and are not read.
    """

    commit: str
    board: Board
    plans: tuple[Plan, ...]
    paths: tuple[str, ...]
    unread: tuple[Unread, ...] = ()


class ReadsPlans(Protocol):
    """What makes plans of texts, and may remember those that it has read."""

    def read(self, text: str, path: str, plan_id: str) -> tuple[Plan | None, tuple[Diagnostic, ...]]:
        """Return the plan of a text, or its problems."""


def commit_named(root: Path, revision: str) -> str:
    """Return the commit that a revision names; `@2013-09-30` is the last one on or before that day.

    Raises:
        UsageProblem: the words are no revision.
        GitProblem: there is no such commit.

    """
    day = day_named(revision)
    if day is not None:
        return revision_at(root, day)
    hint = _date_hint(revision)
    try:
        commit = commit_of(root, revision)
    except GitProblem as problem:
        if not hint:
            raise
        raise GitProblem(problem.message, hint) from None
    if hint and commit.startswith(revision):
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
        raise UsageProblem(f"{shown(revision)} is not a revision", f"write {REVISIONS}")
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


def snapshot_at(
    root: Path,
    commit: str,
    wanted: Sequence[str] = (),
    versions: ReadsPlans | None = None,
    here: Path | None = None,
) -> Snapshot:
    """Return the settings and plans as a commit holds them; `wanted` are ids, paths and folders, none: every plan.

    The root is the board's folder or, in a bare repository, that repository. Relative paths start from `here`; in a
    bare repository, or where no folder is given, from the root.

    Raises:
        PlanNotFound: a name leads to no plan of that commit.
        BrokenPlans: a file has problems; the problems of all files are reported.
        GitProblem: git could not answer.

    """
    has_files = not ((root / "HEAD").is_file() and (root / "objects").is_dir())  # a bare repository has none
    places = {name: place_of(name, root, here if here and has_files else root) for name in wanted}
    tree = _Tree(root, commit, filter(None, places.values()))
    paths = _paths(tree, places)
    settings = (SETTINGS,) if SETTINGS in tree.files else ()
    read = {path: _read(tree, path, text, versions) for path, text in _texts(tree, (*settings, *paths))}
    problems = same_ids({path: tree.shown(path) for path in paths})
    problems += [line for path in (*settings, *paths) for line in read[path].problems]
    if problems:
        raise BrokenPlans(problems)
    board = read[SETTINGS].board if settings else None
    plans = tuple(plan for path in paths if (plan := read[path].plan))
    return Snapshot(commit, board or Board(), plans, paths, tree.unread_near(paths))


class _Read(NamedTuple):
    """What a file holds: settings, a plan, or else lines of problems."""

    board: Board | None = None
    plan: Plan | None = None
    problems: tuple[str, ...] = ()


def _texts(tree: "_Tree", paths: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each path with its text; None where that is too large, no UTF-8 or not to be had. Equal ones come once."""
    same: dict[str, list[str]] = {}
    for path in paths:
        stored = tree.files.get(path)
        if stored is None or stored.is_link or stored.size > MAX_BYTES:
            yield path, None
        else:
            same.setdefault(stored.blob, []).append(path)
    for blob, text in texts_ahead(tree.root, same):
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
        UnreadableFile: it is a link or a folder, or not to be had.

    """
    shown_path, stored = tree.shown(path), tree.files.get(path)
    if stored is None:
        raise UnreadableFile(shown_path, "it is a folder")
    if stored.is_link:
        raise UnreadableFile(shown_path, LINK)
    if stored.size > MAX_BYTES:
        return document_of(bytes(MAX_BYTES + 1), shown_path)  # any text of this length gives the same message
    if text is not None:
        return document_of(text.encode("utf-8"), shown_path)
    try:
        return document_of(blob_bytes(tree.root, stored.blob), shown_path)
    except GitProblem:
        raise UnreadableFile(shown_path, "git does not have it; git fsck lists what else is missing") from None


class _Tree(NamesTree):
    """What a commit has of the board's folder: its plans, and what is near the paths that were named."""

    def __init__(self, root: Path, commit: str, places: Iterable[str]) -> None:
        super().__init__({})
        self.root, self.name = root, short_name(commit)
        flat = ["", PLANS]
        for place in places:
            flat += [posixpath.dirname(place), place, posixpath.join(place, PLANS)]
        asked = list(dict.fromkeys(f"{folder}/" if folder else "." for folder in flat))
        found = listed_at(root, commit, asked)
        deep = [f"{folder}/" for folder in found.folders if is_of_plans(folder) and f"{folder}/" not in asked]
        self.files = found.files | (files_at(root, commit, deep) if deep else {})
        self.enter(dict.fromkeys(found.folders, EntryKind.FOLDER))
        kinds = {True: EntryKind.LINK, False: EntryKind.FILE}
        self.enter({path: kinds[stored.is_link] for path, stored in self.files.items()})

    def shown(self, path: str) -> str:
        """Return a path as messages name it."""
        return f"{self.name}:{path}"

    def not_there(self, wanted: str) -> str:
        """Return in words that the commit has no such plan."""
        return f"{wanted}: commit {self.name} holds no such plan"

    def none_in(self, folder: str) -> str:
        """Return in words that a folder has no plan in the commit."""
        where = f" in {folder}" if folder else " here"
        return f"commit {self.name} holds no plans{where}"


def _paths(tree: _Tree, wanted: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the plans that were asked for, each once, in order."""
    if not wanted:
        return tuple(tree.all_of(""))
    return tuple(dict.fromkeys(path for name, place in wanted.items() for path in tree.named(name, place)))
