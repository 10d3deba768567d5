"""What `validate` costs: against a schema checker and a linter over the same plans, in memory, and as a hook."""

import argparse
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.generate import write_plans
from tests.benchmarks.peers import Peers
from tests.benchmarks.processes import MEGABYTE, Command, interleaved
from tests.benchmarks.rows import AS_AT, MAIN_PLANS, PLAN, ROOT, SCHEMA, Row, ratio_row, scrplan, time_row, yes

TIMES_FASTER = 15
MOST_MORE_MEMORY = 1.1  # times, from the main number of plans to three times as many
LINTED = 50  # plans; yamllint takes half a second for each
_ENDS = frozenset({0, 1})  # 1: there are errors, as in a repository of so many plans there are


def checking_rows(folder: Path, asked: argparse.Namespace, rounds: int, peers: Peers) -> Iterator[Row]:
    """Yield what it costs to check many plans; those of `asked.plans` are in folders of their number."""
    counts: Sequence[int] = asked.plans
    main_count = MAIN_PLANS if MAIN_PLANS in counts else counts[-1]
    linted = min(LINTED, main_count)
    write_plans(folder / "linted" / "plans", linted, asked.seed)
    ours = {plans: _validate(folder / str(plans), plans) for plans in counts}
    few = _validate(folder / "linted", linted)._replace(name=f"validate, the {linted:,} plans linted")
    files = [f"plans/{path.name}" for path in sorted((folder / str(main_count) / "plans").iterdir())]
    checker = checker_of(files, folder / str(main_count), peers)
    others = [one for one in (checker, _lint(folder, linted, peers)) if one]
    samples = interleaved([*ours.values(), few, *others], rounds)
    for other in others:
        mine = few if "yamllint" in other.name else ours[main_count]
        aim = None if "yamllint" in other.name else 1 / TIMES_FASTER
        yield ratio_row(samples, mine, other, aim)
    peaks = {plans: max(one.peak for one in samples[command.name]) / MEGABYTE for plans, command in ours.items()}
    least, most = peaks[main_count], peaks[counts[-1]]
    if least:
        yield Row(
            f"memory of validate, {counts[-1]:,} plans",
            f"{main_count:,} plans",
            f"{most / least:.2f}",
            f"flat: at most {MOST_MORE_MEMORY:g}",
            yes(most <= MOST_MORE_MEMORY * least),
            f"{most:.0f}",
        )
    yield from (time_row(samples, command) for command in (*ours.values(), few, *others))


def hook_rows(folder: Path, rounds: int, peers: Peers) -> Iterator[Row]:
    """Yield what the hook costs on one changed plan, in a repository that holds the one before."""
    (folder / "plans").mkdir(parents=True)
    shutil.copytree(ROOT / "schema", folder / "schema")
    shutil.copy(ROOT / PLAN, folder / "plans")
    for words in (["init", "--quiet"], ["add", "--all"], [*_WHO, "commit", "--quiet", "--message", "The plan before"]):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    changed = folder / PLAN
    changed.write_text(changed.read_text(encoding="utf-8").replace("due: 2012-07", "due: 2013-12"), encoding="utf-8")
    hook = Command("hook on one changed plan", scrplan("validate", "--changed", PLAN), folder, _overwritten)
    other = checker_of([PLAN], folder, peers)
    if other is None:
        yield Row(hook.name, "check-jsonschema is not installed")
        return
    yield ratio_row(interleaved([hook, other], rounds), hook, other, 1)


_WHO = ("-c", "user.name=A Person", "-c", "user.email=a.person@example.org")


def _overwritten(said: str) -> bool:
    return "[date-overwritten]" in said


def _validate(folder: Path, plans: int) -> Command:
    line = scrplan("validate", "--as-at", AS_AT, "--format", "lines")
    return Command(f"validate, {plans:,} plans", line, folder, lambda said: "plans/plan-" in said, fine=_ENDS)


def checker_of(plans: Sequence[str], folder: Path, peers: Peers) -> Command | None:
    """Return the schema checker over some plans; None where it is not installed."""
    line = (peers.checker or "", "--schemafile", str(ROOT / SCHEMA), *plans)
    name = "check-jsonschema" if len(plans) == 1 else f"check-jsonschema, {len(plans):,} plans"
    return Command(name, line, folder) if peers.checker else None


def _lint(folder: Path, plans: int, peers: Peers) -> Command | None:
    """Return the linter over as many plans, with its longest lines as long as ours: the rest is its own set-up."""
    settings = "{extends: default, rules: {line-length: {max: 160}, truthy: disable}}"
    line = (peers.linter or "", "-d", settings, "plans")
    return Command(f"yamllint, {plans:,} plans", line, folder / "linted", fine=_ENDS) if peers.linter else None
