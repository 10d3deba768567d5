"""What the board report costs in each format: of one plan against the bare interpreter, of fifty against one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.generate import write_plans
from tests.benchmarks.processes import Command, interleaved
from tests.benchmarks.rows import Row, ratio_row, scrplan

MANY = 50  # plans, of 26 rows each
MOST_TIMES_BARE, MOST_TIMES_ONE = 25, 15  # of the PDF
_DAYS = ("2024-12-20", "2025-03-20")  # of the commits: before the quarter, and in it
_QUARTER = ("--quarter", "2024/25-Q4")
_FORMATS = {  # what each needs, and how it begins
    "markdown": ("json", "# "),
    "json": ("json", "{"),
    "html": ("jinja2", "<!DOCTYPE html>"),
    "workbook": ("xlsxwriter", "PK"),
    "word": ("docx", "PK"),
    "pdf": ("typst", "%PDF-"),
}


def reporting_rows(folder: Path, plans: int, rounds: int, seed: int) -> Iterator[Row]:
    """Yield what each format costs; git has the plans before the quarter and at its end."""
    root = _repository(folder / "reporting", plans, seed)
    bare = Command("bare interpreter", (sys.executable, "-c", "pass"), root)
    for name, (needed, begins) in _FORMATS.items():
        if find_spec(needed) is None:
            yield Row(f"report, {name}", f"{needed} is not installed")
            continue
        one = _report(root, name, begins, "plan-0001")
        many = _report(root, name, begins, "plans")._replace(name=f"report of {plans} plans, {name}")
        samples = interleaved([bare, one, many], rounds)
        aims = (MOST_TIMES_BARE, MOST_TIMES_ONE) if name == "pdf" else (None, None)
        yield ratio_row(samples, one, bare, aims[0])
        yield ratio_row(samples, many, one, aims[1])


def _report(root: Path, name: str, begins: str, plans: str) -> Command:
    line = scrplan("report", plans, *_QUARTER, "--format", name)
    return Command(f"report of one plan, {name}", line, root, lambda said: said.lower().startswith(begins.lower()))


def _repository(root: Path, plans: int, seed: int) -> Path:
    """Make a repository of generated plans; in the quarter the first amber row of each became red."""
    write_plans(root / "plans", plans, seed)
    _git(root, _DAYS[0], "init", "--quiet")
    _commit(root, _DAYS[0])
    for path in sorted((root / "plans").iterdir()):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("    rag: amber\n", "    rag: red\n", 1), encoding="utf-8")
    _commit(root, _DAYS[1])
    return root


def _commit(root: Path, day: str) -> None:
    _git(root, day, "add", "--all")
    _git(root, day, "commit", "--quiet", "--message", f"The plans on {day}")


def _git(root: Path, day: str, *words: str) -> None:
    who = ("-c", "user.name=A Person", "-c", "user.email=a.person@example.org")
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    subprocess.run(["git", *who, *words], cwd=root, env=os.environ | when, check=True, capture_output=True)
