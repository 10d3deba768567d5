"""What git tells of overwritten due dates and of the first ones, in real repositories."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrplan.compare.differences import ChangeKind
from scrplan.errors import GitProblem
from scrplan.history.due_date_history import DateHistory, Slippage, slippage_in
from scrplan.history.plan_log import Lifeline, lifeline
from scrplan.history.slippage import Move, Overwritten
from scrplan.model import Plan
from scrplan.source.incremental import Versions
from tests.building import committed, in_git
from tests.history import stories
from tests.history.board_year import PATH, Step, build_year, commit_steps
from tests.history.dated_lives import Version, firsts_of, lives, told_of
from tests.history.stories import FIRST_DAY, SAMPLE, STORIES, A, B, C, D, Story, due, moved, plan, row, step

Told = tuple[list[str], list[str]]


def plan_in(text: str) -> Plan:
    found, problems = Versions().read(text.removeprefix("\ufeff"), SAMPLE, "sample")
    assert found is not None, problems
    return found


def asked(root: Path, steps: Mapping[str, str], text: str, revision: str | None = None) -> Told:
    """Return what is told of the plan of a text, and the first dates, as a story writes them."""
    found = slippage_in(root, {SAMPLE: plan_in(text)}, revision).get(SAMPLE, Slippage((), {}))
    names = {commit: name for name, commit in steps.items()}
    firsts = (f"{ref}{part or ''} {first}" for (ref, part), first in found.originals.items())
    return [words(one, names) for one in found.overwritten], sorted(firsts)


def words(one: Overwritten, names: Mapping[str, str]) -> str:
    name = names[one.commit.id] if one.commit else "now"
    return f"{one.ref}{one.part or ''} {one.was} {one.now or '-'} {name}"


# -- the stories ----------------------------------------------------------------------------------------------------


Shelf = Callable[[str], tuple[Path, Mapping[str, str]]]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return what gives the repository of a story, with its commits by name; each is made once, and never changed."""
    made: dict[str, tuple[Path, Mapping[str, str]]] = {}

    def repository(name: str) -> tuple[Path, Mapping[str, str]]:
        if name not in made:
            root = tmp_path_factory.mktemp("story")
            made[name] = root, commit_steps(root, list(STORIES[name].steps))
        return made[name]

    return repository


@pytest.mark.parametrize(("name", "story"), STORIES.items(), ids=STORIES)
def test_a_story_is_told(name: str, story: Story, shelf: Shelf) -> None:
    assert asked(*shelf(name), story.steps[-1].text) == (list(story.told), sorted(story.firsts))


def _as_if_every_line_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.due_date_history.dated_hunks", list)


def _read_as_a_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.due_date_history.changed_lines", lambda *_: ())


def _with_little_memory(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.due_date_history.KEPT", 1)


LONG_WAYS = [_as_if_every_line_told, _read_as_a_whole, _with_little_memory]


@pytest.mark.parametrize("way", LONG_WAYS)
def test_what_is_not_read_would_not_tell_anything_else(
    way: Callable[[pytest.MonkeyPatch], None], shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(monkeypatch)
    found = {name: asked(*shelf(name), story.steps[-1].text) for name, story in STORIES.items()}
    assert found == {name: (list(story.told), sorted(story.firsts)) for name, story in STORIES.items()}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lives(), st.sampled_from([None, *LONG_WAYS]))
def test_every_life_is_told_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, life: list[Version], way: Callable[[pytest.MonkeyPatch], None] | None
) -> None:
    root = tmp_path_factory.mktemp("life")
    steps = [Step(str(number), FIRST_DAY, "A. Keeper", "x", one.text, SAMPLE) for number, one in enumerate(life)]
    names = {commit: name for name, commit in commit_steps(root, steps).items()}
    with pytest.MonkeyPatch.context() as patch:
        if way:
            way(patch)
        found = slippage_in(root, {SAMPLE: plan_in(life[-1].text)}).get(SAMPLE, Slippage((), {}))
    told = [
        (one.ref, one.part, one.was.text, one.now and one.now.text, int(names[one.commit.id]))
        for one in found.overwritten
        if one.commit
    ]
    assert sorted(told, key=str) == told_of(life)
    assert {key: first.text for key, first in found.originals.items()} == firsts_of(life)


# -- against the tale of everything ---------------------------------------------------------------------------------

# A lifeline tells too what a merge left aside later and what became of things that are gone, and does not follow a
# plan that got a name again which it once had, or a merge that cannot be read, to where the date came from.
TOLD_OTHERWISE = {
    "an action without part that went, as another moved up",
    "renamed twice, and there again",
    "in a merge that is broken",
    "dropped by a merge that keeps ours",
    "dropped by a merge that takes something else of theirs",
    "on both branches, and the first one again in the merge",
    "on both branches to the same",
    "on both branches to the same, and more in the merge",
    "with a reason on the branch that is taken",
}


