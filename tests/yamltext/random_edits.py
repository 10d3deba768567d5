"""Edits drawn at random, of every kind, with values that are hard to write."""

from collections.abc import Iterator
from random import Random
from typing import Any

from scrplan.yamltext.edits import Bare, Edit, Insert, Put, Remove, Step, Steps, Value
from tests.yamltext.untidy import KEYS, SHORT, WORDS


def random_edit(random: Random, value: Value) -> Edit:
    """Return an edit that leads somewhere in a value, which is a mapping or list."""
    places = list(_places(value, ()))
    keyed = [path for path, one in places if isinstance(one, dict)]
    lists = [path for path, one in places if path and isinstance(one, list)]
    kinds = ["put", "put", *(["new", "new list"] if keyed else []), *(["insert"] * 2 if lists else []), "remove"]
    there = [path for path, _ in places if path]
    match random.choice(kinds if there else ["new"]):
        case "put":
            return Put(random.choice(there), random_value(random))
        case "new":
            return Put((*random.choice(keyed), random.choice([*KEYS, *SHORT])), random_value(random))
        case "new list":
            holder = random.choice(keyed)
            missing = [key for key in KEYS if key not in _at(value, holder)]
            return Insert((*holder, random.choice(missing)), random_value(random))
        case "insert":
            path = random.choice(lists)
            at = random.choice([None, 0, random.randint(0, len(_at(value, path)))])
            return Insert(path, random_value(random), at)
    return Remove(random.choice(there))


def random_value(random: Random, depth: int = 0) -> Value:
    """Return a text that is hard to write, a long one, or a list or mapping of some."""
    kind = random.choice(["short"] * 4 + ["long", "bare"] + (["list", "map", "empty"] if depth < 3 else []))
    match kind:
        case "long":
            lengths = random.choices([15, 40], k=random.choice([1, 2]))
            paragraphs = [" ".join(random.choices(WORDS, k=length)) for length in lengths]
            return random.choice(["\n", "\n\n"]).join(paragraphs) + random.choice(["", "", "\n", " "])
        case "bare":
            return Bare(random.choice(["5", "true", "1.10", "2013"]))
        case "list":
            return [random_value(random, depth + 1) for _ in range(random.randint(1, 3))]
        case "map":
            return {key: random_value(random, depth + 1) for key in random.sample(KEYS, random.randint(1, 4))}
        case "empty":
            empty: list[Value] = [[], {}, ""]
            return random.choice(empty)
    return random.choice(SHORT)


def _places(value: Value, path: Steps) -> Iterator[tuple[Steps, Value]]:
    yield path, value
    below: list[tuple[Step, Value]] = []
    if isinstance(value, dict):
        below = [*value.items()]
    elif isinstance(value, list):
        below = [*enumerate(value)]
    for step, one in below:
        yield from _places(one, (*path, step))


def _at(value: Value, path: Steps) -> Any:
    found: Any = value
    for step in path:
        found = found[step]
    return found
