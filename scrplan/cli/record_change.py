"""Records a change in a plan: finds what is meant, shows the change, proves it, writes it, and says how to commit."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from scrplan.check.private_names import lacks_names
from scrplan.cli.commit import keep, ready_for_commit
from scrplan.cli.item_filters import select
from scrplan.cli.opened_plans import plans_on_day
from scrplan.cli.option_values import date_of, the_day, words_of
from scrplan.cli.options import ClockOptions, FilterOptions, ProofOptions, SaidOptions, WhichOptions, WriteOptions
from scrplan.cli.output import put, say, warn
from scrplan.cli.questions import confirm
from scrplan.errors import BrokenPlans, FileChanged, UsageProblem
from scrplan.model import Plan
from scrplan.recording.closing import Proof
from scrplan.recording.messages import message_of
from scrplan.recording.operations import Act, Said
from scrplan.recording.proposals import Proposal, proposal
from scrplan.recording.targets import Target, target_of
from scrplan.report.unified_diff import difference
from scrplan.source.atomic_write import replace_text
from scrplan.source.files import find_root, load_source, plan_paths
from scrplan.source.reader import salvage_plan

# How often a change is made again because another writer changed the file; each time, another change was recorded.
TRIES = 100
SHOWN_TEXT = 60  # characters of a recommendation, enough to know it by


RefActs = Sequence[tuple[str, Act]]  # what is to be done to one plan file: each act with the ref that it is about
# From a plan, and from what finds a recommendation or action of it by ref and part.
Make = Callable[[Plan, Callable[..., Target]], RefActs]


def record_each(which: WhichOptions, write: WriteOptions, act: Callable[[Target], Act]) -> None:
    """Do the same to each recommendation or action that is meant."""
    filtered = which.where or which.view
    if which.refs and filtered:
        raise UsageProblem("both refs and a filter are given", "name the refs, or filter by --where")
    if not which.refs and not filtered:
        raise UsageProblem("no recommendation is named", "name its ref, or filter by --where")

    def make(_plan: Plan, target_at: Callable[..., Target]) -> RefActs:
        # A filter is asked after the file was read: had it changed in between, it could not be written.
        refs = _filtered(which) if filtered else list(dict.fromkeys(which.refs or ()))
        targets = [target_at(ref, which.action) for ref in refs]
        acts = [(target.row.ref, act(target)) for target in targets]
        _agree(targets, acts, write)
        return acts

    change_plan(which.plan, write, make)


def change_plan(plan: str, write: WriteOptions, make: Make) -> None:
    """Change one plan file; where another writer changes it meanwhile, the change is made again on the new text."""
    for attempt in range(TRIES):
        try:
            _change_once(plan, write, make)
        except FileChanged:
            if attempt + 1 == TRIES:
                raise
        else:
            return


def _change_once(plan: str, write: WriteOptions, make: Make) -> None:
    root, path = _root_and_path(plan)
    source = load_source(path, Path.cwd())
    if write.commit and not write.dry_run:
        ready_for_commit(path)  # after it was read, so that what is written rests on what is committed
    read, tree = salvage_plan(source.document, path.stem), source.document.root
    if read.plan is None or tree is None:
        raise BrokenPlans(problem.line() for problem in read.problems)
    change = make(read.plan, partial(target_of, read, tree))
    edits = [edit for _, act in change for edit in act.edits]
    made = proposal(source, edits, root, the_day(ClockOptions()), Path.cwd())
    if made.text == made.before:
        say("the plan already says this; nothing was changed")
        return
    if not write.dry_run:
        replace_text(source, made.text)
    message = message_of(path.stem, [(ref, act.words) for ref, act in change])
    try:
        _show(made, [remark for _, act in change for remark in act.remarks])
        say_if_names_lack(root)
    finally:  # what was written is kept, even if it could not be shown
        if write.dry_run:
            say(f"nothing was written; the message would be: {message.subject}")
        else:
            keep(path, message, commit=write.commit)


def _root_and_path(name: str) -> tuple[Path, Path]:
    """Return the root of the repository and the file of one plan."""
    here = Path.cwd()
    found = plan_paths([name], find_root(here), here)
    if len(found) > 1:
        raise UsageProblem(f"{name} is a folder of several plans", "name one of them")
    return find_root(found[0].absolute().parent), found[0]


def _filtered(which: WhichOptions) -> list[str]:
    found = plans_on_day([which.plan], ClockOptions())
    warn(found.notices)
    selected = select(found, FilterOptions(where=which.where, view=which.view))
    refs = [item.recommendation.ref for item in selected.items()]
    if not refs:
        raise UsageProblem(f"no recommendation of {which.plan} matches", "try the filter with scrplan list")
    return refs


def _agree(targets: Sequence[Target], acts: RefActs, write: WriteOptions) -> None:
    """Show the changes to several recommendations, and ask."""
    if len(targets) == 1 or write.yes or write.dry_run:
        return
    for target, (_, act) in zip(targets, acts, strict=True):
        text = target.action.text if target.action else target.row.text
        short = text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT].rstrip()}..."
        say(f"  {act.words}  ({target.row.agency}: {short})")
    unasked = UsageProblem(
        f"{len(targets)} recommendations would be changed", "give --yes to change them without asking"
    )
    confirm(f"Change these {len(targets)} recommendations?", unasked)


def _show(made: Proposal, remarks: Sequence[str]) -> None:
    put(difference(made.source.document.path, made.before, made.text))
    for remark in dict.fromkeys(remarks):
        say(f"note: {remark}")


def say_if_names_lack(root: Path) -> None:
    """Warn that no private names were looked for, where the board's list cannot be used: a name may be committed."""
    reason = lacks_names(root)
    if reason:
        say(f"note: no names from the private list were looked for: {reason}")


def said_of(who: SaidOptions, option: str, text: str) -> Said:
    """Return an entry of progress from what was typed."""
    return Said(date_of("--on", who.on), words_of("--by", who.by), words_of(option, text))


def proof_of(options: ProofOptions, title: str) -> Proof:
    """Return an item of evidence from what was typed; with an empty title there is none."""
    held_by, where = words_of("--held-by", options.held_by), words_of("--at", options.at)
    if not title and any(options):
        raise UsageProblem("--held-by, --dated and --at are details of evidence", "give the evidence with --evidence")
    return Proof(title, held_by, where, date_of("--dated", options.dated) if options.dated is not None else None)
