"""`scrplan init`: a board's folder set up, for editors, for hooks and for git."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrplan.characters import harmless, one_line
from scrplan.cli.output import put, say, shown_here
from scrplan.errors import ScrplanError, UnwritableFile, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrplan.setup.setup_changes import SetupStep

EXAMPLES = {
    "scrplan init": "the current folder; what is there already is left as it is",
    "scrplan init --dry-run": "what would be done; nothing is written",
    "scrplan init --board 'A safeguarding board'": "with the board's name in scrplan.yaml",
    "scrplan init --upgrade --dry-run": "what this version of scrplan would replace; nothing is written",
}


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="The board's folder. Default: this one.", show_default=False)
    ] = "",
    board: Annotated[
        str, typer.Option(metavar="NAME", help="The board's name, for a new scrplan.yaml.", show_default=False)
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done and write nothing.")] = False,
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Replace what another version of scrplan made, after showing the changes.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --upgrade: do not ask.")] = False,
) -> None:
    """Set a board's folder up: settings, schemas, hooks, and how git compares and merges plans.

    Nothing that is there is replaced, so that it can be run again at any time. Run it once in each clone. With
    --upgrade, what another version of scrplan made is replaced; what people wrote stays.
    """
    from scrplan.cli.option_values import words_of
    from scrplan.setup.steps import steps

    if yes and not upgrade:
        raise UsageProblem("--yes is only for --upgrade", "without that, nothing is replaced and nothing is asked")
    root = _board_folder(folder)
    if not dry_run:
        _refuse_closed(root)
    needed = steps(root, one_line(words_of("--board", board)), scrplan_command(), upgrade=upgrade, here=Path.cwd())
    if upgrade:
        needed = iter(_agreed(list(needed), dry_run=dry_run, yes=yes))
    code = _carry_out(needed, dry_run=dry_run)
    if code:
        raise typer.Exit(code)


def _agreed(needed: "list[SetupStep]", *, dry_run: bool, yes: bool) -> "list[SetupStep]":
    """Show what an upgrade changes, and ask."""
    from scrplan.cli.questions import confirm

    changed = [step for step in needed if step.change]
    put("".join(_shown_change(step) for step in changed))
    if dry_run or yes or not changed:
        return needed
    things = f"{len(changed)} thing{'' if len(changed) == 1 else 's'}"
    hint = "scrplan init --upgrade --yes changes them without asking, --dry-run only shows them"
    confirm(f"Change {things}?", UsageProblem(f"{things} would be changed", hint))
    return needed


def _shown_change(step: "SetupStep") -> str:
    """Return the difference that a step makes to a file or a setting that is there; nothing where it is new."""
    from scrplan.report.unified_diff import difference
    from scrplan.setup.setup_changes import FileChange

    change = step.change
    if change is None or not change.before:
        return ""
    if isinstance(change, FileChange):
        return difference(step.what, change.before, change.after)
    return "".join(f"{one_line(line)}\n" for line in (step.what, f"- {change.before}", f"+ {change.after}"))


def _carry_out(needed: "Iterable[SetupStep]", *, dry_run: bool) -> int:
    """Do each step as it comes, say so, and return the exit code of the first that could not be done."""
    code = done = left = there = 0
    for step in needed:
        try:
            if step.change and not dry_run:
                step.change.carry_out()
        except ScrplanError as error:
            code = code or error.exit_code
            for line in error.lines():
                say(line)
            continue
        put("".join(f"{line}\n" for line in _lines(step, dry_run=dry_run)))
        done, left, there = done + bool(step.change), left + bool(step.why), there + (not step.change and not step.why)
    say(f"{done} {'to do' if dry_run else 'done'}, {there} already there, {left} left")
    if done and not dry_run:
        say("git's settings apply to this clone only: run scrplan init, and pre-commit install, once in each clone")
    return code


def _lines(step: "SetupStep", *, dry_run: bool) -> list[str]:
    """Return a step in words: its line, and those to copy by hand."""
    future = "would be " if step.change and dry_run else ""
    words = f"left as it is: {step.why}" if step.why else f"{future}{step.done}"
    return [one_line(f"{step.what}: {words}"), *(f"    {harmless(line)}" for line in step.lines)]


def _board_folder(wanted: str) -> Path:
    """Return the folder to set up."""
    from scrplan.source.files import PLANS, SETTINGS

    here = Path.cwd()
    if wanted:
        named = here / wanted
        if named.exists() and not named.is_dir():
            raise UsageProblem(f"{wanted} is no folder", "name the folder that has plans/, or will have it")
        return named.resolve()
    above = next((folder for folder in here.parents if (folder / SETTINGS).exists()), None)
    above = above or (here.parent if here.name == PLANS else None)
    if above and not (here / SETTINGS).exists():
        hint = f"scrplan init {shown_here(above)} sets that up; scrplan init . makes a board of this one"
        raise UsageProblem(f"this folder belongs to the board in {shown_here(above)}", hint)
    return here


def _refuse_closed(root: Path) -> None:
    """Refuse a folder in which nothing could be made, with one line instead of one for each file."""
    start = next(folder for folder in (root, *root.parents) if folder.is_dir())
    if not os.access(start, os.W_OK | os.X_OK):
        raise UnwritableFile(shown_here(start), "you may not make files there")


def scrplan_command() -> str:
    """Return how a shell starts scrplan, from any folder and also when no virtual environment is active."""
    import shlex

    found = shutil.which("scrplan")
    in_environment = sys.prefix != sys.base_prefix and found and Path(found).is_relative_to(sys.prefix)
    if found and not in_environment:
        return "scrplan"
    # -P: a file of the repository is never taken for a module of Python.
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P -m scrplan"
