"""The commits of a branch by their days: which was the last on or before a day."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.dates import day_words
from scrplan.errors import GitProblem
from scrplan.git.calls import run_git
from scrplan.git.revisions import SHALLOW, commit_of, is_shallow


class DatedCommit(NamedTuple):
    """A commit and its day, as its committer's clock showed it."""

    id: str
    day: date


def commits_by_day(folder: Path, revision: str = "HEAD") -> tuple[DatedCommit, ...]:
    """Return the commits of a revision's own line (first parents), the newest first."""
    asked = ["log", "--first-parent", "--format=%H %cs", commit_of(folder, revision), "--"]
    entries = (entry.split(" ") for entry in run_git(asked, folder).splitlines())
    return tuple(DatedCommit(name, date.fromisoformat(day)) for name, day in entries)


def last_until(commits: Iterable[DatedCommit], day: date) -> DatedCommit | None:
    """Return the newest of these commits that is of a day or of one before it; None where there is none."""
    return next((one for one in commits if one.day <= day), None)


def revision_at(folder: Path, day: date, revision: str = "HEAD") -> str:
    """Return the last commit of a revision's own line (first parents) on or before a day.

    A commit's day is the one that its committer's clock showed, so that the answer is the same in every time zone.

    Raises:
        GitProblem: there is none that early, or no repository, no commit, no git.

    """
    line = commits_by_day(folder, revision)
    found = last_until(line, day)
    if found:
        return found.id
    hint = SHALLOW if is_shallow(folder) else f"the first is of {day_words(line[-1].day)}"
    raise GitProblem(f"there is no commit on or before {day_words(day)}", hint)
