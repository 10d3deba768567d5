"""Random lives of a small plan, of which it is known what each commit did to each date, and how its owner is called."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from tests.history.stories import UNQUOTED, plan

DATES = ("2013-07", "2013-09", "2014-02", "2014-06")


class Noted(NamedTuple):
    """A revision as it is written."""

    was: str | None
    to: str
    reason: str


@dataclass(frozen=True)
class Thing:
    """A recommendation or an action; it stays the same one while its text does."""

    text: str
    name: str | None
    due: str | None = None
    revisions: tuple[Noted, ...] = ()
    notes: int = 0
    actions: "tuple[Thing, ...]" = field(default=())


@dataclass(frozen=True)
class Version:
    """The plan at a commit, and whether its file can be read."""

    rows: tuple[Thing, ...]
    is_broken: bool = False

    @property
    def text(self) -> str:
        """Return the file."""
        lines = [line for row in self.rows for line in _row_lines(row)]
        text = plan("".join(f"{line}\n" for line in lines))
        return text if not self.is_broken else UNQUOTED + text[text.index("recommendations:") :]


def _row_lines(row: Thing) -> Iterator[str]:
    yield f'  - ref: "{row.name}"'
    yield "    agency: Health"
    yield f"    text: {row.text}"
    yield from (f"    {line}" for line in _lines(row))
    if row.actions:
        yield "    actions:"
    for action in row.actions:
        lines = [f"part: {action.name}"] * bool(action.name) + [f"text: {action.text}", *_lines(action)]
        yield f"      - {lines[0]}"
        yield from (f"        {line}" for line in lines[1:])


def _lines(thing: Thing) -> Iterator[str]:
    if thing.due:
        yield f"due: {thing.due}"
    if thing.revisions:
        yield "revisions:"
    for was, to, reason in thing.revisions:
        parts = (f"from: {was}" if was else "", f"to: {to}", f"reason: {reason}" if reason else "")
        yield f"  - {{{', '.join(filter(None, parts))}}}"
    if thing.notes:
        yield "updates:"
    yield from (f"  - {{on: 2013-03, text: What the department said of part {n}}}" for n in range(thing.notes))


# -- one change -----------------------------------------------------------------------------------------------------


def _dated(draw: st.DrawFn, thing: Thing) -> Thing:
    return replace(thing, due=draw(st.sampled_from([None, *DATES])))


def _revised(draw: st.DrawFn, thing: Thing) -> Thing:
    to = draw(st.sampled_from(DATES))
    noted = Noted(draw(st.sampled_from([thing.due, thing.due, None])), to, draw(st.sampled_from(["Snow", "Snow", ""])))
    return replace(thing, due=to, revisions=(*thing.revisions, noted)) if thing.due != to else thing


def _recorded(draw: st.DrawFn, thing: Thing) -> Thing:
    if thing.due is None:
        return thing
    return replace(thing, revisions=(Noted(draw(st.sampled_from(DATES)), thing.due, "Found in the minutes"),))


def _forgotten(_: st.DrawFn, thing: Thing) -> Thing:
    return replace(thing, revisions=())


def _noted(_: st.DrawFn, thing: Thing) -> Thing:
    return replace(thing, notes=thing.notes + 1)


CHANGES: Sequence[Callable[[st.DrawFn, Thing], Thing]] = (_dated, _dated, _revised, _recorded, _forgotten, _noted)


class _Fresh:
    """Gives names and texts that were not given before."""

    def __init__(self) -> None:
        self._given = 0

    def thing(self, *, is_named: bool, due: str | None = None) -> Thing:
        self._given += 1
        return Thing(f"Deed {self._given}", f"n{self._given}" if is_named else None, due)

    def name(self) -> str:
        self._given += 1
        return f"n{self._given}"


def _action(draw: st.DrawFn, fresh: _Fresh, *, is_named: bool) -> Thing:
    return fresh.thing(is_named=is_named, due=draw(st.sampled_from([None, *DATES])))


@st.composite
def lives(draw: st.DrawFn, most: int = 6) -> list[Version]:
    """Return the versions of a plan, of which the last can be read."""
    fresh = _Fresh()
    rows = [fresh.thing(is_named=True, due=DATES[0]) for _ in range(draw(st.integers(1, 3)))]
    rows[0] = replace(rows[0], actions=tuple(_action(draw, fresh, is_named=draw(st.booleans())) for _ in range(2)))
    found = [Version(tuple(rows))]
    for _ in range(draw(st.integers(1, most))):
        for _ in range(draw(st.integers(1, 2))):
            rows = _changed(draw, rows, fresh)
        found.append(Version(tuple(rows), is_broken=draw(st.integers(0, 5)) == 0))
    return [*found[:-1], replace(found[-1], is_broken=False)]


def _changed(draw: st.DrawFn, rows: list[Thing], fresh: _Fresh) -> list[Thing]:
    what = draw(st.sampled_from([*["row"] * 3, *["action"] * 6, "number", "places", "more", "less"]))
    place = draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    if what == "places":
        return list(draw(st.permutations(rows)))
    if what == "more":
        return [*rows[:place], fresh.thing(is_named=True, due=draw(st.sampled_from(DATES))), *rows[place:]]
    if what == "less" and len(rows) > 1:
        return [*rows[:place], *rows[place + 1 :]]
    if what == "number":
        row = replace(row, name=fresh.name())
    elif what == "row":
        row = draw(st.sampled_from(CHANGES))(draw, row)
    elif what == "action":
        row = replace(row, actions=_changed_actions(draw, row.actions, fresh))
    return [*rows[:place], row, *rows[place + 1 :]]


def _changed_actions(draw: st.DrawFn, actions: tuple[Thing, ...], fresh: _Fresh) -> tuple[Thing, ...]:
    what = draw(st.sampled_from([*["one"] * 6, "part", "places", "more", "less"]))
    if what == "more" or not actions:
        # Without a part it could be taken for one that goes meanwhile, since it has its place.
        return (*actions, _action(draw, fresh, is_named=True))
    if what == "places":
        return tuple(draw(st.permutations(actions)))
    place = draw(st.integers(0, len(actions) - 1))
    action = actions[place]
    if what == "less":
        return (*actions[:place], *actions[place + 1 :])
    if what == "part":
        action = replace(action, name=fresh.name() if draw(st.booleans()) else None)
    else:
        action = draw(st.sampled_from(CHANGES))(draw, action)
    return (*actions[:place], action, *actions[place + 1 :])


# -- what is known of it --------------------------------------------------------------------------------------------


class Fact(NamedTuple):
    """A date in force at a version, whether it is the thing's own, and the revisions that lead to it."""

    due: str | None
    is_own: bool
    revisions: tuple[Noted, ...]


