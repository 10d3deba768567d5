"""Cells of a workbook: numbers as numbers, days as days, and everything else as text that nothing takes for more."""

import re
from datetime import date
from typing import Any, NamedTuple

from scrplan.characters import harmless
from scrplan.content import Cell, Column, ColumnKind, Tone
from scrplan.dates import MONTHS
from scrplan.render.series_styles import PALETTE

FULLEST = 32_767  # characters, in the units of Excel, that one cell holds
CUT = " … [cut: a cell holds no more]"
_EARLIEST = date(1901, 1, 1)  # the days of 1900 are counted wrongly
_PLAIN_WORDS = re.compile(r"[A-Za-z +-]{0,20}")
_RICH = re.compile(r"\A<r>(?=.*</r>\Z)", re.DOTALL)


class Looks(NamedTuple):
    """The formats of a workbook, each made once."""

    workbook: Any
    made: dict[tuple[tuple[str, Any], ...], Any]

    def of(self, **properties: Any) -> Any:
        """Return the format that has these properties besides those of all."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(
                {"font_name": "Arial", "font_size": 10, "font_color": "#1D2A35", "valign": "top", **properties}
            )
        return self.made[key]


def cell_text(text: str) -> str:
    """Return text as a cell holds it: harmless, short enough, and nothing that the library would take for markup."""
    words = harmless(text)
    if _units(words) > FULLEST:
        words = cut_to_units(words, FULLEST - len(CUT)) + CUT
    # The library writes text between these tags as it is; a mark of no width keeps it text.
    return _RICH.sub("\u2060<r>", words)


def cut_to_units(text: str, most: int) -> str:
    """Return as much of the start of a text as so many units of UTF-16 hold, which is how Excel counts."""
    return text.encode("utf-16-le", "replace")[: most * 2].decode("utf-16-le", "ignore")


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


RULE = {"text_wrap": True, "align": "left", "bottom": 4, "bottom_color": "#C9D2DB"}  # under a row
TOTAL = {"text_wrap": True, "align": "left", "bold": True, "top": 1, "bottom": 1}  # the row that sums up the others


def write_cell(sheet: Any, at: tuple[int, int], cell: Cell, column: Column, looks: Looks, look: dict[str, Any]) -> None:
    """Write one cell of a table."""
    shown = {**look, "indent": indent_of(column)}
    if cell.tone is not Tone.PLAIN:
        shown["font_color"] = PALETTE[cell.tone].on_tint
        if cell.tone is not Tone.MUTED and cell.text:
            shown["bg_color"] = PALETTE[cell.tone].tint
    day = _day(cell)
    if isinstance(cell.value, int):
        side = "right" if column.kind.is_number else "left"
        sheet.write_number(*at, cell.value, looks.of(**{**shown, "num_format": number_format(cell), "align": side}))
    elif day:
        sheet.write_datetime(*at, day, looks.of(**shown, num_format="d mmm yyyy"))
    elif cell.text:
        sheet.write_string(*at, cell_text(cell.text), looks.of(**shown))
    else:
        sheet.write_blank(*at, None, looks.of(**shown))


def indent_of(column: Column) -> int:
    """Return how far the cells of a column stand in, so that wrapped words do not run into those beside them."""
    return int(column.kind in {ColumnKind.WORDS, ColumnKind.LONG})


def number_format(cell: Cell) -> str:
    """Return the format in which a number is shown with the words around it, such as `+3` or `548 days`."""
    value = cell.value if isinstance(cell.value, int) else 0
    before, digits, after = cell.text.partition(f"{value:,}")
    if value < 0 or not _PLAIN_WORDS.fullmatch(before) or not _PLAIN_WORDS.fullmatch(after):
        return "#,##0"
    if not digits:
        return f'"{before}"' if before else ";;;"  # `not moved`, or nothing, stands for this number
    return "".join((f'"{before}"' if before else "", "#,##0", f'"{after}"' if after else ""))


def _day(cell: Cell) -> date | None:
    """Return the day that a cell tells in full; a part of a date, or a date among words, stays text."""
    if not isinstance(cell.value, str):
        return None
    try:
        day = date.fromisoformat(cell.value)
    except ValueError:
        return None
    month = MONTHS[day.month - 1]
    shown = {f"{day.day} {name} {day.year}" for name in (month, month[:3])}
    return day if cell.text in shown and day >= _EARLIEST else None
