"""The two ends of a period as they are asked for: a date, or a commit; then the plans as they stood at each."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.assessment import AssessedPlan
from scrplan.cli.shelf import Shelf, Taken
from scrplan.dates import BadDate, Period, day_words, parse_period
from scrplan.errors import BrokenPlans, GitProblem, UsageProblem
from scrplan.git import day_of, is_shallow, revision_at
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.snapshots import commit_named, day_named
from scrplan.model import Board
from scrplan.report.changes import Endpoint
from scrplan.selection import Filter, Vocabulary, check_filter, filter_words


class Asked(NamedTuple):
    """The two ends as they were written, and the day that is today; `is_fixed` where that was asked for.

    That day is the end where none is written, and that on which a commit at the end is judged where it is fixed.
    """

    since: str
    until: str | None
    day: date
    is_fixed: bool


class Ends(NamedTuple):
    """The two ends, with the plans as they stood at each."""

    opening: Endpoint
    before: Taken
    closing: Endpoint
    after: Taken

    def assessed(self) -> tuple[tuple[AssessedPlan, ...], tuple[AssessedPlan, ...]]:
        """Return the plans of both ends, judged on the day of each."""
        return self.before.assessed(self.opening.day), self.after.assessed(self.closing.day)


def ends_of(shelf: Shelf, asked: Asked) -> Ends:
    """Return both ends of a period with the plans asked for.

    Raises:
        BrokenPlans: a plan cannot be read at one end; what is wrong at both is told.
        PlanNotFound: a plan that was asked for is at neither.
        UsageProblem: an end is written wrongly, or the first lies after the last.
        GitProblem: there is no such commit, or no repository.

    """
    closing = _closing(shelf, asked)
    opening = _opening(shelf, asked, closing.day)
    problems = list[str]()
    taken = list[Taken]()
    for end in (opening, closing):
        try:
            taken.append(_taken(shelf, end))
        except BrokenPlans as broken:
            problems += broken.problems
    if problems:
        raise BrokenPlans(dict.fromkeys(problems))
    before, after = taken
    for name, error in after.absent.items():
        if opening.is_before_all or name in before.absent:
            raise error
    return Ends(opening, before, closing, after)


def _taken(shelf: Shelf, end: Endpoint) -> Taken:
    if end.is_before_all:
        return Taken(Board(), (), ())
    return shelf.at(DatedCommit(end.commit, end.committed)) if end.commit and end.committed else shelf.now()


def _closing(shelf: Shelf, asked: Asked) -> Endpoint:
    """Return the end of the period: the working tree where none is asked for."""
    if asked.until is None:
        return Endpoint(asked.day, *shelf.commits[0]) if shelf.is_bare else Endpoint(asked.day)
    period = _date_of(asked.until)
    if period is None:
        commit, day = _named(shelf, "--until", asked.until)
        return Endpoint(asked.day if asked.is_fixed else day, *commit)
    last = last_until(shelf.commits, period.last)
    last = last or DatedCommit(revision_at(shelf.root, period.last), period.last)  # which says why there is none
    return Endpoint(
        min(period.last, asked.day), *last
    )  # a period that has not ended is judged on the day it has reached


def _opening(shelf: Shelf, asked: Asked, closing: date) -> Endpoint:
    """Return the last commit before the period, or the commit that is asked for."""
    period = _date_of(asked.since)
    if period is None:
        named, day = _named(shelf, "--since", asked.since)
        return Endpoint(min(day, closing), *named)
    if period.first > closing:
        why = f"the period would begin on {day_words(period.first)} and end on {day_words(closing)}"
        raise UsageProblem("--since lies after the end", why)
    day = period.first - timedelta(days=1)
    first = last_until(shelf.commits, day)
    if first is None and is_shallow(shelf.root):
        revision_at(shelf.root, day)  # its history is cut: what came before is unknown, not nothing
    commit, committed = first or (None, None)
    return Endpoint(day, commit, committed, is_before_all=first is None, is_eve=True)


def _named(shelf: Shelf, option: str, words: str) -> tuple[DatedCommit, date]:
    """Return the commit that a revision names, and the day to judge it on: its own, or that of `@2013-09-30`."""
    try:
        commit = commit_named(shelf.root, words)
    except GitProblem:
        try:
            parse_period(words)
        except BadDate as bad:
            if re.match(r"\d{1,4}[-/. ]", words):  # meant as a date
                raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None
        raise
    committed = day_of(shelf.root, commit)
    return DatedCommit(commit, committed), day_named(words) or committed


def _date_of(words: str) -> Period | None:
    try:
        return parse_period(words)
    except BadDate:
        return None


def agencies_named(names: Sequence[str], ends: Ends) -> tuple[tuple[str, ...], str]:
    """Return every name of the agencies asked for, and the filter in words; nothing where none is asked for.

    Raises:
        UnknownName: no plan of either end knows such an agency.

    """
    if not names:
        return (), ""
    if not all(name.strip() for name in names):
        raise UsageProblem("--agency is empty", "write what to look for, or leave the option out")
    wanted = Filter(agencies=tuple(names))
    vocabulary = Vocabulary.of((*ends.before.plans, *ends.after.plans), ends.after.board)
    check_filter(wanted, vocabulary)
    same = frozenset[str]().union(*(vocabulary.same_names("agency", name) for name in names))
    return tuple(sorted(same)), filter_words(wanted)
