"""A year in the life of a board's plan, as a real git repository: the same commits on every machine."""

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from tests.building import in_git

FIRST_PATH, PATH = "plans/child-x.yaml", "plans/child-y.yaml"
KEEPER, OFFICER, POLICE = "A. Keeper", "B. Officer", "C. Constable"

FIRST = """\
format: 1
id: child-x
title: Child X action plan
review: {kind: serious_case_review}
board: A board
as_at: 2013-01
ratings:
  green: {state: complete, meaning: Done}
  amber: {state: in_progress, meaning: In hand}
  red: {state: in_progress, meaning: Off track}
agencies:
  - {name: Health, full_name: The Health Trust, aliases: [NHS]}
  - {name: Police}
  - {name: Schools}
recommendations:
  - ref: "1"
    agency: Health
    text: Train every health visitor in the new assessment
    rag: amber
    due: 2013-06
  - ref: "2"
    agency: Health
    text: Share the discharge letter with the general practitioner
    rag: amber
    due: 2013-05
    leads: [{role: Designated Nurse}]
  - ref: "3"
    agency: Police
    text: Record each child who is present at an incident
    rag: red
    due: 2013-07
    actions:
      - {part: a, text: Change the form, due: 2013-04}
      - {part: b, text: Brief every shift}
  - ref: "4"
    agency: Schools
    text: Tell the board of each child who leaves a school
    due_text: ongoing
  - ref: "5"
    agency: Police
    text: Write to the Home Office
    due: 2013-12
"""


class Step(NamedTuple):
    """One commit to be: what the plan file is called and holds after it, and after which commits it comes."""

    name: str
    day: date
    author: str
    subject: str
    text: str
    path: str = PATH
    after: tuple[str, ...] = ()


class Year(NamedTuple):
    """The repository, and each of its commits by the name of its step."""

    root: Path
    commits: Mapping[str, str]


def build_year(root: Path) -> Year:
    """Make the repository in a folder, which is made too; the branch `main` is checked out.

    In order: `begun`; `spring`, a quarterly update; `overwritten`, the due date of 2 without a reason; `renamed`, the
    file; `summer`; `revised`, the due date of 3 with its reason; `moved`, 5 to the top; `police` on a branch and
    `health` beside it, `merged` without a conflict; `earlier` on a branch and `later` beside it both date 1 anew, and
    `resolved` settles on a third date; `proven` on a branch tells more of 4, `autumn` is a quarterly update beside it,
    and `dropped` merges it without taking that; `wrong` completes 2 and `reverted` takes that back; `broken` does not
    parse, and `mended` also changes 3; `renumbered` makes 4 of 4a; `winter` is the last quarterly update.
    """
    steps = list(year_steps())
    return Year(root, commit_steps(root, steps))


def commit_steps(root: Path, steps: list[Step]) -> dict[str, str]:
    """Make a repository of these commits, each after the one before it where it names none; return them by name."""
    root.mkdir(parents=True, exist_ok=True)
    in_git(root, "init", "--quiet", "--initial-branch=main")
    marks = root / ".git" / "marks"
    line = ["git", "fast-import", "--quiet", f"--export-marks={marks}"]
    subprocess.run(line, cwd=root, input=b"".join(_stream(steps)), check=True, capture_output=True)
    in_git(root, "reset", "--quiet", "--hard")
    ids = dict(entry.split(" ") for entry in marks.read_text().splitlines())
    return {step.name: ids[f":{number}"] for number, step in enumerate(steps, 1)}


def _stream(steps: list[Step]) -> Iterator[bytes]:
    marks = {step.name: number for number, step in enumerate(steps, 1)}
    for number, step in enumerate(steps, 1):
        at = int(datetime.fromisoformat(f"{step.day}T12:00:00+00:00").timestamp())
        who = f"{step.author} <{step.author.split()[-1].lower()}@example.org> {at} +0000"
        yield f"commit refs/heads/main\nmark :{number}\nauthor {who}\ncommitter {who}\n".encode()
        yield _data(step.subject)
        parents = [marks[name] for name in step.after] or [number - 1] * (number > 1)
        for word, parent in zip(("from", *["merge"] * len(parents)), parents, strict=False):
            yield f"{word} :{parent}\n".encode()
        yield b"deleteall\n"
        if step.text:
            yield f"M 100644 inline {step.path}\n".encode()
            yield _data(step.text)
        yield b"M 100644 inline README.md\n" + _data("The plans of a board\n")


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%s\n" % (len(raw), raw)


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """Return a text in which each first of a pair, which stands in it once, is the second."""
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def _row(text: str, ref: str) -> str:
    """Return the lines of one row."""
    rows = text.split("recommendations:\n  - ")[1].removesuffix("\n").split("\n  - ")
    return next(f"  - {row}\n" for row in rows if row.startswith(f'ref: "{ref}"'))


def _in_row(text: str, ref: str, *pairs: tuple[str, str]) -> str:
    row = _row(text, ref)
    return changed(text, (row, changed(row, *pairs)))


