"""What is done to a numbered list between two versions, drawn at random, with the truth of which entry is which."""

from typing import NamedTuple

from hypothesis import strategies as st

from scrplan.compare.text_likeness import content_words, likeness
from tests.benchmarks.identity import sources
from tests.building import ROOT

UNLIKE = 0.25  # texts of the pool are less like than this, so that which is which is beyond doubt


def _pool() -> tuple[str, ...]:
    """Return texts of the published plans that are long, and unlike each other."""
    found: list[str] = []
    for text in (text for source in sources(ROOT / "plans") for text in source.texts):
        words = content_words(text)
        if len(words) >= 10 and all(likeness(words, content_words(one)) < UNLIKE for one in found):
            found.append(" ".join(text.split()))
    return tuple(found)


POOL = _pool()
OLD, NEW = POOL[:12], POOL[12:]


class Entry(NamedTuple):
    """An entry with its place in the pool, which stays the same whatever becomes of its ref and text."""

    origin: int
    ref: str
    text: str


class Deed(NamedTuple):
    """What is done, to which two places; each number picks among what there is."""

    what: str
    one: int
    two: int


def reworded(text: str, number: int) -> str:
    """Return a text of which one word in seven is another."""
    words = text.split()
    for place in range(number % 7, len(words), 7):
        words[place] = f"otherwise{number}"
    return " ".join(words)


def base(length: int = 6) -> list[Entry]:
    """Return a list whose refs are its places from 1."""
    return [Entry(place, str(place + 1), OLD[place]) for place in range(length)]


def done(entries: list[Entry], deeds: list[Deed]) -> list[Entry]:
    """Return a list after deeds; no entry is reworded twice."""
    entries = list(entries)
    untouched = {entry.origin for entry in entries}
    for deed in deeds:
        one, other = (number % len(entries) if entries else 0 for number in (deed.one, deed.two))
        if deed.what == "insert":
            new = next(number for number in range(len(OLD), len(POOL)) if number not in {one.origin for one in entries})
            entries.insert(one, Entry(new, "", POOL[new]))
            entries = [entry._replace(ref=str(place + 1)) for place, entry in enumerate(entries)]
        elif not entries:
            continue
        elif deed.what == "remove":
            del entries[one]
        elif deed.what == "swap refs":
            refs = entries[one].ref, entries[other].ref
            entries[one] = entries[one]._replace(ref=refs[1])
            entries[other] = entries[other]._replace(ref=refs[0])
        elif deed.what == "move":
            entries.insert(other, entries.pop(one))
        elif entries[one].origin in untouched:
            untouched.discard(entries[one].origin)
            entries[one] = entries[one]._replace(text=reworded(entries[one].text, deed.two))
    return entries


NUMBERS = st.integers(0, 11)
WHAT = ("insert", "remove", "swap refs", "move", "reword")
DEEDS = st.lists(st.builds(Deed, st.sampled_from(WHAT), NUMBERS, NUMBERS), max_size=6)
