import re

import pytest

from scrplan.content import Cell, Column, ColumnKind, Report, table
from scrplan.render.terminal import ScreenSettings, render_terminal


@pytest.mark.parametrize(
    ("width", "more"), [(80, 0), (30, 0), (20, 4)], ids=["side by side", "long texts below", "a line a value"]
)
@pytest.mark.parametrize("has_total", [True, False])
def test_a_total_is_bold(width: int, more: int, *, has_total: bool) -> None:
    columns = [Column("a", "Agency"), Column("b", "Late", ColumnKind.NUMBER), Column("c", "What", ColumnKind.LONG)]
    columns += [Column(f"d{at}", "More") for at in range(more)]
    rows = [[Cell(name), Cell(late), *[Cell("etc")] * (1 + more)] for name, late in (("Police", "4"), ("Whole", "42"))]
    report = Report("T", records=table(columns, rows, has_total=has_total))
    lines = render_terminal(report, ScreenSettings(width, colour=True)).splitlines()
    assert [is_bold(line, word) for word in ("Police", "Whole", "42") for line in lines if word in line] == [
        False, has_total, has_total,
    ]  # fmt: skip
    plain = Report("T", records=table(columns, rows))
    assert render_terminal(report, ScreenSettings(width)) == render_terminal(plain, ScreenSettings(width)), (
        "the same without colour"
    )


def is_bold(line: str, word: str) -> bool:
    codes = re.findall(r"\x1b\[([\d;]*)m", line[: line.index(word)])
    return bool(codes) and codes[-1].split(";")[0] == "1"
