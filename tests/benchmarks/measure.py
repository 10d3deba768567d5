"""Measures what the project promises of its speed, each against something that runs beside it at the same time.

Ratios, never seconds: a slow or busy machine slows both sides. Exit code 0 whatever the figures are; 1 when a
measured command fails.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.changes import COMMITS, COMMITS_OF_ONE, PLANS, changes_rows
from tests.benchmarks.checking import checker_of, checking_rows, hook_rows
from tests.benchmarks.generate import ROWS, write_plans
from tests.benchmarks.history import history_rows
from tests.benchmarks.identifying import identifying_rows
from tests.benchmarks.peers import Peers, beside_ours, install
from tests.benchmarks.processes import MEGABYTE, Command, CommandFailed, Sample, interleaved, ratios, spread
from tests.benchmarks.recording import recording_rows
from tests.benchmarks.reporting import MANY, reporting_rows
from tests.benchmarks.rows import (
    AS_AT,
    MAIN_PLANS,
    PLAN,
    ROOT,
    Row,
    ratio_row,
    scrplan,
    table,
    time_row,
    words_of,
    yes,
)

MOST_TIMES_BARE = 8
MOST_TIMES_BARE_FOR_VERSION = 2
MOST_TIMES_CHECKER = 0.5
MOST_TIMES_PARSER = 4
MOST_MEGABYTES = 300
MOST_GROWTH = 1.2  # of the time per plan, from the fewest plans to the most: linear, but for noise
SIZE_OF_HISTORY = (PLANS, COMMITS, COMMITS_OF_ONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, print the table, and return the exit code."""
    asked = _asked(arguments)
    rows = list[Row]()
    try:
        with tempfile.TemporaryDirectory(prefix="scrplan-benchmarks-") as made:
            folder = Path(made)
            peers = beside_ours() if asked.quick else install(folder / "peers")
            many = max(2, asked.rounds // 5)
            rows.append(Row(f"check-jsonschema, yamllint: {peers.words}"))
            rows += start_rows(asked.rounds, peers)
            rows += hook_rows(folder / "hook", asked.rounds, peers)
            rows += many_rows(folder, asked.plans, many, asked.seed)
            rows += checking_rows(folder, asked, many, peers)
            rows += identifying_rows(many)
            rows += history_rows(folder, asked.commits, many, asked.seed)
            rows += changes_rows(folder, (5, 40, 20) if asked.quick else SIZE_OF_HISTORY, many, asked.seed)
            rows += recording_rows(folder, asked.rounds)
            rows += reporting_rows(folder, 4 if asked.quick else MANY, many, asked.seed)
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
    asked.commits = 20 if asked.quick else 1000
    asked.plans = asked.plans or ([10, 20] if asked.quick else [100, MAIN_PLANS, 3000])
    return asked


def _positive(written: str) -> int:
    number = int(written)
    if number < 1:
        raise argparse.ArgumentTypeError("write a number from 1")
    return number


def _numbers(written: str) -> list[int]:
    return sorted({_positive(part) for part in written.split(",")})


def start_rows(rounds: int, peers: Peers) -> Iterator[Row]:
    """Yield what small questions cost: the program's mere start, completions, and one plan read, listed, checked."""
    bare = Command("bare interpreter", (sys.executable, "-c", "pass"), ROOT)
    library = Command("bare, import typer", (sys.executable, "-c", "import typer"), ROOT)
    status = Command(f"status {PLAN}", scrplan("status", PLAN), ROOT, _says("Child G"))
    checker = checker_of([PLAN], ROOT, peers)
    version = Command("--version", scrplan("--version"), ROOT, _says("scrplan "))
    others = [
        Command("--help", scrplan("--help"), ROOT, _says("overdue")),
        Command("status --help", scrplan("status", "--help"), ROOT, _says("--as-at")),
        _completion("of a command", "sta", "status"),
        _completion("of a plan", "status chi", "child-g"),
        _completion("of an agency", "list --agency Pro", "Probation"),
        Command(f"list {PLAN}", scrplan("list", PLAN), ROOT, _says("26 recommendations")),
        Command(f"validate {PLAN}", scrplan("validate", PLAN), ROOT, _says("1 file checked")),
        Command(f"validate --changed {PLAN}", scrplan("validate", "--changed", PLAN), ROOT, _says("1 file checked")),
    ]
    samples = interleaved([bare, library, status, *([checker] if checker else []), version, *others], rounds)
    yield ratio_row(samples, status, bare, MOST_TIMES_BARE)
    yield ratio_row(samples, status, library, None)
    if checker:
        yield ratio_row(samples, status, checker, MOST_TIMES_CHECKER)
    else:
        yield Row(status.name, "check-jsonschema is not installed")
    yield ratio_row(samples, version, bare, MOST_TIMES_BARE_FOR_VERSION)
    for command in (*others, library):
        yield ratio_row(samples, command, bare, None)
    yield time_row(samples, bare)
    if checker:
        yield time_row(samples, checker)


def _says(word: str) -> Callable[[str], bool]:
    return lambda said: word in said


def _completion(of_what: str, typed: str, offered: str) -> Command:
    words = f"scrplan {typed}".split()
    asked = {"_SCRPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    return Command(f"completion {of_what}", scrplan(), ROOT, lambda said: said.split() == [offered], asked)


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
        yield ratio_row(samples, listed[plans], parsed[plans], MOST_TIMES_PARSER)
    yield ratio_row(samples, listed[main_count], nodes, None)
    peak = max(one.peak for one in samples[listed[main_count].name]) / MEGABYTE
    yield Row(
        f"memory of {listed[main_count].name}",
        aim=f"under {MOST_MEGABYTES} MB",
        met=yes(peak < MOST_MEGABYTES) if peak else "not measured",
        peak=f"{peak:.0f}",
    )
    for more in counts[1:]:
        yield _growth_row(samples[listed[counts[0]].name], counts[0], samples[listed[more].name], more)
    for plans in counts:
        yield time_row(samples, parsed[plans])
    yield time_row(samples, nodes)


def _growth_row(few: Sequence[Sample], fewer: int, many: Sequence[Sample], more: int) -> Row:
    times_more = more / fewer
    growth = ratios([one._replace(seconds=one.seconds / times_more) for one in many], few)
    per_plan = spread([1000 * one.seconds / more for one in many]).median
    return Row(
        f"list, a plan of {more:,}",
        f"a plan of {fewer:,}",
        words_of(growth),
        f"linear: at most {MOST_GROWTH:g}",
        yes(growth.median <= MOST_GROWTH),
        median=f"{per_plan:.2f}",
    )


def _list(folder: Path, plans: int) -> Command:
    name = f"list, {plans:,} plans"
    found = f"# {plans * ROWS:,} recommendations"
    return Command(name, scrplan("list", "--as-at", AS_AT), folder / str(plans), lambda said: said.startswith(found))


def _raw(kind: str, folder: Path, plans: int) -> Command:
    script = Path(__file__).with_name("raw_parse.py")
    line = (sys.executable, str(script), kind, "plans")
    name = f"raw C {kind}, {plans:,} plans"
    return Command(name, line, folder / str(plans), lambda said: said == f"{plans} files\n")
