"""What git knows of the files as they are in the working tree."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem
from scrplan.git.calls import STATUS, run_git

MANY_PATHS = 200  # beyond this a whole folder is asked for, to stay below the limit of a command line


class Provenance(NamedTuple):
    """Where the plans that were read come from: the commit, and whether any of them differs from it."""

    commit: str | None
    dirty: bool


def provenance(paths: Sequence[Path]) -> Provenance:
    """Return the commit that the working tree of these files is on; none without git, repository or commit."""
    if not paths:
        return Provenance(None, dirty=False)
    asked = sorted({Path(os.path.realpath(path)) for path in paths})
    if len(asked) > MANY_PATHS:
        asked = sorted({path.parent for path in asked})
    folder = asked[0] if asked[0].is_dir() else asked[0].parent
    try:
        out = run_git([*STATUS, "--branch", "--", *map(str, asked)], folder)
    except GitProblem:
        return Provenance(None, dirty=False)
    entries = [entry for entry in out.split("\0") if entry]
    commit = next((one.removeprefix(_OID) for one in entries if one.startswith(_OID)), "(initial)")
    dirty = any(not entry.startswith("# ") for entry in entries)
    return Provenance(None if commit == "(initial)" else commit, dirty)


_OID = "# branch.oid "


def blobs_before(folder: Path, commit: str = "HEAD") -> dict[str, str]:
    """Return, for each file below a folder that differs from a commit, the blob that it was there.

    Paths are relative to the folder; a renamed file has its new path.
    """
    parts = run_git(["diff-index", "-z", "-M", "--raw", "--relative", commit, "--"], folder).split("\0")
    before: dict[str, str] = {}
    fields = iter(parts)
    for head in fields:
        if not head.startswith(":"):
            continue
        _, _, was, _, status = head.split(" ")
        path = next(fields, "")
        if status[0] in "RC":
            path = next(fields, "")
        if was.strip("0"):
            before[path] = was
    return before


def is_in_repository(folder: Path) -> bool:
    """Return whether a folder, or one above it, holds `.git`; known also where git cannot be started or refuses."""
    return any(os.path.lexists(above / ".git") for above in (folder, *folder.parents))


def has_or_would_take(folder: Path, path: Path) -> bool:
    """Return whether git has a file, or would take it with the next `git add .`; False where there is no repository."""
    if not is_in_repository(folder):
        return False
    return bool(run_git(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", str(path)], folder))
