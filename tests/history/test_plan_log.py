"""The life of a plan: each change is told once, at the commit that made it, and nothing passes unsaid."""

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrplan.compare.differences import Change, differences
from scrplan.errors import GitProblem
from scrplan.history.plan_log import Lifeline, LogEntry, NotCommitted, lifeline
from tests.building import HEAD, ROW, committed, in_git, plan_of, plan_text
from tests.history.board_year import FIRST_PATH, PATH, Step, Year, build_year, commit_steps

Short = tuple[str, str, str | None, str | None, str]

SAMPLE = "plans/sample.yaml"
DAY = date(2013, 1, 1)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return build_year(tmp_path_factory.mktemp("year"))


def short(change: Change) -> Short:
    """Return a change without its reason, its recommendation and action as one word."""
    return ("".join(filter(None, (change.ref, change.part))), change.field, change.before, change.after, change.kind)


def told(year: Year, life: Lifeline) -> dict[str, list[Short]]:
    """Return the changes by the name of their step, what is dropped too."""
    names = {commit: name for name, commit in year.commits.items()}
    found = {}
    for event in life.events:
        dropped = [(*short(one)[:-1], "dropped") for one in event.dropped]
        found[names[event.commit.id]] = [*map(short, event.changes), *dropped]
    return found


def test_the_life_of_a_year(year: Year) -> None:
    found = told(year, lifeline(year.root, PATH))
    assert found.pop("begun")[0] == ("", "plan", None, "Child X action plan", "added")
    assert found == {
        "spring": [
            ("", "as_at", "2013-01", "2013-03", "changed"),
            ("1", "updates", None, "2013-03: Half are trained", "added"),
            ("3", "rag", "red", "amber", "changed"),
            ("3a", "completed", None, "2013-03", "added"),
        ],
        "overwritten": [("2", "due", "2013-05", "2013-08", "overwritten")],
        "renamed": [
            ("", "file", FIRST_PATH, PATH, "moved"),
            ("", "id", "child-x", "child-y", "changed"),
            ("", "title", "Child X action plan", "Child Y action plan", "changed"),
        ],
        "summer": [
            ("", "as_at", "2013-03", "2013-06", "changed"),
            ("1", "rag", "amber", "green", "changed"),
            ("1", "updates", None, "2013-06: All are", "added"),
        ],
        "revised": [
            ("3", "due", "2013-07", "2013-10", "revised"),
            ("3", "revisions", None, "from 2013-07 to 2013-10, The form waits for the printer, 2013-07-10", "added"),
        ],
        "moved": [("5", "position", "5", "1", "moved")],
        "health": [("2", "leads", "Designated Nurse", "Dana Reed, Designated Nurse", "changed")],
        "police": [("5", "rag", None, "green", "added"), ("5", "completed", None, "2013-08-19", "added")],
        "later": [("1", "due", "2013-06", "2013-09", "overwritten")],
        "earlier": [("1", "due", "2013-06", "2013-07", "overwritten")],
        "resolved": [("1", "due", "2013-09", "2013-08", "overwritten")],
        "autumn": [("", "as_at", "2013-06", "2013-09", "changed")],
        "proven": [("4", "note", None, "A list comes each Monday", "added")],
        "dropped": [("4", "note", "A list comes each Monday", None, "dropped")],
        "wrong": [("2", "rag", "amber", "green", "changed"), ("2", "completed", None, "2013-10", "added")],
        "reverted": [("2", "rag", "green", "amber", "changed"), ("2", "completed", "2013-10", None, "removed")],
        "mended": [("3", "rag", "amber", "green", "changed")],
        "renumbered": [("4a", "ref", "4", "4a", "renumbered")],
        "winter": [("", "as_at", "2013-09", "2013-12", "changed"), ("2", "rag", "amber", "red", "changed")],
    }


