"""A part of a plan's life: of one recommendation under each of its numbers, of an action, a field, some days."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from scrplan.compare.differences import differences
from scrplan.errors import UnknownName
from scrplan.history.plan_log import Lifeline, lifeline
from scrplan.history.plan_log_filter import FIELDS, Wanted, life_of, narrowed, ref_today
from scrplan.model import Plan
from tests.building import plan_text
from tests.history.board_year import PATH, Step, Year, build_year, commit_steps
from tests.history.plans import plans

SAMPLE = "plans/sample.yaml"
DAY = date(2013, 1, 1)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return build_year(tmp_path_factory.mktemp("year"))


def names(year: Year, life: Lifeline) -> list[str]:
    known = {commit: name for name, commit in year.commits.items()}
    return [known[event.commit.id] for event in life.events]


@pytest.mark.parametrize("ref", ["4", "4a"])
def test_a_recommendation_is_followed_through_its_numbers(year: Year, ref: str) -> None:
    life = lifeline(year.root, PATH)
    assert ref_today(life, ref) == "4a"
    assert names(year, life_of(life, ref)) == ["begun", "proven", "dropped", "renumbered"]


def test_the_life_of_a_recommendation_has_its_changes_alone(year: Year) -> None:
    life = life_of(lifeline(year.root, PATH), "3")
    assert names(year, life) == ["begun", "spring", "revised", "mended"]
    assert {change.ref for event in life.events for change in event.changes} == {"3"}
    assert [change.part for change in life.events[1].changes] == [None, "a"]
    assert len(life.passed_over) == 1


def test_an_unknown_recommendation_is_told_with_those_there_were(year: Year) -> None:
    with pytest.raises(UnknownName, match="unknown recommendation in this history '9'") as raised:
        life_of(lifeline(year.root, PATH), "9")
    assert raised.value.hint == "choose from 5, 1, 2, 3, 4a, 4"


def plan(*rows: str) -> str:
    """Return a plan with rows such as `1 Do it`: a ref and a text."""
    lines = (f'  - {{ref: "{row.split()[0]}", agency: Health, text: {row[2:]}}}\n' for row in rows)
    return plan_text("".join(lines))


def lived(root: Path, *steps: Step | str) -> Lifeline:
    made = [
        step if isinstance(step, Step) else Step(str(number), DAY, "A. Keeper", str(number), step, SAMPLE)
        for number, step in enumerate(steps)
    ]
    commit_steps(root, made)
    return lifeline(root, SAMPLE)


def subjects(life: Lifeline) -> list[str]:
    return [event.commit.subject for event in life.events]


WRITE, TRAIN = "Write to every school", "Train all the nurses of the wards"


def test_a_number_that_another_recommendation_takes_over(tmp_path: Path) -> None:
    life = lived(
        tmp_path,
        plan(f"1 {WRITE}"),
        plan(f"1 {WRITE} soon"),
        plan(f"2 {WRITE} soon"),
        plan(f"1 {TRAIN}", f"2 {WRITE} soon"),
        plan(f"1 {TRAIN} now", f"2 {WRITE} soon"),
    )
    assert subjects(life_of(life, "2")) == ["0", "1", "2"]
    assert subjects(life_of(life, "1")) == ["3", "4"]


def test_a_recommendation_that_is_gone_still_has_its_life(tmp_path: Path) -> None:
    life = lived(tmp_path, plan(f"1 {WRITE}", f"2 {TRAIN}"), plan(f"2 {TRAIN}"))
    assert subjects(life_of(life, "1")) == ["0", "1"]


def test_numbers_that_two_recommendations_exchange(tmp_path: Path) -> None:
    life = lived(
        tmp_path,
        plan(f"1 {WRITE}", f"2 {TRAIN}"),
        plan(f"1 {WRITE} soon", f"2 {TRAIN}"),
        plan(f"2 {WRITE} soon", f"1 {TRAIN}"),
    )
    texts = [change.after for event in life_of(life, "2").events for change in event.changes if change.field == "text"]
    assert texts in ([f"{WRITE} soon"], [f"{WRITE} soon", f"{WRITE} soon"])


def test_a_number_that_only_one_branch_knew(tmp_path: Path) -> None:
    def step(name: str, text: str, *after: str) -> Step:
        return Step(name, DAY, "A. Keeper", name, text, SAMPLE, after)

    life = lived(
        tmp_path,
        step("base", plan(f"1 {WRITE}")),
        step("renumbered", plan(f"7 {WRITE}"), "base"),
        step("reworded", plan(f"1 {WRITE} soon"), "base"),
        step("merged", plan(f"7 {WRITE} soon"), "renumbered", "reworded"),
    )
    assert sorted(subjects(life_of(life, "7"))) == ["base", "renumbered", "reworded"]


def test_a_number_that_is_not_committed_yet(tmp_path: Path) -> None:
    lived(tmp_path, plan(f"1 {WRITE}"), plan(f"1 {WRITE} soon"))
    (tmp_path / SAMPLE).write_text(plan(f"9 {WRITE} soon", f"3 {TRAIN}"))
    life = lifeline(tmp_path, SAMPLE)
    for ref in ("1", "9"):
        part = life_of(life, ref)
        assert subjects(part) == ["0", "1"]
        assert [change.field for change in part.uncommitted] == ["ref"]
    assert subjects(life_of(life, "3")) == []
    assert [change.field for change in life_of(life, "3").uncommitted] == ["recommendation"]


# -- parts, fields, days ---------------------------------------------------------------------------------------------


def test_only_some_fields(year: Year) -> None:
    life = narrowed(lifeline(year.root, PATH), Wanted(fields=("due",)))
    assert names(year, life) == ["overwritten", "revised", "later", "earlier", "resolved"]
    both = narrowed(lifeline(year.root, PATH), Wanted(fields=("due", "file")))
    assert "renamed" in names(year, both)


def test_only_one_action(year: Year) -> None:
    assert names(year, narrowed(lifeline(year.root, PATH), Wanted(part="a"))) == ["spring"]


def test_what_there_is_and_never_changed_has_an_empty_life(year: Year) -> None:
    life = lifeline(year.root, PATH)
    assert narrowed(life, Wanted(part="b")).events == ()
    assert narrowed(life, Wanted(fields=("stopped_reason", "review.published"))).events == ()


@given(plans(), plans())
def test_every_field_that_can_change_is_known(before: Plan, after: Plan) -> None:
    assert {change.field for change in differences(before, after)} <= FIELDS


def test_only_some_days_with_what_could_not_be_read_in_them(year: Year) -> None:
    life = lifeline(year.root, PATH)
    part = narrowed(life, Wanted(since=date(2013, 10, 21), until=date(2013, 11, 6)))
    assert names(year, part) == ["reverted", "mended"]
    assert len(part.passed_over) == 1
    assert narrowed(life, Wanted(until=date(2013, 11, 4))).passed_over == ()
    assert names(year, narrowed(life, Wanted(since=date(2013, 12, 31)))) == ["winter"]
    assert names(year, narrowed(life, Wanted(until=date(2013, 1, 15)))) == ["begun"]


def test_what_is_not_committed_has_no_day(tmp_path: Path) -> None:
    lived(tmp_path, plan(f"1 {WRITE}"))
    (tmp_path / SAMPLE).write_text(plan(f"1 {WRITE} soon"))
    life = lifeline(tmp_path, SAMPLE)
    assert len(narrowed(life, Wanted(since=DAY)).uncommitted) == 1
    assert narrowed(life, Wanted(uncommitted=False)).uncommitted == ()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(part="z"), "unknown action in this history 'z'"),
        (Wanted(part=""), "unknown action in this history ''"),
        (Wanted(fields=("due", "dew")), "unknown field 'dew'"),
        (Wanted(fields=("progress",)), "unknown field 'progress'"),
    ],
)
def test_what_never_was_is_an_error(year: Year, wanted: Wanted, words: str) -> None:
    with pytest.raises(UnknownName, match=words):
        narrowed(lifeline(year.root, PATH), wanted)


def test_a_cut_stays_where_it_is(year: Year, tmp_path: Path) -> None:
    from tests.building import in_git

    in_git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{year.root}", "cut")
    life = life_of(lifeline(tmp_path / "cut", PATH), "1")
    assert [event.is_cut for event in life.events] == [True]