def year_steps() -> Iterator[Step]:
    """Yield the commits of the year; of each the whole file."""
    yield Step("begun", date(2013, 1, 15), KEEPER, "Add the plan of Child X", FIRST, FIRST_PATH)
    text = _in_row(
        FIRST,
        "1",
        ("    due: 2013-06\n", "    due: 2013-06\n    updates:\n      - {on: 2013-03, text: Half are trained}\n"),
    )
    text = _in_row(text, "3", ("rag: red", "rag: amber"), ("due: 2013-04}", "due: 2013-04, completed: 2013-03}"))
    text = changed(text, ("as_at: 2013-01", "as_at: 2013-03"))
    yield Step("spring", date(2013, 3, 31), KEEPER, "Quarterly update to March", text, FIRST_PATH)
    text = _in_row(text, "2", ("due: 2013-05", "due: 2013-08"))
    yield Step("overwritten", date(2013, 4, 20), OFFICER, "Tidy", text, FIRST_PATH)
    text = changed(text, ("id: child-x", "id: child-y"), ("title: Child X", "title: Child Y"))
    yield Step("renamed", date(2013, 5, 7), KEEPER, "Call the child Y, as the review does", text)
    text = _in_row(
        text, "1", ("rag: amber", "rag: green"), ("trained}\n", "trained}\n      - {on: 2013-06, text: All are}\n")
    )
    text = changed(text, ("as_at: 2013-03", "as_at: 2013-06"))
    yield Step("summer", date(2013, 6, 30), KEEPER, "Quarterly update to June", text)
    revision = "    revisions: [{from: 2013-07, to: 2013-10, reason: The form waits for the printer, on: 2013-07-10}]\n"
    text = _in_row(text, "3", ("    due: 2013-07\n", f"    due: 2013-10\n{revision}"))
    yield Step("revised", date(2013, 7, 10), POLICE, "Revise the date of 3", text)
    last = _row(text, "5")
    text = changed(text, (last, ""), ('  - ref: "1"\n', f'{last}  - ref: "1"\n'))
    yield Step("moved", date(2013, 8, 1), KEEPER, "What the Home Office must hear comes first", text)
    yield from _branches(text)


def _branches(text: str) -> Iterator[Step]:
    police = _in_row(text, "5", ("    due: 2013-12\n", "    rag: green\n    due: 2013-12\n    completed: 2013-08-19\n"))
    yield Step("police", date(2013, 8, 20), POLICE, "The letter has gone", police)
    health = (("leads: [{role: Designated Nurse}]", "leads: [{name: Dana Reed, role: Designated Nurse}]"),)
    yield Step(
        "health", date(2013, 8, 22), OFFICER, "Name the lead of 2", _in_row(text, "2", *health), after=("moved",)
    )
    text = _in_row(police, "2", *health)
    yield Step("merged", date(2013, 8, 25), KEEPER, "Merge what the police report", text, after=("health", "police"))
    earlier, later = (_in_row(text, "1", ("due: 2013-06", f"due: {due}")) for due in ("2013-07", "2013-09"))
    yield Step("earlier", date(2013, 9, 10), OFFICER, "Date 1 by the last course", earlier)
    yield Step("later", date(2013, 9, 11), KEEPER, "Date 1 by the certificates", later, after=("merged",))
    text = _in_row(text, "1", ("due: 2013-06", "due: 2013-08"))
    yield Step("resolved", date(2013, 9, 15), KEEPER, "Merge both dates of 1", text, after=("later", "earlier"))
    proven = _in_row(text, "4", ("due_text: ongoing\n", "due_text: ongoing\n    note: A list comes each Monday\n"))
    yield Step("proven", date(2013, 10, 1), OFFICER, "What the schools send", proven)
    text = changed(text, ("as_at: 2013-06", "as_at: 2013-09"))
    yield Step("autumn", date(2013, 10, 2), KEEPER, "Quarterly update to September", text, after=("resolved",))
    yield Step("dropped", date(2013, 10, 5), KEEPER, "Merge the schools, ours", text, after=("autumn", "proven"))
    wrong = _in_row(text, "2", ("rag: amber", "rag: green"), ("    leads:", "    completed: 2013-10\n    leads:"))
    yield Step("wrong", date(2013, 10, 20), OFFICER, "2 is done", wrong)
    yield Step("reverted", date(2013, 10, 21), KEEPER, 'Revert "2 is done"', text)
    broken = changed(text, ("title: Child Y action plan", 'title: "Child Y action plan'))
    yield Step("broken", date(2013, 11, 5), OFFICER, "Update", broken)
    text = _in_row(text, "3", ("rag: amber", "rag: green"))
    yield Step("mended", date(2013, 11, 6), OFFICER, "Mend the quote; 3 is done", text)
    text = changed(text, ('ref: "4"', 'ref: "4a"'))
    yield Step("renumbered", date(2013, 12, 1), KEEPER, "Number as the review does", text)
    text = _in_row(changed(text, ("as_at: 2013-09", "as_at: 2013-12")), "2", ("rag: amber", "rag: red"))
    yield Step("winter", date(2013, 12, 31), KEEPER, "Quarterly update to December", text)
