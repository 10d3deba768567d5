"""What `changes` and `trend` cost over a long history, against git's own account of the same files."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.generate import plan_id, plan_text
from tests.benchmarks.history import write_history
from tests.benchmarks.processes import Command, interleaved
from tests.benchmarks.rows import Row, ratio_row, scrplan, time_row

PLANS, COMMITS, COMMITS_OF_ONE = 200, 2000, 1000
MOST_TIMES_GIT = 3
MOST_TIMES_AGAIN = 1
START = 1_546_300_800  # 2019-01-01, when the first commit was made
DAY = 86_400


def changes_rows(folder: Path, size: tuple[int, int, int], rounds: int, seed: int) -> Iterator[Row]:
    """Yield what it costs to tell what moved, and the trend; `size` is of plans, commits, and commits of one plan."""
    plans, commits, of_one = size
    many, one = folder / "changes", folder / "trend"
    write_plans_history(many, plans, commits, seed)
    path = write_history(one, of_one, seed)
    middle, end = _day(commits // 2), _day(commits)
    span = ("--since", middle, "--until", end, "--as-at", end)
    moved = Command(f"changes, {plans:,} plans, {commits:,} commits", scrplan("changes", *span), many, _is_changes)
    shown = Command(
        f"trend, {of_one:,} commits", scrplan("trend", "--as-at", _day(of_one), "-f", "csv"), one, _is_trend
    )
    for ours, git in ((moved, _log(many, "plans", commits)), (shown, _log(one, path, of_one))):
        samples = interleaved([ours, git], rounds)
        yield ratio_row(samples, ours, git, MOST_TIMES_GIT)
        yield ratio_row(samples, ours, git, MOST_TIMES_AGAIN)._replace(what=f"{ours.name}, asked again")
        yield time_row(samples, git)


def _log(folder: Path, path: str, commits: int) -> Command:
    line = (shutil.which("git") or "git", "--no-pager", "log", "-p", "--", path)
    return Command(f"git log -p {path}, {commits:,} commits", line, folder, lambda said: said.startswith("commit "))


def _is_changes(said: str) -> bool:
    return "at the start" in said and "\ndate_moved\tplan-" in said


def _is_trend(said: str) -> bool:
    return said.startswith("period,day,commit,") and "\nnow," in said


def _day(count: int) -> str:
    return datetime.fromtimestamp(START + count * DAY, UTC).date().isoformat()


def write_plans_history(root: Path, plans: int, commits: int, seed: int) -> None:
    """Make a repository of so many plans in which each further commit changes one of them."""
    (root / "plans").mkdir(parents=True)
    for line, said in (
        (["init", "--quiet", "--initial-branch=main"], b""),
        (["fast-import", "--quiet"], b"".join(_stream(plans, commits, seed))),
        (["reset", "--quiet", "--hard"], b""),
        (["gc", "--quiet"], b""),
    ):
        subprocess.run(["git", *line], cwd=root, input=said, check=True, capture_output=True)


def _stream(plans: int, commits: int, seed: int) -> Iterator[bytes]:
    dice = random.Random(seed)  # noqa: S311  (nothing here is a secret)
    texts = {number: plan_text(number, seed).splitlines() for number in range(1, plans + 1)}
    yield _commit(0)
    for number, lines in texts.items():
        yield _file(number, lines)
    for count in range(1, commits):
        number = dice.randint(1, plans)
        _change(texts[number], dice, count)
        yield _commit(count)
        yield _file(number, texts[number])


def _change(lines: list[str], dice: random.Random, count: int) -> None:
    """Move a date, or add an update."""
    places = [place for place, line in enumerate(lines) if line.startswith(("    due: ", "    updates:"))]
    place = dice.choice(places)
    if lines[place].startswith("    due: "):
        lines[place] = f"    due: {2020 + count // 400}-{dice.randint(1, 12):02}"
    else:
        lines.insert(place + 1, f"      - {{on: 2025-{count % 12 + 1:02}, text: What was reported on day {count}}}")


def _commit(count: int) -> bytes:
    who = b"B. Officer <officer@example.org> %d +0000" % (START + count * DAY)
    return b"commit refs/heads/main\nauthor %s\ncommitter %s\ndata 0\n\n" % (who, who)


def _file(number: int, lines: list[str]) -> bytes:
    raw = "\n".join([*lines, ""]).encode()
    return b"M 100644 inline plans/%s.yaml\ndata %d\n%s\n" % (plan_id(number).encode(), len(raw), raw)
