"""Text from the command line is data, whatever it holds; what no text may hold is refused with one line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrplan.characters import HARMFUL
from scrplan.model import Plan
from tests.building import call, plan_of
from tests.recording.acting import TEXT

COMMON = ("--on", "2013-10")
NOTE = "It was late."  # stands in the plan already, and is added to
# Each option or argument that takes words, with the call that it belongs to.
PLACES: dict[str, tuple[str, ...]] = {
    "update --note": ("update", "sample", "1", *COMMON, "--note", "?"),
    "update --by": ("update", "sample", "1", *COMMON, "--rag", "red", "--by", "?"),
    "revise --reason": ("revise", "sample", "1", *COMMON, "--due", "2014", "--reason", "?"),
    "revise --approved-by": ("revise", "sample", "1", *COMMON, "--due", "2014", "--reason", "x", "--approved-by", "?"),
    "complete --evidence": ("complete", "sample", "1", *COMMON, "--evidence", "?"),
    "complete --held-by": ("complete", "sample", "1", *COMMON, "--evidence", "x", "--held-by", "?"),
    "complete --impact": ("complete", "sample", "1", *COMMON, "--impact", "?"),
    "sign-off --by": ("sign-off", "sample", "3", "--action", "a", *COMMON, "--by", "?"),
    "reopen --reason": ("reopen", "sample", "3", *COMMON, "--rag", "red", "--reason", "?"),
    "stop --reason": ("stop", "sample", "1", *COMMON, "--reason", "?"),
    "assign --lead": ("assign", "sample", "1", "--lead", "?"),
    "assign --name": ("assign", "sample", "1", "--lead", "x", "--name", "?"),
    "assign --of": ("assign", "sample", "1", "--lead", "x", "--of", "?"),
    "evidence": ("evidence", "sample", "1", "--", "?"),
    "note": ("note", "sample", "1", "--", "?"),
    "challenge": ("challenge", "sample", "1", *COMMON, "--", "?"),
    "add --text": ("add", "sample", "1", "--text", "?"),
    "add --lead": ("add", "sample", "1", "--text", "x", "--lead", "?"),
    "add --outcome": ("add", "sample", "1", "--text", "x", "--outcome", "?"),
    "add --theme": ("add", "sample", "--agency", "Health", "--text", "x", "--theme", "?"),
}
TEXTS = {
    "plain": "Waiting for the new board",
    "quotes": "He said: \"it's 'done'\"",
    "colon": "key: value",
    "comment": "before # after",
    "leading dash": "- item",
    "leading dashes": "--- x",
    "brackets": "[red] {a: b} [/]",
    "YAML's own": "*anchor &alias !!python/object:os.system %TAG @x `y`",
    "no text by YAML": "null",
    "a number": "0x10",
    "a date": "2013-10-01",
    "a rating": "5",
    "markup": "[bold red]<b>x</b>&amp; | a | b |",
    "formula": '=HYPERLINK("x")',
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301",
    "right to left": "\u05e9\u05dc\u05d5\u05dd",
    "very long": "word " * 2000,
    "very long word": "x" * 5000,
    "backslashes": "C:\\new\\table \\n \\x41",
    "several lines": "one\n\ntwo: three\n- four\n  # five",
    "document end": "...",
    "document start": "---",
    "percent": "%s %(x)s {0} {x!r}",
    "block sign": "|",
    "block sign and more": ">- x",
    "question": "? x",
    "colon alone": ":",
}


@pytest.fixture
def sample(board: Path) -> Path:
    path = board / "plans" / "sample.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def words_in(plan: Plan) -> list[str]:
    """Return every word of a plan's rows, as data."""

    def every(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        return [word for one in value for word in every(one)] if isinstance(value, tuple) else []

    return every(plan.recommendations)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_words_come_back_as_they_were_typed(
    sample: Path, capsys: pytest.CaptureFixture[str], place: tuple[str, ...]
) -> None:
    for name, text in TEXTS.items():
        sample.write_text(TEXT, encoding="utf-8")
        done = call(capsys, *(text if word == "?" else word for word in place))
        assert done.code == 0, (name, done.err)
        tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
        found = words_in(plan_of(sample.read_text(encoding="utf-8")))
        assert any(one.removeprefix(f"{NOTE} ") == tidy or one.startswith(f"Reopened: {tidy} (") for one in found), name
        assert not HARMFUL.search(done.out + done.err)


BAD = {
    "escape": ("\x1b[31mred", "U+001B"),
    "bell": ("a\x07", "U+0007"),
    "NUL-like": ("a\x01b", "U+0001"),
    "C1": ("\x9b31m", "U+009B"),
    "line separator": ("a\u2028b", "U+2028"),
    "direction of writing": ("a\u202eb", "U+202E"),
    "no UTF-8": ("a\udcffb", "U+DCFF"),
    "lone carriage return": ("late\rdone", "U+000D"),
    "byte order mark": ("\ufeffx", "U+FEFF"),
    "delete": ("\x7f", "U+007F"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_control_character_is_refused(
    sample: Path, capsys: pytest.CaptureFixture[str], place: tuple[str, ...]
) -> None:
    for text, code in BAD.values():
        done = call(capsys, *(text if word == "?" else word for word in place))
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert f"holds the control character {code}: delete it" in done.err
        assert not HARMFUL.search(done.err)
    assert sample.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("name", PLACES)
def test_blank_words_are_refused(sample: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    done = call(capsys, *(" \n\t " if word == "?" else word for word in PLACES[name]))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert " is empty: " in done.err
    assert sample.read_text(encoding="utf-8") == TEXT


DATES = {
    "update --on": (("update", "sample", "1", "--note", "x", "--on", "?"), "--on"),
    "revise --due": (("revise", "sample", "1", "--reason", "x", "--due", "?"), "--due"),
    "revise --on": (("revise", "sample", "1", "--reason", "x", "--due", "2014", "--on", "?"), "--on"),
    "complete --on": (("complete", "sample", "1", "--on", "?"), "--on"),
    "complete --dated": (("complete", "sample", "1", "--evidence", "x", "--dated", "?"), "--dated"),
    "sign-off --on": (("sign-off", "sample", "3", "--by", "x", "--on", "?"), "--on"),
    "add --due": (("add", "sample", "1", "--text", "x", "--due", "?"), "--due"),
}


@pytest.mark.parametrize(("words", "option"), DATES.values(), ids=DATES)
@pytest.mark.parametrize(("typed", "told"), [("31/12/2012", "write 2012-12-31"), ("soon", ""), ("", ""), ("\x1b", "")])
def test_what_is_no_date_is_refused_with_how_to_write_it(
    sample: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], option: str, typed: str, told: str
) -> None:
    done = call(capsys, *(typed if word == "?" else word for word in words))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"scrplan: {option}: ")
    assert told in done.err
    assert sample.read_text(encoding="utf-8") == TEXT


ODD = {
    "evidence about nothing": (
        ("complete", "sample", "1", "--held-by", "x"),
        "scrplan: --held-by, --dated and --at are details of evidence: give the evidence with --evidence",
    ),
    "nothing to record": (
        ("update", "sample", "1"),
        "scrplan: there is nothing to record: give --rag, --note or both",
    ),
    "unknown rating": (
        ("update", "sample", "1", "--rag", "ambre"),
        "scrplan: unknown rating 'ambre': did you mean 'amber'?",
    ),
    "an action with an agency": (
        ("add", "sample", "1", "--text", "x", "--agency", "Health"),
        "scrplan: an action has the agency and the themes of its recommendation: leave them out",
    ),
    "a recommendation without one": (
        ("add", "sample", "--text", "x"),
        "scrplan: a recommendation needs its agency: give --agency; for an action, give the REF of its recommendation",
    ),
    "unknown agency": (
        ("add", "sample", "--text", "x", "--agency", "Helth"),
        "scrplan: unknown agency 'Helth': did you mean 'Health'?",
    ),
    "an empty ref": (("add", "sample", "1", "--text", "x", "--part", ""), "scrplan: --ref is empty: write it out"),
    "a part that is taken": (
        ("add", "sample", "3", "--text", "x", "--part", "a"),
        "scrplan: recommendation 3 has an action a already: leave --part out",
    ),
}


@pytest.mark.parametrize(("words", "told"), ODD.values(), ids=ODD)
def test_what_does_not_fit_together_is_one_line(
    sample: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    done = call(capsys, *words)
    assert (done.code, done.out, done.err) == (2, "", f"{told}\n")
    assert sample.read_text(encoding="utf-8") == TEXT


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=300))
def test_any_words_are_kept_or_refused(sample: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    sample.write_text(TEXT, encoding="utf-8")
    done = call(capsys, "update", "sample", "1", "--on", "2013-10", "--note", text)
    if done.code:
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert sample.read_text(encoding="utf-8") == TEXT
    else:
        tidy = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
        assert plan_of(sample.read_text(encoding="utf-8")).recommendations[0].progress.updates[-1].text == tidy
