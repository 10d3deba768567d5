"""A repository with a plan, and what tests of writing to it need."""

from pathlib import Path

import pytest

from scrplan.git.commits import commit_file
from tests.building import AUTHOR, committed, in_git

MESSAGE = "a 1: rated red\n\nPlan: a\nRef: 1\n"


def new_repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with two files and one commit; who writes to it is known to git."""
    for name, value in AUTHOR.items():
        monkeypatch.setenv(name, value)
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "a.yaml").write_text("one\n")
    (root / "other.txt").write_text("other\n")
    in_git(root, "init", "--quiet", "--initial-branch=main")
    committed(root)
    return root


def forget_author(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git no longer know who writes to a repository."""
    for name in AUTHOR:
        if name.endswith(("_NAME", "_EMAIL")):
            monkeypatch.delenv(name, raising=False)
    in_git(root, "config", "user.useConfigOnly", "true")


def recorded(root: Path, text: str, message: str = MESSAGE) -> str:
    """Write a plan and commit it as a command does; return the commit."""
    path = root / "plans" / "a.yaml"
    path.write_text(text)
    return commit_file(path, message)


def hook(root: Path, name: str, script: str) -> None:
    """Make a hook out of a shell script."""
    path = root / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def sign(root: Path, tool: Path, *, wanted: bool) -> None:
    """Tell git to sign, or not to, with a tool that knows no keys."""
    tool.write_text(f"#!/bin/sh\n{_SIGNER}")
    tool.chmod(0o755)
    in_git(root, "config", "gpg.program", str(tool))
    in_git(root, "config", "commit.gpgSign", "true" if wanted else "false")


_SIGNER = """\
cat > /dev/null
printf '\\n[GNUPG:] SIG_CREATED ' >&2
printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nmade by the test\\n-----END PGP SIGNATURE-----\\n'
"""


def status(root: Path) -> str:
    """Return what git says is changed."""
    return in_git(root, "status", "--porcelain")


def log(root: Path) -> list[str]:
    """Return the subjects of the commits, the last first."""
    return in_git(root, "log", "--format=%s").splitlines()
