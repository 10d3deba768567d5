"""From the options of a filter and of a table to the items and columns that they mean."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from scrplan.assessment import AssessedPlan, Item
from scrplan.cli.option_values import needed_date
from scrplan.cli.options import FilterOptions, TableOptions
from scrplan.cli.output import say
from scrplan.errors import UnknownName, UsageProblem
from scrplan.model import Board
from scrplan.workspace.workspace import PlansOnDay

if TYPE_CHECKING:
    from scrplan.selection import Condition, Filter, Vocabulary

Choose = Callable[[Item], Iterable[Item]]


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


def select(found: PlansOnDay, options: FilterOptions, choose: Choose | None = None) -> Selected:
    """Return the recommendations that match; with `choose`, what it makes of each where that matches."""
    asked = _with_view(options, found.board)
    if choose is None and not any(asked):
        return Selected(found.assessed, "")
    from scrplan.selection import Vocabulary, check_filter, filter_words, matches

    vocabulary = Vocabulary.of(found.plans, found.board)
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
        for one in found.assessed
    )
    return Selected(kept, filter_words(wanted))


def table_keys(board: Board, options: TableOptions, view: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns and the sort keys: as asked, else as the view says, else none."""
    saved = _view(view, board)
    return _keys(options.columns, saved.get("columns", ())), _keys(options.sort, saved.get("sort", ()))


def _view(name: str | None, board: Board) -> dict[str, tuple[str, ...]]:
    if name is None:
        return {}
    if name not in board.views:
        raise UnknownName("view", name, board.views)
    return dict(board.views[name].options)


def _with_view(options: FilterOptions, board: Board) -> FilterOptions:
    """Return the options with what the saved view adds; what is typed goes before what is saved."""
    saved = _view(options.view, board)
    added: dict[str, Any] = {
        name: values[-1] if name in {"due_before", "due_after"} else list(values)
        for name, values in saved.items()
        if name not in {"columns", "sort"} and not getattr(options, name)
    }
    return options._replace(**added)


def _sorted(items: Sequence[Item], keys: Sequence[str]) -> list[Item]:
    if not keys:
        return list(items)
    from scrplan.selection import sort_items

    return sort_items(items, keys)


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
