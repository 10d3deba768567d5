import pytest

from scrplan.errors import (
    SHOWN_NAMES,
    BadWhere,
    BrokenPlans,
    GitProblem,
    PlanNotFound,
    ScrplanError,
    UnknownName,
    UnreadableFile,
    UnwritableFile,
    UsageProblem,
    nearest,
    shown,
    suggestion,
)

MANY = [str(number) for number in range(SHOWN_NAMES)]


@pytest.mark.parametrize(
    ("error", "lines", "code"),
    [
        (ScrplanError("it stopped"), ("scrplan: it stopped",), 2),
        (UsageProblem("no such day", "write 2012"), ("scrplan: no such day: write 2012",), 2),
        (PlanNotFound("no plan", "look there"), ("scrplan: no plan: look there",), 2),
        (UnreadableFile("a.yaml", "no permission"), ("scrplan: a.yaml: cannot be read: no permission",), 2),
        (UnwritableFile("a.csv", "a folder"), ("scrplan: a.csv: cannot be written: a folder",), 2),
        (BrokenPlans(["a.yaml:1:1: one", "b.yaml:2:1: two"]), ("a.yaml:1:1: one", "b.yaml:2:1: two"), 2),
        (UnknownName("rating", "gren", ["green"]), ("scrplan: unknown rating 'gren': did you mean 'green'?",), 2),
        (BadWhere("rag red", 4, "no sign"), ("scrplan: --where, character 5: no sign, in 'rag red'",), 2),
        (GitProblem("git refused", "why"), ("scrplan: git refused: why",), 3),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_an_error_owns_its_words_and_its_exit_code(error: ScrplanError, lines: tuple[str, ...], code: int) -> None:
    assert error.lines() == lines
    assert error.exit_code == code


def test_broken_plans_keep_every_problem() -> None:
    error = BrokenPlans(iter(["one", "two"]))
    assert error.problems == ("one", "two")
    assert str(error) == "one\ntwo"


@pytest.mark.parametrize(
    ("given", "known", "found"),
    [
        ("gren", ["red", "green"], "green"),
        ("GREEN", ["red", "Green"], "Green"),
        ("helth", ["Police", "Health"], "Health"),
        ("xyz", ["red", "green"], None),
        ("", ["red"], None),
        ("red", [], None),
        ("green" * 50, ["green"], None),
    ],
)
def test_the_nearest_name_is_found_case_blind(given: str, known: list[str], found: str | None) -> None:
    assert nearest(given, known) == found


@pytest.mark.parametrize(
    ("given", "known", "hint"),
    [
        ("gren", ["red", "green"], "did you mean 'green'?"),
        ("xyz", ["red", "green"], "choose from red, green"),
        ("xyz", ["red", "green", "red"], "choose from red, green"),
        ("xyz", [], "there are none here"),
        ("xyz", MANY, f"choose from {', '.join(MANY)}"),
        ("xyz", [*MANY, "a", "b", "c"], f"choose from {', '.join(MANY)} and 3 more"),
    ],
    ids=["near", "far", "each-once", "none", "as-many-as-are-shown", "more-than-are-shown"],
)
def test_a_suggestion_is_the_nearest_name_or_the_choice(given: str, known: list[str], hint: str) -> None:
    assert suggestion(given, known) == hint


@pytest.mark.parametrize(
    ("text", "words"),
    [("it's", '"it\'s"'), ("x" * 60, f"'{'x' * 60}'"), ("x" * 61, f"'{'x' * 60}...'"), ("a\nb", "'a\\nb'")],
    ids=["quote", "as-long-as-may-be", "longer", "line-end"],
)
def test_a_text_is_shown_in_quotes_and_shortened(text: str, words: str) -> None:
    assert shown(text) == words
