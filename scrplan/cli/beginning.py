"""How a plan is begun: what is missing is asked for, the text is proven before it is written."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from scrplan.cli.options import ClockOptions
from scrplan.cli.output import put, say
from scrplan.cli.recording import commit_line, date_of, needed, words_of
from scrplan.cli.session import the_day
from scrplan.errors import BrokenPlans, GitProblem, RefusedChange, UnknownName, UsageProblem
from scrplan.git.commits import commit_file, file_state
from scrplan.model import Board, ReviewKind
from scrplan.recording.additions import Asked, Begun, text_of_plan
from scrplan.recording.messages import message_of
from scrplan.recording.proposals import new_errors
from scrplan.source.document import Document
from scrplan.source.fields import SLUG, SLUG_HINT
from scrplan.source.files import PLANS, create_text, find_root, load_board, shown_path

if TYPE_CHECKING:
    from scrplan.cli.new import BeginOptions, FirstOptions


def begin_plan(plan_id: str, begin: "BeginOptions", first: "FirstOptions", *, dry_run: bool, commit: bool) -> None:
    """Write a new plan file.

    Raises:
        UsageProblem: something is missing, and there is no terminal to ask on; or the id is none.
        RefusedChange: the plan would have an error.
        UnwritableFile: there is such a file already.

    """
    root = find_root(Path.cwd())
    board, problems = load_board(root)
    if board is None:
        raise BrokenPlans(problem.line() for problem in problems)
    begun, asked, agency = _begun(plan_id, begin, first, board)
    text = text_of_plan(begun, board, asked, agency)
    path = root / PLANS / f"{begun.id}.yaml"
    document = Document.from_text(text, shown_path(path))
    new = new_errors(None, document, path, root, the_day(ClockOptions()))
    if new:
        raise RefusedChange(document.path, [problem.line() for problem in new])
    if dry_run:
        put(text)
        return
    create_text(path, text)
    put(f"made {document.path}\n")
    _keep(path, begun, commit=commit)


def _keep(path: Path, begun: Begun, *, commit: bool) -> None:
    message = message_of(begun.id, [("", f"begun: {begun.title}")])
    if commit:
        say(f"committed {commit_file(path, message.text)[:10]}: {message.subject}")
        return
    try:
        say(f"to commit it: {commit_line(path, message, file_state(path))}")
    except GitProblem:
        say("written; without git nobody can later show who changed it and when")


def _begun(plan_id: str, begin: "BeginOptions", first: "FirstOptions", board: Board) -> tuple[Begun, Asked, str]:
    name = _given("ID", plan_id, "Its id (small letters, digits, hyphens, such as child-h)")
    if not SLUG.fullmatch(name):
        raise UsageProblem(f"{name!r} is no id", SLUG_HINT)
    agencies = tuple(needed("--agency", one) for one in first.agency or ())
    begun = Begun(
        name,
        _given("--title", begin.title, "Its title"),
        _kind(_given("--kind", begin.kind, f"What kind of review ({', '.join(ReviewKind)})")),
        words_of("--board", begin.board) or board.board or _given("--board", "", "The board's name"),
        date_of("--as-at", begin.as_at),
        words_of("--subject", begin.subject),
        date_of("--published", begin.published) if begin.published is not None else None,
        agencies,
    )
    known = agencies or tuple(one.name for one in board.agencies)
    hint = f" ({', '.join(known)})" if known else ""
    agency = agencies[0] if agencies else _given("--agency", "", f"Of which agency is the first thing asked{hint}")
    text = _given("--text", first.text, "The first recommendation, word for word")
    due = date_of("--due", first.due) if first.due is not None else None
    return begun, Asked(text, due), agency


def _given(option: str, text: str, question: str) -> str:
    """Return what was given or, on a terminal, what is answered."""
    words = words_of(option, text)
    while not words:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageProblem(f"{option} is missing", "give it, or run this on a terminal, where it is asked for")
        words = words_of(option, str(typer.prompt(question, err=True)))
    return words


def _kind(written: str) -> ReviewKind:
    wanted = written.lower().replace("-", "_").replace(" ", "_")
    known = {kind.value: kind for kind in ReviewKind}
    if wanted not in known:
        raise UnknownName("kind of review", written, known)
    return known[wanted]