def by_lifeline(life: Lifeline) -> Counter[tuple[str, str | None, str]]:
    """Return from, to and the commit of each due date that moved, with those filled anew in one."""
    found: list[tuple[tuple[str | None, str | None], str, str | None, str]] = []
    for event in life.events:
        for change in event.changes:
            key = (change.ref, change.part)
            if change.field == "due" and change.kind in (ChangeKind.OVERWRITTEN, ChangeKind.REVISED):
                found.append((key, change.before or "", change.after, event.commit.id))
            elif change.field == "due" and change.before is None:
                taken_out = next((one for one in reversed(found) if one[0] == key and one[2] is None), None)
                if taken_out:
                    found.remove(taken_out)
                    found += [(key, taken_out[1], change.after, event.commit.id)] * (taken_out[1] != change.after)
    return Counter((was, now, commit) for _, was, now, commit in found)


def by_dates(moves: tuple[Move, ...]) -> Counter[tuple[str, str | None, str]]:
    own = (one for one in moves if one.is_own and one.commit)
    return Counter((one.was.text, one.now.text if one.now else None, one.commit.id) for one in own if one.commit)


@pytest.mark.parametrize("name", [name for name in STORIES if name not in TOLD_OTHERWISE])
def test_a_lifeline_tells_the_same(name: str, shelf: Shelf) -> None:
    root, _ = shelf(name)
    moves = DateHistory(root, ["plans"]).moves([SAMPLE]).get(SAMPLE, ())
    assert by_dates(moves) == by_lifeline(lifeline(root, SAMPLE))


def test_of_a_year_both_tell_the_same(tmp_path: Path) -> None:
    year = build_year(tmp_path)
    moves = DateHistory(year.root, ["plans"]).moves([PATH])[PATH]
    assert by_dates(moves) == by_lifeline(lifeline(year.root, PATH))
    assert len(moves) >= len(("overwritten", "revised", "earlier", "later", "resolved"))


# -- the repository -------------------------------------------------------------------------------------------------

ONCE = (step("first", due(A)), step("second", due(B)))


def test_each_revision_is_told_by_what_was_before_it(tmp_path: Path) -> None:
    steps = commit_steps(tmp_path, [*ONCE, step("third", due(C))])
    assert asked(tmp_path, steps, due(A), steps["first"]) == ([], [])
    assert asked(tmp_path, steps, due(B), steps["second"]) == ([f"1 {A} {B} second"], [f"1 {A}"])
    assert asked(tmp_path, steps, due(B), "HEAD~1") == ([f"1 {A} {B} second"], [f"1 {A}"])


def test_what_is_not_committed_yet_counts_where_no_revision_is_asked_for(tmp_path: Path) -> None:
    steps = commit_steps(tmp_path, list(ONCE))
    (tmp_path / SAMPLE).write_text(due(C))
    assert asked(tmp_path, steps, due(C)) == ([f"1 {A} {B} second", f"1 {B} {C} now"], [f"1 {A}"])
    assert asked(tmp_path, steps, due(B), "HEAD") == ([f"1 {A} {B} second"], [f"1 {A}"])


@pytest.mark.parametrize(
    ("now", "told", "firsts"),
    [
        (due(A), [], [f"1 {A}"]),
        (due(B, moved(A, B)), [], []),
        (due(C, moved(B, C)), [f"1 {A} {B} second"], [f"1 {A}"]),
        (plan(row(f"due: {B}", ref="1a")), [f"1a {A} {B} second"], [f"1a {A}"]),
        (plan(row("due_text: soon")), [f"1 {A} {B} second", f"1 {B} - now"], [f"1 {A}"]),
        (due(B, "note: x"), [f"1 {A} {B} second"], [f"1 {A}"]),
    ],
    ids=["put back", "recorded", "revised", "renumbered", "taken out", "another change"],
)
def test_what_is_not_committed_may_mend_it(now: str, told: list[str], firsts: list[str], tmp_path: Path) -> None:
    steps = commit_steps(tmp_path, list(ONCE))
    (tmp_path / SAMPLE).write_text(now)
    assert asked(tmp_path, steps, now) == (told, firsts)


def test_a_file_that_is_renamed_and_not_committed_keeps_its_history(tmp_path: Path) -> None:
    other = "plans/other.yaml"
    steps = commit_steps(tmp_path, [one._replace(path=other) for one in ONCE])
    in_git(tmp_path, "mv", other, SAMPLE)
    assert asked(tmp_path, steps, due(B)) == ([f"1 {A} {B} second"], [f"1 {A}"])
    (tmp_path / SAMPLE).write_text(due(C))
    assert asked(tmp_path, steps, due(C)) == ([f"1 {A} {B} second", f"1 {B} {C} now"], [f"1 {A}"])


