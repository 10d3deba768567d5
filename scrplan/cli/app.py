"""The program: its commands, and the one place where errors become words on stderr and exit codes."""

import io
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from scrplan import __version__
from scrplan.cli.output import say, stop_writing
from scrplan.errors import ScrplanError

USAGE, BUG, INTERRUPTED = 2, 70, 130
DEBUG = "SCRPLAN_DEBUG"

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
  scrplan status plans/child-g.yaml   the position of one plan at a glance
  scrplan overdue                     what is late in every plan, oldest first
  scrplan show child-g 16             everything about one recommendation
  scrplan validate                    every problem, with its line

Keep the action plans that follow safeguarding reviews, as plain YAML files in git."""


def build_app(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the program with these commands; making each costs time that a call of another should not pay."""
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
        import_module(f"scrplan.cli.commands.{COMMANDS[name]}").add_to(app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"scrplan {__version__}\n")
        raise typer.Exit


def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error ends here, as one clear line."""
    # The shell asks for completions with an environment variable, and may ask for those of any command.
    known = arguments[0] if arguments and "_SCRPLAN_COMPLETE" not in os.environ else ""
    app = build_app([known] if known in COMMANDS else COMMANDS)
    try:
        result = app(args=list(arguments), prog_name="scrplan", standalone_mode=False)
    except ScrplanError as error:
        for line in error.lines():
            say(line)
        return error.exit_code
    except TyperException as error:
        see = f"scrplan {known} --help" if known in COMMANDS else "scrplan --help"
        say(f"scrplan: {error.format_message().rstrip('.?')}; see {see}")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        # The files of plans have their own words; what is left is the output, or the current folder.
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


def main_with(arguments: Sequence[str]) -> NoReturn:
    """Run the program and end the process."""
    # A stream that was closed before the start is None here.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # The same bytes on every machine, whatever its locale says.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        stop_writing()
    except OSError as error:
        if not code:  # else it was said already
            say(f"scrplan: the result cannot be written: {error.strerror or error}")
        stop_writing()
        code = code or USAGE
    sys.exit(code)
