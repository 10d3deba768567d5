import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrplan.errors import ScrplanError
from scrplan.recording.targets import Target, free_ref, next_part
from tests.building import plan_of, plan_text
from tests.recording.acting import TEXT, target

# A row that is none, one without a ref, one with a mistake, and only then the one that is meant.
FAULTY = plan_text("""\
  - nothing
  - {agency: Health, text: Without}
  - {ref: "", agency: Health, text: Empty}
  - {ref: 1, agency: Nobody, text: Of nobody}
  - ref: "2"
    agency: Health
    text: Meant
    raq: red
    due: 31/12/2012
    actions:
      - nothing
      - {part: a, text: First}
      - {part: b, text: Second, due: x}
  - {ref: 3, agency: Health, text: Once}
  - {ref: 3, agency: Health, text: Twice, actions: [{part: a, text: A}, {part: a, text: B}]}
  - {ref: 4, agency: Health, text: Mixed, actions: [{part: "2", text: A}, {text: B}, {text: C}]}
""")


@pytest.mark.parametrize(
    ("ref", "part", "path", "words"),
    [
        ("1", None, ("recommendations", 0), ("1", "recommendation 1")),
        ("3", None, ("recommendations", 2), ("3", "recommendation 3")),
        ("3", "b", ("recommendations", 2, "actions", 1), ("3 b", "action b of recommendation 3")),
        ("4", "1", ("recommendations", 3, "actions", 0), ("4, its action", "the action of recommendation 4")),
    ],
)
def test_a_target_is_found_with_its_place(
    ref: str, part: str | None, path: tuple[str | int, ...], words: tuple[str, str]
) -> None:
    found = target(ref, part)
    assert (found.path, found.name, found.called) == (path, *words)
    assert found.row.ref == ref
    assert found.facts is (found.action.progress if found.action else found.row.progress)


@pytest.mark.parametrize(
    ("ref", "part", "path"),
    [
        ("1", None, ("recommendations", 3)),
        ("2", None, ("recommendations", 4)),
        ("2", "a", ("recommendations", 4, "actions", 1)),
        ("2", "b", ("recommendations", 4, "actions", 2)),
        ("4", "3", ("recommendations", 7, "actions", 2)),
    ],
)
def test_entries_with_mistakes_keep_their_place(ref: str, part: str | None, path: tuple[str | int, ...]) -> None:
    assert target(ref, part, FAULTY).path == path


def test_the_keys_are_those_of_the_file() -> None:
    keys = {"ref", "agency", "text", "raq", "due", "actions"}
    assert target("2", text=FAULTY).keys == keys
    assert target("2", "b", FAULTY).keys == {"part", "text", "due"}


@pytest.mark.parametrize(
    ("ref", "part", "words"),
    [
        pytest.param("5", None, "unknown ref '5': choose from 1, 2, 3, 4", id="ref"),
        pytest.param("", None, "unknown ref '': choose from 1, 2, 3, 4", id="empty ref"),
        pytest.param("3", "c", "unknown action of recommendation 3 'c': choose from a, b", id="part"),
        pytest.param("1", "a", "unknown action of recommendation 1 'a': there are none here", id="no part"),
        pytest.param("4", "2", "unknown action of recommendation 4 '2': choose from 1", id="place"),
    ],
)
def test_what_is_not_there_is_told(ref: str, part: str | None, words: str) -> None:
    assert _refusal(ref, part, TEXT) == f"scrplan: {words}"


@pytest.mark.parametrize(
    ("ref", "part", "words"),
    [
        pytest.param("", None, "unknown ref '': choose from 1, 2, 3, 4", id="rows without a ref have none"),
        pytest.param(
            "3", None, "2 recommendations have the ref 3: give each its own in the file first", id="two of a ref"
        ),
        pytest.param(
            "4", "2", "2 actions of recommendation 4 are called 2: give each its own in the file first", id="two parts"
        ),
    ],
)
def test_nobody_guesses_which_is_meant(ref: str, part: str | None, words: str) -> None:
    assert _refusal(ref, part, FAULTY) == f"scrplan: {words}"


def _refusal(ref: str, part: str | None, text: str) -> str:
    with pytest.raises(ScrplanError) as refused:
        target(ref, part, text)
    (line,) = refused.value.lines()
    return line


def test_a_target_needs_no_keys_to_be_one() -> None:
    found = target("1")
    assert Target(found.plan, found.row, None, found.path).keys == frozenset()


@pytest.mark.parametrize(
    ("refs", "free"),
    [
        ([], "1"),
        (["1", "2", "26"], "27"),
        (["R01", "R07"], "R08"),
        (["R09"], "R10"),
        (["R99"], "R100"),
        (["1.1", "1.9"], "1.10"),
        (["2", "1"], "3"),
        (["3", "2", "1"], "4"),
        (["a", "b"], "c"),
        (["5a", "5b"], "5c"),
        (["A", "C"], "D"),
        (["b", "a"], "c"),
        (["z"], "z 2"),
        (["z", "z 2"], "z 3"),
        (["Z"], "Z 2"),
        (["é"], "é 2"),
        (["A.", "A. 2"], "A. 3"),
        (["LSCB-3"], "LSCB-4"),
    ],
)
def test_a_free_ref_is_in_the_style_of_the_last(refs: list[str], free: str) -> None:
    assert free_ref(refs) == free


@given(st.lists(st.text("0129azZ. -é", min_size=1, max_size=4), max_size=30))
def test_a_free_ref_is_free(refs: list[str]) -> None:
    assert free_ref(refs) not in refs


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        pytest.param("{ref: 1, agency: Health, text: A}", "a", id="the first of the plan"),
        pytest.param("{ref: 1, agency: Health, text: A, actions: [{text: B}]}", None, id="without, as before"),
        pytest.param("{ref: 1, agency: Health, text: A, actions: [{part: a, text: B}, {text: C}]}", "b", id="letter"),
        pytest.param('{ref: 1, agency: Health, text: A, actions: [{part: "2", text: B}]}', "3", id="number"),
        pytest.param(
            '{ref: 1, agency: Health, text: A}\n  - {ref: 2, agency: Health, text: A, actions: [{part: "1", text: B}]}',
            "1",
            id="as other rows have it",
        ),
        pytest.param(
            "{ref: 1, agency: Health, text: A}\n  - {ref: 2, agency: Health, text: A, actions: [{text: B}]}",
            "a",
            id="other rows go without",
        ),
    ],
)
def test_a_part_is_in_the_style_of_the_plan(rows: str, part: str | None) -> None:
    plan = plan_of(plan_text(f"  - {rows}\n"))
    assert next_part(plan, plan.recommendations[0]) == part
