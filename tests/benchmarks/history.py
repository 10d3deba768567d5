"""What `history` costs over a thousand commits of one plan, against git's own account of the same file."""

import random
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.generate import plan_id, plan_text
from tests.benchmarks.processes import Command, interleaved
from tests.benchmarks.rows import Row, ratio_row, scrplan, time_row

COMMITS = 1000
MOST_TIMES_GIT = 3
MOST_TIMES_AGAIN = 1
NUMBER = 7  # of the plan
START = 1_546_300_800  # 2019-01-01, when the first commit was made
DAY = 86_400


def history_rows(folder: Path, commits: int, rounds: int, seed: int) -> Iterator[Row]:
    """Yield what it costs to tell the history of one plan with that many commits."""
    root = folder / "history"
    path = write_history(root, commits, seed)
    told = Command(f"history, {commits:,} commits", scrplan("history", plan_id(NUMBER), "-f", "csv"), root, _is_history)
    git = Command(
        f"git log -p, {commits:,} commits",
        (shutil.which("git") or "git", "--no-pager", "log", "-p", "--", path),
        root,
        lambda said: said.startswith("commit "),
    )
    samples = interleaved([told, git], rounds)
    yield ratio_row(samples, told, git, MOST_TIMES_GIT)
    yield ratio_row(samples, told, git, MOST_TIMES_AGAIN)._replace(what=f"{told.name}, asked again")
    yield time_row(samples, git)


def _is_history(said: str) -> bool:
    return said.startswith("plan,commit,") and "B. Officer" in said


def write_history(root: Path, commits: int, seed: int) -> str:
    """Make a repository in which one plan was committed that often, and return the plan's path in it."""
    path = f"plans/{plan_id(NUMBER)}.yaml"
    (root / "plans").mkdir(parents=True)
    git = shutil.which("git") or "git"
    subprocess.run([git, "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
    with subprocess.Popen([git, "fast-import", "--quiet"], cwd=root, stdin=subprocess.PIPE) as taking:
        if taking.stdin:
            taking.stdin.writelines(_stream(versions(commits, seed), path))
    for line in (["reset", "--quiet", "--hard"], ["gc", "--quiet"]):
        subprocess.run([git, *line], cwd=root, check=True, capture_output=True)
    return path


def versions(number: int, seed: int) -> Iterator[str]:
    """Yield versions of one plan: in each an update comes or is worded anew, a date moves, or the quarter ends."""
    dice = random.Random(seed)  # noqa: S311  (nothing here is a secret)
    lines = plan_text(NUMBER, seed).splitlines()
    yield "\n".join([*lines, ""])
    for count in range(1, number):
        kinds = ("as_at: ",) if count % 50 == 0 else ("    due: ", "    outcome: ", "    updates:")
        places = [place for place, line in enumerate(lines) if line.startswith(kinds)]
        place = dice.choice(places)
        line = lines[place]
        if line.startswith("    updates:"):
            lines.insert(
                place + 1, f"      - {{on: 2025-{count % 12 + 1:02}, text: What was reported in week {count}}}"
            )
        elif line.startswith("    outcome: "):
            lines[place] = f"    outcome: What is to be reached, as agreed in week {count}"
        else:
            key = line.split(":")[0]
            lines[place] = f"{key}: {2020 + count // 200}-{dice.randint(1, 12):02}"
        yield "\n".join([*lines, ""])


def _stream(texts: Iterable[str], path: str) -> Iterator[bytes]:
    for count, text in enumerate(texts):
        who = b"B. Officer <officer@example.org> %d +0000" % (START + count * DAY)
        subject = b"Week %d" % count
        raw = text.encode()
        yield b"commit refs/heads/main\nauthor %s\ncommitter %s\n" % (who, who)
        yield b"data %d\n%s\nM 100644 inline %s\ndata %d\n%s\n" % (len(subject), subject, path.encode(), len(raw), raw)
