"""Which entries of two versions of a list may be the same though their names differ, and how near they are."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrplan.compare.list_entries import ListEntries, Names, Places
from scrplan.compare.list_kinds import ListKind
from scrplan.compare.text_likeness import COMMON, content_words, likeness, overlap, sharing, words_at

LIKE = 0.5  # from this likeness on two texts are one, reworded, if none other is as like
FEWEST_SHARED = 3  # and if they share so many words, since short texts are soon like
LIKE_UNDER_ONE_LABEL = 0.3  # and from this on, if they have one label
AGREED_COUNTS = 0.3  # so do one date, leads and outcome, which no third entry has: what is reworded keeps them
LABEL_COUNTS = 0.15  # one label makes two texts so much more like: only a text far more like goes before it
AS_NEAR = 0.05  # what differs in likeness by no more is as near
WHOLLY = 0.8  # a text is a part of another if so much of it is in there


class Candidate(NamedTuple):
    """Two entries, and how near they are; `is_part`: the one may be a part of the other.

    Where not `is_likely`, they are not the same, and only make it doubtful which of the others is.
    """

    nearness: float
    before: int
    after: int
    has_one_label: bool = False
    is_part: bool = False
    is_likely: bool = True


def are_as_near(one: Candidate, other: Candidate) -> bool:
    """Return whether another pair is as near as this one, or the other is a part where this one has no label."""
    return (other.is_part and not one.has_one_label) or other.nearness >= one.nearness - AS_NEAR


def text_candidates(before: ListEntries, after: ListEntries) -> Iterator[Candidate]:
    """Yield entries that have one label and like texts, and like texts under any label."""
    some, others = words_at(before.texts, before.left.keys()), words_at(after.texts, after.left.keys())
    labelled = dict.fromkeys(_of_one_name(before.places(before.labels), after.places(after.labels)))
    agreed = (side.places(side.said_by_none_else(side.kind.agreed)) for side in (before, after))
    alike = {(was, now) for was, now in _of_one_name(*agreed) if before.owners[was] == after.owners[now]}
    past = tuple(side.said_by_none_else(side.kind.record) for side in (before, after))
    for was, now in labelled:
        like = likeness(some.get(was, frozenset()), others.get(now, frozenset()))
        enough = LIKE_UNDER_ONE_LABEL if before.owners[was] == after.owners[now] else LIKE
        if like >= enough or _has_one_past(before, after, was, now, past):
            nearness = LABEL_COUNTS + like + AGREED_COUNTS * ((was, now) in alike)
            yield Candidate(nearness, was, now, has_one_label=True)
    worded = (pair for pair in alike if pair[0] in some and pair[1] in others)
    for was, now in dict.fromkeys((*sharing(some, others), *sorted(worded))):
        if (was, now) not in labelled:
            words, other_words = some[was], others[now]
            like = likeness(words, other_words)
            is_part = overlap(words, other_words) >= WHOLLY
            if before.texts[was] == after.texts[now]:  # several have it, and nothing else told them apart
                yield Candidate(like, was, now, is_likely=False)
            elif (was, now) in alike:
                if like >= LIKE_UNDER_ONE_LABEL:
                    yield Candidate(AGREED_COUNTS + like, was, now)
            elif len(words & other_words) >= FEWEST_SHARED and (like >= LIKE or is_part):
                yield Candidate(like, was, now, is_part=is_part, is_likely=like >= LIKE)


def _of_one_name(before: Places, after: Places) -> Iterator[tuple[int, int]]:
    for name, places in before.items():
        if len(places) * len(after.get(name, ())) <= COMMON:  # of more, none is nearer than all the others
            yield from ((was, now) for was in places for now in after.get(name, ()))


def _has_one_past(before: ListEntries, after: ListEntries, was: int, now: int, past: Sequence[Names]) -> bool:
    """Return whether two entries of one label are the same however their texts read.

    A past that several have, such as one and the same update on every row, is nobody's own.
    """
    if before.kind.label_is_enough or not (before.texts[was] and after.texts[now]):
        return True
    return past[0][was] is not None and past[0][was] == past[1][now]


def key_candidates(before: ListEntries, after: ListEntries) -> Iterator[Candidate]:
    """Yield entries with little text of which all keys but one agree."""
    kind = before.kind
    likely: dict[tuple[int, int], None] = {}
    for number, key in enumerate(kind.keys):
        some, others = (side.under_key(number) for side in (before, after))
        likely |= dict.fromkeys(_of_one_name(before.places(some), after.places(others)))
        if key == kind.worded:
            words = words_at(some, before.left.keys()), words_at(others, after.left.keys())
            likely |= dict.fromkeys(sharing(*words))
    for was, now in likely:
        labels = before.labels[was], after.labels[now]
        distance = _distance(kind, *labels)
        if distance is not None:
            yield Candidate(-distance, was, now, is_likely=_have_like_words(kind, *labels))


def _distance(kind: ListKind, before: Sequence[str], after: Sequence[str]) -> int | None:
    """Return how many keys differ; None where nothing agrees, or more than one says something else."""
    agree = added = others = reworded = 0
    for key, was, now in zip(kind.keys, before, after, strict=True):
        if was == now:
            agree += bool(was)
        elif key == kind.worded and _are_like(was, now):
            agree, reworded = agree + 1, 1
        elif was and now:
            others += 1
        else:
            added += 1
    is_near = agree and (not others or (others == 1 and not added))
    return reworded + others + added if is_near else None


def _have_like_words(kind: ListKind, before: Sequence[str], after: Sequence[str]) -> bool:
    places = [place for place, key in enumerate(kind.keys) if key == kind.worded]
    return all(before[place] == after[place] or _are_like(before[place], after[place]) for place in places)


def _are_like(one: str, other: str) -> bool:
    return likeness(content_words(one), content_words(other)) >= LIKE
