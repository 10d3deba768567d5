"""What is asked on a terminal, and only there; who gives up changes nothing."""

import os
from pathlib import Path

import pytest

from scrplan.model import Agency, Evidence, ReviewKind
from tests.building import call, in_git, plan_of
from tests.cli.processes import CTRL_C, CTRL_D, Terminal
from tests.cli.samples import sample_in_git
from tests.recording.acting import TEXT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")

SETTINGS = "board: A board\nagencies: [{name: Health, aliases: [NHS]}, {name: Police}]\n"
UNPROVEN = "note: without evidence it is shown as 'done, no evidence' and counted as unproven\n"


@pytest.fixture
def sample(board: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return sample_in_git(board, monkeypatch)


def test_several_are_changed_when_that_is_wanted(sample: Path) -> None:
    terminal = Terminal(("update", "sample", "1", "2", "--note", "Waiting", "--on", "2013-10"), sample.parent)
    terminal.answer("Change these 2 recommendations? [y/N]: ", "y\n")
    assert terminal.end() == 0
    shown = terminal.shown.splitlines()
    assert shown[:2] == ["1: progress noted (Health: Write)", "2: progress noted (Police: Meet)"]
    assert sample.read_text(encoding="utf-8").count("Waiting") == 2


@pytest.mark.parametrize("answer", ["n\n", "\n", CTRL_C, CTRL_D], ids=["no", "enter", "ctrl-c", "ctrl-d"])
def test_several_are_left_when_that_is_not_wanted(sample: Path, answer: str) -> None:
    terminal = Terminal(("update", "sample", "1", "2", "--note", "Waiting", "--commit"), sample.parent)
    terminal.answer("Change these 2 recommendations? [y/N]: ", answer)
    assert terminal.end() == 130
    assert ("nothing was changed" in terminal.shown) == answer.endswith("\n")
    assert sample.read_text(encoding="utf-8") == TEXT
    assert in_git(sample.parent, "log", "--format=%s") == "Plans"


@pytest.mark.parametrize("more", [("1",), ("1", "2", "--yes"), ("1", "2", "--dry-run")])
def test_one_is_not_asked_about_nor_are_several_with_yes(sample: Path, more: tuple[str, ...]) -> None:
    terminal = Terminal(("update", "sample", "--note", "Waiting", *more), sample.parent)
    assert terminal.end() == 0
    assert "?" not in terminal.shown


def test_what_changed_while_it_was_asked_is_asked_again(sample: Path) -> None:
    terminal = Terminal(("update", "sample", "--where", "agency = Health", "--rag", "red"), sample.parent)
    terminal.answer("Change these 3 recommendations? [y/N]: ", "")
    sample.write_text(TEXT.replace("agency: Police", "agency: Health"), encoding="utf-8")
    os.write(terminal.own, b"y\n")
    terminal.answer("Change these 4 recommendations? [y/N]: ", "y\n")
    assert terminal.end() == 0
    assert [row.progress.rag for row in plan_of(sample.read_text("utf-8")).recommendations] == ["red"] * 4


def test_evidence_is_asked_for(sample: Path) -> None:
    terminal = Terminal(("complete", "sample", "1", "--on", "2013-10"), sample.parent)
    terminal.answer("What shows that it was done? (Enter for nothing yet): ", "Letter: \u00e9 # 2\n")
    assert terminal.end() == 0
    assert UNPROVEN not in terminal.shown
    progress = plan_of(sample.read_text(encoding="utf-8")).recommendations[0].progress
    assert progress.evidence == (Evidence("Letter: \u00e9 # 2"),)


@pytest.mark.parametrize("answer", ["\n", "  \n"])
def test_completion_without_evidence_says_what_will_be_shown(sample: Path, answer: str) -> None:
    terminal = Terminal(("complete", "sample", "1", "--on", "2013-10"), sample.parent)
    terminal.answer("What shows that it was done?", answer)
    assert terminal.end() == 0
    assert UNPROVEN in terminal.shown
    assert plan_of(sample.read_text(encoding="utf-8")).recommendations[0].progress.evidence == ()


def test_evidence_that_is_given_is_not_asked_for(sample: Path) -> None:
    terminal = Terminal(("complete", "sample", "1", "--evidence", "Letter"), sample.parent)
    assert terminal.end() == 0
    assert "What shows" not in terminal.shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("9",), "unknown ref '9'"),
        (("3",), "was completed in April 2013 already"),
        (("1", "--rag", "red"), "the rating red means in progress"),
    ],
)
def test_what_cannot_be_completed_is_told_before_anything_is_asked(
    sample: Path, words: tuple[str, ...], told: str
) -> None:
    terminal = Terminal(("complete", "sample", *words), sample.parent)
    assert terminal.end() == 2
    assert told in terminal.shown
    assert "What shows" not in terminal.shown


