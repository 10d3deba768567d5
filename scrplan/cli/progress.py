"""What a long command is doing, on a terminal's stderr, once it has taken a second."""

import sys
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 1.0  # seconds in which nothing is shown


class ProgressLine:
    """Steps of a known number; nothing is shown in a pipe, and nothing stays on the screen."""

    def __init__(self, steps: int, patience: float = PATIENCE) -> None:
        self._steps, self._done, self._words = steps, 0, ""
        self._bar: Bar | None = None
        self._is_over = False
        self._lock = Lock()
        self._timer = Timer(patience, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Begin to wait."""
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def step(self, words: str) -> None:
        """Say what is done next; what was before is done."""
        with self._lock:
            self._done += bool(self._words)
            self._words = words
            if self._bar:
                self._bar.update(self._bar.task_ids[0], completed=self._done, description=words)

    def _show(self) -> None:
        with suppress(Exception):  # a screen that cannot show it is no reason to fail
            self._begin()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with self._lock:
            if self._is_over:  # while this was on its way here
                return
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(self._words, total=self._steps, completed=self._done)
            self._bar.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it off the screen, whatever happened."""
        self.stop()

    def stop(self) -> None:
        """Take it off the screen, before anything else is written there; a second time does nothing."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._bar:
                self._bar.stop()
                self._bar = None
