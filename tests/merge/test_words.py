from typing import Any

import pytest

from scrplan.merge import MergeConflict, conflict_line
from scrplan.merge.lists import entry_name
from scrplan.merge.values import LIST_RULES

LONG = "Southampton LSCB to formally request that all agencies "
LINES: dict[str, tuple[Any, Any, str]] = {
    "two values": ("2014-02", "2014-03", "ours 2014-02, theirs 2014-03"),
    "one side alone": ("2014-02", None, "ours 2014-02, theirs took it out"),
    "an empty word": ("", "x", "ours nothing, theirs x"),
    "long words from where they differ": (
        f"{LONG}agree",
        f"{LONG}act at once, and " + "tell " * 20,
        f"ours ...agree, theirs ...act at once, and {'tell ' * 7}tell...",
    ),
    "a mapping": ({"by": "LSCB", "on": "2013"}, {"by": "GP"}, "ours LSCB, 2013, theirs GP"),
    "a mapping of lists": ({"leads": [], "actions": []}, "x", "ours leads, actions, theirs x"),
    "lists, without what both have": (
        [{"to": "2012"}, {"to": "2013", "reason": "No staff"}],
        [{"to": "2012"}, {"to": "2014"}, {"to": "2015"}],
        "ours 2013, No staff, theirs 2014; 2015",
    ),
    "a word that could move a cursor": ("\x1b[2J", "a\tb\nc", "ours \N{REPLACEMENT CHARACTER}[2J, theirs a b c"),
}


@pytest.mark.parametrize(("ours", "theirs", "words"), LINES.values(), ids=LINES)
def test_a_conflict_is_one_line(ours: Any, theirs: Any, words: str) -> None:
    assert (
        conflict_line(MergeConflict(("due",), "recommendation 5: due", ours, theirs))
        == f"recommendation 5: due: {words}"
    )


def test_what_a_person_should_know_stands_behind_it() -> None:
    assert (
        conflict_line(MergeConflict((), "x", "a", "b", "give it another ref"))
        == "x: ours a, theirs b (give it another ref)"
    )


LABELS = {
    "recommendations": ({"ref": "5", "text": "T"}, "recommendation 5"),
    "actions": ({"text": "Write to\nthe Home Office " * 5}, "action Write to the Home Office Write to the Ho..."),
    "updates": ({"on": "2013", "by": "GP"}, "update of 2013"),
    "evidence": ({"title": "Minutes"}, "evidence Minutes"),
    "leads": ({"role": "Chair"}, "lead Chair"),
    "links": ({"plan": "child-h", "ref": "1"}, "link to child-h"),
    "revisions": ({"from": "2013"}, "revision"),
}


@pytest.mark.parametrize(("key", "entry", "label"), [(key, *rest) for key, rest in LABELS.items()], ids=LABELS)
def test_an_entry_goes_by_the_word_of_its_kind(key: str, entry: Any, label: str) -> None:
    assert entry_name(LIST_RULES[key], entry) == label
