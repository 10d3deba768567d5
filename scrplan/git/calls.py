"""The only subprocess: git, by argument lists, in a cleaned environment, without a shell."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrplan.errors import AmbiguousRevision, GitProblem, NoCommits, NoGit, NoRepository

TIMEOUT = 60  # seconds; git on a local repository answers in far less, and a hung one must not hang the command


def git_version(folder: Path) -> str | None:
    """Return git's version, None where there is no git; it is started in a folder that is there."""
    try:
        return run_git(["--version"], folder).strip().removeprefix("git version ")
    except GitProblem:
        return None


def run_git(arguments: Sequence[str], folder: Path, said: str = "") -> str:
    """Return what git prints, with `said` on its standard input."""
    return git_bytes(arguments, folder, said).decode("utf-8", "surrogateescape")


def git_bytes(arguments: Sequence[str], folder: Path, said: str = "") -> bytes:
    """Return what git prints, as it comes."""
    environment = cleaned_environment() | ALONE
    if arguments[0] in LOOKS_AT_FILES:
        environment |= _without_filters(folder)
        arguments = [arguments[0], "--ignore-submodules=all", *arguments[1:]]  # those have settings of their own
    command = ["git", *PLAIN, "-C", str(folder), *arguments]
    done = finished(command, environment, said, TIMEOUT)
    if done.returncode:
        raise _refusal(done.stderr.decode("utf-8", "replace").strip(), done.returncode)
    return done.stdout


def finished(
    command: Sequence[str], environment: Mapping[str, str], said: str, timeout: float | None
) -> subprocess.CompletedProcess[bytes]:
    """Return the finished call of git, with `said` on its standard input; without a timeout it waits for ever.

    Raises:
        NoGit: git cannot be started.
        GitProblem: it did not answer in time.

    """
    try:
        return subprocess.run(  # noqa: S603  (an argument list, no shell; no option comes from data)
            command, env=environment, capture_output=True, check=False, timeout=timeout, input=said.encode()
        )
    except OSError:
        raise NoGit from None
    except subprocess.TimeoutExpired:
        raise GitProblem(f"git did not answer within {timeout} seconds") from None


# A repository's settings can name programs: a file system monitor, one that checks signatures, one that fetches what a
# partial clone leaves out, filters of files. A question starts none of them. What else is set here keeps the answer
# the same in every clone: no names or commits replaced by others, one encoding.
PLAIN = (
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.mailmap=false"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
)
ALONE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # the same for a git that does not know the former
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "",
}
STATUS = ("status", "--porcelain=v2", "-z", "--untracked-files=all", "--ignored=matching")
LOOKS_AT_FILES = {"status", "diff-index"}


def _without_filters(folder: Path) -> dict[str, str]:
    """Return the environment in which the repository's own filters do nothing; the user's own may."""
    asked = ["config", "--null", "--show-scope", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process)$"]
    try:
        words = run_git(asked, folder).split("\0")
    except GitProblem:  # there are none, or no repository
        return {}
    found = zip(words[::2], words[1::2], strict=False)
    drivers = sorted({key.rpartition(".")[0] for scope, key in found if scope in {"local", "worktree"}})
    off = [(f"{driver}.{key}", value) for driver in drivers for key, value in FILTER_OFF.items()]
    numbered = {f"GIT_CONFIG_KEY_{place}": key for place, (key, _) in enumerate(off)}
    numbered |= {f"GIT_CONFIG_VALUE_{place}": value for place, (_, value) in enumerate(off)}
    return numbered | {"GIT_CONFIG_COUNT": str(len(off))}


FILTER_OFF = {"clean": "", "process": "", "required": "false"}


def _refusal(complaint: str, code: int) -> GitProblem:
    """Return what git complained of; what people meet who know little of git, in their words."""
    for words, message, hint in COMPLAINTS:
        if words in complaint:
            # Only git itself knows how the folder is written there.
            _, _, command = complaint.partition(SAFE)
            kind = NoRepository if words == OUTSIDE else GitProblem
            return kind(message, hint.format(command=f"{SAFE}{command.splitlines()[0] if command else ' FOLDER'}"))
    lines = [line.strip() for line in complaint.splitlines()]
    said = next((line for line in lines if line.startswith(("fatal: ", "error: "))), "")
    kind = next((one for words, one in CLASSES.items() if words in complaint), GitProblem)
    return kind("git refused", said.partition(": ")[2] or (lines[0] if lines else f"exit code {code}"))


SAFE = "git config --global --add safe.directory"
ANOTHERS = "this repository belongs to another user, so git does not open it", "if you trust it, run {command}"
OUTSIDE = "not a git repository"
CLASSES = {"is ambiguous": AmbiguousRevision, "does not have any commits yet": NoCommits}
COMPLAINTS = (
    (
        OUTSIDE,
        "this folder is in no git repository",
        "go to the board's folder; git init makes a repository of it",
    ),
    ("dubious ownership", *ANOTHERS),
    ("is owned by someone else", *ANOTHERS),
    ("safe.bareRepository", "your git settings do not allow a bare repository", "work in a clone of it"),
    ("promisor remote", "this clone was made without older files", "git fetch --refetch --no-filter brings them"),
)


def cleaned_environment() -> dict[str, str]:
    """Return the environment without anything that could turn git to another repository, or make it ask."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
