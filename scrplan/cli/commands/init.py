"""`scrplan init`: a board's folder set up, for editors, for hooks and for git."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrplan.cli.option_groups import register

if TYPE_CHECKING:
    from scrplan.recording.setup import Step

EXAMPLES = {
    "scrplan init": "the current folder; what is there already is left as it is",
    "scrplan init --dry-run": "what would be done; nothing is written",
    "scrplan init --board 'A safeguarding board'": "with the board's name in scrplan.yaml",
}


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "init", EXAMPLES)(init)


def init(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="The board's folder. Default: this one.", show_default=False)
    ] = "",
    board: Annotated[
        str, typer.Option(metavar="NAME", help="The board's name, for a new scrplan.yaml.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done and write nothing.")] = False,
) -> None:
    """Set a board's folder up: settings, schemas, hooks, and how git compares and merges plans.

    Nothing that is there is replaced, so that it can be run again at any time. Run it once in each clone.
    """
    from scrplan.characters import one_line
    from scrplan.cli.option_values import words_of
    from scrplan.cli.output import put, say
    from scrplan.errors import ScrplanError
    from scrplan.recording.setup import steps

    root = _board_folder(folder)
    if not dry_run:
        _refuse_closed(root)
    code = done = left = there = 0
    for step in steps(root, one_line(words_of("--board", board)), scrplan_command()):
        try:
            if step.act and not dry_run:
                step.act()
        except ScrplanError as error:
            code = code or error.exit_code
            for line in error.lines():
                say(line)
            continue
        put("".join(f"{line}\n" for line in _lines(step, dry_run=dry_run)))
        done, left, there = done + bool(step.act), left + bool(step.why), there + (not step.act and not step.why)
    say(f"{done} {'to do' if dry_run else 'done'}, {there} already there, {left} left")
    if done and not dry_run:
        say("git's settings hold for this clone alone: run scrplan init, and pre-commit install, once in each")
    if code:
        raise typer.Exit(code)


def _lines(step: "Step", *, dry_run: bool) -> list[str]:
    """Return a step in words: its line, and those for people to take over."""
    from scrplan.characters import harmless, one_line

    future = "would be " if step.act and dry_run else ""
    words = f"left as it is: {step.why}" if step.why else f"{future}{step.done}"
    return [one_line(f"{step.what}: {words}"), *(f"    {harmless(line)}" for line in step.lines)]


def _board_folder(wanted: str) -> Path:
    """Return the folder to set up.

    Raises:
        UsageProblem: it is a file; or none was named, and the current one lies inside of a board.

    """
    from scrplan.errors import UsageProblem
    from scrplan.source.files import PLANS, SETTINGS, shown_path

    here = Path.cwd()
    if wanted:
        named = here / wanted
        if named.exists() and not named.is_dir():
            raise UsageProblem(f"{wanted} is no folder", "name the one that holds plans/, or shall hold it")
        return named.resolve()
    above = next((folder for folder in here.parents if (folder / SETTINGS).exists()), None)
    above = above or (here.parent if here.name == PLANS else None)
    if above and not (here / SETTINGS).exists():
        hint = f"scrplan init {shown_path(above)} sets that up; scrplan init . makes a board of this one"
        raise UsageProblem(f"this folder belongs to the board in {shown_path(above)}", hint)
    return here


def _refuse_closed(root: Path) -> None:
    """Refuse a folder in which nothing could be made, with one line instead of one for each file."""
    from scrplan.errors import UnwritableFile
    from scrplan.source.files import shown_path

    start = next(folder for folder in (root, *root.parents) if folder.is_dir())
    if not os.access(start, os.W_OK | os.X_OK):
        raise UnwritableFile(shown_path(start), "you may not make files there")


def scrplan_command() -> str:
    """Return how a shell starts scrplan, from any folder and also when no virtual environment is active."""
    import shlex

    found = shutil.which("scrplan")
    in_environment = sys.prefix != sys.base_prefix and found and Path(found).is_relative_to(sys.prefix)
    if found and not in_environment:
        return "scrplan"
    # -P: a file of the repository is never taken for a module of Python.
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m scrplan"
