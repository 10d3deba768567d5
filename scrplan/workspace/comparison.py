"""The two ends of a period, each a date or a commit, and the plans at each."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scrplan.assessment import AssessedPlan
from scrplan.dates import BadDate, Period, day_words, parse_period
from scrplan.errors import BrokenPlans, GitProblem, UsageProblem
from scrplan.git import day_of, is_shallow, revision_at
from scrplan.git.days import DatedCommit, last_until
from scrplan.history.snapshots import commit_named, day_named
from scrplan.notices import Notice
from scrplan.report.changes import Endpoint
from scrplan.selection import Filter, Vocabulary, check_filter, filter_words
from scrplan.workspace.versions import NO_PLANS, BoardVersions
from scrplan.workspace.workspace import PlansAt


class WantedPeriod(NamedTuple):
    """The two ends as they were written, and the day that is today; `is_fixed` where that was asked for.

    That day is the end where none is written, and that on which a commit at the end is judged where it is fixed.
    """

    since: str
    until: str | None
    day: date
    is_fixed: bool


class ComparedPlans(NamedTuple):
    """The two ends of a period, with the plans at each."""

    opening: Endpoint
    before: PlansAt
    closing: Endpoint
    after: PlansAt

    def assessed(self) -> tuple[tuple[AssessedPlan, ...], tuple[AssessedPlan, ...]]:
        """Return the plans of both ends, judged on the day of each."""
        before, after = self.before.assessed(self.opening.day), self.after.assessed(self.closing.day)
        return before.assessed, after.assessed

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what the plans of either end are short of, each once."""
        return tuple(dict.fromkeys((*self.before.notices, *self.after.notices)))


def compared_plans(versions: BoardVersions, asked: WantedPeriod) -> ComparedPlans:
    """Return both ends of a period with the plans asked for.

    Raises:
        BrokenPlans: a plan cannot be read at one end; the problems of both.
        PlanNotFound: a plan that was asked for is at neither.
        UsageProblem: an end is written wrongly, or the first is after the last.
        GitProblem: there is no such commit, or no repository.

    """
    closing = _closing(versions, asked)
    opening = _opening(versions, asked, closing.day)
    problems = list[str]()
    found = list[PlansAt]()
    for end in (opening, closing):
        try:
            found.append(_plans_at(versions, end))
        except BrokenPlans as broken:
            problems += broken.problems
    if problems:
        raise BrokenPlans(dict.fromkeys(problems))
    before, after = found
    for name, error in after.absent.items():
        if opening.is_before_all or name in before.absent:
            raise error
    return ComparedPlans(opening, before, closing, after)


def _plans_at(versions: BoardVersions, end: Endpoint) -> PlansAt:
    if end.is_before_all:
        return NO_PLANS
    return versions.at(DatedCommit(end.commit, end.committed)) if end.commit and end.committed else versions.now()


def _closing(versions: BoardVersions, asked: WantedPeriod) -> Endpoint:
    """Return the end of the period: the working tree where none is asked for."""
    if asked.until is None:
        return Endpoint(asked.day, *versions.commits[0]) if versions.workspace.is_bare else Endpoint(asked.day)
    period = _date_of(asked.until)
    if period is None:
        commit, day = _named(versions, "--until", asked.until)
        return Endpoint(asked.day if asked.is_fixed else day, *commit)
    last = last_until(versions.commits, period.last)
    last = last or DatedCommit(revision_at(versions.root, period.last), period.last)  # which says why there is none
    return Endpoint(
        min(period.last, asked.day), *last
    )  # a period that has not ended is judged on the day it has reached


def _opening(versions: BoardVersions, asked: WantedPeriod, closing: date) -> Endpoint:
    """Return the last commit before the period, or the commit that is asked for."""
    period = _date_of(asked.since)
    if period is None:
        named, day = _named(versions, "--since", asked.since)
        return Endpoint(min(day, closing), *named)
    if period.first > closing:
        why = f"the period would start on {day_words(period.first)} and end on {day_words(closing)}"
        raise UsageProblem("--since is after the end", why)
    day = period.first - timedelta(days=1)
    first = last_until(versions.commits, day)
    if first is None and is_shallow(versions.root):
        revision_at(versions.root, day)  # its history is cut: what came before is unknown, not nothing
    commit, committed = first or (None, None)
    return Endpoint(day, commit, committed, is_before_all=first is None, is_eve=True)


def _named(versions: BoardVersions, option: str, words: str) -> tuple[DatedCommit, date]:
    """Return the commit that a revision names, and the day to judge it on: its own, or that of `@2013-09-30`."""
    try:
        commit = commit_named(versions.root, words)
    except GitProblem:
        try:
            parse_period(words)
        except BadDate as bad:
            if re.match(r"\d{1,4}[-/. ]", words):  # meant as a date
                raise UsageProblem(f"{option}: {bad.message}", bad.hint) from None
        raise
    committed = day_of(versions.root, commit)
    return DatedCommit(commit, committed), day_named(words) or committed


def _date_of(words: str) -> Period | None:
    try:
        return parse_period(words)
    except BadDate:
        return None


def agencies_named(names: Sequence[str], ends: ComparedPlans) -> tuple[tuple[str, ...], str]:
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
