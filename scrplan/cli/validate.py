"""`scrplan validate`: every problem of every file, with its place, its rule and how to mend it."""

from typing import Annotated, NamedTuple

import typer

from scrplan.cli.completion import offer_rules
from scrplan.cli.groups import register
from scrplan.cli.options import ClockOptions, Many, OutputOptions, Plans

EXAMPLES = {
    "scrplan validate": "every plan of the repository, and scrplan.yaml",
    "scrplan validate plans/child-g.yaml": "one file",
    "scrplan validate --severity error": "only what must be mended",
    "scrplan validate --rule complete-without-evidence": "one rule alone",
    "scrplan validate --since HEAD": "due dates against those of a commit",
    "scrplan validate -f lines": "a problem a line, for an editor",
    "scrplan validate -f sarif -o problems.sarif": "for a code scanning service",
}


class CheckOptions(NamedTuple):
    """Which rules, and what fails."""

    rule: Annotated[
        Many, typer.Option(metavar="RULE", help="Only this rule. Repeat for more.", autocompletion=offer_rules)
    ] = None
    ignore: Annotated[
        Many, typer.Option(metavar="RULE", help="Not this rule. Repeat for more.", autocompletion=offer_rules)
    ] = None
    severity: Annotated[
        str | None, typer.Option(metavar="LEVEL", help="Tell only what is at least this: error, warning or advice.")
    ] = None
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 for warnings too.")] = False
    changed: Annotated[
        bool,
        typer.Option("--changed", help="For a hook: the files named (none: none), every other plan's links; in short."),
    ] = False
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Compare due dates with this commit. Default: the last one.")
    ] = None


class FindingsOptions(NamedTuple):
    """In which format the findings go where."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="text, lines, json, github, sarif, junit, csv or markdown."
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its ending picks the format."),
    ] = None
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto"


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    register(app, "validate", EXAMPLES)(validate)


def validate(check: CheckOptions, clock: ClockOptions, findings: FindingsOptions, plans: Plans = None) -> None:
    """Find every problem of the plans, from syntax to what a board must ask. Ends with 1 when there is an error.

    Checking never writes. `scrplan rules` lists the rules, `scrplan explain RULE` tells more of one.
    """
    from scrplan.check.runs import check_files, lacks_names
    from scrplan.cli.checking import about, job_of, told_of
    from scrplan.cli.output import chosen_format, say, write_out
    from scrplan.cli.session import warn_of_misnamed
    from scrplan.errors import UnreadableFile
    from scrplan.render.findings import FORMATS

    output = OutputOptions(*findings)
    name = chosen_format(output, FORMATS, default=_default_format())
    told = told_of(check)
    job = job_of(check, clock, plans or [])
    warn_of_misnamed(job.paths)
    missing = lacks_names(job.root)
    if missing:
        say(f"warning: no names are looked for, the list that names_file names cannot be used: {missing}")
    page = about(job, output, name, strict=check.strict)
    write_out(FORMATS[name](told.of(check_files(job)), page), output)
    if name != "text" or output.output:
        say(told.totals.words(page.off))
    if told.unreadable:
        raise typer.Exit(UnreadableFile.exit_code)
    if told.fails(strict=check.strict):
        raise typer.Exit(1)


def _default_format() -> str:
    """Return the format where none is asked for: notes beside the lines of a change where GitHub reads along."""
    import os

    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
