"""Which comments belong in a merged file, decided three-way for each entry; pure, and knows no plan."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from scrplan.yamltext.comment_edits import CommentChange
from scrplan.yamltext.comments import CommentSide, EntryComment, entry_comments
from scrplan.yamltext.document import Document
from scrplan.yamltext.edits import Steps
from scrplan.yamltext.spans import line_start
from scrplan.yamltext.tokens import BLANKS, line_end

MERGED = 0  # the version of an entry that is in the merged file


class CommentOwner(NamedTuple):
    """An entry, known by its path in the merged file; one that is not there by a version that has it, and its path.

    `place` is where its comments may go in the merged file: that entry, or what would hold it; None for nowhere.
    """

    version: int
    path: Steps
    place: Steps | None

    def is_in(self, entries: Iterable[Steps]) -> bool:
        """Return whether this is, or is inside of, one of some entries of the merged file."""
        return self.version == MERGED and any(self.path[: len(path)] == path for path in entries)


class OwnedComment(NamedTuple):
    """A comment of one version, with the entry that it belongs to and the lines above and below its own."""

    comment: EntryComment
    owner: CommentOwner
    near: tuple[str, str]

    @property
    def key(self) -> tuple[str, CommentOwner]:
        """Return what makes two comments the same."""
        return self.comment.text, self.owner


class DueComments(NamedTuple):
    """How often each comment is due at each entry, and the texts of those that both sides made of one comment."""

    counts: Counter[tuple[str, CommentOwner]]
    both: tuple[str, ...]


def owned_comments(document: Document, owner: Callable[[Steps], CommentOwner]) -> list[OwnedComment]:
    """Return the comments of a document in their order, each with the owner of its path."""
    _, root, _, text = document.with_line_feeds()
    found = []
    for comment in entry_comments(text, root) if root else ():
        start, end = line_start(text, comment.start), line_end(text, comment.start)
        above = text[line_start(text, max(start - 1, 0)) : start].strip()
        below = text[end + 1 : line_end(text, end + 1)].strip(BLANKS)
        found.append(OwnedComment(comment, owner(comment.path), (above, below)))
    return found


def due_comments(
    base: Sequence[OwnedComment], ours: Sequence[OwnedComment], theirs: Sequence[OwnedComment]
) -> DueComments:
    """Return what each side left alone or added; a comment that both changed is due as each of them made it."""
    was, mine, hers = (Counter(one.key for one in side) for side in (base, ours, theirs))
    counts = mine + ((hers - was) - (mine - was)) - ((was - hers) - (was - mine))
    made = [
        {owner: {text for text, other in side - was if other == owner} for _, owner in (was - mine) & (was - hers)}
        for side in (mine, hers)
    ]
    both = [text for owner, texts in made[0].items() if texts != made[1][owner] for text in texts | made[1][owner]]
    return DueComments(counts, tuple(sorted(both)))


def with_shared_owners(
    base: Sequence[OwnedComment], ours: Sequence[OwnedComment], theirs: Sequence[OwnedComment]
) -> tuple[list[OwnedComment], list[OwnedComment], list[OwnedComment]]:
    """Return three versions of comments in which one that stayed on its line has one owner.

    It has another where a side added or took out an entry next to it.
    """
    sides = [*base], [*ours], [*theirs]
    pairs = [_pairs(base, side) for side in sides[1:]]
    for at, one in enumerate(base):
        same = [(side, places[at]) for side, places in zip(sides[1:], pairs, strict=True) if at in places]
        owners = [side[place].owner for side, place in same]
        owner = next((other for other in owners if other != one.owner), one.owner)
        for side, place in [(sides[0], at), *same]:
            side[place] = side[place]._replace(owner=owner)
    return sides


def _pairs(before: Sequence[OwnedComment], after: Sequence[OwnedComment]) -> dict[int, int]:
    """Return which comment is which: the same at the same entry, else one of the same words next to the same line."""
    places: dict[tuple[str, CommentOwner], list[int]] = {}
    for at, one in enumerate(after):
        places.setdefault(one.key, []).append(at)
    found = {at: places[one.key].pop(0) for at, one in enumerate(before) if places.get(one.key)}
    left: dict[str, list[int]] = {}
    for (text, _), rest in places.items():
        left.setdefault(text, []).extend(rest)
    for at, one in enumerate(before):
        if at not in found:
            moved = next((to for to in left.get(one.comment.text, ()) if _is_near(one, after[to])), None)
            if moved is not None:
                left[one.comment.text].remove(moved)
                found[at] = moved
    return found


def _is_near(one: OwnedComment, other: OwnedComment) -> bool:
    return any(mine and mine == hers for mine, hers in zip(one.near, other.near, strict=True))


def comment_changes(
    found: Sequence[OwnedComment], due: Counter[tuple[str, CommentOwner]], sides: Iterable[Sequence[OwnedComment]]
) -> list[CommentChange]:
    """Return what gives a merged file the comments that are due, taken from the sides; what has no place is not in it.

    A comment that moved goes and comes in one change, and so does one in the place of another.
    """
    there = Counter(one.key for one in found)
    lacking, spare = due - there, there - due
    coming = []
    for side in sides:
        for one in side:
            if lacking[one.key] > 0:
                lacking[one.key] -= 1
                coming += _coming(one, side)
    going = []
    for one in found:
        if spare[one.key] > 0:
            spare[one.key] -= 1
            going.append(one.comment)
    return _joined(coming, going)


def _coming(one: OwnedComment, side: Sequence[OwnedComment]) -> list[CommentChange]:
    """Return what adds a comment of a side, next to its neighbours there; nothing where it has no place."""
    place = one.owner.place
    if place is None:
        return []
    where = one.comment.side if one.owner.version == MERGED else CommentSide.BELOW
    around = [other for other in side if (other.owner, other.comment.side) == (one.owner, one.comment.side)]
    at = next(number for number, other in enumerate(around) if other is one)
    texts = [other.comment.text for other in around]
    new = one.comment._replace(path=place, side=where)
    return [CommentChange(None, new, tuple(texts[:at]), tuple(texts[at + 1 :]))]


def _joined(coming: Iterable[CommentChange], going: list[EntryComment]) -> list[CommentChange]:
    """Return comments that come with those that go for them: of the same words, else from the same side of an entry."""
    left = [*going]
    joined = []
    for change in coming:
        new = change.new
        old = next((one for one in left if new and one.text == new.text), None)
        if old:
            left.remove(old)
        joined.append(change._replace(old=old))
    for at, change in enumerate(joined):
        new = change.new
        old = next((one for one in left if new and (one.path, one.side) == (new.path, new.side)), None)
        if old and not change.old:
            left.remove(old)
            joined[at] = change._replace(old=old)
    return [*joined, *(CommentChange(one, None) for one in left)]
