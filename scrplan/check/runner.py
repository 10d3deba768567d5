"""A run of `validate`: many files, one after another or on every core, each let go when it has been told."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from shlex import quote
from typing import NamedTuple, NoReturn

from scrplan.check.checker import check_plan, check_settings
from scrplan.check.private_names import names_list, names_of
from scrplan.check.repository import Repository
from scrplan.check.rules import RULES
from scrplan.check.rules.records import NOT_CHECKED, Unchecked
from scrplan.check.rules.settings_rules import NamesList
from scrplan.check.severities import levels_of
from scrplan.diagnostics import START, Diagnostic, FileFindings
from scrplan.errors import UnreadableFile
from scrplan.model import Board
from scrplan.source.files import SETTINGS, holds, load_board, load_document, shown_path

MANY = 40  # files; below this the start of further processes costs more than they save
CHUNK = 8  # files handed over at a time, at least; of many more, since a plan mostly links to a neighbour


class Job(NamedTuple):
    """What is to be checked: the files and the day, and the rules asked for.

    Of the files in `links_of` the links alone are checked, since a plan that they may lead to was changed. `since` is
    the commit with which due dates are compared; with `history`, those of all earlier commits are too. Findings show
    paths from the folder `here`, or from the root.
    """

    root: Path
    day: date
    paths: tuple[Path, ...]
    only: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    links_of: tuple[Path, ...] = ()
    since: str = "HEAD"
    history: bool = False
    here: Path | None = None


class Checker:
    """Checks one file after another of a job, with what they share read once."""

    def __init__(self, job: Job) -> None:
        self.root = job.root
        self._here = job.here or job.root
        self.board = board_of(job.root)
        self._only = frozenset((*job.only, NOT_CHECKED)) if job.only else frozenset[str]()
        self.levels = levels_of(self.board.rules, job.only, job.ignored)
        self.names = names_of(job.root, self.board)
        plans = [path for path in job.paths if path.name != SETTINGS]
        self.repository = Repository(job.root, plans, job.since, history=job.history, here=job.here)
        self.around = self.repository.around(job.day, self.board)

    def check(self, paths: Sequence[Path]) -> Iterator[FileFindings]:
        """Yield what is wrong in each of some files."""
        self.repository.prepare(paths)
        for path in paths:
            found = self._checked(path)
            if self._only:
                kept = tuple(one for one in found.findings if one.rule in self._only or RULES[one.rule].is_fixed)
                found = found._replace(findings=kept)
            yield found

    def check_links(self, paths: Iterable[Path]) -> Iterator[FileFindings]:
        """Yield where the links of some files lead nowhere."""
        levels = {name: level for name, level in self.levels.items() if name == "broken-link"}
        for path in paths:
            try:
                document = load_document(path, self._here) if holds(path, b"links") else None
            except UnreadableFile as error:
                yield from self._without_links(path, error.hint)
                continue
            if document is None:
                continue
            if document.root is None:
                yield from self._without_links(path, "it is not valid YAML")
            found = check_plan(document, path.stem, self.around, levels, self.names)
            broken = tuple(one for one in found.findings if one.rule in levels)
            if broken:
                yield found._replace(findings=broken)

    def _without_links(self, path: Path, reason: str) -> Iterator[FileFindings]:
        """Yield that the links of a file, which nobody asked to be checked itself, are not known."""
        shown = shown_path(path, self._here)
        why, hint = f"the links of {path.stem} were not checked: {reason}", f"scrplan validate {quote(shown)} says more"
        found = self._with_unchecked(FileFindings(shown), [Unchecked("broken-link", why, hint)])
        if found.findings:
            yield found

    def _with_unchecked(self, found: FileFindings, unchecked: Iterable[Unchecked]) -> FileFindings:
        """Return what was found in a file, and which of the checks asked for could not run."""
        level = self.levels.get(NOT_CHECKED)
        more = [
            Diagnostic(found.path, START, NOT_CHECKED, one.why, one.hint, level)
            for one in unchecked
            if level and one.rule in self.levels
        ]
        every = tuple(sorted((*found.findings, *more), key=lambda one: one.sort_key))
        return found._replace(findings=every) if more else found

    def _checked(self, path: Path) -> FileFindings:
        try:
            document = load_document(path, self._here)
        except UnreadableFile as error:
            what = f"the file cannot be opened ({error.hint})"
            told = Diagnostic(
                shown_path(path, self._here), START, "unreadable", what, "see that it is there and may be read"
            )
            return FileFindings(told.path, (told,))
        if path.name == SETTINGS:
            return check_settings(document, self.levels, partial(names_list, self.root), self.names)
        self.repository.remember(path.stem, document.root)
        found = check_plan(document, path.stem, self.around, self.levels, self.names)
        found = self._with_unchecked(found, self.repository.unchecked)
        if path.suffix == ".yaml":
            return found
        what = f"the file is called {path.name}, and no command finds it among the plans"
        told = Diagnostic(found.path, START, "misnamed", what, f"rename it to {path.stem}.yaml")
        return found._replace(findings=(told, *found.findings))


def check_files(job: Job) -> Iterator[FileFindings]:
    """Yield what is wrong in each file of a job, in its order, on as many cores as there are.

    What could not be checked for one reason is reported once, in the first file that it concerns.
    """
    reported: set[str] = set()
    for found in _each_file(job):
        kept = tuple(one for one in found.findings if one.rule != NOT_CHECKED or one.message not in reported)
        reported.update(one.message for one in kept if one.rule == NOT_CHECKED)
        yield found._replace(findings=kept)


def _each_file(job: Job) -> Iterator[FileFindings]:
    checker = Checker(job)
    workers = min(_cores(), len(job.paths) // CHUNK)
    if len(job.paths) < MANY or workers < 2:  # noqa: PLR2004  (one process does not help another)
        yield from checker.check(job.paths)
    else:
        yield from _on_every_core(job, workers)
    yield from checker.check_links(job.links_of)


def settings_need_a_look(root: Path) -> bool:
    """Return whether the settings or the list of names have a fault: then no check is whole."""
    try:
        board, problems = load_board(root)
    except UnreadableFile:
        return True
    named = board.names_file if board else ""
    return bool(problems) or bool(named and names_list(root, named) != NamesList())


def board_of(root: Path) -> Board:
    """Return the settings, or the defaults where they have mistakes, which are told of the settings themselves."""
    try:
        return load_board(root)[0] or Board()
    except UnreadableFile:
        return Board()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_every_core(job: Job, workers: int) -> Iterator[FileFindings]:
    """Yield in the order of the files; no more is under way than keeps the processes busy."""
    import multiprocessing  # noqa: PLC0415  (15 ms that only many files pay)
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415

    # A copy of this process starts in a tenth of the time that a new one needs.
    way = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context(way), _begin, (job,))
    under_way: deque[Future[list[FileFindings]]] = deque()
    with _ended_in_order():
        try:
            size = max(CHUNK, min(4 * CHUNK, len(job.paths) // (4 * workers)))
            for start in range(0, len(job.paths), size):
                under_way.append(pool.submit(_check_some, job.paths[start : start + size]))
                if len(under_way) > 4 * workers:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """End by an exception when asked to terminate, or the processes started here would wait for work for ever."""

    def end(number: int, _frame: object) -> NoReturn:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


_own: list[Checker] = []  # of a process that was started for this; it has no other way to keep what it read


def _begin(job: Job) -> None:
    # The first process alone answers an interruption, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.disable()  # as in the first process, see `scrplan/__main__.py`
    _own[:] = [Checker(job)]


def _check_some(paths: Sequence[Path]) -> list[FileFindings]:
    return list(_own[0].check(paths))
