"""The commits of the branch at hand by their days, asked for once where many days are asked about."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrplan.git.calls import run_git
from scrplan.git.revisions import commit_of


class DatedCommit(NamedTuple):
    """A commit and its day, as its committer's clock showed it."""

    id: str
    day: date


def commits_by_day(folder: Path, revision: str = "HEAD") -> tuple[DatedCommit, ...]:
    """Return the commits of a revision's own line (first parents), the newest first.

    Raises:
        GitProblem: there is no such revision, no repository, or no git.

    """
    asked = ["log", "--first-parent", "--format=%H %cs", commit_of(folder, revision), "--"]
    entries = (entry.split(" ") for entry in run_git(asked, folder).splitlines())
    return tuple(DatedCommit(name, date.fromisoformat(day)) for name, day in entries)


def last_until(commits: Iterable[DatedCommit], day: date) -> DatedCommit | None:
    """Return the newest of these commits that is of a day or of one before it; None where there is none."""
    return next((one for one in commits if one.day <= day), None)
