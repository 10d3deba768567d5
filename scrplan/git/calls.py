"""The only subprocess: git, by argument lists, in a cleaned environment, without a shell."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scrplan.errors import GitProblem

TIMEOUT = 60  # seconds; git on a local repository answers in far less, and a hung one must not hang the command


def git_version() -> str | None:
    """Return git's version, None where there is no git."""
    try:
        return run_git(["--version"], Path.cwd()).strip().removeprefix("git version ")
    except GitProblem:
        return None


def run_git(arguments: Sequence[str], folder: Path, said: str = "") -> str:
    """Return what git prints, told `said` on its standard input.

    Raises:
        GitProblem: there is no git, or it refused; carries its first line.

    """
    return git_bytes(arguments, folder, said).decode("utf-8", "surrogateescape")


def git_bytes(arguments: Sequence[str], folder: Path, said: str = "") -> bytes:
    """Return what git prints, as it comes.

    Raises:
        GitProblem: there is no git, or it refused; carries its first line.

    """
    # A file system monitor is a program named by the repository's own settings; a read-only question starts none.
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  (an argument list, no shell; no option comes from data)
            command, env=cleaned_environment(), capture_output=True, check=False, timeout=TIMEOUT, input=said.encode()
        )
    except OSError:
        raise GitProblem("git cannot be started", "install it to use the audit trail") from None
    except subprocess.TimeoutExpired:
        raise GitProblem(f"git did not answer within {TIMEOUT} seconds") from None
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitProblem("git refused", words[0] if words else f"exit code {done.returncode}")
    return done.stdout


def cleaned_environment() -> dict[str, str]:
    """Return the environment without anything that could turn git to another repository, or make it ask."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
