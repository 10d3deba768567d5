"""What is printed in the documents is what the program does."""

import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from scrplan.cli.app import COMMANDS, run
from scrplan.render.findings import FORMATS
from scrplan.yamltext.document import Document
from tests.building import ROOT, call, committed, in_git

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROUND, REFERENCE, PLAN_FILE = (
    (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8") for page in ("quarterly-round", "commands", "plan-file")
)


def examples() -> Iterator[tuple[str, str]]:
    for command, module in COMMANDS.items():
        for example in import_module(f"scrplan.cli.commands.{module}").EXAMPLES:
            yield command, example.split(" > ")[0]
    for name, page in (("README", README), ("commands", REFERENCE)):
        for example in re.findall(r"^\| .* \| `(scrplan [^`]+)` \|$", page, re.MULTILINE):
            yield name, example
    for block in re.findall(r"^```sh\n(.*?)^```$", ROUND, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            yield "round", shlex.join(shlex.split(line, comments=True))


@pytest.fixture
def copy_of_the_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    in_git(tmp_path, "init", "--quiet")
    committed(tmp_path)
    for key, value in (("user.name", "A. Keeper"), ("user.email", "keeper@example.org")):
        in_git(tmp_path, "config", key, value)
    monkeypatch.chdir(tmp_path)
    assert run(["note", "child-g", "5", "A note.", "--commit"]) == 0  # something to undo
    return tmp_path


@pytest.mark.parametrize(("where", "example"), list(examples()), ids=lambda value: value)
def test_every_example_runs(
    copy_of_the_plans: Path, capsys: pytest.CaptureFixture[str], where: str, example: str
) -> None:
    assert copy_of_the_plans.is_dir()
    done = call(capsys, *shlex.split(example)[1:])
    # 1 is an answer too: something was found, and here no git keeps the copy.
    assert done.code in ({0, 1} if "doctor" in example or "--exit-code" in example else {0}), (where, done.err)


def test_the_readme_shows_what_status_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, published: Path
) -> None:
    assert published == ROOT
    monkeypatch.setenv("COLUMNS", "80")
    printed = call(capsys, "status", "plans/child-g.yaml", "--as-at", "2013-09-30", "-f", "terminal").out
    shown = README.split("```text\n")[1].split("...\n```")[0]
    assert len(shown.splitlines()) > 30
    assert printed.startswith(shown)


def test_the_reference_names_every_command() -> None:
    assert [command for command in COMMANDS if f"`scrplan {command}" not in REFERENCE] == []


def test_the_reference_names_every_filter(capsys: pytest.CaptureFixture[str]) -> None:
    options = set(re.findall(r"(--[a-z-]+)", call(capsys, "list", "--help").out))
    assert {option for option in options if f"`{option}" not in REFERENCE} <= {
        "--help",
        "--full",
        "--actions",
        "--color",
        "--sort",
        "--columns",
    }


def test_the_page_of_rules_is_what_explain_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == call(capsys, "explain", "-f", "markdown").out


def test_the_page_of_the_plan_file_shows_what_validate_prints(
    capsys: pytest.CaptureFixture[str], published: Path
) -> None:
    assert published == ROOT
    shown = PLAN_FILE.split("```text\nplans/child-g.yaml\n")[1].split("```")[0]
    printed = call(capsys, "validate", "plans/child-g.yaml", "--as-at", "2013-09-30", "--rule", "late-not-red").out
    assert printed.startswith(f"plans/child-g.yaml\n{shown}")


def test_every_format_of_validate_is_explained() -> None:
    page = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []


def test_the_checks_do_what_the_readme_tells_for_the_tests() -> None:
    (line,) = re.findall(r"^(python3 -m venv .*) && \.venv/bin/pytest$", README, re.MULTILINE)
    assert line in (ROOT / ".ci" / "run").read_text()


def test_the_example_of_a_row_is_in_the_format() -> None:
    rows = README.split("plan.schema.json\n")[1].split("```")[0]
    document = Document.from_text(rows, "README.md")
    assert document.problems == ()


def test_the_readme_can_be_read_at_one_sitting() -> None:
    assert len(README.splitlines()) <= 180


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda page: page.name,
)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    files = [one.partition("#")[0] for one in targets if not one.startswith(("http", "#"))]
    assert [one for one in files if not (page.parent / one).exists()] == []
    assert files or page.name not in {"README.md", "CHANGELOG.md"}
