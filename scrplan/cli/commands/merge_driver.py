"""`scrplan merge-driver`: what git calls to merge a plan, so that the records of two officers are both kept."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrplan.characters import one_line
from scrplan.cli.output import say
from scrplan.errors import ScrplanError, shown

if TYPE_CHECKING:
    from scrplan.diagnostics import Diagnostic
    from scrplan.merge import MergedText
    from scrplan.yamltext.document import Document

EXAMPLES = {
    "scrplan merge-driver plans/child-g.yaml plans/child-g.yaml plans/child-g.yaml": "a trial: nothing to merge",
}

CONFLICTS = 1
_SIDES = "ours is what this branch has, theirs what comes to it; in a rebase, theirs is your own commit"
_LEFT = "the file has our version as it was, without marks: put in what theirs has before you git add it"

# A path that begins with a hyphen is no option.
CONTEXT_SETTINGS = {"allow_interspersed_args": False}


def command(
    base: Annotated[str, typer.Argument(metavar="BASE", help="%O: the version before; empty if there was none.")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="%A: our version; the result is written here.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="%B: their version.")],
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="%P: the file's path, for messages.")] = "",
) -> None:
    """Merge two versions of a plan, entry by entry: for git, which calls it with %O %A %B %P, as docs/git.md shows.

    What both sides changed differently is marked in the file and named; then it ends with 1.
    """
    from scrplan.merge import Unmergeable

    files = (Path(base), Path(ours), Path(theirs))
    try:
        conflicts = _merge_as_plan(files, path or ours)
    except Unmergeable as error:
        conflicts = _merge_as_lines(files, path or ours, str(error))
    except ScrplanError as error:
        conflicts = _merge_as_lines(files, path or ours, " ".join(error.lines()))
    except Exception as error:  # noqa: BLE001  (our version without marks would look like the result)
        conflicts = _merge_as_lines(files, path or ours, f"a bug in scrplan ({type(error).__name__}: {error})")
    if conflicts:
        raise typer.Exit(CONFLICTS)


def _merge_as_plan(files: Sequence[Path], path: str) -> bool:
    """Merge into the second file; return whether something is left to do. Nothing can go wrong once it is written."""
    from scrplan.merge import conflict_line, merged_text
    from scrplan.source.atomic_write import replace_text
    from scrplan.source.files import load_source

    base, ours, theirs = (load_source(file) for file in files)
    result = merged_text(base.document, ours.document, theirs.document)
    lines = [f"{path}: {conflict_line(conflict)}" for conflict in result.conflicts]
    lines += _comments(path, result)
    if result.conflicts:
        lines += _what_to_do(path, len(result.conflicts))
    refusal = [] if result.conflicts else _refusal(path, result.document, (ours.document, theirs.document))
    if result.text != ours.document.text:
        replace_text(ours, result.text)
    for line in (*lines, *refusal):
        say(line)
    return bool(result.conflicts or refusal)


def _comments(path: str, result: "MergedText") -> list[str]:
    """Return what the officer must look at among the comments."""
    kept = [
        f"{path}: both sides changed a comment; this is kept, delete it if it is wrong: {shown(text)}"
        for text in result.both
    ]
    gone = "the line it was on is gone; put it in by hand if you need it"
    return kept + [f"{path}: a comment of theirs was left out, {gone}: {shown(text)}" for text in result.left_out]


def _merge_as_lines(files: Sequence[Path], path: str, why: str) -> bool:
    """Let git merge the lines into the second file; return whether something is left to do."""
    from scrplan.git.line_merge import merge_lines
    from scrplan.source.files import load_document

    say(f"{path}: not merged as a plan, but line by line: {why}")
    try:
        before = [load_document(file) for file in files[1:]]
        conflicts = merge_lines(*files)
    except ScrplanError:
        say(f"{path}: {_LEFT}")
        raise
    lines = _what_to_do(path, conflicts) if conflicts else _refusal(path, load_document(files[1]), before)
    for line in lines:
        say(line)
    return bool(lines)


def _what_to_do(path: str, conflicts: int) -> list[str]:
    """Return how the officer finishes a merge."""
    name = shlex.quote(one_line(path))
    number = "1 conflict" if conflicts == 1 else f"{conflicts} conflicts"
    return [
        f"{path}: {number}: at each <<<<<<< keep one side and delete the lines of the marks",
        _SIDES,
        f"when done: scrplan validate {name}, then git add {name}",
    ]


def _refusal(path: str, result: "Document", sides: "Sequence[Document]") -> list[str]:
    """Return the problems of a result where neither side alone had any."""
    problems = _problems(path, result)
    if not problems or any(_problems(path, side) for side in sides):
        return []
    first = f"{path}: merged, but what each side did does not fit together; fix it, then git add it:"
    return [first, *(problem._replace(path=path).line() for problem in problems)]


def _problems(path: str, document: "Document") -> "Sequence[Diagnostic]":
    from scrplan.source.files import SETTINGS
    from scrplan.source.reader import read_plan
    from scrplan.source.settings import read_board

    name = Path(path)
    return read_board(document)[1] if name.name == SETTINGS else read_plan(document, name.stem)[1]