def test_the_working_tree_is_compared_with_the_last_version_that_can_be_read(tmp_path: Path) -> None:
    broken = step("broken", plan(row(f"due: {B}"), head=stories.UNQUOTED))
    steps = commit_steps(tmp_path, [step("first", due(A)), broken])
    (tmp_path / SAMPLE).write_text(due(B))
    assert asked(tmp_path, steps, due(B)) == ([f"1 {A} {B} now"], [f"1 {A}"])


def test_a_version_is_broken_where_it_concerns_the_date(tmp_path: Path) -> None:
    """Who overwrites a date and breaks another recommendation is told, and not who mends that."""
    other = row(ref="2", text="Do another thing")
    broken = f"{other}    completed: soon\n"
    texts = [plan(row(f"due: {day}"), two) for day, two in ((A, other), (B, broken), (B, other))]
    steps = commit_steps(tmp_path, [step(str(number), text) for number, text in enumerate(texts, 1)])
    assert asked(tmp_path, steps, texts[-1]) == ([f"1 {A} {B} 2"], [f"1 {A}"])


def test_a_plan_that_git_does_not_have_has_no_history(tmp_path: Path) -> None:
    commit_steps(tmp_path, [one._replace(path="plans/other.yaml") for one in ONCE])
    (tmp_path / SAMPLE).write_text(due(C))
    assert asked(tmp_path, {}, due(C)) == ([], [])
    in_git(tmp_path, "add", "--intent-to-add", SAMPLE)
    assert asked(tmp_path, {}, due(C)) == ([], [])


def test_each_plan_of_a_repository_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet")
    texts = {"a": (due(A), due(B), due(B)), "b": (due(A), due(A), due(C)), "c": (due(D), due(D), due(D))}
    commits = []
    for number in range(3):
        for name, versions in texts.items():
            (tmp_path / f"plans/{name}.yaml").write_text(versions[number].replace("id: sample", f"id: {name}"))
        commits.append(committed(tmp_path))
    plans = {f"plans/{name}.yaml": plan_in(versions[-1]) for name, versions in texts.items()}
    found = slippage_in(tmp_path, plans)
    assert {
        path: [words(one, dict(zip(commits, "xyz", strict=True))) for one in some.overwritten]
        for path, some in found.items()
    } == {
        "plans/a.yaml": [f"1 {A} {B} y"],
        "plans/b.yaml": [f"1 {A} {C} z"],
    }


def _below(root: Path) -> Path:
    return root / "board"


def test_a_board_may_lie_below_the_top_of_its_repository(tmp_path: Path) -> None:
    place = f"board/{SAMPLE}"
    old = step("old", due(A), path="board/drafts/sample.yaml")
    steps = commit_steps(tmp_path, [old, *(one._replace(path=place) for one in ONCE)])
    assert asked(tmp_path / "board", steps, due(B)) == ([f"1 {A} {B} second"], [f"1 {A}"])
    (tmp_path / place).write_text(due(C))
    assert asked(tmp_path / "board", steps, due(C)) == ([f"1 {A} {B} second", f"1 {B} {C} now"], [f"1 {A}"])


