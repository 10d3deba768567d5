"""From the options of `validate` to a job, and what was told in the end."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scrplan import __version__
from scrplan.check.levels import levels_of
from scrplan.check.repository import Repository, every_plan
from scrplan.check.runs import Job
from scrplan.cli.options import ClockOptions, OutputOptions
from scrplan.cli.output import NARROWEST, WIDEST, colour_wanted
from scrplan.cli.session import the_day
from scrplan.diagnostics import FileFindings, RulePage, Severity
from scrplan.errors import UsageProblem, suggestion
from scrplan.render.findings import About
from scrplan.render.findings.totals import Totals
from scrplan.source.files import SETTINGS, find_root, plan_paths

if TYPE_CHECKING:
    from scrplan.cli.validate import CheckOptions

_GRAVEST_FIRST = list(Severity)


class Told:
    """The findings on their way to the reader: the less grave ones are kept back, the rest is counted."""

    def __init__(self, least: Severity) -> None:
        self._kept = frozenset(_GRAVEST_FIRST[: _GRAVEST_FIRST.index(least) + 1])
        self.totals = Totals()
        self.unreadable = False

    def of(self, files: Iterable[FileFindings]) -> Iterator[FileFindings]:
        """Yield each file with what is to be told of it."""
        for file in files:
            kept = tuple(one for one in file.findings if one.severity in self._kept)
            told = file if len(kept) == len(file.findings) else file._replace(findings=kept)
            self.totals.add(told)
            self.unreadable |= any(one.rule == "unreadable" for one in kept)
            yield told

    def fails(self, *, strict: bool) -> bool:
        """Return whether there were errors; with `strict`, or warnings."""
        grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(severity in grave for severity, _ in self.totals.found)


def least_of(written: str) -> Severity:
    """Return the severity that is asked for.

    Raises:
        UsageProblem: there is none of that name.

    """
    if written not in set(Severity):
        raise UsageProblem(f"unknown severity {written!r}", suggestion(written, Severity))
    return Severity(written)


def job_of(check: "CheckOptions", clock: ClockOptions, plans: list[str]) -> Job:
    """Return what is to be checked.

    Raises:
        PlanNotFound: a name leads to no plan, or there is none.
        UnknownName: a rule is not known.
        UsageProblem: the day is no date, or a rule cannot be ignored.

    """
    root = find_root(Path.cwd())
    only, ignored = tuple(check.rule or ()), tuple(check.ignore or ())
    levels_of({}, only, ignored)
    job = Job(root, the_day(clock), _paths(plans, root, changed=check.changed), only, ignored)
    if not check.changed:
        return job
    return job._replace(links_of=tuple(Repository(root, job.paths).others(job.paths)))


def _paths(plans: list[str], root: Path, *, changed: bool) -> tuple[Path, ...]:
    """Return the files to check, the settings last; with a change of the settings every plan is meant."""
    named = [plan for plan in plans if Path(plan).name != SETTINGS]
    settings_named = len(named) < len(plans)
    if changed and not settings_named:
        return tuple(plan_paths(named, root)) if named else ()
    found: list[Path] = []
    if changed:
        found = every_plan(root)
    elif named or not plans:
        found = plan_paths(named, root)
    settings = root / SETTINGS
    # A link that leads nowhere is there too, and must be told.
    return (*found, settings) if os.path.lexists(settings) else tuple(found)


def about(job: Job, output: OutputOptions, name: str, *, strict: bool) -> About:
    """Return what a format may have to say besides the findings."""
    made_from: dict[str, object] = {}
    if name == "json":
        from scrplan.git import provenance

        origin = provenance(job.paths)
        made_from = {"commit": origin.commit, "dirty": origin.dirty}
    rules: tuple[RulePage, ...] = ()
    if name in {"sarif", "text"}:
        from scrplan.check.pages import page_of
        from scrplan.check.rules import RULES

        rules = tuple(page_of(rule) for rule in RULES.values())
    on_screen = name == "text" and not output.output and sys.stdout.isatty()
    width = max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST)) if on_screen else None
    colour = name == "text" and not output.output and colour_wanted(output)
    return About(__version__, job.day.isoformat(), made_from, rules, width, colour, strict)
