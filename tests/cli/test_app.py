"""The program as a process: exit codes, pipes, help, speed of what must not load what it does not need."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scrplan import __version__
from scrplan.assessment import ConflictKind, Timeliness
from scrplan.cli import app
from scrplan.cli.app import COMMANDS
from scrplan.cli.options import NAMES
from scrplan.model import State
from scrplan.report.item_columns import COLUMNS
from scrplan.selection.item_fields import FIELDS, OPEN
from tests.building import ROOT, Outcome, call


def program(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrplan", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_program_runs_as_a_module() -> None:
    done = program("status", "plans/child-g.yaml", "--as-at", "2013-09-30")
    assert (done.returncode, done.stderr) == (0, "")
    assert "# Overdue: 6 of 26 recommendations" in done.stdout


def test_the_console_script_is_the_same_program() -> None:
    script = Path(sys.executable).parent / "scrplan"
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"scrplan {__version__}\n"


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    done = call(capsys)
    assert done.code == 2
    assert "scrplan status plans/child-g.yaml" in done.out + done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_leads_with_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = call(capsys, command, "--help")
    assert done.code == 0
    body = done.out.split("\n\n", 1)[1].lstrip()
    assert body.startswith("Examples:\n")
    assert f"scrplan {command}" in body.splitlines()[1]


def test_the_programs_help_names_every_command_with_its_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    listed = call(capsys, "--help").out.split("Commands:\n")[1]
    assert re.findall(r"^  ([\w-]+) +\w", listed, re.MULTILINE) == list(COMMANDS)
    assert "Examples" not in listed


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["stauts"], "scrplan: No such command 'stauts'. Did you mean 'status'; see scrplan --help"),
        (["status", "--agnecy", "GP"], "scrplan: No such option: --agnecy"),
        (["list", "--as-at"], "scrplan: Option '--as-at' requires an argument; see scrplan list --help"),
    ],
)
def test_a_wrong_call_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    done = call(capsys, *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(line)


def test_a_bug_is_one_line_and_seventy(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "build_app", broken_program(ZeroDivisionError("a\n\x1b[2Jb")))
    done = call(capsys, "list")
    assert done.code == 70
    assert "a bug in scrplan (ZeroDivisionError: a" in done.err
    assert "\x1b" not in done.err
    monkeypatch.setenv("SCRPLAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        call(capsys, "list")


def broken_program(error: BaseException) -> object:
    def build(_commands: object) -> object:
        def program(**_given: object) -> None:
            raise error

        return program

    return build


def test_an_interruption_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "build_app", broken_program(KeyboardInterrupt()))
    assert call(capsys, "list") == Outcome(130, "", "")


def test_what_the_system_refuses_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "build_app", broken_program(OSError(28, "No space left on device")))
    assert call(capsys, "list") == Outcome(2, "", "scrplan: the result: No space left on device\n")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize(
    "arguments",
    [
        ["status"], ["schema"], ["--version"], ["--help"], ["list", "-f", "json"], ["validate"],
        ["validate", "--severity", "error"], ["rules"], ["explain"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_full_device_is_one_line(arguments: list[str]) -> None:
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "scrplan", *arguments]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no shell of that kind there")
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("words", ["status", "--version"])
def test_a_closed_stream_is_no_traceback(words: str, closing: str) -> None:
    command = f"{sys.executable} -m scrplan {words} {closing}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be deleted there")
def test_a_deleted_folder_is_one_line(tmp_path: Path) -> None:
    command = f"mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m scrplan list"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("No such file or directory\n")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    row = "  - {{ref: {0}, agency: A, text: {1}}}\n"
    rows = "".join(row.format(number, "words " * 400) for number in range(300))
    (tmp_path / "big.yaml").write_text(
        "format: 1\nid: big\ntitle: Big\nreview: {kind: other}\nboard: B\nas_at: 2013\n"
        f"ratings: {{green: {{state: complete, meaning: Done}}}}\nagencies: [{{name: A}}]\nrecommendations:\n{rows}"
    )
    command = f"{sys.executable} -m scrplan list big.yaml | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_the_bytes_do_not_depend_on_the_locale(locale: str) -> None:
    done = program("show", "child-g", "9", "--as-at", "2013-09", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "Review undertaken \N{EN DASH} in the light of MASH" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--version"], {"rich", "jsonschema", "ruamel.yaml", "dateutil"}),
        (["status", "--help"], {"rich", "jsonschema", "ruamel.yaml", "dateutil"}),
        (["status", "plans/child-g.yaml"], {"rich", "jsonschema", "dateutil", "pydantic"}),
        (["validate", "plans/child-g.yaml"], {"rich", "jsonschema", "dateutil", "pydantic"}),
        (["validate", "plans/child-g.yaml"], {"concurrent.futures.process"}),
        (["rules"], {"rich", "jsonschema", "dateutil"}),
        (["explain", "no-lead"], {"rich", "jsonschema", "dateutil"}),
    ],
)
def test_heavy_libraries_are_loaded_only_where_used(arguments: list[str], unwanted: set[str]) -> None:
    code = (
        "import sys\nfrom scrplan.cli.app import run\n"
        f"run({arguments!r})\nprint('LOADED', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split("LOADED")[1].split())
    assert not loaded & unwanted


@pytest.mark.parametrize(
    "start", [["-m", "scrplan"], ["-c", "from scrplan.__main__ import main; main()"]], ids=" ".join
)
def test_the_version_is_answered_before_anything_heavy_is_imported(start: list[str]) -> None:
    line = [sys.executable, "-X", "importtime", *start, "--version"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(line, cwd=ROOT, env=alone, capture_output=True, text=True, check=True)
    loaded = {name.rpartition("|")[2].strip() for name in done.stderr.splitlines()}
    own = {name for name in loaded if name.startswith("scrplan")}
    assert done.stdout == f"scrplan {__version__}\n"
    assert own <= {"scrplan", "scrplan.__main__", "scrplan.cli", "scrplan.cli.conventions", "scrplan.cli.process"}
    assert not loaded & {"typing", "typer", "dataclasses", "inspect", "re", "pathlib", "datetime"}


@pytest.mark.parametrize("arguments", [["--version", "status"], ["--version", "--help"], ["--version", "--version"]])
def test_the_version_goes_before_what_follows_it(arguments: list[str]) -> None:
    done = program(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"scrplan {__version__}\n", "")


@pytest.mark.parametrize("words", ["--versio", "--version=1"])
def test_nearly_the_version_is_a_wrong_call(words: str) -> None:
    done = program(words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("; see scrplan --help\n")


def test_the_help_lists_every_name_that_the_options_take() -> None:
    listed = dict(part.split(":", 1) for part in re.split(r"\n(?=[A-Z])", NAMES.removeprefix("\b\n")))
    assert {heading: names.split() for heading, names in listed.items()} == {
        "Columns": list(COLUMNS),
        "Fields of --where and --sort": list(FIELDS),
        "States": [OPEN, *(state.value for state in State)],
        "Timeliness": [one.value for one in Timeliness],
        "Conflicts": [kind.value for kind in ConflictKind],
    }
