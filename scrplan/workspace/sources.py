"""Where the plans of an answer are from: files, or a commit."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scrplan.git import Provenance


class AtCommit(NamedTuple):
    """The commit, and its day, that an answer's plans were read from instead of the working tree."""

    commit: str
    day: date

    @property
    def words(self) -> str:
        """Return this for people."""
        from scrplan.dates import day_words  # noqa: PLC0415  (most answers are of files)
        from scrplan.git import short_name  # noqa: PLC0415

        return f"commit {short_name(self.commit)} ({day_words(self.day)})"


Sources = Sequence[Path] | AtCommit


def provenance_of(sources: Sources) -> "Provenance":
    """Return the commit that plans are from, and whether files differ from it."""
    from scrplan.git import Provenance, provenance  # noqa: PLC0415  (most answers do not say it)

    return Provenance(sources.commit, dirty=False) if isinstance(sources, AtCommit) else provenance(sources)
