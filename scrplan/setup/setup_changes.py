"""Changes as values: what a file or a setting of git is, and what it would be."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scrplan.git.config import Setting, set_setting
from scrplan.source.atomic_write import create_text, replace_text
from scrplan.source.files import Source, load_source, shown_path


class FileChange(NamedTuple):
    """A file's text after a change, and the file as it was read; without `source` it is a new file."""

    path: Path
    after: str
    source: Source | None = None
    here: Path | None = None  # the folder that messages show the file from

    @property
    def before(self) -> str:
        """Return the text as it is."""
        return self.source.document.text if self.source else ""

    def carry_out(self) -> None:
        """Write the text.

        Raises:
            FileChanged: the file is no longer what was read.
            UnwritableFile: the place does not allow it.

        """
        if self.source:
            replace_text(self.source, self.after)
        else:
            create_text(self.path, self.after, self.here)


class SettingChange(NamedTuple):
    """A setting of a clone before and after; empty where it is not set."""

    folder: Path
    key: Setting
    before: str
    after: str

    def carry_out(self) -> None:
        """Set it.

        Raises:
            GitProblem: git's settings may not be changed.

        """
        set_setting(self.folder, self.key, self.after)


class SetupStep(NamedTuple):
    """One thing that is needed: `change` makes it so; without it, it is there, or is left for the reason `why`.

    `done` says what the change did; `lines` are to be copied by hand.
    """

    what: str
    done: str = "already there"
    change: FileChange | SettingChange | None = None
    why: str = ""
    lines: tuple[str, ...] = ()


RENEWED = "brought up to date"
OLDER = "another version of scrplan made it; scrplan init --upgrade brings it up to date"


def new_file(path: Path, text: str) -> SetupStep:
    """Return the step that makes a file, where nothing of its name is there."""
    if path.exists() or path.is_symlink():
        return SetupStep(shown_path(path))
    return SetupStep(shown_path(path), "made", FileChange(path, text))


def renewal(path: Path, after: str, *, upgrade: bool) -> SetupStep:
    """Return the step that replaces what another version of scrplan wrote; it is left where no upgrade is asked for.

    Raises:
        UnreadableFile: the file cannot be opened.

    """
    if not upgrade:
        return SetupStep(shown_path(path), why=OLDER)
    return SetupStep(shown_path(path), RENEWED, FileChange(path, after, load_source(path)))


def newline_of(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def with_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with other words in some places: from where to where, and what."""
    for start, end, words in sorted(spans, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def is_inside(root: Path, path: Path) -> bool:
    """Return whether a file is below a folder when every link is followed."""
    return path.resolve().is_relative_to(root.resolve())
