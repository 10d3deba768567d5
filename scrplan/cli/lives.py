"""Where the life of a plan is looked for, and which part of it was asked for."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrplan.cli.completion import offer_revisions
from scrplan.cli.options import Many

if TYPE_CHECKING:
    from scrplan.cli.output import Sources
    from scrplan.errors import PlanNotFound
    from scrplan.history.plan_log import Lifeline
    from scrplan.report.change_log import HistorySubject


class SpanOptions(NamedTuple):
    """Which changes are told."""

    part: Annotated[str | None, typer.Option(metavar="PART", help="Of this action; #2 is the second.")] = None
    field: Annotated[
        Many, typer.Option(metavar="KEY", help="Of this field, such as due, rag or updates. Repeat for more.")
    ] = None
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Committed on this day or later.")] = None
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Committed on this day or earlier.")] = None
    revision: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="As this commit, branch or tag knows it; @2013-09-30: as on that day. Default: HEAD, and the file.",
            autocompletion=offer_revisions,
        ),
    ] = None


class Found(NamedTuple):
    """The life of a plan, and what the answer rests on."""

    life: "Lifeline"
    sources: "Sources"


def life_named(plan: str, revision: str | None) -> Found:
    """Return the life of the plan that an id or a path names, today or in git; it may be deleted.

    Raises:
        PlanNotFound: there is no such plan, and never was.
        GitProblem: the plan is not committed, or git could not answer.

    """
    from scrplan.cli.output import AtCommit, say
    from scrplan.git import day_of
    from scrplan.git.revisions import SHALLOW

    root, life = _life(plan, revision)
    if life.is_cut:
        say(f"warning: the history is cut: {SHALLOW}")
    file = root / life.path
    if revision is None and file.parent.is_dir():
        return Found(life, (file,))
    return Found(life, AtCommit(life.commit, day_of(root, life.commit)))


def _life(plan: str, revision: str | None) -> "tuple[Path, Lifeline]":
    from scrplan.errors import PlanNotFound, UsageProblem
    from scrplan.source.files import find_root, plan_paths

    try:
        paths = plan_paths([plan], find_root(Path.cwd()))
    except PlanNotFound as absent:
        return _life_in_git(plan, revision, absent)
    if len(paths) != 1:
        raise UsageProblem(f"{plan} holds {len(paths)} plans", "name one of them")
    real = Path(os.path.realpath(paths[0]))
    root = find_root(real.parent)
    return root, _lifeline(root, real.relative_to(root).as_posix(), revision)


def _life_in_git(plan: str, revision: str | None, absent: "PlanNotFound") -> "tuple[Path, Lifeline]":
    """Return the life of a plan that is not among the files."""
    from scrplan.errors import GitProblem
    from scrplan.history.plan_log import NotCommitted
    from scrplan.history.snapshots import repository_root

    try:
        root = repository_root(Path.cwd())
    except GitProblem:
        raise absent from None
    for path in _paths_in(root, plan):
        try:
            return root, _lifeline(root, path, revision)
        except NotCommitted:
            continue
    raise absent


def _lifeline(root: Path, path: str, revision: str | None) -> "Lifeline":
    from scrplan.history.plan_log import lifeline
    from scrplan.history.snapshots import commit_named

    return lifeline(root, path) if revision is None else lifeline(root, path, commit_named(root, revision))


def _paths_in(root: Path, plan: str) -> Iterator[str]:
    """Yield where a plan that is not there may have been: by its id, then as a path from the current folder."""
    from scrplan.source.files import PLANS

    if "/" not in plan and os.sep not in plan:
        yield from (f"{PLANS}/{plan}.yaml", f"{plan}.yaml")
    path = os.path.relpath(Path.cwd() / plan, os.path.realpath(root)).replace(os.sep, "/")
    if not path.startswith("../"):
        yield path


def part_of(life: "Lifeline", ref: str | None, span: SpanOptions, day: date) -> "tuple[Lifeline, HistorySubject]":
    """Return the part of a life that was asked for, and in words what that is.

    Raises:
        UnknownName: there is no such recommendation, action or field in it.
        UsageProblem: a date is not one of the format.

    """
    from scrplan.cli.option_values import needed_date
    from scrplan.dates import day_words
    from scrplan.history.plan_log_filter import Wanted, life_of, narrowed, ref_today
    from scrplan.report.change_log import HistorySubject

    since = None if span.since is None else needed_date("--since", span.since)
    until = None if span.until is None else needed_date("--until", span.until)
    fields = tuple(span.field or ())
    wanted = Wanted(
        span.part,
        fields,
        since.first if since else None,
        until.last if until else None,
        uncommitted=until is None or until.last >= day,
    )
    words = (
        f"action {span.part}" if span.part is not None else "",
        f"{' or '.join(fields)}" if fields else "",
        f"since {day_words(since.first)}" if since else "",
        f"until {day_words(until.last)}" if until else "",
    )
    name = None if ref is None else ref_today(life, ref)
    scope = HistorySubject(PurePosixPath(life.path).stem, name, ", ".join(filter(None, words)))
    return narrowed(life if name is None else life_of(life, name), wanted), scope
