"""A board that an earlier scrplan set up is brought up to date, once; what people wrote stays."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scrplan.check.schema_check import BOARD_SCHEMA, PLAN_SCHEMA, schema_text
from scrplan.git.config import Setting, setting
from scrplan.setup.clone_settings import wanted_settings
from scrplan.setup.git_attributes import with_renewed_lines
from scrplan.setup.hooks import HOOK_TEXTS, HOOKS_HEAD, with_renewed_patterns
from scrplan.setup.setup_changes import OLDER, SetupStep
from scrplan.setup.steps import steps
from tests.building import in_git, plan_text
from tests.setup.test_steps import contents

# What earlier versions wrote.
FORMER_ATTRIBUTES = "plans/*.yaml merge=scrplan diff=scrplan\n"
ATTRIBUTES = "plans/**/*.yaml merge=scrplan diff=scrplan\n"
FORMER_HOOKS = r"""repos:
  - repo: local # with the scrplan that is installed; docs/checking.md tells how pre-commit installs its own
    hooks:
      - id: scrplan-fmt
        name: scrplan fmt
        entry: scrplan fmt
        language: system
        files: (^|/)(plans/[^/]+\.yaml|scrplan\.yaml)$
        require_serial: true
      - id: scrplan-validate
        name: scrplan validate
        entry: scrplan validate --changed
        language: system
        files: (^|/)(plans/.*\.ya?ml|scrplan\.yaml)$
        always_run: true
        require_serial: true
        verbose: true
"""
FORMER_DRIVER = "/old/python -m scrplan merge-driver %O %A %B %P"
FORMER_SCHEMA = '{\n  "title": "scrplan: one review\'s action plan, format 1",\n  "type": "object"\n}\n'
LINE = "# yaml-language-server: $schema="


@pytest.fixture
def former(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a board as an earlier version set it up, with a plan and one that was moved to a folder."""
    root = tmp_path / "board"
    (root / "plans" / "closed").mkdir(parents=True)
    (root / "schema").mkdir()
    in_git(root, "init", "--quiet", "--initial-branch=main")
    (root / "scrplan.yaml").write_text(f"{LINE}schema/board.schema.json\nboard: Ours # as it is called\n")
    (root / "plans" / "sample.yaml").write_text(f"{LINE}../schema/plan.schema.json\n{plan_text()}")
    (root / "schema" / PLAN_SCHEMA).write_text(FORMER_SCHEMA)
    (root / "schema" / BOARD_SCHEMA).write_text(schema_text(BOARD_SCHEMA))
    (root / ".gitattributes").write_text(FORMER_ATTRIBUTES)
    (root / ".pre-commit-config.yaml").write_text(FORMER_HOOKS)
    for key, value in wanted_settings("scrplan").items():
        in_git(root, "config", key.value, value)
    in_git(root, "config", Setting.MERGE_DRIVER.value, FORMER_DRIVER)
    in_git(root, "config", Setting.TEXTCONV.value, "/old/python -m scrplan textconv")
    monkeypatch.chdir(root)
    return root


def upgraded(root: Path) -> dict[str, SetupStep]:
    """Find all steps out, then do them, and return those that changed something or were left."""
    found = list(steps(root, "", "scrplan", upgrade=True))
    for step in found:
        if step.change:
            step.change.carry_out()
    return {step.what: step for step in found if step.change or step.why}


def test_a_former_board_is_brought_up_to_date(former: Path) -> None:
    assert list(upgraded(former)) == [
        "schema/plan.schema.json",
        ".pre-commit-config.yaml",
        ".gitattributes",
        "git config merge.scrplan.driver",
        "git config diff.scrplan.textconv",
    ]
    assert (former / "schema" / PLAN_SCHEMA).read_text() == schema_text(PLAN_SCHEMA)
    assert (former / ".gitattributes").read_text() == ATTRIBUTES
    assert (former / ".pre-commit-config.yaml").read_text() == HOOKS_HEAD + "".join(HOOK_TEXTS.values())
    assert setting(former, Setting.MERGE_DRIVER) == wanted_settings("scrplan")[Setting.MERGE_DRIVER]
    assert setting(former, Setting.TEXTCONV) == "scrplan textconv"
    for place in ("plans/a.yaml", "plans/closed/a.yaml"):
        assert in_git(former, "check-attr", "merge", "diff", "--", place).count(": scrplan") == 2


def test_the_second_time_nothing_is_done(former: Path) -> None:
    upgraded(former)
    before = contents(former)
    assert upgraded(former) == {}
    assert contents(former) == before


def test_nothing_is_done_before_it_is_agreed(former: Path) -> None:
    before = contents(former)
    assert any(step.change for step in list(steps(former, "", "scrplan", upgrade=True)))
    assert contents(former) == before


