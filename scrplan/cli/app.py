"""The program: its commands, and the one place where errors become words on stderr and exit codes."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from scrplan import __version__
from scrplan.cli import doctor, listing, overdue, red, schema, show, status, validate
from scrplan.cli.output import say
from scrplan.errors import ScrplanError

USAGE, BUG, INTERRUPTED = 2, 70, 130
DEBUG = "SCRPLAN_DEBUG"

app = typer.Typer(
    name="scrplan",
    help=(
        "\b\nExamples:\n"
        "  scrplan status plans/child-g.yaml   the position of one plan at a glance\n"
        "  scrplan overdue                     what is late in every plan, oldest first\n"
        "  scrplan show child-g 16             everything about one recommendation\n"
        "  scrplan validate                    every problem, with its line\n\n"
        "Keep the action plans that follow safeguarding reviews, as plain YAML files in git."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (status, listing, show, overdue, red, validate, schema, doctor):
    command.add_to(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"scrplan {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[  # noqa: ARG001  (its callback answers)
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error ends here, as one clear line."""
    try:
        return _exit_code(app(args=list(arguments), prog_name="scrplan", standalone_mode=False))
    except ScrplanError as error:
        for line in error.lines():
            say(line)
        return error.exit_code
    except TyperException as error:
        say(f"scrplan: {error.format_message().rstrip('.')}; see scrplan --help")
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has seen enough; nothing more can be said on stdout, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        words = " ".join(str(error).split())[:200]
        say(f"scrplan: a bug in scrplan ({type(error).__name__}: {words}); nothing was changed. "
            f"Please report it with the output of: {DEBUG}=1 scrplan ...")  # fmt: skip
        return BUG


def _exit_code(result: object) -> int:
    return result if isinstance(result, int) else 0


def main() -> NoReturn:
    """Run the program with the words of the command line."""
    for stream in (sys.stdout, sys.stderr):
        # The same bytes on every machine, whatever its locale says.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
