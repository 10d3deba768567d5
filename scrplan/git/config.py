"""A clone's own settings, of which only scrplan's are ever made, and what the repository's attributes say of a file."""

import enum
import os
from collections.abc import Sequence
from pathlib import Path

from scrplan.errors import GitProblem
from scrplan.git.calls import run_git


class Setting(enum.StrEnum):
    """The settings that make git show and merge plans as plans; each clone has its own."""

    MERGE_NAME = "merge.scrplan.name"
    MERGE_DRIVER = "merge.scrplan.driver"
    MERGE_RECURSIVE = "merge.scrplan.recursive"
    TEXTCONV = "diff.scrplan.textconv"
    HEADING = "diff.scrplan.xfuncname"


class NoWorkTree(GitProblem):
    """There is a repository, but this is no folder of its files."""


def place_in_work_tree(folder: Path) -> str:
    """Return where a folder is in its working tree, with a slash at the end; empty at its top.

    Raises:
        NoWorkTree: this is a bare repository, or the folder where git keeps its own data.
        GitProblem: there is no git or no repository.

    """
    inside, _, place = run_git(["rev-parse", "--is-inside-work-tree", "--show-prefix"], folder).partition("\n")
    if inside != "true":
        raise NoWorkTree("git keeps its own data here, and no plans", "go to the folder of a clone")
    return place.removesuffix("\n")


def setting(folder: Path, key: Setting) -> str:
    """Return what the clone itself sets, whatever its user sets for all clones; empty where it does not."""
    asked = ["config", "--local", "--null", "--default", "", "--get", "--", key.value]
    return run_git(asked, folder).removesuffix("\0")


def set_setting(folder: Path, key: Setting, value: str) -> None:
    """Set one of scrplan's settings for this clone alone."""
    run_git(["config", "--local", "--", key.value, value], folder)


def attributes(folder: Path, path: str, names: Sequence[str]) -> dict[str, str]:
    """Return what the repository says of a file, which need not exist: `unspecified` where it says nothing."""
    # What a user says for all repositories is not what colleagues get.
    asked = ["-c", f"core.attributesFile={os.devnull}", "check-attr", "-z", *names, "--", path]
    words = run_git(asked, folder).split("\0")
    return dict(zip(words[1::3], words[2::3], strict=False))
