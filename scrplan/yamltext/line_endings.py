"""A text with line feeds alone, and the line ends that it really has: a splice leaves those of other lines alone."""

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """A stretch of the text and what is there afterwards."""

    start: int
    end: int
    text: str


class Lines(NamedTuple):
    """A text, and the ends of its lines where not all are line feeds; new lines end as most do."""

    text: str
    ends: tuple[str, ...] | None = None
    usual: str = "\n"

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Return the lines of a text as it is in a file."""
        if "\r" not in text:
            return cls(text)
        ends = tuple("\r\n" if line.endswith("\r") else "\n" for line in text.split("\n")[:-1])
        return cls(text.replace("\r\n", "\n"), ends, max("\r\n", "\n", key=ends.count))

    def spliced(self, splices: Iterable[Splice]) -> "Lines":
        """Return the lines with some stretches exchanged, the last of them first."""
        text, ends = self.text, list(self.ends or ())
        for start, end, new in splices:
            if self.ends is not None:
                first, last = text.count("\n", 0, start), text.count("\n", 0, end)
                wanted = new.count("\n")
                # The line ends of a stretch stay what they were as far as the new text has as many.
                kept = ends[first:last][:wanted]
                ends[first:last] = [*kept, *[self.usual] * (wanted - len(kept))]
            text = text[:start] + new + text[end:]
        return self._replace(text=text, ends=None if self.ends is None else tuple(ends))

    def written(self) -> str:
        """Return the text with its own line ends."""
        if self.ends is None:
            return self.text
        return "".join(f"{line}{end}" for line, end in zip(self.text.split("\n"), [*self.ends, ""], strict=True))
