"""What git tells of overwritten due dates and of the first ones, in real repositories."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrplan.errors import GitProblem
from scrplan.git.patches import Hunk
from scrplan.history.differences import ChangeKind
from scrplan.history.lifelines import Lifeline, lifeline
from scrplan.history.overwriting import DateHistory, Slippage, slippage_in
from scrplan.history.slippage import Moves, Overwritten
from scrplan.model import Plan
from scrplan.source.versions import Versions
from tests.building import committed, in_git
from tests.history.board_year import PATH, Step, build_year, commit_steps
from tests.history.dated_lives import Version, firsts_of, lives, told_of
from tests.history.stories import (
    FIRST_DAY,
    FORKED,
    ONE_LINE,
    SAMPLE,
    STORIES,
    UNQUOTED,
    A,
    B,
    C,
    D,
    Story,
    due,
    moved,
    plan,
    row,
    story,
)

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


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_is_told(story: Story, tmp_path: Path) -> None:
    steps = commit_steps(tmp_path, list(story.steps))
    assert asked(tmp_path, steps, story.steps[-1].text) == (list(story.told), sorted(story.firsts))


def _as_if_all_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.overwriting.telling_hunks", list)


def _read_as_a_whole(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.overwriting.excerpts", lambda *_: None)


def _without_lines(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("scrplan.history.overwriting.changed_lines", lambda *_: ())


LONG_WAYS = [_as_if_all_told, _read_as_a_whole, _without_lines]


@pytest.mark.parametrize("way", LONG_WAYS)
def test_what_is_not_read_would_not_tell_anything_else(
    way: Callable[[pytest.MonkeyPatch], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way(monkeypatch)
    for number, one in enumerate(STORIES.values()):
        root = tmp_path / str(number)
        steps = commit_steps(root, list(one.steps))
        assert asked(root, steps, one.steps[-1].text) == (list(one.told), sorted(one.firsts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
