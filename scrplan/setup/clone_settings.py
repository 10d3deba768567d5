"""The settings of a clone by which git starts scrplan; git never takes them over from another clone."""

import re
from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from scrplan.errors import GitProblem
from scrplan.git.config import Setting, setting
from scrplan.setup.setup_changes import RENEWED, SettingChange, SetupStep

# Where scrplan cannot be started, git would leave our side without marks, and theirs would be lost with the next add.
_ELSE_BY_LINES = "|| { test $? -gt 1 && git merge-file -L ours -L before -L theirs %A %O %B; }"
# How each version of scrplan starts or ends these settings; any other value is somebody's own choice.
_OURS = {Setting.MERGE_DRIVER: re.compile(r".* merge-driver %O %A %B\b"), Setting.TEXTCONV: re.compile(r".* textconv$")}


def wanted_settings(command: str) -> dict[Setting, str]:
    """Return the settings of a clone; `command` is how a shell starts scrplan."""
    return {
        # First of all, since a way to merge that has a name and no command stops every merge.
        # git replaces what starts with a per cent sign by names.
        Setting.MERGE_DRIVER: f"{command.replace('%', '%%')} merge-driver %O %A %B %P {_ELSE_BY_LINES}",
        # git merges the bases of branches that merged each other in memory, where nobody can decide a conflict.
        Setting.MERGE_RECURSIVE: "binary",
        Setting.MERGE_NAME: "plans, by recommendation",
        Setting.TEXTCONV: f"{command} textconv",
        Setting.HEADING: "^plan, title: (.*)$",  # above each part of a difference; each line names its recommendation
    }


def clone_settings(folder: Path, command: str, *, upgrade: bool) -> Iterator[SetupStep]:
    """Yield the settings of the clone that a folder is in."""
    for key, value in wanted_settings(command).items():
        what = f"git config {key}"
        try:
            now = setting(folder, key)
        except GitProblem as problem:
            yield SetupStep(what, why=f"{problem.message}: {problem.hint}")
            continue
        change = SettingChange(folder, key, now, value)
        if now == value:
            yield SetupStep(what)
        elif not now:
            yield SetupStep(what, f"set to {value}", change)
        elif upgrade and key in _OURS and _OURS[key].match(now):
            yield SetupStep(what, RENEWED, change)
        else:
            yield SetupStep(what, why=f"it is {now}; to change it:", lines=(f"git config {key} {quote(value)}",))