def test_without_upgrade_all_of_it_is_left_with_the_command_that_helps(former: Path) -> None:
    before = contents(former)
    found = {step.what: step for step in steps(former, "", "scrplan")}
    assert not any(step.change for step in found.values())
    for what in ("schema/plan.schema.json", ".pre-commit-config.yaml", ".gitattributes"):
        assert found[what].why == OLDER
    assert contents(former) == before


def test_what_a_half_set_up_board_lacks_is_made_too(former: Path) -> None:
    (former / ".pre-commit-config.yaml").unlink()
    (former / "schema" / BOARD_SCHEMA).unlink()
    (former / ".gitattributes").write_text("plans/*.yaml diff=scrplan\n")
    in_git(former, "config", "--remove-section", "merge.scrplan")
    (former / "plans" / "sample.yaml").write_text(plan_text())
    upgraded(former)
    assert (former / "schema" / BOARD_SCHEMA).read_text() == schema_text(BOARD_SCHEMA)
    assert (former / "plans" / "sample.yaml").read_text() == f"{LINE}../schema/plan.schema.json\n{plan_text()}"
    text = "plans/**/*.yaml diff=scrplan\nplans/**/*.yaml merge=scrplan\n"
    assert (former / ".gitattributes").read_text() == text
    assert setting(former, Setting.MERGE_RECURSIVE) == "binary"
    assert upgraded(former) == {}


def test_half_an_attribute_is_made_whole_and_the_rest_is_left_for_an_upgrade(former: Path) -> None:
    (former / ".gitattributes").write_text("plans/*.yaml diff=scrplan\n")
    found = [step for step in steps(former, "", "scrplan") if step.what == ".gitattributes"]
    assert [(step.change is not None, step.why) for step in found] == [(True, ""), (False, OLDER)]


# What people wrote.


@pytest.mark.parametrize(
    ("before", "after", "ways"),
    [
        (FORMER_ATTRIBUTES, ATTRIBUTES, {"merge", "diff"}),
        (f"# Ours\n*.docx binary\n{FORMER_ATTRIBUTES}* text\n", f"# Ours\n*.docx binary\n{ATTRIBUTES}* text\n", None),
        ("plans/*.yaml  diff=scrplan\r\n* text\r\n", "plans/**/*.yaml  diff=scrplan\r\n* text\r\n", {"diff"}),
        ("plans/*.yaml text merge=scrplan\n", "plans/*.yaml text merge=scrplan\n", set()),
        ("plans/*.yaml\n# plans/*.yaml diff=scrplan\n", "plans/*.yaml\n# plans/*.yaml diff=scrplan\n", set()),
        ("old/plans/*.yaml diff=scrplan\n", "old/plans/*.yaml diff=scrplan\n", set()),
        ("plans/*.yaml diff=scrplan", "plans/**/*.yaml diff=scrplan", {"diff"}),
    ],
)
def test_of_the_attributes_only_our_own_lines_are_renewed(before: str, after: str, ways: set[str] | None) -> None:
    made, renewed = with_renewed_lines(before, ["merge", "diff"])
    assert made == after
    assert set(renewed) == ({"merge", "diff"} if ways is None else ways)


def test_a_line_of_which_somebody_made_more_stays_and_has_another_beside_it(former: Path) -> None:
    (former / ".gitattributes").write_text("plans/*.yaml text merge=scrplan diff=scrplan\n")
    upgraded(former)
    text = "plans/*.yaml text merge=scrplan diff=scrplan\nplans/**/*.yaml merge=scrplan diff=scrplan\n"
    assert (former / ".gitattributes").read_text() == text
    assert in_git(former, "check-attr", "text", "--", "plans/a.yaml").endswith(": set")
    assert ".gitattributes" not in upgraded(former)


def test_attributes_by_hand_below_the_folder_are_left(former: Path) -> None:
    text = f"{FORMER_ATTRIBUTES}plans/closed/*.yaml -merge -diff\nplans/a/*.yaml -merge -diff\n"
    (former / ".gitattributes").write_text(text)
    assert ".gitattributes" not in upgraded(former)
    assert (former / ".gitattributes").read_text() == text


def test_hooks_by_hand_around_ours_stay(former: Path) -> None:
    ours = FORMER_HOOKS.removeprefix("repos:\n").replace("scrplan\\.yaml)$\n", "scrplan\\.yaml)$ # ours\n", 1)
    theirs = (
        "# Our checks\nrepos:\n  - repo: https://example.org/x\n    rev: v1\n    hooks: [{id: other, files: 'a'}]\n"
    )
    (former / ".pre-commit-config.yaml").write_text(theirs + ours)
    upgraded(former)
    text = (former / ".pre-commit-config.yaml").read_text()
    assert text == theirs + ours.replace("plans/[^/]+\\.yaml", "plans/.+\\.yaml")
    assert " # ours\n" in text
    done = subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], cwd=former, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        FORMER_HOOKS.replace("files: (^|/)(plans/[^/]+", "files: (^|/)(ours/[^/]+"),
        FORMER_HOOKS.replace("- id: scrplan-fmt", "- id: another"),
        "repos: [*anchor]\n",
        "repos:\n  - repo: https://example.org/scrplan\n    hooks: [{id: scrplan-fmt}, {id: scrplan-validate}]\n",
        "",
    ],
    ids=["own pattern", "another hook", "no plain YAML", "from a repository", "empty"],
)
def test_patterns_by_hand_are_left(text: str) -> None:
    assert with_renewed_patterns(text) == text


