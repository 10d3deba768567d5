"""What an answer does not include: files left out, a history that is cut, a check that could not be made."""

import enum
from typing import NamedTuple


class NoticeKind(enum.StrEnum):
    """Why an answer may be short of something."""

    NOT_READ = "not_read"  # a file looks like a plan, and is none by its name or its place
    MISSING = "missing"  # git keeps a plan that the folder lacks
    LEFT_OUT = "left_out"  # a plan that was asked for
    NOT_COMMITTED = "not_committed"  # what the answer, which is of a commit, cannot have
    CUT = "cut"  # a clone without the older commits
    NOT_KNOWN = "not_known"  # what git could not answer
    NOT_CHECKED = "not_checked"


class Notice(NamedTuple):
    """One thing that every reader of the answer must know; `command` is what to type, where that helps.

    `otherwise` is what to do instead, in words.
    """

    kind: NoticeKind
    words: str
    command: str = ""
    otherwise: str = ""

    @property
    def line(self) -> str:
        """Return it as a line for people."""
        fix = f"to fix: {self.command}" if self.command else ""
        return "; ".join(filter(None, (self.words, fix, self.otherwise and f"or {self.otherwise}")))

    @property
    def record(self) -> dict[str, str]:
        """Return it in plain JSON types."""
        return {"kind": self.kind.value, "words": self.words, "command": self.command}
