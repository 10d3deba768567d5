"""The moves of a plan's due dates: which of them were overwritings, and which date was the first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from scrplan.compare.revision_chain import moves_between
from scrplan.dates import Period, day_words
from scrplan.git.log import Commit
from scrplan.git.revisions import short_name
from scrplan.model import Action, Plan, Progress, Recommendation, Revision, action_name

Key = tuple[str, str | None]  # a ref and, for an action, its name; see `action_name`


class Move(NamedTuple):
    """A due date in force that became another, or none; `commit` is where, None while it is not committed yet.

    `reason` is what the revisions gave that then led from one to the other. An action that has its recommendation's
    date moves with it, and that is not its own move. `gone` is what the date was of, as it last was, where the plan no
    longer has it; another may have its ref by now.
    """

    ref: str
    part: str | None
    was: Period
    now: Period | None
    commit: Commit | None
    reason: str = ""
    is_own: bool = True
    gone: Recommendation | Action | None = None

    @property
    def key(self) -> Key:
        """Return whose date it is."""
        return self.ref, self.part


Moves = tuple[Move, ...]  # of a plan, in the order of the commits


class Overwritten(NamedTuple):
    """A due date that was exchanged for another or taken out, while no revision keeps it or says why.

    `commit` is where, None while it is not committed yet.
    """

    ref: str
    part: str | None
    was: Period
    now: Period | None
    commit: Commit | None

    @property
    def words(self) -> str:
        """Return what became of it, when and by whom: `July 2012 became February 2014 on 3 March 2013 by ...`."""
        became = f"became {self.now.words}" if self.now else "was taken out"
        if self.commit is None:
            return f"{self.was.words} {became} in the file, which is not committed yet"
        on = f"on {day_words(self.commit.day)}" if self.commit.moment else "on an unknown date"
        by = f"by {self.commit.author or 'nobody named'} ({short_name(self.commit.id)})"
        return f"{self.was.words} {became} {on} {by}"


def overwritten_dates(plan: Plan, moves: Iterable[Move]) -> tuple[Overwritten, ...]:
    """Return the overwritten dates of a plan by the moves of its dates, oldest first.

    A move is none that had its reason; that the plan records by now, in a revision from the date before or one that
    leads to the date after; or that was taken back, with all that came between. So is none of what is gone.
    """
    stated = _stated_in(plan)
    own = [move for move in moves if move.is_own and move.gone is None and move.key in stated]
    left = {id(move) for some in _by_key(own).values() for move in _without_returns(some)}
    return tuple(
        Overwritten(*move[:5])
        for move in own
        if id(move) in left and not move.reason and not _is_kept(move, *stated[move.key])
    )


def _without_returns(moves: Iterable[Move]) -> list[Move]:
    """Return the moves of one date without those that were taken back, as long as none of them had a reason."""
    left: list[Move] = []
    for move in moves:
        returned = (
            place
            for place, one in enumerate(left)
            if _is_day_of(one.was, move.now) and not any(other.reason for other in left[place:])
        )
        begin = next(returned, None)
        if begin is None:
            left.append(move)
        else:
            del left[begin:]
    return left


def _is_kept(move: Move, own: Progress, above: Progress) -> bool:
    """Return whether the plan has the date before, in force or in a revision, or a reason for the one after."""
    if _is_day_of(move.was, own.due or above.due):
        return True
    if not own.revisions and own.due is not None:
        return bool(moves_between(above.revisions, move.was, move.now))
    revisions = own.revisions or above.revisions
    return any(_is_day_of(move.was, one.was) for one in revisions) or _is_explained(move, revisions)


def _is_explained(move: Move, revisions: Sequence[Revision]) -> bool:
    """Return whether revisions, up to any of them, lead from the date before to the one after, each with a reason.

    A first date that was lost is none of those to which they lead.
    """
    is_led_to = any(_is_day_of(move.was, one.to) for one in revisions)
    for place in range(len(revisions)):
        some = moves_between(revisions[: place + 1], move.was, move.now)
        is_guessed = bool(some) and some[0].was is None and len(some) > place
        if some and all(one.reason for one in some) and not (is_guessed and is_led_to):
            return True
    return False


def original_dates(plan: Plan, moves: Iterable[Move]) -> Mapping[Key, Period]:
    """Return the first due date of each recommendation and action for which git knows an earlier one than the plan."""
    stated = _stated_in(plan)
    originals: dict[Key, Period] = {}
    for key, some in _by_key(moves).items():
        own, above = stated.get(key, (Progress(), Progress()))
        first = _first_recorded(own) or _first_recorded(above)
        for move in reversed(some):
            if key in stated and (first is None or _is_day_of(first, move.now)):
                first = originals[key] = move.was
    return originals


def _first_recorded(facts: Progress) -> Period | None:
    """Return the earliest date that is written down: where the first revision came from or, if lost, led to."""
    if facts.revisions:
        return facts.revisions[0].was or facts.revisions[0].to
    return facts.due


def _is_day_of(one: Period, other: Period | None) -> bool:
    """Return whether two dates fall due on the same day, however precise they are."""
    return other is not None and one.last == other.last


def _by_key(moves: Iterable[Move]) -> dict[Key, list[Move]]:
    found: dict[Key, list[Move]] = {}
    for move in moves:
        if move.gone is None:
            found.setdefault(move.key, []).append(move)
    return found


def _stated_in(plan: Plan) -> dict[Key, tuple[Progress, Progress]]:
    """Return what is stated of each recommendation and action, each with what its recommendation states."""
    facts: dict[Key, tuple[Progress, Progress]] = {}
    for row in plan.recommendations:
        facts[row.ref, None] = (row.progress, row.progress)
        for place, action in enumerate(row.actions):
            facts[row.ref, action_name(action, place)] = (action.progress, row.progress)
    return facts
