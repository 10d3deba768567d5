"""Starts a plan: asks for what is missing, and checks the text before it is written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typer

from scrplan.check.runner import Job
from scrplan.cli.commit import keep
from scrplan.cli.option_values import date_of, needed, the_day, words_of
from scrplan.cli.options import BeginOptions, ClockOptions, FirstOptions
from scrplan.cli.output import put, say, shown_here
from scrplan.cli.questions import is_on_terminal
from scrplan.cli.record_change import say_if_names_lack
from scrplan.errors import BrokenPlans, ScrplanError, UnknownName, UsageProblem, shown
from scrplan.git.commits import file_state
from scrplan.model import Board, ReviewKind
from scrplan.recording.additions import Asked, NewPlan, text_of_plan
from scrplan.recording.messages import message_of
from scrplan.recording.proposals import new_errors
from scrplan.source.atomic_write import create_text
from scrplan.source.files import PLANS, SETTINGS, plan_ids
from scrplan.source.value_readers import SLUG, SLUG_HINT
from scrplan.workspace.workspace import Workspace
from scrplan.yamltext.document import Document

T = TypeVar("T")


def start_plan(plan_id: str, begin: BeginOptions, first: FirstOptions, *, dry_run: bool, commit: bool) -> None:
    """Write a new plan file."""
    workspace = Workspace.open(Path.cwd())
    root, board = workspace.root, workspace.board()
    if commit and not dry_run:
        file_state(root / SETTINGS)  # there is a repository, or nothing is started
    folder = _folder_of_plans(root)
    new, asked, agency = _new_plan(lambda name: _free_id(name, folder), (plan_id, begin, first), board)
    text = text_of_plan(new, board, asked, agency, "schema" if folder == root else "../schema")
    path = folder / f"{new.id}.yaml"
    document = Document.from_text(text, shown_here(path))
    errors = new_errors(None, document, Job(root, the_day(ClockOptions()), (path,), here=Path.cwd()))
    if errors:
        head = f"scrplan: {document.path} was not made, because it would have errors:"
        raise BrokenPlans((head, *(problem.line() for problem in errors)))
    if dry_run:
        put(text)
        say(f"nothing was written; it would be {document.path}")
        return
    create_text(path, text, Path.cwd())
    put(f"made {document.path}\n")
    say_if_names_lack(root)
    keep(path, message_of(new.id, [("", f"started: {new.title}")]), commit=commit)


def _folder_of_plans(root: Path) -> Path:
    """Return the folder of the plans; a new folder for them would hide plans that are at the root."""
    folder = root / PLANS
    return root if not folder.is_dir() and plan_ids(root) else folder


def _free_id(name: str, folder: Path) -> str:
    if not SLUG.fullmatch(name):
        raise UsageProblem(f"{shown(name)} is not an id", SLUG_HINT)
    path = folder / f"{name}.yaml"
    if os.path.lexists(path):
        raise UsageProblem(
            f"{shown_here(path)} is there already", "choose another id, or add to that plan with scrplan add"
        )
    return name


def _new_plan(
    read_id: Callable[[str], str], given: tuple[str, BeginOptions, FirstOptions], board: Board
) -> tuple[NewPlan, Asked, str]:
    """Return the facts of the plan and of its first recommendation, and the agency of that."""
    plan_id, begin, first = given
    # What was given is checked before anything is asked.
    as_at = date_of("--as-at", begin.as_at)
    published = date_of("--published", begin.published) if begin.published is not None else None
    due = date_of("--due", first.due) if first.due is not None else None
    subject = words_of("--subject", begin.subject)
    agencies = tuple(needed("--agency", one) for one in first.agency or ())
    name = _given("ID", plan_id, "Its id (small letters, digits, hyphens, such as child-h)", read_id)
    title = _given("--title", begin.title, "Its title", str)
    kinds = ", ".join(kind.replace("_", " ") for kind in ReviewKind)
    kind = _given("--kind", begin.kind, f"What kind of review ({kinds})", _kind)
    whose = words_of("--board", begin.board) or board.board or _given("--board", "", "The board's name", str)
    known = ", ".join(one.name for one in board.agencies)
    question = f"Which agency is the first recommendation for{f' ({known})' if known else ''}"
    agency = agencies[0] if agencies else _given("--agency", "", question, str)
    text = _given("--text", first.text, "The first recommendation, word for word", str)
    return NewPlan(name, title, kind, whose, as_at, subject, published, agencies), Asked(text, due), agency


def _given(option: str, text: str, question: str, read: Callable[[str], T]) -> T:
    """Return what was given or, on a terminal, the answer; a wrong answer is reported, and asked for again."""
    words = words_of(option, text)
    if words:
        return read(words)
    if not is_on_terminal():
        raise UsageProblem(f"{option} is missing", "give it, or run this on a terminal, which asks for it")
    while True:
        try:
            answer = words_of("the answer", str(typer.prompt(question, err=True)).strip())
            if answer:
                return read(answer)
        except ScrplanError as wrong:
            for line in wrong.lines():
                say(line)


def _kind(written: str) -> ReviewKind:
    wanted = "_".join(written.lower().replace("-", " ").replace("_", " ").split())
    known = {kind.value: kind for kind in ReviewKind}
    if wanted not in known:
        raise UnknownName("kind of review", written, known)
    return known[wanted]