def test_a_quoted_pattern_is_renewed() -> None:
    pattern = r"(^|/)(plans/[^/]+\.yaml|scrplan\.yaml)$"
    text = f"repos: [{{hooks: [{{files: '{pattern}', id: scrplan-fmt}}]}}]\n"
    assert with_renewed_patterns(f"- id: scrplan-fmt\n  files: '{pattern}' # why\n") == (
        "- id: scrplan-fmt\n  files: (^|/)(plans/.+\\.yaml|scrplan\\.yaml)$ # why\n"
    )
    assert "plans/.+" in with_renewed_patterns(text)


@pytest.mark.parametrize("text", ['{"title": "ours"}\n', "[]\n", "{\n", "[" * 100_000, '{"title": ["scrplan: "]}'])
def test_a_schema_that_is_not_ours_is_left_and_explained(former: Path, text: str) -> None:
    (former / "schema" / PLAN_SCHEMA).write_text(text)
    step = upgraded(former)["schema/plan.schema.json"]
    assert (step.change, step.lines) == (None, ("scrplan schema > schema/plan.schema.json",))
    assert (former / "schema" / PLAN_SCHEMA).read_text() == text


def test_a_schema_keeps_its_line_ends(former: Path) -> None:
    (former / "schema" / PLAN_SCHEMA).write_bytes(FORMER_SCHEMA.replace("\n", "\r\n").encode())
    upgraded(former)
    raw = (former / "schema" / PLAN_SCHEMA).read_bytes()
    assert json.loads(raw) == json.loads(schema_text(PLAN_SCHEMA))
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert upgraded(former) == {}


def test_a_schema_outside_is_never_written(former: Path) -> None:
    outside = former.parent / "outside"
    (former / "schema").rename(outside)
    (former / "schema").symlink_to(outside, target_is_directory=True)
    assert upgraded(former)["schema/plan.schema.json"].why.startswith("it is a link that leads out")
    assert (outside / PLAN_SCHEMA).read_text() == FORMER_SCHEMA


def test_settings_of_git_that_somebody_chose_are_left(former: Path) -> None:
    in_git(former, "config", "diff.scrplan.xfuncname", "^ours")
    in_git(former, "config", "merge.scrplan.driver", "ours %A")
    found = upgraded(former)
    assert found["git config diff.scrplan.xfuncname"].change is None
    assert found["git config merge.scrplan.driver"].why == "it is ours %A; to change it:"
    assert setting(former, Setting.MERGE_DRIVER) == "ours %A"


# The line for editors.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../old/plan.schema.json", "../schema/plan.schema.json"),
        ("../../schema/plan.schema.json", "../schema/plan.schema.json"),
        ("../schema/plan.schema.json", "../schema/plan.schema.json"),
        ("https://example.org/plan.schema.json", "https://example.org/plan.schema.json"),
        ("../ours/plan.schema.json", "../ours/plan.schema.json"),
        ("../ours/other.json", "../ours/other.json"),
        ("", ""),
    ],
    ids=["gone", "moved", "right", "elsewhere", "another that is there", "another name", "none"],
)
def test_a_line_for_editors_that_leads_nowhere_is_renewed(former: Path, before: str, after: str) -> None:
    (former / "ours").mkdir()
    (former / "ours" / PLAN_SCHEMA).write_text("{}\n")
    path = former / "plans" / "sample.yaml"
    path.write_text(f"# Ours\n{LINE}{before} # kept\n{plan_text()}")
    assert ("plans/sample.yaml" in upgraded(former)) is (before != after)
    assert path.read_text() == f"# Ours\n{LINE}{after} # kept\n{plan_text()}"


def test_a_plan_in_a_folder_has_the_way_from_there(former: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = former / "plans" / "closed" / "old.yaml"
    moved.write_text(f"{LINE}../schema/plan.schema.json\n{plan_text()}")
    new = former / "plans" / "closed" / "new.yaml"
    new.write_text(plan_text())
    monkeypatch.setattr("scrplan.setup.modelines.every_plan", lambda _root: [new, moved])
    upgraded(former)
    for path in (new, moved):
        assert path.read_text() == f"{LINE}../../schema/plan.schema.json\n{plan_text()}"
