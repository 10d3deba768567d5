"""Which changed lines may tell of another due date: one too many costs time, one too few hides a date."""

import pytest

from scrplan.git.patches import Hunk
from scrplan.history.date_candidates import dated_hunks

TELLING = {
    "a date": "    due: 2013-07",
    "a date with a comment": "    due: 2013-07  # as agreed",
    "a date taken out": "    due:",
    "a key in quotes": '    "due": 2013-07',
    "a key with a space": "    due : 2013-07",
    "a key that is marked": "    ? due",
    "its value": "    : 2013-07",
    "in flow style": "  - {ref: 1, text: Do it, due: 2013-07}",
    "in flow style, behind an update's key": "      - {on: 2013-03, text: x}, due: 2013-07}",
    "below its key": "      2013-07",
    "below its key, in quotes": "      '2013-07'",
    "below its key, in flow style": "      , 2013-07}",
    "a quarter below its key": "      2013-Q3",
    "a number": '  - ref: "1"',
    "a part": "      - part: a",
    "a part of an action that begins otherwise": "        part: a",
    "an action without part": "      - text: Ask the department",
    "an action that begins with its rating": "      - rag: red",
    "an action that begins with a completion": "      - completed: 2013-01",
    "the list of actions": "    actions:",
    "the list of milestones": "    milestones: []",
    "the list of rows": "recommendations:",
    "in a comment": "    # due: 2013-07",
    "in a text": "    note: it is due: 2013-07",
    "a text in quotes that is not closed": '    note: "The department',
    "one that is closed here": '      said so"',
    "a text in single quotes that is not closed": "    note: 'The department",
    "one that is closed here, too": "      said so'",
    "written otherwise": r'    "d\x75e": 2013-07',
    "more than one line to a parser": "    note: x\r    due\r",
    "another end of a line": "    note: x\u2028    y",
}

NOT_TELLING = {
    "an update": "      - on: 2013-03",
    "an update in one line": "      - {on: 2013-03, by: Health, text: The department reported a referral}",
    "who gave it": "        by: Health",
    "a rating": "    rag: red",
    "evidence": "      - {title: Minutes, held_by: Health}",
    "evidence over lines": "      - title: 'Minutes'",
    "a lead": "      - role: Designated Nurse",
    "a revision": "      - {from: 2013-07, to: 2014-02, reason: Snow}",
    "words of a date": "    due_text: as soon as possible",
    "an overdue": "    note: overdue",
    "a text with an apostrophe": "    outcome: Each child's voice is heard",
    "a text in quotes": "    note: 'The child''s \"own\" words'",
    "an empty line": "",
    "another end of lines": "    rag: red\r",
    "the position": "as_at: 2013-09",
}


@pytest.mark.parametrize("line", TELLING.values(), ids=TELLING)
def test_what_may_tell_of_a_date(line: str) -> None:
    hunks = [Hunk(3, (line,), 3, ()), Hunk(3, (), 3, ("    rag: red", line))]
    assert dated_hunks(hunks) == hunks


@pytest.mark.parametrize("line", NOT_TELLING.values(), ids=NOT_TELLING)
def test_what_cannot_tell_of_a_date(line: str) -> None:
    assert dated_hunks([Hunk(3, (line,), 3, (line, line))]) == []


WORDS = {
    "a text": "    text: Ask the department, and refer part of the work",
    "a text in quotes": '    text: "Ask the department"',
    "words that go on": "      department in 2013",
    "words with a colon": "      the department: ask it",
}


@pytest.mark.parametrize("line", WORDS.values(), ids=WORDS)
def test_words_that_were_exchanged_may_be_those_of_another(line: str) -> None:
    assert dated_hunks([Hunk(3, (line,), 3, ()), Hunk(3, (), 3, (line,))]) == []
    exchanged = Hunk(3, (line, "    rag: red"), 3, ("    rag: green", f"{line} at once"))
    assert dated_hunks([exchanged]) == [exchanged]


def test_only_the_changes_that_may_tell_are_kept() -> None:
    kept = Hunk(9, (TELLING["a date"],), 9, (NOT_TELLING["a rating"],))
    assert dated_hunks([Hunk(3, (NOT_TELLING["a rating"],), 3, ()), kept]) == [kept]
