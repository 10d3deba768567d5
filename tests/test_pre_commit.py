"""The hooks as a board installs them: by pre-commit itself, from a repository, into a repository of plans."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.building import HEAD, ROOT, plan_text

FILES = ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
FOLDERS = ("scrplan", "schema")
LINKED = """\
  - ref: "1"
    agency: Health
    text: Do something
    links:
      - {plan: sample, ref: "1", relation: repeats}
"""


class Repository:
    """A repository of plans in which the hooks are installed."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = environment

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )

    def git(self, *words: str) -> str:
        done = self.run("git", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> "subprocess.CompletedProcess[str]":
        self.git("add", "--all")
        return self.run("git", "commit", "-m", "A change")


def environment(home: Path) -> dict[str, str]:
    """Return the environment without what belongs to the caller's own git or GitHub run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PYTEST_"))}
    who = {"NAME": "A Person", "EMAIL": "a.person@example.org", "DATE": "2013-09-30T12:00:00Z"}
    names = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    return kept | names | {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Repository]:
    """Return what makes a new repository of plans; the hooks' own environment is made once."""
    base = tmp_path_factory.mktemp("hooks")
    around = environment(base / "home")
    source = Repository(base / "scrplan", around)
    source.folder.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, source.folder)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    source.git("init", "--quiet")
    assert source.commit().returncode == 0
    config = (
        f"repos:\n  - repo: {source.folder.as_posix()}\n    rev: {source.git('rev-parse', 'HEAD')}\n"
        "    hooks:\n      - id: scrplan-fmt\n      - id: scrplan-validate\n"
    )

    def make() -> Repository:
        made = Repository(Path(os.path.realpath(tmp_path_factory.mktemp("plans"))), around)
        made.git("init", "--quiet")
        made.write(".pre-commit-config.yaml", config)
        made.write("plans/sample.yaml", plan_text())
        done = made.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
        if done.returncode and os.environ.get("CI") != "true" and "No matching distribution" in done.stdout:
            pytest.skip("the package index cannot be reached")
        assert done.returncode == 0, done.stdout + done.stderr
        return made

    return make


@pytest.fixture
def plans(installed: Callable[[], Repository]) -> Repository:
    """Return a repository whose first commit, with a good plan, has passed the hooks."""
    made = installed()
    first = made.commit()
    assert first.returncode == 0, first.stdout + first.stderr
    return made


def test_good_commit_passes_and_tells_nothing_but_that(plans: Repository) -> None:
    plans.write("plans/other.yaml", plan_text(LINKED).replace("id: sample", "id: other"))
    done = plans.commit()
    assert done.returncode == 0
    assert "scrplan validate" in done.stderr
    assert "Passed" in done.stderr
    assert plans.git("log", "--format=%s") == "A change\nA change"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('  - {ref: "1", agency: Health, text: Do, raq: red}\n', "[unknown-key]"),
        ('  - {ref: "1", agency: Health, text: Ring 01632 960123}\n', "[phone-number]"),
        ('  - {ref: "1", agency: Health, text: Do, completed: 2199}\n', "[future-date]"),
    ],
    ids=["misspelt key", "identifier", "date to come"],
)
def test_bad_commit_is_stopped_with_the_reason(plans: Repository, row: str, told: str) -> None:
    before = plans.git("rev-parse", "HEAD")
    plans.write("plans/sample.yaml", plan_text(row))
    done = plans.commit()
    assert done.returncode == 1
    assert told in done.stderr
    assert "plans/sample.yaml" in done.stderr
    assert plans.git("rev-parse", "HEAD") == before


def test_link_of_another_plan_to_a_row_that_goes_is_told(plans: Repository) -> None:
    plans.write("plans/other.yaml", plan_text(LINKED).replace("id: sample", "id: other"))
    assert plans.commit().returncode == 0
    plans.write("plans/sample.yaml", plan_text('  - {ref: "2", agency: Health, text: Do}\n'))
    done = plans.commit()
    assert done.returncode == 1
    assert "plans/other.yaml" in done.stderr
    assert "[broken-link]" in done.stderr


def test_link_to_a_plan_that_is_deleted_is_told(plans: Repository) -> None:
    plans.write("plans/other.yaml", plan_text(LINKED).replace("id: sample", "id: other"))
    assert plans.commit().returncode == 0
    plans.git("rm", "--quiet", "plans/sample.yaml")
    done = plans.commit()
    assert done.returncode == 1
    assert "[broken-link]" in done.stderr


def test_commit_without_a_plan_is_not_held_up_by_what_was_wrong_before(plans: Repository) -> None:
    plans.write("plans/sample.yaml", plan_text('  - {ref: "1", agency: Health, text: Do, raq: red}\n'))
    plans.git("add", "--all")
    plans.git("commit", "--quiet", "--no-verify", "-m", "Past the hook")
    plans.write("notes.txt", "Nothing about plans\n")
    assert plans.commit().returncode == 0


def test_plan_out_of_form_is_formatted_and_passes_when_added_again(plans: Repository) -> None:
    plans.write("plans/sample.yaml", plan_text('  - text: Do something else\n    agency: Health\n    ref: "1"\n'))
    assert plans.commit().returncode == 1
    assert plans.commit().returncode == 0
    text = (plans.folder / "plans" / "sample.yaml").read_text(encoding="utf-8")
    assert text == f'{HEAD}recommendations:\n  - ref: "1"\n    agency: Health\n    text: Do something else\n'


def test_plan_in_a_folder_below_is_checked_and_formatted_too(plans: Repository) -> None:
    row = '  - text: Ring 01632 960123\n    agency: Health\n    ref: "1"\n'
    plans.write("plans/closed/old.yaml", plan_text(row).replace("id: sample", "id: old"))
    done = plans.commit()
    assert done.returncode == 1
    assert "[phone-number]" in done.stderr
    assert "files were modified by this hook" in done.stderr
    text = (plans.folder / "plans" / "closed" / "old.yaml").read_text(encoding="utf-8")
    assert text.endswith('recommendations:\n  - ref: "1"\n    agency: Health\n    text: Ring 01632 960123\n')


def test_that_no_names_could_be_looked_for_is_told_and_stops_nothing(plans: Repository) -> None:
    plans.write("scrplan.yaml", "names_file: ../no-such-list.txt\n")
    done = plans.commit()
    assert done.returncode == 0, done.stderr
    assert "no names were looked for, since the private list cannot be used" in done.stderr
    assert "[not-checked]" in done.stderr


def test_the_hooks_need_only_the_core(plans: Repository) -> None:
    """The environment of the hooks holds scrplan, what it depends on at its core, and pip's own."""
    home = Path(plans.environment["PRE_COMMIT_HOME"])
    python = next(home.glob("repo*/py_env*/bin/python"))
    listed = plans.run(str(python), "-m", "pip", "list", "--format=freeze").stdout.lower()
    names = {line.split("==")[0].replace("_", "-") for line in listed.splitlines() if "==" in line}
    assert {"scrplan", "typer", "rich", "ruamel.yaml", "jsonschema", "python-dateutil"} <= names
    assert names & {"pytest", "python-docx", "xlsxwriter", "typst", "jinja2", "mypy", "hypothesis"} == set()
