"""What one recorded change costs: read, shown, proven, written, against the bare interpreter."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.processes import Command, interleaved
from tests.benchmarks.rows import PLAN, ROOT, Row, ratio_row, scrplan, time_row

MOST_TIMES_BARE = 20
_WHO = ("-c", "user.name=A Person", "-c", "user.email=a.person@example.org")
_UPDATE = ("update", PLAN, "16", "--rag", "amber", "--note", "With the chief constable", "--on", "2013-10")


def recording_rows(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield what one `update` of a published plan costs; every round adds another update to the file."""
    root = repository(folder / "recording")
    bare = Command("bare interpreter", (sys.executable, "-c", "pass"), root)
    update = Command("update, one row", scrplan(*_UPDATE), root, _is_written)
    shown = Command("update --dry-run", scrplan(*_UPDATE, "--dry-run"), root, _is_shown)
    samples = interleaved([bare, update, shown], rounds)
    yield ratio_row(samples, update, bare, MOST_TIMES_BARE)
    yield ratio_row(samples, shown, bare, None)
    yield time_row(samples, bare)


def _is_shown(said: str) -> bool:
    return said.startswith(f"--- a/{PLAN}\n") and "\n+        text: With the chief constable\n" in said


def _is_written(said: str) -> bool:
    return _is_shown(said) and "\nwritten; to commit it: git commit " in said


def repository(root: Path) -> Path:
    """Make a repository with one published plan, which is committed."""
    (root / "plans").mkdir(parents=True)
    shutil.copy(ROOT / PLAN, root / PLAN)
    for words in (["init", "--quiet"], ["add", "--all"], [*_WHO, "commit", "--quiet", "--message", "The plan before"]):
        subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)
    return root
