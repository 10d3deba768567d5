"""From one version of a plan to the next: which due dates moved, and under which names those moved before go on."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scrplan.compare.identity import action_pairs, moves_between, row_pairs
from scrplan.dates import Period
from scrplan.git.log import Commit
from scrplan.history.slippage import Key, Move, Moves
from scrplan.model import Action, Plan, Recommendation, Revision, action_name


class _Dated(NamedTuple):
    """A due date in force, which an action may have from its recommendation, and the revisions that lead to it."""

    key: Key
    due: Period | None
    is_own: bool
    revisions: tuple[Revision, ...]


class _Step(NamedTuple):
    """What is in both versions, as it was and is; where it is called otherwise now, and what is gone for good."""

    pairs: list[tuple[_Dated, _Dated]]
    names: dict[Key, Key]
    gone: set[Key]


def moved_on(moves: Moves, before: Plan, after: Plan, commit: Commit | None) -> Moves:
    """Return the moves up to one version of a plan with those that lead to the next, by what it calls things."""
    step = _step(before, after)
    found = list(moves)
    if step.names or step.gone:
        found = [_renamed(move, step.names.get(move.key)) for move in moves if move.key not in step.gone]
    for was, now in step.pairs:
        if was.due is None:
            found = _filled(found, now, commit) if now.due else found
        elif now.due is None or now.due.last != was.due.last:
            found.append(_move(was.due, now, commit, is_own=was.is_own or now.is_own))
    return tuple(found)


def _renamed(move: Move, name: Key | None) -> Move:
    return move if name is None else move._replace(ref=name[0], part=name[1])


def _filled(moves: list[Move], now: _Dated, commit: Commit | None) -> list[Move]:
    """Return the moves, where a date that was taken out has another in its place; the same one was never away."""
    taken_out = next((move for move in reversed(moves) if move.key == now.key), None)
    if taken_out is None or taken_out.now is not None or now.due is None:
        return moves
    left = [move for move in moves if move is not taken_out]
    if now.due.last == taken_out.was.last:
        return left
    return [*left, _move(taken_out.was, now, commit, is_own=taken_out.is_own or now.is_own)]


def _move(was: Period, now: _Dated, commit: Commit | None, *, is_own: bool) -> Move:
    reasons = [move.reason for move in moves_between(now.revisions, was, now.due)]
    reason = "; ".join(dict.fromkeys(reasons)) if all(reasons) else ""
    return Move(*now.key, was, now.due, commit, reason, is_own)


def merged_moves(
    parents: Sequence[tuple[Moves, Plan]], after: Plan, commit: Commit | None, place_of: Callable[[Move], int]
) -> Moves:
    """Return the moves up to a merge: of each date those of the first parent that has it, or else of all parents.

    What a merge leaves aside of another line never came to be.
    """
    lines = [moved_on(moves, before, after, commit) for moves, before in parents]
    known = [{now.key for _, now in _step(before, after).pairs} for _, before in parents]
    keys = dict.fromkeys(move.key for line in lines for move in line)
    found: dict[Move, None] = {}
    for key in keys:
        ways = [[move for move in line if move.key == key] for line in lines]
        has_it = (
            way
            for way, keys_there in zip(ways, known, strict=True)
            if key in keys_there and not any(move.commit is commit for move in way)
        )
        found |= dict.fromkeys(next(has_it, _from_all(ways, commit)))
    return tuple(sorted(found, key=place_of))


def _from_all(ways: Sequence[Sequence[Move]], commit: Commit | None) -> Iterator[Move]:
    """Yield the moves of every line, then the merge's own, once; with its reason, if it has one against any."""
    own = [move for way in ways for move in way if move.commit is commit]
    yield from (move for way in ways for move in way if move.commit is not commit)
    yield from sorted(own, key=lambda move: not move.reason)[:1]


def _step(before: Plan, after: Plan) -> _Step:
    step = _Step([], {}, set())
    for pair in row_pairs(before.recommendations, after.recommendations):
        if pair.before is not None and pair.after is not None:
            was, now = before.recommendations[pair.before], after.recommendations[pair.after]
            _add_row(step, was, now)
    return step


def _add_row(step: _Step, was: Recommendation, now: Recommendation) -> None:
    _add(step, _dated(was, None, None), _dated(now, None, None))
    for pair in action_pairs(was.actions, now.actions):
        old = None if pair.before is None else was.actions[pair.before]
        new = None if pair.after is None else now.actions[pair.after]
        if old and new:
            _add(step, _dated(was, old, pair.before), _dated(now, new, pair.after))
        elif old and old.part is None:  # another may stand in its place
            step.gone.add(_dated(was, old, pair.before).key)
        elif old and was.ref != now.ref:
            step.names[was.ref, old.part] = (now.ref, old.part)


def _add(step: _Step, was: _Dated, now: _Dated) -> None:
    step.pairs.append((was, now))
    if was.key != now.key:
        step.names[was.key] = now.key


def _dated(row: Recommendation, action: Action | None, place: int | None) -> _Dated:
    above = row.progress
    if action is None or place is None:
        return _Dated((row.ref, None), above.due, True, above.revisions)
    own = action.progress
    key = row.ref, action_name(action, place)
    return _Dated(key, own.due or above.due, own.due is not None, own.revisions or above.revisions)