class Known(NamedTuple):
    """A move of a date: from, to, at which version, whether for a reason, and whether by itself."""

    was: str
    now: str | None
    at: int
    is_explained: bool
    is_own: bool


def facts_in(version: Version) -> dict[str, Fact]:
    """Return each date in force by the text of its owner."""
    found: dict[str, Fact] = {}
    for row in version.rows:
        found[row.text] = Fact(row.due, is_own=True, revisions=row.revisions)
        for action in row.actions:
            revisions = action.revisions or row.revisions
            found[action.text] = Fact(action.due or row.due, is_own=action.due is not None, revisions=revisions)
    return found


def names_in(version: Version) -> dict[str, tuple[str, str | None]]:
    """Return what each thing is called, by its text."""
    found: dict[str, tuple[str, str | None]] = {}
    for row in version.rows:
        ref = row.name or ""
        found[row.text] = (ref, None)
        found |= {one.text: (ref, one.name or f"#{place}") for place, one in enumerate(row.actions, 1)}
    return found


def known_moves(versions: Sequence[Version]) -> dict[str, list[Known]]:
    """Return the moves of each date: every version that can be read is compared with the one before it."""
    found: dict[str, list[Known]] = {}
    readable = [(number, facts_in(one)) for number, one in enumerate(versions) if not one.is_broken]
    for (_, before), (at, after) in pairwise(readable):
        for text in before.keys() & after.keys():
            was, now = before[text], after[text]
            moves = found.setdefault(text, [])
            start, is_own = was.due, was.is_own or now.is_own
            if was.due is None and now.due and moves and moves[-1].now is None:
                taken_out = moves.pop()
                start, is_own = taken_out.was, taken_out.is_own or now.is_own
            if start and start != now.due:
                moves.append(Known(start, now.due, at, is_explained(now.revisions, start, now.due), is_own))
    return found


