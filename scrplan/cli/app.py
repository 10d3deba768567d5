"""The program: its commands, and the one place where errors become words on stderr and exit codes."""

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.exceptions import TyperException

from scrplan.cli.completion import commands_to_complete
from scrplan.cli.conventions import BUG, COMPLETION, DEBUG, INTERRUPTED, USAGE, VERSION_LINE
from scrplan.cli.option_groups import register
from scrplan.cli.output import say
from scrplan.errors import ScrplanError

# Each command with the module that holds it, in the order of the help.
COMMANDS = {
    "status": "status",
    "list": "listing",
    "show": "show",
    "overdue": "overdue",
    "red": "red",
    "validate": "validate",
    "rules": "rules",
    "explain": "explain",
    "new": "new",
    "add": "add",
    "update": "update",
    "revise": "revise",
    "complete": "complete",
    "evidence": "evidence",
    "sign-off": "sign_off",
    "reopen": "reopen",
    "stop": "stop",
    "assign": "assign",
    "note": "note",
    "challenge": "challenge",
    "undo": "undo",
    "history": "history",
    "changes": "changes",
    "trend": "trend",
    "report": "report",
    "fmt": "fmt",
    "init": "init",
    "merge-driver": "merge_driver",
    "textconv": "textconv",
    "schema": "schema",
    "doctor": "doctor",
}

HELP = """\b
Examples:
  scrplan status plans/child-g.yaml   one plan on one screen
  scrplan overdue                     what is late in every plan, oldest first
  scrplan show child-g 16             everything about one recommendation
  scrplan validate                    every problem, with its line

Keep the action plans that follow safeguarding reviews, as plain YAML files in git."""


def build_app(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands; each takes time to make, so another command leaves it out."""
    app = typer.Typer(
        name="scrplan",
        help=HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_program)
    for name in commands:
        module = import_module(f"scrplan.cli.commands.{COMMANDS[name]}")
        register(app, name, module.command, module.EXAMPLES, getattr(module, "CONTEXT_SETTINGS", None))
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(VERSION_LINE)
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error ends here, as one clear line."""
    known = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    try:
        app = build_app(_commands_needed(known))
        result = app(args=list(arguments), prog_name="scrplan", standalone_mode=False)
    except ScrplanError as error:
        for line in error.lines():
            say(line)
        return error.exit_code
    except TyperException as error:
        see = f"scrplan {known} --help" if known else "scrplan --help"
        say(f"scrplan: {error.format_message().rstrip('.?')}; see {see}")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        # Errors of plan files have their own messages; what is left is the output, or the current folder.
        say(f"scrplan: {error.filename or 'the result'}: {error.strerror or error}")
        return USAGE
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        words = " ".join(str(error).split())[:200]
        say(f"scrplan: a bug in scrplan ({type(error).__name__}: {words}); no file was changed")
        say(f"scrplan: please report it with what this prints: {DEBUG}=1 scrplan {' '.join(arguments)}")
        return BUG
    return result if isinstance(result, int) else 0


def _commands_needed(known: str) -> Iterable[str]:
    if os.environ.get(COMPLETION):
        return commands_to_complete(os.environ, COMMANDS)
    return [known] if known else COMMANDS
