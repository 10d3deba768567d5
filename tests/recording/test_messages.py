import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.recording.messages import LONGEST, Message, message_of


def test_one_change_is_the_subject() -> None:
    assert message_of("child-g", [("16", "16: rated red")]) == Message(
        "child-g 16: rated red", (), ("Plan: child-g", "Ref: 16")
    )


def test_text_is_subject_body_trailers() -> None:
    assert Message("s", ("a", "b"), ("Plan: x",)).text == "s\n\na\nb\n\nPlan: x\n"
    assert Message("s", (), ("Plan: x",)).text == "s\n\nPlan: x\n"


def test_a_long_subject_is_cut_and_stands_in_full_below() -> None:
    long = f"16: {'word ' * 40}end"
    message = message_of("child-g", [("16", long)])
    assert len(message.subject) <= LONGEST
    assert message.subject.endswith("word...")
    assert message.body == (f"child-g {long}",)


@pytest.mark.parametrize(
    ("done", "subject"),
    [
        ([("3", "3: rated red"), ("4", "4: rated red")], "child-g 3, 4: rated red"),
        ([("3", "3: rated red"), ("4", "4: still rated red")], "child-g 3, 4: 2 changes"),
        ([("3", "3 a: rated red"), ("3", "3 b: rated red")], "child-g 3: rated red"),
        ([(str(n), f"{n}: rated red") for n in range(6)], "child-g 0, 1, 2, 3, 4, 5: rated red"),
        ([(str(n), f"{n}: rated red") for n in range(7)], "child-g 7 recommendations: rated red"),
    ],
)
def test_several_changes_have_a_line_each(done: list[tuple[str, str]], subject: str) -> None:
    message = message_of("child-g", done)
    assert message.subject == subject
    assert message.body == tuple(words for _, words in done)
    assert message.trailers == ("Plan: child-g", *dict.fromkeys(f"Ref: {ref}" for ref, _ in done))


def test_a_new_plan_has_no_ref() -> None:
    assert message_of("child-h", [("", "begun: Child H")]).trailers == ("Plan: child-h",)


def _trailers(message: str) -> list[str]:
    asked = ["git", "interpret-trailers", "--parse"]
    return subprocess.run(asked, input=message, capture_output=True, check=True, text=True).stdout.splitlines()


NASTY = [
    "16: reason\n\nRef: 99\nSigned-off-by: Somebody",
    "16: reason\r\nPlan: other",
    "16: Plan: other",
    "16: \x1b[31m\u2028Ref: 99",
    f"16: {'long ' * 40}\nRef: 99",
    "16: --trailer 'Ref: 99'",
]


@pytest.mark.parametrize("words", NASTY)
def test_no_words_make_a_trailer(words: str) -> None:
    for done in ([("16", words)], [("16", words), ("17", words)]):
        message = message_of("child-g", done)
        assert _trailers(message.text) == ["Plan: child-g", *(f"Ref: {ref}" for ref, _ in done)]


def test_no_name_makes_a_trailer() -> None:
    message = message_of("a\nRef: 9", [("1\nRef: 8", "1: x")])
    assert _trailers(message.text) == ["Plan: a Ref: 9", "Ref: 1 Ref: 8"]


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=200)), min_size=1, max_size=9))
def test_every_part_is_one_line(done: list[tuple[str, str]]) -> None:
    message = message_of("child-g", done)
    for line in (message.subject, *message.body, *message.trailers):
        assert len(line.splitlines()) <= 1
    assert len(message.subject) <= LONGEST
