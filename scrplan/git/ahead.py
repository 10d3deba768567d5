"""The texts of many blobs, read by git while those before them are worked on."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Thread

from scrplan.errors import GitProblem
from scrplan.git.revisions import blob_texts

AT_ONCE = 100  # blobs; a plan has 40 KB, so that a long history never is in memory as a whole


def texts_ahead(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each blob, once, with its text without a byte order mark; None for what is missing or no UTF-8."""
    wanted = list(dict.fromkeys(blobs))
    parts = [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
    coming = _Reading(folder, parts[0]) if parts else None
    for number, part in enumerate(parts, 1):
        texts = coming.texts() if coming else {}
        coming = _Reading(folder, parts[number]) if number < len(parts) else None
        yield from ((blob, texts.get(blob)) for blob in part)


class _Reading(Thread):
    """Git at work on some blobs while other work goes on."""

    def __init__(self, folder: Path, blobs: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self._asked = (folder, blobs)
        self._texts: dict[str, str] = {}
        self._problem: GitProblem | None = None
        self.start()

    def run(self) -> None:
        """Ask git; a problem is raised when the texts are wanted."""
        try:
            self._texts = blob_texts(*self._asked)
        except GitProblem as problem:
            self._problem = problem

    def texts(self) -> dict[str, str]:
        """Wait for the texts."""
        self.join()
        if self._problem:
            raise self._problem
        return self._texts