def test_off_a_terminal_nothing_is_asked(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys, "complete", "sample", "1", "--on", "2013-10")
    assert (done.code, done.err.startswith(UNPROVEN)) == (0, True)
    assert "completed: 2013-10" in sample.read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", [CTRL_C, CTRL_D, "half\x03"])
def test_who_gives_up_completes_nothing(sample: Path, answer: str) -> None:
    terminal = Terminal(("complete", "sample", "1"), sample.parent)
    terminal.answer("What shows that it was done?", answer)
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert sample.read_text(encoding="utf-8") == TEXT


def test_an_answer_that_no_text_may_hold_is_refused(sample: Path) -> None:
    terminal = Terminal(("complete", "sample", "1"), sample.parent)
    terminal.answer("What shows that it was done?", "a\x07b\n")
    assert terminal.end() == 2
    assert "scrplan: the answer holds the control character U+0007: delete it\n" in terminal.shown
    assert sample.read_text(encoding="utf-8") == TEXT


QUESTIONS = (
    ("Its id (small letters, digits, hyphens, such as child-h): ", "Child H", "'Child H' is not an id: use small"),
    ("Its id (small letters, digits, hyphens, such as child-h): ", "sample", "plans/sample.yaml is there already"),
    ("Its id (small letters, digits, hyphens, such as child-h): ", "child-h", ""),
    ("Its title: ", "Child H: the \u201cplan\u201d", ""),
    ("What kind of review (", "rapid rview", "unknown kind of review 'rapid rview': did you mean 'rapid_review'?"),
    ("What kind of review (", "Rapid review", ""),
    ("Which agency is the first recommendation for (Health, Police): ", "nhs", ""),
    ("The first recommendation, word for word: ", "  ", ""),
    ("The first recommendation, word for word: ", "Train  every ward", ""),
)


def test_a_new_plan_is_asked_for_word_by_word(sample: Path) -> None:
    (sample.parent.parent / "scrplan.yaml").write_text(SETTINGS, encoding="utf-8")
    terminal = Terminal(("new",), sample.parent.parent)
    for question, answer, slip in QUESTIONS:
        terminal.answer(question, f"{answer}\n")
        if slip:
            terminal.answer(slip, "")
    assert terminal.end() == 0
    assert (
        "made plans/child-h.yaml\nwritten; to commit it: git add -- plans/child-h.yaml && git commit" in terminal.shown
    )
    plan = plan_of(sample.with_name("child-h.yaml").read_text(encoding="utf-8"), "child-h")
    assert (plan.title, plan.board, plan.review.kind) == (
        "Child H: the \u201cplan\u201d",
        "A board",
        ReviewKind.RAPID_REVIEW,
    )
    assert plan.agencies == (Agency("Health", aliases=("NHS",)), Agency("Police"))
    assert [(row.ref, row.agency, row.text) for row in plan.recommendations] == [("1", "Health", "Train every ward")]


def test_only_what_is_missing_is_asked_for(sample: Path) -> None:
    words = ("new", "child-h", "--title", "T", "--kind", "inquiry", "--text", "Do", "--agency", "Fire")
    terminal = Terminal(words, sample.parent.parent)
    terminal.answer("The board's name: ", "A board\n")
    assert terminal.end() == 0
    assert terminal.shown.count("?") == terminal.shown.count("Its ") == 0
    assert sample.with_name("child-h.yaml").exists()


@pytest.mark.parametrize("answer", [CTRL_C, CTRL_D, "Child\x03"])
@pytest.mark.parametrize("at", [0, 1])
def test_who_gives_up_begins_nothing(sample: Path, answer: str, at: int) -> None:
    terminal = Terminal(("new",), sample.parent.parent)
    for question, text in (("Its id", "child-h\n"), ("Its title", "T\n"))[:at]:
        terminal.answer(question, text)
    terminal.answer(("Its id", "Its title")[at], answer)
    assert terminal.end() == 130
    assert [path.name for path in sample.parent.iterdir()] == ["sample.yaml"]


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 130), (CTRL_C, 130), (CTRL_D, 130)])
def test_taking_back_is_asked_about(sample: Path, capsys: pytest.CaptureFixture[str], answer: str, code: int) -> None:
    assert call(capsys, "update", "sample", "1", "--rag", "red", "--commit").code == 0
    commit = in_git(sample.parent, "rev-parse", "HEAD")[:10]
    terminal = Terminal(("undo",), sample.parent)
    terminal.answer(f"Take back {commit}: sample 1: rating from amber to red? [y/N]: ", answer)
    assert terminal.end() == code
    assert (sample.read_text(encoding="utf-8") == TEXT) == (code == 0)
