"""Each file or folder under `tests/cases` is a test by being there.

`valid/*.yaml` are plans without any mistake of form. `invalid/<rule>/` holds what must be found, `near-misses/<rule>/`
what is nearly so and must pass. A case there is judged with its rule alone; mistakes of form are always told as well.

- A file, `<case>.yaml`, is one plan. Its folder, copied, is the repository: `scrplan.yaml` in it holds the board's
  settings, the other cases are the repository's other plans, and whatever else lies there (a list of names, evidence)
  can be referred to.
- A folder, `<case>/`, is a repository of its own: each `.yaml` file in it is judged, `scrplan.yaml` too, all in one
  run. For what needs several plans, and for rules over the settings themselves.

`<case>.expected` beside a file, or `expected` in a folder, holds the lines that `validate` gives, place included, in
the order of the files' names. Of a near miss it holds the mistakes of form that are meant to be there.

`<name>.committed` makes the repository one of git, in which that text was committed as `<name>.yaml` before; where the
name has an ending of its own, as in `names.txt.committed`, as that. What does not stand beside it is as committed.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from scrplan.check.rules import RULES
from scrplan.check.runner import Job, check_files
from scrplan.source.files import MAX_BYTES, SETTINGS
from scrplan.source.reader import Salvaged, salvage_plan
from scrplan.yamltext.document import MAX_PROBLEMS, Document
from tests.building import ROOT, ROW, THE_DAY, findings_of, in_git, plan_text

CASES = ROOT / "tests" / "cases"

# Rules that no file of a case can show, with the reason; each has its test below.
NOT_AS_A_FILE = {
    "unreadable": "what cannot be opened cannot be kept in git either",
    "too-many": "a hundred mistakes in a file tell no more than the test below",
    "misnamed": "a case ends in .yaml",
    "too-large": "4 MB would be in every clone, and its near miss has as many",
    "bad-value": "what the schema alone refuses; the reader finds all of it first, in better words",
}


class Case(NamedTuple):
    """One case: a plan file, or a folder that is a repository."""

    path: Path

    @property
    def rule(self) -> str:
        return self.path.parent.name

    @property
    def expected(self) -> list[str]:
        path = self.path / "expected" if self.path.is_dir() else self.path.with_suffix(".expected")
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def cases_of(kind: str) -> list[Case]:
    found = sorted((CASES / kind).glob("*/*"))
    return [Case(path) for path in found if _is_file_case(path) or _is_folder_case(path)]


def _is_file_case(path: Path) -> bool:
    return path.suffix == ".yaml" and path.name != SETTINGS


def _is_folder_case(path: Path) -> bool:
    return path.is_dir() and any(path.rglob("*.yaml"))


VALID = sorted((CASES / "valid").glob("*.yaml"))
INVALID = cases_of("invalid")
NEAR_MISSES = cases_of("near-misses")


def name_of(case: Case | Path) -> str:
    path = case.path if isinstance(case, Case) else case
    return path.relative_to(CASES).as_posix()


def findings_in(case: Case, folder: Path) -> list[str]:
    """Return the lines that a case gives, after a copy of it and of what lies beside it was made in a folder."""
    copied = folder / case.rule
    shutil.copytree(case.path.parent, copied, ignore=shutil.ignore_patterns("*.expected", "expected"))
    path = copied / case.path.name
    root = path if path.is_dir() else copied
    paths = tuple(sorted(path.rglob("*.yaml"))) if path.is_dir() else (path,)
    _commit_before(root, sorted(path.rglob("*.committed")) if path.is_dir() else [path.with_suffix(".committed")])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        found = list(check_files(Job(root, THE_DAY, paths, _judged_with(case.rule))))
    told = [one for file in found for one in file.findings]
    return [one.line() for one in told if one.rule == case.rule or RULES[one.rule].is_fixed]


def _judged_with(rule: str) -> tuple[str, ...]:
    # Whether a rule is allowed without need is known only where that rule is judged too.
    return tuple(RULES) if rule == "idle-allow" else (rule,)


def _commit_before(root: Path, texts: list[Path]) -> None:
    """Make a folder a git repository in which each `.committed` text was committed, then put back what is there now."""
    there = [text for text in texts if text.exists()]
    if not there:
        return
    in_git(root, "init", "--quiet", "--initial-branch=main")
    now: dict[Path, bytes] = {}
    for text in there:
        path = text.with_suffix("" if "." in text.stem else ".yaml")
        if path.exists():
            now[path] = path.read_bytes()
        text.rename(path)
        in_git(root, "add", "--force", "--", str(path))
    in_git(root, "commit", "--quiet", "--message", "Plans")
    for path, content in now.items():
        path.write_bytes(content)


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_valid_case_has_no_problem(path: Path) -> None:
    assert [one.line() for one in findings_of(path)] == []


@pytest.mark.parametrize("case", INVALID, ids=name_of)
def test_invalid_case_gives_the_expected_lines(case: Case, tmp_path: Path) -> None:
    assert findings_in(case, tmp_path) == case.expected


@pytest.mark.parametrize("case", NEAR_MISSES, ids=name_of)
def test_near_miss_gives_nothing_but_the_mistakes_of_form_that_are_meant(case: Case, tmp_path: Path) -> None:
    assert findings_in(case, tmp_path) == case.expected


@pytest.mark.parametrize("case", INVALID, ids=name_of)
def test_expectation_of_an_invalid_case_names_its_rule(case: Case) -> None:
    assert any(line.endswith(f"[{case.rule}]") for line in case.expected)


@pytest.mark.parametrize("case", NEAR_MISSES, ids=name_of)
def test_expectation_of_a_near_miss_names_other_rules(case: Case) -> None:
    assert not any(line.endswith(f"[{case.rule}]") for line in case.expected)
    assert not case.expected or not RULES[case.rule].is_fixed


def test_every_expectation_has_its_case() -> None:
    known = {case.path for case in (*INVALID, *NEAR_MISSES)}
    beside = {path.with_suffix(".yaml") for path in CASES.rglob("*.expected")}
    inside = {path.parent for path in CASES.rglob("expected")}
    assert beside | inside <= known
    assert {case.path for case in INVALID} <= beside | inside


def test_every_folder_is_called_after_a_rule() -> None:
    folders = [path.name for kind in ("invalid", "near-misses") for path in (CASES / kind).iterdir()]
    assert set(folders) <= RULES.keys()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in NOT_AS_A_FILE])
def test_every_rule_has_a_case_and_a_near_miss(rule: str) -> None:
    assert rule in {case.rule for case in INVALID}
    assert rule in {case.rule for case in NEAR_MISSES}


def test_there_are_cases() -> None:
    assert VALID
    assert NOT_AS_A_FILE.keys() <= RULES.keys()


# -- the rules of NOT_AS_A_FILE --------------------------------------------------------------------------------------


def rules_in(path: Path) -> list[str]:
    return [one.rule for one in findings_of(path)]


def test_what_is_not_there_is_unreadable(tmp_path: Path) -> None:
    assert rules_in(tmp_path / "sample.yaml") == ["unreadable"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_unreadable(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    make(path)
    assert rules_in(path) == ["unreadable"]


def test_file_behind_a_link_is_unreadable_as_in_a_commit(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text(plan_text(), encoding="utf-8")
    path = tmp_path / "sample.yaml"
    path.symlink_to("elsewhere.txt")
    assert rules_in(path) == ["unreadable"]


@pytest.mark.parametrize(("more", "rules"), [(0, []), (1, ["too-large"])])
def test_file_beyond_the_limit_is_too_large(more: int, rules: list[str], tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    text = f"{plan_text()}# "
    path.write_text(text + "x" * (MAX_BYTES + more - len(text)), encoding="utf-8")
    assert rules_in(path) == rules


def test_what_only_the_schema_refuses_is_a_bad_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only_the_first(document: Document, plan_id: str) -> Salvaged:
        read = salvage_plan(document, plan_id)
        return read._replace(problems=read.problems[:1])

    monkeypatch.setattr("scrplan.check.checker.salvage_plan", read_only_the_first)
    path = tmp_path / "sample.yaml"
    path.write_text(plan_text(f"{ROW}    due: soon\n    completed: soon\n"), encoding="utf-8")
    assert rules_in(path) == ["bad-date", "bad-value"]


def test_mistakes_beyond_those_told_are_not_told_as_bad_values(tmp_path: Path) -> None:
    row = "  - {{ref: {}, agency: Health, text: x, due: soon}}\n"
    path = tmp_path / "sample.yaml"
    path.write_text(plan_text("".join(map(row.format, range(MAX_PROBLEMS + 1)))), encoding="utf-8")
    assert rules_in(path).count("bad-date") == MAX_PROBLEMS
    assert set(rules_in(path)) == {"bad-date", "too-many"}


def test_file_that_no_command_would_find_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_text(plan_text(), encoding="utf-8")
    (told,) = findings_of(path)
    assert (told.rule, told.position, told.hint) == ("misnamed", (1, 1), "rename it to sample.yaml")
