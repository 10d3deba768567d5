"""Measures what the project promises of its speed, each against something that runs beside it at the same time.

Ratios, never seconds: a slow or busy machine slows both sides. Exit code 0 whatever the figures are; 1 when a
measured command fails.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.generate import ROWS, write_plans
from tests.benchmarks.processes import MEGABYTE, Command, CommandFailed, Sample, Spread, interleaved, ratios, spread

ROOT = Path(__file__).resolve().parent.parent.parent
PLAN, SCHEMA = "plans/child-g.yaml", "schema/plan.schema.json"
AS_AT = "2025-03"  # a day among the generated dates, so that every kind of timeliness occurs

MOST_TIMES_BARE = 12
MOST_TIMES_CHECKER = 0.5
MOST_TIMES_PARSER = 4
MOST_MEGABYTES = 300
MOST_GROWTH = 1.2  # of the time per plan, from the fewest plans to the most: linear, but for noise
START_UP_MS = 200
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print the table, and return the exit code."""
    asked = _asked(arguments)
    rows = list[Row]()
    try:
        rows += start_rows(asked.rounds)
        with tempfile.TemporaryDirectory(prefix="scrplan-benchmarks-") as folder:
            rows += many_rows(Path(folder), asked.plans, max(2, asked.rounds // 5), asked.seed)
    except CommandFailed as failed:
        print(table(rows))
        sys.stderr.write(f"{failed}\n")
        return 1
    print(table(rows))
    return 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=_positive, help="runs of each short command; a fifth of it for `list`")
    parser.add_argument("--plans", type=_numbers, metavar="N,N,...", help="how many plans to list")
    parser.add_argument("--seed", type=int, default=1, help="of the generated plans (default: %(default)s)")
    parser.add_argument("--quick", action="store_true", help="few rounds over few plans: whether it runs, no figures")
    asked = parser.parse_args(arguments)
    asked.rounds = asked.rounds or (2 if asked.quick else 20)
    asked.plans = asked.plans or ([10, 20] if asked.quick else [100, MAIN_PLANS, 3000])
    return asked


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("write a number from 1")
    return number


def _numbers(written: str) -> list[int]:
    return sorted({_positive(part) for part in written.split(",")})


def start_rows(rounds: int) -> Iterator[Row]:
    """Yield what one small question costs: the status of one plan, and the program's mere start."""
    bare = Command("bare interpreter", (sys.executable, "-c", "pass"), ROOT)
    status = Command(f"status {PLAN}", _scrplan("status", PLAN), ROOT, lambda said: "Child G" in said)
    checker = _checker()
    ours = [
        Command("--version", _scrplan("--version"), ROOT, lambda said: said.startswith("scrplan ")),
        Command("--help", _scrplan("--help"), ROOT, lambda said: "overdue" in said),
        Command("status --help", _scrplan("status", "--help"), ROOT, lambda said: "--as-at" in said),
        Command("completion of a command", _scrplan(), ROOT, lambda said: "status" in said, _COMPLETION),
    ]
    commands = [bare, status, *([checker] if checker else []), *ours]
    samples = interleaved(commands, rounds)
    yield _ratio_row(samples, status, bare, MOST_TIMES_BARE)
    if checker:
        yield _ratio_row(samples, status, checker, MOST_TIMES_CHECKER)
    else:
        yield Row(status.name, "check-jsonschema is not installed")
    for command in ours:
        row = _ratio_row(samples, command, bare, None)
        median = spread([1000 * one.seconds for one in samples[command.name]]).median
        yield row._replace(aim=f"under {START_UP_MS} ms", met=_yes(median < START_UP_MS))
    yield _time_row(samples, bare)
    if checker:
        yield _time_row(samples, checker)


_COMPLETION = {"_SCRPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "scrplan sta", "COMP_CWORD": "1"}


def many_rows(folder: Path, counts: Sequence[int], rounds: int, seed: int) -> Iterator[Row]:
    """Yield what `list` costs over many plans: against raw parsing of the same bytes, in memory, and as they grow."""
    for plans in counts:
        sys.stderr.write(f"writing {plans:,} plans of {ROWS} rows\n")
        write_plans(folder / str(plans) / "plans", plans, seed)
    main_count = MAIN_PLANS if MAIN_PLANS in counts else counts[-1]
    nodes = _raw("nodes", folder, main_count)
    listed = {plans: _list(folder, plans) for plans in counts}
    parsed = {plans: _raw("events", folder, plans) for plans in counts}
    samples = interleaved([one for plans in counts for one in (listed[plans], parsed[plans])] + [nodes], rounds)
    for plans in counts:
        yield _ratio_row(samples, listed[plans], parsed[plans], MOST_TIMES_PARSER)
    yield _ratio_row(samples, listed[main_count], nodes, None)
    peak = max(one.peak for one in samples[listed[main_count].name]) / MEGABYTE
    yield Row(
        f"memory of {listed[main_count].name}",
        aim=f"under {MOST_MEGABYTES} MB",
        met=_yes(peak < MOST_MEGABYTES) if peak else "not measured",
        peak=f"{peak:.0f}",
    )
    for more in counts[1:]:
        yield _growth_row(samples[listed[counts[0]].name], counts[0], samples[listed[more].name], more)
    for plans in counts:
        yield _time_row(samples, parsed[plans])
    yield _time_row(samples, nodes)


def _growth_row(few: Sequence[Sample], fewer: int, many: Sequence[Sample], more: int) -> Row:
    times_more = more / fewer
    growth = ratios([one._replace(seconds=one.seconds / times_more) for one in many], few)
    per_plan = spread([1000 * one.seconds / more for one in many]).median
    return Row(
        f"list, a plan of {more:,}",
        f"a plan of {fewer:,}",
        _words(growth),
        f"linear: at most {MOST_GROWTH:g}",
        _yes(growth.median <= MOST_GROWTH),
        median=f"{per_plan:.2f}",
    )


def _ratio_row(samples: dict[str, list[Sample]], ours: Command, other: Command, most: float | None) -> Row:
    times = ratios(samples[ours.name], samples[other.name])
    own = _time_row(samples, ours)
    aim = "" if most is None else f"at most {most:g}"
    met = "" if most is None else _yes(times.median <= most)
    return Row(ours.name, other.name, _words(times), aim, met, own.peak, own.median)


def _time_row(samples: dict[str, list[Sample]], command: Command) -> Row:
    """Return a command's own figures, for information."""
    ran = samples[command.name]
    peak = max(one.peak for one in ran) / MEGABYTE
    median = spread([1000 * one.seconds for one in ran]).median
    return Row(command.name, peak=f"{peak:.0f}", median=f"{median:,.0f}")


def _words(figures: Spread) -> str:
    return f"{figures.median:.2f} ({figures.least:.2f}-{figures.greatest:.2f})"


def _yes(met: bool) -> str:
    return "yes" if met else "no"


def _list(folder: Path, plans: int) -> Command:
    name = f"list, {plans:,} plans"
    found = f"# {plans * ROWS:,} recommendations"
    return Command(name, _scrplan("list", "--as-at", AS_AT), folder / str(plans), lambda said: said.startswith(found))


def _raw(kind: str, folder: Path, plans: int) -> Command:
    script = Path(__file__).with_name("raw_parse.py")
    line = (sys.executable, str(script), kind, "plans")
    name = f"raw C {kind}, {plans:,} plans"
    return Command(name, line, folder / str(plans), lambda said: said == f"{plans} files\n")


def _scrplan(*words: str) -> tuple[str, ...]:
    """Return the program as installed beside this interpreter, else from this checkout."""
    installed = _beside("scrplan")
    return (installed, *words) if installed else (sys.executable, "-m", "scrplan", *words)


def _checker() -> Command | None:
    installed = _beside("check-jsonschema")
    return Command("check-jsonschema", (installed, "--schemafile", SCHEMA, PLAN), ROOT) if installed else None


def _beside(program: str) -> str | None:
    return shutil.which(program, path=str(Path(sys.executable).parent))


def table(rows: Sequence[Row]) -> str:
    """Return the rows as lines, each column as wide as its widest cell."""
    lines = [HEADINGS, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