def test_each_event_has_its_commit_its_path_and_the_plan_after_it(year: Year) -> None:
    life = lifeline(year.root, PATH)
    first, last = life.events[0], life.events[-1]
    assert (first.commit.day, first.commit.author, first.path) == (date(2013, 1, 15), "A. Keeper", FIRST_PATH)
    assert (last.commit.subject, last.path) == ("Quarterly update to December", PATH)
    assert (first.plan and first.plan.id, last.plan and last.plan.id) == ("child-x", "child-y")
    assert life.plan == last.plan == life.plans[year.commits["winter"]]
    assert (life.commit, len(life.commits)) == (year.commits["winter"], len(year.commits))
    assert (life.uncommitted, life.is_cut) == ((), False)


def test_the_reason_of_a_revision_comes_with_it(year: Year) -> None:
    reasons = {change.reason for event in lifeline(year.root, PATH).events for change in event.changes}
    assert reasons == {"", "The form waits for the printer"}


def test_a_version_that_cannot_be_read_is_named_where_it_stood_between(year: Year) -> None:
    life = lifeline(year.root, PATH)
    (passed,) = life.passed_over
    assert passed.commit is not None
    assert passed.commit.id == year.commits["broken"]
    assert passed.problem.startswith(f"{PATH}:16:")
    (event,) = (event for event in life.events if event.passed_over)
    assert (event.commit.id, event.passed_over) == (year.commits["mended"], (passed,))


def test_the_life_up_to_an_earlier_commit(year: Year) -> None:
    life = lifeline(year.root, FIRST_PATH, year.commits["overwritten"])
    assert list(told(year, life)) == ["begun", "spring", "overwritten"]
    with pytest.raises(NotCommitted):
        lifeline(year.root, PATH, year.commits["overwritten"])


def test_what_was_dropped_can_be_seen_on_its_own_branch(year: Year) -> None:
    life = lifeline(year.root, PATH, year.commits["proven"])
    assert list(told(year, life))[-1] == "proven"


# -- one after the other ---------------------------------------------------------------------------------------------


def lived(root: Path, texts: Sequence[str | tuple[str, str]], path: str = SAMPLE) -> Lifeline:
    """Return the life of a plan that had these texts, one after the other; empty: it was not there."""
    pairs = [(one, SAMPLE) if isinstance(one, str) else one for one in texts]
    steps = [
        Step(str(number), DAY + timedelta(number), "A. Keeper", f"Step {number}", text, where)
        for number, (text, where) in enumerate(pairs)
    ]
    commit_steps(root, steps)
    return lifeline(root, path)


def row(*lines: str, ref: str = "1") -> str:
    return ROW.replace('"1"', f'"{ref}"') + "".join(f"    {line}\n" for line in lines)


BROKEN = plan_text(row("rag: blue"))
GREEN, RED = plan_text(row("rag: green")), plan_text(row("rag: red"))


def steps_of(life: Lifeline) -> list[tuple[str, list[Short]]]:
    return [(event.commit.subject[-1], list(map(short, event.changes))) for event in life.events]


def test_a_commit_that_changes_no_field_is_no_event(tmp_path: Path) -> None:
    life = lived(tmp_path, [GREEN, f"# a comment\n{GREEN}", GREEN.replace("rag: green", 'rag: "green"'), RED])
    assert [step for step, _ in steps_of(life)] == ["0", "3"]


def test_a_plan_that_was_deleted_and_came_back_as_another(tmp_path: Path) -> None:
    life = lived(tmp_path, [GREEN, "", RED])
    added = [("", "plan", None, "A sample plan", "added"), ("1", "recommendation", None, "Do something", "added")]
    removed = [("", "plan", "A sample plan", None, "removed"), ("1", "recommendation", "Do something", None, "removed")]
    assert steps_of(life) == [
        ("0", added),
        ("1", removed),
        ("2", [*added, ("1", "rag", "green", "red", "changed")]),
    ]
    assert [event.plan is None for event in life.events] == [False, True, False]


def test_a_plan_that_is_deleted_has_a_life_to_that_day(tmp_path: Path) -> None:
    life = lived(tmp_path, [GREEN, ""])
    assert [step for step, _ in steps_of(life)] == ["0", "1"]
    assert (life.plan, life.uncommitted) == (None, ())