def test_plans_may_lie_at_the_top_beside_other_files(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_text(due(A))
    (tmp_path / "minutes.pdf").write_bytes(bytes(range(256)))
    in_git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    (tmp_path / "sample.yaml").write_text(due(B))
    (tmp_path / "minutes.pdf").write_bytes(b"due: 2013" + bytes(range(256)))
    names = {committed(tmp_path): "second"}
    found = slippage_in(tmp_path, {"sample.yaml": plan_in(due(B))})["sample.yaml"]
    assert [words(one, names) for one in found.overwritten] == [f"1 {A} {B} second"]


def test_a_bare_repository_tells_of_a_revision(tmp_path: Path) -> None:
    steps = commit_steps(tmp_path / "work", list(ONCE))
    in_git(tmp_path, "clone", "--quiet", "--bare", "work", "bare.git")
    assert asked(tmp_path / "bare.git", steps, due(B), "HEAD") == ([f"1 {A} {B} second"], [f"1 {A}"])


def test_a_shallow_clone_tells_what_it_has(tmp_path: Path) -> None:
    steps = commit_steps(tmp_path / "work", [*ONCE, step("third", due(C))])
    for depth, told in ((1, ([], [])), (2, ([f"1 {B} {C} third"], [f"1 {B}"]))):
        in_git(tmp_path, "clone", "--quiet", f"--depth={depth}", f"file://{tmp_path}/work", str(depth))
        assert asked(tmp_path / str(depth), steps, due(C), "HEAD") == told
        assert asked(tmp_path / str(depth), steps, due(C)) == told


def test_without_git_and_without_a_commit_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(GitProblem, match="this folder is in no git repository"):
        asked(tmp_path, {}, due(A))
    in_git(tmp_path, "init", "--quiet")
    with pytest.raises(GitProblem, match="there is no commit 'HEAD'"):
        asked(tmp_path, {}, due(A))
    with pytest.raises(GitProblem, match="there is no commit 'elsewhere'"):
        asked(tmp_path, {}, due(A), "elsewhere")


def test_what_is_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    in_git(tmp_path, "init", "--quiet")
    names = {}
    for name, raw in (("1", due(A).encode()), ("2", due(B).encode("utf-16")), ("3", b"\0\xff"), ("4", due(B).encode())):
        (tmp_path / SAMPLE).write_bytes(raw)
        names[name] = committed(tmp_path)
    assert asked(tmp_path, names, due(B)) == ([f"1 {A} {B} 4"], [f"1 {A}"])


@pytest.mark.parametrize(
    "attributes", ["*.yaml -diff", "*.yaml binary", "*.yaml diff=shown"], ids=["no text", "binary", "shown otherwise"]
)
def test_no_attribute_of_a_file_hides_its_dates_or_starts_a_program(attributes: str, tmp_path: Path) -> None:
    steps = commit_steps(tmp_path, list(ONCE))
    (tmp_path / ".gitattributes").write_text(f"{attributes}\n")
    (tmp_path / ".git/info/attributes").write_text(f"{attributes}\n")
    for key in ("diff.shown.textconv", "diff.shown.command", "diff.external"):
        in_git(tmp_path, "config", key, f"touch {tmp_path}/started; echo")
    assert asked(tmp_path, steps, due(B)) == ([f"1 {A} {B} second"], [f"1 {A}"])
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.algorithm", "patience"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("diff.renames", "false"),
        ("diff.relative", "false"),
        ("diff.suppressBlankEmpty", "true"),
        ("core.abbrev", "7"),
        ("core.quotePath", "false"),
        ("color.ui", "always"),
        ("log.follow", "true"),
    ],
)
def test_no_setting_of_git_changes_what_is_told(key: str, value: str, tmp_path: Path) -> None:
    old = [one._replace(path="plans/other.yaml") for one in ONCE]
    steps = commit_steps(tmp_path, [*old, step("third", due(B)), step("fourth", due(C))])
    in_git(tmp_path, "config", key, value)
    assert asked(tmp_path, steps, due(C)) == ([f"1 {A} {B} second", f"1 {B} {C} fourth"], [f"1 {A}"])


def test_a_plan_that_calls_itself_an_option_or_a_pattern_is_a_plan(tmp_path: Path) -> None:
    names = ["-n", "*", ":(top)x", "a b", "\u00fc", "a\nb", 'a"b']
    steps = commit_steps(tmp_path, [step(f"{n}", due(A), path="plans/none.yaml") for n in range(1)])
    for day in (A, B):
        for name in names:
            (tmp_path / f"plans/{name}.yaml").write_text(due(day))
        steps[day] = committed(tmp_path)
    plans = {f"plans/{name}.yaml": plan_in(due(B)) for name in names}
    found = slippage_in(tmp_path, plans)
    assert {path: [words(one, {steps[B]: "second"}) for one in some.overwritten] for path, some in found.items()} == {
        path: [f"1 {A} {B} second"] for path in plans
    }


def test_a_long_story_of_merges_is_told(tmp_path: Path) -> None:
    """Each merge brings something of both sides, so that each side must be looked at."""
    steps = [step("base", stories.plan(row(f"due: {A}"), row(ref="2", text="Do another thing")))]
    for number in range(300):
        one, two = (
            stories.plan(row(f"due: {B}", f"note: Week {n}"), row(f"note: Week {m}", ref="2", text="Do another thing"))
            for n, m in ((number, number - 1), (number - 1, number))
        )
        last = steps[-1].name
        steps += [step(f"ours {number}", one, last), step(f"theirs {number}", two, last)]
        both = stories.plan(
            row(f"due: {B}", f"note: Week {number}"), row(f"note: Week {number}", ref="2", text="Do another thing")
        )
        steps.append(step(f"merge {number}", both, f"ours {number}", f"theirs {number}"))
    names = commit_steps(tmp_path, steps)
    told, firsts = asked(tmp_path, names, steps[-1].text)
    assert (told, firsts) == ([f"1 {A} {B} ours 0"], [f"1 {A}"])
