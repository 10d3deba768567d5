"""What many tests need: a plan from a few words of YAML, and the program run as a user runs it."""

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from scrplan.check.runner import Job, check_files
from scrplan.cli.app import run
from scrplan.diagnostics import Diagnostic
from scrplan.model import Plan
from scrplan.source.reader import read_plan
from scrplan.yamltext.document import Document

ROOT = Path(__file__).resolve().parent.parent
THE_DAY = date(2013, 9, 30)  # on which the plans of the tests are judged

HEAD = """\
format: 1
id: sample
title: A sample plan
review: {kind: serious_case_review}
board: A board
as_at: 2013-09
ratings:
  green: {state: complete, meaning: Done}
  amber: {state: in_progress, meaning: In hand}
  red: {state: in_progress, meaning: Off track}
agencies:
  - {name: Health, full_name: The Health Trust, aliases: [NHS]}
  - {name: Police}
"""

ROW = """\
  - ref: "1"
    agency: Health
    text: Do something
"""


def plan_text(rows: str = ROW, head: str = HEAD) -> str:
    """Return a whole plan file from its rows, indented as a list under `recommendations`."""
    return f"{head}recommendations:\n{rows}"


def problems_of(text: str, name: str = "sample") -> tuple[Diagnostic, ...]:
    """Return what the reader finds wrong in a text."""
    return read_plan(Document.from_text(text, f"{name}.yaml"), name)[1]


def plan_of(text: str, name: str = "sample") -> Plan:
    """Return the plan of a text, which must be without problems."""
    plan, problems = read_plan(Document.from_text(text, f"{name}.yaml"), name)
    assert plan is not None, [problem.line() for problem in problems]
    return plan


def findings_of(path: Path, *only: str, day: date = THE_DAY) -> tuple[Diagnostic, ...]:
    """Return what `validate` finds in one file, whose folder is the repository; `only` these rules, if any are named.

    Without names only the mistakes in the form of a file are told, and not what follows from its being so small.
    """
    rules = only or ("bad-view",)
    (found,) = check_files(Job(path.parent, day, (path,), rules))
    return found.findings


@dataclass(frozen=True)
class Outcome:
    """What a call of the program did."""

    code: int
    out: str
    err: str


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    """Run the program inside this process, as from a pipe."""
    code = run(arguments)
    captured = capsys.readouterr()
    return Outcome(code, captured.out, captured.err)


# Of every commit of the tests, so that it is the same commit on every machine.
AUTHOR = {
    "GIT_AUTHOR_NAME": "A. Keeper",
    "GIT_AUTHOR_EMAIL": "keeper@example.org",
    "GIT_AUTHOR_DATE": "2013-09-30T12:00:00+0000",
    "GIT_COMMITTER_NAME": "A. Keeper",
    "GIT_COMMITTER_EMAIL": "keeper@example.org",
    "GIT_COMMITTER_DATE": "2013-09-30T12:00:00+0000",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def in_git(folder: Path, *arguments: str, on: str = "2013-09-30") -> str:
    """Run git as a user would, with a fixed author and day."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{on}T12:00:00+0000")
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=kept | AUTHOR | when, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Commit all there is and return the commit."""
    in_git(folder, "add", "--all")
    in_git(folder, "commit", "--quiet", "--allow-empty", "--message", "Plans")
    return in_git(folder, "rev-parse", "HEAD")
