"""Tables of recommendations and actions, as several sections of the report have them."""

from collections.abc import Iterable, Sequence

from scrplan.assessment import Item
from scrplan.content import Cell, Column, Paragraph, ShownColumn, Table, Tone, shown_table
from scrplan.report.item_columns import COLUMNS

NONE = Paragraph("None.", Tone.MUTED)


def rows_table(items: Iterable[Item], shown: Sequence[ShownColumn[Item]], *, many: bool) -> Table:
    """Return items under their refs, of many plans also under their plans' ids."""
    plan = [COLUMNS["plan"]] if many else []
    return shown_table([*plan, (Column("ref", "Ref"), ref_cell), *shown], items)


def ref_cell(item: Item) -> Cell:
    """Return the ref, with the part where it is of one action."""
    part = item.action.part if item.action else None
    return Cell(f"{item.recommendation.ref}, part {part}" if part else item.recommendation.ref)
