"""`--text` finds every word that `show` prints of a row's own text; the keys come from the schema."""

import itertools
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.assessment import AssessedPlan, Item
from scrplan.check.schema_check import PLAN_SCHEMA, schema_text
from scrplan.model import Board
from scrplan.render.plain import render_plain
from scrplan.report.show import show_answer
from scrplan.selection import Filter, Vocabulary, matches
from scrplan.source.key_orders import plan_order
from scrplan.yamltext.edits import Value
from scrplan.yamltext.new_text import lines_under_key
from tests.assessment import assess_plan
from tests.building import HEAD, THE_DAY, plan_of

SCHEMA = json.loads(schema_text(PLAN_SCHEMA))
EARLIER, LATER = "2013-05", "2014-05"


class Maker:
    """Makes random values of the schema in which each text is a word of its own."""

    def __init__(self, random: Random, first: int) -> None:
        self.random = random
        self._numbers = itertools.count(first)
        self.given: set[str] = set()
        self.later: set[str] = set()  # in updates that were given after the day

    def word(self) -> str:
        found = f"Word{next(self._numbers)}x"
        self.given.add(found)
        return found

    def entry(self, name: str) -> dict[str, Value]:
        """Return an entry with the keys that it must have, and some of the others."""
        found = SCHEMA["$defs"][name]
        required = {*found.get("required", ()), *(found["anyOf"][-1]["required"] if "anyOf" in found else ())}
        made = {
            key: self.value(key, one)
            for key, one in found["properties"].items()
            if key in required or self.random.random() < 0.4
        }
        return {key: value for key, value in made.items() if value is not None}

    def value(self, key: str, found: dict[str, Any]) -> Value | None:
        kind = found.get("$ref", "").rpartition("/")[2]
        if key == "agency":
            return self.random.choice(["Health", "Police"])
        if found.get("type") == "array":
            return [self._one(found["items"]["$ref"].rpartition("/")[2]) for _ in range(self.random.randint(1, 2))]
        if "enum" in found:
            return str(self.random.choice(found["enum"]))
        return None if found.get("type") == "boolean" else self._one(kind)

    def _one(self, kind: str) -> Value:
        match kind:
            case "text" | "written":
                return self.word()
            case "slug":
                return self.word().lower()
            case "date":
                return EARLIER
            case "rag":
                return self.random.choice(["green", "amber", "red"])
            case "state":
                return self.random.choice(["in_progress", "complete", "stopped"])
            case "update" if self.random.random() < 0.2:
                before = set(self.given)
                made = self.entry("update") | {"on": LATER}
                self.later |= self.given - before
                return made
        return self.entry(kind)


def assessed(rows: list[Value]) -> AssessedPlan:
    order = plan_order()
    lines = lines_under_key("recommendations", rows, 0, apart="recommendations" in order.apart)
    return assess_plan(plan_of(HEAD + "\n".join(lines) + "\n"), THE_DAY)


def shown(item: Item) -> str:
    """Return what `show` says of an item, for people and for programs."""
    answer = show_answer(item)
    return render_plain(answer.report) + json.dumps(list(answer.items()))


@given(st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_text_finds_every_word_that_show_prints_of_a_row(random: Random) -> None:
    makers = [Maker(random, 100), Maker(random, 500)]
    plan = assessed([maker.entry("recommendation") for maker in makers])
    known = Vocabulary.of([plan.plan], Board())
    for maker, item, other in zip(makers, plan.items, reversed(plan.items), strict=True):
        text = shown(item)
        printed = {word for word in maker.given if word in text or word.lower() in text}
        assert [word for word in printed if not matches(Filter(texts=(word,)), item, known)] == []
        assert [word for word in maker.given if matches(Filter(texts=(word,)), other, known)] == []
        assert [word for word in maker.later if matches(Filter(texts=(word,)), item, known)] == []


SEVEN = {
    "evidence_wanted": "evidence_wanted: Sought",
    "milestones": "milestones: [{text: Sought}]",
    "revision reasons": "revisions: [{to: 2012-12, reason: Sought}]",
    "acceptance_reason": "acceptance_reason: Sought",
    "themes": "themes: [Sought]",
    "sign-off": "sign_off: {by: Sought}",
    "stopped_reason": "stopped_reason: Sought",
}


@pytest.mark.parametrize("line", SEVEN.values(), ids=SEVEN)
def test_text_finds_what_it_once_left_out(line: str) -> None:
    head = f"{HEAD}recommendations:\n"
    plan = assess_plan(plan_of(f'{head}  - ref: "1"\n    agency: Health\n    text: Do\n    {line}\n'), THE_DAY)
    assert matches(Filter(texts=("sought",)), plan.items[0], Vocabulary.of([plan.plan], Board()))
