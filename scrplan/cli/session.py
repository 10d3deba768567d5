"""What every reading command begins with: the repository, its settings, the day, the plans, the filter."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scrplan.assessment import AssessedPlan, Item, assess_by
from scrplan.cli.option_values import needed_date, the_day
from scrplan.cli.options import ClockOptions, FilterOptions, RevisionOptions, TableOptions
from scrplan.cli.output import AtCommit, Sources, say
from scrplan.dates import BadDate, later_day
from scrplan.errors import BrokenPlans, UnknownName, UnreadableFile, UsageProblem
from scrplan.model import Board, Plan
from scrplan.source.files import (
    SETTINGS,
    find_root,
    load_board,
    load_plan,
    misnamed_files,
    plan_paths,
    shown_path,
)

if TYPE_CHECKING:
    from scrplan.selection import Condition, Filter, Vocabulary

Choose = Callable[[Item], Iterable[Item]]


class Session(NamedTuple):
    """The plans at hand, judged on a day. Made only when every one of them could be read."""

    board: Board
    day: date
    paths: tuple[Path, ...]
    assessed: tuple[AssessedPlan, ...]
    root: Path
    at: AtCommit | None = None

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Return the plans without their assessment."""
        return tuple(one.plan for one in self.assessed)

    @property
    def sources(self) -> Sources:
        """Return every file that the answer rests on, or the commit that they were read from."""
        if self.at:
            return self.at
        settings = self.root / SETTINGS
        return (*self.paths, settings) if settings.exists() else self.paths

    def select(self, options: FilterOptions, choose: "Choose | None" = None) -> "Selected":
        """Return the recommendations that match; with `choose`, what it makes of each where that matches.

        Raises:
            UnknownName: an option names something that is not in these plans.

        """
        asked = self._with_view(options)
        if choose is None and not any(asked):
            return Selected(self.assessed, "")
        from scrplan.selection import Vocabulary, check_filter, filter_words, matches

        vocabulary = Vocabulary.of(self.plans, self.board)
        wanted = _filter(asked)._replace(where=_conditions(asked.where or (), vocabulary))
        check_filter(wanted, vocabulary)
        kept = tuple(
            one._replace(
                items=tuple(
                    item
                    for row in one.items
                    for item in (choose(row) if choose else (row,))
                    if matches(wanted, item, vocabulary)
                ),
            )
            for one in self.assessed
        )
        return Selected(kept, filter_words(wanted))

    def table(self, options: TableOptions, view: str | None) -> "tuple[tuple[str, ...], tuple[str, ...]]":
        """Return the columns and the sort keys: as asked, else as the view says, else none."""
        saved = self._view(view)
        return _keys(options.columns, saved.get("columns", ())), _keys(options.sort, saved.get("sort", ()))

    def _view(self, name: str | None) -> dict[str, tuple[str, ...]]:
        if name is None:
            return {}
        if name not in self.board.views:
            raise UnknownName("view", name, self.board.views)
        return dict(self.board.views[name].options)

    def _with_view(self, options: FilterOptions) -> FilterOptions:
        """Return the options with what the saved view adds; what is typed goes before what is saved."""
        saved = self._view(options.view)
        added: dict[str, Any] = {
            name: values[-1] if name in {"due_before", "due_after"} else list(values)
            for name, values in saved.items()
            if name not in {"columns", "sort"} and not getattr(options, name)
        }
        return options._replace(**added)


class Selected(NamedTuple):
    """What matched, plan by plan, and the filter in words (empty when there was none)."""

    assessed: tuple[AssessedPlan, ...]
    filter_words: str

    def items(self, sort: Sequence[str] = ()) -> list[Item]:
        """Return the items of all plans, in the order asked for, else in the plans' own."""
        return _sorted([item for one in self.assessed for item in one.items], sort)

    def sorted(self, sort: Sequence[str]) -> tuple[AssessedPlan, ...]:
        """Return the plans, the items of each in the order asked for."""
        return tuple(one._replace(items=tuple(_sorted(one.items, sort))) for one in self.assessed)


