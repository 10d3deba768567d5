"""What every recording command does: find what is meant, show it, prove it, write it, say how to commit it."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from scrplan.check.private_names import lacks_names
from scrplan.cli.commit import keep, ready_for_commit
from scrplan.cli.item_filters import select
from scrplan.cli.opened_plans import plans_on_day
from scrplan.cli.option_values import date_of, the_day, words_of
from scrplan.cli.options import ClockOptions, FilterOptions, ProofOptions, SaidOptions, WhichOptions, WriteOptions
from scrplan.cli.output import put, say, warn
from scrplan.errors import BrokenPlans, FileChanged, UsageProblem
from scrplan.model import Plan
from scrplan.recording.closing import Proof
from scrplan.recording.messages import message_of
from scrplan.recording.operations import Act, Said
from scrplan.recording.proposals import Proposal, proposal
from scrplan.recording.targets import Target, target_of
from scrplan.report.unified_diff import difference
from scrplan.source.atomic_write import replace_text
from scrplan.source.files import Source, find_root, load_source, plan_paths
from scrplan.source.reader import Salvaged, salvage_plan
from scrplan.yamltext.nodes import Node

# Times that a change is made anew because somebody else wrote the file meanwhile; each time, one of those was served.
TRIES = 100
SHOWN_TEXT = 60  # characters of a recommendation, enough to know it by


class Which(NamedTuple):
    """What was named on the command line."""

    plan: str
    refs: Sequence[str]
    options: WhichOptions = WhichOptions()


class PlannedChange(NamedTuple):
    """What is to be done to one plan file: each act with the ref that it is about."""

    acts: tuple[tuple[str, Act], ...]


Make = Callable[[Source, Salvaged], PlannedChange]


def record_each(which: Which, write: WriteOptions, act: Callable[[Target], Act]) -> None:
    """Do the same to each recommendation or action that is meant.

    Raises:
        UsageProblem: none is named, or several are off a terminal without --yes.
        RefusedChange: it would make the plan wrong.
        UnsafeEdit: it cannot be put into the file without touching more.

    """
    filtered = which.options.where or which.options.view
    if which.refs and filtered:
        raise UsageProblem("both refs and a filter are given", "name the refs, or filter by --where")
    if not which.refs and not filtered:
        raise UsageProblem("no recommendation is named", "name its ref, or filter by --where")

    def make(source: Source, read: Salvaged) -> PlannedChange:
        _, root = plan_and_root(source, read)
        # A filter is asked after the file was read: had it changed in between, it could not be written.
        refs = _filtered(which) if filtered else list(dict.fromkeys(which.refs))
        targets = [target_of(read, root, ref, which.options.action) for ref in refs]
        acts = tuple((target.row.ref, act(target)) for target in targets)
        _agree(targets, acts, write)
        return PlannedChange(acts)

    change_plan(which.plan, write, make)


def change_plan(plan: str, write: WriteOptions, make: Make) -> None:
    """Change one plan file; where somebody else writes it meanwhile, the change is made anew upon what that left."""
    for attempt in range(TRIES):
        try:
            _change_once(plan, write, make)
        except FileChanged:
            if attempt + 1 == TRIES:
                raise
        else:
            return


def _change_once(plan: str, write: WriteOptions, make: Make) -> None:
    root, path = the_plan(plan)
    source = load_source(path, Path.cwd())
    if write.commit and not write.dry_run:
        ready_for_commit(path)  # after it was read, so that what is written rests on what is committed
    change = make(source, salvage_plan(source.document, path.stem))
    edits = [edit for _, act in change.acts for edit in act.edits]
    made = proposal(source, edits, root, the_day(ClockOptions()), Path.cwd())
    if made.text == made.before:
        say("the plan says so already; nothing was changed")
        return
    if not write.dry_run:
        replace_text(source, made.text)
    message = message_of(path.stem, [(ref, act.words) for ref, act in change.acts])
    try:
        _tell(made, [remark for _, act in change.acts for remark in act.remarks])
        say_if_names_lack(root)
    finally:  # what was written is kept, even if nobody could be told of it
        if write.dry_run:
            say(f"nothing was written; the message would be: {message.subject}")
        else:
            keep(path, message, commit=write.commit)


def plan_and_root(source: Source, read: Salvaged) -> tuple[Plan, Node]:
    """Return the plan of a file, mistakes or not, and its nodes.

    Raises:
        BrokenPlans: it holds nothing like a plan.

    """
    root = source.document.root
    if read.plan is None or root is None:
        raise BrokenPlans(problem.line() for problem in read.problems)
    return read.plan, root


def the_plan(name: str) -> tuple[Path, Path]:
    """Return the root of the repository and the file of one plan.

    Raises:
        UsageProblem: it is a folder of several.
        PlanNotFound: there is no such plan.

    """
    here = Path.cwd()
    found = plan_paths([name], find_root(here), here)
    if len(found) > 1:
        raise UsageProblem(f"{name} is a folder of several plans", "name one of them")
    return find_root(found[0].absolute().parent), found[0]


def _filtered(which: Which) -> list[str]:
    found = plans_on_day([which.plan], ClockOptions())
    warn(found.notices)
    selected = select(found, FilterOptions(where=which.options.where, view=which.options.view))
    refs = [item.recommendation.ref for item in selected.items()]
    if not refs:
        raise UsageProblem(f"no recommendation of {which.plan} matches", "scrplan list tries a filter out")
    return refs


def _agree(targets: Sequence[Target], acts: Sequence[tuple[str, Act]], write: WriteOptions) -> None:
    """Show what several recommendations will get, and ask."""
    if len(targets) == 1 or write.yes or write.dry_run:
        return
    for target, (_, act) in zip(targets, acts, strict=True):
        text = target.action.text if target.action else target.row.text
        short = text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT].rstrip()}..."
        say(f"  {act.words}  ({target.row.agency}: {short})")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageProblem(f"{len(targets)} recommendations would be changed", "give --yes to change them unasked")
    if not typer.confirm(f"Change these {len(targets)} recommendations?", err=True):
        say("nothing was changed")
        raise typer.Abort


def _tell(made: Proposal, remarks: Sequence[str]) -> None:
    put(difference(made.source.document.path, made.before, made.text))
    for remark in dict.fromkeys(remarks):
        say(f"note: {remark}")


def say_if_names_lack(root: Path) -> None:
    """Say that no names were looked for, where the board's list of them cannot be used: one may be committed."""
    reason = lacks_names(root)
    if reason:
        say(f"note: no names from the private list were looked for: {reason}")


def said_of(who: SaidOptions, option: str, text: str) -> Said:
    """Return an entry of progress from what was typed."""
    return Said(date_of("--on", who.on), words_of("--by", who.by), words_of(option, text))


def proof_of(options: ProofOptions, title: str) -> Proof:
    """Return an item of evidence from what was typed; with an empty title there is none.

    Raises:
        UsageProblem: something is said about evidence, and not what it is.

    """
    held_by, where = words_of("--held-by", options.held_by), words_of("--at", options.at)
    if not title and any(options):
        raise UsageProblem("--held-by, --dated and --at are about evidence", "say with --evidence what it is")
    return Proof(title, held_by, where, date_of("--dated", options.dated) if options.dated is not None else None)


def asked_for(question: str) -> str:
    """Return what is answered on a terminal; nothing elsewhere, where nobody is asked."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    return words_of("the answer", str(typer.prompt(question, default="", show_default=False, err=True)).strip())
