"""The lines of the table, and the commands that they compare."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.processes import MEGABYTE, Command, Sample, Spread, ratios, spread

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN, SCHEMA = "plans/child-g.yaml", "schema/plan.schema.json"
AS_AT = "2025-03"  # a day among the generated dates, so that every kind of timeliness occurs
MAIN_PLANS = 1000  # the number of plans that the aims speak of

HEADINGS = ("what", "against", "ratio: median (min-max)", "aim", "met?", "peak MB", "median ms")


class Row(NamedTuple):
    """One line of the table, as words."""

    what: str
    against: str = ""
    ratio: str = ""
    aim: str = ""
    met: str = ""
    peak: str = ""
    median: str = ""


def ratio_row(samples: dict[str, list[Sample]], ours: Command, other: Command, most: float | None) -> Row:
    """Return how many times longer ours takes than another command, and whether that is at most what is aimed at."""
    times = ratios(samples[ours.name], samples[other.name])
    own = time_row(samples, ours)
    aim = "" if most is None else f"at most {most:g}"
    met = "" if most is None else yes(times.median <= most)
    return Row(ours.name, other.name, words_of(times), aim, met, own.peak, own.median)


def time_row(samples: dict[str, list[Sample]], command: Command) -> Row:
    """Return a command's own figures, for information."""
    ran = samples[command.name]
    peak = max(one.peak for one in ran) / MEGABYTE
    median = spread([1000 * one.seconds for one in ran]).median
    return Row(command.name, peak=f"{peak:.0f}", median=f"{median:,.0f}")


def words_of(figures: Spread) -> str:
    """Return the middle of some figures with their bounds."""
    return f"{figures.median:.2f} ({figures.least:.2f}-{figures.greatest:.2f})"


def yes(met: bool) -> str:
    """Return whether an aim is met."""
    return "yes" if met else "no"


def scrplan(*words: str) -> tuple[str, ...]:
    """Return the program as installed beside this interpreter, else from this checkout."""
    installed = beside("scrplan")
    return (installed, *words) if installed else (sys.executable, "-m", "scrplan", *words)


def beside(program: str) -> str | None:
    """Return the path of a program that is installed beside this interpreter."""
    return shutil.which(program, path=str(Path(sys.executable).parent))


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines, each column as wide as its widest cell."""
    lines = [HEADINGS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
