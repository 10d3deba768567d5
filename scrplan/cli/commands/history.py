"""`scrplan history`: the life of a plan or a recommendation, from git: each change with its day, author and reason."""

from typing import Annotated

import typer

from scrplan.cli.completion import offer_refs
from scrplan.cli.options import ClockOptions, OutputOptions, ThePlan
from scrplan.cli.plan_log_options import SpanOptions

EXAMPLES = {
    "scrplan history child-g": "every change of a plan, commit by commit",
    "scrplan history child-g 16": "the life of recommendation 16, under whatever number it had",
    "scrplan history child-g 16 --field due": "each date that it was given, and why",
    "scrplan history child-g --since 2013-07 --until 2013-09 -f csv": "a quarter's changes, for a spreadsheet",
}


def command(
    span: SpanOptions,
    clock: ClockOptions,
    output: OutputOptions,
    plan: ThePlan,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="A recommendation; none: all of the plan.", autocompletion=offer_refs),
    ] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="What came last first.")] = False,
) -> None:
    """Show the life of a plan from git: each change of each field with its day, author, commit and reason.

    What is not committed yet comes last. A file that was renamed is followed to its first name, and a plan that was
    deleted is found by its id.
    """
    from pathlib import Path

    from scrplan.cli.option_values import the_day
    from scrplan.cli.output import emit
    from scrplan.cli.plan_log_options import part_of
    from scrplan.report.change_log import history_answer
    from scrplan.workspace.plan_history import plan_history

    day = the_day(clock)
    found = plan_history(Path.cwd(), plan, span.revision)
    part, scope = part_of(found.life, ref, span, day)
    emit(history_answer(part, scope, day, newest_first=reverse), output, found.sources, found.notices)