@pytest.mark.parametrize(
    ("texts", "told_at", "passed_over"),
    [
        ([BROKEN, GREEN], ["1"], ["0"]),
        ([GREEN, BROKEN, BROKEN + "\n", RED], ["0", "3"], ["1", "2"]),
        ([GREEN, BROKEN, GREEN], ["0"], ["1"]),
        ([GREEN, BROKEN], ["0"], ["1"]),
        ([BROKEN], [], ["0"]),
        ([GREEN, BROKEN, "", RED], ["0", "2", "3"], ["1"]),
    ],
    ids=["first", "two between", "taken back", "last", "ever", "then deleted"],
)
def test_versions_that_cannot_be_read_are_passed_over(
    tmp_path: Path, texts: list[str], told_at: list[str], passed_over: list[str]
) -> None:
    life = lived(tmp_path, texts)
    assert [step for step, _ in steps_of(life)] == told_at
    assert [one.commit.subject[-1] for one in life.passed_over if one.commit] == passed_over
    assert all("'blue' is not one of this plan's ratings" in one.problem for one in life.passed_over)


def test_the_next_version_is_compared_with_the_last_that_could_be_read(tmp_path: Path) -> None:
    life = lived(tmp_path, [GREEN, BROKEN, RED])
    assert steps_of(life)[-1] == ("2", [("1", "rag", "green", "red", "changed")])
    assert len(life.events[-1].passed_over) == 1


def test_a_file_that_is_renamed_before_its_id_is_told_all_the_same(tmp_path: Path) -> None:
    other = "plans/other.yaml"
    life = lived(tmp_path, [GREEN, (GREEN, other), (GREEN.replace("id: sample", "id: other"), other)], other)
    assert steps_of(life)[1:] == [
        ("1", [("", "file", SAMPLE, other, "moved")]),
        ("2", [("", "id", "sample", "other", "changed")]),
    ]
    assert [one.commit.subject for one in life.passed_over if one.commit] == ["Step 1"]


ODD = {
    "no text in UTF-8": (b"\xff\xfe\x00", "not UTF-8 text"),
    "too large": (b"#" * (4 * 1024 * 1024 + 1), "larger than 4 MB"),
    "empty": (b"", "the file holds nothing"),
}


