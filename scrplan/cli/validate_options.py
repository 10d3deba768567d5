"""From the options of `validate` to a job, and the findings that are reported."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scrplan import __version__
from scrplan.check.repository import every_plan, others_than
from scrplan.check.rules.records import NOT_CHECKED
from scrplan.check.runner import Job, board_of, settings_need_a_look
from scrplan.check.severities import levels_of, switched_off
from scrplan.cli.option_values import the_day
from scrplan.cli.options import CheckOptions, ClockOptions, OutputOptions
from scrplan.cli.output import colour_wanted, screen_width
from scrplan.diagnostics import FileFindings, RulePage, Severity
from scrplan.errors import PlanNotFound, UsageProblem, suggestion
from scrplan.git import parted_at
from scrplan.notices import Notice
from scrplan.render.findings import About
from scrplan.render.findings.totals import Totals
from scrplan.source.files import SETTINGS, boards_named, find_root
from scrplan.workspace.sources import provenance_of
from scrplan.workspace.workspace import BoardFiles, Workspace

NO_FILES = BoardFiles(())
_MOST_SERIOUS_FIRST = list(Severity)


class ReportedFindings:
    """The findings to report: the less serious ones are kept back, the rest is counted."""

    def __init__(self, least: Severity, always: frozenset[str] = frozenset()) -> None:
        self._kept = frozenset(_MOST_SERIOUS_FIRST[: _MOST_SERIOUS_FIRST.index(least) + 1])
        self._always = always
        self.totals = Totals()
        self.unreadable = False

    def of(self, files: Iterable[FileFindings]) -> Iterator[FileFindings]:
        """Yield each file with the findings to report."""
        for file in files:
            kept = tuple(one for one in file.findings if one.severity in self._kept or one.rule in self._always)
            back = tuple(one.severity for one in file.findings if one not in kept) if kept != file.findings else ()
            reported = file._replace(findings=kept, kept_back=back) if back else file
            self.totals.add(reported)
            self.unreadable |= any(one.rule == "unreadable" for one in kept)
            yield reported

    def fails(self, *, strict: bool) -> bool:
        """Return whether there were errors; with `strict`, or warnings; reported or not."""
        serious = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(severity in serious for severity in (*(one for one, _ in self.totals.found), *self.totals.kept_back))


def reported_findings(check: CheckOptions) -> ReportedFindings:
    """Return what selects the findings that are asked for, and always those on what could not be checked.

    Of a change, these are the errors and what compares it with the commit before.
    """
    names = [severity.value for severity in Severity]
    if check.severity is not None and check.severity not in names:
        raise UsageProblem(f"unknown severity {check.severity!r}", suggestion(check.severity, names))
    if check.severity is None and check.changed and not check.strict:
        return ReportedFindings(Severity.ERROR, frozenset({"date-overwritten", NOT_CHECKED}))
    return ReportedFindings(Severity(check.severity or Severity.ADVICE), frozenset({NOT_CHECKED}))


def job_of(check: CheckOptions, clock: ClockOptions, plans: list[str]) -> tuple[Job, tuple[Notice, ...]]:
    """Return what is to be checked, and what is left out of it."""
    root = _root_of(plans)
    only, ignored = tuple(check.rule or ()), tuple(check.ignore or ())
    levels_of({}, only, ignored)
    if check.since is not None and not check.since.strip():
        raise UsageProblem("--since is empty", "name a commit, or leave the option out for the last one")
    since = parted_at(root, check.since) if check.since else "HEAD"
    paths, notices = _paths(plans, root, changed=check.changed)
    job = Job(
        root,
        the_day(clock),
        paths,
        only,
        ignored,
        since=since,
        here=Path.cwd(),
        # A hook and a server's check ask what a change brings; what was done before is asked for by a look at all.
        history=not check.changed and check.since is None,
        links_of=tuple(others_than(paths, root)) if check.changed else (),
    )
    return job, notices


def _root_of(plans: list[str]) -> Path:
    """Return the root of the repository; where a plan is named that is in a board's folder below it, that folder."""
    here = find_root(Path.cwd())
    boards = list(boards_named([plan for plan in plans if Path(plan).name != SETTINGS], Path.cwd()))
    if len(boards) == 1 and boards[0] != here:
        return boards[0]
    named = next((Path(os.path.abspath(plan)) for plan in plans if os.path.exists(plan)), None)  # noqa: PTH100, PTH110
    root = find_root(named.parent) if named else here
    return root if root.is_relative_to(here) and root != named else here


def _paths(plans: list[str], root: Path, *, changed: bool) -> tuple[tuple[Path, ...], tuple[Notice, ...]]:
    """Return the files to check, the settings last, and what is left out.

    With a change of the settings every plan is meant. A plan that is missing from the folder is a file to check too,
    and cannot be read; of a change nothing is missing, since it may be what was removed.
    """
    workspace = Workspace(root, Path.cwd())
    named = [plan for plan in plans if Path(plan).name != SETTINGS]
    settings = next((Path(plan) for plan in plans if Path(plan).name == SETTINGS), root / SETTINGS)
    settings_named = len(named) < len(plans)
    if settings_named and not os.path.lexists(settings):
        raise PlanNotFound(f"{settings.as_posix()}: there is no such file", "the settings are at the repository's root")
    if changed and not settings_named:
        found = workspace.files(named) if named else NO_FILES
        return (*found.paths, *((settings,) if settings_need_a_look(root) else ())), found.notices
    if changed:
        found = NO_FILES._replace(paths=tuple(every_plan(root)))
    else:
        found = workspace.files(named) if named or not plans else NO_FILES
    missing = () if changed else tuple(dict.fromkeys((*found.missing, *workspace.missing_settings())))
    notices = (*(one.notice(workspace.here) for one in missing), *found.notices)
    # A link that leads nowhere is there too, and is a finding.
    last = (settings,) if os.path.lexists(settings) else ()
    return (*found.paths, *(one.file for one in missing), *last), notices


def details_of_run(job: Job, output: OutputOptions, name: str, notices: Sequence[Notice], *, strict: bool) -> About:
    """Return what a format may also have to say."""
    made_from: dict[str, object] = {}
    if name == "json":
        made_from = provenance_of(job.paths)._asdict()
    rules: tuple[RulePage, ...] = ()
    if name in {"sarif", "text"}:
        from scrplan.check.rule_pages import page_of
        from scrplan.check.rules import RULES

        rules = tuple(page_of(rule) for rule in RULES.values())
    off = switched_off(board_of(job.root).rules)
    on_screen = name == "text" and not output.output and sys.stdout.isatty()
    width = screen_width() if on_screen else None
    colour = name == "text" and colour_wanted(output)
    return About(__version__, job.day.isoformat(), made_from, rules, width, colour, strict, off, tuple(notices))
