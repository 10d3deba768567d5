"""Which files git keeps, whether or not they are in the folder."""

import enum
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrplan.errors import GitProblem
from scrplan.git.calls import run_git


class Tracked(enum.Enum):
    """Where git has a file."""

    STAGED = "the index, so that it should be in the folder"
    SPARSE = "the index, and a sparse checkout of folders leaves it out"
    PATTERN = "the index, and a sparse checkout by patterns leaves it out"
    SKIPPED = "the index, which is told to skip the file, without a sparse checkout"
    COMMITTED = "the last commit alone: it was removed since, and that is not committed"


_TAGS = {"S": Tracked.SPARSE, "M": Tracked.COMMITTED}  # M: what comes from the commit alone is no merged entry


def tracked_files(folder: Path, paths: Sequence[str]) -> Mapping[str, Tracked]:
    """Return by its path from the folder every file of these paths that the last commit or the index has."""
    asked = ["ls-files", "-z", "-t"]
    try:
        out = run_git([*asked, "--with-tree=HEAD", "--", *paths], folder)
    except GitProblem:
        out = run_git([*asked, "--", *paths], folder)  # nothing is committed yet
    entries = (entry.partition(" ") for entry in out.split("\0") if entry)
    found = {path: _TAGS.get(tag, Tracked.STAGED) for tag, _, path in entries}
    if Tracked.SPARSE not in found.values():
        return found
    left_out = _left_out(folder)
    return {path: left_out if one is Tracked.SPARSE else one for path, one in found.items()}


def _left_out(folder: Path) -> Tracked:
    """Return why files of the index are left out of the folder."""
    if not _is_set(folder, "core.sparseCheckout"):
        return Tracked.SKIPPED
    return Tracked.SPARSE if _is_set(folder, "core.sparseCheckoutCone") else Tracked.PATTERN


def _is_set(folder: Path, key: str) -> bool:
    return run_git(["config", "--type=bool", "--default=false", "--get", key], folder).strip() == "true"
