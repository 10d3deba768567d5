"""From one version of a plan to the next: which due dates moved, and under which names those moved before go on."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scrplan.compare.identity import action_pairs, matched, row_pairs
from scrplan.compare.revision_chain import moves_between
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
    """What is in both versions, as it was and is; what is called otherwise now, what is gone, and what came."""

    pairs: list[tuple[_Dated, _Dated]]
    names: dict[Key, Key]
    gone: dict[Key, Recommendation | Action]
    new_rows: list[Recommendation]
    new_actions: dict[str, list[tuple[str, Action]]]  # by the recommendation's ref, each with its name


def moved_on(moves: Moves, before: Plan, after: Plan, commit: Commit | None) -> Moves:
    """Return the moves up to one version of a plan with those that lead to the next, by what it calls things."""
    step = _step(before, after)
    found = list(moves)
    if step.names or step.gone or any(move.gone for move in moves):
        found = _carried_on(moves, step)
    for was, now in step.pairs:
        if was.due is None:
            found = _filled(found, now, commit) if now.due else found
        elif now.due is None or now.due.last != was.due.last:
            found.append(_move(was.due, now, commit, is_own=was.is_own or now.is_own))
    return tuple(found)


def _carried_on(moves: Moves, step: _Step) -> list[Move]:
    """Return moves under the names of the later version; what is gone keeps the moves that it had, and may be back."""
    rows = _rows_that_are_back(moves, step.new_rows)
    refs = {was: now for (was, part), (now, _) in step.names.items() if part is None}
    found = []
    for move in moves:
        if isinstance(move.gone, Recommendation):
            found.append(_with_its_row(move, move.gone, rows[id(move.gone)]) if id(move.gone) in rows else move)
        elif isinstance(move.gone, Action):
            ref = refs.get(move.ref, move.ref)
            found.append(_with_its_action(move._replace(ref=ref), move.gone, step.new_actions.get(ref, [])))
        elif move.key in step.gone:
            found.append(move._replace(ref=refs.get(move.ref, move.ref), gone=step.gone[move.key]))
        else:
            ref, part = step.names.get(move.key, move.key)
            found.append(move._replace(ref=ref, part=part))
    return found


def _rows_that_are_back(moves: Moves, new_rows: Sequence[Recommendation]) -> dict[int, Recommendation]:
    """Return the recommendations that had gone and came again, as they are now, by the id of the gone record."""
    gone = list({id(move.gone): move.gone for move in moves if isinstance(move.gone, Recommendation)}.values())
    return {id(gone[was]): new_rows[now] for was, now in matched("recommendations", gone, new_rows).after.items()}


def _with_its_row(move: Move, gone: Recommendation, row: Recommendation) -> Move:
    if move.part is None:
        return move._replace(ref=row.ref, gone=None)
    for was, now in action_pairs(gone.actions, row.actions):
        if was is not None and now is not None and action_name(gone.actions[was], was) == move.part:
            return move._replace(ref=row.ref, part=action_name(row.actions[now], now), gone=None)
    return move


def _with_its_action(move: Move, gone: Action, new: Sequence[tuple[str, Action]]) -> Move:
    found = matched("actions", [gone], [action for _, action in new]).after
    return move._replace(part=new[found[0]][0], gone=None) if found else move


def _filled(moves: list[Move], now: _Dated, commit: Commit | None) -> list[Move]:
    """Return the moves, where a date that was taken out is replaced by another; the same date again is no move."""
    taken_out = next((move for move in reversed(moves) if move.key == now.key and move.gone is None), None)
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
    keys = dict.fromkeys(move.key for line in lines for move in line if move.gone is None)
    found = dict.fromkeys(move for line in lines for move in line if move.gone is not None)
    for key in keys:
        ways = [[move for move in line if move.key == key and move.gone is None] for line in lines]
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
    step = _Step([], {}, {}, [], {})
    for pair in row_pairs(before.recommendations, after.recommendations):
        was, now = pair.of(before.recommendations, after.recommendations)
        if was and now:
            _add_row(step, was, now)
        elif was:
            step.gone[was.ref, None] = was
            step.gone.update({(was.ref, action_name(one, place)): was for place, one in enumerate(was.actions)})
        elif now:
            step.new_rows.append(now)
    return step


def _add_row(step: _Step, was: Recommendation, now: Recommendation) -> None:
    _add(step, _dated(was, None, None), _dated(now, None, None))
    for pair in action_pairs(was.actions, now.actions):
        old, new = pair.of(was.actions, now.actions)
        if old and new:
            _add(step, _dated(was, old, pair.before), _dated(now, new, pair.after))
        elif old and pair.before is not None:
            step.gone[was.ref, action_name(old, pair.before)] = old
        elif new and pair.after is not None:
            step.new_actions.setdefault(now.ref, []).append((action_name(new, pair.after), new))


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
