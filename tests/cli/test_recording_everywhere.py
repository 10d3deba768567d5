"""Every command upon every row of the published plans: only its own lines change, and it can be read back."""

import os
import re
import shutil
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import pytest

from scrplan.check.runner import Job, check_files
from scrplan.dates import parse_period
from scrplan.diagnostics import Severity
from scrplan.model import Evidence, Lead, Plan, Progress, Recommendation, Revision, SignOff, State, Update, UpdateKind
from scrplan.source.files import load_document
from scrplan.source.reader import read_plan
from tests.building import ROOT, call

RED, REDS = "the worst of its ratings", {"red", "amber"}  # one of the plans has no red
PLANS = ("child-g", "kirklees-2011")
ON = "2013-11"
DAY = parse_period(ON)
WORDS = 'it\'s: "said" # by\n- the *lead*'  # what needs quotes, and several lines


class Command(NamedTuple):
    """A command that changes a row: its words, what must be true of the row after it, and where it may be refused."""

    words: tuple[str, ...]
    is_done: Callable[[Progress, Progress], bool]
    refused: str = ""


def _done(before: Progress, after: Progress) -> bool:
    rated = before.rag is None or after.rag == "green"
    return after.completed == DAY and rated and after.evidence == (*before.evidence, Evidence("A letter", "The trust"))


def _reopened(before: Progress, after: Progress) -> bool:
    last = after.updates[-1]
    told = before.completed is None or before.completed.text in last.text
    return told and after.rag in REDS and (after.completed, after.sign_off) == (None, None)


def _stopped(before: Progress, after: Progress) -> bool:
    said = Update(DAY, "LSCB", None, f"Stopped: {WORDS}", UpdateKind.DECISION)
    return (after.state, after.stopped_reason, after.rag) == (
        State.STOPPED,
        WORDS,
        before.rag,
    ) and said in after.updates


def _revised(before: Progress, after: Progress) -> bool:
    if before.due is None:
        return after.updates[-1] == Update(DAY, "The board", None, WORDS, UpdateKind.DECISION)
    return after.revisions == (
        *before.revisions,
        Revision(parse_period("2014-03"), before.due, WORDS, DAY, "The board"),
    )


_WHO = ("--by", "LSCB", "--on", ON)
COMMANDS = {
    "update": Command(
        ("update", "--rag", RED, "--note", WORDS, *_WHO),
        lambda _, after: after.rag in REDS and after.updates[-1] == Update(DAY, "LSCB", after.rag, WORDS),
    ),
    "revise": Command(
        ("revise", "--due", "2014-03", "--reason", WORDS, "--approved-by", "The board", "--on", ON),
        lambda before, after: after.due == parse_period("2014-03") and _revised(before, after),
    ),
    "complete": Command(
        ("complete", "--on", ON, "--evidence", "A letter", "--held-by", "The trust"),
        _done,
        r"was completed .* already",
    ),
    "sign-off": Command(
        ("sign-off", "--by", "The board", "--on", ON),
        lambda before, after: after == before._replace(sign_off=SignOff("The board", DAY)),
        r"is not recorded as done",
    ),
    "reopen": Command(
        ("reopen", "--rag", RED, "--reason", WORDS, *_WHO),
        _reopened,
        r"nothing states that .* is done or stopped",
    ),
    "stop": Command(("stop", "--reason", WORDS, *_WHO), _stopped, r"is recorded as complete"),
    "assign": Command(
        ("assign", "--lead", "Clerk: of # all", "--of", "LSCB", "--accountable"),
        lambda _, after: after.leads == (Lead(role="Clerk: of # all", agency="LSCB", accountable=True),),
    ),
    "assign --also": Command(
        ("assign", "--lead", "Clerk", "--also", "--unconfirmed"),
        lambda before, after: after.leads == (*before.leads, Lead(role="Clerk", unconfirmed=True)),
    ),
    "evidence": Command(
        ("evidence", WORDS, "--dated", "2013-10"),
        lambda before, after: after.evidence == (*before.evidence, Evidence(WORDS, on=parse_period("2013-10"))),
    ),
    "note": Command(("note", WORDS), lambda before, after: after.note == f"{before.note} {WORDS}".strip()),
    "challenge": Command(
        ("challenge", WORDS, *_WHO),
        lambda _, after: after.updates[-1] == Update(DAY, "LSCB", None, WORDS, UpdateKind.CHALLENGE),
    ),
}


