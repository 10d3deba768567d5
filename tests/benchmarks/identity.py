"""How often entries are taken for others, in versions of the published plans of which it is known what was done.

`python -m tests.benchmarks.identity` prints the table of docs/decisions/identity.md.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scrplan.compare.identity import matched

PLANS = ("child-g", "kirklees-2011")
ROUNDS = 40  # of each plan and each thing that is done
LIGHT, HEAVY = 0.15, 0.45  # of the words of a text that are taken out, put in or exchanged

Entry = dict[str, Any]
Version = list[tuple[int | None, Entry]]  # each entry with its place before; None for what is new


class Errors(NamedTuple):
    """Of so many entries that both versions have: pairs of what is not the same, and entries that got none."""

    pairs: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Errors") -> "Errors":  # type: ignore[override]
        """Return the sum of both, number by number."""
        return Errors(*(sum(both) for both in zip(self, other, strict=True)))


class Source(NamedTuple):
    """The texts of one list of a published plan, and those of another plan, which come in as new."""

    key: str
    label: str
    texts: tuple[str, ...]
    others: tuple[str, ...]


def sources(folder: Path) -> Iterator[Source]:
    """Yield the recommendations of both published plans, and the actions of each as if they were of one."""
    from scrplan.yamltext.document import Document
    from scrplan.yamltext.edits import said

    texts = {}
    for name in PLANS:
        root = Document.from_text((folder / f"{name}.yaml").read_text(encoding="utf-8"), name).root
        assert root is not None
        plan: Any = said(root)
        rows = plan["recommendations"]
        texts[name] = (
            tuple(row["text"] for row in rows),
            tuple(action["text"] for row in rows for action in row.get("actions", ())),
        )
    for name, other in (PLANS, PLANS[::-1]):
        for number, (key, label) in enumerate((("recommendations", "ref"), ("actions", "part"))):
            if texts[name][number]:
                yield Source(key, label, texts[name][number], texts[other][0])


class Dice:
    """What is drawn by lot, the same for the same number."""

    def __init__(self, source: Source, number: int) -> None:
        self.source = source
        self.random = random.Random(number)  # noqa: S311  (nothing here is a secret)
        words = [word for text in source.texts for word in text.split()]
        self._words = words

    def reworded(self, text: str, share: float) -> str:
        """Return a text in which a share of the words is gone, exchanged or followed by another of the same plan."""
        words = text.split()
        for place in self.random.sample(range(len(words)), max(1, round(len(words) * share))):
            new = self.random.choice(self._words)
            words[place] = self.random.choice(["", new, f"{words[place]} {new}"])
        return " ".join(filter(None, words)) or text

    def some(self, version: Version, share: float = 0.3) -> list[int]:
        """Return some places of a version, at least two."""
        return self.random.sample(range(len(version)), max(2, round(len(version) * share)))


def before(source: Source) -> list[Entry]:
    """Return a list in which each text has a number."""
    return [{source.label: str(number), "text": text} for number, text in enumerate(source.texts, 1)]


def renumbered(dice: Dice, version: Version) -> Version:
    """Put new entries in, and number all of them anew from the first."""
    for text in dice.random.sample(dice.source.others, 2):
        version.insert(dice.random.randrange(len(version)), (None, {"text": text}))
    return [(was, entry | {dice.source.label: str(number)}) for number, (was, entry) in enumerate(version, 1)]


def rewording(share: float) -> Callable[[Dice, Version], Version]:
    """Return what rewords some entries."""

    def reword(dice: Dice, version: Version) -> Version:
        for place in dice.some(version):
            was, entry = version[place]
            version[place] = (was, entry | {"text": dice.reworded(entry["text"], share)})
        return version

    return reword


def swapped(dice: Dice, version: Version) -> Version:
    """Exchange the labels of entries, two and two."""
    places = dice.some(version)
    for one, other in zip(places[::2], places[1::2], strict=False):
        labels = version[one][1][dice.source.label], version[other][1][dice.source.label]
        for place, label in ((one, labels[1]), (other, labels[0])):
            version[place] = (version[place][0], version[place][1] | {dice.source.label: label})
    return version


def replaced(dice: Dice, version: Version) -> Version:
    """Take entries out, and give their labels to new ones."""
    for place, text in zip(
        dice.some(version), dice.random.sample(dice.source.others, len(dice.source.others)), strict=False
    ):
        version[place] = (None, version[place][1] | {"text": text})
    return version


def split(dice: Dice, version: Version) -> Version:
    """Make two of a long entry, each with a part of its words: neither is the old one."""
    longest = sorted(range(len(version)), key=lambda place: -len(version[place][1]["text"]))[:6]
    for place in sorted(dice.random.sample(longest, 2), reverse=True):
        entry = version[place][1]
        words = entry["text"].split()
        cut = dice.random.randint(len(words) // 3, 2 * len(words) // 3)
        parts = (("a", words[:cut]), ("b", words[cut:]))
        version[place : place + 1] = [
            (None, {dice.source.label: entry[dice.source.label] + name, "text": " ".join(some)}) for name, some in parts
        ]
    return version


Doing = Sequence[Callable[[Dice, Version], Version]]
LIGHTLY, HEAVILY = rewording(LIGHT), rewording(HEAVY)
DONE: dict[str, Doing] = {
    "renumbered": (renumbered,),
    "lightly reworded": (LIGHTLY,),
    "heavily reworded": (HEAVILY,),
    "lightly reworded and renumbered": (LIGHTLY, renumbered),
    "heavily reworded and renumbered": (HEAVILY, renumbered),
    "labels swapped": (swapped,),
    "labels swapped, lightly reworded": (swapped, LIGHTLY),
    "labels swapped, heavily reworded": (swapped, HEAVILY),
    "replaced under the same labels": (replaced,),
    "replaced, lightly reworded, renumbered": (replaced, LIGHTLY, renumbered),
    "split": (split,),
}


def errors(source: Source, doing: Doing, number: int) -> Errors:
    """Return the errors in one version of a list."""
    earlier = before(source)
    dice = Dice(source, number)
    version: Version = list(enumerate(earlier))
    for what in doing:
        version = what(dice, version)
    truth = {(was, now) for now, (was, _) in enumerate(version) if was is not None}
    # Of entries that say the same before, none is another.
    alike = {was: earlier[was]["text"] for was, _ in truth}
    found = set(matched(source.key, earlier, [entry for _, entry in version]).after.items())
    right = {(alike.get(was), now) for was, now in truth}
    wrong = [pair for pair in found - truth if (earlier[pair[0]]["text"], pair[1]) not in right]
    return Errors(len(truth), len(wrong), len(truth) - (len(found) - len(wrong)))


def measured(folder: Path, rounds: int = ROUNDS, what: Iterable[str] = DONE) -> dict[str, Errors]:
    """Return the errors of all versions of both plans, by what was done."""
    return {
        name: sum(
            (errors(source, DONE[name], number) for source in sources(folder) for number in range(rounds)),
            start=Errors(),
        )
        for name in what
    }


def table(found: dict[str, Errors]) -> Iterator[str]:
    """Yield the errors as lines of a table."""
    yield "| what was done | entries in both | wrong pairs | missed |"
    yield "|---|---:|---:|---:|"
    for name, some in found.items():
        yield f"| {name} | {some.pairs:,} | {_rate(some.wrong, some.pairs)} | {_rate(some.missed, some.pairs)} |"


def _rate(number: int, of: int) -> str:
    return f"{number:,} ({100 * number / of:.2f} %)"


if __name__ == "__main__":
    for line in table(measured(Path("plans"))):
        print(line)
