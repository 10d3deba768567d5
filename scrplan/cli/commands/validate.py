"""`scrplan validate`: every problem of every file, with its place, its rule and how to fix it."""

import typer

from scrplan.cli.options import CheckOptions, ClockOptions, FindingsOptions, OutputOptions, Plans

EXAMPLES = {
    "scrplan validate": "every plan of the repository, and scrplan.yaml",
    "scrplan validate plans/child-g.yaml": "one file",
    "scrplan validate --severity error": "only errors, which you must fix",
    "scrplan validate --rule complete-without-evidence": "one rule alone",
    "scrplan validate --since HEAD": "due dates against those of a commit",
    "scrplan validate -f lines": "a problem a line, for an editor",
    "scrplan validate -f sarif -o problems.sarif": "for a code scanning service",
}


def command(check: CheckOptions, clock: ClockOptions, findings: FindingsOptions, plans: Plans = None) -> None:
    """Find every problem of the plans, from syntax to what a board must ask. Ends with 1 when there is an error.

    Checking never writes. `scrplan rules` lists the rules, `scrplan explain RULE` explains one.
    """
    from scrplan.check.runner import check_files
    from scrplan.cli.output import chosen_format, say, warn, write_out
    from scrplan.cli.validate_options import details_of_run, job_of, reported_findings
    from scrplan.errors import UnreadableFile
    from scrplan.render.findings import FORMATS

    output = OutputOptions(*findings)
    name = chosen_format(output, FORMATS, default=_default_format())
    reported = reported_findings(check)
    job, notices = job_of(check, clock, plans or [])
    warn(notices)
    page = details_of_run(job, output, name, notices, strict=check.strict)
    write_out(FORMATS[name](reported.of(check_files(job)), page), output)
    if name != "text" or output.output:
        say(reported.totals.words(page.off))
    if reported.unreadable:
        raise typer.Exit(UnreadableFile.exit_code)
    if reported.fails(strict=check.strict):
        raise typer.Exit(1)


def _default_format() -> str:
    """Return the format where none is asked for: on GitHub, notes at the lines of a change."""
    import os

    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
