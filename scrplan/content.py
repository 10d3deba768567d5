"""The neutral report: what there is to say, before anyone decides how it looks. Knows no plan."""

import enum
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar


class Tone(enum.Enum):
    """How something is to be taken; every renderer also has the words."""

    PLAIN = "plain"
    GOOD = "good"
    CAUTION = "caution"
    BAD = "bad"
    INFO = "info"
    MUTED = "muted"


class ColumnKind(enum.Enum):
    """What a column holds, which decides its alignment and whether it may be shortened on a screen."""

    SHORT = "short"
    NUMBER = "number"
    BAR = "bar"  # a number, that a screen also draws as a bar; all of one table to the same scale
    WORDS = "words"
    LONG = "long"

    @property
    def is_number(self) -> bool:
        """Return whether it holds numbers, which stand under each other by their last digit."""
        return self in {ColumnKind.NUMBER, ColumnKind.BAR}


class Cell(NamedTuple):
    """One value: `text` for people, `value` for machines (ISO dates, bare numbers, empty when absent)."""

    text: str
    value: str | int | None = None
    tone: Tone = Tone.PLAIN

    @property
    def raw(self) -> str:
        """Return the value for machines as text; the text itself where there is no other."""
        return self.text if self.value is None else str(self.value)


class Column(NamedTuple):
    """A column of a table; `key` is its name in csv and `--columns`."""

    key: str
    heading: str
    kind: ColumnKind = ColumnKind.SHORT


class Table(NamedTuple):
    """Rows of cells, as many in each row as there are columns; `has_total` where the last row sums up the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows without their sum."""
        return self.rows[:-1] if self.has_total else self.rows


class Paragraph(NamedTuple):
    """Running words."""

    text: str
    tone: Tone = Tone.PLAIN


class Fact(NamedTuple):
    """A label and what is to be said under it, a line each."""

    label: str
    lines: tuple[Cell, ...]


class Facts(NamedTuple):
    """Labels with what belongs to them."""

    facts: tuple[Fact, ...]


class Series(NamedTuple):
    """One set of numbers of a chart, as many as there are labels."""

    name: str
    values: tuple[int, ...]
    tone: Tone = Tone.PLAIN


class Chart(NamedTuple):
    """Numbers to be drawn: for each label a bar, stacked of what each series has there.

    `alternative` says in words what there is to see, for who does not see it; where nothing is drawn it stands alone.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alternative: str


class Listing(NamedTuple):
    """Points, one below the other."""

    points: tuple[str, ...]


Block = Paragraph | Facts | Table | Chart | Listing


class PageStart(enum.Enum):
    """Where in a document with pages a section begins."""

    HERE = "here"
    NEW = "new"
    WIDE = "wide"  # on pages that lie on their side


class Section(NamedTuple):
    """A heading and what stands under it; `level` is 1 for a section of the whole, 2 for a part of the one before."""

    heading: str
    blocks: tuple[Block, ...]
    tone: Tone = Tone.PLAIN
    level: int = 1
    page: PageStart = PageStart.HERE


class Report(NamedTuple):
    """One answer: a title, a head that every format shows, sections for readers, records for machines.

    `records` is the whole as one table with a row a record. Formats for readers show the sections instead, where
    there are any.
    """

    title: str
    head: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    records: Table | None = None


T = TypeVar("T")
ShownColumn = tuple[Column, Callable[[T], Cell]]  # a column, and what it shows of a thing


def fact(label: str, *lines: str | Cell) -> Fact:
    """Return a fact from plain words."""
    return Fact(label, tuple(line if isinstance(line, Cell) else Cell(line) for line in lines))


def table(columns: Iterable[Column], rows: Iterable[Iterable[Cell]], *, has_total: bool = False) -> Table:
    """Return a table from any iterables."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), has_total)


def shown_table(shown: Iterable[ShownColumn[T]], things: Iterable[T]) -> Table:
    """Return a table with a row for each thing."""
    chosen = tuple(shown)
    return table((column for column, _ in chosen), ([show(one) for _, show in chosen] for one in things))
