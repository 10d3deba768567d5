"""`scrplan undo`: the last commit that scrplan made, taken back by a commit of its own."""

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = {
    "scrplan undo --dry-run": "which commit it would be",
    "scrplan undo --yes": "take it back",
}


def command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show which commit it is, and do nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Take back the last commit that scrplan made, by git revert: both stay in the history."""
    from scrplan.cli.output import put, say
    from scrplan.cli.questions import confirm
    from scrplan.errors import UsageProblem
    from scrplan.git.commits import last_recorded, revert
    from scrplan.source.files import find_root

    root = find_root(Path.cwd())
    last = last_recorded(root)
    if last is None:
        hint = "git restore FILE takes back what is not committed yet"
        raise UsageProblem("scrplan made no commit here that could be taken back", hint)
    named = f"{last.id[:10]}: {last.subject}"
    if dry_run:
        say(f"would take back {named}")
        return
    if not yes:
        confirm(f"Take back {named}?", UsageProblem(f"this takes back {named}", "give --yes to do it without asking"))
    made = revert(root, last)
    put(f"took back {named}\n")
    say(f"committed {made[:10]}; both stay in the history")
