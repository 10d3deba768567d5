"""`scrplan validate`: every problem of every file, with its place and how to mend it."""

import typer

from scrplan.cli.groups import register
from scrplan.cli.options import ClockOptions, OutputOptions, Plans

EXAMPLES = {
    "scrplan validate": "every plan of the repository, and scrplan.yaml",
    "scrplan validate plans/child-g.yaml": "one file",
    "scrplan validate -f json": "for a program",
}


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "validate", EXAMPLES)(validate)


def validate(clock: ClockOptions, output: OutputOptions, plans: Plans = None) -> None:
    """Find every problem of the plans: syntax, unknown keys, wrong values. Ends with 1 when there is any."""
    from pathlib import Path

    from scrplan.characters import one_line
    from scrplan.check.checker import check_all
    from scrplan.cli.output import chosen_format, emit, put, say
    from scrplan.cli.session import the_day, warn_of_misnamed
    from scrplan.diagnostics import Severity
    from scrplan.errors import UnreadableFile
    from scrplan.report.problems import problems_answer, summary
    from scrplan.source.files import SETTINGS, find_root, plan_paths

    root = find_root(Path.cwd())
    settings = root / SETTINGS
    paths = plan_paths(plans or [], root)
    warn_of_misnamed(paths)
    checked = list(dict.fromkeys([*paths, settings] if settings.exists() else paths))
    found, unreadable = check_all(checked)
    if chosen_format(output) in {"terminal", "plain"} and not output.output:
        for problem in found:
            put(f"{one_line(problem.line())}\n")
    else:
        emit(problems_answer(found, len(checked), the_day(clock)), output, checked)
    for error in unreadable:
        say(error.lines()[0])
    if unreadable:
        raise typer.Exit(UnreadableFile.exit_code)
    say(summary(found, len(checked)))
    if any(problem.severity is Severity.ERROR for problem in found):
        raise typer.Exit(1)
