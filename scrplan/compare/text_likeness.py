"""How like two texts are, by the words that they share, and which texts of two lists are like enough to compare."""

import re
from collections.abc import Collection, Iterator, Mapping

Words = frozenset[str]

COMMON = 50  # a word that more texts of one list hold than this finds no candidates: it says too little

_WORD = re.compile(r"\w+")
_FUNCTION_WORDS = frozenset(
    {
        *("a", "all", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have"),
        *("if", "in", "into", "is", "it", "its", "must", "not", "of", "on", "or", "shall", "should", "so", "such"),
        *("than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "under"),
        *("was", "were", "when", "where", "which", "who", "will", "with", "within", "would"),
    }
)


def content_words(text: str) -> Words:
    """Return the different words of a text in lower case; function words only where it has no others."""
    words = frozenset(_WORD.findall(text.casefold()))
    return words - _FUNCTION_WORDS or words


def likeness(one: Words, other: Words) -> float:
    """Return how much two texts share, from 0 (nothing) to 1 (every word), as twice the shared among all words.

    Measured against other ways: docs/decisions/identity.md.
    """
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def overlap(one: Words, other: Words) -> float:
    """Return how much of the shorter text is in the longer, from 0 to 1: of a part of a text that was split, all."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def sharing(some: Mapping[int, Words], others: Mapping[int, Words]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two texts that share a word which is not common to many: other pairs are not like.

    It looks each word up, so that long lists cost little more than the words that are in them.
    """
    holders: dict[str, list[int]] = {}
    for place, words in others.items():
        for word in words:
            holders.setdefault(word, []).append(place)
    often: dict[str, int] = {}
    for words in some.values():
        for word in words:
            often[word] = often.get(word, 0) + 1
    for place, words in some.items():
        rare = (word for word in words if word in holders and max(often[word], len(holders[word])) <= COMMON)
        yield from ((place, other) for other in sorted({one for word in rare for one in holders[word]}))


def words_at(texts: Mapping[int, str], places: Collection[int]) -> dict[int, Words]:
    """Return the words of the texts at these places that have any."""
    return {place: content_words(texts[place]) for place in sorted(places) if texts[place]}
