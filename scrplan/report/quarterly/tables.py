"""Tables of recommendations and actions, as several sections of the report have them."""

from collections.abc import Callable, Iterable, Sequence

from scrplan.assessment import Item
from scrplan.content import Cell, Column, Paragraph, Table, Tone, table
from scrplan.report.item_columns import COLUMNS

NONE = Paragraph("None.", Tone.MUTED)
Made = tuple[Column, Callable[[Item], Cell]]  # a column, and what it shows of an item


def made_of(key: str) -> Made:
    """Return the column of `list` that has this key."""
    return COLUMNS[key]


def rows_table(items: Iterable[Item], made: Sequence[Made], *, many: bool) -> Table:
    """Return items under their refs, of many plans also under their plans' ids."""
    every = [*([made_of("plan")] if many else []), (Column("ref", "Ref"), ref_cell), *made]
    return table((column for column, _ in every), ([show(item) for _, show in every] for item in items))


def ref_cell(item: Item) -> Cell:
    """Return the ref, with the part where it is of one action."""
    part = item.action.part if item.action else None
    return Cell(f"{item.recommendation.ref}, part {part}" if part else item.recommendation.ref)
