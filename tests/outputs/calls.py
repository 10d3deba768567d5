"""The calls that are held: every command in every format for people and programs, on two boards with a history."""

import contextlib
import hashlib
import io
import os
import shlex
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from scrplan.cli import option_values as typed
from scrplan.cli.app import COMMANDS, run
from tests.building import AUTHOR, ROOT, in_git
from tests.history.board_year import build_year

TABLES = ("plain", "markdown", "csv", "json")
FINDINGS = ("text", "lines", "json", "github", "sarif", "junit", "csv", "markdown")
PAPERS = ("html", "markdown", "json", "csv")
DAY = ("--as-at", "2013-09-30")
LATER = ("--as-at", "2014-01-05")
SCREENS = (80, 160)

# Of both published plans, which lie in git as they are in this project.
ANSWERS = (
    "status", "status child-g", "status kirklees-2011 --agency KSCB", "list", "list --actions",
    "list child-g --rag red --columns ref,agency,due,leads --sort due", "list --where 'days_overdue > 90'",
    "list --agency Nobody", "list --text training", "list --state open --timeliness overdue", "overdue",
    "overdue --within 28d", "overdue kirklees-2011", "red", "red --full", "show child-g 16", "show child-g 8",
    "show kirklees-2011 1", "show child-g nothing", "trend", "trend child-g --by month --from 2013-04",
    "changes --since 2013-07", "changes child-g --since 2013-07 --until 2013-08",
)  # fmt: skip
TIMELESS = ("history child-g", "history child-g 16", "rules")
PLAIN = (
    "textconv plans/child-g.yaml", "textconv plans/kirklees-2011.yaml", "schema", "schema --board", "fmt --check",
    "fmt --diff", "explain late-not-red", "explain", "explain -f markdown", "--version", "--help", "nonsense",
    "status nowhere", "status --as-at never", "list --where 'due <'",
)  # fmt: skip
RECORDED = (
    "update child-g 16 --rag red --note Late --on 2013-10", "complete child-g 16 --on 2013-09 --evidence Minutes",
    "revise child-g 16 --due 2014-06 --reason 'The form waits'", "assign child-g 16 --lead 'Head of Service'",
    "evidence child-g 1 Minutes --held-by Health", "sign-off child-g 1 --by 'The board' --on 2013-09",
    "reopen kirklees-2011 1 --reason 'It is not done'", "stop child-g 16 --reason 'Overtaken'",
    "note child-g 16 'A note'",
    "challenge child-g 16 'How do you know?'", "add child-g --agency Health --text 'Train every ward' --due 2014-06",
    "add child-g 16 --text 'Agree the terms' --due 2013-12",
    "new child-h --title 'Child H' --kind rapid_review --board 'A board' --agency Health --text Do --as-at 2013-09",
)  # fmt: skip
# Of a plan that lived through a year in git: renamed, merged, overwritten, reverted, broken, renumbered.
LIVED = (
    "status", "list --full", "show child-y 1", "show child-y 2", "show child-y 3", "show child-y 4a", "overdue", "red",
    "changes --since 2013-04 --until 2013-09", "changes --since 2013-07 --agency Police", "changes --since 2013",
    "trend", "trend --by month --from 2013-01", "status --revision @2013-06-30", "list --revision @2013-03",
    "show child-y 1 --revision @2013-11", "overdue --revision HEAD~2", "status --revision @2013-11-05",
)  # fmt: skip
LIVES = (
    "history child-y", "history child-y 4", "history child-y 3 --part a", "history child-y --field due",
    "history child-x --since 2013-04 --until 2013-09", "history child-y --revision @2013-07",
)  # fmt: skip
QUARTERS = ("2012/13-Q4", "2013/14-Q1", "2013/14-Q2", "2013/14-Q3", "2013-Q2")


class _Today(datetime):
    """The clock of every call: a day after the end of the years that the boards lived through."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Today":
        return cls(2014, 1, 6, 12, tzinfo=tz or UTC)


class Call(NamedTuple):
    """A call of the program in one of the boards' folders, on a screen of so many columns."""

    board: str
    words: tuple[str, ...]
    columns: int = 80

    @property
    def name(self) -> str:
        """Return the call as it is recorded."""
        wide = "" if self.columns == SCREENS[0] else f"[{self.columns}] "
        return f"{self.board}$ {wide}scrplan {shlex.join(self.words)}"


class Printed(NamedTuple):
    """What a call printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def digest(self) -> str:
        """Return what differs where anything does."""
        return hashlib.sha256(f"{self.out}\0{self.err}".encode()).hexdigest()[:24]


def every_call() -> Iterator[Call]:
    """Yield each call once, in a fixed order."""
    for line in ANSWERS:
        yield from _answers("published", (*shlex.split(line), *DAY))
    for line in TIMELESS:
        yield from _answers("published", tuple(shlex.split(line)))
    for line in PLAIN:
        yield Call("published", tuple(shlex.split(line)))
    yield from (Call("published", (*shlex.split(line), "--dry-run")) for line in RECORDED)
    yield from (Call("published", (name, "--help")) for name in COMMANDS)
    for board in ("published", "year"):
        yield from (Call(board, ("validate", "-f", form)) for form in FINDINGS)
        for quarter in QUARTERS:
            yield from (Call(board, ("report", "--quarter", quarter, "-f", form, *LATER)) for form in PAPERS)
    for line in LIVED:
        yield from _answers("year", (*shlex.split(line), *(() if "--until" in line else ("--as-at", "2013-12-31"))))
    for line in LIVES:
        yield from _answers("year", tuple(shlex.split(line)))


def _answers(board: str, words: tuple[str, ...]) -> Iterator[Call]:
    yield from (Call(board, (*words, "-f", form)) for form in TABLES)
    yield from (Call(board, (*words, "-f", "terminal"), columns) for columns in SCREENS)


def build_boards(folder: Path) -> None:
    """Make the folders of both boards, the same commits on every machine."""
    published = folder / "published"
    (published / "plans").mkdir(parents=True)
    in_git(published, "init", "--quiet", "--initial-branch=main")
    for name, day in (("child-g", "2013-06-20"), ("kirklees-2011", "2013-08-15")):
        shutil.copy(ROOT / "plans" / f"{name}.yaml", published / "plans")
        in_git(published, "add", "--all")
        in_git(published, "commit", "--quiet", "--message", f"Add {name}", on=day)
    build_year(folder / "year")


def printed(call: Call, folder: Path) -> Printed:
    """Return what a call prints with both boards in this folder, which is called BOARDS wherever it is named."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    kept = dict(os.environ)
    here = Path.cwd()
    os.environ.update(AUTHOR, COLUMNS=str(call.columns), LINES="40")
    os.chdir(folder / call.board)
    try:
        with patch.object(typed, "datetime", _Today), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(call.words)
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(kept)
    named = [_text_of(stream).replace(str(folder), "BOARDS") for stream in (out, err)]
    return Printed(code, *named)


def _text_of(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")


def lines_of(calls: Sequence[Call], folder: Path) -> Iterator[tuple[str, Printed]]:
    """Yield for each call its line, and what it printed."""
    for call in calls:
        found = printed(call, folder)
        yield f"{found.code} {found.digest} {call.name}", found
