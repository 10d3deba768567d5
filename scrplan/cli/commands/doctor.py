"""`scrplan doctor`: what is installed, what was found, and what is wrong with it."""

import typer

from scrplan.cli.options import ClockOptions, OutputOptions

EXAMPLES = {
    "scrplan doctor": "when something does not work as expected",
    "scrplan doctor -f json": "to attach to a bug report",
}


def command(clock: ClockOptions, output: OutputOptions) -> None:
    """Show what is installed and what is wrong. Ends with 1 when there is something to fix."""
    from pathlib import Path

    from scrplan.cli.commands.init import scrplan_command
    from scrplan.cli.health_checks import health_checks
    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit
    from scrplan.report.health import health_answer
    from scrplan.source.files import find_root

    findings = health_checks(find_root(Path.cwd()), scrplan_command())
    emit(health_answer(findings, the_day(clock)), output, ())
    if any(finding.wrong for finding in findings):
        raise typer.Exit(1)