def open_session(plans: list[str] | None, clock: ClockOptions | RevisionOptions) -> Session:
    """Read the settings and every plan asked for, from the files or as they stood at a revision.

    Raises:
        BrokenPlans: a file has problems; all of all files are told, and nothing is computed.
        GitProblem: there is no such revision.

    """
    if isinstance(clock, RevisionOptions) and clock.revision is not None:
        return _session_at(clock.revision, plans or [], clock)
    root = find_root(Path.cwd())
    day = the_day(clock)
    paths = tuple(plan_paths(plans or [], root))
    warn_of_misnamed(paths)
    board, problems = load_board(root)
    found = [problem.line() for problem in problems]
    assessed = []
    for path in paths:
        try:
            plan, wrong = load_plan(path)
        except UnreadableFile as unreadable:
            found += unreadable.lines()
            continue
        found += [problem.line() for problem in wrong]
        if plan:
            assessed.append(assess_by(board or Board(), plan, day))
    if found or board is None:
        raise BrokenPlans(found)
    return Session(board, day, paths, tuple(assessed), root)


def _session_at(revision: str, plans: Sequence[str], clock: RevisionOptions) -> Session:
    """Read the settings and plans of a commit; one that was named by a date is judged on that date's last day."""
    from scrplan.git import day_of, short_name
    from scrplan.history.snapshots import commit_named, day_named, repository_root, snapshot_at

    named = day_named(revision)
    day = the_day(clock) if named is None or clock.as_at is not None else named
    root = repository_root(Path.cwd())
    commit = commit_named(root, revision)
    at = AtCommit(commit, day_of(root, commit))
    try:
        taken = snapshot_at(root, commit, plans)
    except BrokenPlans as broken:
        why = f"scrplan: {at.words} stays as it is and cannot be read; name another"
        raise BrokenPlans((*broken.problems, why)) from None
    for other in taken.unread:
        _warn_of_unread(f"{short_name(commit)}:{other}")
    assessed = [assess_by(taken.board, plan, day) for plan in taken.plans]
    return Session(taken.board, day, tuple(map(Path, taken.paths)), tuple(assessed), root, at)


def warn_of_misnamed(paths: Sequence[Path]) -> None:
    """Say on stderr which files beside and below the plans are not read because of their ending or their folder."""
    for other in misnamed_files(paths):
        _warn_of_unread(shown_path(other))


def _warn_of_unread(path: str) -> None:
    why = "plans lie side by side in one folder" if path.endswith(".yaml") else "plans end in .yaml"
    say(f"warning: {path} is not read; {why}")


def _sorted(items: Sequence[Item], keys: Sequence[str]) -> list[Item]:
    if not keys:
        return list(items)
    from scrplan.selection import sort_items

    return sort_items(items, keys)


def last_day_within(day: date, span: str) -> date:
    """Return the day that lies `span` after the day.

    Raises:
        UsageProblem: the span is not written as one.

    """
    try:
        return later_day(day, span)
    except BadDate as bad:
        raise UsageProblem(f"--within: {bad.message}", bad.hint) from None


def _filter(options: FilterOptions) -> "Filter":
    from scrplan.selection import Filter

    for name in ("agency", "lead", "rag", "state", "theme", "timeliness", "text"):
        if any(not value.strip() for value in getattr(options, name) or ()):
            raise UsageProblem(f"--{name} is empty", "write what to look for, or leave the option out")
    return Filter(
        agencies=tuple(options.agency or ()),
        leads=tuple(options.lead or ()),
        rags=tuple(options.rag or ()),
        states=tuple(options.state or ()),
        themes=tuple(options.theme or ()),
        timeliness=tuple(options.timeliness or ()),
        due_before=needed_date("--due-before", options.due_before) if options.due_before else None,
        due_after=needed_date("--due-after", options.due_after) if options.due_after else None,
        texts=tuple(options.text or ()),
    )


def _conditions(written: Sequence[str], vocabulary: "Vocabulary") -> "tuple[Condition, ...]":
    """Return `--where` expressions, and say on stderr how each was understood."""
    if not written:
        return ()
    from scrplan.selection.where import parse_where

    conditions = [parse_where(one, vocabulary) for one in written]
    for condition in conditions:
        say(f"--where is understood as: {condition.words}")
    return tuple(conditions)


def _keys(asked: str | None, saved: Sequence[str]) -> tuple[str, ...]:
    if asked is not None and not asked.strip(", "):
        raise UsageProblem("--columns and --sort need at least one name", "leave the option out for the usual ones")
    written = [asked] if asked else saved
    return tuple(key.strip() for part in written for key in part.split(",") if key.strip())