@pytest.fixture(params=PLANS)
def published_plan(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a published plan, without git."""
    path = tmp_path / "plans" / f"{request.param}.yaml"
    path.parent.mkdir()
    shutil.copy(ROOT / "plans" / path.name, path)
    monkeypatch.chdir(tmp_path)
    return path


def read(path: Path) -> Plan:
    plan, problems = read_plan(load_document(path), path.stem)
    assert plan is not None, [problem.line() for problem in problems]
    return plan


def blocks(text: str) -> list[str]:
    """Return what stands before the first row, then each row; the last has what follows the rows."""
    return re.split(r"(?m)^(?=  - ref: )", text)


def errors_of(path: Path) -> list[str]:
    """Return the errors that `validate` finds with every rule."""
    (found,) = check_files(Job(path.parent.parent, DAY.last, (path,)))
    return [one.line() for one in found.findings if one.severity is Severity.ERROR]


def called(capsys: pytest.CaptureFixture[str], path: Path, command: Command, *named: str) -> bool:
    """Run a command on a row or action, and return whether it was not refused."""
    words = [word.replace(RED, "red" if path.stem == "child-g" else "amber") for word in command.words]
    before = path.read_bytes()
    outcome = call(capsys, words[0], path.stem, *named, *words[1:])
    if outcome.code:
        assert command.refused, outcome.err
        assert re.search(command.refused, outcome.err), outcome.err
        assert (outcome.code, outcome.err.count("\n"), path.read_bytes()) == (2, 1, before)
    return outcome.code == 0


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_changes_its_row_alone(
    published_plan: Path, capsys: pytest.CaptureFixture[str], command: Command
) -> None:
    done = 0
    rows = list(enumerate(read(published_plan).recommendations))[:: 2 if command.refused else EVERY]
    for index, row in rows:
        text = published_plan.read_text(encoding="utf-8")
        if not called(capsys, published_plan, command, row.ref):
            continue
        now = read(published_plan).recommendations[index]
        assert command.is_done(row.progress, now.progress), row.ref
        assert now._replace(progress=row.progress) == row
        pairs = zip(blocks(text), blocks(published_plan.read_text(encoding="utf-8")), strict=True)
        assert [place for place, (was, became) in enumerate(pairs) if was != became] == [index + 1]
        done += 1
    assert done >= (1 if command.refused else len(rows))
    assert errors_of(published_plan) == []


EVERY = 6  # rows of a plan, where a command fits them all

ON_ACTIONS = ("update", "revise", "complete", "assign")


@pytest.mark.parametrize("name", ON_ACTIONS)
def test_a_command_changes_an_action_alone(published_plan: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    command = COMMANDS[name]
    for index, row in list(enumerate(read(published_plan).recommendations))[::2]:
        if not row.actions:
            continue
        part = row.actions[-1].part or str(len(row.actions))
        text = published_plan.read_text(encoding="utf-8")
        if not called(capsys, published_plan, command, row.ref, "--action", part):
            continue
        now = read(published_plan).recommendations[index]
        assert command.is_done(with_what_it_has(row), now.actions[-1].progress), (row.ref, part)
        assert now._replace(actions=row.actions) == row
        assert now.actions[:-1] == row.actions[:-1]
        pairs = zip(blocks(text), blocks(published_plan.read_text(encoding="utf-8")), strict=True)
        assert [place for place, (was, became) in enumerate(pairs) if was != became] == [index + 1]
    assert errors_of(published_plan) == []


def with_what_it_has(row: Recommendation) -> Progress:
    """Return the facts of the last action, with the date and its moves that it has from its recommendation."""
    own, above = row.actions[-1].progress, row.progress
    return own if own.due else own._replace(due=above.due, revisions=own.revisions or above.revisions)


def test_an_action_is_added_to_each(published_plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = published_plan.read_text(encoding="utf-8")
    before = read(published_plan).recommendations
    for row in before:
        assert call(capsys, "add", published_plan.stem, row.ref, "--text", WORDS, "--due", "2014-06").code == 0
    for was, now in zip(before, read(published_plan).recommendations, strict=True):
        assert now._replace(actions=was.actions) == was
        assert (now.actions[:-1], now.actions[-1].text) == (was.actions, WORDS)
        assert (now.actions[-1].part is None) == any(action.part is None for action in was.actions)
    assert is_insertion(original, published_plan.read_text(encoding="utf-8"))
    assert errors_of(published_plan) == []


def is_insertion(before: str, after: str) -> bool:
    """Return whether lines were added and none was taken away."""
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    return {kind for kind, *_ in matcher.get_opcodes()} == {"equal", "insert"}


def test_recommendations_are_added_at_the_end(published_plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = published_plan.read_text(encoding="utf-8")
    before = read(published_plan)
    for agency in before.agencies:
        words = ("--agency", agency.names[-1], "--text", WORDS, "--lead", "Clerk", "--theme", "records: all")
        assert call(capsys, "add", published_plan.stem, *words).code == 0
    after = read(published_plan)
    count = len(before.recommendations)
    assert after.recommendations[:count] == before.recommendations
    added = after.recommendations[count:]
    assert [row.ref for row in added] == [str(count + place) for place in range(1, len(before.agencies) + 1)]
    assert [row.agency for row in added] == [agency.name for agency in before.agencies]
    assert {row.text for row in added} == {WORDS}
    assert is_insertion(original, published_plan.read_text(encoding="utf-8"))
    assert errors_of(published_plan) == []


# -- what a file has besides its words -----------------------------------------------------------------------------

EACH = COMMANDS | {
    "add": Command(("add", "--text", WORDS), lambda _, __: True),
    "add a recommendation": Command(("add", "--text", WORDS, "--agency", "LSCB"), lambda _, __: True),
}
OF_OPEN_WORK = {"update", "revise", "complete", "stop"}


@pytest.mark.skipif(os.name == "nt", reason="no modes of that kind there")
@pytest.mark.parametrize("name", EACH)
def test_mark_line_ends_mode_and_comments_stay(
    published_plan: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    text = re.sub(r"(?m)^( +rag: \w+|  - ref: .*| +updates:)$", r"\1  # after \1", published_plan.read_text("utf-8"))
    text = re.sub(r"(?m)^(?=  - ref: )", "# before\n", text).replace("\n", "\r\n")
    published_plan.write_bytes(f"\ufeff{text}".encode())
    published_plan.chmod(0o640)
    plan = read(published_plan)
    ref = next(row.ref for row in plan.recommendations if (row.progress.rag != "green") == (name in OF_OPEN_WORK))
    is_new = name == "add a recommendation"
    words = [plan.agencies[0].name if word == "LSCB" else word for word in EACH[name].words]
    assert called(capsys, published_plan, EACH[name]._replace(words=tuple(words)), *([] if is_new else [ref]))
    after = published_plan.read_bytes().decode()
    assert (after[0], after.count("\ufeff")) == ("\ufeff", 1)
    assert re.search(r"(?<!\r)\n", after) is None
    assert published_plan.stat().st_mode & 0o777 == 0o640
    assert re.findall("# (?:after|before)", after) == re.findall("# (?:after|before)", text)
