import pytest

from scrplan.check.rules import RULES
from scrplan.check.severities import OFF, levels_of, switched_off
from scrplan.diagnostics import Severity
from scrplan.errors import UnknownName, UsageProblem

FIXED = [name for name, rule in RULES.items() if rule.is_fixed]
OPEN = [name for name in RULES if name not in FIXED]


def test_every_rule_is_on_with_its_own_severity() -> None:
    assert levels_of({}) == {name: rule.severity for name, rule in RULES.items()}


def test_mistakes_of_form_and_the_rules_over_them_are_both_there() -> None:
    assert len(FIXED) > 20
    assert len(OPEN) > 30
    assert {RULES[name].severity for name in FIXED} == {Severity.ERROR}


@pytest.mark.parametrize("severity", Severity)
def test_the_board_sets_a_severity(severity: Severity) -> None:
    assert levels_of({"no-lead": severity.value}) == levels_of({}) | {"no-lead": severity}


def test_the_board_switches_a_rule_off() -> None:
    assert set(RULES) - set(levels_of({"no-lead": OFF, "no-date": OFF})) == {"no-lead", "no-date"}


@pytest.mark.parametrize("level", [OFF, *(severity.value for severity in Severity)])
def test_the_board_does_not_set_what_belongs_to_the_format(level: str) -> None:
    assert levels_of(dict.fromkeys(FIXED, level)) == levels_of({})


@pytest.mark.parametrize(("only", "is_on"), [((), False), (("no-lead",), True), (("no-date",), False)])
def test_what_the_board_switched_off_is_judged_where_it_is_asked_for_by_name(
    only: tuple[str, ...], *, is_on: bool
) -> None:
    levels = levels_of({"no-lead": OFF}, only)
    assert ("no-lead" in levels) is is_on
    assert levels.get("no-lead", Severity.WARNING) is Severity.WARNING


def test_the_rules_that_the_board_switched_off_are_counted() -> None:
    off = {"no-lead": OFF, "no-date": OFF, "late-not-red": "advice", "unknown-key": OFF, "no-leed": OFF}
    assert (switched_off(off), switched_off({})) == (2, 0)


def test_a_name_of_the_board_that_is_no_rule_changes_nothing() -> None:
    assert levels_of({"no-leed": "error"}) == levels_of({})


def test_of_the_rules_asked_for_only_these_are_on_and_all_mistakes_of_form() -> None:
    assert set(levels_of({}, ["no-lead", "no-date"])) == {*FIXED, "no-lead", "no-date", "not-checked"}


def test_a_mistake_of_form_asked_for_leaves_only_mistakes_of_form() -> None:
    assert set(levels_of({}, ["unknown-key"])) == {*FIXED, "not-checked"}


@pytest.mark.parametrize("board", [{}, {"no-lead": "error"}])
def test_that_a_rule_could_not_be_checked_belongs_to_every_answer(board: dict[str, str]) -> None:
    assert "not-checked" in levels_of(board, ["no-lead"])
    assert levels_of({}, ["not-checked"]) == levels_of({})


def test_who_does_not_want_to_know_what_could_not_be_checked_says_so() -> None:
    assert "not-checked" not in levels_of({}, ["no-lead"], ["not-checked"])
    assert "not-checked" not in levels_of({"not-checked": OFF}, ["no-lead"])
    assert levels_of({"not-checked": "error"}, ["no-lead"])["not-checked"] is Severity.ERROR


def test_what_is_ignored_is_off() -> None:
    assert set(RULES) - set(levels_of({}, (), ["no-lead", "no-date"])) == {"no-lead", "no-date"}


def test_what_is_asked_for_and_ignored_is_off() -> None:
    assert set(levels_of({}, ["no-lead", "no-date"], ["no-lead"])) == {*FIXED, "no-date", "not-checked"}


def test_what_is_asked_for_has_the_severity_of_the_board() -> None:
    assert levels_of({"no-lead": "error"}, ["no-lead"])["no-lead"] is Severity.ERROR


def test_the_levels_stand_in_the_order_of_the_rules() -> None:
    assert list(levels_of({"no-lead": "error"}, (), ["no-date"])) == [name for name in RULES if name != "no-date"]


@pytest.mark.parametrize(("only", "ignored"), [(["no-leed"], []), ([], ["no-leed"])], ids=["asked for", "ignored"])
def test_a_name_that_is_no_rule_suggests_the_nearest(only: list[str], ignored: list[str]) -> None:
    with pytest.raises(UnknownName, match="unknown rule 'no-leed'") as caught:
        levels_of({}, only, ignored)
    assert caught.value.hint == "did you mean 'no-lead'?"


@pytest.mark.parametrize("name", FIXED)
def test_a_mistake_of_form_cannot_be_ignored(name: str) -> None:
    with pytest.raises(UsageProblem, match=f"--ignore {name}") as caught:
        levels_of({}, (), ["no-lead", name])
    assert "always reported" in caught.value.hint