@pytest.mark.parametrize(("raw", "words"), ODD.values(), ids=ODD)
def test_what_is_no_plan_at_all_is_passed_over(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet")
    for content in (GREEN.encode(), raw, RED.encode()):
        (tmp_path / SAMPLE).write_bytes(content)
        committed(tmp_path)
    life = lifeline(tmp_path, SAMPLE)
    assert [words in one.problem for one in life.passed_over] == [True]
    assert len(life.events) == 2


def test_a_link_is_no_plan(tmp_path: Path) -> None:
    lived(tmp_path, [GREEN])
    (tmp_path / SAMPLE).unlink()
    (tmp_path / SAMPLE).symlink_to("elsewhere.yaml")
    committed(tmp_path)
    life = lifeline(tmp_path, SAMPLE)
    assert len(life.events) == 1
    assert [one.commit is None for one in life.passed_over] == [False, True]


rags = st.sampled_from(["", "rag: green", "rag: red", "rag: blue", "due: 2013-06", "note: x"])


@settings(max_examples=15)
@given(texts=st.lists(st.tuples(rags, rags), min_size=1, max_size=6))
def test_the_events_are_what_differs_between_versions_that_can_be_read(
    texts: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = [plan_text(row(first) + row(second, ref="2")).replace("    \n", "") for first, second in texts]
    life = lived(tmp_path_factory.mktemp("life"), written)
    readable = [plan_of(text) for text in written if "blue" not in text]
    expected = [differences(*pair) for pair in zip([None, *readable], readable, strict=False)]
    assert [event.changes for event in life.events] == [changes for changes in expected if changes]
    assert len(life.passed_over) <= len(written) - len(readable)


# -- merges ----------------------------------------------------------------------------------------------------------


def merged(root: Path, base: str, ours: str, theirs: str, result: str) -> Lifeline:
    steps = [
        Step("base", DAY, "A. Keeper", "base", base, SAMPLE),
        Step("ours", DAY, "A. Keeper", "ours", ours, SAMPLE, ("base",)),
        Step("theirs", DAY, "A. Keeper", "theirs", theirs, SAMPLE, ("base",)),
        Step("merge", DAY, "A. Keeper", "merge", result, SAMPLE, ("ours", "theirs")),
    ]
    commit_steps(root, steps)
    return lifeline(root, SAMPLE)


PLAIN = plan_text(row())


def last(life: Lifeline) -> LogEntry | None:
    return next((event for event in life.events if event.commit.subject == "merge"), None)


@pytest.mark.parametrize(
    ("texts", "own", "dropped"),
    [
        ([PLAIN, GREEN, PLAIN, GREEN], [], []),
        ([PLAIN, PLAIN, GREEN, GREEN], [], []),
        ([PLAIN, GREEN, RED, GREEN], [], []),
        ([PLAIN, GREEN, GREEN, GREEN], [], []),
        ([PLAIN, PLAIN, PLAIN, PLAIN], [], []),
        ([PLAIN, GREEN, PLAIN, PLAIN], [], ["green"]),
        ([PLAIN, GREEN, GREEN, RED], ["green"], []),
        ([PLAIN, GREEN, "", GREEN], [], [None, None]),
        ([PLAIN, PLAIN, "", ""], [], []),
    ],
    ids=[
        "ours",
        "theirs",
        "a conflict, one side",
        "the same twice",
        "of others",
        "dropped",
        "own",
        "deletion dropped",
        "deleted",
    ],
)
def test_a_merge_tells_what_is_its_own(
    tmp_path: Path, texts: list[str], own: list[str], dropped: list[str | None]
) -> None:
    event = last(merged(tmp_path, *texts))
    assert ([one.before for one in event.changes] if event else []) == own
    assert ([one.before for one in event.dropped] if event else []) == dropped


def test_a_merge_of_a_version_that_cannot_be_read_with_one_that_can(tmp_path: Path) -> None:
    life = merged(tmp_path, PLAIN, BROKEN, GREEN, RED)
    event = last(life)
    assert event is not None
    assert [one.after for one in event.changes] == ["red"]
    assert [one.commit.subject for one in event.passed_over if one.commit] == ["ours"]


def test_a_merge_that_cannot_be_read_itself(tmp_path: Path) -> None:
    life = merged(tmp_path, PLAIN, GREEN, RED, BROKEN)
    assert [one.commit.subject for one in life.passed_over if one.commit] == ["merge"]
    assert last(life) is None


def test_a_broken_version_that_a_merge_takes_over_is_named_once(tmp_path: Path) -> None:
    life = merged(tmp_path, PLAIN, BROKEN, GREEN, BROKEN)
    assert [one.commit.subject for one in life.passed_over if one.commit] == ["ours"]


# -- where the board's folder lies -----------------------------------------------------------------------------------


def test_a_board_below_the_top_of_its_repository(tmp_path: Path) -> None:
    path = f"boards/south/{SAMPLE}"
    life = lived(tmp_path, [(GREEN, f"old/{SAMPLE}"), (GREEN, path), (RED, path)], path)
    below = lifeline(tmp_path / "boards" / "south", SAMPLE)
    assert [event.changes[1:] for event in below.events] == [event.changes[1:] for event in life.events]
    assert len(below.events) == 3
    assert [short(below.events[1].changes[0])[2:4]] == [(f"../../old/{SAMPLE}", SAMPLE)]
    assert [event.path for event in below.events] == [f"../../old/{SAMPLE}", SAMPLE, SAMPLE]


def test_a_bare_repository_and_a_worktree_tell_the_same(year: Year, tmp_path: Path) -> None:
    here = lifeline(year.root, PATH)
    in_git(tmp_path, "clone", "--quiet", "--bare", str(year.root), "bare.git")
    in_git(year.root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"), year.commits["merged"])
    (tmp_path / "bare.git" / "plans").mkdir()  # what lies about there is none of the repository's files
    assert lifeline(tmp_path / "bare.git", PATH) == here
    assert list(told(year, lifeline(tmp_path / "beside", PATH)))[-1] == "police"


def test_a_clone_that_is_cut_does_not_say_that_the_plan_was_added(year: Year, tmp_path: Path) -> None:
    in_git(tmp_path, "clone", "--quiet", "--depth=3", f"file://{year.root}", "cut")
    life = lifeline(tmp_path / "cut", PATH)
    assert life.is_cut
    assert [(event.is_cut, event.changes != ()) for event in life.events] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert life.events[0].plan is not None
    assert list(told(year, life)) == ["mended", "renumbered", "winter"]


def test_a_clone_that_is_cut_where_the_plan_cannot_be_read(tmp_path: Path) -> None:
    lived(tmp_path / "whole", [GREEN, BROKEN, RED, GREEN])
    in_git(tmp_path, "clone", "--quiet", "--depth=3", f"file://{tmp_path / 'whole'}", "cut")
    life = lifeline(tmp_path / "cut", SAMPLE)
    assert [(event.commit.subject, event.is_cut, len(event.passed_over)) for event in life.events] == [
        ("Step 2", True, 1),
        ("Step 3", False, 0),
    ]


# -- what is not committed -------------------------------------------------------------------------------------------


def test_what_is_not_committed_yet_comes_apart(tmp_path: Path) -> None:
    lived(tmp_path, [GREEN])
    (tmp_path / SAMPLE).write_text(RED)
    life = lifeline(tmp_path, SAMPLE)
    assert list(map(short, life.uncommitted)) == [("1", "rag", "green", "red", "changed")]
    assert lifeline(tmp_path, SAMPLE, "main").uncommitted == ()


def test_a_file_that_is_deleted_and_not_committed(tmp_path: Path) -> None:
    lived(tmp_path, [GREEN])
    (tmp_path / SAMPLE).unlink()
    assert [short(one)[1:] for one in lifeline(tmp_path, SAMPLE).uncommitted] == [
        ("plan", "A sample plan", None, "removed"),
        ("recommendation", "Do something", None, "removed"),
    ]


def test_a_file_that_cannot_be_read_now_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(tmp_path, [GREEN])
    monkeypatch.chdir(tmp_path)
    (tmp_path / SAMPLE).write_text(BROKEN)
    (passed,) = lifeline(tmp_path, SAMPLE).passed_over
    assert (passed.commit, passed.path) == (None, SAMPLE)
    assert passed.problem.startswith(f"{SAMPLE}:18:")
    (tmp_path / SAMPLE).unlink()
    (tmp_path / SAMPLE).mkdir()
    (passed,) = lifeline(tmp_path, SAMPLE).passed_over
    assert "cannot be read" in passed.problem


def test_a_plan_that_was_never_committed(tmp_path: Path) -> None:
    lived(tmp_path, [GREEN])
    (tmp_path / "plans" / "new.yaml").write_text(GREEN)
    with pytest.raises(NotCommitted, match=r"plans/new.yaml is not committed yet") as raised:
        lifeline(tmp_path, "plans/new.yaml")
    assert raised.value.hint == "git add and git commit start its history"
    assert raised.value.exit_code == 3


@pytest.mark.parametrize("state", ["no repository", "no commit", "no git"])
def test_there_is_no_life_without_git_repository_or_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / SAMPLE).write_text(GREEN)
    if state != "no repository":
        in_git(tmp_path, "init", "--quiet")
    if state == "no git":
        monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(GitProblem) as raised:
        lifeline(tmp_path, SAMPLE)
    assert not isinstance(raised.value, NotCommitted)


def test_a_key_above_the_rows_that_changes_is_told_with_the_rows_it_changes(tmp_path: Path) -> None:
    other = plan_text(row("rag: green"), HEAD.replace("{name: Health,", "{name: Wards,")).replace(
        "agency: Health", "agency: Wards"
    )
    life = lived(tmp_path, [GREEN, other])
    assert {change.field for change in life.events[1].changes} == {"agencies", "agency"}
