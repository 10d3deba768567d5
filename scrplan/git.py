"""The only subprocess: git, by argument lists, in a cleaned environment, without a shell."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from scrplan.errors import GitProblem

MANY_PATHS = 200  # beyond this a whole folder is asked for, to stay below the limit of a command line
TIMEOUT = 60  # seconds; git on a local repository answers in far less, and a hung one must not hang the command


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
        out = run_git(
            [
                "status",
                "--porcelain=v2",
                "--branch",
                "-z",
                "--untracked-files=all",
                "--ignored=matching",
                "--",
                *map(str, asked),
            ],
            folder,
        )
    except GitProblem:
        return Provenance(None, dirty=False)
    commit = None
    dirty = False
    for entry in out.split("\0"):
        if entry.startswith("# branch.oid "):
            oid = entry.removeprefix("# branch.oid ")
            commit = None if oid == "(initial)" else oid
        elif entry and not entry.startswith("# "):
            dirty = True
    return Provenance(commit, dirty)


def git_version() -> str | None:
    """Return git's version, None where there is no git."""
    try:
        return run_git(["--version"], Path.cwd()).strip().removeprefix("git version ")
    except GitProblem:
        return None


def run_git(arguments: Sequence[str], folder: Path) -> str:
    """Return what git prints.

    Raises:
        GitProblem: there is no git, or it refused; carries its first line.

    """
    # A file system monitor is a program named by the repository's own settings; a read-only question starts none.
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  (an argument list, no shell; no option comes from data)
            command, env=_environment(), capture_output=True, check=False, timeout=TIMEOUT, stdin=subprocess.DEVNULL
        )
    except OSError:
        raise GitProblem("git cannot be started", "install it to use the audit trail") from None
    except subprocess.TimeoutExpired:
        raise GitProblem(f"git did not answer within {TIMEOUT} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitProblem("git refused", said[0] if said else f"exit code {done.returncode}")
    return done.stdout.decode("utf-8", "surrogateescape")


def _environment() -> dict[str, str]:
    """Return the environment without anything that could turn git to another repository, or make it ask."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