def is_explained(revisions: Sequence[Noted], was: str, now: str | None) -> bool:
    """Return whether revisions lead from one date to the other, each with a reason."""
    if not revisions or revisions[-1].to != now:
        return False
    begins = [one.was or (revisions[place - 1].to if place else None) for place, one in enumerate(revisions)]
    if was in begins:
        begin = len(begins) - 1 - begins[::-1].index(was)
        return all(one.reason for one in revisions[begin:])
    return begins[0] is None and all(one.reason for one in revisions)


def told_of(versions: Sequence[Version]) -> list[tuple[str, str | None, str, str | None, int]]:
    """Return what must be told as overwritten: under which name, from, to, and at which version."""
    last = versions[-1]
    stated = {one.text: (one, row) for row in last.rows for one in (row, *row.actions)}
    names = names_in(last)
    return sorted(
        (
            (*names[text], move.was, move.now, move.at)
            for text, moves in known_moves(versions).items()
            if text in stated
            for move in _without_returns([one for one in moves if one.is_own])
            if not move.is_explained and not _is_kept(move, *stated[text])
        ),
        key=str,
    )


def _without_returns(moves: list[Known]) -> list[Known]:
    for end, last in enumerate(moves):
        for begin, first in enumerate(moves[:end]):
            if first.was == last.now and not any(one.is_explained for one in moves[begin:end]):
                return _without_returns([*moves[:begin], *moves[end + 1 :]])
    return moves


def _is_kept(move: Known, thing: Thing, row: Thing) -> bool:
    if move.was == (thing.due or row.due):
        return True
    if thing.due and not thing.revisions and thing is not row:
        return _leads(row.revisions, move.was, move.now)
    revisions = thing.revisions or row.revisions
    if any(one.was == move.was for one in revisions):
        return True
    is_guessed = revisions[:1] and revisions[0].was is None and any(one.to == move.was for one in revisions)
    known = (revisions[0]._replace(was="never"), *revisions[1:]) if is_guessed else revisions
    return any(is_explained(known[: place + 1], move.was, move.now) for place in range(len(known)))


def _leads(revisions: Sequence[Noted], was: str, now: str | None) -> bool:
    return is_explained([one._replace(reason="x") for one in revisions], was, now)


def firsts_of(versions: Sequence[Version]) -> dict[tuple[str, str | None], str]:
    """Return the first dates that only git knows, by the names at last."""
    last = versions[-1]
    names = names_in(last)
    stated = {one.text: (one, row) for row in last.rows for one in (row, *row.actions)}
    found = {}
    for text, moves in known_moves(versions).items():
        if text in stated:
            thing, row = stated[text]
            first = recorded = _first(thing) or _first(row)
            for move in moves[::-1]:
                first = move.was if first in (None, move.now) else first
            if moves and (first != recorded or any(one.now == recorded for one in moves)):
                found[names[text]] = first or ""
    return found


def _first(thing: Thing) -> str | None:
    return (thing.revisions[0].was or thing.revisions[0].to) if thing.revisions else thing.due
