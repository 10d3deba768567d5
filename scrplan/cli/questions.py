"""Questions to the person at a terminal; without a terminal, no question is asked."""

import sys

import typer

from scrplan.cli.option_values import words_of
from scrplan.cli.output import say
from scrplan.errors import UsageProblem


def is_on_terminal() -> bool:
    """Return whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, unasked: UsageProblem) -> None:
    """Return if the answer is yes; raise `unasked` where nobody can answer."""
    if not is_on_terminal():
        raise unasked
    if not typer.confirm(question, err=True):
        say("nothing was changed")
        raise typer.Abort


def answer_or_nothing(question: str) -> str:
    """Return the answer as one tidy text; empty where there is none, or nobody to ask."""
    if not is_on_terminal():
        return ""
    return words_of("the answer", str(typer.prompt(question, default="", show_default=False, err=True)).strip())
