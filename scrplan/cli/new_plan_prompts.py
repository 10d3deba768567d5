"""How a plan is begun: what is missing is asked for, the text is proven before it is written."""

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
from scrplan.recording.additions import Asked, Begun, text_of_plan
from scrplan.recording.messages import message_of
from scrplan.recording.proposals import new_errors
from scrplan.source.atomic_write import create_text
from scrplan.source.files import PLANS, SETTINGS, plan_ids
from scrplan.source.value_readers import SLUG, SLUG_HINT
from scrplan.workspace.workspace import Workspace
from scrplan.yamltext.document import Document

T = TypeVar("T")


def begin_plan(plan_id: str, begin: BeginOptions, first: FirstOptions, *, dry_run: bool, commit: bool) -> None:
    """Write a new plan file."""
    workspace = Workspace.open(Path.cwd())
    root, board = workspace.root, workspace.board()
    if commit and not dry_run:
        file_state(root / SETTINGS)  # there is a repository, or nothing is begun
    folder = _folder_of_plans(root)
    begun, asked, agency = _begun(lambda name: _free_id(name, folder), (plan_id, begin, first), board)
    text = text_of_plan(begun, board, asked, agency, "schema" if folder == root else "../schema")
    path = folder / f"{begun.id}.yaml"
    document = Document.from_text(text, shown_here(path))
    new = new_errors(None, document, Job(root, the_day(ClockOptions()), (path,), here=Path.cwd()))
    if new:
        head = f"scrplan: {document.path} was not made, since it would be wrong:"
        raise BrokenPlans((head, *(problem.line() for problem in new)))
    if dry_run:
        put(text)
        say(f"nothing was written; it would be {document.path}")
        return
    create_text(path, text, Path.cwd())
    put(f"made {document.path}\n")
    say_if_names_lack(root)
    keep(path, message_of(begun.id, [("", f"begun: {begun.title}")]), commit=commit)


def _folder_of_plans(root: Path) -> Path:
    """Return where the plans lie; a new folder for them would hide those that lie at the root."""
    folder = root / PLANS
    return root if not folder.is_dir() and plan_ids(root) else folder


def _free_id(name: str, folder: Path) -> str:
    if not SLUG.fullmatch(name):
        raise UsageProblem(f"{shown(name)} is no id", SLUG_HINT)
    path = folder / f"{name}.yaml"
    if os.path.lexists(path):
        raise UsageProblem(f"{shown_here(path)} is there already", "choose another id, or add to it by scrplan add")
    return name


def _begun(
    read_id: Callable[[str], str], given: tuple[str, BeginOptions, FirstOptions], board: Board
) -> tuple[Begun, Asked, str]:
    """Return what there is to know of the plan and of its first recommendation, and of which agency that is asked."""
    plan_id, begin, first = given
    # What was given is judged before anything is asked.
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
    question = f"Of which agency is the first thing asked{f' ({known})' if known else ''}"
    agency = agencies[0] if agencies else _given("--agency", "", question, str)
    text = _given("--text", first.text, "The first recommendation, word for word", str)
    return Begun(name, title, kind, whose, as_at, subject, published, agencies), Asked(text, due), agency


def _given(option: str, text: str, question: str, read: Callable[[str], T]) -> T:
    """Return what was given or, on a terminal, what is answered; there a slip is told, and asked for again."""
    words = words_of(option, text)
    if words:
        return read(words)
    if not is_on_terminal():
        raise UsageProblem(f"{option} is missing", "give it, or run this on a terminal, where it is asked for")
    while True:
        try:
            answer = words_of("the answer", str(typer.prompt(question, err=True)).strip())
            if answer:
                return read(answer)
        except ScrplanError as slip:
            for line in slip.lines():
                say(line)


def _kind(written: str) -> ReviewKind:
    wanted = "_".join(written.lower().replace("-", " ").replace("_", " ").split())
    known = {kind.value: kind for kind in ReviewKind}
    if wanted not in known:
        raise UnknownName("kind of review", written, known)
    return known[wanted]
